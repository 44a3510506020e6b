#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# teaching.sh - the exercise of doc/teaching.md passes and fails as it says, and
# a class marks its sheets by it, in each of the guide's languages.

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

# commands GUIDE - those in it, as they stand there
commands()
{
	awk '/^    \$ / { on = 1 } !/^    / { on = 0 }
		on { sub(/^    (\$ )?/, ""); print }' "$here/doc/$1"
}

# script GUIDE - what its lesson does
script()
{
	sed -n '/^    # lesson.vms/,/^When\|^写好/s/^    //p' "$here/doc/$1" |
		grep -v '^#'
}

# class GUIDE OPTION... - thirty students, by the commands of "Thirty sheets"
class()
{
	guide=$1
	shift
	commands "$guide" | sed -n '/^for seed/,/^  *done/p' >make-sheets
	commands "$guide" | sed -n '/-c "grade/,/uniq/p' >mark
	vmscope()
	{
		"$VMSCOPE" $how "$@" </dev/null
	}
	how=$*
	mkdir -p answers
	rm -f sheet-* marks.csv
	. ./make-sheets
	test "$(ls sheet-*.txt | wc -l)" -eq 30 && test "$(cat sheet-*.txt |
		grep -c '^address seed=[0-9]* n=4 level=2$')" -eq 30 &&
		! cmp -s sheet-1.txt sheet-2.txt
	result $? "$guide: thirty students get thirty sheets"
	# Each second one is always a page too low.
	for seed in $(seq 30); do
		{
			head -n 1 sheet-$seed.txt
			vmscope -c "quiz address n=4 seed=$seed level=2 solve" |
				sed -n 's/^\(0x[0-9a-f]*\)\(:\|：\).*/\1/p' |
				while read -r answer; do
					echo $((answer - 4096 * (seed % 2)))
				done
		} >answers/student-$seed.txt
	done
	. ./mark >often
	test "$(grep -c ',4,4,0,$' marks.csv)" -eq 15 &&
		test "$(grep -c ',4,0,4,' marks.csv)" -eq 15 &&
		grep -q 'gap-page' often
	result $? "$guide: and one table has their marks"
}

here=$(cd "$here" && pwd)
into_scratch
mkdir class
cd class || exit 1
class teaching.md
if command -v msgfmt >/dev/null; then
	LC_ALL=C.UTF-8
	export LC_ALL
	class teaching.zh_CN.md --lang=zh_CN
	grep -q '返回什么？$' sheet-30.txt
	result $? "in Chinese"
fi
commands teaching.md >one
commands teaching.zh_CN.md >other
test "$(wc -l <one)" -gt 10 && diff one other >"$scratch/all"
result $? "the guides have the same commands"
script teaching.md >one
script teaching.zh_CN.md >other
grep -q '^second = predict' one && diff one other >"$scratch/all"
result $? "and their lessons do the same"

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
printf '# zh.vms - 折行\n# 一，\n# two\n# 三\n# 四“\n# five”\n' \
	>"$scratch/lesson.vms"
draw 'p 1' && grep -q '^ 一，two 三四“five”$' "$scratch/all"
result $? "Chinese lines are joined as Chinese is written"
printf '# focus.vms - Focus\n# 1\nfocus tables\nvtop 0xc0000000\n' \
	>"$scratch/lesson.vms"
printf '\n# 2\n   # no command\nfocus tables\nvtop 0xc0100000\n' \
	>>"$scratch/lesson.vms"
draw 'lesson next' && ! grep -q '^ > #' "$scratch/all" &&
	grep -q '^ > focus tables$' "$scratch/all"
result $? "a comment among the commands is none"
plan
