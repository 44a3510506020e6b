/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * areas_list.c - the list of the areas pane: areas, and holes worth a row.
 *
 *   col 0 margin: what the last command did    col 28 pages + guard
 *   col 1 the chosen row                       col 37 what it is
 *   col 2 start   col 11 end   col 20 size     col 48 $N, then runs, caller
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "view/areas/areas_internal.h"

enum {
	X_START = 2,
	X_END = 11,
	X_SIZE = 20,
	X_PAGES = 28,
	X_WHAT = 37,
	X_VALUE = 48,
	X_RUNS = 53,
	X_CALLER = 62,
	LEAST_WIDTH = X_VALUE + 2, /* for all of them up to $N */
};

/* In a narrow pane the end is left out: start and size say it. */
static bool has_end(const struct canvas *c)
{
	return c->width >= LEAST_WIDTH;
}

static int column(const struct canvas *c, int x)
{
	return has_end(c) || x <= X_END ? x : x - (X_SIZE - X_END);
}

const char *areas_caller(const struct scene *scene, uint32_t i, char *text)
{
	const struct vm_struct *vm = at(scene->k, scene->area[i].vm);
	const struct kallsym *s;
	int n;

	*text = '\0';
	if (!vm || !vm->caller)
		return text;
	s = kallsyms_symbol(scene->k, vm->caller);
	if (!s) {
		snprintf(text, CALLER_SIZE, "0x%" PRIx32, vm->caller);
		return text;
	}
	n = snprintf(text, CALLER_SIZE, "%s+0x%" PRIx32 "/0x%" PRIx32,
		     (const char *)at(scene->k, s->name), vm->caller - s->addr,
		     s->len);
	if (s->module && n > 0 && n < CALLER_SIZE)
		snprintf(text + n, (size_t)(CALLER_SIZE - n), " [%s]",
			 (const char *)at(scene->k, s->module));
	return text;
}

bool areas_listed(const struct scene *scene, const struct span *span)
{
	vaddr_t va = scene->spot.va;

	if (span->area >= 0)
		return true;
	if (scene->spot.has_va && va >= span->start && va < span->end)
		return true;
	if (span->first && span->last && span->start == MODULES_VADDR)
		return false;
	return span_pages(span) > 1;
}

static bool listed_next(const struct scene *scene, struct span *span)
{
	while (span_next(scene, span))
		if (areas_listed(scene, span))
			return true;
	return false;
}

static bool listed_prev(const struct scene *scene, struct span *span)
{
	while (span_prev(scene, span))
		if (areas_listed(scene, span))
			return true;
	return false;
}

int areas_list_rows(const struct scene *scene, int max)
{
	struct span span;
	int rows = 1;

	if (!span_at(scene, MODULES_VADDR, &span))
		return rows;
	if (areas_listed(scene, &span))
		rows++;
	while (rows < max && listed_next(scene, &span))
		rows++;
	return rows;
}

/* ---- One row ---- */

static void paint_change(const struct canvas *c, int y, enum span_change change)
{
	static const enum glyph glyphs[] = {
		[SPAN_NEW] = GLYPH_ADDED,
		[SPAN_FREED] = GLYPH_REMOVED,
		[SPAN_CHANGED] = GLYPH_CHANGED,
	};

	if (change == SPAN_SAME)
		return;
	canvas_glyph(c, 0, y, glyphs[change]);
	canvas_flag(c, 0, y, c->width, 1, CELL_CHANGED);
}

static void paint_pages(const struct canvas *c, int y,
			const struct scene_area *area)
{
	uint32_t pages =
		((area->end - area->start) >> PAGE_SHIFT) - area->guard;
	char text[32];
	int n = 0;

	if (area->mapped != pages)
		n = snprintf(text, sizeof(text), "%" PRIu32 "/", area->mapped);
	snprintf(text + n, sizeof(text) - (size_t)n, "%" PRIu32 "%s", pages,
		 area->guard ? "+1" : "");
	canvas_fit(c, column(c, X_PAGES), y,
		   column(c, X_WHAT) - column(c, X_PAGES) - 1, ROLE_NUMBER,
		   text);
}

static void paint_area(const struct scene *scene, const struct canvas *c, int y,
		       uint32_t i)
{
	const struct scene_area *area = &scene->area[i];
	enum role role = glyph_role(area_glyph(area));
	char caller[CALLER_SIZE];

	paint_pages(c, y, area);
	canvas_glyph(c, column(c, X_WHAT), y, area_glyph(area));
	canvas_fit(c, column(c, X_WHAT) + 2, y,
		   c->width - column(c, X_WHAT) - 2, role, area_word(area));
	if (area->value)
		canvas_printf(c, column(c, X_VALUE), y, ROLE_NAME, "$%" PRIu32,
			      area->value);
	if (area->lazy) {
		canvas_text(c, column(c, X_RUNS), y, ROLE_LAZY,
			    c->width < column(c, X_CALLER) + 5
				    ? "waits"
				    : "waits for a purge");
		return;
	}
	if (area->runs)
		canvas_printf(c, column(c, X_RUNS), y, ROLE_NUMBER,
			      "%" PRIu32 " run%s", area->runs,
			      area->runs == 1 ? "" : "s");
	canvas_fit(c, column(c, X_CALLER), y, c->width - column(c, X_CALLER),
		   ROLE_NAME, areas_caller(scene, i, caller));
}

static void paint_hole(const struct canvas *c, int y, const struct span *span)
{
	uint32_t fits = span_fits(span);
	char text[96], size[SIZE_TEXT], align[SIZE_TEXT];

	if (span->hole == HOLE_PAGE)
		snprintf(text, sizeof(text), "left free by the allocator");
	else if (span->hole == HOLE_ALIGN && fits)
		snprintf(text, sizeof(text), "fits %s, left by alignment",
			 span_size(fits, size));
	else if (span->hole == HOLE_ALIGN)
		snprintf(text, sizeof(text), "left by alignment to %s",
			 span_size(span->align, align));
	else if (fits)
		snprintf(text, sizeof(text), "free, fits %s",
			 span_size(fits, size));
	else
		snprintf(text, sizeof(text), "free, too small");
	canvas_role(c, X_START, y, column(c, X_PAGES) - X_START, 1, ROLE_DIM);
	canvas_fit(c, column(c, X_PAGES), y, c->width - column(c, X_PAGES),
		   ROLE_DIM, text);
}

/* Variables of the step that point here: "<- first, tmp". */
static void paint_marks(const struct scene *scene, const struct canvas *c,
			int y, const struct span *span)
{
	const struct scene_area *area =
		span->area < 0 ? NULL : &scene->area[span->area];
	char text[80] = "";
	size_t n = 0;

	for (unsigned int i = 0; i < scene->nr_marks; i++) {
		const struct mark *mark = &scene->mark[i];
		bool here =
			(mark->kind == MARK_ADDR &&
			 mark->value - span->start < span->end - span->start) ||
			(area && mark->kind == MARK_AREA &&
			 mark->value == area->va) ||
			(area && mark->kind == MARK_VM && area->vm &&
			 mark->value == area->vm);

		if (!here || n >= sizeof(text))
			continue;
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s",
				      n ? ", " : " <- ", mark->name);
	}
	if (n)
		canvas_fit(c, c->width - text_columns(text, strlen(text)), y,
			   c->width, ROLE_CURSOR, text);
}

static void paint_row(const struct scene *scene, const struct canvas *c, int y,
		      const struct span *span, bool here)
{
	char size[SIZE_TEXT];

	canvas_printf(c, X_START, y, ROLE_ADDRESS, ADDR, span->start);
	if (has_end(c))
		canvas_printf(c, X_END, y, ROLE_ADDRESS, ADDR, span->end);
	canvas_printf(c, column(c, X_SIZE), y, ROLE_NUMBER, "%7s",
		      span_size(span->end - span->start, size));
	if (span->area < 0)
		paint_hole(c, y, span);
	else
		paint_area(scene, c, y, (uint32_t)span->area);
	if (span->area >= 0)
		paint_change(c, y, span_change(scene, (uint32_t)span->area));
	paint_marks(scene, c, y, span);
	if (here) {
		canvas_glyph(c, 1, y, GLYPH_HERE);
		canvas_flag(c, 0, y, c->width, 1, CELL_SELECTED);
	}
	canvas_target(c, 0, y, c->width, 1, TARGET_ADDR, span->start);
}

static void paint_headings(const struct canvas *c)
{
	static const struct {
		int x;
		const char *text;
	} row[] = {
		{ X_START, "start" },	{ X_END, "end" },
		{ X_SIZE + 3, "size" }, { X_PAGES, "pages" },
		{ X_WHAT, "what" },	{ X_VALUE, "$N" },
		{ X_RUNS, "frames" },	{ X_CALLER, "caller" },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		int x = column(c, row[i].x);

		if (row[i].x != X_END || has_end(c))
			canvas_fit(c, x, 0, c->width - x, ROLE_DIM,
				   row[i].text);
	}
}

/* The row to begin with: the topic in the middle, no rows left over. */
static void go_to_top(const struct scene *scene, const struct topic *topic,
		      int rows, struct span *span)
{
	struct span ahead = topic->span;
	int above = rows / 2, below = rows - above - 1;

	*span = topic->span;
	while (below > 0 && listed_next(scene, &ahead))
		below--;
	for (above += below; above > 0; above--) {
		struct span before = *span;

		if (!listed_prev(scene, &before))
			return;
		*span = before;
	}
}

void areas_list_draw(const struct scene *scene, const struct canvas *c,
		     const struct topic *topic, uint32_t *first, uint32_t *last)
{
	struct span span;

	*first = scene->nr_areas;
	*last = 0;
	paint_headings(c);
	go_to_top(scene, topic, c->height - 1, &span);
	for (int y = 1; y < c->height; y++) {
		if (y > 1 && !listed_next(scene, &span))
			break;
		paint_row(scene, c, y, &span,
			  topic->chosen && span.start == topic->span.start);
		if (span.area < 0)
			continue;
		*last = (uint32_t)span.area;
		if (*first == scene->nr_areas)
			*first = *last;
	}
}
