/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/vmap_6_1.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmap_6_1_sentences[] = {
	SENTENCE(augment_tree_propagate_from,
		 N_("the largest free block at or below {va} is {largest} "
		    "now: tell the nodes above, as far as it changes them")),

	SENTENCE(find_va_links,
		 N_("where in the tree does {va} belong?")),
	SENTENCE(link_left,
		 N_("{va} ends before {tmp}: go left"), EVENT(INSERT_VISIT)),
	SENTENCE(link_right,
		 N_("{va} begins after {tmp}: go right"), EVENT(INSERT_VISIT)),

	SENTENCE(link_va,
		 N_("this link is empty: {va} goes here, below {parent}, and "
		    "beside it on the list"),
		 IF(parent, 0,
		    N_("the tree is empty: {va} becomes its root"))),

	SENTENCE(unlink_va,
		 N_("{va} leaves its tree and its list")),

	SENTENCE(insert_vmap_area,
		 N_("{va} has its addresses: into the busy tree with it")),

	SENTENCE(insert_vmap_area_augment,
		 N_("{va} is a free block of its own: into the free tree")),

	SENTENCE(merge_or_add_vmap_area,
		 N_("{va} goes into the purge tree, joined with what it "
		    "touches there"),
		 IF(is_free, 1,
		    N_("{va} becomes free, joined with the free blocks that "
		       "it touches"))),
	SENTENCE(merge_next,
		 N_("{va} ends where {next} begins: that one begins earlier "
		    "now, and the record of {va} is freed")),
	SENTENCE(merge_previous,
		 N_("{va} begins where {prev} ends: that one ends later now, "
		    "and the record of {va} is freed")),
	SENTENCE(add,
		 N_("{va} touches nothing: it stays a range of its own in "
		    "the purge tree"),
		 IF(is_free, 1,
		    N_("{va} touches no free block: it is one of its own"))),

	SENTENCE(is_within_this_va,
		 N_("is there room for {size} bytes in {va}, from {vstart} "
		    "on?")),
	SENTENCE(too_small,
		 N_("no: {addr} + {size} passes the end of {va}"),
		 EVENT(TEST)),
	SENTENCE(fits,
		 N_("yes: {addr} + {size} lies in {va}"), EVENT(TEST)),

	SENTENCE(find_vmap_lowest_match,
		 N_("which free block is the lowest with {size} bytes from "
		    "{vstart} on? Only subtrees with a block of {length} are "
		    "worth a look"), EVENT(START)),
	SENTENCE(go_left,
		 N_("left of {va} there is a block of {left_max}, enough for "
		    "{length}, and addresses are lower: go left"),
		 EVENT(VISIT)),
	SENTENCE(try_here,
		 N_("left of {va} the largest block is {left_max}: too small, "
		    "or all of it lies below {vstart}; try {va} itself"),
		 EVENT(VISIT)),
	SENTENCE(go_right,
		 N_("right of {va} there is a block of {right_max}, enough "
		    "for {length}: go right")),
	SENTENCE(go_up,
		 N_("nothing down there: up to {va}"), EVENT(VISIT)),
	SENTENCE(right_again,
		 N_("right of {va} there is a block of {right_max}: go down "
		    "again there, past all that was seen, from {vstart} on")),

	SENTENCE(preload_this_cpu,
		 N_("{record} is in reserve, in case a block is split in two"),
		 IF(record, 0,
		    N_("take a record in reserve, in case a block is split "
		       "in two"))),

	SENTENCE(adjust_va_to_fit_type,
		 N_("{size} bytes at {addr} are no longer free: what is left "
		    "of {va}?")),
	SENTENCE(full_fit,
		 N_("nothing: {va} is just {size} bytes, and leaves the free "
		    "tree")),
	SENTENCE(left_edge,
		 N_("its right part: {addr} is where {va} begins")),
	SENTENCE(right_edge,
		 N_("its left part: {addr} + {size} is where {va} ends")),
	SENTENCE(no_edge,
		 N_("both ends: {addr} + {size} lies inside {va}, which is "
		    "split in two")),
	SENTENCE(shrink,
		 N_("{va} keeps the right part; the left part is {lva}"),
		 IF(lva, 0, N_("{va} is what is still free"))),

	SENTENCE(__alloc_vmap_area,
		 N_("find {size} free bytes between {vstart} and {vend}, at a "
		    "multiple of {align}, and take them out of the free tree"),
		 IF(align, 1,
		    N_("find {size} free bytes between {vstart} and {vend}, "
		       "and take them out of the free tree"))),
	SENTENCE(no_match,
		 N_("no free block has room from {vstart} on")),
	SENTENCE(match,
		 N_("the lowest block with room is {va}")),
	SENTENCE(lowest,
		 N_("in {va} the lowest address is {addr}: does {size} end "
		    "before {vend}?"), EVENT(FOUND)),

	SENTENCE(found,
		 N_("found: {addr} + {size} is taken")),
	SENTENCE(overflow,
		 N_("overflow: maybe only lazily freed ranges are in the way; "
		    "purge them and retry"), EVENT(OVERFLOW),
		 IF(purged, 1,
		    N_("overflow again, after a purge: give up"))),

	SENTENCE(__purge_vmap_area_lazy,
		 N_("purge: all that waits in the purge tree, "
		    "{vmap_lazy_nr}, becomes free")),
	SENTENCE(becomes_free,
		 N_("no TLB has {va} any more: it becomes free")),

	SENTENCE(drain_vmap_area_work,
		 N_("the work that was scheduled: purge {vmap_lazy_nr}")),

	SENTENCE(schedule_drain,
		 N_("too many pages wait: schedule the work that purges "
		    "them")),
	SENTENCE(drain_now,
		 N_("in Linux the work runs a little later, on a thread of "
		    "the kernel's; here at once")),

	SENTENCE(free_vmap_area_noflush,
		 N_("{va} is given back: its PTEs are cleared at once, its "
		    "addresses are free only after a purge")),
	SENTENCE(not_busy,
		 N_("{va} is not busy any more")),
	{ .id = NULL },
};
