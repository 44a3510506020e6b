#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# predict.sh - a wrong answer is explained by the rule that was forgotten, and
# `step` stands where that is decided.
#
# The addresses are worked out by hand, in the comments. That remembering every
# rule gives the kernel's answer is in unit/test_prediction.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
evidence="$scratch/out"

# forgot RULES ANSWER CALL SETUP... - after these commands that answer is wrong
# for these reasons, in the table's order
forgot()
{
	rules=$1
	answer=$2
	call=$3
	shift 3
	printf '%s\n' "$@" "predict $call answer=$answer" >"$scratch/in"
	"$VMSCOPE" --json -b <"$scratch/in" >"$scratch/out" 2>&1 &&
		grep -q '"ok":false,"forgot":\['"$rules"'\]' "$scratch/out"
	result $? "$call after $*: $answer forgets ${rules:-nothing that we know}"
}

# The article's: an area of 10 pages, its guard page, the page left free.
forgot '"guard-page","gap-page"' 0xd080b000 'vmalloc 4k' 'vmalloc 40k'
# The second ends with its guard page at d0805000; each area began after a gap.
forgot '"guard-page","gap-page"' 0xd0805000 'vmalloc 8k' 'vmalloc 4k' 'vmalloc 4k'
# The same, for who has not counted a guard page from the beginning on:
# d0800000-1000, d0802000-3000.
forgot '"guard-page","gap-page"' 0xd0804000 'vmalloc 8k' 'vmalloc 4k' 'vmalloc 4k'
# Without both, which is more than one rule.
forgot '' 0xd080a000 'vmalloc 4k' 'vmalloc 40k'

# 2.6.39 leaves a page free before the next area, too: 20k and a guard page are
# the whole hole, from d080c000 to d0812000.
forgot '"guard-page","gap-after"' 0xd080c000 'vmalloc 20k' \
	'boot allocator=2.6.39' 'vmalloc 40k' 'vmalloc 16k' 'vmalloc 40k' \
	'vfree $2' vm_unmap_aliases

# A freed area is in the way until the purge.
forgot '"lazy"' 0xd0800000 'vmalloc 4k' 'vmalloc 40k' 'vmalloc 4k' 'vfree $1'
forgot '"lazy"' 0xd0803000 'vmalloc 4k' 'vmalloc 4k' 'vmalloc 4k' \
	'vmalloc 4k' 'vfree $2'

# ioremap of 16k is at a multiple of 32k.
forgot '"align"' 0xd0803000 'ioremap 0xf1000000 16k' 'vmalloc 4k'
forgot '"align-size"' 0xd0804000 'ioremap 0xf1000000 16k' 'vmalloc 4k'
forgot '"align"' 0xd0806000 '__vmalloc 4k align=64k' 'vmalloc 16k'
forgot '"align-size"' 0xd0900000 'ioremap 0xf1000000 1M' 'vmalloc 4k'

# 10000 bytes are 0x2710, and 3 pages.
forgot '"round"' 0xd0804710 'vmalloc 4k' 'vmalloc 10000'
forgot '"round"' 0xd0803388 'vmalloc 4k' 'vmalloc 5000'

# The first hole has 10 pages, the second 3.
set -- 'a = vmalloc 40k' 'vmalloc 4k' 'b = vmalloc 8k' 'vmalloc 4k' \
	'vfree a' 'vfree b' vm_unmap_aliases
forgot '"best-fit"' 0xd080f000 'vmalloc 4k' "$@"
forgot '"next-fit"' 0xd0816000 'vmalloc 4k' "$@"
set -- 'a = vmalloc 1M' 'vmalloc 4k' 'vfree a' vm_unmap_aliases
forgot '"next-fit"' 0xd0905000 'vmalloc 8k' "$@"
set -- 'a = vmalloc 1M' 'vmalloc 4k' 'b = vmalloc 64k' 'vmalloc 4k' 'vfree a' \
	'vfree b' vm_unmap_aliases
forgot '"best-fit"' 0xd0905000 'vmalloc 60k' "$@"

# 256 MB end at d0000000; modules lie at bf000000.
forgot '"region"' 0xd0000000 'vmalloc 4k' 'kmalloc 64'
forgot '"region"' 0xbf000000 'vmalloc 4k' 'vmalloc 40k'
forgot '"region"' 0xd0800000 'insmod fat 52k' 'kmalloc 64'

# More than RAM, and more than what is left of the region.
forgot '"limit"' 0xd0803000 'vmalloc 300M' 'vmalloc 4k'
forgot '"limit"' 0xec802000 'get_vm_area 100M' 'get_vm_area 448M'

forgot '' NULL 'vmalloc 4k' 'vmalloc 40k'
forgot '' 12345 'alloc_pages 0' 'vmalloc 40k'

# Slots of pkmap: bfe00000 is number 0, and the search begins at 1.
set -- 'board highmem' 'a = alloc_pages 0 gfp=GFP_HIGHUSER' \
	'b = alloc_pages 0 gfp=GFP_HIGHUSER'
forgot '"next-slot","counted-first"' 0xbfe00000 'kmap a' "$@"
forgot '"counted-first"' 0xbfe01000 'kmap b' "$@" 'kmap a'
forgot '"kept-slot"' 0xbfe02000 'kmap a' "$@" 'kmap a'
forgot '"kept-slot"' 0xbfe03000 'kmap a' "$@" 'kmap a' 'kmap b'
forgot '"next-slot"' 0xbfe01000 'kmap c' "$@" 'kmap a' 'kunmap a' 'kmap b' \
	'c = alloc_pages 0 gfp=GFP_HIGHUSER'
forgot '"lowmem"' 0xbfe01000 'kmap 0x200' "$@"
forgot '"lowmem"' '"0xc0000000 + (a << 12)"' 'kmap a' "$@"
# Page i of the block is at slot i + 1; at slot 0 those of 9 and 19 are freed.
# Then slot 10 is given, and slot 15 loses its user: slot 20 is free.
{
	printf '%s\n' 'board highmem' 'a = alloc_pages 9 gfp=GFP_HIGHUSER' \
		'b = alloc_pages 2 gfp=GFP_HIGHUSER'
	for i in $(seq 0 510); do
		echo "kmap a+$i"
	done
	printf '%s\n' 'kunmap a+9' 'kunmap a+19' 'kmap b' 'kmap b+1' 'kunmap a+14'
} >"$scratch/slots.vms"
forgot '"next-slot","unused-slot"' 0xbfe0f000 'kmap b+2' \
	"source $scratch/slots.vms"

# Entries of fixmap: KM_USER0 is number 3.
forgot '"km-type"' 0xfff00000 'kmap_atomic a KM_USER0' "$@"
forgot '"kept-slot"' 0xfff03000 'kmap_atomic a KM_USER0' "$@" 'kmap a'
forgot '"lowmem"' 0xfff03000 'kmap_atomic 0x200 KM_USER0' "$@"

# A block of 4 MB, and what a run of three takes of it: four.
set -- 'a = alloc_pages 0' 'vm_map_ram a a a'
forgot '"power-of-two"' 0xd0803000 'vm_map_ram a' "$@"
forgot '"block"' 0xd0c01000 'vm_map_ram a a' "$@"
forgot '"dirty"' 0xd0800000 'vm_map_ram a' "$@" 'vm_unmap_ram $2 3'

# Where no rule explains it, the step that decides has the word.
printf '%s\n' 'vmalloc 4k' 'predict vmalloc 8k answer=0xe0000000' |
	"$VMSCOPE" -b >"$scratch/out" 2>&1
grep -q '^what decides: found: 0xd0803000 + 0x3000 is free' "$scratch/out"
result $? "an answer that no rule explains is told what decides"

# right CALL ANSWER SETUP...
right()
{
	call=$1
	answer=$2
	shift 2
	printf '%s\n' "$@" "predict $call answer=$answer" >"$scratch/in"
	"$VMSCOPE" --json -b <"$scratch/in" >"$scratch/out" 2>&1 &&
		grep -q '"ok":true,"forgot":\[\]' "$scratch/out"
	result $? "$call after $*: $answer is right"
}

right 'vmalloc 4k' 0xd080c000 'vmalloc 40k'
right 'vmalloc 4k' '"$1 + 48k"' 'vmalloc 40k'
right 'vmalloc 300M' NULL 'vmalloc 4k'
right 'alloc_pages 0' '$1' 'alloc_pages 0' 'free_pages $1 0'

if command -v python3 >/dev/null; then
	for allocator in 2.6.32 2.6.39 6.1; do
		python3 "$here/tests/predict.py" "$VMSCOPE" $allocator \
			>"$scratch/out" 2>&1
		! grep -q '^not ok' "$scratch/out" &&
			grep -q '^1\.\.[0-9]' "$scratch/out"
		result $? "random calls, $allocator: an independent model forgets the same"
	done
fi

# decides WORDS ANSWER CALL SETUP... - there `step` stands
decides()
{
	words=$1
	answer=$2
	call=$3
	shift 3
	printf '%s\n' "$@" "predict $call answer=$answer" step |
		"$VMSCOPE" -b >"$scratch/out" 2>&1 &&
		sed -n '/^step [0-9]* of/,$p' "$scratch/out" | grep -q "$words"
	result $? "$call, $answer: step stands at $words"
}

decides 'addr = ALIGN(first->va_end + PAGE_SIZE, align)' 0xd080b000 \
	'vmalloc 4k' 'vmalloc 40k'
decides 'runs into 0xd0803000-0xd0805000, which was freed' 0xd0803000 'vmalloc 4k' \
	'vmalloc 4k' 'vmalloc 4k' 'vmalloc 4k' 'vfree $2'
decides 'the lowest address allowed is 0xd0800000' 0xd0000000 'vmalloc 4k' \
	'vmalloc 40k'
decides 'found: 0xd0800000' 0xd0905000 'vmalloc 8k' 'a = vmalloc 1M' \
	'vmalloc 4k' 'vfree a' vm_unmap_aliases
decides 'the machine has 63806 pages in all' 0xd0803000 'vmalloc 300M' 'vmalloc 4k'

# The first search finds nothing; the second one is after a purge.
decides 'found: 0xede02000' 0xefc04000 'get_vm_area 30M' 'get_vm_area 470M' \
	'a = get_vm_area 30M' 'free_vm_area a'
decides 'blocks below order 4 do not count' 0xcf800000 'kmalloc 64k' \
	'fragment 50 seed=1'

# A variable of the next line, while stepping.
printf '%s\n' 'vmalloc 4k' 'step to hole vmalloc 4k' 'predict answer=$1+8k' \
	'predict answer=-' | "$VMSCOPE" --json -b -k >"$scratch/out" 2>&1
grep -q '"asked":"addr","answer":"0xd0802000","right":"0xd0803000","ok":false' \
	"$scratch/out" && grep -q '"answer":null,"right":' "$scratch/out"
result $? "while stepping, the next variable is asked for"

# refused WORDS COMMAND... - the last of them is an error with these words
refused()
{
	words=$1
	shift
	printf '%s\n' "$@" | "$VMSCOPE" -b -k >"$scratch/out" 2>&1
	tail -n 1 "$scratch/out" | grep -q "error: .*$words"
	result $? "$*: $words"
}

refused 'nobody can be asked here' 'predict vmalloc 4k'
refused 'needs a call' predict
refused 'returns nothing' 'vmalloc 4k' 'predict vfree $1 answer=0'
refused 'not a single call' 'predict boot answer=0'
refused 'returns nothing' 'predict layout answer=0'
refused 'given twice' 'predict vmalloc 4k answer=1 answer=2'
refused 'name comes first: a = predict CALL' 'predict a = vmalloc 4k answer=-'
refused 'name comes first: a = step CALL' 'step to hole a = vmalloc 4k'
refused 'could be named a' 'compare a = vmalloc 4k kmalloc 4k'
refused 'zzz' 'predict vmalloc 4k answer=zzz'

# What only looks can be predicted, too, also inside a call.
right 'vtop 0xd0800000' 0xf802000 'vmalloc 40k'
right 'p high_memory' 0xd0000000 'vmalloc 40k'
right 'vtop 0xd080a000' NULL 'vmalloc 40k'
printf '%s\n' 'step to pte vmalloc 8k' 'predict vtop 0xd0800000 answer=0xf802000' \
	history where | "$VMSCOPE" -b >"$scratch/out" 2>&1
test $? -eq 0 && grep -q 'wrong: it is NULL' "$scratch/out" &&
	! grep -q 'shows the line that decides' "$scratch/out"
result $? "a prediction that looks stays in the call, and is not in the log"

# In a script nobody need be there.
printf '%s\n' '# A lesson' '# One' 'predict vmalloc 4k' '# Two' \
	'vmalloc 8k' >"$scratch/ask.vms"
"$VMSCOPE" -c "source $scratch/ask.vms" >"$scratch/out" 2>&1 &&
	grep -q '^it is 0xd0800000' "$scratch/out"
result $? "a script that nobody answers goes on"

# What was saved is the call.
printf '%s\n' 'vmalloc 40k' 'predict vmalloc 4k answer=$1' \
	"save $scratch/it.vmscope" "load $scratch/it.vmscope" history \
	'predict vmalloc 4k answer=$2' | "$VMSCOPE" -b >"$scratch/out" 2>&1
test $? -eq 0 && grep -q 'predict vmalloc 4k answer=$1' "$scratch/out"
result $? "saved and loaded again"

plan
