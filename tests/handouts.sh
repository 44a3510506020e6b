#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# handouts.sh - pictures of steps, as files to take home: each shows its step,
# the session stands where it stood, and no file of anybody's is lost.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants python3
here=$(cd "$here" && pwd)
mkdir "$scratch/work" && cd "$scratch/work" || exit 99
evidence='../out ../err'

how= # options for run

# run LINE... - each is a command of its own
run()
{
	for line; do
		set -- "$@" -c "$line"
		shift
	done
	"$VMSCOPE" $how "$@" >../out 2>../err </dev/null
}

# files - every file and what is in it
files()
{
	find . -type l -print -o -type d -print \
		-o -type f -exec cksum {} + | sort
}

# refused TEXT LINE... - the last line is refused with one line that has TEXT
refused()
{
	text=$1
	shift
	files >../before
	! run "$@" && test "$(wc -l <../err)" -eq 1 && grep -qF -- "$text" ../err &&
		files | diff ../before - >../diff
	result $? "refused: $text"
}

# ---- Each picture is that of its step ----

# What has changed at a step is what the one before it did.
mkdir texts
set -- 'vmalloc 12k' 'step to alloc_vmap_area vmalloc 40k' 'goto 59'
for n in 60 61 62 63 64 65 66; do
	set -- "$@" "goto $n" "export text texts/$n"
done
how=--json
run "$@"
result $? "the screen at each step"
how=
grep '"command":"goto 6' ../out >texts/json

run 'vmalloc 12k' 'step to alloc_vmap_area vmalloc 40k' 'goto 64' \
	'export text before' 'export svg folder steps 60-66' \
	'export text after' 'export text where steps 64' \
	'export html page steps 60-66' 'export cast film steps 60-66' \
	'export text later' && cmp before after && cmp before later
result $? "pictures of steps are written, and one stands where one stood"
python3 "$here/tests/handouts.py" svg folder 60 66 texts >why
result $? "each file is the picture of its step" why
python3 "$here/tests/handouts.py" html page 60 66 texts >why
result $? "a page has picture and sentence of each step, and needs nothing" why
if command -v msgfmt >/dev/null; then
	how=--lang=zh_CN
	run 'vmalloc 12k' 'step to alloc_vmap_area vmalloc 40k' 'goto 64' \
		'export html zh steps 60-66' && grep -q '<html lang="zh-CN">' zh &&
		grep -q '<h2>第 60 步' zh
	result $? "a page in Chinese"
	how=
fi
python3 "$here/tests/handouts.py" cast film 60 66 texts >why
result $? "a terminal that plays a cast shows each step" why
cmp where/step-0064.txt texts/64 >why 2>&1
result $? "of one step, as text" why

run 'step vmalloc 4k' 'export text once steps 1-end' && cp -r once again &&
	run 'step vmalloc 4k' 'export text once/ steps 1-end' &&
	diff -r once again >../diff
result $? "what vmscope wrote may be written again"

# The command of doc/teaching.md, as it stands there.
vmscope()
{
	"$VMSCOPE" "$@" >../out 2>../err </dev/null
}
awk '/^## A walk/ { on = 1 } on && sub(/^    (\$ )?/, "") && !/^ *#/' \
	"$here/doc/teaching.md" | sed -n '1,/steps/p' >../guide
. ../guide && grep -c '<figure' walk.html | grep -qx 60
result $? "the page of the teacher's guide"

# ---- What is not written ----

refused 'no call is being stepped through' 'export svg new steps 1-2'
call='step vmalloc 4k'
refused 'the last one comes before the first' "$call" 'export svg new steps 5-3'
refused "0 is not a step's number" "$call" 'export svg new steps 0-9'
refused 'there is no step 999' "$call" 'export svg new steps 1-999'
refused 'steps needs their numbers' "$call" 'export svg new steps'
refused 'steps needs their numbers' "$call" 'export svg new steps 3-'
refused 'a core has the whole memory' "$call" 'export core new steps 1-2'
refused 'into a directory' "$call" 'export svg - steps 1-2'
refused 'areas is listed twice' 'export svg new areas areas'
refused 'Not a directory' "$call" 'export svg where/step-0064.txt steps 1-2'
refused 'No such file' "$call" 'export svg none/new steps 1-2'

mkdir mine && echo precious >mine/step-0002.svg
refused 'exists' "$call" 'export svg mine steps 1-3'
rm mine/step-0002.svg && ln -s ../precious mine/step-0003.svg
refused 'symbolic link' "$call" 'export svg mine steps 1-3'
rm mine/step-0003.svg && echo notes >mine/notes && ln -s mine link
refused 'symbolic link' "$call" 'export svg link steps 1-3'
refused 'symbolic link' "$call" 'export svg link/ steps 1-3'
run "$call" 'export svg mine steps 1-3' && test "$(cat mine/notes)" = notes &&
	test "$(ls mine | wc -l)" -eq 4
result $? "other files of a directory stay"

printf '# T\n\n# A page.\n%s\nexport svg new steps 1-2\n' "$call" >page.vms
refused 'a page of a lesson' 'lesson ./page.vms'
for name in ../new .new mine/../../new; do
	printf '%s\nexport svg %s steps 1-2\n' "$call" "$name" >climbs.vms
	refused 'below its own folder' 'source climbs.vms'
done

# The first file has room, the second has not: the first goes again.
run_small()
{
	(trap '' XFSZ; ulimit -f 2; run "$call" "$@")
}
mkdir small
for name in small new; do
	files >../before
	! run_small "export text $name steps 1-3" &&
		grep -q 'step-0002.txt: File too large' ../err &&
		files | diff ../before - >../diff
	result $? "of two files that do not fit, none stays in $name"
done

# ---- Two panes ----

run "$call" 'export text both areas source 119x12' 'export text stacked areas source 60x24'
grep -q '^Source .*│Areas ' both
result $? "two panes stand beside each other where they have room" both
grep -c '^Areas \|^Source ' stacked | grep -qx 2
result $? "and else one above the other" stacked

plan
