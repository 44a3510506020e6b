/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_area.c - who owns which addresses of the vmalloc region.
 *
 * Linux: mm/vmalloc.c. What the allocators of several kernels share: the record
 * of an area, the tree and the sorted list of all areas, looking one up. How a
 * hole is found and given back is each kernel's own: vmap_2_6_32.c and the
 * files beside it, through the table of vmap_allocator.h. Simplified: one CPU,
 * and no locks but what follows from purge_lock. Absent: RCU (a record is freed
 * at once). The blocks of vm_map_ram are in vmap_block.c.
 *
 * Invariants (checked by kernel_check):
 *   1. areas are disjoint, in address order both in the tree and on the list,
 *      and the same in both;
 *   2. an area is live (its vm_struct, if it has one, is on vmlist) or lazily
 *      freed, never both;
 *   3. vmap_lazy_nr is the number of pages of the lazily freed ones.
 *
 * All sizes and addresses are bytes, page aligned; va_end is exclusive.
 */
#include "kernel/vmap_area.h"

#include <errno.h>

#include "kernel/list.h"
#include "kernel/printk.h"
#include "kernel/rbtree.h"
#include "kernel/slab.h"
#include "kernel/step.h"
#include "kernel/vmap_record.h"

const struct vmap_allocator *vmap_allocator(enum allocator allocator)
{
	static const struct vmap_allocator *const all[ALLOCATORS] = {
		[ALLOCATOR_2_6_32] = &vmap_allocator_2_6_32,
		[ALLOCATOR_2_6_39] = &vmap_allocator_2_6_39,
		[ALLOCATOR_6_1] = &vmap_allocator_6_1,
	};

	return all[allocator];
}

/*
 * Linux uses the tree here and below (rb_first, rb_next). The list has the same
 * order, and its link is in the same cache line as the area's bounds, so a
 * search past thousands of areas takes half the time. It is also intact in the
 * middle of a call, when an area may be in the tree only.
 */
const struct vmap_area *first_vmap_area(const struct kernel *k)
{
	const struct list_head *head = &k->g->vmap_area_list;

	if (list_empty(k, head))
		return NULL;
	return container_of(list_next(k, head), struct vmap_area, list);
}

const struct vmap_area *next_vmap_area(const struct kernel *k,
				       const struct vmap_area *va)
{
	if (list_next(k, &va->list) == &k->g->vmap_area_list)
		return NULL;
	return container_of(list_next(k, &va->list), struct vmap_area, list);
}

/* Areas never overlap: each is entirely left or right of the new one. */
void __insert_vmap_area(struct kernel *k, const struct vmap_area *va)
{
	step_in(k, va);
	const struct rb_root *root = &k->g->vmap_area_root;
	const vaddr_t *p = &root->rb_node;
	const struct rb_node *parent = NULL, *before;

	while (*p) {
		const struct vmap_area *tmp = rb_area(at(k, *p));

		parent = &tmp->rb_node;
		if (va->va_start < tmp->va_end) {
			step(k, insert_left, va, tmp, parent, p);
			p = &parent->rb_left;
		} else {
			BUG_ON(va->va_end <= tmp->va_start);
			step(k, insert_right, va, tmp, parent, p);
			p = &parent->rb_right;
		}
	}
	step(k, link_node, va, parent, p);
	rb_link_node(k, &va->rb_node, parent, p);
	rb_insert_color(k, &va->rb_node, root, NULL);

	/* The list is sorted too: insert after the next lower area. */
	before = rb_prev(k, &va->rb_node);
	step(k, list_add, va, before);
	list_add(k, &va->list,
		 before ? &rb_area(before)->list : &k->g->vmap_area_list);
}

uint32_t largest_vmap_hole(const struct kernel *k, vaddr_t vstart, vaddr_t vend,
			   vaddr_t *hole)
{
	const struct vmap_area *va = first_area(k);
	vaddr_t free_from = vstart, start;
	uint32_t largest = 0;

	*hole = vstart;
	while (free_from < vend) {
		start = va && va->va_start < vend ? va->va_start : vend;
		if (start > free_from && start - free_from > largest) {
			largest = start - free_from;
			*hole = free_from;
		}
		if (start == vend)
			break;
		free_from = va->va_end > free_from ? va->va_end : free_from;
		va = next_area(k, va);
	}
	return largest;
}

/* The reason has the largest hole: it says what would have fitted. */
static void because_no_hole(struct kernel *k, uint32_t size, vaddr_t vstart,
			    vaddr_t vend, bool past_4g)
{
	vaddr_t hole;
	const uint32_t largest = largest_vmap_hole(k, vstart, vend, &hole);

	if (vend == k->layout.modules_end)
		because(k, no_module_hole, as_a(COUNT, size, size), vstart,
			vend, as_a(COUNT, largest, largest),
			as_a(ADDR, hole, hole));
	else
		because(k, no_hole, as_a(COUNT, size, size), vstart, vend,
			as_a(COUNT, largest, largest), as_a(ADDR, hole, hole),
			as_a(NUMBER, past_4g, past_4g));
}

/* @addr is where the search ended. */
void warn_no_hole(struct kernel *k, uint32_t size, vaddr_t vstart, vaddr_t vend,
		  vaddr_t addr)
{
	step_in(k, size, vstart, vend);

	because_no_hole(k, size, vstart, vend, addr < vstart);
	if (printk_ratelimit(k))
		printk(k,
		       KERN_WARNING "vmap allocation for size %u failed: "
				    "use vmalloc=<size> to increase size.\n",
		       size);
}

const struct vmap_area *new_vmap_area(struct kernel *k, int node, gfp_t gfp)
{
	return at(k, kmalloc_node(k, sizeof(struct vmap_area),
				  gfp & GFP_RECLAIM_MASK, node));
}

void set_vmap_area(struct kernel *k, const struct vmap_area *va, vaddr_t start,
		   vaddr_t end)
{
	set(k->m, va->va_start, start);
	set(k->m, va->va_end, end);
	set(k->m, va->flags, 0);
	set(k->m, va->private, 0);
	__insert_vmap_area(k, va);
}

const struct vmap_area *place_vmap_area(struct kernel *k, vaddr_t start,
					vaddr_t end)
{
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);
	const struct vmap_area *va;

	while (n) {
		const struct vmap_area *tmp = rb_area(n);

		if (start < tmp->va_end && end > tmp->va_start)
			return ERR_PTR(-EBUSY);
		n = at(k, start < tmp->va_end ? n->rb_left : n->rb_right);
	}
	va = new_vmap_area(k, -1, GFP_KERNEL);
	if (!va)
		return ERR_PTR(-ENOMEM);
	set_vmap_area(k, va, start, end);
	return va;
}

const struct vmap_area *find_vmap_area(const struct kernel *k, vaddr_t addr)
{
	step_in(k, addr);
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);

	while (n) {
		const struct vmap_area *va = node_vmap_area(k, n);

		if (addr < va->va_start) {
			step(k, find_left, addr, n, va);
			n = at(k, n->rb_left);
		} else if (addr >= va->va_end) {
			step(k, find_right, addr, n, va);
			n = at(k, n->rb_right);
		} else {
			step(k, find_here, addr, n, va);
			return va;
		}
	}
	return NULL;
}

unsigned int fls_order(uint32_t size)
{
	return fls(size);
}

/* To flush all TLBs is expensive: the more CPUs, the more pages may wait. */
uint32_t lazy_max_pages(const struct kernel *k)
{
	return fls(k->g->nr_online_cpus) * (32 * 1024 * 1024 / PAGE_SIZE);
}

void purge_vmap_area_lazy(struct kernel *k)
{
	k->vmap->lazy->__purge_vmap_area_lazy(k, UINT32_MAX, 0, true, false);
}
