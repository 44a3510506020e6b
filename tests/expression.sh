#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# expression.sh - p, assert and the faults of read and write in scripts.
#
# What an expression gives is in unit/test_expression.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"

# run COMMAND... - each with -c; the rest in out, err and $status
run()
{
	for command; do
		set -- "$@" -c "$command"
		shift
	done
	"$VMSCOPE" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	status=$?
}

# prints NAME STATUS OUT ERR - what the last run should have done
prints()
{
	test "$status" -eq "$2" && test "$(cat "$scratch/out")" = "$3" &&
		test "$(cat "$scratch/err")" = "$4"
	result $? "$1" "$scratch/out" "$scratch/err"
}

run 'vmalloc 40k' 'p *(struct vm_struct *)$1.vm' 'p $1.vm->flags'
prints "p prints structs and flags" 0 '$1 = 0xd0800000
{next = 0x0, addr = 0xd0800000, size = 45056, flags = 0x2 (VM_ALLOC),
 pages = 0xcf801040, nr_pages = 10, phys_addr = 0x0, caller = 0x0}
VM_ALLOC
$2 = 0x00000002' ''

run 'vmalloc 40k' 'assert $1 == 0xd0800000' 'echo good'
prints "an assertion that holds is silent" 0 '$1 = 0xd0800000
good' ''

run 'vmalloc 40k' 'vmalloc 4k' 'assert $2 == $1 + 44k' 'echo never'
prints "one that fails stops the script and shows both sides" 1 \
	'$1 = 0xd0800000
$2 = 0xd080c000' \
	'-c:3: error: assertion failed: $2 == $1 + 44k: 0xd080c000 == 0xd080b000'

run 'read 8'
prints "a NULL pointer is a fault with its oops, and no error" 0 \
	'kernel: Unable to handle kernel NULL pointer dereference at virtual address 00000008
kernel: pgd = c0004000
kernel: [00000008] *pgd=00000000
kernel: Internal error: Oops: 5 [#1]
$1 = fault
0x00000008 cannot be read (translation fault, section): in the user region 0x00000000-0xbf000000, where only a process has tables' ''

run 'write &vmlist 1'
test "$status" -eq 1 && test ! -s "$scratch/out" &&
	test "$(wc -l <"$scratch/err")" -eq 1
result $? "the kernel's own data is not written"

plan
