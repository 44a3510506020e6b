/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_text.c - the lines of a trace: read, taken apart, compared.
 *
 * Numbers are read strictly: no sign, no overflow, nothing after them. What
 * strtoul() forgives would let a damaged trace pass.
 */
#include "replay.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TRACE = 1 << 30 }; /* bytes of a file */

void *grow(void *old, size_t count, size_t size)
{
	void *new = reallocarray(old, count ? count : 1, size);

	if (!new) {
		perror("replay");
		exit(1);
	}
	return new;
}

char *copy_text(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(grow(NULL, size, 1), text, size);
}

int refuse(const struct trace *t, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%zu: ", t->file, t->at + 1);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return -1;
}

int differ(const struct trace *t, const char *expected, const char *got)
{
	printf("%s:%zu: expected %s got %s\n", t->file, t->at + 1,
	       expected ? expected : "no more", got ? got : "no more");
	return -1;
}

void answer(struct trace *t, const char *format, ...)
{
	size_t used = strlen(t->answer);
	va_list args;

	va_start(args, format);
	vsnprintf(t->answer + used, sizeof(t->answer) - used, format, args);
	va_end(args);
}

/* ---- Words ---- */

static bool read_number(const char **text, unsigned int base, uint32_t *value)
{
	static const char digits[] = "0123456789abcdef";
	const char *first, *digit, *p = *text;
	uint64_t number = 0;

	if (base == 16 && (*p++ != '0' || *p++ != 'x'))
		return false;
	if (base < 16 && p[0] == '0' && p[1] >= '0' && p[1] <= '9')
		return false; /* nobody writes 0096 */
	for (first = p; *p; p++) {
		digit = memchr(digits, *p, base);
		if (!digit)
			break;
		number = number * base + (uint64_t)(digit - digits);
		if (number > UINT32_MAX)
			return false;
	}
	*value = (uint32_t)number;
	*text = p;
	return p > first;
}

/* One or more characters, up to a space or what follows in the form. */
static bool skip_symbol(const char **text, char stop)
{
	const char *first = *text;

	while (**text && **text != ' ' && **text != stop)
		++*text;
	return *text > first;
}

bool match(const char *text, const char *form, uint32_t *value)
{
	static const unsigned char bases[] = {
		['b'] = 2, ['u'] = 10, ['x'] = 16
	};

	for (; *form; form++) {
		bool fits;

		if (*form != '%')
			fits = *text++ == *form;
		else if (*++form == 's')
			fits = skip_symbol(&text, form[1]);
		else
			fits = read_number(&text, bases[(unsigned char)*form],
					   value++);
		if (!fits)
			return false;
	}
	return !*text;
}

static bool match_any(const char *text, const char *const *forms)
{
	uint32_t value[MAX_VALUES];

	for (; *forms; forms++)
		if (match(text, *forms, value))
			return true;
	return false;
}

char *next_word(char **line)
{
	char *word = *line + strspn(*line, " ");
	size_t length = strcspn(word, " ");

	*line = word + length;
	if (!length)
		return NULL;
	if (**line)
		*(*line)++ = '\0';
	return word;
}

static size_t count_words(char *line)
{
	size_t count = 0;

	while (next_word(&line))
		count++;
	return count;
}

/* The rest of the list is left out in the trace; its length is not. */
static int compare_length(struct trace *t, uint32_t expected, size_t got)
{
	char length[2][32];

	if (expected == got) {
		t->results++;
		return 0;
	}
	snprintf(length[0], sizeof(length[0]), "%u in all", expected);
	snprintf(length[1], sizeof(length[1]), "%zu", got);
	return differ(t, length[0], length[1]);
}

int compare(struct trace *t, char *expected, char *got,
	    const char *const *forms)
{
	uint32_t length;

	for (size_t nr = 0;; nr++) {
		const char *word = next_word(&expected), *ours;

		if (word && match(word, "...(%u)", &length)) {
			if (next_word(&expected))
				return refuse(t, "words after %s", word);
			return compare_length(t, length, nr + count_words(got));
		}
		ours = next_word(&got);
		if (!word && !ours)
			break;
		if (word && ours && !strcmp(word, ours))
			continue;
		if (word && !match_any(word, forms))
			return refuse(t, "cannot read \"%.64s\"", word);
		return differ(t, word, ours);
	}
	t->results++;
	return 0;
}

/* ---- The file ---- */

static int refuse_file(const struct trace *t, const char *why)
{
	fprintf(stderr, "%s: %s\n", t->file, why);
	return -1;
}

/* All bytes of a file, with a NUL after them. */
static int read_all(struct trace *t, FILE *from, size_t *size)
{
	size_t room = 0, got;

	*size = 0;
	do {
		room = room ? 2 * room : 1 << 16;
		t->text = grow(t->text, room, 1);
		got = fread(t->text + *size, 1, room - *size - 1, from);
		*size += got;
	} while (*size == room - 1 && room < MAX_TRACE);
	if (ferror(from))
		return refuse_file(t, strerror(errno));
	if (!feof(from))
		return refuse_file(t, "too long for a trace");
	t->text[*size] = '\0';
	return 0;
}

static int split_lines(struct trace *t, size_t size)
{
	char *p = t->text, *end = t->text + size, *newline;
	size_t room = 0;

	for (; p < end; p = newline + 1) {
		t->at = t->nr_lines;
		newline = memchr(p, '\n', (size_t)(end - p));
		if (memchr(p, '\0', (size_t)((newline ? newline : end) - p)))
			return refuse(t, "a NUL byte in a text");
		if (!newline)
			return refuse(t, "the last line is cut off");
		if (t->nr_lines == room) {
			room = room ? 2 * room : 1024;
			t->line = grow(t->line, room, sizeof(*t->line));
		}
		*newline = '\0';
		t->line[t->nr_lines++] = p;
	}
	return 0;
}

int trace_read(struct trace *t, const char *file)
{
	FILE *from = fopen(file, "rb");
	size_t size;
	int result;

	*t = (struct trace){ .file = file };
	if (!from)
		return refuse_file(t, strerror(errno));
	result = read_all(t, from, &size);
	fclose(from);
	return result ? result : split_lines(t, size);
}
