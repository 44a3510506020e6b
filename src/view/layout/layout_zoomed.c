/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_zoomed.c - a part of the 4 GB at true scale, down to one page a row.
 *
 * Each step in makes a row four times finer, from 64 MB to 4 KB. The chosen
 * address is in the middle. In the regions with areas the cells are those of
 * the strip; lowmem shows at one page a cell whose each frame is.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "view/layout/layout_internal.h"
#include "view/span_look.h"
#include "view/areas/strip.h"
#include "translate.h"

enum { X_HERE = 8, X_CELLS = 9, MOST_CELLS = 16 };

struct window {
	uint64_t start; /* of the lowest row */
	uint32_t row;	/* bytes a row */
	uint32_t cell;	/* bytes a cell */
	int cells;	/* of a row */
	int rows;
};

static void choose_window(const struct scene *scene, const struct canvas *c,
			  struct window *w)
{
	uint32_t row = UINT32_C(64 << 20) >> 2 * (layout_zoom(scene) - 1);
	uint64_t all = UINT64_C(1) << 32, rows, middle;
	vaddr_t va = scene->spot.has_va ? scene->spot.va
					: scene->k->layout.vmalloc_start;

	w->rows = c->height > 1 ? c->height - 1 : 1;
	w->row = row;
	w->cells = c->width < LAYOUT_FULL_WIDTH ? 1 : MOST_CELLS;
	if ((uint32_t)w->cells > row / PAGE_SIZE)
		w->cells = (int)(row / PAGE_SIZE);
	w->cell = row / (uint32_t)w->cells;
	rows = (uint64_t)w->rows;
	if (rows * row > all) {
		rows = all / row;
		w->rows = (int)rows;
	}
	middle = va / row;
	middle = middle > rows / 2 ? middle - rows / 2 : 0;
	if (middle + rows > all / row)
		middle = all / row - rows;
	w->start = middle * row;
}

/* ---- Cells ---- */

static pfn_t frame_of(const struct scene *scene, vaddr_t va)
{
	return __pa(scene->k, va) >> PAGE_SHIFT;
}

static void paint_frame(const struct scene *scene, const struct canvas *c,
			int x, int y, vaddr_t va)
{
	enum owner owner = scene_owner(scene, frame_of(scene, va));

	if (owner < OWNER_KERNEL)
		canvas_printf(c, x, y, owner_role(owner), "%c",
			      (int)glyph_order(owner));
	else
		canvas_glyph_as(c, x, y, owner_glyph(owner), owner_role(owner));
}

static void paint_cell(const struct scene *scene, const struct canvas *c, int x,
		       int y, const struct regions *regions, vaddr_t va,
		       uint32_t bytes)
{
	const struct region *region = &regions->row[region_index(regions, va)];
	vaddr_t low, high;

	if (span_region(&scene->index, va, &low, &high))
		strip_cell(scene, c, x, y, va, bytes);
	else if (layout_slot_cell(scene, c, x, y, va, bytes))
		;
	else if (bytes == PAGE_SIZE && region_is(region, "lowmem"))
		paint_frame(scene, c, x, y, va);
	else
		canvas_printf(c, x, y, region_role(region), "%c",
			      *region->name);
	canvas_target(c, x, y, 1, 1, TARGET_ADDR, va);
	if (scene->spot.has_va && scene->spot.va - va < bytes)
		canvas_flag(c, x, y, 1, 1, CELL_SELECTED);
}

/* ---- Words ---- */

static void say_page(const struct scene *scene, const struct span *span,
		     vaddr_t va, char *text, size_t size)
{
	const struct indexed_area *area = &scene->index.area[span->area];
	char called[AREA_NAME_SIZE];
	const char *name = area_called(area, called);
	bool guard = area->guard && area->end - va <= PAGE_SIZE && !area->lazy;

	snprintf(text, size, "%s%s%s", name, *name ? " " : "",
		 guard ? _("guard") : area_word(area));
}

/* The first thing that begins in the row, else what goes on there. */
static void say_row(const struct scene *scene, const struct regions *regions,
		    const struct window *w, vaddr_t va, char *text, size_t size)
{
	unsigned int i = region_index(regions, va);
	const struct region *region = &regions->row[i];
	uint64_t end = (uint64_t)va + w->row;
	char called[AREA_NAME_SIZE];
	struct span span;
	uint32_t area;

	snprintf(text, size, "%s", region->name);
	if (region->start != va && region->end < end && i + 1 < regions->nr)
		snprintf(text, size, "%s", regions->row[i + 1].name);
	if (w->row == PAGE_SIZE && region_is(region, "lowmem"))
		snprintf(text, size, "%s",
			 owner_word(scene_owner(scene, frame_of(scene, va))));
	if (w->row == PAGE_SIZE && layout_slot_word(scene, va, text, size))
		return;
	if (!span_at(&scene->index, va, &span))
		return;
	if (w->row == PAGE_SIZE && span.area >= 0) {
		say_page(scene, &span, va, text, size);
		return;
	}
	area = scene_area_after(scene, va);
	if (area < scene->index.nr_areas &&
	    scene->index.area[area].start >= va &&
	    scene->index.area[area].start < end &&
	    *area_called(&scene->index.area[area], called))
		snprintf(text, size, "%s",
			 area_called(&scene->index.area[area], called));
	else if (span.start == va && span.area < 0)
		snprintf(text, size, _("free"));
	else if (!span.first || span.start != va)
		*text = '\0';
}

static void paint_row(const struct scene *scene, const struct canvas *c, int y,
		      const struct regions *regions, const struct window *w,
		      vaddr_t va)
{
	int x = X_CELLS + w->cells + 1;
	char text[64];

	canvas_printf(c, 0, y, ROLE_ADDRESS, ADDR, va);
	canvas_target(c, 0, y, c->width, 1, TARGET_ADDR, va);
	for (int i = 0; i < w->cells; i++)
		paint_cell(scene, c, X_CELLS + i, y, regions,
			   va + (uint32_t)i * w->cell, w->cell);
	say_row(scene, regions, w, va, text, sizeof(text));
	canvas_fit(c, x, y, c->width - x, ROLE_NAME, text);
	if (!scene->spot.has_va || scene->spot.va - va >= w->row)
		return;
	canvas_glyph(c, X_HERE, y, GLYPH_HERE);
	canvas_flag(c, 0, y, X_CELLS, 1, CELL_SELECTED);
}

void layout_zoomed(const struct scene *scene, const struct canvas *c,
		   const struct regions *regions)
{
	char text[96], row[SIZE_TEXT], cell[SIZE_TEXT];
	struct window w;

	choose_window(scene, c, &w);
	for (int i = 0; i < w.rows; i++)
		paint_row(scene, c, 1 + i, regions, &w,
			  (vaddr_t)(w.start +
				    (uint64_t)w.row *
					    (unsigned int)(w.rows - 1 - i)));
	size_text(w.row, row);
	size_text(w.cell, cell);
	if (w.cells > 1)
		snprintf(text, sizeof(text), _("1 row = %s, 1 cell = %s"), row,
			 cell);
	else
		snprintf(text, sizeof(text), _("1 row=%s"), row);
	layout_heading(c, text);
}
