/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * completion.h - what could stand at the cursor of a line.
 *
 * A function of the session and the line: it knows no terminal and changes
 * nothing. All that it knows about commands are the rows of their table.
 */
#ifndef VMSCOPE_SESSION_LINE_COMPLETION_H
#define VMSCOPE_SESSION_LINE_COMPLETION_H

#include <stdbool.h>
#include <stddef.h>

struct session;

/* One way to go on. */
struct candidate {
	char *text; /* takes the place of what stands from start to the cursor */
	bool open;  /* more belongs right after it: no blank after it */
};

struct completion {
	size_t start;		     /* byte of the line */
	struct candidate *candidate; /* nr of them, sorted, no two alike */
	size_t nr, capacity;
};

/**
 * completion_find() - all ways to go on.
 * @c: filled in; free it with completion_free(). Without candidates when
 * nothing fits, more than 1,000 do, or the host has no memory
 * @s: the session
 * @line: NUL-terminated
 * @cursor: bytes before the cursor; what stands after it does not count
 */
void completion_find(struct completion *c, const struct session *s,
		     const char *line, size_t cursor);

/** completion_free() - give the memory back. */
void completion_free(struct completion *c);

#endif
