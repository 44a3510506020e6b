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
test "$pages" -eq 3 && grep -q 'lesson.vms is over' "$scratch/all" &&
	! grep -q "[0-9]: error: " "$scratch/all"
result $? "the lesson has three pages, and says what is so"
"$VMSCOPE" -c "source $exercise/lesson.vms" >"$scratch/all" 2>&1 </dev/null
result $? "and runs at once as a script"
plan
