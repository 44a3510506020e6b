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
import "$scratch/others" check && grep -q '^passed over 4 lines' "$scratch/err"
result $? "what has only the look of a range is passed over" "$scratch/err"
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "0x%08x-0x%08x 8192 f+0x1/0x20 ioremap\n", 3498049536 + i * 12288, 3498049536 + i * 12288 + 8192 }' \
	>"$scratch/huge"
import "$scratch/huge" 'get_vm_area 4k' &&
	grep -q '^\$1 = 0xdf260000$' "$scratch/out"
result $? "20,000 areas come in" "$scratch/err"

echo "0xd0900000-0xe9902000 419438592 pages=102401 vmalloc" >"$scratch/large"
refused "more than the machine's RAM" "$scratch/large" "102401 pages.*637"

plan
