/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text_width.c - width of UTF-8 texts.
 */
#include "session/answer/text_width.h"

#include <string.h>

#include <utf8proc.h>

#include "session/answer/clean_text.h"

enum { REPLACEMENT = 0xfffd };

size_t text_next(const char *text, size_t len, uint32_t *ch)
{
	size_t n = clean_char(text, len, ch);

	if (!clean_is_shown(*ch))
		*ch = REPLACEMENT;
	return n;
}

int char_columns(uint32_t ch)
{
	if (ch < 0x300) /* neither wide nor combining: the common case */
		return 1;
	return utf8proc_charwidth((utf8proc_int32_t)ch);
}

int text_columns(const char *text, size_t len)
{
	int columns = 0;
	uint32_t ch;

	while (len) {
		size_t n = text_next(text, len, &ch);

		columns += char_columns(ch);
		text += n;
		len -= n;
	}
	return columns;
}

int columns_of(const char *text)
{
	return text_columns(text, strlen(text));
}

size_t text_fit(const char *text, int columns)
{
	size_t all = strlen(text), at = 0, blank = 0;

	while (at < all) {
		uint32_t ch;
		size_t n = text_next(text + at, all - at, &ch);

		if (text[at] == ' ')
			blank = at;
		columns -= char_columns(ch);
		if (columns < 0)
			return blank ? blank : at ? at : n;
		at += n;
	}
	return all;
}

void text_pad(const char *text, int columns, FILE *to)
{
	int blank = columns - columns_of(text);

	fprintf(to, "%s%*s", text, blank > 0 ? blank : 0, "");
}
