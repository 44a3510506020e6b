/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames_grid.c - physical memory as rows of cells, for the frames pane.
 *
 * Holes between banks take one row, however large they are. What a cell shows
 * is in ram_cell.c; the one under the cursor shows a letter: whose the chosen
 * frame is, or the order of the free block it lies in.
 *
 * Invariant: rows of a stretch start at its start and hold cells * frames
 * each; single frames are numbered from a multiple of a row's frames.
 */
#include "view/frames/frames.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/page_alloc.h"
#include "translate.h"

const struct zone *pfn_zone(const struct scene *scene, pfn_t pfn)
{
	return page_zone(scene->k, pfn_to_page(scene->k, pfn));
}

/* ---- Rows ---- */

static uint32_t row_frames(const struct grid *g)
{
	return g->cells * g->frames;
}

static void add_stretch(struct grid *g, pfn_t start, pfn_t end, bool ram)
{
	struct stretch *s = &g->stretch[g->nr_stretches++];

	*s = (struct stretch){ .start = start, .end = end, .ram = ram };
}

/* All stretches are there: count their rows. */
static void count_rows(struct grid *g)
{
	g->rows = 0;
	for (unsigned int i = 0; i < g->nr_stretches; i++) {
		struct stretch *s = &g->stretch[i];

		s->first = g->rows;
		s->rows = s->ram ? (s->end - s->start) / row_frames(g) : 1;
		g->rows += s->rows;
	}
}

/* Whole rows for the frames up to @end. */
static pfn_t rows_end(const struct grid *g, pfn_t start, pfn_t end)
{
	uint32_t frames = row_frames(g);

	return start + (end - start + frames - 1) / frames * frames;
}

/* Banks that share a row, or whose rows touch, are one stretch. */
static void add_bank(struct grid *g, pfn_t start, pfn_t end)
{
	struct stretch *last =
		g->nr_stretches ? &g->stretch[g->nr_stretches - 1] : NULL;

	if (last && start <= last->end) {
		if (end > last->end)
			last->end = rows_end(g, last->start, end);
		return;
	}
	if (last)
		add_stretch(g, last->end, start, false);
	add_stretch(g, start, rows_end(g, start, end), true);
}

static void cut_rows(struct grid *g)
{
	const struct layout *l = &g->scene->k->layout;
	uint32_t mask = g->numbered ? row_frames(g) - 1 : 0;

	g->nr_stretches = 0;
	for (unsigned int i = 0; i < l->nr_banks; i++) {
		const struct bank *bank = &l->bank[i];
		pfn_t start = bank->start >> PAGE_SHIFT;
		pfn_t end = (pfn_t)((bank->start + bank->size) >> PAGE_SHIFT);

		add_bank(g, start & ~mask, end);
	}
	count_rows(g);
}

enum { MOST_FRAMES = 1 << 16 }; /* of a cell */

enum { MANY_ROWS = 16 };

/* 1, 2, 4, 8, ... frames; where that would leave many rows unused 3, 6, ...,
 * too. */
static uint32_t next_size(uint32_t frames, uint32_t max_rows)
{
	bool power = !(frames & (frames - 1));

	if (max_rows < MANY_ROWS || frames == 1)
		return 2 * frames;
	return power ? frames / 2 * 3 : frames / 3 * 4;
}

void grid_fit(struct grid *g, const struct scene *scene, uint32_t cells,
	      uint32_t max_rows)
{
	*g = (struct grid){ .scene = scene, .columns = 1, .cells = cells };
	for (g->frames = 1;; g->frames = next_size(g->frames, max_rows)) {
		cut_rows(g);
		if (g->rows <= max_rows || g->frames >= MOST_FRAMES)
			break;
	}
	g->shown = g->rows < max_rows ? g->rows : max_rows;
}

/* The last stretch that begins at or before a frame; NULL: none does. */
static const struct stretch *find_stretch(const struct grid *g, pfn_t pfn)
{
	unsigned int i = g->nr_stretches;

	while (i && g->stretch[i - 1].start > pfn)
		i--;
	return i ? &g->stretch[i - 1] : NULL;
}

/* The row that a frame lies in, and its column; false: in none. */
static bool grid_place(const struct grid *g, pfn_t pfn, uint32_t *row, int *x)
{
	const struct stretch *s = find_stretch(g, pfn);
	uint32_t frames = row_frames(g), inside;

	if (!s || pfn >= s->end || !s->ram)
		return false;
	inside = pfn - s->start;
	*row = s->first + inside / frames;
	*x = FRAMES_LABEL + (int)(inside % frames / g->frames) * g->columns;
	return true;
}

/* The chosen row in the middle, but nothing blank above or below. */
static void scroll(struct grid *g, uint32_t max_rows)
{
	const struct spot *spot = &g->scene->spot;
	uint32_t row = 0;
	int x;

	g->shown = g->rows < max_rows ? g->rows : max_rows;
	if (spot->has_pfn && !grid_place(g, spot->pfn, &row, &x))
		row = 0;
	g->top = row > g->shown / 2 ? row - g->shown / 2 : 0;
	if (g->top > g->rows - g->shown)
		g->top = g->rows - g->shown;
}

void grid_zoom(struct grid *g, uint32_t frames, uint32_t max_rows)
{
	g->frames = frames;
	cut_rows(g);
	scroll(g, max_rows);
}

/* Room for the largest page number; as many frames a row as fit then. */
void grid_zoom_frames(struct grid *g, int width, uint32_t max_rows)
{
	struct backing b;
	uint32_t last = backing_chosen(g->scene, &b) ? b.pages - 1 : 0;

	g->numbered = true;
	g->frames = 1;
	for (g->columns = 3; last >= 100; last /= 10)
		g->columns++;
	g->cells = FRAMES_ROW;
	while (g->cells > 2 &&
	       FRAMES_LABEL + g->columns * (int)g->cells > width)
		g->cells /= 2;
	cut_rows(g);
	scroll(g, max_rows - 1);
}

/* The stretch of a row, and how many of its rows come before. */
static const struct stretch *stretch_of(const struct grid *g, uint32_t row,
					uint32_t *inside)
{
	const struct stretch *s = g->stretch;

	while (row >= s->rows)
		row -= s++->rows;
	*inside = row;
	return s;
}

/* The first frame of a row that is shown; false: a hole. */
static bool row_start(const struct grid *g, uint32_t i, pfn_t *start)
{
	uint32_t inside;
	const struct stretch *s = stretch_of(g, g->top + i, &inside);

	*start = s->start + inside * row_frames(g);
	return s->ram;
}

/* ---- Cells ---- */

static struct ram_cell cell_of(const struct grid *g, pfn_t start, uint32_t i)
{
	return ram_cell(g->scene, start + i * g->frames, g->frames);
}

/* Between two lines, for free cells are blank; none after the end of RAM. */
static void draw_cells(const struct grid *g, const struct canvas *c, int y,
		       pfn_t start)
{
	int x = FRAMES_LABEL, wide = g->numbered ? g->columns - 1 : 1;
	uint32_t nr = g->cells;

	while (nr > 1 && cell_of(g, start, nr - 1).owner == OWNER_NO_RAM)
		nr--;
	for (uint32_t i = 0; i < nr; i++, x += g->columns) {
		struct ram_cell cell = cell_of(g, start, i);

		for (int j = 0; j < wide; j++)
			ram_cell_draw(&cell, c, x + j, y);
	}
	canvas_glyph(c, FRAMES_LABEL - 1, y, GLYPH_VLINE);
	canvas_glyph(c, x - g->numbered, y, GLYPH_VLINE);
}

/* The chosen frame's owner, or the order of its free block. */
static void draw_cursor(const struct grid *g, const struct canvas *c, int y)
{
	const struct spot *spot = &g->scene->spot;
	enum owner owner = scene_owner(g->scene, spot->pfn);
	char text[2] = "";
	uint32_t row;
	int x;

	if (!spot->has_pfn || !grid_place(g, spot->pfn, &row, &x) ||
	    row - g->top >= g->shown)
		return;
	y += (int)(row - g->top);
	if (owner < MAX_ORDER)
		text[0] = (char)glyph_order((unsigned int)owner);
	else
		text[0] = (char)glyph_char(owner_glyph(owner), true);
	if (!g->numbered || canvas_at(c, x, y)->role != ROLE_VMALLOC)
		canvas_text(c, x, y, owner_role(owner), text);
	canvas_flag(c, x, y, g->numbered ? g->columns - 1 : 1, 1,
		    CELL_SELECTED);
	canvas_glyph(c, FRAMES_LABEL - 1, y, GLYPH_HERE);
}

/* ---- What changed: in the margin, and on the cells ---- */

/* One sign a row: when it would need two, it says "changed". */
static void mark_row(const struct canvas *c, int y, enum glyph glyph)
{
	const struct cell *cell = canvas_at(c, 0, y);
	uint32_t ch = glyph_char(glyph, c->ascii);

	if (cell && cell->ch != ' ' && cell->ch != ch)
		glyph = GLYPH_CHANGED;
	canvas_glyph(c, 0, y, glyph);
	canvas_flag(c, 0, y, 1, 1, CELL_CHANGED);
}

static void draw_changes(const struct grid *g, const struct canvas *c, int y,
			 pfn_t start)
{
	pfn_t stop = start + row_frames(g);
	const struct diff_item *end, *item;

	for (item = scene_items(g->scene, DIFF_PAGE, start, &end);
	     item != end && item->address < stop; item++) {
		pfn_t from = item->address, to = from + item->count;
		uint32_t row;
		int x = 0, last = 0;

		from = from < start ? start : from;
		to = to > stop ? stop : to;
		grid_place(g, from, &row, &x);
		grid_place(g, to - 1, &row, &last);
		canvas_flag(c, x, y, last + 1 - x, 1, CELL_CHANGED);
		mark_row(c, y, item_glyph(item));
	}
}

/* ---- The frames of the chosen area or block ---- */

static void number_frame(const struct grid *g, const struct canvas *c, int x,
			 int y, uint32_t page, enum role role)
{
	char text[16];
	int wide = g->columns - 1;
	int len = snprintf(text, sizeof(text), "%" PRIu32, page);

	for (int i = 0; i < wide; i++)
		canvas_glyph(c, x + i, y, GLYPH_NONE);
	canvas_text(c, x + wide - len, y, role, text);
	canvas_flag(c, x, y, wide, 1, CELL_SELECTED);
}

/* Frames of one run, as far as they lie in rows that are shown. */
static void mark_run(const struct grid *g, const struct canvas *c, int y,
		     const struct backing *b, const struct frame_run *run)
{
	uint32_t row;
	int x;

	for (uint32_t i = 0; i < run->nr;) {
		pfn_t pfn = run->pfn + i;
		const struct stretch *s = find_stretch(g, pfn);

		if (grid_place(g, pfn, &row, &x) && row - g->top < g->shown) {
			int at_y = y + (int)(row - g->top);

			if (g->numbered)
				number_frame(g, c, x, at_y, run->page + i,
					     b->role);
			else
				canvas_flag(c, x, at_y, 1, 1, CELL_SELECTED);
		}
		i += s ? g->frames - (pfn - s->start) % g->frames : 1;
	}
}

static void mark_backing(const struct grid *g, const struct canvas *c, int y)
{
	struct frame_run run = { 0 };
	struct backing b;

	if (!backing_chosen(g->scene, &b))
		return;
	while (backing_run(g->scene, &b, &run))
		mark_run(g, c, y, &b, &run);
}

/* ---- Zones, holes ---- */

bool has_zones(const struct kernel *k)
{
	const struct zone *zone;
	int nr = 0;

	for_each_zone(k, zone) nr += populated_zone(zone);
	return nr > 1;
}

/* "HighMem from 36000000", or as much of it as can be read. */
static int note_one(const struct kernel *k, const struct zone *zone, bool from,
		    const struct canvas *c, int x, int y)
{
	char text[64] = "", where[32] = "";
	int room = c->width - x, len, columns;

	if (k->layout.nr_nodes > 1)
		snprintf(text, sizeof(text), _("node %" PRIu32 " "),
			 zone->node);
	len = (int)strlen(text);
	snprintf(text + len, sizeof(text) - (size_t)len, "%.16s ",
		 zone_name(zone));
	/* Which node says more than which zone of it. */
	if (len && columns_of(text) > room)
		text[len] = '\0';
	if (from)
		snprintf(where, sizeof(where), _("from %08x "),
			 zone->zone_start_pfn << PAGE_SHIFT);
	canvas_fit(c, x, y, room, ROLE_NAME, text);
	columns = columns_of(text);
	x += columns;
	if (columns + columns_of(where) > room + 1)
		return x;
	return canvas_text(c, x, y, ROLE_DIM, where);
}

/* At the right: a zone that begins in the row, when there are several. */
static void note_zone(const struct grid *g, const struct canvas *c, int y,
		      pfn_t start)
{
	const struct kernel *k = g->scene->k;
	pfn_t end = start + row_frames(g);
	const struct zone *zone;
	int x = FRAMES_LABEL + (int)g->cells * g->columns + 2;

	if (!has_zones(k))
		return;
	for_each_zone(k, zone)
	{
		pfn_t at = zone->zone_start_pfn;

		if (!populated_zone(zone) || at < start || at >= end)
			continue;
		x = note_one(k, zone, at != start && k->layout.first_pfn != at,
			     c, x, y);
	}
}

static void draw_hole(const struct grid *g, const struct canvas *c, int y,
		      uint32_t i)
{
	uint32_t inside;
	const struct stretch *s = stretch_of(g, g->top + i, &inside);
	char size[SIZE_TEXT];

	canvas_printf(c, 1, y, ROLE_ADDRESS, ADDR, s->start << PAGE_SHIFT);
	canvas_printf(
		c, FRAMES_LABEL, y, ROLE_RESERVED, _("no RAM up to %08x: %s"),
		(s->end << PAGE_SHIFT) - 1,
		size_text((uint64_t)(s->end - s->start) << PAGE_SHIFT, size));
}

/* ---- All of it ---- */

/* The last digit of the pfn above each numbered cell. */
static void draw_digits(const struct grid *g, const struct canvas *c, int y)
{
	canvas_text(c, 1, y, ROLE_DIM, _("1 frame:"));
	for (int i = 0; i < (int)g->cells; i++)
		canvas_printf(c, FRAMES_LABEL + (i + 1) * g->columns - 2, y,
			      ROLE_DIM, "%x", i);
}

int grid_draw(const struct grid *g, const struct canvas *c, int y)
{
	pfn_t start;

	if (g->numbered)
		draw_digits(g, c, y++);
	for (uint32_t i = 0; i < g->shown; i++) {
		int row = y + (int)i;

		if (!row_start(g, i, &start)) {
			draw_hole(g, c, row, i);
			continue;
		}
		canvas_printf(c, 1, row, ROLE_ADDRESS, ADDR,
			      start << PAGE_SHIFT);
		draw_cells(g, c, row, start);
		note_zone(g, c, row, start);
	}
	mark_backing(g, c, y);
	for (uint32_t i = 0; i < g->shown; i++)
		if (row_start(g, i, &start))
			draw_changes(g, c, y + (int)i, start);
	draw_cursor(g, c, y);
	return y + (int)g->shown;
}
