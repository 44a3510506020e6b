/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/vmap_2_6_32.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmap_2_6_32_sentences[] = {
	SENTENCE(lowest_candidate,
		 N_("which area is the first that {size} bytes at {addr} "
		    "could run into?")),
	SENTENCE(visit_lower,
		 N_("{tmp} ends before {addr}: first is {tmp} for now, and "
		    "what is in the way is to the right"), EVENT(VISIT)),
	SENTENCE(visit_overlap,
		 N_("{the tmp} is in the way of {addr} + {size}: first is "
		    "{tmp}; look left for lower areas"), EVENT(VISIT),
		 FREED(tmp,
		       N_("{tmp} was freed and waits for the purge, but is in "
			  "the way of {addr} + {size}: first is {tmp}; look "
			  "left for lower areas"))),
	SENTENCE(visit_higher,
		 N_("{tmp} does not end before {addr}, but first stays "
		    "{first}; look left for lower areas"), EVENT(VISIT),
		 IF(first, 0,
		    N_("{tmp} lies after {addr} + {size}: look left, where "
		       "areas are lower"))),
	SENTENCE(bottom,
		 N_("the bottom of the tree: first is {first}"), EVENT(FIRST),
		 IF(first, 0,
		    N_("the bottom of the tree, and no area is in the way"))),
	SENTENCE(successor,
		 N_("{first} ends before {addr}: take its successor")),

	SENTENCE(retry,
		 N_("retry: the lowest address allowed is {addr}; does "
		    "{size} fit there?"), EVENT(START)),
	SENTENCE(walk,
		 N_("the walk over the areas begins at {the first}"),
		 EVENT(WALK),
		 IF(first, 0,
		    N_("no area is in the way: the address is {addr}"))),
	SENTENCE(hole_fits,
		 N_("{addr} + {size} ends before {the first}: the hole is "
		    "large enough"), EVENT(TEST)),
	SENTENCE(runs_into,
		 N_("{addr} + {size} runs into {the first}, so try after it"),
		 EVENT(TEST),
		 FREED(first,
		       N_("{addr} + {size} runs into {first}, which was freed "
			  "and waits for the purge: still taken, so try after "
			  "it"))),
	{ .id = NULL },
};
