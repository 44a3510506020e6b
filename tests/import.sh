#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# import.sh - vmscope --import, as somebody with a recorded listing uses it.
#
# The cases of what a line may say are in unit/test_import.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
listing=$here/data/marvell.vmallocinfo
captures=$here/tests/data/captures

# import FILE [COMMAND]... - stdout in out, stderr in err
import()
{
	file=$1
	shift
	for command; do
		set -- "$@" -c "$command"
		shift
	done
	"$VMSCOPE" --import "$file" "$@" >"$scratch/out" 2>"$scratch/err" \
		</dev/null
}

# comes_back NAME FILE
comes_back()
{
	import "$2" 'cat /proc/vmallocinfo' &&
		diff "$listing" "$scratch/out" >"$scratch/diff"
	result $? "$1" "$scratch/diff"
}

# areas FILE - the lines of a listing of 6.1, as we say them
areas()
{
	sed 's/ dma-coherent//' "$1" | sort
}

# refused NAME FILE WORDS - one line on stderr, with these words
refused()
{
	if import "$2" 'cat /proc/vmallocinfo'; then
		result 1 "$1 is refused" "$scratch/out"
		return
	fi
	test ! -s "$scratch/out" && test "$(wc -l <"$scratch/err")" -eq 1 &&
		grep -q "$2.*$3" "$scratch/err"
	result $? "$1 is refused" "$scratch/err"
}

comes_back "the listing comes back byte for byte" "$listing"
sed 's/+/ /' "$listing" >"$scratch/lost"
comes_back "its copy with + lost comes back as the listing" "$scratch/lost"

import "$listing" 'cat /proc/vmallocinfo' 'cat /proc/buddyinfo'
cp "$scratch/out" "$scratch/first"
import "$listing" 'cat /proc/vmallocinfo' 'cat /proc/buddyinfo'
cmp -s "$scratch/first" "$scratch/out"
result $? "two imports are byte-identical"

sed '3s/$/ frob N0=3/' "$listing" >"$scratch/odd"
"$VMSCOPE" -c "import $scratch/odd" >"$scratch/out" 2>&1
grep -q '^ignored 1 unknown word: line 3 "frob"$' \
	"$scratch/out"
result $? "words that are not understood are told"

"$VMSCOPE" -c "import $listing" >"$scratch/out" 2>&1
grep -q '^the largest hole: ~492M at d1301000 (VmallocTotal 516096 kB, ' \
	"$scratch/out"
result $? "the largest hole is told, as meminfo has it" "$scratch/out"

# Between the recorded areas and after the last one: both by first fit.
import "$listing" 'vmalloc 4k' 'vmalloc 2M' && cat >"$scratch/expected" <<END
\$1 = 0xd0800000
\$2 = 0xd1302000
END
diff "$scratch/expected" "$scratch/out" >"$scratch/diff"
result $? "new areas go where the recorded ones leave room" "$scratch/diff"

import "$listing" 'vfree 0xd0861000' 'vfree 0xd1000000' 'cat /proc/vmallocinfo'
grep -v -e ^0xd0861000 -e ^0xd1000000 "$listing" |
	diff - "$scratch/out" >"$scratch/diff"
result $? "recorded areas can be freed" "$scratch/diff"

for capture in "$captures"/*/*/vmallocinfo.txt; do
	areas "$capture" >"$scratch/expected"
	import "$capture" 'cat /proc/vmallocinfo' &&
		sort "$scratch/out" |
		diff "$scratch/expected" - >"$scratch/diff"
	result $? "${capture#"$captures"/} is read" "$scratch/diff"
done
for capture in "$captures"/*/*/vmallocinfo-kptr_restrict*; do
	refused "${capture#"$captures"/}" "$capture" kptr_restrict=1
done

# As people post them: posted.sh.
later=$here/tests/data/posted/kernel-3x-without-board.txt
"$VMSCOPE" -B marvell -i "$later" -c 'vmalloc 300k' >"$scratch/out" \
	2>"$scratch/err" </dev/null &&
	grep -q "^3 areas inside this board's lowmem" "$scratch/err" &&
	grep -q "^1 area outside this board's vmalloc" "$scratch/err"
result $? "batch says that a listing does not fit the board" "$scratch/err"

# Without a board the listing makes one; it holds wherever the session goes.
import "$later" 'vmalloc 300k' "board save $scratch/found" \
	"save $scratch/found.vms" &&
	grep -q '^board worked out from the listing: PAGE_OFFSET c0000000, 39 MB of RAM at 80000000, vmalloc c2800000-ff000000' "$scratch/err" &&
	! grep -q outside "$scratch/err" &&
	grep -q '^$1 = 0xc280c000$' "$scratch/out"
result $? "without a board the listing makes one" "$scratch/err"
grep -q "addresses follow 2.6.39's rules" "$scratch/err"
result $? "phys= of an ioremap is a later kernel's" "$scratch/err"
# That board had 256 MB: a part of it is mapped anew, in place, for DMA.
import "$captures/virt-256M-default/30-frag/vmallocinfo.txt" \
	'explain vmalloc 300k' &&
	grep -q ', 256 MB of RAM at 40000000, vmalloc d0800000-ff800000' \
		"$scratch/err" && grep -q '^lands at d0af1000-' "$scratch/out"
result $? "lowmem that is mapped anew tells where RAM is" "$scratch/err"
grep -q '^skips: ' "$scratch/out" && ! grep -q 'left free' "$scratch/out"
result $? "no page is left free after an area of 6.1" "$scratch/out"
"$VMSCOPE" -B "$scratch/found" -i "$later" -c 'vmalloc 300k' \
	>"$scratch/out" 2>"$scratch/err" </dev/null &&
	grep -q '^$1 = 0xc280c000$' "$scratch/out" && test ! -s "$scratch/err"
result $? "which board save writes" "$scratch/err"
"$VMSCOPE" -c "load $scratch/found.vms" -c 'goto 0' -c 'p VMALLOC_START' \
	-c 'goto 2' -c 'cat /proc/vmallocinfo' >"$scratch/out" 2>&1 &&
	grep -q '= 0xc2800000$' "$scratch/out" &&
	grep -q '^0xc280c000-' "$scratch/out"
result $? "and a saved session keeps" "$scratch/out"

# Whose allocator handed the areas out is seen; the board has its own back after.
cat >"$scratch/touch" <<'END'
0xd0800000-0xd0802000    8192 f+0x10/0x20 pages=1 vmalloc
0xd0802000-0xd0804000    8192 f+0x10/0x20 pages=1 vmalloc
END
"$VMSCOPE" -c "import $scratch/touch" -c 'vmalloc 4k' -c 'undo 2' -c 'redo 2' \
	-c 'cat /proc/version' -c boot -c 'cat /proc/version' 2>&1 |
	grep -v ^kernel: >"$scratch/out"
grep -q "a later kernel: new areas follow 6.1's rules" "$scratch/out" &&
	grep -q '^$1 = 0xd0804000$' "$scratch/out" &&
	test "$(grep -c 'vmalloc of 6.1' "$scratch/out")" -eq 1
result $? "areas that touch are a later kernel's" "$scratch/out"
sed '2s/d0802000-0xd0804000/d0803000-0xd0805000/' "$scratch/touch" \
	>"$scratch/apart"
"$VMSCOPE" -c "import $scratch/apart" -c 'vmalloc 4k' >"$scratch/out" 2>&1 &&
	! grep -q later "$scratch/out" && grep -q '= 0xd0806000$' "$scratch/out"
result $? "others show nothing" "$scratch/out"
sed '2s/$/ phys=0x10000000/' "$scratch/apart" >"$scratch/prefix"
"$VMSCOPE" -c 'boot allocator=2.6.39' -c "import $scratch/prefix" \
	-c 'cat /proc/version' >"$scratch/out" 2>&1 &&
	! grep -q later "$scratch/out" && grep -q 'vmalloc of 2.6.39' "$scratch/out"
result $? "an allocator that somebody chose stays" "$scratch/out"
printf '%s\n' '0xd0900000-0xd0902000 8192 vmalloc' \
	'0xffa00000-0xffa02000 8192 ioremap' >"$scratch/high"
import "$scratch/high" 'p VMALLOC_END' && grep -q '= 0xf0000000$' "$scratch/out" &&
	! grep -q 'worked out' "$scratch/err" && grep -q outside "$scratch/err"
result $? "areas above every VMALLOC_END make no board" "$scratch/err"
import "$here/tests/data/posted/vmsplit-2g.txt" 'p PAGE_OFFSET' check &&
	grep -q '= 0x80000000$' "$scratch/out"
result $? "a listing of VMSPLIT_2G has its PAGE_OFFSET" "$scratch/err"

# ---- What is beside a listing ----

# 512 MB end at e0000000; vmalloc is from 8 MB above that to 496 MB later.
cat >"$scratch/listing" <<END
0xe1204000-0xe1206000    8192 of_iomap+0x44/0x5c phys=0x0000000008000000 ioremap
0xe1208000-0xe120b000   12288 kernel_clone+0xb0/0x3b4 pages=2 vmalloc
END
cat >"$scratch/iomem" <<END
09000000-09000fff : pl011@9000000
40000000-5fffffff : System RAM
  40008000-407fffff : Kernel code
  40900000-409fffff : Kernel data
END
cat >"$scratch/meminfo" <<END
MemTotal:         500956 kB
MemFree:          480000 kB
Active(anon):       5228 kB
VmallocTotal:     507904 kB
VmallocUsed:       20000 kB
END
cat >"$scratch/log" <<END
[    0.000000] Linux version 4.9.129 (x@y) #1
[    0.000000] Memory: 480000K/524288K available (7000K kernel code, 0K highmem)
[    0.000000]     vmalloc : 0xe0800000 - 0xff800000   ( 496 MB)
[    0.000000]     lowmem  : 0xc0000000 - 0xe0000000   ( 512 MB)
END
known="PAGE_OFFSET c0000000, 512 MB of RAM at 40000000, vmalloc e0800000-ff800000; assumed: nothing"

# beside NAME OPTIONS PATTERN COMMAND... - stderr has a line with the pattern
beside()
{
	name=$1
	options=$2
	pattern=$3
	shift 3
	for command; do
		set -- "$@" -c "$command"
		shift
	done
	(cd "$scratch" && "$VMSCOPE" $options "$@" >out 2>err </dev/null)
	grep -q -e "$pattern" "$scratch/err"
	result $? "$name" "$scratch/err" "$scratch/out"
}

import "$scratch/listing" 'vmalloc 300k' && ! grep -q worked "$scratch/err" &&
	grep -q '^$1 = 0xd0800000$' "$scratch/out"
result $? "alone the listing could be the default board's" "$scratch/err"
beside "iomem beside it tells the RAM" "-i listing -i iomem" \
	'from the listing, iomem: PAGE_OFFSET c0000000, 512 MB of RAM at 40000000, vmalloc e0800000-ff000000; assumed: VMALLOC_END' check
beside "meminfo the rest" "-i listing -i iomem -i meminfo" \
	"from the listing, iomem, meminfo: $known at all; addresses" 'vmalloc 300k' check
grep -q '^$1 = 0xe0800000$' "$scratch/out" && grep -q '^every' "$scratch/out"
result $? "and so does where 300 KB land" "$scratch/out"
beside "in any order" "-i meminfo -i listing -i iomem" "$known" check
beside "meminfo alone a round size" "-i meminfo -i listing" \
	'512 MB of RAM at 00000000, .*; assumed: where RAM starts, and its size' \
	check
beside "a boot log as well" "-i listing -i log" \
	'the listing, the boot log: PAGE_OFFSET c0000000, 512 MB .*e0800000-ff800000' \
	check
(cd "$scratch" && cat iomem listing meminfo >all &&
	"$VMSCOPE" -i - -c check <all >out 2>err) &&
	grep -q "iomem, meminfo: $known" "$scratch/err" &&
	! grep -q 'passed over' "$scratch/err"
result $? "all of it may come through one pipe" "$scratch/err"
sed 's/[0-9a-f]*-[0-9a-f]* :/00000000-00000000 :/' "$scratch/iomem" \
	>"$scratch/hidden"
beside "iomem as users see it" "-i listing -i hidden" \
	'^iomem hides its addresses from users: read it as root$' check
beside "a board that is named stays" "-B marvell -i listing -i iomem" \
	'^what is beside the listing is not used: the board was named$' check
cp "$scratch/listing" "$scratch/second"
beside "two listings are refused" "-i listing -i second" \
	'^second: there is a listing of areas already' check
echo "good day" >"$scratch/nothing"
beside "so is what is nothing known" "-i listing -i iomem -i nothing" \
	'^nothing: neither a listing nor iomem' check
printf '80000000-bfffffff : System RAM\n' >"$scratch/1g"
sed 's/0xe1/0xd8/g' "$scratch/listing" >"$scratch/low"
beside "areas below a gigabyte's lowmem mean vmalloc=" "-i low -i 1g" \
	'1024 MB of RAM at 80000000, vmalloc d8000000-ff000000' \
	'cat /proc/cmdline' 'cat /proc/meminfo' check
grep -q '^vmalloc=624M$' "$scratch/out" &&
	grep -q '^HighTotal: *663552 kB' "$scratch/out"
result $? "and the rest is highmem" "$scratch/out"

(cd "$scratch" && "$VMSCOPE" -i listing -i iomem -i meminfo -c 'vmalloc 300k' \
	-c 'save beside.vms' >out 2>&1 && rm iomem meminfo &&
	"$VMSCOPE" -c 'load beside.vms' -c 'goto 0' -c 'goto 2' \
		-c 'cat /proc/vmallocinfo' -c 'p VMALLOC_START' \
		-c 'cat /proc/iomem' >out 2>&1) &&
	grep -q '^0xe0800000-0xe084c000' "$scratch/out" &&
	grep -q '^40000000-5fffffff : System RAM' "$scratch/out" &&
	grep -q '= 0xe0800000$' "$scratch/out"
result $? "a saved session keeps what they told" "$scratch/out"
(cd "$scratch" && "$VMSCOPE" -c 'import listing log' >out 2>&1)
grep -q 'which the start decides: vmscope -i' "$scratch/out"
result $? "in a session the board is there already" "$scratch/out"

echo "0xffffb9d080000000-0xffffb9d080005000   20480 vmalloc" >"$scratch/64"
refused "a listing of a 64-bit machine" "$scratch/64" ":1:.*64-bit"
: >"$scratch/empty"
refused "an empty file" "$scratch/empty" "no area"
refused "a missing file" "$scratch/missing" "No such file"
refused "a folder" "$scratch" "directory"
# What looks like an area and is none is named by its line; so is what no text is.
# broken NAME LINE WORDS - after the listing's 125 areas
broken()
{
	{ cat "$listing"; printf '%s\n' "$2"; } >"$scratch/broken"
	refused "$1" "$scratch/broken" ":126: .*$3"
}
broken "a 64-bit line among others" \
	'0xffffb9d080000000-0xffffb9d080005000   20480 vmalloc' 64-bit
broken "a hashed one" '0x7ab31f02-0x1c9e0b77    8192 f+0x1/0x2 vmalloc' \
	'not 8192 bytes'
broken "one with hidden addresses" \
	'0x(ptrval)-0x(ptrval)    8192 f+0x1/0x2 vmalloc' 'are hidden'
broken "one that is cut in its addresses" 0xd1400000-0xd14 'does not start'
broken "one that is cut in the first" 0xd1400 'does not start'
broken "one that is cut in its size" '0xd1400000-0xd1402000    81' 'not 81 bytes'
broken "one with a large size" '0xd1400000-0xd1402000 99999999999999999999' \
	'does not start'
broken "one in lowmem's user space" '0x00010000-0x00012000 8192 vmalloc' \
	'not a kernel address'
gzip -c "$listing" >"$scratch/packed"
refused "a compressed listing" "$scratch/packed" 'compressed; .zcat FILE'
printf '\377\3760\000x\000' >"$scratch/utf16"
refused "UTF-16 with its mark" "$scratch/utf16" 'UTF-16; .iconv'
printf '0\000x\000d\000' >"$scratch/utf16"
refused "UTF-16 without" "$scratch/utf16" 'UTF-16; .iconv'
sed '7s/0x/0x\x00/' "$listing" >"$scratch/nul"
refused "a NUL byte" "$scratch/nul" ':7: a NUL byte'
{
	head -n 3 "$listing"
	echo '0x000000000000-0x000000050000 : "uboot"'
	echo '00000000-0fffffff : System RAM'
	echo 'f0700000-f070001f : serial'
	echo 'deadbeef-0123 is a name'
} >"$scratch/others"
import "$scratch/others" check && grep -q '^passed over 2 lines' "$scratch/err"
result $? "what has only the look of a range is passed over" "$scratch/err"
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "0x%08x-0x%08x 8192 f+0x1/0x20 ioremap\n", 3498049536 + i * 12288, 3498049536 + i * 12288 + 8192 }' \
	>"$scratch/huge"
import "$scratch/huge" 'get_vm_area 4k' &&
	grep -q '^\$1 = 0xdf260000$' "$scratch/out"
result $? "20,000 areas come in" "$scratch/err"

echo "0xd0900000-0xe9902000 419438592 pages=102401 vmalloc" >"$scratch/large"
refused "more than the machine's RAM" "$scratch/large" "102401 pages.*637"

plan
