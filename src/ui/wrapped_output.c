/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrapped_output.c - lines are collected, and leave as several short ones.
 */
#include "ui/wrapped_output.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "inspect/memory_stream.h"
#include "text/paragraph.h"
#include "ui/terminal.h"

enum { ESC = 0x1b };

struct wrapped {
	FILE *to;
	struct memory_stream line; /* begun, and not ended yet */
};

/* A character in the last column may already begin the next row. */
int wrapped_output_columns(void)
{
	int width, height;

	terminal_size(&width, &height);
	return width - 1;
}

static void print_line(const char *line, FILE *to)
{
	if (strchr(line, ESC))
		fprintf(to, "%s\n", line);
	else
		paragraph_wrap(line, strlen(line), (int)strspn(line, " "),
			       wrapped_output_columns(), to);
}

static void end_line(struct wrapped *w)
{
	/* What there was no memory for is lost; the stream goes on. */
	memory_stream_text(&w->line);
	print_line(w->line.text, w->to);
	memory_stream_reset(&w->line);
}

static ssize_t write_lines(void *cookie, const char *text, size_t size)
{
	struct wrapped *w = cookie;

	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\n')
			end_line(w);
		else
			putc(text[i], w->line.file);
	}
	return fflush(w->to) || ferror(w->to) ? 0 : (ssize_t)size;
}

static int close_lines(void *cookie)
{
	struct wrapped *w = cookie;

	memory_stream_text(&w->line);
	if (w->line.size)
		end_line(w);
	memory_stream_close(&w->line);
	free(w);
	return 0;
}

FILE *wrapped_output_open(FILE *to)
{
	static const cookie_io_functions_t functions = {
		.write = write_lines,
		.close = close_lines,
	};
	struct wrapped *w = calloc(1, sizeof(*w));
	FILE *file = NULL;

	if (w && !memory_stream_open(&w->line)) {
		w->to = to;
		file = fopencookie(w, "w", functions);
	}
	if (!file && w)
		memory_stream_close(&w->line);
	if (!file)
		free(w);
	return file;
}
