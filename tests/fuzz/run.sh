#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh - build the fuzzers with clang's libFuzzer and run one after the other.
#
#	run.sh SOURCE_FOLDER BUILD_FOLDER [TARGET]...
#
# What is new in the inputs is kept in BUILD_FOLDER/found/TARGET, and the next
# run goes on from there. An input that found something is the file
# BUILD_FOLDER/TARGET-crash-...: shortened, it belongs into corpus/TARGET.
set -u

: "${FUZZ_SECONDS:=60}"
source=$1
build=$2
shift 2
test $# -gt 0 || set -- command session script listing board cmdline saved bootlog \
	decode report

mkdir -p "$build" && cd "$build" || exit
if ! test -f Makefile; then
	"$source/configure" CC=clang CFLAGS='-g -O1' --without-cmocka \
		--enable-sanitizers --enable-libfuzzer || exit
fi
make -s fuzzers || exit

VMSCOPE_DATA=$source/data
export VMSCOPE_DATA
status=0
for target; do
	echo "fuzz: $target for $FUZZ_SECONDS seconds"
	mkdir -p "found/$target"
	if ! "tests/fuzz/fuzz_$target" -max_total_time="$FUZZ_SECONDS" \
		-max_len=4096 -timeout=20 -print_final_stats=1 \
		-artifact_prefix="$target-" "found/$target" \
		"$source/tests/fuzz/corpus/$target" \
		</dev/null >"$target.log" 2>&1
	then
		status=1
		grep -e '^fuzz: ' -e '^SUMMARY: ' "$target.log"
	fi
	tail -n 4 "$target.log"
done
exit $status
