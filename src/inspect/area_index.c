/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * area_index.c - every vmap_area, in address order, with what hangs on it.
 *
 * The sorted list is followed, not the tree: in the middle of a rotation the
 * tree does not reach all of its nodes. What stores did not touch is copied
 * from the index as it was: the list's own links are all that is read of it.
 */
#include "inspect/memory_index.h"

#include <errno.h>
#include <stdlib.h>

#include "kernel/list.h"
#include "kernel/vmap_block.h"

/* ---- One area ---- */

/* Pages are mapped upwards: when the last one is, all are. */
static uint32_t count_mapped(const struct memory_index *ix, vaddr_t start,
			     uint32_t pages)
{
	uint32_t n = 0;
	pfn_t pfn;

	if (pages &&
	    mapped_frame(ix->k, start + ((pages - 1) << PAGE_SHIFT), &pfn))
		return pages;
	while (n < pages &&
	       mapped_frame(ix->k, start + (n << PAGE_SHIFT), &pfn))
		n++;
	return n;
}

/* Of a block those after the last one that was ever mapped do not count. */
static uint32_t last_mapped(const struct memory_index *ix, vaddr_t start,
			    uint32_t pages)
{
	pfn_t pfn;

	while (pages &&
	       !mapped_frame(ix->k, start + ((pages - 1) << PAGE_SHIFT), &pfn))
		pages--;
	return pages;
}

static void count_frames(const struct memory_index *ix,
			 struct indexed_area *area)
{
	pfn_t pfn, last = 0;

	for (uint32_t i = 0; i < area->mapped; i++) {
		if (!mapped_frame(ix->k, area->start + (i << PAGE_SHIFT), &pfn))
			continue;
		if (!area->runs || pfn != last + 1)
			area->runs++;
		area->frames++;
		last = pfn;
	}
}

/* As area_kind(), but for what only a look at all areas tells. */
static enum area_kind kind_of(const struct indexed_area *area)
{
	if (area->block)
		return AREA_BLOCK;
	if (!area->vm && !area->lazy && !area->guard)
		return AREA_MAP_RAM;
	if (area->vm && area->vm_flags & VM_IOREMAP)
		return AREA_IOREMAP;
	if (!area->vm || area->nr_pages)
		return AREA_VMALLOC;
	return area->mapped ? AREA_VMAP : AREA_BARE;
}

static struct indexed_area make_area(const struct memory_index *ix,
				     const struct vmap_area *va)
{
	const struct kernel *k = ix->k;
	uint32_t pages = (va->va_end - va->va_start) >> PAGE_SHIFT;
	struct indexed_area area = {
		.start = va->va_start,
		.end = va->va_end,
		.va = va_of(k, va),
		.lazy = va->flags & (VM_LAZY_FREE | VM_LAZY_FREEING),
		.fresh = true,
	};
	pfn_t pfn;

	if (!area.lazy && !(va->flags & VM_VM_AREA))
		area.block = va_of(k, find_vmap_block(k, va->va_start));
	/* In the middle of a call it may still get a vm_struct. */
	if (va->flags & VM_VM_AREA ||
	    (!area.lazy && !area.block && !mapped_frame(k, area.start, &pfn)))
		area.guard = pages > 1;

	if (va->flags & VM_VM_AREA && !area.lazy) {
		const struct vm_struct *vm = at(k, va->private);

		area.vm = va->private;
		area.pages = vm->pages;
		area.nr_pages = vm->nr_pages;
		area.vm_flags = vm->flags;
	}
	if (area.block)
		area.mapped = last_mapped(ix, area.start, pages);
	else
		area.mapped = count_mapped(ix, area.start, pages - area.guard);
	count_frames(ix, &area);
	area.kind = kind_of(&area);
	return area;
}

/* ---- What stores touched ---- */

/* Of an index that is about to be made anew: no record lies there. */
enum { STALE = 1 };

static void mark_stale(struct memory_index *ix, vaddr_t va, uint32_t bytes)
{
	uint32_t i = index_area_after(ix, va);

	for (; i < ix->nr_areas &&
	       (ix->area[i].start <= va || ix->area[i].start - va < bytes);
	     i++)
		ix->area[i].va = STALE;
}

/* Areas of which a PTE, or the way to it, may be another one. */
static void mark_mapped(struct memory_index *ix, const struct stores *stores)
{
	const struct machine *m = ix->k->m;

	for (uint32_t i = 0; i < stores->nr; i++) {
		uint64_t offset = (uint64_t)stores->word[i] * 4;
		uint32_t bytes;
		vaddr_t va;

		if (offset < m->ram_size &&
		    index_maps(ix, (paddr_t)(m->ram_start + offset), &va,
			       &bytes))
			mark_stale(ix, va, bytes);
	}
}

/* Is all that was read of it still what it was? */
static bool is_same(const struct memory_index *ix,
		    const struct indexed_area *old, const struct vmap_area *va,
		    const struct stores *stores)
{
	const struct kernel *k = ix->k;

	return old->va == va_of(k, va) &&
	       !stores_touch(k, stores, old->va, sizeof(struct vmap_area)) &&
	       !(old->vm &&
		 stores_touch(k, stores, old->vm, sizeof(struct vm_struct))) &&
	       !(old->block && stores_touch(k, stores, old->block,
					    sizeof(struct vmap_block)));
}

/* ---- All of them ---- */

/* Room for one more in spare[], where the new index is made. */
static int make_room(struct memory_index *ix, uint32_t nr)
{
	uint32_t capacity = ix->area_capacity ? 2 * ix->area_capacity : 64;
	void *area;

	if (nr < ix->area_capacity)
		return 0;
	area = reallocarray(ix->area, capacity, sizeof(*ix->area));
	if (!area)
		return -ENOMEM;
	ix->area = area;
	area = reallocarray(ix->spare, capacity, sizeof(*ix->spare));
	if (!area)
		return -ENOMEM;
	ix->spare = area;
	ix->area_capacity = capacity;
	return 0;
}

static void swap(struct memory_index *ix, uint32_t nr)
{
	struct indexed_area *area = ix->area;

	ix->area = ix->spare;
	ix->spare = area;
	ix->nr_spare = ix->nr_areas;
	ix->nr_areas = nr;
}

/* Old and new are both in address order: one pass over the two. */
static int index_areas(struct memory_index *ix, const struct stores *stores)
{
	const struct kernel *k = ix->k;
	const struct list_head *entry;
	uint32_t nr = 0, old = 0;

	list_for_each (k, entry, &k->g->vmap_area_list) {
		const struct vmap_area *va =
			container_of(entry, struct vmap_area, list);

		if (make_room(ix, nr))
			return -ENOMEM;
		while (old < ix->nr_areas && ix->area[old].start < va->va_start)
			old++;
		if (old < ix->nr_areas && stores &&
		    is_same(ix, &ix->area[old], va, stores)) {
			ix->spare[nr] = ix->area[old];
			ix->spare[nr].kind = kind_of(&ix->spare[nr]);
		} else {
			ix->spare[nr] = make_area(ix, va);
		}
		nr++;
	}
	swap(ix, nr);
	return 0;
}

/* Modules and arrays of page pointers are told apart by who refers to them. */
static void name_special(struct memory_index *ix)
{
	const struct kernel *k = ix->k;
	const struct list_head *entry;
	int i;

	list_for_each (k, entry, &k->g->modules) {
		const struct module *mod =
			container_of(entry, struct module, list);

		i = index_area_at(ix, mod->module_core);
		if (i >= 0)
			ix->area[i].kind = AREA_MODULE;
	}
	for (uint32_t j = 0; j < ix->nr_areas; j++) {
		/* An imported one: nobody knows what it is a module of. */
		if (ix->area[j].start < k->layout.vmalloc_start)
			ix->area[j].kind = AREA_MODULE;
		if (!(ix->area[j].vm_flags & VM_VPAGES))
			continue;
		i = index_area_at(ix, ix->area[j].pages);
		if (i >= 0)
			ix->area[i].kind = AREA_ARRAY;
	}
}

/* First fit leaves a page free before an area, but not where the region
 * begins; and each area ends in a guard page. */
static void note_hole(struct memory_index *ix, vaddr_t from, vaddr_t to)
{
	uint32_t lost =
		from == ix->k->layout.vmalloc_start ? PAGE_SIZE : 2 * PAGE_SIZE;

	if (to > from && to - from > lost &&
	    to - from - lost > ix->largest_hole)
		ix->largest_hole = to - from - lost;
}

static void count_use(struct memory_index *ix)
{
	const struct layout *l = &ix->k->layout;
	vaddr_t from = l->vmalloc_start;

	ix->nr_live = ix->nr_lazy = ix->used_pages = 0;
	ix->all_live = ix->live_pages = 0;
	ix->largest_hole = 0;
	for (uint32_t i = 0; i < ix->nr_areas; i++) {
		const struct indexed_area *area = &ix->area[i];
		uint32_t pages = (area->end - area->start) >> PAGE_SHIFT;

		if (!area->lazy) {
			ix->all_live++;
			ix->live_pages += pages;
		}
		if (area->start < l->vmalloc_start)
			continue;
		if (area->lazy)
			ix->nr_lazy++;
		else
			ix->nr_live++;
		ix->used_pages += pages;
		note_hole(ix, from, area->start);
		from = area->end;
	}
	note_hole(ix, from, l->vmalloc_end);
}

int index_areas_update(struct memory_index *ix, const struct stores *stores)
{
	if (stores)
		mark_mapped(ix, stores);
	else
		ix->nr_areas = 0;
	if (index_areas(ix, stores))
		return -ENOMEM;
	name_special(ix);
	count_use(ix);
	return 0;
}
