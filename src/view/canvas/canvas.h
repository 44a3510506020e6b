/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canvas.h - a picture: cells of one character, a role, and what it stands for.
 *
 * Views paint here and know no terminal; the terminal, golden files and
 * exports read it. A canvas is a window into a sheet: a part of it
 * (canvas_part) is a canvas too, with its own origin, and nothing that is
 * painted in it gets out. Painting allocates nothing.
 *
 * Invariants:
 *   1. a character of two columns is followed by a cell with ch 0; half of
 *      one is never left behind: it becomes a blank;
 *   2. no cell holds a control character or invalid text.
 */
#ifndef VMSCOPE_VIEW_CANVAS_CANVAS_H
#define VMSCOPE_VIEW_CANVAS_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/text_width.h"
#include "view/canvas/glyph.h"
#include "view/canvas/role.h"

/** at_most() / at_least() - the nearest number within a limit. */
static inline int at_most(int value, int limit)
{
	return value < limit ? value : limit;
}

static inline int at_least(int value, int limit)
{
	return value > limit ? value : limit;
}

enum cell_flags {
	CELL_SELECTED = 0x1, /* the thing that is chosen, in every pane */
	CELL_CHANGED = 0x2,  /* by the last command or step */
};

/* What a cell shows: a click on it chooses that. */
enum target_kind {
	TARGET_NONE,
	TARGET_ADDR, /* virtual address */
	TARGET_PFN,
	TARGET_PANE,   /* enum pane: gets the keys */
	TARGET_KEY,    /* as if the key of this code were pressed (key.h) */
	TARGET_STEP,   /* a step of the record under view, from 0 */
	TARGET_MOMENT, /* a moment of the command log */
};

struct target {
	enum target_kind kind;
	uint32_t value;
};

struct cell {
	uint32_t ch;   /* code point; 0: right half of the cell before */
	uint32_t mark; /* one combining character; 0: none */
	uint8_t role;  /* enum role */
	uint8_t flags; /* enum cell_flags */
	struct target target;
};

struct canvas {
	struct cell *cell; /* of the whole sheet, row by row */
	int stride;	   /* cells of a row of the sheet */
	int x, y;	   /* of the upper left cell on the sheet */
	int width, height; /* cells */
	bool ascii;	   /* paint with ASCII only */
};

/**
 * canvas_new() - a blank sheet.
 * @c: filled in; free with canvas_free()
 * @width: columns, 1 to 1000
 * @height: rows, 1 to 1000
 * @ascii: use glyphs' ASCII forms
 * Return: 0 or -ENOMEM
 */
int canvas_new(struct canvas *c, int width, int height, bool ascii);

/** canvas_free() - give a sheet back; not for parts. */
void canvas_free(struct canvas *c);

/** canvas_clear() - blank, in a role, with no targets. */
void canvas_clear(const struct canvas *c, enum role role);

/**
 * canvas_part() - a window into a canvas.
 * @c: the canvas
 * @x: column of the part's left edge
 * @y: row of its upper edge
 * @width: columns wanted; cut to what there is
 * @height: rows wanted; cut likewise
 * Return: the part, possibly of no cells
 */
struct canvas canvas_part(const struct canvas *c, int x, int y, int width,
			  int height);

/**
 * canvas_at() - the cell at a place; NULL outside.
 */
struct cell *canvas_at(const struct canvas *c, int x, int y);

/**
 * canvas_text() - write a text on one row, cut at the edges.
 * @c: the canvas
 * @x: column, may be left of the canvas
 * @y: row
 * @role: of all its cells
 * @text: UTF-8; control characters and wrong bytes become U+FFFD
 * Return: the column after it, also when that lies outside
 */
int canvas_text(const struct canvas *c, int x, int y, enum role role,
		const char *text);

/** canvas_text_n() - the same for @len bytes. */
int canvas_text_n(const struct canvas *c, int x, int y, enum role role,
		  const char *text, size_t len);

/** canvas_printf() - canvas_text() of a formatted text of at most 1 KB. */
int canvas_printf(const struct canvas *c, int x, int y, enum role role,
		  const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/**
 * canvas_fit() - canvas_text() of what fits into some columns.
 * @columns: never more than these; a text that is cut ends in `…` (ASCII `~`)
 * Return: the column after it
 */
int canvas_fit(const struct canvas *c, int x, int y, int columns,
	       enum role role, const char *text);

/**
 * canvas_wrap() - write a text over several rows, broken at blanks.
 * @c: the canvas
 * @x: column of every row
 * @y: first row
 * @columns: of each row
 * @rows: at most; what does not fit ends in `…`
 * @role: of all its cells
 * @text: UTF-8
 * Return: number of rows used
 */
int canvas_wrap(const struct canvas *c, int x, int y, int columns, int rows,
		enum role role, const char *text);

/** canvas_glyph() - put one glyph in its own role; returns x + 1. */
int canvas_glyph(const struct canvas *c, int x, int y, enum glyph glyph);

/** canvas_glyph_as() - put one glyph in another role. */
int canvas_glyph_as(const struct canvas *c, int x, int y, enum glyph glyph,
		    enum role role);

/** canvas_hline() / canvas_vline() - a line of glyphs in ROLE_LINE. */
void canvas_hline(const struct canvas *c, int x, int y, int columns);
void canvas_vline(const struct canvas *c, int x, int y, int rows);

/** canvas_flag() - add flags to cells of a rectangle. */
void canvas_flag(const struct canvas *c, int x, int y, int width, int height,
		 enum cell_flags flag);

/** canvas_role() - give cells of a rectangle another role. */
void canvas_role(const struct canvas *c, int x, int y, int width, int height,
		 enum role role);

/** canvas_target() - say what the cells of a rectangle show. */
void canvas_target(const struct canvas *c, int x, int y, int width, int height,
		   enum target_kind kind, uint32_t value);

#endif
