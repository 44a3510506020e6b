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

/**
 * pkmap_usage() - how many of pkmap's slots are in use?
 * @start: address in pkmap
 * @bytes: of the slots that are asked about
 * @used: result: somebody uses them
 * @stale: result: nobody does, but they are mapped until a flush
 */
void pkmap_usage(const struct scene *scene, vaddr_t start, uint32_t bytes,
		 uint32_t *used, uint32_t *stale);

/** fixmap_usage() - entries of fixmap that map a page for kmap_atomic(). */
uint32_t fixmap_usage(const struct scene *scene);

/** layout_slots_mapped() - is anything of these bytes of pkmap or fixmap? */
bool layout_slots_mapped(const struct scene *scene, vaddr_t start,
			 uint32_t bytes);

/**
 * layout_slot_cell() - a cell of pkmap or fixmap.
 * @start: first byte
 * @bytes: what it is for
 * Return: false in other regions: nothing is painted
 */
bool layout_slot_cell(const struct scene *scene, const struct canvas *c, int x,
		      int y, vaddr_t start, uint32_t bytes);

/** layout_slot_word() - "slot 3: 2 users, pfn 3f800", "KM_USER0: pfn 3f800".
 * Return: false elsewhere. */
bool layout_slot_word(const struct scene *scene, vaddr_t va, char *text,
		      size_t size);

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
