/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span.c - areas and holes in one row, by binary search in the scene's index.
 */
#include "view/span.h"

#include <stdio.h>

bool span_region(const struct scene *scene, vaddr_t va, vaddr_t *start,
		 vaddr_t *end)
{
	const struct layout *l = &scene->k->layout;

	*start = l->modules_vaddr;
	*end = l->modules_end;
	if (va >= *start && va < *end)
		return true;
	*start = l->vmalloc_start;
	*end = l->vmalloc_end;
	return va >= *start && va < *end;
}

/* ---- Holes ---- */

/* The alignment that an area must have asked for, as far as one can tell. */
static uint32_t area_align(const struct scene *scene,
			   const struct indexed_area *area)
{
	const struct vm_struct *vm = at(scene->k, area->vm);
	unsigned int bit;

	if (!vm)
		return PAGE_SIZE;
	if (vm->flags & VM_USERMAP)
		return SHMLBA;
	if (!(vm->flags & VM_IOREMAP))
		return PAGE_SIZE;
	bit = fls(vm->size - PAGE_SIZE);
	return 1u << (bit > 24 ? 24 : bit);
}

/*
 * A hole that is as the allocator makes it before an area. After the last one
 * nothing has been left yet.
 */
static void say_why(const struct scene *scene, struct span *span)
{
	uint32_t i = scene_area_after(scene, span->start);
	vaddr_t aligned;

	span->hole = HOLE_FREE;
	span->align = PAGE_SIZE;
	if (span->last || i == scene->index.nr_areas)
		return;
	span->align = area_align(scene, &scene->index.area[i]);
	aligned = span->start + (span->first ? 0 : PAGE_SIZE);
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
	uint32_t lost = span->first ? PAGE_SIZE : 2 * PAGE_SIZE;
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

bool span_at(const struct scene *scene, vaddr_t va, struct span *span)
{
	const struct indexed_area *area = scene->index.area;
	uint32_t i = scene_area_after(scene, va);
	vaddr_t start, end;

	if (!span_region(scene, va, &start, &end))
		return false;
	*span = (struct span){ .area = -1, .start = start, .end = end };
	if (i < scene->index.nr_areas && area[i].start <= va) {
		span->area = (int)i;
		span->start = area[i].start;
		span->end = area[i].end;
	} else {
		if (i)
			span->start = later(start, area[i - 1].end);
		if (i < scene->index.nr_areas)
			span->end = earlier(end, area[i].start);
	}
	span->first = span->start == start;
	span->last = span->end == end;
	if (span->area < 0)
		say_why(scene, span);
	return true;
}

bool span_next(const struct scene *scene, struct span *span)
{
	vaddr_t start = scene->k->layout.vmalloc_start;

	if (span_at(scene, span->end, span))
		return true;
	return span->end <= start && span_at(scene, start, span);
}

bool span_prev(const struct scene *scene, struct span *span)
{
	vaddr_t end = scene->k->layout.modules_end;

	if (span_at(scene, span->start - 1, span))
		return true;
	return span->start > end && span_at(scene, end - 1, span);
}

/* ---- Pages ---- */

static enum glyph area_page(const struct scene *scene,
			    const struct indexed_area *area, vaddr_t va,
			    enum role *role)
{
	enum glyph glyph =
		area->block ? block_glyph(scene, area, va) : area_glyph(area);

	*role = glyph_role(glyph);
	if (area->lazy || area->block)
		return glyph;
	if (area->guard && area->end - va <= PAGE_SIZE) {
		*role = ROLE_GUARD;
		return GLYPH_GUARD;
	}
	if ((va - area->start) >> PAGE_SHIFT >= area->mapped)
		return GLYPH_UNMAPPED;
	return glyph;
}

enum glyph span_glyph(const struct scene *scene, const struct span *span,
		      vaddr_t va, enum role *role)
{
	bool gap;

	if (span->area >= 0)
		return area_page(scene, &scene->index.area[span->area], va,
				 role);
	/* Of any hole between areas the first page cannot be had. */
	gap = span->hole != HOLE_FREE ||
	      (!span->first && !span->last && va - span->start < PAGE_SIZE);
	*role = gap ? ROLE_GAP : ROLE_TEXT;
	return gap ? GLYPH_GAP : GLYPH_NONE;
}

/* ---- Changes ---- */

bool span_pte_changed(const struct scene *scene, vaddr_t va)
{
	return scene_changed(scene, DIFF_PTE, va);
}

enum span_change span_change(const struct scene *scene, uint32_t i)
{
	const struct indexed_area *area = &scene->index.area[i];
	const struct diff_item *item =
		scene_item(scene, DIFF_VMAP_AREA, area->va);

	if (!item)
		return SPAN_SAME;
	if (area->lazy)
		return SPAN_FREED;
	return item->fate == DIFF_CAME ? SPAN_NEW : SPAN_CHANGED;
}

int span_changed_area(const struct scene *scene)
{
	const struct diff *d = &scene->diff;
	int changed = -1;

	/* The one that the sentence is about. */
	if (scene->has_diff && d->area) {
		const struct vmap_area *told = at(scene->k, d->area);

		changed = scene_area_at(scene, told->va_start);
		if (changed >= 0 && scene->index.area[changed].va == d->area)
			return changed;
		changed = -1;
	}

	for (size_t n = 0; scene->has_diff && n < d->nr; n++) {
		const struct vmap_area *va;
		int i;

		if (d->item[n].kind > DIFF_VMAP_AREA)
			break;
		if (d->item[n].kind != DIFF_VMAP_AREA)
			continue;
		va = at(scene->k, d->item[n].address);
		i = scene_area_at(scene, va->va_start);
		if (i < 0 || scene->index.area[i].va != d->item[n].address)
			continue;
		if (span_change(scene, (uint32_t)i) != SPAN_CHANGED)
			return i;
		if (changed < 0)
			changed = i;
	}
	return changed;
}
