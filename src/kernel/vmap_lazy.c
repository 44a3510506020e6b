/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_lazy.c - giving areas back: marked at first, purged later.
 *
 * Linux: mm/vmalloc.c, 2.6.32 to 2.6.39, whose freed areas stay in the tree with
 * VM_LAZY_FREE. Faithful: when a purge comes, its order, the range of its flush.
 * Allocators use it through vmap_lazy_flag.
 */
#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/rbtree.h"
#include "kernel/slab.h"
#include "kernel/step.h"
#include "kernel/vmap_allocator.h"
#include "kernel/vmap_block.h"

static void __free_vmap_area(struct kernel *k, const struct vmap_area *va)
{
	step_in(k, va);
	if (k->vmap->before_erasing)
		k->vmap->before_erasing(k, va);
	rb_erase(k, &va->rb_node, &k->g->vmap_area_root, NULL);
	step(k, list_del, va);
	list_del(k, &va->list);
	kfree(k, va_of(k, va));
}

/* Unmap a lazily freed area, if that is still to do; add it to the purge list. */
static void collect_area(struct kernel *k, const struct vmap_area *va,
			 const struct vmap_area *last)
{
	step_in(k, va, last);
	if (!k->vmap->unmaps_at_once)
		vunmap_page_range(k, va->va_start, va->va_end);
	step(k, purge_list, va, last);
	set(k->m, va->flags, (va->flags & ~VM_LAZY_FREE) | VM_LAZY_FREEING);
	set(k->m, va->purge_list.next, 0);
	if (last)
		set(k->m, last->purge_list.next, va_of(k, va));
}

/* First pass of a purge: collect the lazily freed areas on a list, unmapped, and
 * widen the range from @start to @end to cover them. */
static const struct vmap_area *collect_lazy(struct kernel *k, vaddr_t *start,
					    vaddr_t *end, uint32_t *pages)
{
	step_in(k, k->g->vmap_lazy_nr);
	const struct list_head *head = &k->g->vmap_area_list, *entry;
	const struct vmap_area *chain = NULL, *last = NULL;

	*pages = 0;
	list_for_each (k, entry, head) {
		const struct vmap_area *va =
			container_of(entry, struct vmap_area, list);

		if (!(va->flags & VM_LAZY_FREE))
			continue;
		if (va->va_start < *start)
			*start = va->va_start;
		if (va->va_end > *end)
			*end = va->va_end;
		*pages += area_pages(va);
		collect_area(k, va, last);
		chain = chain ? chain : va;
		last = va;
	}
	return chain;
}

/* purge_lock: on SMP, a purge inside a purge finds it taken. On UP there is no
 * lock, so the inner purge runs. */
static bool may_purge(const struct kernel *k, bool sync, bool force_flush)
{
	return sync || force_flush || !k->g->purge_lock;
}

static void __purge_vmap_area_lazy(struct kernel *k, vaddr_t start, vaddr_t end,
				   bool sync, bool force_flush)
{
	step_in(k, k->g->vmap_lazy_nr, sync, force_flush, k->g->purge_lock);
	const struct vmap_area *va;
	uint32_t pages;

	if (!may_purge(k, sync, force_flush))
		return;
	if (k->layout.board.cpus > 1)
		set(k->m, k->g->purge_lock, 1);
	if (sync)
		purge_fragmented_blocks_allcpus(k);
	va = collect_lazy(k, &start, &end, &pages);
	step(k, collected, pages, va);
	set(k->m, k->g->vmap_lazy_nr, k->g->vmap_lazy_nr - pages);
	if (pages || force_flush)
		flush_tlb_kernel_range(k, start, end);
	while (va) {
		const struct vmap_area *next = at(k, va->purge_list.next);

		__free_vmap_area(k, va);
		va = next;
	}
	set(k->m, k->g->purge_lock, 0);
}

/* At the threshold: blocks are left alone. */
static void try_purge_vmap_area_lazy(struct kernel *k)
{
	__purge_vmap_area_lazy(k, UINT32_MAX, 0, false, false);
}

static void free_vmap_area_noflush(struct kernel *k, const struct vmap_area *va)
{
	step_in(k, va, va->flags);
	const uint32_t max = lazy_max_pages(k);

	set(k->m, va->flags, va->flags | VM_LAZY_FREE);
	step(k, lazy_add, as(pages, area_pages(va)), k->g->vmap_lazy_nr);
	set(k->m, k->g->vmap_lazy_nr, k->g->vmap_lazy_nr + area_pages(va));
	step(k, lazy_max, k->g->vmap_lazy_nr, as(lazy_max_pages, max));
	if (k->g->vmap_lazy_nr > max)
		try_purge_vmap_area_lazy(k);
}

const struct vmap_lazy vmap_lazy_flag = {
	.free_vmap_area_noflush = free_vmap_area_noflush,
	.__purge_vmap_area_lazy = __purge_vmap_area_lazy,
};
