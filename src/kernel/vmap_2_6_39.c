/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_2_6_39.c - first fit that remembers where the last search ended.
 *
 * Linux: mm/vmalloc.c, 2.6.39. Faithful: which searches begin at the area that
 * was taken last, what the walk notes, the page left free on both sides of an
 * area. vmap_area.c has what it shares with other kernels, and vmap_lazy.c the
 * lazy freeing.
 *
 * Invariants (checked by kernel_check):
 *   1. free_vmap_cache is a node of the tree, or NULL;
 *   2. with a cache, cached_align is a power of two and cached_hole_size whole
 *      pages.
 */
#include "kernel/vmap_allocator.h"

#include <errno.h>

#include "kernel/rbtree.h"
#include "kernel/slab.h"
#include "kernel/step.h"

/* The area that was taken last, as far as it still says something. */
static const struct vmap_area *cached_area(const struct kernel *k)
{
	return rb_area(at(k, k->g->free_vmap_cache));
}

/* Is no hole below the cache large enough? The searches that say so must have
 * looked as far down, and at addresses as fine, as this one. */
static bool cache_helps(const struct kernel *k, const struct vmap_area *cache,
			uint32_t size, uint32_t align, vaddr_t vstart)
{
	const vaddr_t cached_vstart = k->g->cached_vstart;
	const uint32_t cached_align = k->g->cached_align;
	step_in(k, cache, k->g->cached_hole_size, cached_vstart, cached_align);

	if (!cache) {
		step(k, no_cache, vstart);
		return false;
	}
	if (size < k->g->cached_hole_size) {
		step(k, hole_below, size, k->g->cached_hole_size);
		return false;
	}
	if (vstart < cached_vstart) {
		step(k, lower_start, vstart, cached_vstart);
		return false;
	}
	if (align < cached_align) {
		step(k, finer_align, align, cached_align);
		return false;
	}
	return true;
}

/* The area after which the search begins; NULL: it begins at @vstart. */
static const struct vmap_area *start_from_cache(struct kernel *k, uint32_t size,
						uint32_t align, vaddr_t vstart)
{
	step_in(k, size, align, vstart);
	const struct vmap_area *first = cached_area(k);
	vaddr_t addr;

	if (!cache_helps(k, first, size, align, vstart))
		first = NULL;
	set(k->m, k->g->cached_vstart, vstart);
	set(k->m, k->g->cached_align, align);
	if (first) {
		addr = ALIGN(first->va_end + PAGE_SIZE, align);
		step(k, from_cache, first, addr, size, align);
		if (addr >= vstart)
			return first;
		step(k, below_start, addr, vstart);
	}
	set(k->m, k->g->free_vmap_cache, 0);
	set(k->m, k->g->cached_hole_size, 0);
	step(k, start, as(addr, ALIGN(vstart, align)), size, align);
	return NULL;
}

/* The first area that does not end before @addr. */
static const struct vmap_area *lowest_candidate(const struct kernel *k,
						vaddr_t addr)
{
	step_in(k, addr);
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);
	const struct vmap_area *first = NULL;

	while (n) {
		const struct vmap_area *tmp = rb_area(n);

		if (tmp->va_end < addr) {
			step(k, visit_lower, n, tmp, addr, first);
			n = at(k, n->rb_right);
		} else if (tmp->va_start > addr) {
			step(k, visit_higher, n, tmp, addr, first);
			first = tmp;
			n = at(k, n->rb_left);
		} else {
			step(k, visit_here, n, tmp, addr, first);
			first = tmp;
			break;
		}
	}
	step(k, bottom, first, addr);
	return first;
}

/* A search for less will know that it has to come back. */
static void note_hole(struct kernel *k, uint32_t size,
		      const struct vmap_area *first)
{
	step_in(k, size, first);
	set(k->m, k->g->cached_hole_size, size);
}

/*
 * The lowest address that fits, if the cache has not been told otherwise. One
 * page stays free before an area, and one after it: a hole that is just large
 * enough does not do.
 */
static const struct vmap_area *alloc_vmap_area(struct kernel *k, uint32_t size,
					       uint32_t align, vaddr_t vstart,
					       vaddr_t vend, int node,
					       gfp_t gfp)
{
	step_in(k, size, align, vstart, vend);
	const struct vmap_area *va, *first;
	bool purged = false;
	vaddr_t addr;

	BUG_ON(!size || size & ~PAGE_MASK);
	step(k, alloc_va, sizeof(*va), node);
	va = new_vmap_area(k, node, gfp);
	if (!va)
		return ERR_PTR(-ENOMEM);
retry:
	first = start_from_cache(k, size, align, vstart);
	addr = ALIGN(first ? first->va_end + PAGE_SIZE : vstart, align);
	if (!in_4g(addr, size, vstart))
		goto overflow;
	if (!first)
		first = lowest_candidate(k, addr);
	while (first) {
		if (addr + size < first->va_start) {
			step(k, hole_fits, addr, size, first, vend);
			goto found;
		}
		if (addr + size > vend) {
			step(k, past_vend, addr, size, first, vend);
			goto found;
		}
		step(k, runs_into, addr, size, first, vend);
		if (addr + k->g->cached_hole_size < first->va_start)
			note_hole(k, first->va_start - addr, first);
		addr = ALIGN(first->va_end + PAGE_SIZE, align);
		step(k, next_addr, addr, first, size, align);
		if (!in_4g(addr, size, first->va_end))
			goto overflow;
		first = next_vmap_area(k, first);
	}
found:
	if (addr + size <= vend) {
		step(k, fits, addr, size, vend, as_a(OBJECT, va, va_of(k, va)));
		set_vmap_area(k, va, addr, addr + size);
		step(k, cache_set, va);
		set(k->m, k->g->free_vmap_cache, va_of(k, &va->rb_node));
		return va;
	}
	step(k, does_not_fit, addr, size, vend, as_a(OBJECT, va, va_of(k, va)));
overflow:
	step(k, overflow, purged, size, addr);
	if (!purged) {
		purge_vmap_area_lazy(k);
		purged = true;
		goto retry;
	}
	warn_no_hole(k, size, vstart, vend, addr);
	kfree(k, va_of(k, va));
	return ERR_PTR(-EBUSY);
}

/* Erasing @va makes room below the cache: the next search must find it. */
static void before_erasing(struct kernel *k, const struct vmap_area *va)
{
	const struct vmap_area *cache = cached_area(k), *before;
	step_in(k, va, cache);

	if (!cache)
		return;
	if (va->va_end < k->g->cached_vstart) {
		step(k, cache_drop, va, k->g->cached_vstart);
		set(k->m, k->g->free_vmap_cache, 0);
	} else if (va->va_start <= cache->va_start) {
		before = rb_area(rb_prev(k, &va->rb_node));
		step(k, cache_before, va, before);
		set(k->m, k->g->free_vmap_cache,
		    before ? va_of(k, &before->rb_node) : 0);
	}
}

const struct vmap_allocator vmap_allocator_2_6_39 = {
	.alloc_vmap_area = alloc_vmap_area,
	.insert_vmap_area_at = place_vmap_area,
	.lazy = &vmap_lazy_flag,
	.before_erasing = before_erasing,
	.ioremap_order = fls_order,
	.gap = PAGE_SIZE,
	.gap_after = PAGE_SIZE,
	.unmaps_at_once = true,
};
