#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# highmem.sh - kmap and kmap_atomic as a person types them.
#
# That the slots are the real kernel's, traces.sh says; here it is about the
# commands: what they refuse, time, saved sessions, diff and steps.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
into_scratch
evidence='out err'

# run COMMAND... - on a machine of which 16 MB are highmem
run()
{
	printf '%s\n' "$@" >commands.vms
	"$VMSCOPE" --cmdline 'mem=48M vmalloc=736M' commands.vms >out 2>err \
		</dev/null
	status=$?
}

# has NAME WORDS - the last run went well and printed these words
has()
{
	test "$status" -eq 0 && grep -q -e "$2" out
	result $? "$1"
}

# refuses NAME WORDS - the last command of the last run was refused
refuses()
{
	test "$status" -eq 1 && test "$(wc -l <err)" -eq 1 &&
		grep -q -e "$2" err
	result $? "$1 is refused"
}

high='a = alloc_pages 3 gfp=GFP_HIGHUSER'

run "$high" 'kmap a' 'kmap a+1' 'vtop $' 'check'
has "the first slot is 1" '^\$2 = 0xbfe01000'
has "and vtop knows the slot" 'slot 2 of pkmap, in use by 1 kmap$'
run "$high" 'kmap a' 'kmap a' 'p pkmap_count[1]' 'p last_pkmap_nr' \
	'p page_address_maps[511].virtual'
has "two users of one slot" '^\$4 = 3$'
has "its record is the pool's last" '^\$6 = 0xbfe01000'
run 'kmap 0x100' 'kunmap 0x100' 'check'
has "a page of lowmem has its address" '^\$1 = 0xc0100000'

run "$high" 'kunmap a'
refuses "kunmap of what is not mapped" 'not kmapped; .*BUG'
run "$high" 'kmap a' 'kunmap a' 'kunmap a'
refuses "one kunmap too many" 'nobody uses the slot.*BUG'
run "$high" 'free_pages a 3' 'kmap a'
refuses "kmap of a free page" 'is free'
run 'kmap 0x9999999'
refuses "kmap of no RAM" 'no frame of RAM\|not a frame of RAM'
run "$high" 'kmap_atomic a KM_USER2'
refuses "an unknown type" 'KM_USER2 .*KM_USER0'
run "$high" 'kmap_atomic a KM_USER0 cpu=1'
refuses "a CPU that is not there" '^commands.vms:2: error: 1 '
run "$high" 'kunmap_atomic 0xfff03000 KM_USER0'
refuses "kunmap_atomic without a kmap_atomic" 'preempt_count is 0'
run "$high" 'm = kmap_atomic a KM_USER0' 'kunmap_atomic m KM_USER1'
refuses "kunmap_atomic of another type" 'KM_USER1'

run "$high" 'm = kmap_atomic a KM_USER0' 'p preempt_count' \
	'kunmap_atomic m KM_USER0' 'p preempt_count' 'vtop m' 'check'
has "the PTE in fixmap stays" 'fixmap entry of KM_USER0 on CPU 0'
has "preempt_count goes up and down" '^\$4 = 0$'
run "$high" 'kmap a' 'kunmap a' 'kmap_atomic a KM_USER0'
has "kmap_atomic takes the slot that is there" '^\$3 = 0xbfe01000'

{
	echo 'b = alloc_pages 9 gfp=GFP_HIGHUSER'
	echo 'c = alloc_pages 0 gfp=GFP_HIGHUSER'
	seq 0 511 | sed 's/.*/kmap b+&/'
	printf '%s\n' 'kmap c' check 'kunmap b+5' 'kmap c' check
} >full.vms
"$VMSCOPE" --cmdline 'mem=48M vmalloc=736M' full.vms >out 2>err </dev/null
status=$?
has "with all slots in use kmap gives NULL" \
	'^all 512 slots of pkmap are in use'
has "after a kunmap and a flush there is a slot" '^\$516 = 0xbfe06000'

run "$high" 'kmap a' 'kmap a+1' 'kunmap a' 'kmap_flush_unused' \
	'm = kmap_atomic a+2 KM_IRQ1' 'undo 4' 'check' 'redo 4' 'check' \
	'save session.vms' 'p pkmap_count[1]' 'p pkmap_count[2]'
has "there and back in time all is sound" '^\$6 = 2$'
"$VMSCOPE" -c 'load session.vms' -c check >out 2>err </dev/null
status=$?
has "a saved session is the same again" '^every invariant holds'

run "$high" 'kmap a' diff
has "diff names the slot" '^pkmap_count\[1\], slot of bfe01000: 0 -> 2'
has "and the record of the page" '^page_address_map of pfn '
run "$high" 'kmap_atomic a KM_USER0' diff
has "diff begins with the PTE of kmap_atomic" '^PTE of fff03000: 00000000 -> '
run "$high" 'kmap a' 'kunmap a' 'trace kmap_flush_unused'
has "a flush can be stepped through" 'PTEs written: 1'
run "$high" 'step kmap a' 'next' 'leave' 'check'
has "and so can a kmap" '^every invariant holds'

sed '/^highmem/s/$/\ndebug_highmem = yes/' "$VMSCOPE_DATA/boards/highmem" >board
"$VMSCOPE" -B ./board -c "$high" -c 'kmap_atomic a KM_USER0' \
	-c 'kmap_atomic a+1 KM_USER0' >out 2>err </dev/null
status=$?
test "$status" -eq 1 && grep -q 'KM_USER0 is in use.*BUG' err
result $? "CONFIG_DEBUG_HIGHMEM wants a type given back first"

# Since 3.18 the fixmap begins elsewhere, and has a page table of its own.
sed '/^vmalloc_end/s/.*/vmalloc_end = 0xff800000\nmap_of = 3.18/' \
	"$VMSCOPE_DATA/boards/highmem" >board
"$VMSCOPE" -B ./board -c "$high" -c 'm = kmap_atomic a KM_USER0' \
	-c 'assert m == FIXADDR_START + 3 * PAGE_SIZE' -c 'vtop m' -c check \
	-c 'kunmap_atomic m KM_USER0' >out 2>err </dev/null
status=$?
has "the fixmap is where the board's kernel has it" \
	'the fixmap entry of KM_USER0 on CPU 0'
plan
