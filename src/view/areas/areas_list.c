/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * areas_list.c - the list of the areas pane: areas, and holes worth a row.
 *
 * Columns 0 and 1 have what the last command did and the chosen row; the
 * others are a table below.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "view/areas/areas_internal.h"
#include "translate.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum { MARGIN = 2, COLUMN_PAGES = 8, COLUMN_FRAMES = 9 };

/* Columns of a pane: from ROOMY on the end of an area has a column, from
 * VERY_ROOMY on names may be longer. */
enum { ROOMY = 50, VERY_ROOMY = 80, ROOM_FOR_NAME = 9 };

const char *areas_caller(const struct scene *scene, uint32_t i, char *text)
{
	const struct vm_struct *vm = at(scene->k, scene->index.area[i].vm);
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
	if (span->first && span->last &&
	    span->start == scene->k->layout.modules_vaddr)
		return false;
	return span_pages(span) > 1;
}

static bool listed_next(const struct scene *scene, struct span *span)
{
	while (span_next(&scene->index, span))
		if (areas_listed(scene, span))
			return true;
	return false;
}

static bool listed_prev(const struct scene *scene, struct span *span)
{
	while (span_prev(&scene->index, span))
		if (areas_listed(scene, span))
			return true;
	return false;
}

int areas_list_rows(const struct scene *scene, int max)
{
	struct span span;
	int rows = 1;

	if (!span_at(&scene->index, scene->k->layout.modules_vaddr, &span))
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

/* The contents of a row. */
struct list_row {
	const struct scene *scene;
	const struct span *span;
	uint32_t i;			 /* of the area */
	const struct indexed_area *area; /* NULL: a hole */
	int room;			 /* columns, up to the next one's */
};

static void paint_start(const struct canvas *c, const struct list_row *row)
{
	canvas_printf(c, 0, 0, ROLE_ADDRESS, ADDR, row->span->start);
}

static void paint_end(const struct canvas *c, const struct list_row *row)
{
	canvas_printf(c, 0, 0, ROLE_ADDRESS, ADDR, row->span->end);
}

static void paint_size(const struct canvas *c, const struct list_row *row)
{
	char size[SIZE_TEXT];

	canvas_printf(c, 0, 0, ROLE_NUMBER, "%6s",
		      short_size_text(row->span->end - row->span->start, size));
}

static void paint_hole(const struct canvas *c, const struct span *span)
{
	uint32_t fits = span_fits(span);
	char text[96], size[SIZE_TEXT], align[SIZE_TEXT];

	if (span->hole == HOLE_PAGE)
		snprintf(text, sizeof(text), _("left free by the allocator"));
	else if (span->hole == HOLE_ALIGN && fits)
		snprintf(text, sizeof(text), _("fits %s, left by alignment"),
			 short_size_text(fits, size));
	else if (span->hole == HOLE_ALIGN)
		snprintf(text, sizeof(text), _("left by alignment to %s"),
			 short_size_text(span->align, align));
	else if (fits)
		snprintf(text, sizeof(text), _("free, fits %s"),
			 short_size_text(fits, size));
	else
		snprintf(text, sizeof(text), _("free, too small"));
	canvas_fit(c, 0, 0, c->width, ROLE_DIM, text);
}

static void paint_pages(const struct canvas *c, const struct list_row *row)
{
	const struct indexed_area *area = row->area;
	uint32_t pages =
		((area->end - area->start) >> PAGE_SHIFT) - area->guard;
	char text[32];
	int n = 0;

	if (area->frames != pages)
		n = snprintf(text, sizeof(text), "%" PRIu32 "/", area->frames);
	snprintf(text + n, sizeof(text) - (size_t)n, "%" PRIu32 "%s", pages,
		 area->guard ? "+1" : "");
	canvas_fit(c, 0, 0, COLUMN_PAGES - 1, ROLE_NUMBER, text);
}

static void paint_what(const struct canvas *c, const struct list_row *row)
{
	canvas_glyph(c, 0, 0, area_glyph(row->area));
	canvas_fit(c, 2, 0, row->room - 2, glyph_role(area_glyph(row->area)),
		   area_word(row->area));
}

static void paint_value(const struct canvas *c, const struct list_row *row)
{
	char called[AREA_NAME_SIZE];

	canvas_fit(c, 0, 0, row->room < c->width ? row->room : c->width,
		   ROLE_NAME, area_called(row->area, called));
}

/* Of a freed area: why it is still there, in the place of its caller, too. */
static void paint_frames(const struct canvas *c, const struct list_row *row)
{
	const char *waits = _("waits for a purge");

	if (columns_of(waits) > c->width)
		waits = _("waits");
	if (row->area->lazy)
		canvas_text(c, 0, 0, ROLE_LAZY, waits);
	else if (row->area->runs)
		canvas_printf(c, 0, 0, ROLE_NUMBER,
			      ngettext("%" PRIu32 " run", "%" PRIu32 " runs",
				       row->area->runs),
			      row->area->runs);
}

/* Of a block: taken, dirty and unused pages, each after its glyph. */
static void paint_block(const struct canvas *c, const struct list_row *row)
{
	const struct block_use use = block_use(row->scene, row->area);
	const struct {
		enum glyph glyph;
		uint32_t pages;
	} parts[] = {
		{ GLYPH_TAKEN, use.taken },
		{ GLYPH_DIRTY, use.dirty },
		{ GLYPH_UNUSED, use.unused },
	};
	int x = 0;

	for (size_t i = 0; i < ARRAY_SIZE(parts) && x + 6 <= c->width; i++) {
		x = canvas_glyph(c, x, 0, parts[i].glyph);
		x = canvas_printf(c, x, 0, glyph_role(parts[i].glyph),
				  "%" PRIu32, parts[i].pages) +
		    1;
	}
}

static void paint_caller(const struct canvas *c, const struct list_row *row)
{
	char caller[CALLER_SIZE];

	if (row->area->block) {
		paint_block(c, row);
		return;
	}
	if (!row->area->lazy)
		canvas_fit(c, 0, 0, c->width, ROLE_NAME,
			   areas_caller(row->scene, row->i, caller));
}

/* ---- Columns ---- */

/* Each gets the row from its first cell on; the next one paints over it. */
static const struct column {
	const char *heading;
	int width;     /* with the blank after it; 0: all that is left */
	bool of_holes; /* others leave their place to what a hole is */
	bool if_roomy; /* left out of a narrow pane */
	void (*paint)(const struct canvas *c, const struct list_row *row);
} columns[] = {
	{ N_("start"), 9, true, false, paint_start },
	/* Start and size say it, too. */
	{ N_("end"), 9, true, true, paint_end },
	{ N_("  size"), 7, true, false, paint_size },
	{ N_("pages"), COLUMN_PAGES, false, false, paint_pages },
	{ N_("what"), 11, false, false, paint_what },
	{ N_("name"), 7, false, false, paint_value },
	{ N_("frames"), COLUMN_FRAMES, false, false, paint_frames },
	{ N_("caller"), 0, false, false, paint_caller },
};

static int column_width(const struct canvas *c, size_t i)
{
	bool longer = c->width >= VERY_ROOMY && columns[i].paint == paint_value;

	return columns[i].width + (longer ? ROOM_FOR_NAME : 0);
}

/* The cells from a column on to the end of a row; false: it is left out, as a
 * heading that is cut says nothing. */
static bool next_column(const struct canvas *c, int y, size_t i, int *x,
			struct canvas *part)
{
	if ((columns[i].if_roomy && c->width < ROOMY) ||
	    c->width - *x < columns_of(_(columns[i].heading)))
		return false;
	*part = canvas_part(c, *x, y, c->width - *x, 1);
	*x += column_width(c, i);
	return true;
}

static void paint_columns(const struct canvas *c, int y, struct list_row *row)
{
	struct canvas part;
	int x = MARGIN;

	for (size_t i = 0; i < ARRAY_SIZE(columns); i++) {
		int from = x;

		if (!next_column(c, y, i, &x, &part))
			continue;
		if (row->area || columns[i].of_holes) {
			row->room = x - from - 1;
			columns[i].paint(&part, row);
			continue;
		}
		canvas_role(c, MARGIN, y, from - MARGIN, 1, ROLE_DIM);
		paint_hole(&part, row->span);
		return;
	}
}

/* Variables of the step that point here: "<- first, tmp". */
static void paint_marks(const struct scene *scene, const struct canvas *c,
			int y, const struct span *span)
{
	const struct indexed_area *area =
		span->area < 0 ? NULL : &scene->index.area[span->area];
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
		canvas_fit(c, c->width - columns_of(text), y, c->width,
			   ROLE_CURSOR, text);
}

static void paint_row(const struct scene *scene, const struct canvas *c, int y,
		      const struct span *span, bool here)
{
	struct list_row row = { .scene = scene, .span = span };

	if (span->area >= 0) {
		row.i = (uint32_t)span->area;
		row.area = &scene->index.area[row.i];
	}
	paint_columns(c, y, &row);
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
	struct canvas part;
	int x = MARGIN;

	for (size_t i = 0; i < ARRAY_SIZE(columns); i++) {
		const char *heading = _(columns[i].heading);
		int blanks = (int)strspn(heading, " ");

		if (next_column(c, 0, i, &x, &part))
			canvas_fit(&part, blanks, 0, part.width - blanks,
				   ROLE_DIM, heading + blanks);
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

	*first = scene->index.nr_areas;
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
		if (*first == scene->index.nr_areas)
			*first = *last;
	}
}
