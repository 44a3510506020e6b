/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source_listing.c - the text of the function under view.
 *
 * Step points are left out, for they are not part of the algorithm; an ellipsis
 * after the number of a line says that some follow it. When the function does
 * not fit, the line stands in the upper half: what comes next is what one wants
 * to read.
 */
#include <string.h>

#include "view/source/source_internal.h"
#include "view/source/source_text.h"

enum { X_NUMBER = 1, X_LEFT_OUT = 5, X_BREAK = 6, X_TEXT = 8, WIDE = 84 };

struct source_listing {
	const struct source_text *source;
	unsigned int first, last; /* of the function */
	unsigned int line;	  /* the one under view */
	unsigned int end;	  /* the last one of its statement */
};

/* Does a line of C leave its statement open? */
static bool goes_on(const char *text)
{
	size_t len = strlen(text);

	return len && !strchr(";{}:", text[len - 1]);
}

static unsigned int statement_end(const struct source_listing *l)
{
	unsigned int line = l->line;

	while (line < l->last && goes_on(l->source->line[line - 1].text))
		line++;
	return line;
}

/* The text and the place in it; false when there is no such text. */
static bool open_listing(const struct scene *scene, struct source_listing *l)
{
	const struct scene_step *step = &scene->step;

	l->source = source_find(step->file);
	if (!l->source || !step->line || step->line > l->source->nr)
		return false;
	l->line = step->line;
	l->first = source_function(l->source, step->function, &l->last);
	/* What is in no function is shown in its file. */
	if (!l->first || l->line < l->first || l->line > l->last) {
		l->first = 1;
		l->last = l->source->nr;
	}
	l->end = statement_end(l);
	return true;
}

static bool is_shown(const struct source_listing *l, unsigned int line)
{
	return !l->source->line[line - 1].hidden;
}

static unsigned int count_shown(const struct source_listing *l,
				unsigned int from, unsigned int to)
{
	unsigned int nr = 0;

	for (unsigned int line = from; line <= to; line++)
		nr += is_shown(l, line);
	return nr;
}

int source_listing_rows(const struct scene *scene)
{
	struct source_listing l;

	return open_listing(scene, &l) ? (int)count_shown(&l, l.first, l.last)
				       : 1;
}

/* The first line that is shown: so that the statement is seen whole. */
static unsigned int top_line(const struct source_listing *l, unsigned int rows)
{
	unsigned int all = count_shown(l, l->first, l->last);
	unsigned int above = count_shown(l, l->first, l->line) - 1;
	unsigned int statement = count_shown(l, l->line, l->end);
	unsigned int room = rows > statement ? rows - statement : 0;
	unsigned int skip = above > room * 2 / 5 ? above - room * 2 / 5 : 0;
	unsigned int line = l->first;

	if (all <= rows)
		return l->first;
	if (skip > all - rows)
		skip = all - rows;
	while (skip || !is_shown(l, line)) {
		skip -= is_shown(l, line);
		line++;
	}
	return line;
}

/* Tabs as four columns where eight would push the text out of sight. */
static void draw_text(const struct canvas *c, int y, enum role role,
		      const char *text)
{
	int tab = c->width < WIDE ? 4 : 8, x = X_TEXT;

	for (; *text == '\t'; text++)
		x += tab;
	for (; *text == ' ' && tab == 4 && x > X_TEXT; text++)
		x++;
	canvas_fit(c, x, y, c->width - x, role, text);
}

static void draw_line(const struct scene *scene, const struct canvas *c, int y,
		      const struct source_listing *l, unsigned int line)
{
	bool here = line >= l->line && line <= l->end;
	const char *text = l->source->line[line - 1].text;

	canvas_printf(c, X_NUMBER, y, ROLE_DIM, "%4u", line);
	if (line < l->last && !is_shown(l, line + 1))
		canvas_glyph(c, X_LEFT_OUT, y, GLYPH_ELLIPSIS);
	if (breakpoint_at_line(scene->s, l->source->file, line))
		canvas_text(c, X_BREAK, y, ROLE_ERROR, "b");
	draw_text(c, y, here ? ROLE_CURSOR : ROLE_TEXT, text);
	if (line == l->line)
		canvas_glyph(c, 0, y, GLYPH_HERE);
}

void source_listing(const struct scene *scene, const struct canvas *c)
{
	struct source_listing l;
	unsigned int line;
	int y = 0;

	if (c->height < 1 || !open_listing(scene, &l))
		return;
	line = top_line(&l, (unsigned int)c->height);
	for (; line <= l.last && y < c->height; line++)
		if (is_shown(&l, line))
			draw_line(scene, c, y++, &l, line);
}
