#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# teaching.sh - the exercise of doc/teaching.md passes and fails as it says.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
exercise=$here/doc/exercise
evidence=$scratch/all

# mark ANSWER OPTION...
mark()
{
	answer=$1
	shift
	"$VMSCOPE" "$@" "$exercise/$answer.vms" \
		-c "source $exercise/mark.vms" >"$scratch/all" 2>&1 </dev/null
}

mark right && grep -q '^Right: ' "$scratch/all"
result $? "the right answer passes"
mark wrong
test $? -eq 1 && grep -q 'mark.vms:[0-9]*: error: .*d == b' "$scratch/all"
result $? "a wrong answer fails and says why"
mark right --json && ! grep -q '"ok":false' "$scratch/all"
result $? "--json has only good answers for the right one"
mark wrong --json
test $? -eq 1 && grep -q '"ok":false' "$scratch/all"
result $? "and the failed assert for the wrong one"

pages=$("$VMSCOPE" -c "lesson $exercise/lesson.vms" -c 'lesson next' \
	-c 'lesson next' -c 'lesson next' 2>&1 </dev/null |
	tee "$scratch/all" | grep -c 'lesson.vms, page [1-3] of 3')
test "$pages" -eq 3 && grep -q 'end of .*lesson.vms' "$scratch/all" &&
	! grep -q "[0-9]: error: " "$scratch/all"
result $? "the lesson has three pages, and says what is so"
"$VMSCOPE" -c "source $exercise/lesson.vms" >"$scratch/all" 2>&1 </dev/null
result $? "and runs at once as a script"

# What a lesson looks like in the full screen, whatever its author wrote.
draw()
{
	"$VMSCOPE" -c "lesson $scratch/lesson.vms" -c "$1" \
		-c 'export text - screen' >"$scratch/all" 2>&1 </dev/null
}
{
	printf '# long.vms - Long\n# %s\n' "$(printf 'a%.0s' $(seq 2045))"
	printf '# bb\n# %s\n' "$(printf 'c%.0s' $(seq 300))"
} >"$scratch/lesson.vms"
draw 'p 1' && grep -q ' Long .* page 1 of 1' "$scratch/all"
result $? "a paragraph may be longer than what is kept of it"
printf '\357\273\277# dos.vms - Made elsewhere\r\n# One\r\n#\r\n# two\r\n' \
	>"$scratch/lesson.vms"
draw 'p 1' && grep -q '^ One$' "$scratch/all" &&
	grep -q '^ two$' "$scratch/all" && ! grep -q "$(printf '\r')" "$scratch/all"
result $? "lines may end in CR LF, and the first begin with a mark"
printf '# focus.vms - Focus\n# 1\nfocus tables\nvtop 0xc0000000\n' \
	>"$scratch/lesson.vms"
printf '\n# 2\n   # no command\nfocus tables\nvtop 0xc0100000\n' \
	>>"$scratch/lesson.vms"
draw 'lesson next' && ! grep -q '^ > #' "$scratch/all" &&
	grep -q '^ > focus tables$' "$scratch/all"
result $? "a comment among the commands is none"
plan
