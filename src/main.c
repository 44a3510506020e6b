/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main.c - options, and which front end feeds the session.
 *
 * Exit status: 0; 1 when a command failed, a listing was refused or answers
 * could not be written; 2 for a wrong use of the program.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session/lines.h"
#include "session/runner.h"
#include "session/session.h"
#include "ui/prompt.h"

enum { EXIT_USAGE = 2, FIRST_LONG = 256 };

struct options {
	struct session_options session;
	const char *import;
	const char *script;
	const char **command; /* nr_commands of them */
	int nr_commands;
	bool batch, json, keep_going;
	bool help, version;
};

/* ---- The options, one row each ---- */

#define MEMBER(name) offsetof(struct options, name)

static const struct row {
	char letter; /* 0: it has only a name */
	const char *name;
	const char *argument; /* NULL: it takes none */
	const char *help;
	size_t member; /* of struct options: a string, or a bool if it takes
			* no argument */
} rows[] = {
	{ 'c', "command", "COMMAND", "run it and exit; may be given again",
	  MEMBER(command) },
	{ 'b', "batch", NULL,
	  "no prompt: read commands from stdin, answer on stdout",
	  MEMBER(batch) },
	{ 0, "json", NULL, "batch, one JSON object a command", MEMBER(json) },
	{ 'B', "board", "NAME|FILE", "the machine (default: marvell)",
	  MEMBER(session.board) },
	{ 0, "cmdline", "ARGS", "kernel arguments: mem=256M@0 vmalloc=128M ...",
	  MEMBER(session.cmdline) },
	{ 'i', "import", "FILE", "start from a /proc/vmallocinfo",
	  MEMBER(import) },
	{ 'k', "keep-going", NULL, "in batch, go on after an error",
	  MEMBER(keep_going) },
	{ 0, "no-history", NULL, "no journal: no undo, full speed",
	  MEMBER(session.no_history) },
	{ 'h', "help", NULL, "print this and exit", MEMBER(help) },
	{ 'V', "version", NULL, "print the version and exit", MEMBER(version) },
};

enum { NR_ROWS = sizeof(rows) / sizeof(rows[0]) };

static void print_help(void)
{
	printf("Usage: vmscope [OPTION]... [SCRIPT]\n"
	       "A 32-bit ARM Linux machine small enough to look inside.\n\n");
	for (int i = 0; i < NR_ROWS; i++) {
		char names[40];

		snprintf(names, sizeof(names), "--%s%s%s", rows[i].name,
			 rows[i].argument ? "=" : "",
			 rows[i].argument ? rows[i].argument : "");
		if (rows[i].letter)
			printf("  -%c, %-20s %s\n", rows[i].letter, names,
			       rows[i].help);
		else
			printf("      %-20s %s\n", names, rows[i].help);
	}
	printf("\nRuns SCRIPT, then each COMMAND; without them, what is typed "
	       "or piped in.\n"
	       "The command `help` tells about the commands.\n");
}

static void print_version(void)
{
	printf("vmscope %s\n"
	       "License GPL-3.0-or-later. There is no warranty.\n",
	       PACKAGE_VERSION);
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

static const struct row *find_row(int code)
{
	for (int i = 0; i < NR_ROWS; i++)
		if (code == FIRST_LONG + i || code == rows[i].letter)
			return &rows[i];
	return NULL;
}

static void set_option(struct options *o, const struct row *row,
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

/* 0, or the status to exit with; what was wrong is said. */
static int read_options(struct options *o, int argc, char **argv)
{
	char letters[2 * NR_ROWS + 1];
	struct option names[NR_ROWS + 1];
	int code;

	describe_options(letters, names);
	while ((code = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		const struct row *row = find_row(code);

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

/* ---- Front ends ---- */

/* One -c may hold several lines; all have its number. */
static void run_command(struct runner *r, const char *text, int number)
{
	while (*text && !r->stopped) {
		size_t len = strcspn(text, "\n");

		runner_line(r, "-c", (unsigned long)number, text, len);
		text += len;
		text += *text == '\n';
	}
}

/* A file waits for nobody; a program at the other end of a pipe may. */
static void run_stdin(struct runner *r)
{
	struct stat st;

	r->flush = fstat(STDIN_FILENO, &st) || !S_ISREG(st.st_mode);
	runner_file(r, stdin, "stdin");
}

/* Nothing says otherwise, and a person sits at both ends. */
static bool wants_prompt(const struct options *o)
{
	return !o->script && !o->nr_commands && !o->batch && !o->json &&
	       isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static void run_batch(struct runner *r, const struct options *o, FILE *script)
{
	if (script)
		runner_file(r, script, o->script);
	for (int i = 0; i < o->nr_commands && !r->stopped; i++)
		run_command(r, o->command[i], i + 1);
	if (!script && !o->nr_commands)
		run_stdin(r);
}

/* ---- From start to end ---- */

/* Only a person wants to hear what became of the areas. */
static bool import(struct session *s, const char *file, bool prompt)
{
	if (session_import(s, file)) {
		fprintf(stderr, "%s\n", s->message);
		return false;
	}
	if (prompt && !stream_text(&s->out))
		fwrite(s->out.text, 1, s->out.size, stdout);
	return true;
}

/* Takes @script over. */
static int run_session(struct session *s, const struct options *o, FILE *script)
{
	struct runner r = {
		.s = s,
		.out = stdout,
		.err = stderr,
		.json = o->json,
		.keep_going = o->keep_going,
		.prompt = wants_prompt(o),
	};

	if (o->import && !import(s, o->import, r.prompt)) {
		if (script)
			fclose(script);
		return EXIT_FAILURE;
	}
	if (r.prompt)
		prompt_run(&r);
	else
		run_batch(&r, o, script);
	return r.failed && !r.prompt ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int start(const struct options *o)
{
	char why[MESSAGE_SIZE];
	FILE *script = NULL;
	struct session *s;
	int status;

	if (o->script) {
		script = lines_open(o->script);
		if (!script) {
			fprintf(stderr, "vmscope: cannot read %s: %s\n",
				o->script, strerror(errno));
			return EXIT_USAGE;
		}
	}
	s = session_new(&o->session, why, sizeof(why));
	if (!s) {
		status = errno == ENOMEM ? EXIT_FAILURE : EXIT_USAGE;
		fprintf(stderr, "vmscope: %s\n", why);
		if (script)
			fclose(script);
		return status;
	}
	status = run_session(s, o, script);
	session_free(s);
	return status;
}

/* What was printed must have arrived: a full disk is an error, too. */
static int close_output(int status)
{
	if (ferror(stdout))
		return EXIT_FAILURE; /* the runner has said why */
	if (!fflush(stdout))
		return status;
	runner_lost(stderr);
	return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	struct options o = { .nr_commands = 0 };
	int status;

	/* Writing then fails with an error, which is reported as one. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	o.command = calloc((size_t)argc + 1, sizeof(*o.command));
	if (!o.command) {
		fprintf(stderr, "vmscope: out of memory\n");
		return EXIT_FAILURE;
	}
	status = read_options(&o, argc, argv);
	if (!status && o.help)
		print_help();
	else if (!status && o.version)
		print_version();
	else if (!status)
		status = start(&o);
	free(o.command);
	return close_output(status);
}
