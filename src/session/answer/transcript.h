/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * transcript.h - commands and answers as the person saw them, line by line.
 *
 * The log pane shows it and searches it. It is bounded: the oldest lines go
 * first. A session keeps one once somebody asks for it (transcript_open()).
 */
#ifndef VMSCOPE_SESSION_ANSWER_TRANSCRIPT_H
#define VMSCOPE_SESSION_ANSWER_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct result;

enum transcript_kind {
	TRANSCRIPT_COMMAND, /* as typed */
	TRANSCRIPT_ANSWER,  /* what it printed */
	TRANSCRIPT_VALUE,   /* what it gave: "$1 = 0xd0800000" */
	TRANSCRIPT_KERNEL,  /* printk */
	TRANSCRIPT_ERROR,
};

struct transcript_line {
	enum transcript_kind kind;
	int hang;	  /* of a paragraph; -1: the line is not prose */
	const char *text; /* NUL-terminated, one line, valid until the next
			   * transcript_add() */
};

struct transcript {
	bool open;
	char *text;	    /* ring of lines: kind, hang + 1, text, NUL */
	size_t size, used;  /* bytes of it */
	uint32_t *start;    /* ring of offsets, TRANSCRIPT_LINES of them */
	uint32_t first, nr; /* the lines held */
};

enum { TRANSCRIPT_LINES = 1 << 15, TRANSCRIPT_BYTES = 1 << 22 };

/** transcript_open() - begin to keep lines. Return: 0 or -ENOMEM. */
int transcript_open(struct transcript *t);

/** transcript_close() - forget all; allowed when it was never opened. */
void transcript_close(struct transcript *t);

/** transcript_add() - add a result's command, answer, value and error. */
void transcript_add(struct transcript *t, const struct result *r);

/** transcript_text() - add lines of a text of ours. */
void transcript_text(struct transcript *t, enum transcript_kind kind,
		     const char *text, size_t len);

/** transcript_line() - line @i, from 0, the oldest; @i < t->nr. */
struct transcript_line transcript_line(const struct transcript *t, uint32_t i);

#endif
