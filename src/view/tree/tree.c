/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree.c - the tree pane: vmap_area_root above, the two lists under it.
 *
 * It is a picture with the root at the top when that fits, else an outline
 * around the chosen node. Zooming in asks for the picture of what is near it,
 * zooming out for the outline.
 */
#include "view/tree/tree_walk.h"

#include <stdio.h>

#include "view/canvas/pane_title.h"
#include "translate.h"

enum { LISTS = 3 /* rows: a line and two lists */, LEAST_HEIGHT = 8 };

static void paint_heading(const struct scene *scene, const struct canvas *c)
{
	unsigned int black = tree_black_height(scene);
	uint32_t lazy = 0;
	char text[160], counts[96];

	for (uint32_t i = 0; i < scene->index.nr_areas; i++)
		lazy += scene->index.area[i].lazy;
	if (lazy)
		snprintf(counts, sizeof(counts),
			 ngettext("%u node %u freed  black height %u",
				  "%u nodes %u freed  black height %u",
				  scene->index.nr_areas),
			 scene->index.nr_areas, lazy, black);
	else
		snprintf(counts, sizeof(counts),
			 ngettext("%u node  black height %u",
				  "%u nodes  black height %u",
				  scene->index.nr_areas),
			 scene->index.nr_areas, black);
	snprintf(text, sizeof(text), "vmap_area_root  %s", counts);
	pane_heading(c, PANE_TREE,
		     columns_of(text) > c->width - 6 ? counts : text);
}

static void paint_tree(const struct scene *scene, const struct canvas *c)
{
	int zoom = scene->look->zoom[PANE_TREE];

	if (!tree_root(scene)) {
		canvas_wrap(
			c, 1, 0, c->width - 1, c->height, ROLE_WHY,
			_("The tree is empty: no area has been made yet. Try"
			  " vmalloc 40k."));
		return;
	}
	if (zoom >= 0 && tree_picture(scene, c, true))
		return;
	if (zoom > 0 && tree_picture(scene, c, false))
		return;
	tree_outline(scene, c);
}

static void tree_draw(const struct scene *scene, const struct canvas *c)
{
	int lists = c->height >= LEAST_HEIGHT ? LISTS : 0;
	struct canvas tree =
		canvas_part(c, 0, 1, c->width, c->height - 1 - lists);
	struct canvas under = canvas_part(c, 0, c->height - 2, c->width, 2);

	paint_heading(scene, c);
	paint_tree(scene, &tree);
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
