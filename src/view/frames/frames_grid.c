/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames_grid.c - physical memory as rows of cells, for the frames pane.
 *
 * Holes between banks take one row, however large they are. A cell of several
 * frames shows one owner; which, and in what order the legend tells them, is in
 * one table (ranks).
 *
 * Invariant: a row holds 2^row_shift frames and starts at a multiple of them,
 * so every cell does, too, and an address says where to look.
 */
#include "view/frames/frames.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/page_alloc.h"
#include "translate.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/*
 * What is rarest and tells most first: one page of an area among 1024 frames
 * is seen. Of free blocks the largest: that is what could be had there.
 */
static const uint8_t ranks[] = {
	OWNER_VMALLOC, OWNER_PGTABLE, OWNER_PAGES,  OWNER_SLAB,
	OWNER_PCP,     OWNER_MEM_MAP, OWNER_KERNEL, OWNER_RESERVED,
};

unsigned int owner_rank(enum owner owner)
{
	if (owner < MAX_ORDER)
		return (unsigned int)ARRAY_SIZE(ranks) + MAX_ORDER -
		       (unsigned int)owner;
	for (unsigned int i = 0; i < ARRAY_SIZE(ranks); i++)
		if (ranks[i] == owner)
			return i;
	return UINT8_MAX;
}

const struct zone *pfn_zone(const struct scene *scene, pfn_t pfn)
{
	return page_zone(scene->k, pfn_to_page(scene->k, pfn));
}

/* ---- Rows ---- */

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
		s->rows = s->ram ? (s->end - s->start) >> g->row_shift : 1;
		g->rows += s->rows;
	}
}

/* Banks that share a row, or whose rows touch, are one stretch. */
static void add_bank(struct grid *g, pfn_t start, pfn_t end)
{
	struct stretch *last;

	if (!g->nr_stretches) {
		add_stretch(g, start, end, true);
		return;
	}
	last = &g->stretch[g->nr_stretches - 1];
	if (start > last->end) {
		add_stretch(g, last->end, start, false);
		add_stretch(g, start, end, true);
	} else if (end > last->end) {
		last->end = end;
	}
}

static void cut_rows(struct grid *g)
{
	const struct layout *l = &g->scene->k->layout;
	pfn_t mask = (1u << g->row_shift) - 1;

	g->nr_stretches = 0;
	for (unsigned int i = 0; i < l->nr_banks; i++) {
		const struct bank *bank = &l->bank[i];
		pfn_t start = bank->start >> PAGE_SHIFT;
		pfn_t end = (pfn_t)((bank->start + bank->size) >> PAGE_SHIFT);

		add_bank(g, start & ~mask, (end + mask) & ~mask);
	}
	count_rows(g);
}

void grid_fit(struct grid *g, const struct scene *scene, unsigned int cells,
	      uint32_t max_rows)
{
	*g = (struct grid){ .scene = scene, .columns = 1 };
	for (g->shift = 0;; g->shift++) {
		g->row_shift = g->shift + fls(cells) - 1;
		cut_rows(g);
		if (g->rows <= max_rows || g->row_shift >= 20)
			break;
	}
	g->shown = g->rows < max_rows ? g->rows : max_rows;
}

/* The chosen row in the middle, but nothing blank above or below. */
static void scroll(struct grid *g, uint32_t max_rows)
{
	const struct spot *spot = &g->scene->spot;
	uint32_t row = 0;

	g->shown = g->rows < max_rows ? g->rows : max_rows;
	if (spot->has_pfn && !grid_row(g, spot->pfn, &row))
		row = 0;
	g->top = row > g->shown / 2 ? row - g->shown / 2 : 0;
	if (g->top > g->rows - g->shown)
		g->top = g->rows - g->shown;
}

void grid_zoom(struct grid *g, unsigned int cells, unsigned int shift,
	       uint32_t max_rows)
{
	g->shift = shift;
	g->row_shift = shift + fls(cells) - 1;
	cut_rows(g);
	scroll(g, max_rows);
}

/* Room for the largest page number; as many frames a row as fit then. */
static void number_cells(struct grid *g, int width)
{
	const struct indexed_area *area = frames_area(g->scene);

	g->numbered = true;
	g->shift = 0;
	g->columns = 3;
	for (uint32_t n = area ? area->mapped - 1 : 0; n >= 100; n /= 10)
		g->columns++;
	g->row_shift = fls(FRAMES_ROW) - 1;
	while (g->row_shift > 1 &&
	       FRAMES_LABEL + (g->columns << g->row_shift) > width + 1)
		g->row_shift--;
}

void grid_zoom_frames(struct grid *g, int width, uint32_t max_rows)
{
	number_cells(g, width);
	cut_rows(g);
	scroll(g, max_rows);
}

static void pick_row(struct grid *g, pfn_t pfn)
{
	pfn_t start = pfn & ~((1u << g->row_shift) - 1);
	unsigned int i = g->nr_stretches;

	for (unsigned int j = 0; j < g->nr_stretches; j++)
		if (g->stretch[j].start == start)
			return;
	if (i == FRAMES_STRETCHES)
		return;
	for (; i > 0 && g->stretch[i - 1].start > start; i--)
		g->stretch[i] = g->stretch[i - 1];
	g->stretch[i] = (struct stretch){ .start = start, .ram = true };
	g->stretch[i].end = start + (1u << g->row_shift);
	g->nr_stretches++;
}

void grid_pick(struct grid *g, const struct scene *scene, int width,
	       const pfn_t *pfn, unsigned int nr, uint32_t max_rows)
{
	*g = (struct grid){ .scene = scene };
	number_cells(g, width);
	for (unsigned int i = 0; i < nr; i++)
		pick_row(g, pfn[i]);
	count_rows(g);
	scroll(g, max_rows);
}

/* The last stretch that begins at or before a frame; NULL: none does. */
static const struct stretch *find_stretch(const struct grid *g, pfn_t pfn)
{
	unsigned int low = 0, high = g->nr_stretches;

	while (low < high) {
		unsigned int middle = (low + high) / 2;

		if (g->stretch[middle].start <= pfn)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &g->stretch[low - 1] : NULL;
}

bool grid_row(const struct grid *g, pfn_t pfn, uint32_t *row)
{
	const struct stretch *s = find_stretch(g, pfn);

	if (!s || pfn >= s->end || !s->ram)
		return false;
	*row = s->first + ((pfn - s->start) >> g->row_shift);
	return true;
}

int grid_column(const struct grid *g, pfn_t pfn)
{
	pfn_t inside = pfn & ((1u << g->row_shift) - 1);

	return FRAMES_LABEL + (int)(inside >> g->shift) * g->columns;
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

/* ---- Cells ---- */

enum { PART = 4 }; /* a cell is partly free from one fourth on */

/* Whose the cell is, and the frame that decides it. */
struct cell_owner {
	enum owner owner;
	pfn_t pfn;
	bool part; /* much of the rest is free */
};

/* How many of the bytes that follow are the same: eight at a time. */
static uint32_t same_owner(const uint8_t *owner, uint32_t nr)
{
	uint64_t eight = *owner * UINT64_C(0x0101010101010101), next;
	uint32_t i = 1;

	for (; i + sizeof(next) <= nr; i += (uint32_t)sizeof(next)) {
		memcpy(&next, owner + i, sizeof(next));
		if (next != eight)
			break;
	}
	while (i < nr && owner[i] == *owner)
		i++;
	return i;
}

static struct cell_owner cell_choice(const struct scene *scene, pfn_t pfn,
				     uint32_t nr)
{
	struct cell_owner best = { OWNER_NO_RAM, pfn, false };
	unsigned int best_rank = UINT8_MAX;
	pfn_t first = scene->k->layout.first_pfn;
	uint32_t skip = pfn < first ? first - pfn : 0;
	uint32_t i = pfn + skip - first, end, free = 0;

	if (skip >= nr || i >= scene->index.nr_frames)
		return best;
	end = nr - skip < scene->index.nr_frames - i ? i + nr - skip
						     : scene->index.nr_frames;
	while (i < end) {
		enum owner owner = scene->index.owner[i];
		unsigned int rank = owner_rank(owner);
		uint32_t same = same_owner(scene->index.owner + i, end - i);

		if (rank < best_rank) {
			best = (struct cell_owner){ owner, first + i, false };
			best_rank = rank;
		}
		free += owner < MAX_ORDER ? same : 0;
		i += same;
	}
	best.part = best.owner >= MAX_ORDER && free >= nr / PART && free;
	return best;
}

static void put_owner(const struct canvas *c, int x, int y, enum owner owner,
		      bool part)
{
	char text[2] = "";

	if (owner >= MAX_ORDER && part) {
		text[0] = (char)tolower(
			(int)glyph_char(owner_glyph(owner), true));
		canvas_text(c, x, y, glyph_role(owner_glyph(owner)), text);
		return;
	}
	if (owner >= MAX_ORDER) {
		canvas_glyph(c, x, y, owner_glyph(owner));
		return;
	}
	text[0] = (char)glyph_order((unsigned int)owner);
	canvas_text(c, x, y, ROLE_FREE, text);
}

static void draw_cells(const struct grid *g, const struct canvas *c, int y,
		       pfn_t start)
{
	uint32_t nr = 1u << g->shift;
	pfn_t end = start + (1u << g->row_shift);
	int x = FRAMES_LABEL;

	for (pfn_t pfn = start; pfn != end; pfn += nr, x += g->columns) {
		struct cell_owner choice = cell_choice(g->scene, pfn, nr);

		put_owner(c, x, y, choice.owner, choice.part);
		canvas_target(c, x, y, g->numbered ? g->columns - 1 : 1, 1,
			      TARGET_PFN, choice.pfn);
	}
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

static void draw_changes(const struct scene *scene, const struct grid *g,
			 const struct canvas *c, int y, pfn_t start)
{
	pfn_t stop = start + (1u << g->row_shift);
	const struct diff_item *end, *item;

	for (item = scene_items(scene, DIFF_PAGE, start, &end);
	     item != end && item->address < stop; item++) {
		pfn_t from = item->address, to = from + item->count;

		from = from < start ? start : from;
		to = to > stop ? stop : to;
		canvas_flag(c, grid_column(g, from), y,
			    grid_column(g, to - 1) + 1 - grid_column(g, from),
			    1, CELL_CHANGED);
		mark_row(c, y, item_glyph(item));
	}
}

/* ---- Notes at the right: zones, nodes, banks ---- */

static int note_x(const struct grid *g)
{
	return FRAMES_LABEL + (1 << (g->row_shift - g->shift)) * g->columns + 1;
}

/* A zone that begins in the row; its address when it does not begin there. */
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
	if (from)
		snprintf(where, sizeof(where), _("from %08x "),
			 zone->zone_start_pfn << PAGE_SHIFT);
	canvas_fit(c, x, y, room, ROLE_NAME, text);
	columns = text_columns(text, strlen(text));
	x += columns;
	if (columns + text_columns(where, strlen(where)) > room + 1)
		return x;
	return canvas_text(c, x, y, ROLE_DIM, where);
}

static void note_zone(const struct grid *g, const struct canvas *c, int y,
		      pfn_t start)
{
	const struct kernel *k = g->scene->k;
	pfn_t end = start + (1u << g->row_shift);
	const struct zone *zone;
	int x = note_x(g);

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
		      const struct stretch *s)
{
	char size[SIZE_TEXT];

	(void)g;
	canvas_printf(c, 1, y, ROLE_ADDRESS, ADDR, s->start << PAGE_SHIFT);
	canvas_printf(
		c, FRAMES_LABEL, y, ROLE_RESERVED, _("no RAM up to %08x: %s"),
		(s->end << PAGE_SHIFT) - 1,
		size_text((uint64_t)(s->end - s->start) << PAGE_SHIFT, size));
}

static void draw_row(const struct grid *g, const struct canvas *c, int y,
		     uint32_t row)
{
	const struct scene *scene = g->scene;
	uint32_t inside;
	const struct stretch *s = stretch_of(g, row, &inside);
	pfn_t start = s->start + (inside << g->row_shift);

	if (!s->ram) {
		draw_hole(g, c, y, s);
		return;
	}
	canvas_printf(c, 1, y, ROLE_ADDRESS, ADDR, start << PAGE_SHIFT);
	draw_cells(g, c, y, start);
	note_zone(g, c, y, start);
	if (scene->spot.has_pfn &&
	    scene->spot.pfn >> g->row_shift == start >> g->row_shift) {
		canvas_flag(c, grid_column(g, scene->spot.pfn), y,
			    g->numbered ? g->columns - 1 : 1, 1, CELL_SELECTED);
		canvas_glyph(c, 9, y, GLYPH_HERE);
	}
	draw_changes(scene, g, c, y, start);
}

/* The last digit of the pfn above each numbered cell. */
static void draw_digits(const struct grid *g, const struct canvas *c, int y)
{
	canvas_text(c, 1, y, ROLE_DIM, _("1 frame:"));
	for (int i = 0; i < 1 << g->row_shift; i++)
		canvas_printf(c, FRAMES_LABEL + i * g->columns, y, ROLE_DIM,
			      "%x", i);
}

int grid_draw(const struct grid *g, const struct canvas *c, int y)
{
	if (g->numbered)
		draw_digits(g, c, y++);
	for (uint32_t i = 0; i < g->shown; i++)
		draw_row(g, c, y++, g->top + i);
	return y;
}

/* ---- Legend ---- */

/* Where the next word goes: a new row when it does not fit. */
struct pen {
	const struct canvas *c;
	int x, y, end; /* end: one past the last row */
};

static void pen_room(struct pen *pen, int columns)
{
	if (pen->x + columns <= pen->c->width)
		return;
	pen->x = 1;
	pen->y++;
}

static void pen_words(struct pen *pen, enum role role, const char *words)
{
	while (*words) {
		size_t len = strcspn(words, " ");
		int columns = text_columns(words, len);

		pen_room(pen, columns);
		if (pen->y < pen->end)
			canvas_text_n(pen->c, pen->x, pen->y, role, words, len);
		pen->x += columns + 1;
		words += len + (words[len] == ' ');
	}
}

/* Letters and short words in the order of their ranks. */
static void pen_owner(struct pen *pen, enum owner owner, const char *word)
{
	pen_room(pen, 2 + text_columns(word, strlen(word)));
	if (pen->y < pen->end)
		put_owner(pen->c, pen->x, pen->y, owner, false);
	pen->x += 2;
	pen_words(pen, ROLE_DIM, word);
}

int frames_legend(const struct grid *g, const struct canvas *c, int y, int rows)
{
	static const char *const words[OWNERS] = {
		[OWNER_VMALLOC] = "vmalloc",
		[OWNER_PGTABLE] = N_("table"),
		[OWNER_PAGES] = "alloc_pages",
		[OWNER_SLAB] = N_("slab"),
		[OWNER_PCP] = N_("per-cpu"),
		[OWNER_MEM_MAP] = "mem_map",
		[OWNER_KERNEL] = N_("kernel"),
		[OWNER_RESERVED] = N_("reserved"),
	};
	struct pen pen = { c, 1, y, y + rows };

	for (unsigned int i = 0; i < ARRAY_SIZE(ranks); i++)
		pen_owner(&pen, ranks[i], _(words[ranks[i]]));
	pen_words(&pen, ROLE_FREE, "a9-0");
	pen_words(&pen, ROLE_DIM,
		  g->shift ? _("free 2^n; mix: first, small +free")
			   : _("free 2^n"));
	return (pen.y < pen.end ? pen.y + 1 : pen.end) - y;
}
