/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/ioremap.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence ioremap_sentences[] = {
	SENTENCE(unmap_area_sections,
		 N_("empty the first-level words of {addr} + {size}")),
	SENTENCE(clear_section,
		 N_("empty both words of the 2 MB that begin {done} bytes in")),

	SENTENCE(remap_area_sections,
		 N_("{size} bytes, {phys} and {addr} are all multiples of 2 "
		    "MB: map them by sections, without second-level tables")),
	SENTENCE(set_section,
		 N_("two words of 1 MB each, for the 2 MB that begin {done} "
		    "bytes in"), EVENT(PTE)),

	SENTENCE(__arm_ioremap,
		 N_("{size} bytes of registers at {phys} need addresses")),
	SENTENCE(no_range,
		 N_("{phys} + {size} is not a range of physical addresses")),
	SENTENCE(offset,
		 N_("they begin {offset} bytes into a page: whole pages are "
		    "mapped")),
	SENTENCE(no_frames,
		 N_("there is no RAM behind {area}: its PTEs lead to {phys}")),

	SENTENCE(iounmap, N_("{addr} is no longer needed")),
	{ .id = NULL },
};
