/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span.c - areas and holes in one row, by binary search in the index.
 */
#include "inspect/span.h"

#include "inspect/place.h"
#include "kernel/vmap_allocator.h"

bool span_region(const struct memory_index *ix, vaddr_t va, vaddr_t *start,
		 vaddr_t *end)
{
	const struct layout *l = &ix->k->layout;

	*start = l->modules_vaddr;
	*end = l->modules_end;
	if (va >= *start && va < *end)
		return true;
	*start = l->vmalloc_start;
	*end = l->vmalloc_end;
	return va >= *start && va < *end;
}

/* ---- Holes ---- */

/*
 * A hole that is as the allocator makes it before an area. After the last one
 * nothing has been left yet.
 */
static void say_why(const struct memory_index *ix, struct span *span)
{
	uint32_t i = index_area_after(ix, span->start);
	vaddr_t aligned;

	span->hole = HOLE_FREE;
	span->lost = hole_lost(ix->k, span->first, span->last);
	span->align = 1;
	if (span->last || i == ix->nr_areas)
		return;
	span->align = area_align(ix->k, at(ix->k, ix->area[i].vm));
	aligned = span->start + (span->first ? 0 : ix->k->vmap->gap);
	aligned = (aligned + span->align - 1) & ~(span->align - 1);
	if (aligned != span->end)
		return;
	span->hole = span_pages(span) == 1 ? HOLE_PAGE : HOLE_ALIGN;
}

uint32_t span_pages(const struct span *span)
{
	return (span->end - span->start) >> PAGE_SHIFT;
}

uint32_t span_fits(const struct span *span)
{
	uint32_t lost = span->lost;
	uint32_t size = span->end - span->start;

	return span->area >= 0 || size <= lost ? 0 : size - lost;
}

/* ---- The row ---- */

static vaddr_t later(vaddr_t a, vaddr_t b)
{
	return a > b ? a : b;
}

static vaddr_t earlier(vaddr_t a, vaddr_t b)
{
	return a < b ? a : b;
}

bool span_at(const struct memory_index *ix, vaddr_t va, struct span *span)
{
	const struct indexed_area *area = ix->area;
	uint32_t i = index_area_after(ix, va);
	vaddr_t start, end;

	if (!span_region(ix, va, &start, &end))
		return false;
	*span = (struct span){ .area = -1, .start = start, .end = end };
	if (i < ix->nr_areas && area[i].start <= va) {
		span->area = (int)i;
		span->start = area[i].start;
		span->end = area[i].end;
	} else {
		if (i)
			span->start = later(start, area[i - 1].end);
		if (i < ix->nr_areas)
			span->end = earlier(end, area[i].start);
	}
	span->first = span->start == start;
	span->last = span->end == end;
	if (span->area < 0)
		say_why(ix, span);
	return true;
}

bool span_next(const struct memory_index *ix, struct span *span)
{
	vaddr_t start = ix->k->layout.vmalloc_start;

	if (span_at(ix, span->end, span))
		return true;
	return span->end <= start && span_at(ix, start, span);
}

bool span_prev(const struct memory_index *ix, struct span *span)
{
	vaddr_t end = ix->k->layout.modules_end;

	if (span_at(ix, span->start - 1, span))
		return true;
	return span->start > end && span_at(ix, end - 1, span);
}
