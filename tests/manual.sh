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

# The command below the picture, as README has it, draws the picture above.
sed -n "/^    vmscope -c 'vmalloc 40k' -c .*\\\\$/,/80x24'/p" \
	"${srcdir:-.}/README" >"$scratch/draw"
sed -n '/^ vmscope  marvell/,/? help$/p' "${srcdir:-.}/README" >"$scratch/told"
(vmscope() { "$VMSCOPE" "$@"; }; . "$scratch/draw") </dev/null |
	sed -n '/^ vmscope  marvell/,/? help$/p' >"$scratch/drawn"
test -s "$scratch/told" && cmp "$scratch/told" "$scratch/drawn" 2>"$scratch/why"
result $? "README's picture is what its command draws" "$scratch/why"
# Who types README's steps along meets no error, in each of its languages.
if command -v python3 >/dev/null; then
	for readme in README doc/README.zh_CN; do
		python3 "$here/tests/readme.py" "$here/$readme" $("$VMSCOPE" \
			-c help </dev/null |
			sed -n 's/^  \([^ ]*\) .*/\1/p') >"$scratch/typed"
		test "$(wc -l <"$scratch/typed")" -gt 30 &&
			(cd "$here" && "$VMSCOPE" -b) <"$scratch/typed" \
				>"$scratch/why" 2>&1
		status=$?
		grep -h 'error: ' "$scratch/why" >"$scratch/errors"
		result $status "the steps of $readme run as they are typed" \
			"$scratch/errors"
	done
fi
if command -v groff >/dev/null; then
	groff -man -ww -Tascii -z "$page" 2>"$scratch/warnings"
	test ! -s "$scratch/warnings"
	result $? "groff has no warning" "$scratch/warnings"
	groff -man -Tascii "$page" >"$scratch/printed" 2>/dev/null
	grep -q '^ *The  *default  *is' "$scratch/printed" &&
		grep -q '^ *Numbers  *have  *32' "$scratch/printed"
	result $? "what follows a list begins a line"
fi
plan
