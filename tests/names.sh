#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# names.sh - a name stands for one thing, and what has a name is shown.

. "${srcdir:-.}/tests/tap.sh"
cd "${srcdir:-.}" || { echo "Bail out! no ${srcdir:-.}"; exit 1; }

# Each prints "NAME FILE" for what the files define: tags of structs, unions
# and enums; then functions, with `static` before those of one file.
tags()
{
	find src -name '*.[ch]' -exec awk '
		match($0, /^[\t ]*(static )?(const )?(struct|union|enum) [a-z_0-9]+ \{/) {
			sub(/ \{.*/, "")
			print $NF, FILENAME
		}' {} +
}

functions()
{
	find src -name '*.c' -exec awk '
		/^static / { kind = "static" }
		/^[a-z_]/ && /\(/ && !/;/ {
			name = $0
			sub(/\(.*/, "", name)
			sub(/.*[ *]/, "", name)
		}
		/^\{/ && name != "" {
			print kind, name, FILENAME
			name = ""
		}
		/^$/ || /^[}#]/ || /;$/ { name = ""; kind = "public" }' {} +
}

tags | sort >"$scratch/tags"
awk 'NR == FNR { n[$1]++; next } n[$1] > 1' "$scratch/tags" "$scratch/tags" \
	>"$scratch/twice"
test -s "$scratch/tags" && test ! -s "$scratch/twice"
result $? "no tag of a struct, union or enum stands twice" "$scratch/twice"

functions >"$scratch/functions"
awk 'NR == FNR { if ($1 == "public") n[$2]++; else other[$2]++; next }
     $2 in n && n[$2] + other[$2] > 1' "$scratch/functions" \
	"$scratch/functions" | sort -k 2 >"$scratch/twice"
grep -q '^public vmalloc ' "$scratch/functions" &&
	grep -q '^static ' "$scratch/functions" && test ! -s "$scratch/twice"
result $? "no public function has a namesake" "$scratch/twice"

panes=$(sed -n 's/^[[:space:]]*PANE([A-Z]*, \([a-z]*\),.*/\1/p' \
	src/session/settings/panes.h)
for pane in ${panes:-none}; do
	test -f "tests/golden/$pane-80x24.screen"
	result $? "the pane $pane has a golden screen"
done

# VM_DAY stands as FLAG(VM_DAY) where flags have names, PG_day as PAGE_FLAG(day).
sed -n 's/^#define \(VM_[A-Z_]*\) .*/FLAG(\1)/p
	s/^#define PG_\([a-z]*\) .*/PAGE_FLAG(\1)/p' src/kernel/abi.h \
	>"$scratch/flags"
while read -r flag; do
	grep -qF "$flag" src/inspect/flag_names.c || echo "$flag"
done <"$scratch/flags" >"$scratch/nameless"
test -s "$scratch/flags" && test ! -s "$scratch/nameless"
result $? "no VM_ or PG_ flag is without its name" "$scratch/nameless"

plan
