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

	SENTENCE(alloc_vmap_area,
		 N_("find {size} bytes of addresses between {vstart} and "
		    "{vend}, at a multiple of {align}"),
		 IF(align, 1,
		    N_("find {size} bytes of addresses between {vstart} and "
		       "{vend}"))),
	SENTENCE(alloc_va,
		 N_("first, memory for the record that will own the range")),
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
	SENTENCE(past_vend,
		 N_("{addr} + {size} passes {vend}: looking further cannot "
		    "help"), EVENT(TEST)),
	SENTENCE(runs_into,
		 N_("{addr} + {size} runs into {the first}, so try after it"),
		 EVENT(TEST),
		 FREED(first,
		       N_("{addr} + {size} runs into {first}, which was freed "
			  "and waits for the purge: still taken, so try after "
			  "it"))),
	SENTENCE(next_addr,
		 N_("after {first} one page stays free, so try {addr}"),
		 EVENT(ADDR_NEXT)),
	SENTENCE(fits,
		 N_("found: {addr} + {size} is free and within {vend}"),
		 EVENT(FOUND)),
	SENTENCE(does_not_fit,
		 N_("found nothing: {addr} + {size} passes the end, {vend}"),
		 EVENT(FOUND)),
	SENTENCE(overflow,
		 N_("overflow: maybe only lazily freed areas are in the way; "
		    "purge them and retry"), EVENT(OVERFLOW),
		 IF(purged, 1,
		    N_("overflow again, after a purge: give up"))),
	{ .id = NULL },
};
