#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# translation.sh - every text for people goes through the catalogue, and the
# language is found and changed as people expect.
#
# A language is made from all the texts that translators get (pseudo.py), and
# the program runs in it.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants msgfmt
wants xgettext
wants python3
pot=$PWD/data/po/vmscope.pot
test -f "$pot" || { echo "Bail out! no $pot"; exit 1; }

# A data folder of our own that has one language.
data=$scratch/data
folder=$data/locale/xx_YY/C.UTF-8/LC_MESSAGES
mkdir -p "$folder"
ln -s "$(cd "$here/data" && pwd)"/* "$data"
python3 "$here/tests/pseudo.py" catalogue "$pot" >"$scratch/xx_YY.po" &&
	msgfmt -c --check-format -o "$folder/vmscope.mo" "$scratch/xx_YY.po" \
		2>"$scratch/why"
result $? "the texts make a catalogue whose formats match" "$scratch/why"
for po in "$here"/data/po/*.po; do
	msgfmt -c --check-format -o /dev/null "$po" 2>"$scratch/why"
	result $? "formats match in ${po##*/}" "$scratch/why"
done

VMSCOPE_DATA=$data LC_ALL=C.UTF-8
export VMSCOPE_DATA LC_ALL
unset LANGUAGE

# ---- Which language ----

greeting='there is no command'

# speaks LANGUAGE NAME COMMAND... - an error comes in it
speaks()
{
	language=$1 name=$2
	shift 2
	"$@" -c nosuchthing </dev/null >"$scratch/out" 2>&1
	case $language in
	english) grep -q "$greeting" "$scratch/out" ;;
	*) ! grep -q "$greeting" "$scratch/out" &&
		grep -q nosuchthing "$scratch/out" ;;
	esac
	result $? "$name" "$scratch/out"
}

speaks english "English where nothing says otherwise" "$VMSCOPE"
speaks other "--lang chooses" "$VMSCOPE" --lang=xx_YY
speaks other "--lang knows a language without its territory" \
	"$VMSCOPE" --lang=xx
speaks other "set language chooses while running" \
	"$VMSCOPE" -k -c 'set language xx_YY'
speaks english "set language goes back to English" \
	"$VMSCOPE" --lang=xx_YY -k -c 'set language en'
speaks other "LC_ALL chooses, also a locale that is not installed" \
	env LC_ALL=xx_YY.UTF-8 "$VMSCOPE"
speaks other "LC_MESSAGES chooses" \
	env LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=xx_YY.UTF-8 "$VMSCOPE"
speaks other "LANG chooses" env LC_ALL= LANG=xx_YY.UTF-8 "$VMSCOPE"
speaks other "LANGUAGE chooses, the first that is there" \
	env LANGUAGE=de:xx_YY "$VMSCOPE"
speaks other "and again after another one" env LANGUAGE=de:xx_YY \
	"$VMSCOPE" -k -c 'set language en' -c 'set language auto'
speaks english "English comes before what stands after it in LANGUAGE" \
	env LANGUAGE=en:xx_YY "$VMSCOPE"
speaks english "LC_ALL=C wins over LANGUAGE" \
	env LC_ALL=C LANGUAGE=xx_YY "$VMSCOPE"
speaks english "a neighbour's language is none" \
	env LC_ALL=xx_ZZ.UTF-8 "$VMSCOPE"
speaks english "--lang=en wins over the environment" \
	env LC_ALL=xx_YY.UTF-8 "$VMSCOPE" --lang=en

speaks english "without UTF-8 it stays with English" \
	env LC_ALL=C "$VMSCOPE" --lang=xx_YY
test "$(grep -c 'need a UTF-8 locale' "$scratch/out")" = 1
result $? "and says so once" "$scratch/out"
LC_ALL=C "$VMSCOPE" -c 'set language xx' >"$scratch/out" 2>&1
test $? = 1 && grep -q 'need a UTF-8 locale' "$scratch/out"
result $? "so does set language" "$scratch/out"

"$VMSCOPE" -c 'set language tlh' >"$scratch/out" 2>&1
test $? = 1 && grep -q 'auto en xx_YY$' "$scratch/out"
result $? "a language that is not there is refused, with those that are" \
	"$scratch/out"

# ---- Every text ----

# What is no English wherever it stands: names of commands, settings, files.
names="$("$VMSCOPE" -c help </dev/null | sed -n 's/^  \([^ ]*\) .*/\1/p')
	$("$VMSCOPE" -c show </dev/null | sed -n 's/^\([a-z]*\) .*/\1/p')
	$(ls "$here/data/boards")
	vmscope man auto en dark light contrast colorblind mono always never on
	off all areas frames tree tables memory log source"

# translated NAME ARGUMENT... - what vmscope prints then, in both languages. Out
# of it go examples of commands, and the setting that must differ.
translated()
{
	name=$1
	shift
	"$VMSCOPE" "$@" </dev/null 2>&1 |
		sed '/^    /d; /^language /d' >"$scratch/english"
	"$VMSCOPE" --lang=xx_YY "$@" </dev/null 2>&1 |
		sed '/^    /d; /^language /d' >"$scratch/pseudo"
	python3 "$here/tests/pseudo.py" compare "$scratch/english" \
		"$scratch/pseudo" $names >"$scratch/why"
	result $? "$name is translated" "$scratch/why"
}

translated "--help" --help
translated "--version" --version
translated "the list of commands" -c help
set --
for command in $("$VMSCOPE" -c help </dev/null | sed -n 's/^  \([^ ]*\) .*/\1/p')
do
	set -- "$@" -c "help $command"
done
translated "the help of each command" "$@"
translated "what settings take" -c set -c 'show panes' -c 'set history 1M'
plan
