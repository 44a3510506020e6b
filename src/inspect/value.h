/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * value.h - a number that knows what kind of quantity it is.
 *
 * So that a pfn does not pass for an address. What an expression gives, what
 * a command answers, and what $1 keeps.
 */
#ifndef VMSCOPE_INSPECT_VALUE_H
#define VMSCOPE_INSPECT_VALUE_H

#include <stdbool.h>
#include <stdio.h>

#include "machine/types.h"

enum value_type {
	VALUE_NONE,  /* the command gives nothing */
	VALUE_NULL,  /* it failed as the kernel fails: no address, no page */
	VALUE_FAULT, /* an access that the CPU did not make; counts as NULL */
	VALUE_ADDR,  /* virtual address */
	VALUE_PHYS,  /* physical address */
	VALUE_PFN,
	VALUE_NUMBER, /* typed in, may stand for any of them */
	VALUE_COUNT,  /* so many: shown in decimal */
	VALUE_INT,    /* likewise, with a sign */
};

struct value {
	enum value_type type;
	uint32_t bits;
};

/** value_is_null() - there is nothing where it would have led. */
static inline bool value_is_null(struct value value)
{
	return value.type == VALUE_NULL || value.type == VALUE_FAULT;
}

/** value_type_name() - "a virtual address", "a pfn" ... */
const char *value_type_name(enum value_type type);

/**
 * value_print() - as the user sees it: 0xd0800000, NULL, 63488 (pfn f800, ...).
 * @value: not VALUE_NONE
 * @to: where
 */
void value_print(struct value value, FILE *to);

/* A value as value_print() has it. */
struct value_text {
	char text[64];
};

/** value_text() - the same as text; "" for VALUE_NONE. */
struct value_text value_text(struct value value);

#endif
