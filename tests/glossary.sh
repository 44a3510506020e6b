#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# glossary.sh - `help` has something on every abbreviation on the screens.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"

# explains WORD - the glossary does, whether or not it is a command, too
explains()
{
	"$VMSCOPE" -c "help $1" </dev/null >"$scratch/out" 2>&1 || return
	! grep -q '^usage: ' "$scratch/out" ||
		grep -qi "^\(.*, \)*$1\(,.*\)*\$" "$scratch/out"
}

# What is upper case on the accepted screens, without what is none: letters of
# owners side by side, pages of an area (V0), keys (F2), arguments in the help.
for screen in "$here"/tests/golden/*.screen; do
	case $screen in (*/help-*) continue ;; esac
	sed -n '/^text:/,/^roles:/p' "$screen"
done | grep -o '\b_*[A-Z][A-Z0-9_]\+\b' |
	grep -v '^[KMSTVPRF]*[0-9]*$' | sort -u >"$scratch/seen"
test -s "$scratch/seen"
result $? "there are abbreviations on the screens"
while read -r word; do
	explains "$word" || echo "$word"
done <"$scratch/seen" >"$scratch/missing"
test ! -s "$scratch/missing"
result $? "each has its entry" "$scratch/missing"

# Other words that only who knows them can read.
for word in pgd pmd pte domain 'black height' pfn pageset batch order \
	migratetype node zone gfp lazy guard gap purge kmap fixmap kallsyms slab \
	buddy frame run section vmap_area vm_struct mem_map pkmap lowmem highmem
do
	explains "$word" || echo "$word"
done >"$scratch/missing"
test ! -s "$scratch/missing"
result $? "so have the words of the trade" "$scratch/missing"

"$VMSCOPE" -c 'help Guard Page' </dev/null >"$scratch/out" 2>&1 &&
	grep -q '^guard page, guard$' "$scratch/out" &&
	test "$(awk 'length > 80' "$scratch/out" | wc -l)" = 0
result $? "in any case, with blanks, in lines of 80 columns" "$scratch/out"
"$VMSCOPE" -c 'help VM_ALLOC' </dev/null | grep -q '^VM_$'
result $? "a name of a family has the family's entry"
"$VMSCOPE" -c 'help tlb' </dev/null >"$scratch/out" 2>&1
grep -q '^usage: tlb' "$scratch/out" && grep -q '^TLB, ' "$scratch/out"
result $? "what is a command and a word is both" "$scratch/out"
"$VMSCOPE" -c 'help gurad' </dev/null >"$scratch/out" 2>&1
test $? = 1 && grep -q 'did you mean guard' "$scratch/out"
result $? "a word that is nearly one is named" "$scratch/out"
plan
