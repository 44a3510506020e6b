/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables.c - the tables pane: the walk of one address, and its neighbours.
 *
 * Above the walk, below it both levels' entries around the chosen one; beside
 * each other when the pane is wide. look->zoom[PANE_TABLES] says which level
 * has the keys and most of the rows: below 0 the first, else the second.
 */
#include "view/tables/tables.h"

#include <stdio.h>

#include "view/canvas/pane_title.h"
#include "view/span_look.h"
#include "translate.h"

enum {
	SIDE_BY_SIDE = 124, /* columns from which both levels stand abreast */
	LEAST_LIST = 4,	    /* rows: heading, chosen, one on each side */
};

bool tables_va(const struct scene *scene, vaddr_t *va)
{
	vaddr_t start = scene->k->layout.vmalloc_start;
	uint32_t i = scene_area_after(scene, start);
	int changed = span_changed_area(scene);
	const struct diff_item *end, *pte = NULL;

	if (changed >= 0)
		i = (uint32_t)changed;
	else if (scene->has_diff)
		pte = diff_range(&scene->diff, DIFF_PTE, 0, &end);
	*va = i < scene->index.nr_areas ? scene->index.area[i].start : start;
	if (pte && pte < end)
		*va = pte->address;
	if (scene->spot.has_va)
		*va = scene->spot.va;
	return scene->spot.has_va || !scene->spot.has_pfn;
}

/* Where there is no second level there is nothing to choose in it. */
bool tables_second(const struct scene *scene)
{
	struct level level;
	struct walk w;
	vaddr_t va;

	if (scene->look->zoom[PANE_TABLES] < 0 || !tables_va(scene, &va))
		return false;
	mmu_walk(scene->k->m, va, &w);
	return level_second(scene, &w, &level);
}

static void draw_title(const struct scene *scene, const struct canvas *c)
{
	pane_heading(c, PANE_TABLES,
		     scene->spot.has_va || scene->spot.has_pfn
			     ? _("1 entry = 1M, then 4K")
			     : _("of what changed last, else the first area"));
}

/* Why there is no second list, in one row. */
static void draw_no_second(const struct walk *w, const struct canvas *c)
{
	canvas_fit(c, 2, 0, c->width - 2, ROLE_WHY,
		   w->l1_type == L1_SECTION
			   ? _("No second level: this one entry maps all of "
			       "its 1M.")
			   : _("No second-level table: it is made when "
			       "something is"
			       " mapped here for the first time."));
}

/* Too low for the walk and both lists: the walk, then what still fits. */
static bool is_low(const struct canvas *c)
{
	return c->height < 1 + WALK_ROWS + 2 * LEAST_LIST - 2;
}

static void draw_stacked(const struct scene *scene, const struct walk *w,
			 const struct canvas *c)
{
	struct level first, second;
	bool has_second = level_second(scene, w, &second);
	int minor = c->height / 3 < LEAST_LIST ? LEAST_LIST : c->height / 3;
	int upper = c->height - 1;
	struct canvas part;

	level_first(scene, w, &first);
	minor = minor > 7 ? 7 : minor;
	if (has_second && c->height < 2 * LEAST_LIST) {
		tables_list(scene->look->zoom[PANE_TABLES] < 0 ? &first
							       : &second,
			    c);
		return;
	}
	if (has_second)
		upper = scene->look->zoom[PANE_TABLES] < 0 ? c->height - minor
							   : minor;
	part = canvas_part(c, 0, 0, c->width, upper);
	tables_list(&first, &part);
	part = canvas_part(c, 0, upper, c->width, c->height - upper);
	if (has_second)
		tables_list(&second, &part);
	else
		draw_no_second(w, &part);
}

static void draw_abreast(const struct scene *scene, const struct walk *w,
			 const struct canvas *c)
{
	struct canvas left = canvas_part(c, 0, 0, 60, c->height);
	struct canvas right = canvas_part(c, 61, 0, c->width - 61, c->height);
	struct level level;

	level_first(scene, w, &level);
	tables_list(&level, &left);
	canvas_vline(c, 60, 0, c->height);
	if (level_second(scene, w, &level))
		tables_list(&level, &right);
	else
		draw_no_second(w, &right);
}

static void tables_draw(const struct scene *scene, const struct canvas *c)
{
	struct canvas lists;
	struct walk w;
	vaddr_t va;
	int rows, y = 1;

	draw_title(scene, c);
	if (!tables_va(scene, &va)) {
		canvas_printf(c, 1, 1, ROLE_TEXT,
			      _("No virtual address shows pfn %05x."),
			      scene->spot.pfn);
		return;
	}
	mmu_walk(scene->k->m, va, &w);
	rows = is_low(c) ? WALK_ROWS : c->height - 1 - 2 * LEAST_LIST;
	rows = rows > MOST_WALK_ROWS ? MOST_WALK_ROWS : rows;
	y += tables_walk(scene, &w, c, y,
			 rows < c->height ? rows : c->height - 1);
	lists = canvas_part(c, 0, y, c->width, c->height - y);
	if (c->width >= SIDE_BY_SIDE)
		draw_abreast(scene, &w, &lists);
	else
		draw_stacked(scene, &w, &lists);
}

const struct view tables_view = {
	.draw = tables_draw,
	.keys = tables_keys,
	.search = tables_search,
};
