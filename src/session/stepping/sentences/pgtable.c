/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/pgtable.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence pgtable_sentences[] = {
	SENTENCE(pmd_populate,
		 N_("both first-level words of the 2 MB around {addr} now "
		    "lead to the tables at {table}")),

	SENTENCE(pte_alloc_kernel,
		 N_("no second-level table for the 2 MB around {addr} yet: "
		    "it takes a page of its own"), EVENT(TABLE)),
	SENTENCE(no_table, N_("no page for the second-level table of {addr}")),

	SENTENCE(map_phys_range,
		 N_("map {start}-{end} to what is at {phys}, page by page")),
	SENTENCE(set_pte,
		 N_("both PTEs of {addr}, Linux's and the hardware's, get "
		    "{phys}"), EVENT(PTE)),

	SENTENCE(vunmap_page_range,
		 N_("clear every PTE of {start}-{end}; the tables stay")),
	SENTENCE(clear_pte,
		 N_("both PTEs of {addr} are cleared: it leads nowhere"),
		 EVENT(PTE)),

	SENTENCE(flush_tlb_kernel_range,
		 N_("the CPU may still remember translations of "
		    "{start}-{end}: flush them")),
	SENTENCE(invalidate_entry,
		 N_("page by page from {start} to {end}: {rounds} rounds, "
		    "however few the TLB holds")),
	{ .id = NULL },
};
