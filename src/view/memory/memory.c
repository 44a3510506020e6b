/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory.c - the memory pane: raw words, and what object owns each.
 *
 * Above, words in rows as x/8wx prints them, each row with the object that its
 * first word lies in; below, the object of the chosen word, field by field.
 * Zoomed in until a row is one word, each word has its own field beside it.
 */
#include "view/memory/memory_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/mmu.h"
#include "inspect/changed_words.h"
#include "view/canvas/pane_title.h"
#include "inspect/memory_word.h"
#include "view/span_look.h"
#include "translate.h"

enum {
	MOST_ROWS = 64,
	MOST_COLUMNS = 8,
	MARGIN = 1,	   /* for + and * */
	ADDRESS_WIDTH = 9, /* and a blank */
	WORD_WIDTH = 9,
	LEAST_VALUE = 8,   /* of which something can be read */
	LEAST_DETAIL = 12, /* rows of a pane that has room for the object */
};

/* Words of which is known whether they changed. */
struct watches {
	struct watch watch[MOST_ROWS * MOST_COLUMNS];
	size_t nr;
};

/* The words on show. */
struct dump {
	const struct scene *scene;
	const struct canvas *c;
	struct memory_place place;
	struct word_finder *finder;
	int columns, rows;
	uint32_t first;		      /* address of the first word */
	struct watches words, fields; /* of the dump, of the object below */
	bool told;		      /* the journal tells what changed */
};

/* ---- Where ---- */

/* The record of what changed last; else the list of all areas. */
static vaddr_t where_one_begins(const struct scene *scene)
{
	int changed = span_changed_area(scene);

	if (changed >= 0)
		return scene->index.area[changed].va;
	if (scene->has_diff && scene->diff.place)
		return scene->diff.place & ~3u;
	return va_of(scene->k, &scene->k->g->vmlist);
}

struct memory_place memory_place(const struct scene *scene)
{
	const struct spot *spot = &scene->spot;
	struct memory_place place = { .chosen = true };

	if (spot->has_va) {
		place.at = spot->va & ~3u;
	} else if (spot->has_pfn) {
		place.physical = true;
		place.at = spot->pfn << PAGE_SHIFT;
	} else {
		place.chosen = false;
		place.at = where_one_begins(scene);
	}
	return place;
}

const uint32_t *memory_read(const struct scene *scene,
			    const struct memory_place *place, uint32_t at,
			    paddr_t *pa)
{
	const struct machine *m = scene->k->m;

	*pa = at;
	if (!place->physical && !mmu_translate(m, at, pa))
		return NULL;
	return ram_covers(m, *pa, 4) ? ram_at(m, *pa) : NULL;
}

/* Each step of zoom halves a row, or doubles it. */
int memory_columns(const struct scene *scene, int width)
{
	const int zoom = scene->look->zoom[PANE_MEMORY];
	int columns = width < 100 ? 4 : 8;

	for (int i = 0; i < zoom && columns > 1; i++)
		columns /= 2;
	for (int i = 0; i > zoom && columns < MOST_COLUMNS; i--)
		columns *= 2;
	while (columns > 1 &&
	       MARGIN + ADDRESS_WIDTH + columns * WORD_WIDTH > width)
		columns /= 2;
	return columns;
}

/* The chosen row is in the middle; the window does not leave the 4 GB. */
static void place_window(struct dump *d)
{
	const uint32_t row_bytes = 4 * (uint32_t)d->columns;
	const uint32_t row = d->place.at / row_bytes;
	const uint32_t all = (uint32_t)((UINT64_C(1) << 32) / row_bytes);
	const uint32_t rows = (uint32_t)d->rows;
	uint32_t first = row > rows / 2 ? row - rows / 2 : 0;

	if (first > all - rows)
		first = all - rows;
	d->first = first * row_bytes;
}

static uint32_t address_of(const struct dump *d, int row, int column)
{
	return d->first + 4 * (uint32_t)(row * d->columns + column);
}

/* ---- What changed ---- */

static int by_word(const void *a, const void *b)
{
	const struct watch *x = a, *y = b;

	return (x->word > y->word) - (x->word < y->word);
}

/* Return: does the journal tell? */
static bool look_up(const struct dump *d, struct watches *w)
{
	if (w->nr)
		qsort(w->watch, w->nr, sizeof(w->watch[0]), by_word);
	return watch_changes(d->scene->k, d->scene->since, w->watch, w->nr);
}

static void watch_words(struct dump *d)
{
	paddr_t pa;

	for (int i = 0; i < d->rows * d->columns; i++) {
		const uint32_t *word = memory_read(d->scene, &d->place,
						   address_of(d, 0, i), &pa);

		if (word)
			d->words.watch[d->words.nr++] =
				watch_at(d->scene->k, word);
	}
	d->told = look_up(d, &d->words);
}

static const struct watch *
change_of(const struct dump *d, const struct watches *w, const uint32_t *word)
{
	struct watch key = watch_at(d->scene->k, word);
	const struct watch *found =
		bsearch(&key, w->watch, w->nr, sizeof(key), by_word);

	return found && found->changed ? found : NULL;
}

/* ---- Rows of words ---- */

/* What is at an address where there is nothing to read. */
static void describe_unmapped(const struct dump *d, uint32_t at, char *text,
			      size_t size)
{
	int i = d->place.physical ? -1 : scene_area_at(d->scene, at);
	const struct indexed_area *area =
		i < 0 ? NULL : &d->scene->index.area[i];
	paddr_t pa;

	if (d->place.physical || mmu_translate(d->scene->k->m, at, &pa))
		snprintf(text, size, _("device, no RAM"));
	else if (!area)
		snprintf(text, size, _("nothing mapped"));
	else if (area->lazy)
		snprintf(text, size, _("freed %08x"), area->start);
	else if (area->guard && area->end - at <= PAGE_SIZE)
		snprintf(text, size, _("guard %08x"), area->start);
	else
		snprintf(text, size, _("%s %08x, not mapped"), area_word(area),
			 area->start);
}

static void paint_word(const struct dump *d, int x, int y, uint32_t at,
		       enum role role)
{
	const struct watch *change;
	paddr_t pa;
	const uint32_t *word = memory_read(d->scene, &d->place, at, &pa);

	if (!word) {
		canvas_text(d->c, x, y, ROLE_DIM, "--------");
	} else {
		canvas_printf(d->c, x, y, *word ? role : ROLE_DIM, ADDR, *word);
		change = change_of(d, &d->words, word);
		if (change) {
			canvas_flag(d->c, x, y, 8, 1, CELL_CHANGED);
			canvas_glyph(d->c, 0, y, GLYPH_CHANGED);
		}
	}
	if (at == d->place.at && d->place.chosen)
		canvas_flag(d->c, x, y, 8, 1, CELL_SELECTED);
	if (d->place.physical)
		canvas_target(d->c, x, y, 8, 1, TARGET_PFN, at >> PAGE_SHIFT);
	else
		canvas_target(d->c, x, y, 8, 1, TARGET_ADDR, at);
}

static int paint_ascii(const struct dump *d, int x, int y, int row)
{
	for (int i = 0; i < d->columns; i++) {
		paddr_t pa;
		const char *byte = (const void *)memory_read(
			d->scene, &d->place, address_of(d, row, i), &pa);

		for (int j = 0; j < 4; j++, x++) {
			char text[2] = { byte ? byte[j] : ' ', '\0' };

			if (byte && (byte[j] < ' ' || byte[j] > '~'))
				text[0] = '.';
			canvas_text(d->c, x, y, ROLE_DIM, text);
		}
	}
	return x;
}

/* As the pages of its area, or its frame, are shown. */
static enum role word_role(const struct dump *d, const struct word *w)
{
	if (w->area >= 0)
		return glyph_role(area_glyph(&d->scene->index.area[w->area]));
	return w->owner < OWNERS ? owner_role(w->owner) : ROLE_TEXT;
}

/* Without "of" where that helps. */
static void put_object(const struct dump *d, int x, int y, int room,
		       const struct word *w)
{
	/* TRANSLATORS: what stands between an object and whose it is */
	const char *between = _(" of ");
	const char *of = strstr(w->object, between);
	char text[WORD_TEXT];

	if (of && columns_of(w->object) > room) {
		snprintf(text, sizeof(text), "%.*s%s", (int)(of - w->object),
			 w->object, of + strlen(between) - 1);
		canvas_fit(d->c, x, y, room, word_role(d, w), text);
	} else {
		canvas_fit(d->c, x, y, room, word_role(d, w), w->object);
	}
}

/* The object at the right of a row; of a row of one word with its field. */
static void paint_owner(struct dump *d, int x, int y, int row,
			const struct word *w)
{
	uint32_t at = address_of(d, row, 0);
	char text[2 * WORD_TEXT + 8], value[WORD_TEXT] = "";
	paddr_t pa;
	const uint32_t *word = memory_read(d->scene, &d->place, at, &pa);
	int room = d->c->width - x;

	if (!word) {
		describe_unmapped(d, at, text, sizeof(text));
		canvas_fit(d->c, x, y, room, ROLE_DIM, text);
		return;
	}
	if (d->columns > 1) {
		put_object(d, x, y, room, w);
		return;
	}
	word_value(d->finder, w, *word, value, sizeof(value));
	snprintf(text, sizeof(text), "%s%s%s  %s", w->object,
		 *w->field && *w->field != '[' ? "." : "", w->field, value);
	canvas_fit(d->c, x, y, room, word_role(d, w), text);
}

static void paint_row(struct dump *d, int row, int y)
{
	uint32_t at = address_of(d, row, 0);
	const int ascii = 4 * d->columns + 2;
	int x = MARGIN + ADDRESS_WIDTH, told = 0;
	struct word w = { .owner = OWNERS, .area = -1 };

	/* Whose the chosen word is, else the first one. */
	if (d->place.chosen && d->place.at - at < 4 * (uint32_t)d->columns)
		told = (int)(d->place.at - at) / 4;
	canvas_printf(d->c, MARGIN, y, ROLE_ADDRESS, ADDR, at);
	for (int i = 0; i < d->columns; i++, x += WORD_WIDTH) {
		paddr_t pa;

		if (memory_read(d->scene, &d->place, address_of(d, row, i),
				&pa) &&
		    (!i || !w.size || pa - w.start >= w.size))
			word_find(d->finder, pa, &w);
		paint_word(d, x, y, address_of(d, row, i), word_role(d, &w));
		if (i == told)
			paint_owner(d,
				    MARGIN + ADDRESS_WIDTH +
					    d->columns * WORD_WIDTH,
				    y, row, &w);
	}
	if (d->c->width >= x + ascii + 30) {
		int end = d->c->width - ascii + 2;

		canvas_text(d->c, end - 2, y, ROLE_DIM, "  ");
		paint_ascii(d, end, y, row);
	}
}

/* ---- The object of the chosen word ---- */

/* One field: its name, its digits, what they say, what it was. */
static void paint_field(struct dump *d, const struct canvas *c, int x, int y,
			int width, paddr_t pa)
{
	const uint32_t *word = ram_at(d->scene->k->m, pa);
	const struct watch *change;
	char value[WORD_TEXT], was[32] = "";
	struct canvas part = canvas_part(c, x, y, width, 1);
	struct word w;
	int names = width < 44 ? 13 : 16, room, end;

	word_find(d->finder, pa, &w);
	if (!*w.field)
		snprintf(w.field, sizeof(w.field), "+%03" PRIx32,
			 w.size ? pa - w.start : 0);
	canvas_fit(&part, 1, 0, names, ROLE_NAME, w.field);
	canvas_printf(&part, names + 2, 0, ROLE_NUMBER, ADDR, *word);
	change = change_of(d, &d->fields, word);
	word_value(d->finder, &w, *word, value, sizeof(value));
	/* What it was is never cut: half a number is another number. */
	if (change)
		snprintf(was, sizeof(was), _("was %08" PRIx32), change->old);
	room = width - names - 11 - (change ? 1 + columns_of(was) : 0);
	if (room < LEAST_VALUE && columns_of(value) > room)
		*value = '\0';
	end = canvas_fit(&part, names + 11, 0, room, ROLE_TEXT, value);
	end = end < names + 11 ? names + 11 : end;
	if (change) {
		canvas_glyph(&part, 0, 0, GLYPH_CHANGED);
		canvas_flag(&part, 0, 0, names + 10, 1, CELL_CHANGED);
		canvas_text(&part, end + (*value != 0), 0, ROLE_WHY, was);
	}
	if (!d->place.physical &&
	    pa >> PAGE_SHIFT < d->scene->k->layout.max_low_pfn)
		canvas_target(&part, 0, 0, part.width, 1, TARGET_ADDR,
			      __va(d->scene->k, pa));
}

/* The title of the lower part: whose word it is, and where. */
static void paint_object(const struct dump *d, const struct canvas *c,
			 const struct word *w, paddr_t pa)
{
	char text[2 * WORD_TEXT + 64];
	paddr_t at = w->size ? w->start : pa;
	char where[32];

	if (pa >> PAGE_SHIFT < d->scene->k->layout.max_low_pfn)
		snprintf(where, sizeof(where), _("at %08x"),
			 __va(d->scene->k, at));
	else
		snprintf(where, sizeof(where), _("physical %08x"), at);
	snprintf(text, sizeof(text), " %s %s ", w->object, where);
	canvas_hline(c, 0, 0, c->width);
	canvas_fit(c, 2, 0, c->width - 2, word_role(d, w), text);
}

/* The fields around the chosen one, in as many columns as there is room for. */
static void paint_fields(struct dump *d, const struct canvas *c,
			 const struct word *w, paddr_t pa)
{
	const uint32_t words = w->size ? (w->size + 3) / 4 : 1;
	const int across = c->width >= 100 ? 2 : 1, height = c->height - 2;
	const uint32_t room = (uint32_t)(across * height);
	const uint32_t chosen = w->size ? (pa - w->start) / 4 : 0;
	const int width = c->width / across;
	uint32_t first = chosen > room / 2 ? chosen - room / 2 : 0;
	uint32_t i;

	if (words <= room)
		first = 0;
	else if (first + room > words)
		first = words - room;
	d->fields.nr = 0;
	for (i = 0; i < room && first + i < words &&
		    d->fields.nr < MOST_ROWS * MOST_COLUMNS;
	     i++)
		d->fields.watch[d->fields.nr++] =
			watch_at(d->scene->k, ram_at(d->scene->k->m,
						     (w->size ? w->start : pa) +
							     4 * (first + i)));
	look_up(d, &d->fields);
	for (i = 0; i < room && first + i < words; i++) {
		int column = (int)i / height, y = 1 + (int)i % height;
		paddr_t at = (w->size ? w->start : pa) + 4 * (first + i);

		paint_field(d, c, column * width, y, width, at);
		if (first + i == chosen && d->place.chosen)
			canvas_flag(c, column * width + 1, y, width - 2, 1,
				    CELL_SELECTED);
	}
	if (i < words)
		canvas_printf(c, 1, c->height - 1, ROLE_DIM,
			      _("... %" PRIu32 " of %" PRIu32 " words"), i,
			      words);
}

/* Where nothing can be read, say why, and what there is instead. */
static void paint_detail(struct dump *d, const struct canvas *c)
{
	char text[WORD_TEXT];
	struct word w;
	paddr_t pa;

	if (!memory_read(d->scene, &d->place, d->place.at, &pa)) {
		describe_unmapped(d, d->place.at, text, sizeof(text));
		canvas_hline(c, 0, 0, c->width);
		canvas_printf(c, 1, 1, ROLE_WHY, ADDR ": %s", d->place.at,
			      text);
		return;
	}
	word_find(d->finder, pa, &w);
	paint_object(d, c, &w, pa);
	paint_fields(d, c, &w, pa);
}

/* ---- All of it ---- */

static void paint_heading(const struct dump *d)
{
	char text[96];
	const char *what = d->place.physical ? _("physical")
			   : d->place.chosen ? _("virtual")
					     : _("changed last:");

	if (!d->place.chosen &&
	    d->place.at == va_of(d->scene->k, &d->scene->k->g->vmlist))
		what = "vmlist:";
	snprintf(text, sizeof(text), _("%s %08x  row %u bytes%s"), what,
		 d->place.at, 4 * (unsigned int)d->columns,
		 d->told ? "" : _("  too many changes to mark"));
	pane_heading(d->c, PANE_MEMORY, text);
}

static void memory_draw(const struct scene *scene, const struct canvas *c)
{
	struct word_finder finder;
	struct dump d = {
		.scene = scene,
		.c = c,
		.place = memory_place(scene),
		.finder = &finder,
		.columns = memory_columns(scene, c->width),
	};
	bool detail = d.columns > 1 && c->height >= LEAST_DETAIL;
	struct canvas below;

	d.rows = detail ? (c->height - 1) * 2 / 5 : c->height - 1;
	if (d.rows < 1)
		return;
	if (d.rows > MOST_ROWS)
		d.rows = MOST_ROWS;
	word_finder_init(&finder, &scene->index, scene_area_address(scene));
	place_window(&d);
	watch_words(&d);
	paint_heading(&d);
	for (int i = 0; i < d.rows; i++)
		paint_row(&d, i, 1 + i);
	if (!detail)
		return;
	below = canvas_part(c, 0, 1 + d.rows, c->width, c->height - 1 - d.rows);
	paint_detail(&d, &below);
}

const struct view memory_view = {
	.draw = memory_draw,
	.keys = memory_keys,
	.search = memory_search,
};
