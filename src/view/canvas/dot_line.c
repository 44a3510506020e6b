/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dot_line.c - lines of Braille dots, or of ASCII.
 *
 * Both go row by row: within a row of dots (ASCII: of cells) the line covers
 * the columns from where it enters to where it leaves, so that it has no gaps
 * however flat it is.
 */
#include "view/canvas/dot_line.h"

/* Column of a line after @part of @of rows, rounded. */
static int column_at(int from, int to, int part, int of)
{
	int way = 2 * (to - from) * part;

	return from + (way + (way < 0 ? -of : of)) / (2 * of);
}

static void put_cell(const struct canvas *c, int x, int y, uint32_t ch,
		     enum role role)
{
	struct cell *cell = canvas_at(c, x, y);

	if (!cell)
		return;
	cell->ch = ch;
	cell->role = (uint8_t)role;
}

static void put_dot(const struct canvas *c, int x, int y, enum role role)
{
	const struct cell *cell =
		x < 0 ? NULL : canvas_at(c, x / DOTS_X, y / DOTS_Y);

	if (cell)
		put_cell(c, x / DOTS_X, y / DOTS_Y,
			 glyph_dot(cell->ch, x % DOTS_X, y % DOTS_Y), role);
}

static void line_of_dots(const struct canvas *c, int from, int to,
			 enum role role)
{
	int rows = c->height * DOTS_Y;

	for (int y = 0; y < rows; y++) {
		int x = column_at(from, to, y, rows);
		int end = column_at(from, to, y + 1, rows);

		put_dot(c, x, y, role);
		for (; x + 1 < end; x++)
			put_dot(c, x + 1, y, role);
		for (; x - 1 > end; x--)
			put_dot(c, x - 1, y, role);
	}
	put_dot(c, to, rows - 1, role);
}

/* A stroke goes before the _ of another line. */
static void put_ascii(const struct canvas *c, int x, int y, enum glyph glyph,
		      enum role role)
{
	const struct cell *cell = canvas_at(c, x, y);

	if (cell && (glyph != GLYPH_STROKE_FLAT || cell->ch == ' ' ||
		     cell->ch == glyph_char(glyph, true)))
		put_cell(c, x, y, glyph_char(glyph, true), role);
}

static void line_of_ascii(const struct canvas *c, int from, int to,
			  enum role role)
{
	for (int y = 0; y < c->height; y++) {
		int x = column_at(from, to, y, c->height) / DOTS_X;
		int end = column_at(from, to, y + 1, c->height) / DOTS_X;

		put_ascii(c, end < x ? x - 1 : x, y,
			  end > x   ? GLYPH_STROKE_RIGHT
			  : end < x ? GLYPH_STROKE_LEFT
				    : GLYPH_STROKE_DOWN,
			  role);
		for (int i = x + 1; i < end; i++)
			put_ascii(c, i, y, GLYPH_STROKE_FLAT, role);
		for (int i = x - 2; i >= end; i--)
			put_ascii(c, i, y, GLYPH_STROKE_FLAT, role);
	}
}

void dot_line(const struct canvas *c, int from, int to, enum role role)
{
	if (c->height < 1)
		return;
	if (c->ascii)
		line_of_ascii(c, from, to, role);
	else
		line_of_dots(c, from, to, role);
}
