/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strip.c - pages as cells, whatever the scale.
 */
#include "view/areas/strip.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "view/span_look.h"
#include "view/pane_table.h"
#include "translate.h"

/* What the pages of a cell are. */
struct mixture {
	uint32_t pages[GLYPH_NONE + 1]; /* by glyph */
	enum role role[GLYPH_NONE + 1];
	uint32_t total;
};

static void mix(struct mixture *m, enum glyph glyph, enum role role,
		uint32_t pages)
{
	m->pages[glyph] += pages;
	m->role[glyph] = role;
	m->total += pages;
}

/* Pages of [a, b) that lie in [start, end). */
static uint32_t overlap(vaddr_t a, vaddr_t b, vaddr_t start, vaddr_t end)
{
	a = a > start ? a : start;
	b = b < end ? b : end;
	return a < b ? (b - a) >> PAGE_SHIFT : 0;
}

/* Pages of a block that were never given are as good as free. */
static void mix_block(const struct scene *scene, struct mixture *m,
		      const struct indexed_area *area, vaddr_t start,
		      vaddr_t end)
{
	vaddr_t va = start > area->start ? start : area->start;

	for (; va < end && va < area->end; va += PAGE_SIZE) {
		enum glyph glyph = block_glyph(scene, area, va);

		mix(m, glyph, glyph_role(glyph), 1);
	}
}

static void mix_area(const struct scene *scene, struct mixture *m,
		     const struct indexed_area *area, vaddr_t start,
		     vaddr_t end)
{
	enum glyph glyph = area_glyph(area);
	enum role role = glyph_role(glyph);
	vaddr_t mapped = area->start + (area->mapped << PAGE_SHIFT);
	vaddr_t guard = area->end - (area->guard ? PAGE_SIZE : 0);

	if (area->block) {
		mix_block(scene, m, area, start, end);
		return;
	}
	if (area->lazy) {
		mix(m, glyph, role,
		    overlap(area->start, area->end, start, end));
		return;
	}
	mix(m, glyph, role, overlap(area->start, mapped, start, end));
	mix(m, GLYPH_UNMAPPED, role, overlap(mapped, guard, start, end));
	mix(m, GLYPH_GUARD, ROLE_GUARD, overlap(guard, area->end, start, end));
}

/* The one page between two areas is as good as taken; more is free. */
static void mix_hole(struct mixture *m, vaddr_t from, vaddr_t to, vaddr_t start,
		     vaddr_t end)
{
	bool gap = to - from == PAGE_SIZE;

	mix(m, gap ? GLYPH_GAP : GLYPH_NONE, gap ? ROLE_GAP : ROLE_TEXT,
	    overlap(from, to, start, end));
}

static void mix_range(const struct scene *scene, struct mixture *m,
		      vaddr_t start, vaddr_t end)
{
	uint32_t i = scene_area_after(scene, start);
	vaddr_t from = i ? scene->index.area[i - 1].end : 0;

	*m = (struct mixture){ .total = 0 };
	for (; i < scene->index.nr_areas && scene->index.area[i].start < end;
	     i++) {
		const struct indexed_area *area = &scene->index.area[i];

		mix_hole(m, from, area->start, start, end);
		mix_area(scene, m, area, start, end);
		from = area->end;
	}
	if (from < end)
		mix_hole(m, from,
			 i < scene->index.nr_areas ? scene->index.area[i].start
						   : UINT32_MAX,
			 start, end);
}

/* What an area is counts for more than its guard page and what is left. */
static enum glyph most(const struct mixture *m)
{
	enum glyph best = GLYPH_NONE;

	for (enum glyph g = 0; g < GLYPH_NONE; g++)
		if (g != GLYPH_GUARD && g != GLYPH_GAP && g != GLYPH_UNUSED &&
		    m->pages[g] &&
		    (best == GLYPH_NONE || m->pages[g] > m->pages[best]))
			best = g;
	if (best != GLYPH_NONE)
		return best;
	if (m->pages[GLYPH_GUARD])
		return GLYPH_GUARD;
	if (m->pages[GLYPH_UNUSED])
		return GLYPH_UNUSED;
	return m->pages[GLYPH_GAP] ? GLYPH_GAP : GLYPH_NONE;
}

static void paint_mixture(const struct canvas *c, int x, int y,
			  const struct mixture *m)
{
	enum glyph glyph = most(m);
	uint32_t taken = m->total - m->pages[GLYPH_NONE];
	uint32_t tenths;

	if (!taken || taken == m->total) {
		canvas_glyph_as(c, x, y, glyph, m->role[glyph]);
		return;
	}
	tenths = (uint32_t)(((uint64_t)taken * 10 + m->total - 1) / m->total);
	canvas_printf(c, x, y, m->role[glyph], "%" PRIu32,
		      tenths > 9 ? 9 : tenths);
}

void strip_cell(const struct scene *scene, const struct canvas *c, int x, int y,
		vaddr_t start, uint32_t bytes)
{
	struct mixture m;
	struct span span;

	if (bytes == PAGE_SIZE && span_at(&scene->index, start, &span)) {
		enum role role;
		enum glyph glyph = span_glyph(scene, &span, start, &role);

		canvas_glyph_as(c, x, y, glyph, role);
	} else {
		mix_range(scene, &m, start, start + bytes);
		paint_mixture(c, x, y, &m);
	}
	canvas_target(c, x, y, 1, 1, TARGET_ADDR, start);
}

/* ---- Windows ---- */

/* On by half rows, until the last address is seen, too. */
static void reach(struct strip *s, vaddr_t from, vaddr_t last, uint64_t half)
{
	const uint64_t all = 2 * half * (unsigned int)s->rows;

	while (half && last - s->start >= all && s->start + half <= from &&
	       s->start + half + all <= (uint64_t)s->high + 2 * half)
		s->start += (vaddr_t)half;
}

void strip_window(const struct scene *scene, vaddr_t from, vaddr_t last,
		  uint32_t cell, int columns, int rows, struct strip *s)
{
	uint64_t half = (uint64_t)cell * (unsigned int)columns / 2;
	uint64_t all =
		(uint64_t)cell * (unsigned int)columns * (unsigned int)rows;
	uint64_t size, back;

	*s = (struct strip){ .cell = cell, .columns = columns, .rows = rows };
	if (!span_region(&scene->index, from, &s->low, &s->high)) {
		s->low = scene->k->layout.vmalloc_start;
		s->high = scene->k->layout.vmalloc_end;
		from = last = s->low;
	}
	s->start = s->low & ~(cell - 1);
	size = (uint64_t)s->high - s->start;
	if (last - s->start < all || !half)
		return;
	/* Steps of half a row: the picture rests while one walks. */
	back = (from - s->start) / half * half;
	if (back > all / 2 / half * half)
		back -= all / 2 / half * half;
	else
		back = 0;
	if (size > all && back > size - all)
		back = (size - all + half - 1) / half * half;
	s->start += (vaddr_t)(back / cell * cell);
	reach(s, from, last, half / cell * cell);
}

static uint64_t row_start(const struct strip *s, int row)
{
	return s->start + (uint64_t)s->cell * (unsigned int)(row * s->columns);
}

static bool cell_at(const struct strip *s, int row, vaddr_t va, int *column)
{
	uint64_t from = row_start(s, row);

	if (va < from || (va - from) / s->cell >= (unsigned int)s->columns)
		return false;
	*column = (int)((va - from) / s->cell);
	return true;
}

/* The cells of a row, from *a up to *b, that show something of a range. */
static bool cells_of(const struct strip *s, int row, vaddr_t start,
		     uint64_t end, int *a, int *b)
{
	uint64_t from = row_start(s, row);
	uint64_t to = from + (uint64_t)s->cell * (unsigned int)s->columns;
	uint64_t first = start > from ? start : from;
	uint64_t last = end < to ? end : to;

	if (first >= last)
		return false;
	*a = (int)((first - from) / s->cell);
	*b = (int)((last - from + s->cell - 1) / s->cell);
	return true;
}

static void flag_range(const struct canvas *c, int x, int y,
		       const struct strip *s, int row, vaddr_t start,
		       vaddr_t end, enum cell_flags flag)
{
	int a, b;

	if (cells_of(s, row, start, end, &a, &b))
		canvas_flag(c, x + a, y, b - a, 1, flag);
}

/* One changed area flags its cells; what else is in them need not be asked. */
static void flag_changes(const struct scene *scene, const struct canvas *c,
			 int x, int y, const struct strip *s, int row)
{
	uint64_t from = row_start(s, row);
	uint64_t to = from + (uint64_t)s->cell * (unsigned int)s->columns;
	uint32_t i = scene_area_after(scene, (vaddr_t)from), after;

	while (scene->has_diff && i < scene->index.nr_areas &&
	       scene->index.area[i].start < to) {
		const struct indexed_area *area = &scene->index.area[i++];

		if (span_change(scene, i - 1) == SPAN_SAME)
			continue;
		flag_range(c, x, y, s, row, area->start, area->end,
			   CELL_CHANGED);
		/* From the next cell on; never the same area again. */
		after = scene_area_after(scene,
					 (area->end - 1) | (s->cell - 1));
		i = after > i ? after : i;
	}
}

void strip_row(const struct scene *scene, const struct canvas *c, int x, int y,
	       const struct strip *s, int row)
{
	uint64_t va = row_start(s, row);
	const struct spot *spot = &scene->spot;

	for (int i = 0; i < s->columns && va < s->high; i++, va += s->cell)
		if (va + s->cell > s->low)
			strip_cell(scene, c, x + i, y, (vaddr_t)va, s->cell);
	flag_changes(scene, c, x, y, s, row);
	if (spot->has_va)
		flag_range(c, x, y, s, row, spot->va & PAGE_MASK,
			   (spot->va & PAGE_MASK) + PAGE_SIZE, CELL_SELECTED);
}

/* ---- What is under a row ---- */

/* Where the name of an area goes; the mark of the choice goes first. */
static bool place_name(const struct scene *scene, const struct strip *s,
		       int row, int *column, int n)
{
	int here;

	if (!scene->spot.has_va || !cell_at(s, row, scene->spot.va, &here))
		return *column + n <= s->columns;
	if (here == *column)
		(*column)++;
	else if (here > *column && here < *column + n)
		return false;
	return *column + n <= s->columns;
}

/* Columns from a name to the next area, so that each has some of its own. */
static int name_room(const struct scene *scene, const struct strip *s, int row,
		     uint32_t i, int column)
{
	int next = s->columns + 1;

	if (i + 1 < scene->index.nr_areas &&
	    !cell_at(s, row, scene->index.area[i + 1].start, &next))
		next = s->columns + 1;
	return next - 1 - column;
}

/* A name that would touch the one before it is left out. */
static void name_areas(const struct scene *scene, const struct canvas *c, int x,
		       int y, const struct strip *s, int row)
{
	uint64_t from = row_start(s, row);
	uint32_t i = scene_area_after(scene, (vaddr_t)from);
	int column, end = -1, budget = 4 * s->columns;

	for (; i < scene->index.nr_areas && budget--; i++) {
		const struct indexed_area *area = &scene->index.area[i];
		char text[AREA_NAME_SIZE];
		const char *name;
		int n, room;

		if (area->start < from)
			continue;
		if (!cell_at(s, row, area->start, &column))
			break;
		name = area_called(area, text);
		room = name_room(scene, s, row, i, column);
		n = (int)strlen(name);
		n = n > room && room > 1 ? room : n;
		if (!n || column <= end ||
		    !place_name(scene, s, row, &column, n))
			continue;
		end = canvas_fit(c, x + column, y, n, ROLE_NAME, name) - x;
		canvas_target(c, x + column, y, n, 1, TARGET_ADDR, area->start);
	}
}

static void name_candidates(const struct scene *scene, const struct canvas *c,
			    int x, int y, const struct strip *s, int row)
{
	for (unsigned int i = 0; i < scene->nr_marks; i++) {
		const struct mark *mark = &scene->mark[i];
		int a, b;

		if (mark->kind != MARK_RANGE ||
		    !cells_of(s, row, mark->value, mark->end, &a, &b))
			continue;
		for (; a < b; a++)
			canvas_glyph(c, x + a, y, GLYPH_CANDIDATE);
	}
}

void strip_labels(const struct scene *scene, const struct canvas *c, int x,
		  int y, const struct strip *s, int row)
{
	const struct spot *spot = &scene->spot;
	int column;

	name_areas(scene, c, x, y, s, row);
	name_candidates(scene, c, x, y, s, row);
	if (spot->has_va && cell_at(s, row, spot->va, &column)) {
		canvas_text(c, x + column, y, ROLE_CURSOR, "^");
		canvas_flag(c, x + column, y, 1, 1, CELL_SELECTED);
	}
}

const char *strip_scale(uint32_t cell, char *text)
{
	char size[SIZE_TEXT];

	snprintf(text, STRIP_SCALE, _("1 cell = %s"), size_text(cell, size));
	return text;
}

/* In the order in which a person asks for them. */
static const struct {
	enum glyph glyph;
	const char *word;
} legend[] = {
	{ GLYPH_VMALLOC, N_("page") },
	{ GLYPH_GUARD, N_("guard") },
	{ GLYPH_GAP, N_("left free") },
	{ GLYPH_LAZY, N_("freed, waits") },
	{ GLYPH_IOREMAP, "ioremap" },
	{ GLYPH_UNMAPPED, N_("no PTE") },
	{ GLYPH_VMAP, "vmap" },
	{ GLYPH_MODULE, N_("module") },
	{ GLYPH_TAKEN, "vm_map_ram" },
	{ GLYPH_DIRTY, N_("dirty") },
	{ GLYPH_UNUSED, N_("never given") },
	{ GLYPH_CANDIDATE, N_("tried") },
};

enum { LEGENDS = sizeof(legend) / sizeof(legend[0]) };

void strip_see(const struct canvas *c, int x, int y, int columns,
	       struct strip_seen *seen)
{
	for (int i = 0; i < columns && x + i < c->width; i++) {
		const struct cell *cell = canvas_at(c, x + i, y);

		if (!cell)
			continue;
		seen->digits |= cell->ch >= '1' && cell->ch <= '9';
		for (size_t g = 0; g < LEGENDS; g++)
			if (cell->ch == glyph_char(legend[g].glyph, c->ascii))
				seen->glyphs |= 1u << legend[g].glyph;
	}
}

int strip_legend(const struct canvas *c, int x, int y, int rows,
		 const struct strip_seen *seen)
{
	int left = x, top = y;

	if (seen->digits)
		x = canvas_text(c, x, y, ROLE_DIM, _("1-9 tenths taken")) + 2;
	for (size_t i = 0; i < LEGENDS; i++) {
		const char *word = _(legend[i].word);

		if (!(seen->glyphs >> legend[i].glyph & 1))
			continue;
		if (x + 2 + columns_of(word) > c->width) {
			if (y + 1 - top == rows)
				break;
			x = left;
			y++;
		}
		x = canvas_glyph(c, x, y, legend[i].glyph) + 1;
		x = canvas_text(c, x, y, ROLE_DIM, word) + 2;
	}
	return y - top + (x > left);
}
