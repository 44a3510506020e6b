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

# areas FILE - the lines of a listing that have a vm_struct, as 2.6.32 says them
areas()
{
	grep -v -e unpurged -e vm_map_ram "$1" |
		sed -e 's/ dma-coherent//' -e 's/phys=0x0*/phys=/' | sort
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

# As people post them. Stdin and other pipes are read as well.
for posted in "$here"/tests/data/posted/*.txt; do
	name=${posted##*/}
	areas=$(sed -n "s/^$name //p" "$here/tests/data/posted/areas")
	import "$posted" 'cat /proc/vmallocinfo' check &&
		test "$(grep -c ^0x "$scratch/out")" -eq "$areas" &&
		grep -q '^every invariant holds' "$scratch/out" &&
		cp "$scratch/out" "$scratch/first" &&
		"$VMSCOPE" -i - -c 'cat /proc/vmallocinfo' -c check \
			<"$posted" >"$scratch/out" 2>"$scratch/err" &&
		cmp "$scratch/first" "$scratch/out" >"$scratch/diff"
	result $? "$name comes in whole, by a pipe too" "$scratch/err"
done
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
"$VMSCOPE" -B "$scratch/found" -i "$later" -c 'vmalloc 300k' \
	>"$scratch/out" 2>"$scratch/err" </dev/null &&
	grep -q '^$1 = 0xc280c000$' "$scratch/out" && test ! -s "$scratch/err"
result $? "which board save writes" "$scratch/err"
"$VMSCOPE" -c "load $scratch/found.vms" -c 'goto 0' -c 'p VMALLOC_START' \
	-c 'goto 2' -c 'cat /proc/vmallocinfo' >"$scratch/out" 2>&1 &&
	grep -q '= 0xc2800000$' "$scratch/out" &&
	grep -q '^0xc280c000-' "$scratch/out"
result $? "and a saved session keeps" "$scratch/out"
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
echo "0xd0900000-0xe9902000 419438592 pages=102401 vmalloc" >"$scratch/large"
refused "more than the machine's RAM" "$scratch/large" "102401 pages.*637"

plan
