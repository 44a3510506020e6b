#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# traces.sh - our kernel gives what the real one gave, and replay sees it when
# it does not.
#
# Every trace below tests/data/traces must agree. Then traces are damaged in
# one place each: what makes no sense must be refused and a result that is
# wrong must be found. Last come long runs against the plain rule of first fit,
# and against a second tree that tells its steps.

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

# Every step line of a trace is compared, not only read.
for trace in "$traces"/steps/*.txt; do
	lines=$(grep -c '^  ' "$trace")
	run "$trace"
	case $output in
	*", and $lines steps") passed "all steps of ${trace##*/}" ;;
	*) failed "all steps of ${trace##*/}" "$output" ;;
	esac
done

empty=small/01_empty.v2.6.33.txt
hole=small/02_hole_reuse.v2.6.33.txt
ioremap=small/10_ioremap_sizes.v2.6.33.txt
raw=small/14_raw_area.v2.6.33.txt
steps=steps/01_empty.steps.txt
purge_steps=steps/03_lazy_blocks.steps.txt
boot=buddy/01_boot_256MB.v2.6.33.txt
lists=buddy/03_pcp_lifo.v2.6.33.txt

# ---- Branches that the real kernel's files do not take, by its rules ----

cat >"$scratch/top" <<'END'
# version=v2.6.33 vstart=0xf0000000 vend=0xffffe000 page_size=4096 online_cpus=1 lazy_max_pages=8192
op alloc size=251658240 align=1 flags=alloc
  start addr=0xf0000000 size=0xf001000 align=0x1
  found addr=0xf0000000 end=0xff001000 fits=1
  recolor 0xf0000000 black
alloc size=251658240 align=1 flags=alloc id=1 -> 0xf0000000
op alloc size=16777216 align=1 flags=alloc
  start addr=0xf0000000 size=0x1001000 align=0x1
  visit 0xf0000000-0xff001000 end>=addr,set-first,left
  first 0xf0000000-0xff001000
  walk-from 0xf0000000-0xff001000
  test node=0xf0000000-0xff001000 addr+size=0xf1001000 overlap=1 within=1
  addr 0xff002000
  overflow purged=0
  start addr=0xf0000000 size=0x1001000 align=0x1
  visit 0xf0000000-0xff001000 end>=addr,set-first,left
  first 0xf0000000-0xff001000
  walk-from 0xf0000000-0xff001000
  test node=0xf0000000-0xff001000 addr+size=0xf1001000 overlap=1 within=1
  addr 0xff002000
  overflow purged=1
alloc size=16777216 align=1 flags=alloc id=2 -> EBUSY
op alloc size=536870912 align=1 flags=alloc
  start addr=0xf0000000 size=0x20001000 align=0x1
  overflow purged=0
  start addr=0xf0000000 size=0x20001000 align=0x1
  overflow purged=1
alloc size=536870912 align=1 flags=alloc id=3 -> EBUSY
END
agrees "steps that wrap at the top of the 32 bits" "$scratch/top"

cat >"$scratch/below" <<'END'
# version=v2.6.33 vstart=0xd0800000 vend=0xf0000000 page_size=4096 online_cpus=1 lazy_max_pages=8192
op alloc size=4096 align=1 flags=alloc range=module
  start addr=0xbf000000 size=0x2000 align=0x1
  found addr=0xbf000000 end=0xbf002000 fits=1
  recolor 0xbf000000 black
alloc size=4096 align=1 flags=alloc range=module id=1 -> 0xbf000000
op alloc size=4096 align=1 flags=alloc
  start addr=0xd0800000 size=0x2000 align=0x1
  visit 0xbf000000-0xbf002000 end<addr,set-first,right
  first 0xbf000000-0xbf002000
  found addr=0xd0800000 end=0xd0802000 fits=1
  insert-visit 0xbf000000-0xbf002000
alloc size=4096 align=1 flags=alloc id=2 -> 0xd0800000
END
agrees "steps past an area below vstart, the last there is" "$scratch/below"
sed 's/^  first 0xbf.*/&\n  walk-from none/' "$scratch/below" >"$scratch/none"
agrees "the same when it is said that there is no walk" "$scratch/none"

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

# Steps: each form with each of its numbers, and lines too many or too few.
retry=steps/07_exhaust_purge_retry.steps.txt
fail=steps/08_exhaust_fail.steps.txt
ascending=steps/15_rb_ascending.steps.txt
big=steps/10_ioremap_sizes.steps.txt
wrong "a search that starts elsewhere" $retry '^  start' 's/0xd0800000/0xd0801000/'
wrong "a search for another size" $retry '^  start' 's/0x40000/0x41000/'
wrong "a search for another alignment" $retry '^  start' 's/align=0x1/align=0x2/'
wrong "a visit of another node" $retry '^  visit' 's/0xd0840000/0xd0841000/'
wrong "a visit that makes no first" $retry set-first,left 's/set-first,//'
wrong "a visit that makes one" $retry '>=addr,left' 's/left/set-first,left/'
wrong "a turn to the other side" $big '<addr,' 's/end<addr.*/end>=addr,left/'
wrong "a visit left out" $retry '>=addr,left' d
wrong "another first" $retry '^  first' 's/0xd0800000/0xd0801000/'
wrong "no first" $retry '^  first' 's/0x.*/none/'
wrong "a first where there is none" steps/02_hole_reuse.steps.txt '^  first none' \
	's/none/0xd0801000-0xd0802000/'
wrong "a walk from elsewhere" $big '^  walk-from 0xd1' 's/0xd1201/0xd1202/'
wrong "a walk from nowhere" $big '^  walk-from 0xd1' 's/0x.*/none/'
wrong "a walk left out" $big '^  walk-from 0xd1' d
wrong "a test of another node" $retry '^  test' 's/-0xd0840000/-0xd0841000/'
wrong "a test of another end" $retry '^  test' 's/size=0xd0840000/size=0xd0841000/'
wrong "a test with another outcome" $retry '^  test' 's/overlap=1/overlap=0/'
wrong "a test of the region with another outcome" $retry 'within=0' \
	's/within=0/within=1/'
wrong "a hole left out" $retry '^  test' d
wrong "another next address" $retry '^  addr' 's/0xd0841000/0xd0840000/'
wrong "another address found" $retry '^  found' 's/=0xd0800000/=0xd0801000/'
wrong "another end found" $retry '^  found' 's/0xd0840000/0xd0841000/'
wrong "a find that fits" $retry 'fits=0' 's/fits=0/fits=1/'
wrong "an overflow after a purge" $retry 'purged=0' 's/purged=0/purged=1/'
wrong "a retry left out" $fail 'purged=0' d
wrong "an insertion by another way" $retry '^  insert-visit' 's/0xd0800/0xd0801/'
wrong "an insertion's visit left out" $retry '^  insert-visit' d
wrong "a node of another colour" $ascending 'recolor.*red' 's/red/black/'
wrong "another node recoloured" $ascending 'recolor.*red' 's/0xd0800000/0xd0803000/'
wrong "a recolouring left out" $ascending 'recolor.*red' d
wrong "a recolouring too many" $ascending 'recolor.*red' \
	's/^/  recolor 0xd0800000 black\n/'
wrong "a rotation to the other side" $ascending 'rotate-left' 's/left/right/'
wrong "a rotation elsewhere" $ascending 'rotate-left' 's/0xd0800000/0xd0803000/'
wrong "a rotation of the purge left out" $retry 'rotate-left at 0xd0841000' d

# 2.6.39: what it remembers, in answers and in steps.
cached=small/c04_hole_noted.v2.6.39.txt
noted=steps/c04_hole_noted.v2.6.39.steps.txt
below=steps/c13_visit_stop.v2.6.39.steps.txt
align=steps/c06_align.v2.6.39.steps.txt
drop=steps/c09_free_below_cached_vstart.v2.6.39.steps.txt
wrong "another cache" $cached id=7 's/cache=0xd081e000/cache=0xd081f000/'
wrong "no cache where there is one" $cached id=7 's/cache=[^ ]*/cache=none/'
wrong "another hole noted" $cached id=6 's/hole=0x8000/hole=0x9000/'
wrong "another cached_vstart" $cached id=6 's/cvstart=0xd/cvstart=0xe/'
wrong "another cached_align" $cached id=6 's/calign=0x1/calign=0x2/'
wrong "a wrong hash of the tree of 2.6.39" $cached id=6 's/tree=0x../tree=0x00/'
wrong "an answer of 2.6.39 without its cache" $cached id=3 's/ cache=.*//'
wrong "a hole noted where none is" small/c05_may_not_touch.v2.6.39.txt \
	'id=[0-9]* -> 0xd08' 's/hole=0x/hole=0x1/'
wrong "a test of another cache" $noted 'test cache=0x' 's/-0xd080b/-0xd080c/'
wrong "a test without a cache" $noted 'test cache=0x' 's/cache=[^ ]*/cache=none/'
wrong "a cache that was forgotten" $noted 'nocache size' 's/nocache.*/nocache empty/'
wrong "another hole to come back for" $noted 'nocache size' 's/<hole=0x8/<hole=0x9/'
wrong "a cache for a lower start" $below 'nocache vstart' d
wrong "a cache below the start" $below 'nocache addr' 's/0xd08/0xd09/'
wrong "a cache of coarser addresses" $align 'nocache align' 's/align=0x1/align=0x2/'
wrong "a search after another area" $noted '^  from-cache' 's/addr=0xd080c/addr=0xd080d/'
wrong "a descent that does not stop" $noted 'stop$' 's/start<=addr,stop/left/'
wrong "a descent that stops" $below 'first,left' 's/first,left/first,start<=addr,stop/'
wrong "a hole that is just large enough" steps/02_hole_reuse.v2.6.39.steps.txt \
	'addr+size=0xd0818000 reaches=1' 's/reaches=1/reaches=0/'
wrong "a hole not noted" $noted '^  hole 0x6000' d
wrong "another area remembered" $noted '^  cache-set' 's/-0xd080b/-0xd080c/'
wrong "a cache that stays above a purge" $noted '^  cache-prev' d
wrong "another area before it" $noted '^  cache-prev' 's/: 0xd08/: 0xd09/'
wrong "none before it" $noted '^  cache-prev' 's/: .*/: none/'
wrong "a cache that is not dropped" $drop '^  cache-drop' d

# 6.1: three trees, and what is largest below each free block.
merge=small/f02_merge.v6.1.txt
drain=small/f09_drain.v6.1.txt
back=steps/f08_back_up.v6.1.steps.txt
joins=steps/f02_merge.v6.1.steps.txt
wrong "a wrong hash of the busy tree" $merge id=3 's/busy=0x./busy=0x0/'
wrong "a wrong hash of the free tree" $merge id=3 's/freemax=0x./freemax=0x0/'
wrong "an answer of 6.1 without its hashes" $merge id=3 's/ busy=.*//'
wrong "a free block that ends elsewhere" $merge '^freetree.*max=0x2000' \
	's/-0xd080e000/-0xd080f000/'
wrong "another largest block" $merge '^freetree.*max=0x2000' \
	's/max=0x2000/max=0x3000/'
wrong "another colour of a free block" $merge '^freetree' 's/B:/R:/'
wrong "a range that does not wait" $merge '^purgetree B' 's/ R:.*//'
wrong "work that nobody scheduled" $drain '^free id=2' 's/ busy/ work-pending busy/'
wrong "work that is not pending" $drain work-pending 's/ work-pending//'
wrong "work that flushes nothing" $drain '^work' 's/purge=[^ ]* //'
wrong "another hash of both trees" random/rand_1k_sat_s1.v6.1.txt '^treehash' \
	's/maxhash=0x./maxhash=0x0/'
wrong "a search for more" $back '^  search' 's/length=0x4000/length=0x5000/'
wrong "a way to the left" $back '^  visit.*left$' 's/left$/try/'
wrong "another block to the left" $back '^  visit.*left$' 's/left-max=0x./left-max=0x0/'
wrong "a block that has room" $back 'fits=0' 's/fits=0/fits=1/'
wrong "a way up left out" $back '^  up' d
wrong "another start after the way up" $back '^  right-again' 's/01$/02/'
wrong "another match" $back '^  match' 's/-0x.*/-0xbf000000/'
wrong "another fit" $back '^  fit left' 's/left/right/'
wrong "another rest" $back '^  shrink' 's/shrink 0x./shrink 0x0/'
wrong "a split without the new block" $back '^  shrink.* and new' 's/ and new.*//'
wrong "a tree that is not told" $back '^  propagate' d
wrong "a way down to a link" $back '^  link-visit' 's/visit 0x./visit 0x0/'
wrong "a range that was not joined" $joins '^  merge' 's/next/previous/'
wrong "a range that was joined" $joins '^  add 0x' 's/purge/free/'
wrong "work that is not drained" steps/f10_drain_sync.v6.1.steps.txt '^  drain' d

# Blocks of vm_map_ram.
first=vmap-ram/01_first.txt
dirty=vmap-ram/02_not_reused.txt
large=vmap-ram/04_large.txt
aliases=vmap-ram/06_aliases.txt
full=vmap-ram/08_full_not_flushed.txt
exhaust=vmap-ram/10_exhaust.txt
nested=vmap-ram/14_nested_purge_up.txt
cpus=vmap-ram/12_two_cpus.txt
wrong "a wrong page of a block" $first id=6 's/0xd0810000/0xd080a000/'
wrong "another block" $first id=6 's/block=0xd0800000/block=0xd1000000/'
wrong "a wrong count of free pages in a block" $first id=6 's/free=1007/free=1010/'
wrong "a wrong count of dirty pages" $dirty '^unmap_ram id=3' 's/dirty=5/dirty=4/'
wrong "a wrong bitmap of taken pages" $first id=6 's/alloc=0x025b/alloc=0x025c/'
wrong "a wrong bitmap of dirty pages" $dirty '^unmap_ram id=3' 's/dmap=0x8/dmap=0x9/'
wrong "a block that left its queue" $first id=6 's/queued=1/queued=0/'
wrong "a new block left out" $first id=1 's/ new-block=0xd0800000//'
wrong "a new block that was none" $first id=6 's/ tree=/ new-block=0xd0800000&/'
wrong "a hash of the tree left out" $first id=6 's/ tree=.*//'
wrong "a wrong hash of the tree after it" $first id=6 's/tree=0x66/tree=0x67/'
wrong "a wrong range of taken pages" $first ^bits 's/16-23/16-24/'
wrong "dirty pages where there are none" $first ^bits 's/none/3/'
wrong "a wrong area of a large map" $large id=2 's/0xd0862000/0xd0863000/'
wrong "a run of dirty pages left out" $aliases ^aliases \
	's/,0xd0805000-0xd0806000//'
wrong "a wrong flush of the aliases" $aliases ^aliases 's/purge=0xd0801/purge=0xd0800/'
wrong "a wrong count of PTEs after it" $aliases ^aliases 's/ptes=5/ptes=8/'
wrong "a wrong count of PTEs" $aliases ^ptes 's/8/7/'
wrong "dirty pages of a full block unmapped" $full ^aliases 's/ptes=1024/ptes=960/'
wrong "a full block on the queue" $full ^blocks 's/full: \(.*\)/\1 full:/'
wrong "a failure that was none for a block" $exhaust id=67 's/0xd1000000 .*/NULL/'
wrong "a freed block left out" $exhaust id=67 's/ freed-blocks=0xd1000000//'
wrong "one flush where there were two" $nested '^purge.*freed' \
	's/,0xd2800000-0xd2c00000//'
wrong "two flushes in another order" $nested '^purge.*freed' \
	's/purge=\([^,]*\),\(\S*\)/purge=\2,\1/'
wrong "a block of another CPU" $cpus '^blocks cpu=1' 's/0xd1000000/0xd0800000/'
wrong "a block of another size" $first ^#.version 's/block_pages=1024/block_pages=512/'
wrong "a wrong hash of blocks" vmap-ram/rand_1k_tight_cpus1_s1.txt ^blockhash \
	's/fnv1a=0x../fnv1a=0x00/'

# Highmem: slots, chains, flushes, atomic mappings, one who sleeps.
slots=kmap/03_not_reused.txt
wrap=kmap/04_wrap_flush.txt
asleep=kmap/05_all_in_use_sleep.txt
atomic=kmap/08_atomic.txt
both=kmap/09_atomic_of_kmapped.txt
chain=kmap/10_hash_chain.txt
debug=kmap/14_debug_highmem.txt
wrong "a wrong slot" $slots ^kmap 's/slot=1/slot=0/'
wrong "a wrong address in pkmap" $slots ^kmap 's/0xbfe01000/0xbfe00000/'
wrong "a wrong count" $slots ^kunmap 's/count=1/count=2/'
wrong "a wrong last slot" $slots ^kmap 's/last=1/last=2/'
wrong "a wrong bucket" $slots ^kmap 's/bucket=104/bucket=105/'
wrong "a wrong place in a chain" $chain 'pos=1 ' 's/pos=1/pos=2/'
wrong "a wrong record of the pool" $slots ^kmap 's/pam=511/pam=0/'
wrong "a flush left out" $wrap 'flush=6' 's/ flush=.*//'
wrong "a slot that was not emptied" $wrap 'flush=6' 's/5-7/5-6/'
wrong "a flush of the TLB left out" $wrap 'flush=6' 's/ tlb=.*//'
wrong "a flush that emptied nothing, with the TLB" $asleep 'flush=0:' \
	's/$/ tlb=0xbfe00000-0xc0000000/'
wrong "one who should sleep" $asleep SLEEP 's/SLEEP/0xbfe00000/'
wrong "a wakeup left out" $asleep wakeup=1 's/wakeup=1/wakeup=0/'
wrong "a wrong slot of the one that woke" $asleep ^woken 's/slot=[0-9]*/slot=9/'
wrong "a wrong address in fixmap" $atomic KM_USER1 's/0xfff04000/0xfff05000/'
wrong "a wrong index in fixmap" $atomic cpu=1 's/fix=17/fix=18/'
wrong "a PTE that was not there" $atomic KM_USER0 's/prev=none/prev=0x36000/'
wrong "a PTE that does not stay" $atomic keeps 's/0x36001/0x36002/'
wrong "a wrong depth of atomic mappings" $atomic nofault=2 's/fault=2/fault=1/'
wrong "fixmap for what has a slot" $both '^kmap_atomic.*slot' \
	's/slot=1/fix=3/'
wrong "a kunmap without a BUG" kmap/11_bug_unmapped.txt BUG 's/BUG.*/lowmem/'
wrong "another BUG" kmap/12_bug_twice.txt BUG 's/count-to-0/not-mapped/'
wrong "an entry of fixmap that is not in use" $debug "BUG entry" \
	's/BUG.*/0xfff03000/'
wrong "a wrong count in the picture" $slots ^counts 's/:2 /:3 /'
wrong "a slot left out of the picture" $slots ^counts 's/ [0-9]*:0x[^ ]*//'
wrong "a wrong chain" $chain '^chains.*,' 's/,0x[^ ]*//'
wrong "a wrong hash of the slots" $slots ^state 's/fnv1a=0x../fnv1a=0x00/'
wrong "a wrong hash of the chains" $slots ^state 's/chains=0x../chains=0x00/'
wrong "a wrong length of the pool" $slots ^state 's/pool=[0-9]*/pool=3/'

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
damaged "a step of 2.6.39 that is none" $noted '5s/nocache/no cache/'
damaged "a step of 6.1 that is none" $back '5s/visit/visits/'
damaged "a drain that is neither" $drain '2s/manual/never/'
damaged "a missing drain" $drain '2s/ drain=.*//'
damaged "a free block without its largest" $merge '/^freetree/s,/max=.*,,'
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
damaged "an operation without its op line" $steps '/^op/d'
sed -e 508d "$traces/steps/16_rb_erase.steps.txt" >"$scratch/trace"
found "the only step of a purge gone" "$scratch/trace" 508
damaged "an id used twice" $empty '9s/id=2/id=1/'
damaged "an id never taken" $hole '7s/id=2/id=9/'
damaged "an id freed twice" $hole '7{p;}'
damaged "a free of another address" $hole '7s/0xd080c000/0xd0800000/'
damaged "a free of what failed" small/08_exhaust_fail.v2.6.33.txt \
	'5s/id=1/id=2/'
damaged "no number" $empty '9s/size=1/size=x/'
damaged "a negative number" $empty '9s/size=1/size=-1/'
damaged "a number with something after it" $empty '9s/size=1/size=1k/'
damaged "a number of more than 32 bits" $empty '9s/size=1/size=4294967296/'
damaged "an alignment of 3" $empty '9s/align=1/align=3/'
damaged "an alignment of 0" $empty '9s/align=1/align=0/'
damaged "an area of half a page" $raw '3s/262144/262145/'
damaged "an area of nothing" $raw '3s/262144/0/'
damaged "a result that is no address" $empty '9s/0xd080c000/d080c000/'
damaged "a node without colour" $empty '12s/R:/G:/'
damaged "half a range" $empty '13s/-0xd0815000//'
damaged "something after a cut list" $empty '13s/ 0xd0812.*/ ...(4) x/'
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

damaged "0 pages" $first 's/pages=3 /pages=0 /'
damaged "more pages than there are" $first 's/pages=3 /pages=4294967295 /'
damaged "a CPU that is not there" $first '4s/cpu=0/cpu=1/'
damaged "blocks of no CPU" $cpus 's/^blocks cpu=1/blocks cpu=2/'
damaged "a CPU left out" $first '4s/ cpu=0//'
damaged "an unmapping of other pages" $dirty '4s/ pages=1/ pages=2/'
damaged "an unmapping elsewhere" $dirty '4s/ 0xd0800000/ 0xd0801000/'
damaged "an unmapping of what was never mapped" $dirty '4s/id=1/id=9/'
damaged "an unmapping twice" $dirty '4{p;}'
damaged "a free of vm_map_ram's" $dirty \
	'4s/^unmap_ram id=1 cpu=0 0xd0800000 pages=1/free id=1 0xd0800000/'
damaged "an unmapping of vmalloc's" vmap-ram/09_with_vmalloc.txt \
	's/^free id=4 0xd0a00000/unmap_ram id=4 cpu=0 0xd0a00000 pages=257/'
damaged "bits without a block" $first 's/^bits 0xd0800000/bits/'
damaged "bits without what is dirty" $first 's/^bits \(.*\)dirty=/bits \1wet=/'
damaged "blocks of half a header" $first '2s/ smp=0//'
damaged "SMP of one CPU" $first '2s/smp=0/smp=1/'
damaged "blocks in user space" $first '2s/vstart=0xd/vstart=0xb/'
damaged "99 CPUs with blocks" $first '2s/_cpus=1/_cpus=99/g'
damaged "a word that no block says" $first 's/queued=1/queued=2/'

damaged "a kmap of no page" $slots '3s/pfn=0x36/pfn=0x96/'
damaged "a kmap without a page" $slots '3s/ pfn=[^ ]*//'
damaged "a kmap without a result" $slots '3s/ -> .*//'
damaged "a kmap with an unknown word" $slots '3s/slot=/slut=/'
damaged "a kmap after a BUG" kmap/11_bug_unmapped.txt '5s/.*/flush -> flush=0:/'
damaged "one that wakes and did not sleep" $slots '3s/^/woken /'
damaged "a different one that wakes" $asleep '/^woken/s/pfn=0x36/pfn=0x37/'
damaged "an unknown type" $atomic '3s/KM_USER0/KM_USER9/'
damaged "an unknown CPU" $atomic '3s/cpu=0/cpu=99/'
damaged "a kunmap_atomic of another type" $atomic '6s/KM_USER1/KM_USER0/'
damaged "a kunmap_atomic of user space" $atomic '6s/0xfff04000/0x00001000/'
damaged "a kunmap_atomic too many" $atomic '7{p;}'
damaged "a struct page of 40 bytes, with slots" $slots 's/page=32/page=40/'
damaged "pkmap elsewhere" $slots '2s/0xbfe00000/0xbfc00000/'
damaged "fewer slots" $slots '2s/last_pkmap=512/last_pkmap=256/'
damaged "another number of types" $slots '2s/nr=14/nr=15/'
damaged "a mem_map where none can be" $slots '2s/0xc05f7000/0xc0000010/'
damaged "lowmem beyond all memory" $slots '2s/max_pfn=0x40000/max_pfn=0x4000/'

# ---- Long runs against the plain rule ----

# long OPERATIONS SEED MEGABYTES
long()
{
	python3 "$here/tests/first_fit.py" "$@" >"$scratch/trace"
	agrees "$1 operations in $3 MB, seed $2" "$scratch/trace"
}

# stepped OPERATIONS SEED KILOBYTES - with every step, against a second tree
stepped()
{
	python3 "$here/tests/search_steps.py" "$@" >"$scratch/trace"
	agrees "$1 operations in $3 KB step by step, seed $2" "$scratch/trace"
}

# slots OPERATIONS SEED USERS - kmap() and its like, against lists of Python's
slots()
{
	python3 "$here/tests/kmap_slots.py" "$@" >"$scratch/trace"
	agrees "$1 operations of highmem, seed $2, for $3" "$scratch/trace"
}

if command -v python3 >/dev/null; then
	slots 10000 1 1400
	slots 3000 2 300
	slots 3000 3 60
	long 100000 1 504
	long 20000 2 8
	long 20000 3 3
	stepped 2000 1 1024
	stepped 500 2 6000
	stepped 3000 3 256
else
	passed "long runs # SKIP python3 is missing"
fi
plan
