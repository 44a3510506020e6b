/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_settings.c - the commands set and show.
 *
 * Neither is in the log: what a person prefers is not part of the machine.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "session/lesson/lesson.h"
#include "session/line/script.h"
#include "session/session.h"
#include "session/settings/settings.h"
#include "translate.h"

static void print_row(const struct session *s, const struct setting *row)
{
	FILE *to = s->out.file;
	long start = ftell(to);

	fprintf(to, "%-9s", row->name);
	setting_value(&s->settings, row, to);
	fprintf(to, "%*s", (int)(start + 20 - ftell(to)), "");
	setting_takes(row, to);
	fprintf(to, "\n%9s%s\n", "", _(row->help));
}

static void print_all(const struct session *s)
{
	for (const struct setting *row = setting_rows(); row->name; row++)
		print_row(s, row);
}

static void print_one(const struct session *s, const struct setting *row)
{
	FILE *to = s->out.file;
	bool fixed = s->settings.fixed >> (row - setting_rows()) & 1;

	fprintf(to, "%s = ", row->name);
	setting_value(&s->settings, row, to);
	if (fixed)
		fputs(_(" (for this run)"), to);
	fprintf(to, "\n%s\n", _(row->help));
	fputs(_("values: "), to);
	setting_takes(row, to);
	putc('\n', to);
}

static int show(struct session *s, const char *name)
{
	const struct setting *row = name ? setting_find(name) : NULL;

	if (!name)
		print_all(s);
	else if (!row)
		return settings_unknown(s, name);
	else
		print_one(s, row);
	return 0;
}

static int run_set(struct session *s, const struct args *args,
		   struct value *value)
{
	const unsigned int language = s->settings.language;
	int error;

	(void)value;
	if (args->nr_words != 2)
		return show(s, args->nr_words ? args->word[0] : NULL);
	error = script_asker(s) == ASKED_BY_PERSON
			? settings_set(s, args->word[0], args->word[1])
			: settings_fix(s, args->word[0], args->word[1]);
	if (s->settings.language != language) {
		lesson_reread(s);
		question_translate(s);
	}
	return error;
}

static int run_show(struct session *s, const struct args *args,
		    struct value *value)
{
	(void)value;
	return show(s, args->nr_words ? args->word[0] : NULL);
}

#define NAME_ARG "NAME", ARG_WORD, ARG_OPTIONAL | ARG_SETTINGS, NULL

const struct command settings_commands[] = {
	{
		.name = "set",
		.summary = N_("Change a setting, or list all of them"),
		.help = N_("Settings are yours, not the machine's: undo leaves "
			   "them alone. A session with a screen keeps them for "
			   "the next one in ~/.config/vmscope/settings, but "
			   "not what a script or a lesson set. Scripts start "
			   "with the defaults. `show NAME` tells which values "
			   "a setting takes."),
		.example = "set history 1M\n"
			   "set",
		.args = { { NAME_ARG },
			  { "VALUE", ARG_WORD,
			    ARG_OPTIONAL | ARG_SETTING_VALUES, NULL } },
		.run = run_set,
	},
	{
		.name = "show",
		.summary = N_("Show one setting, or all of them"),
		.help = N_(
			"With its value, its purpose and the values it takes."),
		.example = "show theme",
		.args = { { NAME_ARG } },
		.run = run_show,
	},
	{ .name = NULL },
};
