/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables_list.c - the entries of one level of page tables, run by run.
 *
 * Entries that say the same are one line: nothing mapped, or pages on frames
 * that follow each other. What is alone on its line: the chosen entry, what a
 * step's variable points at, a guard page.
 */
#include "view/tables/tables.h"

#include <inttypes.h>
#include <stdio.h>

#include "kernel/pgtable.h"
#include "translate.h"

enum {
	NEAR = 2,    /* neighbours of the chosen entry are not collapsed */
	SHORT = 3,   /* a run up to this is as quickly read entry by entry */
	ADDRESS = 2, /* columns */
	INDEX = 11,
	WORD = 17,
	WHAT = 27,
};

/* ---- The levels ---- */

void level_first(const struct scene *scene, const struct walk *w,
		 struct level *level)
{
	*level = (struct level){
		.scene = scene,
		.shift = 20,
		.nr = L1_ENTRIES,
		.chosen = w->va >> 20,
		.entry = scene->k->pgd,
	};
}

bool level_second(const struct scene *scene, const struct walk *w,
		  struct level *level)
{
	if (!w->l2_addr || !ram_covers(scene->k->m, w->l2_addr, 4))
		return false;
	*level = (struct level){
		.scene = scene,
		.second = true,
		.base = w->va & ~(SECTION_SIZE - 1),
		.shift = PAGE_SHIFT,
		.nr = L2_ENTRIES,
		.chosen = w->va >> PAGE_SHIFT & (L2_ENTRIES - 1),
		.entry = ram_at(scene->k->m, w->l1 & L1_TABLE_ADDRESS),
	};
	return true;
}

vaddr_t level_va(const struct level *level, uint32_t i)
{
	return level->base + (i << level->shift);
}

/* ---- Runs ---- */

static const struct indexed_area *area_of(const struct level *level, uint32_t i)
{
	int area = scene_area_at(level->scene, level_va(level, i));

	return area < 0 ? NULL : &level->scene->index.area[area];
}

static bool is_guard(const struct level *level, uint32_t i)
{
	const struct indexed_area *area =
		level->second ? area_of(level, i) : NULL;

	return area && area->guard &&
	       level_va(level, i) == area->end - PAGE_SIZE;
}

bool level_empty(const struct level *level, uint32_t i)
{
	return !(level->entry[i] & 3) && !is_guard(level, i);
}

static bool is_marked(const struct level *level, uint32_t i)
{
	return level->second &&
	       (scene_mark(level->scene, MARK_PTE, level_va(level, i)) ||
		scene_mark(level->scene, MARK_ADDR, level_va(level, i)));
}

static bool is_alone(const struct level *level, uint32_t i)
{
	return i == level->chosen || is_marked(level, i) || is_guard(level, i);
}

/* Do an entry and the next one say the same? */
static bool goes_on(const struct level *level, uint32_t i)
{
	uint32_t a = level->entry[i], b = level->entry[i + 1];
	uint32_t step = 1u << level->shift;

	if (is_alone(level, i) || is_alone(level, i + 1))
		return false;
	if (!(a & 3) || !(b & 3))
		return !(a & 3) && !(b & 3);
	if (level->second)
		return b == a + step &&
		       area_of(level, i) == area_of(level, i + 1);
	return (a & 3) == L1_SECTION && b == a + step;
}

static bool is_near(const struct level *level, uint32_t i)
{
	return i + NEAR >= level->chosen && i <= level->chosen + NEAR;
}

/* How many entries are on the line that begins with this one. */
static uint32_t run_of(const struct level *level, uint32_t i)
{
	bool mapped = level->entry[i] & 3;
	uint32_t n = 1;

	if (mapped && level->second && is_near(level, i))
		return 1;
	while (i + n < level->nr && goes_on(level, i + n - 1) &&
	       !(mapped && level->second && is_near(level, i + n)))
		n++;
	return mapped && n <= SHORT ? 1 : n;
}

/* ---- One line ---- */

static void say_area(const struct level *level, uint32_t i, uint32_t n,
		     char *text, size_t size)
{
	const struct indexed_area *area = area_of(level, i);
	uint32_t page;
	char called[AREA_NAME_SIZE];
	const char *name;

	*text = '\0';
	if (!area)
		return;
	page = (level_va(level, i) - area->start) >> PAGE_SHIFT;
	name = area_name(area, called);
	if (is_guard(level, i))
		snprintf(text, size,
			 area->lazy ? _("guard page of %s (freed)")
				    : _("guard page of %s"),
			 name);
	else if (n > 1)
		snprintf(text, size,
			 area->lazy ? _("%s (freed) pages %" PRIu32 "-%" PRIu32)
				    : _("%s pages %" PRIu32 "-%" PRIu32),
			 name, page, page + n - 1);
	else
		snprintf(text, size,
			 area->lazy ? _("%s (freed) page %" PRIu32)
				    : _("%s page %" PRIu32),
			 name, page);
}

static enum role area_role(const struct level *level, uint32_t i)
{
	const struct indexed_area *area = area_of(level, i);

	if (!area)
		return ROLE_TEXT;
	return is_guard(level, i) ? ROLE_GUARD : glyph_role(area_glyph(area));
}

/* PTEs: the frame, both words, whose page it is. */
static int draw_ptes(const struct level *level, const struct canvas *c, int y,
		     uint32_t i, uint32_t n)
{
	uint32_t hw = level->entry[i];
	pfn_t pfn = hw >> PAGE_SHIFT;
	const uint32_t *linux_pte =
		pte_offset_kernel(level->scene->k, level_va(level, i));
	char area[64];
	int x = WORD;

	say_area(level, i, n, area, sizeof(area));
	if (!(hw & 3)) {
		x = canvas_text(c, x, y, ROLE_DIM, n > 1 ? "" : "00000000 ");
		x = canvas_text(c, x, y, ROLE_DIM, _("nothing mapped"));
		return *area ? canvas_text(c, x + 1, y, area_role(level, i),
					   area)
			     : x;
	}
	if (n > 1)
		x = canvas_printf(
			c, x + 2, y, ROLE_NUMBER,
			_("pfn %05x-%05" PRIx32 ", one after another "), pfn,
			pfn + n - 1);
	else
		x = canvas_printf(c, x, y, ROLE_NUMBER,
				  ADDR " " ADDR " " PFN " ", hw,
				  linux_pte ? *linux_pte : 0, pfn);
	return canvas_text(c, x, y, area_role(level, i), area);
}

/* First-level words: a table, a section, nothing. */
static int draw_sections(const struct level *level, const struct canvas *c,
			 int y, uint32_t i, uint32_t n)
{
	uint32_t entry = level->entry[i];
	char size[SIZE_TEXT], text[64];

	if (!(entry & 3)) {
		canvas_text(c, WORD, y, ROLE_DIM, n > 1 ? "" : "00000000");
		return canvas_text(c, WHAT, y, ROLE_DIM, _("nothing mapped"));
	}
	if (n == 1)
		canvas_printf(c, WORD, y, ROLE_NUMBER, ADDR, entry);
	if ((entry & 3) == L1_COARSE)
		return canvas_printf(c, WHAT, y, ROLE_PGTABLE,
				     _("table at %08x"),
				     entry & L1_TABLE_ADDRESS);
	if (n > 1)
		snprintf(text, sizeof(text), _("sections of 1M to %08x on: %s"),
			 entry & L1_SECTION_ADDRESS,
			 size_text((uint64_t)n << 20, size));
	else
		snprintf(text, sizeof(text), _("section of 1M to %08x"),
			 entry & L1_SECTION_ADDRESS);
	return canvas_fit(c, WHAT, y, c->width - WHAT, ROLE_LOWMEM, text);
}

static void draw_margin(const struct level *level, const struct canvas *c,
			int y, uint32_t i, uint32_t n)
{
	enum diff_kind kind = level->second ? DIFF_PTE : DIFF_PGD;
	vaddr_t last = level_va(level, i + n - 1);
	const struct diff_item *end, *item;

	item = scene_items(level->scene, kind, level_va(level, i), &end);
	if (item == end || item->address > last)
		return;
	canvas_glyph(c, 0, y, item_glyph(item));
	canvas_flag(c, 0, y, c->width, 1, CELL_CHANGED);
}

static int draw_marks(const struct level *level, const struct canvas *c, int x,
		      int y, uint32_t i)
{
	vaddr_t va = level_va(level, i);

	for (unsigned int m = 0; level->second && m < level->scene->nr_marks;
	     m++) {
		const struct mark *mark = &level->scene->mark[m];

		if ((mark->kind == MARK_PTE || mark->kind == MARK_ADDR) &&
		    mark->value == va)
			x = canvas_printf(c, x, y, ROLE_CURSOR, " <- %s",
					  mark->name);
	}
	return x;
}

static void draw_line(const struct level *level, const struct canvas *c, int y,
		      uint32_t i, uint32_t n)
{
	vaddr_t va = level_va(level, i);
	int x;

	canvas_printf(c, ADDRESS, y, ROLE_ADDRESS, ADDR, va);
	if (n > 1)
		x = canvas_printf(c, ADDRESS + 8, y, ROLE_ADDRESS, "-" ADDR,
				  level_va(level, i + n - 1) +
					  ((1u << level->shift) - 1));
	else
		x = canvas_printf(c, INDEX, y, ROLE_DIM,
				  level->second ? "[%02" PRIx32 "]"
						: "[%03" PRIx32 "]",
				  i);
	if (n > 1)
		canvas_printf(c, x + 1, y, ROLE_DIM, "%" PRIu32, n);
	if (n > 1) {
		struct canvas right = canvas_part(c, 8, y, c->width - 8, 1);

		x = 8 + (level->second ? draw_ptes
				       : draw_sections)(level, &right, 0, i, n);
	} else {
		x = (level->second ? draw_ptes : draw_sections)(level, c, y, i,
								n);
	}
	x = draw_marks(level, c, x, y, i);
	if (x > c->width)
		canvas_glyph_as(c, c->width - 1, y, GLYPH_ELLIPSIS, ROLE_DIM);
	draw_margin(level, c, y, i, n);
	canvas_target(c, 0, y, c->width, 1, TARGET_ADDR, va);
	if (i != level->chosen)
		return;
	canvas_glyph(c, 1, y, GLYPH_HERE);
	canvas_flag(c, ADDRESS, y, c->width - ADDRESS, 1, CELL_SELECTED);
}

/* ---- All of them ---- */

struct extent {
	uint32_t lines;	 /* in all */
	uint32_t chosen; /* line of the chosen entry */
};

static struct extent measure(const struct level *level)
{
	struct extent e = { 0, 0 };

	for (uint32_t i = 0; i < level->nr; i += run_of(level, i)) {
		if (i == level->chosen)
			e.chosen = e.lines;
		e.lines++;
	}
	return e;
}

static void draw_heading(const struct level *level, const struct canvas *c)
{
	int x = canvas_text(c, ADDRESS, 0, ROLE_DIM,
			    level->second
				    ? _("second level: 256 PTEs of 4K")
				    : _("first level: 4096 entries of 1M"));
	bool keys = level->second == tables_second(level->scene);

	if (level->second &&
	    canvas_printf(c, x + 1, 0, ROLE_DIM, _("for %08x-%08x"),
			  level->base,
			  level->base + (SECTION_SIZE - 1)) > c->width)
		canvas_glyph_as(c, c->width - 1, 0, GLYPH_ELLIPSIS, ROLE_DIM);
	if (keys)
		canvas_role(c, ADDRESS, 0, x - ADDRESS, 1, ROLE_NAME);
}

void tables_list(const struct level *level, const struct canvas *c)
{
	struct extent e = measure(level);
	uint32_t rows = c->height > 1 ? (uint32_t)c->height - 1 : 0;
	uint32_t top = e.chosen > rows / 2 ? e.chosen - rows / 2 : 0;
	uint32_t line = 0;

	if (top + rows > e.lines)
		top = e.lines > rows ? e.lines - rows : 0;
	draw_heading(level, c);
	for (uint32_t i = 0; i < level->nr && line < top + rows; line++) {
		uint32_t n = run_of(level, i);

		if (line >= top)
			draw_line(level, c, 1 + (int)(line - top), i, n);
		i += n;
	}
}
