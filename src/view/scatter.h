/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scatter.h - the pages of an area above, RAM below, a line from each page to
 * its frame.
 *
 * Frames one after another give a bundle, scattered ones a fan. Beside an area
 * stands the newest block, beside a block the newest area, at the same scale.
 * For the frames and the areas pane.
 */
#ifndef VMSCOPE_VIEW_SCATTER_H
#define VMSCOPE_VIEW_SCATTER_H

#include "view/backing.h"
#include "view/pane_table.h"

enum {
	SCATTER_TEXT = 4, /* rows beside those of lines */
	SCATTER_LEAST = SCATTER_TEXT + 2,
};

/* Positions of pages and frames in one picture, in columns from its left. */
struct scatter_scale {
	uint32_t page_cells; /* with the guard page's */
	uint32_t pages;	     /* of a cell */
	uint32_t pitch;	     /* columns from one to the next */
	uint32_t page_x;     /* column of the first */
	pfn_t low;	     /* the first frame of RAM that is shown */
	uint32_t frames;     /* of a cell of RAM */
	uint32_t wide;	     /* columns of one; 1 unless it is a single frame */
	uint32_t ram_cells;
};

/**
 * scatter_fit() - lay the pages out, and RAM around the frames.
 * @scene: the scene
 * @b: what has the pages
 * @columns: that there are
 * @need: frames of RAM to be shown at least; 0: by where those of @b are
 * @s: result
 */
void scatter_fit(const struct scene *scene, const struct backing *b,
		 uint32_t columns, uint32_t need, struct scatter_scale *s);

/** scatter_page_dot() - the column of dots (dot_line.h) under a page. */
int scatter_page_dot(const struct scatter_scale *s, uint32_t page);

/** scatter_frame_dot() - the one over a frame; outside: left or right of all.
 */
int scatter_frame_dot(const struct scatter_scale *s, pfn_t pfn);

/**
 * scatter_draw() - paint the picture.
 * @scene: the scene
 * @c: where
 * @y: first row
 * @rows: at most; nothing is painted into fewer than SCATTER_LEAST
 * Return: rows used; 0 when what is chosen has no frames
 */
int scatter_draw(const struct scene *scene, const struct canvas *c, int y,
		 int rows);

#endif
