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

struct stream {
	FILE *file;  /* write here */
	char *text;  /* what was written, after stream_text() */
	size_t size; /* bytes of it */
};

/** stream_open() - an empty stream. Return: 0 or -ENOMEM. */
int stream_open(struct stream *s);

/** stream_close() - give the memory back; allowed after a failed open. */
void stream_close(struct stream *s);

/** stream_reset() - empty it. */
void stream_reset(struct stream *s);

/**
 * stream_text() - bring @text, with a NUL behind it, and @size up to date.
 * Return: 0; -ENOMEM when something of what was written got lost
 */
int stream_text(struct stream *s);

#endif
