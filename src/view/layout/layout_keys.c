/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_keys.c - what keys do in the layout pane: commands, as everywhere.
 */
#include <stdio.h>

#include "inspect/place.h"
#include "view/layout/layout_internal.h"
#include "view/screen/key_bindings.h"
#include "view/span_look.h"
#include "translate.h"

static bool choose_region(const struct regions *regions, int i, char *line,
			  size_t size)
{
	return i >= 0 && i < (int)regions->nr &&
	       key_select(regions->row[i].start, line, size);
}

/* Without a choice both arrows begin at the vmalloc region. */
static bool begin(const struct scene *scene, char *line, size_t size)
{
	return key_select(scene->k->layout.vmalloc_start, line, size);
}

/* Zoomed in, areas and holes are steps too. */
static bool in_spans(const struct scene *scene, struct span *span)
{
	return layout_zoom(scene) &&
	       span_at(&scene->index, scene->spot.va, span);
}

/* Zoomed in to pages, so are slots of pkmap and entries of fixmap. */
static bool in_slots(const struct scene *scene)
{
	uint32_t nr;

	return layout_zoom(scene) &&
	       (pkmap_slot_at(scene->k, scene->spot.va, &nr) ||
		fixmap_entry_at(scene->k, scene->spot.va, &nr));
}

static bool up(const struct scene *scene, char *line, size_t size)
{
	struct regions regions;
	struct span span;

	regions_read(scene, &regions);
	if (regions.chosen < 0)
		return begin(scene, line, size);
	if (in_spans(scene, &span) && !span.last)
		return key_select(span.end, line, size);
	if (in_slots(scene))
		return key_select((scene->spot.va & PAGE_MASK) + PAGE_SIZE,
				  line, size);
	return choose_region(&regions, regions.chosen + 1, line, size);
}

static bool down(const struct scene *scene, char *line, size_t size)
{
	vaddr_t va = scene->spot.va;
	struct regions regions;
	struct span span;

	regions_read(scene, &regions);
	if (regions.chosen < 0)
		return begin(scene, line, size);
	if (in_spans(scene, &span) && !span.first) {
		span_prev(&scene->index, &span);
		return key_select(span.start, line, size);
	}
	if (in_slots(scene))
		return key_select((va & PAGE_MASK) - PAGE_SIZE, line, size);
	/* From inside a region first to its start. */
	if (va != regions.row[regions.chosen].start)
		return choose_region(&regions, regions.chosen, line, size);
	return choose_region(&regions, regions.chosen - 1, line, size);
}

static bool home(const struct scene *scene, char *line, size_t size)
{
	struct regions regions;

	regions_read(scene, &regions);
	return choose_region(&regions, (int)regions.nr - 1, line, size);
}

static bool can_zoom_in(const struct scene *scene)
{
	return scene->look->zoom[PANE_LAYOUT] < LAYOUT_MOST_ZOOM;
}

static bool can_zoom_out(const struct scene *scene)
{
	return scene->look->zoom[PANE_LAYOUT] > 0;
}

/* The pane that explains the region. */
static bool enter(const struct scene *scene, char *line, size_t size)
{
	static const struct {
		const char *region;
		enum pane pane;
	} panes[] = {
		{ "vmalloc", PANE_AREAS },
		{ "modules", PANE_AREAS },
		{ "lowmem", PANE_FRAMES },
	};
	enum pane pane = PANE_TABLES;
	struct regions regions;

	regions_read(scene, &regions);
	if (regions.chosen < 0)
		pane = PANE_AREAS;
	for (size_t i = 0; i < sizeof(panes) / sizeof(*panes); i++)
		if (regions.chosen >= 0 &&
		    region_is(&regions.row[regions.chosen], panes[i].region))
			pane = panes[i].pane;
	snprintf(line, size, "focus %s", pane_names()[pane].name);
	return true;
}

const struct view_key layout_keys[] = {
	{ VKEY_UP, NULL, N_("The next region up"), .answer = up },
	{ VKEY_DOWN, N_("next region"), N_("The next region down"),
	  .answer = down },
	{ VKEY_HOME, NULL, N_("The highest region"), .answer = home },
	{ VKEY_END, NULL, N_("Address 0"), .line = "select 0x00000000" },
	{ '+', N_("zoom in"),
	  N_("A row becomes four times finer, down to a page"),
	  .line = "zoom in", .when = can_zoom_in },
	{ '-', N_("zoom out"),
	  N_("A row becomes four times coarser, up to 4 GB"),
	  .line = "zoom out", .when = can_zoom_out },
	{ VKEY_ENTER, N_("explain"), N_("The pane that explains the region"),
	  .answer = enter },
	{ .key = 0 },
};
