#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# lesson_check.sh - `lesson check` finds what is wrong, and nothing in ours.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
evidence="$scratch/out"
: "${VMSCOPE_DATA:=$here/data}"
lesson=$scratch/mine.vms

# check NAME... - exit status of the check; what it says is the evidence
check()
{
	"$VMSCOPE" -c "lesson check $*" >"$scratch/out" 2>&1 </dev/null
}

# finds LINE TEXT - is it said of that line of the lesson, at both sizes?
finds()
{
	test "$(grep -c "^$lesson:$1: page .* at 80x24: $2" "$scratch/out")" \
		-eq 1 &&
		test "$(grep -c "^$lesson:$1: .* at 60x20: $2" \
			"$scratch/out")" -eq 1
}

cat >"$lesson" <<'END'
# Mine
# The area is at 0xd0800000, 16K long, and `lesson next` goes on.
buf = vmalloc 12k
focus areas
assert buf == 0xd0800000
END
check "$lesson"
result $? "a page whose words are on the screen passes"

cat >"$lesson" <<'END'
# Mine
# The area is at 0xd0900000,
# and "no such words" and vmap_lazy_nr are not there,
# nor is `swapper`.
buf = vmalloc 12k
focus areas
END
check "$lesson"
test $? -eq 1 && finds 2 '0xd0900000 is not' && finds 3 'no such words' &&
	finds 3 vmap_lazy_nr && finds 4 swapper &&
	tail -n 1 "$scratch/out" | grep -q 'problems in lessons: 8$'
result $? "what is not on the screen is named with its line"

{
	printf '# Mine\n# Short.\n\nvmalloc 4k\n\n'
	for word in $(seq 300); do
		printf '# word\n'
	done
} >"$lesson"
check "$lesson"
test $? -eq 1 && finds 6 '[0-9]* rows of the text have no room'
result $? "so is a page that does not fit"

printf '# Mine\n# One\nvmalloc 4k\n\n# Two\nassert 1 == 2\n' >"$lesson"
check "$lesson"
test $? -eq 1 && grep -q "^$lesson:6: error: .*1 == 2" "$scratch/out"
result $? "so is an assert that fails"

printf '# Mine\n# One\nstep to overflow vmalloc 4k\n# Two\nleave\n' >"$lesson"
check "$lesson"
test $? -eq 1 && finds 3 'the call never reaches this step' &&
	tail -n 1 "$scratch/out" | grep -q 'problems in lessons: 2$'
result $? "so is a step that the call never reaches"

printf '# Mine\n# One\npredict vmalloc 4k\nassert $ == 0xd0800000\n' >"$lesson"
check "$lesson"
result $? "a question is answered before the commands after it run"

printf 'vmalloc 4k\n' >"$lesson"
check "$lesson"
test $? -eq 1 && grep -q "^.*$lesson:1: a lesson must start" "$scratch/out"
result $? "what is no lesson is said to be none"

printf '# Mine\n# One\nvmalloc 4k\nassert 1\n' >"$lesson"
"$VMSCOPE" -c 'vmalloc 8k' -c "lesson check $lesson" -c 'vmalloc 8k' \
	>"$scratch/out" 2>&1 </dev/null
tail -n 1 "$scratch/out" | grep -q ' = 0xd0804000$'
result $? "checking changes nothing of the session"

"$VMSCOPE" -c "lesson $lesson" >"$scratch/out" 2>&1 </dev/null
grep -q '^vmscope> vmalloc' "$scratch/out" && ! grep -q assert "$scratch/out"
result $? "students see no assert"

# What a lesson does, without what it says.
commands()
{
	sed '/^#/d; /^ *$/d' "$1"
}
for folder in "$VMSCOPE_DATA"/lessons/*/; do
	test -d "$folder" || continue
	language=$(basename "$folder")
	names=
	: >"$scratch/out"
	for file in "$folder"*.vms; do
		name=$(basename "$file" .vms)
		names="$names $name"
		commands "$file" >"$scratch/theirs"
		commands "$VMSCOPE_DATA/lessons/$name.vms" |
			diff - "$scratch/theirs" >>"$scratch/out"
	done
	test ! -s "$scratch/out"
	result $? "lessons in $language do what the English ones do"
	# Without msgfmt the program was built without catalogues.
	LC_ALL=C.UTF-8 "$VMSCOPE" --lang="$language" -c 'echo' \
		>/dev/null 2>&1 </dev/null || continue
	LC_ALL=C.UTF-8 "$VMSCOPE" --lang="$language" -c "lesson check$names" \
		>"$scratch/out" 2>&1 </dev/null
	result $? "lessons in $language pass"
done

names=$(sed 's/$/ /' "$VMSCOPE_DATA/lessons/contents" | tr -d '\n')
check $names
result $? "all of our lessons pass"

"$VMSCOPE" -c lesson </dev/null | awk '{ print $1 } /^$/ { exit }' |
	sed '/^$/d' >"$scratch/out"
cmp -s "$scratch/out" "$VMSCOPE_DATA/lessons/contents"
result $? "they are listed in the order of their contents, and all are"

plan
