#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# layers.sh - the arrows of the design point one way, and a header stands alone.
#
# For each folder of src/: it includes nothing above it, its headers compile
# alone, and its .c files include their own header first, which proves the
# same again with every build.

: "${CC:=cc}"
cd "${srcdir:-.}/src" || { echo "Bail out! no src/ in ${srcdir:-.}"; exit 1; }

# Folder, then what it may include: folders of ours, and of the libraries
# below only these. libc is free to all.
rules='
machine: machine
kernel:  machine kernel
text:    text translate.h utf8proc
inspect: machine kernel text inspect translate.h
session: machine kernel text inspect session translate.h libintl jansson utf8proc
view:    machine kernel text inspect session view translate.h utf8proc
export:  machine kernel text inspect session view export translate.h jansson utf8proc
ui:      machine kernel text inspect session view export ui translate.h readline curses ncurses
'
libraries='libintl jansson utf8proc readline curses ncurses'

# has WORDS WORD
has()
{
	case " $1 " in *" $2 "*) return 0 ;; esac
	return 1
}

# Each check prints what is wrong, or nothing.

# includes_above FOLDER ALLOWED
includes_above()
{
	find "$1" -name '*.[ch]' \
		-exec grep -Hn '^[[:space:]]*#[[:space:]]*include' {} + |
	while IFS= read -r line; do
		path=${line#*[\"<]}
		case $line in
		*'"'*)	path=${path%%\"*}
			has "$2" "${path%%/*}" ;;
		*)	name=${path%%[/.>]*}
			! has "$libraries" "$name" || has "$2" "$name" ;;
		esac || echo "$line"
	done
}

# headers_not_alone FOLDER
headers_not_alone()
{
	find "$1" -name '*.h' | sort | while IFS= read -r header; do
		echo "#include \"$header\"" |
			$CC $CPPFLAGS -D_GNU_SOURCE -I. -fsyntax-only -x c - \
			2>&1 || echo "$header does not compile alone"
	done
}

# own_header_late FOLDER
own_header_late()
{
	find "$1" -name '*.c' | sort | while IFS= read -r source; do
		header=${source%.c}.h
		test -f "$header" || continue
		first=$(sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*//p' \
			"$source" | head -n 1)
		test "$first" = "\"$header\"" ||
			echo "$source: first includes ${first:-nothing}"
	done
}

cases=0

# report NAME COMPLAINTS
report()
{
	cases=$((cases + 1))
	if test -z "$2"; then
		echo "ok $cases - $1"
	else
		echo "not ok $cases - $1"
		echo "$2" | sed 's/^/# /'
	fi
}

for folder in */; do
	folder=${folder%/}
	allowed=$(echo "$rules" | sed -n "s/^$folder: *//p")
	if test -z "$allowed"; then
		report "$folder has a rule" "add it to tests/layers.sh"
		continue
	fi
	report "$folder includes nothing above it" \
		"$(includes_above "$folder" "$allowed")"
	report "headers of $folder compile alone" \
		"$(headers_not_alone "$folder")"
	report "sources of $folder include their own header first" \
		"$(own_header_late "$folder")"
done
echo "1..$cases"
