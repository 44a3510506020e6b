/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * question.c - what is asked, and the line that an answer makes of it.
 */
#include "session/prediction/question.h"

#include <stdlib.h>
#include <string.h>

#include "session/commands/command.h"
#include "session/line/script.h"
#include "session/session.h"

int question_ask(struct session *s, const char *text, const char *line)
{
	struct question q = {
		.text = strdup(text),
		.line = strdup(line),
		.depth = s->script ? s->script->depth : 0,
	};

	question_close(s);
	s->asked = q;
	if (q.text && q.line)
		return 0;
	question_close(s);
	return fail_memory(s);
}

const char *question_text(const struct session *s)
{
	return s->asked.text;
}

void question_close(struct session *s)
{
	free(s->asked.text);
	free(s->asked.line);
	s->asked = (struct question){ .text = NULL };
}

bool question_answered(const struct session *s, const char *text, size_t len)
{
	size_t word = 0;

	while (word < len && !is_blank(text[word]) && text[word] != '/')
		word++;
	return s->asked.text && script_asker(s) == ASKED_BY_PERSON &&
	       !command_find(text, word);
}

/* All of it is one word, so that quotes and blanks in it mean nothing. */
void question_line(const struct session *s, const char *text, size_t len,
		   FILE *to)
{
	fprintf(to, "%s answer=\"", s->asked.line);
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"' || text[i] == '\\')
			putc('\\', to);
		putc(text[i], to);
	}
	putc('"', to);
}
