/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames_lists.c - what is free, as the allocator has it on its lists.
 *
 * The counts are those of /proc/pagetypeinfo. A list of a fragmented machine
 * has half a million blocks, and a picture must not take that long: the five
 * lists of an order are walked side by side, and when one is left its length
 * follows from nr_free. Lists longer than MOST_WALKED are told as such, as
 * Linux does since 5.4.
 */
#include "view/frames/frames.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "translate.h"

enum { MOST_WALKED = 1000, LABEL = 12 };

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

/* ---- Counting ---- */

struct counts {
	uint32_t nr[MIGRATE_TYPES];
	bool more[MIGRATE_TYPES]; /* it has more than nr */
};

/* One step on every list that has not ended; returns how many have not. */
static unsigned int step_all(const struct kernel *k,
			     const struct free_area *area,
			     const struct list_head *at_[MIGRATE_TYPES],
			     struct counts *counts)
{
	unsigned int going = 0;

	for (int type = 0; type < MIGRATE_TYPES; type++) {
		const struct list_head *head = &area->free_list[type];

		if (!counts->more[type])
			continue;
		at_[type] = list_next(k, at_[type]);
		counts->more[type] = at_[type] != head;
		counts->nr[type] += counts->more[type];
		going += counts->more[type];
	}
	return going;
}

/* The only list that goes on has what the others leave of nr_free. */
static void count_rest(const struct free_area *area, struct counts *counts)
{
	uint32_t others = 0;
	int last = 0;

	for (int type = 0; type < MIGRATE_TYPES; type++) {
		if (counts->more[type])
			last = type;
		else
			others += counts->nr[type];
	}
	counts->nr[last] = area->nr_free - others;
	counts->more[last] = false;
}

static void count_order(const struct kernel *k, const struct free_area *area,
			struct counts *counts)
{
	const struct list_head *at_[MIGRATE_TYPES];
	unsigned int going = MIGRATE_TYPES;

	*counts = (struct counts){ { 0 }, { false } };
	for (int type = 0; type < MIGRATE_TYPES; type++) {
		at_[type] = &area->free_list[type];
		counts->more[type] = true;
	}
	for (int i = 0; going > 1 && i < MOST_WALKED; i++)
		going = step_all(k, area, at_, counts);
	if (going == 1)
		count_rest(area, counts);
}

/* ---- Painting ---- */

/* At most four columns: 9999, then 12k, and >1k for a list not walked out. */
static void put_count(const struct canvas *c, int x, int y, uint32_t nr,
		      bool more)
{
	char text[16];
	int len;

	if (more)
		len = snprintf(text, sizeof(text), ">%uk", MOST_WALKED / 1000);
	else if (nr > 999)
		len = snprintf(text, sizeof(text), "%" PRIu32 "k", nr / 1000);
	else
		len = snprintf(text, sizeof(text), "%" PRIu32, nr);
	canvas_text(c, x - len, y, nr ? ROLE_NUMBER : ROLE_DIM, text);
}

static int column_width(const struct canvas *c)
{
	int width = (c->width - LABEL - 1) / MAX_ORDER;

	return width > 6 ? 6 : width < 2 ? 2 : width;
}

/* Too narrow for a column an order: then "10:61 8:2", the largest first. */
static bool is_narrow(const struct canvas *c)
{
	return (c->width - LABEL - 1) / MAX_ORDER < 3;
}

static void draw_orders(const struct canvas *c, int y)
{
	int width = column_width(c);

	canvas_text(c, 1, y, ROLE_DIM, _("2^n pages"));
	if (is_narrow(c)) {
		canvas_text(c, 1 + LABEL, y, ROLE_DIM, _("n:blocks"));
		return;
	}
	for (int order = 0; order < MAX_ORDER; order++)
		canvas_printf(c, 1 + LABEL + (order + 1) * width - 2, y,
			      ROLE_DIM, "%2d", order);
}

static bool is_empty(const struct kernel *k, const struct zone *zone, int type)
{
	for (int order = 0; order < MAX_ORDER; order++)
		if (!list_empty(k, &zone->free_area[order].free_list[type]))
			return false;
	return true;
}

static void draw_narrow_type(const struct canvas *c, int y, int type,
			     const struct counts counts[MAX_ORDER])
{
	char text[24];
	int x = 1 + LABEL;

	for (int order = MAX_ORDER - 1; order >= 0; order--) {
		if (!counts[order].nr[type])
			continue;
		snprintf(text, sizeof(text), "%d:%s%" PRIu32 " ", order,
			 counts[order].more[type] ? ">" : "",
			 counts[order].nr[type]);
		if (x + columns_of(text) > c->width) {
			canvas_glyph_as(c, x - 1, y, GLYPH_ELLIPSIS, ROLE_DIM);
			return;
		}
		x = canvas_text(c, x, y, ROLE_NUMBER, text);
	}
}

static void draw_type(const struct canvas *c, int y, int type,
		      const struct counts counts[MAX_ORDER])
{
	canvas_text(c, 1, y, ROLE_NAME, migratetype_word((unsigned int)type));
	if (is_narrow(c)) {
		draw_narrow_type(c, y, type, counts);
		return;
	}
	for (int order = 0; order < MAX_ORDER; order++)
		put_count(c, 1 + LABEL + (order + 1) * column_width(c), y,
			  counts[order].nr[type], counts[order].more[type]);
}

static uint32_t list_length(const struct kernel *k,
			    const struct list_head *head)
{
	const struct list_head *entry;
	uint32_t length = 0;

	list_for_each (k, entry, head)
		length++;
	return length;
}

static void draw_pcp(const struct kernel *k, const struct canvas *c, int y,
		     const struct zone *zone)
{
	const struct per_cpu_pages *pcp = &zone->pageset;
	int x = canvas_text(c, 1, y, ROLE_NAME, _("per-cpu"));

	x = canvas_printf(
		c, 1 + LABEL, y, ROLE_TEXT,
		_("%" PRIu32 " pages (%" PRIu32 " go at %" PRIu32 "):"),
		pcp->count, pcp->batch, pcp->high);
	for (int type = 0; type < MIGRATE_PCPTYPES; type++) {
		uint32_t nr = list_length(k, &pcp->lists[type]);

		char text[32];

		snprintf(text, sizeof(text), " %.5s %" PRIu32,
			 migratetype_word((unsigned int)type), nr);
		if (nr && x + columns_of(text) <= c->width)
			x = canvas_text(c, x, y, ROLE_DIM, text);
	}
}

static void draw_heading(const struct scene *scene, const struct canvas *c,
			 int y, const struct zone *zone)
{
	char marks[64];
	int x = 1;

	if (scene->k->layout.nr_nodes > 1)
		x = canvas_printf(c, x, y, ROLE_NAME, _("node %" PRIu32 " "),
				  zone->node);
	x = canvas_printf(c, x, y, ROLE_NAME, "%s", zone_name(zone));
	x = canvas_printf(c, x, y, ROLE_TEXT, _(": %" PRIu32 " pages free"),
			  zone->vm_stat[NR_FREE_PAGES]);
	/* All three or none: a number that is cut is another one. */
	snprintf(marks, sizeof(marks),
		 _("; min %" PRIu32 " low %" PRIu32 " high %" PRIu32),
		 zone->watermark[WMARK_MIN], zone->watermark[WMARK_LOW],
		 zone->watermark[WMARK_HIGH]);
	if (x + columns_of(marks) <= c->width)
		canvas_text(c, x, y, ROLE_TEXT, marks);
	if (scene_changed(scene, DIFF_ZONE, va_of(scene->k, zone)))
		canvas_glyph(c, 0, y, GLYPH_CHANGED);
}

/* The rows of one zone: heading, orders, types that have blocks, per-cpu. */
static int draw_zone(const struct scene *scene, const struct canvas *c, int y,
		     const struct zone *zone)
{
	const struct kernel *k = scene->k;
	struct counts counts[MAX_ORDER];

	for (int order = 0; order < MAX_ORDER; order++)
		count_order(k, &zone->free_area[order], &counts[order]);
	draw_heading(scene, c, y++, zone);
	draw_orders(c, y++);
	for (int type = 0; type < MIGRATE_TYPES; type++)
		if (!is_empty(k, zone, type))
			draw_type(c, y++, type, counts);
	draw_pcp(k, c, y++, zone);
	return y;
}

static int zone_rows(const struct kernel *k, const struct zone *zone)
{
	int rows = 3;

	for (int type = 0; type < MIGRATE_TYPES; type++)
		rows += !is_empty(k, zone, type);
	return rows;
}

int frames_lists_rows(const struct scene *scene)
{
	const struct zone *zone;
	int rows = 0;

	for_each_zone(scene->k, zone) rows +=
		populated_zone(zone) ? zone_rows(scene->k, zone) : 0;
	return rows;
}

int frames_lists(const struct scene *scene, const struct canvas *c, int y,
		 int rows)
{
	const struct zone *zone;
	int start = y, end = y + rows, left_out = 0;

	for_each_zone(scene->k, zone)
	{
		if (!populated_zone(zone))
			continue;
		if (y + zone_rows(scene->k, zone) <= end)
			y = draw_zone(scene, c, y, zone);
		else if (y + 1 < end)
			draw_heading(scene, c, y++, zone);
		else
			left_out++;
	}
	if (left_out && y < end)
		canvas_printf(c, 1, y++, ROLE_DIM,
			      ngettext("... %d zone with free lists",
				       "... %d zones with free lists",
				       (unsigned long)left_out),
			      left_out);
	return y - start;
}
