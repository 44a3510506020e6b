/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/page_alloc.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence page_alloc_sentences[] = {
	SENTENCE(rmqueue_bulk,
		 N_("the per-cpu list of {migratetype} is empty: refill it "
		    "with {batch}, so that the next allocations are cheap")),
	SENTENCE(join_pcp, N_("{page} joins the per-cpu list, after {count}")),
	SENTENCE(left_buddy,
		 N_("{count} left the buddy: they no longer count as free")),

	SENTENCE(rmqueue_pcp, N_("single pages come from the CPU's own list")),
	SENTENCE(take_pcp,
		 N_("{page} comes from the per-cpu list, which has {count}")),

	SENTENCE(buffered_rmqueue,
		 N_("zone {zone} has enough pages: take {order}")),
	SENTENCE(taken,
		 N_("{page} is taken: it has a user now"), EVENT(PAGES_TAKEN)),

	SENTENCE(get_page_from_freelist,
		 N_("{order} from the first zone that stays above its "
		    "watermark without it")),
	SENTENCE(watermark,
		 N_("zone {zone} has {free}, but those in blocks below {order} "
		    "do not count: the others would fall to its watermark, "
		    "{mark}, halved for each order; try the next zone"),
		 IF(order, 0,
		    N_("zone {zone} has {free} and would fall to its "
		       "watermark, {mark}: try the next zone"))),

	SENTENCE(alloc_pages_slowpath,
		 N_("all zones are low: go below the low watermark")),
	SENTENCE(no_reclaim,
		 N_("nothing above the minimum either; reclaim finds nothing")),

	SENTENCE(no_zone,
		 N_("no zone can give 2^{order} contiguous pages and stay "
		    "above its watermark: {free} are free")),

	SENTENCE(alloc_pages_node,
		 N_("a block of {order}: its pages are adjacent in memory"),
		 IF(order, 0,
		    N_("one page, wherever it may be"))),
	SENTENCE(too_big,
		 N_("{order} is above the buddy's largest, {largest}")),
	SENTENCE(fail_page_alloc,
		 N_("fail_page_alloc made this allocation fail")),

	SENTENCE(free_pcppages_bulk,
		 N_("the per-cpu lists hold {held}: {count} go back to the "
		    "buddy")),
	SENTENCE(oldest, N_("{page} has waited longest on its list")),

	SENTENCE(free_hot_cold_page,
		 N_("{page} goes to the CPU's own list: it may be needed "
		    "soon")),

	SENTENCE(__free_pages_ok,
		 N_("{page}, {order}, goes straight to the buddy")),

	SENTENCE(drain_pages,
		 N_("the per-cpu pages may be what larger blocks lack")),
	{ .id = NULL },
};
