/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree_walk.h - finding one's way in vmap_area_root, as it is in RAM.
 *
 * For the tree pane: tree.c paints, tree_keys.c moves. Everything descends from
 * the root and trusts no parent pointer, for a step may stand in the middle of
 * a rotation. Nodes below a folded one are not there.
 *
 * Of 6.1's trees scene->tree tells which one: that of the areas or that of the
 * free blocks. All of these ask it.
 *
 * Invariant: no walk is longer than TREE_MAX_DEPTH, whatever is in RAM.
 */
#ifndef VMSCOPE_VIEW_TREE_TREE_WALK_H
#define VMSCOPE_VIEW_TREE_TREE_WALK_H

#include "view/pane_table.h"

/* A red-black tree of 2^23 nodes, as many as 4 GB have, is not deeper. */
enum { TREE_MAX_DEPTH = 48 };

/* What lies between the neighbours on both sides: exclusive, by address. */
struct tree_span {
	bool has_low, has_high;
	vaddr_t low, high;
};

/* From the root to a node. */
struct tree_path {
	const struct vmap_area *node[TREE_MAX_DEPTH];
	bool right
		[TREE_MAX_DEPTH]; /* is it the right child of the one above? */
	unsigned int depth;	  /* nodes; 0: the tree is empty */
	struct tree_span span;	  /* of the last node's subtree */
};

/** tree_root() - the topmost node; NULL for an empty tree. */
const struct vmap_area *tree_root(const struct scene *scene);

/** tree_child() - the child on one side; NULL when there is none, or @va is
 * folded. */
const struct vmap_area *tree_child(const struct scene *scene,
				   const struct vmap_area *va, bool right);

/** tree_has_child() - the same, whether or not it is folded. */
bool tree_has_child(const struct scene *scene, const struct vmap_area *va,
		    bool right);

/** tree_is_folded() - was `fold` said for it? */
bool tree_is_folded(const struct scene *scene, const struct vmap_area *va);

/** tree_is_black() - its colour. */
bool tree_is_black(const struct scene *scene, const struct vmap_area *va);

/**
 * tree_path() - the way down to an address.
 * @scene: the scene
 * @start: of the area wanted
 * @path: result; ends at its node, or where it would hang, or at the folded
 * node that hides it
 * Return: true when it ends at the node itself
 */
bool tree_path(const struct scene *scene, vaddr_t start,
	       struct tree_path *path);

/** tree_after() / tree_before() - the next one in address order; NULL. */
const struct vmap_area *tree_after(const struct scene *scene, vaddr_t start);
const struct vmap_area *tree_before(const struct scene *scene, vaddr_t start);

/** tree_edge() - the first or the last one in address order; NULL. */
const struct vmap_area *tree_edge(const struct scene *scene, bool last);

/** tree_span_of_child() - the span of a child of the node @va in @span. */
struct tree_span tree_span_of_child(struct tree_span span,
				    const struct vmap_area *va, bool right);

/** tree_count() - nodes in a span, from the index of areas: no walk. */
uint32_t tree_count(const struct scene *scene, struct tree_span span);

/** tree_changed_in() - did one of the nodes in a span change, but for @va?
 * After a command that changed thousands only the first ones are looked at. */
bool tree_changed_in(const struct scene *scene, struct tree_span span,
		     const struct vmap_area *va);

/** tree_black_height() - black nodes on the way down the left side. */
unsigned int tree_black_height(const struct scene *scene);

/**
 * tree_chosen() - the node of the chosen thing.
 * @scene: the scene
 * @start: result: start of the area that is, or holds, or describes it
 * Return: false when nothing of an area is chosen
 */
bool tree_chosen(const struct scene *scene, vaddr_t *start);

/** tree_is_about_free() - is the chosen address free, or does the step tell about
 * a free block? Then the tree of free blocks is the one to see and to move in. */
bool tree_is_about_free(const struct scene *scene);

/**
 * tree_centre() - the node that a part of the tree is shown around.
 * @scene: the scene
 * @start: result: of a step that tells about an area the start of that, unless
 * another thing is chosen; else as tree_chosen(), or the root's
 */
void tree_centre(const struct scene *scene, vaddr_t *start);

/* ---- tree_picture.c: the tree with its root at the top ---- */

/**
 * tree_picture() - draw it top-down.
 * @scene: the scene
 * @c: where
 * @whole: only if nothing has to be left out but what is folded
 * Return: false when it does not fit; then nothing is painted
 */
bool tree_picture(const struct scene *scene, const struct canvas *c,
		  bool whole);

/* ---- tree_outline.c: a row a node, in address order ---- */

void tree_outline(const struct scene *scene, const struct canvas *c);

/* ---- tree_node.c: one node, and the lists ---- */

enum { TREE_NODE_WIDTH = 12 }; /* "(B) d0800000" */

/* What the last command did to a node. */
enum tree_change { TREE_SAME, TREE_NEW, TREE_CHANGED };

/** tree_changes() - what became of up to TREE_SHOWN nodes in address order. */
enum { TREE_SHOWN = 256 };
void tree_changes(const struct scene *scene,
		  const struct vmap_area *const *node, size_t nr,
		  enum tree_change *change);

/**
 * tree_node() - paint "(B) d0800000" with its margin and its marks.
 * @x: column of the bracket; the margin is left of it
 * @change: what the last command did to it
 * Return: the column after it
 */
int tree_node(const struct scene *scene, const struct canvas *c, int x, int y,
	      const struct vmap_area *va, enum tree_change change);

/** tree_marks() - "<- first <- tmp" of a step's variables; "" for none. */
void tree_marks(const struct scene *scene, const struct vmap_area *va,
		char *text, size_t size);

/** tree_about() - "44K vmalloc $1"; of a free block "44K max ~503M", its size and
 * that of a larger one below it, "~501M of ~757M" if only that much of it is in
 * the vmalloc region, "~3335M below vmalloc" if nothing is. */
void tree_about(const struct scene *scene, const struct vmap_area *va,
		char *text, size_t size);

/** tree_lists() - vmap_area_list and vmlist, on two rows of @c. */
void tree_lists(const struct scene *scene, const struct canvas *c);

/* ---- tree_keys.c ---- */

extern const struct view_key tree_keys[];
bool tree_search(const struct scene *scene, const char *text, bool backwards,
		 char *line, size_t size);

#endif
