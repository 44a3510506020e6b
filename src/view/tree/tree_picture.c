/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree_picture.c - the tree with its root at the top.
 *
 * Nodes stand in address order from left to right, one column of cells each:
 * then no two of a level can meet, for an ancestor stands between them, and
 * nothing has to be laid out. What is left out below a node is counted there.
 */
#include "view/tree/tree_walk.h"
#include "translate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_NODES = 64,
	LEAST_STEP = 7,
	MOST_STEP = 11,
	AFTER_HIDDEN =
		6, /* columns from a node to what is beside "+12 nodes" */
	NONE = -1
};

struct placed {
	const struct vmap_area *va;
	int level;	 /* below the root of the picture */
	int child[2];	 /* indices; NONE */
	uint32_t hidden; /* nodes below it that are left out */
	bool changed;	 /* one of them has */
};

struct tree_drawing {
	const struct scene *scene;
	const struct canvas *c;
	struct placed node[MOST_NODES]; /* in address order */
	int nr, most;
	int levels;    /* at most */
	int deepest;   /* level that there is */
	bool overflow; /* there are more */
	int above;     /* levels between the tree's root and the picture's */
	int step;      /* columns from a node to the next */
	int left;      /* column of the middle of the first node */
	int height;    /* rows a level */
};

/* ---- Which nodes ---- */

/* In order; answers with the index of the subtree's root. */
static int collect(struct tree_drawing *p, const struct vmap_area *va,
		   int level, struct tree_span span)
{
	struct placed s = { .va = va, .level = level, .child = { NONE, NONE } };
	bool cut = level + 1 >= p->levels || tree_is_folded(p->scene, va);
	const struct vmap_area *child;
	int at;

	child = cut ? NULL : tree_child(p->scene, va, false);
	if (child)
		s.child[0] = collect(p, child, level + 1,
				     tree_span_of_child(span, va, false));
	if (p->overflow || p->nr == p->most) {
		p->overflow = true;
		return NONE;
	}
	at = p->nr++;
	if (level > p->deepest)
		p->deepest = level;
	child = cut ? NULL : tree_child(p->scene, va, true);
	if (child)
		s.child[1] = collect(p, child, level + 1,
				     tree_span_of_child(span, va, true));
	if (cut && (tree_has_child(p->scene, va, false) ||
		    tree_has_child(p->scene, va, true))) {
		s.hidden = tree_count(p->scene, span) - 1;
		s.changed = tree_changed_in(p->scene, span, va);
	}
	p->node[at] = s;
	return at;
}

static int most_nodes(const struct canvas *c)
{
	int most = (c->width - 1 - TREE_NODE_WIDTH) / LEAST_STEP + 1;

	return most < MOST_NODES ? most : MOST_NODES;
}

static bool collect_whole(struct tree_drawing *p)
{
	p->levels = TREE_MAX_DEPTH;
	collect(p, tree_root(p->scene), 0, (struct tree_span){ .low = 0 });
	return !p->overflow && 2 * p->deepest + 1 <= p->c->height;
}

/* The node @up levels above the end of a path, and its span. */
static const struct vmap_area *ancestor(const struct tree_path *path, int up,
					struct tree_span *span, int *above)
{
	unsigned int to = (int)path->depth - 1 > up
				  ? path->depth - 1 - (unsigned int)up
				  : 0;

	*span = (struct tree_span){ .low = 0 };
	for (unsigned int i = 0; i < to; i++)
		*span = tree_span_of_child(*span, path->node[i],
					   path->right[i + 1]);
	*above = (int)to;
	return path->node[to];
}

/*
 * As many whole levels as fit, around the chosen node. Each step of zoom has
 * the picture begin one level nearer to it.
 */
static bool collect_part(struct tree_drawing *p)
{
	const int zoom = p->scene->look->zoom[PANE_TREE];
	const struct vmap_area *root;
	struct tree_span span;
	struct tree_path path;
	vaddr_t start;

	p->levels = (p->c->height - 1) / 2;
	while (p->levels > 1 && (1 << p->levels) - 1 > p->most)
		p->levels--;
	if (p->levels < 1)
		return false;
	tree_centre(p->scene, &start);
	tree_path(p->scene, start, &path);
	root = ancestor(&path, p->levels > zoom + 1 ? p->levels - 1 - zoom : 0,
			&span, &p->above);
	collect(p, root, 0, span);
	return !p->overflow;
}

/* ---- Positions ---- */

static void spread(struct tree_drawing *p)
{
	bool about;
	int width;

	p->step = MOST_STEP;
	if (p->nr > 1)
		p->step = (p->c->width - 1 - TREE_NODE_WIDTH) / (p->nr - 1);
	if (p->step > MOST_STEP)
		p->step = MOST_STEP;
	width = (p->nr - 1) * p->step + TREE_NODE_WIDTH;
	p->left = (p->c->width - 1 - width) / 2 + 1 + TREE_NODE_WIDTH / 2;
	/* Of free blocks the sizes are what the search goes by. */
	if (p->scene->tree == VMAP_FREE)
		about = 3 * p->deepest + 2 <= p->c->height;
	else
		about = p->step > LEAST_STEP &&
			3 * (p->deepest + 1) < p->c->height;
	p->height = about ? 3 : 2;
}

static int column(const struct tree_drawing *p, int i)
{
	return p->left + i * p->step;
}

static int row(const struct tree_drawing *p, int i)
{
	return p->node[i].level * p->height;
}

/* ---- Painting ---- */

/* From a node down to its children: one row of lines. */
static void paint_branches(const struct tree_drawing *p, int i)
{
	const struct placed *s = &p->node[i];
	int y = row(p, i) + p->height - 1, x = column(p, i);
	int from = s->child[0] == NONE ? x : column(p, s->child[0]);
	int to = s->child[1] == NONE ? x : column(p, s->child[1]);

	if (from == to)
		return;
	canvas_hline(p->c, from, y, to - from);
	if (from < x)
		canvas_glyph(p->c, from, y, GLYPH_CORNER_UL);
	if (to > x)
		canvas_glyph(p->c, to, y, GLYPH_CORNER_UR);
	canvas_glyph(p->c, x, y,
		     from == x ? GLYPH_CORNER_LL
		     : to == x ? GLYPH_CORNER_LR
			       : GLYPH_TEE_UP);
}

/* Columns to the nearest node of the same level; none: those of the pane. */
static int columns_to_next(const struct tree_drawing *p, int i)
{
	int columns = p->c->width;

	for (int j = 0; j < p->nr; j++)
		if (j != i && p->node[j].level == p->node[i].level)
			columns = at_most(columns, abs(j - i) * p->step);
	return columns;
}

static void centred(const struct tree_drawing *p, int i, int y, enum role role,
		    const char *text)
{
	int room = columns_to_next(p, i) - 2, len = columns_of(text);
	int x = column(p, i) - (len < room ? len : room) / 2;

	canvas_fit(p->c, x < 0 ? 0 : x, y, room, role, text);
}

/* Beside the node when there is room, else below it. */
static void paint_marks(const struct tree_drawing *p, int i)
{
	char text[80];
	int x = column(p, i) + TREE_NODE_WIDTH / 2 + 1, end = p->c->width;
	int y = row(p, i);

	tree_marks(p->scene, p->node[i].va, text, sizeof(text));
	if (!*text)
		return;
	for (int j = p->nr - 1; j > i; j--)
		if (p->node[j].level == p->node[i].level)
			end = column(p, j) - TREE_NODE_WIDTH / 2 - 2;
	if (end - x < columns_of(text)) {
		x = column(p, i) + (p->node[i].hidden ? AFTER_HIDDEN : 1);
		y += p->height - 1;
	}
	canvas_text(p->c, x, y, ROLE_CURSOR, text);
}

static void paint_below(const struct tree_drawing *p, int i)
{
	char text[48];

	if (p->height > 2) {
		tree_about(p->scene, p->node[i].va, text, sizeof(text));
		centred(p, i, row(p, i) + 1, ROLE_DIM, text);
	}
	if (!p->node[i].hidden)
		return;
	snprintf(text, sizeof(text),
		 ngettext("+%u node%s", "+%u nodes%s", p->node[i].hidden),
		 p->node[i].hidden, p->node[i].changed ? " *" : "");
	centred(p, i, row(p, i) + p->height - 1, ROLE_WHY, text);
}

static void paint(const struct tree_drawing *p)
{
	const struct vmap_area *node[MOST_NODES];
	enum tree_change change[MOST_NODES];

	for (int i = 0; i < p->nr; i++)
		node[i] = p->node[i].va;
	tree_changes(p->scene, node, (size_t)p->nr, change);
	for (int i = 0; i < p->nr; i++)
		paint_branches(p, i);
	for (int i = 0; i < p->nr; i++) {
		tree_node(p->scene, p->c, column(p, i) - TREE_NODE_WIDTH / 2,
			  row(p, i), node[i], change[i]);
		paint_below(p, i);
		paint_marks(p, i);
	}
	if (p->above)
		canvas_printf(p->c, 0, 0, ROLE_DIM,
			      ngettext("%d level up: the root",
				       "%d levels up: the root",
				       (unsigned long)p->above),
			      p->above);
}

bool tree_picture(const struct scene *scene, const struct canvas *c, bool whole)
{
	struct tree_drawing p = { .scene = scene,
				  .c = c,
				  .most = most_nodes(c) };

	if (p.most < 1 || c->height < 1)
		return false;
	if (!(whole ? collect_whole(&p) : collect_part(&p)))
		return false;
	spread(&p);
	paint(&p);
	return true;
}
