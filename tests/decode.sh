#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# decode.sh - words and lines of other machines' reports.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants python3

python3 "$here/tests/decode.py" "$VMSCOPE" 7 500 >"$scratch/out" 2>&1
result $? "random descriptors, as a decoder of its own reads them" "$scratch/out"

# says NAME LINE PATTERN... - each of them in what decode tells of the line
says()
{
	name=$1
	"$VMSCOPE" -c "decode $2" >"$scratch/out" 2>&1 </dev/null
	status=$?
	shift 2
	for pattern; do
		grep -q -e "$pattern" "$scratch/out" || status=1
	done
	result "$status" "$name" "$scratch/out"
}

says "the tables of an oops" \
	'[d0806000] *pgd=0f80c011, *pte=00000000, *ppte=00000000' \
	'0xd0806000$' 'a second-level table at 0x0f80c000' 'domain 0$' \
	'entry 0xd08, .* 0x06' 'empty: this page is not mapped'
says "a section in the way" '[c0100000] *pgd=0001041e(bad)' \
	'a section, 1 MB at 0x00000000' 'AP 1: kernel read/write, user none' \
	'that of 0xc0000000'
says "a read without PTE" 'Internal error: Oops: 7 [#1]' \
	'a read, domain 0: translation fault, page' 'second-level entry maps n'
says "a user's address" 'Internal error: Oops: 17 [#1] ARM' 'a read, domain 1:'
says "a write that is not allowed" 'Internal error: Oops: 80d [#1]' \
	'a write, domain 0: permission fault, section' 'AP does not allow'
says "a jump into nothing" 'Oops: 80000005 [#1]' 'an instruction fetch, '
says "an alignment fault" \
	'Unhandled fault: alignment exception (0x001) at 0xd0800001' \
	'0xd0800001' 'a read, domain 0: alignment fault'
says "a bad page map" 'BUG: Bad page map in process x  pte:9dff379f pmd:9bfbd831' \
	'2.6.32: present young write-alloc write user exec shared' \
	'since 2.6.38: read-only no-exec' 'at 0x9bfbd800' 'domain 1$'
says "the address" \
	'Unable to handle kernel paging request at virtual address d0806000' \
	'vmalloc region 0xd0800000-0xf0000000'
"$VMSCOPE" -c 'decode nothing of it' >"$scratch/out" 2>&1 </dev/null
test $? -eq 1 && test "$(wc -l <"$scratch/out")" -eq 1 &&
	grep -q 'there is nothing to decode' "$scratch/out"
result $? "what is none of it" "$scratch/out"

plan
