#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh - the fuzzers' corpora, without a fuzzer: nothing in them crashes, or
# breaks what each target's C file says must hold.

. "${srcdir:-.}/tests/tap.sh"

for corpus in "$here"/tests/fuzz/corpus/*; do
	target=fuzz_${corpus##*/}
	needs "tests/fuzz/$target"
	"tests/fuzz/$target" "$corpus" >"$scratch/log" 2>&1 </dev/null
	status=$?
	tail -n 20 "$scratch/log" >"$scratch/end"
	result $status "$target: $(tail -n 1 "$scratch/log")" "$scratch/end"
done

plan
