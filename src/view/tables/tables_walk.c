/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables_walk.c - how the hardware comes from an address to a frame.
 *
 * The address cut into the fields that the walk uses, then one row a step, all
 * of it from mmu_walk(); the words read are those in RAM.
 */
#include "view/tables/tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "inspect/flag_names.h"
#include "kernel/pgtable.h"
#include "inspect/place.h"
#include "session/line/expression.h"
#include "translate.h"

enum {
	NAME = 1,
	WHERE = 9,
	TEXT_SIZE = 192,
	BITS_WIDTH = WHERE + 46, /* of 32 bits in fours, with lines between */
};

/* ---- The address in bits ---- */

struct entry_field {
	unsigned int from, bits; /* lowest bit, how many */
	const char *name;
	enum role role;
};

static const struct entry_field page_fields[] = {
	{ 20, 12, N_("first level"), ROLE_PGTABLE },
	{ 12, 8, N_("second"), ROLE_VMALLOC },
	{ 0, 12, N_("offset"), ROLE_NUMBER },
	{ .bits = 0 },
};

static const struct entry_field section_fields[] = {
	{ 20, 12, N_("first level"), ROLE_PGTABLE },
	{ 0, 20, N_("offset in the section"), ROLE_NUMBER },
	{ .bits = 0 },
};

static void bit_text(uint32_t value, unsigned int bits, char *text)
{
	while (bits-- > 0) {
		*text++ = (char)('0' + (value >> bits & 1));
		if (bits && bits % 4 == 0)
			*text++ = ' ';
	}
	*text = '\0';
}

static void draw_bits(const struct walk *w, const struct canvas *c, int y)
{
	const struct entry_field *f =
		w->l1_type == L1_SECTION ? section_fields : page_fields;
	int x = WHERE;

	canvas_printf(c, NAME, y, ROLE_DIM, _("bits"));
	canvas_printf(c, NAME, y + 1, ROLE_DIM, _("fields"));
	for (; f->bits; f++) {
		uint32_t value = w->va >> f->from & ((1u << f->bits) - 1);
		char bits[48];
		int end;

		bit_text(value, f->bits, bits);
		end = canvas_text(c, x, y, f->role, bits);
		canvas_printf(c, x, y + 1, f->role, "%0*" PRIx32 " %s",
			      (int)f->bits / 4, value, _(f->name));
		if (f->from)
			canvas_glyph(c, end + 1, y, GLYPH_VLINE);
		if (f->from)
			canvas_glyph(c, end + 1, y + 1, GLYPH_VLINE);
		x = end + 3;
	}
}

/* Where the bits have no room: "d08 first level  0c second  000 offset". */
static void draw_fields(const struct walk *w, const struct canvas *c, int y)
{
	const struct entry_field *f =
		w->l1_type == L1_SECTION ? section_fields : page_fields;
	int x = WHERE;

	canvas_printf(c, NAME, y, ROLE_DIM, _("fields"));
	for (; f->bits; f++) {
		uint32_t value = w->va >> f->from & ((1u << f->bits) - 1);
		int digits = (int)f->bits / 4;
		int columns = digits + 1 + columns_of(_(f->name));

		if (x + columns <= c->width)
			canvas_printf(c, x, y, f->role, "%0*" PRIx32 " %s",
				      digits, value, _(f->name));
		x += columns + 2;
	}
}

/* ---- Steps in words ---- */

struct walk_step {
	const struct scene *scene;
	const struct walk *w;
	char text[TEXT_SIZE];
};

#define SAY(step, ...) snprintf((step)->text, TEXT_SIZE, __VA_ARGS__)

static void say_area(struct walk_step *s, const struct indexed_area *area)
{
	vaddr_t va = s->w->va;
	uint32_t page = (va - area->start) >> PAGE_SHIFT;
	bool guard = area->guard && area->end - va <= PAGE_SIZE;
	char called[AREA_NAME_SIZE], name[TEXT_SIZE / 2];
	const char *own = area_called(area, called);

	snprintf(name, sizeof(name), "%.80s%s", own, *own ? _(", ") : "");
	if (guard)
		SAY(s,
		    area->lazy ? _("%08x is the guard page of %s%s %08x-%08x, "
				   "not yet purged")
			       : _("%08x is the guard page of %s%s %08x-%08x"),
		    va, name, area_word(area), area->start, area->end);
	else
		SAY(s,
		    area->lazy
			    ? _("%08x is page %" PRIu32 " of %s%s %08x-%08x, "
				"not yet purged")
			    : _("%08x is page %" PRIu32 " of %s%s %08x-%08x"),
		    va, page, name, area_word(area), area->start, area->end);
}

static void say_place(struct walk_step *s)
{
	int area = scene_area_at(s->scene, s->w->va);
	struct inspector in = session_inspector(s->scene->s);
	char place[PLACE_SIZE];

	if (area >= 0) {
		say_area(s, &s->scene->index.area[area]);
		return;
	}
	place_describe(&in, s->w->va, place);
	SAY(s, ADDR " %.150s", s->w->va, place);
}

static void say_ttbr(struct walk_step *s)
{
	paddr_t pgd = reg(s->scene->k->m, REG_TTBR0) & 0xffffc000u;

	SAY(s, _("%08x is swapper_pg_dir, to Linux at %08x"), pgd,
	    __va(s->scene->k, pgd));
}

static void say_first(struct walk_step *s)
{
	const struct walk *w = s->w;
	char what[64];

	snprintf(what, sizeof(what), "%s", _("is empty"));
	if (w->l1_type == L1_COARSE)
		snprintf(what, sizeof(what), _("table at %08x"),
			 w->l1 & L1_TABLE_ADDRESS);
	else if (w->l1_type == L1_SECTION)
		snprintf(what, sizeof(what), _("section, AP %u"), w->ap);
	SAY(s, _("[%03" PRIx32 "] at %08x: %08x %s"), w->va >> 20, w->l1_addr,
	    w->l1, what);
}

static void say_second(struct walk_step *s)
{
	static const char *const types[] = { N_("is empty"), N_("large"),
					     N_("small"),
					     N_("tiny: not followed") };
	const struct walk *w = s->w;
	char what[40] = "";

	if (!w->l2_addr)
		return;
	if (w->translated)
		snprintf(what, sizeof(what), _(", AP %u, %s"), w->ap,
			 _(caching_name(w)));
	SAY(s, _("[%02" PRIx32 "]  at %08x: %08x %s%s"), w->va >> 12 & 0xff,
	    w->l2_addr, w->l2, _(types[w->l2_type]), what);
}

static void say_linux(struct walk_step *s)
{
	const struct kernel *k = s->scene->k;
	const uint32_t *pte = pte_offset_kernel(k, s->w->va);
	int len;

	if (!pte)
		return;
	len = SAY(s, _("[%03" PRIx32 "] at %08x: %08x"),
		  s->w->va >> PAGE_SHIFT & (PTRS_PER_PTE - 1),
		  ram_addr(k->m, pte), *pte);
	s->text[len++] = ' ';
	if (*pte)
		flags_text(linux_pte_flags, *pte, " ", s->text + len,
			   TEXT_SIZE - (size_t)len);
	else
		snprintf(s->text + len, TEXT_SIZE - (size_t)len, _("empty"));
}

static void say_frame(struct walk_step *s)
{
	const struct walk *w = s->w;

	if (!w->translated)
		return;
	SAY(s,
	    ram_covers(s->scene->k->m, w->pa, 1)
		    ? _("pfn %05x + %03" PRIx32 " = physical %08x")
		    : _("pfn %05x + %03" PRIx32
			" = physical %08x: device registers, no RAM"),
	    w->pa >> PAGE_SHIFT, w->va & ~PAGE_MASK, w->pa);
}

static void say_access(struct walk_step *s)
{
	const struct walk *w = s->w;

	if (w->fault)
		SAY(s, _("data abort, status %x: %s"), w->fault,
		    _(fault_name(w->fault)));
	else if (w->domain_rights == 3)
		SAY(s, _("kernel reads, writes: domain %u manager, AP ignored"),
		    w->domain);
	else
		SAY(s, _("domain %u client, AP %u: %s"), w->domain, w->ap,
		    _(ap_name(w->ap)));
}

/* Linux's pair of first-level words, and the page that it hangs on both. */
static void say_pair(struct walk_step *s)
{
	const struct walk *w = s->w;
	uint32_t pair = w->va >> PGDIR_SHIFT;
	paddr_t page = w->l1 & PAGE_MASK;

	if (w->l1_type == L1_COARSE)
		SAY(s,
		    _("[%03" PRIx32 "] [%03" PRIx32 "] are pgd entry %" PRIu32
		      ": page %08x has both tables at +000 +400, Linux's at "
		      "+800 +c00"),
		    2 * pair, 2 * pair + 1, pair, page);
	else
		SAY(s,
		    _("[%03" PRIx32 "] [%03" PRIx32 "] are pgd entry %" PRIu32
		      ", 2M"),
		    2 * pair, 2 * pair + 1, pair);
}

static const struct {
	const char *name;
	void (*say)(struct walk_step *s);
	enum role role;
} steps[] = {
	{ N_("address"), say_place, ROLE_TEXT },
	{ "TTBR0", say_ttbr, ROLE_TEXT },
	{ N_("first"), say_first, ROLE_PGTABLE },
	{ N_("second"), say_second, ROLE_VMALLOC },
	{ "Linux", say_linux, ROLE_VMALLOC },
	{ N_("frame"), say_frame, ROLE_NUMBER },
	{ N_("access"), say_access, ROLE_TEXT },
	{ N_("pair"), say_pair, ROLE_DIM },
};

enum { NR_STEPS = sizeof(steps) / sizeof(steps[0]) };

static int draw_step(struct walk_step *s, const struct canvas *c, int y,
		     size_t i, int rows)
{
	s->text[0] = '\0';
	steps[i].say(s);
	/* The pair comes last, and is left out rather than cut. */
	if (!s->text[0] || (steps[i].say == say_pair && rows < 2 &&
			    columns_of(s->text) > c->width - WHERE))
		return 0;
	canvas_text(c, NAME, y, ROLE_NAME, _(steps[i].name));
	return canvas_wrap(c, WHERE, y, c->width - WHERE, rows < 2 ? rows : 2,
			   steps[i].role, s->text);
}

int tables_walk(const struct scene *scene, const struct walk *w,
		const struct canvas *c, int y, int rows)
{
	struct walk_step s = { .scene = scene, .w = w };
	int start = y, end = y + rows;

	if (y < end)
		y += draw_step(&s, c, y, 0,
			       rows >= WALK_ROWS + w->translated ? 2 : 1);
	if (y + 2 <= end && c->width >= BITS_WIDTH) {
		draw_bits(w, c, y);
		y += 2;
	} else if (y < end) {
		draw_fields(w, c, y++);
	}
	for (size_t i = 1; i < NR_STEPS && y < end; i++)
		y += draw_step(&s, c, y, i, end - y);
	if (scene_changed(scene, DIFF_PTE, w->va & PAGE_MASK))
		canvas_glyph(c, 0, start, GLYPH_CHANGED);
	return y - start;
}
