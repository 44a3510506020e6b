/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree_keys.c - moving through the tree, and searching it.
 *
 * Up and down go in address order, as the lists do; left and right go down the
 * tree, Backspace goes up it. Where nothing is chosen yet, all begin at the
 * root.
 */
#include "view/tree/tree_walk.h"
#include "translate.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/screen/key_bindings.h"

/* The scene of the tree that one moves in. */
static struct scene in_tree(const struct scene *scene)
{
	struct scene of = *scene;

	of.tree = tree_is_about_free(scene) ? VMAP_FREE : VMAP_LIVE;
	return of;
}

static bool choose(const struct vmap_area *va, char *line, size_t size)
{
	return va && key_select(va->va_start, line, size);
}

/* The way to the chosen node; to the root when there is none. */
static const struct vmap_area *here(const struct scene *scene,
				    struct tree_path *path, bool *chosen)
{
	vaddr_t start = 0;

	*chosen = tree_chosen(scene, &start);
	tree_path(scene, start, path);
	if (!path->depth)
		return NULL;
	return *chosen ? path->node[path->depth - 1] : path->node[0];
}

/* ---- In address order ---- */

static bool move(const struct scene *scene, int areas, char *line, size_t size)
{
	const struct scene of = in_tree(scene);
	struct tree_path path;
	bool chosen;
	const struct vmap_area *va = here(&of, &path, &chosen), *to = NULL;
	const struct vmap_area *next = va;

	if (va && !chosen)
		return choose(va, line, size);
	for (int n = abs(areas); next && n > 0; n--) {
		next = areas < 0 ? tree_before(&of, next->va_start)
				 : tree_after(&of, next->va_start);
		to = next ? next : to;
	}
	return choose(to, line, size);
}

/* The pane has rows for its title and its lists, too. */
static bool move_screens(const struct scene *scene, int screens, char *line,
			 size_t size)
{
	int rows = scene->look->rows > 10 ? (int)scene->look->rows - 6 : 5;

	return move(scene, screens * rows, line, size);
}

static bool key_home(const struct scene *scene, char *line, size_t size)
{
	const struct scene of = in_tree(scene);

	return choose(tree_edge(&of, false), line, size);
}

static bool key_end(const struct scene *scene, char *line, size_t size)
{
	const struct scene of = in_tree(scene);

	return choose(tree_edge(&of, true), line, size);
}

/* ---- Along the tree ---- */

static bool to_child(const struct scene *scene, int right, char *line,
		     size_t size)
{
	const struct scene of = in_tree(scene);
	struct tree_path path;
	bool chosen;
	const struct vmap_area *va = here(&of, &path, &chosen);

	if (!va)
		return false;
	return choose(chosen ? tree_child(&of, va, right) : va, line, size);
}

static bool key_parent(const struct scene *scene, char *line, size_t size)
{
	const struct scene of = in_tree(scene);
	struct tree_path path;
	bool chosen;
	const struct vmap_area *va = here(&of, &path, &chosen);

	if (va && chosen)
		va = path.depth > 1 ? path.node[path.depth - 2] : NULL;
	return choose(va, line, size);
}

static bool key_root(const struct scene *scene, char *line, size_t size)
{
	const struct scene of = in_tree(scene);

	return choose(tree_root(&of), line, size);
}

/* The node of the other tree that lies next, above or else below. */
static bool key_other(const struct scene *scene, char *line, size_t size)
{
	struct scene of = in_tree(scene);
	const struct vmap_area *va;
	struct tree_path path;
	vaddr_t start;
	bool chosen;

	if (!vmap_root(scene->k, VMAP_FREE))
		return false;
	va = here(&of, &path, &chosen);
	of.tree = of.tree == VMAP_FREE ? VMAP_LIVE : VMAP_FREE;
	if (!va)
		return choose(tree_root(&of), line, size);
	start = va->va_start;
	va = tree_after(&of, start);
	return choose(va ? va : tree_before(&of, start), line, size);
}

/* As `fold` was said, so that it is taken back: by record or by address. */
static bool key_fold(const struct scene *scene, char *line, size_t size)
{
	const struct view_state *look = scene->look;
	const struct scene of = in_tree(scene);
	struct tree_path path;
	bool chosen;
	const struct vmap_area *va = here(&of, &path, &chosen);
	vaddr_t name;

	if (!va ||
	    (!tree_has_child(&of, va, false) && !tree_has_child(&of, va, true)))
		return false;
	name = va_of(scene->k, va);
	for (unsigned int i = 0; i < look->nr_folds; i++)
		if (look->fold[i] == va->va_start)
			name = va->va_start;
	snprintf(line, size, "fold 0x%08" PRIx32, name);
	return true;
}

const struct view_key tree_keys[] = {
	{ VKEY_UP, NULL, N_("Choose the area before in address order"),
	  .move = move, .by = -1 },
	{ VKEY_DOWN, N_("next area"),
	  N_("Choose the next area in address order"), .move = move, .by = 1 },
	{ VKEY_LEFT, N_("child"), N_("Choose the left child"), .move = to_child,
	  .by = false },
	{ VKEY_RIGHT, N_("child"), N_("Choose the right child"),
	  .move = to_child, .by = true },
	{ VKEY_BACKSPACE, N_("parent"), N_("Choose the parent"),
	  .answer = key_parent },
	{ 'r', N_("root"), N_("Choose the root"), .answer = key_root },
	{ 't', NULL,
	  N_("Choose what lies next in the other tree: free, or "
	     "taken (6.1)"),
	  .answer = key_other },
	{ VKEY_ENTER, N_("fold"), N_("Hide what is below the node, or show it"),
	  .answer = key_fold },
	{ VKEY_PAGE_UP, NULL, N_("Go back by a page of areas"),
	  .move = move_screens, .by = -1 },
	{ VKEY_PAGE_DOWN, NULL, N_("Go on by a page of areas"),
	  .move = move_screens, .by = 1 },
	{ VKEY_HOME, NULL, N_("Choose the lowest area"), .answer = key_home },
	{ VKEY_END, NULL, N_("Choose the highest area"), .answer = key_end },
	{ 'a', N_("areas"), N_("Show the chosen area in the areas pane"),
	  .line = "focus areas" },
	{ .key = 0 },
};

/* ---- Searching ---- */

/* Is the text part of an address, 8 hex digits, or of "lazy", "module" ...? */
static bool fits(const struct indexed_area *area, const char *text)
{
	char all[64];

	snprintf(all, sizeof(all), "%08" PRIx32 "-%08" PRIx32 " %s%s",
		 area->start, area->end, area_word(area),
		 area->lazy ? " lazy" : "");
	return strstr(all, text) != NULL;
}

bool tree_search(const struct scene *scene, const char *text, bool backwards,
		 char *line, size_t size)
{
	const uint32_t nr = scene->index.nr_areas;
	vaddr_t start;
	bool chosen = tree_chosen(scene, &start);
	uint32_t i = chosen ? scene_area_after(scene, start) : 0;

	if (!strncmp(text, "0x", 2))
		text += 2;
	/* Round once; the chosen one comes last. */
	for (uint32_t n = 0; n < nr; n++) {
		if (backwards)
			i = i ? i - 1 : nr - 1;
		else if (chosen || n)
			i = i + 1 < nr ? i + 1 : 0;
		if (!fits(&scene->index.area[i], text))
			continue;
		return key_select(scene->index.area[i].start, line, size);
	}
	return false;
}
