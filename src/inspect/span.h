/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span.h - what lies at an address of the vmalloc region: an area or a hole.
 *
 * The areas of the index and the holes between them, in one row without gaps:
 * the strip, the list of areas and the layout read it. The modules' region is
 * such a row too, before that of vmalloc.
 */
#ifndef VMSCOPE_INSPECT_SPAN_H
#define VMSCOPE_INSPECT_SPAN_H

#include "inspect/memory_index.h"

/* Why nothing is there. */
enum hole {
	HOLE_FREE,
	HOLE_PAGE,  /* the page that the allocator leaves before an area */
	HOLE_ALIGN, /* the area after it had to be aligned */
};

struct span {
	vaddr_t start, end; /* bytes, page aligned, end exclusive */
	int area;	    /* index into area[]; -1: a hole */
	enum hole hole;	    /* of a hole */
	uint32_t align;	    /* of the area after it, bytes: HOLE_ALIGN */
	uint32_t lost;	    /* bytes that no area in it can map */
	bool first;	    /* begins where its region begins */
	bool last;	    /* ends where its region ends */
};

/**
 * span_region() - the region with areas that an address lies in.
 * @ix: of the memory as it is
 * @va: virtual address
 * @start: its first byte
 * @end: its end, exclusive
 * Return: false when the address is neither vmalloc's nor the modules'
 */
bool span_region(const struct memory_index *ix, vaddr_t va, vaddr_t *start,
		 vaddr_t *end);

/**
 * span_at() - the area or the hole at an address.
 * Return: false as span_region()
 * Cost: log n for n areas
 */
bool span_at(const struct memory_index *ix, vaddr_t va, struct span *span);

/**
 * span_next() / span_prev() - its neighbour, also in the other region.
 * @span: replaced by its neighbour
 * Return: false when there is none
 */
bool span_next(const struct memory_index *ix, struct span *span);
bool span_prev(const struct memory_index *ix, struct span *span);

/** span_pages() - how many pages a span has. */
uint32_t span_pages(const struct span *span);

/**
 * span_fits() - the largest vmalloc() that a hole would take.
 * @span: a hole
 * Return: bytes, without the guard page; 0 for none
 */
uint32_t span_fits(const struct span *span);

#endif
