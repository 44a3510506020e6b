/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options.c - the table of options, and getopt_long() fed from it.
 */
#include "options.h"

#include <getopt.h>
#include <stdio.h>

#include "text/clean_text.h"
#include "translate.h"

enum { FIRST_LONG = 256 };

#define MEMBER(name) offsetof(struct options, name)

static const struct option_row rows[] = {
	{ 'c', "command", "COMMAND",
	  N_("run this command and exit; may be repeated"), MEMBER(command) },
	{ 'b', "batch", NULL,
	  N_("no full screen: a prompt, or commands from a pipe"),
	  MEMBER(batch) },
	{ 0, "json", NULL, N_("batch, with one JSON object per command"),
	  MEMBER(json) },
	{ 'B', "board", "NAME|FILE", N_("the machine (default: marvell)"),
	  MEMBER(session.board) },
	{ 0, "cmdline", "ARGS",
	  N_("kernel arguments: mem=256M@0 vmalloc=128M ..."),
	  MEMBER(session.cmdline) },
	{ 'i', "import", "FILE",
	  N_("start from a vmallocinfo or a report; may be repeated"),
	  MEMBER(import) },
	{ 'k', "keep-going", NULL, N_("in batch, continue after an error"),
	  MEMBER(keep_going) },
	{ 0, "history", "SIZE", N_("memory for the journal (default: 64M)"),
	  MEMBER(session.history) },
	{ 0, "no-history", NULL,
	  N_("no journal: full speed, but undo has to replay"),
	  MEMBER(session.no_history) },
	{ 0, "overwrite", NULL,
	  N_("replace files unasked: save, pmemsave, export"),
	  MEMBER(session.overwrite) },
	{ 0, "color", "WHEN", N_("colours: auto, always or never"),
	  MEMBER(color) },
	{ 0, "ascii", NULL, N_("draw with ASCII characters only"),
	  MEMBER(ascii) },
	{ 0, "lang", "LANGUAGE",
	  N_("of the texts: en, zh_CN; or auto, as the locale says"),
	  MEMBER(lang) },
	{ 0, "plain", NULL, N_("a prompt that works well with screen readers"),
	  MEMBER(plain) },
	{ 0, "present", NULL, N_("large and plain, for a projector"),
	  MEMBER(present) },
	{ 'h', "help", NULL, N_("print this and exit"), MEMBER(help) },
	{ 'V', "version", NULL, N_("print the version and exit"),
	  MEMBER(version) },
	{ .name = NULL },
};

enum { NR_ROWS = sizeof(rows) / sizeof(rows[0]) - 1 };

const struct option_row *option_rows(void)
{
	return rows;
}

void options_help(FILE *to)
{
	fputs(_("Usage: vmscope [OPTION]... [SCRIPT]\n"
		"A 32-bit ARM Linux machine small enough to look inside.\n"),
	      to);
	putc('\n', to);
	for (int i = 0; i < NR_ROWS; i++) {
		char names[40];

		snprintf(names, sizeof(names), "--%s%s%s", rows[i].name,
			 rows[i].argument ? "=" : "",
			 rows[i].argument ? rows[i].argument : "");
		if (rows[i].letter)
			fprintf(to, "  -%c, %-20s %s\n", rows[i].letter, names,
				_(rows[i].help));
		else
			fprintf(to, "      %-20s %s\n", names, _(rows[i].help));
	}
	putc('\n', to);
	fputs(_("Runs SCRIPT, then each COMMAND; without them, what is typed "
		"or piped in.\n"
		"The command `help` lists the commands; `man vmscope` has "
		"everything.\n"),
	      to);
}

/* The table in the form that getopt_long() reads. */
static void describe_options(char *letters, struct option *names)
{
	for (int i = 0; i < NR_ROWS; i++) {
		names[i] = (struct option){
			.name = rows[i].name,
			.has_arg = rows[i].argument ? required_argument
						    : no_argument,
			.val = FIRST_LONG + i,
		};
		if (!rows[i].letter)
			continue;
		*letters++ = rows[i].letter;
		if (rows[i].argument)
			*letters++ = ':';
	}
	*letters = '\0';
	names[NR_ROWS] = (struct option){ .name = NULL };
}

static const struct option_row *find_row(int code)
{
	for (int i = 0; i < NR_ROWS; i++)
		if (code == FIRST_LONG + i || code == rows[i].letter)
			return &rows[i];
	return NULL;
}

static void set_option(struct options *o, const struct option_row *row,
		       const char *value)
{
	void *member = (char *)o + row->member;

	if (row->member == MEMBER(command))
		o->command[o->nr_commands++] = value;
	else if (row->member == MEMBER(import))
		o->import[o->nr_imports++] = value;
	else if (row->argument)
		*(const char **)member = value;
	else
		*(bool *)member = true;
}

static void be_wrong(struct options *o, enum wrong_use how, const char *word)
{
	if (o->wrong)
		return;
	o->wrong = how;
	snprintf(o->wrong_word, sizeof(o->wrong_word), "%s", word);
}

int options_read(struct options *o, int argc, char **argv)
{
	/* The colon: what has no value is told from what is no option. */
	char letters[2 * NR_ROWS + 2] = ":";
	struct option names[NR_ROWS + 1];
	int code;

	describe_options(letters + 1, names);
	opterr = 0;
	while ((code = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		const struct option_row *row = find_row(code);

		if (row)
			set_option(o, row, optarg);
		else if (code == ':')
			be_wrong(o, NO_VALUE, argv[optind - 1]);
		else if (optopt >= FIRST_LONG)
			be_wrong(o, VALUE_TOO_MANY, argv[optind - 1]);
		else if (optopt)
			be_wrong(o, NO_OPTION,
				 (char[]){ '-', (char)optopt, 0 });
		else
			be_wrong(o, NO_OPTION, argv[optind - 1]);
	}
	if (optind < argc)
		o->script = argv[optind++];
	if (optind < argc)
		be_wrong(o, ONE_TOO_MANY, argv[optind]);
	return o->wrong ? EXIT_USAGE : 0;
}

void options_complain(const struct options *o, FILE *to)
{
	const char *format =
		o->wrong == NO_OPTION
			? _("vmscope: %s is not an option; `vmscope --help` "
			    "lists them\n")
		: o->wrong == NO_VALUE ? _("vmscope: %s needs a value\n")
		: o->wrong == VALUE_TOO_MANY
			? _("vmscope: %s: this option takes no value\n")
			: _("vmscope: only one script may be given; %s is too "
			    "many\n");

	clean_printf(to, format, o->wrong_word);
}
