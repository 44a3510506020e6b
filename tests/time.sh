#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# time.sh - a session at the prompt loses no command, however it ends; and what
# the disk does not take, it says in one line.
#
# VMSCOPE_KILLS=300 kills that many sessions instead of a few, VMSCOPE_SEED
# repeats them. Moving along the log is in unit/test_time.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants_terminal

# cases SCRIPT - what a Python script found, a line a case
cases()
{
	python3 "$here/tests/$1" "$VMSCOPE" "$scratch" >"$scratch/cases"
	result $? "$1 runs to its end" "$scratch/cases"
	while read -r verdict name; do
		case $verdict in
		seed) echo "# $name" ;;
		*)
			test "$verdict" = ok
			result $? "$name" "$scratch/screen"
			;;
		esac
	done <"$scratch/cases"
}

cases time_prompt.py
cases killed_sessions.py

# ---- A full disk ----

cat >"$scratch/long.vms" <<'END'
repeat 100 vmalloc 4k
save old.session
END
(cd "$scratch" && "$VMSCOPE" long.vms) >"$scratch/out" 2>"$scratch/err"
cp "$scratch/old.session" "$scratch/copy"
i=0
while test $i -lt 300; do
	echo "vmalloc 4k"
	i=$((i + 1))
done >"$scratch/more.vms"
echo "save old.session" >>"$scratch/more.vms"
(cd "$scratch" && ulimit -f 4 && "$VMSCOPE" more.vms) \
	>"$scratch/out" 2>"$scratch/err"
test $? -eq 1 && test "$(wc -l <"$scratch/err")" -eq 1 &&
	cmp -s "$scratch/old.session" "$scratch/copy" &&
	test "$(find "$scratch" -name 'old.session*' | wc -l)" -eq 1
result $? "a full disk leaves the old file" "$scratch/err"

plan
