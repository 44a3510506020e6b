/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen.c - header, sentence and footer, and the panes between them.
 */
#include "view/screen/screen.h"

#include <stdio.h>
#include <string.h>

#include "session/files/recovery_file.h"
#include "session/session.h"
#include "view/screen/lesson_band.h"
#include "view/screen/screen_internal.h"
#include "translate.h"

enum { ITEM_SIZE = 80, ITEMS = 10, SENTENCE_SIZE = 2 * SCENE_WHY + 4 };

/* ---- Header ---- */

/* A part of the header; what matters least goes first when it is narrow. */
struct item {
	char text[ITEM_SIZE];
	int matters; /* the larger the more */
	bool right;  /* at the right end */
};

struct header {
	struct item item[ITEMS];
	unsigned int nr;
};

static struct item *add_item(struct header *h, int matters, bool right)
{
	struct item *item = &h->item[h->nr++];

	*item = (struct item){ .matters = matters, .right = right };
	return item;
}

static uint64_t ram_size(const struct kernel *k)
{
	uint64_t bytes = 0;

	for (unsigned int i = 0; i < k->layout.nr_banks; i++)
		bytes += k->layout.bank[i].size;
	return bytes;
}

static void add_machine(struct header *h, const struct scene *scene)
{
	unsigned int allocator = scene->k->layout.board.allocator;
	char size[ITEM_SIZE];

	rounded_size_text(ram_size(scene->k), size);
	snprintf(add_item(h, 2, false)->text, ITEM_SIZE, "vmscope");
	snprintf(add_item(h, 3, false)->text, ITEM_SIZE, "%.20s %.20s",
		 scene->s->board.name, size);
	snprintf(add_item(h, 1, false)->text, ITEM_SIZE, "Linux 2.6.32");
	if (allocator != ALLOCATOR_2_6_32)
		snprintf(add_item(h, 4, false)->text, ITEM_SIZE,
			 _("vmalloc of %s"), allocator_name(allocator));
}

static void add_vmalloc(struct header *h, const struct scene *scene)
{
	char size[ITEM_SIZE];

	rounded_size_text((uint64_t)scene->index.live_pages << PAGE_SHIFT,
			  size);
	snprintf(add_item(h, 7, true)->text, ITEM_SIZE,
		 ngettext("vmalloc %u area %.20s", "vmalloc %u areas %.20s",
			  scene->index.all_live),
		 scene->index.all_live, scene->index.live_pages ? size : "");
	if (scene->index.nr_lazy)
		snprintf(add_item(h, 5, true)->text, ITEM_SIZE,
			 _("%u lazily freed"), scene->index.nr_lazy);
}

static void add_free(struct header *h, const struct scene *scene)
{
	char size[ITEM_SIZE];

	rounded_size_text((uint64_t)scene->index.free_pages << PAGE_SHIFT,
			  size);
	snprintf(add_item(h, 6, true)->text, ITEM_SIZE, _("free %.20s"), size);
}

enum { CALL_SIZE = 32 };

static void cut_call(const char *call, char text[CALL_SIZE])
{
	char *answer;

	snprintf(text, CALL_SIZE, "%s", call);
	if (strlen(call) >= CALL_SIZE)
		memcpy(text + CALL_SIZE - 4, "...", 4);
	answer = strstr(text, " answer=");
	if (answer) /* predicted: no part of the call */
		*answer = '\0';
}

static void add_step(struct header *h, const struct scene *scene)
{
	const struct session *s = scene->s;
	const struct scene_step *step = &scene->step;
	const char *playing = !s->look.play	 ? ""
			      : s->look.play > 0 ? _(", playing")
						 : _(", playing back");
	char call[CALL_SIZE];

	if (!stepper_on(s))
		return;
	cut_call(stepper_call(s), call);
	if (step->number > step->of)
		snprintf(add_item(h, 9, true)->text, ITEM_SIZE,
			 _("%s: end of %u steps%s"), call, step->of, playing);
	else
		snprintf(add_item(h, 9, true)->text, ITEM_SIZE,
			 _("%s: step %u of %u%s"), call, step->number, step->of,
			 playing);
}

/* Only while there is something that redo would bring back. */
static void add_time(struct header *h, const struct scene *scene)
{
	const struct command_log *log = &scene->s->log;

	if (log->at < log->nr)
		snprintf(add_item(h, 8, true)->text, ITEM_SIZE, _("%u undone"),
			 log->nr - log->at);
}

/* What a sentence said once, and the next answer may have covered. */
static void add_unkept(struct header *h, const struct scene *scene)
{
	if (scene->s->person && !recovery_file_keeps(scene->s))
		snprintf(add_item(h, 10, true)->text, ITEM_SIZE, "%s",
			 _("not on disk"));
}

static int item_columns(const struct item *item)
{
	return item->text[0] ? columns_of(item->text) + 2 : 0;
}

static int header_columns(const struct header *h)
{
	int columns = 2;

	for (unsigned int i = 0; i < h->nr; i++)
		columns += item_columns(&h->item[i]);
	return columns;
}

static void drop_least(struct header *h)
{
	struct item *least = NULL;

	for (unsigned int i = 0; i < h->nr; i++)
		if (h->item[i].text[0] &&
		    (!least || h->item[i].matters < least->matters))
			least = &h->item[i];
	if (least)
		least->text[0] = '\0';
}

static void draw_header(const struct scene *scene, const struct canvas *c)
{
	struct header h = { .nr = 0 };
	int x = 1, right = c->width;

	add_machine(&h, scene);
	add_unkept(&h, scene);
	add_step(&h, scene);
	add_time(&h, scene);
	add_vmalloc(&h, scene);
	add_free(&h, scene);
	while (header_columns(&h) > c->width && header_columns(&h) > 2)
		drop_least(&h);
	canvas_role(c, 0, 0, c->width, 1, ROLE_BAR);
	for (unsigned int i = 0; i < h.nr; i++)
		if (h.item[i].right)
			right -= item_columns(&h.item[i]);
	for (unsigned int i = 0; i < h.nr; i++) {
		int *at = h.item[i].right ? &right : &x;

		canvas_text(c, *at, 0, ROLE_BAR, h.item[i].text);
		*at += item_columns(&h.item[i]);
	}
}

/* ---- What the last command did ---- */

static bool shows_source(const struct scene *scene, const struct canvas *whole)
{
	struct place_of_pane place[PANES];
	unsigned int nr =
		screen_panes(scene, whole->width, whole->height, place);

	while (nr && place[nr - 1].pane != PANE_SOURCE)
		nr--;
	return nr;
}

/* The reason of a step, unless the source pane has it. */
static const char *answer_of(const struct scene *scene,
			     const struct screen *screen,
			     const struct canvas *whole)
{
	if (screen->sentence && *screen->sentence)
		return screen->sentence;
	if (stepper_on(scene->s) && !shows_source(scene, whole))
		return scene->step.why;
	return "";
}

/* A command always says what it changed; most steps change nothing. */
static const char *change_of(const struct scene *scene)
{
	if (!scene->has_diff || (stepper_on(scene->s) && scene->diff.small))
		return "";
	return scene->diff.sentence;
}

/* The answer, and after it what it changed, unless that is the answer. */
static void draw_sentence(const struct scene *scene,
			  const struct screen *screen,
			  const struct canvas *whole, const struct canvas *c)
{
	const char *answer = answer_of(scene, screen, whole);
	const char *changed = change_of(scene);
	char text[SENTENCE_SIZE];
	int columns = columns_of(answer);

	if (screen->error || (screen->same && *answer) ||
	    !strcmp(answer, changed))
		changed = "";
	snprintf(text, sizeof(text), "%s%s%s", answer,
		 *answer && *changed ? "   " : "", changed);
	canvas_wrap(c, 1, 0, c->width - 2, c->height, ROLE_WHY, text);
	if (screen->error)
		canvas_role(c, 0, 0, c->width, c->height, ROLE_ERROR);
	else if (*changed && columns < c->width - 1)
		canvas_role(c, 1, 0, columns, 1, ROLE_NUMBER);
}

/* ---- Footer ---- */

struct footer {
	const struct scene *scene;
	const struct canvas *c;
	int x, end; /* next column, and the first that is taken */
	bool fixed; /* rows that work in any case */
	const struct view_key *asked[2]; /* rows that get a key before others */
	uint32_t told[2];		 /* keys that stand first; 0: none */
};

/* Rows side by side with one word are one item. */
static bool same_word(const struct view_key *a, const struct view_key *b)
{
	return b->key && b->word && !strcmp(a->word, b->word);
}

static int item_width(const struct view_key *row, const struct view_key *end)
{
	const char *word = _(row->word);
	int columns = columns_of(word) + 3;
	char name[KEY_NAME_SIZE];

	for (; row < end; row++) {
		vkey_name(row->key, name);
		columns += columns_of(name) + 1;
	}
	return columns - 1;
}

static void put_item(struct footer *f, const struct view_key *row,
		     const struct view_key *end)
{
	const char *word = _(row->word);
	char name[KEY_NAME_SIZE];
	int start = f->x;

	for (; row < end; row++) {
		int x = f->x;

		vkey_name(row->key, name);
		f->x = canvas_text(f->c, x, 0, ROLE_KEY, name) + 1;
		canvas_target(f->c, start, 0, f->x - start, 1, TARGET_KEY,
			      row->key);
		start = f->x;
	}
	start = f->x;
	f->x = canvas_text(f->c, f->x, 0, ROLE_BAR, word) + 2;
	canvas_target(f->c, start, 0, f->x - start - 2, 1, TARGET_KEY,
		      end[-1].key);
}

static bool claimed(const struct view_key *row, uint32_t key)
{
	while (row && row->key && row->key != key)
		row++;
	return row && row->key;
}

/* Is there something that it would do now? */
static bool works(const struct footer *f, const struct view_key *row)
{
	char line[KEY_LINE_SIZE];

	return f->fixed || (row->key != f->told[0] && row->key != f->told[1] &&
			    !claimed(f->asked[0], row->key) &&
			    !claimed(f->asked[1], row->key) &&
			    key_row_line(f->scene, row, line));
}

static void put_items(struct footer *f, const struct view_key *row, int end)
{
	while (row && row->key) {
		const struct view_key *from = row++;

		if (!from->word || !works(f, from))
			continue;
		while (same_word(from, row) && works(f, row))
			row++;
		if (f->x + item_width(from, row) <= end)
			put_item(f, from, row);
	}
}

/* What stops a lesson, or turns its page, stands before the keys that step. */
static void put_first(struct footer *f, const uint32_t key[2])
{
	for (unsigned int i = 0; i < 2; i++) {
		for (const struct view_key *row = global_keys(); row->key;
		     row++)
			if (row->key == key[i] && row->word && works(f, row))
				put_item(f, row, row + 1);
		f->told[i] = key[i];
	}
}

static const struct view_key help_row[] = {
	{ .key = '?', .word = N_("help") },
};
static const struct view_key typing_help_row[] = {
	{ .key = VKEY_F1, .word = N_("help") },
};
static const struct view_key overlay_rows[][5] = {
	[OVERLAY_HELP] = { { .key = VKEY_UP, .word = N_("choose") },
			   { .key = VKEY_DOWN, .word = N_("choose") },
			   { .key = VKEY_ENTER, .word = N_("run it") },
			   { .key = VKEY_ESCAPE, .word = N_("close") } },
	[OVERLAY_LIST] = { { .key = VKEY_TAB, .word = N_("next one") },
			   { .key = VKEY_ENTER, .word = N_("take it") },
			   { .key = VKEY_ESCAPE, .word = N_("close") } },
	[OVERLAY_ASK] = { { .key = 'y', .word = N_("yes") },
			  { .key = 'n', .word = N_("no") } },
};

/* Columns kept for keys that work everywhere. */
enum { FOR_GLOBAL = 34, FOR_GLOBAL_STEPPING = 8 };

/* What the pane itself has most use of: of the source, how to leave. */
static int first_width(const struct footer *f, const struct view_key *row)
{
	for (; row && row->key; row++)
		if (row->word && works(f, row))
			return item_width(row, row + 1);
	return 0;
}

/* Keys that are not asked whether they have something to do. */
static const struct view_key *fixed_rows(const struct screen *screen)
{
	if (screen->overlay != OVERLAY_NONE)
		return overlay_rows[screen->overlay];
	return screen->typing ? typing_keys() : NULL;
}

static void draw_footer(const struct scene *scene, const struct screen *screen,
			const struct canvas *c)
{
	const struct view_key *own = view_of(scene->look->focus)->keys;
	const struct view_key *fixed = fixed_rows(screen);
	const struct view_key *stepping = stepping_keys(scene);
	const struct view_key *help =
		screen->typing ? typing_help_row : help_row;
	struct footer f = { .scene = scene, .c = c, .fixed = fixed };
	int end, own_width;

	canvas_role(c, 0, 0, c->width, 1, ROLE_BAR);
	f.end = c->width;
	if (screen->overlay == OVERLAY_NONE) {
		f.x = f.end = c->width - item_width(help, help + 1) + 1;
		put_item(&f, help, help + 1);
	}
	f.x = 1;
	if (fixed) {
		put_items(&f, fixed, f.end);
		return;
	}
	if (stepping && scene->s->lesson)
		put_first(&f, (const uint32_t[]){ ' ', 'L' });
	end = f.end - (stepping ? FOR_GLOBAL_STEPPING : FOR_GLOBAL);
	f.asked[0] = stepping;
	own_width = first_width(&f, own);
	if (4 * own_width > end) /* narrow: then the moves matter more */
		own_width = 0;
	f.asked[0] = NULL;
	put_items(&f, stepping, end - own_width);
	f.asked[0] = stepping;
	put_items(&f, own, end);
	f.asked[1] = own;
	put_items(&f, global_keys(), f.end);
}

/* ---- All of it ---- */

static void draw_too_small(const struct canvas *c)
{
	const char *need = _("vmscope needs 60x16");
	int columns = columns_of(need);
	int x = (c->width - columns) / 2, y = c->height / 2;

	x = x < 0 ? 0 : x;
	canvas_text(c, x, y - 1, ROLE_TITLE, need);
	canvas_printf(c, x, y, ROLE_TEXT, _("this is %dx%d"), c->width,
		      c->height);
	canvas_text(c, x, y + 1, ROLE_DIM, _("enlarge the window"));
}

static void draw_places(const struct scene *scene, const struct canvas *c,
			const struct canvas *body,
			const struct place_of_pane *place, unsigned int nr)
{
	struct scene all = *scene;

	all.painted = 0;
	for (unsigned int i = 0; i < nr; i++)
		all.painted |= 1u << place[i].pane;
	for (unsigned int i = 0; i < nr; i++) {
		struct canvas part =
			canvas_part(c, place[i].x, place[i].y, place[i].width,
				    place[i].height);

		pane_draw(&all, place[i].pane, &part);
	}
	screen_lines(body, place, nr);
}

static void draw_panes(const struct scene *scene, const struct canvas *c,
		       const struct canvas *body)
{
	struct place_of_pane place[PANES];

	draw_places(scene, c, body, place,
		    screen_panes(scene, c->width, c->height, place));
}

void screen_draw_panes(const struct scene *scene, const enum pane *pane,
		       unsigned int nr, const struct canvas *c)
{
	struct place_of_pane place[PANE_LIST_MOST];

	canvas_clear(c, ROLE_TEXT);
	draw_places(scene, c, c, place,
		    screen_place(pane, nr, c->width, c->height, place));
}

void screen_draw(const struct scene *scene, const struct screen *screen,
		 const struct canvas *c)
{
	struct bands bands = screen_bands(scene, c->width, c->height);
	struct canvas body =
		canvas_part(c, 0, bands.body, c->width, bands.body_rows);
	struct canvas lesson =
		canvas_part(c, 0, bands.lesson, c->width, bands.lesson_rows);
	struct canvas sentence = canvas_part(c, 0, bands.sentence, c->width,
					     bands.sentence_rows);
	struct canvas footer = canvas_part(c, 0, bands.footer, c->width, 1);
	struct canvas over = canvas_part(c, 0, bands.body, c->width,
					 bands.body_rows + bands.lesson_rows);

	canvas_clear(c, ROLE_TEXT);
	if (c->width < SCREEN_MIN_WIDTH || c->height < SCREEN_MIN_HEIGHT) {
		draw_too_small(c);
		return;
	}
	draw_header(scene, c);
	draw_panes(scene, c, &body);
	lesson_band_draw(scene, &lesson);
	screen_overlay(scene, screen, &over);
	draw_sentence(scene, screen, c, &sentence);
	draw_footer(scene, screen, &footer);
}

/* ---- Progress ---- */

enum { AROUND_BAR = 34 }; /* columns beside it */

/* How many of @parts are done; more than all never. */
static int done_of(uint64_t done, uint64_t of, int parts)
{
	double share = (double)done / (double)of;

	return (int)((share < 1 ? share : 1) * parts);
}

void screen_progress(const struct canvas *row, uint64_t done, uint64_t of)
{
	int columns = of ? row->width - AROUND_BAR : 0;
	int full = of ? done_of(done, of, columns) : 0;
	int x;

	canvas_clear(row, ROLE_TEXT);
	x = canvas_text(row, 1, 0, ROLE_WHY, _("working "));
	for (int i = 0; i < columns; i++)
		x = canvas_glyph(row, x, 0,
				 i < full ? GLYPH_BAR_FULL : GLYPH_BAR_EMPTY);
	if (of)
		x = canvas_printf(row, x + 1, 0, ROLE_NUMBER, "%d%%",
				  done_of(done, of, 100));
	canvas_text(row, x + 1, 0, ROLE_DIM, _("Ctrl-C stops it"));
}
