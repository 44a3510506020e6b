/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flag_names.c - one list a field, and lists as text.
 *
 * A new flag is one row here, or in kernel/gfp.c.
 */
#include "inspect/flag_names.h"

#include <stdio.h>

#include "kernel/abi.h"
#include "kernel/pgtable.h"

/* clang-format off */
#define FLAG(name) { name, name, #name }
#define PAGE_FLAG(name) { 1u << PG_##name, 1u << PG_##name, "PG_" #name }
#define END { 0, 0, NULL }

const struct flag_name vm_struct_flags[] = {
	FLAG(VM_IOREMAP),
	FLAG(VM_ALLOC),
	FLAG(VM_MAP),
	FLAG(VM_USERMAP),
	FLAG(VM_VPAGES),
	FLAG(VM_ARM_SECTION_MAPPING),
	END,
};

const struct flag_name vmap_area_flags[] = {
	FLAG(VM_LAZY_FREE),
	FLAG(VM_LAZY_FREEING),
	FLAG(VM_VM_AREA),
	END,
};

const struct flag_name page_flags[] = {
	PAGE_FLAG(locked),
	PAGE_FLAG(slab),
	PAGE_FLAG(reserved),
	PAGE_FLAG(private),
	PAGE_FLAG(head),
	PAGE_FLAG(tail),
	PAGE_FLAG(buddy),
	END,
};

const struct flag_name linux_pte_flags[] = {
	{ L_PTE_PRESENT, L_PTE_PRESENT, "present" },
	{ L_PTE_YOUNG, L_PTE_YOUNG, "young" },
	{ L_PTE_MT_MASK, L_PTE_MT_UNCACHED, "uncached" },
	{ L_PTE_MT_MASK, L_PTE_MT_BUFFERABLE, "bufferable" },
	{ L_PTE_MT_MASK, L_PTE_MT_WRITETHROUGH, "write-through" },
	{ L_PTE_MT_MASK, L_PTE_MT_WRITEBACK, "write-back" },
	{ L_PTE_MT_MASK, L_PTE_MT_WRITEALLOC, "write-alloc" },
	{ L_PTE_MT_MASK, L_PTE_MT_DEV_SHARED, "device" },
	{ L_PTE_MT_MASK, L_PTE_MT_DEV_WC, "write-combining" },
	{ L_PTE_MT_MASK, L_PTE_MT_DEV_CACHED, "device-cached" },
	{ L_PTE_DIRTY, L_PTE_DIRTY, "dirty" },
	{ L_PTE_WRITE, L_PTE_WRITE, "write" },
	{ L_PTE_USER, L_PTE_USER, "user" },
	{ L_PTE_EXEC, L_PTE_EXEC, "exec" },
	{ L_PTE_SHARED, L_PTE_SHARED, "shared" },
	END,
};
/* clang-format on */

/* Where the text goes on after one more name; a full one stays. */
static size_t add_name(char *text, size_t size, size_t len, const char *before,
		       const char *name)
{
	int n = snprintf(text + len, size - len, "%s%s", before, name);

	return n < 0 || (size_t)n >= size - len ? size - 1 : len + (size_t)n;
}

uint32_t flags_text(const struct flag_name *names, uint32_t value,
		    const char *between, char *text, size_t size)
{
	size_t len = 0;

	*text = '\0';
	for (uint32_t whole = value; names->name; names++) {
		if (!flag_is_set(names, whole))
			continue;
		len = add_name(text, size, len, len ? between : "",
			       names->name);
		value &= ~names->mask;
	}
	return value;
}

uint32_t flags_changed_text(const struct flag_name *names, uint32_t old,
			    uint32_t new, char *text, size_t size)
{
	uint32_t rest = old ^ new;
	size_t len = 0;

	*text = '\0';
	for (; names->name; names++) {
		bool was = flag_is_set(names, old);

		rest &= ~names->mask;
		if (was != flag_is_set(names, new))
			len = add_name(text, size, len,
				       was   ? len ? " -" : "-"
				       : len ? " +"
					     : "+",
				       names->name);
	}
	return rest;
}
