/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * question.c - what is asked, and the line that an answer makes of it.
 */
#include "session/prediction/question.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "session/commands/command.h"
#include "session/line/argument.h"
#include "session/line/script.h"
#include "session/session.h"
#include "translate.h"

static void free_question(const struct question *q)
{
	free(q->text);
	free(q->about);
	free(q->line);
}

static char *make_text(const struct question *q)
{
	char *text;

	return asprintf(&text, _(q->format), q->about) < 0 ? NULL : text;
}

int question_ask(struct session *s, const char *format, const char *about,
		 const char *line)
{
	struct question q = {
		.format = format,
		.about = strdup(about),
		.line = strdup(line),
		.depth = s->script ? s->script->depth : 0,
	};

	q.text = q.about ? make_text(&q) : NULL;
	if (!q.text || !q.line) {
		free_question(&q);
		return fail_memory(s);
	}
	question_close(s);
	s->asked = q;
	return 0;
}

void question_translate(struct session *s)
{
	char *text = question_text(s) ? make_text(&s->asked) : NULL;

	if (!text)
		return;
	free(s->asked.text);
	s->asked.text = text;
}

const char *question_text(const struct session *s)
{
	return s->asked.text;
}

void question_close(struct session *s)
{
	free_question(&s->asked);
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

/* All of it is one word. */
int question_line(const struct session *s, const char *text, size_t len,
		  FILE *to)
{
	char *word = strndup(text, len);

	if (!word)
		return -ENOMEM;
	fprintf(to, "%s answer=", s->asked.line);
	word_print(word, to);
	free(word);
	return 0;
}
