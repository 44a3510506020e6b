/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_full.c - the 4 GB as a table, with the reason of each boundary.
 *
 * The chosen region gets as many rows as its reason needs, the others share
 * what is left, those that a student asks about first.
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

static void take_regions(const struct scene *scene, const struct canvas *c,
			 const struct regions *regions, bool unused,
			 struct layout_table *t)
{
	t->nr = 0;
	for (unsigned int i = 0; i < regions->nr; i++) {
		const struct region *region = &regions->row[i];
		struct layout_row *row = &t->row[t->nr];

		if (!unused && region_is(region, "unused"))
			continue;
		*row = (struct layout_row){ .region = region, .rows = 1 };
		for (size_t j = 0; j < sizeof(fills) / sizeof(*fills); j++)
			if (region_is(region, fills[j].region))
				fills[j].say(scene, row->fill,
					     sizeof(row->fill));
		reason_text(scene->k, &region->why, row->why);
		row->wanted = text_rows(row->why, c->width - X_WHY) +
			      text_rows(row->fill, c->width - X_WHY);
		if (row->wanted < 2 && *boundary_name(region))
			row->wanted = 2;
		t->nr++;
	}
}

static void give(struct layout_table *t, const char *name, int *left)
{
	for (int i = 0; i < t->nr; i++) {
		struct layout_row *row = &t->row[i];
		int more = row->wanted - row->rows;

		if (*name && !region_is(row->region, name))
			continue;
		more = more < *left ? more : *left;
		row->rows += more > 0 ? more : 0;
		*left -= more > 0 ? more : 0;
	}
}

static void share_rows(const struct regions *regions, int rows,
		       struct layout_table *t)
{
	/* "" stands for all the others. */
	static const char *const order[] = { "lowmem",	"vmalloc", "hole",
					     "modules", "user",	   "" };
	int left = rows - t->nr;

	if (regions->chosen >= 0)
		give(t, regions->row[regions->chosen].name, &left);
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
		give(t, order[i], &left);
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

static void paint_row(const struct canvas *c, int y,
		      const struct layout_row *row, bool chosen)
{
	const struct region *region = row->region;
	enum role role = region_role(region);
	int columns = c->width - X_WHY, rows = row->rows, used = 0;
	char size[SIZE_TEXT];

	canvas_printf(c, X_ADDRESS, y + rows - 1, ROLE_ADDRESS, ADDR,
		      region->start);
	if (rows > 1)
		canvas_fit(c, X_NAME, y + rows - 1, X_WHY - X_NAME - 1,
			   ROLE_NAME, boundary_name(region));
	canvas_text(c, X_NAME, y, role, region->name);
	canvas_printf(c, X_SIZE, y, ROLE_NUMBER, "%6s",
		      short_size_text(region_size(region), size));
	if (*row->fill)
		used = canvas_wrap(c, X_WHY, y, columns, rows, ROLE_TEXT,
				   row->fill);
	canvas_wrap(c, X_WHY, y + used, columns, rows - used, ROLE_WHY,
		    row->why);
	canvas_target(c, 0, y, c->width, rows, TARGET_ADDR, region->start);
	if (!chosen)
		return;
	canvas_glyph(c, 0, y, GLYPH_HERE);
	canvas_flag(c, 0, y, c->width, rows, CELL_SELECTED);
}

void layout_full(const struct scene *scene, const struct canvas *c,
		 const struct regions *regions)
{
	int rows = c->height - 1, y = 1;
	bool truth = rows >= 17;
	struct layout_table t;

	if (truth) {
		paint_truth(scene, c, y, regions);
		y += 2;
		rows -= 2;
	}
	take_regions(scene, c, regions, rows >= (int)regions->nr + 8, &t);
	if (t.nr > rows) {
		layout_narrow(scene, c, regions);
		return;
	}
	share_rows(regions, rows, &t);
	for (int i = t.nr - 1; i >= 0; i--) {
		const struct layout_row *row = &t.row[i];
		bool chosen = regions->chosen >= 0 &&
			      row->region == &regions->row[regions->chosen];

		paint_row(c, y, row, chosen);
		y += row->rows;
	}
	layout_heading(c, !truth ? _("4G, not to scale")
			  : c->width >= 66
				  ? _("1 letter = 64M, table not to scale")
				  : _("1 letter = 128M, table not to scale"));
}
