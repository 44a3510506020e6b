/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_view.c - the layout pane: the 4 GB, the highest address on top.
 *
 * Narrow it is the strip at the left of the screen, wide a table that says why.
 * At true scale most regions would not be seen, so the whole is drawn with a
 * broken scale and says so; zoomed in the scale is true.
 */
#include <stdio.h>
#include <string.h>

#include "session/stepping/sentences/sentences.h"
#include "view/layout/layout_internal.h"

bool region_is(const struct region *region, const char *name)
{
	return !strcmp(region->name, name);
}

uint64_t region_size(const struct region *region)
{
	return region->end - region->start;
}

enum role region_role(const struct region *region)
{
	static const struct {
		const char *name;
		enum role role;
	} roles[] = {
		{ "user", ROLE_USER },	     { "modules", ROLE_MODULE },
		{ "lowmem", ROLE_LOWMEM },   { "hole", ROLE_HOLE },
		{ "vmalloc", ROLE_VMALLOC }, { "pkmap", ROLE_PAGES },
		{ "DMA", ROLE_IOREMAP },     { "board", ROLE_IOREMAP },
		{ "fixmap", ROLE_PGTABLE },  { "vectors", ROLE_KERNEL },
	};

	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (region_is(region, roles[i].name))
			return roles[i].role;
	return ROLE_DIM;
}

unsigned int region_index(const struct regions *regions, vaddr_t va)
{
	unsigned int i = 0;

	while (i + 1 < regions->nr && va >= regions->row[i].end)
		i++;
	return i;
}

void regions_read(const struct scene *scene, struct regions *regions)
{
	regions->nr = layout_regions(&scene->k->layout, regions->row);
	regions->chosen = scene->spot.has_va
				  ? (int)region_index(regions, scene->spot.va)
				  : -1;
}

int layout_zoom(const struct scene *scene)
{
	int zoom = scene->look->zoom[PANE_LAYOUT];

	if (zoom < 0)
		return 0;
	return zoom > LAYOUT_MOST_ZOOM ? LAYOUT_MOST_ZOOM : zoom;
}

void layout_heading(const struct canvas *c, const char *text)
{
	int x = c->width - columns_of(text);

	if (x >= 7)
		canvas_text(c, x, 0, ROLE_DIM, text);
}

static void layout_draw(const struct scene *scene, const struct canvas *c)
{
	struct regions regions;

	regions_read(scene, &regions);
	if (layout_zoom(scene))
		layout_zoomed(scene, c, &regions);
	else if (c->width < LAYOUT_FULL_WIDTH)
		layout_narrow(scene, c, &regions);
	else
		layout_full(scene, c, &regions);
}

/* A name goes before the reasons: those speak of other regions too. */
static bool search_in(const struct kernel *k, const struct regions *r,
		      const char *text, bool names, bool backwards,
		      vaddr_t *found)
{
	unsigned int i = r->chosen < 0 ? 0 : (unsigned int)r->chosen;
	unsigned int step = backwards ? r->nr - 1 : 1;

	for (unsigned int tried = 0; tried < r->nr; tried++) {
		const struct region *region;
		char why[REASON_SIZE];

		i = (i + step) % r->nr;
		region = &r->row[i];
		if (!strstr(names ? region->name
				  : reason_text(k, &region->why, why),
			    text))
			continue;
		*found = region->start;
		return true;
	}
	return false;
}

static bool search(const struct scene *scene, const char *text, bool backwards,
		   char *line, size_t size)
{
	struct regions r;
	vaddr_t va;

	regions_read(scene, &r);
	if (!search_in(scene->k, &r, text, true, backwards, &va) &&
	    !search_in(scene->k, &r, text, false, backwards, &va))
		return false;
	snprintf(line, size, "select 0x" ADDR, va);
	return true;
}

const struct view layout_view = {
	.draw = layout_draw,
	.keys = layout_keys,
	.search = search,
};
