/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_macro.h - constants and macros of Linux's headers, for expressions.
 *
 * What the formulas of the address space are written with: PAGE_OFFSET,
 * VMALLOC_START, __va(), fls() ... The one table of them; the grammar, help and
 * completion read it.
 */
#ifndef VMSCOPE_INSPECT_C_MACRO_H
#define VMSCOPE_INSPECT_C_MACRO_H

#include "inspect/c_value.h"

enum { CMACRO_MAX_ARGS = 2 };

struct cmacro {
	const char *name;
	unsigned int nr_args; /* 0: a constant, written without brackets */
	enum value_type kind; /* of a constant */
	uint32_t bits;	      /* a constant of all boards; or else: */
	uint32_t (*of_layout)(const struct layout *l);
	/* The value of a call: arg[0] is loaded, and becomes it. */
	int (*call)(const struct ceval *e, struct cvalue *arg);
};

/** cmacros() - the table; ends with a row without a name. */
const struct cmacro *cmacros(void);

/** cmacro_find() - the row of a name; NULL if there is none. */
const struct cmacro *cmacro_find(const char *name);

/**
 * cmacro_expand() - the expansion of a macro.
 * @e: the evaluation
 * @macro: its row
 * @arg: CMACRO_MAX_ARGS values, nr_args of them given; arg[0] becomes the value
 * Return: 0, or inspect_fail()
 */
int cmacro_expand(const struct ceval *e, const struct cmacro *macro,
		  struct cvalue *arg);

#endif
