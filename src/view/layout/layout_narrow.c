/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_narrow.c - the strip at the left of the screen.
 *
 *   col 0 where a region starts, or a size   col 8 the chosen address
 *   col 9 the picture: a cell a row          col 10 names
 *
 * As many rows a region as its size asks for, at a scale that is said, but
 * at least one and of user space never many: these are marked as broken.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "view/layout/layout_internal.h"
#include "view/span_look.h"
#include "translate.h"

/* From so many bytes a row a scale says nothing about most regions. */
#define COARSE (UINT64_C(1) << 30)

enum { X_ADDRESS = 0, X_HERE = 8, X_CELL = 9, X_NAME = 10, USER_ROWS = 2 };

/* A region and its rows on the screen. */
struct band {
	const struct region *region;
	int rows;
	bool broken; /* its rows are not to scale */
};

struct narrow_bands {
	struct band band[MAX_REGIONS]; /* from 0 upwards */
	int nr;
	int dropped;	/* for lack of rows */
	uint64_t scale; /* bytes a row */
};

/* What is left out first when rows are few. */
static const char *const least[] = { "unused", "vectors", "fixmap", "DMA",
				     "pkmap",  "board",	  "hole",   "modules" };

static void drop(struct narrow_bands *b, const char *name)
{
	int kept = 0;

	for (int i = 0; i < b->nr; i++)
		if (!region_is(b->band[i].region, name))
			b->band[kept++] = b->band[i];
	b->nr = kept;
}

static void take_regions(const struct regions *regions, int rows,
			 struct narrow_bands *b)
{
	*b = (struct narrow_bands){ .nr = (int)regions->nr };
	for (int i = 0; i < b->nr; i++)
		b->band[i].region = &regions->row[i];
	drop(b, least[0]);
	for (size_t i = 1; i < sizeof(least) / sizeof(*least); i++) {
		int had = b->nr;

		if (b->nr <= rows)
			return;
		drop(b, least[i]);
		b->dropped += had - b->nr;
	}
}

/* Rows at a scale; what would be less than half a row or more than is good
 * for it is broken. */
static int scale_bands(struct narrow_bands *b)
{
	int sum = 0;

	for (int i = 0; i < b->nr; i++) {
		struct band *band = &b->band[i];
		uint64_t size = region_size(band->region);
		uint64_t rows = (size + b->scale - 1) / b->scale;

		band->broken = size * 2 < b->scale;
		band->rows = (int)rows;
		if (region_is(band->region, "user") && rows > USER_ROWS) {
			band->rows = USER_ROWS;
			band->broken = true;
		}
		sum += band->rows;
	}
	return sum;
}

static void share_rows(const struct regions *regions, int rows,
		       struct narrow_bands *b)
{
	int left;

	take_regions(regions, rows, b);
	for (b->scale = 1 << 20; scale_bands(b) > rows; b->scale *= 2)
		if (b->scale >> 33)
			break;
	left = rows - scale_bands(b);
	/* A second row of the hole has room for the name of high_memory. */
	for (int i = 0; i < b->nr && left > 0; i++)
		if (region_is(b->band[i].region, "hole") &&
		    b->band[i].rows == 1) {
			b->band[i].rows++;
			left--;
		}
	if (b->nr && left > 0 && b->band[0].broken)
		b->band[0].rows += left > 2 ? 2 : left;
}

/* ---- Painting ---- */

static const char *boundary_name(const struct region *region)
{
	if (region_is(region, "lowmem"))
		return "PAGE_OFF";
	return region_is(region, "hole") ? "high_mem" : "";
}

/* Part @row, from below, of a band. */
static uint64_t part_start(const struct band *band, int row)
{
	return band->region->start + region_size(band->region) *
					     (unsigned int)row /
					     (unsigned int)band->rows;
}

/* Does anything live there? Where areas can be, a line is where some are. */
static bool is_taken(const struct scene *scene, vaddr_t from, uint32_t bytes)
{
	vaddr_t low, high;
	uint32_t i = scene_area_after(scene, from);

	if (!span_region(&scene->index, from, &low, &high))
		return true;
	return i < scene->index.nr_areas &&
	       (scene->index.area[i].start <= from ||
		scene->index.area[i].start - from < bytes);
}

static void paint_cell(const struct scene *scene, const struct canvas *c, int y,
		       const struct band *band, int row)
{
	vaddr_t from = (vaddr_t)part_start(band, row);
	uint32_t bytes = (uint32_t)(part_start(band, row + 1) - from);
	enum glyph glyph = band->broken ? GLYPH_BREAK : GLYPH_VLINE;

	if (layout_slots_mapped(scene, from, bytes))
		canvas_glyph_as(c, X_CELL, y, GLYPH_VMAP, ROLE_PAGES);
	else if (is_taken(scene, from, bytes))
		canvas_glyph_as(c, X_CELL, y, glyph, region_role(band->region));
	canvas_target(c, 0, y, c->width, 1, TARGET_ADDR, from);
}

/* Beside pages a blank. */
static int name_column(const struct scene *scene, const struct region *region)
{
	return X_NAME + layout_slots_mapped(scene, region->start,
					    (uint32_t)region_size(region));
}

static void paint_size(const struct canvas *c, int y, uint64_t bytes,
		       enum role role, const char *name)
{
	char size[SIZE_TEXT];

	canvas_printf(c, X_ADDRESS, y, ROLE_NUMBER, "%8s",
		      short_size_text(bytes, size));
	canvas_text(c, X_NAME + 1, y, role, name);
}

/* How full the vmalloc region is, however little. */
static void paint_fill(const struct scene *scene, const struct canvas *c, int y,
		       uint64_t bytes)
{
	uint64_t used = (uint64_t)scene->index.used_pages << PAGE_SHIFT;
	char text[32];

	if (!used)
		snprintf(text, sizeof(text), _("empty"));
	else if (used * 100 < bytes)
		snprintf(text, sizeof(text), _("<1%% full"));
	else
		snprintf(text, sizeof(text), _("%u%% full"),
			 (unsigned int)(used * 100 / bytes));
	canvas_fit(c, X_NAME, y, c->width - X_NAME, ROLE_NUMBER, text);
}

/* The row where the region starts: the lowest. */
static void paint_boundary(const struct scene *scene, const struct canvas *c,
			   int y, const struct band *band)
{
	const struct region *region = band->region;
	enum role role = region_role(region);
	char size[SIZE_TEXT];
	int x;

	canvas_printf(c, X_ADDRESS, y, ROLE_ADDRESS, ADDR, region->start);
	if (band->rows > 1 && region_is(region, "vmalloc")) {
		paint_fill(scene, c, y, region_size(region));
		return;
	}
	if (band->rows > 1) {
		canvas_text(c, X_NAME, y, ROLE_NAME, boundary_name(region));
		return;
	}
	x = canvas_text(c, name_column(scene, region), y, role, region->name) +
	    1;
	size_text(region_size(region), size);
	if (x + (int)strlen(size) <= c->width)
		canvas_text(c, x, y, ROLE_NUMBER, size);
}

static void paint_band(const struct scene *scene, const struct canvas *c,
		       int top, const struct band *band)
{
	const struct region *region = band->region;
	int name = (band->rows - 1) / 2;

	for (int i = 0; i < band->rows; i++)
		paint_cell(scene, c, top + i, band, band->rows - 1 - i);
	paint_boundary(scene, c, top + band->rows - 1, band);
	if (band->rows < 2)
		return;
	paint_size(c, top + name, region_size(region), region_role(region),
		   region->name);
	if (band->rows > 2 && region_is(region, "vmalloc"))
		paint_size(c, top + name + 1,
			   (uint64_t)scene->index.used_pages << PAGE_SHIFT,
			   ROLE_TEXT, _("taken"));
}

static void mark_choice(const struct scene *scene, const struct canvas *c,
			int top, const struct band *band)
{
	vaddr_t va = scene->spot.va;
	int row = band->rows - 1;

	if (!scene->spot.has_va || va < band->region->start)
		return;
	while (row > 0 && part_start(band, row) > va)
		row--;
	top += band->rows - 1 - row;
	canvas_glyph(c, X_HERE, top, GLYPH_HERE);
	canvas_flag(c, 0, top, c->width, 1, CELL_SELECTED);
}

void layout_narrow(const struct scene *scene, const struct canvas *c,
		   const struct regions *regions)
{
	char text[48], size[SIZE_TEXT];
	int y = 1, chosen = -1, top = 0;
	struct narrow_bands b;

	share_rows(regions, c->height - 1, &b);
	for (int i = b.nr - 1; i >= 0; i--) {
		paint_band(scene, c, y, &b.band[i]);
		if (chosen < 0 && scene->spot.has_va &&
		    scene->spot.va >= b.band[i].region->start) {
			chosen = i;
			top = y;
		}
		y += b.band[i].rows;
	}
	if (chosen >= 0)
		mark_choice(scene, c, top, &b.band[chosen]);
	if (y < c->height) {
		canvas_glyph_as(c, X_ADDRESS, y, GLYPH_BREAK, ROLE_DIM);
		canvas_text(c, X_ADDRESS + 2, y, ROLE_DIM, _("not to scale"));
	}
	if (b.dropped)
		snprintf(text, sizeof(text), _("%d left out"), b.dropped);
	else if (b.scale >= COARSE)
		snprintf(text, sizeof(text), _("no scale"));
	else
		snprintf(text, sizeof(text), _("1 row=%s"),
			 size_text(b.scale, size));
	layout_heading(c, text);
}
