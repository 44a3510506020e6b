/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parse.c - words, numbers with units, and how far apart two words are.
 */
#include "session/line/parse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_WORDS = 16, COMPARED = 32 };

bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The value of a hex digit, -1 for any other character. */
static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool is_name(const char *text)
{
	if (!is_letter(*text))
		return false;
	while (is_letter(*text) || is_digit(*text))
		text++;
	return !*text;
}

bool is_bare_hex(const char *text)
{
	size_t digits = 0, letters = 0;

	for (; digits <= 8 && hex_digit(text[digits]) >= 0; digits++)
		letters += !is_digit(text[digits]);
	return digits == 8 && letters && !text[digits];
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

/* ---- Numbers ---- */

/* Digits of a base from *p on; 0, -EINVAL for none, -ERANGE. */
static int scan_digits(const char **p, uint64_t base, uint64_t *number)
{
	const char *start = *p;
	uint64_t n = 0;
	bool fits = true;
	int digit;

	for (; (digit = hex_digit(**p)) >= 0 && (uint64_t)digit < base; ++*p)
		fits = fits && !__builtin_mul_overflow(n, base, &n) &&
		       !__builtin_add_overflow(n, (uint64_t)digit, &n);
	if (*p == start)
		return -EINVAL;
	*number = n;
	return fits ? 0 : -ERANGE;
}

/* A number at the start of @text, and where it ends. */
static int scan_number(const char *text, const char **end, uint64_t *number)
{
	bool hex;

	*end = text;
	if (*text == '-')
		return is_digit(text[1]) ? -EDOM : -EINVAL;
	hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	if (hex)
		*end += 2;
	return scan_digits(end, hex ? 16 : 10, number);
}

int parse_number(const char *text, uint64_t *number)
{
	const char *end;
	uint64_t n;
	int error = scan_number(text, &end, &n);

	if (error == -EDOM || error == -EINVAL)
		return error;
	if (*end)
		return -EINVAL;
	if (!error)
		*number = n;
	return error;
}

/* How far a unit shifts, -1 for no unit. */
static int unit_shift(char c)
{
	static const struct {
		char letter;
		signed char shift;
	} units[] = { { '\0', 0 }, { 'k', 10 }, { 'K', 10 },
		      { 'm', 20 }, { 'M', 20 }, { 'g', 30 },
		      { 'G', 30 }, { 'p', 12 }, { 'P', 12 } };

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].letter == c)
			return units[i].shift;
	return -1;
}

int parse_bytes(const char *text, uint64_t *bytes)
{
	const char *end;
	uint64_t n;
	int shift, error = scan_number(text, &end, &n);

	if (error == -EDOM || error == -EINVAL)
		return error;
	shift = unit_shift(*end);
	if (shift < 0 || (*end && end[1]))
		return -EINVAL;
	if (error || n > UINT64_MAX >> shift)
		return -ERANGE;
	*bytes = n << shift;
	return 0;
}

int parse_size(const char *text, uint32_t *size)
{
	uint64_t bytes;
	int error = parse_bytes(text, &bytes);

	if (error)
		return error;
	if (bytes > UINT32_MAX)
		return -ERANGE;
	*size = (uint32_t)bytes;
	return 0;
}

int parse_address(const char *text, uint32_t *address)
{
	uint64_t n;
	int error;

	if (is_bare_hex(text))
		error = scan_digits(&text, 16, &n);
	else
		error = parse_number(text, &n);
	if (error)
		return error;
	if (n > UINT32_MAX)
		return -ERANGE;
	*address = (uint32_t)n;
	return 0;
}

const char *size_error(int error, const char *what, char *buffer, size_t size)
{
	const char *why = "is no size: write 40k, 1M, 0x1000, 10p (pages) or "
			  "bytes";

	if (error == -ERANGE)
		why = "does not fit 32 bits: the largest size is 0xffffffff";
	else if (error == -EDOM)
		why = "is negative: a size starts at 0";
	snprintf(buffer, size, "%s %s", shown(what).text, why);
	return buffer;
}

/* ---- Words in messages ---- */

struct shown shown(const char *word)
{
	struct shown s;

	if (!*word)
		word = "\"\"";
	if (strlen(word) < sizeof(s.text))
		strcpy(s.text, word);
	else
		snprintf(s.text, sizeof(s.text), "%.*s...",
			 (int)sizeof(s.text) - 4, word);
	return s;
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
