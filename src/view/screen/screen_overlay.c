/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen_overlay.c - what lies over the panes: help, completions, a question.
 *
 * A list shows the chosen row in its middle; what is above and below it is
 * counted on the frame.
 */
#include "view/screen/screen_internal.h"
#include "translate.h"

#include <stdio.h>

/* A frame with a title; returns what is inside. */
static struct canvas draw_box(const struct canvas *c, int x, int y, int width,
			      int height, const char *title)
{
	struct canvas box = canvas_part(c, x, y, width, height);
	int right = box.width - 1, low = box.height - 1;

	canvas_clear(&box, ROLE_TEXT);
	canvas_hline(&box, 1, 0, box.width - 2);
	canvas_hline(&box, 1, low, box.width - 2);
	canvas_vline(&box, 0, 1, box.height - 2);
	canvas_vline(&box, right, 1, box.height - 2);
	canvas_glyph(&box, 0, 0, GLYPH_CORNER_UL);
	canvas_glyph(&box, right, 0, GLYPH_CORNER_UR);
	canvas_glyph(&box, 0, low, GLYPH_CORNER_LL);
	canvas_glyph(&box, right, low, GLYPH_CORNER_LR);
	canvas_fit(&box, 2, 0, box.width - 4, ROLE_FOCUS, title);
	return canvas_part(&box, 1, 1, box.width - 2, box.height - 2);
}

/* Rows of a list that are shown: from here on. */
static size_t first_shown(size_t nr, size_t shown, size_t chosen)
{
	if (nr <= shown || chosen < shown / 2)
		return 0;
	return chosen - shown / 2 < nr - shown ? chosen - shown / 2
					       : nr - shown;
}

/* @box: from draw_box(); the counts are on its lower frame. */
static void say_more(const struct canvas *c, int x, int y, size_t first,
		     size_t shown, size_t nr)
{
	if (first)
		x = canvas_printf(c, x, y, ROLE_DIM, _(" %zu above "), first);
	if (nr > first + shown)
		canvas_printf(c, x, y, ROLE_DIM, _(" %zu more below "),
			      nr - first - shown);
}

/* ---- Help ---- */

enum { HELP_WIDTH = 100, HELP_KEYS = 24 };

static void draw_help_line(const struct canvas *c, int y,
			   const struct help_line *line, bool chosen)
{
	int left = c->width < 60 ? HELP_KEYS / 2 : HELP_KEYS;

	if (line->text) {
		canvas_fit(c, 2, y, c->width - 2, ROLE_TEXT, line->left);
		return;
	}
	if (line->heading) {
		canvas_fit(c, 1, y, c->width - 2, ROLE_TITLE, line->left);
		return;
	}
	canvas_fit(c, 2, y, left, line->key ? ROLE_KEY : ROLE_NAME, line->left);
	canvas_fit(c, left + 3, y, c->width - left - 4, ROLE_TEXT, line->right);
	if (line->key)
		canvas_target(c, 0, y, c->width, 1, TARGET_KEY, line->key);
	if (chosen)
		canvas_flag(c, 0, y, c->width, 1, CELL_SELECTED);
}

static void draw_help(const struct scene *scene, const struct screen *screen,
		      const struct canvas *c)
{
	const char *filter = screen->text ? screen->text : "";
	struct help_line line[HELP_LINES];
	size_t nr = help_lines(scene, filter, line, HELP_LINES);
	int width = c->width < HELP_WIDTH ? c->width : HELP_WIDTH;
	int x = (c->width - width) / 2;
	struct canvas in = draw_box(c, x, 0, width, c->height,
				    _(" Help: type to filter "));
	size_t shown = (size_t)(in.height - 1);
	size_t first = first_shown(nr, shown, screen->chosen), top = 0;

	while (top < nr && line[top].heading)
		top++;
	if (screen->chosen <= top && top < shown)
		first = 0; /* as it opens: with all that stands above */
	canvas_text(&in, 1, 0, ROLE_DIM, _("with:"));
	canvas_printf(&in, 7, 0, ROLE_TEXT, "%s_", filter);
	if (!nr)
		canvas_text(&in, 2, 1, ROLE_DIM,
			    _("no key and no command has this in it"));
	for (size_t i = 0; i < shown && first + i < nr; i++)
		draw_help_line(&in, (int)i + 1, &line[first + i],
			       first + i == screen->chosen);
	say_more(c, x + 2, c->height - 1, first, shown, nr);
}

/* ---- Completions ---- */

enum { LONGEST_ITEM = 40 };

static int longest(const struct screen *screen, int most)
{
	int columns = 1;

	for (size_t i = 0; i < screen->nr_items; i++) {
		const char *item = screen->item[i];
		int n = columns_of(item);

		columns = n > columns ? n : columns;
	}
	return columns < most ? columns : most;
}

/* Down a column, then the next, as ls does; a page of columns at a time. */
static void draw_list(const struct screen *screen, const struct canvas *c)
{
	int width = longest(screen, LONGEST_ITEM) + 2;
	size_t columns = (size_t)((c->width - 2) / width);
	size_t rows = (screen->nr_items + columns - 1) / columns;
	size_t most = (size_t)(c->height - 2) / 2;
	size_t shown = rows < most ? rows : most;
	int height = (int)shown + 2;
	char title[48];
	struct canvas in;
	size_t first;

	snprintf(title, sizeof(title), _(" %zu completions "),
		 screen->nr_items);
	in = draw_box(c, 0, c->height - height, c->width, height, title);
	first = first_shown(rows, shown, rows ? screen->chosen % rows : 0);
	for (size_t i = 0; i < screen->nr_items; i++) {
		int x = (int)(i / rows) * width;
		int y = (int)(i % rows) - (int)first;

		if (y < 0 || y >= (int)shown)
			continue;
		canvas_fit(&in, x + 1, y, width - 2, ROLE_NAME,
			   screen->item[i]);
		if (i == screen->chosen)
			canvas_flag(&in, x, y, width, 1, CELL_SELECTED);
	}
	say_more(c, 2, c->height - 1, first, shown, rows);
}

/* ---- A question ---- */

enum { QUESTION_WIDTH = 60, QUESTION_ROWS = 6 };

static void draw_question(const struct screen *screen, const struct canvas *c)
{
	const char *text = screen->text ? screen->text : "";
	int width =
		c->width - 8 < QUESTION_WIDTH ? c->width - 8 : QUESTION_WIDTH;
	int rows = columns_of(text) / (width - 6) + 1;
	struct canvas in;

	rows = rows < QUESTION_ROWS ? rows : QUESTION_ROWS;
	in = draw_box(c, (c->width - width) / 2, (c->height - rows - 4) / 2,
		      width, rows + 4, _(" A question "));
	canvas_wrap(&in, 2, 1, in.width - 4, rows, ROLE_TEXT, text);
}

void screen_overlay(const struct scene *scene, const struct screen *screen,
		    const struct canvas *body)
{
	switch (screen->overlay) {
	case OVERLAY_NONE:
		break;
	case OVERLAY_HELP:
		draw_help(scene, screen, body);
		break;
	case OVERLAY_LIST:
		draw_list(screen, body);
		break;
	case OVERLAY_ASK:
		draw_question(screen, body);
		break;
	}
}
