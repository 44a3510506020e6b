/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answer_sheet.c - reading answers, and marking them.
 */
#include "session/quiz/answer_sheet.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "session/files/text_lines.h"
#include "session/line/argument.h"
#include "session/prediction/forgotten_rules.h"
#include "session/session.h"
#include "text/clean_text.h"

enum { LARGEST_SHEET = 1 << 20 };

/* The file as far as it has been read. */
struct reader {
	struct session *s;
	const char *name;
	const char *next, *end;
	unsigned long line;
	struct words words; /* of the line */
};

static int damaged(const struct reader *r, const char *why)
{
	return fail(r->s, -EINVAL, "%s:%lu: %s", shown(r->name).text, r->line,
		    why);
}

/* The next line that has words; false: there is none. */
static bool next_line(struct reader *r, int *error)
{
	while (r->next < r->end && !*error) {
		size_t left = (size_t)(r->end - r->next);
		const char *newline = memchr(r->next, '\n', left);
		size_t len = newline ? (size_t)(newline - r->next) : left;
		size_t used = len && r->next[len - 1] == '\r' ? len - 1 : len;

		r->line++;
		/* A quote that is not closed: nobody's answer. */
		if (words_split(&r->words, r->next, used) == -ENOMEM)
			*error = fail_memory(r->s);
		r->next += len + (newline != NULL);
		if (r->words.nr)
			return !*error;
	}
	return false;
}

/* ---- The first line ---- */

static bool read_topic(const char *word, enum quiz_topic *topic)
{
	for (unsigned int i = 0; i < QUIZ_TOPICS; i++)
		if (!strcmp(word, quiz_topic_name((enum quiz_topic)i))) {
			*topic = (enum quiz_topic)i;
			return true;
		}
	return false;
}

/* One of seed=, n= and level=. */
static int read_key(struct reader *r, const char *word, struct quiz *q)
{
	const struct {
		const char *name;
		uint32_t most, *value;
	} keys[] = {
		{ "seed", UINT32_MAX, &q->seed },
		{ "n", QUIZ_MOST, &q->nr },
		{ "level", QUIZ_LEVELS, &q->level },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		size_t len = strlen(keys[i].name);
		char why[MESSAGE_SIZE];

		if (strncmp(word, keys[i].name, len) || word[len] != '=')
			continue;
		if (!number_read(r->s, keys[i].name, word + len + 1, 1,
				 keys[i].most, keys[i].value))
			return 0;
		strcpy(why, r->s->message);
		return damaged(r, why);
	}
	return damaged(r, _("the first line takes seed=N, n=N and level=N, no "
			    "more"));
}

static int read_header(struct reader *r, struct quiz *q)
{
	int error = 0;

	*q = (struct quiz){ .level = 1 };
	if (!read_topic(r->words.word[0], &q->topic))
		return damaged(r, _("the first line must be like: address "
				    "seed=7 n=5"));
	for (size_t i = 1; !error && i < r->words.nr; i++)
		error = read_key(r, r->words.word[i], q);
	if (!error && (!q->seed || !q->nr))
		error = damaged(r, _("the first line needs seed=N and n=N"));
	return error;
}

/* ---- Answers ---- */

/* What makes no sense is not an answer. */
static struct value read_answer(const struct words *w)
{
	const struct value none = { VALUE_NONE, 0 };
	const char *word;
	uint64_t number;

	if (w->nr != 1)
		return none;
	word = w->word[0];
	if (!strcasecmp(word, "NULL"))
		return (struct value){ VALUE_NULL, 0 };
	if (!strncmp(word, "pfn:", 4))
		word += 4;
	if (parse_bytes(word, &number) || number > UINT32_MAX)
		return none;
	return (struct value){ VALUE_NUMBER, (uint32_t)number };
}

static int mark(struct session *s, struct answer_sheet *sheet, uint32_t n,
		struct value answer)
{
	struct quiz_problem p;
	int error = quiz_make(s, &sheet->quiz, n, &p);

	if (!error)
		error = quiz_solve(s, &p, answer);
	if (!error && p.ok)
		sheet->right++;
	else if (!error)
		sheet->wrong++;
	sheet->forgot |= p.forgot;
	quiz_problem_free(&p);
	return error;
}

static int mark_all(struct reader *r, struct answer_sheet *sheet)
{
	uint32_t n = 0;
	int error = 0;

	while (!error && next_line(r, &error)) {
		if (n == sheet->quiz.nr)
			return damaged(r, _("more answers than n= says"));
		if (!session_goes_on(r->s, n, sheet->quiz.nr))
			return fail(r->s, -EINTR, "interrupted");
		error = mark(r->s, sheet, ++n, read_answer(&r->words));
	}
	sheet->wrong += sheet->quiz.nr - n;
	return error;
}

int answer_sheet_mark(struct session *s, const char *name,
		      struct answer_sheet *sheet)
{
	struct reader r = { .s = s, .name = name };
	char *text;
	size_t size;
	int error = lines_all(name, INPUT_FILE, &text, &size);

	*sheet = (struct answer_sheet){ .right = 0 };
	if (error)
		return fail(s, error, "cannot read %s: %s", shown(name).text,
			    input_problem(-error));
	/* Some editors begin a file with a mark. */
	r.next = text + (size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0);
	r.end = text + size;
	if (size > LARGEST_SHEET || memchr(text, '\0', size))
		error = fail(s, -EINVAL, "%s: not a file of answers",
			     shown(name).text);
	else if (next_line(&r, &error))
		error = read_header(&r, &sheet->quiz);
	else if (!error)
		error = fail(s, -EINVAL, "%s: there is nothing in it",
			     shown(name).text);
	if (!error)
		error = mark_all(&r, sheet);
	words_free(&r.words);
	free(text);
	return error;
}

/* As RFC 4180 has it. */
static void print_field(const char *text, FILE *to)
{
	if (!strpbrk(text, ",\"\r\n")) {
		fputs(text, to);
		return;
	}
	putc('"', to);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', to);
		putc(*text, to);
	}
	putc('"', to);
}

void answer_sheet_print(const struct answer_sheet *sheet, const char *name,
			FILE *to)
{
	print_field(name, to);
	fprintf(to, ",%s,%u,%u,%u,%u,", quiz_topic_name(sheet->quiz.topic),
		sheet->quiz.seed, sheet->quiz.nr, sheet->right, sheet->wrong);
	forgotten_names(sheet->forgot, to);
	putc('\n', to);
}
