/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * completion_internal.h - what completion.c asks of completion_sources.c: it
 * finds the argument at the cursor, and they what may stand there.
 */
#ifndef VMSCOPE_SESSION_LINE_COMPLETION_INTERNAL_H
#define VMSCOPE_SESSION_LINE_COMPLETION_INTERNAL_H

#include "session/commands/command.h"
#include "session/line/completion.h"
#include "session/session.h"

/* The line up to the cursor, taken apart. */
struct query {
	const struct session *s;
	struct completion *c;
	struct words words; /* assignment left out; the last may be "" */
	size_t cursor;	    /* byte of the line */
	const char *token;  /* what stands between start and cursor */
	bool quoted;	    /* the cursor is inside quotes */
	bool lost;	    /* there are too many, or no memory */
	const struct command *command;
	const struct arg *arg;	/* at the cursor; NULL: none of the row's */
	const struct arg *next; /* after it in its order; NULL: none */
	uint32_t seen;		/* one bit an argument of the row */
};

/* Where candidates for an argument come from. */
struct completion_source {
	void (*offer)(struct query *q);
	const char *separators; /* the token starts after the last of them */
};

/** completion_source() - that of an argument; NULL: nothing is offered. */
const struct completion_source *completion_source(const struct arg *arg);

/** offer_commands(), offer_keywords() - sources that no argument has. */
void offer_commands(struct query *q);
void offer_keywords(struct query *q);

/**
 * completion_add() - one more candidate.
 * @open: the word is not at its end with it
 */
void completion_add(struct query *q, const char *text, bool open);

/** completion_offer() - the same, if it continues what was typed. */
void completion_offer(struct query *q, const char *text, bool open);

#endif
