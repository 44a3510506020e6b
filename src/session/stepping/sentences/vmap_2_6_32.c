/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/vmap_2_6_32.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmap_2_6_32_sentences[] = {
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

	SENTENCE(warn_no_hole,
		 N_("{size} bytes fit nowhere in {vstart}-{vend}: say so, "
		    "but not too often")),
	SENTENCE(no_hole,
		 N_("no hole of {size} bytes (guard page included) is left "
		    "between {vstart} and {vend}, not even after a purge"),
		 IF(past_4g, 1,
		    N_("no hole of {size} bytes (guard page included) is left "
		       "between {vstart} and {vend}; aligned, the next "
		       "address is past 4 GB, which 2.6.32 does not notice: "
		       "it hands out address 0"))),

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

	SENTENCE(__free_vmap_area,
		 N_("erase {va}: now its addresses are free again")),
	SENTENCE(list_del,
		 N_("{va} leaves the sorted list; its record is freed like "
		    "any other memory")),

	SENTENCE(collect_area,
		 N_("{va} is lazily freed: its PTEs are cleared now")),
	SENTENCE(purge_list,
		 N_("{va} waits on the chain of the purge until the TLB is "
		    "flushed")),

	SENTENCE(collect_lazy,
		 N_("look for lazily freed areas among all areas, in address "
		    "order")),

	SENTENCE(__purge_vmap_area_lazy,
		 N_("purge: take back the addresses of all lazily freed "
		    "areas, {vmap_lazy_nr} in all"),
		 IF(purge_lock, 1,
		    N_("another purge holds purge_lock: only a purge that "
		       "must be complete may go on"))),
	SENTENCE(collected,
		 N_("{pages} were unmapped and no longer wait"),
		 IF(pages, 0,
		    N_("nothing was lazily freed: nothing to purge"))),

	SENTENCE(free_vmap_area_noflush,
		 N_("{va} is only marked: its addresses stay taken and its "
		    "PTEs stay as they are, until a purge")),
	SENTENCE(lazy_add,
		 N_("{pages} more wait for the purge, in addition to "
		    "{vmap_lazy_nr}")),
	SENTENCE(lazy_max,
		 N_("{vmap_lazy_nr} wait. More than {lazy_max_pages} would "
		    "be purged: up to there, waiting costs less than "
		    "flushing every TLB")),
	{ .id = NULL },
};
