#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# session.sh - the program as scripts and pipes use it: where commands come
# from, what goes to stdout and stderr, how it exits.
#
# What a command's words may be is in unit/test_bad_lines.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
evidence="out err"
into_scratch

# run ARGUMENT... - stdin as it is, the rest in out, err and $status
run()
{
	"$VMSCOPE" "$@" >out 2>err
	status=$?
}

# prints NAME STATUS OUT ERR - what the last run should have done
prints()
{
	test "$status" -eq "$2" && test "$(cat out)" = "$3" &&
		test "$(cat err)" = "$4"
	result $? "$1"
}

# fails NAME STATUS WORDS - no answer, and one line on stderr with these words
fails()
{
	test "$status" -eq "$2" && test ! -s out &&
		test "$(wc -l <err)" -eq 1 && grep -q -e "$3" err
	result $? "$1"
}

# ---- Where commands come from ----

run -c 'vmalloc 40k' -c 'vmalloc 4k' </dev/null
prints "-c runs each command" 0 '$1 = 0xd0800000
$2 = 0xd080c000' ''

run -c 'buf = vmalloc 40k' -c 'vtop buf' </dev/null
test "$status" -eq 0 && grep -qx '$1 = 0xd0800000' out &&
	grep -q '^place .* area buf 0xd0800000-0xd080b000$' out
result $? "a name stands before its addresses"

printf '# a comment\n\nvmalloc 40k\r\n  vmalloc 4k # another\n' >good.vms
run good.vms </dev/null
prints "a script runs its lines" 0 '$1 = 0xd0800000
$2 = 0xd080c000' ''
run <good.vms
prints "so does a pipe" 0 '$1 = 0xd0800000
$2 = 0xd080c000' ''
run good.vms -c 'vfree $1' -c 'vfree $1' </dev/null
prints "-c comes after the script" 1 '$1 = 0xd0800000
$2 = 0xd080c000' '-c:2: error: 0xd0800000 has already been freed and is waiting for the purge'

run </dev/null
prints "no command at all is fine" 0 '' ''

printf 'vmalloc 4k' >noeol.vms
run noeol.vms </dev/null
prints "the last line needs no newline" 0 '$1 = 0xd0800000' ''

mkfifo in answers
timeout 20 "$VMSCOPE" <in >answers 2>err &
exec 3>in 4<answers
echo 'vmalloc 40k' >&3
read -r line <&4
exec 3>&- 4<&-
wait
test "$line" = '$1 = 0xd0800000'
result $? "a pipe gets each answer before the next command"

# ---- Errors ----

printf 'vmalloc 40k\nvmaloc 4k\nvmalloc 4k\n' >bad.vms
run bad.vms </dev/null
prints "a script stops at its first error" 1 '$1 = 0xd0800000' \
	'bad.vms:2: error: there is no command vmaloc; did you mean vmalloc?'
run <bad.vms
prints "stdin is named in errors" 1 '$1 = 0xd0800000' \
	'stdin:2: error: there is no command vmaloc; did you mean vmalloc?'
run --keep-going bad.vms </dev/null
prints "--keep-going goes on and still fails" 1 '$1 = 0xd0800000
$2 = 0xd080c000' 'bad.vms:2: error: there is no command vmaloc; did you mean vmalloc?'
run -c 'vmalloc 0' </dev/null
prints "NULL is no error and has its reason" 0 '$1 = NULL
the size is 0 after rounding up to pages' ''
run -c 'quit' -c 'vmaloc' </dev/null
prints "quit leaves the rest alone" 0 '' ''
run -k -c 'vmaloc' -c 'quit' </dev/null
fails "quit keeps the status of errors before it" 1 vmaloc

printf 'vmalloc 4k\0\n' >nul.vms
run nul.vms </dev/null
fails "a NUL byte is refused" 1 '^nul.vms:1: error: .*NUL'
{ echo 'kmalloc 4'; head -c 1048576 /dev/zero | tr '\0' v; echo; } >long.vms
run long.vms -c 'kmalloc 4' </dev/null
test "$status" -eq 1 && test "$(wc -l <out)" -eq 1 &&
	grep -q '^long.vms:2: error: .*longer' err && test "$(wc -c <err)" -lt 200
result $? "a line of 1 MB is refused"
head -c 100000 /dev/urandom >noise.vms
run -k noise.vms </dev/null
test "$status" -eq 1
result $? "noise is survived"

# ---- source ----

mkdir 'my folder'
printf 'vmalloc 40k\n' >'my folder/inner #1.vms'
printf 'source "my folder/inner #1.vms" # quoted\nvmalloc 4k\n' >outer.vms
run outer.vms </dev/null
prints "a script sources another" 0 '$1 = 0xd0800000
$2 = 0xd080c000' ''
printf 'vmalloc 40k\nvfree 1\n' >inner.vms
printf 'source inner.vms\nvmalloc 4k\n' >outer.vms
run outer.vms </dev/null
test "$status" -eq 1 && test "$(cat out)" = '$1 = 0xd0800000' &&
	test "$(wc -l <err)" -eq 1 && grep -q '^inner.vms:2: error: ' err
result $? "an error inside ends all of them, in one line"
run -k outer.vms </dev/null
test "$status" -eq 1 && test "$(wc -l <out)" -eq 2
result $? "--keep-going goes on in both"
echo 'source self.vms' >self.vms
run self.vms </dev/null
fails "a script that sources itself is stopped" 1 '^self.vms:1: error: self.vms is being read'
for i in $(seq 1 17); do
	echo "source deep$((i + 1)).vms" >"deep$i.vms"
done
: >deep18.vms
run deep1.vms </dev/null
fails "scripts are nested 16 deep at most" 1 '^deep16.vms:1: error: .* 16 deep'
run -c 'source .' </dev/null
fails "a folder is no script" 1 '^-c:1: error: .*directory'

# ---- JSON ----

run --json <bad.vms
test "$status" -eq 1 && test "$(cat out)" = \
'{"n":1,"command":"vmalloc 40k","ok":true,"value":"0xd0800000","name":"$1","output":"","printk":[]}
{"n":2,"command":"vmaloc 4k","ok":false,"error":"there is no command vmaloc; did you mean vmalloc?"}' &&
	grep -q '^stdin:2: error: ' err
result $? "--json prints one object a command, errors on stderr as well"
run --json outer.vms </dev/null
test "$(cut -d, -f1,2 out)" = '{"n":1,"command":"source inner.vms"
{"n":2,"command":"vmalloc 40k"
{"n":3,"command":"vfree 1"'
result $? "commands are counted as they come"
run --json -c 'cat /proc/version' </dev/null
grep -q '"value":null,"output":"Linux version 2.6.32 .*\\n","printk":\[\]}$' out
result $? "output is in the object"

# ---- Wrong use ----

run --nonsense </dev/null
fails "an unknown option" 2 nonsense
run --board </dev/null
fails "an option without its argument" 2 board
run nowhere.vms </dev/null
fails "a script that is not there" 2 'nowhere.vms: No such file'
run . </dev/null
fails "a folder for a script" 2 'directory'
run good.vms bad.vms </dev/null
fails "two scripts" 2 'bad.vms'
run --board=nothing </dev/null
fails "an unknown board" 2 'nothing'
printf 'rum = 1M @ 0\n' >wrong.board
run --board=./wrong.board </dev/null
fails "a board with a wrong line" 2 'wrong.board:1: .*did you mean ram'
run --cmdline='mem=much' </dev/null
fails "senseless kernel arguments" 2 'mem=much'
printf 'no listing\n' >wrong.info
run --import=wrong.info -c 'vmalloc 4k' </dev/null
fails "a listing that is none" 1 '^wrong.info: it contains no areas'
run --help </dev/null
test "$status" -eq 0 && grep -q -e '--keep-going' out && test ! -s err &&
	test "$(wc -L <out)" -le 80
result $? "--help fits the screen"
run --version </dev/null
test "$status" -eq 0 && grep -q '^vmscope [0-9]' out
result $? "--version"

# ---- Machines ----

run --cmdline='mem=128M' -c 'vmalloc 4k' </dev/null
prints "--cmdline reaches the kernel" 0 '$1 = 0xc8800000' ''
run --no-history --batch --board=marvell <good.vms
prints "a board by name" 0 '$1 = 0xd0800000
$2 = 0xd080c000' ''
run -c 'boot mem=128M' -c 'vmalloc 4k' -c 'boot' -c 'vmalloc 4k' \
	-c 'boot ""' -c 'vmalloc 4k' </dev/null
test "$(grep -v '^kernel: ' out)" = '$1 = 0xc8800000
$1 = 0xc8800000
$1 = 0xd0800000'
result $? "boot keeps its arguments until it is told others"
run -c 'vmalloc 4k' -c 'boot mem=128M' -c 'vfree $1' </dev/null
test "$status" -eq 1 && grep -q '^-c:3: error: .*no values' err
result $? "a boot forgets the values"
run -k -c 'vmalloc 4k' -c 'boot mem=0' -c 'import wrong.info' -c 'board x' \
	-c 'vfree $1' </dev/null
test "$(wc -l <err)" -eq 3 && test "$(wc -l <out)" -eq 1
result $? "a boot that fails leaves the machine running"

# ---- Files and full disks ----

run -c 'vmalloc 1M' -c 'pmemsave ram.bin 0x0 256M' </dev/null
test "$status" -eq 0 && test "$(wc -c <ram.bin)" -eq 268435456 &&
	test "$(du -k ram.bin | cut -f1)" -lt 32768
result $? "a dump has holes where nothing was written"
run -c 'pmemsave again.bin 0x4000 16k' </dev/null
dd if=ram.bin bs=16384 skip=1 count=1 2>/dev/null >part.bin
run -c 'vmalloc 1M' -c 'pmemsave again.bin 0x4000 16k' </dev/null
cmp part.bin again.bin >>out 2>&1
result $? "a dump starts where it is told to"
mkdir small
(ulimit -f 8 && "$VMSCOPE" -c 'pmemsave small/ram.bin 0x0 256M' \
	>out 2>err </dev/null)
status=$?
fails "a dump that does not fit is an error" 1 'cannot write small/ram.bin'
test -z "$(ls small)"
result $? "and leaves nothing behind"

if test -w /dev/full; then
	"$VMSCOPE" good.vms >/dev/full 2>err </dev/null
	status=$?
	: >out
	fails "a full disk for the answers" 1 'standard output: No space'
fi
yes 'ls' | head -n 20000 >many.vms
{ "$VMSCOPE" many.vms 2>err </dev/null; echo $? >status; } | head -n 1 >out
status=$(cat status)
test "$status" -eq 1 && test "$(wc -l <err)" -eq 1 && grep -q 'pipe' err
result $? "a closed pipe ends it in one line"

# ---- The same again ----

for i in 1 2 3 4 5 6 7 8 9; do
	printf 'vmalloc %dk\nioremap 0xf1000000 %dk\nkmalloc %d\n' \
		$((i * 7)) $((i * 4)) $((i * 100))
	printf 'vfree $%d\ncat vmallocinfo\ncat buddyinfo\n' $((3 * i - 2))
done >work.vms
run --json work.vms </dev/null
mv out first
run --json work.vms </dev/null
cmp -s first out
result $? "two runs are byte-identical"

plan
