/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/vmap_2_6_39.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmap_2_6_39_sentences[] = {
	SENTENCE(cache_helps,
		 N_("may the search begin after {cache}, the area taken last? "
		    "The largest hole below has {cached_hole_size}, as far as "
		    "searches from {cached_vstart} on saw"),
		 IF(cache, 0,
		    N_("does the search know an area to begin after?"))),
	SENTENCE(no_cache,
		 N_("nothing is remembered: begin at {vstart}")),
	SENTENCE(hole_below,
		 N_("{size} is less than {cached_hole_size}, the largest hole "
		    "left below: it may fit there, so begin at the bottom")),
	SENTENCE(lower_start,
		 N_("{vstart} lies below {cached_vstart}, where earlier "
		    "searches began: they say nothing about what is there")),
	SENTENCE(finer_align,
		 N_("{align} is finer than {cached_align}: earlier searches "
		    "passed by addresses that would do")),

	SENTENCE(start_from_cache,
		 N_("where does the search for {size} begin: at {vstart}, or "
		    "after the area taken last?")),
	SENTENCE(from_cache,
		 N_("nothing below {first} is large enough: begin after it, "
		    "with one page left free, at {addr}"), EVENT(START)),
	SENTENCE(below_start,
		 N_("{addr} lies below {vstart}: forget the cache")),
	SENTENCE(start,
		 N_("the lowest address allowed is {addr}; does {size} fit "
		    "there?"), EVENT(START)),

	SENTENCE(lowest_candidate,
		 N_("which area is the first that does not end before "
		    "{addr}?")),
	SENTENCE(visit_lower,
		 N_("{tmp} ends before {addr}: what is in the way is to the "
		    "right"), EVENT(VISIT)),
	SENTENCE(visit_higher,
		 N_("{tmp} begins after {addr}: first is {tmp} for now; look "
		    "left for lower areas"), EVENT(VISIT)),
	SENTENCE(visit_here,
		 N_("{the tmp} is at {addr}: no lower area can be in the way, "
		    "so first is {tmp}"), EVENT(VISIT),
		 FREED(tmp,
		       N_("{tmp} is at {addr}: it was freed and waits for the "
			  "purge, but is in the way, so first is {tmp}"))),
	SENTENCE(bottom,
		 N_("the walk over the areas begins at {the first}"),
		 EVENT(FIRST),
		 IF(first, 0,
		    N_("no area is in the way: the address is {addr}"))),

	SENTENCE(note_hole,
		 N_("{size} below {first} stay free, the largest hole so far: "
		    "note it, so that a search for less comes back")),

	SENTENCE(hole_fits,
		 N_("{addr} + {size} ends before {the first}, and a page stays "
		    "free: the hole is large enough"), EVENT(TEST)),
	SENTENCE(runs_into,
		 N_("{addr} + {size} reaches {the first}, so try after it"),
		 EVENT(TEST),
		 FREED(first,
		       N_("{addr} + {size} reaches {first}, which was freed "
			  "and waits for the purge: still taken, so try after "
			  "it"))),
	SENTENCE(cache_set,
		 N_("remember {va}: the next search may begin after it")),

	SENTENCE(before_erasing,
		 N_("{va} makes room: may the next search still begin after "
		    "{cache}?"),
		 IF(cache, 0,
		    N_("{va} makes room; no area is remembered, so the next "
		       "search finds it"))),
	SENTENCE(cache_drop,
		 N_("{va} ends below {cached_vstart}, which the searches that "
		    "are remembered began at: forget them")),
	SENTENCE(cache_before,
		 N_("{va} is not above the cache: the next search begins "
		    "after {before}, and sees the room"),
		 IF(before, 0,
		    N_("{va} is not above the cache, and no area lies below: "
		       "the next search begins at the bottom"))),
	{ .id = NULL },
};
