#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# lessons.sh - turning pages: where a page begins, whatever was tried before.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
evidence="$scratch/out"
lesson=$scratch/steps.vms

cat >"$lesson" <<'END'
# A call that takes three pages
# One: an area is in the way.
vmalloc 4k
# Two: into the call.
step to hole ioremap 0xf1200000 1M
# Three: one step on.
step
# Four: out of it.
leave
# Five: after it.
vmalloc 8k
END

# turns LINE... - the lesson from page 2 on, then these lines
turns()
{
	{
		printf 'lesson %s 2\n' "$lesson"
		printf '%s\n' "$@"
	} | "$VMSCOPE" -k -b >"$scratch/out" 2>&1
}

# The last answer about a step.
stands()
{
	grep '^step [0-9]* of' "$scratch/out" | tail -n 1
}

turns
two=$(stands)
turns 'lesson next'
three=$(stands)
test -n "$two" -a -n "$three" -a "$two" != "$three" &&
	! grep -q error "$scratch/out"
result $? "a page goes on at the step where the one before it ended"

turns 'lesson next' 'lesson next' 'lesson next'
! grep -q error "$scratch/out" && grep -q '^at the end of' "$scratch/out" &&
	tail -n 1 "$scratch/out" | grep -q ' = 0xd0803000$'
result $? "a later page leaves the call"

turns 'step 9' 'reverse-step 3' 'lesson next'
test "$(stands)" = "$three"
result $? "steps tried between two pages are taken back"

turns leave 'vmalloc 16k' 'vfree $' 'lesson next'
test "$(stands)" = "$three" && grep -q 'undone: 2' "$scratch/out"
result $? "so are commands, and the call is stepped through again"

turns 'step vmalloc 64k' 'step 3' 'lesson next'
test "$(stands)" = "$three"
result $? "so is another call that was stepped through"

turns 'lesson next' 'lesson next' 'lesson back' where
test "$(stands)" = "$three" && tail -n 1 "$scratch/out" | grep -q __arm_ioremap
result $? "back to a page is back into the call"

turns 'undo 5' 'lesson next'
test "$(stands)" = "$three"
result $? "undo is taken back, too"

turns "lesson $lesson 5" "lesson $lesson 3" 'lesson next'
! grep -q error "$scratch/out" && test "$(stands)" = "$three" &&
	test "$(grep -c 'page [34] of 5' "$scratch/out")" -eq 2
result $? "to a later page and back to an earlier one"

"$VMSCOPE" -c "lesson $lesson 3" >"$scratch/out" 2>&1
test "$(grep -c ', page' "$scratch/out")" -eq 1 && test "$(stands)" = "$three" &&
	! grep -q 'One:' "$scratch/out"
result $? "a jump shows the page alone"

turns "lesson $lesson 6"
grep -q 'pages 1 to 5, no page 6' "$scratch/out"
result $? "there is no page after the last"

# Without msgfmt the program was built without catalogues.
if LC_ALL=C.UTF-8 "$VMSCOPE" --lang=zh_CN -c echo >/dev/null 2>&1; then
	LC_ALL=C.UTF-8 "$VMSCOPE" -c 'lesson layout' -c 'lesson next' \
		-c 'set language zh_CN' -c 'lesson next' >"$scratch/out" 2>&1
	grep -q 'All of RAM' "$scratch/out" &&
		grep -q '区域会在哪里' "$scratch/out"
	result $? "the page after a change of language is in that"
fi

for where in '' ' layout 2'; do
	"$VMSCOPE" -c "lesson play$where" >"$scratch/out" 2>&1
	test $? -eq 1 && grep -q 'only be played in the full' "$scratch/out"
	result $? "without a clock nothing is played: lesson play$where"
done

"$VMSCOPE" -c "source $lesson" >"$scratch/out" 2>&1
result $? "the same file runs as a script"

plan
