/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source_listing.c - the text of the function under view.
 *
 * Step points are left out, for they are not part of the algorithm; an ellipsis
 * after the number of a line says that some follow it. No line is cut: what is
 * too long goes on in the row below. When the function does not fit, the line
 * stands in the upper half: what comes next is what one wants to read. The
 * condition that led to it is marked, too: the sentence is about that.
 */
#include <string.h>

#include "inspect/numbers.h"
#include "session/front.h"
#include "view/source/source_internal.h"
#include "view/source/source_text.h"

enum {
	X_NUMBER = 1,
	X_LEFT_OUT = 5,
	X_BREAK = 6,
	X_TEXT = 8,
	WIDE = 84,
	HANGING = 2,   /* columns, of what follows in the rows below a line */
	MOST_ROWS = 8, /* of a line of the source: 80 columns in 24 */
};

struct source_listing {
	const struct source_text *source;
	int width;		  /* columns of the pane */
	unsigned int first, last; /* of the function */
	unsigned int line;	  /* the one under view */
	unsigned int end;	  /* the last one of its statement */
	unsigned int decision;	  /* the condition that led here begins; else
				   * as @line */
};

static const char *text_of(const struct source_listing *l, unsigned int line)
{
	return l->source->line[line - 1].text;
}

static bool is_shown(const struct source_listing *l, unsigned int line)
{
	return !l->source->line[line - 1].hidden;
}

static unsigned int statement_end(const struct source_listing *l)
{
	unsigned int line = l->line;

	while (line < l->last && source_goes_on(text_of(l, line)))
		line++;
	return line;
}

static bool is_remark(const char *text)
{
	text += strspn(text, "\t ");
	return *text == '/' || *text == '*';
}

/*
 * Inside of `if (...) {` or a loop the line above says why one is here. The
 * brace that begins a function is not such a line.
 */
static unsigned int find_decision(const struct source_listing *l)
{
	unsigned int line = l->line;
	const char *text;

	do {
		if (--line <= l->first)
			return l->line;
	} while (!is_shown(l, line));
	text = text_of(l, line);
	if (!*text || !is_blank(*text) || text[strlen(text) - 1] != '{')
		return l->line;
	while (line - 1 > l->first && is_shown(l, line - 1) &&
	       source_goes_on(text_of(l, line - 1)) &&
	       !is_remark(text_of(l, line - 1)))
		line--;
	return line;
}

/* The text and the place in it; false when there is no such text. */
static bool open_listing(const struct scene *scene, int width,
			 struct source_listing *l)
{
	const struct scene_step *step = &scene->step;

	*l = (struct source_listing){ .source = source_find(step->file),
				      .width = width };
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
	l->decision = find_decision(l);
	return true;
}

/* ---- Rows ---- */

/*
 * Where the text of a line begins: tabs are four columns where eight would push
 * it out of sight, and never more than half of what there is.
 */
static int text_column(int width, const char **text)
{
	int tab = width < WIDE ? 4 : 8, x = X_TEXT, most = width / 2;

	for (; **text == '\t'; ++*text)
		x += tab;
	for (; **text == ' ' && tab == 4 && x > X_TEXT; ++*text)
		x++;
	return x < most || most < X_TEXT ? x : most;
}

/* A line is never cut: what does not fit goes on below. Return: rows. */
static int draw_text(const struct canvas *c, int y, enum role role,
		     const char *text)
{
	int x = text_column(c->width, &text);
	size_t n = text_row(text, strlen(text), c->width - x);

	canvas_text_n(c, x, y, role, text, n);
	text += n + strspn(text + n, " ");
	x += HANGING;
	return 1 +
	       canvas_wrap(c, x, y + 1, c->width - x, MOST_ROWS, role, text);
}

static unsigned int count_rows(const struct source_listing *l,
			       unsigned int from, unsigned int to)
{
	struct canvas nowhere = { .width = l->width };
	unsigned int nr = 0;

	for (unsigned int line = from; line <= to; line++)
		if (is_shown(l, line))
			nr += (unsigned int)draw_text(&nowhere, 0, ROLE_TEXT,
						      text_of(l, line));
	return nr;
}

int source_listing_rows(const struct scene *scene, int width, int *least)
{
	struct source_listing l;

	*least = 1;
	if (!open_listing(scene, width, &l))
		return 1;
	*least = (int)count_rows(&l, l.decision, l.end);
	return (int)count_rows(&l, l.first, l.last);
}

/* The first line that is shown: so that the statement is seen whole, and if
 * there is room what led to it. */
static unsigned int top_line(const struct source_listing *l, unsigned int rows)
{
	unsigned int all = count_rows(l, l->first, l->last);
	unsigned int whole = count_rows(l, l->decision, l->end);
	unsigned int from = whole <= rows ? l->decision : l->line;
	unsigned int above = count_rows(l, l->first, from - 1);
	unsigned int room = whole < rows ? rows - whole : 0;
	unsigned int skip = above > room * 2 / 5 ? above - room * 2 / 5 : 0;
	unsigned int line = l->first;

	if (all <= rows)
		return l->first;
	if (skip > all - rows)
		skip = all - rows;
	while (line < from && (skip || !is_shown(l, line))) {
		unsigned int n = count_rows(l, line, line);

		line++;
		skip -= n < skip ? n : skip;
	}
	return line;
}

/* ---- Painting ---- */

static int draw_line(const struct scene *scene, const struct canvas *c, int y,
		     const struct source_listing *l, unsigned int line)
{
	enum role role = ROLE_TEXT;

	if (line >= l->decision && line < l->line) {
		role = ROLE_WHY;
		canvas_glyph_as(c, 0, y, GLYPH_VLINE, role);
	} else if (line >= l->line && line <= l->end) {
		role = ROLE_CURSOR;
	}
	canvas_printf(c, X_NUMBER, y, ROLE_DIM, "%4u", line);
	if (line < l->last && !is_shown(l, line + 1))
		canvas_glyph(c, X_LEFT_OUT, y, GLYPH_ELLIPSIS);
	if (breakpoint_at_line(scene->s, l->source->file, line))
		canvas_text(c, X_BREAK, y, ROLE_ERROR, "b");
	if (line == l->line)
		canvas_glyph(c, 0, y, GLYPH_HERE);
	return draw_text(c, y, role, text_of(l, line));
}

void source_listing(const struct scene *scene, const struct canvas *c)
{
	struct source_listing l;
	unsigned int line;
	int y = 0;

	if (c->height < 1 || !open_listing(scene, c->width, &l))
		return;
	line = top_line(&l, (unsigned int)c->height);
	for (; line <= l.last && y < c->height; line++)
		if (is_shown(&l, line))
			y += draw_line(scene, c, y, &l, line);
}
