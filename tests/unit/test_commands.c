/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_commands.c - the table of commands: each row is complete, each example
 * runs.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "export/export.h"
#include "session/commands/command.h"
#include "session/line/script.h"
#include "session/session.h"
#include "session/stepping/stepper.h"

#include "sessions.h"

/* Some commands are about pictures. */
static struct session *new_session(void)
{
	struct session *s =
		open_session((struct session_options){ .cmdline = "mem=64M" });

	s->front = &export_front;
	return s;
}

static void check_args(const struct command *c)
{
	unsigned int types = 0, optional = 0, repeats = 0;

	assert_null(c->args[MAX_ARGS - 1].name);
	for (const struct arg *arg = c->args; arg->name; arg++) {
		/* Words lie one after another; all else has one place. */
		if (arg->type != ARG_WORD)
			assert_false(types >> arg->type & 1);
		types |= 1u << arg->type;
		assert_int_equal(arg->type == ARG_CHOICE, !!arg->choices);
		if (arg->flags & (ARG_KEYWORD | ARG_SLASH))
			continue;
		assert_int_equal(repeats, 0);
		if (!(arg->flags & ARG_OPTIONAL))
			assert_int_equal(optional, 0);
		optional += arg->flags & ARG_OPTIONAL;
		repeats += arg->flags & ARG_REPEAT;
	}
}

/* A screen has 80 columns. */
static void check_width(const char *text, size_t width)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len > width)
			fail_msg("%zu columns: %.*s", len, (int)len, text);
		text += len;
		text += *text == '\n';
	}
}

/* Lines of a table stay lines; a paragraph is one, and ends as a sentence. */
static void check_help(const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (*text == ' ' && len > 79)
			fail_msg("%zu columns: %.*s", len, (int)len, text);
		if (len && *text != ' ' && !strchr(".:", text[len - 1]))
			fail_msg("broken by hand: %.*s", (int)len, text);
		text += len;
		text += *text == '\n';
	}
}

static void check_row(const struct command *c)
{
	assert_true(command_find(c->name, strlen(c->name)) == c);
	assert_non_null(c->run);
	assert_true(c->summary && *c->summary);
	assert_true(c->help && *c->help);
	assert_true(c->example && *c->example);
	assert_int_not_equal(c->summary[strlen(c->summary) - 1], '.');
	check_width(c->summary, 60);
	check_help(c->help);
	check_width(c->example, 75);
	check_args(c);
}

static void every_row_of_the_table_is_complete(void **state)
{
	(void)state;
	for (const struct command_group *g = command_groups(); g->name; g++) {
		assert_true(g->title && *g->title);
		for (const struct command *c = g->commands; c->name; c++)
			check_row(c);
	}
}

/* Run the files that were sourced, too. */
static void run_example_line(struct session *s, const char *line, size_t len)
{
	char copy[256];

	snprintf(copy, sizeof(copy), "%.*s", (int)len, line);
	good(s, copy);
	while (s->script) {
		if (!fgets(copy, sizeof(copy), s->script->file))
			script_pop(s);
		else
			good(s, copy);
	}
}

static void run_example(const struct command *c)
{
	struct session *s = new_session();

	for (const char *line = c->example; *line;) {
		size_t len = strcspn(line, "\n");

		run_example_line(s, line, len);
		line += len;
		line += *line == '\n';
	}
	/* In the middle of a call nothing need be sound. */
	stepper_leave(s);
	assert_sound(s->k);
	end_session((void **)&s);
}

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void every_example_runs(void **state)
{
	char folder[] = "/tmp/vmscope-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	write_file("answers.txt", "address seed=7 n=2\n0xd0800000\n-\n");
	write_file("vmallocinfo.txt",
		   "0xd085e000-0xd0860000    8192 ioremap\n");
	for (const struct command_group *g = command_groups(); g->name; g++)
		for (const struct command *c = g->commands; c->name; c++)
			run_example(c);
	unlink("setup.vms");
	unlink("vmallocinfo.txt");
	unlink("answers.txt");
	unlink("ram.bin");
	unlink("lesson.session");
	assert_int_equal(chdir("/"), 0);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_table_is_complete),
		cmocka_unit_test(every_example_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
