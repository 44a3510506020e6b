/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree_walk.c - descents from the root of vmap_area_root.
 *
 * Linux keeps no count of subtrees, and neither does the machine: an area's
 * place in the index is its place in order, so the places of the neighbours of
 * a subtree tell how many nodes it has.
 */
#include "view/tree/tree_walk.h"

#include "kernel/rbtree.h"
#include "kernel/vmap_record.h"
#include "inspect/memory_word.h"

static const struct vmap_area *area_of(const struct scene *scene, vaddr_t node)
{
	return node_vmap_area(scene->k, at(scene->k, node));
}

const struct vmap_area *tree_root(const struct scene *scene)
{
	return area_of(scene, vmap_root(scene->k, scene->tree)->rb_node);
}

static const struct vmap_area *child(const struct scene *scene,
				     const struct vmap_area *va, bool right)
{
	const struct rb_node *node = vmap_area_node(scene->k, va);

	return area_of(scene, right ? node->rb_right : node->rb_left);
}

bool tree_is_folded(const struct scene *scene, const struct vmap_area *va)
{
	const struct view_state *look = scene->look;

	for (unsigned int i = 0; i < look->nr_folds; i++)
		if (look->fold[i] == va_of(scene->k, va) ||
		    look->fold[i] == va->va_start)
			return true;
	return false;
}

const struct vmap_area *tree_child(const struct scene *scene,
				   const struct vmap_area *va, bool right)
{
	return tree_is_folded(scene, va) ? NULL : child(scene, va, right);
}

bool tree_has_child(const struct scene *scene, const struct vmap_area *va,
		    bool right)
{
	return child(scene, va, right) != NULL;
}

bool tree_is_black(const struct scene *scene, const struct vmap_area *va)
{
	return rb_color(vmap_area_node(scene->k, va)) == RB_BLACK;
}

struct tree_span tree_span_of_child(struct tree_span span,
				    const struct vmap_area *va, bool right)
{
	if (right) {
		span.has_low = true;
		span.low = va->va_start;
	} else {
		span.has_high = true;
		span.high = va->va_start;
	}
	return span;
}

bool tree_path(const struct scene *scene, vaddr_t start, struct tree_path *path)
{
	const struct vmap_area *va = tree_root(scene);
	bool right = false;

	*path = (struct tree_path){ .depth = 0 };
	while (va && path->depth < TREE_MAX_DEPTH) {
		path->node[path->depth] = va;
		path->right[path->depth++] = right;
		if (va->va_start == start)
			return true;
		right = start > va->va_start;
		if (tree_child(scene, va, right))
			path->span = tree_span_of_child(path->span, va, right);
		va = tree_child(scene, va, right);
	}
	return false;
}

/* The nearest node beyond an address, on one side of it. */
static const struct vmap_area *next(const struct scene *scene, vaddr_t start,
				    bool up)
{
	const struct vmap_area *va = tree_root(scene), *found = NULL;

	for (int depth = 0; va && depth < TREE_MAX_DEPTH; depth++) {
		bool beyond = up ? va->va_start > start : va->va_start < start;

		if (beyond)
			found = va;
		va = tree_child(scene, va, up ? !beyond : beyond);
	}
	return found;
}

const struct vmap_area *tree_after(const struct scene *scene, vaddr_t start)
{
	return next(scene, start, true);
}

const struct vmap_area *tree_before(const struct scene *scene, vaddr_t start)
{
	return next(scene, start, false);
}

const struct vmap_area *tree_edge(const struct scene *scene, bool last)
{
	const struct vmap_area *va = tree_root(scene), *found = NULL;

	for (int depth = 0; va && depth < TREE_MAX_DEPTH; depth++) {
		found = va;
		va = tree_child(scene, va, last);
	}
	return found;
}

/* Does each state have a tree of its own? Then the index of areas does not have
 * the order of any. */
static bool has_trees(const struct scene *scene)
{
	return vmap_root(scene->k, VMAP_FREE) != NULL;
}

static bool in_span(struct tree_span span, vaddr_t start)
{
	return (!span.has_low || start > span.low) &&
	       (!span.has_high || start < span.high);
}

static uint32_t count_list(const struct scene *scene, struct tree_span span)
{
	const struct list_head *head = vmap_list(scene->k, scene->tree);
	const struct list_head *entry = head;
	uint32_t nr = 0;

	while ((entry = at(scene->k, entry->next)) != head)
		nr += in_span(span, link_vmap_area(scene->k, entry)->va_start);
	return nr;
}

/* Areas that begin below an address. */
static uint32_t rank(const struct scene *scene, vaddr_t start)
{
	uint32_t i = scene_area_after(scene, start);

	return i < scene->index.nr_areas && scene->index.area[i].start < start
		       ? i + 1
		       : i;
}

enum { MOST_LOOKED = 1000 }; /* a picture is not to wait for a hint */

bool tree_changed_in(const struct scene *scene, struct tree_span span,
		     const struct vmap_area *va)
{
	const struct diff_item *item, *end;
	unsigned int looked = 0;

	if (!scene->has_diff)
		return false;
	item = diff_range(&scene->diff, DIFF_VMAP_AREA, 0, &end);
	for (; item != end && looked < MOST_LOOKED; item++, looked++) {
		const struct vmap_area *other = at(scene->k, item->address);

		if (other != va && in_span(span, other->va_start) &&
		    (scene->tree == VMAP_FREE
			     ? vmap_free_at(scene->k, other->va_start) == other
			     : scene_area_at(scene, other->va_start) >= 0))
			return true;
	}
	return false;
}

uint32_t tree_count(const struct scene *scene, struct tree_span span)
{
	uint32_t low = 0, high = scene->index.nr_areas;

	if (has_trees(scene))
		return count_list(scene, span);
	if (span.has_low)
		low = rank(scene, span.low + 1);
	if (span.has_high)
		high = rank(scene, span.high);
	return high > low ? high - low : 0;
}

unsigned int tree_black_height(const struct scene *scene)
{
	const struct vmap_area *va = tree_root(scene);
	unsigned int black = 0;

	for (int depth = 0; va && depth < TREE_MAX_DEPTH; depth++) {
		black += tree_is_black(scene, va);
		va = child(scene, va, false);
	}
	return black;
}

/* The free block that has the chosen address, or whose record that is in. */
static bool chosen_block(const struct scene *scene, vaddr_t *start)
{
	const struct vmap_area *va;

	if (!scene->spot.has_va)
		return false;
	va = vmap_free_at(scene->k, scene->spot.va);
	if (va)
		*start = va->va_start;
	return va != NULL;
}

bool tree_chosen(const struct scene *scene, vaddr_t *start)
{
	const struct spot *spot = &scene->spot;
	int i = spot->area;

	if (scene->tree == VMAP_FREE)
		return chosen_block(scene, start);
	if (i < 0 && spot->has_va)
		i = record_area(&scene->index, spot->va);
	if (i < 0)
		return false;
	*start = scene->index.area[i].start;
	return true;
}

/* An area that is not in the index yet is not in the tree, or hangs loose. */
static bool step_node(const struct scene *scene, vaddr_t *start)
{
	for (unsigned int i = 0; i < scene->nr_marks; i++) {
		const struct mark *mark = &scene->mark[i];
		const struct vmap_area *va;

		if (mark->kind != MARK_AREA)
			continue;
		va = at(scene->k, mark->value);
		*start = va->va_start;
		if (scene->tree == VMAP_FREE
			    ? vmap_free_at(scene->k, *start) == va
			    : scene_area_at(scene, *start) >= 0)
			return true;
	}
	return false;
}

bool tree_is_about_free(const struct scene *scene)
{
	struct scene free = *scene;
	vaddr_t start;

	free.tree = VMAP_FREE;
	if (!has_trees(scene))
		return false;
	if (scene->look->selected == SELECTED_NOTHING && stepper_on(scene->s))
		return step_node(&free, &start);
	return tree_chosen(&free, &start);
}

void tree_centre(const struct scene *scene, vaddr_t *start)
{
	if (scene->look->selected == SELECTED_NOTHING &&
	    step_node(scene, start))
		return;
	if (!tree_chosen(scene, start))
		*start = tree_root(scene)->va_start;
}
