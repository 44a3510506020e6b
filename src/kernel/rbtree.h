/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rbtree.h - a red-black tree whose nodes lie in simulated RAM.
 *
 * Linux: lib/rbtree.c, 2.6.32. The caller descends and compares; this file
 * links, recolours, rotates and unlinks. Used by the allocators of areas.
 */
#ifndef VMSCOPE_KERNEL_RBTREE_H
#define VMSCOPE_KERNEL_RBTREE_H

#include "kernel/kernel.h"

enum { RB_RED, RB_BLACK };

/** rb_parent() - the node above; NULL at the root. */
static inline const struct rb_node *rb_parent(const struct kernel *k,
					      const struct rb_node *node)
{
	return at(k, node->rb_parent_color & ~3u);
}

/** rb_color() - RB_RED or RB_BLACK. */
static inline unsigned int rb_color(const struct rb_node *node)
{
	return node->rb_parent_color & 1;
}

/**
 * rb_link_node() - put a red node in an empty place.
 * @k: the kernel
 * @node: the new node
 * @parent: the node it goes under, NULL for an empty tree
 * @link: the child field of @parent, or the root's, that is 0
 * rb_insert_color() must follow.
 */
void rb_link_node(struct kernel *k, const struct rb_node *node,
		  const struct rb_node *parent, const vaddr_t *link);

/*
 * How a tree is kept right whose nodes say something about all that is below
 * them, such as the largest hole. NULL in its place: a tree of nodes alone.
 */
struct rb_augment_callbacks {
	/* What is below @node changed: tell it and those above it, up to @stop;
	 * NULL: to the root. @node may be NULL or @stop itself. */
	void (*propagate)(struct kernel *k, const struct rb_node *node,
			  const struct rb_node *stop);
	/* @new is now where @old was. */
	void (*copy)(struct kernel *k, const struct rb_node *old,
		     const struct rb_node *new);
	/* The same by a rotation: @old is a child of @new. */
	void (*rotate)(struct kernel *k, const struct rb_node *old,
		       const struct rb_node *new);
};

/** rb_insert_color() - restore the rules above a node just linked. What its
 * own subtree has is told by the caller, afterwards. */
void rb_insert_color(struct kernel *k, const struct rb_node *node,
		     const struct rb_root *root,
		     const struct rb_augment_callbacks *augment);

/** rb_erase() - remove a node; if it has two children, its in-order successor
 * takes its place. */
void rb_erase(struct kernel *k, const struct rb_node *node,
	      const struct rb_root *root,
	      const struct rb_augment_callbacks *augment);

/** rb_first() / rb_next() / rb_prev() - in order; NULL at the end. */
const struct rb_node *rb_first(const struct kernel *k,
			       const struct rb_root *root);
const struct rb_node *rb_next(const struct kernel *k,
			      const struct rb_node *node);
const struct rb_node *rb_prev(const struct kernel *k,
			      const struct rb_node *node);

#endif
