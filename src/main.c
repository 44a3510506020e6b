/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main.c - which front end feeds the session.
 *
 * Exit status: 0; 1 when a command failed, a listing was refused or answers
 * could not be written; 2 for a wrong use of the program.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"
#include "session/lines.h"
#include "session/runner.h"
#include "session/session.h"
#include "session/statefile.h"
#include "ui/prompt.h"

static void print_version(void)
{
	printf("vmscope %s\n"
	       "License GPL-3.0-or-later. There is no warranty.\n",
	       PACKAGE_VERSION);
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
	return !o->script && !o->nr_commands && !o->json &&
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
	if (session_import_first(s, file)) {
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
	if (r.prompt) {
		statefile_begin(s, stdin, stderr);
		prompt_run(&r);
		statefile_end(s);
	} else
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
	status = options_read(&o, argc, argv);
	if (!status && o.help)
		options_help(stdout);
	else if (!status && o.version)
		print_version();
	else if (!status)
		status = start(&o);
	free(o.command);
	return close_output(status);
}
