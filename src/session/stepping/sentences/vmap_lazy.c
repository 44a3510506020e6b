/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/vmap_lazy.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmap_lazy_sentences[] = {
	SENTENCE(__free_vmap_area,
		 N_("erase {va}: now its addresses are free again")),
	SENTENCE(list_del,
		 N_("{va} leaves the sorted list; its record is freed like "
		    "any other memory")),

	SENTENCE(collect_area,
		 N_("{va} is lazily freed: this purge takes it back")),
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
		 N_("{va} is only marked: its addresses stay taken until a "
		    "purge")),
	{ .id = NULL },
};
