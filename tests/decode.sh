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
says "where pc and lr are" \
	'pc : [<bf24034c>]    lr : [<c007cb1c>]    psr: 60030013' \
	'^pc  *0xbf24034c .* modules region' '^lr  *0xc007cb1c  lowmem$' \
	'mode SVC, ARM instructions, IRQs on, FIQs on, flags nZCv'
says "PC by its name" 'PC is at w+0x34c/0x3d4 [kv_fault]' \
	'844 bytes into w, which has 980' 'code of the module kv_fault'
says "registers" 'r10: d0a19f80  r9 : 0000000b  fp : fff00000' \
	'^r10  *0xd0a19f80  between the areas of the vmalloc' \
	'^r9  *0x0000000b$' '^fp  *0xfff00000 .*fixmap'
says "the stack's words that are addresses" \
	'de80: 0000017c cf2b897c bf000123 ffff0000' \
	'^de84  *0xcf2b897c  lowmem$' '^de88 .*modules' '^de8c .*vectors'
says "a backtrace" \
	'[<bf0b4804>] (f+0x0/0x8c [m]) from [<c007f29c>] (vfs_write+0x8c/0xc0)' \
	'^code  *0xbf0b4804 .*modules' '^code  *0xc007f29c  lowmem'
says "the registers of CP15" 'Control: 10c5387d  Table: 8e54404a  DAC: 00000007' \
	'MMU D-cache I-cache .*TEX-remap' 'physical 0x8e544000' \
	'domain 0, manager: ' 'domain 1, client: '
says "a bus that does not answer" \
	'Unhandled fault: external abort on non-linefetch (0x1028) at 0xf0a3a000' \
	'a read, domain 2: external abort' 'ExT is set' '0xf0a3a000'
says "an imprecise abort" \
	'Unhandled fault: imprecise external abort (0x1c06) at 0x00000000' \
	'a write, domain 0: imprecise external abort'
says "a BUG()" 'Internal error: Oops - BUG: 0 [#1] SMP ARM' 'stopped at a BUG()'
"$VMSCOPE" -c 'd = vmalloc 4k' \
	-c 'decode Unable to handle kernel paging request at virtual address d0801000' \
	>"$scratch/out" 2>&1 && grep -q 'guard page of the vmalloc area d 0xd08' \
	"$scratch/out"
result $? "a guard page of this machine" "$scratch/out"

# A whole oops, from a file or by a pipe.
cat >"$scratch/oops" <<'END'
[   12.000001] Unable to handle kernel paging request at virtual address d0806000
[   12.000002] pgd = cfa00000
[   12.000003] [d0806000] *pgd=0f80c011, *pte=00000000, *ppte=00000000
[   12.000004] Internal error: Oops: 7 [#1]
[   12.000005] Modules linked in: one two
[   12.000006] PC is at one_read+0x10/0x20 [one]
[   12.000007] pc : [<bf24034c>]    lr : [<c007cb1c>]    psr: 60030013
END
"$VMSCOPE" -c "decode $scratch/oops" >"$scratch/out" 2>&1 </dev/null &&
	test "$(grep -c '^\[   12.00000[1-7]\] ' "$scratch/out")" -eq 6 &&
	test "$(grep -c '^address' "$scratch/out")" -eq 2 &&
	grep -q '16 bytes into one_read' "$scratch/out" &&
	grep -q '^pc  *0xbf24034c ' "$scratch/out" &&
	grep -q '^lr  *0xc007cb1c ' "$scratch/out"
result $? "a file: each line that tells something, and what it tells" "$scratch/out"
"$VMSCOPE" -c 'decode /dev/stdin' <"$scratch/oops" >"$scratch/piped" 2>&1 &&
	cmp -s "$scratch/out" "$scratch/piped"
result $? "by a pipe, too" "$scratch/piped"
"$VMSCOPE" -c 'decode nothing of it' >"$scratch/out" 2>&1 </dev/null
test $? -eq 1 && test "$(wc -l <"$scratch/out")" -eq 1 &&
	grep -q 'there is nothing to decode' "$scratch/out"
result $? "what is none of it" "$scratch/out"

plan
