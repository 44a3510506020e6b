#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# boards.sh - every board boots as its chip's kernel would lay it out, and a
# board file with one wrong line is refused with that line.
#
# What is right is said here a second time, so that a slip in data/boards does
# not agree with itself.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
boards=$(cd "$here/data/boards" && pwd) ||
	{ echo "Bail out! no boards"; exit 1; }
bootlogs=$(cd "$here/tests/data/bootlogs" && pwd)
VMSCOPE_DATA=$boards/..
export VMSCOPE_DATA
cd "$scratch" || exit 1

# run BOARD COMMAND... - stdout in out, stderr in err
run()
{
	which=$1
	shift
	for command; do
		set -- "$@" -c "$command"
		shift
	done
	"$VMSCOPE" --board="$which" "$@" >out 2>err </dev/null
}

# same NAME - out is what expected says
same()
{
	diff expected out >diff
	result $? "$1" diff
}

# says NAME PATTERN... - out has a line for each, and nothing went wrong
says()
{
	name=$1
	shift
	test ! -s err
	status=$?
	for pattern; do
		grep -q -e "$pattern" out || status=1
	done
	cat err >>out
	result "$status" "$name" out
}

# ---- The boards there are ----

# map MB VMALLOC_END HIGHMEM PAGE_OFFSET - the 4 GB of a 2.6.32 kernel, by arithmetic:
# lowmem ends where RAM does, but below VMALLOC_END less 128 MB
map()
{
	most=$(($2 - (128 << 20)))
	high=$(($4 + ($1 << 20)))
	test "$high" -le "$most" || high=$most
	start=$(((high + (8 << 20)) & ~((8 << 20) - 1)))
	printf '%s %08x %08x\n' \
		unused 0xffff1000 0x100000000 \
		vectors 0xffff0000 0xffff1000 \
		unused 0xfffe0000 0xffff0000 \
		fixmap 0xfff00000 0xfffe0000 \
		unused 0xffe00000 0xfff00000 \
		DMA 0xffc00000 0xffe00000 \
		board "$2" 0xffc00000 \
		vmalloc "$start" "$2" \
		hole "$high" "$start" \
		lowmem "$4" "$high"
	pkmap=$4
	if test "$3" = yes; then
		pkmap=$(($4 - 0x200000))
		printf '%s %08x %08x\n' pkmap "$pkmap" "$4"
	fi
	printf '%s %08x %08x\n' modules "$(($4 - 0x1000000))" "$pkmap" \
		user 0 "$(($4 - 0x1000000))"
}

# board NAME MB PHYS_OFFSET VMALLOC_END HIGHMEM [PAGE_OFFSET] - what is right
board()
{
	offset=${6-0xc0000000}
	run "$1" check
	echo "every invariant holds" >expected
	cat err >>out
	same "$1 boots, and check is clean"

	run "$1" 'vmalloc 40k' 'ioremap 0xf1000000 1M' 'insmod m 8k' \
		'kmalloc 100' 'alloc_pages 3' 'vfree $1' \
		'vmalloc 5M' 'vm_unmap_aliases' check
	says "$1 works, and check is clean after it" 'every invariant holds'

	map "$2" "$4" "$5" "$offset" >expected
	run "$1" layout
	awk 'NR > 1 && /^[a-zA-Z]/ { print $1, $2, $3 }' out >rows
	mv rows out
	same "$1 has the layout of its RAM and its VMALLOC_END"

	run "$1" 'vmalloc 4k' "vtop $offset"
	grep '^\$' out >rows
	mv rows out
	printf '$1 = 0x%08x\n$2 = 0x%08x\n' "$start" "$3" >expected
	same "$1 starts vmalloc and lowmem where they begin"

	# As its file tells them, however the numbers are written there.
	sed -n 's/^device *= *//p' "$boards/$1" |
		sed 's/\([0-9a-f]\)-\(0x\)*/\1-/; s/^0x//; s/ / : /' >expected
	run "$1" 'cat /proc/iomem'
	grep -v -e 'System RAM' -e '^  ' out | sort >rows
	mv rows out
	sort -o expected expected
	same "$1 has the devices of its file"

	source=$(sed -n 's/^source *= *//p' "$boards/$1")
	test ${#source} -ge 20
	result $? "$1 names its source"
}

# The numbers of arch/arm/mach-*/include/mach/{memory,vmalloc}.h, 2.6.32.
#     name      MB   PHYS_OFFSET VMALLOC_END              highmem
board marvell   256  0x00000000  $((0xc0000000 + 0x30000000)) yes
board versatile 128  0x00000000  $((0xc0000000 + 0x18000000)) no
board kirkwood  512  0x00000000  $((0xfe800000))              no
board omap3     512  0x80000000  $((0xc0000000 + 0x38000000)) no
board highmem   1024 0x00000000  $((0xfe000000))              yes
board numa      256  0x00000000  $((0xf0000000))              no
board vmsplit-2g 1024 0x00000000 $((0xfe000000))              no 0x80000000

"$VMSCOPE" -c board >out 2>err </dev/null
sed 's/^[* ] //; s/ .*//' out >names
ls "$boards" >expected
mv names out
same "board lists them all"
cat >expected <<END
highmem
kirkwood
marvell
numa
omap3
versatile
vmsplit-2g
END
same "and there are no others than those above"

# ---- What is special about each ----

run highmem 'cat /proc/meminfo' 'cat /proc/zoneinfo' 'vmalloc 4k' 'vtop $1' \
	'lo = vmalloc_32 4k' 'vtop lo'
says "highmem has 160 MB of it, and vmalloc takes it first" \
	'^HighTotal: *163840 kB' 'zone  HighMem' \
	'^\$2 = 0x3[6-f]' '^\$4 = 0x[0-2]\|^\$4 = 0x3[0-5]'

"$VMSCOPE" -B highmem --cmdline=vmalloc=256M -c layout >out 2>err </dev/null
says "more vmalloc= is less lowmem" '^vmalloc  ee800000 fe000000' \
	'^lowmem   c0000000 ee000000'

run numa '__vmalloc 40k node=1' '__vmalloc 40k node=0' 'cat /proc/vmallocinfo' \
	'vtop $1' 'vtop $2'
says "numa takes pages from the node that is named" \
	'^0xd0800000-0xd080b000   45056 pages=10 vmalloc N1=10$' \
	'^0xd080c000-0xd0817000   45056 pages=10 vmalloc N0=10$' \
	'^\$3 = 0x0[89a-f]' '^\$4 = 0x0[0-7]'

run numa 'cat /proc/buddyinfo'
says "numa has a list of free blocks for each node" '^Node 0, zone' \
	'^Node 1, zone'

run numa 'vmalloc 130M' 'cat /proc/vmallocinfo'
says "numa goes on in the other node when one is full" 'N0=[0-9]* N1=[0-9]*$'

sed '/^cpus/s/1/2/' "$boards/marvell" >smp
run ./smp 'board ./smp' 'ioremap 0xf1000000 2M' 'vtop $1' 'read 0xd9000000' \
	dmesg 'cat /proc/zoneinfo'
says "an SMP kernel maps 2 MB by small pages, and CPU 0 does it" \
	'^2 CPUs, an SMP kernel: CPU 0 makes every call$' 'a small page, 4 KB' \
	'^PERCPU: Embedded 7 pages/cpu' '^Brought up 2 CPUs' '^    cpu: 1' \
	'^Internal error: Oops: [0-9]* \[#1\] SMP$'

run ./smp 'page = alloc_pages 1' 'vm_map_ram page cpu=1' \
	'vm_map_ram page+1 cpu=0' 'vm_map_ram page+1 cpu=1' 'check'
says "each CPU has a block of its own" '^\$2 = 0xd0800000' \
	'^\$3 = 0xd1000000' '^\$4 = 0xd0801000' 'every invariant'

# later VMALLOC_END MAP_OF - 1 GB under a later kernel's map of the 4 GB
later()
{
	sed "s/^vmalloc_end.*/vmalloc_end = $1/; s/^ram .*/ram = 1G @ 0/
\$a map_of = $2" "$boards/marvell" | sed '/^device/d' >later
	run ./later layout 'vmalloc 4k' check
}

later 0xff000000 3.3
says "from 3.3 on vmalloc ends at ff000000 and keeps 240 MB" \
	'^fixmap   fff00000 fffe0000' '^vmalloc  f0000000 ff000000 ' \
	'^lowmem   c0000000 ef800000 ' '^\$1 = 0xf0000000' 'every invariant'
run ./later 'get_vm_area 245756k' 'ioremap 0xf1000000 8M'
says "where 2.6.32 hands out address 0 it says so" '^\$2 = NULL' \
	'^no hole of .*past 4 GB.*address 0$'
later 0xff800000 3.18
says "from 3.18 on at ff800000, and the fixmap is 3 MB" \
	'^fixmap   ffc00000 fff00000 ' '^vmalloc  f0800000 ff800000 ' \
	'^lowmem   c0000000 f0000000 ' '^\$1 = 0xf0800000' 'every invariant'

run vmsplit-2g 'p PAGE_OFFSET' 'p TASK_SIZE' 'p __va(0x3ffff000)' \
	'p __pa(0x80001000)' 'insmod m 8k' 'board vmsplit-2g' \
	"save $PWD/saved" 'board marvell' "load $PWD/saved" 'p TASK_SIZE - 1'
says "vmsplit-2g starts lowmem at 2 GB, also after save and load" \
	'^\$1 = 0x80000000' '^\$2 = 0x7f000000' '^\$3 = 0xbffff000' \
	'^\$4 = 0x00001000' '^\$5 = 0x7f000000' '^\$1 = 0x7effffff'

sed 's/^highmem .*/highmem = yes/; s/^ram .*/ram = 2G @ 0/; /^device/d' \
	"$boards/vmsplit-2g" >split
run ./split 'a = alloc_pages 0 gfp=GFP_HIGHUSER' 'kmap a' layout check
says "its pkmap lies below PAGE_OFFSET" '^\$2 = 0x7fe01000' \
	'^pkmap    7fe00000 80000000' '^modules  7f000000 7fe00000' \
	'^lowmem   80000000 f6000000' 'every invariant'

run omap3 'ioremap 0x48000000 4M' 'cat /proc/iomem'
says "omap3 has RAM at 2 GB and the kernel at its start" \
	'^80000000-9fffffff : System RAM' '^  800[0-9a-f]*-80[0-9a-f]* : Kernel'

run versatile 'vtop 0xf11e1000' layout
says "versatile maps its registers for good, by one page of tables" \
	'domain 2, client' '0x101e1552' '0xf1000000 to 0xf11e9000' \
	'^\$1 = 0x101e1000'

run kirkwood 'vtop 0xfed01000'
says "kirkwood maps its registers by sections" '0xf1000452' '^\$1 = 0xf1001000'

run versatile 'boot mem=512M' 'cat /proc/iomem'
test "$(head -n 1 err)" = "" &&
	grep -q '^00000000-0fffffff : System RAM' out
result $? "versatile has no RAM where its registers are" out

# ---- Wrong boards ----

cat >base <<'END'
title       = A board of this test
source      = made up for it
phys_offset = 0x00000000
ram         = 64M @ 0x00000000
ram         = 64M @ 0x08000000
vmalloc_end = 0xf0000000
cpus        = 1
highmem     = yes
init        = 132K
text        = 3400K
data        = 285K
image_end   = 0x4b0000
device      = 0xf1000000-0xf10fffff internal registers
END
run ./base check
says "a board of one's own boots by its file name" 'every invariant holds'

# one_line WORDS - stdout is empty, stderr one line with these words
one_line()
{
	test ! -s out && test "$(wc -l <err)" -eq 1 && grep -q -e "$1" err
}

# refused NAME FILE WORDS - on the command line and by the command
refused()
{
	"$VMSCOPE" --board="$2" -c layout >out 2>err </dev/null
	if test $? -ne 2 || ! one_line "$3"; then
		result 1 "$1 is refused" err
		return
	fi
	"$VMSCOPE" -k -c 'a = vmalloc 4k' -c "board \"$2\"" -c 'vmalloc 4k' \
		-c 'vfree a' >out 2>err </dev/null
	test $? -eq 1 &&
		test "$(cat out)" = '$1 = 0xd0800000
$2 = 0xd0803000' && : >out && one_line "^-c:2: error: .*$3"
	result $? "$1 is refused" err
}

# clash NAME IOTABLE IOTABLE WORDS - two lines that do not go together
clash()
{
	{ cat base; echo "iotable = $2"; echo "iotable = $3"; } >bad
	refused "$1" ./bad "$4"
}

clash "a static mapping in the vmalloc region" \
	'0xf4000000 0x10000000 4K' '0xefffe000 0x10001000 8K' \
	'between VMALLOC_END 0xf0000000'
clash "a static mapping over another" \
	'0xf4000000 0x10000000 8K' '0xf4001000 0x10001000 4K' 'the same 2 MB'
clash "a section beside a page of the same 2 MB" \
	'0xf4000000 0x10000000 1M' '0xf4100000 0x10100000 4K' 'the same 2 MB'

sed 's/f0000000/ff800000/; $a map_of = 3.3' base >bad
refused "a VMALLOC_END that 3.3 did not have" ./bad 'to 0xff000000'

# wrong NAME SED-SCRIPT LINE WORDS - the base with one wrong line
wrong()
{
	sed "$2" base >bad
	refused "$1" ./bad "\./bad:$3: .*$4"
}

wrong "an unknown key" '7s/cpus/cpuss/' 7 'no key cpuss; did you mean cpus?'
wrong "a line without =" '7s/=//' 7 'not of the form `key = value`'
wrong "a line without key" '7s/cpus//' 7 'no key'
wrong "a key twice" '6p' 7 'vmalloc_end is given twice'
wrong "a size that is none" '4s/64M/64X/' 4 'write for example: ram = 256M @'
wrong "a negative size" '4s/64M/-1/' 4 'write for example: ram = 256M @'
wrong "a size of 0" '4s/64M/0/' 4 'multiples of 4 KB'
wrong "half a page" '4s/64M/2k/' 4 'multiples of 4 KB'
wrong "a start of half a page" '5s/8000000/8000800/' 5 'multiples of 4 KB'
wrong "RAM beyond 4 GB" '5s/64M/4G/' 5 '4 GB'
wrong "a size of more than 64 bits" '5s/64M/99999999999999999999/' 5 \
	'write for example: ram = 256M @'
wrong "RAM without start" '4s/@.*//' 4 'write for example: ram = 256M @'
wrong "RAM with something after it" '4s/$/ and more/' 4 'write for example: ram ='
wrong "a third node" '5s/$/ node 2/' 5 'write for example: ram = .* node 0'
wrong "overlapping RAM" '5s/08000000/03f00000/' 5 'below the end of the previous bank'
wrong "the same RAM twice" 4p 5 'below the end of the previous bank'
wrong "RAM that goes down" '5{h;d;};3{p;x;s/.*/ram = 64M @ 0x8000000/;}' 5 \
	'below the end of the previous bank'
wrong "a ninth bank" '5{p;s/0800/1000/;p;s/1000/1800/;p;s/1800/2000/;p
s/2000/2800/;p;s/2800/3000/;p;s/3000/3800/;p;s/3800/4000/;p;}' 12 \
	'more than 8 banks'
wrong "a vmalloc_end above DMA" '6s/f0000000/ffe00000/' 6 'from 0x40000000 to 0xffc00000; for example vmalloc_end ='
wrong "a vmalloc_end that is no multiple of 2 MB" '6s/f0000000/f0100000/' 6 \
	'multiple of 0x200000'
wrong "no CPU" '7s/1/0/' 7 'cpus must be from .* for example cpus ='
wrong "33 CPUs" '7s/1/33/' 7 'cpus must be from .* for example cpus ='
wrong "a number in words" '7s/1/two/' 7 'write for example: cpus = 1'
wrong "neither yes nor no" '8s/yes/maybe/' 8 'write for example: highmem = yes'
wrong "an image of nothing" '9s/132K/0/' 9 'init must be from .* for example init ='
wrong "an image of 1 GB" '12s/0x4b0000/1G/' 12 'image_end must be from .* for example image_end ='
wrong "half a word" '12s/4b0000/4b0802/' 12 'multiple of 0x4'
wrong "a device without end" '13s/-0xf10fffff//' 13 'write for example: device ='
wrong "a device that ends before it starts" '13s/f10fffff/f00fffff/' 13 \
	'write for example: device ='
wrong "a device without name" '13s/ internal.*//' 13 'write for example: device ='
wrong "a ninth device" '13{p;p;p;p;p;p;p;p;}' 21 'more than 8 devices'
wrong "a static mapping of half a page" \
	'13s/.*/iotable = 0xf4000000 0x10000000 2k/' 13 'whole pages'
wrong "a static mapping without size" \
	'13s/.*/iotable = 0xf4000000 0x10000000/' 13 'write for example: iotable ='
wrong "a split at 1.5 GB" '7s/.*/page_offset = 0x60000000/' 7 \
	'multiple of 0x40000000; for example page_offset ='
wrong "a map of no kernel" '7s/.*/map_of = 2.4/' 7 'write for example: map_of ='
wrong "a title too long" '1s/=.*/= 1234567890123456789012345678901234567890&/
1s/$/ 1234567890/' 1 'at most .* are allowed'
wrong "a NUL byte" '7s/1/\x00/' 7 'NUL byte'
wrong "a terminal's escape" '7s/cpus/\x1b[2J/' 7 'control character'
"$VMSCOPE" --board=./bad -c layout >out 2>err </dev/null
LC_ALL=C tr -dc '\033' <err >escapes
test ! -s escapes
result $? "which does not reach the terminal" err

# missing KEY - the base without it; its file has no line to name
missing()
{
	grep -v "^$1 " base >bad
	refused "there is no line for $1" ./bad \
		"\./bad: there is no line for $1; write for example: $1 ="
}

missing phys_offset
missing ram
missing vmalloc_end

# cannot NAME SED-SCRIPT WORDS - each line is right, but no kernel fits
cannot()
{
	sed "$2" base >bad
	refused "$1" ./bad "$3"
}

cannot "RAM that starts elsewhere" '3s/0x00000000/0x80000000/' \
	'0x80000000'
cannot "a vmalloc_end inside user space" '6s/f0000000/b0000000/' \
	'from 0xca000000'
cannot "a vmalloc_end without room for lowmem" '6s/f0000000/c2000000/' \
	'from 0xca000000'
cannot "an image in less RAM than it needs" '4s/64M/4M/' 'kernel image'
cannot "sections larger than the image" '10s/3400K/32M/' 'larger than the image'
cannot "an image without .bss" '12s/0x4b0000/0x3c4000/' 'leaves no .bss'
cannot "node 1 before node 0" '4s/$/ node 1/;5s/$/ node 0/' 'node'

: >bad
refused "an empty file" ./bad '\./bad: there is no line for phys_offset'
head -c 100000 "$VMSCOPE" >bad
refused "a program" ./bad '\./bad:1: '
head -c 1000000 /dev/zero | tr '\0' x >bad
refused "a line of 1 MB" ./bad '\./bad:1: the line has more than 1280 bytes'
printf 'title = x\r\n' >bad
refused "a file that stops" ./bad '\./bad: there is no line for phys_offset'
refused "a folder" ./ 'directory'
refused "a missing file" ./missing 'missing: No such file'
refused "a name that is no board" missing 'no board missing'
refused "a name of 5000 letters" "$(head -c 5000 /dev/zero | tr '\0' x)" \
	'no board x\|too long'

sed 's/$/\r/' base >bad
run ./bad check
says "lines may end as on Windows" 'every invariant holds'

# As /proc/iomem prints them.
sed '13s/0xf1000000-0xf10fffff/48000000-483fffff/' base >bare
"$VMSCOPE" -B ./bare -c 'cat /proc/iomem' | grep -q '^48000000-483fffff : '
result $? "eight digits without 0x are hex"

# Three lines are a board; banks of no whole megabytes are trimmed.
printf '%s\n' 'phys_offset = 0x20000000' 'ram = 65000K @ 0x20000000' \
	'vmalloc_end = 0xff000000' 'map_of = 3.3' >three
run ./three dmesg check
grep -q '^Truncating RAM at 20000000-23f79fff to 20000000-23efffff ' out &&
	grep -q '^Memory: 63MB = 63MB total$' out && grep -q '^every' out
result $? "three lines are a board, and half a megabyte is trimmed" err

# A boot log is a board: the table of the 4 GB that it prints comes back.
rows='\(vector\|DMA\|vmalloc\|lowmem\|pkmap\|modules\|fixmap\)'
for log in "$bootlogs"/*; do
	sed -n "s/\(.* \|\)$rows *: 0x\([0-9a-f]*\) - 0x\([0-9a-f]*\) .*/\2 \3 \4/p" \
		"$log" | sort >expected
	run "$log" layout check
	grep -q '^every invariant holds' out &&
		sed -n "s/^$rows"'s* *\([0-9a-f]*\) \([0-9a-f]*\) .*/\1 \2 \3/p' \
			out | sort | diff expected - >diff
	result $? "the boot log ${log##*/} gives its own layout back" diff
	run "$log" 'boot kmemleak=on' 'vmalloc 4k' check
	grep -q '^every invariant holds' out
	result $? "the boot log ${log##*/} has room for kept pointers" err
done
run "$bootlogs/3.4" check
grep -q '^3.4 is a boot log: 40 MB of RAM at 00000000, .*; assumed: RAM at 0$' \
	err
result $? "what a boot log did not say is told" err
printf '%s\n' 'Linux version 5.10.1 (x@y)' \
	'Memory: 900000K/1048576K available (8192K kernel code, 1024K init, 411K bss, 20K reserved, 262144K highmem)' \
	>no-table
run ./no-table layout && grep -q '^pkmap ' out
result $? "highmem counts without a table of the layout, too" err
run "$bootlogs/2.6.38-omap3-hole" 'cat /proc/iomem' &&
	grep -q '^00000000-07ffffff : System RAM$' out &&
	grep -q '^10000000-17ffffff : System RAM$' out
result $? "a hole in lowmem lies between two banks" out
{
	echo 'Linux version 2.6.28'
	echo 'Kernel command line: fbmem=4M@0x300000 mem=88M@0x80000000 mem=40M@0x8a000000'
	echo 'Memory: 88MB 40MB = 128MB total'
} >banks
run ./banks 'cat /proc/iomem' && grep -q '^80000000-857fffff : System RAM$' out &&
	grep -q '^8a000000-8c7fffff : System RAM$' out
result $? "so do the banks of mem=, in a log without a table" out
run "$bootlogs/4.9" 'vmalloc 300k' 'cat /proc/cmdline' 'save log.vms'
grep -q '^$1 = 0xf0800000' out && grep -q 'root=/dev/mmcblk2p2' out &&
	"$VMSCOPE" -c 'load log.vms' -c 'cat /proc/vmallocinfo' 2>err |
	grep -q '^0xf0800000'
result $? "a boot log's kernel arguments hold, and it is saved as a board" err
printf 'Linux version 3.4\nMachine: x\n' >norlog
! run ./norlog check && grep -q 'does not say how much RAM' err
result $? "a boot log without RAM is refused" err

# A number that cannot be is passed over: a size, a range that goes round.
{
	printf 'Linux version 4.9\nMemory: 64MB = 64MB total\n'
	printf '.text : 0x(ptrval) - 0x(ptrval) (4000 kB)\n'
} >sizes
{
	cat sizes
	printf 'node   0: [mem 0x1-0xffffffffffffffff]\n'
	printf '.bss : 0x(ptrval) - 0x(ptrval) (-900 kB)\n'
	printf '.data : 0x(ptrval) - 0x(ptrval) (1e300 kB)\n'
} >wrong_sizes
run ./sizes 'cat /proc/iomem' && mv out expected &&
	run ./wrong_sizes 'cat /proc/iomem'
same "a boot log's impossible numbers change nothing"

plan
