/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * posted_text.h - the lines of a text that somebody posted, one after another.
 *
 * What a mailer, a terminal or a web page did to a line as a whole is taken
 * back: quoted-printable, escapes for colours, tags, CR LF. What stands before
 * the kernel's own text is posted_line.h's. Listings, boot logs and reports are
 * read with it.
 */
#ifndef VMSCOPE_SESSION_IMPORT_POSTED_TEXT_H
#define VMSCOPE_SESSION_IMPORT_POSTED_TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum { POSTED_LINE = 2048 }; /* bytes, with a NUL */

struct posted_text {
	const char *next, *end; /* what has not been read */
	bool quoted_printable;	/* "=3D" stands for "=" */
	unsigned int lines;	/* read so far */
	unsigned int number;	/* of the line, from 1: its first one */
	char line[POSTED_LINE]; /* it ends in a NUL */
	bool cut;		/* there was more of it */
	bool nul;		/* it had a NUL byte */
};

/** posted_text_begin() - before the first line. @text: @len bytes. */
void posted_text_begin(struct posted_text *p, const char *text, size_t len);

/** posted_text_next() - the next line; false when there are no more. */
bool posted_text_next(struct posted_text *p);

/**
 * posted_text_problem() - why it is not text at all.
 * Return: a sentence, to be translated: compressed, or in UTF-16; NULL
 */
const char *posted_text_problem(const char *text, size_t len);

#endif
