/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strip.h - the pages of the vmalloc region as a row of cells.
 *
 * At one page a cell each cell is that page's glyph. At a coarser scale a cell
 * that is all taken shows what most of it is, one that is partly taken shows
 * how much as a digit, in tenths rounded up: so one page is never lost. The
 * panes of areas, layout and source use it.
 */
#ifndef VMSCOPE_VIEW_AREAS_STRIP_H
#define VMSCOPE_VIEW_AREAS_STRIP_H

#include "view/canvas/canvas.h"
#include "view/scene/scene.h"

/* A window into a region with areas. */
struct strip {
	vaddr_t start;	   /* of the first cell; a multiple of cell */
	vaddr_t low, high; /* of the region; high exclusive */
	uint32_t cell;	   /* bytes that a cell is for: PAGE_SIZE * 2^n */
	int columns, rows; /* cells */
};

/**
 * strip_window() - choose what a strip shows.
 * @scene: the scene
 * @from: an address in vmalloc's or the modules' region; it will be seen
 * @last: and so will this one, not below it, where there is room for both
 * @cell: bytes a cell
 * @columns: of a row, at least 1
 * @rows: at least 1
 * @s: result; begins where the region begins when that shows both, else at a
 * multiple of half a row
 */
void strip_window(const struct scene *scene, vaddr_t from, vaddr_t last,
		  uint32_t cell, int columns, int rows, struct strip *s);

/**
 * strip_row() - paint one row of cells.
 * @c: where
 * @x: column of the first cell
 * @y: row
 * @s: the window
 * @row: of the window, from 0
 */
void strip_row(const struct scene *scene, const struct canvas *c, int x, int y,
	       const struct strip *s, int row);

/**
 * strip_labels() - under a row: $N of areas, the chosen page, candidates.
 */
void strip_labels(const struct scene *scene, const struct canvas *c, int x,
		  int y, const struct strip *s, int row);

/**
 * strip_cell() - one cell, for other arrangements of cells.
 * @start: first byte, in a region with areas
 * @bytes: PAGE_SIZE * 2^n
 */
void strip_cell(const struct scene *scene, const struct canvas *c, int x, int y,
		vaddr_t start, uint32_t bytes);

/** strip_scale() - "1 cell = 4K". @text: STRIP_SCALE bytes. */
enum { STRIP_SCALE = 32 };
const char *strip_scale(uint32_t cell, char *text);

/* What a legend has to explain: a bit a glyph, and digits. */
struct strip_seen {
	uint32_t glyphs; /* 1 << enum glyph */
	bool digits;
};

/** strip_see() - add what the cells of a row show. */
void strip_see(const struct canvas *c, int x, int y, int columns,
	       struct strip_seen *seen);

/**
 * strip_legend() - what was seen, each with its words.
 * @y: first row
 * @rows: at most
 * Return: rows used
 */
int strip_legend(const struct canvas *c, int x, int y, int rows,
		 const struct strip_seen *seen);

#endif
