/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_internal.h - the parts of the layout pane, for layout_*.c alone.
 */
#ifndef VMSCOPE_VIEW_LAYOUT_LAYOUT_INTERNAL_H
#define VMSCOPE_VIEW_LAYOUT_LAYOUT_INTERNAL_H

#include "view/canvas/canvas.h"
#include "view/pane_table.h"

/* From here on there is room for the reasons. */
enum { LAYOUT_FULL_WIDTH = 40, LAYOUT_MOST_ZOOM = 8 };

/* The 4 GB as rows of layout_regions(), and which of them is chosen. */
struct regions {
	struct region row[MAX_REGIONS]; /* from 0 upwards */
	unsigned int nr;
	int chosen; /* index; -1: none */
};

/** regions_read() - the regions of the scene's kernel. */
void regions_read(const struct scene *scene, struct regions *regions);

/** region_index() - which one an address lies in. */
unsigned int region_index(const struct regions *regions, vaddr_t va);

/** region_is() - by name. */
bool region_is(const struct region *region, const char *name);

/** region_role() - how it is coloured. */
enum role region_role(const struct region *region);

/** region_size() - bytes. */
uint64_t region_size(const struct region *region);

/** layout_zoom() - steps in, 0 to LAYOUT_MOST_ZOOM; 0: the whole. */
int layout_zoom(const struct scene *scene);

/** layout_narrow() - the strip, about 18 columns: the whole, not to scale. */
void layout_narrow(const struct scene *scene, const struct canvas *c,
		   const struct regions *regions);

/** layout_full() - a table with the reasons, and the true scale. */
void layout_full(const struct scene *scene, const struct canvas *c,
		 const struct regions *regions);

/** layout_zoomed() - true scale, around the chosen address. */
void layout_zoomed(const struct scene *scene, const struct canvas *c,
		   const struct regions *regions);

/** layout_heading() - at the right end of the title's row. */
void layout_heading(const struct canvas *c, const char *text);

extern const struct view_key layout_keys[];

#endif
