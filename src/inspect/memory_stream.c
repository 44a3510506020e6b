/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_stream.c - open_memstream(3) with the error kept and the buffer used again.
 */
#include "inspect/memory_stream.h"

#include <errno.h>
#include <stdlib.h>

int memory_stream_open(struct memory_stream *s)
{
	*s = (struct memory_stream){ 0 };
	s->file = open_memstream(&s->text, &s->size);
	return s->file ? 0 : -ENOMEM;
}

void memory_stream_close(struct memory_stream *s)
{
	if (s->file)
		fclose(s->file);
	free(s->text);
	*s = (struct memory_stream){ 0 };
}

void memory_stream_reset(struct memory_stream *s)
{
	rewind(s->file);
}

int memory_stream_text(struct memory_stream *s)
{
	/*
	 * After a reset the end of a longer text lies after this one: only a
	 * NUL ends it. What is written next takes the NUL's place.
	 */
	putc('\0', s->file);
	if (fflush(s->file) || ferror(s->file) || fseek(s->file, -1, SEEK_CUR))
		return -ENOMEM;
	s->size--;
	return 0;
}
