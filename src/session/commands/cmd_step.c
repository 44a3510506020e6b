/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_step.c - commands that show a call step by step.
 *
 * trace runs the call recorded, so that all it does to machine, log and values
 * is what the call does on its own; only the answer is longer. When the log is
 * run again nobody reads that answer, and nothing is recorded.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "session/commands/called_command.h"
#include "session/line/expression.h"
#include "session/stepping/step_record.h"
#include "session/session.h"
#include "translate.h"

static int run_recorded(struct session *s, const struct called_command *call,
			struct value *value)
{
	struct inspector in = session_inspector(s);
	bool lost;
	int error;

	if (s->mode != SESSION_LIVE)
		return call->command->run(s, &call->args, value);
	error = called_command_recorded(s, call, value, &lost);
	if (!error &&
	    (lost || record_print(s->record, s->front, &in, s->out.file)))
		error = fail_memory(s);
	if (!error)
		s->steps = s->record;
	return error;
}

static int run_trace(struct session *s, const struct args *args,
		     struct value *value)
{
	const struct words whole = s->words;
	struct called_command call;
	int error = called_command_read(s, s->words.nr - args->nr_words,
					args->nr_words, CALLED_STEPS, &call);

	if (!error)
		error = run_recorded(s, &call, value);
	s->words = whole;
	return error;
}

/* ---- step ---- */

/* `to WHERE` in front of the call; @from: the first word of the call. */
static int read_target(struct session *s, const struct args *args,
		       struct breakpoint *to, uint32_t *from)
{
	*to = (struct breakpoint){ .kind = BREAK_NEVER };
	*from = 0;
	if (strcmp(args->word[0], "to"))
		return 0;
	if (args->nr_words < 3)
		return fail(s, -EINVAL,
			    "step to WHERE needs a call after it; `advance "
			    "WHERE` continues in this one");
	*from = 2;
	return breakpoint_read(s, args->word[1], to);
}

static int run_to_step(struct session *s, const struct called_command *call,
		       const struct breakpoint *to, struct value *value)
{
	struct step_record *r = NULL;
	int error, lost;

	if (s->mode != SESSION_LIVE)
		return call->command->run(s, &call->args, value);
	error = stepper_prepare(s, &r);
	if (error)
		return error;
	record_begin(r, s->k);
	error = call->command->run(s, &call->args, value);
	lost = record_end(r, s->k);
	if (!error && lost)
		error = fail_memory(s);
	if (!error)
		return stepper_begin(s, r, s->log.at + 1, to);
	record_free(r);
	return error;
}

/* The record is a new one: if this fails, somebody may go on in the old. */
static int run_step(struct session *s, const struct args *args,
		    struct value *value)
{
	const struct words whole = s->words;
	struct breakpoint to;
	struct called_command call;
	uint32_t from;
	int error = read_target(s, args, &to, &from);

	if (error)
		return error;
	error = called_command_read(s, s->words.nr - args->nr_words + from,
				    args->nr_words - from, CALLED_STEPS, &call);
	if (!error)
		error = run_to_step(s, &call, &to, value);
	s->words = whole;
	return error;
}

const struct command step_commands[] = {
	{
		.name = "trace",
		.flags = COMMAND_CHANGES | COMMAND_CALLS,
		.summary = N_("Run one call and print every step of it"),
		.returns = N_("what the call returned"),
		.help = N_("CALL is a command that changes the kernel, with "
			   "its arguments, or `cat /proc/vmallocinfo`. It runs "
			   "as it would without trace; then all its steps are "
			   "printed, each with the reason for the line of "
			   "src/kernel that comes next. Functions have braces, "
			   "as in the kernel's own function_graph tracer. With "
			   "--json the steps have all variables."),
		.example = "trace vmalloc 40k\n"
			   "trace vfree $\n"
			   "trace cat /proc/vmallocinfo",
		.args = { { "CALL", ARG_WORD, ARG_REPEAT | ARG_CALL, NULL } },
		.run = run_trace,
	},
	{
		.name = "step",
		.flags = COMMAND_CHANGES | COMMAND_CALLS,
		.summary = N_("Run one call and step through it"),
		.returns = N_("what the call returned"),
		.help = N_("CALL is run to its end and recorded; then the "
			   "machine goes back to its first step, or to the "
			   "first one at WHERE (see `break`): `step to hole "
			   "vmalloc 4k`. Without a call: the next step, into "
			   "functions, or the next N. When no call is being "
			   "stepped through: the last command of the log "
			   "again, or command N of it. Commands that only look "
			   "see the machine in the middle of the call. "
			   "`reverse-step` goes back, `leave` ends it."),
		.example = "step vmalloc 4k\n"
			   "step\n"
			   "step to hole vmalloc 4k\n"
			   "step 3",
		.args = { { "CALL", ARG_WORD,
			    ARG_OPTIONAL | ARG_REPEAT | ARG_CALL, NULL } },
		.run = run_step,
		.now = step_now,
	},
	{ .name = NULL },
};
