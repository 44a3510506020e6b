/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_areas.c - the invariants of areas, of their trees and of vmalloc.c.
 *
 * For check.c. Up to 2.6.39 one tree has all areas; in 6.1 there are three,
 * which together have every address.
 */
#include "kernel/check_internal.h"
#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/rbtree.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_record.h"

static const char *const tree_names[VMAP_STATES] = {
	[VMAP_LIVE] = "vmap_area_root",
	[VMAP_FREED] = "purge_vmap_area_root",
	[VMAP_FREE] = "free_vmap_area_root",
};

/* rbtree.c */

/* Black nodes on every path down from @node; -1 if a rule is broken. */
static int black_height(const struct check *c, const struct rb_node *node,
			const struct rb_node *parent, unsigned int depth)
{
	const struct kernel *k = c->k;
	int left, right;

	if (!node)
		return 0;
	if (depth > 64 || !in_lowmem(k, va_of(k, node)) ||
	    rb_parent(k, node) != parent ||
	    (rb_color(node) == RB_RED &&
	     (!parent || rb_color(parent) == RB_RED)))
		return -1;
	left = black_height(c, at(k, node->rb_left), node, depth + 1);
	if (left < 0)
		return -1;
	right = black_height(c, at(k, node->rb_right), node, depth + 1);
	if (left != right)
		return -1;
	return left + (rb_color(node) == RB_BLACK);
}

/* vmap_area.c */

/* The tree of a state and its list have the same records, by address. */
static bool check_tree(const struct check *c, enum vmap_state state)
{
	const struct kernel *k = c->k;
	const struct list_head *head = vmap_list(k, state), *entry = head;
	const struct rb_root *root = vmap_root(k, state);
	const struct rb_node *node;
	vaddr_t after = 0;

	if (black_height(c, at(k, root->rb_node), NULL, 0) < 0)
		return violated(c, "%s is not a red-black tree",
				tree_names[state]);
	for (node = rb_first(k, root);; node = rb_next(k, node)) {
		const struct vmap_area *va = node_vmap_area(k, node);

		if (!link_ok(k, entry))
			return violated(c, "the list of %s is broken",
					tree_names[state]);
		entry = list_next(k, entry);
		if (!node || entry == head)
			break;
		if (link_vmap_area(k, entry) != va)
			return violated(c, "%s and its list disagree at %08x",
					tree_names[state], va->va_start);
		if (va->va_start < after || va->va_end <= va->va_start)
			return violated(
				c, "area %08x-%08x overlaps or is out of order",
				va->va_start, va->va_end);
		after = va->va_end;
	}
	return (!node && entry == head) ||
	       violated(c, "%s and its list have different lengths",
			tree_names[state]);
}

static bool check_area(const struct check *c, const struct vmap_area *va)
{
	const struct vm_struct *vm = vmap_area_vm(c->k, va);

	if ((va->va_start | va->va_end) & ~PAGE_MASK)
		return violated(c, "area %08x-%08x is not made of pages",
				va->va_start, va->va_end);
	if (vm &&
	    (vm->addr != va->va_start || vm->size != va->va_end - va->va_start))
		return violated(c, "area %08x-%08x and its vm_struct disagree",
				va->va_start, va->va_end);
	return true;
}

/* All that somebody has or had. */
static bool check_areas(const struct check *c, uint32_t *live)
{
	const struct kernel *k = c->k;
	uint32_t lazy = 0;

	for (const struct vmap_area *va = first_area(k); va;
	     va = next_area(k, va)) {
		if (!check_area(c, va))
			return false;
		if (vmap_area_is_freed(k, va))
			lazy += area_pages(va);
		else if (vmap_area_vm(k, va))
			++*live;
	}
	return lazy == k->g->vmap_lazy_nr ||
	       violated(c, "%u pages are lazily freed, vmap_lazy_nr says %u",
			lazy, k->g->vmap_lazy_nr);
}

/* 2.6.32 */

static bool check_flags(const struct check *c)
{
	const struct kernel *k = c->k;

	for (const struct vmap_area *va = first_area(k); va;
	     va = next_area(k, va))
		if (va->flags & VM_LAZY_FREEING)
			return violated(c,
					"area %08x-%08x is still being purged",
					va->va_start, va->va_end);
	return true;
}

/* vmap_2_6_39.c: with another kernel nothing is ever remembered. */
static bool check_cache(const struct check *c)
{
	const struct kernel_data *g = c->k->g;
	const struct rb_node *node;

	if (c->k->layout.board.allocator != ALLOCATOR_2_6_39)
		return true;
	if (g->cached_align & (g->cached_align - 1) ||
	    (g->cached_vstart | g->cached_hole_size) & ~PAGE_MASK)
		return violated(c,
				"the cache of the search is damaged: "
				"cached_vstart %08x, cached_align %x, "
				"cached_hole_size %x",
				g->cached_vstart, g->cached_align,
				g->cached_hole_size);
	node = rb_first(c->k, &g->vmap_area_root);
	while (node && va_of(c->k, node) != g->free_vmap_cache)
		node = rb_next(c->k, node);
	return node || !g->free_vmap_cache ||
	       violated(c, "free_vmap_cache %08x is no node of the tree",
			g->free_vmap_cache);
}

/* vmap_6_1.c */

static uint32_t check_max(const struct check *c, const struct rb_node *node,
			  bool *right)
{
	const struct vmap_area *va = node_vmap_area(c->k, node);
	uint32_t most, child;

	if (!node)
		return 0;
	most = va->va_end - va->va_start;
	child = check_max(c, at(c->k, node->rb_left), right);
	most = child > most ? child : most;
	child = check_max(c, at(c->k, node->rb_right), right);
	most = child > most ? child : most;
	if (*right && vmap_area_max(va) != most)
		*right = violated(c,
				  "subtree_max_size of %08x-%08x is %x, "
				  "not %x",
				  va->va_start, va->va_end, vmap_area_max(va),
				  most);
	return most;
}

/* The record of any state that begins at @start. */
static const struct vmap_area *
record_from(const struct kernel *k, vaddr_t start, enum vmap_state *state)
{
	const struct vmap_area *va = vmap_area_at(k, start);

	*state = va ? vmap_area_state(k, va) : VMAP_FREE;
	if (!va)
		va = vmap_free_at(k, start);
	return va && va->va_start == start ? va : NULL;
}

/* From 1 to 4 GB - 1 without a gap; what is alike would have been joined. */
static bool check_cover(const struct check *c)
{
	enum vmap_state before = VMAP_LIVE, state;
	const struct vmap_area *va;

	for (vaddr_t start = 1; start != UINT32_MAX; start = va->va_end) {
		va = record_from(c->k, start, &state);
		if (!va)
			return violated(c, "nobody has the addresses from %08x",
					start);
		if (state == before && state != VMAP_LIVE)
			return violated(c,
					"%08x is not joined with what it "
					"touches",
					start);
		before = state;
	}
	return true;
}

static bool check_trees(const struct check *c)
{
	bool right = true;

	check_max(c, at(c->k, c->k->g->free_vmap_area_root.rb_node), &right);
	return right && check_cover(c);
}

/* vmalloc.c */

static bool check_mapping(const struct check *c, const struct vm_struct *vm)
{
	const struct kernel *k = c->k;
	uint32_t pte;

	if (!vm->pages)
		return true;
	if (vm->nr_pages != (vm->size >> PAGE_SHIFT) - 1)
		return violated(c, "area %08x: nr_pages is %u", vm->addr,
				vm->nr_pages);
	for (uint32_t i = 0; i < vm->nr_pages; i++) {
		const uint32_t *slot = at(k, vm->pages + 4 * i);
		const struct page *page = at(k, *slot);

		if (!page || !page->_count ||
		    !mapped(k, vm->addr + i * PAGE_SIZE, &pte) ||
		    (pte & PAGE_MASK) != page_to_phys(k, page))
			return violated(c,
					"area %08x: page %u is not mapped to"
					" its frame",
					vm->addr, i);
	}
	return !mapped(k, vm->addr + vm->size - PAGE_SIZE, &pte) ||
	       violated(c, "area %08x: the guard page is mapped", vm->addr);
}

/* By vmlist, or in 6.1 by the areas. */
static bool check_vms(const struct check *c, uint32_t live)
{
	const struct kernel *k = c->k;
	const struct vm_struct *vm;
	uint32_t count = 0;
	vaddr_t after = 0;

	for (vm = first_vm(k); vm; vm = next_vm(k, vm)) {
		const struct vmap_area *va = vmap_area_at(k, vm->addr);

		if (vm->addr < after || !va || vmap_area_vm(k, va) != vm ||
		    ++count > live)
			return violated(c, "vmlist entry %08x has no live area",
					vm->addr);
		after = vm->addr + vm->size;
		if (!check_mapping(c, vm))
			return false;
	}
	return count == live ||
	       violated(c, "%u entries on vmlist, %u live areas", count, live);
}

bool check_vmap(const struct check *c)
{
	uint32_t live = 0;

	for (enum vmap_state state = VMAP_LIVE; state < VMAP_STATES; state++)
		if (vmap_root(c->k, state) && !check_tree(c, state))
			return false;
	if (vmap_root(c->k, VMAP_FREE) ? !check_trees(c)
				       : !(check_flags(c) && check_cache(c)))
		return false;
	return check_areas(c, &live) && check_vms(c, live);
}
