/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main.c - which front end feeds the session.
 *
 * Exit status: 0; 1 when a command failed, a listing was refused or answers
 * could not be written; 2 for a wrong use of the program.
 */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export/export.h"
#include "options.h"
#include "text/clean_text.h"
#include "text/paragraph.h"
#include "session/files/text_lines.h"
#include "session/line/runner.h"
#include "session/session.h"
#include "session/import/import_session.h"
#include "session/files/recovery_file.h"
#include "session/settings/language.h"
#include "text/error_text.h"
#include "translate.h"
#include "ui/fullscreen.h"
#include "ui/prompt.h"
#include "ui/terminal.h"

static void print_version(void)
{
	printf("vmscope %s\n", PACKAGE_VERSION);
	puts(_("License GPL-3.0-or-later. There is no warranty."));
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
static bool wants_person(const struct options *o)
{
	return !o->script && !o->nr_commands && !o->json &&
	       isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* The terminal can show a full screen, and is asked to. */
static bool wants_screen(const struct options *o)
{
	return !o->batch && !o->plain && terminal_find();
}

/*
 * Whoever logs in from elsewhere often brings the name of a locale that is not
 * there. That it is one with UTF-8 is what counts.
 */
static void set_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *name = NULL;

	if (setlocale(LC_CTYPE, ""))
		return;
	for (int i = 0; i < 3 && (!name || !*name); i++)
		name = getenv(names[i]);
	if (name && (strcasestr(name, "utf-8") || strcasestr(name, "utf8")))
		setlocale(LC_CTYPE, "C.UTF-8");
}

/* Before anything is said. An unknown language is told of later on. */
static void set_language(const char *option)
{
	int language = option ? language_find(option) : LANGUAGE_AUTO;

	if (language_use(language < 0 ? LANGUAGE_AUTO : (unsigned int)language))
		fputs(_("vmscope: languages other than English need a UTF-8 "
			"locale\n"),
		      stderr);
}

/* A session that somebody sits before: it is kept until its owner leaves. */
static void run_person(struct runner *r, const struct options *o,
		       struct memory_stream *notes)
{
	bool left = true;
	int error = -ENOTTY;

	r->s->person = true;
	recovery_file_begin(r->s, stdin, stderr, notes->file);
	if (memory_stream_text(notes))
		fputs(_("vmscope: out of memory\n"), stderr);
	if (wants_screen(o)) {
		error = fullscreen_run(r->s, notes->text, &left);
		if (error)
			clean_printf(stderr, _("vmscope: no full screen: %s\n"),
				     error_text(-error));
	}
	if (error) {
		prompt_run(r, notes->text, o->plain || !o->batch);
	}
	if (!o->batch && settings_save(r->s))
		clean_printf(stderr, "vmscope: %s\n", r->s->message);
	if (r->s->quit)
		recovery_file_end(r->s);
	else if (left || error)
		recovery_file_leave(r->s, stderr);
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

/* At a prompt a person hears all that became of the areas; a script, and who
 * sees them on the screen, only why answers may be wrong. */
static bool import(struct session *s, const struct options *o, FILE *notes)
{
	bool person = wants_person(o), screen = person && wants_screen(o);
	size_t skip;

	if (session_import_first(s, o->import, (size_t)o->nr_imports)) {
		clean_printf(stderr, "%s\n", s->message);
		return false;
	}
	if (memory_stream_text(&s->out))
		return true;
	skip = person && !screen ? 0 : (size_t)s->doubts;
	if (screen)
		fwrite(s->out.text + skip, 1, s->out.size - skip, notes);
	else
		clean_print(s->out.text + skip, s->out.size - skip,
			    person ? stdout : stderr);
	return true;
}

/* Options that are settings rule this run; a script has no other ones. */
static int fix_settings(struct session *s, const struct options *o)
{
	const char *const fixed[][2] = {
		{ "color", o->color },
		{ "ascii", o->ascii ? "on" : NULL },
		{ "present", o->present ? "on" : NULL },
	};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (fixed[i][1] && settings_fix(s, fixed[i][0], fixed[i][1]))
			return -1;
	/* Where UTF-8 is missing, set_language() has said so. */
	if (o->lang && settings_fix(s, "language", o->lang) == -EINVAL)
		return -1;
	return 0;
}

/* A script must not depend on anybody's taste: batch knows options alone. */
static int set_up(struct session *s, const struct options *o,
		  struct memory_stream *notes)
{
	s->front = &export_front;
	if (*s->board_note)
		clean_printf(wants_person(o) ? notes->file : stderr, "%s\n",
			     s->board_note);
	if (wants_person(o) && !o->batch)
		settings_load(s, notes->file);
	return fix_settings(s, o);
}

/* Takes @script over. */
static int run_session(struct session *s, const struct options *o, FILE *script,
		       struct memory_stream *notes)
{
	struct runner r = {
		.s = s,
		.out = stdout,
		.err = stderr,
		.columns = TEXT_COLUMNS,
		.json = o->json,
		.keep_going = o->keep_going,
		.prompt = wants_person(o),
	};

	if (o->nr_imports && !import(s, o, notes->file)) {
		if (script)
			fclose(script);
		return EXIT_FAILURE;
	}
	if (r.prompt)
		run_person(&r, o, notes);
	else
		run_batch(&r, o, script);
	return r.failed && !r.prompt ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Takes @script over. What is said before the screen is lit waits for it. */
static int begin(struct session *s, const struct options *o, FILE *script)
{
	struct memory_stream notes;
	int status = memory_stream_open(&notes) ? fail_memory(s)
						: set_up(s, o, &notes);

	if (!status) {
		status = run_session(s, o, script, &notes);
	} else {
		clean_printf(stderr, "vmscope: %s\n", s->message);
		status = EXIT_USAGE;
		if (script)
			fclose(script);
	}
	memory_stream_close(&notes);
	return status;
}

static int start(const struct options *o)
{
	char why[MESSAGE_SIZE];
	FILE *script = NULL;
	struct session *s;
	int status;

	if (o->script) {
		script = lines_open_kind(o->script, INPUT_STREAM);
		if (!script) {
			clean_printf(stderr, _("vmscope: cannot read %s: %s\n"),
				     o->script, input_problem(errno));
			return EXIT_USAGE;
		}
	}
	s = session_new(&o->session, why, sizeof(why));
	if (!s) {
		status = errno == ENOMEM ? EXIT_FAILURE : EXIT_USAGE;
		clean_printf(stderr, "vmscope: %s\n", why);
		if (script)
			fclose(script);
		return status;
	}
	status = begin(s, o, script);
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
	o.import = calloc((size_t)argc + 1, sizeof(*o.import));
	if (!o.command || !o.import) {
		fputs(_("vmscope: out of memory\n"), stderr);
		return EXIT_FAILURE;
	}
	set_locale();
	language_use(LANGUAGE_AUTO);
	status = options_read(&o, argc, argv);
	set_language(o.lang);
	if (status)
		options_complain(&o, stderr);
	if (!status && o.help)
		options_help(stdout);
	else if (!status && o.version)
		print_version();
	else if (!status)
		status = start(&o);
	free(o.command);
	free(o.import);
	return close_output(status);
}
