/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings.c - the table of settings, and one value in and out of it.
 *
 * The file that keeps them is in settings_file.c.
 */
#include "session/settings/settings.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "machine/bug.h"
#include "session/settings/language.h"
#include "session/settings/pane_list.h"
#include "session/line/parse.h"
#include "session/session.h"
#include "translate.h"

#define THEME_WORD(id, word) #word,
/* `auto` and the themes, in their order. */
static const char *const themes[] = { "auto", ALL_THEMES(THEME_WORD) NULL };
static const char *const colors[] = { "auto", "always", "never", NULL };
static const char *const arrangements[] = {
	"auto", "1", "2", "3", "all", NULL
};
#define PANE_WORD(id, word, ...) #word
static const char *const panes[] = { ALL_PANES(PANE_WORD), NULL };
static const char *const switches[] = { "off", "on", NULL };

#define MEMBER(name)                                                           \
	offsetof(struct settings, name), sizeof(((struct settings *)0)->name)

static const struct setting rows[] = {
	{ "theme", SETTING_CHOICE, MEMBER(theme), themes, SETTING_THEME_AUTO, 0,
	  0, N_("Colours; auto takes dark or light, as the terminal is") },
	{ "color", SETTING_CHOICE, MEMBER(color), colors, SETTING_COLOR_AUTO, 0,
	  0, N_("When to use colours at all") },
	{ "ascii", SETTING_SWITCH, MEMBER(ascii), switches, false, 0, 0,
	  N_("Draw with ASCII characters only") },
	{ "present", SETTING_SWITCH, MEMBER(present), switches, false, 0, 0,
	  N_("Large and plain, for a projector") },
	{ "mouse", SETTING_SWITCH, MEMBER(mouse), switches, true, 0, 0,
	  N_("Mouse clicks go to vmscope, not to the terminal") },
	{ "language", SETTING_LANGUAGE, MEMBER(language), NULL, LANGUAGE_AUTO,
	  0, 0, N_("Language of the texts") },
	{ "panes", SETTING_PANES, MEMBER(panes), arrangements,
	  SETTING_PANES_AUTO, 0, 0, N_("How many panes to show, or which") },
	{ "pane", SETTING_CHOICE, MEMBER(pane), panes, PANE_AREAS, 0, 0,
	  N_("The pane that has the keys, as it was left") },
	{ "alone", SETTING_SWITCH, MEMBER(alone), switches, false, 0, 0,
	  N_("Whether that pane fills the screen, as it was left") },
	{ "speed", SETTING_NUMBER, MEMBER(speed), NULL, 4, 1, 50,
	  N_("Steps per second when steps are played") },
	{ "history", SETTING_SIZE, MEMBER(history), NULL, HISTORY_SIZE, 0, 0,
	  N_("Memory for the journal; what is older is reached by replay") },
	{ .name = NULL },
};

_Static_assert(sizeof(rows) / sizeof(rows[0]) == NR_SETTINGS + 1,
	       "kept[] has a place for each row");

const char *theme_name(enum theme theme)
{
	return themes[theme + 1];
}

enum theme settings_theme(const struct settings *settings)
{
	if (settings->theme != SETTING_THEME_AUTO)
		return settings->theme - 1;
	return settings->light ? THEME_LIGHT : THEME_DARK;
}

const struct setting *setting_rows(void)
{
	return rows;
}

const struct setting *setting_find(const char *name)
{
	for (const struct setting *row = rows; row->name; row++)
		if (!strcmp(row->name, name))
			return row;
	return NULL;
}

int settings_unknown(struct session *s, const char *name)
{
	const struct setting *best = rows;

	for (const struct setting *row = rows; row->name; row++)
		if (name_distance(name, row->name) <
		    name_distance(name, best->name))
			best = row;
	if (!name_is_near(name, best->name))
		return fail(s, -EINVAL,
			    "there is no setting %s; `show` lists them",
			    shown(name).text);
	return fail(s, -EINVAL, "there is no setting %s; did you mean %s?",
		    shown(name).text, best->name);
}

/* ---- A value, whatever its type ---- */

static uint64_t get(const struct settings *settings, const struct setting *row)
{
	const char *member = (const char *)settings + row->offset;
	unsigned int number;
	uint64_t size;

	if (row->size == sizeof(size))
		return *(const uint64_t *)(const void *)member;
	BUG_ON(row->size != sizeof(number));
	return *(const unsigned int *)(const void *)member;
}

static void put(struct settings *settings, const struct setting *row,
		uint64_t value)
{
	char *member = (char *)settings + row->offset;

	if (row->size == sizeof(value))
		*(uint64_t *)(void *)member = value;
	else
		*(unsigned int *)(void *)member = (unsigned int)value;
}

void settings_init(struct settings *settings)
{
	*settings = (struct settings){ .fixed = 0 };
	for (size_t i = 0; i < NR_SETTINGS; i++) {
		put(settings, &rows[i], rows[i].usual);
		settings->kept[i] = rows[i].usual;
	}
}

const char *const *setting_words(const struct setting *row)
{
	return row->type == SETTING_LANGUAGE ? language_words() : row->words;
}

void setting_takes(const struct setting *row, FILE *to)
{
	const char *const *words = setting_words(row);

	if (row->type == SETTING_SIZE)
		fputs(_("a size: 0, 64k, 64M"), to);
	else if (row->type == SETTING_NUMBER)
		fprintf(to, _("%" PRIu64 " to %" PRIu64), row->lowest,
			row->highest);
	else
		for (size_t i = 0; words[i]; i++)
			fprintf(to, "%s%s", i ? " " : "", words[i]);
	if (row->type == SETTING_PANES)
		fputs(_(", or panes: areas,tables"), to);
}

/* The largest unit that leaves a whole number. */
static void print_size(uint64_t size, FILE *to)
{
	static const struct {
		unsigned int shift;
		const char *unit;
	} units[] = { { 30, "G" }, { 20, "M" }, { 10, "k" }, { 0, "" } };
	size_t i = 0;

	while (size & ((UINT64_C(1) << units[i].shift) - 1))
		i++;
	if (!size)
		i = 3;
	fprintf(to, "%" PRIu64 "%s", size >> units[i].shift, units[i].unit);
}

void setting_print(const struct setting *row, uint64_t value, FILE *to)
{
	struct pane_list list = pane_list_unpack(value);
	char text[PANE_LIST_TEXT];

	if (row->type == SETTING_PANES && list.nr)
		fputs(pane_list_text(&list, text), to);
	else if (setting_words(row))
		fputs(setting_words(row)[value], to);
	else if (row->type == SETTING_SIZE)
		print_size(value, to);
	else
		fprintf(to, "%" PRIu64, value);
}

void setting_value(const struct settings *settings, const struct setting *row,
		   FILE *to)
{
	setting_print(row, get(settings, row), to);
}

int setting_parse(const struct setting *row, const char *text, uint64_t *value)
{
	if (row->type == SETTING_SIZE)
		return parse_bytes(text, value);
	if (row->type == SETTING_NUMBER)
		return parse_number(text, value) || *value < row->lowest ||
				       *value > row->highest
			       ? -EINVAL
			       : 0;
	if (row->type == SETTING_LANGUAGE) {
		int found = language_find(text);

		*value = (uint64_t)found;
		return found < 0 ? found : 0;
	}
	for (*value = 0; row->words[*value]; ++*value)
		if (!strcmp(row->words[*value], text))
			return 0;
	return row->type == SETTING_PANES ? pane_list_parse(text, value)
					  : -EINVAL;
}

static int fail_value(struct session *s, const struct setting *row,
		      const char *text)
{
	char takes[MESSAGE_SIZE / 2] = "";
	FILE *to = fmemopen(takes, sizeof(takes), "w");

	if (!to)
		return fail_memory(s);
	setting_takes(row, to);
	fclose(to);
	return fail(s, -EINVAL,
		    row->type == SETTING_PANES
			    ? N_("%s is not a valid value for %s, which takes "
				 "%s (at most six, each once, without the "
				 "layout)")
			    : N_("%s is not a valid value for %s, which takes "
				 "%s"),
		    shown(text).text, row->name, takes);
}

static int resize_history(struct session *s, uint64_t bytes)
{
	if (stepper_on(s))
		return fail(s, -EBUSY,
			    "the history holds the call that is being stepped "
			    "through: `leave` it first");
	if (!journal_resize(&s->k->m->journal, bytes))
		return 0;
	return fail(
		s, -ENOMEM,
		"this computer does not have that much memory for the history");
}

static int use_language(struct session *s, uint64_t value)
{
	int error = language_use((unsigned int)value);

	if (error == -EILSEQ)
		return fail(s, error,
			    "languages other than English need a UTF-8 locale");
	return error ? fail_memory(s) : 0;
}

static uint64_t kept(const struct settings *settings, const char *name)
{
	return settings->kept[setting_find(name) - rows];
}

/* A person who names panes wants to see these, not the one that has the
 * keys. */
static void see_first(struct session *s, struct pane_list list)
{
	unsigned int i = 0;

	while (i < list.nr && list.pane[i] != s->look.focus)
		i++;
	if (list.nr && i == list.nr && s->look.focus != PANE_LAYOUT)
		view_state_focus(&s->look, list.pane[0]);
}

/* Settings that are more than a wish are taken up at once. */
static int take_up(struct session *s, const struct setting *row, uint64_t value)
{
	switch (row->offset) {
	case offsetof(struct settings, history):
		return resize_history(s, value);
	case offsetof(struct settings, language):
		return use_language(s, value);
	case offsetof(struct settings, panes):
		see_first(s, pane_list_unpack(value));
		break;
	case offsetof(struct settings, pane):
		view_state_focus(&s->look, (enum pane)value);
		break;
	case offsetof(struct settings, alone):
		s->look.alone = value;
		break;
	case offsetof(struct settings, present):
		/* Before a class the pointer only shows, until M says so. */
		if (value != s->settings.present)
			s->settings.mouse =
				!value && kept(&s->settings, "mouse");
		break;
	}
	return 0;
}

static int change(struct session *s, const char *name, const char *text,
		  bool keep)
{
	const struct setting *row = setting_find(name);
	uint64_t value;
	int error;

	if (!row)
		return settings_unknown(s, name);
	if (setting_parse(row, text, &value))
		return fail_value(s, row, text);
	error = take_up(s, row, value);
	if (error)
		return error;
	put(&s->settings, row, value);
	/* Before a class the mouse is turned on and off for that class. */
	if (s->settings.present &&
	    row->offset == offsetof(struct settings, mouse))
		return 0;
	if (keep) {
		s->settings.kept[row - rows] = value;
		s->settings.changed |= 1u << (row - rows);
		s->settings.fixed &= ~(1u << (row - rows));
	} else {
		s->settings.fixed |= 1u << (row - rows);
	}
	return 0;
}

int settings_set(struct session *s, const char *name, const char *text)
{
	return change(s, name, text, true);
}

int settings_fix(struct session *s, const char *name, const char *text)
{
	return change(s, name, text, false);
}

static void keep(struct settings *settings, const char *name, uint64_t value)
{
	const struct setting *row = setting_find(name);

	if (get(settings, row) == value)
		return;
	put(settings, row, value);
	settings->kept[row - rows] = value;
	settings->changed |= 1u << (row - rows);
}

void settings_keep_look(struct session *s)
{
	const struct view_state *look = &s->look;
	bool source = look->focus == PANE_SOURCE; /* the call is not kept */

	if (look->by_script)
		return;
	keep(&s->settings, "pane", source ? look->before : look->focus);
	keep(&s->settings, "alone", look->alone);
}
