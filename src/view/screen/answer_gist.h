/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answer_gist.h - what an answer comes down to, for the line above the prompt
 * (message_line.c): its value, or the one line that it has.
 */
#ifndef VMSCOPE_VIEW_SCREEN_ANSWER_GIST_H
#define VMSCOPE_VIEW_SCREEN_ANSWER_GIST_H

#include <stdbool.h>
#include <stddef.h>

#include "inspect/memory_stream.h"

struct session;

struct gist {
	const char *value; /* the last `$1 = ...`, or NULL */
	size_t value_len;
	const char *only; /* one line, or two; the reason of a NULL; or NULL */
	size_t only_len;
	unsigned int lines; /* but for the kernel's */
	bool kernel;	    /* the kernel printed something */
	const char *begin;  /* what is read first: after the kernel's lines */
};

/** gist_of() - of what result_print() wrote, with its marks. @page: of a page of
 * a lesson; its commands count, not its own text. */
struct gist gist_of(const struct session *s,
		    const struct memory_stream *answers, bool page);

/** gist_verdict() - of an answer to what was asked: its first line, whatever else
 * is told, but for the reason of a NULL. */
struct gist gist_verdict(const struct memory_stream *answers,
			 const struct gist *whole);

/** gist_is_remark() - does a reason of NULL, or a second line in brackets, stand
 * in its sentence? */
bool gist_is_remark(const struct gist *g);

/** gist_text() - "$1 = NULL: the size is 0 after rounding up to pages".
 * Return: bytes of @text. */
size_t gist_text(const struct gist *g, char *text, size_t size);

/** answer_first_line() - bytes of the first line of a text. */
size_t answer_first_line(const char *text, size_t size, const char **line);

/** answer_last_line() - of the last one that is not empty. */
size_t answer_last_line(const char *text, size_t size, const char **line);

#endif
