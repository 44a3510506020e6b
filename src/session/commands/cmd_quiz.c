/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_quiz.c - the commands quiz and grade.
 *
 * Where there is a person, quiz asks one problem after the other (question.h):
 * an answer makes the line `quiz ... question=N answer=ANSWER`, which says what
 * was right and asks the next. Elsewhere it prints them all.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "session/prediction/forgotten_rules.h"
#include "session/quiz/answer_sheet.h"
#include "session/session.h"
#include "text/clean_text.h"
#include "translate.h"

enum { USUAL = 5 }; /* problems */

/* ---- What was typed ---- */

static int read_quiz(struct session *s, const struct args *args, struct quiz *q,
		     bool *solve)
{
	*q = (struct quiz){
		.topic = (enum quiz_topic)args->choice,
		.seed = args->seed,
		.level = arg_given(args, ARG_LEVEL) ? args->level : 1,
		.nr = arg_given(args, ARG_COUNT) ? args->count : USUAL,
	};
	*solve = args->nr_words;
	if (args->nr_words && strcmp(args->word[0], "solve"))
		return fail(s, -EINVAL,
			    "%s: the only word after the topic is solve",
			    shown(args->word[0]).text);
	if (q->nr > QUIZ_MOST)
		return fail(s, -ERANGE, "a quiz has up to %d problems",
			    QUIZ_MOST);
	if (arg_given(args, ARG_NUMBER) && args->number > q->nr)
		return fail(s, -ERANGE, "there is no question %u of %u",
			    args->number, q->nr);
	return 0;
}

/* ---- One by one ---- */

static int ask(struct session *s, const struct quiz *q, uint32_t n)
{
	struct quiz_problem p;
	char text[MESSAGE_SIZE], line[128];
	int len, error = quiz_make(s, q, n, &p);

	if (!error) {
		fprintf(s->out.file, _("Question %u of %u\n"), n, q->nr);
		fprintf(s->out.file, "%s\n", p.text.text);
		len = snprintf(text, sizeof(text), _("Question %u of %u: "), n,
			       q->nr);
		snprintf(text + len, sizeof(text) - (size_t)len, _(p.question),
			 p.ask);
		snprintf(line, sizeof(line),
			 "quiz %s n=%u seed=%u level=%u question=%u",
			 quiz_topic_name(q->topic), q->nr, q->seed, q->level,
			 n);
		error = question_ask(s, "%s", text, line);
	}
	quiz_problem_free(&p);
	return error;
}

static void tell(struct session *s, const struct quiz_problem *p,
		 struct value answer)
{
	FILE *to = s->out.file;
	struct value_text right = value_text(p->answer);

	if (answer.type != VALUE_NONE && !value_is_null(answer) &&
	    !value_is_null(p->answer))
		answer.type = p->answer.type;
	if (p->ok)
		fprintf(to, _("right: it is %s\n"), right.text);
	else if (answer.type == VALUE_NONE)
		fprintf(to, _("it is %s\n"), right.text);
	else
		fprintf(to, _("wrong: it is %s, not %s\n"), right.text,
			value_text(answer).text);
	if (!p->ok)
		fprintf(to, "%s\n", p->why.text);
	forgotten_print(p->forgot, to);
}

static int run_answer(struct session *s, const struct args *args,
		      const struct quiz *q)
{
	uint32_t n = args->number;
	struct quiz_problem p;
	int error = quiz_make(s, q, n, &p);

	if (!error)
		error = quiz_solve(s, &p, args->answer);
	if (!error) {
		tell(s, &p, args->answer);
		s->quiz_right += p.ok;
	}
	quiz_problem_free(&p);
	if (error || !s->answers)
		return error;
	if (n < q->nr) {
		putc('\n', s->out.file);
		return ask(s, q, n + 1);
	}
	fprintf(s->out.file, _("%u of %u right\n"), s->quiz_right, q->nr);
	question_close(s);
	return 0;
}

/* ---- All at once ---- */

static int print_all(struct session *s, const struct quiz *q, bool solve)
{
	int error;

	quiz_sheet_free(&s->sheet);
	s->sheet = (struct quiz_sheet){ .quiz = *q, .solved = solve };
	error = quiz_sheet_make(s, &s->sheet);
	if (error)
		return error;
	quiz_print(&s->sheet, s->out.file);
	s->quizzed = &s->sheet;
	return 0;
}

static int run_quiz(struct session *s, const struct args *args,
		    struct value *value)
{
	struct quiz q;
	bool solve;
	int error = read_quiz(s, args, &q, &solve);

	(void)value;
	if (error)
		return error;
	if (arg_given(args, ARG_ANSWER) != arg_given(args, ARG_NUMBER))
		return fail(s, -EINVAL,
			    "question= and answer= belong together");
	if (arg_given(args, ARG_ANSWER))
		return run_answer(s, args, &q);
	if (!s->person || solve)
		return print_all(s, &q, solve);
	s->quiz_right = 0;
	return ask(s, &q, 1);
}

/* ---- grade ---- */

/* All files are read before anything is said: a damaged one is mended, and the
 * whole table made again. */
static int run_grade(struct session *s, const struct args *args,
		     struct value *value)
{
	int error = 0;

	(void)value;
	fputs("file,topic,seed,n,right,wrong,forgot\n", s->out.file);
	for (uint32_t i = 0; !error && i < args->nr_words; i++) {
		struct answer_sheet sheet;

		error = answer_sheet_mark(s, args->word[i], &sheet);
		if (!error)
			answer_sheet_print(&sheet, args->word[i], s->out.file);
	}
	return error;
}

/* ---- The table ---- */

static const struct choice topics[] = {
	{ "address", QUIZ_ADDRESS },
	{ "frame", QUIZ_FRAME },
	{ "buddy", QUIZ_BUDDY },
	{ "walk", QUIZ_WALK },
	{ "layout", QUIZ_LAYOUT },
	{ "address-2.6.39", QUIZ_ADDRESS_2_6_39 },
	{ "address-6.1", QUIZ_ADDRESS_6_1 },
	{ NULL, 0 },
};

const struct command quiz_commands[] = {
	{
		.name = "quiz",
		.flags = COMMAND_ASKS,
		.summary = N_("Problems to solve, made from a seed"),
		.help = N_(
			"Topics: address (where an area lands), frame (which "
			"pfn comes next), buddy (which block is split, what "
			"merges), walk (two levels of page tables by hand), "
			"layout (the regions, from banks and arguments), "
			"address-2.6.39 and address-6.1 (where it lands under "
			"a later kernel's allocator). The "
			"same seed makes the same problems everywhere. They "
			"run on a machine of their own: the panes show yours, "
			"which stays as it is. With somebody to ask, quiz asks "
			"one by one; in batch it prints them, and with `solve` "
			"the answers and one sentence each. An answer is what "
			"the command in the problem gives, so anybody can "
			"check it."),
		.example = "quiz address n=2 seed=7 solve\n"
			   "quiz walk seed=7 level=2\n"
			   "quiz address seed=7 question=1 answer=0xd0800000",
		.args = { { "TOPIC", ARG_CHOICE, 0, topics },
			  { "solve", ARG_WORD, ARG_OPTIONAL, NULL },
			  { "n", ARG_COUNT, ARG_KEYWORD, NULL },
			  { "seed", ARG_SEED, ARG_KEYWORD, NULL },
			  { "level", ARG_LEVEL, ARG_KEYWORD, NULL },
			  { "question", ARG_NUMBER, ARG_KEYWORD, NULL },
			  { "answer", ARG_ANSWER, ARG_KEYWORD, NULL } },
		.run = run_quiz,
	},
	{
		.name = "grade",
		.summary = N_("Mark files of answers to a quiz"),
		.help = N_(
			"A file has one line `TOPIC seed=N n=N` (and level=N, "
			"if it is not 1), then one answer a line: a number as "
			"in commands, NULL, or - for no answer; # begins a "
			"comment. The problems are made again from the seed. "
			"Prints CSV: file, topic, seed, n, right, wrong, and "
			"the rules that wrong answers forgot."),
		.example = "grade answers.txt",
		.args = { { "FILE", ARG_WORD, ARG_REPEAT | ARG_FILES, NULL } },
		.run = run_grade,
	},
	{ .name = NULL },
};
