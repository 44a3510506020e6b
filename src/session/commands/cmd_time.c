/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_time.c - commands that move along the log, and keep it.
 *
 * None of them is in the log. They leave values and names alone: those are the
 * person's, not the machine's; only load brings its own.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "session/lesson/lesson.h"
#include "session/files/saved_session.h"
#include "session/line/script.h"
#include "session/session.h"
#include "session/files/recovery_file.h"
#include "session/time/timeline.h"
#include "translate.h"

enum { HISTORY_LINES = 20 };

/* The number after a command; *n keeps its value if there is none. */
static int read_number(struct session *s, const struct args *args, uint32_t *n)
{
	const char *word = args->nr_words ? args->word[0] : NULL;
	uint64_t number;

	if (!word)
		return 0;
	if (parse_number(word, &number) || number > UINT32_MAX)
		return fail(s, -EINVAL, "%s is not a number of commands",
			    shown(word).text);
	*n = (uint32_t)number;
	return 0;
}

/* What happened to entries [@first, @last]: a sentence for one or for more. */
static void print_range(struct session *s, const char *one, const char *more,
			uint32_t first, uint32_t last)
{
	FILE *to = s->out.file;

	if (first > last)
		return;
	fprintf(to, first == last ? one : more, first, last);
	command_log_show(&s->log, first, to);
	if (first != last) {
		fputs(" ... ", to);
		command_log_show(&s->log, last, to);
	}
	putc('\n', to);
}

static void print_moment(struct session *s, uint32_t n)
{
	FILE *to = s->out.file;

	fprintf(to, "%c%6u  ", n == s->log.at ? '*' : ' ', n);
	if (n)
		command_log_show(&s->log, n, to);
	else
		fputs(_("(the start)"), to);
	if (n > s->log.at)
		fputs(_("  (undone)"), to);
	putc('\n', to);
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
		return fail(
			s, -ERANGE,
			at ? N_("%u commands cannot be undone: there are only "
				"%u")
			   : N_("there is nothing to undo"),
			n, at);
	error = timeline_travel(s, at - n);
	if (!error)
		print_range(s, _("undid %u: "), _("undid %u to %u: "),
			    at - n + 1, at);
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
			    undone ? N_("%u commands cannot be redone: only %u "
					"were undone")
				   : N_("there is nothing to redo"),
			    n, undone);
	error = timeline_travel(s, at + n);
	if (!error)
		print_range(s, _("redid %u: "), _("redid %u to %u: "), at + 1,
			    at + n);
	return error;
}

static int run_goto(struct session *s, const struct args *args,
		    struct value *value)
{
	uint32_t n = 0;
	int error = read_number(s, args, &n);

	(void)value;
	if (!error && n > s->log.nr)
		return fail(s, -ERANGE,
			    "there is no command %u: there are only %u", n,
			    s->log.nr);
	if (!error)
		error = timeline_travel(s, n);
	if (error)
		return error;
	if (n)
		print_range(s, _("after %u: "), NULL, n, n);
	else
		fputs(_("before the first command\n"), s->out.file);
	return 0;
}

static int run_history(struct session *s, const struct args *args,
		       struct value *value)
{
	const struct command_log *log = &s->log;
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

/* ---- Branches ---- */

static void print_line(struct session *s, char mark, const char *name,
		       const char *parent, uint32_t fork, uint32_t end)
{
	FILE *to = s->out.file;

	fprintf(to, "%c %-16s ", mark, name);
	if (parent)
		fprintf(to,
			ngettext("%u command, off %s after %u",
				 "%u commands, off %s after %u", end),
			end, parent, fork);
	else
		fprintf(to, ngettext("%u command", "%u commands", end), end);
	putc('\n', to);
}

static int run_branches(struct session *s, const struct args *args,
			struct value *value)
{
	const struct command_log *log = &s->log;

	(void)args;
	(void)value;
	print_line(s, '*', branch_line(log), NULL, 0, log->nr);
	for (uint32_t i = 0; i < log->branches.nr; i++) {
		const struct branch *b = log->branches.branch[i];

		print_line(s, ' ', b->name,
			   b->parent ? b->parent->name : branch_line(log),
			   b->fork, b->fork + b->nr);
	}
	return 0;
}

static int rename_line(struct session *s, const char *name)
{
	if (!branch_name_is_good(name))
		return fail(
			s, -EINVAL,
			"%s is not a valid branch name: start with a letter "
			"and use letters, digits, - and _, at most %d in all",
			shown(name).text, BRANCH_NAME - 1);
	if (branch_rename(&s->log, name))
		return fail(s, -EEXIST, "there is already a branch %s", name);
	recovery_file_line(s->state, "line", name);
	fprintf(s->out.file, _("this line is now called %s\n"), name);
	return 0;
}

static int run_rename(struct session *s, const struct args *args,
		      struct value *value)
{
	(void)value;
	if (args->nr_words != 2)
		return fail(s, -EINVAL,
			    "branch -m needs the new name: branch -m NAME");
	return rename_line(s, args->word[1]);
}

static int run_branch(struct session *s, const struct args *args,
		      struct value *value)
{
	struct branch *b = branch_find(&s->log, args->word[0]);
	int error;

	(void)value;
	if (args->nr_words > 1)
		return fail(s, -EINVAL, "branch takes only one name");
	if (!b && !strcmp(args->word[0], branch_line(&s->log)))
		return fail(s, -EALREADY,
			    "%s is the current line; `redo` and `goto` move "
			    "along it",
			    branch_line(&s->log));
	if (!b)
		return fail(s, -EINVAL,
			    "there is no branch %s; `branch` lists them",
			    shown(args->word[0]).text);
	error = timeline_branch(s, args->word[0]);
	if (error)
		return error;
	fprintf(s->out.file, _("on %s: "), branch_line(&s->log));
	command_log_show(&s->log, s->log.at, s->out.file);
	putc('\n', s->out.file);
	return 0;
}

#define BRANCH_ROW(does, what)                                                 \
	{                                                                      \
		.name = "branch", .flags = (what), .args = BRANCH_ARGS,        \
		.run = (does),                                                 \
	}
#define BRANCH_ARGS                                                            \
	{                                                                      \
		{ "NAME|-m", ARG_WORD, ARG_OPTIONAL | ARG_BRANCHES, NULL },    \
		{                                                              \
			"NEW", ARG_WORD, ARG_OPTIONAL, NULL                    \
		}                                                              \
	}

static const struct command branch_list = BRANCH_ROW(run_branches, 0);
static const struct command branch_name = BRANCH_ROW(run_rename, 0);

/* Only to go to another line moves the machine. */
static const struct command *branch_now(const struct session *s,
					const struct command *c)
{
	if (s->words.nr == 1)
		return &branch_list;
	return strcmp(s->words.word[1], "-m") ? c : &branch_name;
}

/* ---- Keeping it ---- */

static int run_save(struct session *s, const struct args *args,
		    struct value *value)
{
	int error = saved_session_write(s, args->file);

	(void)value;
	if (error)
		return error;
	s->saved = s->log.serials;
	fprintf(s->out.file,
		ngettext("%u command saved\n", "%u commands saved\n",
			 s->log.at),
		s->log.at);
	return 0;
}

static int run_load(struct session *s, const struct args *args,
		    struct value *value)
{
	bool unsaved = session_unsaved(s);
	int error;

	(void)value;
	if (script_asker(s) == ASKED_BY_PAGE)
		return fail(s, -EPERM,
			    "a page of a lesson loads no session: it would end "
			    "yours");
	error = saved_session_load(s, args->file);
	if (error)
		return error;
	s->saved = s->log.serials;
	recovery_file_restart(s, unsaved ? s->out.file : NULL);
	lesson_end(s);
	fprintf(s->out.file,
		ngettext("%u command loaded\n", "%u commands loaded\n",
			 s->log.at),
		s->log.at);
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
		.summary = N_("Undo the last command, or the last N"),
		.help = N_("Counts the commands that `history` shows. The "
			   "memory becomes what it was, to the last bit. "
			   "Values and names stay. What is older than the "
			   "journal (64 MB, see --history) is reached by "
			   "running the commands again from the start."),
		.example = "vmalloc 40k\n"
			   "undo",
		.args = { NUMBER_ARG(ARG_OPTIONAL) },
		.run = run_undo,
	},
	{
		.name = "redo",
		.flags = COMMAND_TRAVELS,
		.summary = N_("Redo the last undone command, or the last N"),
		.help = N_(
			"Works until the next command that changes something: "
			"what was undone then becomes a branch; see `branch`."),
		.example = "vmalloc 40k\n"
			   "undo\n"
			   "redo",
		.args = { NUMBER_ARG(ARG_OPTIONAL) },
		.run = run_redo,
	},
	{
		.name = "goto",
		.flags = COMMAND_TRAVELS,
		.summary = N_("Go to where the machine was after command N"),
		.help = N_("Backwards or forwards, by the numbers of "
			   "`history`; 0 is the start. While a call is stepped "
			   "through: to its step N, its `start` or its `end`."),
		.example = "vmalloc 40k\n"
			   "vmalloc 4k\n"
			   "goto 1",
		.args = { NUMBER_ARG(0) },
		.run = run_goto,
		.now = goto_now,
	},
	{
		.name = "history",
		.summary = N_("List the commands that undo and redo count"),
		.help = N_("All commands that were accepted and could change "
			   "the machine. * marks where it is. Shows 20 up to "
			   "there and 20 undone ones, or N."),
		.example = "vmalloc 40k\n"
			   "history",
		.args = { NUMBER_ARG(ARG_OPTIONAL) },
		.run = run_history,
	},
	{
		.name = "branch",
		.flags = COMMAND_TRAVELS,
		.summary = N_("Go to another line of time, or list them"),
		.help = N_("A command after an undo starts a new line; what "
			   "was undone stays as a branch with the name that "
			   "the line had, at first `main`. `branch NAME` goes "
			   "to its end, and the current line becomes a branch. "
			   "`branch -m NEW` renames the current line."),
		.example = "vmalloc 40k\n"
			   "undo\n"
			   "vmalloc 8k\n"
			   "branch\n"
			   "branch main",
		.args = BRANCH_ARGS,
		.run = run_branch,
		.now = branch_now,
	},
	{
		.name = "save",
		.flags = COMMAND_SETTLED,
		.summary = N_("Write the session to a file"),
		.help = N_(
			"A text file: board, kernel arguments, each command, "
			"hashes of the memory, also what was undone and all "
			"branches. `source` runs its commands up to this "
			"moment on the current machine."),
		.example = "vmalloc 40k\n"
			   "save lesson.session",
		.args = { FILE_ARG },
		.run = run_save,
	},
	{
		.name = "load",
		.flags = COMMAND_TRAVELS,
		.summary = N_("Run a saved session in place of this one"),
		.help = N_(
			"The memory is compared with the saved hashes; if a "
			"newer vmscope behaves differently, the commands where "
			"the difference starts are named and nothing changes. "
			"Machine, log, values and names become those of the "
			"file; undo works along its log. The session before is "
			"kept unless a saved file has its commands, and the "
			"answer says where: `load` opens that, too."),
		.example = "vmalloc 40k\n"
			   "save lesson.session\n"
			   "load lesson.session",
		.args = { FILE_ARG },
		.run = run_load,
	},
	{ .name = NULL },
};
