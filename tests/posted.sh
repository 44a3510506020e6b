#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# posted.sh - each listing of tests/data/posted comes in whole: by name and by
# pipe, with its board, and new areas land where a model of its own puts them.
#
# tests/data/posted/table has a row for each: see posted.py.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants python3
posted=$here/tests/data/posted

while read -r name rest; do
	case $name in
	'#') continue ;;
	esac
	python3 "$here/tests/posted.py" "$VMSCOPE" "$posted/$name" $rest \
		>"$scratch/out" 2>&1 </dev/null
	result $? "$name comes in whole, by a pipe too" "$scratch/out"
done <"$posted/table"

ls "$posted" | grep -v '^table$' >"$scratch/files"
sed -n 's/ .*//p' "$posted/table" | grep -v '^#' | sort |
	diff - "$scratch/files" >"$scratch/out"
result $? "each of them has its row" "$scratch/out"
plan
