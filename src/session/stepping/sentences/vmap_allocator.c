/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sentences of several allocators share: a step point of theirs that
 * has no sentence in its own file's table has it here. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmap_allocator_sentences[] = {
	SENTENCE(alloc_vmap_area,
		 N_("find {size} bytes of addresses between {vstart} and "
		    "{vend}, at a multiple of {align}"),
		 IF(align, 1,
		    N_("find {size} bytes of addresses between {vstart} and "
		       "{vend}"))),
	SENTENCE(alloc_va,
		 N_("first, memory for the record that will own the range")),
	SENTENCE(past_vend,
		 N_("{addr} + {size} passes {vend}: looking further cannot "
		    "help"), EVENT(TEST)),
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
	SENTENCE(lazy_add,
		 N_("{pages} more wait for the purge, in addition to "
		    "{vmap_lazy_nr}")),
	SENTENCE(lazy_max,
		 N_("{vmap_lazy_nr} wait. More than {lazy_max_pages} would "
		    "be purged: up to there, waiting costs less than "
		    "flushing every TLB")),
	{ .id = NULL },
};
