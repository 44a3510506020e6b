/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiz.c - a problem from its seed to its answer.
 */
#include "session/quiz/quiz.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "session/commands/command.h"
#include "session/quiz/quiz_topics.h"
#include "session/random_numbers.h"
#include "session/session.h"
#include "translate.h"

/* ---- Making one ---- */

struct value quiz_run(struct quiz_maker *m, const char *format, ...)
{
	struct quiz_problem *p = m->p;
	char *line = p->setup[p->nr_setup];
	struct result r;
	va_list args;

	va_start(args, format);
	vsnprintf(line, QUIZ_LINE, format, args);
	va_end(args);
	session_execute(p->x, line, strlen(line), &r);
	if (r.error || p->nr_setup == QUIZ_SETUP - 1)
		m->failed = true;
	else
		p->number[p->nr_setup++] = r.index;
	return r.value;
}

static int open_problem(struct session *s, struct quiz_problem *p)
{
	const struct session_options board = { .board = NULL };
	char why[MESSAGE_SIZE];

	*p = (struct quiz_problem){ .shown = true };
	if (memory_stream_open(&p->given) || memory_stream_open(&p->text) ||
	    memory_stream_open(&p->why))
		return fail_memory(s);
	p->x = session_new(&board, why, sizeof(why));
	return p->x ? 0 : fail(s, -EINVAL, "%s", why);
}

/* A command, and what it gave where that is told. */
static void print_setup(const struct quiz_problem *p, unsigned int i, FILE *to)
{
	uint32_t n = p->number[i];

	if (!n) {
		fprintf(to, "    %s\n", p->setup[i]);
		return;
	}
	fprintf(to, "    $%u = %s", n, p->setup[i]);
	if (p->shown) {
		fputs("  # ", to);
		value_print(p->x->values.history[n - 1].value, to);
	}
	putc('\n', to);
}

static int write_text(struct quiz_problem *p)
{
	FILE *to = p->text.file;

	if (memory_stream_text(&p->given))
		return -ENOMEM;
	for (unsigned int i = 0; i < p->nr_setup; i++)
		print_setup(p, i, to);
	fputs(p->given.text, to);
	fprintf(to, _(p->question), p->ask);
	return memory_stream_text(&p->text);
}

int quiz_make(struct session *s, const struct quiz *q, uint32_t n,
	      struct quiz_problem *p)
{
	struct quiz_maker m = {
		.p = p,
		.random = random_first(q->seed),
		.level = q->level,
	};
	int error = open_problem(s, p);

	if (error)
		return error;
	/* Each number has its own, whatever the others were. */
	m.random ^= (uint64_t)n << 40 ^ (uint64_t)q->level << 56 ^
		    (uint64_t)q->topic << 60;
	for (unsigned int i = 0; i < 8; i++)
		random_next(&m.random);
	quiz_topics[q->topic](&m);
	if (m.failed)
		return fail(s, -EINVAL, "problem %u cannot be made: %s", n,
			    p->x->message);
	return write_text(p) ? fail_memory(s) : 0;
}

void quiz_problem_free(struct quiz_problem *p)
{
	session_free(p->x);
	memory_stream_close(&p->given);
	memory_stream_close(&p->text);
	memory_stream_close(&p->why);
	*p = (struct quiz_problem){ .x = NULL };
}

/* ---- Solving one ---- */

/* A call is predicted, so that a wrong answer is explained. */
static bool is_call(const struct quiz_problem *p)
{
	const struct command *c = command_find(p->ask, strcspn(p->ask, " /"));

	return c && c->flags & COMMAND_CHANGES;
}

static int run_ask(struct session *s, struct quiz_problem *p,
		   struct value answer, struct result *r)
{
	char line[2 * QUIZ_LINE];
	int n;

	if (!is_call(p))
		n = snprintf(line, sizeof(line), "%s", p->ask);
	else if (answer.type == VALUE_NONE)
		n = snprintf(line, sizeof(line), "predict %s answer=-", p->ask);
	else
		n = snprintf(line, sizeof(line), "predict %s answer=0x%x",
			     p->ask, answer.bits);
	session_execute(p->x, line, (size_t)n, r);
	return r->error ? fail(s, r->error, "%s: %s", p->ask, r->message) : 0;
}

int quiz_solve(struct session *s, struct quiz_problem *p, struct value answer)
{
	struct result r;
	int error = run_ask(s, p, answer, &r);

	if (error)
		return error;
	p->answer = r.value;
	if (r.predicted) {
		p->ok = r.predicted->ok;
		p->forgot = r.predicted->forgot;
	} else {
		p->ok = answer.type != VALUE_NONE &&
			(value_is_null(r.value) ? !answer.bits
						: answer.bits == r.value.bits);
	}
	if (*r.reason)
		fputs(r.reason, p->why.file);
	else
		p->explain(p, p->why.file);
	return memory_stream_text(&p->why) ? fail_memory(s) : 0;
}

/* ---- All of them ---- */

int quiz_sheet_make(struct session *s, struct quiz_sheet *sheet)
{
	int error = 0;

	sheet->problem = calloc(sheet->quiz.nr, sizeof(*sheet->problem));
	if (!sheet->problem)
		return fail_memory(s);
	for (uint32_t i = 0; !error && i < sheet->quiz.nr; i++) {
		struct quiz_problem *p = &sheet->problem[i];

		error = quiz_make(s, &sheet->quiz, i + 1, p);
		if (!error && sheet->solved)
			error = quiz_solve(s, p,
					   (struct value){ VALUE_NONE, 0 });
		/* The text is there; machines are large. */
		session_free(p->x);
		p->x = NULL;
	}
	return error;
}

void quiz_sheet_free(struct quiz_sheet *sheet)
{
	if (!sheet)
		return;
	for (uint32_t i = 0; sheet->problem && i < sheet->quiz.nr; i++)
		quiz_problem_free(&sheet->problem[i]);
	free(sheet->problem);
	sheet->problem = NULL;
}

/* ---- On paper ---- */

const char *quiz_topic_name(enum quiz_topic topic)
{
	static const char *const names[QUIZ_TOPICS] = {
		[QUIZ_ADDRESS] = "address",
		[QUIZ_FRAME] = "frame",
		[QUIZ_BUDDY] = "buddy",
		[QUIZ_WALK] = "walk",
		[QUIZ_LAYOUT] = "layout",
		[QUIZ_ADDRESS_2_6_39] = "address-2.6.39",
		[QUIZ_ADDRESS_6_1] = "address-6.1",
	};

	return names[topic];
}

/* "address seed=7 n=5", as an answer file begins. */
static void print_header(const struct quiz *q, FILE *to)
{
	fprintf(to, "%s seed=%u n=%u", quiz_topic_name(q->topic), q->seed,
		q->nr);
	if (q->level != 1)
		fprintf(to, " level=%u", q->level);
	putc('\n', to);
}

void quiz_print(const struct quiz_sheet *sheet, FILE *to)
{
	print_header(&sheet->quiz, to);
	for (uint32_t i = 0; i < sheet->quiz.nr; i++) {
		const struct quiz_problem *p = &sheet->problem[i];

		fprintf(to, "\n%u.\n%s\n", i + 1, p->text.text);
		if (sheet->solved)
			fprintf(to, _("%s: %s\n"), value_text(p->answer).text,
				p->why.text);
	}
}
