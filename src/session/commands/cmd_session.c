/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_session.c - commands about the session itself: which machine, which
 * commands, help.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "kernel/check.h"
#include "session/answer/glossary.h"
#include "session/files/output_file.h"
#include "session/import/board_file.h"
#include "session/files/text_lines.h"
#include "session/import/import_session.h"
#include "session/line/script.h"
#include "session/session.h"
#include "session/stepping/stepper.h"
#include "text/paragraph.h"
#include "translate.h"

/* Words with one blank between them; false when they do not fit. */
static bool join_words(const struct args *args, char *text, size_t size)
{
	size_t len = 0;

	*text = '\0';
	for (uint32_t i = 0; i < args->nr_words; i++) {
		int n = snprintf(text + len, size - len, "%s%s", i ? " " : "",
				 args->word[i]);

		if (n < 0 || (size_t)n >= size - len)
			return false;
		len += (size_t)n;
	}
	return true;
}

/* Everything runs on one CPU; the others only count. */
static int tell_cpus(struct session *s, int error)
{
	if (!error && s->board.cpus > 1)
		fprintf(s->out.file,
			_("%u CPUs, an SMP kernel: CPU 0 makes every call\n"),
			s->board.cpus);
	return error;
}

static int run_boot(struct session *s, const struct args *args,
		    struct value *value)
{
	char cmdline[sizeof(s->cmdline)];
	struct board board = s->board;

	(void)value;
	if (arg_given(args, ARG_CHOICE))
		board.allocator = args->choice;
	if (!args->nr_words)
		return tell_cpus(s, session_boot(s, &board, s->cmdline));
	if (!join_words(args, cmdline, sizeof(cmdline)))
		return fail(s, -E2BIG,
			    "the kernel takes at most %zu bytes of arguments",
			    sizeof(cmdline) - 1);
	return tell_cpus(s, session_boot(s, &board, cmdline));
}

static int save_board(struct session *s, const struct args *args)
{
	struct memory_stream text;
	int error;

	if (args->nr_words != 2)
		return fail(s, -EINVAL,
			    "expected one file name: board save "
			    "FILE");
	if (memory_stream_open(&text))
		return fail_memory(s);
	board_write(&s->board, "", text.file);
	error = output_text(s, args->word[1], &text);
	memory_stream_close(&text);
	return error;
}

static int run_board(struct session *s, const struct args *args,
		     struct value *value)
{
	char why[MESSAGE_SIZE];
	struct board board;
	int error;

	(void)value;
	if (!args->nr_words) {
		error = board_list(s->out.file, s->board.name);
		if (error == -ENOMEM)
			return fail_memory(s);
		if (error)
			return fail(s, error,
				    "no boards found; set $VMSCOPE_DATA to the "
				    "folder that contains boards/");
		return 0;
	}
	if (!strcmp(args->word[0], "save"))
		return save_board(s, args);
	if (args->nr_words > 1)
		return fail(s, -EINVAL, "expected one board, or save FILE");
	error = board_load(args->word[0], INPUT_FILE, &board, why, sizeof(why));
	if (error)
		return fail(s, error, "%s", why);
	error = session_boot(s, &board, board.cmdline);
	if (!error && *why)
		fprintf(s->out.file, "%s\n", why);
	return tell_cpus(s, error);
}

static int run_source(struct session *s, const struct args *args,
		      struct value *value)
{
	FILE *file = lines_open(args->file);

	(void)value;
	if (!file)
		return fail(s, -errno, "cannot read %s: %s",
			    shown(args->file).text, input_problem(errno));
	return script_push(s, file, args->file);
}

enum { IMPORT_BESIDE = 7 }; /* files beside a listing */

/* Only what vmscope was started with may have to be waited for. */
static int run_import(struct session *s, const struct args *args,
		      struct value *value)
{
	bool started = s->mode == SESSION_LIVE && !s->script && !s->person;
	const char *file[1 + IMPORT_BESIDE] = { args->file };
	size_t nr = 1;
	bool stream = false;

	(void)value;
	if (args->nr_words && !s->starting)
		return fail(s, -EINVAL,
			    "files beside a listing tell of the board, which "
			    "the start decides: vmscope -i LISTING -i IOMEM");
	if (args->nr_words > IMPORT_BESIDE)
		return fail(s, -EINVAL, "more than %d files",
			    IMPORT_BESIDE + 1);
	for (uint32_t i = 0; i < args->nr_words; i++)
		file[nr++] = args->word[i];
	for (size_t i = 0; i < nr; i++) {
		if (!input_is_stream(file[i]))
			continue;
		stream = true;
		if (!started)
			return fail(s, -EINVAL, "%s: %s", shown(file[i]).text,
				    input_problem(EINVAL));
	}
	return session_import(
		s, file, nr, s->starting || stream ? INPUT_STREAM : INPUT_FILE);
}

/* ---- help ---- */

/* @all: also the other words for the same. */
static void print_words(const struct glossary_entry *entry, bool all, FILE *to)
{
	char word[GLOSSARY_WORD];

	for (unsigned int i = 0; glossary_word(entry, i, word) && (all || !i);
	     i++)
		fprintf(to, "%s%s", i ? _(", ") : "", word);
}

static int list_words(struct session *s)
{
	struct memory_stream list;
	int error = memory_stream_open(&list);

	for (const struct glossary_entry *e = glossary(); !error && e->words;
	     e++) {
		fputs(e == glossary() ? "" : _(", "), list.file);
		print_words(e, false, list.file);
	}
	if (!error)
		error = memory_stream_text(&list);
	if (!error)
		paragraph_print(list.text, 0, s->out.file);
	memory_stream_close(&list);
	return error ? fail_memory(s) : 0;
}

static int fail_help(struct session *s, const char *word)
{
	char best[GLOSSARY_WORD] = "", other[GLOSSARY_WORD];

	for (const struct glossary_entry *e = glossary(); e->words; e++)
		for (unsigned int i = 0; glossary_word(e, i, other); i++)
			if (!*best || name_distance(word, other) <
					      name_distance(word, best))
				strcpy(best, other);
	if (!name_is_near(word, best))
		return command_unknown(s, word);
	return fail(s, -EINVAL, "there is no help on %s; did you mean %s?",
		    shown(word).text, best);
}

static int run_help(struct session *s, const struct args *args,
		    struct value *value)
{
	const struct glossary_entry *entry;
	const struct command *c;
	char word[64];

	(void)value;
	if (!args->nr_words) {
		command_summaries(s->out.file);
		fputs(_("\n`help COMMAND` tells more, and `help WORD` what a "
			"word on the screen means:\n"),
		      s->out.file);
		return list_words(s);
	}
	if (!join_words(args, word, sizeof(word)))
		return command_unknown(s, args->word[0]);
	c = command_find(word, strlen(word));
	entry = glossary_find(word);
	if (!c && !entry)
		return fail_help(s, word);
	if (c)
		command_help(c, s->out.file);
	if (entry) {
		fputs(c ? "\n" : "", s->out.file);
		print_words(entry, true, s->out.file);
		putc('\n', s->out.file);
		paragraph_print(_(entry->text), 0, s->out.file);
	}
	return 0;
}

static int run_check(struct session *s, const struct args *args,
		     struct value *value)
{
	char why[MESSAGE_SIZE];

	(void)args;
	(void)value;
	if (!kernel_check(s->k,
			  &(struct complaint){ why, sizeof(why), translate }))
		return fail(s, -EUCLEAN,
			    stepper_on(s) ? N_("a call is under way; here "
					       "this does not hold: %s")
					  : N_("the machine is damaged: %s"),
			    why);
	fputs(_("every invariant holds\n"), s->out.file);
	return 0;
}

static int run_quit(struct session *s, const struct args *args,
		    struct value *value)
{
	(void)args;
	(void)value;
	s->quit = true;
	return 0;
}

static const struct choice allocators[] = {
	{ "2.6.32", ALLOCATOR_2_6_32 },
	{ "2.6.39", ALLOCATOR_2_6_39 },
	{ "6.1", ALLOCATOR_6_1 },
	{ NULL, 0 },
};

const struct command session_commands[] = {
	{
		.name = "boot",
		.flags = COMMAND_REBOOTS,
		.summary = N_("Boot again, with other kernel arguments"),
		.help = N_(
			"Without arguments those of the last boot are used; "
			"`boot \"\"` uses none. mem=SIZE[@START] replaces the "
			"board's RAM and may be repeated; vmalloc=SIZE "
			"reserves that much for vmalloc, nothing for modules; "
			"kmemleak=on watches for leaks (see `help kmemleak`). "
			"allocator= chooses "
			"the kernel whose rules hand out the vmalloc region; "
			"all else stays 2.6.32's. All allocations are gone, "
			"values and names are forgotten."),
		.example = "boot mem=128M vmalloc=256M\n"
			   "boot allocator=2.6.39\n"
			   "boot",
		.args = { { "ARGUMENT", ARG_WORD, ARG_OPTIONAL | ARG_REPEAT,
			    NULL },
			  { "allocator", ARG_CHOICE, ARG_KEYWORD,
			    allocators } },
		.run = run_boot,
	},
	{
		.name = "board",
		.flags = COMMAND_REBOOTS,
		.summary = N_("Boot on another board, or list the boards"),
		.help = N_("NAME is one from the list; a NAME with a slash is "
			   "a file, also a boot log. Boots with the kernel "
			   "arguments that the board has; see boot. save FILE "
			   "writes the present board as such a file."),
		.example = "board\n"
			   "board marvell",
		.args = { { "NAME", ARG_WORD,
			    ARG_OPTIONAL | ARG_REPEAT | ARG_BOARDS, NULL } },
		.run = run_board,
	},
	{
		.name = "source",
		.summary = N_("Run the commands of a file"),
		.help = N_("One command per line; # starts a comment. An error "
			   "ends the script. Scripts may source others, up to "
			   "16 deep."),
		.example = "vmalloc 40k\n"
			   "save setup.vms\n"
			   "source setup.vms",
		.args = { { "FILE", ARG_FILE, 0, NULL } },
		.run = run_source,
	},
	{
		.name = "import",
		.flags = COMMAND_REBOOTS,
		.summary = N_("Rebuild a machine from what it printed"),
		.help = N_("Boots again. From a /proc/vmallocinfo come the "
			   "areas, at their addresses and with their callers; "
			   "vmscope comes with marvell.vmallocinfo. From a "
			   "report of a page allocation failure, or "
			   "/proc/buddyinfo and pagetypeinfo, come the free "
			   "blocks; all else is in use. Values and names are "
			   "forgotten. FILE may have both, and other lines "
			   "around. At the start more files may be named, "
			   "`vmscope -i vmallocinfo -i iomem -i meminfo`: "
			   "/proc/iomem, /proc/meminfo or a boot log beside "
			   "the areas tell of the board."),
		.example = "import vmallocinfo.txt",
		.args = { { "FILE", ARG_FILE, 0, NULL },
			  { "BESIDE", ARG_WORD,
			    ARG_OPTIONAL | ARG_REPEAT | ARG_FILES, NULL } },
		.run = run_import,
	},
	{
		.name = "check",
		.summary = N_("Check every invariant of the kernel's memory"),
		.help = N_("Lists, trees, free blocks, page tables and "
			   "counters; the first thing that is wrong is "
			   "reported as an error."),
		.example = "vmalloc 40k\n"
			   "check",
		.run = run_check,
	},
	{
		.name = "help",
		.summary = N_("List all commands, or explain one, or a word"),
		.help = N_("Results are $1, $2 ...; $ is the last one, and "
			   "`name = COMMAND` names it.\nAddresses: 0xd0800000, "
			   "d0800000, $1, $1+0x10, a name, &vmlist: any C "
			   "expression without spaces, see `help p`.\nSizes: "
			   "40k, 1M, 0x1000, 10p (pages) or bytes. # starts a "
			   "comment."),
		.example = "help vmalloc\n"
			   "help guard page",
		.args = { { "COMMAND|WORD", ARG_WORD,
			    ARG_OPTIONAL | ARG_REPEAT | ARG_COMMANDS, NULL } },
		.run = run_help,
	},
	{
		.name = "quit",
		.summary = N_("Leave"),
		.help = N_("In a script, nothing after it is run. At a prompt "
			   "a script or a lesson's page only ends itself."),
		.example = "quit",
		.run = run_quit,
	},
	{ .name = NULL },
};
