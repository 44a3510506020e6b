/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cprint.h - values of C types as p prints them, in gdb's manner.
 *
 * A struct is filled into lines of 80 columns; elements that repeat are
 * printed once; very much ends in "...".
 */
#ifndef VMSCOPE_SESSION_CPRINT_H
#define VMSCOPE_SESSION_CPRINT_H

#include "session/cvalue.h"

/**
 * cprint_object() - print a struct or an array that lies in memory.
 * @s: the session; the lines go to s->out
 * @v: an lvalue
 * @letter: x, d, u, o, t, c or a for every number; 0: each as it is meant
 * Return: 0, or fail()
 */
int cprint_object(struct session *s, const struct cvalue *v, char letter);

/**
 * cprint_remark() - what there is to say about a number besides itself.
 * @s: the session; one line goes to s->out, or nothing: names of the flags
 * that are set, the symbol at an address, the string that a char * points to
 * @v: a loaded value
 */
void cprint_remark(struct session *s, const struct cvalue *v);

/** cprint_number() - a loaded value by itself. @letter: as above. */
void cprint_number(struct session *s, const struct cvalue *v, char letter,
		   FILE *to);

#endif
