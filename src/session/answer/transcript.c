/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * transcript.c - a ring of lines over a ring of bytes.
 *
 * A line lies in one piece: one that would not fit before the end of the bytes
 * begins again at their start. What it overwrites is forgotten first.
 */
#include "session/answer/transcript.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/memory_stream.h"
#include "session/answer/result_text.h"
#include "session/session.h"
#include "text/paragraph.h"

enum {
	LONGEST_LINE = TRANSCRIPT_BYTES / 64,
	HEAD = 2 /* bytes before a line's text */
};

int transcript_open(struct transcript *t)
{
	*t = (struct transcript){
		.text = malloc(TRANSCRIPT_BYTES),
		.size = TRANSCRIPT_BYTES,
		.start = malloc(TRANSCRIPT_LINES * sizeof(*t->start)),
		.open = true,
	};
	if (t->text && t->start)
		return 0;
	transcript_close(t);
	return -ENOMEM;
}

void transcript_close(struct transcript *t)
{
	free(t->text);
	free(t->start);
	*t = (struct transcript){ .open = false };
}

static size_t line_bytes(const struct transcript *t, uint32_t start)
{
	return strlen(t->text + start + HEAD) + HEAD + 1;
}

static void forget_oldest(struct transcript *t)
{
	t->first = (t->first + 1) % TRANSCRIPT_LINES;
	t->nr--;
}

/* Lines that lie in [from, to) go, and whatever is older. */
static void make_room(struct transcript *t, size_t from, size_t to)
{
	uint32_t keep = t->nr;

	for (uint32_t i = 0; i < t->nr; i++) {
		uint32_t start = t->start[(t->first + i) % TRANSCRIPT_LINES];

		if (start >= to || start + line_bytes(t, start) <= from)
			break;
		keep = t->nr - i - 1;
	}
	while (t->nr > keep)
		forget_oldest(t);
	if (t->nr == TRANSCRIPT_LINES)
		forget_oldest(t);
}

enum { TAB = 4 }; /* of 8, four words would not fit into 80 columns */

/* Columns that are bytes: what has tabs, dumps of memory, is ASCII. */
static size_t expanded(const char *text, size_t len, char *to)
{
	size_t used = 0;

	for (size_t i = 0; i < len && used < LONGEST_LINE; i++) {
		size_t n = text[i] == '\t' ? TAB - used % TAB : 1;

		if (used + n > LONGEST_LINE)
			break;
		if (to)
			memset(to + used, text[i] == '\t' ? ' ' : text[i], n);
		used += n;
	}
	return used;
}

static void add_line(struct transcript *t, enum transcript_kind kind,
		     const char *text, size_t len)
{
	int hang = -1;
	size_t mark = paragraph_mark(text, len, &hang);
	size_t at = t->used, room = expanded(text + mark, len - mark, NULL);
	size_t bytes = HEAD + room + 1;
	char *to;

	if (at + bytes > t->size) {
		make_room(t, at, t->size);
		at = 0;
	}
	make_room(t, at, at + bytes);
	to = t->text + at;
	*to++ = (char)kind;
	*to++ = (char)(hang + 1);
	expanded(text + mark, len - mark, to);
	to[room] = '\0';
	t->start[(t->first + t->nr++) % TRANSCRIPT_LINES] = (uint32_t)at;
	t->used = at + bytes;
}

void transcript_text(struct transcript *t, enum transcript_kind kind,
		     const char *text, size_t len)
{
	while (t->open && len) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len;

		add_line(t, kind, text, n);
		n += end != NULL;
		text += n;
		len -= n;
	}
}

static void add_value(struct transcript *t, const struct result *r)
{
	struct memory_stream line;

	if (memory_stream_open(&line))
		return;
	result_print_value(r, line.file);
	if (r->reason && *r->reason)
		fprintf(line.file, ": %s", r->reason);
	if (!memory_stream_text(&line))
		transcript_text(t, TRANSCRIPT_VALUE, line.text, line.size);
	memory_stream_close(&line);
}

void transcript_add(struct transcript *t, const struct result *r)
{
	if (!t->open || !r->n)
		return;
	transcript_text(t, TRANSCRIPT_COMMAND, r->command, r->command_len);
	if (r->error) {
		transcript_text(t, TRANSCRIPT_ANSWER, r->output, r->output_len);
		transcript_text(t, TRANSCRIPT_ERROR, r->message,
				strlen(r->message));
		return;
	}
	transcript_text(t, TRANSCRIPT_KERNEL, r->printk, r->printk_len);
	transcript_text(t, TRANSCRIPT_ANSWER, r->output, r->output_len);
	if (r->value.type != VALUE_NONE)
		add_value(t, r);
}

struct transcript_line transcript_line(const struct transcript *t, uint32_t i)
{
	const char *at;

	BUG_ON(i >= t->nr);
	at = t->text + t->start[(t->first + i) % TRANSCRIPT_LINES];
	return (struct transcript_line){ (enum transcript_kind)at[0], at[1] - 1,
					 at + HEAD };
}
