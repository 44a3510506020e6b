/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * runner.c - the loop of a batch run.
 *
 * An error ends everything unless --keep-going says otherwise; at a prompt it
 * ends only the scripts that were being read. Answers that cannot be written
 * end it always: what a pipe's reader does not see should not happen.
 */
#include "session/line/runner.h"

#include <errno.h>
#include <string.h>

#include "text/clean_text.h"
#include "session/answer/result_json.h"
#include "session/lesson/lesson.h"
#include "session/files/text_lines.h"
#include "session/answer/result_text.h"
#include "session/line/script.h"
#include "session/files/recovery_file.h"
#include "text/error_text.h"
#include "translate.h"

static void report(struct runner *r, const struct result *result,
		   const char *where, unsigned long number)
{
	if (r->json && json_print(result, r->out)) {
		fprintf(r->err, _("vmscope: out of memory\n"));
		r->failed = r->stopped = true;
		return;
	}
	if (!result->error) {
		if (!r->json && !lesson_passes(r->s))
			result_print(result, r->columns, r->out);
		return;
	}
	if (!r->json)
		result_print(result, r->columns, r->out);
	/* Both may be one terminal or one pipe: keep the order. */
	fflush(r->out);
	result_print_error(result, where, number, r->err);
}

void runner_lost(FILE *err)
{
	fprintf(err, _("vmscope: cannot write to standard output: %s\n"),
		error_text(errno));
}

/* At a prompt the script is what it leaves, not the person's session. */
static void end_quitting_scripts(struct session *s)
{
	bool page = false;

	for (const struct script *script = s->script; script;
	     script = script->outer)
		page |= script->page;
	scripts_close(s);
	if (page)
		lesson_page_ran(s);
	s->quit = false;
}

/* One line, without what it sources. */
static void execute(struct runner *r, const char *where, unsigned long number,
		    const char *line, size_t len)
{
	struct result result;
	const char *trouble;

	session_execute(r->s, line, len, &result);
	if (!result.n)
		return;
	report(r, &result, where, number);
	trouble = recovery_file_trouble(r->s->state);
	if (trouble)
		clean_printf(r->err, "vmscope: %s\n", trouble);
	if (r->flush)
		fflush(r->out);
	if (result.error) {
		r->failed = true;
		if (!r->keep_going)
			scripts_close(r->s);
		r->stopped |= !r->keep_going && !r->prompt;
	}
	if (ferror(r->out)) {
		runner_lost(r->err);
		r->failed = r->stopped = true;
	}
	if (r->s->quit && r->prompt && script_runs(r->s))
		end_quitting_scripts(r->s);
	r->stopped |= r->s->quit;
}

/* Ctrl-C ends the scripts, not the session. */
static bool was_interrupted(struct runner *r)
{
	if (!r->s->interrupted || !*r->s->interrupted)
		return false;
	*r->s->interrupted = 0;
	clean_printf(r->err, _("%s:%lu: interrupted\n"), r->s->script->name,
		     r->s->script->line);
	r->failed = true;
	scripts_close(r->s);
	return true;
}

static void end_of_script(struct runner *r)
{
	const struct script *script = r->s->script;

	if (ferror(script->file)) {
		clean_printf(r->err,
			     _("%s:%lu: error: cannot read the rest: %s\n"),
			     script->name, script->line, error_text(errno));
		r->failed = true;
		r->stopped = !r->keep_going;
	} else if (script->page)
		lesson_page_ran(r->s);
	script_pop(r->s);
}

/* In a lesson the student did not type the line. */
static void show_line(struct runner *r, const char *line, size_t len)
{
	while (len && is_blank(line[len - 1]))
		len--;
	if (!len || r->json || lesson_hides(line, len))
		return;
	fputs(RUNNER_PROMPT, r->out);
	clean_print(line, len, r->out);
	putc('\n', r->out);
}

/* Until no script is left; each line may put one more on the stack. */
static void run_scripts(struct runner *r)
{
	char line[LINE_MAX_LENGTH + 1];
	size_t len;

	while (script_runs(r->s) && !r->stopped && !was_interrupted(r)) {
		struct script *script = r->s->script;

		if (!text_lines_read(script->file, line, sizeof(line), &len)) {
			end_of_script(r);
			continue;
		}
		script->line++;
		if (script->page && !lesson_passes(r->s))
			show_line(r, line, len < sizeof(line) ? len : 0);
		execute(r, script->name, script->line, line,
			len < sizeof(line) ? len : sizeof(line));
		/* Behind that error comes the middle of a line. */
		if (len > sizeof(line) && r->s->script &&
		    !text_lines_skip(script->file))
			script_pop(r->s);
	}
	scripts_close(r->s);
}

void runner_line(struct runner *r, const char *where, unsigned long number,
		 const char *line, size_t len)
{
	execute(r, where, number, line, len);
	run_scripts(r);
}

void runner_file(struct runner *r, FILE *file, const char *name)
{
	if (script_push(r->s, file, name)) {
		fprintf(r->err, "vmscope: %s\n", r->s->message);
		r->failed = r->stopped = true;
		return;
	}
	r->s->script->argument = true;
	run_scripts(r);
}
