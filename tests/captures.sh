#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# captures.sh - calls on booted kernels get the same answers here.
#
# Every capture below tests/data/captures/random must agree, frame by frame, on
# a board made from its header. Then one is damaged: a test that finds nothing
# then would find nothing at all.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants python3
captures=$here/tests/data/captures/random

# replay CAPTURE - what it says is in $scratch/said
replay()
{
	timeout 60 python3 "$here/tests/captures.py" "$VMSCOPE" "$scratch" \
		"$1" >"$scratch/said" 2>&1
}

for capture in "$captures"/*.xz; do
	replay "$capture"
	result $? "${capture##*/} agrees" "$scratch/said"
done

# damaged NAME CAPTURE SED-SCRIPT - in one place
damaged()
{
	python3 -c 'import lzma, sys
sys.stdout.write(lzma.open(sys.argv[1], "rt").read())' "$captures/$2" |
		sed "$3" >"$scratch/damaged"
	replay "$scratch/damaged"
	test $? -eq 1 && grep -q '^line [0-9]*: ' "$scratch/said"
	result $? "$1 is found" "$scratch/said"
}

damaged "a wrong frame" buddy-16M-1.txt.xz \
	'/^alloc q700 /s/[0-9]*$/1/'
damaged "another board's free lists" buddy-32M-1.txt.xz \
	'1s/ram 32M/ram 33M/'
damaged "a wrong address" vmalloc-256M-1.txt.xz \
	'/^ioremap q[0-9]*5 /s/.$/1/'
damaged "a wrong colour in the tree" vmalloc-hm-1.txt.xz \
	's/ B f=\(.\) d=2$/ R f=\1 d=2/'
damaged "a wrong frame of an area" vmalloc-hm-2.txt.xz \
	'/^vmalloc q9[0-9] /s/$/ 1/'
# What a module asked of a booted 6.1, under 6.1's rules.
for machine in virt-1G-default virt-256M-default; do
	timeout 60 python3 "$here/tests/captures_6_1.py" "$VMSCOPE" \
		"$here/tests/data/captures/$machine/20-script-fresh" \
		>"$scratch/said" 2>&1
	result $? "$machine agrees" "$scratch/said"
done
mkdir "$scratch/other"
cp "$here"/tests/data/captures/virt-1G-default/20-script-fresh/*.txt \
	"$scratch/other"
chmod u+w "$scratch"/other/*
sed -i '/name=F /s/va=0xf0807000/va=0xf0809000/' "$scratch/other/script.txt"
timeout 60 python3 "$here/tests/captures_6_1.py" "$VMSCOPE" "$scratch/other" \
	>"$scratch/said" 2>&1
test $? -eq 1 && grep -q 'assertion failed' "$scratch/said"
result $? "an address of 6.1 that is wrong is found" "$scratch/said"
plan
