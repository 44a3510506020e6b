/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source_text.c - finding lines and functions in the embedded source.
 *
 * What is looked for is what clang-format makes of our source: a function's
 * head begins in the first column, and its body ends with a brace there.
 */
#include "view/source/source_text.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

const struct source_text *source_find(const char *file)
{
	for (const struct source_text *l = source_texts; l->file; l++)
		if (!strcmp(l->file, file))
			return l;
	return NULL;
}

unsigned int source_shown(const struct source_text *source, unsigned int line)
{
	for (; line && line <= source->nr; line++)
		if (!source->line[line - 1].hidden &&
		    source->line[line - 1].text[0])
			return line;
	return 0;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Does a line have NAME( in it, and begin a definition? */
static bool names(const char *text, const char *name)
{
	size_t len = strlen(name);
	const char *at = text;

	if (!is_word(*text))
		return false;
	while ((at = strstr(at, name))) {
		if ((at == text || !is_word(at[-1])) && at[len] == '(')
			return true;
		at += len;
	}
	return false;
}

/* The text of a step point's variables; NULL when a line is none. */
static const char *variables(const char *text)
{
	static const char in[] = "step_in(k, ", step[] = "step(k, ";

	text += strspn(text, "\t ");
	if (!strncmp(text, in, strlen(in)))
		return text + strlen(in);
	if (strncmp(text, step, strlen(step)))
		return NULL;
	text = strchr(text + strlen(step), ',');
	return text ? text + strlen(", ") : NULL;
}

/* NAME, as(NAME, ...), as_a(KIND, NAME, ...): does a step point have that? */
static bool has_variable(const char *text, const char *name)
{
	static const char global[] = "k->g->";
	size_t len = strlen(name);
	const char *at = variables(text);

	for (; at && *at; at++) {
		bool starts = at == variables(text) || at[-1] == ' ' ||
			      at[-1] == '(';

		if (starts && !strncmp(at, global, strlen(global)))
			at += strlen(global);
		if (starts && !strncmp(at, name, len) &&
		    (at[len] == ',' || !strcmp(at + len, ");")))
			return true;
	}
	return false;
}

bool source_variable(const char *name)
{
	for (const struct source_text *l = source_texts; l->file; l++)
		for (unsigned int i = 0; i < l->nr; i++)
			if (l->line[i].hidden &&
			    has_variable(l->line[i].text, name))
				return true;
	return false;
}

/* The line of the brace that ends a body; 0 when it was a declaration. */
static unsigned int end_of(const struct source_text *source, unsigned int line)
{
	bool body = false;

	for (; line <= source->nr; line++) {
		const char *text = source->line[line - 1].text;
		size_t len = strlen(text);

		body |= !strcmp(text, "{");
		if (!body && len && text[len - 1] == ';')
			return 0;
		if (body && !strcmp(text, "}"))
			return line;
	}
	return 0;
}

unsigned int source_function(const struct source_text *source, const char *name,
			     unsigned int *last)
{
	for (unsigned int line = 1; line <= source->nr; line++) {
		if (!names(source->line[line - 1].text, name))
			continue;
		*last = end_of(source, line);
		if (*last)
			return line;
	}
	return 0;
}
