/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * area_index.c - every vmap_area, in address order, with what hangs on it.
 *
 * The sorted list is followed, not the tree: in the middle of a rotation the
 * tree does not reach all of its nodes. Where stores are known only the areas
 * that they touched are looked at, and the list is followed from the one before
 * them to the one after.
 */
#include "inspect/memory_index.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/place.h"
#include "kernel/list.h"
#include "kernel/vmap_block.h"
#include "kernel/vmap_record.h"

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
	uint32_t page = 0;

	for (uint32_t i = 0; i < area->mapped; i++) {
		if (!mapped_frame(ix->k, area->start + (i << PAGE_SHIFT), &pfn))
			continue;
		if (!area->runs || pfn != last + 1 || i != page)
			area->runs++;
		area->frames++;
		last = pfn;
		page = i + 1;
	}
}

/* As area_kind(), but for what only a look at all areas tells. An imported
 * module: nobody knows what it is a module of. */
static enum area_kind kind_of(const struct indexed_area *area,
			      vaddr_t vmalloc_start)
{
	if (area->start < vmalloc_start)
		return AREA_MODULE;
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

/* @lazy: it waits for the purge. */
static struct indexed_area make_area(const struct memory_index *ix,
				     const struct vmap_area *va, bool lazy)
{
	const struct kernel *k = ix->k;
	const struct vm_struct *vm = lazy ? NULL : vmap_area_listed_vm(k, va);
	uint32_t pages = (va->va_end - va->va_start) >> PAGE_SHIFT;
	struct indexed_area area = {
		.start = va->va_start,
		.end = va->va_end,
		.va = va_of(k, va),
		.lazy = lazy,
		.fresh = true,
	};
	pfn_t pfn;

	if (!area.lazy && !vm)
		area.block = va_of(k, find_vmap_block(k, va->va_start));
	/* In the middle of a call it may still get a vm_struct. */
	if (vm || (!vmap_list(k, VMAP_FREED) && vmap_area_had_vm(k, va))
		    ? ends_unmapped(k, va)
		    : !lazy && !area.block &&
			      !mapped_frame(k, area.start, &pfn))
		area.guard = pages > 1;

	if (vm) {
		area.vm = va_of(k, vm);
		area.pages = vm->pages;
		area.nr_pages = vm->nr_pages;
		area.vm_flags = vm->flags;
		area.odd = vm->addr != area.start;
	}
	if (area.block)
		area.mapped = last_mapped(ix, area.start, pages);
	else
		area.mapped = count_mapped(ix, area.start, pages - area.guard);
	count_frames(ix, &area);
	return area;
}

/* ---- What stores touched ---- */

/* Of an area to be looked at again: no record lies there. */
enum { STALE = 1 };

static void mark_stale(struct memory_index *ix, vaddr_t va, uint32_t bytes)
{
	uint32_t i = index_area_after(ix, va);

	for (; i < ix->nr_areas &&
	       (ix->area[i].start <= va || ix->area[i].start - va < bytes);
	     i++)
		ix->area[i].va = STALE;
}

/* Areas of which a PTE, or the way to it, may have changed. */
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

/* The area whose vmap_area or vm_struct lies at a word, if @start is the value
 * that its va_start or addr has, or had. */
static void mark_record(struct memory_index *ix, uint32_t word, vaddr_t start)
{
	const struct kernel *k = ix->k;
	struct indexed_area *area;
	vaddr_t record;
	int i;

	if (start & ~PAGE_MASK || start < ix->area[0].start ||
	    (uint64_t)word * 4 >= k->m->ram_size)
		return;
	i = index_area_at(ix, start);
	if (i < 0)
		return;
	area = &ix->area[i];
	record = __va(k, k->m->ram_start + word * 4);
	if (area->va == record || (area->vm && area->vm == record))
		area->va = STALE;
}

/* A word of a record: the record may begin at any word up to there. */
static void mark_around(struct memory_index *ix, uint32_t word)
{
	const uint32_t *memory = (const void *)ix->k->m->mem;
	const uint32_t va_start = offsetof(struct vmap_area, va_start) / 4;
	const uint32_t addr = offsetof(struct vm_struct, addr) / 4;

	for (uint32_t n = 0; n < vmap_area_bytes(ix->k) / 4 && n <= word; n++)
		mark_record(ix, word - n, memory[word - n + va_start]);
	for (uint32_t n = 0; n < sizeof(struct vm_struct) / 4 && n <= word; n++)
		mark_record(ix, word - n, memory[word - n + addr]);
}

/*
 * Areas of which a record was stored to. Which one a word belongs to is seen
 * from the address in the record; where that was stored too, the journal has
 * the one that the index knows.
 */
static void mark_records(struct memory_index *ix, const struct stores *stores)
{
	const struct journal *j = &ix->k->m->journal;
	const uint32_t addr = offsetof(struct vm_struct, addr) / 4;

	for (uint32_t i = 0; i < stores->nr; i++)
		if ((uint64_t)stores->word[i] * 4 < ix->k->m->ram_size)
			mark_around(ix, stores->word[i]);
	for (uint64_t p = stores->from; p < stores->to; p++) {
		const struct journal_entry *e = journal_at(j, p);

		mark_record(ix, e->word, e->value);
		mark_record(ix, e->word - addr, e->value);
	}
}

/* Areas without a vm_struct, whose block is found by their address. */
static void mark_blocks(struct memory_index *ix, const struct stores *stores)
{
	const struct kernel *k = ix->k;

	for (uint32_t i = 0; ix->nr_plain && i < ix->nr_areas; i++) {
		struct indexed_area *area = &ix->area[i];

		if (area->vm || area->lazy || area->va == STALE)
			continue;
		if (va_of(k, find_vmap_block(k, area->start)) != area->block ||
		    (area->block && stores_touch(k, stores, area->block,
						 sizeof(struct vmap_block))))
			area->va = STALE;
	}
}

/* ---- All of them ---- */

/* Room for @nr in area[] and in spare[]. */
static int make_room(struct memory_index *ix, uint32_t nr)
{
	uint32_t capacity = ix->area_capacity ? 2 * ix->area_capacity : 64;
	void *area;

	if (nr <= ix->area_capacity)
		return 0;
	if (capacity < nr)
		capacity = nr;
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

/*
 * A walk along the list of areas, or the two lists that 6.1 has, in the order of
 * addresses. A list that has come to @end is over.
 */
enum { LIVE_LIST, FREED_LIST, AREA_LISTS };

struct area_walk {
	const struct kernel *k;
	const struct list_head
		*at[AREA_LISTS]; /* NULL: there is no such list */
	const struct list_head *end[AREA_LISTS];
};

/* Before the first area. */
static struct area_walk walk_from_start(const struct kernel *k)
{
	struct area_walk w = { .k = k };

	w.at[LIVE_LIST] = w.end[LIVE_LIST] = vmap_list(k, VMAP_LIVE);
	w.at[FREED_LIST] = w.end[FREED_LIST] = vmap_list(k, VMAP_FREED);
	return w;
}

static const struct vmap_area *first_left(const struct area_walk *w, int list)
{
	const struct list_head *next;

	if (!w->at[list])
		return NULL;
	next = list_next(w->k, w->at[list]);
	return next == w->end[list] ? NULL : link_vmap_area(w->k, next);
}

/* @list: which one it is on. NULL at the end. */
static const struct vmap_area *walk_on(struct area_walk *w, int *list)
{
	const struct vmap_area *live = first_left(w, LIVE_LIST);
	const struct vmap_area *freed = first_left(w, FREED_LIST);

	*list = !live || (freed && freed->va_start < live->va_start);
	if (!live && !freed)
		return NULL;
	w->at[*list] = list_next(w->k, w->at[*list]);
	return *list ? freed : live;
}

static struct indexed_area make_listed(const struct memory_index *ix,
				       const struct vmap_area *va, int list)
{
	return make_area(ix, va,
			 list == FREED_LIST || vmap_area_is_freed(ix->k, va));
}

static int index_all(struct memory_index *ix)
{
	struct area_walk w = walk_from_start(ix->k);
	const struct vmap_area *va;
	int list;

	ix->nr_areas = 0;
	while ((va = walk_on(&w, &list))) {
		if (make_room(ix, ix->nr_areas + 1))
			return -ENOMEM;
		ix->area[ix->nr_areas++] = make_listed(ix, va, list);
	}
	return 0;
}

static const struct list_head *link_of(const struct memory_index *ix,
				       uint32_t i)
{
	return vmap_area_link(ix->k, at(ix->k, ix->area[i].va));
}

/* The areas that wait in [from, to): few, so their list is followed from its
 * head. */
static void walk_freed(struct area_walk *w, vaddr_t from, vaddr_t to)
{
	const struct list_head *head = vmap_list(w->k, VMAP_FREED);
	const struct vmap_area *va;

	while ((va = first_left(w, FREED_LIST)) && va->va_start < from)
		w->at[FREED_LIST] = list_next(w->k, w->at[FREED_LIST]);
	w->end[FREED_LIST] = list_next(w->k, w->at[FREED_LIST]);
	while (w->end[FREED_LIST] != head &&
	       link_vmap_area(w->k, w->end[FREED_LIST])->va_start < to)
		w->end[FREED_LIST] = list_next(w->k, w->end[FREED_LIST]);
}

/* All that is there now in place of [from, end). */
static struct area_walk walk_between(const struct memory_index *ix,
				     uint32_t from, uint32_t end)
{
	struct area_walk w = walk_from_start(ix->k);
	vaddr_t low = 0, high = UINT32_MAX;

	if (from) {
		w.at[LIVE_LIST] = link_of(ix, from - 1);
		low = ix->area[from - 1].end;
	}
	if (end < ix->nr_areas) {
		w.end[LIVE_LIST] = link_of(ix, end);
		high = ix->area[end].start;
	}
	if (w.at[FREED_LIST])
		walk_freed(&w, low, high);
	return w;
}

/*
 * What the lists have now in place of [from, end). Those around them were not
 * stored to: they are still on the list. -ESTALE: they are not, so that the
 * list is not what Linux would have made of it.
 */
static int index_between(struct memory_index *ix, uint32_t from, uint32_t end)
{
	const struct list_head *head = vmap_list(ix->k, VMAP_LIVE);
	struct area_walk w = walk_between(ix, from, end), count = w;
	const struct vmap_area *va;
	uint32_t nr = 0;
	int list;

	for (; (va = walk_on(&count, &list)); nr++)
		if (vmap_area_link(ix->k, va) == head || nr > STORES_MOST)
			return -ESTALE;
	if (make_room(ix, ix->nr_areas + nr))
		return -ENOMEM;
	memcpy(ix->spare + ix->nr_spare, ix->area + from,
	       (end - from) * sizeof(*ix->area));
	ix->nr_spare += end - from;
	memmove(ix->area + from + nr, ix->area + end,
		(ix->nr_areas - end) * sizeof(*ix->area));
	ix->nr_areas += nr - (end - from);
	while ((va = walk_on(&w, &list)))
		ix->area[from++] = make_listed(ix, va, list);
	return 0;
}

/* Was it not stored to, so that it is where it was on the list of all areas? In
 * 6.1 one that waits is not on that list. */
static bool is_fixed(const struct memory_index *ix, uint32_t i)
{
	return ix->area[i].va != STALE &&
	       !(ix->area[i].lazy && vmap_list(ix->k, VMAP_FREED));
}

/* Without one nothing tells of a new area but the head of the list. */
static bool has_fixed(const struct memory_index *ix)
{
	return ix->nr_areas && (ix->all_live || !vmap_list(ix->k, VMAP_FREED));
}

static int index_stale(struct memory_index *ix)
{
	int error = 0;

	ix->nr_spare = 0;
	for (uint32_t end = ix->nr_areas; end && !error; end--) {
		bool stale = false;
		uint32_t from = end;

		for (; from && !is_fixed(ix, from - 1); from--)
			stale |= ix->area[from - 1].va == STALE;
		if (from == end)
			continue;
		if (stale)
			error = index_between(ix, from, end);
		end = from + 1;
	}
	return error;
}

/* Are those that wait on the list that 6.1 has of them? To undo a purge puts
 * them there, and stores to no area around them. */
static bool freed_agree(const struct memory_index *ix)
{
	const struct list_head *head = vmap_list(ix->k, VMAP_FREED);
	const struct list_head *entry = head;

	for (uint32_t i = 0; head && i < ix->nr_areas; i++) {
		if (!ix->area[i].lazy)
			continue;
		entry = list_next(ix->k, entry);
		if (entry == head || entry != link_of(ix, i))
			return false;
	}
	return !head || list_next(ix->k, entry) == head;
}

/* Modules and arrays of page pointers are told apart by who refers to them. */
static void name_special(struct memory_index *ix)
{
	const struct kernel *k = ix->k;
	const struct list_head *entry;
	bool arrays = false;
	int i;

	for (uint32_t j = 0; j < ix->nr_areas; j++) {
		struct indexed_area *area = &ix->area[j];

		area->kind = kind_of(area, k->layout.vmalloc_start);
		arrays |= (area->vm_flags & VM_VPAGES) != 0;
	}
	list_for_each (k, entry, &k->g->modules) {
		const struct module *mod =
			container_of(entry, struct module, list);

		i = index_area_at(ix, mod->module_core);
		if (i >= 0)
			ix->area[i].kind = AREA_MODULE;
	}
	for (uint32_t j = 0; arrays && j < ix->nr_areas; j++) {
		if (!(ix->area[j].vm_flags & VM_VPAGES))
			continue;
		i = index_area_at(ix, ix->area[j].pages);
		if (i >= 0)
			ix->area[i].kind = AREA_ARRAY;
	}
}

static void note_hole(struct memory_index *ix, vaddr_t from, vaddr_t to)
{
	const struct layout *l = &ix->k->layout;
	uint32_t lost = hole_lost(ix->k, from == l->vmalloc_start,
				  to == l->vmalloc_end);

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
	ix->nr_plain = ix->nr_odd = 0;
	ix->largest_hole = 0;
	for (uint32_t i = 0; i < ix->nr_areas; i++) {
		const struct indexed_area *area = &ix->area[i];
		uint32_t pages = (area->end - area->start) >> PAGE_SHIFT;

		ix->nr_odd += area->odd;
		if (!area->lazy) {
			ix->nr_plain += !area->vm;
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
	int error = -ESTALE;

	if (stores && has_fixed(ix) && !ix->nr_odd) {
		mark_mapped(ix, stores);
		mark_records(ix, stores);
		mark_blocks(ix, stores);
		error = index_stale(ix);
		if (!error && !freed_agree(ix))
			error = -ESTALE;
	}
	ix->anew = error == -ESTALE;
	if (ix->anew)
		error = index_all(ix);
	if (error)
		return error;
	name_special(ix);
	count_use(ix);
	return 0;
}
