/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames.h - what the files of the frames pane share.
 *
 *   frames.c        what goes where, the view's row
 *   frames_grid.c   physical memory as rows of cells
 *   frames_area.c   the frames of the chosen area: on the grid, as text
 *   frames_page.c   the struct page of the chosen frame in words
 *   frames_lists.c  free lists and per-cpu lists
 *   frames_keys.c   keys and search
 *
 * Nobody else includes it. All of it reads the scene and allocates nothing.
 */
#ifndef VMSCOPE_VIEW_FRAMES_FRAMES_H
#define VMSCOPE_VIEW_FRAMES_FRAMES_H

#include "view/pane_table.h"

enum {
	FRAMES_LABEL = 10, /* columns of margin and address before the cells */
	FRAMES_ROW = 16,   /* at most, in a row of single, numbered frames */
	FRAMES_STRETCHES = 40,
	FRAMES_BANK_STRETCHES = 2 * MAX_BANKS + 3,
};

/* Rows of the grid that follow each other without a hole in RAM. */
struct stretch {
	pfn_t start;	/* of its first row: a multiple of a row's frames */
	uint32_t first; /* row of the grid */
	uint32_t rows;	/* 1 for a hole */
	pfn_t end;	/* one past its last row's frames */
	bool ram;	/* false: a hole between banks, in one row */
};

/*
 * Physical memory cut into rows. A row holds 2^row_shift frames, a cell
 * 2^shift of them.
 */
struct grid {
	const struct scene *scene;
	unsigned int shift, row_shift;
	int columns;	/* of the screen that a cell takes */
	bool numbered;	/* a cell is one frame, with room for a number */
	uint32_t top;	/* first row that is shown */
	uint32_t shown; /* rows that are shown */
	uint32_t rows;	/* in all */
	struct stretch stretch[FRAMES_STRETCHES];
	unsigned int nr_stretches;
};

/**
 * grid_fit() - all of RAM in so many rows, with cells as small as possible.
 * @g: filled in, from the first row
 * @scene: the scene
 * @cells: of a row, a power of two
 * @max_rows: at least 1
 */
void grid_fit(struct grid *g, const struct scene *scene, unsigned int cells,
	      uint32_t max_rows);

/** grid_zoom() - the same with cells of 2^@shift frames, scrolled to the
 * chosen frame. */
void grid_zoom(struct grid *g, unsigned int cells, unsigned int shift,
	       uint32_t max_rows);

/** grid_zoom_frames() - the same with single, numbered frames. */
void grid_zoom_frames(struct grid *g, int width, uint32_t max_rows);

/**
 * grid_pick() - chosen rows of single, numbered frames.
 * @g: filled in
 * @scene: the scene
 * @width: of the canvas
 * @pfn: what the rows are to show, in any order
 * @nr: how many; rows past FRAMES_STRETCHES are left out
 * @max_rows: shown, around the chosen frame
 */
void grid_pick(struct grid *g, const struct scene *scene, int width,
	       const pfn_t *pfn, unsigned int nr, uint32_t max_rows);

/** grid_row() - the row that a frame lies in; false: in none. */
bool grid_row(const struct grid *g, pfn_t pfn, uint32_t *row);

/** grid_column() - column of the canvas where a frame's cell begins. */
int grid_column(const struct grid *g, pfn_t pfn);

/** grid_draw() - paint the rows from canvas row @y on; returns the row below.
 */
int grid_draw(const struct grid *g, const struct canvas *c, int y);

/** frames_legend() - letters and the rule of mixed cells; returns rows used. */
int frames_legend(const struct grid *g, const struct canvas *c, int y,
		  int rows);

/* Pages of an area that lie on frames that follow each other. */
struct frame_run {
	uint32_t page; /* the first one, of the area */
	pfn_t pfn;     /* its frame */
	uint32_t nr;   /* pages */
};

/**
 * run_next() - the next run of an area, through its page tables.
 * @scene: the scene
 * @area: whose
 * @run: the run before; all zero to begin with
 * Return: false when there is no other
 */
bool run_next(const struct scene *scene, const struct indexed_area *area,
	      struct frame_run *run);

/** frames_area() - the chosen area when it has RAM behind it; else NULL. */
const struct indexed_area *frames_area(const struct scene *scene);

/** area_page_of() - the page of the chosen area on a frame; false: none. */
bool area_page_of(const struct scene *scene, pfn_t pfn, uint32_t *page);

/** area_on_grid() - mark and number the chosen area's frames; @y as for
 * grid_draw(). */
void area_on_grid(const struct grid *g, const struct canvas *c, int y);

/** area_summary() - "$1: 10 pages in 3 runs: ..."; returns rows used. */
int area_summary(const struct scene *scene, const struct canvas *c, int y,
		 int rows);

/** area_close_up() - the frames around the chosen one, numbered; returns rows
 * used. */
int area_close_up(const struct scene *scene, const struct canvas *c, int y,
		  int rows);

/** frames_page() - the chosen frame in words; returns rows used. */
int frames_page(const struct scene *scene, const struct canvas *c, int y,
		int rows);

/** frames_lists_rows() - rows that the lists of all zones take. */
int frames_lists_rows(const struct scene *scene);

/** frames_lists() - free lists and per-cpu lists; returns rows used. */
int frames_lists(const struct scene *scene, const struct canvas *c, int y,
		 int rows);

/** owner_rank() - of several owners of a cell the one with the lowest rank is
 * shown. */
unsigned int owner_rank(enum owner owner);

/** pfn_zone() - the zone that a frame of mem_map belongs to. */
const struct zone *pfn_zone(const struct scene *scene, pfn_t pfn);

/** migratetype_word() - "Movable" ... */
const char *migratetype_word(unsigned int type);

extern const struct view_key frames_keys[];
bool frames_search(const struct scene *scene, const char *text, bool backwards,
		   char *line, size_t size);

#endif
