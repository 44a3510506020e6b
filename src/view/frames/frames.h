/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames.h - what the files of the frames pane share.
 *
 *   frames.c        what goes where, the view's row
 *   frames_grid.c   physical memory as rows of cells
 *   frames_legend.c what the cells' colours mean
 *   frames_page.c   the struct page of the chosen frame in words
 *   frames_lists.c  free lists and per-cpu lists
 *   frames_keys.c   keys and search
 *
 * The panes of areas and source draw the lists, too. All of it reads the scene
 * and allocates nothing.
 */
#ifndef VMSCOPE_VIEW_FRAMES_FRAMES_H
#define VMSCOPE_VIEW_FRAMES_FRAMES_H

#include "view/backing.h"
#include "view/pane_table.h"
#include "view/ram_cell.h"

enum {
	FRAMES_LABEL = 10, /* columns of margin and address before the cells */
	FRAMES_ROW = 16,   /* at most, in a row of single, numbered frames */
	FRAMES_STRETCHES = 2 * MAX_BANKS + 3,
};

/* Rows of the grid that follow each other without a hole in RAM. */
struct stretch {
	pfn_t start;	/* of its first row */
	uint32_t first; /* row of the grid */
	uint32_t rows;	/* 1 for a hole */
	pfn_t end;	/* one past its last row's frames */
	bool ram;	/* false: a hole between banks, in one row */
};

/* Physical memory cut into rows, and these into cells. */
struct grid {
	const struct scene *scene;
	uint32_t frames; /* of a cell: 2^n or 3 * 2^n */
	uint32_t cells;	 /* of a row */
	int columns;	 /* of the screen that a cell takes */
	bool numbered;	 /* a cell is one frame, with room for a number */
	uint32_t top;	 /* first row that is shown */
	uint32_t shown;	 /* rows that are shown */
	uint32_t rows;	 /* in all */
	struct stretch stretch[FRAMES_STRETCHES];
	unsigned int nr_stretches;
};

/**
 * grid_fit() - all of RAM in so many rows, with cells as small as possible.
 * @g: filled in, from the first row
 * @scene: the scene
 * @cells: of a row
 * @max_rows: at least 1
 */
void grid_fit(struct grid *g, const struct scene *scene, uint32_t cells,
	      uint32_t max_rows);

/** grid_zoom() - the same with cells of @frames, scrolled to the
 * chosen frame. */
void grid_zoom(struct grid *g, uint32_t frames, uint32_t max_rows);

/** grid_zoom_frames() - the same with single, numbered frames. */
void grid_zoom_frames(struct grid *g, int width, uint32_t max_rows);

/** grid_draw() - paint the rows from canvas row @y on; returns the row below.
 */
int grid_draw(const struct grid *g, const struct canvas *c, int y);

/** frames_legend_rows() - rows that the legend takes. */
int frames_legend_rows(const struct scene *scene, int width);

/** frames_legend() - whose the colours are, and how much each has; returns
 * rows used. */
int frames_legend(const struct scene *scene, const struct canvas *c, int y,
		  int rows);

/** frames_page() - the chosen frame in words; returns rows used. */
int frames_page(const struct scene *scene, const struct canvas *c, int y,
		int rows);

/** frames_lists_rows() - rows that the lists of all zones take. */
int frames_lists_rows(const struct scene *scene);

/** frames_lists() - free lists and per-cpu lists; returns rows used. */
int frames_lists(const struct scene *scene, const struct canvas *c, int y,
		 int rows);

/** has_zones() - are there several, which the map names at its right? */
bool has_zones(const struct kernel *k);

/** pfn_zone() - the zone that a frame of mem_map belongs to. */
const struct zone *pfn_zone(const struct scene *scene, pfn_t pfn);

/** migratetype_word() - "Movable" ... */
const char *migratetype_word(unsigned int type);

extern const struct view_key frames_keys[];
bool frames_search(const struct scene *scene, const char *text, bool backwards,
		   char *line, size_t size);

#endif
