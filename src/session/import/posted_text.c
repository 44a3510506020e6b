/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * posted_text.c - lines without what their way to us added to them.
 */
#include "session/import/posted_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "translate.h"

/* ---- Inside a line, in place ---- */

/* After a terminal's escape sequence: ESC [ 1 ; 31 m, ESC ] ... BEL. */
static const char *after_escape(const char *p)
{
	p++;
	if (*p == '[') {
		do
			p++;
		while (*p && (*p < '@' || *p > '~'));
	} else if (*p == ']') {
		while (*p && *p != '\a')
			p++;
	}
	return *p ? p + 1 : p;
}

/*
 * After a tag; @p if none begins here. A log level, <6>, is not one, and
 * neither is an address, as in pc : [<c0108f30>].
 */
static const char *after_tag(const char *p)
{
	const char *q = p + 1 + (p[1] == '/');
	size_t len = isalpha((unsigned char)*q) ? strcspn(q, "<>") : 0;

	if (len == 8 && strspn(q, "0123456789abcdefABCDEF") == len)
		return p;
	return len && q[len] == '>' ? q + len + 1 : p;
}

static const char *after_entity(const char *p, char *stands_for)
{
	static const struct {
		const char *entity;
		char stands_for;
	} rows[] = {
		{ "&gt;", '>' },
		{ "&lt;", '<' },
		{ "&amp;", '&' },
		{ "&nbsp;", ' ' },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t len = strlen(rows[i].entity);

		if (strncasecmp(p, rows[i].entity, len))
			continue;
		*stands_for = rows[i].stands_for;
		return p + len;
	}
	*stands_for = *p;
	return p + 1;
}

static void clean(char *line)
{
	const char *p = line;
	char *to = line;

	while (*p) {
		if (*p == '\x1b') {
			p = after_escape(p);
		} else if (*p == '<' && after_tag(p) != p) {
			p = after_tag(p);
			*to++ = ' ';
		} else if (*p == '&') {
			p = after_entity(p, to++);
		} else {
			*to++ = *p++;
		}
	}
	while (to > line && isspace((unsigned char)to[-1]))
		to--;
	*to = '\0';
}

/* ---- Quoted-printable ---- */

static bool hex_byte(const char *p, char *byte)
{
	char digits[3] = { p[0], p[0] ? p[1] : '\0', '\0' };

	if (!isxdigit((unsigned char)digits[0]) ||
	    !isxdigit((unsigned char)digits[1]))
		return false;
	*byte = (char)strtoul(digits, NULL, 16);
	return true;
}

/* Return: does the next line belong to it? */
static bool decode(char *line)
{
	const char *p = line;
	char *to = line, byte;

	while (*p) {
		if (*p == '=' && (!p[1] || !strcmp(p + 1, "\r"))) {
			*to = '\0';
			return true;
		}
		if (*p == '=' && hex_byte(p + 1, &byte)) {
			*to++ = byte ? byte : ' ';
			p += 3;
		} else {
			*to++ = *p++;
		}
	}
	*to = '\0';
	return false;
}

/* ---- Lines ---- */

static bool has(const char *text, size_t len, const char *what)
{
	return len && memmem(text, len, what, strlen(what));
}

/* phys=3D000000 alone may be a number in capitals. */
static bool is_quoted_printable(const char *text, size_t len)
{
	return has(text, len, "=3D") &&
	       (has(text, len, "pages=3D") || has(text, len, "=\n") ||
		has(text, len, "=\r\n"));
}

void posted_text_begin(struct posted_text *p, const char *text, size_t len)
{
	*p = (struct posted_text){ .next = text, .end = text + len };
	p->quoted_printable = is_quoted_printable(text, len);
}

/* One line of the file goes after @used bytes of the current one. */
static size_t take_line(struct posted_text *p, size_t used)
{
	size_t left = (size_t)(p->end - p->next), room = POSTED_LINE - 1 - used;
	const char *newline = memchr(p->next, '\n', left);
	size_t len = newline ? (size_t)(newline - p->next) : left;
	size_t kept = len < room ? len : room;

	memcpy(p->line + used, p->next, kept);
	p->line[used + kept] = '\0';
	p->cut |= kept < len;
	p->nul |= memchr(p->next, '\0', len) != NULL;
	p->next += len + (newline != NULL);
	p->lines++;
	return used;
}

bool posted_text_next(struct posted_text *p)
{
	bool goes_on = true;
	size_t used = 0;

	if (p->next == p->end)
		return false;
	p->cut = p->nul = false;
	p->number = p->lines + 1;
	while (goes_on && p->next < p->end) {
		used = take_line(p, used);
		goes_on = p->quoted_printable && decode(p->line + used);
		used += strlen(p->line + used);
	}
	clean(p->line);
	return true;
}

const char *posted_text_problem(const char *text, size_t len)
{
	static const char utf16[] =
		N_("it is in UTF-16; `iconv -f UTF-16 -t UTF-8 FILE | vmscope "
		   "-i -` reads it");
	static const struct {
		const char *bytes;
		size_t len;
		const char *problem;
	} starts[] = {
		{ "\x1f\x8b", 2,
		  N_("it is compressed; `zcat FILE | vmscope -i -` reads "
		     "it") },
		{ "\xfd"
		  "7zXZ",
		  5,
		  N_("it is compressed; `xzcat FILE | vmscope -i -` reads "
		     "it") },
		{ "BZh", 3,
		  N_("it is compressed; `bzcat FILE | vmscope -i -` reads "
		     "it") },
		{ "\x28\xb5\x2f\xfd", 4,
		  N_("it is compressed; `zstdcat FILE | vmscope -i -` reads "
		     "it") },
		{ "\xff\xfe", 2, utf16 },
		{ "\xfe\xff", 2, utf16 },
	};

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (len >= starts[i].len &&
		    !memcmp(text, starts[i].bytes, starts[i].len))
			return starts[i].problem;
	/* Without a mark at its start: each other byte is 0. */
	if (len >= 4 && text[0] && !text[1] && text[2] && !text[3])
		return utf16;
	return NULL;
}
