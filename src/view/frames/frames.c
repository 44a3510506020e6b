/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames.c - the frames pane: physical memory, whose it is, what is free.
 *
 * From the top: the map of all RAM; its legend; where the chosen area's pages
 * lie, in words and frame by frame; the chosen frame's struct page; the free
 * lists. What is lowest gives way first when rows are few. A wide pane has
 * words at the left and lists at the right.
 *
 * look->zoom[PANE_FRAMES]: steps of a factor 4 in the frames of a cell, down to
 * single frames, which are numbered.
 */
#include "view/frames/frames.h"

#include <stdio.h>
#include <string.h>

#include "view/canvas/pane_title.h"
#include "translate.h"

enum {
	NOTES = 10, /* columns for notes at the right of the map */
	MAX_CELLS = 128,
	LEAST_MAP = 4, /* rows */
	LEGEND_ROWS = 2,
	LISTS_WIDTH = 58, /* columns of lists beside the words */
	TWO_COLUMNS = 2 * LISTS_WIDTH,
};

static unsigned int cells_of(const struct canvas *c)
{
	unsigned int cells = 8;

	while (cells < MAX_CELLS &&
	       FRAMES_LABEL + 2 * (int)cells + NOTES <= c->width)
		cells *= 2;
	return cells;
}

static bool anything_chosen(const struct scene *scene)
{
	return scene->spot.has_pfn || scene->spot.has_va;
}

/* What the words below the map would like to have. */
static int words_rows(const struct scene *scene, int height)
{
	int lists = LEGEND_ROWS + frames_lists_rows(scene);

	if (anything_chosen(scene))
		return 10;
	return lists > 9 && height - 1 - lists >= LEAST_MAP ? lists : 9;
}

static void make_grid(struct grid *g, const struct scene *scene,
		      const struct canvas *c)
{
	unsigned int cells = cells_of(c);
	int zoom = scene->look->zoom[PANE_FRAMES];
	int room = c->height - 1 - words_rows(scene, c->height);
	uint32_t rows = (uint32_t)(room < LEAST_MAP ? LEAST_MAP : room);

	grid_fit(g, scene, cells, rows);
	if (zoom <= 0)
		return;
	if (2u * (unsigned int)zoom >= g->shift)
		grid_zoom_frames(g, c->width, rows);
	else
		grid_zoom(g, cells, g->shift - 2 * (unsigned int)zoom, rows);
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
	if (g->shift)
		snprintf(scale, sizeof(scale), _("1 cell = %s (%u frames)"),
			 size_text((uint64_t)PAGE_SIZE << g->shift, cell),
			 1u << g->shift);
	else
		snprintf(scale, sizeof(scale), "%s", _("1 cell = 1 frame"));
	len = strlen(text);
	snprintf(text + len, sizeof(text) - len, "   %s", scale);
	pane_heading(c, PANE_FRAMES,
		     text_columns(text, strlen(text)) > c->width - 8 ? scale
								     : text);
}

/* The map is cut at both ends when it is scrolled: say what is not shown. */
static void draw_more(const struct grid *g, const struct canvas *c, int y)
{
	uint32_t below = g->rows - g->top - g->shown;

	if (g->top + below)
		canvas_printf(c, FRAMES_LABEL, y, ROLE_DIM,
			      _("... %u rows above, %u below"), g->top, below);
}

/* The chosen things in words, from row @y on; returns the row below. */
static int draw_words(const struct scene *scene, const struct grid *g,
		      const struct canvas *c, int y)
{
	int room;

	y += area_summary(scene, c, y, c->height - y);
	room = c->height - y - 5;
	if (!g->numbered)
		y += area_close_up(scene, c, y, room < 2 ? 2 : room);
	return y + frames_page(scene, c, y, c->height - y);
}

static void frames_draw(const struct scene *scene, const struct canvas *c)
{
	bool wide = c->width >= TWO_COLUMNS && anything_chosen(scene);
	struct canvas words, lists;
	struct grid g;
	int y;

	make_grid(&g, scene, c);
	draw_title(&g, c);
	y = grid_draw(&g, c, 1);
	area_on_grid(&g, c, 1);
	if (g.rows > g.shown)
		draw_more(&g, c, y++);
	y += frames_legend(&g, c, y, 3);
	words = canvas_part(c, 0, y, wide ? c->width - LISTS_WIDTH : c->width,
			    c->height - y);
	lists = wide ? canvas_part(c, c->width - LISTS_WIDTH, y, LISTS_WIDTH,
				   c->height - y)
		     : words;
	y = draw_words(scene, &g, &words, 0);
	y = wide ? 0 : y;
	frames_lists(scene, &lists, y, lists.height - y);
}

const struct view frames_view = {
	.draw = frames_draw,
	.keys = frames_keys,
	.search = frames_search,
};
