/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames_area.c - where the pages of the chosen area lie in physical memory.
 *
 * The page tables are asked, not pages[]: a freed area whose old translation
 * is still there shows what a stray access would hit. Pages on frames that
 * follow each other are one run; everything here goes run by run.
 */
#include "view/frames/frames.h"

#include <inttypes.h>
#include <stdio.h>

#include "kernel/pgtable.h"
#include "translate.h"

/* ---- Runs ---- */

static bool frame_of(const struct scene *scene, const struct indexed_area *area,
		     uint32_t page, pfn_t *pfn)
{
	return scene_page(scene, area->start + (page << PAGE_SHIFT), pfn);
}

bool run_next(const struct scene *scene, const struct indexed_area *area,
	      struct frame_run *run)
{
	uint32_t page = run->page + run->nr;
	const uint32_t *pte = NULL;
	pfn_t pfn;

	while (page < area->mapped && !frame_of(scene, area, page, &pfn))
		page++;
	if (page >= area->mapped)
		return false;
	*run = (struct frame_run){ page, pfn, 0 };
	do {
		vaddr_t va = area->start + (++page << PAGE_SHIFT);

		run->nr++;
		if (page >= area->mapped)
			break;
		/* Within a table the entries are neighbours. */
		pte = pte && va & (PGDIR_SIZE - 1)
			      ? pte + 1
			      : pte_offset_kernel(scene->k, va);
		if (pte)
			pfn = *hw_pte(pte) >> PAGE_SHIFT;
		else if (!frame_of(scene, area, page, &pfn))
			break;
	} while (pfn == run->pfn + run->nr);
	return true;
}

/* Of a block the first pages may be unmapped again, or never given. */
static bool first_frame(const struct scene *scene,
			const struct indexed_area *area, pfn_t *pfn)
{
	uint32_t page = 0;

	while (page < area->mapped && !frame_of(scene, area, page, pfn))
		page++;
	return page < area->mapped;
}

const struct indexed_area *frames_area(const struct scene *scene)
{
	const struct indexed_area *area;
	pfn_t pfn;

	if (scene->spot.area < 0)
		return NULL;
	area = &scene->index.area[scene->spot.area];
	if (!first_frame(scene, area, &pfn) || !pfn_valid(scene->k, pfn))
		return NULL;
	return area;
}

/* ---- On the grid ---- */

/* What a row of the grid has of the area. */
struct hit {
	uint32_t first, last; /* pages */
	uint32_t nr;
};

enum { MAX_ROWS = 256 };

static void number_frame(const struct grid *g, const struct canvas *c, int x,
			 int y, uint32_t page)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%" PRIu32, page);

	/* A free block's order has one digit: two or more need no letter. */
	canvas_text(c, len == 1 ? x + 1 : x, y, ROLE_VMALLOC, text);
	canvas_flag(c, x, y, g->columns - 1, 1, CELL_SELECTED);
}

/* Pages [page, page + nr) of one row, from a frame on. */
static void mark_cells(const struct grid *g, const struct canvas *c, int y,
		       const struct frame_run *part)
{
	int from = grid_column(g, part->pfn);
	int to = grid_column(g, part->pfn + part->nr - 1);

	if (!g->numbered) {
		canvas_flag(c, from, y, to + 1 - from, 1, CELL_SELECTED);
		return;
	}
	for (uint32_t i = 0; i < part->nr; i++)
		number_frame(g, c, from + (int)i * g->columns, y,
			     part->page + i);
}

static void add_hit(struct hit *hit, const struct frame_run *part)
{
	if (!hit->nr || part->page < hit->first)
		hit->first = part->page;
	if (!hit->nr || part->page + part->nr - 1 > hit->last)
		hit->last = part->page + part->nr - 1;
	hit->nr += part->nr;
}

static void mark_run(const struct grid *g, const struct canvas *c, int y,
		     struct frame_run run, struct hit *hit)
{
	while (run.nr) {
		uint32_t room = (1u << g->row_shift) -
				(run.pfn & ((1u << g->row_shift) - 1));
		struct frame_run part = run;
		uint32_t row;

		part.nr = part.nr < room ? part.nr : room;
		if (grid_row(g, run.pfn, &row) && row - g->top < g->shown &&
		    row - g->top < MAX_ROWS) {
			row -= g->top;
			mark_cells(g, c, y + (int)row, &part);
			add_hit(&hit[row], &part);
		}
		run.page += part.nr;
		run.pfn += part.nr;
		run.nr -= part.nr;
	}
}

/* "<- $1 page 0-9", after what is noted of zones. */
static void note_hit(const struct grid *g, const struct canvas *c, int y,
		     const char *name, const struct hit *hit)
{
	int x = FRAMES_LABEL + (1 << (g->row_shift - g->shift)) * g->columns +
		1;
	const struct cell *cell = canvas_at(c, x, y);

	while (cell && cell->ch != ' ') {
		while (cell && cell->ch != ' ')
			cell = canvas_at(c, ++x, y);
		cell = canvas_at(c, ++x, y);
	}
	x = canvas_printf(c, x, y, ROLE_VMALLOC, "%s page", name);
	if (hit->nr == hit->last - hit->first + 1 && hit->nr > 1)
		x = canvas_printf(c, x, y, ROLE_VMALLOC,
				  "s %" PRIu32 "-%" PRIu32, hit->first,
				  hit->last);
	else if (hit->nr == 1)
		x = canvas_printf(c, x, y, ROLE_VMALLOC, " %" PRIu32,
				  hit->first);
	else
		x = canvas_printf(c, x, y, ROLE_VMALLOC,
				  "s: %" PRIu32 " of %" PRIu32 "-%" PRIu32,
				  hit->nr, hit->first, hit->last);
}

void area_on_grid(const struct grid *g, const struct canvas *c, int y)
{
	const struct indexed_area *area = frames_area(g->scene);
	struct hit hit[MAX_ROWS] = { { 0 } };
	struct frame_run run = { 0 };
	char name[AREA_NAME_SIZE];

	if (!area)
		return;
	y += g->numbered;
	while (run_next(g->scene, area, &run))
		mark_run(g, c, y, run, hit);
	area_name(area, name);
	for (uint32_t i = 0; i < g->shown && i < MAX_ROWS; i++)
		if (hit[i].nr && !g->numbered)
			note_hit(g, c, y + (int)i, name, &hit[i]);
}

bool area_page_of(const struct scene *scene, pfn_t pfn, uint32_t *page)
{
	const struct indexed_area *area = frames_area(scene);
	struct frame_run run = { 0 };

	while (area && run_next(scene, area, &run))
		if (pfn - run.pfn < run.nr) {
			*page = run.page + pfn - run.pfn;
			return true;
		}
	return false;
}

/* ---- As text ---- */

static uint32_t run_text(const struct frame_run *run, char *text, size_t size)
{
	if (run->nr == 1)
		return (uint32_t)snprintf(text, size, "%05" PRIx32, run->pfn);
	return (uint32_t)snprintf(text, size, "%05" PRIx32 "-%05" PRIx32,
				  run->pfn, run->pfn + run->nr - 1);
}

enum { REST_COLUMNS = 19 }; /* "... 99999 more runs", in most languages */

/* Runs one after another; the last row keeps room to say how many more. */
static int list_runs(const struct scene *scene, const struct canvas *c, int x,
		     int y, int rows)
{
	const struct indexed_area *area = frames_area(scene);
	const int more = REST_COLUMNS;
	struct frame_run run = { 0 };
	uint32_t told = 0;
	int end = y + rows;

	while (run_next(scene, area, &run)) {
		bool last = told + 1 == area->runs;
		char text[24];
		int len = (int)run_text(&run, text, sizeof(text)) + !last;
		int room = c->width - (y + 1 == end && !last ? more : 0);

		if (x + len > room && y + 1 < end) {
			x = 3;
			y++;
			room = c->width - (y + 1 == end && !last ? more : 0);
		}
		if (x + len > room)
			break;
		x = canvas_printf(c, x, y, ROLE_NUMBER, "%s%s", text,
				  last ? "" : ",") +
		    1;
		told++;
	}
	if (told < area->runs)
		canvas_printf(c, x, y, ROLE_DIM, _("... %" PRIu32 " more runs"),
			      area->runs - told);
	return y;
}

int area_summary(const struct scene *scene, const struct canvas *c, int y,
		 int rows)
{
	const struct indexed_area *area = frames_area(scene);
	char name[AREA_NAME_SIZE];
	int x;

	if (!area || rows < 1)
		return 0;
	x = canvas_printf(c, 1, y, ROLE_VMALLOC, "%s", area_name(area, name));
	if (area->lazy)
		x = canvas_text(c, x, y, ROLE_TEXT,
				_(" (freed, still mapped)"));
	if (area->frames == 1)
		x = canvas_text(c, x, y, ROLE_TEXT, _(": 1 page on pfn "));
	else
		x = canvas_printf(c, x, y, ROLE_TEXT,
				  ngettext(": %" PRIu32 " pages in %" PRIu32
					   " run on pfn ",
					   ": %" PRIu32 " pages in %" PRIu32
					   " runs on pfn ",
					   area->runs),
				  area->frames, area->runs);
	return list_runs(scene, c, x, y, rows < 2 ? rows : 2) + 1 - y;
}

/* ---- Close up ---- */

enum { CLOSE_UP_PAGES = 64 };

/* Frames whose rows are worth seeing. */
struct picks {
	pfn_t pfn[CLOSE_UP_PAGES];
	unsigned int nr;
};

static void pick(const struct scene *scene, struct picks *p, pfn_t pfn)
{
	if (p->nr < CLOSE_UP_PAGES && pfn_valid(scene->k, pfn))
		p->pfn[p->nr++] = pfn;
}

/* Those of the pages around the chosen one. */
static void pick_area(const struct scene *scene, struct picks *p)
{
	const struct indexed_area *area = frames_area(scene);
	const uint32_t most = CLOSE_UP_PAGES - 1;
	uint32_t page = scene->spot.page;
	uint32_t from = page > most / 2 ? page - most / 2 : 0;
	pfn_t pfn;

	for (uint32_t i = from; i < area->mapped && i - from < most; i++)
		if (frame_of(scene, area, i, &pfn))
			pick(scene, p, pfn);
}

/* A frame that is no area's, with the rows around it. */
static void pick_around(const struct scene *scene, struct picks *p, int rows)
{
	pfn_t here = scene->spot.pfn;

	pick(scene, p, here);
	for (int i = 1; 2 * i <= rows && i < CLOSE_UP_PAGES / 2; i++) {
		pick(scene, p, here + (pfn_t)(i * FRAMES_ROW));
		pick(scene, p, here - (pfn_t)(i * FRAMES_ROW));
	}
}

int area_close_up(const struct scene *scene, const struct canvas *c, int y,
		  int rows)
{
	bool pfn = scene->spot.has_pfn && pfn_valid(scene->k, scene->spot.pfn);
	struct picks p = { .nr = 0 };
	struct grid g;
	int end;

	if (rows < 2 || (!pfn && !frames_area(scene)))
		return 0;
	if (pfn)
		pick(scene, &p, scene->spot.pfn);
	if (frames_area(scene))
		pick_area(scene, &p);
	else
		pick_around(scene, &p, rows - 2);
	grid_pick(&g, scene, c->width, p.pfn, p.nr, (uint32_t)rows - 1);
	end = grid_draw(&g, c, y);
	area_on_grid(&g, c, y);
	return end - y;
}
