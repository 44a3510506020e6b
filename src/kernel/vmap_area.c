/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_area.c - who owns which addresses of the vmalloc region.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Faithful: first fit, the page left free before
 * an area, lazy freeing, the purge and the shape of the tree. Simplified: one
 * CPU, no locks. Absent: RCU (a record is freed at once), vm_map_ram's blocks.
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

#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/printk.h"
#include "kernel/rbtree.h"
#include "kernel/slab.h"

static const struct vmap_area *rb_area(const struct rb_node *node)
{
	return container_of(node, struct vmap_area, rb_node);
}

const struct vmap_area *first_vmap_area(const struct kernel *k)
{
	return rb_area(rb_first(k, &k->g->vmap_area_root));
}

/*
 * Linux asks the tree here (rb_next). The list has the same order and its link
 * lies in the same cache line as the area's bounds: a search that passes
 * thousands of areas takes half the time.
 */
const struct vmap_area *next_vmap_area(const struct kernel *k,
				       const struct vmap_area *va)
{
	if (va->list.next == va_of(k, &k->g->vmap_area_list))
		return NULL;
	return container_of(list_next(k, &va->list), struct vmap_area, list);
}

/* Each node on the way down is older; areas never overlap. */
static void __insert_vmap_area(struct kernel *k, const struct vmap_area *va)
{
	const struct rb_root *root = &k->g->vmap_area_root;
	const vaddr_t *link = &root->rb_node;
	const struct rb_node *parent = NULL, *before;

	while (*link) {
		const struct vmap_area *tmp;

		parent = at(k, *link);
		tmp = rb_area(parent);
		if (va->va_start < tmp->va_end) {
			link = &parent->rb_left;
		} else {
			BUG_ON(va->va_end <= tmp->va_start);
			link = &parent->rb_right;
		}
	}
	rb_link_node(k, &va->rb_node, parent, link);
	rb_insert_color(k, &va->rb_node, root);

	/* The list is sorted too: the new one goes behind its predecessor. */
	before = rb_prev(k, &va->rb_node);
	list_add(k, &va->list,
		 before ? &rb_area(before)->list : &k->g->vmap_area_list);
}

static bool align_up(vaddr_t addr, uint32_t align, vaddr_t *aligned)
{
	*aligned = (addr + align - 1) & ~(align - 1);
	return *aligned >= addr;
}

/* Does [addr, addr + size) end inside the 32 bits? */
static bool in_4g(vaddr_t addr, uint32_t size)
{
	return addr + size > addr;
}

/*
 * Where the walk over the areas starts. Going left keeps the first overlapping
 * area met on the way; going right forgets it for the area just passed. The
 * result may lie below @addr, or not be the lowest overlap: the walk that
 * follows sorts it out.
 */
static const struct vmap_area *lowest_candidate(const struct kernel *k,
						vaddr_t addr, uint32_t size)
{
	const struct vmap_area *first = NULL;
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);

	while (n) {
		const struct vmap_area *tmp = rb_area(n);

		if (tmp->va_end >= addr) {
			if (!first && tmp->va_start < addr + size)
				first = tmp;
			n = at(k, n->rb_left);
		} else {
			first = tmp;
			n = at(k, n->rb_right);
		}
	}
	if (first && first->va_end < addr)
		first = next_vmap_area(k, first);
	return first;
}

/*
 * The lowest address that fits, or false. After an area that is in the way,
 * the next try leaves one page free and starts behind that: a pointer that
 * runs off the end of one area must not reach another.
 */
static bool first_fit(const struct kernel *k, uint32_t size, uint32_t align,
		      vaddr_t vstart, vaddr_t vend, vaddr_t *result)
{
	const struct vmap_area *first;
	vaddr_t addr;

	if (!align_up(vstart, align, &addr) || !in_4g(addr, size))
		return false;
	first = lowest_candidate(k, addr, size);
	while (first && addr + size > first->va_start && addr + size <= vend) {
		vaddr_t behind = first->va_end + PAGE_SIZE;

		if (behind < PAGE_SIZE || !align_up(behind, align, &addr) ||
		    !in_4g(addr, size))
			return false;
		first = next_vmap_area(k, first);
	}
	*result = addr;
	return addr + size <= vend;
}

static void warn_no_hole(struct kernel *k, uint32_t size, vaddr_t vstart,
			 vaddr_t vend)
{
	because(k,
		"no hole of %u bytes (guard page included) is left between"
		" 0x%08x and 0x%08x, not even after a purge",
		size, vstart, vend);
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

const struct vmap_area *alloc_vmap_area(struct kernel *k, uint32_t size,
					uint32_t align, vaddr_t vstart,
					vaddr_t vend, int node, gfp_t gfp,
					int *error)
{
	const struct vmap_area *va;
	bool purged = false;
	vaddr_t addr;
	int ignored;

	BUG_ON(!size || size & ~PAGE_MASK);
	error = error ? error : &ignored;
	*error = 0;
	va = new_area(k, node, gfp);
	if (!va) {
		*error = -ENOMEM;
		return NULL;
	}
retry:
	if (first_fit(k, size, align, vstart, vend, &addr))
		goto found;
	/* overflow: lazily freed areas may be all that is in the way */
	if (!purged) {
		purge_vmap_area_lazy(k);
		purged = true;
		goto retry;
	}
	warn_no_hole(k, size, vstart, vend);
	kfree(k, va_of(k, va));
	*error = -EBUSY;
	return NULL;
found:
	set_area(k, va, addr, addr + size);
	return va;
}

const struct vmap_area *insert_vmap_area_at(struct kernel *k, vaddr_t start,
					    vaddr_t end, int *error)
{
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);
	const struct vmap_area *va;

	while (n) {
		const struct vmap_area *tmp = rb_area(n);

		if (start < tmp->va_end && end > tmp->va_start) {
			*error = -EBUSY;
			return NULL;
		}
		n = at(k, start < tmp->va_end ? n->rb_left : n->rb_right);
	}
	va = new_area(k, -1, GFP_KERNEL);
	if (!va) {
		*error = -ENOMEM;
		return NULL;
	}
	set_area(k, va, start, end);
	*error = 0;
	return va;
}

const struct vmap_area *find_vmap_area(const struct kernel *k, vaddr_t addr)
{
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);

	while (n) {
		const struct vmap_area *va = rb_area(n);

		if (addr < va->va_start)
			n = at(k, n->rb_left);
		else if (addr >= va->va_end)
			n = at(k, n->rb_right);
		else
			return va;
	}
	return NULL;
}

static uint32_t area_pages(const struct vmap_area *va)
{
	return (va->va_end - va->va_start) >> PAGE_SHIFT;
}

/* Flushing every CPU's TLB is dear, so more CPUs save up more for it. */
uint32_t lazy_max_pages(const struct kernel *k)
{
	return fls(k->g->nr_online_cpus) * (32 * 1024 * 1024 / PAGE_SIZE);
}

void free_vmap_area_noflush(struct kernel *k, const struct vmap_area *va)
{
	set(k->m, va->flags, va->flags | VM_LAZY_FREE);
	set(k->m, k->g->vmap_lazy_nr, k->g->vmap_lazy_nr + area_pages(va));
	if (k->g->vmap_lazy_nr > lazy_max_pages(k))
		purge_vmap_area_lazy(k);
}

static void __free_vmap_area(struct kernel *k, const struct vmap_area *va)
{
	rb_erase(k, &va->rb_node, &k->g->vmap_area_root);
	list_del(k, &va->list);
	kfree(k, va_of(k, va));
}

/* First pass of a purge: unmap, and collect on a chain through purge_list. */
static const struct vmap_area *collect_lazy(struct kernel *k, vaddr_t *start,
					    vaddr_t *end, uint32_t *pages)
{
	const struct list_head *head = &k->g->vmap_area_list, *entry;
	const struct vmap_area *chain = NULL, *last = NULL;

	*start = UINT32_MAX;
	*end = *pages = 0;
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
		vunmap_page_range(k, va->va_start, va->va_end);
		set(k->m, va->flags,
		    (va->flags & ~VM_LAZY_FREE) | VM_LAZY_FREEING);
		set(k->m, va->purge_list.next, 0);
		if (last)
			set(k->m, last->purge_list.next, va_of(k, va));
		else
			chain = va;
		last = va;
	}
	return chain;
}

void purge_vmap_area_lazy(struct kernel *k)
{
	const struct vmap_area *va;
	vaddr_t start, end;
	uint32_t pages;

	va = collect_lazy(k, &start, &end, &pages);
	if (!pages)
		return;
	set(k->m, k->g->vmap_lazy_nr, k->g->vmap_lazy_nr - pages);
	flush_tlb_kernel_range(k, start, end);
	while (va) {
		const struct vmap_area *next = at(k, va->purge_list.next);

		__free_vmap_area(k, va);
		va = next;
	}
}

void vm_unmap_aliases(struct kernel *k)
{
	purge_vmap_area_lazy(k);
}
