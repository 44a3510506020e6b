/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_full.c - the 4 GB as a table, with the reason of each boundary.
 *
 * Where there is room, each reason stands whole beside its region; else a row
 * is a region, and the chosen one's reason stands whole below them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "session/stepping/sentences/sentences.h"
#include "view/layout/layout_internal.h"
#include "view/span_look.h"
#include "translate.h"

enum { X_ADDRESS = 2, X_NAME = 11, X_SIZE = 19, X_WHY = 26, MOST_ROWS = 7 };

struct layout_table {
	struct layout_row {
		const struct region *region;
		char fill[160]; /* what is in it */
		char why[REASON_SIZE];
		int wanted; /* rows for all there is to say */
		int rows;
	} row[MAX_REGIONS];
	int nr; /* from 0 upwards */
};

static const char *boundary_name(const struct region *region)
{
	static const char *const names[][2] = {
		{ "lowmem", "PAGE_OFFSET" },
		{ "hole", "high_memory" },
		{ "vmalloc", "VMALLOC_START" },
		{ "board", "VMALLOC_END" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (region_is(region, names[i][0]))
			return names[i][1];
	return "";
}

/* ---- How full ---- */

static void say_fill(const struct scene *scene, char *text, size_t size)
{
	char used[SIZE_TEXT], all[SIZE_TEXT], fits[SIZE_TEXT];
	const struct layout *l = &scene->k->layout;

	short_size_text((uint64_t)scene->index.used_pages << PAGE_SHIFT, used);
	short_size_text(l->vmalloc_end - l->vmalloc_start, all);
	short_size_text(scene->index.largest_hole, fits);
	if (scene->index.nr_lazy)
		snprintf(text, size,
			 ngettext("%" PRIu32 " area, %" PRIu32
				  " freed and waiting, %s of %s taken, largest "
				  "request %s",
				  "%" PRIu32 " areas, %" PRIu32
				  " freed and waiting, %s of %s taken, largest "
				  "request %s",
				  scene->index.nr_live),
			 scene->index.nr_live, scene->index.nr_lazy, used, all,
			 fits);
	else
		snprintf(text, size,
			 ngettext("%" PRIu32
				  " area, %s of %s taken, largest request %s",
				  "%" PRIu32
				  " areas, %s of %s taken, largest request %s",
				  scene->index.nr_live),
			 scene->index.nr_live, used, all, fits);
}

static void say_slots(const struct scene *scene, char *text, size_t size)
{
	uint32_t used, stale;

	pkmap_usage(scene, scene->k->layout.pkmap_base, PGDIR_SIZE, &used,
		    &stale);
	if (!used && !stale)
		return;
	snprintf(text, size,
		 _("%" PRIu32 " of %d slots in use, %" PRIu32
		   " mapped until a flush"),
		 used, LAST_PKMAP, stale);
}

static void say_fixmap(const struct scene *scene, char *text, size_t size)
{
	uint32_t nr = fixmap_usage(scene);

	if (!nr)
		return;
	snprintf(text, size,
		 ngettext("%" PRIu32 " page mapped by kmap_atomic",
			  "%" PRIu32 " pages mapped by kmap_atomic", nr),
		 nr);
}

/* What is in a region, before the reason for it; nothing, nothing. */
static const struct {
	const char *region;
	void (*say)(const struct scene *scene, char *text, size_t size);
} fills[] = {
	{ "vmalloc", say_fill },
	{ "pkmap", say_slots },
	{ "fixmap", say_fixmap },
};

/* ---- Rows ---- */

static int text_rows(const char *text, int columns)
{
	struct canvas nowhere = { .width = columns };

	return *text ? canvas_wrap(&nowhere, 0, 0, columns, MOST_ROWS, ROLE_WHY,
				   text)
		     : 0;
}

/* Rows of all there is to say; a boundary with a name has one of its own. */
static int rows_wanted(const struct layout_row *row, int columns)
{
	int rows = text_rows(row->fill, columns) + text_rows(row->why, columns);

	if (*boundary_name(row->region))
		rows++;
	return rows > 1 ? rows : 1;
}

static void take_regions(const struct scene *scene,
			 const struct regions *regions, struct layout_table *t)
{
	t->nr = 0;
	for (unsigned int i = 0; i < regions->nr; i++) {
		const struct region *region = &regions->row[i];
		struct layout_row *row = &t->row[t->nr];

		if (region_is(region, "unused"))
			continue;
		*row = (struct layout_row){ .region = region, .rows = 1 };
		for (size_t j = 0; j < sizeof(fills) / sizeof(*fills); j++)
			if (region_is(region, fills[j].region))
				fills[j].say(scene, row->fill,
					     sizeof(row->fill));
		reason_text(scene->k, &region->why, row->why);
		t->nr++;
	}
}

/* Every reason beside its region; false: that is more than @rows. */
static bool all_beside(const struct canvas *c, struct layout_table *t, int rows)
{
	int sum = 0;

	for (int i = 0; i < t->nr; i++) {
		struct layout_row *row = &t->row[i];

		row->rows = rows_wanted(row, c->width - X_WHY);
		sum += row->rows;
	}
	if (sum <= rows)
		return true;
	for (int i = 0; i < t->nr; i++)
		t->row[i].rows = 1;
	return false;
}

/* ---- Painting ---- */

/* The picture at true scale, where small regions vanish. */
static void paint_truth(const struct scene *scene, const struct canvas *c,
			int y, const struct regions *regions)
{
	int cells = c->width >= 66 ? 64 : 32, x = c->width >= 66 ? 1 : 2;
	uint64_t bytes = (UINT64_C(1) << 32) / (unsigned int)cells;

	for (int i = 0; i < cells; i++) {
		uint64_t va = bytes * (unsigned int)i;
		/* The middle decides: no cell is for a sliver. */
		const struct region *region = &regions->row[region_index(
			regions, (vaddr_t)(va + bytes / 2))];

		canvas_printf(c, x + i, y, region_role(region), "%c",
			      *region->name);
		canvas_target(c, x + i, y, 1, 1, TARGET_ADDR, (uint32_t)va);
		if (scene->spot.has_va && scene->spot.va >= va &&
		    scene->spot.va - va < bytes)
			canvas_flag(c, x + i, y, 1, 1, CELL_SELECTED);
	}
	for (int gb = 0; gb < 4; gb++)
		canvas_printf(c, x + gb * cells / 4, y + 1, ROLE_DIM, "%dG",
			      gb);
}

static void mark_row(const struct canvas *c, int y,
		     const struct layout_row *row, bool chosen)
{
	canvas_target(c, 0, y, c->width, row->rows, TARGET_ADDR,
		      row->region->start);
	if (!chosen)
		return;
	canvas_glyph(c, 0, y, GLYPH_HERE);
	canvas_flag(c, 0, y, c->width, row->rows, CELL_SELECTED);
}

/* What is in a region, and why it is there. */
static int paint_reason(const struct canvas *c, int x, int y, int rows,
			const struct layout_row *row)
{
	int used = 0;

	if (*row->fill)
		used = canvas_wrap(c, x, y, c->width - x, rows, ROLE_TEXT,
				   row->fill);
	if (used < rows)
		used += canvas_wrap(c, x, y + used, c->width - x, rows - used,
				    ROLE_WHY, row->why);
	return used;
}

/* A boundary is the lowest row of its region. */
static void paint_row(const struct canvas *c, int y,
		      const struct layout_row *row, bool chosen, bool reason)
{
	const struct region *region = row->region;
	const char *boundary = boundary_name(region);
	int low = y + row->rows - 1;
	char size[SIZE_TEXT];

	canvas_text(c, X_NAME, y, region_role(region), region->name);
	canvas_printf(c, X_SIZE, y, ROLE_NUMBER, "%6s",
		      short_size_text(region_size(region), size));
	canvas_printf(c, X_ADDRESS, low, ROLE_ADDRESS, ADDR, region->start);
	canvas_text(c, low > y ? X_NAME : X_WHY, low, ROLE_NAME, boundary);
	if (reason)
		paint_reason(c, X_WHY, y, row->rows - (*boundary && low > y),
			     row);
	mark_row(c, y, row, chosen);
}

/* Below a table without reasons: those of the chosen region, else of those
 * that a student asks about first, each whole. */
static void paint_reasons(const struct canvas *c, int y,
			  const struct regions *regions,
			  const struct layout_table *t)
{
	static const char *const order[] = { "vmalloc", "lowmem", "hole",
					     "modules" };
	int rows = c->height - y - 1;

	if (rows < 1)
		return;
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		const char *name = regions->chosen >= 0
					   ? regions->row[regions->chosen].name
					   : order[i];
		int j = 0, columns = c->width - X_ADDRESS, wanted;

		while (j < t->nr && !region_is(t->row[j].region, name))
			j++;
		if (j == t->nr)
			continue;
		wanted = text_rows(t->row[j].fill, columns) +
			 text_rows(t->row[j].why, columns);
		if (wanted > rows && i)
			return;
		/* The line gives way to what is said. */
		if (!i && wanted <= rows)
			canvas_hline(c, 0, y++, c->width);
		else if (!i)
			rows++;
		y += paint_reason(c, X_ADDRESS, y, rows, &t->row[j]);
		rows -= wanted;
		if (regions->chosen >= 0 || rows < 1)
			return;
	}
}

void layout_full(const struct scene *scene, const struct canvas *c,
		 const struct regions *regions)
{
	int rows = c->height - 1, y = 1;
	bool truth = rows >= 17, beside;
	struct layout_table t;

	if (truth) {
		paint_truth(scene, c, y, regions);
		y += 2;
		rows -= 2;
	}
	take_regions(scene, regions, &t);
	if (t.nr > rows) {
		layout_narrow(scene, c, regions);
		return;
	}
	beside = all_beside(c, &t, rows);
	for (int i = t.nr - 1; i >= 0; i--) {
		const struct layout_row *row = &t.row[i];
		bool chosen = regions->chosen >= 0 &&
			      row->region == &regions->row[regions->chosen];

		paint_row(c, y, row, chosen, beside);
		y += row->rows;
	}
	if (!beside)
		paint_reasons(c, y, regions, &t);
	layout_heading(c, !truth ? _("4G, not to scale")
			  : c->width >= 66
				  ? _("1 letter = 64M, table not to scale")
				  : _("1 letter = 128M, table not to scale"));
}
