/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/proc/vmallocinfo.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence proc_vmallocinfo_sentences[] = {
	SENTENCE(show_numa_info,
		 N_("several nodes: count how many of its {v->nr_pages} are on "
		    "each")),

	SENTENCE(show_kinds,
		 N_("one word for each flag in {v->flags} that has a word")),
	SENTENCE(has_flag, N_("{flag} is set in {v->flags}: print its word")),

	SENTENCE(s_show,
		 N_("a line for the vm_struct {v}: where it begins and ends, "
		    "and its size, both with the guard page")),
	SENTENCE(shows_caller,
		 N_("whoever called it is at {v->caller}: say in which "
		    "function")),
	SENTENCE(shows_pages,
		 N_("its pages[] leads to {v->nr_pages}; an ioremap has no "
		    "pages[] and no such word")),
	SENTENCE(shows_phys,
		 N_("it maps registers at {phys_addr}; 0 would not be told")),

	SENTENCE(show_vmlist,
		 N_("vmlist is in address order: go along it from {v}"),
		 IF(v, 0, N_("vmlist is empty, and so is the file"))),

	SENTENCE(show_purge_info,
		 N_("after the last area: what waits for the purge, "
		    "{vmap_lazy_nr}")),

	SENTENCE(show_vmap_areas,
		 N_("vmap_area_list is in address order: go along it"),
		 IF(va, 0, N_("no area, and so no line"))),
	{ .id = NULL },
};
