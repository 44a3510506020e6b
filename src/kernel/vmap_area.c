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
#include "kernel/step.h"

static const struct vmap_area *rb_area(const struct rb_node *node)
{
	return container_of(node, struct vmap_area, rb_node);
}

/*
 * Linux asks the tree here and below (rb_first, rb_next). The list has the same
 * order and its link lies in the same cache line as the area's bounds: a search
 * that passes thousands of areas takes half the time. And who looks into the
 * middle of a call finds the list whole, while an area may be in the tree only.
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
	if (va->list.next == va_of(k, &k->g->vmap_area_list))
		return NULL;
	return container_of(list_next(k, &va->list), struct vmap_area, list);
}

/* Each node on the way down is older; areas never overlap. */
static void __insert_vmap_area(struct kernel *k, const struct vmap_area *va)
{
	step_in(k,
		"{va} has its addresses; the tree and the sorted list must "
		"learn of it",
		v_ptr(va));
	const struct rb_root *root = &k->g->vmap_area_root;
	const vaddr_t *p = &root->rb_node;
	const struct rb_node *parent = NULL, *before;

	while (*p) {
		const struct vmap_area *tmp = rb_area(at(k, *p));

		parent = &tmp->rb_node;
		step_as(k, STEP_INSERT_VISIT,
			va->va_start < tmp->va_end
				? "{va} lies below {tmp}, so go left"
				: "{va} lies above {tmp}, so go right",
			v_ptr(va), v_ptr(tmp), v_ptr(parent), v_ptr(p));
		if (va->va_start < tmp->va_end) {
			p = &parent->rb_left;
		} else {
			BUG_ON(va->va_end <= tmp->va_start);
			p = &parent->rb_right;
		}
	}
	step(k, "this link is empty: hang {va} in here, below {parent}",
	     v_ptr(va), v_ptr(parent), v_ptr(p));
	rb_link_node(k, &va->rb_node, parent, p);
	rb_insert_color(k, &va->rb_node, root);

	/* The list is sorted too: the new one goes behind its predecessor. */
	before = rb_prev(k, &va->rb_node);
	step(k,
	     before ? "the list is sorted too: {va} goes behind {before}"
		    : "no area lies lower: {va} becomes the first of the list",
	     v_ptr(va), v_ptr(before));
	list_add(k, &va->list,
		 before ? &rb_area(before)->list : &k->g->vmap_area_list);
}

/* ALIGN(); it wraps past the top of the 32 bits, as in the kernel. */
static vaddr_t align_up(vaddr_t addr, uint32_t align)
{
	return (addr + align - 1) & ~(align - 1);
}

/* Does [addr, addr + size) end inside the 32 bits, and begin past @least? */
static bool in_4g(vaddr_t addr, uint32_t size, vaddr_t least)
{
	return addr >= least && addr + size > addr;
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
	step_in(k,
		"which area is the first that {size} bytes at {addr} could run "
		"into?",
		v_addr(addr), v_bytes(size));
	const struct vmap_area *first = NULL;
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);

	if (!n)
		return NULL;
	while (n) {
		const struct vmap_area *tmp = rb_area(n);

		step_as(k, STEP_VISIT,
			tmp->va_end < addr
				? "{tmp} ends before {addr}: it is first so "
				  "far, and what is in the way lies right"
			: tmp->va_start >= addr + size
				? "{tmp} lies behind {addr} + {size}: look "
				  "left, where areas are lower"
			: first ? "{tmp} reaches {addr} too, but first stays "
				  "{first}; look left for lower ones"
				: "{tmp} is in the way of {addr} + {size}: it "
				  "is first; look left for lower ones",
			v_ptr(n), v_ptr(tmp), v_addr(addr), v_bytes(size),
			v_ptr(first));
		if (tmp->va_end >= addr) {
			if (!first && tmp->va_start < addr + size)
				first = tmp;
			n = at(k, n->rb_left);
		} else {
			first = tmp;
			n = at(k, n->rb_right);
		}
	}
	step_as(k, STEP_FIRST,
		first ? "the bottom of the tree: first is {first}"
		      : "the bottom of the tree, and no area is in the way",
		v_ptr(first), v_addr(addr));
	if (first && first->va_end < addr) {
		step(k, "{first} ends before {addr}: its successor it is",
		     v_ptr(first), v_addr(addr));
		first = next_vmap_area(k, first);
	}
	return first;
}

static void warn_no_hole(struct kernel *k, uint32_t size, vaddr_t vstart,
			 vaddr_t vend)
{
	step_in(k,
		"{size} bytes fit nowhere in {vstart}-{vend}: say so, but not "
		"too often",
		v_bytes(size), v_addr(vstart), v_addr(vend));
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

/*
 * The lowest address that fits. After an area that is in the way, the next try
 * leaves one page free and starts behind that: a pointer that runs off the end
 * of one area must not reach another.
 */
const struct vmap_area *alloc_vmap_area(struct kernel *k, uint32_t size,
					uint32_t align, vaddr_t vstart,
					vaddr_t vend, int node, gfp_t gfp,
					int *error)
{
	step_in(k,
		align > 1 ? "{size} bytes of addresses are wanted between "
			    "{vstart} and {vend}, at a multiple of {align}"
			  : "{size} bytes of addresses are wanted between "
			    "{vstart} and {vend}",
		v_bytes(size), v_bytes(align), v_addr(vstart), v_addr(vend));
	const struct vmap_area *va, *first;
	bool purged = false;
	vaddr_t addr;
	int ignored;

	error = error ? error : &ignored;
	BUG_ON(!size || size & ~PAGE_MASK);
	step(k, "first of all memory for the record that will own the range",
	     v_num(sizeof(*va)), v_num(node));
	va = new_area(k, node, gfp);
	if (!va) {
		*error = -ENOMEM;
		return NULL;
	}
retry:
	addr = align_up(vstart, align);
	step_as(k, STEP_START,
		"retry: the lowest address allowed is {addr}; does {size} fit "
		"there?",
		v_addr(addr), v_bytes(size), v_bytes(align), v_addr(vend));
	if (!in_4g(addr, size, vstart))
		goto overflow;
	first = lowest_candidate(k, addr, size);
	step_as(k, STEP_WALK,
		first ? "the walk over the areas begins at {first}"
		      : "no area is in the way: {addr} it is",
		v_ptr(first), v_addr(addr));
	while (first) {
		step_as(k, STEP_TEST,
			addr + size <= first->va_start
				? "{addr} + {size} ends before {first}: the "
				  "hole is large enough"
			: addr + size > vend
				? "{addr} + {size} passes {vend}: looking on "
				  "cannot help"
				: "{addr} + {size} runs into the area at "
				  "{first}, so try after it",
			v_addr(addr), v_bytes(size), v_ptr(first),
			v_addr(vend));
		if (addr + size <= first->va_start || addr + size > vend)
			goto found;
		addr = align_up(first->va_end + PAGE_SIZE, align);
		step_as(k, STEP_ADDR_NEXT,
			"behind {first} one page stays free, so try {addr}",
			v_addr(addr), v_ptr(first), v_bytes(size),
			v_bytes(align));
		if (!in_4g(addr, size, first->va_end))
			goto overflow;
		first = next_vmap_area(k, first);
	}
found:
	step_as(k, STEP_FOUND,
		addr + size <= vend
			? "found: {addr} + {size} is free and within {vend}"
			: "found nothing: {addr} + {size} passes the end, "
			  "{vend}",
		v_addr(addr), v_bytes(size), v_addr(vend),
		v_as("va", STEP_OBJECT, va_of(k, va)));
	if (addr + size <= vend) {
		set_area(k, va, addr, addr + size);
		*error = 0;
		return va;
	}
overflow:
	step_as(k, STEP_OVERFLOW,
		purged ? "overflow again, after a purge: give up"
		       : "overflow: lazily freed areas may be all that is in "
			 "the way; purge them and retry",
		v_num(purged), v_bytes(size), v_addr(addr));
	if (!purged) {
		purge_vmap_area_lazy(k);
		purged = true;
		goto retry;
	}
	warn_no_hole(k, size, vstart, vend);
	kfree(k, va_of(k, va));
	*error = -EBUSY;
	return NULL;
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
	step_in_as(k, STEP_LOOKUP, "whose area is {addr} in?", v_addr(addr));
	const struct rb_node *n = at(k, k->g->vmap_area_root.rb_node);

	while (n) {
		const struct vmap_area *va = rb_area(n);

		step_as(k, STEP_FIND_VISIT,
			addr < va->va_start ? "{addr} lies below {va}: go left"
			: addr >= va->va_end
				? "{addr} lies above {va}: go right"
				: "{addr} lies in {va}: this is the one",
			v_addr(addr), v_ptr(n), v_ptr(va));
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
	step_in(k,
		"{va} is only marked: its addresses stay taken and its PTEs "
		"stay as they are, until a purge",
		v_ptr(va), v_flags(va->flags));
	set(k->m, va->flags, va->flags | VM_LAZY_FREE);
	step(k, "{pages} more wait for the purge, on top of {vmap_lazy_nr}",
	     v_as("pages", STEP_PAGES, area_pages(va)),
	     v_as("vmap_lazy_nr", STEP_PAGES, k->g->vmap_lazy_nr));
	set(k->m, k->g->vmap_lazy_nr, k->g->vmap_lazy_nr + area_pages(va));
	step(k,
	     k->g->vmap_lazy_nr > lazy_max_pages(k)
		     ? "{vmap_lazy_nr} wait, more than {lazy_max_pages}: purge"
		     : "{vmap_lazy_nr} wait; up to {lazy_max_pages} it is "
		       "cheaper to wait than to flush every TLB",
	     v_as("vmap_lazy_nr", STEP_PAGES, k->g->vmap_lazy_nr),
	     v_as("lazy_max_pages", STEP_PAGES, lazy_max_pages(k)));
	if (k->g->vmap_lazy_nr > lazy_max_pages(k))
		purge_vmap_area_lazy(k);
}

static void __free_vmap_area(struct kernel *k, const struct vmap_area *va)
{
	step_in(k, "erase {va}: now its addresses are free again", v_ptr(va));
	rb_erase(k, &va->rb_node, &k->g->vmap_area_root);
	step(k, "off the sorted list, and {va} is memory like any other",
	     v_ptr(va));
	list_del(k, &va->list);
	kfree(k, va_of(k, va));
}

/* Unmap one lazily freed area, and hang it behind the others of the purge. */
static void collect_area(struct kernel *k, const struct vmap_area *va,
			 const struct vmap_area *last)
{
	step_in(k, "{va} is lazily freed: its PTEs go now, guard included",
		v_ptr(va), v_ptr(last));
	vunmap_page_range(k, va->va_start, va->va_end);
	step(k, "{va} waits on the purge's own chain until the TLB is flushed",
	     v_ptr(va), v_ptr(last));
	set(k->m, va->flags, (va->flags & ~VM_LAZY_FREE) | VM_LAZY_FREEING);
	set(k->m, va->purge_list.next, 0);
	if (last)
		set(k->m, last->purge_list.next, va_of(k, va));
}

/* First pass of a purge: unmap, and collect on a chain through purge_list. */
static const struct vmap_area *collect_lazy(struct kernel *k, vaddr_t *start,
					    vaddr_t *end, uint32_t *pages)
{
	step_in(k, "look for lazily freed areas among all, in address order",
		v_as("vmap_lazy_nr", STEP_PAGES, k->g->vmap_lazy_nr));
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
		collect_area(k, va, last);
		chain = chain ? chain : va;
		last = va;
	}
	return chain;
}

void purge_vmap_area_lazy(struct kernel *k)
{
	step_in(k,
		"purge: take back the addresses of all areas that were freed "
		"lazily, {vmap_lazy_nr} together",
		v_as("vmap_lazy_nr", STEP_PAGES, k->g->vmap_lazy_nr));
	const struct vmap_area *va;
	vaddr_t start, end;
	uint32_t pages;

	va = collect_lazy(k, &start, &end, &pages);
	step(k,
	     pages ? "{pages} were unmapped and wait no longer"
		   : "nothing was lazily freed: nothing to purge",
	     v_pages(pages), v_ptr(va));
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
	step_in(k, "the purge, before its time: {vmap_lazy_nr} wait for it",
		v_as("vmap_lazy_nr", STEP_PAGES, k->g->vmap_lazy_nr));
	purge_vmap_area_lazy(k);
}
