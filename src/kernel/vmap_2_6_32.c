/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_2_6_32.c - who owns which addresses of the vmalloc region.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Faithful: first fit, the page left free before
 * an area, lazy freeing, the purge and the shape of the tree. Simplified: one
 * CPU, and no locks but what follows from purge_lock. Absent: RCU (a record is
 * freed at once). The blocks of vm_map_ram are in vmap_block.c.
 *
 * Invariants (checked by kernel_check):
 *   1. areas are disjoint, in address order both in the tree and on the list,
 *      and the same in both;
 *   2. an area is live (its vm_struct, if it has one, is on vmlist) or lazily
 *      freed (VM_LAZY_FREE), never both;
 *   3. vmap_lazy_nr is the number of pages of the lazily freed ones.
 *
 * All sizes and addresses are bytes, page aligned; va_end is exclusive.
 */
#include "kernel/vmap_area.h"

#include <errno.h>

#include "kernel/err.h"
#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/printk.h"
#include "kernel/rbtree.h"
#include "kernel/slab.h"
#include "kernel/step.h"
#include "kernel/vmap_block.h"

static const struct vmap_area *rb_area(const struct rb_node *node)
{
	return container_of(node, struct vmap_area, rb_node);
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

/* Out of line: the hole walk is a third slower with it inlined (GCC 12). */
__attribute__((noinline)) const struct vmap_area *
next_vmap_area(const struct kernel *k, const struct vmap_area *va)
{
	if (list_next(k, &va->list) == &k->g->vmap_area_list)
		return NULL;
	return container_of(list_next(k, &va->list), struct vmap_area, list);
}

/* Areas never overlap: each is entirely left or right of the new one. */
static void __insert_vmap_area(struct kernel *k, const struct vmap_area *va)
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

/* It wraps past the top of the 32 bits, as in Linux. */
static vaddr_t ALIGN(vaddr_t addr, uint32_t align)
{
	return (addr + align - 1) & ~(align - 1);
}

/* Does [addr, addr + size) end within the 32 bits, and start at @least? */
static bool in_4g(vaddr_t addr, uint32_t size, vaddr_t least)
{
	return addr >= least && addr + size > addr;
}

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

/* @addr is where the search ended. */
static void warn_no_hole(struct kernel *k, uint32_t size, vaddr_t vstart,
			 vaddr_t vend, vaddr_t addr)
{
	step_in(k, size, vstart, vend);
	because(k, no_hole, as_a(COUNT, size, size), vstart, vend,
		as_a(NUMBER, past_4g, addr < vstart));
	if (printk_ratelimit(k))
		printk(k,
		       KERN_WARNING "vmap allocation for size %u failed: "
				    "use vmalloc=<size> to increase size.\n",
		       size);
}

static const struct vmap_area *new_area(struct kernel *k, int node, gfp_t gfp)
{
	return at(k, kmalloc_node(k, sizeof(struct vmap_area),
				  gfp & GFP_RECLAIM_MASK, node));
}

static void set_area(struct kernel *k, const struct vmap_area *va,
		     vaddr_t start, vaddr_t end)
{
	set(k->m, va->va_start, start);
	set(k->m, va->va_end, end);
	set(k->m, va->flags, 0);
	set(k->m, va->private, 0);
	__insert_vmap_area(k, va);
}

/*
 * The lowest address that fits. If an area is in the way, the next try is one
 * free page after it: a pointer that runs off the end of one area must not
 * reach another.
 */
const struct vmap_area *alloc_vmap_area(struct kernel *k, uint32_t size,
					uint32_t align, vaddr_t vstart,
					vaddr_t vend, int node, gfp_t gfp)
{
	step_in(k, size, align, vstart, vend);
	const struct vmap_area *va, *first;
	bool purged = false;
	vaddr_t addr;

	BUG_ON(!size || size & ~PAGE_MASK);
	step(k, alloc_va, sizeof(*va), node);
	va = new_area(k, node, gfp);
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
		set_area(k, va, addr, addr + size);
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

const struct vmap_area *insert_vmap_area_at(struct kernel *k, vaddr_t start,
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
	va = new_area(k, -1, GFP_KERNEL);
	if (!va)
		return ERR_PTR(-ENOMEM);
	set_area(k, va, start, end);
	return va;
}

const struct vmap_area *find_vmap_area(const struct kernel *k, vaddr_t addr)
{
	step_in(k, addr);
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);

	while (n) {
		const struct vmap_area *va = rb_area(n);

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

static uint32_t area_pages(const struct vmap_area *va)
{
	return (va->va_end - va->va_start) >> PAGE_SHIFT;
}

/* To flush all TLBs is expensive: the more CPUs, the more pages may wait. */
uint32_t lazy_max_pages(const struct kernel *k)
{
	return fls(k->g->nr_online_cpus) * (32 * 1024 * 1024 / PAGE_SIZE);
}

static void __free_vmap_area(struct kernel *k, const struct vmap_area *va)
{
	step_in(k, va);
	rb_erase(k, &va->rb_node, &k->g->vmap_area_root, NULL);
	step(k, list_del, va);
	list_del(k, &va->list);
	kfree(k, va_of(k, va));
}

/* Unmap a lazily freed area and add it to the purge list. */
static void collect_area(struct kernel *k, const struct vmap_area *va,
			 const struct vmap_area *last)
{
	step_in(k, va, last);
	vunmap_page_range(k, va->va_start, va->va_end);
	step(k, purge_list, va, last);
	set(k->m, va->flags, (va->flags & ~VM_LAZY_FREE) | VM_LAZY_FREEING);
	set(k->m, va->purge_list.next, 0);
	if (last)
		set(k->m, last->purge_list.next, va_of(k, va));
}

/* First pass of a purge: unmap the lazily freed areas, collect them on a list
 * and widen the range from @start to @end to cover them. */
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

void __purge_vmap_area_lazy(struct kernel *k, vaddr_t start, vaddr_t end,
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

void purge_vmap_area_lazy(struct kernel *k)
{
	__purge_vmap_area_lazy(k, UINT32_MAX, 0, true, false);
}

void free_vmap_area_noflush(struct kernel *k, const struct vmap_area *va)
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
