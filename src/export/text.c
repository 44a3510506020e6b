/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text.c - a canvas as plain text, and as text with colours.
 */
#include "export/export.h"

#include "export/utf8.h"

/* Columns up to the last one that is not blank. */
static int used_columns(const struct canvas *c, int y)
{
	int x = c->width;

	while (x > 0 && canvas_at(c, x - 1, y)->ch == ' ')
		x--;
	return x;
}

void export_text(const struct canvas *c, FILE *to)
{
	for (int y = 0; y < c->height; y++) {
		int end = used_columns(c, y);

		for (int x = 0; x < end; x++)
			write_cell(canvas_at(c, x, y), to);
		putc('\n', to);
	}
}

/* ---- With colours ---- */

static void write_color(uint32_t rgb, int what, FILE *to)
{
	if (rgb == COLOR_DEFAULT)
		return;
	fprintf(to, ";%d;2;%u;%u;%u", what, rgb >> 16 & 0xff, rgb >> 8 & 0xff,
		rgb & 0xff);
}

static void write_style(const struct style *style, FILE *to)
{
	fputs("\033[0", to);
	if (style->bold)
		fputs(";1", to);
	if (style->dim)
		fputs(";2", to);
	if (style->underline)
		fputs(";4", to);
	if (style->reverse)
		fputs(";7", to);
	write_color(style->fg, 38, to);
	write_color(style->bg, 48, to);
	putc('m', to);
}

void export_ansi_row(const struct canvas *c, int y, enum theme theme,
		     const struct ground *ground, FILE *to)
{
	int last = -1;

	for (int x = 0; x < c->width; x++) {
		const struct cell *cell = canvas_at(c, x, y);
		int now = cell->role << 8 | cell->flags;

		if (now != last) {
			struct style style = theme_style(
				theme, ground, cell->role, cell->flags);

			write_style(&style, to);
		}
		last = now;
		write_cell(cell, to);
	}
	fputs("\033[0m", to);
}

void export_ansi(const struct canvas *c, enum theme theme,
		 const struct ground *ground, FILE *to)
{
	for (int y = 0; y < c->height; y++) {
		export_ansi_row(c, y, theme, ground, to);
		putc('\n', to);
	}
}
