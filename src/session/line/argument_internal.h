/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * argument_internal.h - what the three files about arguments share.
 *
 * For argument.c (which word is which argument), argument_types.c (what a word
 * of each type says) and canonical_line.c (how the log says it) only; others include
 * session/line/argument.h.
 */
#ifndef VMSCOPE_SESSION_LINE_ARGUMENT_INTERNAL_H
#define VMSCOPE_SESSION_LINE_ARGUMENT_INTERNAL_H

#include "session/line/argument.h"

/* A word of the line: its text, and its place for those that are kept. */
struct typed_argument {
	const char *text; /* after NAME= */
	const char *const *place;
	const struct arg *arg;
};

/**
 * argument_read() - what a word says, into the arguments.
 * @s: the session
 * @w: the word
 * @args: the place of w->arg's type in it is filled in
 * Return: 0, or fail()
 */
int argument_read(struct session *s, const struct typed_argument *w,
		  struct args *args);

/* A command inside another's line (repeat 3 vfree $1), word by word. */
struct inner {
	const struct command *command; /* NULL: its name has not come yet */
	const struct arg *next;	       /* to come in its order */
};

/**
 * canonical_write() - add a word that has been read to s->canonical.
 * @s: the session
 * @w: the word
 * @args: what has been read so far, this word last
 * @inner: of this line; zero at its start
 * Return: 0, or fail()
 */
int canonical_write(struct session *s, const struct typed_argument *w,
		    const struct args *args, struct inner *inner);

#endif
