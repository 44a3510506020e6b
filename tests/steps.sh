#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# steps.sh - the rules of step points, held in the sources themselves.
#
# What holds of a record is in unit/test_record.c; that the steps are the real
# kernel's, in traces.sh.

. "${srcdir:-.}/tests/tap.sh"
wants python3
points="python3 $here/tests/step_points.py"

# held NAME FILE... - all points of these files are as they should be
held()
{
	name=$1
	shift
	output=$($points "$@") && passed "$name" || failed "$name" "$output"
}

# found NAME WORDS C-TEXT - a function with such a body is complained about
found()
{
	printf 'void f(void)\n{\n%b}\n' "$3" >"$scratch/f.c"
	output=$($points "$scratch/f.c")
	case $?:$output in
	1:*"$2"*) passed "$1 is found" ;;
	*) failed "$1 is found" "$output" ;;
	esac
}

held "every step point of src/kernel keeps the rules" "$here"/src/kernel/*.c

count=$($points "$here"/src/kernel/*.c | sed -n 's/ step points//p')
test "$count" -gt 140
result $? "they are all looked at"

found "a sentence with an unknown name" '{b}' \
	'\tstep_in(k, "{b} it is", v_num(a));\n'
found "a point without variables" 'no variable' '\tstep_in(k, "so it is");\n'
found "a point in a function that never began" step_in \
	'\tstep(k, "{a} it is", v_num(a));\n'
found "a point behind something else" 'begin its line' \
	'\tif (a) step(k, "{a} it is", v_num(a));\n'
found "a full stop" 'full stop' '\tstep_in(k, "{a} it is.", v_num(a));\n'
plan
