/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/buddy.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

#include "kernel/abi.h"

/* clang-format off */
const struct sentence buddy_sentences[] = {
	SENTENCE(__free_one_page,
		 N_("{page}, {order}, is freed as {migratetype}")),
	SENTENCE(merge,
		 N_("its buddy, {buddy_pfn}, is free and as large: it leaves "
		    "its list, and the two become one"), EVENT(MERGE)),
	SENTENCE(free_list,
		 N_("its buddy is not free as a whole: {pfn} goes to the "
		    "head of the list of {order}"),
		 IF(order, MAX_ORDER - 1,
		    N_("no block is larger: {pfn} goes to the head of the "
		       "list of {order}"))),

	SENTENCE(expand,
		 N_("{page} is of {high}, and {low} is wanted: what is left "
		    "over is freed")),
	SENTENCE(half,
		 N_("halve it: the upper half, {upper}, is free at {high}; "
		    "the lower half is kept"), EVENT(SPLIT)),

	SENTENCE(__rmqueue_smallest,
		 N_("the smallest free block of {migratetype}, from {order} "
		    "up")),
	SENTENCE(free_block,
		 N_("{page} is at the head of the list of {current}"),
		 IF(page, 0,
		    N_("no {migratetype} block of {current} is free"))),

	SENTENCE(move_freepages,
		 N_("the free blocks from {page} on become {migratetype}")),
	SENTENCE(move,
		 N_("{page}, {order}, moves to the list of {migratetype}")),

	SENTENCE(steal,
		 N_("take {page}, {current}, from {type} for {start_type}")),
	SENTENCE(claim,
		 N_("{moved} of the pageblock moved; with half of it or more, "
		    "or on a machine too small for types, the whole "
		    "pageblock becomes {start_type}")),
	SENTENCE(leave_list,
		 N_("{page} leaves its list; what is not needed goes back as "
		    "{type}")),

	SENTENCE(__rmqueue_fallback,
		 N_("no {start_type} block is left: the largest block of "
		    "another type leaves the fewest fragments")),
	SENTENCE(fallback,
		 N_("{type} has {page} of {current}: steal it"),
		 IF(page, 0,
		    N_("{type} has no block of {current}"))),

	SENTENCE(__rmqueue,
		 N_("a block of {order} for {migratetype} from zone {zone}")),
	SENTENCE(reserve, N_("no other type has one: try the reserve")),
	{ .id = NULL },
};
