/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clean_text.c - one walk over a text, for terminals, pipes and JSON.
 */
#include "text/clean_text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "translate.h"

enum { UNSHOWN = '?' };

size_t clean_char(const char *text, size_t len, uint32_t *code)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text,
					      (utf8proc_ssize_t)len, &c);

	*code = n > 0 ? (uint32_t)c : 0;
	return n > 0 ? (size_t)n : 1;
}

bool clean_is_shown(uint32_t code)
{
	if (code < 0x7f)
		return code >= ' ';
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_CC: /* controls */
	case UTF8PROC_CATEGORY_CF: /* directions, zero width, tags */
	case UTF8PROC_CATEGORY_ZL: /* line separator */
	case UTF8PROC_CATEGORY_ZP:
		return false;
	default:
		return true;
	}
}

bool clean_is_clean(const char *line)
{
	size_t len = strlen(line);
	uint32_t code = ' ';

	while (len && clean_is_shown(code)) {
		size_t n = clean_char(line, len, &code);

		line += n;
		len -= n;
	}
	return clean_is_shown(code);
}

/* Bytes from @text on that need no look: printed ASCII, lines, tabs. */
static size_t plain_length(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && ((text[n] >= ' ' && text[n] < 0x7f) ||
			   text[n] == '\n' || text[n] == '\t'))
		n++;
	return n;
}

void clean_print(const char *text, size_t len, FILE *to)
{
	while (len) {
		size_t n = plain_length(text, len);
		uint32_t code;

		if (!n) {
			n = clean_char(text, len, &code);
			if (!clean_is_shown(code)) {
				putc(UNSHOWN, to);
				text += n;
				len -= n;
				continue;
			}
		}
		fwrite(text, 1, n, to);
		text += n;
		len -= n;
	}
}

/* A `?` is never longer than what it replaces. */
static void clean(char *text, bool lines)
{
	size_t len = strlen(text);
	char *to = text;

	while (len) {
		bool layout = lines && (*text == '\n' || *text == '\t');
		uint32_t code;
		size_t n = clean_char(text, len, &code);

		if (layout || clean_is_shown(code))
			to = (char *)memmove(to, text, n) + n;
		else if (!lines || *text != '\r' || text[1] != '\n')
			*to++ = UNSHOWN;
		text += n;
		len -= n;
	}
	*to = '\0';
}

void clean_line(char *line)
{
	clean(line, false);
}

void clean_lines(char *text)
{
	clean(text, true);
}

/* Beyond U+FFFF JSON has two of UTF-16's halves. */
static void escape(uint32_t code, FILE *to)
{
	if (code > 0xffff)
		fprintf(to, "\\u%04x\\u%04x", 0xd7c0 + (code >> 10),
			0xdc00 + (code & 0x3ff));
	else
		fprintf(to, "\\u%04x", code);
}

/* Outside of strings there is nothing but ASCII. */
void clean_json(const char *json, size_t len, FILE *to)
{
	while (len) {
		size_t n = plain_length(json, len);
		uint32_t code = ' ';

		if (!n)
			n = clean_char(json, len, &code);
		if (clean_is_shown(code))
			fwrite(json, 1, n, to);
		else
			escape(code, to);
		json += n;
		len -= n;
	}
}

void clean_printf(FILE *to, const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0) {
		fputs(_("vmscope: out of memory\n"), to);
		return;
	}
	clean_print(text, (size_t)len, to);
	free(text);
}
