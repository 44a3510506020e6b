/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * areas.c - the areas pane: the vmalloc region as strip, list and records.
 *
 * From top to bottom: a strip of pages around the topic; below it, when it
 * does not show all areas, the whole of them at a coarser scale; the list; the
 * topic's records and pages (areas_detail.c). The topic is the chosen area or
 * hole, and while nothing is chosen what the last command made or freed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "view/areas/areas_internal.h"
#include "view/areas/strip.h"
#include "translate.h"

enum {
	X_CELLS = 9, /* left of the cells: an address and a blank */
	LEGEND_ROWS = 4,
};

/* Which rows go to what. */
struct areas_plan {
	struct strip strip, whole;
	int strip_rows; /* rows of cells */
	int thick;	/* rows of the screen that each of them takes */
	bool labels;	/* a row under each of them */
	bool overview;	/* a row for the whole */
	int list_rows, detail_rows;
};

void areas_topic(const struct scene *scene, struct topic *topic)
{
	vaddr_t va = scene->k->layout.vmalloc_start;
	int i;

	*topic = (struct topic){ .none = true };
	if (scene->spot.has_va &&
	    span_at(&scene->index, scene->spot.va, &topic->span)) {
		topic->va = scene->spot.va;
		topic->chosen = true;
		topic->none = false;
		return;
	}
	i = span_changed_area(scene);
	topic->none = i < 0;
	/* Nothing is: where the areas are. */
	if (i < 0 && scene_area_after(scene, va) < scene->index.nr_areas)
		i = (int)scene_area_after(scene, va);
	if (i >= 0)
		va = scene->index.area[i].start;
	topic->va = va;
	span_at(&scene->index, va, &topic->span);
}

/* ---- The plan ---- */

/* 16 cells more or less: so that rows begin at round addresses. */
static int strip_columns(int width)
{
	int columns = width - X_CELLS;

	return columns >= 32 ? columns / 16 * 16 : at_least(columns, 1);
}

/* Where the areas of the vmalloc region end. */
static vaddr_t used_end(const struct scene *scene)
{
	vaddr_t start = scene->k->layout.vmalloc_start;

	if (!scene->index.nr_areas ||
	    scene->index.area[scene->index.nr_areas - 1].end < start)
		return start;
	return scene->index.area[scene->index.nr_areas - 1].end;
}

/* What the strip must show: from one address to the last one. */
struct sight {
	vaddr_t from, last;
};

/*
 * While stepping the eye follows the search, whatever is chosen; of what a
 * command changed it sees both ends.
 */
static struct sight strip_sight(const struct scene *scene,
				const struct topic *topic)
{
	vaddr_t start, end;

	for (unsigned int i = 0; i < scene->nr_marks; i++) {
		const struct mark *mark = &scene->mark[i];

		if (mark->kind == MARK_RANGE && mark->value < mark->end &&
		    span_region(&scene->index, mark->value, &start, &end))
			return (struct sight){ mark->value,
					       mark->end - 1 < end
						       ? mark->end - 1
						       : end - 1 };
	}
	if (topic->chosen || topic->none)
		return (struct sight){ topic->va, topic->va };
	return (struct sight){ topic->span.start, topic->span.end - 1 };
}

/* As fine as the person wants it, or as shows both ends: @cells of them. */
static uint32_t cell_size(const struct scene *scene, const struct sight *sight,
			  int cells)
{
	int out = -scene->look->zoom[PANE_AREAS];
	uint32_t cell = PAGE_SIZE << 2 * at_least(0, at_most(out, 7));
	/* Windows begin at half rows: less than all cells is sure. */
	uint64_t sure = (unsigned int)at_least(cells - cells / 4, 1);

	while (!out && (sight->last - sight->from) / cell >= sure)
		cell *= 2;
	return cell;
}

/* If nothing is visible, as much as there is room for after it. */
static vaddr_t strip_last(const struct topic *topic, const struct sight *sight,
			  uint64_t row, const struct areas_plan *plan)
{
	uint64_t room = row * (unsigned int)plan->strip_rows - row / 2;

	if (!topic->none)
		return sight->last;
	return room < UINT32_MAX - sight->from ? sight->from + (vaddr_t)room - 1
					       : sight->last;
}

static bool shows(const struct strip *s, vaddr_t from, vaddr_t to)
{
	uint64_t bytes = (uint64_t)s->cell * (unsigned int)s->columns *
			 (unsigned int)s->rows;

	return from >= s->start && to <= s->start + bytes;
}

static void plan_strip(const struct scene *scene, const struct canvas *c,
		       const struct topic *topic, struct areas_plan *plan)
{
	vaddr_t low = scene->k->layout.vmalloc_start, end = used_end(scene);
	int columns = strip_columns(c->width);
	int rows = c->height < 8 ? 1 : at_least(2, c->height / 5);
	const struct sight sight = strip_sight(scene, topic);
	uint32_t cell = cell_size(scene, &sight, columns), coarse = cell;
	uint64_t row = (uint64_t)cell * (unsigned int)columns;
	int wanted = (int)((end - low) / row) + 1;

	plan->labels = rows > 1;
	plan->thick = scene->s->settings.present && c->height >= 12 ? 2 : 1;
	plan->strip_rows = at_most(wanted, rows / (plan->labels ? 2 : 1));
	plan->strip_rows = at_least(plan->strip_rows, 1);
	strip_window(scene, sight.from, strip_last(topic, &sight, row, plan),
		     cell, columns, plan->strip_rows, &plan->strip);
	plan->overview = rows > 2 && !shows(&plan->strip, low, end);
	if (!plan->overview)
		return;
	while ((uint64_t)coarse * (unsigned int)columns < end - low)
		coarse *= 2;
	strip_window(scene, low, low, coarse, columns, 1, &plan->whole);
	if (plan->strip_rows > 1)
		plan->strip_rows = (rows - 1) / 2;
	strip_window(scene, sight.from, strip_last(topic, &sight, row, plan),
		     cell, columns, plan->strip_rows, &plan->strip);
}

static void make_plan(const struct scene *scene, const struct canvas *c,
		      const struct topic *topic, struct areas_plan *plan)
{
	int rest, list, detail;

	*plan = (struct areas_plan){ .list_rows = 0 };
	plan_strip(scene, c, topic, plan);
	rest = c->height - 1 - plan->strip_rows * (plan->thick + plan->labels) -
	       plan->overview;
	list = areas_list_rows(scene, at_least(rest, 1));
	detail = 1 + areas_detail_rows(scene, topic, c->width);
	if (list + detail > rest) {
		list = at_most(list, at_least(rest - detail, 1 + rest * 2 / 5));
		if (rest < 7)
			list = rest;
	}
	plan->list_rows = at_least(0, at_most(list, rest));
	plan->detail_rows = at_least(0, rest - plan->list_rows);
}

/* ---- Painting ---- */

/* "7796K of 504M taken"; of a region other than vmalloc's its size alone. */
static void say_taken(const struct scene *scene, const struct strip *s,
		      int columns, char *text, size_t bytes)
{
	char size[SIZE_TEXT], taken[SIZE_TEXT];

	short_size_text(s->high - s->low, size);
	size_text((uint64_t)scene->index.used_pages << PAGE_SHIFT, taken);
	*text = '\0';
	if (s->low == scene->k->layout.vmalloc_start)
		snprintf(text, bytes, _("%s of %s taken"), taken, size);
	if (!*text || columns_of(text) > columns)
		snprintf(text, bytes, "%s", size);
}

static void draw_heading(const struct scene *scene, const struct canvas *c,
			 const struct areas_plan *plan)
{
	const struct strip *s = &plan->strip;
	char scale[STRIP_SCALE], taken[96];
	int end = c->width - columns_of(strip_scale(s->cell, scale)), x;

	canvas_text(c, end > 7 ? end : 7, 0, ROLE_DIM, scale);
	if (end < 34)
		return;
	x = canvas_printf(c, 8, 0, ROLE_ADDRESS, ADDR "-" ADDR, s->low,
			  s->high);
	if (c->width < 52)
		return;
	say_taken(scene, s, end - x - 3, taken, sizeof(taken));
	canvas_text(c, x + 1, 0, ROLE_NUMBER, taken);
}

/* All areas at once; the chosen page is marked in it as in the strip. */
static void draw_overview(const struct scene *scene, const struct canvas *c,
			  int y, const struct areas_plan *plan)
{
	char size[SIZE_TEXT];

	/* No "1 =": a cell may be a 1, which means a tenth. */
	canvas_printf(c, 0, y, ROLE_DIM, _("by %s"),
		      short_size_text(plan->whole.cell, size));
	strip_row(scene, c, X_CELLS, y, &plan->whole, 0);
}

static int draw_strip(const struct scene *scene, const struct canvas *c,
		      const struct areas_plan *plan)
{
	const struct strip *s = &plan->strip;
	int y = 1;

	for (int row = 0; row < plan->strip_rows; row++) {
		uint64_t va =
			s->start +
			(uint64_t)s->cell * (unsigned int)(row * s->columns);

		if (va < s->high) {
			canvas_printf(c, 0, y, ROLE_ADDRESS, ADDR, (vaddr_t)va);
			for (int i = 0; i < plan->thick; i++)
				strip_row(scene, c, X_CELLS, y + i, s, row);
		}
		y += plan->thick;
		if (plan->labels)
			strip_labels(scene, c, X_CELLS, y++, s, row);
	}
	if (plan->overview)
		draw_overview(scene, c, y++, plan);
	return y;
}

/* The line between list and records says what part of the list is seen. */
static void draw_line(const struct scene *scene, const struct canvas *c, int y,
		      uint32_t first, uint32_t last)
{
	char text[64];

	canvas_hline(c, 0, y, c->width);
	if (!scene->index.nr_areas || first > last)
		return;
	snprintf(text, sizeof(text),
		 _(" areas %" PRIu32 "-%" PRIu32 " of %" PRIu32 " "), first + 1,
		 last + 1, scene->index.nr_areas);
	canvas_text(c, c->width - columns_of(text) - 1, y, ROLE_DIM, text);
}

/* Where the cells of a row of the strip are, or of the overview after it. */
static void see_strip(const struct canvas *c, const struct areas_plan *plan,
		      struct strip_seen *seen)
{
	int y = 1;

	for (int row = 0; row < plan->strip_rows; row++) {
		strip_see(c, X_CELLS, y, plan->strip.columns, seen);
		y += plan->thick + plan->labels;
	}
	if (plan->overview)
		strip_see(c, X_CELLS, y, plan->whole.columns, seen);
}

/* The records, and below them what the glyphs above mean. */
static void draw_detail(const struct scene *scene, const struct canvas *c,
			const struct topic *topic,
			const struct areas_plan *plan, int y)
{
	int rows = plan->detail_rows - 1, used;
	struct canvas part, nowhere = { .width = c->width };
	struct strip_seen seen = { .glyphs = 0 };
	int legend;

	see_strip(c, plan, &seen);
	legend = strip_legend(&nowhere, 0, 0, 2, &seen);
	if (rows < LEGEND_ROWS)
		legend = at_most(legend, topic->none ? rows - 1 : 1);
	legend = at_least(legend, 0);
	part = canvas_part(c, 0, y, c->width, rows - legend);
	used = areas_detail_draw(scene, &part, topic);
	if (used > rows - legend)
		return;
	part = canvas_part(c, 0, y + rows - legend, c->width, legend);
	strip_legend(&part, 0, 0, legend, &seen);
}

static void areas_draw(const struct scene *scene, const struct canvas *c)
{
	struct canvas part;
	struct topic topic;
	struct areas_plan plan;
	uint32_t first, last;
	int y;

	areas_topic(scene, &topic);
	make_plan(scene, c, &topic, &plan);
	draw_heading(scene, c, &plan);
	y = draw_strip(scene, c, &plan);
	part = canvas_part(c, 0, y, c->width, plan.list_rows);
	areas_list_draw(scene, &part, &topic, &first, &last);
	y += plan.list_rows;
	if (plan.detail_rows < 1)
		return;
	draw_line(scene, c, y, first, last);
	part = canvas_part(c, 0, y + 1, c->width, plan.detail_rows - 1);
	draw_detail(scene, c, &topic, &plan, y + 1);
}

const struct view areas_view = {
	.draw = areas_draw,
	.keys = areas_keys,
	.search = areas_search,
};
