/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_band.c - a heading, the page's text, and the commands that it ran.
 *
 * Its paragraphs are wrapped anew: the author did not know how wide this screen
 * is.
 */
#include "view/screen/lesson_band.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "session/lesson/lesson.h"
#include "session/lesson/lesson_text.h"
#include "session/session.h"
#include "translate.h"

enum {
	MOST_COLUMNS = 100, /* that the eye follows easily */
	MARGIN = 1,
	COMMAND_ROWS = 3, /* that a page asks for; it may get more */
};

static const struct lesson_page *page_on(const struct lesson *l)
{
	return &l->page[l->at - 1];
}

static bool is_on(const struct scene *scene)
{
	return scene->s->lesson && scene->s->lesson->at;
}

static int text_width(int width)
{
	width -= 2 * MARGIN;
	return width < MOST_COLUMNS ? width : MOST_COLUMNS;
}

/* ---- Text ---- */

/* All of it as far as the canvas goes; returns the row below. */
static int draw_prose(const struct lesson_page *page, const struct canvas *c,
		      int y)
{
	const char *text = page->prose, *end = text + page->prose_len;
	char paragraph[LESSON_PARAGRAPH];

	while (lesson_paragraph(&text, end, paragraph))
		y += canvas_wrap(c, MARGIN, y, text_width(c->width), INT_MAX,
				 ROLE_TEXT, paragraph);
	return y;
}

static bool next_command(const char **text, const char *end, const char **line,
			 size_t *len)
{
	size_t indent;

	do
		if (!lesson_line(text, end, line, len, &indent))
			return false;
	while (!*len || **line == '#' || lesson_hides(*line, *len));
	return true;
}

static int command_rows(const struct lesson_page *page)
{
	const char *text = page->commands, *end = text + page->commands_len;
	const char *line;
	size_t len;
	int rows = 0;

	while (rows < COMMAND_ROWS && next_command(&text, end, &line, &len))
		rows++;
	return rows;
}

/* A row each; the last row has all that are left. */
static void draw_commands(const struct lesson_page *page,
			  const struct canvas *c)
{
	const char *text = page->commands, *end = text + page->commands_len;
	const int right = c->width - MARGIN;
	int x = 0, y = -1;
	const char *line;
	char one[LESSON_PARAGRAPH];
	size_t len;

	while (x < right && next_command(&text, end, &line, &len)) {
		if (y < c->height - 1) {
			canvas_text(c, MARGIN, ++y, ROLE_KEY, ">");
			x = MARGIN + 2;
		} else {
			x = canvas_text(c, x, y, ROLE_DIM, "; ");
		}
		snprintf(one, sizeof(one), "%.*s", (int)len, line);
		x = canvas_fit(c, x, y, right - x, ROLE_NAME, one);
	}
}

static const char *heading_of(const struct lesson *l, bool asks)
{
	if (l->turner == LESSON_PAUSED)
		return _(" paused, Space goes on: page %u of %u ");
	if (asks)
		return _(" waits for an answer: page %u of %u ");
	if (!page_on(l)->ran)
		return _(" stopped at an error; L tries again: page %u of %u ");
	return l->at == l->nr ? _(" page %u of %u, the last ")
			      : _(" page %u of %u ");
}

/* The title at the left, at the right which page of it. */
static void draw_heading(const struct lesson *l, bool asks,
			 const struct canvas *c)
{
	char text[160];
	int x, columns;

	canvas_hline(c, 0, 0, c->width);
	snprintf(text, sizeof(text), heading_of(l, asks), l->at, l->nr);
	columns = columns_of(text);
	canvas_text(c, c->width - columns - 1, 0, ROLE_NUMBER, text);
	snprintf(text, sizeof(text), " %.140s", l->title);
	x = canvas_fit(c, 2, 0, c->width - columns - 5, ROLE_TITLE, text);
	canvas_text(c, x, 0, ROLE_TEXT, " ");
}

/* ---- The band ---- */

/* Those of its longest page: the panes do not move when one is turned. While a
 * call is stepped through, which ends then, those of the page that is on. */
int lesson_band_rows(const struct scene *scene, int width)
{
	const struct canvas nothing = { .width = width };
	const struct lesson *l = scene->s->lesson;
	int most = 0;

	if (!is_on(scene))
		return 0;
	for (unsigned int i = 0; i < l->nr; i++) {
		int rows = draw_prose(&l->page[i], &nothing, 1) +
			   command_rows(&l->page[i]);

		if (stepper_on(scene->s) && i + 1 != l->at)
			continue;
		most = rows > most ? rows : most;
	}
	return most;
}

/* Below the heading, above the commands. */
static int prose_room(const struct lesson_page *page, int rows)
{
	return rows - 1 - (page->commands_len != 0);
}

int lesson_band_cut(const struct scene *scene, int width, int rows)
{
	const struct canvas nothing = { .width = width };
	const struct lesson_page *page = page_on(scene->s->lesson);
	int cut = draw_prose(page, &nothing, 0) - prose_room(page, rows);

	return cut > 0 ? cut : 0;
}

void lesson_band_draw(const struct scene *scene, const struct canvas *c)
{
	static const char more[] = " 7: all";
	const struct lesson_page *page;
	struct canvas part;
	int rows, used;

	if (!c->height || !is_on(scene))
		return;
	page = page_on(scene->s->lesson);
	draw_heading(scene->s->lesson, question_text(scene->s), c);
	rows = prose_room(page, c->height);
	part = canvas_part(c, 0, 1, c->width, rows);
	used = draw_prose(page, &part, 0);
	if (used > rows) {
		used = rows;
		canvas_text(&part, c->width - columns_of(more), rows - 1,
			    ROLE_KEY, more);
	}
	part = canvas_part(c, 0, 1 + used, c->width, c->height - 1 - used);
	draw_commands(page, &part);
}
