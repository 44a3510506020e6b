/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames_lists.c - what is free, as the allocator has it on its lists.
 *
 * A column an order, a row a type, the per-cpu list, and the halves of the
 * block that the last command split or merged. What changed says from what:
 * 60>59. With few rows the zone that changed, or that the chosen frame is in,
 * is told in full, and each other one in a row.
 */
#include "view/frames/frames.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "inspect/free_lists.h"
#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "translate.h"

enum {
	ZONES = MAX_NUMNODES * MAX_NR_ZONES,
	X_LABEL = 1,
	LABEL = 12,	 /* columns, with a blank after it */
	NODE_LABEL = 14, /* "node 1 Normal" */
	GAP = 1,	 /* at least, between columns */
	MOST_GAP = 4,
	COUNT_SIZE = 32,
};

const char *migratetype_word(unsigned int type)
{
	static const char *const words[MIGRATE_TYPES] = {
		[MIGRATE_UNMOVABLE] = "Unmovable",
		[MIGRATE_RECLAIMABLE] = "Reclaimable",
		[MIGRATE_MOVABLE] = "Movable",
		[MIGRATE_RESERVE] = "Reserve",
		[MIGRATE_ISOLATE] = "Isolate",
	};

	return type < MIGRATE_TYPES ? words[type] : "?";
}

/* ---- What there is to tell ---- */

struct zone_lists {
	const struct zone *zone;
	struct free_lists now, before;
	bool changed; /* by the last command or step; else before is now */
	int rows;     /* that it gets */
};

/* All zones, and where the columns stand. */
struct table {
	const struct scene *scene;
	const struct canvas *c;
	struct zone_lists zone[ZONES];
	int nr;
	int label;	    /* columns */
	int end[MAX_ORDER]; /* column after each order's numbers */
	bool arrows;	    /* there is room to say from what it changed */
	bool narrow;	    /* none for a column an order */
};

static void gather(struct table *t, const struct scene *scene)
{
	const struct kernel *k = scene->k;
	const struct zone *zone;

	for_each_zone(k, zone)
	{
		struct zone_lists *z = &t->zone[t->nr];

		if (!populated_zone(zone))
			continue;
		z->zone = zone;
		free_lists_count(k, NULL, zone, &z->now);
		z->before = z->now;
		z->changed = scene_changed(scene, DIFF_ZONE, va_of(k, zone));
		if (z->changed && scene->diff.words <= FREE_LISTS_WORDS)
			free_lists_count(k, &scene->diff, zone, &z->before);
		t->nr++;
	}
	t->label = k->layout.nr_nodes > 1 ? NODE_LABEL : LABEL;
}

static bool type_shown(const struct zone_lists *z, int type)
{
	for (int order = 0; order < MAX_ORDER; order++)
		if (z->now.nr[type][order] || z->before.nr[type][order])
			return true;
	return false;
}

/* Heading, types, per-cpu. */
static int full_rows(const struct zone_lists *z)
{
	int rows = 2;

	for (int type = 0; type < MIGRATE_TYPES; type++)
		rows += type_shown(z, type);
	return rows;
}

/* ---- Numbers ---- */

/* "59", "16k", ">1k"; what changed exactly, and from what: "60>59". */
static void count_text(const struct table *t, uint32_t now, bool more,
		       uint32_t before, char text[COUNT_SIZE])
{
	char arrow[GLYPH_TEXT];

	if (now != before && t->arrows)
		snprintf(text, COUNT_SIZE, "%" PRIu32 "%s%" PRIu32, before,
			 glyph_text(GLYPH_ARROW, t->c->ascii, arrow), now);
	else if (more)
		snprintf(text, COUNT_SIZE, ">%dk", FREE_LISTS_WALKED / 1000);
	else if (now > 999)
		snprintf(text, COUNT_SIZE, "%" PRIu32 "k", now / 1000);
	else
		snprintf(text, COUNT_SIZE, "%" PRIu32, now);
}

static void type_text(const struct table *t, const struct zone_lists *z,
		      int type, int order, char text[COUNT_SIZE])
{
	bool more = z->now.more[type][order];
	bool unknown = more || z->before.more[type][order];

	count_text(t, z->now.nr[type][order], more,
		   unknown ? z->now.nr[type][order] : z->before.nr[type][order],
		   text);
}

static void put_number(const struct canvas *c, int end, int y, const char *text,
		       bool changed)
{
	int columns = columns_of(text);
	bool none = !strcmp(text, "0");

	canvas_text(c, end - columns, y, none ? ROLE_DIM : ROLE_NUMBER, text);
	if (changed)
		canvas_flag(c, end - columns, y, columns, 1, CELL_CHANGED);
}

/* ---- Columns ---- */

static int widest(const struct table *t, int order)
{
	char text[COUNT_SIZE];
	int most = snprintf(text, sizeof(text), "%u", 1u << order);

	for (int i = 0; i < t->nr; i++) {
		const struct zone_lists *z = &t->zone[i];

		for (int type = 0; type < MIGRATE_TYPES; type++) {
			type_text(t, z, type, order, text);
			if (columns_of(text) > most)
				most = columns_of(text);
		}
		count_text(t, z->now.total[order], false,
			   z->before.total[order], text);
		if (columns_of(text) > most)
			most = columns_of(text);
	}
	return most;
}

static bool fit_columns(struct table *t)
{
	int width[MAX_ORDER], sum = 0, gap, x = X_LABEL + t->label;

	for (int order = 0; order < MAX_ORDER; order++)
		sum += width[order] = widest(t, order);
	gap = (t->c->width - x - sum) / (MAX_ORDER - 1);
	if (gap < GAP)
		return false;
	gap = gap > MOST_GAP ? MOST_GAP : gap;
	for (int order = 0; order < MAX_ORDER; order++) {
		t->end[order] = x + width[order];
		x = t->end[order] + gap;
	}
	return true;
}

static void place_columns(struct table *t)
{
	t->arrows = true;
	if (fit_columns(t))
		return;
	t->arrows = false;
	if (fit_columns(t))
		return;
	t->arrows = t->narrow = true;
}

/* ---- Rows ---- */

/* A text after what is there already, whole or not at all; returns the
 * column. */
static int put_more(const struct canvas *c, int x, int y, enum role role,
		    const char *text)
{
	return x + columns_of(text) <= c->width
		       ? canvas_text(c, x, y, role, text)
		       : x;
}

static void draw_orders(const struct table *t, int y)
{
	char text[COUNT_SIZE];

	if (t->narrow) {
		canvas_text(t->c, X_LABEL, y, ROLE_DIM,
			    _("free: pages of a block x blocks"));
		return;
	}
	canvas_text(t->c, X_LABEL, y, ROLE_DIM, _("free blocks"));
	for (int order = 0; order < MAX_ORDER; order++) {
		snprintf(text, sizeof(text), "%u", 1u << order);
		canvas_text(t->c, t->end[order] - columns_of(text), y, ROLE_DIM,
			    text);
	}
	put_more(t->c, t->end[MAX_ORDER - 1], y, ROLE_DIM, _(" pages"));
}

static void mark_row(const struct table *t, int y, bool changed)
{
	if (changed)
		canvas_glyph(t->c, 0, y, GLYPH_CHANGED);
}

/* "1024x60>59 512x1": the largest first, as many as there is room for. */
static void draw_narrow(const struct table *t, int y,
			const struct zone_lists *z, int type)
{
	char text[2 * COUNT_SIZE], count[COUNT_SIZE];
	int x = X_LABEL + t->label;

	for (int order = MAX_ORDER - 1; order >= 0; order--) {
		bool changed =
			z->now.nr[type][order] != z->before.nr[type][order];

		if (!z->now.nr[type][order] && !changed)
			continue;
		type_text(t, z, type, order, count);
		snprintf(text, sizeof(text), "%ux%s", 1u << order, count);
		if (x + columns_of(text) > t->c->width) {
			canvas_glyph_as(t->c, x - 1, y, GLYPH_ELLIPSIS,
					ROLE_DIM);
			return;
		}
		put_number(t->c, x + columns_of(text), y, text, changed);
		x += columns_of(text) + 1;
	}
}

static void draw_type(const struct table *t, int y, const struct zone_lists *z,
		      int type)
{
	char text[COUNT_SIZE];
	bool any = false;

	canvas_text(t->c, X_LABEL, y, ROLE_NAME,
		    migratetype_word((unsigned int)type));
	for (int order = 0; order < MAX_ORDER; order++) {
		bool changed =
			z->now.nr[type][order] != z->before.nr[type][order];

		any |= changed;
		if (t->narrow)
			continue;
		type_text(t, z, type, order, text);
		put_number(t->c, t->end[order], y, text, changed);
	}
	if (t->narrow)
		draw_narrow(t, y, z, type);
	mark_row(t, y, any);
}

/* The frame that the next page of a type will be; false: the list is empty. */
static bool next_pcp(const struct kernel *k, const struct list_head *list,
		     pfn_t *pfn)
{
	if (list_empty(k, list))
		return false;
	*pfn = page_to_pfn(k,
			   container_of(list_next(k, list), struct page, lru));
	return true;
}

static int draw_pcp_type(const struct table *t, int x, int y,
			 const struct zone_lists *z, int type)
{
	const struct list_head *list = &z->zone->pageset.lists[type];
	bool changed = z->now.pcp[type] != z->before.pcp[type];
	char count[COUNT_SIZE], text[96];
	pfn_t pfn;
	int from = x;

	if (!z->now.pcp[type] && !changed)
		return x;
	count_text(t, z->now.pcp[type], false, z->before.pcp[type], count);
	snprintf(text, sizeof(text), "%s %s  ",
		 migratetype_word((unsigned int)type), count);
	x = put_more(t->c, x, y, ROLE_NUMBER, text);
	if (changed && x > from)
		canvas_flag(t->c, x - 2 - columns_of(count), y,
			    columns_of(count), 1, CELL_CHANGED);
	if (!next_pcp(t->scene->k, list, &pfn))
		return x;
	snprintf(text, sizeof(text), _("next pfn %05x  "), pfn);
	from = x;
	x = put_more(t->c, x, y, ROLE_DIM, text);
	canvas_target(t->c, from, y, x - from, 1, TARGET_PFN, pfn);
	return x;
}

static void draw_pcp(const struct table *t, int y, const struct zone_lists *z)
{
	const struct per_cpu_pages *pcp = &z->zone->pageset;
	char text[96];
	int x = X_LABEL + t->label;
	bool changed = false;

	canvas_text(t->c, X_LABEL, y, ROLE_NAME, _("per-cpu"));
	if (!pcp->count)
		x = canvas_text(t->c, x, y, ROLE_DIM, _("empty  "));
	for (int type = 0; type < MIGRATE_PCPTYPES; type++) {
		x = draw_pcp_type(t, x, y, z, type);
		changed |= z->now.pcp[type] != z->before.pcp[type];
	}
	snprintf(text, sizeof(text),
		 _("%" PRIu32 " come at 0, %" PRIu32 " go at %" PRIu32),
		 pcp->batch, pcp->batch, pcp->high);
	put_more(t->c, x, y, ROLE_DIM, text);
	mark_row(t, y, changed);
}

static int zone_label(const struct table *t, int y, const struct zone *zone)
{
	int x = X_LABEL;

	if (t->scene->k->layout.nr_nodes > 1)
		x = canvas_printf(t->c, x, y, ROLE_NAME, _("node %" PRIu32 " "),
				  zone->node);
	return canvas_text(t->c, x, y, ROLE_NAME, zone_name(zone));
}

/* "Normal: 63711>63695 pages free; min 509 low 636 high 763" */
static void draw_heading(const struct table *t, int y,
			 const struct zone_lists *z)
{
	const uint32_t *pages = &z->zone->vm_stat[NR_FREE_PAGES];
	uint32_t before = *pages;
	char marks[64], arrow[GLYPH_TEXT];
	int x = zone_label(t, y, z->zone), from;

	if (t->scene->has_diff)
		before = diff_was(&t->scene->diff, t->scene->k, pages);
	from = x = canvas_text(t->c, x, y, ROLE_TEXT, ": ");
	if (before != *pages)
		x = canvas_printf(t->c, x, y, ROLE_NUMBER, "%" PRIu32 "%s",
				  before,
				  glyph_text(GLYPH_ARROW, t->c->ascii, arrow));
	x = canvas_printf(t->c, x, y, ROLE_NUMBER, "%" PRIu32, *pages);
	if (before != *pages)
		canvas_flag(t->c, from, y, x - from, 1, CELL_CHANGED);
	x = canvas_text(t->c, x, y, ROLE_TEXT, _(" pages free"));
	/* All three or none: a number that is cut is a wrong number. */
	snprintf(marks, sizeof(marks),
		 _("; min %" PRIu32 " low %" PRIu32 " high %" PRIu32),
		 z->zone->watermark[WMARK_MIN], z->zone->watermark[WMARK_LOW],
		 z->zone->watermark[WMARK_HIGH]);
	put_more(t->c, x, y, ROLE_DIM, marks);
	mark_row(t, y, before != *pages);
}

/* A zone in one row: blocks of all types. */
static void draw_totals(const struct table *t, int y,
			const struct zone_lists *z)
{
	char text[COUNT_SIZE];

	if (t->narrow) {
		draw_heading(t, y, z);
		return;
	}
	zone_label(t, y, z->zone);
	for (int order = 0; order < MAX_ORDER; order++) {
		bool changed = z->now.total[order] != z->before.total[order];

		count_text(t, z->now.total[order], false,
			   z->before.total[order], text);
		put_number(t->c, t->end[order], y, text, changed);
	}
	mark_row(t, y, z->changed);
}

/* As many rows as the zone gets. The heading of an only zone gives way first,
 * for the screen's header says how much is free. */
static int draw_zone(const struct table *t, int y, const struct zone_lists *z)
{
	int end = y + z->rows;

	if (z->rows == 1 && full_rows(z) > 1) {
		draw_totals(t, y, z);
		return end;
	}
	if (t->nr > 1 || z->rows >= full_rows(z))
		draw_heading(t, y++, z);
	for (int type = 0; type < MIGRATE_TYPES && y < end; type++)
		if (type_shown(z, type))
			draw_type(t, y++, z, type);
	if (y < end)
		draw_pcp(t, y++, z);
	return end;
}

/* ---- Halves ---- */

/* Level @order of a chain: "512 + 512"; of the whole block where it lies. */
static int halves_text(const struct block_halves *h, unsigned int order,
		       char *text, size_t size)
{
	return order == h->large
		       ? snprintf(text, size, _("%u at pfn %05" PRIx32),
				  1u << order, h->pfn)
		       : snprintf(text, size, "%u + %u", 1u << order,
				  1u << order);
}

/* In the order of time. Some are left out after the second. Returns x after. */
static int draw_chain(const struct canvas *c, int x, int y,
		      const struct block_halves *h, unsigned int left_out)
{
	unsigned int nr = h->large - h->small + 1;
	char text[COUNT_SIZE];
	int from = x;

	for (unsigned int i = 0; i < nr; i++) {
		if (i) {
			canvas_glyph(c, x + 1, y, GLYPH_ARROW);
			x += 3;
		}
		if (left_out && i == 2) {
			x = canvas_glyph(c, x, y, GLYPH_ELLIPSIS);
			i += left_out - 1;
			continue;
		}
		halves_text(h, h->merged ? h->small + i : h->large - i, text,
			    sizeof(text));
		from = x;
		x = canvas_text(c, x, y, ROLE_NUMBER, text);
	}
	canvas_flag(c, from, y, x - from, 1, CELL_CHANGED);
	return x;
}

/* "split  1024 > 512 + 512 > ... > 8 + 8" */
static void draw_halves(const struct table *t, int y)
{
	const struct block_halves *h = &t->scene->halves;
	const struct canvas *c = t->c, nowhere = { .width = 0 };
	unsigned int left_out = 0;
	const char *label = h->merged ? _("merged") : _("split");
	int x = X_LABEL + (t->narrow ? columns_of(label) + 1 : t->label);

	canvas_text(c, X_LABEL, y, ROLE_NAME, label);
	while (draw_chain(&nowhere, x, 0, h, left_out) > c->width &&
	       left_out + 3 < h->large - h->small + 1)
		left_out++;
	draw_chain(c, x, y, h, left_out);
	canvas_target(c, 0, y, c->width, 1, TARGET_PFN, h->pfn);
	mark_row(t, y, true);
}

/* ---- All of it ---- */

/* The zone that is told in full before others. */
static const struct zone *first_zone(const struct scene *scene,
				     const struct table *t)
{
	for (int i = 0; i < t->nr; i++)
		if (t->zone[i].changed)
			return t->zone[i].zone;
	if (scene->spot.has_pfn && pfn_valid(scene->k, scene->spot.pfn))
		return pfn_zone(scene, scene->spot.pfn);
	return t->zone[0].zone;
}

/* A row for each zone, then all of those that there is room for. */
static void share_rows(struct table *t, const struct scene *scene, int rows)
{
	const struct zone *first = first_zone(scene, t);

	for (int i = 0; i < t->nr; i++) {
		t->zone[i].rows = i < rows;
		rows -= i < rows;
	}
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < t->nr; i++) {
			struct zone_lists *z = &t->zone[i];
			int more = full_rows(z) - z->rows;

			if ((z->zone == first) == pass || !z->rows)
				continue;
			more = more > rows ? rows : more;
			if (pass && z->rows + more < full_rows(z))
				continue;
			z->rows += more;
			rows -= more;
		}
}

int frames_lists_rows(const struct scene *scene)
{
	struct table t = { .scene = scene };
	int rows = 1;

	gather(&t, scene);
	for (int i = 0; i < t.nr; i++)
		rows += full_rows(&t.zone[i]);
	return rows + scene->has_halves;
}

int frames_lists(const struct scene *scene, const struct canvas *c, int y,
		 int rows)
{
	struct table t = { .scene = scene, .c = c };
	int start = y, halves;

	if (rows < 2)
		return 0;
	gather(&t, scene);
	if (!t.nr)
		return 0;
	place_columns(&t);
	halves = scene->has_halves && rows > 3;
	draw_orders(&t, y++);
	share_rows(&t, scene, rows - 1 - halves);
	for (int i = 0; i < t.nr; i++)
		if (t.zone[i].rows)
			y = draw_zone(&t, y, &t.zone[i]);
	if (halves)
		draw_halves(&t, y++);
	return y - start;
}
