/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_2_6_32.c - the lowest hole that fits, found by walking over areas.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Faithful: first fit, and the page left free
 * before an area. vmap_area.c has what it shares with later kernels, and
 * vmap_lazy.c the lazy freeing.
 */
#include "kernel/vmap_allocator.h"

#include <errno.h>

#include "kernel/slab.h"
#include "kernel/step.h"

/*
 * Where the walk over the areas starts. Going left keeps the first overlapping
 * area found on the way down; going right replaces it by the area just passed.
 * So the result may be below @addr, or not be the lowest overlap; the walk
 * that follows takes care of that.
 */
static const struct vmap_area *lowest_candidate(const struct kernel *k,
						vaddr_t addr, uint32_t size)
{
	step_in(k, addr, size);
	const struct vmap_area *first = NULL;
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);

	if (!n)
		return NULL;
	while (n) {
		const struct vmap_area *tmp = rb_area(n);

		if (tmp->va_end < addr) {
			step(k, visit_lower, n, tmp, addr, size, first);
			first = tmp;
			n = at(k, n->rb_right);
		} else if (!first && tmp->va_start < addr + size) {
			step(k, visit_overlap, n, tmp, addr, size, first);
			first = tmp;
			n = at(k, n->rb_left);
		} else {
			step(k, visit_higher, n, tmp, addr, size, first);
			n = at(k, n->rb_left);
		}
	}
	step(k, bottom, first, addr);
	if (first && first->va_end < addr) {
		step(k, successor, first, addr);
		first = next_vmap_area(k, first);
	}
	return first;
}

/*
 * The lowest address that fits. If an area is in the way, the next try is one
 * free page after it: a pointer that runs off the end of one area must not
 * reach another.
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
	addr = ALIGN(vstart, align);
	step(k, retry, addr, size, align, vend);
	if (!in_4g(addr, size, vstart))
		goto overflow;
	first = lowest_candidate(k, addr, size);
	step(k, walk, first, addr);
	while (first) {
		if (addr + size <= first->va_start) {
			step(k, hole_fits, addr, size, first, vend);
			goto found;
		}
		if (addr + size > vend) {
			step(k, past_vend, addr, size, first, vend);
			goto found;
		}
		step(k, runs_into, addr, size, first, vend);
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

const struct vmap_allocator vmap_allocator_2_6_32 = {
	.alloc_vmap_area = alloc_vmap_area,
	.insert_vmap_area_at = place_vmap_area,
	.lazy = &vmap_lazy_flag,
	.ioremap_order = fls_order,
	.gap = PAGE_SIZE,
};
