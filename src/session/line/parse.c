/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parse.c - words of a line, and how far apart two words are.
 */
#include "session/line/parse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_WORDS = 16, COMPARED = 32 };

bool is_comment(char c)
{
	return c == '#' || c == ';';
}

/* ---- Words ---- */

/* Room for a line of @len bytes, each of which may be a word of its own. */
static int words_reserve(struct words *w, size_t len)
{
	char *text;

	w->nr = 0;
	if (len < w->text_size)
		return 0;
	text = realloc(w->text, len + 1);
	if (!text)
		return -ENOMEM;
	w->text = text;
	w->text_size = len + 1;
	return 0;
}

static int words_add(struct words *w, const char *word)
{
	if (w->nr == w->capacity) {
		size_t capacity = w->nr ? 2 * w->nr : FIRST_WORDS;
		const char **more = realloc(w->word, capacity * sizeof(*more));

		if (!more)
			return -ENOMEM;
		w->word = more;
		w->capacity = capacity;
	}
	w->word[w->nr++] = word;
	return 0;
}

/*
 * Copy one word to @to without its quotes. The end of the word, or NULL when
 * a quote is not closed.
 */
static const char *copy_word(char **to, const char *p, const char *end)
{
	bool quoted = false;

	for (; p < end && (quoted || (!is_blank(*p) && *p != '#')); p++) {
		if (*p == '"') {
			quoted = !quoted;
			continue;
		}
		if (quoted && *p == '\\' && p + 1 < end)
			p++;
		*(*to)++ = *p;
	}
	*(*to)++ = '\0';
	return quoted ? NULL : p;
}

/*
 * The copy never overtakes the line: a word is followed by a blank, the end or
 * a #, so its NUL has a place.
 */
int words_split(struct words *w, const char *line, size_t len)
{
	const char *p = line, *end = line + len;
	char *to;
	int error = words_reserve(w, len);

	if (error)
		return error;
	to = w->text;
	while (true) {
		while (p < end && is_blank(*p))
			p++;
		if (p == end || *p == '#')
			return 0;
		error = words_add(w, to);
		if (error)
			return error;
		p = copy_word(&to, p, end);
		if (!p)
			return -EINVAL;
	}
}

void words_free(struct words *w)
{
	free(w->text);
	free(w->word);
	*w = (struct words){ 0 };
}

size_t assignment_length(const char *line, size_t len, size_t *name_len)
{
	size_t name = 0, equals;

	while (name < len && !is_blank(line[name]) &&
	       !strchr("=\"#", line[name]))
		name++;
	equals = name;
	while (equals < len && is_blank(line[equals]))
		equals++;
	if (equals == len || line[equals] != '=' || !name)
		return 0;
	*name_len = name;
	return equals + 1;
}

static unsigned int least(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/*
 * One row of the table at a time: row i holds the distances between the first
 * i letters of @a and every start of @b. A swap looks two rows back.
 */
unsigned int edit_distance(const char *a, const char *b)
{
	unsigned int rows[3][COMPARED + 1];
	unsigned int *before = rows[0], *above = rows[1], *row = rows[2], *t;
	size_t la = strnlen(a, COMPARED), lb = strnlen(b, COMPARED);

	for (size_t j = 0; j <= lb; j++)
		above[j] = (unsigned int)j;
	for (size_t i = 1; i <= la; i++) {
		row[0] = (unsigned int)i;
		for (size_t j = 1; j <= lb; j++) {
			bool same = a[i - 1] == b[j - 1];

			row[j] = least(least(above[j], row[j - 1]) + 1,
				       above[j - 1] + !same);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		t = before, before = above, above = row, row = t;
	}
	return above[lb];
}

unsigned int name_distance(const char *typed, const char *name)
{
	size_t len = strlen(typed);

	if (len && !strncmp(typed, name, len))
		return 0;
	return 1 + edit_distance(typed, name);
}

bool name_is_near(const char *typed, const char *name)
{
	return name_distance(typed, name) <= 1 + strlen(typed) / 2;
}
