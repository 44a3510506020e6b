/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene_areas.c - every vmap_area, in address order, with what hangs on it.
 *
 * The sorted list is followed, not the tree: in the middle of a rotation the
 * tree does not reach all of its nodes. What stores did not touch is copied
 * from the index as it was: the list's own links are all that is read of it.
 */
#include "view/scene/scene_areas.h"

#include <errno.h>
#include <stdlib.h>

#include "kernel/list.h"

/* ---- One area ---- */

/* Pages are mapped upwards: when the last one is, all are. */
static uint32_t count_mapped(const struct scene *scene, vaddr_t start,
			     uint32_t pages)
{
	uint32_t n = 0;
	pfn_t pfn;

	if (pages &&
	    scene_page(scene, start + ((pages - 1) << PAGE_SHIFT), &pfn))
		return pages;
	while (n < pages && scene_page(scene, start + (n << PAGE_SHIFT), &pfn))
		n++;
	return n;
}

static uint32_t count_runs(const struct scene *scene,
			   const struct scene_area *area)
{
	uint32_t runs = 0;
	pfn_t pfn, last = 0;

	for (uint32_t i = 0; i < area->mapped; i++) {
		if (!scene_page(scene, area->start + (i << PAGE_SHIFT), &pfn))
			continue;
		if (!runs || pfn != last + 1)
			runs++;
		last = pfn;
	}
	return runs;
}

/* As area_kind(), but for what only a look at all areas tells. */
static enum area_kind kind_of(const struct scene_area *area)
{
	if (area->vm && area->vm_flags & VM_IOREMAP)
		return AREA_IOREMAP;
	if (!area->vm || area->nr_pages)
		return AREA_VMALLOC;
	return area->mapped ? AREA_VMAP : AREA_BARE;
}

static struct scene_area make_area(const struct scene *scene,
				   const struct vmap_area *va)
{
	const struct kernel *k = scene->k;
	uint32_t pages = (va->va_end - va->va_start) >> PAGE_SHIFT;
	struct scene_area area = {
		.start = va->va_start,
		.end = va->va_end,
		.va = va_of(k, va),
		.lazy = va->flags & (VM_LAZY_FREE | VM_LAZY_FREEING),
		.guard = pages > 1,
	};

	if (va->flags & VM_VM_AREA && !area.lazy) {
		const struct vm_struct *vm = at(k, va->private);

		area.vm = va->private;
		area.pages = vm->pages;
		area.nr_pages = vm->nr_pages;
		area.vm_flags = vm->flags;
	}
	area.mapped = count_mapped(scene, area.start, pages - area.guard);
	area.runs = count_runs(scene, &area);
	area.kind = kind_of(&area);
	return area;
}

/* What only looked at an area did not make it. */
static bool is_made_at(const struct kept_value *kept, vaddr_t start)
{
	return kept->made && kept->value.type == VALUE_ADDR &&
	       kept->value.bits == start;
}

/* The latest value wins: an address may have been given out before. */
static uint32_t value_of(const struct scene *scene, vaddr_t start)
{
	const struct values *values = &scene->s->values;

	for (uint32_t n = values->nr; n; n--)
		if (is_made_at(&values->history[n - 1], start))
			return n;
	return 0;
}

/* ---- What stores touched ---- */

/* Of an index that is about to be made anew: no record lies there. */
enum { STALE = 1 };

static void mark_stale(struct scene *scene, vaddr_t va, uint32_t bytes)
{
	uint32_t i = scene_area_after(scene, va);

	for (; i < scene->nr_areas && (scene->area[i].start <= va ||
				       scene->area[i].start - va < bytes);
	     i++)
		scene->area[i].va = STALE;
}

/* Areas of which a PTE, or the way to it, may be another one. */
static void mark_mapped(struct scene *scene, const struct stores *stores)
{
	const struct machine *m = scene->k->m;

	for (uint32_t i = 0; i < stores->nr; i++) {
		uint64_t offset = (uint64_t)stores->word[i] * 4;
		uint32_t bytes;
		vaddr_t va;

		if (offset < m->ram_size &&
		    scene_maps(scene, (paddr_t)(m->ram_start + offset), &va,
			       &bytes))
			mark_stale(scene, va, bytes);
	}
}

/* Is all that was read of it still what it was? */
static bool is_same(const struct scene *scene, const struct scene_area *old,
		    const struct vmap_area *va, const struct stores *stores)
{
	const struct kernel *k = scene->k;

	return old->va == va_of(k, va) &&
	       !stores_touch(k, stores, old->va, sizeof(struct vmap_area)) &&
	       !(old->vm &&
		 stores_touch(k, stores, old->vm, sizeof(struct vm_struct)));
}

/* ---- All of them ---- */

/* Room for one more in spare[], where the new index is made. */
static int make_room(struct scene *scene, uint32_t nr)
{
	uint32_t capacity =
		scene->area_capacity ? 2 * scene->area_capacity : 64;
	void *area;

	if (nr < scene->area_capacity)
		return 0;
	area = reallocarray(scene->area, capacity, sizeof(*scene->area));
	if (!area)
		return -ENOMEM;
	scene->area = area;
	area = reallocarray(scene->spare, capacity, sizeof(*scene->spare));
	if (!area)
		return -ENOMEM;
	scene->spare = area;
	scene->area_capacity = capacity;
	return 0;
}

static void swap(struct scene *scene, uint32_t nr)
{
	struct scene_area *area = scene->area;

	scene->area = scene->spare;
	scene->spare = area;
	scene->nr_spare = scene->nr_areas;
	scene->nr_areas = nr;
}

/* Old and new are both in address order: one pass over the two. */
static int index_areas(struct scene *scene, const struct stores *stores)
{
	const struct kernel *k = scene->k;
	const struct list_head *entry;
	uint32_t nr = 0, old = 0;

	list_for_each (k, entry, &k->g->vmap_area_list) {
		const struct vmap_area *va =
			container_of(entry, struct vmap_area, list);

		if (make_room(scene, nr))
			return -ENOMEM;
		while (old < scene->nr_areas &&
		       scene->area[old].start < va->va_start)
			old++;
		if (old < scene->nr_areas && stores &&
		    is_same(scene, &scene->area[old], va, stores)) {
			scene->spare[nr] = scene->area[old];
			scene->spare[nr].kind = kind_of(&scene->spare[nr]);
		} else {
			scene->spare[nr] = make_area(scene, va);
			if (stores)
				scene->spare[nr].value =
					value_of(scene, va->va_start);
		}
		nr++;
	}
	swap(scene, nr);
	return 0;
}

/* Modules and arrays of page pointers are told apart by who refers to them. */
static void name_special(struct scene *scene)
{
	const struct kernel *k = scene->k;
	const struct list_head *entry;
	int i;

	list_for_each (k, entry, &k->g->modules) {
		const struct module *mod =
			container_of(entry, struct module, list);

		i = scene_area_at(scene, mod->module_core);
		if (i >= 0)
			scene->area[i].kind = AREA_MODULE;
	}
	for (uint32_t j = 0; j < scene->nr_areas; j++) {
		/* An imported one: nobody knows what it is a module of. */
		if (scene->area[j].start < k->layout.vmalloc_start)
			scene->area[j].kind = AREA_MODULE;
		if (!(scene->area[j].vm_flags & VM_VPAGES))
			continue;
		i = scene_area_at(scene, scene->area[j].pages);
		if (i >= 0)
			scene->area[i].kind = AREA_ARRAY;
	}
}

/* The latest value wins: an address may have been given out before. */
static void name_values(struct scene *scene, uint32_t from)
{
	const struct values *values = &scene->s->values;

	for (uint32_t n = from + 1; n <= values->nr; n++) {
		const struct kept_value *kept = &values->history[n - 1];
		int i = scene_area_at(scene, kept->value.bits);

		if (i >= 0 && is_made_at(kept, scene->area[i].start))
			scene->area[i].value = n;
	}
}

/* First fit leaves a page free before an area, but not where the region
 * begins; and each area ends in a guard page. */
static void note_hole(struct scene *scene, vaddr_t from, vaddr_t to)
{
	uint32_t lost = from == scene->k->layout.vmalloc_start ? PAGE_SIZE
							       : 2 * PAGE_SIZE;

	if (to > from && to - from > lost &&
	    to - from - lost > scene->largest_hole)
		scene->largest_hole = to - from - lost;
}

static void count_use(struct scene *scene)
{
	const struct layout *l = &scene->k->layout;
	vaddr_t from = l->vmalloc_start;

	scene->nr_live = scene->nr_lazy = scene->used_pages = 0;
	scene->all_live = scene->live_pages = 0;
	scene->largest_hole = 0;
	for (uint32_t i = 0; i < scene->nr_areas; i++) {
		const struct scene_area *area = &scene->area[i];
		uint32_t pages = (area->end - area->start) >> PAGE_SHIFT;

		if (!area->lazy) {
			scene->all_live++;
			scene->live_pages += pages;
		}
		if (area->start < l->vmalloc_start)
			continue;
		if (area->lazy)
			scene->nr_lazy++;
		else
			scene->nr_live++;
		scene->used_pages += pages;
		note_hole(scene, from, area->start);
		from = area->end;
	}
	note_hole(scene, from, l->vmalloc_end);
}

int areas_update(struct scene *scene, const struct stores *stores)
{
	if (stores)
		mark_mapped(scene, stores);
	else
		scene->nr_areas = 0;
	if (index_areas(scene, stores))
		return -ENOMEM;
	name_special(scene);
	name_values(scene, stores ? scene->indexed_values : 0);
	count_use(scene);
	return 0;
}
