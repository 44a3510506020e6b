#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bootlog.sh - the boot log and /proc say what a booted 2.6.32 says, and what
# they do not say is in doc/architecture.md, with the reason.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants python3
captures=$here/tests/data/captures

title='ARM-Versatile PB' cpus=1 init=64K iotable=0xf1000000
cpu='ARM926EJ-S [41069265] revision 5 (ARMv5TEJ), cr=00093177'

# booted CAPTURE RAM VMALLOC_END HIGHMEM TEXT IMAGE_END
booted()
{
	cat >"$scratch/board" <<END
title       = $title
source      = the kernel that was booted
phys_offset = 0x00000000
ram         = $2 @ 0x00000000
vmalloc_end = $3
cpu         = $cpu
cpus        = $cpus
highmem     = $4
init        = $init
text        = $5
data        = 58K
image_end   = $6
iotable     = $iotable 0x10000000 4K
END
	python3 "$here/tests/bootlog.py" "$VMSCOPE" "$scratch/board" \
		"$captures/$1" "$here/doc/architecture.md" >"$scratch/said" 2>&1
}

booted vpb-16M 16M 0xd8000000 no 1188K 0x1cc2b0
result $? "16 MB" "$scratch/said"
booted vpb-256M 256M 0xd8000000 no 1188K 0x1cc2b0
result $? "256 MB" "$scratch/said"
booted vpbhm-256M-vmalloc600M 256M 0xf0000000 yes 1192K 0x1cf230
result $? "168 MB and highmem" "$scratch/said"

# A test that finds nothing wrong with a wrong board would find nothing.
booted vpb-256M 255M 0xd8000000 no 1188K 0x1cc2b0
test $? -eq 1 && grep -q '^-MemTotal' "$scratch/said"
result $? "a megabyte less is seen" "$scratch/said"

title='ARM-RealView EB' cpus=2 init=84K iotable=0xfb000000
cpu='ARMv6-compatible processor [410fb022] revision 2 (ARMv7), cr=00c0387f'
booted realview-eb-mpcore-smp2-256M 256M 0xf8000000 no 1300K 0x1ec4e0
result $? "256 MB and two processors" "$scratch/said"
plan
