/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_stepping.c - commands that move in the call that is stepped through.
 *
 * They have gdb's names. None is in the log: a cursor over a record moves, and
 * the machine follows through its journal. `step` and `goto` are rows of other
 * files; step_now() and goto_now() give them another meaning while a call is
 * stepped through.
 */
#include "session/commands/command.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "session/line/expression.h"
#include "session/front.h"
#include "session/session.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static int check_on(struct session *s)
{
	if (stepper_on(s))
		return 0;
	return fail(s, -EINVAL,
		    "no call is being stepped through; `step vmalloc 4k` runs "
		    "one and begins at its first step");
}

/* ---- One move ---- */

#define LAST                                                                   \
	"the call has returned; `leave` ends stepping, reverse-step goes back"
#define FIRST "this is the first step"

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
	  "nothing to see before in this function or around it; `reverse-step` "
	  "goes into what was called" },
	{ "reverse-finish", MOVE_OUT, true,
	  "no function is around this one: it is the call itself" },
	{ "reverse-continue", MOVE_BREAK, true, FIRST },
	{ "advance", MOVE_VISIT, false, "this line is not visited again" },
	{ "reverse-advance", MOVE_VISIT, true,
	  "this line was not visited before" },
};

/* Up to @count times; the machine is taken there once. */
static int move(struct session *s, size_t row, uint32_t count)
{
	uint64_t here;
	struct record_step step;
	uint32_t at, done = 0;

	s->look.play = 0;
	stepper_step(s, &step);
	here = step.position;
	while (done < count &&
	       stepper_find(s, moves[row].move, moves[row].back, &at)) {
		stepper_goto(s, at);
		done++;
	}
	if (!done)
		return fail(s, -ERANGE, "%s", moves[row].nowhere);
	if (!moves[row].back)
		s->stepper.seen = here;
	if (moves[row].move == MOVE_BREAK && !stepper_breakpoint(s, at))
		fprintf(s->out.file, "no breakpoint is met up to here\n");
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
	int error = check_on(s);

	(void)value;
	if (error)
		return error;
	return move(s, find_move(s->words.word[0]), args->count);
}

/* To a place, or to the next visit of this one. */
static int run_advance(struct session *s, const struct args *args,
		       struct value *value)
{
	size_t row = find_move(s->words.word[0]);
	struct breakpoint to;
	uint32_t at;
	int error = check_on(s);

	if (error || !args->nr_words)
		return error ? error : run_move(s, args, value);
	error = breakpoint_read(s, args->word[0], &to);
	if (error)
		return error;
	if (!stepper_find_point(s, &to, moves[row].back, &at))
		return fail(s, -ERANGE,
			    moves[row].back
				    ? "the call did not come to %s before; "
				      "`advance` looks ahead"
				    : "the call does not come to %s any more; "
				      "`reverse-advance` looks back",
			    shown(args->word[0]).text);
	stepper_goto(s, at);
	stepper_print(s);
	return 0;
}

/* ---- step, goto ---- */

static int read_number(struct session *s, const char *word, uint32_t last,
		       const char *what, uint32_t *n)
{
	uint64_t number;

	if (parse_number(word, &number))
		return fail(s, -EINVAL, "%s is no number of a %s",
			    shown(word).text, what);
	if (!number || (number > last && last == UINT32_MAX))
		return fail(s, -ERANGE, "%s is no number of %ss",
			    shown(word).text, what);
	if (number > last)
		return fail(s, -ERANGE, "there is no %s %s: there are %" PRIu32,
			    what, shown(word).text, last);
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
		error = read_number(s, args->word[0], most,
				    stepper_on(s) ? "step" : "command", &n);
	if (!error && stepper_on(s))
		return move(s, find_move("step"), n);
	if (!error && !n)
		error = fail(s, -EINVAL,
			     "there is no command yet; `step vmalloc 4k` runs "
			     "one and steps through it");
	return error ? error : stepper_again(s, n);
}

static int run_goto_step(struct session *s, const struct args *args,
			 struct value *value)
{
	uint32_t nr = record_last(s->stepper.record) + 1, n = 1;
	const char *word = args->word[0];
	int error = 0;

	(void)value;
	if (!strcmp(word, "end"))
		n = nr;
	else if (strcmp(word, "start"))
		error = read_number(s, word, nr, "step", &n);
	if (error)
		return error;
	stepper_goto(s, n - 1);
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

/* ---- Breakpoints ---- */

static int list_breakpoints(struct session *s)
{
	const struct breakpoints *list = &s->stepper.breakpoints;

	if (!list->nr)
		fputs("no breakpoints; `break alloc_vmap_area` makes one\n",
		      s->out.file);
	for (unsigned int i = 0; i < list->nr; i++) {
		fprintf(s->out.file, "%-3u ", list->item[i].number);
		breakpoint_print(&list->item[i], s->out.file);
		putc('\n', s->out.file);
	}
	return 0;
}

static int keep_breakpoint(struct session *s, struct breakpoint *b)
{
	int error = breakpoint_add(s, b);

	if (error)
		return error;
	fprintf(s->out.file, "breakpoint %u: ", b->number);
	breakpoint_print(b, s->out.file);
	putc('\n', s->out.file);
	return 0;
}

/* The comparison in a text, but not the arrow of va->flags; its length. */
static size_t find_sign(const char *text, size_t *at, enum break_compare *sign)
{
	static const struct {
		const char *text;
		enum break_compare compare;
	} signs[] = { { "==", BREAK_EQ },
		      { "!=", BREAK_NE },
		      { "<", BREAK_LT },
		      { ">", BREAK_GT } };

	for (*at = 1; *text && text[*at]; ++*at)
		for (size_t i = 0; i < ARRAY_SIZE(signs); i++) {
			size_t len = strlen(signs[i].text);

			if (strncmp(text + *at, signs[i].text, len) ||
			    (text[*at] == '>' && text[*at - 1] == '-'))
				continue;
			*sign = signs[i].compare;
			return len;
		}
	return 0;
}

/* VAR == VALUE, without blanks. */
static int read_variable(struct session *s, const char *name, size_t len,
			 struct breakpoint *b)
{
	if (len >= sizeof(b->word))
		return fail(s, -EINVAL, "no variable has such a long name");
	memcpy(b->word, name, len);
	b->word[len] = '\0';
	if (s->front && s->front->source_variable &&
	    !s->front->source_variable(b->word))
		return fail(s, -EINVAL,
			    "no step has a variable %s; `locals` shows those "
			    "of a step",
			    shown(b->word).text);
	return 0;
}

/* A number with its unit, as in sizes, or whatever is an address. */
static int read_value(struct session *s, const char *text, uint32_t *bits)
{
	struct value value;
	uint64_t number;
	int error;

	if (!parse_bytes(text, &number) && number <= UINT32_MAX) {
		*bits = (uint32_t)number;
		return 0;
	}
	error = evaluate(s, text, &value);
	if (!error)
		*bits = value.bits;
	return error;
}

static int read_condition(struct session *s, const char *text,
			  struct breakpoint *b)
{
	size_t at, len = find_sign(text, &at, &b->compare);
	int error;

	if (!len || !text[at + len])
		return fail(s, -EINVAL,
			    "write `break if VAR == VALUE`; there are == != < "
			    "and >");
	error = read_variable(s, text, at, b);
	if (!error)
		error = read_value(s, text + at + len, &b->value);
	b->kind = BREAK_IF;
	return error;
}

static int break_if(struct session *s, const struct args *args)
{
	struct breakpoint b = { .kind = BREAK_IF };
	struct stream text;
	int error = stream_open(&text);

	for (uint32_t i = 1; !error && i < args->nr_words; i++)
		fputs(args->word[i], text.file);
	if (error || stream_text(&text))
		error = fail_memory(s);
	if (!error)
		error = read_condition(s, text.text, &b);
	stream_close(&text);
	return error ? error : keep_breakpoint(s, &b);
}

static int run_break(struct session *s, const struct args *args,
		     struct value *value)
{
	struct breakpoint b;
	int error;

	(void)value;
	if (!args->nr_words)
		return list_breakpoints(s);
	if (!strcmp(args->word[0], "if"))
		return break_if(s, args);
	if (args->nr_words > 1)
		return fail(s, -EINVAL,
			    "%s is too much: break takes one place, or "
			    "`if VAR == VALUE`",
			    shown(args->word[1]).text);
	error = breakpoint_read(s, args->word[0], &b);
	return error ? error : keep_breakpoint(s, &b);
}

static int run_watch(struct session *s, const struct args *args,
		     struct value *value)
{
	struct breakpoint b = { .kind = BREAK_WATCH };
	const char *name = args->word[0];
	int error = read_variable(s, name, strlen(name), &b);

	(void)value;
	return error ? error : keep_breakpoint(s, &b);
}

static int run_delete(struct session *s, const struct args *args,
		      struct value *value)
{
	(void)value;
	if (arg_given(args, ARG_COUNT))
		return breakpoint_delete(s, args->count);
	fprintf(s->out.file, "%u breakpoints deleted\n",
		s->stepper.breakpoints.nr);
	s->stepper.breakpoints.nr = 0;
	return 0;
}

/* ---- Looking around, and leaving ---- */

static int run_where(struct session *s, const struct args *args,
		     struct value *value)
{
	int error = check_on(s);

	(void)args;
	(void)value;
	if (!error)
		stepper_print_stack(s);
	return error;
}

static int run_locals(struct session *s, const struct args *args,
		      struct value *value)
{
	int error = check_on(s);

	(void)args;
	(void)value;
	if (!error)
		stepper_print_vars(s);
	return error;
}

static int run_leave(struct session *s, const struct args *args,
		     struct value *value)
{
	int error = check_on(s);

	(void)args;
	(void)value;
	if (error)
		return error;
	stepper_leave(s);
	fprintf(s->out.file, "at the end of command %" PRIu32 ": ", s->log.at);
	log_show(&s->log, s->log.at, s->out.file);
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
	int error = check_on(s);

	(void)value;
	if (error)
		return error;
	if (!s->look.columns)
		return fail(s, -ENOTTY,
			    "there is no full screen to play the steps on; "
			    "`step 10` makes ten of them");
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
		.summary = "Go to the next step, over calls",
		.help = "To the next step of this function, or of one around "
			"it when it returns,\nor to the end of the call; N "
			"times. `step` goes into calls, too.",
		.example = "step to alloc_vmap_area vmalloc 4k\n"
			   "next\n"
			   "next 3",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "finish",
		.flags = COMMAND_STEPS,
		.summary = "Go on until this function has returned",
		.help = "To the next step of a function around this one, or "
			"to the end of the\ncall; N times.",
		.example = "step to alloc_vmap_area vmalloc 4k\n"
			   "finish",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "continue",
		.flags = COMMAND_STEPS,
		.summary = "Go on to the next breakpoint",
		.help = "Where none is met, to the end of the call; N times.",
		.example = "break rb_insert_color\n"
			   "step vmalloc 4k\n"
			   "continue",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "advance",
		.flags = COMMAND_STEPS,
		.summary = "Go on to a place, or to the next visit of this one",
		.help = "WHERE is what `break` takes: a function, FILE:LINE, "
			"or something that happens.",
		.example = "step vmalloc 40k\n"
			   "advance pte\n"
			   "advance",
		.args = WHERE_ARG,
		.run = run_advance,
	},
	{
		.name = "reverse-step",
		.flags = COMMAND_STEPS,
		.summary = "Go back one step, into calls",
		.help = "Memory becomes what it was before that step; N times.",
		.example = "step vmalloc 4k\n"
			   "step\n"
			   "reverse-step",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "reverse-next",
		.flags = COMMAND_STEPS,
		.summary = "Go back one step, over calls",
		.help = "To the step before in this function, or in one around "
			"it; N times.",
		.example = "step to hole vmalloc 4k\n"
			   "reverse-next",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "reverse-finish",
		.flags = COMMAND_STEPS,
		.summary = "Go back to before this function was called",
		.help = "To the last step of a function around this one that "
			"came before; N times.",
		.example = "step to alloc_vmap_area vmalloc 4k\n"
			   "reverse-finish",
		.args = COUNT_ARG,
		.run = run_move,
	},
	{
		.name = "reverse-continue",
		.flags = COMMAND_STEPS,
		.summary = "Go back to the breakpoint met before",
		.help = "Where none was met, to the first step of the call; N "
			"times.",
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
		.summary = "Go back to a place, or to the last visit of this",
		.help = "As `advance`, against time.",
		.example = "step vmalloc 4k\n"
			   "goto end\n"
			   "reverse-advance pte",
		.args = WHERE_ARG,
		.run = run_advance,
	},
	{
		.name = "play",
		.flags = COMMAND_LOOKS,
		.summary = "Let the steps follow by themselves",
		.help = "Forwards, or back, as many a second as `set speed` "
			"says; up to a breakpoint,\nthe end of the call, "
			"`play stop`, or any move of one's own.",
		.example = "set speed 2\n"
			   "show speed",
		.args = { { "HOW", ARG_CHOICE, ARG_OPTIONAL, plays } },
		.run = run_play,
	},
	{
		.name = "break",
		.summary = "Stop at a place from now on, or list breakpoints",
		.help = "A function; FILE:LINE of src/kernel; or something "
			"that happens:\nhole visit found overflow rotate "
			"recolor "
			"page split merge table pte.\n`if VAR == VALUE` (!= < "
			"> too) stops where that has become so. `continue` "
			"and\n`reverse-continue` stop there, in every call "
			"that is stepped through.",
		.example = "break alloc_vmap_area\n"
			   "break if addr == 0xd0800000\n"
			   "break",
		.args = { { "WHERE", ARG_WORD, ARG_OPTIONAL | ARG_REPEAT,
			    NULL } },
		.run = run_break,
	},
	{
		.name = "watch",
		.summary = "Stop wherever a variable changes",
		.help = "VAR is a variable that `locals` shows. `continue` "
			"stops where it has another\nvalue than before in the "
			"same call of its function.",
		.example = "vmalloc 4k\n"
			   "watch addr\n"
			   "step vmalloc 40k\n"
			   "continue",
		.args = { { "VAR", ARG_WORD, 0, NULL } },
		.run = run_watch,
	},
	{
		.name = "delete",
		.summary = "Delete a breakpoint, or all",
		.help = "`break` alone lists them with their numbers.",
		.example = "break alloc_vmap_area\n"
			   "delete 1",
		.args = COUNT_ARG,
		.run = run_delete,
	},
	{
		.name = "where",
		.summary = "The functions that this step is in",
		.help = "The innermost first, each with the line that it is "
			"at.",
		.example = "step to alloc_vmap_area vmalloc 4k\n"
			   "where",
		.run = run_where,
	},
	{
		.name = "bt",
		.summary = "The same as `where`",
		.help = "Short for backtrace, as gdb has it.",
		.example = "step vmalloc 4k\n"
			   "bt",
		.run = run_where,
	},
	{
		.name = "locals",
		.summary = "The variables of this step",
		.help = "Each with its value, what it points at, and when it "
			"changed last.",
		.example = "step to hole vmalloc 4k\n"
			   "locals",
		.run = run_locals,
	},
	{
		.name = "leave",
		.flags = COMMAND_STEPS,
		.summary = "End the stepping: go to the end of the call",
		.help = "The machine is then as if nobody had looked. Any "
			"command that changes it\ndoes that on its own.",
		.example = "step vmalloc 4k\n"
			   "leave",
		.run = run_leave,
	},
	{ .name = NULL },
};
