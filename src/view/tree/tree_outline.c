/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree_outline.c - the tree lying on its side: a row a node, in address order.
 *
 * What is left of a node stands above it and what is right of it below, each
 * level further in. The window follows the chosen node.
 */
#include "view/span_look.h"
#include "view/tree/tree_walk.h"
#include "translate.h"

#include <stdio.h>
#include <string.h>

enum { MOST_INDENT = 3, LABEL = 26 };

struct outline {
	const struct scene *scene;
	const struct canvas *c;
	const struct vmap_area *node[TREE_SHOWN];
	enum tree_change change[TREE_SHOWN];
	int nr;
	int indent; /* columns a level */
};

/* ---- Which nodes ---- */

/* The chosen node, or else what changed last, or else the root. */
static const struct vmap_area *middle(const struct scene *scene)
{
	int changed = span_changed_area(scene);
	struct tree_path path;
	vaddr_t start;

	if (!tree_chosen(scene, &start)) {
		if (changed < 0)
			return tree_root(scene);
		start = scene->index.area[changed].start;
	}
	/* A node that is folded away is where the fold is. */
	tree_path(scene, start, &path);
	return path.depth ? path.node[path.depth - 1] : NULL;
}

/* The first of @rows rows with the middle one in their middle. */
static const struct vmap_area *window_start(const struct scene *scene, int rows)
{
	const struct vmap_area *va = middle(scene), *next = va;
	int above = 0, below = 0;

	while (below < rows - 1 &&
	       (next = tree_after(scene, next->va_start)) != NULL)
		below++;
	next = va;
	while ((above < rows / 2 || above + below + 1 < rows) &&
	       (next = tree_before(scene, next->va_start)) != NULL) {
		va = next;
		above++;
	}
	return va;
}

static unsigned int depth_of(const struct scene *scene,
			     const struct vmap_area *va)
{
	struct tree_path path;

	tree_path(scene, va->va_start, &path);
	return path.depth;
}

static void collect(struct outline *o, int rows)
{
	const struct vmap_area *va = window_start(o->scene, rows);
	unsigned int deepest = 1;

	for (; va && o->nr < rows; va = tree_after(o->scene, va->va_start)) {
		unsigned int depth = depth_of(o->scene, va);

		o->node[o->nr++] = va;
		if (depth > deepest)
			deepest = depth;
	}
	o->indent = (o->c->width - LABEL) / (int)deepest;
	if (o->indent > MOST_INDENT)
		o->indent = MOST_INDENT;
	if (o->indent < 1)
		o->indent = 1;
}

/* ---- Painting ---- */

/*
 * A line runs down beside all rows between a node and its child: it is there
 * when the way down turns after the child.
 */
static void paint_lines(const struct outline *o, const struct tree_path *path,
			int y)
{
	const unsigned int last = path->depth - 1;

	for (unsigned int i = 1; i < last; i++)
		if (path->right[i] != path->right[i + 1])
			canvas_glyph(o->c, 1 + (int)i * o->indent, y,
				     GLYPH_VLINE);
	if (!last)
		return;
	canvas_glyph(o->c, 1 + (int)last * o->indent, y,
		     path->right[last] ? GLYPH_CORNER_LL : GLYPH_CORNER_UL);
	if (o->indent > 1)
		canvas_hline(o->c, 2 + (int)last * o->indent, y, o->indent - 1);
}

static void paint_row(const struct outline *o, int i, int y)
{
	const struct vmap_area *va = o->node[i];
	char text[80];
	struct tree_path path;
	int x;

	tree_path(o->scene, va->va_start, &path);
	paint_lines(o, &path, y);
	x = tree_node(o->scene, o->c, 1 + (int)path.depth * o->indent, y, va,
		      o->change[i]);
	tree_about(o->scene, va, text, sizeof(text));
	x = canvas_text(o->c, x + 1, y, ROLE_DIM, text);
	if (path.depth == 1)
		x = canvas_text(o->c, x + 1, y, ROLE_NAME, _("the root"));
	tree_marks(o->scene, va, text, sizeof(text));
	if (*text)
		x = canvas_text(o->c, x + 1, y, ROLE_CURSOR, text);
	if (tree_is_folded(o->scene, va))
		canvas_printf(o->c, x + 1, y, ROLE_WHY,
			      ngettext("+%u node%s", "+%u nodes%s",
				       tree_count(o->scene, path.span) - 1),
			      tree_count(o->scene, path.span) - 1,
			      tree_changed_in(o->scene, path.span, va) ? " *"
								       : "");
}

/* What lies outside the window, in nodes: folded ones count, too. */
static void paint_rest(const struct outline *o, bool above, int y)
{
	const struct vmap_area *edge = o->node[above ? 0 : o->nr - 1];
	struct tree_span span = { .low = 0 };
	bool changed;
	uint32_t nr;

	span = tree_span_of_child(span, edge, !above);
	nr = tree_count(o->scene, span);
	changed = tree_changed_in(o->scene, span, NULL);
	if (nr)
		canvas_printf(o->c, 1, y, ROLE_DIM,
			      above	? changed ? _("... %u more above, some "
							  "changed *")
						  : _("... %u more above")
				  : changed ? _("... %u more below, some changed *")
					: _("... %u more below"),
			      nr);
}

void tree_outline(const struct scene *scene, const struct canvas *c)
{
	struct outline o = { .scene = scene, .c = c };
	int rows = c->height > 2 ? c->height - 2 : c->height;
	int top = c->height > 2;

	if (!tree_root(scene) || c->height < 1)
		return;
	if (rows > TREE_SHOWN)
		rows = TREE_SHOWN;
	collect(&o, rows);
	tree_changes(scene, o.node, (size_t)o.nr, o.change);
	for (int i = 0; i < o.nr; i++)
		paint_row(&o, i, top + i);
	if (top) {
		paint_rest(&o, true, 0);
		paint_rest(&o, false, top + o.nr);
	}
}
