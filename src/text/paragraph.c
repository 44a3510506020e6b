/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paragraph.c - the mark is two bytes: US, which no text for people has, and
 * the indent above a blank.
 */
#include "text/paragraph.h"

#include <string.h>

#include "text/clean_text.h"
#include "text/text_width.h"

enum { US = 0x1f, MARK = 2, LEAST = 16 /* columns of words */ };

void paragraph_begin(int hang, FILE *to)
{
	fprintf(to, "%c%c", US, ' ' + hang);
}

void paragraph_print(const char *text, int hang, FILE *to)
{
	paragraph_begin(hang, to);
	fprintf(to, "%s\n", text);
}

void paragraphs_print(const char *text, FILE *to)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len && *text != ' ')
			paragraph_begin(0, to);
		fprintf(to, "%.*s\n", (int)len, text);
		text += len;
		text += *text == '\n';
	}
}

size_t paragraph_mark(const char *line, size_t len, int *hang)
{
	if (len < MARK || line[0] != US || line[1] < ' ')
		return 0;
	*hang = line[1] - ' ';
	return MARK;
}

int paragraph_columns(int hang, int columns)
{
	int most = TEXT_COLUMNS + hang;

	return columns < most ? columns : most;
}

int paragraph_hang(int hang, int columns)
{
	return hang <= columns - LEAST ? hang : 0;
}

void paragraph_wrap(const char *line, size_t len, int hang, int columns,
		    FILE *to)
{
	int room = columns;

	hang = paragraph_hang(hang, columns);
	while (len) {
		size_t n = text_words(line, len, room);

		clean_print(line, n, to);
		line += n;
		for (len -= n; len && *line == ' '; len--)
			line++;
		if (len)
			fprintf(to, "\n%*s", hang, "");
		room = columns - hang;
	}
	putc('\n', to);
}

void answer_print(const char *text, size_t len, int columns,
		  void (*print)(const char *text, size_t len, FILE *to),
		  FILE *to)
{
	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len;
		int hang = 0;
		size_t mark = paragraph_mark(text, n, &hang);

		if (mark && columns) {
			paragraph_wrap(text + mark, n - mark, hang,
				       paragraph_columns(hang, columns), to);
			n += end != NULL;
		} else {
			fwrite(text, 1, mark, to);
			n += end != NULL;
			print(text + mark, n - mark, to);
		}
		text += n;
		len -= n;
	}
}
