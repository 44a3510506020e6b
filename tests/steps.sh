#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# steps.sh - the rules of step points, held in the sources themselves.
#
# What holds of a record is in unit/test_record.c; that the steps are the real
# kernel's, in traces.sh.

. "${srcdir:-.}/tests/tap.sh"
wants python3
points="python3 $here/tests/step_points.py"
tables=session/stepping/sentences

name="every step point of src/kernel keeps the rules"
output=$($points "$here/src") && passed "$name" || failed "$name" "$output"

count=$(echo "$output" | sed -n 's/ step points//p')
test "${count:-0}" -gt 170
result $? "they are all looked at"

# found NAME WORDS FILE SED - with FILE of src edited so, WORDS are complained of
found()
{
	rm -rf "$scratch/src"
	mkdir -p "$scratch/src/kernel" "$scratch/src/$tables"
	cp "$here"/src/kernel/*.c "$scratch/src/kernel"
	cp "$here/src/$tables"/*.c "$scratch/src/$tables"
	sed "$4" "$here/src/$3" >"$scratch/src/$3"
	output=$($points "$scratch/src")
	case $?:$output in
	1:*"$2"*) passed "$1 is found" ;;
	*) failed "$1 is found" "$output" ;;
	esac
}

found "a sentence with an unknown name" 'names {vaddr}' $tables/vmap_area.c \
	's/{addr} lies below {va}/{vaddr} lies below {va}/'
found "a choice by an unknown name" 'asks for last' $tables/vmap_area.c \
	's/IF(before, /IF(last, /'
found "an identifier without a sentence" 'fitting has no sentence' \
	kernel/vmap_area.c 's/step(k, fits, /step(k, fitting, /'
found "a sentence without an identifier" 'fits is no step point' \
	kernel/vmap_area.c '/step(k, fits, /d'
found "a reason without a sentence" 'no_room has no sentence' \
	kernel/vmap_area.c 's/because(k, no_hole, /because(k, no_room, /'
found "an identifier used twice" 'walk twice' \
	kernel/vmap_area.c 's/step(k, retry, /step(k, walk, /'
found "a sentence in the wrong place" 'order of the code' $tables/module.c \
	'/^	SENTENCE(delete_module/,/)),$/d; s/^const.*/&\
	SENTENCE(delete_module,\
		 N_("off the list, then its code, then its record")),/'
found "a point without variables" 'no variable' kernel/vmap_area.c \
	's/step(k, fits, .*/step(k, fits);/'
found "a name that says nothing" 'root_nr is no pointer' kernel/rbtree.c \
	's/as(root, /as(root_nr, /'
found "a point in a function that never began" 'step_in() before' \
	kernel/module.c '/step_in(k, size, init_size, caller)/d'
found "a point after something else" 'line of its own' kernel/module.c \
	's/step(k, no_core, /if (k) &/'
found "a point of two lines" 'line of its own' kernel/module.c \
	's/step(k, no_core, /step(k, no_core,\
	     /'
found "a full stop" 'full stop' $tables/module.c 's/free the record"/free it."/'
plan
