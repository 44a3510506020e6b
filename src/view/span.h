/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span.h - what lies at an address of the vmalloc region: an area or a hole.
 *
 * The areas of the scene and the holes between them, in one row without gaps:
 * the strip, the list of areas and the layout read it. The modules' region is
 * such a row too, before that of vmalloc.
 */
#ifndef VMSCOPE_VIEW_SPAN_H
#define VMSCOPE_VIEW_SPAN_H

#include "view/pane_table.h"

/* Why nothing is there. */
enum hole {
	HOLE_FREE,
	HOLE_PAGE,  /* the page that the allocator leaves before an area */
	HOLE_ALIGN, /* the area after it had to be aligned */
};

struct span {
	vaddr_t start, end; /* bytes, page aligned, end exclusive */
	int area;	    /* index into scene->index.area; -1: a hole */
	enum hole hole;	    /* of a hole */
	uint32_t align;	    /* of the area after it, bytes: HOLE_ALIGN */
	bool first;	    /* begins where its region begins */
	bool last;	    /* ends where its region ends */
};

/* What the last command did to an area. */
enum span_change { SPAN_SAME, SPAN_NEW, SPAN_FREED, SPAN_CHANGED };

/**
 * span_region() - the region with areas that an address lies in.
 * @scene: the scene
 * @va: virtual address
 * @start: its first byte
 * @end: its end, exclusive
 * Return: false when the address is neither vmalloc's nor the modules'
 */
bool span_region(const struct scene *scene, vaddr_t va, vaddr_t *start,
		 vaddr_t *end);

/**
 * span_at() - the area or the hole at an address.
 * Return: false as span_region()
 * Cost: log n for n areas
 */
bool span_at(const struct scene *scene, vaddr_t va, struct span *span);

/**
 * span_next() / span_prev() - its neighbour, also in the other region.
 * @span: replaced by its neighbour
 * Return: false when there is none
 */
bool span_next(const struct scene *scene, struct span *span);
bool span_prev(const struct scene *scene, struct span *span);

/** span_pages() - how many pages a span has. */
uint32_t span_pages(const struct span *span);

/**
 * span_fits() - the largest vmalloc() that a hole would take.
 * @span: a hole
 * Return: bytes, without the guard page; 0 for none
 *
 * First fit leaves one page free before an area, unless it begins where the
 * region begins, and each area has a guard page.
 */
uint32_t span_fits(const struct span *span);

/**
 * span_glyph() - what one page of it is.
 * @va: an address in the span
 * @role: result: how it is coloured
 */
enum glyph span_glyph(const struct scene *scene, const struct span *span,
		      vaddr_t va, enum role *role);

/** span_change() - what the last command did to area @i. Cost: log n. */
enum span_change span_change(const struct scene *scene, uint32_t i);

/** span_pte_changed() - did the last command change the PTE of a page? */
bool span_pte_changed(const struct scene *scene, vaddr_t va);

/** span_changed_area() - the first area that the last command made or
 * freed, else changed; -1: none. Cost: one step an item of the diff. */
int span_changed_area(const struct scene *scene);

#endif
