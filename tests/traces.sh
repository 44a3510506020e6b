#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# traces.sh - our kernel gives what the real one gave, and replay sees it when
# it does not.
#
# Every trace below tests/data/traces must agree. Then traces are damaged in
# one place each: what makes no sense must be refused and a result that is
# wrong must be found. Last come long runs against the plain rule of first fit.

. "${srcdir:-.}/tests/tap.sh"
replay=$PWD/tests/replay
needs "$replay"
traces=$here/tests/data/traces

# run FILE - what replay says in $output, its status in $status
run()
{
	output=$(timeout 60 "$replay" "$1" 2>&1)
	status=$?
}

# agrees NAME FILE
agrees()
{
	run "$2"
	case $status:$output in
	0:"$2: "[1-9]*" results agree"*) passed "$1" ;;
	*) failed "$1" "$output" ;;
	esac
}

# refused NAME FILE - one line that names the file, and the line if there is one
refused()
{
	run "$2"
	case $status:$output in
	*agree* | *" expected "*) failed "$1 is refused" "$output" ;;
	1:"$2:"*) passed "$1 is refused" ;;
	*) failed "$1 is refused" "$output" ;;
	esac
}

# found NAME FILE LINE
found()
{
	run "$2"
	case $status:$output in
	1:"$2:$3: expected "*" got "*) passed "$1 is found" ;;
	*) failed "$1 is found" "$output" ;;
	esac
}

# damaged NAME TRACE SED-SCRIPT
damaged()
{
	sed "$3" "$traces/$2" >"$scratch/trace"
	if cmp -s "$traces/$2" "$scratch/trace"; then
		failed "$1 is refused" "nothing was damaged"
	else
		refused "$1" "$scratch/trace"
	fi
}

# wrong NAME TRACE PATTERN SED-COMMAND - in the first line with the pattern
wrong()
{
	line=$(grep -n -m 1 -e "$3" "$traces/$2" | cut -d : -f 1)
	sed "$line$4" "$traces/$2" >"$scratch/trace"
	found "$1" "$scratch/trace" "$line"
}

for trace in "$traces"/*/*.txt; do
	agrees "${trace#"$traces"/}" "$trace"
done

empty=small/01_empty.v2.6.33.txt
hole=small/02_hole_reuse.v2.6.33.txt
ioremap=small/10_ioremap_sizes.v2.6.33.txt
raw=small/14_raw_area.v2.6.33.txt
steps=steps/01_empty.steps.txt
purge_steps=steps/03_lazy_blocks.steps.txt
boot=buddy/01_boot_256MB.v2.6.33.txt
lists=buddy/03_pcp_lifo.v2.6.33.txt

# ---- A wrong result is found, in its line ----

wrong "a wrong address" $empty id=2 's/0xd080c000/0xd080d000/'
wrong "a failure that was none" $empty id=2 's/0xd080c000/EBUSY/'
wrong "a wrong colour" $empty '^tree B.*R:' 's/R:/B:/'
wrong "a node too few" $empty '^tree B.*R:' 's/ R:.*//'
wrong "an area too many on the list" $empty ^list 's/$/ 0xd0816000-0xd0818000/'
wrong "a wrong size on vmlist" $empty ^vmlist 's/0xb000/0xc000/'
wrong "a wrong lazy count" $hole ^free 's/11/12/'
wrong "a purge that was none" $hole ^free 's/$/ purge=0xd080c000-0xd0817000/'
wrong "a purge left out" $hole ^purge 's/ purge=.*//'
wrong "a wrong range of a purge" $hole ^purge 's/0xd0817000/0xd0818000/'
wrong "a wrong line of vmallocinfo" $ioremap 'phys=f1500000 io' 's/=f/=e/'
wrong "a line too many in vmallocinfo" $ioremap ^0xd0803000 \
	's/^/0xd0802000-0xd0803000    4096 ioremap\n/'
wrong "a wrong hash of the tree" random/rand_1k_cap_s1.v2.6.33.txt ^treehash \
	's/fnv1a=0x../fnv1a=0x00/'
wrong "a wrong depth of the tree" random/rand_1k_cap_s1.v2.6.33.txt ^treehash \
	's/depth=9/depth=8/'
wrong "a wrong threshold of the purge" $empty lazy_max_pages 's/8192/8193/'
wrong "a wrong batch" $boot ^boot 's/pcp.batch=15/pcp.batch=31/'
wrong "a wrong count of free blocks" $boot ^buddyinfo 's/ 61 |/ 60 |/'
wrong "a wrong count of pageblocks" $boot '^pagetype *Movable' 's/=64/=63/'
wrong "a wrong page on a free list" $boot ^freelist 's/1056/1088/'
wrong "a wrong length of a cut list" $boot '(61)' 's/(61)/(60)/'
wrong "a wrong page" $lists id=2 's/63489/63490/'
wrong "a fallback left out" $lists fallback 's/ fallback.*//'
wrong "a wrong fallback" $lists fallback 's/new_mt=0/new_mt=2/'
wrong "a wrong per-cpu count" $lists '^free ' 's/pcp=74/pcp=75/'
wrong "a wrong count of free pages" $lists '^free ' 's/free=64433/free=64434/'
wrong "a wrong page on a per-cpu list" $lists '^pcp type=Unm.* 63494' \
	's/63494/63495/'

# ---- What makes no sense is refused ----

: >"$scratch/trace"
refused "an empty file" "$scratch/trace"
refused "a folder" "$scratch"
refused "a missing file" "$scratch/missing"
head -c 700 "$traces/$empty" >"$scratch/trace"
refused "a last line cut off" "$scratch/trace"
head -n 2 "$traces/$empty" >"$scratch/trace"
refused "a trace without operations" "$scratch/trace"
{ cat "$traces/$empty"; printf 'la\0zy=0\n'; } >"$scratch/trace"
refused "a NUL byte" "$scratch/trace"
{ cat "$traces/$empty"; head -c 5000 /dev/zero | tr '\0' x; echo; } \
	>"$scratch/trace"
refused "a long line of nothing" "$scratch/trace"
head -n 7 "$traces/$steps" >"$scratch/trace"
refused "a trace that ends in steps" "$scratch/trace"
head -n 27 "$traces/$ioremap" >"$scratch/trace"
refused "a vmallocinfo without end" "$scratch/trace"

damaged "a missing header" $empty 2d
damaged "two headers" $empty '2{p;}'
damaged "a header of another kernel" $empty '2s/v2.6.33/v6.1/'
damaged "a header without vend" $empty '2s/ vend=[^ ]*//'
damaged "a region that ends before it starts" $empty '2s/vend=0xf/vend=0xc/'
damaged "a region in user space" $empty '2s/vstart=0xd/vstart=0x1/'
damaged "a region of half pages" $empty '2s/0xd0800000/0xd0800800/'
damaged "no CPU" $empty '2s/online_cpus=1/online_cpus=0/'
damaged "pages of 8 KB" $empty '2s/4096/8192/'
damaged "an unknown operation" $empty '9s/alloc/malloc/'
damaged "an unknown word" $empty '9s/align=1/alien=1/'
damaged "a word twice" $empty '9s/align=1/align=1 align=1/'
damaged "a word left out" $empty '9s/align=1 //'
damaged "a word of another operation" $empty '9s/align=1/align=1 order=1/'
damaged "an operation without result" $empty '9s/ -> .*//'
damaged "an operation with half an arrow" $empty '9s/->/-/'
damaged "an id used twice" $empty '9s/id=2/id=1/'
damaged "an id never taken" $hole '7s/id=2/id=9/'
damaged "an id freed twice" $hole '7{p;}'
damaged "a free of another address" $hole '7s/0xd080c000/0xd0800000/'
damaged "a free of what failed" small/08_exhaust_fail.v2.6.33.txt \
	'5s/id=1/id=2/'
damaged "no number" $empty '9s/size=1/size=x/'
damaged "a negative number" $empty '9s/size=1/size=-1/'
damaged "a number with something behind it" $empty '9s/size=1/size=1k/'
damaged "a number of more than 32 bits" $empty '9s/size=1/size=4294967296/'
damaged "an alignment of 3" $empty '9s/align=1/align=3/'
damaged "an alignment of 0" $empty '9s/align=1/align=0/'
damaged "an area of half a page" $raw '3s/262144/262145/'
damaged "an area of nothing" $raw '3s/262144/0/'
damaged "a result that is no address" $empty '9s/0xd080c000/d080c000/'
damaged "a node without colour" $empty '12s/R:/G:/'
damaged "half a range" $empty '13s/-0xd0815000//'
damaged "something behind a cut list" $empty '13s/ 0xd0812.*/ ...(4) x/'
damaged "an unknown step" $steps '6s/found/lost/'
damaged "a step with a word left out" $steps '5s/ align=0x1//'
damaged "steps without result" $steps '7s/$/\nlazy=0/'
damaged "steps of another operation" $steps '4s/40960/40961/'
damaged "a step with a blank too many" $purge_steps '/black/s/  /   /'
damaged "a zone of nothing" $boot '2s/ pages=65536/ pages=0/'
damaged "an absurd zone" $boot '2s/ pages=65536/ pages=4294967295/'
damaged "a zone beyond all addresses" $boot \
	'2s/start_pfn=0/start_pfn=4294967295/'
damaged "a zone larger than its boot line" $boot '2s/ pages=65536/ pages=65535/'
damaged "a struct page of 36 bytes" $boot '2s/page)=32/page)=36/'
damaged "a zone that never booted" $boot 3d
damaged "a zone that booted twice" $boot '3{p;}'
damaged "a boot that freed more than there is" $boot \
	'3s/freed=64512/freed=65537/'
damaged "a bitmap outside the zone" $boot \
	'3s/bootmap_pfn=1024/bootmap_pfn=65535/'
damaged "a bitmap of another size" $boot '3s/(2 pages)/(3 pages)/'
damaged "a watermark above the zone" $boot '19s/min=509/min=99999999/'
damaged "an order of 11" $lists '/id=2 ->/s/order=0/order=11/'
damaged "an unknown type of pages" $lists '/id=2 ->/s/unmov/immov/'
damaged "cold=2" $lists 's/cold=1/cold=2/'
damaged "a free of another page" $lists '/^free /s/pfn=63489/pfn=63490/'
damaged "a free of another order" $lists '/^free /s/order=0/order=1/'
damaged "a list of an unknown type" $lists '/^pcp/s/Movable/Immovable/'
damaged "a per-cpu list of the reserve" $lists '/^pcp/s/Movable/Reserve/'
damaged "a list without its arrow" $lists '/^pcp/s/head->tail://'

# ---- Long runs against the plain rule ----

# long OPERATIONS SEED MEGABYTES
long()
{
	python3 "$here/tests/first_fit.py" "$@" >"$scratch/trace"
	agrees "$1 operations in $3 MB, seed $2" "$scratch/trace"
}

if command -v python3 >/dev/null; then
	long 100000 1 504
	long 20000 2 8
	long 20000 3 3
else
	passed "long runs # SKIP python3 is missing"
fi
plan
