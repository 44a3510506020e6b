#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# badinput.sh - whatever is wrong gets one clear line and the right exit status,
# and leaves the machine as it was.
#
# That nothing changed shows in `save`: it writes the command log and a hash of
# the machine. Scripts, options and full disks are in session.sh, board files in
# boards.sh, listings in unit/test_import.c and import.sh.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
evidence="out err"
listing=$(cd "$here/data" && pwd)/marvell.vmallocinfo
VMSCOPE_DATA=${listing%/*}
export VMSCOPE_DATA
cd "$scratch" || exit 1

# run ARGUMENT... - stdin as it is, the rest in out, err and $status
run()
{
	timeout 60 "$VMSCOPE" "$@" >out 2>err
	status=$?
}

# one_line STATUS WORDS - did the last run say this, and nothing else?
one_line()
{
	test "$status" -eq "$1" && test "$(wc -l <err)" -eq 1 &&
		test "$(wc -c <err)" -lt 600 && grep -q -e "$2" err
}

# says NAME STATUS WORDS
says()
{
	one_line "$2" "$3"
	result $? "$1"
}

# ---- A line that is refused changes nothing ----

set -- -c 'buf = vmalloc 40k' -c 'vmalloc 4k' -c 'vfree $2' -c 'kmalloc 100' \
	-c 'alloc_pages 1'
run "$@" -c 'save before' </dev/null
result $status "a session to do wrong things in"

while read -r words line; do
	rm -f after
	run -k "$@" -c "$line" -c 'save after' </dev/null
	one_line 1 "error: .*$(echo "$words" | tr _ ' ')" &&
		cmp -s before after
	result $? "$line"
done <<'END'
vmaloc vmaloc 4k
name 9lives = vmalloc 4k
command vmalloc = vmalloc 4k
symbol vmlist = vmalloc 4k
after x =
value nil = vfree buf
quote vmalloc "4k
size vmalloc 40kk
negative vmalloc -1
negative vmalloc -9223372036854775808
32_bits vmalloc 4G
32_bits vmalloc 4294967296
32_bits vmalloc 18446744073709551615
32_bits vmalloc 18446744073709551616
32_bits vmalloc 99999999999999999999999999999999999999
size vmalloc 1.5M
size vmalloc ""
SIZE vmalloc
vmalloc vmalloc 4k 4k
vmalloc vmalloc 4k node=0
caller vmalloc 4k caller=
caller vmalloc 4k caller=f+1
align __vmalloc 4k align=3
gfp __vmalloc 4k gfp=GFP_NOTHING
prot __vmalloc 4k prot=RWX
node __vmalloc 4k node=7
ADDR vfree
area vfree buf+4096
area vfree 0xffffffff
area vfree 0xc0000000
32 vfree 0x1d0800000
freed vfree $2
values vfree $99
nowhere vfree nowhere
vfree vfree buf buf
freed free_vm_area $2
vmap vmap
page vmap 0xffffffff
area vunmap 0xd0900000
SIZE ioremap 0xf1000000
32_bits ioremap 0x1f1000000 4k
area iounmap 0xd0900000
insmod insmod ubifs
ubifs rmmod ubifs
order alloc_pages -1
block free_pages 5 0
block free_pages $4 3
object kfree $3+32
object kfree 0xc0008000
FILE source
such source nowhere.vms
directory source .
such import nowhere
directory import .
ordinary import /dev/zero
such board ./nowhere
directory board ./.
ordinary board /dev/zero
such load nowhere
directory load .
ordinary load /dev/zero
ordinary source /dev/zero
such save nowhere/file
directory save .
32_bits pmemsave ram.bin 0x0 4G
RAM pmemsave ram.bin 0xf0000000 4k
such pmemsave nowhere/ram.bin 0x0 4k
nothing cat nothing
format x/9z vmlist
undo undo 99
nothing_to_redo redo
99 goto 99
0_KB boot mem=0
4_KB boot mem=4k
mem boot mem=much
vmalloc= boot vmalloc=
assert assert
1 assert 1 == 2
division p 1/0
struct p *(struct nothing *)0
END

# ---- Files without an end, and cut-off ones ----

for files in '--import=/dev/zero 1' '--board=/dev/zero 2' '/dev/zero 1' \
	'-k:/dev/zero 1'
do
	IFS=': ' read -r first second third <<-END
		$files
	END
	test -n "$third" || { third=$second second=$first first=-b; }
	run "$first" "$second" </dev/null
	says "$first $second ends" "$third" /dev/zero
done

run -k </dev/zero
says "an endless line on stdin ends it" 1 '^stdin:1: error: .*longer'
{ echo 'vmalloc 4k'; yes ' ' | tr -d '\n'; } 2>/dev/null |
	{ run -k; test "$status" -eq 1 && test "$(wc -l <out)" -eq 1 &&
		one_line 1 '^stdin:2: error: .*longer'; }
result $? "an endless line of blanks does, too"

# every_start NAME FILE OPTION... - cut anywhere, FILE gives one line or none
every_start()
{
	name=$1 whole=$2 size=$(wc -c <"$2") cut=0 bad=
	shift 2
	while test "$cut" -lt "$size"; do
		head -c "$cut" "$whole" >cut.file
		run "$@" </dev/null
		test "$status" -eq 0 && ! grep -qv "^passed over" err ||
			one_line 1 cut.file ||
			bad="$bad $cut"
		cut=$((cut + 1 + size / 100))
	done
	test -z "$bad"
	result $? "$name"
}
head -n 3 "$listing" >whole.info
every_start "a listing cut off anywhere" whole.info --import=cut.file
every_start "a session cut off anywhere" before -c 'load cut.file'

# ---- Kernel arguments ----

for argument in mem= mem=-1 mem=0 mem=99999999999999999999 mem=16M@4G \
	mem=16M@ vmalloc=x "mem=$(printf '%01100d' 1)"
do
	run --cmdline="$argument" </dev/null
	says "--cmdline=$(echo "$argument" | cut -c 1-30)" 2 '^vmscope: '
done
run --cmdline="mem=$(printf '\033')[2J" </dev/null
one_line 2 mem= && ! grep -q "$(printf '\033')" err
result $? "an escape sequence does not reach the terminal"

# ---- Nowhere to write to, nothing to read ----

if test -w /dev/full; then
	for option in --help --version --json; do
		echo 'vmalloc 4k' | "$VMSCOPE" "$option" >/dev/full 2>err
		status=$?
		: >out
		says "$option on a full disk" 1 'No space'
	done
fi
"$VMSCOPE" -c 'vmalloc 4k' >&- 2>err </dev/null
status=$?
: >out
says "a closed standard output" 1 'Bad file'
run <&-
says "a closed standard input" 1 'Bad file'
mkdir small
said=$(ulimit -f 0 && "$VMSCOPE" -c 'save small/session' </dev/null 2>&1)
status=$?
echo "$said" >err
one_line 1 '^-c:1: error: .*small/session.*large' && test -z "$(ls small)"
result $? "a saved session that does not fit leaves nothing behind"

plan
