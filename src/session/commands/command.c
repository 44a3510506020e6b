/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command.c - the groups of the command table, and looking into them.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "session/line/argument.h"
#include "session/session.h"
#include "text/paragraph.h"
#include "text/text_width.h"
#include "translate.h"

static const struct command_group groups[] = {
	{ "areas", N_("Areas of the vmalloc region"), areas_commands },
	{ "map_ram", N_("Mappings for a short time"), map_ram_commands },
	{ "pages", N_("Pages and objects"), pages_commands },
	{ "highmem", N_("Pages beyond lowmem"), highmem_commands },
	{ "cpu", N_("What the CPU sees"), cpu_commands },
	{ "decode", N_("Reports of other machines"), decode_commands },
	{ "leaks", N_("Memory that nobody points to"), leaks_commands },
	{ "proc", N_("Looking at the kernel"), proc_commands },
	{ "check", N_("Values and checks"), check_commands },
	{ "trouble", N_("Causing trouble"), trouble_commands },
	{ "step", N_("Stepping"), step_commands },
	{ "stepping", N_("Moving in the call that is stepped through"),
	  stepping_commands },
	{ "time", N_("Time"), time_commands },
	{ "screen", N_("The screen"), screen_commands },
	{ "session", N_("The session"), session_commands },
	{ "lessons", N_("Lessons"), lesson_commands },
	{ "predict", N_("Saying first"), predict_commands },
	{ "quiz", N_("Exercises"), quiz_commands },
	{ "compare", N_("Comparing"), compare_commands },
	{ "explain", N_("Explaining"), explain_commands },
	{ "settings", N_("Settings"), settings_commands },
	{ NULL, NULL, NULL },
};

const struct command_group *command_groups(void)
{
	return groups;
}

/* Some forty rows: looking at all of them takes a tenth of a microsecond. */
const struct command *command_find(const char *name, size_t len)
{
	for (const struct command_group *g = groups; g->name; g++)
		for (const struct command *c = g->commands; c->name; c++)
			if (!strncmp(c->name, name, len) && !c->name[len])
				return c;
	return NULL;
}

int command_unknown(struct session *s, const char *name)
{
	const struct command *best = groups[0].commands;

	for (const struct command_group *g = groups; g->name; g++)
		for (const struct command *c = g->commands; c->name; c++)
			if (name_distance(name, c->name) <
			    name_distance(name, best->name))
				best = c;
	if (!name_is_near(name, best->name))
		return fail(s, -EINVAL,
			    "there is no command %s; `help` lists them",
			    shown(name).text);
	return fail(s, -EINVAL, "there is no command %s; did you mean %s?",
		    shown(name).text, best->name);
}

/* Of a choice its words say more than its name, unless they are many. */
static bool shows_choices(const struct arg *arg)
{
	enum { MANY = 8 };
	unsigned int nr = 0;

	if (arg->type != ARG_CHOICE)
		return false;
	while (nr < MANY && arg->choices[nr].name)
		nr++;
	return nr < MANY;
}

static void print_arg(const struct arg *arg, FILE *to)
{
	bool optional = arg->flags & (ARG_OPTIONAL | ARG_KEYWORD | ARG_SLASH);

	if (!(arg->flags & ARG_SLASH))
		putc(' ', to);
	if (optional)
		putc('[', to);
	if (arg->flags & ARG_SLASH)
		putc('/', to);
	if (!shows_choices(arg) || arg->flags & ARG_KEYWORD)
		fputs(arg->name, to);
	if (arg->flags & ARG_KEYWORD)
		putc('=', to);
	if (shows_choices(arg))
		argument_choices(arg, to);
	else if (arg->flags & ARG_KEYWORD)
		fputs(argument_placeholder(arg->type), to);
	if (arg->flags & ARG_REPEAT)
		fputs("...", to);
	if (optional)
		putc(']', to);
}

void command_usage(const struct command *c, FILE *to)
{
	fputs(c->name, to);
	for (const struct arg *arg = c->args; arg->name; arg++)
		print_arg(arg, to);
}

void command_help(const struct command *c, FILE *to)
{
	paragraph_begin(columns_of(_("usage: ")), to);
	fputs(_("usage: "), to);
	command_usage(c, to);
	/* TRANSLATORS: a command's line in the list, as a sentence */
	fprintf(to, _("\n%s.\n"), _(c->summary));
	putc('\n', to);
	paragraphs_print(_(c->help), to);
	if (c->returns)
		fprintf(to, _("\nReturns %s.\n"), _(c->returns));
	fputs(_("\nExample:\n"), to);
	for (const char *line = c->example; *line;) {
		int len = (int)strcspn(line, "\n");

		fprintf(to, "    %.*s\n", len, line);
		line += len;
		line += *line == '\n';
	}
}

void command_summaries(FILE *to)
{
	for (const struct command_group *g = groups; g->name; g++) {
		/* TRANSLATORS: a heading in the list of commands */
		fprintf(to, _("%s%s:\n"), g == groups ? "" : "\n", _(g->title));
		for (const struct command *c = g->commands; c->name; c++)
			fprintf(to, "  %-17s %s\n", c->name, _(c->summary));
	}
}
