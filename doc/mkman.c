/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mkman.c - the manual page, from vmscope.1.in and the program's own tables.
 *
 * The build runs it: mkman doc/vmscope.1.in >doc/vmscope.1. A line @NAME@ of
 * the template is replaced by what a function below writes, so that no option
 * and no command can be missing; @VERSION@ is replaced inside a line.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "session/answer/glossary.h"
#include "session/import/board_file.h"
#include "session/commands/command.h"
#include "session/settings/settings.h"
#include "inspect/memory_stream.h"
#include "view/screen/key_bindings.h"
#include "view/pane_table.h"

/* ---- Text that troff shows as it is ---- */

static const struct {
	char c;
	const char *escape;
} escapes[] = {
	{ '\\', "\\e" },  { '-', "\\-" },   { '\'', "\\(aq" },
	{ '~', "\\(ti" }, { '^', "\\(ha" }, { '`', "\\(ga" },
};

static void put_char(char c, FILE *to)
{
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (escapes[i].c == c) {
			fputs(escapes[i].escape, to);
			return;
		}
	}
	putc(c, to);
}

/* A . or ' at the start of a line would be a request. */
static void put_text(const char *text, size_t len, FILE *to)
{
	if (len && strchr(".'", *text))
		fputs("\\&", to);
	for (size_t i = 0; i < len; i++)
		put_char(text[i], to);
}

/* What stands between ` and ` is bold. */
static void put_prose(const char *text, size_t len, FILE *to)
{
	bool bold = false;

	if (len && strchr(".'", *text))
		fputs("\\&", to);
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '`') {
			put_char(text[i], to);
			continue;
		}
		bold = !bold;
		fputs(bold ? "\\fB" : "\\fR", to);
	}
}

static void put_literal(const char *text, FILE *to)
{
	fputs(".PP\n.RS 4\n.nf\n", to);
	while (*text) {
		size_t len = strcspn(text, "\n");

		put_text(text, len, to);
		putc('\n', to);
		text += len;
		text += *text == '\n';
	}
	fputs(".fi\n.RE\n", to);
}

/* As paragraphs_print() takes them. */
static void put_paragraphs(const char *text, FILE *to)
{
	bool follows = false;

	while (*text) {
		size_t len = strcspn(text, "\n");
		size_t blanks = strspn(text, " ");

		if (!len)
			fputs(".PP\n", to);
		else if (follows)
			fputs(".br\n", to);
		follows = len;
		if (len) {
			put_prose(text + blanks, len - blanks, to);
			putc('\n', to);
		}
		text += len;
		text += *text == '\n';
	}
}

/* ---- What the template asks for ---- */

static int write_options(FILE *to)
{
	for (const struct option_row *row = option_rows(); row->name; row++) {
		fputs(".TP\n", to);
		if (row->letter)
			fprintf(to, "\\fB\\-%c\\fR, ", row->letter);
		fputs("\\fB\\-\\-", to);
		put_text(row->name, strlen(row->name), to);
		fputs("\\fR", to);
		if (row->argument)
			fprintf(to, "=\\fI%s\\fR", row->argument);
		putc('\n', to);
		put_prose(row->help, strlen(row->help), to);
		fputs(".\n", to);
	}
	return 0;
}

static int write_usage(const struct command *c, FILE *to)
{
	struct memory_stream usage;
	int error = memory_stream_open(&usage);

	if (error)
		return error;
	command_usage(c, usage.file);
	error = memory_stream_text(&usage);
	if (!error) {
		fputs(".SS \"", to);
		put_text(usage.text, usage.size, to);
		fputs("\"\n", to);
	}
	memory_stream_close(&usage);
	return error;
}

static int write_command(const struct command *c, FILE *to)
{
	int error = write_usage(c, to);

	if (error)
		return error;
	put_prose(c->summary, strlen(c->summary), to);
	fputs(".\n.PP\n", to);
	put_paragraphs(c->help, to);
	if (c->returns) {
		fputs(".PP\nReturns ", to);
		put_prose(c->returns, strlen(c->returns), to);
		fputs(".\n", to);
	}
	put_literal(c->example, to);
	return 0;
}

static int write_commands(FILE *to)
{
	for (const struct command_group *g = command_groups(); g->name; g++) {
		fprintf(to, ".SH \"COMMANDS: %s\"\n", g->title);
		for (const struct command *c = g->commands; c->name; c++)
			if (write_command(c, to))
				return -ENOMEM;
	}
	return 0;
}

static int write_board_keys(FILE *to)
{
	struct board_key key;

	for (int i = 0; board_key(i, &key); i++) {
		fputs(".TP\n.B ", to);
		put_text(key.key, strlen(key.key), to);
		fputs(" = ", to);
		put_text(key.example, strlen(key.example), to);
		fprintf(to, "\n%s%s.\n", key.required ? "Required" : "Optional",
			key.repeats ? ", may be there several times" : "");
	}
	return 0;
}

/* Rows side by side that say the same are one item, as in the help. */
static const struct view_key *write_key(const struct view_key *row, FILE *to)
{
	const char *help = row->help;
	char name[KEY_NAME_SIZE];

	fputs(".TP\n", to);
	for (uint32_t last = 0; row->key && !strcmp(row->help, help); row++) {
		if (row->key == last)
			continue;
		vkey_name(row->key, name);
		fputs(last ? "\\fR, \\fB" : "\\fB", to);
		put_text(name, strlen(name), to);
		last = row->key;
	}
	fputs("\\fR\n", to);
	put_prose(help, strlen(help), to);
	fputs(".\n", to);
	return row;
}

static void write_keys_of(const char *title, const struct view_key *row,
			  FILE *to)
{
	if (!row || !row->key)
		return;
	fprintf(to, ".SS \"%s\"\n", title);
	while (row->key)
		row = write_key(row, to);
}

static int write_keys(FILE *to)
{
	char title[64];

	write_keys_of("In every pane", global_keys(), to);
	for (enum pane pane = 0; pane < PANES; pane++) {
		snprintf(title, sizeof(title), "In the pane %s",
			 pane_names()[pane].title);
		write_keys_of(title, view_of(pane)->keys, to);
	}
	write_keys_of("While a call is stepped through, in every pane",
		      stepping_keys(NULL), to);
	return 0;
}

static int write_panes(FILE *to)
{
	for (enum pane pane = 0; pane < PANES; pane++) {
		const struct pane_name *name = &pane_names()[pane];

		fprintf(to, ".TP\n.B %s\n", name->name);
		put_prose(name->shows, strlen(name->shows), to);
		fputs(".\n", to);
	}
	return 0;
}

static int write_glossary(FILE *to)
{
	char word[GLOSSARY_WORD];

	for (const struct glossary_entry *e = glossary(); e->words; e++) {
		fputs(".TP\n.B ", to);
		for (unsigned int i = 0; glossary_word(e, i, word); i++) {
			fputs(i ? ", " : "", to);
			put_text(word, strlen(word), to);
		}
		putc('\n', to);
		put_prose(e->text, strlen(e->text), to);
		putc('\n', to);
	}
	return 0;
}

/* Those that there are catalogues of: the page does not know what else will be
 * installed. */
static void put_languages(FILE *to)
{
	static const char files[] = PO_FILES;

	fputs("auto en, or an installed one:", to);
	for (const char *at = files; *at;) {
		size_t len = strcspn(at, " "), start = len;

		while (start && at[start - 1] != '/')
			start--;
		fprintf(to, " %.*s", (int)(len - start - strlen(".po")),
			at + start);
		at += len;
		at += strspn(at, " ");
	}
}

static int write_settings(FILE *to)
{
	struct memory_stream takes;
	int error = memory_stream_open(&takes);

	for (const struct setting *row = setting_rows(); !error && row->name;
	     row++) {
		memory_stream_reset(&takes);
		if (row->type == SETTING_LANGUAGE)
			put_languages(takes.file);
		else
			setting_takes(row, takes.file);
		error = memory_stream_text(&takes);
		if (error)
			break;
		fprintf(to, ".TP\n\\fB%s\\fR \\(em ", row->name);
		put_text(takes.text, takes.size, to);
		putc('\n', to);
		put_prose(row->help, strlen(row->help), to);
		fputs(".\n", to);
	}
	memory_stream_close(&takes);
	return error;
}

static const struct {
	const char *line;
	int (*write)(FILE *to);
} parts[] = {
	{ "@COMMANDS@\n", write_commands },
	{ "@OPTIONS@\n", write_options },
	{ "@BOARD_KEYS@\n", write_board_keys },
	{ "@PANES@\n", write_panes },
	{ "@KEYS@\n", write_keys },
	{ "@SETTINGS@\n", write_settings },
	{ "@GLOSSARY@\n", write_glossary },
};

/* Replace @line if it is one of ours; it has its newline. */
static int write_line(const char *line, FILE *to)
{
	static const char mark[] = "@VERSION@";
	const char *at = strstr(line, mark);

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (!strcmp(line, parts[i].line))
			return parts[i].write(to);
	fprintf(to, "%.*s", at ? (int)(at - line) : -1, line);
	if (at)
		fprintf(to, "%s%s", PACKAGE_VERSION, at + strlen(mark));
	return 0;
}

int main(int argc, char **argv)
{
	FILE *template = argc == 2 ? fopen(argv[1], "r") : NULL;
	char *line = NULL;
	size_t size = 0;
	int error = 0;

	if (!template) {
		fprintf(stderr, "Usage: mkman TEMPLATE\n");
		return EXIT_FAILURE;
	}
	while (!error && getline(&line, &size, template) > 0)
		error = write_line(line, stdout);
	error |= ferror(template);
	free(line);
	fclose(template);
	return error || fclose(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
