/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text_width.c - width of UTF-8 texts, and rows of them.
 */
#include "text/text_width.h"

#include <stdbool.h>
#include <string.h>
#include <uchar.h>

#include <utf8proc.h>

#include "text/clean_text.h"

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

/* ---- Rows ---- */

static bool is_one_of(const char32_t *these, uint32_t ch)
{
	while (*these && *these != ch)
		these++;
	return *these;
}

/* Between two characters that are not blanks. */
static bool may_break(uint32_t before, uint32_t after)
{
	static const char32_t opening[] = U"([{（［｛「『【《〈“‘";
	static const char32_t closing[] =
		U")]},.;:!?%）］｝」』】》〉”’、。，．；：！？…—％";

	if (!char_columns(after) ||
	    (char_columns(before) < 2 && char_columns(after) < 2))
		return false;
	return !is_one_of(opening, before) && !is_one_of(closing, after);
}

/* Bytes up to where a row may end, 0 for nowhere; @fits: as many as fit. */
static size_t last_break(const char *text, size_t len, int columns,
			 size_t *fits)
{
	uint32_t before = ' ', ch;
	size_t at = 0, end = 0;

	for (; at < len; before = ch) {
		size_t n = text_next(text + at, len - at, &ch);

		if (before != ' ' && (ch == ' ' || may_break(before, ch)))
			end = at;
		columns -= char_columns(ch);
		if (columns < 0) {
			*fits = at ? at : n;
			return end;
		}
		at += n;
	}
	*fits = len;
	return len;
}

size_t text_row(const char *text, size_t len, int columns)
{
	size_t fits, end = last_break(text, len, columns, &fits);

	return end ? end : fits;
}

size_t text_words(const char *text, size_t len, int columns)
{
	size_t fits, end = last_break(text, len, columns, &fits);
	const char *blank;

	if (end)
		return end;
	blank = memchr(text, ' ', len);
	return blank ? (size_t)(blank - text) : len;
}

bool text_wants_blank(const char *text, size_t len, const char *next,
		      size_t next_len)
{
	static const char32_t punctuation[] = U"，。、；：？！（）《》“”‘’…—";
	size_t at = len - 1;
	uint32_t before, after;

	while (at && (text[at] & 0xc0) == 0x80)
		at--;
	text_next(text + at, len - at, &before);
	text_next(next, next_len, &after);
	return !is_one_of(punctuation, before) &&
	       !is_one_of(punctuation, after) &&
	       !(char_columns(before) == 2 && char_columns(after) == 2);
}

void text_pad(const char *text, int columns, FILE *to)
{
	int blank = columns - columns_of(text);

	fprintf(to, "%s%*s", text, blank > 0 ? blank : 0, "");
}
