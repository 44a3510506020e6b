#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# trouble.sh - failures on demand, repeat, churn, fragment and diff, as a
# teacher would type them.
#
# What they do to the kernel's memory is in unit/test_workload.c and
# unit/test_diff.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
into_scratch
evidence='out err'

# run COMMAND... - one after the other; the rest in out, err and $status
run()
{
	printf '%s\n' "$@" >commands.vms
	"$VMSCOPE" commands.vms >out 2>err </dev/null
	status=$?
}

# has NAME WORDS - the last run went well and printed these words
has()
{
	test "$status" -eq 0 && grep -q -e "$2" out
	result $? "$1"
}

run 'fail_page_alloc probability=100 times=1 space=5' 'vmalloc 40k' 'check' \
	'vmalloc 40k'
test "$status" -eq 0 && grep -q '^\$1 = NULL' out &&
	grep -q '^fail_page_alloc made' out && grep -q '^\$2 = 0xd080' out
result $? "an allocation fails on demand, once"
run 'failslab probability=100 times=-1' 'repeat 7 kmalloc 100' 'failslab off' \
	'kmalloc 100'
test "$status" -eq 0 && grep -q '^7 calls ran, 7 returned NULL' out &&
	grep -q '^\$2 = 0xcf80' out
result $? "failslab lasts until it is off"

# The lines are those of a booted kernel.
run 'boot mem=16M' 'repeat 9 alloc_pages 10 gfp=GFP_ATOMIC' 'dmesg'
has "a failed allocation is followed by what there is" '^Mem-info:$'
has "with the per-cpu lists" '^CPU    0: hi:    0, btch:   1 usd:   0$'
has "with each zone's watermarks" \
	'^Normal free:[0-9]*kB min:508kB low:632kB high:760kB active_anon:0kB'
has "with the free blocks, which add up" \
	'^Normal: [0-9]*\*4kB .* 0\*4096kB = [0-9]*kB$'
has "and with all pages of RAM" '^4096 pages of RAM$'
run 'kmalloc 8M' 'kmalloc 8M' 'kmalloc 0' 'kfree $' 'dmesg'
has "kmalloc(0) is ZERO_SIZE_PTR" '^\$3 = 0x00000010$'
test "$(grep -c '^WARNING: at mm/page_alloc.c' out)" -eq 1
result $? "an order above the largest is warned of once"

run 'buf = repeat 3 vmalloc 4k' 'vfree buf' 'cat vmallocinfo'
test "$status" -eq 0 && test "$(grep -c '^0x' out)" -eq 2
result $? "the last value of a repeat has the name"
run 'vmalloc 4k' 'repeat 2 vfree $'
test "$status" -eq 1 && grep -q 'error: call 2 (all are undone)' err
result $? "an error in a repeat is one line"
run 'vmalloc 4k' 'fail_page_alloc off' 'repeat 3 vmalloc 4k' 'vfree $1' \
	'cat vmallocinfo'
has "the values before a repeat are still there" '^0xd0803000'

run 'churn 1000 seed=5' 'cat vmallocinfo' 'check'
mv out first
run 'churn 1000 seed=5' 'cat vmallocinfo' 'check'
cmp -s first out && test "$(grep -c '^0x' out)" -ge 16
result $? "the same churn twice"
run 'churn 200000 max=16k' 'check'
has "a long churn leaves the machine whole" '^200000 operations, 0 failures'

run 'fragment 50' 'alloc_pages 4' 'vmalloc 64k' 'check'
test "$status" -eq 0 && grep -q 'blocks up to order 3$' out &&
	grep -q '^\$1 = NULL' out && grep -q '^\$2 = 0xd08' out
result $? "after a fragment 16 pages are there, but not together"

# says NAME WORDS - a step of the last run says them, on however many lines
says()
{
	test "$status" -eq 0 && tr -s ' |\n' ' ' <out | grep -q "$2"
	result $? "$1"
}

run 'fragment 50' 'trace alloc_pages 6'
says "a zone that is low on large blocks: which blocks count" \
	'those in blocks below order 6 do not count.* halved for each order'
run 'boot mem=16M' 'repeat 5000 alloc_pages 0 gfp=GFP_ATOMIC' \
	'trace alloc_pages 0'
says "a zone that is low on pages" 'pages and would fall to its watermark'

run 'vmalloc 40k' 'diff'
has "diff tells in words" '^area 0xd0800000 +11 pages: 10 mapped in 1 run of frames, 1 guard'
# A new name lies among the globals, before all of these in memory.
run 'vmalloc 12k caller=my_init+0x10/0x80' 'diff'
grep -q '^vm_struct of d0800000' out && grep -q '^3 PTEs of' out &&
	grep -q '^kallsyms_names: [0-9]* words$' out
result $? "what lies after a block of the globals is told, too"
run 'a = vmalloc 4k' 'b = vmalloc 4k' 'c = vmalloc 4k' 'vfree b' 'vfree a' \
	'vm_unmap_aliases' 'vmalloc 5M' 'diff'
has "the new area comes before that of its pages[]" \
	'^area 0xd0809000 +1281 pages: 1280 mapped'
run 'get_vm_area 400M' 'get_vm_area 400M' 'diff'
has "a word of a global has its member's name" \
	'^printk_ratelimit_state.printed: 0 -> 1'
run 'read 0' 'diff' 'p die_counter'
test "$status" -eq 0 && grep -q '^die_counter: 0 -> 1' out &&
	grep -q '= 1$' out
result $? "an oops is counted by name"
# One word of struct page, with two names in a slab and another outside.
run 'vmalloc 4k' 'diff' 'p mem_map[0xf800]' 'p mem_map[0xf802]' \
	'select 0xc06a2008' 'export text - memory 120x12'
tr -s '\n ' '  ' <out >line
grep -q '_mapcount -1 -> inuse 128, objects 128' line &&
	grep -q 'inuse = 128, objects = 128' line &&
	grep -q '_mapcount = -1' line && ! grep -q '_mapcount [0-9]' line &&
	grep -q 'inuse, objects 00800080 128, 128' line
result $? "p, diff and the memory pane read a struct page alike"
run 'vmalloc 4k' 'vmalloc 8k' 'undo' 'diff'
grep -q 'error: the last command has been undone' err
result $? "after undo there is no last command to tell of"
run 'vmalloc 4k' 'vmalloc 8k' 'undo' 'redo' 'diff'
has "after redo it is what was done again" '^area 0xd0803000 +3 pages'
run 'NULL = vmalloc 4k'
grep -q 'error: NULL cannot be used' err
result $? "NULL is no name"
test "$(wc -L <out)" -le 80
result $? "diff fits the screen"
run 'alloc_pages 0' 'diff'
has "diff names the page" '^struct page of pfn 0f800: _count 0 -> 1'
run 'fragment 90' 'diff'
test "$status" -eq 0 && test "$(wc -l <out)" -lt 200 &&
	grep -q 'more of this kind' out
result $? "diff stays short"
"$VMSCOPE" --no-history -c 'diff' >out 2>err </dev/null
test $? -eq 1 && test "$(wc -l <err)" -eq 1 && grep -q 'no history' err
result $? "without history there is no diff"

plan
