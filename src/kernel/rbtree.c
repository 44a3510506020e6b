/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rbtree.c - how a tree of areas stays balanced.
 *
 * Linux: lib/rbtree.c, 2.6.32. Faithful: every colour change and rotation, in
 * the kernel's order, so that the tree has the kernel's shape, too. The two
 * mirrored cases that textbooks spell out are one here, given the side. What
 * an augmented tree keeps right beside that is said by its callbacks, as in
 * 6.1; the algorithm is the same.
 *
 * Invariants (checked by kernel_check):
 *   1. the root is black; a red node has no red child;
 *   2. every path down from a node has the same number of black nodes;
 *   3. a child's parent field points to its parent.
 */
#include "kernel/rbtree.h"

#include "kernel/step.h"

enum side { LEFT, RIGHT };

static enum side opposite(enum side side)
{
	return side == LEFT ? RIGHT : LEFT;
}

static const vaddr_t *child_link(const struct rb_node *node, enum side side)
{
	return side == LEFT ? &node->rb_left : &node->rb_right;
}

static const struct rb_node *child(const struct kernel *k,
				   const struct rb_node *node, enum side side)
{
	return at(k, *child_link(node, side));
}

static enum side side_of(const struct kernel *k, const struct rb_node *parent,
			 const struct rb_node *node)
{
	return parent->rb_left == va_of(k, node) ? LEFT : RIGHT;
}

static bool is_red(const struct rb_node *node)
{
	return node && rb_color(node) == RB_RED;
}

static void set_child(struct kernel *k, const struct rb_node *node,
		      enum side side, const struct rb_node *to)
{
	store32(k->m, child_link(node, side), va_of(k, to));
}

static void set_parent(struct kernel *k, const struct rb_node *node,
		       const struct rb_node *parent)
{
	set(k->m, node->rb_parent_color, va_of(k, parent) | rb_color(node));
}

static void set_color(struct kernel *k, const struct rb_node *node,
		      unsigned int color)
{
	if (rb_color(node) == color)
		return;
	step_in(k, node, color);
	set(k->m, node->rb_parent_color, (node->rb_parent_color & ~1u) | color);
}

/* The link that pointed down to @old now points to @new. */
static void replace_child(struct kernel *k, const struct rb_root *root,
			  const struct rb_node *parent,
			  const struct rb_node *old, const struct rb_node *new)
{
	if (parent)
		set_child(k, parent, side_of(k, parent, old), new);
	else
		set(k->m, root->rb_node, va_of(k, new));
}

/* @node moves down to @side; its child on the other side takes its place. */
static void rotate(struct kernel *k, const struct rb_node *node, enum side side,
		   const struct rb_root *root,
		   const struct rb_augment_callbacks *augment)
{
	step_in(k, node, side);
	const struct rb_node *up = child(k, node, opposite(side));
	const struct rb_node *between = child(k, up, side);
	const struct rb_node *parent = rb_parent(k, node);

	step(k, between, node, up, between);
	set_child(k, node, opposite(side), between);
	if (between)
		set_parent(k, between, node);
	step(k, up, node, up, parent);
	set_child(k, up, side, node);
	set_parent(k, up, parent);
	replace_child(k, root, parent, node, up);
	set_parent(k, node, up);
	if (augment)
		augment->rotate(k, node, up);
}

void rb_link_node(struct kernel *k, const struct rb_node *node,
		  const struct rb_node *parent, const vaddr_t *link)
{
	step_in(k, node, parent, link);
	set(k->m, node->rb_parent_color, va_of(k, parent)); /* red */
	set(k->m, node->rb_left, 0);
	set(k->m, node->rb_right, 0);
	store32(k->m, link, va_of(k, node));
}

void rb_insert_color(struct kernel *k, const struct rb_node *node,
		     const struct rb_root *root,
		     const struct rb_augment_callbacks *augment)
{
	step_in(k, node);
	const struct rb_node *parent, *grandparent, *uncle;

	while (parent = rb_parent(k, node), is_red(parent)) {
		enum side side;

		grandparent = rb_parent(k, parent);
		side = side_of(k, grandparent, parent);
		uncle = child(k, grandparent, opposite(side));
		/* Red uncle: move the black down one level and look again. */
		if (is_red(uncle)) {
			step(k, red_uncle, node, parent, grandparent, uncle);
			set_color(k, uncle, RB_BLACK);
			set_color(k, parent, RB_BLACK);
			set_color(k, grandparent, RB_RED);
			node = grandparent;
			continue;
		}
		step(k, black_uncle, node, parent, grandparent, uncle);
		/* First turn an inner grandchild into an outer one. */
		if (side_of(k, parent, node) != side) {
			step(k, inner, node, parent, side);
			rotate(k, parent, side, root, augment);
			node = parent;
			parent = rb_parent(k, node);
		}
		set_color(k, parent, RB_BLACK);
		set_color(k, grandparent, RB_RED);
		rotate(k, grandparent, opposite(side), root, augment);
	}
	step(k, root, as(root, root->rb_node), node);
	set_color(k, at(k, root->rb_node), RB_BLACK);
}

/*
 * A sibling with a red child can give a black node: the side of @parent that
 * lacked one then has the right number again.
 */
static void borrow_black(struct kernel *k, const struct rb_node *parent,
			 const struct rb_node *sibling, enum side side,
			 const struct rb_root *root,
			 const struct rb_augment_callbacks *augment)
{
	step_in(k, parent, sibling, side);
	if (!is_red(child(k, sibling, opposite(side)))) {
		step(k, inner_red, sibling, side);
		set_color(k, child(k, sibling, side), RB_BLACK);
		set_color(k, sibling, RB_RED);
		rotate(k, sibling, opposite(side), root, augment);
		sibling = child(k, parent, opposite(side));
	}
	step(k, lend, parent, sibling, side);
	set_color(k, sibling, rb_color(parent));
	set_color(k, parent, RB_BLACK);
	set_color(k, child(k, sibling, opposite(side)), RB_BLACK);
	rotate(k, parent, side, root, augment);
}

/* Paths through @node (NULL or below @parent) lack one black node. */
static void rb_erase_color(struct kernel *k, const struct rb_node *node,
			   const struct rb_node *parent,
			   const struct rb_root *root,
			   const struct rb_augment_callbacks *augment)
{
	step_in(k, node, parent);
	const struct rb_node *sibling;

	while (!is_red(node) && parent) {
		enum side side = side_of(k, parent, node);

		sibling = child(k, parent, opposite(side));
		if (is_red(sibling)) {
			step(k, red_sibling, parent, sibling, side);
			set_color(k, sibling, RB_BLACK);
			set_color(k, parent, RB_RED);
			rotate(k, parent, side, root, augment);
			sibling = child(k, parent, opposite(side));
		}
		if (is_red(child(k, sibling, LEFT)) ||
		    is_red(child(k, sibling, RIGHT))) {
			borrow_black(k, parent, sibling, side, root, augment);
			node = at(k, root->rb_node);
			break;
		}
		step(k, none_to_lend, parent, sibling, side);
		/* None to give: take one from the other side too; go up. */
		set_color(k, sibling, RB_RED);
		node = parent;
		parent = rb_parent(k, node);
	}
	if (node)
		set_color(k, node, RB_BLACK);
}

/*
 * Remove a node with two children: its successor (leftmost on the right)
 * takes its place and its colour. If a black node is missing afterwards, it is
 * missing where the successor was.
 */
static void erase_inner(struct kernel *k, const struct rb_node *old,
			const struct rb_root *root,
			const struct rb_augment_callbacks *augment)
{
	step_in(k, old);
	const struct rb_node *heir = child(k, old, RIGHT);
	const struct rb_node *orphan, *parent;
	unsigned int lost;

	while (heir->rb_left)
		heir = child(k, heir, LEFT);
	step(k, heir, old, heir);
	replace_child(k, root, rb_parent(k, old), old, heir);
	orphan = child(k, heir, RIGHT);
	parent = rb_parent(k, heir);
	lost = rb_color(heir);

	if (parent == old) {
		parent = heir;
	} else {
		if (orphan)
			set_parent(k, orphan, parent);
		set_child(k, parent, LEFT, orphan);
		set_child(k, heir, RIGHT, child(k, old, RIGHT));
		set_parent(k, child(k, old, RIGHT), heir);
	}
	step(k, replace, old, heir, orphan, lost);
	set(k->m, heir->rb_parent_color, old->rb_parent_color);
	set_child(k, heir, LEFT, child(k, old, LEFT));
	set_parent(k, child(k, old, LEFT), heir);
	if (augment) {
		augment->copy(k, old, heir);
		augment->propagate(k, parent, heir);
		augment->propagate(k, heir, NULL);
	}
	if (lost == RB_BLACK)
		rb_erase_color(k, orphan, parent, root, augment);
}

void rb_erase(struct kernel *k, const struct rb_node *node,
	      const struct rb_root *root,
	      const struct rb_augment_callbacks *augment)
{
	step_in(k, node, rb_color(node));
	const struct rb_node *parent = rb_parent(k, node);
	const struct rb_node *only;

	if (node->rb_left && node->rb_right) {
		erase_inner(k, node, root, augment);
		return;
	}
	only = at(k, node->rb_left ? node->rb_left : node->rb_right);
	step(k, only_child, node, parent, only);
	if (only)
		set_parent(k, only, parent);
	replace_child(k, root, parent, node, only);
	if (augment)
		augment->propagate(k, parent, NULL);
	if (rb_color(node) == RB_BLACK)
		rb_erase_color(k, only, parent, root, augment);
}

const struct rb_node *rb_first(const struct kernel *k,
			       const struct rb_root *root)
{
	const struct rb_node *node = at(k, root->rb_node);

	while (node && node->rb_left)
		node = child(k, node, LEFT);
	return node;
}

/*
 * The next node on @side: one step down to that side, then to the other side as
 * far as possible; or up until we come from the other side. Inlined for each
 * side; compares addresses as they are in RAM.
 */
static inline __attribute__((always_inline)) const struct rb_node *
neighbour(const struct kernel *k, const struct rb_node *node, enum side side)
{
	const struct rb_node *parent;
	vaddr_t here;

	if (*child_link(node, side)) {
		node = child(k, node, side);
		while (*child_link(node, opposite(side)))
			node = child(k, node, opposite(side));
		return node;
	}
	here = va_of(k, node);
	while ((parent = rb_parent(k, node)) &&
	       *child_link(parent, side) == here) {
		here = node->rb_parent_color & ~3u;
		node = parent;
	}
	return parent;
}

const struct rb_node *rb_next(const struct kernel *k,
			      const struct rb_node *node)
{
	return neighbour(k, node, RIGHT);
}

const struct rb_node *rb_prev(const struct kernel *k,
			      const struct rb_node *node)
{
	return neighbour(k, node, LEFT);
}
