/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree.c - the tree pane: vmap_area_root above, the two lists under it.
 *
 * Of 6.1 it is two trees, of the areas and of what is free. Each is a picture
 * with the root at the top when that fits, else an outline around the chosen
 * node. Zooming in asks for the picture of what is near it, zooming out for the
 * outline.
 */
#include "view/tree/tree_walk.h"

#include <stdio.h>

#include "view/canvas/pane_title.h"
#include "translate.h"

enum {
	LISTS = 3 /* rows: a line and two lists */,
	LEAST_HEIGHT = 8,
	BESIDE = 100,	/* columns for two trees beside each other */
	LEAST_ROWS = 7, /* for two above each other, of each */
};

/* ---- One tree ---- */

/* What is in the tree, and what waits: freed areas, in 6.1 in a tree of their
 * own. */
static void tell_counts(const struct scene *scene, char *text, size_t size)
{
	unsigned int black = tree_black_height(scene);
	uint32_t nr = tree_count(scene, (struct tree_span){ .low = 0 });
	uint32_t lazy = scene->index.nr_lazy;

	if (lazy && scene->tree != VMAP_FREE)
		snprintf(text, size,
			 ngettext("%u node %u freed  black height %u",
				  "%u nodes %u freed  black height %u", nr),
			 nr, lazy, black);
	else
		snprintf(text, size,
			 ngettext("%u node  black height %u",
				  "%u nodes  black height %u", nr),
			 nr, black);
}

static void paint_heading(const struct scene *scene, const struct canvas *c,
			  bool titled)
{
	const char *root = scene->tree == VMAP_FREE ? "free_vmap_area_root"
						    : "vmap_area_root";
	char text[160], counts[96];

	tell_counts(scene, counts, sizeof(counts));
	snprintf(text, sizeof(text), "%s  %s", root, counts);
	if (titled)
		pane_heading(c, PANE_TREE,
			     columns_of(text) <= c->width - 6 ? text
			     : scene->tree == VMAP_FREE	      ? root
							      : counts);
	else
		canvas_fit(c, 0, 0, c->width, ROLE_NAME, text);
}

static void paint_tree(const struct scene *scene, const struct canvas *c)
{
	int zoom = scene->look->zoom[PANE_TREE];

	if (!tree_root(scene)) {
		canvas_wrap(
			c, 1, 0, c->width - 1, c->height, ROLE_WHY,
			scene->tree == VMAP_FREE
				? _("The tree is empty: nothing is free.")
				: _("The tree is empty: no area has been made "
				    "yet. Try vmalloc 40k."));
		return;
	}
	if (zoom >= 0 && tree_picture(scene, c, true))
		return;
	if (zoom > 0 && tree_picture(scene, c, false))
		return;
	tree_outline(scene, c);
}

/* @titled: below the pane's title, else below a line of its own. */
static void paint_one(const struct scene *scene, enum vmap_state tree,
		      const struct canvas *c, bool titled)
{
	struct scene of = *scene;
	struct canvas below = canvas_part(c, 0, 1, c->width, c->height - 1);

	of.tree = tree;
	paint_heading(&of, c, titled);
	paint_tree(&of, &below);
}

/* ---- The pane ---- */

/*
 * 6.1's two trees: side by side, or one above the other, or the one that the
 * chosen address is in.
 */
static void paint_trees(const struct scene *scene, const struct canvas *c)
{
	int half = c->width / 2, rows = (c->height - 1) / 2;
	struct canvas first, second;

	if (c->width >= BESIDE) {
		first = canvas_part(c, 0, 1, half - 1, c->height - 1);
		second = canvas_part(c, half + 1, 1, c->width - half - 1,
				     c->height - 1);
		canvas_vline(c, half - 1, 1, c->height - 1);
	} else if (rows >= LEAST_ROWS) {
		first = canvas_part(c, 0, 1, c->width, rows);
		second = canvas_part(c, 0, 1 + rows, c->width,
				     c->height - 1 - rows);
	} else {
		paint_one(scene,
			  tree_is_about_free(scene) ? VMAP_FREE : VMAP_LIVE, c,
			  true);
		return;
	}
	pane_heading(c, PANE_TREE, "");
	paint_one(scene, VMAP_LIVE, &first, false);
	paint_one(scene, VMAP_FREE, &second, false);
}

static void tree_draw(const struct scene *scene, const struct canvas *c)
{
	int lists = c->height >= LEAST_HEIGHT ? LISTS : 0;
	struct canvas trees = canvas_part(c, 0, 0, c->width, c->height - lists);
	struct canvas under = canvas_part(c, 0, c->height - 2, c->width, 2);

	if (vmap_root(scene->k, VMAP_FREE))
		paint_trees(scene, &trees);
	else
		paint_one(scene, VMAP_LIVE, &trees, true);
	if (!lists)
		return;
	canvas_hline(c, 0, c->height - lists, c->width);
	tree_lists(scene, &under);
}

const struct view tree_view = {
	.draw = tree_draw,
	.keys = tree_keys,
	.search = tree_search,
};
