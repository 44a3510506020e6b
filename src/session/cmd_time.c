/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_time.c - commands that move along the log, and keep it.
 *
 * None of them is in the log. They leave values and names alone: those are the
 * person's, not the machine's; only load brings its own.
 */
#include "session/command.h"

#include <errno.h>

#include "session/lesson.h"
#include "session/saved.h"
#include "session/session.h"
#include "session/statefile.h"
#include "session/timeline.h"

enum { HISTORY_LINES = 20 };

/* The number behind a command; *n keeps its value if there is none. */
static int read_number(struct session *s, const struct args *args, uint32_t *n)
{
	const char *word = args->nr_words ? args->word[0] : NULL;
	uint64_t number;

	if (!word)
		return 0;
	if (parse_number(word, &number) || number > UINT32_MAX)
		return fail(s, -EINVAL, "%s is no number of commands",
			    shown(word).text);
	*n = (uint32_t)number;
	return 0;
}

/* What happened to entries [@first, @last]. */
static void print_range(struct session *s, const char *what, uint32_t first,
			uint32_t last)
{
	FILE *to = s->out.file;

	if (first > last)
		return;
	fprintf(to, "%s %u", what, first);
	if (first != last)
		fprintf(to, " to %u", last);
	fputs(": ", to);
	log_show(&s->log, first, to);
	if (first != last) {
		fputs(" ... ", to);
		log_show(&s->log, last, to);
	}
	putc('\n', to);
}

static void print_moment(struct session *s, uint32_t n)
{
	FILE *to = s->out.file;

	fprintf(to, "%c%6u  ", n == s->log.at ? '*' : ' ', n);
	if (n)
		log_show(&s->log, n, to);
	else
		fputs("(the beginning)", to);
	fputs(n > s->log.at ? "  (undone)\n" : "\n", to);
}

static int run_undo(struct session *s, const struct args *args,
		    struct value *value)
{
	uint32_t n = 1, at = s->log.at;
	int error = read_number(s, args, &n);

	(void)value;
	if (error)
		return error;
	if (n > at)
		return fail(s, -ERANGE,
			    "%u commands cannot be undone: there are %u", n,
			    at);
	error = timeline_travel(s, at - n);
	if (!error)
		print_range(s, "undid", at - n + 1, at);
	return error;
}

static int run_redo(struct session *s, const struct args *args,
		    struct value *value)
{
	uint32_t n = 1, at = s->log.at, undone = s->log.nr - at;
	int error = read_number(s, args, &n);

	(void)value;
	if (error)
		return error;
	if (n > undone)
		return fail(s, -ERANGE,
			    "%u commands cannot be done again: %u are undone",
			    n, undone);
	error = timeline_travel(s, at + n);
	if (!error)
		print_range(s, "did again", at + 1, at + n);
	return error;
}

static int run_goto(struct session *s, const struct args *args,
		    struct value *value)
{
	uint32_t n = 0;
	int error = read_number(s, args, &n);

	(void)value;
	if (!error && n > s->log.nr)
		return fail(s, -ERANGE, "there is no command %u: there are %u",
			    n, s->log.nr);
	if (!error)
		error = timeline_travel(s, n);
	if (error)
		return error;
	if (n)
		print_range(s, "after", n, n);
	else
		fputs("before the first command\n", s->out.file);
	return 0;
}

static int run_history(struct session *s, const struct args *args,
		       struct value *value)
{
	const struct log *log = &s->log;
	uint32_t lines = HISTORY_LINES, first, last;
	int error = read_number(s, args, &lines);

	(void)value;
	if (error)
		return error;
	first = log->at < lines ? 0 : log->at - lines + 1;
	last = log->nr - log->at < lines ? log->nr : log->at + lines;
	for (uint32_t n = first; n <= last; n++)
		print_moment(s, n);
	return 0;
}

static int run_save(struct session *s, const struct args *args,
		    struct value *value)
{
	int error = saved_write(s, args->file);

	(void)value;
	if (!error)
		fprintf(s->out.file, "%u commands saved\n", s->log.at);
	return error;
}

static int run_load(struct session *s, const struct args *args,
		    struct value *value)
{
	int error = saved_load(s, args->file);

	(void)value;
	if (error)
		return error;
	statefile_restart(s);
	lesson_end(s);
	fprintf(s->out.file, "%u commands loaded\n", s->log.at);
	return 0;
}

#define NUMBER_ARG(flags)                                                      \
	{                                                                      \
		"N", ARG_WORD, (flags), NULL                                   \
	}
#define FILE_ARG                                                               \
	{                                                                      \
		"FILE", ARG_FILE, 0, NULL                                      \
	}

const struct command time_commands[] = {
	{
		.name = "undo",
		.flags = COMMAND_TRAVELS,
		.summary = "Take back the last command, or the last N",
		.help = "Counts the commands that `history` shows. The memory "
			"becomes what it was, to\nthe last bit. Values and "
			"names stay. What is older than the journal (64 MB, "
			"see\n--history) is reached by running the commands "
			"from the beginning again.",
		.example = "vmalloc 40k\n"
			   "undo",
		.args = { NUMBER_ARG(ARG_OPTIONAL) },
		.run = run_undo,
	},
	{
		.name = "redo",
		.flags = COMMAND_TRAVELS,
		.summary = "Do again what was undone last, or the last N",
		.help = "Until the next command that changes something: it "
			"takes the place of what was\nundone.",
		.example = "vmalloc 40k\n"
			   "undo\n"
			   "redo",
		.args = { NUMBER_ARG(ARG_OPTIONAL) },
		.run = run_redo,
	},
	{
		.name = "goto",
		.flags = COMMAND_TRAVELS,
		.summary = "Go to where the machine was after command N",
		.help = "Back or forth, by the numbers of `history`; 0 is the "
			"beginning. While a call\nis stepped through: to step "
			"N of it, to its `start` or its `end`.",
		.example = "vmalloc 40k\n"
			   "vmalloc 4k\n"
			   "goto 1",
		.args = { NUMBER_ARG(0) },
		.run = run_goto,
		.now = goto_now,
	},
	{
		.name = "history",
		.summary = "The commands that undo and redo count",
		.help = "All that were accepted and could change the machine. "
			"* marks where it is.\nShows 20 up to there and 20 "
			"undone, or N.",
		.example = "vmalloc 40k\n"
			   "history",
		.args = { NUMBER_ARG(ARG_OPTIONAL) },
		.run = run_history,
	},
	{
		.name = "save",
		.flags = COMMAND_SETTLED,
		.summary = "Write the session to a file",
		.help = "A text: board, kernel arguments, each command up to "
			"here, hashes of the memory.\nWhat is undone is "
			"not saved. `source` can run it, too.",
		.example = "vmalloc 40k\n"
			   "save lesson.session",
		.args = { FILE_ARG },
		.run = run_save,
	},
	{
		.name = "load",
		.flags = COMMAND_TRAVELS,
		.summary = "Run a saved session in place of this one",
		.help = "The memory is compared with the saved hashes; if a "
			"newer vmscope does something\nelse, the commands "
			"between which it begins are named and nothing "
			"changes.\nMachine, log, values and names become "
			"those of the file; undo goes along its\nlog.",
		.example = "vmalloc 40k\n"
			   "save lesson.session\n"
			   "load lesson.session",
		.args = { FILE_ARG },
		.run = run_load,
	},
	{ .name = NULL },
};
