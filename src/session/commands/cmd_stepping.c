/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_stepping.c - commands that move in the call that is stepped through.
 *
 * They have gdb's names. None is in the log: a cursor over a record moves, and
 * the machine follows through its journal. `step` and `goto` are rows of other
 * files; step_now() and goto_now() give them another meaning while a call is
 * stepped through.
 */
#include "session/commands/cmd_stepping.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "session/commands/cmd_break.h"
#include "session/line/expression.h"
#include "session/front.h"
#include "session/session.h"
#include "translate.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

int stepping_check(struct session *s)
{
	if (stepper_on(s))
		return 0;
	return fail(s, -EINVAL,
		    "no call is being stepped through; `step vmalloc 4k` runs "
		    "one and starts at its first step");
}

/* ---- One move ---- */

#define LAST                                                                   \
	N_("the call has returned; `leave` ends stepping, reverse-step goes "  \
	   "back")
#define FIRST N_("this is the first step")

static const struct {
	const char *command;
	enum stepper_move move;
	bool back;
	const char *nowhere; /* why there is nothing that way */
} moves[] = {
	{ "step", MOVE_INTO, false, LAST },
	{ "next", MOVE_OVER, false, LAST },
	{ "finish", MOVE_OUT, false, LAST },
	{ "continue", MOVE_BREAK, false, LAST },
	{ "reverse-step", MOVE_INTO, true, FIRST },
	{ "reverse-next", MOVE_OVER, true,
	  N_("there is no earlier step in this function or its callers; "
	     "`reverse-step` goes into the functions it called") },
	{ "reverse-finish", MOVE_OUT, true,
	  N_("this function has no caller here: it is the call itself") },
	{ "reverse-continue", MOVE_BREAK, true, FIRST },
	{ "advance", MOVE_VISIT, false, N_("this line is not reached again") },
	{ "reverse-advance", MOVE_VISIT, true,
	  N_("this line was not reached before") },
};

/* What one asked to step over, and what one is shown all the same. */
static void say_into(struct session *s, uint32_t from, uint32_t at)
{
	const struct step_record *r = s->stepper.record;

	if (record_depth(r, at) > record_depth(r, from))
		fprintf(s->out.file, _("the rest of %s is done by %s\n"),
			record_point(r, from)->function,
			record_point(r, at)->function);
}

/* Up to @count times; the machine is taken there once. */
static int move(struct session *s, size_t row, uint32_t count)
{
	uint64_t here;
	struct record_step step;
	uint32_t at, from = 0, done = 0;

	s->look.play = 0;
	stepper_step(s, &step);
	here = step.position;
	while (done < count &&
	       stepper_find(s, moves[row].move, moves[row].back, &at)) {
		from = s->stepper.at;
		stepper_goto(s, at);
		done++;
	}
	if (!done)
		return fail(s, -ERANGE, "%s", _(moves[row].nowhere));
	if (!moves[row].back)
		s->stepper.seen = here;
	if (moves[row].move == MOVE_BREAK && !stepper_breakpoint(s, at))
		fputs(_("no breakpoint was reached\n"), s->out.file);
	if (moves[row].move == MOVE_OVER && !moves[row].back)
		say_into(s, from, at);
	stepper_print(s);
	return 0;
}

static size_t find_move(const char *command)
{
	size_t i = 0;

	while (strcmp(moves[i].command, command))
		i++;
	return i;
}

static int run_move(struct session *s, const struct args *args,
		    struct value *value)
{
	int error = stepping_check(s);

	(void)value;
	if (error)
		return error;
	return move(s, find_move(s->words.word[0]), args->count);
}

static int fail_reach(struct session *s, const struct breakpoint *to, bool back)
{
	const char *happens = breakpoint_happens(to);
	char word[BREAK_WORD + 16];

	breakpoint_text(to, word, sizeof(word));
	if (happens)
		return fail(s, -ERANGE,
			    back ? N_("no `%s` comes before this step (%s); "
				      "`advance %s` looks ahead")
				 : N_("no `%s` comes after this step (%s); "
				      "`reverse-advance %s` looks back"),
			    word, _(happens), word);
	return fail(s, -ERANGE,
		    back ? N_("the call did not reach %s before this step; "
			      "`advance %s` looks ahead")
			 : N_("the call does not reach %s after this step; "
			      "`reverse-advance %s` looks back"),
		    word, word);
}

/* To a place, or to the next visit of this one. */
static int run_advance(struct session *s, const struct args *args,
		       struct value *value)
{
	size_t row = find_move(s->words.word[0]);
	struct breakpoint to;
	uint32_t at;
	int error = stepping_check(s);

	if (error || !args->nr_words)
		return error ? error : run_move(s, args, value);
	error = breakpoint_read(s, args->word[0], &to);
	if (error)
		return error;
	if (!stepper_find_point(s, &to, moves[row].back, &at))
		return fail_reach(s, &to, moves[row].back);
	stepper_goto(s, at);
	stepper_print(s);
	return 0;
}

/* ---- step, goto ---- */

/* What a number may stand for, and what is said of one that does not fit. */
struct counted {
	const char *wrong, *missing;
};

static const struct counted count_of_steps = {
	N_("%s is not a number of steps"),
	N_("there is no step %s: there are only %" PRIu32),
};
static const struct counted step_number = {
	N_("%s is not a step's number"),
	N_("there is no step %s: there are only %" PRIu32),
};
static const struct counted command_number = {
	N_("%s is not a command's number"),
	N_("there is no command %s: there are only %" PRIu32),
};

static int read_number(struct session *s, const char *word, uint32_t last,
		       const struct counted *what, uint32_t *n)
{
	uint64_t number;

	if (parse_number(word, &number) || !number ||
	    (number > last && last == UINT32_MAX))
		return fail(s, -EINVAL, what->wrong, shown(word).text);
	if (number > last)
		return fail(s, -ERANGE, what->missing, shown(word).text, last);
	*n = (uint32_t)number;
	return 0;
}

static int run_step_on(struct session *s, const struct args *args,
		       struct value *value)
{
	uint32_t n = stepper_on(s) ? 1 : s->log.at;
	uint32_t most = stepper_on(s) ? UINT32_MAX : s->log.nr;
	int error = 0;

	(void)value;
	if (args->nr_words)
		error = read_number(
			s, args->word[0], most,
			stepper_on(s) ? &count_of_steps : &command_number, &n);
	if (!error && stepper_on(s))
		return move(s, find_move("step"), n);
	if (!error && !n)
		error = fail(s, -EINVAL,
			     "there is no command in the log yet; `step "
			     "vmalloc 4k` runs one and steps through it");
	if (!error)
		error = stepper_again(s, n);
	/* Of a call that was predicted wrongly: where it is decided. */
	if (!error && prediction_stands(s, n))
		s->stepper.next_at = s->prediction.decides;
	return error;
}

int stepping_read_step(struct session *s, const char *word, uint32_t *at)
{
	uint32_t nr = record_last(s->stepper.record) + 1, n = 1;
	int error = 0;

	if (!strcmp(word, "end"))
		n = nr;
	else if (strcmp(word, "start"))
		error = read_number(s, word, nr, &step_number, &n);
	*at = n - 1;
	return error;
}

static int run_goto_step(struct session *s, const struct args *args,
			 struct value *value)
{
	uint32_t at;
	int error = stepping_read_step(s, args->word[0], &at);

	(void)value;
	if (error)
		return error;
	stepper_goto(s, at);
	stepper_print(s);
	return 0;
}

static const struct command step_on = {
	.name = "step",
	.flags = COMMAND_STEPS,
	.args = { { "N", ARG_WORD, ARG_OPTIONAL, NULL } },
	.run = run_step_on,
};

static const struct command goto_step = {
	.name = "goto",
	.flags = COMMAND_STEPS,
	.args = { { "N|start|end", ARG_WORD, 0, NULL } },
	.run = run_goto_step,
};

/* No command begins with a digit: so many steps, as in gdb, or while none is
 * stepped through a number of the log. */
const struct command *step_now(const struct session *s, const struct command *c)
{
	if (s->words.nr == 1 || isdigit((unsigned char)*s->words.word[1]))
		return &step_on;
	return c;
}

const struct command *goto_now(const struct session *s, const struct command *c)
{
	return stepper_on(s) ? &goto_step : c;
}

/* ---- Looking around, and leaving ---- */

static int run_where(struct session *s, const struct args *args,
		     struct value *value)
{
	int error = stepping_check(s);

	(void)args;
	(void)value;
	if (!error)
		stepper_print_stack(s);
	return error;
}

static int run_locals(struct session *s, const struct args *args,
		      struct value *value)
{
	int error = stepping_check(s);

	(void)args;
	(void)value;
	if (!error)
		stepper_print_vars(s);
	return error;
}

static int run_leave(struct session *s, const struct args *args,
		     struct value *value)
{
	int error = stepping_check(s);

	(void)args;
	(void)value;
	if (error)
		return error;
	stepper_leave(s);
	fprintf(s->out.file, _("at the end of command %" PRIu32 ": "),
		s->log.at);
	command_log_show(&s->log, s->log.at, s->out.file);
	putc('\n', s->out.file);
	return 0;
}

enum { PLAY_STOP, PLAY_ON, PLAY_BACK };

static const struct choice plays[] = {
	{ "on", PLAY_ON },
	{ "back", PLAY_BACK },
	{ "stop", PLAY_STOP },
	{ .name = NULL },
};

/* The full screen has the clock; without one there is nothing to watch. */
static int run_play(struct session *s, const struct args *args,
		    struct value *value)
{
	uint32_t how = arg_given(args, ARG_CHOICE) ? args->choice : PLAY_ON;
	int error = stepping_check(s);

	(void)value;
	if (error)
		return error;
	if (!s->look.columns)
		return fail(s, -ENOTTY,
			    "steps can only be played in the full screen; "
			    "`step 10` goes ten steps on");
	s->look.play = how == PLAY_ON ? 1 : how == PLAY_BACK ? -1 : 0;
	return 0;
}

/* ---- The table ---- */

#define COUNT_ARG                                                              \
	{                                                                      \
		{                                                              \
			"N", ARG_COUNT, ARG_OPTIONAL, NULL                     \
		}                                                              \
	}
#define WHERE_ARG                                                              \
	{                                                                      \
		{                                                              \
			"WHERE", ARG_WORD, ARG_OPTIONAL, NULL                  \
		}                                                              \
	}

const struct command stepping_commands[] = {
	{
		.name = "next",
		.flags = COMMAND_STEPS,
		.summary = N_("Go to the next step, over function calls"),
		.help = N_(
			"To the next step of this function, or of its caller "
			"when it returns; N times. Where that would run past "
			"all that is left of the call, into the function that "
			"does it. `step` goes into every function."),
		.example = "step to alloc_vmap_area vmalloc 4k\n"
			   "next\n"
			   "next 3",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "finish",
		.flags = COMMAND_STEPS,
		.summary = N_("Continue until this function has returned"),
		.help = N_("To the next step of one of its callers, or to the "
			   "end of the call; N times."),
		.example = "step to alloc_vmap_area vmalloc 4k\n"
			   "finish",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "continue",
		.flags = COMMAND_STEPS,
		.summary = N_("Continue to the next breakpoint"),
		.help = N_(
			"If none is reached, to the end of the call; N times."),
		.example = "break rb_insert_color\n"
			   "step vmalloc 4k\n"
			   "continue",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "advance",
		.flags = COMMAND_STEPS,
		.summary = N_("Continue to a place, or to the next time at "
			      "this line"),
		.help = N_("WHERE is what `break` takes: a function, "
			   "FILE:LINE, or an event."),
		.example = "step vmalloc 40k\n"
			   "advance pte\n"
			   "advance",
		.args = WHERE_ARG,
		.run = run_advance,
	},
	{
		.name = "reverse-step",
		.flags = COMMAND_STEPS,
		.summary = N_("Go back one step, into function calls"),
		.help = N_("Memory becomes what it was before that step; N "
			   "times."),
		.example = "step vmalloc 4k\n"
			   "step\n"
			   "reverse-step",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "reverse-next",
		.flags = COMMAND_STEPS,
		.summary = N_("Go back one step, over function calls"),
		.help = N_("To the previous step in this function or one of "
			   "its callers; N times."),
		.example = "step to hole vmalloc 4k\n"
			   "reverse-next",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "reverse-finish",
		.flags = COMMAND_STEPS,
		.summary = N_("Go back to before this function was called"),
		.help = N_("To the last step of its caller before the call; N "
			   "times."),
		.example = "step to alloc_vmap_area vmalloc 4k\n"
			   "reverse-finish",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "reverse-continue",
		.flags = COMMAND_STEPS,
		.summary = N_("Go back to the previous breakpoint"),
		.help = N_("If there is none, to the first step of the call; N "
			   "times."),
		.example = "break alloc_vmap_area\n"
			   "step vmalloc 4k\n"
			   "goto end\n"
			   "reverse-continue",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "reverse-advance",
		.flags = COMMAND_STEPS,
		.summary = N_(
			"Go back to a place, or to the last time at this line"),
		.help = N_("Like `advance`, backwards."),
		.example = "step vmalloc 4k\n"
			   "goto end\n"
			   "reverse-advance pte",
		.args = WHERE_ARG,
		.run = run_advance,
	},
	{
		.name = "play",
		.flags = COMMAND_LOOKS,
		.summary = N_("Play the steps automatically"),
		.help = N_("Forwards or backwards, as many per second as `set "
			   "speed` says, until a breakpoint, the end of the "
			   "call, `play stop`, or any move of your own."),
		.example = "set speed 2\n"
			   "show speed",
		.args = { { "HOW", ARG_CHOICE, ARG_OPTIONAL, plays } },
		.run = run_play,
	},
	{
		.name = "break",
		.summary = N_("Set a breakpoint, or list all of them"),
		.help = N_(
			"`continue` and `reverse-continue` stop there, in "
			"every call that is stepped through. WHERE is a "
			"function, FILE:LINE of src/kernel, `if VAR == VALUE` "
			"(also != < >: where that has become true), or "
			"something that happens:\n\n  hole      a hole is "
			"tried\n  visit     a node of the tree is compared\n  "
			"found     the search for a hole is over\n  overflow  "
			"no hole is left: purge, and try again\n  rotate    a "
			"rotation of the tree\n  recolor   a node changes its "
			"colour\n  page      pages are taken from a zone\n  "
			"split     a free block is halved\n  merge     two "
			"free buddies become one block\n  table     a page of "
			"second-level tables is made\n  pte       a PTE is "
			"written"),
		.example = "break alloc_vmap_area\n"
			   "break if addr == 0xd0800000\n"
			   "break",
		.args = { { "WHERE", ARG_WORD, ARG_OPTIONAL | ARG_REPEAT,
			    NULL } },
		.run = run_break,
	},
	{
		.name = "watch",
		.summary = N_("Stop whenever a variable changes"),
		.help = N_("VAR is a variable of the simulated kernel's C, by "
			   "the name that `locals` shows. `continue` and "
			   "`reverse-continue` stop at each step where its "
			   "value is another than at the step before that has "
			   "it, within one call of a function. `break` lists "
			   "it, `delete` ends it."),
		.example = "vmalloc 4k\n"
			   "watch addr\n"
			   "step vmalloc 40k\n"
			   "continue",
		.args = { { "VAR", ARG_WORD, 0, NULL } },
		.run = run_watch,
	},
	{
		.name = "delete",
		.summary = N_("Delete one breakpoint, or all"),
		.help = N_("`break` without arguments lists them with their "
			   "numbers."),
		.example = "break alloc_vmap_area\n"
			   "delete 1",
		.args = COUNT_ARG,
		.run = run_delete,
	},
	{
		.name = "where",
		.summary = N_("Show the functions that this step is in"),
		.help = N_("The innermost first, each with its current line."),
		.example = "step to alloc_vmap_area vmalloc 4k\n"
			   "where",
		.run = run_where,
	},
	{
		.name = "bt",
		.summary = N_("Same as `where`"),
		.help = N_("Short for backtrace, as in gdb."),
		.example = "step vmalloc 4k\n"
			   "bt",
		.run = run_where,
	},
	{
		.name = "locals",
		.summary = N_("Show the variables of this step"),
		.help = N_("Each with its value, what it points to, and when "
			   "it last changed."),
		.example = "step to hole vmalloc 4k\n"
			   "locals",
		.run = run_locals,
	},
	{
		.name = "leave",
		.flags = COMMAND_STEPS,
		.summary = N_("Stop stepping and go to the end of the call"),
		.help = N_("The machine is then as if the call had not been "
			   "stepped through. Any command that changes the "
			   "machine does this first."),
		.example = "step vmalloc 4k\n"
			   "leave",
		.run = run_leave,
	},
	{ .name = NULL },
};
