/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_stream.h - a FILE that writes into memory, emptied and used again.
 *
 * What a command prints is kept until it is known whether it succeeded: an
 * error prints its one line and nothing else.
 */
#ifndef VMSCOPE_INSPECT_MEMORY_STREAM_H
#define VMSCOPE_INSPECT_MEMORY_STREAM_H

#include <stdbool.h>
#include <stdio.h>

struct memory_stream {
	FILE *file;  /* write here */
	char *text;  /* what was written, after memory_stream_text() */
	size_t size; /* bytes of it */
};

/** memory_stream_open() - an empty stream. Return: 0 or -ENOMEM. */
int memory_stream_open(struct memory_stream *s);

/** memory_stream_close() - give the memory back; allowed after a failed open. */
void memory_stream_close(struct memory_stream *s);

/** memory_stream_reset() - empty it. */
void memory_stream_reset(struct memory_stream *s);

/**
 * memory_stream_text() - bring @text, with a NUL after it, and @size up to date.
 * Return: 0; -ENOMEM when something of what was written got lost
 */
int memory_stream_text(struct memory_stream *s);

#endif
