/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span_look.c - glyphs of pages, and changes of areas.
 */
#include "view/span_look.h"

#include "kernel/vmap_allocator.h"

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
	/* Of a hole between areas the first page cannot be had, up to 2.6.39. */
	gap = span->hole != HOLE_FREE ||
	      (!span->first && !span->last &&
	       va - span->start < scene->k->vmap->gap);
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
