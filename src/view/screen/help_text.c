/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help_text.c - lines of help from the rows of keys, commands and words.
 */
#include "view/screen/help_text.h"

#include <stdio.h>
#include <string.h>

#include "session/commands/command.h"
#include "view/screen/chosen_word.h"
#include "view/canvas/glyph.h"
#include "translate.h"

/* What is being filled. */
struct list {
	struct help_line *line;
	size_t nr, max;
	const char *filter;
	struct help_line heading; /* waits for a first line below it */
	bool waits;
};

static void put(struct list *l, const struct help_line *line)
{
	if (l->nr < l->max)
		l->line[l->nr++] = *line;
}

static void add(struct list *l, const struct help_line *line)
{
	if (!strcasestr(line->left, l->filter) &&
	    !strcasestr(line->right, l->filter))
		return;
	if (l->waits)
		put(l, &l->heading);
	l->waits = false;
	put(l, line);
}

static void add_heading(struct list *l, const char *text)
{
	l->heading = (struct help_line){ .right = "", .heading = true };
	snprintf(l->heading.left, HELP_LEFT, "%s", text);
	l->waits = true;
}

/* ---- Keys ---- */

static void append(struct help_line *line, const char *text)
{
	size_t len = strlen(line->left);

	snprintf(line->left + len, HELP_LEFT - len, "%s%s", len ? " " : "",
		 text);
}

/* Rows side by side that say the same are one line. */
static const struct view_key *add_key(struct list *l, const struct scene *scene,
				      const struct view_key *row)
{
	struct help_line line = { .right = _(row->help), .key = row->key };
	const char *help = row->help;
	char name[KEY_NAME_SIZE];

	if (!key_row_line(scene, row, line.line))
		line.line[0] = '\0';
	for (uint32_t last = 0; row->key && !strcmp(row->help, help); row++) {
		vkey_name(row->key, name);
		if (row->key != last)
			append(&line, name);
		last = row->key;
	}
	add(l, &line);
	return row;
}

static void add_keys(struct list *l, const struct scene *scene,
		     const struct view_key *row)
{
	while (row && row->key)
		row = add_key(l, scene, row);
}

/* ---- Commands ---- */

static bool is_optional(const struct arg *arg)
{
	return arg->flags & (ARG_OPTIONAL | ARG_KEYWORD | ARG_SLASH);
}

/* The usage in short: what comes as name=VALUE is told by `help COMMAND`. */
static void append_arg(struct help_line *line, const struct arg *arg)
{
	const char *more = arg->flags & ARG_REPEAT ? "..." : "";
	char text[HELP_LEFT];

	if (arg->flags & (ARG_KEYWORD | ARG_SLASH))
		return;
	snprintf(text, sizeof(text), is_optional(arg) ? "[%s%s]" : "%s%s",
		 arg->name, more);
	append(line, text);
}

static void add_command(struct list *l, const struct command *c)
{
	struct help_line line = { .right = _(c->summary) };
	bool complete = true;

	append(&line, c->name);
	for (const struct arg *arg = c->args; arg->name; arg++) {
		append_arg(&line, arg);
		complete = complete && is_optional(arg);
	}
	snprintf(line.line, sizeof(line.line), complete ? "%s" : "%s ",
		 c->name);
	add(l, &line);
}

static void add_group(struct list *l, const struct command_group *g)
{
	add_heading(l, _(g->title));
	for (const struct command *c = g->commands; c->name; c++)
		add_command(l, c);
}

/* ---- Words ---- */

enum { TEXT_WIDTH = 76, FRAME_WIDTH = 5 };

/* Whole, unlike a row: who asks what this is should not have to ask again. */
static void add_text(struct list *l, int columns, const char *text)
{
	columns -= FRAME_WIDTH;
	if (columns <= 0 || columns > TEXT_WIDTH)
		columns = TEXT_WIDTH;
	put(l, &l->heading);
	l->waits = false;
	while (*text) {
		struct help_line line = { .right = "",
					  .heading = true,
					  .text = true };
		size_t len = text_row(text, strlen(text), columns);

		snprintf(line.left, HELP_LEFT, "%.*s", (int)len, text);
		put(l, &line);
		text += len;
		text += strspn(text, " ");
	}
}

static void add_chosen(struct list *l, const struct scene *scene)
{
	const struct glossary_entry *entry = chosen_word(scene);
	char heading[HELP_LEFT], word[GLOSSARY_WORD];

	if (!entry)
		return;
	glossary_word(entry, 0, word);
	snprintf(heading, sizeof(heading), _("What is chosen: %s"), word);
	add_heading(l, heading);
	add_text(l, scene->look->columns, _(entry->text));
}

/* In one row they all are on the first page. */
static void add_panes(struct list *l, const struct scene *scene)
{
	struct help_line line = { .right = "" };
	char name[KEY_NAME_SIZE];

	for (enum pane pane = PANE_LAYOUT + 1; pane < PANES; pane++) {
		vkey_name(VKEY_F1 + pane, name);
		append(&line, name);
		append(&line, _(pane_names()[pane].title));
		append(&line, "");
	}
	add_heading(l, _("Panes"));
	add_text(l, scene->look->columns, line.left);
}

static void add_words(struct list *l)
{
	char word[GLOSSARY_WORD];

	add_heading(l, _("Words on the screen"));
	for (const struct glossary_entry *e = glossary(); e->words; e++) {
		struct help_line line = { .right = _(e->text) };

		glossary_word(e, 0, word);
		append(&line, word);
		snprintf(line.line, sizeof(line.line), "help %s", word);
		add(l, &line);
	}
}

/* What no legend has room for. */
static void add_glyphs(struct list *l, const struct scene *scene)
{
	struct help_line tenths = { .left = "1-9",
				    .right = _("tenths of a cell that are "
					       "taken, rounded up") };

	add_heading(l, _("Glyphs of pages and marks"));
	for (enum glyph glyph = 0; glyph < GLYPHS; glyph++) {
		struct help_line line = { .right = glyph_word(glyph) };

		/* Free addresses are a blank, and lines say nothing. */
		if (!*line.right || glyph == GLYPH_NONE)
			continue;
		glyph_text(glyph, scene->s->settings.ascii, line.left);
		add(l, &line);
	}
	add(l, &tenths);
}

size_t help_lines(const struct scene *scene, const char *filter,
		  struct help_line *line, size_t max)
{
	enum pane pane = scene->look->focus;
	struct list l = { .line = line, .max = max, .filter = filter };
	char heading[HELP_LEFT];

	if (!*filter) {
		add_chosen(&l, scene);
		add_panes(&l, scene);
	}
	if (stepper_on(scene->s)) {
		add_heading(&l, _("Keys that step"));
		add_keys(&l, scene, stepping_keys(scene));
	}
	snprintf(heading, sizeof(heading), _("Keys of this pane: %s"),
		 _(pane_names()[pane].title));
	add_heading(&l, heading);
	add_keys(&l, scene, view_of(pane)->keys);
	add_heading(&l, _("Keys that work everywhere"));
	add_keys(&l, scene, global_keys());
	add_heading(&l, _("While a line is typed"));
	add_keys(&l, scene, typing_keys());
	for (const struct command_group *g = command_groups(); g->name; g++)
		add_group(&l, g);
	add_glyphs(&l, scene);
	add_words(&l);
	return l.nr;
}
