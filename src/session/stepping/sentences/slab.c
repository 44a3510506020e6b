/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/slab.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence slab_sentences[] = {
	SENTENCE(new_slab,
		 N_("no slab of {s} has a free object: get a new one from "
		    "the buddy")),
	SENTENCE(thread,
		 N_("{page} becomes a slab of {objects} objects, threaded "
		    "into a list from the lowest up")),

	SENTENCE(discard_slab,
		 N_("the slab at {page} is empty and not needed: free its "
		    "pages")),

	SENTENCE(deactivate_slab, N_("the CPU lets go of its slab of {s}")),

	SENTENCE(get_partial, N_("is there a partly free slab of {s}?")),
	SENTENCE(partial,
		 N_("the slab at {page} has free objects left: take it")),

	SENTENCE(refill_cpu_slab,
		 N_("the CPU's slab of {s} is used up: it needs another one")),
	SENTENCE(cpu_slab,
		 N_("{page} is the CPU's slab now, with all its free objects")),

	SENTENCE(slab_alloc,
		 N_("the CPU's slab of {s}, the smallest cache that fits, "
		    "has a free object: {freelist}"),
		 IF(freelist, 0,
		    N_("the CPU's slab of {s}, the smallest cache that fits, "
		       "has no free object"))),
	SENTENCE(failslab, N_("failslab made this kmalloc fail")),
	SENTENCE(object,
		 N_("{object} is the first free object; its first word leads "
		    "to the next")),

	SENTENCE(kmalloc_large,
		 N_("{size} bytes are too many for a slab: take whole pages")),

	SENTENCE(kmalloc_node, N_("an object of {size} bytes in lowmem")),

	SENTENCE(__slab_free,
		 N_("{object} is not in the CPU's slab: it goes to the list "
		    "of its own slab")),

	SENTENCE(slab_free, N_("give {object} back to its slab, {page}")),
	SENTENCE(free_fast,
		 N_("{object} is in the CPU's slab of {s}: it is the next to "
		    "be handed out")),

	SENTENCE(kfree, N_("free {object}: which slab is it in?")),
	{ .id = NULL },
};
