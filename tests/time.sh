#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# time.sh - a session at the prompt loses no command, however it ends; and what
# the disk does not take, it says in one line.
#
# Moving along the log is in unit/test_time.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants_terminal

python3 "$here/tests/time_prompt.py" "$VMSCOPE" "$scratch" >"$scratch/prompt"
while read -r verdict name; do
	test "$verdict" = ok
	result $? "$name" "$scratch/screen"
done <"$scratch/prompt"

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
