/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_expression.h - C's expressions over the simulated kernel.
 *
 *   1 0x1f 40k 10p     numbers, also with a unit; a leading 0 is not octal
 *   d0800000           eight hex digits with a letter, as the kernel prints
 *   $ $3 buf           values that the asker has names for
 *   vmlist             a global variable, with its type; other symbols are
 *                      addresses
 *   PAGE_OFFSET __va(x) constants and macros of Linux's headers (c_macro.h)
 *   $1.vm $1.va        vm_struct and vmap_area of the area at an address
 *   $1.guard          its guard page
 *   $3.page            struct page of a pfn, or of the frame at an address
 *
 * and C's operators without those that assign, calls and the comma; sizeof and
 * container_of. What C does not evaluate (after &&, ||, ?: and in sizeof) is
 * not read either.
 */
#ifndef VMSCOPE_INSPECT_C_EXPRESSION_H
#define VMSCOPE_INSPECT_C_EXPRESSION_H

#include "inspect/c_value.h"

/* The comparison that an expression is, outermost. */
struct ccomparison {
	const char *op;		   /* "==" ...; NULL: not a comparison */
	struct cvalue left, right; /* loaded */
};

/**
 * cexpr_evaluate() - the value of an expression.
 * @in: who asks
 * @text: NUL-terminated
 * @v: result; still in memory if it is an lvalue
 * @top: the comparison at its top; may be NULL
 * Return: 0, or inspect_fail()
 */
int cexpr_evaluate(struct inspector *in, const char *text, struct cvalue *v,
		   struct ccomparison *top);

/**
 * cexpr_value() - the value of an expression, loaded.
 * @in: who asks
 * @text: NUL-terminated
 * @value: result
 * Return: 0, or inspect_fail()
 */
int cexpr_value(struct inspector *in, const char *text, struct value *value);

/**
 * cexpr_type() - the type of an expression, or the type that @text names.
 * @in: who asks
 * @text: NUL-terminated
 * @type: result
 * Return: 0, or inspect_fail(). Reads no memory.
 */
int cexpr_type(struct inspector *in, const char *text, struct ctype *type);

#endif
