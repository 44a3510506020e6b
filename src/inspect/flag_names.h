/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flag_names.h - the kernel's names of bits: VM_, PG_, Linux's PTEs.
 *
 * Each name stands here once, for p, diff, vtop and the panes. Allocation flags
 * are in kernel/gfp.h.
 */
#ifndef VMSCOPE_INSPECT_FLAG_NAMES_H
#define VMSCOPE_INSPECT_FLAG_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A list ends with a NULL name. */
struct flag_name {
	uint32_t mask; /* of the field; of a flag its bit */
	uint32_t bits; /* in it, with which the name holds */
	const char *name;
};

extern const struct flag_name vm_struct_flags[]; /* vm_struct.flags */
extern const struct flag_name vmap_area_flags[]; /* vmap_area.flags */
extern const struct flag_name page_flags[];	 /* page.flags */
extern const struct flag_name linux_pte_flags[]; /* Linux's half of a PTE */

/** flag_is_set() - does a name hold of a value? */
static inline bool flag_is_set(const struct flag_name *flag, uint32_t value)
{
	return (value & flag->mask) == flag->bits;
}

/**
 * flags_text() - the names that hold of a value.
 * @names: the list
 * @value: the value
 * @between: the text between two names
 * @text: result, "" for none
 * @size: bytes of @text
 * Return: the bits that no name tells
 */
uint32_t flags_text(const struct flag_name *names, uint32_t value,
		    const char *between, char *text, size_t size);

/**
 * flags_changed_text() - names that came and went: "+PG_slab -PG_buddy".
 * @names: the list
 * @old: the value before
 * @new: the value now
 * @text: result, "" for none
 * @size: bytes of @text
 * Return: the bits that differ and that no name tells
 */
uint32_t flags_changed_text(const struct flag_name *names, uint32_t old,
			    uint32_t new, char *text, size_t size);

#endif
