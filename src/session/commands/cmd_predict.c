/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_predict.c - the command predict: say first, then see.
 *
 * With answer= it runs the call like any other, and judges. Without one it only
 * asks, where there is a person to ask (question.h); what they say makes the
 * line with answer=. In the log is that line; run again it is the call alone.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "text/clean_text.h"
#include "session/commands/called_command.h"
#include "session/lesson/lesson.h"
#include "session/line/argument.h"
#include "session/line/script.h"
#include "session/prediction/prediction.h"
#include "session/session.h"
#include "translate.h"

/* ---- The words of the call ---- */

static bool is_answer(const char *word)
{
	return !strncmp(word, "answer=", 7);
}

/* The call's words together, after that of predict itself. */
static void leave_out_answer(struct words *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->nr; i++)
		if (!is_answer(w->word[i]))
			w->word[kept++] = w->word[i];
	w->nr = kept;
}

static int read_call(struct session *s, struct called_command *call)
{
	int error;

	leave_out_answer(&s->words);
	error = called_command_read(s, 1, s->words.nr - 1, 0, call);
	if (!error && !call->command->returns)
		error = fail(s, -EINVAL,
			     "%s returns nothing that could be predicted",
			     call->command->name);
	return error;
}

/* ---- Asking ---- */

/* Nobody reads a page that is passed on the way to another. */
static bool can_ask(const struct session *s)
{
	return s->mode == SESSION_LIVE && s->person && !lesson_passes(s);
}

static int ask(struct session *s, const char *format, const char *what,
	       const char *line)
{
	int error = question_ask(s, format, what, line);

	if (!error)
		fprintf(s->out.file, "%s\n", question_text(s));
	return error;
}

/* `predict` or `NAME = predict`, which s->canonical has, and the call: returns
 * where that begins. */
static size_t write_line(const struct session *s, FILE *to)
{
	fputs(s->canonical.text, to);
	for (size_t i = 1; i < s->words.nr; i++) {
		putc(' ', to);
		word_print(s->words.word[i], to);
	}
	return s->canonical.size + 1;
}

/* The call is read first, so that nobody is asked what cannot run. */
static int run_ask(struct session *s, const struct args *args,
		   struct value *value)
{
	const struct words whole = s->words;
	struct called_command call;
	struct memory_stream line;
	size_t call_at = 0;
	int error = memory_stream_open(&line);

	(void)args;
	(void)value;
	if (!error)
		error = memory_stream_text(&s->canonical);
	if (!error) {
		call_at = write_line(s, line.file);
		error = memory_stream_text(&line);
	}
	error = error ? fail_memory(s) : read_call(s, &call);
	s->words = whole;
	if (!error)
		error = ask(s,
			    N_("What will `%.200s` return? Type it, NULL, or - "
			       "if you do not know."),
			    line.text + call_at, line.text);
	memory_stream_close(&line);
	return error;
}

/* ---- A call ---- */

static uint32_t typed_size(const struct args *args)
{
	return arg_given(args, ARG_SIZE) ? args->size : 0;
}

static int run_judged(struct session *s, const struct called_command *call,
		      struct prediction *p, struct value *value)
{
	struct paper_sheet paper = { .area = NULL };
	struct paper_mappings mappings;
	bool lost;
	int error = paper_copy_down(s, &paper);

	if (error)
		return fail_memory(s);
	mappings_copy_down(s->k, &mappings);
	error = called_command_recorded(s, call, value, &lost);
	if (!error)
		error = prediction_judge(s, p, *value, &paper, &mappings,
					 s->record, typed_size(&call->args))
				? fail_memory(s)
				: 0;
	paper_free(&paper);
	return error;
}

static void take_answer(const struct args *args, struct prediction *p)
{
	*p = (struct prediction){ .answer = args->answer };
	p->given =
		arg_given(args, ARG_ANSWER) && args->answer.type != VALUE_NONE;
}

static int tell(struct session *s, const struct prediction *p)
{
	s->prediction = *p;
	s->predicted = &s->prediction;
	prediction_print(p, s->out.file);
	question_close(s);
	return 0;
}

/* In a script nobody need be there; who types the line must say something. */
static int check_answered(struct session *s, const struct args *args)
{
	if (arg_given(args, ARG_ANSWER) || script_asker(s) != ASKED_BY_PERSON)
		return 0;
	return fail(s, -EINVAL,
		    "nobody can be asked here: add answer=ADDRESS, "
		    "answer=NULL, or answer=-");
}

static int run_predict(struct session *s, const struct args *args,
		       struct value *value)
{
	const struct words whole = s->words;
	struct called_command call;
	struct prediction p;
	int error = read_call(s, &call);

	take_answer(args, &p);
	if (!error && s->mode != SESSION_LIVE) {
		error = call.command->run(s, &call.args, value);
	} else if (!error) {
		error = check_answered(s, args);
		if (!error)
			error = run_judged(s, &call, &p, value);
		if (!error)
			error = tell(s, &p);
	}
	s->words = whole;
	return error;
}

/* ---- A variable ---- */

static const struct stepper_var *find(const struct stepper_var *known,
				      unsigned int nr, const char *name)
{
	for (unsigned int i = 0; i < nr; i++)
		if (!strcmp(known[i].var.name, name))
			return &known[i];
	return NULL;
}

/* The first variable of a step that is new, or has another value. */
static const struct record_var *changed(const struct record_step *step,
					const struct stepper_var *known,
					unsigned int nr)
{
	for (unsigned int i = 0; i < step->nr_vars; i++) {
		const struct record_var *var = &step->var[i];
		const struct stepper_var *old = find(known, nr, var->name);

		if (!old || old->var.value != var->value)
			return var;
	}
	return NULL;
}

/* The next line of this function that changes a variable: the step after it,
 * and the variable. */
static bool find_change(const struct session *s, uint32_t *at,
			struct record_var *result)
{
	const struct step_record *r = s->stepper.record;
	uint32_t call = record_call(r, s->stepper.at);
	struct stepper_var known[STEPPER_VARS];
	unsigned int nr = stepper_vars(s, known);

	for (*at = s->stepper.at + 1; *at < record_steps(r); ++*at) {
		const struct record_var *var;
		struct record_step step;

		if (record_depth(r, *at) < record_depth(r, s->stepper.at))
			return false;
		if (record_call(r, *at) != call)
			continue;
		record_step(r, *at, &step);
		var = changed(&step, known, nr);
		if (!var)
			continue;
		*result = *var;
		return true;
	}
	return false;
}

static int run_variable(struct session *s, const struct args *args,
			struct value *value)
{
	struct prediction p;
	struct record_var var;
	uint32_t at;

	(void)value;
	if (!stepper_on(s))
		return fail(s, -EINVAL,
			    "predict needs a call, such as `predict vmalloc "
			    "4k`; without one it asks for a variable of a "
			    "call that is stepped through");
	if (!find_change(s, &at, &var))
		return fail(s, -EINVAL,
			    "this function changes no more variables; `next` "
			    "goes on");
	if (!arg_given(args, ARG_ANSWER) && can_ask(s))
		return ask(s,
			   N_("What will `%s` be next? Type it, or - if you do "
			      "not know."),
			   var.name, "predict");
	if (check_answered(s, args))
		return -EINVAL;
	take_answer(args, &p);
	prediction_judge_variable(&p, &var);
	stepper_goto(s, at);
	tell(s, &p);
	stepper_print(s);
	return 0;
}

/* ---- The table ---- */

#define CALL_ARG "CALL", ARG_WORD, ARG_OPTIONAL | ARG_REPEAT | ARG_CALL, NULL
#define ANSWER_ARG "answer", ARG_ANSWER, ARG_KEYWORD, NULL

static const struct command predict_ask = {
	.name = "predict",
	.flags = COMMAND_SETTLED | COMMAND_ASKS,
	.returns = "", /* once it is answered */
	.args = { { "CALL", ARG_WORD, ARG_REPEAT | ARG_CALL, NULL } },
	.run = run_ask,
};

static const struct command predict_variable = {
	.name = "predict",
	.flags = COMMAND_STEPS,
	.args = { { ANSWER_ARG } },
	.run = run_variable,
};

/* What only looks is not in the log. */
static const struct command predict_look = {
	.name = "predict",
	.returns = "",
	.args = { { CALL_ARG }, { ANSWER_ARG } },
	.run = run_predict,
};

static bool only_looks(const char *word)
{
	const struct command *c = command_find(word, strcspn(word, "/"));

	return c && !(c->flags & COMMAND_LOGGED);
}

static const struct command *predict_now(const struct session *s,
					 const struct command *c)
{
	const char *call = NULL;
	bool answer = false;

	for (size_t i = 1; i < s->words.nr; i++) {
		const char *word = s->words.word[i];

		if (is_answer(word))
			answer = true;
		else if (!call)
			call = word;
	}
	if (!call)
		return &predict_variable;
	if (!answer && can_ask(s))
		return &predict_ask;
	return only_looks(call) ? &predict_look : c;
}

const struct command predict_commands[] = {
	{
		.name = "predict",
		.flags = COMMAND_CHANGES | COMMAND_CALLS,
		.summary = N_("Say what a call will return, then see"),
		.returns = N_("what the call returned"),
		.help = N_("In the full screen and at a prompt it asks, and "
			   "what you type next is the answer: an address or "
			   "another expression, NULL, or - if you do not know. "
			   "You may look around first. In batch answer= has "
			   "it. Then CALL runs as it would without predict. A "
			   "wrong address is explained by each rule that alone "
			   "leads to it when it is forgotten, and `step` goes "
			   "to the line that decides. CALL may also be a "
			   "command that looks, such as `vtop $1`. While a "
			   "call is stepped through, predict without CALL asks "
			   "for the variable that changes next."),
		.example = "vmalloc 40k\n"
			   "predict vmalloc 4k answer=$1+44k\n"
			   "step\n"
			   "predict answer=-",
		.args = { { CALL_ARG }, { ANSWER_ARG } },
		.run = run_predict,
		.now = predict_now,
	},
	{ .name = NULL },
};
