/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * svg.c - a canvas as an SVG picture.
 *
 * Cells that look alike and lie side by side are one text; each has its width
 * said, so that any monospaced font falls into the same columns. Blocks and
 * shades are drawn as rectangles: fonts leave gaps between them.
 */
#include "export/export.h"

#include "export/utf8.h"

enum { CELL_WIDTH = 8, CELL_HEIGHT = 17, BASELINE = 13 };

struct svg_run {
	int x, y, columns;
	struct style style;
};

static uint32_t foreground(const struct style *s)
{
	return s->reverse ? s->bg : s->fg;
}

static uint32_t background(const struct style *s)
{
	return s->reverse ? s->fg : s->bg;
}

static void write_rect(double x, double y, double width, double height,
		       uint32_t rgb, double opacity, FILE *to)
{
	fprintf(to,
		"<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\""
		" fill=\"#%06x\"",
		x, y, width, height, rgb);
	if (opacity < 1)
		fprintf(to, " fill-opacity=\"%g\"", opacity);
	fputs("/>\n", to);
}

/* ---- Blocks ---- */

/* What of its cell a block fills, from below, and how densely. */
static const struct block {
	uint32_t ch;
	double height, opacity;
} blocks[] = {
	{ 0x2588, 1, 1 },     { 0x2593, 1, 0.75 },  { 0x2592, 1, 0.5 },
	{ 0x2591, 1, 0.3 },   { 0x2586, 0.75, 1 },  { 0x2584, 0.5, 1 },
	{ 0x2582, 0.25, 1 },  { 0x2585, 0.625, 1 }, { 0x2587, 0.875, 1 },
	{ 0x2583, 0.375, 1 }, { 0x2581, 0.125, 1 },
};

static const struct block *find_block(uint32_t ch)
{
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		if (blocks[i].ch == ch)
			return &blocks[i];
	return NULL;
}

static void write_block(int x, int y, const struct block *block, uint32_t rgb,
			FILE *to)
{
	double height = CELL_HEIGHT * block->height;

	write_rect(x * CELL_WIDTH, (y + 1) * CELL_HEIGHT - height, CELL_WIDTH,
		   height, rgb, block->opacity, to);
}

/* ---- Text ---- */

static void write_escaped(const struct cell *cell, FILE *to)
{
	switch (cell->ch) {
	case '<':
		fputs("&lt;", to);
		break;
	case '&':
		fputs("&amp;", to);
		break;
	default:
		write_cell(cell, to);
	}
}

static bool is_drawn(const struct cell *cell)
{
	return cell->ch != ' ' && cell->ch && !find_block(cell->ch);
}

static void write_text(const struct canvas *c, const struct svg_run *run,
		       int from, int to_column, FILE *to)
{
	fprintf(to, "<text x=\"%d\" y=\"%d\" fill=\"#%06x\" textLength=\"%d\"",
		from * CELL_WIDTH, run->y * CELL_HEIGHT + BASELINE,
		foreground(&run->style), (to_column - from) * CELL_WIDTH);
	if (run->style.bold)
		fputs(" font-weight=\"bold\"", to);
	if (run->style.underline)
		fputs(" text-decoration=\"underline\"", to);
	putc('>', to);
	for (int x = from; x < to_column; x++)
		write_escaped(canvas_at(c, x, run->y), to);
	fputs("</text>\n", to);
}

/* Columns of a character that is drawn; 0: it is not. */
static int drawn_columns(const struct canvas *c, int x, int y)
{
	bool wide = x + 1 < c->width && !canvas_at(c, x + 1, y)->ch;

	return is_drawn(canvas_at(c, x, y)) ? 1 + wide : 0;
}

/*
 * The words of a run; blanks between them need not be drawn. Each wide letter
 * is a text: it is no two columns wide in most fonts, and not every program
 * that shows SVG obeys textLength.
 */
static void write_words(const struct canvas *c, const struct svg_run *run,
			FILE *to)
{
	int end = run->x + run->columns;

	for (int x = run->x; x < end;) {
		int from = x;

		while (x < end && drawn_columns(c, x, run->y) == 1)
			x++;
		if (x == from)
			x += drawn_columns(c, x, run->y);
		if (x > from)
			write_text(c, run, from, x, to);
		else
			x++;
	}
}

static void write_run(const struct canvas *c, const struct svg_run *run,
		      uint32_t paper, FILE *to)
{
	uint32_t back = background(&run->style);

	if (back != paper)
		write_rect(run->x * CELL_WIDTH, run->y * CELL_HEIGHT,
			   run->columns * CELL_WIDTH, CELL_HEIGHT, back, 1, to);
	for (int x = run->x; x < run->x + run->columns; x++) {
		const struct block *block =
			find_block(canvas_at(c, x, run->y)->ch);

		if (block)
			write_block(x, run->y, block, foreground(&run->style),
				    to);
	}
	write_words(c, run, to);
}

static bool alike(const struct cell *a, const struct cell *b)
{
	return a->role == b->role && a->flags == b->flags;
}

static void write_row(const struct canvas *c, int y, enum theme theme,
		      const struct ground *ground, uint32_t paper, FILE *to)
{
	for (int x = 0; x < c->width;) {
		const struct cell *first = canvas_at(c, x, y);
		struct svg_run run = {
			.x = x,
			.y = y,
			.style = theme_style(theme, ground, first->role,
					     first->flags),
		};

		while (x < c->width && alike(first, canvas_at(c, x, y)))
			x++;
		run.columns = x - run.x;
		write_run(c, &run, paper, to);
	}
}

void export_svg(const struct canvas *c, enum theme theme,
		const struct ground *ground, FILE *to)
{
	struct style plain = theme_style(theme, ground, ROLE_TEXT, 0);
	int width = c->width * CELL_WIDTH, height = c->height * CELL_HEIGHT;

	fprintf(to,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\""
		" height=\"%d\" viewBox=\"0 0 %d %d\"\n"
		" font-family=\"DejaVu Sans Mono, Noto Sans Mono, monospace\""
		" font-size=\"13\" xml:space=\"preserve\">\n",
		width, height, width, height);
	write_rect(0, 0, width, height, plain.bg, 1, to);
	for (int y = 0; y < c->height; y++)
		write_row(c, y, theme, ground, plain.bg, to);
	fputs("</svg>\n", to);
}
