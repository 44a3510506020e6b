/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/rbtree.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence rbtree_sentences[] = {
	SENTENCE(set_color, N_("{node} becomes {color}"), EVENT(RECOLOR)),

	SENTENCE(rotate,
		 N_("rotate: {node} goes down to the {side}, and its other "
		    "child takes its place"), EVENT(ROTATE)),
	SENTENCE(between,
		 N_("{between}, between the two, moves from {up} to {node}"),
		 IF(between, 0,
		    N_("nothing lies between {node} and {up}"))),
	SENTENCE(up, N_("{up} moves up, and {node} becomes its child")),

	SENTENCE(rb_link_node,
		 N_("{node} starts red, so no path gains a black node")),

	SENTENCE(rb_insert_color,
		 N_("{node} is red: can it stay red below its parent?")),
	SENTENCE(red_uncle,
		 N_("{node} and its parent are both red, and so is the "
		    "uncle, {uncle}: recolour, and look again above")),
	SENTENCE(black_uncle,
		 N_("{node} and its parent are both red, and the uncle is "
		    "not: a rotation repairs this")),
	SENTENCE(inner,
		 N_("{node} is an inner grandchild: rotate it to the outside")),
	SENTENCE(root,
		 N_("no red node has a red child any more; the root is black")),

	SENTENCE(borrow_black,
		 N_("{sibling} has a red child and can lend a black node")),
	SENTENCE(inner_red,
		 N_("its red child is the inner one: rotate it to the "
		    "outside")),
	SENTENCE(lend,
		 N_("{sibling} takes the place and the colour of {parent}")),

	SENTENCE(rb_erase_color,
		 N_("paths through {node}, below {parent}, lack a black node")),
	SENTENCE(red_sibling,
		 N_("the sibling, {sibling}, is red: rotate it up")),
	SENTENCE(none_to_lend,
		 N_("{sibling} has no black node to lend: take one from its "
		    "side too, and look again above {parent}")),

	SENTENCE(erase_inner,
		 N_("{old} has two children: its successor takes its place")),
	SENTENCE(heir, N_("the successor, leftmost on the right, is {heir}")),
	SENTENCE(replace,
		 N_("{heir} gets the parent, the colour and the children of "
		    "{old}")),

	SENTENCE(rb_erase, N_("{node} leaves the tree")),
	SENTENCE(only_child,
		 N_("{only}, its only child, takes its place"),
		 IF(only, 0,
		    N_("{node} has no child: its place stays empty"))),
	{ .id = NULL },
};
