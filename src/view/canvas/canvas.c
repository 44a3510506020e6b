/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canvas.c - painting into cells, cut at the edges.
 */
#include "view/canvas/canvas.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean_text.h"

enum { PRINTF_SIZE = 1024 };

static const struct cell blank = { .ch = ' ' };

int canvas_new(struct canvas *c, int width, int height, bool ascii)
{
	*c = (struct canvas){
		.cell = calloc((size_t)width * (size_t)height,
			       sizeof(*c->cell)),
		.stride = width,
		.width = width,
		.height = height,
		.ascii = ascii,
	};
	if (!c->cell)
		return -ENOMEM;
	canvas_clear(c, ROLE_TEXT);
	return 0;
}

void canvas_free(struct canvas *c)
{
	free(c->cell);
	*c = (struct canvas){ .cell = NULL };
}

struct cell *canvas_at(const struct canvas *c, int x, int y)
{
	if (x < 0 || y < 0 || x >= c->width || y >= c->height)
		return NULL;
	return c->cell + (ptrdiff_t)(c->y + y) * c->stride + c->x + x;
}

void canvas_clear(const struct canvas *c, enum role role)
{
	for (int y = 0; y < c->height; y++)
		for (int x = 0; x < c->width; x++) {
			struct cell *cell = canvas_at(c, x, y);

			*cell = blank;
			cell->role = (uint8_t)role;
		}
}

struct canvas canvas_part(const struct canvas *c, int x, int y, int width,
			  int height)
{
	struct canvas part = *c;
	int left = x < 0 ? 0 : x, top = y < 0 ? 0 : y;

	part.width = at_most(x + width, c->width) - left;
	part.height = at_most(y + height, c->height) - top;
	if (part.width < 0 || part.height < 0)
		part.width = part.height = 0;
	part.x += left;
	part.y += top;
	return part;
}

/* ---- Text ---- */

/* A character that loses one half to another loses both. */
static void clear_halves(const struct canvas *c, int x, int y)
{
	struct cell *cell = canvas_at(c, x, y);
	struct cell *left = canvas_at(c, x - 1, y);
	struct cell *right = canvas_at(c, x + 1, y);

	if (!cell->ch && left)
		left->ch = ' ';
	else if (cell->ch && right && !right->ch)
		right->ch = ' ';
}

static void put(const struct canvas *c, int x, int y, uint32_t ch,
		enum role role)
{
	struct cell *cell = canvas_at(c, x, y);

	if (!cell)
		return;
	clear_halves(c, x, y);
	cell->ch = ch;
	cell->mark = 0;
	cell->role = (uint8_t)role;
}

static void put_wide(const struct canvas *c, int x, int y, uint32_t ch,
		     enum role role)
{
	bool whole = canvas_at(c, x, y) && canvas_at(c, x + 1, y);

	put(c, x, y, whole ? ch : ' ', role);
	put(c, x + 1, y, ' ', role);
	if (whole)
		canvas_at(c, x + 1, y)->ch = 0;
}

/* A combining character joins the one before it; a second one is dropped. */
static void put_mark(const struct canvas *c, int x, int y, uint32_t ch)
{
	struct cell *cell = canvas_at(c, x - 1, y);

	if (cell && !cell->ch)
		cell = canvas_at(c, x - 2, y);
	if (cell && !cell->mark)
		cell->mark = ch;
}

int canvas_text_n(const struct canvas *c, int x, int y, enum role role,
		  const char *text, size_t len)
{
	uint32_t ch;

	while (len) {
		size_t n = text_next(text, len, &ch);
		int columns = char_columns(ch);

		if (columns == 2)
			put_wide(c, x, y, ch, role);
		else if (columns == 1)
			put(c, x, y, ch, role);
		else
			put_mark(c, x, y, ch);
		x += columns;
		text += n;
		len -= n;
	}
	return x;
}

int canvas_text(const struct canvas *c, int x, int y, enum role role,
		const char *text)
{
	return canvas_text_n(c, x, y, role, text, strlen(text));
}

int canvas_printf(const struct canvas *c, int x, int y, enum role role,
		  const char *format, ...)
{
	char text[PRINTF_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return canvas_text(c, x, y, role, text);
}

/* Bytes of @text that fit into @columns. */
static size_t fitting(const char *text, size_t len, int columns)
{
	size_t used = 0;
	uint32_t ch;

	while (used < len) {
		size_t n = text_next(text + used, len - used, &ch);

		columns -= char_columns(ch);
		if (columns < 0)
			break;
		used += n;
	}
	return used;
}

int canvas_fit(const struct canvas *c, int x, int y, int columns,
	       enum role role, const char *text)
{
	size_t len = strlen(text);

	if (columns <= 0)
		return x;
	if (fitting(text, len, columns) == len)
		return canvas_text_n(c, x, y, role, text, len);
	x = canvas_text_n(c, x, y, role, text, fitting(text, len, columns - 1));
	return canvas_glyph_as(c, x, y, GLYPH_ELLIPSIS, role);
}

int canvas_wrap(const struct canvas *c, int x, int y, int columns, int rows,
		enum role role, const char *text)
{
	int row = 0;

	if (columns <= 0)
		return 0;
	while (*text && row < rows) {
		size_t len = strlen(text);
		size_t n = text_row(text, len, columns);

		if (text_columns(text, n) > columns)
			return row; /* narrower than one character */
		if (row == rows - 1 && n < len)
			canvas_fit(c, x, y + row, columns, role, text);
		else
			canvas_text_n(c, x, y + row, role, text, n);
		text += n;
		text += strspn(text, " ");
		row++;
	}
	return row;
}

/* ---- Glyphs, lines ---- */

int canvas_glyph_as(const struct canvas *c, int x, int y, enum glyph glyph,
		    enum role role)
{
	put(c, x, y, glyph_char(glyph, c->ascii), role);
	return x + 1;
}

int canvas_glyph(const struct canvas *c, int x, int y, enum glyph glyph)
{
	return canvas_glyph_as(c, x, y, glyph, glyph_role(glyph));
}

void canvas_hline(const struct canvas *c, int x, int y, int columns)
{
	while (columns-- > 0)
		x = canvas_glyph(c, x, y, GLYPH_HLINE);
}

void canvas_vline(const struct canvas *c, int x, int y, int rows)
{
	while (rows-- > 0)
		canvas_glyph(c, x, y++, GLYPH_VLINE);
}

/* ---- What cells are ---- */

void canvas_flag(const struct canvas *c, int x, int y, int width, int height,
		 enum cell_flags flag)
{
	struct canvas part = canvas_part(c, x, y, width, height);

	for (int row = 0; row < part.height; row++)
		for (int column = 0; column < part.width; column++)
			canvas_at(&part, column, row)->flags |= (uint8_t)flag;
}

void canvas_role(const struct canvas *c, int x, int y, int width, int height,
		 enum role role)
{
	struct canvas part = canvas_part(c, x, y, width, height);

	for (int row = 0; row < part.height; row++)
		for (int column = 0; column < part.width; column++)
			canvas_at(&part, column, row)->role = (uint8_t)role;
}

void canvas_target(const struct canvas *c, int x, int y, int width, int height,
		   enum target_kind kind, uint32_t value)
{
	struct canvas part = canvas_part(c, x, y, width, height);

	for (int row = 0; row < part.height; row++)
		for (int column = 0; column < part.width; column++)
			canvas_at(&part, column, row)->target =
				(struct target){ kind, value };
}
