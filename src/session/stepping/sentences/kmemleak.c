/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/kmemleak.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence kmemleak_sentences[] = {
	SENTENCE(create_object,
		 N_("watch {pointer} + {size}: with fewer than {min_count} "
		    "pointers to it, it leaks")),
	SENTENCE(watch,
		 N_("{record} is the last on object_list; {pointer} needs "
		    "{min_count} pointers")),

	SENTENCE(delete_object, N_("{pointer} is freed: forget its record")),
	SENTENCE(unwatch, N_("{record} was about {pointer}: free it")),

	SENTENCE(count_pointer,
		 N_("the word at {at_va} leads to {pointer}: {pointers} of "
		    "{min_count}")),

	SENTENCE(kmemleak_scan,
		 N_("look for pointers to {blocks} blocks: in .data, .bss and "
		    "the struct pages")),
	SENTENCE(roots_scanned,
		 N_("now in those of the {blocks} blocks that have enough "
		    "pointers")),
	{ .id = NULL },
};
