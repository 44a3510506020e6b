/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames.c - the frames pane: physical memory, whose it is, what is free.
 *
 * From the top: the chosen area's or block's pages joined to their frames; the
 * map of all RAM; its legend; the chosen frame's struct page; the free lists. A
 * wide pane has the lists at the right. Lists and legend have their rows before
 * words, and the map takes what is left.
 *
 * look->zoom[PANE_FRAMES]: steps of a factor 4 in the frames of a cell; inwards
 * of the map, down to single frames, which are numbered; outwards of the RAM
 * below the pages.
 */
#include "view/frames/frames.h"

#include <stdio.h>
#include <string.h>

#include "view/canvas/pane_title.h"
#include "view/scatter.h"
#include "translate.h"

enum {
	NOTES = 14,	 /* columns for zones at the right of the map */
	SHORT_NOTES = 8, /* of a narrow one: "node 0" */
	NARROW = 50,
	CELLS = 8,	  /* a row has a multiple of these */
	LEAST_MAP = 2,	  /* rows */
	WORDS = 7,	  /* of the chosen frame */
	LISTS_WIDTH = 60, /* columns of lists beside other things, at least */
	LISTS_WIDEST = 72,
	TWO_COLUMNS = 100,   /* from so many on */
	TALL = 30,	     /* rows: the map has the whole width */
	ZOOMED_SCATTER = 24, /* rows, for a map that is zoomed into */
};

/* Rows of each part. */
struct plan {
	int scatter, map, legend, words, lists;
	int side;      /* column where the lists begin; 0: below the words */
	bool side_map; /* they begin beside the map, else beside the words */
};

/* ---- What goes where ---- */

static int scatter_rows(const struct scene *scene, int rows, int zoom)
{
	struct backing b;

	if (rows < SCATTER_LEAST + LEAST_MAP ||
	    (zoom > 0 && rows < ZOOMED_SCATTER) || !backing_chosen(scene, &b))
		return 0;
	return rows < 16   ? SCATTER_LEAST
	       : rows < 24 ? SCATTER_LEAST + 1
	       : rows < 40 ? SCATTER_LEAST + 3
			   : SCATTER_LEAST + 6;
}

/*
 * Below each other: words and map share what scatter, legend and lists leave.
 * Room for words is kept when nothing is chosen: the scale does not jump.
 */
static void plan_stack(const struct scene *scene, int rows, int zoom,
		       struct plan *p)
{
	int keep = p->scatter || zoom > 0 ? 4 : 2;
	int rest = rows - p->scatter - p->legend - LEAST_MAP;

	p->lists = at_least(at_most(frames_lists_rows(scene), rest), 0);
	rest -= p->lists;
	/* A chosen frame without a picture is what one wants to read about. */
	p->words = at_most(at_least(rest - keep, 0), WORDS);
	p->map = LEAST_MAP + rest - p->words;
}

static int lists_width(const struct canvas *c)
{
	return at_most(at_least(c->width * 2 / 5, LISTS_WIDTH), LISTS_WIDEST);
}

static void plan_side(const struct scene *scene, const struct canvas *c,
		      int rows, struct plan *p)
{
	int lists = frames_lists_rows(scene);
	int rest = rows - p->scatter;

	p->side = c->width - lists_width(c);
	p->side_map = rows < TALL;
	if (p->side_map) {
		p->lists = at_most(lists, rest);
		/* Beside lists words are cut; the picture has numbers, too. */
		if (!p->scatter)
			p->words = at_most(WORDS,
					   at_least(rest - p->legend - 4, 0));
		p->map = rest - p->legend - p->words;
		return;
	}
	p->lists = at_most(lists, rest - p->legend - LEAST_MAP);
	p->words = at_most(WORDS, p->lists);
	p->map = rest - p->legend - at_least(p->lists, p->words);
}

static struct plan make_plan(const struct scene *scene, const struct canvas *c,
			     int zoom)
{
	int rows = c->height - 1;
	bool side = c->width >= TWO_COLUMNS;
	struct plan p = { .scatter = scatter_rows(scene, rows, zoom) };

	p.legend = frames_legend_rows(
		scene,
		side && rows < TALL ? c->width - lists_width(c) - 1 : c->width);
	if (rows < 16)
		p.legend = 1;
	if (side)
		plan_side(scene, c, rows, &p);
	else
		plan_stack(scene, rows, zoom, &p);
	p.map = at_least(p.map, 1);
	return p;
}

/* ---- The map ---- */

static uint32_t cells_of(const struct scene *scene, int width)
{
	int notes = !has_zones(scene->k) ? 0
		    : width < NARROW	 ? SHORT_NOTES
					 : NOTES;
	int cells = width - FRAMES_LABEL - 1 - notes;

	return (uint32_t)at_least(cells / CELLS * CELLS, CELLS);
}

/* @fit: rows that it has when all of RAM is shown: steps go from there. */
static void make_grid(struct grid *g, const struct scene *scene, int width,
		      int rows, int fit)
{
	int zoom = scene->look->zoom[PANE_FRAMES];
	uint32_t frames;

	grid_fit(g, scene, cells_of(scene, width), (uint32_t)fit);
	if (zoom <= 0)
		return;
	frames = zoom < 16 ? g->frames >> 2 * zoom : 0;
	if (frames < 2 && rows > 1)
		grid_zoom_frames(g, width, (uint32_t)rows);
	else
		grid_zoom(g, frames ? frames : 1, (uint32_t)rows);
}

/* "65536 frames, 256M   1 cell = 1M (256 frames)", at the right. */
static void draw_title(const struct grid *g, const struct canvas *c)
{
	const struct layout *l = &g->scene->k->layout;
	uint64_t bytes = 0;
	char all[SIZE_TEXT], cell[SIZE_TEXT], text[160], scale[64];
	size_t len;

	for (unsigned int i = 0; i < l->nr_banks; i++)
		bytes += l->bank[i].size;
	snprintf(text, sizeof(text), _("RAM %s, 4K frames"),
		 size_text(bytes, all));
	if (g->frames > 1)
		snprintf(scale, sizeof(scale), _("1 cell = %s (%u frames)"),
			 size_text((uint64_t)PAGE_SIZE * g->frames, cell),
			 g->frames);
	else
		snprintf(scale, sizeof(scale), "%s", _("1 cell = 1 frame"));
	len = strlen(text);
	snprintf(text + len, sizeof(text) - len, "   %s", scale);
	pane_heading(c, PANE_FRAMES,
		     columns_of(text) > c->width - 8 ? scale : text);
}

/* The map is cut at both ends when it is scrolled: say what is not shown. */
static void draw_more(const struct grid *g, const struct canvas *c, int y)
{
	uint32_t below = g->rows - g->top - g->shown;

	if (g->top + below)
		canvas_printf(c, FRAMES_LABEL, y, ROLE_DIM,
			      _("... %u rows above, %u below"), g->top, below);
}

/* The map and its legend, from row @y on; returns the row below. */
static int draw_map(const struct scene *scene, const struct canvas *c, int y,
		    const struct plan *p, int fit, struct grid *g)
{
	bool zoomed = scene->look->zoom[PANE_FRAMES] > 0 && p->map > 2;
	int legend = p->legend;

	make_grid(g, scene, c->width, zoomed ? p->map - 1 : p->map, fit);
	y = grid_draw(g, c, y);
	if (g->rows > g->shown)
		draw_more(g, c, y++);
	/* Beside the lists only words want what the map left, if there are. */
	if (p->side_map)
		legend = at_least(legend,
				  c->height - y -
					  (scene->spot.has_pfn ? p->words : 0));
	return y + frames_legend(scene, c, y, legend);
}

static void frames_draw(const struct scene *scene, const struct canvas *c)
{
	struct plan p = make_plan(scene, c, scene->look->zoom[PANE_FRAMES]);
	int fit = make_plan(scene, c, 0).map;
	struct canvas left, lists;
	struct grid g;
	int y = 1, side;

	y += scatter_draw(scene, c, y, p.scatter);
	side = y;
	left = canvas_part(c, 0, 0, p.side_map ? p.side - 1 : c->width,
			   c->height);
	y = draw_map(scene, &left, y, &p, fit, &g);
	draw_title(&g, c);
	if (!p.side_map)
		side = y;
	left = canvas_part(c, 0, 0, p.side ? p.side - 1 : c->width, c->height);
	y += frames_page(scene, &left, y, p.words);
	if (!p.side)
		side = y;
	lists = canvas_part(c, p.side, side, c->width - p.side,
			    c->height - side);
	frames_lists(scene, &lists, 0, lists.height);
}

const struct view frames_view = {
	.draw = frames_draw,
	.keys = frames_keys,
	.search = frames_search,
};
