/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stream.c - open_memstream(3) with the error kept and the buffer used again.
 */
#include "session/stream.h"

#include <errno.h>
#include <stdlib.h>

int stream_open(struct stream *s)
{
	s->file = open_memstream(&s->text, &s->size);
	return s->file ? 0 : -ENOMEM;
}

void stream_close(struct stream *s)
{
	if (s->file)
		fclose(s->file);
	free(s->text);
	*s = (struct stream){ 0 };
}

void stream_reset(struct stream *s)
{
	rewind(s->file);
}

int stream_text(struct stream *s)
{
	return fflush(s->file) || ferror(s->file) ? -ENOMEM : 0;
}
