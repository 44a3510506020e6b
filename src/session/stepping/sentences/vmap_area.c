/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/vmap_area.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmap_area_sentences[] = {
	SENTENCE(__insert_vmap_area,
		 N_("{va} has its addresses; now the tree and the sorted "
		    "list must know it")),
	SENTENCE(insert_left,
		 N_("{va} lies below {tmp}, so go left"), EVENT(INSERT_VISIT)),
	SENTENCE(insert_right,
		 N_("{va} lies above {tmp}, so go right"), EVENT(INSERT_VISIT)),
	SENTENCE(link_node,
		 N_("this link is empty: {va} goes here, below {parent}")),
	SENTENCE(list_add,
		 N_("the list is sorted too: {va} goes after {before}"),
		 IF(before, 0,
		    N_("no area is lower: {va} becomes the first of the "
		       "list"))),

	SENTENCE(no_module_hole,
		 N_("no hole of {size} bytes (guard page included) is left "
		    "for modules between {vstart} and {vend}, not even after "
		    "a purge: the largest has {largest} bytes, at {hole}; "
		    "vmalloc= neither moves nor enlarges this region")),
	SENTENCE(no_hole,
		 N_("no hole of {size} bytes (guard page included) is left "
		    "between {vstart} and {vend}, not even after a purge: the "
		    "largest has {largest} bytes, at {hole} (VmallocChunk)"),
		 IF(past_4g, 1,
		    N_("no hole of {size} bytes (guard page included) is left "
		       "between {vstart} and {vend}: the largest has "
		       "{largest} bytes, at {hole}; aligned, the next address is "
		       "past 4 GB, which 2.6.32 does not notice: it hands out "
		       "address 0"))),
	SENTENCE(warn_no_hole,
		 N_("{size} bytes fit nowhere in {vstart}-{vend}: say so, "
		    "but not too often")),

	SENTENCE(find_vmap_area, N_("which area is {addr} in?"), EVENT(LOOKUP)),
	SENTENCE(find_left,
		 N_("{addr} lies below {va}: go left"), EVENT(FIND_VISIT)),
	SENTENCE(find_right,
		 N_("{addr} lies above {va}: go right"), EVENT(FIND_VISIT)),
	SENTENCE(find_here,
		 N_("{addr} lies in {the va}: this is it"), EVENT(FIND_VISIT),
		 FREED(va,
		       N_("{addr} lies in {va}, which was freed and waits for "
			  "the purge"))),
	{ .id = NULL },
};
