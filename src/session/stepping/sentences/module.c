/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/module.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence module_sentences[] = {
	SENTENCE(module_alloc,
		 N_("{size} bytes between {start} and {end}: near enough to "
		    "the kernel's text for a branch to reach it")),
	SENTENCE(no_size, N_("the size is 0 after rounding up to pages")),

	SENTENCE(init_module_record,
		 N_("its record holds {core} and {size} bytes; the newest "
		    "module is first on the list")),

	SENTENCE(name_length,
		 N_("the name of a module has 1 to {longest} characters")),
	SENTENCE(loaded, N_("a module of this name is loaded already")),

	SENTENCE(load_module,
		 N_("a module of {size} bytes: memory for its record, then "
		    "for its code")),
	SENTENCE(no_core, N_("no addresses or no pages: free the record")),
	SENTENCE(no_init,
		 N_("none left for the init section: free {core} and the "
		    "record")),
	SENTENCE(free_init,
		 N_("the module's init has returned: its section of "
		    "{init_size} bytes at {init} is freed lazily, so the next "
		    "module lands after it")),

	SENTENCE(delete_module,
		 N_("off the list, then its code, then its record")),
	{ .id = NULL },
};
