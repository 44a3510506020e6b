#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# steps.sh - the rules of step points, held in the sources themselves.
#
# What holds of a record is in unit/test_record.c; that the steps are the real
# kernel's, in traces.sh.

. "${srcdir:-.}/tests/tap.sh"
wants python3
tables=session/stepping/sentences

# found NAME WORDS FILE SED - with FILE of src edited so, WORDS are complained of
edited=0
found()
{
	edited=$((edited + 1))
	tree=$scratch/$edited/src
	mkdir -p "$tree/kernel" "$tree/$tables"
	cp "$here"/src/kernel/*.c "$tree/kernel"
	cp "$here/src/$tables"/*.c "$tree/$tables"
	sed "$4" "$here/src/$3" >"$tree/$3"
	echo "$edited|$1|$2" >>"$scratch/expected"
}

found "a sentence with an unknown name" 'names {vaddr}' $tables/vmap_area.c \
	's/{addr} lies below {va}/{vaddr} lies below {va}/'
found "a choice by an unknown name" 'asks for last' $tables/vmap_area.c \
	's/IF(before, /IF(last, /'
found "an identifier without a sentence" 'fitting has no sentence' \
	kernel/vmap_2_6_32.c 's/step(k, fits, /step(k, fitting, /'
found "a sentence without an identifier" 'successor is no step point' \
	kernel/vmap_2_6_32.c '/step(k, successor, /d'
found "a shared sentence of one file" 'fits is not shared' \
	kernel/vmap_2_6_32.c '/step(k, fits, /d'
found "a reason without a sentence" 'no_room has no sentence' \
	kernel/vmap_area.c 's/because(k, no_hole, /because(k, no_room, /'
found "an identifier used twice" 'walk twice' \
	kernel/vmap_2_6_32.c 's/step(k, retry, /step(k, walk, /'
found "a sentence in the wrong place" 'order of the code' $tables/module.c \
	'/^	SENTENCE(delete_module/,/)),$/d; s/^const.*/&\
	SENTENCE(delete_module,\
		 N_("off the list, then its code, then its record")),/'
found "a point without variables" 'no variable' kernel/vmap_2_6_32.c \
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

# One Python for all of the trees.
python3 "$here/tests/step_points.py" "$here/src" "$scratch"/*/src \
	>"$scratch/said"

grep "^$here/src: wrong" "$scratch/said" >"$scratch/why"
test $? = 1
result $? "every step point of src/kernel keeps the rules" "$scratch/why"
count=$(sed -n "s,^$here/src: \([0-9]*\) step points,\1,p" "$scratch/said")
test "${count:-0}" -gt 170
result $? "they are all looked at" "$scratch/said"
while IFS='|' read -r tree name words; do
	grep "^$scratch/$tree/src: " "$scratch/said" >"$scratch/why"
	grep 'wrong: ' "$scratch/why" | grep -qF "$words"
	result $? "$name is found" "$scratch/why"
done <"$scratch/expected"
plan
