/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text.c - sizes and wrapped words.
 */
#include "inspect/text.h"

#include <inttypes.h>
#include <string.h>

static const char units[] = "BKMG";

/* Whole numbers only: what is no multiple of a unit is told in a smaller one. */
const char *size_text(uint64_t bytes, char *text)
{
	unsigned int unit = 0;

	while (bytes && bytes % 1024 == 0 && unit < 3) {
		bytes /= 1024;
		unit++;
	}
	snprintf(text, SIZE_TEXT, "%" PRIu64 "%c", bytes, units[unit]);
	return text;
}

const char *short_size_text(uint64_t bytes, char *text)
{
	unsigned int unit = 10;

	if (bytes & 1023 || bytes < 10000 * 1024)
		return size_text(bytes, text);
	while (unit < 30 && bytes >> unit >= 10000)
		unit += 10;
	if (!(bytes & ((UINT64_C(1) << unit) - 1)))
		return size_text(bytes, text);
	snprintf(text, SIZE_TEXT, "~%" PRIu64 "%c", bytes >> unit,
		 units[unit / 10]);
	return text;
}

const char *rounded_size_text(uint64_t bytes, char *text)
{
	static const char *const names[] = { "B", "KB", "MB", "GB" };
	unsigned int unit = 0;

	while (bytes >= 10240 && unit < 3) {
		bytes = (bytes + 512) / 1024;
		unit++;
	}
	if (bytes >= 1024 && bytes % 1024 == 0 && unit < 3) {
		bytes /= 1024;
		unit++;
	}
	snprintf(text, SIZE_TEXT, "%" PRIu64 " %s", bytes, names[unit]);
	return text;
}

/* A word that is longer than a line has one of its own. */
/*
 * Columns of a word in UTF-8, good enough to break lines: from U+3000 on,
 * where Chinese is, a letter takes two.
 */
static int word_columns(const char *word, int len)
{
	int columns = 0;

	for (int i = 0; i < len; i++) {
		unsigned char c = (unsigned char)word[i];

		if ((c & 0xc0) != 0x80)
			columns += c >= 0xe3 ? 2 : 1;
	}
	return columns;
}

void print_wrapped(const char *text, int column, int indent, FILE *to)
{
	const int first = column;

	while (*text) {
		int len = (int)strcspn(text, " ");
		int columns = word_columns(text, len);

		if (column > first && column + 1 + columns > TEXT_COLUMNS) {
			fprintf(to, "\n%*s", indent, "");
			column = indent;
		} else if (column > first) {
			putc(' ', to);
			column++;
		}
		fwrite(text, 1, (size_t)len, to);
		column += columns;
		text += len;
		text += strspn(text, " ");
	}
	putc('\n', to);
}
