#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# report.sh - reports of free memory: allocation failures, buddyinfo.
#
# tests/data/reports/blocks says which free blocks each report has.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
reports=$(cd "$here/tests/data/reports" && pwd)
captures=$(cd "$here/tests/data/captures" && pwd)
VMSCOPE_DATA=$(cd "$here/data" && pwd)
export VMSCOPE_DATA
cd "$scratch" || exit 1

# import FILE COMMAND... - stdout in out, stderr in err
import()
{
	file=$1
	shift
	for command; do
		set -- "$@" -c "$command"
		shift
	done
	"$VMSCOPE" --import "$file" "$@" >out 2>err </dev/null
}

# rows - a buddyinfo in out as ZONE COUNT..., and nothing else of it
rows()
{
	sed -n 's/^Node [0-9]*, zone *//p' out | sed 's/  */ /g; s/ $//'
}

# ---- Each zone has the free blocks that it should have ----

for report in "$reports"/*.txt; do
	name=${report##*/}
	sed -n "s/^$name //p" "$reports/blocks" >expected
	import "$report" 'cat /proc/buddyinfo' check &&
		grep -q '^every invariant holds' out && rows |
		diff expected - >diff
	result $? "$name: as many free blocks of each order" diff
	"$VMSCOPE" -i - -c 'cat /proc/buddyinfo' <"$report" >out 2>err
	rows | diff expected - >diff
	result $? "$name: by a pipe, too" diff
done
for capture in "$captures"/*/buddyinfo.txt; do
	sed 's/^Node [0-9]*, zone *//; s/  */ /g; s/ $//' "$capture" >expected
	import "$capture" 'cat /proc/buddyinfo' check &&
		grep -q '^every invariant holds' out && rows |
		diff expected - >diff
	result $? "${capture#"$captures"/}: it comes back" diff
	types=${capture%/*}/pagetypeinfo.txt
	zone='s/^Node *0, zone *\([^ ,]*\), type *\([^ ]*\)/\1 \2/p'
	sed -n "$zone" "$types" | sed 's/  */ /g; s/ $//' >expected
	import "$types" 'cat /proc/pagetypeinfo' check &&
		sed -n "$zone" out | sed 's/  */ /g; s/ $//' |
		diff expected - >diff
	result $? "${types#"$captures"/}: so do the migrate types" diff
done

# ---- What the machine says then ----

order4=$reports/2.6.32-order4.txt
import "$order4" 'alloc_pages 4' 'kmalloc 64k' 'kmalloc 4k' 'vmalloc 64k' \
	check
grep -c '= NULL$' out >nulls
grep -q '^order 4 fails here as in the report: .* block is of order 2$' err &&
	grep -q '^assumed: where the free blocks lie' err &&
	grep -q '128 MB of RAM, 128 MB of it lowmem' err &&
	test "$(cat nulls)" -eq 2 && grep -q '^every invariant' out &&
	grep -q '= 0xc8800000$' out
result $? "a large block fails, scattered pages do not" out
import "$reports/3.10-imx-cma.txt" 'alloc_pages 6' 'cat /proc/pagetypeinfo' &&
	grep -q '^\$1 = NULL' out && grep -q 'Isolate .* 10 $' out
result $? "no call gets what the report has for CMA alone" out
import "$reports/4.9-highmem.txt" 'cat /proc/zoneinfo' 'alloc_pages 3' \
	'alloc_pages 3 gfp=GFP_HIGHUSER' &&
	grep -q '1024 MB of RAM, 760 MB of it lowmem' err &&
	grep -q '^order 3 fails here as in the report: .* of order 2$' err &&
	grep -q 'min *862$' out && grep -q 'high *258$' out &&
	grep -q 'protection: (0, 2048, 2048)$' out &&
	test "$(grep -c '= NULL$' out)" -eq 1
result $? "watermarks and reserves are the report's" out
sed 's/order:4/order:1/' "$order4" >order1
import order1 check
grep -q '^order 1 does not fail here' err
result $? "an order that does not fail here is told" err
sed -n '/Mem-info/,$p' "$order4" >nothing_failed
import nothing_failed check && ! grep -q '^order' err
result $? "a report of no failure is one, too" err

# Whose the rest is. A page of it can be freed, to see what that would change.
import "$order4" 'focus frames' 'select pfn:0x6000' \
	'export text - frames 78x22' &&
	grep -q 'in use in the report' out
result $? "what is not free is in use in the report" out
import "$order4" 'free_pages 0x7000 0' 'cat /proc/zoneinfo' check &&
	grep -q 'count: 1$' out && grep -q '^every invariant' out
result $? "it can be freed" out

"$VMSCOPE" -c 'vmalloc 4k' -c "import $order4" -c 'cat /proc/buddyinfo' \
	-c undo -c 'cat /proc/buddyinfo' -c 'cat /proc/vmallocinfo' \
	-c redo -c 'cat /proc/buddyinfo' >out 2>err </dev/null
rows >counts
test "$(sed -n 1p counts)" = "$(sed -n 3p counts)" &&
	test "$(sed -n 1p counts)" != "$(sed -n 2p counts)" &&
	grep -q '^0xd0800000' out
result $? "undo takes it back, redo brings it again" out
grep -q '^zone Normal has 128 MB in the report, 256 MB on this board$' out
result $? "a board of another size is told" out
import "$order4" 'vmalloc 4k' 'save kept.vms' 'cat /proc/buddyinfo' && rows >first &&
	"$VMSCOPE" -c 'load kept.vms' -c 'cat /proc/buddyinfo' >out 2>err &&
	rows | diff first - >diff
result $? "a saved session keeps it" diff

# ---- There and back again ----

# round NAME BOARD COMMAND... - the report of the last command, which fails
round()
{
	name=$1 board=$2
	shift 2
	for command; do
		set -- "$@" -c "$command"
		shift
	done
	"$VMSCOPE" -B "$board" "$@" >failed 2>err </dev/null
	sed -n '/allocation failure/,$p' failed >report
	"$VMSCOPE" -B "$board" "$@" -c 'cat /proc/buddyinfo' >out 2>err </dev/null
	rows >expected
	"$VMSCOPE" -B "$board" -i report -c 'cat /proc/buddyinfo' -c check \
		-c 'alloc_pages 6' >out 2>err </dev/null
	rows | diff expected - >diff && test -s expected &&
		grep -q '^every invariant holds' out &&
		grep -q '^order 6 fails here as in the report' err &&
		sed -n '/allocation failure/,$p' out | grep 'kB = ' >again &&
		grep 'kB = ' report | diff - again >diff
	result $? "$name: the report of its failure, imported, is told again" diff
}

round marvell marvell 'fragment 99 seed=3' 'alloc_pages 6'
round highmem highmem 'fragment 60 seed=4' 'fragment 95 seed=5' 'alloc_pages 6'

# With areas and free lists in one file there are both.
"$VMSCOPE" -c 'vmalloc 40k' -c 'ioremap 0xf1000000 16k' -c 'vmalloc 8k' \
	-c 'cat /proc/vmallocinfo' -c 'cat /proc/buddyinfo' >both 2>err
cp both out
rows >expected
import both 'cat /proc/buddyinfo' 'cat /proc/vmallocinfo' check &&
	rows | diff expected - >diff && grep ^0x both >areas &&
	grep ^0x out | diff areas - >>diff && grep -q '^every inv' out
result $? "areas and free lists of one machine" diff

# ---- What is wrong ----

# refused NAME PATTERN - the file `wrong` gives one line
refused()
{
	! "$VMSCOPE" -B marvell -i wrong -c check >out 2>err </dev/null &&
		test ! -s out && test "$(wc -l <err)" -eq 1 && grep -q "$2" err
	result $? "$1 is refused" err
}

echo 'Normal: 1*4kB 2*8kB x*16kB = 20kB' >wrong
refused "a number that is none" 'wrong:1: "x\*16kB" in the place'
echo 'Normal: 1*4kB 3*8kB ... = 12345kB' >wrong
refused "a list that was cut" 'wrong:1: "\.\.\." in the place'
echo 'Normal: 1*4kB 3*8kB = 32kB' >wrong
refused "a sum that is another" 'wrong:1: .* 28 kB, .* 32 kB'
echo 'Node 0, zone   Normal 1 2 3 4 5 6 7 8 9 x 1' >wrong
refused "a word among the numbers" 'wrong:1: "x" in the place'
echo 'Node 0, zone  HighMem 1 0 0 0 0 0 0 0 0 0 1' >wrong
refused "a zone that is not there" 'wrong:1: zone HighMem of node 0 is not on'
echo 'Node 1, zone  Normal 1 0 0 0 0 0 0 0 0 0 1' >wrong
refused "a node that is not there" 'wrong:1: zone Normal of node 1 is not on'
echo 'Node 0, zone  Normal 1 0 0 0 0 0 0 0 0 0 64' >wrong
refused "more than there is" 'wrong: zone Normal has 65537 free pages, more'
echo 'Node 0, zone  Normal 40000 0 0 0 0 0 0 0 0 0 0' >wrong
refused "more than can lie apart" 'no room for so many free blocks of order 0'
echo 'Normal: 1073741823*4kB = 4294967292kB' >wrong
refused "more than an address reaches, added up rightly" 'wrong:1: more than 4 GB'
echo 'Node 0, zone  Normal 1 0 0 0 0 0 0 0 0 0 4294967295' >wrong
refused "more than an address reaches" 'wrong:1: more than 4 GB'
printf '%s\n' 'Mem-info:' 'Normal free:900kB min:716kB low:892kB high:1072kB' \
	'HighMem free:900kB min:1kB low:1kB high:1kB' 'Normal: 1*4kB = 4kB' >wrong
refused "a list that is missing" 'free list of zone HighMem is missing'

plan
