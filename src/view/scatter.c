/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scatter.c - contiguous here, scattered there: pages and frames joined.
 *
 * From the top: what it is, and in how many pieces; its pages in address order
 * with the guard page; the lines; RAM to scale, a cell's colour its owner and
 * its shade how full it is; the chosen page in numbers.
 */
#include "view/scatter.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "view/canvas/dot_line.h"
#include "view/ram_cell.h"
#include "translate.h"

enum {
	X_CELLS = 10,	  /* columns of margin and address before them */
	TWO_ABREAST = 58, /* columns for two pictures side by side */
	MOST_PITCH = 6,	  /* columns from page to page */
	MOST_WIDE = 4,	  /* columns of a frame */
	ALONE = 8,	  /* so many times its pages of RAM are shown around
			    * what is in one piece */
	MOST_LINES = 8,	  /* rows: a longer way is not clearer */
};

/* ---- Scale ---- */

struct stretch_of_ram {
	pfn_t low, end;
};

static struct stretch_of_ram frames_of(const struct scene *scene,
				       const struct backing *b)
{
	struct stretch_of_ram s = { UINT32_MAX, 0 };
	struct frame_run run = { 0 };

	while (backing_run(scene, b, &run)) {
		s.low = run.pfn < s.low ? run.pfn : s.low;
		s.end = run.pfn + run.nr > s.end ? run.pfn + run.nr : s.end;
	}
	return s;
}

static uint32_t parts(uint32_t whole, uint32_t part)
{
	return part ? (whole - 1) / part + 1 : whole;
}

/* Of what is scattered its frames fill the row; what is in one piece is a small
 * part of it. */
static uint32_t frames_needed(const struct scene *scene,
			      const struct backing *b)
{
	struct stretch_of_ram s = frames_of(scene, b);
	uint32_t span = s.end - s.low;

	return b->runs < 2 ? ALONE * b->pages : span + span / 8 + 1;
}

/* As many pages a cell as it takes, with the guard page in the last one. */
static void fit_pages(const struct backing *b, uint32_t columns,
		      struct scatter_scale *s)
{
	uint32_t guard = b->area && b->area->guard;

	s->pages = parts(b->pages, columns - guard);
	s->page_cells = parts(b->pages, s->pages) + guard;
	s->pitch = columns / s->page_cells;
	if (s->pitch > MOST_PITCH)
		s->pitch = MOST_PITCH;
	s->page_x = (columns - s->page_cells * s->pitch) / 2;
}

/* The frames in the middle, but nothing beside RAM. */
static void fit_ram(const struct scene *scene, const struct backing *b,
		    uint32_t columns, uint32_t need, struct scatter_scale *s)
{
	struct stretch_of_ram used = frames_of(scene, b);
	pfn_t first = scene->k->layout.first_pfn, low;
	uint32_t all = scene->index.nr_frames, shown;

	need = need < all ? need : all;
	s->frames = parts(need, columns);
	s->wide = s->frames > 1 ? 1 : columns / need;
	if (s->wide > MOST_WIDE)
		s->wide = MOST_WIDE;
	s->ram_cells = columns / s->wide;
	shown = s->ram_cells * s->frames;
	low = used.low - first + (used.end - used.low) / 2;
	low = low > shown / 2 ? low - shown / 2 : 0;
	if (low + shown > all)
		low = all > shown ? all - shown : 0;
	s->low = first + low;
}

void scatter_fit(const struct scene *scene, const struct backing *b,
		 uint32_t columns, uint32_t need, struct scatter_scale *s)
{
	uint64_t frames = need ? need : frames_needed(scene, b);

	for (int out = scene->look->zoom[PANE_FRAMES]; out < 0; out++)
		frames = frames * 4 < UINT32_MAX ? frames * 4 : UINT32_MAX;
	*s = (struct scatter_scale){ .pages = 1 };
	fit_pages(b, columns, s);
	fit_ram(scene, b, columns, (uint32_t)frames, s);
}

/* Columns of a page's cell: a gap stands between two. */
static uint32_t page_columns(const struct scatter_scale *s)
{
	return s->pitch > 1 ? s->pitch - 1 : 1;
}

int scatter_page_dot(const struct scatter_scale *s, uint32_t page)
{
	uint32_t dots = page_columns(s) * DOTS_X;

	return (int)((s->page_x + page / s->pages * s->pitch) * DOTS_X +
		     (s->pages > 1 ? page % s->pages * dots / s->pages
				   : (dots - 1) / 2));
}

int scatter_frame_dot(const struct scatter_scale *s, pfn_t pfn)
{
	int64_t inside = (int64_t)pfn - s->low;
	uint32_t dots = s->wide * DOTS_X;

	if (inside < 0)
		return -1;
	if (inside >= (int64_t)s->ram_cells * s->frames)
		return (int)(s->ram_cells * dots);
	return (int)(inside * dots / s->frames +
		     (s->frames > 1 ? 0 : (dots - 1) / 2));
}

/* ---- One picture ---- */

struct scatter_picture {
	const struct scene *scene;
	const struct backing *b;
	struct scatter_scale scale;
	struct canvas c, cells; /* the whole, and right of the labels */
	int lines;		/* rows */
	uint32_t page;		/* the bright one */
	bool chosen;		/* it is what the other panes show, too */
};

/* At the right of the heading, which ends before column @from. */
static void draw_guard(const struct scatter_picture *p, int from)
{
	const struct indexed_area *area = p->b->area;
	const struct canvas *c = &p->c;
	char text[48];
	int x;

	if (!area || !area->guard)
		return;
	snprintf(text, sizeof(text), _("guard %08" PRIx32),
		 area->end - PAGE_SIZE);
	x = c->width - columns_of(text) - 2;
	if (x < from)
		return;
	canvas_glyph(c, x, 0, GLYPH_GUARD);
	x = canvas_text(c, x + 2, 0, ROLE_GUARD, text);
	canvas_target(c, x - columns_of(text), 0, columns_of(text), 1,
		      TARGET_ADDR, area->end - PAGE_SIZE);
}

/* "$1 vmalloc 64K: 16 pages in 16 pieces", as much as there is room for. */
static void draw_heading(const struct scatter_picture *p)
{
	const struct backing *b = p->b;
	const struct canvas *c = &p->c;
	uint32_t pages = b->area ? b->area->frames : b->pages;
	char size[SIZE_TEXT], text[128];
	int x;

	x = canvas_printf(c, 1, 0, b->role, "%s", b->name);
	x = canvas_printf(c, x, 0, ROLE_TEXT, " %s %s", b->what,
			  size_text(b->bytes, size));
	if (b->area && b->area->lazy)
		x = canvas_text(c, x, 0, ROLE_TEXT, _(", still mapped"));
	if (b->runs == 1)
		snprintf(text, sizeof(text),
			 ngettext(": %" PRIu32 " frame in one piece",
				  ": %" PRIu32 " frames in one piece", pages),
			 pages);
	else
		snprintf(text, sizeof(text),
			 _(": %" PRIu32 " frames in %" PRIu32 " pieces"), pages,
			 b->runs);
	if (x + columns_of(text) > c->width)
		snprintf(text, sizeof(text),
			 ngettext(": %" PRIu32 " piece", ": %" PRIu32 " pieces",
				  b->runs),
			 b->runs);
	canvas_fit(c, x, 0, c->width - x, ROLE_TEXT, text);
	draw_guard(p, x + columns_of(text) + 2);
}

static void draw_pages(const struct scatter_picture *p)
{
	const struct scatter_scale *s = &p->scale;
	const struct backing *b = p->b;
	enum glyph glyph = b->area ? area_glyph(b->area) : GLYPH_VMALLOC;
	bool guard = b->area && b->area->guard;
	int x = (int)s->page_x, wide = (int)page_columns(s);

	if (b->start)
		canvas_printf(&p->c, 1, 1, ROLE_ADDRESS, ADDR, b->start);
	for (uint32_t i = 0; i < s->page_cells; i++, x += (int)s->pitch) {
		bool last = guard && i + 1 == s->page_cells;

		for (int j = 0; j < (last ? 1 : wide); j++)
			canvas_glyph_as(&p->cells, x + j, 1,
					last ? GLYPH_GUARD : glyph,
					last ? ROLE_GUARD : b->role);
		canvas_target(&p->cells, x, 1, wide, 1, TARGET_ADDR,
			      b->start + (i * s->pages << PAGE_SHIFT));
		if (p->chosen && i == p->page / s->pages)
			canvas_flag(&p->cells, x, 1, wide, 1, CELL_SELECTED);
	}
}

static void draw_line(const struct scatter_picture *p,
		      const struct canvas *lines, uint32_t page, enum role role)
{
	pfn_t pfn;

	if (!backing_frame(p->scene, p->b, page, &pfn))
		return;
	dot_line(lines, scatter_page_dot(&p->scale, page),
		 scatter_frame_dot(&p->scale, pfn), role);
}

/* Two of a column at the most: that is all that dots can tell. The chosen one
 * last, over all others. */
static void draw_lines(const struct scatter_picture *p)
{
	struct canvas lines =
		canvas_part(&p->cells, 0, 2, p->cells.width, p->lines);
	/* The role of what is freed has a ground of its own: too much here. */
	enum role role = p->b->role == ROLE_LAZY ? ROLE_DIM : p->b->role;
	uint32_t step = p->scale.pages > 2 ? parts(p->scale.pages, 2) : 1;

	for (uint32_t page = 0; page < p->b->pages; page += step)
		draw_line(p, &lines, page, role);
	draw_line(p, &lines, p->page, ROLE_TITLE);
}

/* The first column of a frame's cell. */
static int ram_x(const struct scatter_scale *s, pfn_t pfn)
{
	return scatter_frame_dot(s, pfn) / DOTS_X / (int)s->wide * (int)s->wide;
}

static void draw_own(const struct scatter_picture *p, int y,
		     const struct frame_run *run)
{
	const struct scatter_scale *s = &p->scale;
	int end = ram_x(s, run->pfn + run->nr - 1) + (int)s->wide;

	for (int x = ram_x(s, run->pfn); x < end; x++)
		canvas_glyph_as(&p->cells, x, y, GLYPH_FILL_4, p->b->role);
}

/* Its own frames are full cells; of all others three quarters at the most. */
static void draw_ram(const struct scatter_picture *p)
{
	const struct scatter_scale *s = &p->scale;
	const struct canvas *c = &p->cells;
	int y = 2 + p->lines, wide = (int)s->wide;
	struct frame_run run = { 0 };
	pfn_t pfn;

	canvas_printf(&p->c, 1, y, ROLE_ADDRESS, ADDR, s->low << PAGE_SHIFT);
	canvas_glyph(&p->c, X_CELLS - 1, y, GLYPH_VLINE);
	canvas_glyph(&p->c, X_CELLS + (int)s->ram_cells * wide, y, GLYPH_VLINE);
	for (uint32_t i = 0; i < s->ram_cells; i++) {
		struct ram_cell cell =
			ram_cell(p->scene, s->low + i * s->frames, s->frames);

		if (cell.fill == RAM_FULL)
			cell.fill--;
		for (int j = 0; j < wide; j++)
			ram_cell_draw(&cell, c, (int)i * wide + j, y);
	}
	while (backing_run(p->scene, p->b, &run))
		draw_own(p, y, &run);
	if (backing_frame(p->scene, p->b, p->page, &pfn))
		canvas_flag(c, ram_x(s, pfn), y, wide, 1, CELL_SELECTED);
}

static void draw_picture(const struct scatter_picture *p)
{
	draw_heading(p);
	draw_pages(p);
	draw_lines(p);
	draw_ram(p);
}

/* ---- The chosen page in numbers, and the scale ---- */

/* Whole, or abbreviated: a number that is cut is a wrong number. */
static int page_text(const struct scatter_picture *p, const struct canvas *c,
		     int y, bool in_short)
{
	const struct backing *b = p->b;
	int x = 1;
	pfn_t pfn;

	x = canvas_printf(c, x, y, ROLE_TEXT, _("page %" PRIu32 "  "), p->page);
	if (b->start)
		x = canvas_printf(c, x, y, ROLE_ADDRESS, ADDR,
				  b->start + (p->page << PAGE_SHIFT));
	else
		x = canvas_text(c, x, y, ROLE_DIM, _("no address"));
	if (!backing_frame(p->scene, b, p->page, &pfn))
		return canvas_text(c, x, y, ROLE_DIM, _("  no frame"));
	canvas_glyph(c, x + 1, y, GLYPH_ARROW);
	x = canvas_printf(c, x + 3, y, ROLE_NUMBER, PFN, pfn);
	return canvas_printf(c, x, y, ROLE_NUMBER,
			     in_short ? " %08x" : _(", physical %08x"),
			     pfn << PAGE_SHIFT);
}

static void draw_page(const struct scatter_picture *p, const struct canvas *c,
		      int y)
{
	struct canvas nowhere = { .width = 0 };
	bool in_short = page_text(p, &nowhere, 0, false) > c->width;
	int x = page_text(p, c, y, in_short);
	char scale[64];

	canvas_flag(c, 1, y, x - 1, 1, CELL_SELECTED);
	snprintf(scale, sizeof(scale),
		 ngettext("1 cell = %" PRIu32 " frame",
			  "1 cell = %" PRIu32 " frames", p->scale.frames),
		 p->scale.frames);
	if (x + 2 + columns_of(scale) <= c->width)
		canvas_text(c, c->width - columns_of(scale), y, ROLE_DIM,
			    scale);
}

/* ---- All of it ---- */

static void begin(struct scatter_picture *p, const struct canvas *c, int x,
		  int y, int width)
{
	p->c = canvas_part(c, x, y, width, 3 + p->lines);
	p->cells = canvas_part(&p->c, X_CELLS, 0, width - X_CELLS - 1,
			       3 + p->lines);
}

/* The page that other panes show; else the first. */
static void find_page(struct scatter_picture *p)
{
	const struct spot *spot = &p->scene->spot;
	const struct backing *b = p->b;

	p->page = 0;
	if (b->area && spot->area >= 0 &&
	    b->area == &p->scene->index.area[spot->area])
		p->page = spot->page < b->pages ? spot->page : b->pages - 1;
	else if (!spot->has_pfn ||
		 !backing_page(p->scene, b, spot->pfn, &p->page))
		return;
	p->chosen = true;
}

/* The scale of both pictures: what is scattered needs it more. */
static uint32_t common_need(const struct scatter_picture *a,
			    const struct scatter_picture *b)
{
	uint32_t of_a = frames_needed(a->scene, a->b);
	uint32_t of_b = frames_needed(b->scene, b->b);

	if ((a->b->runs < 2) != (b->b->runs < 2))
		return a->b->runs < 2 ? of_b : of_a;
	return of_a > of_b ? of_a : of_b;
}

int scatter_draw(const struct scene *scene, const struct canvas *c, int y,
		 int rows)
{
	struct backing chosen, other;
	struct scatter_picture a = { .scene = scene, .b = &chosen },
			       b = { .scene = scene, .b = &other };
	uint32_t need = 0;
	bool two;

	if (rows < SCATTER_LEAST || c->width < 3 * X_CELLS ||
	    !backing_chosen(scene, &chosen))
		return 0;
	a.lines = rows - SCATTER_TEXT;
	if (a.lines > MOST_LINES)
		a.lines = MOST_LINES;
	b.lines = a.lines;
	find_page(&a);
	two = c->width >= TWO_ABREAST && backing_other(scene, &chosen, &other);
	begin(&a, c, 0, y, two ? c->width / 2 : c->width);
	if (two) {
		begin(&b, c, c->width / 2, y, c->width / 2);
		need = common_need(&a, &b);
		scatter_fit(scene, &other, (uint32_t)b.cells.width, need,
			    &b.scale);
		draw_picture(&b);
	}
	scatter_fit(scene, &chosen, (uint32_t)a.cells.width, need, &a.scale);
	draw_picture(&a);
	draw_page(&a, c, y + SCATTER_TEXT - 1 + a.lines);
	return SCATTER_TEXT + a.lines;
}
