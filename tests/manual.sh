#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# manual.sh - the manual page has every command and option, and formats.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
page=$PWD/doc/vmscope.1
test -f "$page" || { echo "Bail out! no $page"; exit 1; }
sed 's/\\-/-/g' "$page" >"$scratch/page"

"$VMSCOPE" --help >"$scratch/help"
grep -q 'man vmscope' "$scratch/help"
result $? "--help names the page" "$scratch/help"
for option in $(sed -n 's/^  .*--\([a-z-]*\).*/\1/p' "$scratch/help"); do
	grep -q "^\\(.*, \\)*.fB--$option.fR" "$scratch/page"
	result $? "--$option is in the page"
done
for command in $("$VMSCOPE" -c help </dev/null | sed -n 's/^  \([^ ]*\) .*/\1/p'); do
	grep -q "^\.SS \"$command[ \"[]" "$scratch/page"
	result $? "$command is in the page"
done
if command -v groff >/dev/null; then
	groff -man -ww -Tascii -z "$page" 2>"$scratch/warnings"
	test ! -s "$scratch/warnings"
	result $? "groff has no warning" "$scratch/warnings"
fi
plan
