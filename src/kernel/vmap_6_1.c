/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_6_1.c - 6.1's allocator: what is free has a tree of its own.
 *
 * Linux: mm/vmalloc.c, 6.1. Faithful: the search down the tree of free blocks,
 * how a block is split, lazy freeing, merging, the shape of the three trees.
 * Simplified: one CPU and no locks; the work that empties the purge tree runs
 * right after the free that scheduled it, unless drain=manual; records come
 * from kmalloc-32.
 *
 * Invariants (checked by kernel_check):
 *   1. busy areas, lazily freed ranges and free blocks are disjoint, and cover
 *      all from 1 to 4 GB - 1;
 *   2. no two free blocks touch, nor do two lazily freed ranges;
 *   3. each of the three trees has the same records as its list, by address;
 *   4. subtree_max_size of a free block is the size of the largest one at or
 *      below it in the tree;
 *   5. vmap_lazy_nr is the number of pages in the purge tree.
 *
 * All sizes and addresses are bytes, page aligned but for the ends of memory;
 * va_end is exclusive.
 */
#include <errno.h>

#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/rbtree.h"
#include "kernel/slab.h"
#include "kernel/step.h"
#include "kernel/vmap_allocator.h"
#include "kernel/vmap_block.h"

/* A tree, the list of the same records, and what the tree knows beside. */
struct area_tree {
	const struct rb_root *root;
	const struct list_head *head;
	const struct rb_augment_callbacks *augment;
};

static const struct vmap_area_6_1 *rb_entry(const struct rb_node *node)
{
	return container_of(node, struct vmap_area_6_1, rb_node);
}

static uint32_t va_size(const struct vmap_area_6_1 *va)
{
	return va->va_end - va->va_start;
}

static uint32_t va_pages(const struct vmap_area_6_1 *va)
{
	return va_size(va) >> PAGE_SHIFT;
}

static vaddr_t max(vaddr_t a, vaddr_t b)
{
	return a > b ? a : b;
}

static vaddr_t min(vaddr_t a, vaddr_t b)
{
	return a < b ? a : b;
}

/* ---- The largest free block at or below each: subtree_max_size ---- */

static uint32_t get_subtree_max_size(const struct kernel *k, vaddr_t node)
{
	const struct vmap_area_6_1 *va = rb_entry(at(k, node));

	return va ? va->subtree_max_size : 0;
}

static uint32_t largest_of(const struct kernel *k,
			   const struct vmap_area_6_1 *va)
{
	uint32_t left = get_subtree_max_size(k, va->rb_node.rb_left);
	uint32_t right = get_subtree_max_size(k, va->rb_node.rb_right);
	uint32_t largest = va_size(va);

	if (left > largest)
		largest = left;
	return right > largest ? right : largest;
}

/* Upwards, as long as anything changes. */
static void propagate_max(struct kernel *k, const struct rb_node *node,
			  const struct rb_node *stop)
{
	for (; node && node != stop; node = rb_parent(k, node)) {
		const struct vmap_area_6_1 *va = rb_entry(node);
		uint32_t largest = largest_of(k, va);

		if (va->subtree_max_size == largest)
			break;
		set(k->m, va->subtree_max_size, largest);
	}
}

static void copy_max(struct kernel *k, const struct rb_node *old,
		     const struct rb_node *new)
{
	set(k->m, rb_entry(new)->subtree_max_size,
	    rb_entry(old)->subtree_max_size);
}

/* The same blocks are below the upper one as were below the other before. */
static void rotate_max(struct kernel *k, const struct rb_node *old,
		       const struct rb_node *new)
{
	copy_max(k, old, new);
	set(k->m, rb_entry(old)->subtree_max_size,
	    largest_of(k, rb_entry(old)));
}

static void augment_tree_propagate_from(struct kernel *k,
					const struct vmap_area_6_1 *va)
{
	step_in(k, va, as(largest, largest_of(k, va)));
	propagate_max(k, &va->rb_node, NULL);
}

/* ---- The three trees ---- */

static struct area_tree busy_tree(const struct kernel *k)
{
	return (struct area_tree){ &k->g->vmap_area_root, &k->g->vmap_area_list,
				   NULL };
}

static struct area_tree purge_tree(const struct kernel *k)
{
	return (struct area_tree){ &k->g->purge_vmap_area_root,
				   &k->g->purge_vmap_area_list, NULL };
}

static struct area_tree free_tree(const struct kernel *k)
{
	static const struct rb_augment_callbacks max = { propagate_max,
							 copy_max, rotate_max };

	return (struct area_tree){ &k->g->free_vmap_area_root,
				   &k->g->free_vmap_area_list, &max };
}

/*
 * The empty link below @link where a record belongs. Nothing overlaps: all that
 * is in the tree is entirely left or right of it.
 */
static const vaddr_t *find_va_links(struct kernel *k,
				    const struct vmap_area_6_1 *va,
				    const vaddr_t *link,
				    const struct rb_node **parent)
{
	step_in(k, va, link);
	*parent = NULL;
	while (*link) {
		const struct vmap_area_6_1 *tmp = rb_entry(at(k, *link));

		*parent = &tmp->rb_node;
		if (va->va_end <= tmp->va_start) {
			step(k, link_left, va, tmp);
			link = &tmp->rb_node.rb_left;
		} else {
			BUG_ON(va->va_start < tmp->va_end);
			step(k, link_right, va, tmp);
			link = &tmp->rb_node.rb_right;
		}
	}
	return link;
}

/* The list's entry before what will be linked at a link of @parent. */
static const struct list_head *entry_before(const struct kernel *k,
					    const struct area_tree *tree,
					    const struct rb_node *parent,
					    const vaddr_t *link)
{
	const struct list_head *entry;

	if (!parent)
		return tree->head;
	entry = &rb_entry(parent)->list;
	return link == &parent->rb_right ? entry : list_prev(k, entry);
}

static void link_va(struct kernel *k, const struct vmap_area_6_1 *va,
		    const struct area_tree *tree, const struct rb_node *parent,
		    const vaddr_t *link)
{
	step_in(k, va, parent, link);
	const struct list_head *before = entry_before(k, tree, parent, link);

	rb_link_node(k, &va->rb_node, parent, link);
	rb_insert_color(k, &va->rb_node, tree->root, tree->augment);
	/* The caller propagates what this one adds. */
	if (tree->augment)
		set(k->m, va->subtree_max_size, 0);
	list_add(k, &va->list, before);
}

static void unlink_va(struct kernel *k, const struct vmap_area_6_1 *va,
		      const struct area_tree *tree)
{
	step_in(k, va);
	rb_erase(k, &va->rb_node, tree->root, tree->augment);
	list_del(k, &va->list);
}

static void insert_vmap_area(struct kernel *k, const struct vmap_area_6_1 *va)
{
	step_in(k, va);
	const struct area_tree busy = busy_tree(k);
	const struct rb_node *parent;
	const vaddr_t *link =
		find_va_links(k, va, &busy.root->rb_node, &parent);

	link_va(k, va, &busy, parent, link);
}

/* @link: where to begin; the place is at or below it. */
static void insert_vmap_area_augment(struct kernel *k,
				     const struct vmap_area_6_1 *va,
				     const vaddr_t *link)
{
	step_in(k, va, link);
	const struct area_tree tree = free_tree(k);
	const struct rb_node *parent;

	link = find_va_links(k, va, link, &parent);
	link_va(k, va, &tree, parent, link);
	augment_tree_propagate_from(k, va);
}

/*
 * A range that touches one of the tree makes it larger; one that touches two
 * joins them. Return: the record that has the range now.
 */
static const struct vmap_area_6_1 *
merge_or_add_vmap_area(struct kernel *k, const struct vmap_area_6_1 *va,
		       const struct area_tree *tree)
{
	step_in(k, va, as_a(NUMBER, is_free, tree->augment != NULL));
	const struct rb_node *parent;
	const vaddr_t *link =
		find_va_links(k, va, &tree->root->rb_node, &parent);
	const struct list_head *before = entry_before(k, tree, parent, link);
	const struct list_head *after = list_next(k, before);
	const struct vmap_area_6_1 *prev, *next;
	bool merged = false;

	prev = container_of(before, struct vmap_area_6_1, list);
	next = container_of(after, struct vmap_area_6_1, list);
	if (after != tree->head && next->va_start == va->va_end) {
		step(k, merge_next, va, next);
		set(k->m, next->va_start, va->va_start);
		kfree(k, va_of(k, va));
		va = next;
		merged = true;
	}
	if (before != tree->head && prev->va_end == va->va_start) {
		step(k, merge_previous, va, prev);
		if (merged)
			unlink_va(k, va, tree);
		set(k->m, prev->va_end, va->va_end);
		kfree(k, va_of(k, va));
		va = prev;
		merged = true;
	}
	if (!merged) {
		step(k, add, va, as_a(NUMBER, is_free, tree->augment != NULL));
		link_va(k, va, tree, parent, link);
	}
	return va;
}

/* ---- Finding a free block ---- */

/* Does the block have room from @vstart on, aligned? */
static bool is_within_this_va(struct kernel *k, const struct vmap_area_6_1 *va,
			      uint32_t size, uint32_t align, vaddr_t vstart)
{
	step_in(k, va, size, align, vstart);
	vaddr_t addr = ALIGN(max(va->va_start, vstart), align);

	if (!in_4g(addr, size, vstart) || addr + size > va->va_end) {
		step(k, too_small, va, addr, size, as(end, addr + size));
		return false;
	}
	step(k, fits, va, addr, size, as(end, addr + size));
	return true;
}

/*
 * The lowest block with room from @vstart on. Left first, where addresses are
 * lower, as long as that subtree has a block of @length: its largest one is
 * known without going there. What lies left may end before @vstart, or be lost
 * to alignment; then the way leads up again, past parents that may fit, and
 * into the right side of one, beyond all that was seen.
 */
static const struct vmap_area_6_1 *
find_vmap_lowest_match(struct kernel *k, uint32_t size, uint32_t align,
		       vaddr_t vstart, uint32_t length)
{
	step_in(k, size, align, vstart, length);
	const struct rb_node *node = at(k, k->g->free_vmap_area_root.rb_node);

	while (node) {
		const struct vmap_area_6_1 *va = rb_entry(node);
		uint32_t left_max = get_subtree_max_size(k, node->rb_left);
		uint32_t right_max = get_subtree_max_size(k, node->rb_right);

		if (left_max >= length && vstart < va->va_start) {
			step(k, go_left, va, left_max, right_max, length);
			node = at(k, node->rb_left);
			continue;
		}
		step(k, try_here, va, left_max, right_max, length, vstart);
		if (is_within_this_va(k, va, size, align, vstart))
			return va;
		if (right_max >= length) {
			step(k, go_right, va, right_max, length);
			node = at(k, node->rb_right);
			continue;
		}
		while ((node = rb_parent(k, node))) {
			va = rb_entry(node);
			right_max = get_subtree_max_size(k, node->rb_right);
			step(k, go_up, va, right_max, vstart, length);
			if (is_within_this_va(k, va, size, align, vstart))
				return va;
			if (right_max >= length && vstart <= va->va_start) {
				vstart = va->va_start + 1;
				step(k, right_again, va, vstart, right_max);
				node = at(k, node->rb_right);
				break;
			}
		}
	}
	return NULL;
}

/* ---- Taking a range out of a free block ---- */

static const struct vmap_area_6_1 *new_area(struct kernel *k, int node,
					    gfp_t gfp)
{
	return at(k, kmalloc_node(k, sizeof(struct vmap_area_6_1),
				  gfp & GFP_RECLAIM_MASK, node));
}

/*
 * One record in reserve, for a block that is split in two: to take it only then
 * would be with a lock held. Without memory now there may be some later.
 */
static void preload_this_cpu(struct kernel *k, int node, gfp_t gfp)
{
	step_in(k, as(record, k->g->ne_fit_preload_node));
	if (k->g->ne_fit_preload_node)
		return;
	set(k->m, k->g->ne_fit_preload_node, va_of(k, new_area(k, node, gfp)));
}

static const struct vmap_area_6_1 *take_preloaded(struct kernel *k)
{
	const struct vmap_area_6_1 *va = at(k, k->g->ne_fit_preload_node);

	if (!va)
		return new_area(k, -1, GFP_NOWAIT);
	set(k->m, k->g->ne_fit_preload_node, 0);
	return va;
}

/* The link that leads to a node of the free tree. */
static const vaddr_t *link_to(const struct kernel *k,
			      const struct rb_node *node)
{
	const struct rb_node *parent = rb_parent(k, node);

	if (!parent)
		return &k->g->free_vmap_area_root.rb_node;
	return parent->rb_left == va_of(k, node) ? &parent->rb_left
						 : &parent->rb_right;
}

/*
 * [addr, addr + size) is no longer free: all of the block, one end of it, or
 * something in its middle, after which there are two.
 */
static int adjust_va_to_fit_type(struct kernel *k,
				 const struct vmap_area_6_1 *va, vaddr_t addr,
				 uint32_t size)
{
	step_in(k, va, addr, size);
	const struct area_tree tree = free_tree(k);
	const struct vmap_area_6_1 *lva = NULL;
	const vaddr_t end = addr + size;

	if (va->va_start == addr && va->va_end == end) {
		step(k, full_fit, va, addr, size);
		unlink_va(k, va, &tree);
		kfree(k, va_of(k, va));
		return 0;
	}
	if (va->va_start == addr) {
		step(k, left_edge, va, addr, size);
		set(k->m, va->va_start, end);
	} else if (va->va_end == end) {
		step(k, right_edge, va, addr, size);
		set(k->m, va->va_end, addr);
	} else {
		step(k, no_edge, va, addr, size);
		lva = take_preloaded(k);
		if (!lva)
			return -ENOMEM;
		set(k->m, lva->va_start, va->va_start);
		set(k->m, lva->va_end, addr);
		set(k->m, va->va_start, end);
	}
	step(k, shrink, va, lva);
	augment_tree_propagate_from(k, va);
	if (lva)
		insert_vmap_area_augment(k, lva, link_to(k, &va->rb_node));
	return 0;
}

/* The lowest address, taken out of the free tree; @vend: there is none. */
static vaddr_t __alloc_vmap_area(struct kernel *k, uint32_t size,
				 uint32_t align, vaddr_t vstart, vaddr_t vend)
{
	step_in(k, size, align, vstart, vend);
	const struct vmap_area_6_1 *va;
	uint32_t length = size;
	vaddr_t addr;

	/* Any block begins at a page. Aligned to more, only a block of @length
	 * has room wherever it begins; all of a range leaves no choice. */
	if (align > PAGE_SIZE && vend - vstart != size)
		length = size + align - 1;
	va = find_vmap_lowest_match(k, size, align, vstart, length);
	if (!va) {
		step(k, no_match, length, vstart, vend);
		return vend;
	}
	step(k, match, va, length, vstart);
	addr = ALIGN(max(va->va_start, vstart), align);
	step(k, lowest, va, addr, size, as(end, addr + size), vend);
	if (addr + size > vend || adjust_va_to_fit_type(k, va, addr, size))
		return vend;
	return addr;
}

static const struct vmap_area *alloc_vmap_area(struct kernel *k, uint32_t size,
					       uint32_t align, vaddr_t vstart,
					       vaddr_t vend, int node,
					       gfp_t gfp)
{
	step_in(k, size, align, vstart, vend);
	const struct vmap_area_6_1 *va;
	bool purged = false;
	vaddr_t addr;

	BUG_ON(!size || size & ~PAGE_MASK);
	step(k, alloc_va, sizeof(*va), node);
	va = new_area(k, node, gfp);
	if (!va)
		return ERR_PTR(-ENOMEM);
retry:
	preload_this_cpu(k, node, gfp);
	addr = __alloc_vmap_area(k, size, align, vstart, vend);
	if (addr == vend)
		goto overflow;
	step(k, found, addr, size, as_a(OBJECT, va, va_of(k, va)));
	set(k->m, va->va_start, addr);
	set(k->m, va->va_end, addr + size);
	set(k->m, va->vm, 0);
	insert_vmap_area(k, va);
	return to_vmap_area(va);
overflow:
	step(k, overflow, purged, size, vstart, vend);
	if (!purged) {
		purge_vmap_area_lazy(k);
		purged = true;
		goto retry;
	}
	warn_no_hole(k, size, vstart, vend, vstart);
	kfree(k, va_of(k, va));
	return ERR_PTR(-EBUSY);
}

/* The free block that has all of [start, end). */
static const struct vmap_area_6_1 *block_around(const struct kernel *k,
						vaddr_t start, vaddr_t end)
{
	const struct rb_node *n = at(k, k->g->free_vmap_area_root.rb_node);

	while (n) {
		const struct vmap_area_6_1 *va = rb_entry(n);

		if (start >= va->va_start && start < va->va_end)
			return end <= va->va_end ? va : NULL;
		n = at(k, start < va->va_start ? n->rb_left : n->rb_right);
	}
	return NULL;
}

static const struct vmap_area *insert_vmap_area_at(struct kernel *k,
						   vaddr_t start, vaddr_t end)
{
	const struct vmap_area_6_1 *block = block_around(k, start, end), *va;

	if (!block)
		return ERR_PTR(-EBUSY);
	preload_this_cpu(k, -1, GFP_KERNEL);
	va = new_area(k, -1, GFP_KERNEL);
	if (!va)
		return ERR_PTR(-ENOMEM);
	if (adjust_va_to_fit_type(k, block, start, end - start)) {
		kfree(k, va_of(k, va));
		return ERR_PTR(-ENOMEM);
	}
	set(k->m, va->va_start, start);
	set(k->m, va->va_end, end);
	set(k->m, va->vm, 0);
	insert_vmap_area(k, va);
	return to_vmap_area(va);
}

/* ---- Giving areas back ---- */

static const struct vmap_area_6_1 *listed(const struct list_head *entry)
{
	return container_of(entry, struct vmap_area_6_1, list);
}

/* Everything that waits becomes free, after one flush over all of it. */
static void __purge_vmap_area_lazy(struct kernel *k, vaddr_t start, vaddr_t end,
				   bool sync, bool force_flush)
{
	step_in(k, k->g->vmap_lazy_nr, sync, force_flush);
	const struct list_head *head = &k->g->purge_vmap_area_list, *entry;
	const struct area_tree tree = free_tree(k);
	const struct vmap_area_6_1 *va;

	set(k->m, k->g->purge_lock, 1);
	if (sync)
		purge_fragmented_blocks_allcpus(k);
	if (!list_empty(k, head)) {
		start = min(start, listed(list_next(k, head))->va_start);
		end = max(end, listed(list_prev(k, head))->va_end);
		force_flush = true;
	}
	if (force_flush)
		flush_tlb_kernel_range(k, start, end);
	entry = list_next(k, head);
	set(k->m, k->g->purge_vmap_area_root.rb_node, 0);
	INIT_LIST_HEAD(k, head);
	while (entry != head) {
		va = listed(entry);
		entry = list_next(k, entry);
		step(k, becomes_free, va, k->g->vmap_lazy_nr);
		set(k->m, k->g->vmap_lazy_nr,
		    k->g->vmap_lazy_nr - va_pages(va));
		va = merge_or_add_vmap_area(k, va, &tree);
		augment_tree_propagate_from(k, va);
	}
	set(k->m, k->g->purge_lock, 0);
	/* What was scheduled meanwhile would find nothing left. */
	if (!k->drain_by_hand)
		set(k->m, k->g->drain_vmap_work, 0);
}

void drain_vmap_area_work(struct kernel *k)
{
	step_in(k, k->g->vmap_lazy_nr);
	set(k->m, k->g->drain_vmap_work, 0);
	__purge_vmap_area_lazy(k, UINT32_MAX, 0, false, false);
}

/* In Linux a thread of the kernel does it, later. If one purges already, it
 * takes what waits along. */
static void schedule_drain(struct kernel *k)
{
	step_in(k, k->g->vmap_lazy_nr, k->g->purge_lock);
	set(k->m, k->g->drain_vmap_work, 1);
	if (k->drain_by_hand || k->g->purge_lock)
		return;
	step(k, drain_now, k->g->vmap_lazy_nr);
	drain_vmap_area_work(k);
}

static void free_vmap_area_noflush(struct kernel *k, const struct vmap_area *v)
{
	const struct vmap_area_6_1 *va = to_vmap_area_6_1(v);

	step_in(k, va);
	const struct area_tree busy = busy_tree(k), purge = purge_tree(k);
	const uint32_t max = lazy_max_pages(k);

	step(k, not_busy, va);
	unlink_va(k, va, &busy);
	step(k, lazy_add, as(pages, va_pages(va)), k->g->vmap_lazy_nr);
	set(k->m, k->g->vmap_lazy_nr, k->g->vmap_lazy_nr + va_pages(va));
	merge_or_add_vmap_area(k, va, &purge);
	step(k, lazy_max, k->g->vmap_lazy_nr, as(lazy_max_pages, max));
	if (k->g->vmap_lazy_nr > max)
		schedule_drain(k);
}

static const struct vmap_lazy lazy = { free_vmap_area_noflush,
				       __purge_vmap_area_lazy };

/* ---- Boot ---- */

/* At first one block is free: all addresses but the first and the last one, so
 * that no area is at NULL and its size fits 32 bits. */
static int vmap_init_free_space(struct kernel *k)
{
	const struct vmap_area_6_1 *va = new_area(k, -1, GFP_KERNEL);

	INIT_LIST_HEAD(k, &k->g->free_vmap_area_list);
	INIT_LIST_HEAD(k, &k->g->purge_vmap_area_list);
	if (!va)
		return -ENOMEM;
	set(k->m, va->va_start, 1);
	set(k->m, va->va_end, UINT32_MAX);
	insert_vmap_area_augment(k, va, &k->g->free_vmap_area_root.rb_node);
	return 0;
}

/* A power of two is aligned to itself, not to twice as much. */
static unsigned int get_count_order(uint32_t size)
{
	return size ? fls(size - 1) : 0;
}

const struct vmap_allocator vmap_allocator_6_1 = {
	.init = vmap_init_free_space,
	.alloc_vmap_area = alloc_vmap_area,
	.insert_vmap_area_at = insert_vmap_area_at,
	.lazy = &lazy,
	.ioremap_order = get_count_order,
	.unmaps_at_once = true,
	.no_vmlist = true,
	.tells_phys = true,
};
