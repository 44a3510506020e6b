/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_print.h - values of C types as p prints them, in gdb's manner.
 *
 * A struct is filled into lines of 80 columns; elements that repeat are
 * printed once; very much ends in "...".
 */
#ifndef VMSCOPE_INSPECT_C_PRINT_H
#define VMSCOPE_INSPECT_C_PRINT_H

#include "inspect/c_value.h"

/**
 * cprint_object() - print a struct or an array that lies in memory.
 * @in: who asks
 * @v: an lvalue
 * @letter: x, d, u, o, t, c or a for every number; 0: each as it is meant
 * @to: where
 * Return: 0, or inspect_fail()
 */
int cprint_object(struct inspector *in, const struct cvalue *v, char letter,
		  FILE *to);

/**
 * cprint_remark() - what there is to say about a number besides itself.
 * @k: the kernel
 * @v: a loaded value
 * @to: gets one line or nothing: names of the flags that are set, the symbol
 * at an address, the string that a char * points to
 */
void cprint_remark(const struct kernel *k, const struct cvalue *v, FILE *to);

/** cprint_number() - a loaded value by itself. @letter: as above. */
void cprint_number(const struct kernel *k, const struct cvalue *v, char letter,
		   FILE *to);

#endif
