/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options.c - the table of options, and getopt_long() fed from it.
 */
#include "options.h"

#include <getopt.h>

enum { FIRST_LONG = 256 };

#define MEMBER(name) offsetof(struct options, name)

static const struct option_row rows[] = {
	{ 'c', "command", "COMMAND", "run it and exit; may be given again",
	  MEMBER(command) },
	{ 'b', "batch", NULL,
	  "no full screen: a prompt, or commands from a pipe", MEMBER(batch) },
	{ 0, "json", NULL, "batch, one JSON object a command", MEMBER(json) },
	{ 'B', "board", "NAME|FILE", "the machine (default: marvell)",
	  MEMBER(session.board) },
	{ 0, "cmdline", "ARGS", "kernel arguments: mem=256M@0 vmalloc=128M ...",
	  MEMBER(session.cmdline) },
	{ 'i', "import", "FILE", "start from a /proc/vmallocinfo",
	  MEMBER(import) },
	{ 'k', "keep-going", NULL, "in batch, go on after an error",
	  MEMBER(keep_going) },
	{ 0, "history", "SIZE", "memory for the journal (default: 64M)",
	  MEMBER(session.history) },
	{ 0, "no-history", NULL, "no journal: undo has to replay, full speed",
	  MEMBER(session.no_history) },
	{ 0, "color", "WHEN", "colours: auto, always or never", MEMBER(color) },
	{ 0, "ascii", NULL, "only ASCII in the full screen", MEMBER(ascii) },
	{ 0, "lang", "LANGUAGE", "en or zh, where there are texts in it",
	  MEMBER(lang) },
	{ 0, "plain", NULL, "a prompt that suits screen readers",
	  MEMBER(plain) },
	{ 0, "present", NULL, "large, for a projector", MEMBER(present) },
	{ 'h', "help", NULL, "print this and exit", MEMBER(help) },
	{ 'V', "version", NULL, "print the version and exit", MEMBER(version) },
	{ .name = NULL },
};

enum { NR_ROWS = sizeof(rows) / sizeof(rows[0]) - 1 };

const struct option_row *option_rows(void)
{
	return rows;
}

void options_help(FILE *to)
{
	fprintf(to, "Usage: vmscope [OPTION]... [SCRIPT]\n"
		    "A 32-bit ARM Linux machine small enough to look "
		    "inside.\n\n");
	for (int i = 0; i < NR_ROWS; i++) {
		char names[40];

		snprintf(names, sizeof(names), "--%s%s%s", rows[i].name,
			 rows[i].argument ? "=" : "",
			 rows[i].argument ? rows[i].argument : "");
		if (rows[i].letter)
			fprintf(to, "  -%c, %-20s %s\n", rows[i].letter, names,
				rows[i].help);
		else
			fprintf(to, "      %-20s %s\n", names, rows[i].help);
	}
	fprintf(to, "\nRuns SCRIPT, then each COMMAND; without them, what is "
		    "typed or piped in.\n"
		    "The command `help` tells about the commands; `man "
		    "vmscope` has everything.\n");
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
	else if (row->argument)
		*(const char **)member = value;
	else
		*(bool *)member = true;
}

int options_read(struct options *o, int argc, char **argv)
{
	char letters[2 * NR_ROWS + 1];
	struct option names[NR_ROWS + 1];
	int code;

	describe_options(letters, names);
	while ((code = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		const struct option_row *row = find_row(code);

		if (!row)
			return EXIT_USAGE;
		set_option(o, row, optarg);
	}
	if (optind < argc)
		o->script = argv[optind++];
	if (optind == argc)
		return 0;
	fprintf(stderr, "vmscope: one script at most; %s is too much\n",
		argv[optind]);
	return EXIT_USAGE;
}
