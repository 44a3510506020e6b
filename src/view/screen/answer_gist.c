/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answer_gist.c - an answer read line by line, as result_text.c writes it.
 */
#include "view/screen/answer_gist.h"

#include <stdio.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "session/line/runner.h"
#include "session/session.h"
#include "text/paragraph.h"
#include "view/pane_table.h"
#include "translate.h"

size_t answer_first_line(const char *text, size_t size, const char **line)
{
	const char *end = memchr(text, '\n', size);

	*line = text;
	return end ? (size_t)(end - text) : size;
}

static bool starts_with(const char *line, size_t len, const char *with)
{
	return len >= strlen(with) && !memcmp(line, with, strlen(with));
}

size_t answer_last_line(const char *text, size_t size, const char **line)
{
	size_t start;

	while (size && text[size - 1] == '\n')
		size--;
	start = size;
	while (start && text[start - 1] != '\n')
		start--;
	*line = text + start;
	return size - start;
}

/* As result_print_value() writes it. */
static bool is_value(const struct session *s, const char *line, size_t len)
{
	char name[KSYM_NAME_LEN];
	size_t n = 0;

	if (starts_with(line, len, "$"))
		return true;
	while (n < len && n + 1 < sizeof(name) && line[n] != ' ')
		n++;
	if (!starts_with(line + n, len - n, " = "))
		return false;
	memcpy(name, line, n);
	name[n] = '\0';
	return values_find(&s->values, name);
}

static void take_line(struct gist *g, const struct session *s, const char *line,
		      size_t len)
{
	int hang;
	size_t mark = paragraph_mark(line, len, &hang);
	unsigned int rows = mark ? log_rows(line, len, TEXT_COLUMNS) : 1;
	bool first = !g->lines;

	if (starts_with(line, len, "kernel: ")) {
		g->kernel = true;
		return;
	}
	if (first)
		g->begin = line;
	g->lines += rows;
	line += mark;
	len -= mark;
	if (is_value(s, line, len)) {
		g->value = line;
		g->value_len = len;
		g->only = NULL;
	} else if ((first && rows <= 2) ||
		   (g->value && line == g->value + g->value_len + 1)) {
		g->only = line;
		g->only_len = len;
	} else if (!first && g->lines == 2 && g->only && !g->value &&
		   line == g->only + g->only_len + 1) {
		g->only_len += 1 + len;
	} else {
		g->only = NULL;
	}
}

struct gist gist_of(const struct session *s,
		    const struct memory_stream *answers, bool page)
{
	const char *text = answers->text, *end = text + answers->size, *line;
	struct gist g = { .begin = text };
	bool counts = !page;

	while (text < end) {
		size_t len =
			answer_first_line(text, (size_t)(end - text), &line);

		if (page && starts_with(line, len, RUNNER_PROMPT)) {
			if (!counts)
				g.begin = line;
			counts = true;
			if (!g.value)
				g.only = NULL;
		} else if (counts) {
			const char *begin = g.begin;

			take_line(&g, s, line, len);
			if (page)
				g.begin = begin;
		}
		text += len + 1;
	}
	return g;
}

struct gist gist_verdict(const struct memory_stream *answers,
			 const struct gist *whole)
{
	struct gist g = *whole;

	if (!whole->value)
		g.only = NULL;
	g.value_len = answer_first_line(
		g.begin, (size_t)(answers->text + answers->size - g.begin),
		&g.value);
	return g;
}

bool gist_is_remark(const struct gist *g)
{
	const char *second =
		g->only ? memchr(g->only, '\n', g->only_len) : NULL;

	return g->only && (g->value || (second && second[1] == '('));
}

size_t gist_text(const struct gist *g, char *text, size_t size)
{
	int n = 0;

	*text = '\0';
	if (g->value)
		n = snprintf(text, size, "%.*s%s", (int)g->value_len, g->value,
			     g->only ? ": " : "");
	if (g->only && n < (int)size)
		n += snprintf(text + n, size - (size_t)n, "%.*s",
			      (int)g->only_len, g->only);
	if (!n && g->lines > 1)
		n = snprintf(text, size, _("%u lines, see the log"), g->lines);
	return n < (int)size ? (size_t)n : size - 1;
}
