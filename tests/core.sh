#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# core.sh - the core and its symbols, read by others: a reader that knows ELF,
# and gdb-multiarch where it is installed.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants python3
here=$(cd "$here" && pwd)
cd "$scratch" || exit 99

# Frames that do not follow each other, one area freed between others.
"$VMSCOPE" -c 'fragment 50 seed=1' -c 'buf = vmalloc 40k' -c 'gap = vmalloc 8k' \
	-c 'vmalloc 12k' -c 'vfree gap' -c vm_unmap_aliases \
	-c 'write buf 0x11112222' -c 'write buf+0x9ffc 0x33334444' \
	-c 'insmod mod 20k' -c 'export core core' -c 'export symbols symbols' \
	-c 'cat /proc/vmallocinfo' >out 2>err </dev/null
result $? "core and symbols are written" err
sed -n 's/^0x\(.*\)-0x\([^ ]*\) .*/\1-\2/p' out >areas
cat areas areas >expected
printf '%s\n' 11112222 33334444 >>expected
python3 "$here/tests/core_reader.py" symbols core d0800000 d0809ffc >got 2>err &&
	diff expected got >diff
result $? "vmlist, the tree and scattered pages are in the core" diff

"$VMSCOPE" -c 'export core core screen' >out 2>err </dev/null
test $? -eq 1 && grep -q 'is for pictures' err && test "$(wc -l <err)" -eq 1
result $? "a core has no panes" err
"$VMSCOPE" -k -c 'export core -' -c 'export symbols -' >out 2>err </dev/null
test $? -eq 1 && test "$(grep -c 'instead of -$' err)" -eq 2 &&
	! test -s out && ! test -e ./-
result $? "a core is not a command's answer" err

# debugger COMMAND... - what gdb answers
debugger()
{
	for command; do
		set -- "$@" -ex "$command"
		shift
	done
	gdb-multiarch -q -nx -batch "$@" symbols core >out 2>err </dev/null
}

if command -v gdb-multiarch >/dev/null; then
	debugger 'x/3wx vmlist->next' 'p/x vmlist->next->addr' \
		'p/x *(unsigned int *)(vmlist->next->addr + 0x9ffc)' \
		'ptype struct vmap_area' 'p sizeof(struct page)'
	grep -q '0xd0800000	0x0000b000$' out &&
		grep -q '= 0xd0800000$' out && grep -q '= 0x33334444$' out &&
		grep -q 'struct rb_node rb_node;' out && grep -q '= 32$' out &&
		! grep -qi dwarf err
	result $? "gdb-multiarch follows vmlist and knows its types" out
fi

plan
