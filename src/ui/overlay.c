/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * overlay.c - help, completions and questions, while they are open.
 *
 * Help takes all keys: what is typed filters it. The list of completions takes
 * those that move in it, any other closes it and goes on to the line. A
 * question takes y and n.
 */
#include "ui/fullscreen_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "translate.h"
#include "ui/line.h"

enum { CTRL_C = 3, CTRL_L = 12, CTRL_Z = 26 };

void overlay_close(struct fullscreen *f)
{
	f->screen.overlay = OVERLAY_NONE;
	f->screen.chosen = 0;
	f->screen.text = NULL;
	f->screen.nr_items = 0;
	free(f->pasted);
	f->pasted = NULL;
	f->replaces = false;
}

/* These mean the same whatever lies over the panes. */
static bool is_everywhere(uint32_t key)
{
	return key == CTRL_L || key == CTRL_Z;
}

/* ---- Help ---- */

enum { PAGE = 10 };

/* From @row on in a direction to a line that one can choose. */
static size_t skip_headings(const struct help_line *line, size_t nr, size_t row,
			    int step)
{
	while (row < nr && line[row].heading)
		row += (size_t)step;
	return row;
}

static void move(struct fullscreen *f, const struct help_line *line, size_t nr,
		 int by)
{
	size_t row = f->screen.chosen;

	if (by < 0 && row < (size_t)-by)
		row = 0;
	else
		row += (size_t)by;
	if (row >= nr)
		row = nr ? nr - 1 : 0;
	row = skip_headings(line, nr, row, by < 0 ? -1 : 1);
	if (row >= nr) /* nothing there: the other way */
		row = skip_headings(line, nr, 0, 1);
	f->screen.chosen = row < nr ? row : 0;
}

void overlay_help(struct fullscreen *f)
{
	struct help_line line[HELP_LINES];

	overlay_close(f);
	f->filter[0] = '\0';
	f->screen.text = f->filter;
	f->screen.overlay = OVERLAY_HELP;
	move(f, line, help_lines(&f->scene, "", line, HELP_LINES), 0);
}

static void edit_filter(struct fullscreen *f, const struct input_event *e)
{
	size_t len = strlen(f->filter);

	if (e->key == VKEY_BACKSPACE) {
		while (len && (f->filter[--len] & 0xc0) == 0x80)
			;
		f->filter[len] = '\0';
	} else if (e->key >= ' ' && e->key < VKEY_UP &&
		   len + e->raw_len < FILTER_SIZE) {
		memcpy(f->filter + len, e->raw, e->raw_len);
		f->filter[len + e->raw_len] = '\0';
	}
	f->screen.chosen = 0;
}

/* Of a key what it would do now, of a command the command. */
static void take_help(struct fullscreen *f, const struct help_line *line,
		      size_t nr)
{
	char answer[KEY_LINE_SIZE];

	if (f->screen.chosen >= nr || line[f->screen.chosen].heading)
		return;
	snprintf(answer, sizeof(answer), "%s", line[f->screen.chosen].line);
	overlay_close(f);
	if (*answer)
		keyboard_line(f, answer);
}

static const struct {
	uint32_t key;
	int by;
} moves[] = {
	{ VKEY_UP, -1 },
	{ VKEY_DOWN, 1 },
	{ VKEY_BACK_TAB, -1 },
	{ VKEY_TAB, 1 },
	{ VKEY_PAGE_UP, -PAGE },
	{ VKEY_PAGE_DOWN, PAGE },
	{ VKEY_HOME, -HELP_LINES },
	{ VKEY_END, HELP_LINES },
};

static int move_of(uint32_t key)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (moves[i].key == key)
			return moves[i].by;
	return 0;
}

static void help_key(struct fullscreen *f, const struct input_event *e)
{
	struct help_line line[HELP_LINES];
	size_t nr = help_lines(&f->scene, f->filter, line, HELP_LINES);

	if (e->key == VKEY_ESCAPE || e->key == VKEY_F1 || e->key == CTRL_C) {
		overlay_close(f);
		return;
	}
	if (e->key == VKEY_ENTER) {
		take_help(f, line, nr);
		return;
	}
	if (!move_of(e->key)) {
		edit_filter(f, e);
		nr = help_lines(&f->scene, f->filter, line, HELP_LINES);
	}
	move(f, line, nr, move_of(e->key));
}

/* ---- Completions ---- */

void overlay_list(struct fullscreen *f)
{
	size_t nr;
	const char *const *item = line_candidates(&nr);

	if (!item) {
		if (f->screen.overlay == OVERLAY_LIST)
			overlay_close(f);
		return;
	}
	f->screen.overlay = OVERLAY_LIST;
	f->screen.item = item;
	f->screen.nr_items = nr;
	f->screen.chosen = 0;
}

/* True: it was for the list. */
static bool list_key(struct fullscreen *f, const struct input_event *e)
{
	size_t nr = f->screen.nr_items;

	if (e->key == VKEY_TAB || e->key == VKEY_DOWN) {
		f->screen.chosen = (f->screen.chosen + 1) % nr;
		return true;
	}
	if (e->key == VKEY_BACK_TAB || e->key == VKEY_UP) {
		f->screen.chosen = (f->screen.chosen + nr - 1) % nr;
		return true;
	}
	if (e->key == VKEY_ENTER)
		line_choose(f->screen.chosen);
	overlay_close(f);
	return e->key == VKEY_ENTER || e->key == VKEY_ESCAPE;
}

/* ---- A paste of several lines ---- */

static unsigned int count_lines(const char *text)
{
	unsigned int lines = 0;

	while (*text) {
		text += strcspn(text, "\n");
		text += *text == '\n';
		lines++;
	}
	return lines;
}

void overlay_paste(struct fullscreen *f, const char *text, size_t len)
{
	overlay_close(f);
	f->pasted = strndup(text, len);
	if (!f->pasted)
		return;
	snprintf(f->question, sizeof(f->question),
		 _("%u lines were pasted; the first is `%.*s`. Run them? y or "
		   "n"),
		 count_lines(f->pasted),
		 (int)(strcspn(f->pasted, "\n") < 60 ? strcspn(f->pasted, "\n")
						     : 60),
		 f->pasted);
	f->screen.text = f->question;
	f->screen.overlay = OVERLAY_ASK;
}

void overlay_replace(struct fullscreen *f, const char *line, size_t len)
{
	overlay_close(f);
	f->pasted = strndup(line, len);
	if (!f->pasted)
		return;
	f->replaces = true;
	snprintf(f->question, sizeof(f->question),
		 _("%.120s. Replace it? y or n"), f->s->message);
	f->screen.text = f->question;
	f->screen.overlay = OVERLAY_ASK;
}

static void say_where(struct fullscreen *f, unsigned int line, unsigned int all)
{
	char text[TELLING_SIZE];
	int len = snprintf(text, sizeof(text),
			   line < all ? _("line %u of %u, where it stopped: "
					  "%.400s")
				      : _("line %u of %u: %.400s"),
			   line, all, f->telling.text);

	message_line_say(&f->telling, true, text, (size_t)len);
}

/* The first error ends it: what follows was meant for another state. */
static void run_pasted(struct fullscreen *f)
{
	char *text = f->pasted;
	unsigned int all = count_lines(text), line = 1;

	f->s->said_yes = f->replaces;
	f->pasted = NULL;
	overlay_close(f);
	for (char *at = text; *at && !f->left; line++) {
		size_t len = strcspn(at, "\n");

		running_typed(f, at, len);
		if (f->screen.error) {
			say_where(f, line, all);
			break;
		}
		at += len;
		at += *at == '\n';
	}
	f->s->said_yes = false;
	free(text);
}

static void decline(struct fullscreen *f)
{
	const char *said = f->replaces ? _("The file is left as it was.")
				       : _("Nothing of the paste was run.");

	overlay_close(f);
	message_line_say(&f->telling, false, said, strlen(said));
}

static void ask_key(struct fullscreen *f, const struct input_event *e)
{
	if (e->key == 'y' || e->key == 'Y')
		run_pasted(f);
	else if (e->key == 'n' || e->key == 'N' || e->key == VKEY_ESCAPE ||
		 e->key == CTRL_C)
		decline(f);
}

/* ---- All of them ---- */

bool overlay_event(struct fullscreen *f, const struct input_event *e)
{
	if (f->screen.overlay == OVERLAY_NONE || is_everywhere(e->key))
		return false;
	if (e->kind != INPUT_KEY) {
		/* The mouse presses keys of the help; a paste is text. */
		if (e->kind == INPUT_PASTE && f->screen.overlay != OVERLAY_ASK)
			overlay_close(f);
		return f->screen.overlay == OVERLAY_ASK;
	}
	switch (f->screen.overlay) {
	case OVERLAY_HELP:
		/* As without the help: to another pane, one step on. */
		if (e->key > VKEY_F1 && e->key <= VKEY_F12) {
			overlay_close(f);
			return false;
		}
		help_key(f, e);
		return true;
	case OVERLAY_LIST:
		return list_key(f, e);
	default:
		ask_key(f, e);
		return true;
	}
}
