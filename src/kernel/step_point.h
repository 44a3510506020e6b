/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step_point.h - what a step point consists of: its place and its variables.
 *
 * step.h has the macros that make them and explains them; the reason for a NULL
 * in struct kernel, or for a region in layout.h, has the same form.
 */
#ifndef VMSCOPE_KERNEL_STEP_POINT_H
#define VMSCOPE_KERNEL_STEP_POINT_H

#include <stdbool.h>
#include <stdint.h>

enum { STEP_MAX_VARS = 8, STEP_DETAILS = 2 };

/* The kind of a variable, and so how its 32 bits are shown. */
enum step_kind {
	STEP_NUMBER, /* may be negative */
	STEP_COUNT,  /* not negative */
	STEP_PAGES,  /* a number of pages */
	STEP_BYTES,  /* a size; shown in hex, for it is added to addresses */
	STEP_ORDER,  /* of 2^order pages */
	STEP_FLAGS,
	STEP_ADDR, /* virtual address */
	STEP_PHYS, /* physical address */
	STEP_PFN,
	STEP_COLOR, /* RB_RED, RB_BLACK */
	STEP_SIDE,  /* 0: left, 1: right */
	STEP_TYPE,  /* enum migratetype */
	/* From here on: addresses of objects in RAM, 0 for NULL. */
	STEP_OBJECT, /* from kmalloc; the variable is the address */
	/* From here on, the variable points to the object. */
	STEP_AREA,  /* struct vmap_area */
	STEP_VM,    /* struct vm_struct */
	STEP_BLOCK, /* struct vmap_block that has its area */
	STEP_NODE,  /* struct rb_node in a vmap_area */
	STEP_PAGE,  /* struct page */
	STEP_ZONE,
	STEP_CACHE,  /* struct kmem_cache */
	STEP_MODULE, /* struct module */
	STEP_PAM,    /* struct page_address_map */
	STEP_WORD,   /* a link, a PTE, a first-level word */
	STEP_KINDS,
	STEP_NAMED = STEP_KINDS /* step_kind() finds it by its name */
};

/* The place in the source: one for each step point, constant. */
struct step_point {
	const char *file; /* as in __FILE__; see step_file() */
	const char *function;
	const char *id; /* of its sentence; of a step_in(): the function */
	unsigned int line;
	bool enters; /* this is the step_in() of its function */
};

struct step_var {
	const char *name;
	enum step_kind kind;
	uintptr_t word; /* a number, or a host pointer; see step_value() */
};

/* Why the last call returned NULL, or why something is as it is. */
struct reason {
	const struct step_point *point; /* NULL: no reason was given */
	struct step_var var[STEP_MAX_VARS];
	unsigned int nr;
};

#endif
