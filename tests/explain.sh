#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# explain.sh - which holes a call passes, what each lacks, and where it lands.
#
# The numbers are worked out by hand, in the comments.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
evidence="$scratch/out"

# run COMMAND... - stdout and stderr in out
run()
{
	for command; do
		set -- "$@" -c "$command"
		shift
	done
	"$VMSCOPE" "$@" >"$scratch/out" 2>&1 </dev/null
}

# says NAME PATTERN... - out has a line for each
says()
{
	name=$1
	status=0
	shift
	for pattern; do
		grep -q -e "$pattern" "$scratch/out" || status=1
	done
	result "$status" "$name"
}

# 40 KB and its guard page, 4 KB free, 4 KB and its guard page, 4 KB free; purged,
# the first leaves 48 KB.
set -- 'a = vmalloc 40k' 'b = vmalloc 4k' 'vfree a' vm_unmap_aliases
run "$@" 'explain vmalloc 44k'
says "a hole that fits exactly is taken" '^no hole lies before it$' \
	'^lands at d0800000-d080c000, in the hole d0800000-d080c000 of 48K$'
run "$@" 'explain vmalloc 48k'
says "one that is a page too small is not" \
	'^d0800000-d080c000      48K        0      52K       4K  b$' \
	'^lands at d080f000-d081c000, in the hole d080e000-f0000000'

run 'boot allocator=2.6.39' "$@" 'explain vmalloc 44k' 'vmalloc 44k'
says "2.6.39 leaves a page free after an area, too" \
	'^d0800000-d080c000      48K        0      52K       4K  b$' \
	'^lands at d080f000-d081b000' '= 0xd080f000$'

# 6.1 leaves no page free: the first ends at d080b000, and so does its hole.
run 'boot allocator=6.1' "$@" 'explain vmalloc 40k' 'explain vmalloc 44k' \
	'vmalloc 44k' 'explain insmod m 15M'
says "6.1 leaves none" \
	'^lands at d0800000-d080b000, in the hole d0800000-d080b000 of 44K$' \
	'^d0800000-d080b000      44K .* *48K       4K  b$' \
	'^lands at d080d000-d0819000, in the hole d080d000-f0000000' \
	'= 0xd080d000$' '^NULL: .* the largest has 14680064 bytes, at 0xbf000000'

# Until the purge the freed area is in the way, with 4 KB after it.
run 'a = vmalloc 40k' 'b = vmalloc 4k' 'c = vmalloc 4k' 'vfree b' \
	'explain vmalloc 4k'
says "a freed area is in the way until it is purged" \
	'^d080b000-d080c000       4K       4K      12K       8K  freed, waits' \
	'^d080e000-d080f000       4K       4K      12K       8K  c$' \
	'^2 holes are too small; the largest, 4K, at d080b000$' \
	'^lands at d0812000-d0814000'

# From d0802000 on the first multiple of 2 MB is d0a00000.
run 'vmalloc 4k' 'big = get_vm_area 1M' 'explain ioremap 0xf1000000 1M'
says "alignment is skipped, too" 'at a multiple of 2M$' \
	'^d0802000-d0803000       4K    2040K    3068K    3064K  big$' \
	'^lands at d0a00000-d0b01000, in the hole d0904000-'

# 200 MB, 4 MB, 200 MB; each with a guard page, and a page free before it.
set -- 'get_vm_area 200M' 'a = get_vm_area 4M' 'get_vm_area 200M' 'free_vm_area a'
run "$@" 'explain get_vm_area 5M'
says "the freed area is still in the way" \
	'^dd001000-dd002000       4K .* freed, waits for the purge$' \
	'^lands at e9c06000-ea107000'
run "$@" 'explain get_vm_area 100M'
says "a search after a purge is told as that" \
	'^no hole at first; this is the second search' \
	'^NULL: no hole of 104861696 .*: the largest has [0-9]* bytes, at 0xe9c' \
	'the end of the region'

run 'vmalloc 40k' 'explain vmalloc 4k' 'explain insmod m 40k' \
	'explain vmalloc 900M' dmesg 'cat /proc/vmallocinfo' 'cat /proc/modules' \
	history
cp "$scratch/out" "$scratch/explained"
run 'vmalloc 40k' dmesg 'cat /proc/vmallocinfo' 'cat /proc/modules' history
grep -v -e '^\(no hole\|hole\|lands\|skips\|NULL\|[a-z]* [m0-9]\)' \
	-e '^d080b' "$scratch/explained" | diff - "$scratch/out" >"$scratch/diff"
result $? "nothing is different afterwards" "$scratch/diff"

run 'explain alloc_pages 0'
says "a call that takes no addresses is refused" \
	'error: alloc_pages looks for no hole'
run 'explain cat /proc/version'
says "and one that only looks" 'error: cat looks for no hole'
"$VMSCOPE" --no-history -c 'vmalloc 40k' -c 'explain vmalloc 4k' \
	-c 'vmalloc 4k' >"$scratch/out" 2>&1 </dev/null
says "without a history it is taken back by a replay" \
	'^lands at d080c000-d080e000' '^$2 = 0xd080c000$'

"$VMSCOPE" --json -c 'vmalloc 40k' -c 'explain vmalloc 4k' >"$scratch/out"
says "JSON has each hole, the one that is taken last" \
	'"explain":{"size":8192,"align":1,"start":"0xd0800000","end":"0xf0000000","purges":0,"address":"0xd080c000","holes":\[{"start":"0xd080b000","end":"0xf0000000","size":528437248,"tried":"0xd080c000","needs":12288,"lacks":0}\]}'

# Every sentence about a missing hole has the largest there is.
run 'get_vm_area 503M' 'vmalloc 8M' 'ioremap 0xf1000000 8M' \
	'a = alloc_pages 6' 'vm_map_ram a a+1'
says "vmalloc, ioremap and vm_map_ram name the largest hole" \
	'^no hole of 8392704 .*the largest has 1044480 bytes, at 0xeff01000 (VmallocChunk)$' \
	'^no hole of 4194304 .*the largest has 1044480 bytes'
test "$(grep -c 'the largest has 1044480' "$scratch/out")" -eq 3
result $? "each of the three"
run 'insmod big 15M'
says "a module's failure says that vmalloc= is no help" \
	'for modules between 0xbf000000 and 0xbfe00000.*the largest has 14680064 bytes, at 0xbf000000; vmalloc= neither moves nor enlarges'
plan
