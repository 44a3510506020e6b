/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen_panes.c - which panes are on the screen, and where.
 *
 * The layout strip stands at the left of everything, for it is what people
 * lose first. Panes keep their order on the screen whichever has the keys, so
 * that going from one to the next does not move them about.
 *
 * While a call is stepped through the source is what is read: it is the large
 * one, beside it what the steps work on, and the strip gives its columns where
 * they are few.
 */
#include "view/screen/screen_internal.h"

#include <limits.h>

#include "session/settings/pane_list.h"
#include "view/screen/lesson_band.h"

enum {
	STRIP = 18,	       /* columns of the layout as a strip */
	STRIP_LEAST = 72,      /* columns; with fewer there is none */
	WIDE_LAYOUT = 46,      /* and when it has the keys */
	MOST = PANE_LIST_MOST, /* panes beside it */
	COLUMNS = 3,
	LEAST_BODY = 10,     /* rows */
	WHOLE_ANSWER = 100,  /* columns: 80 of them are left beside the strip */
	READING_STRIP = 150, /* columns; with fewer no strip beside a source */
	READING_LEAST = 3,   /* panes with the source, where two have room */
	READING_MOST = 5,
};

/* The page of a lesson leaves the panes as many rows as they need. */
static int lesson_rows(const struct scene *scene, int width, int room)
{
	int rows = lesson_band_rows(scene, width);
	int body = room / 2 < LEAST_BODY ? room / 2 : LEAST_BODY;
	int most = room - body;

	return rows < most ? rows : most;
}

struct bands screen_bands(const struct scene *scene, int width, int height)
{
	int sentences = height >= 20 ? 2 : 1;
	int room = height - 3 - sentences;
	int rows = lesson_rows(scene, width, room);

	return (struct bands){
		.body = 1,
		.body_rows = room - rows,
		.lesson = 1 + room - rows,
		.lesson_rows = rows,
		.sentence = height - 2 - sentences,
		.sentence_rows = sentences,
		.footer = height - 2,
	};
}

int screen_prompt_row(int height)
{
	return height - 1;
}

/* ---- How many ---- */

/* From the largest; the first that the screen is large enough for. */
struct size_step {
	unsigned int panes;		 /* beside the strip */
	int width, height;		 /* of the screen, by itself */
	int forced_width, forced_height; /* when the user asks for it */
};

static const struct size_step steps[] = {
	{ MOST, 180, 50, 150, 36 },	  { 5, INT_MAX, INT_MAX, 150, 36 },
	{ 4, INT_MAX, INT_MAX, 120, 36 }, { 3, 150, 44, 120, 34 },
	{ 2, 118, 34, 100, 30 },	  { 1, 0, 0, 0, 0 },
};

/* @wanted: 1 to MOST; 0: as many as are easy to read. */
static unsigned int how_many(unsigned int wanted, int width, int height)
{
	const struct size_step *step = steps;

	if (wanted == 0) {
		while (width < step->width || height < step->height)
			step++;
		return step->panes;
	}
	while (step->panes > wanted || width < step->forced_width ||
	       height < step->forced_height)
		step++;
	return step->panes;
}

/* @list: the panes that the user has chosen, if any. */
static unsigned int wanted_panes(const struct settings *settings,
				 const struct pane_list *list)
{
	static const unsigned int panes[] = {
		[SETTING_PANES_AUTO] = 0,   [SETTING_PANES_1] = 1,
		[SETTING_PANES_2] = 2,	    [SETTING_PANES_3] = 3,
		[SETTING_PANES_ALL] = MOST,
	};

	if (settings->present)
		return 1;
	return list->nr ? list->nr : panes[settings->panes];
}

/* ---- Which ---- */

struct choice_of_panes {
	bool has[PANES];
	unsigned int nr, most;
};

static void take(struct choice_of_panes *c, enum pane pane)
{
	if (c->nr < c->most && pane != PANE_LAYOUT && !c->has[pane]) {
		c->has[pane] = true;
		c->nr++;
	}
}

/* Source and log share one place: the one that is of use now. */
static void take_all(struct choice_of_panes *c, const struct view_state *look,
		     bool stepping)
{
	bool source = look->focus != PANE_LOG &&
		      (stepping || look->focus == PANE_SOURCE ||
		       look->before == PANE_SOURCE);

	for (enum pane pane = 0; pane < PANES; pane++)
		if (pane != (source ? PANE_LOG : PANE_SOURCE))
			take(c, pane);
}

static void take_some(struct choice_of_panes *c, const struct view_state *look,
		      bool stepping)
{
	if (stepping)
		take(c, PANE_SOURCE);
	take(c, pane_names()[look->focus].beside);
	take(c, look->before);
	take(c, PANE_AREAS);
	take(c, PANE_TREE);
	take(c, PANE_FRAMES);
}

/* Where not all have room, what the step works on and what explains the pane
 * with the keys; else the same whichever has them. */
static void take_for_reading(struct choice_of_panes *c,
			     const struct scene *scene)
{
	const struct view_state *look = scene->look;

	take(c, PANE_SOURCE);
	if (c->most < READING_MOST) {
		take(c, look->focus == PANE_SOURCE
				? scene->step.picture
				: pane_names()[look->focus].beside);
		take(c, look->before);
	}
	take(c, PANE_AREAS);
	take(c, PANE_TREE);
	take(c, PANE_FRAMES);
	take(c, PANE_TABLES);
}

static bool is_reading(const struct scene *scene)
{
	return stepper_on(scene->s) && scene->look->focus != PANE_LAYOUT;
}

/* The one with the keys is always there. */
static struct choice_of_panes choose(const struct scene *scene,
				     const struct pane_list *list,
				     unsigned int most)
{
	struct choice_of_panes c = { .most = most };
	bool reading = is_reading(scene) && !list->nr;

	/* Two below each other need no more columns than one; RAM has use for
	 * all of them. */
	if (reading && most > READING_MOST)
		c.most = READING_MOST;
	else if (reading && most == 2 && scene->step.picture != PANE_FRAMES &&
		 !wanted_panes(&scene->s->settings, list))
		c.most = READING_LEAST;
	take(&c, scene->look->focus);
	if (reading && most > 1)
		take_for_reading(&c, scene);
	else if (list->nr)
		for (unsigned int i = 0; i < list->nr; i++)
			take(&c, list->pane[i]);
	else if (most == MOST)
		take_all(&c, scene->look, stepper_on(scene->s));
	else
		take_some(&c, scene->look, stepper_on(scene->s));
	return c;
}

/* ---- Where ---- */

/* From top to bottom, column by column; what is not named comes last. */
static const enum pane usual_order[] = {
	PANE_AREAS,  PANE_TREE, PANE_FRAMES, PANE_TABLES,
	PANE_SOURCE, PANE_LOG,	PANE_MEMORY,
};

/* The user's order first; what that does not have comes last. */
static unsigned int put_in_order(struct choice_of_panes *c,
				 const struct pane_list *list,
				 enum pane pane[MOST])
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < list->nr; i++) {
		if (c->has[list->pane[i]])
			pane[nr++] = list->pane[i];
		c->has[list->pane[i]] = false;
	}
	for (unsigned int i = 0; i < sizeof(usual_order) / sizeof(*usual_order);
	     i++) {
		if (c->has[usual_order[i]])
			pane[nr++] = usual_order[i];
		c->has[usual_order[i]] = false;
	}
	for (enum pane rest = 0; rest < PANES; rest++)
		if (c->has[rest])
			pane[nr++] = rest;
	return nr;
}

/* How many panes there are in each column. */
static const unsigned int grid[MOST + 1][COLUMNS] = {
	[1] = { 1 },	[2] = { 1, 1 },	   [3] = { 1, 2 },
	[4] = { 2, 2 }, [5] = { 2, 2, 1 }, [MOST] = { 2, 2, 2 },
};

/* Two panes where both would be too narrow beside each other. */
static const unsigned int one_column[COLUMNS] = { 2 };

enum { SIDE_BY_SIDE = 116 };

/* One of @parts equal parts of @length cells, with a line between two. */
static void part_of(int start, int length, unsigned int parts, unsigned int i,
		    int *at, int *size)
{
	int n = (int)parts, k = (int)i;
	int cells = length - (n - 1);
	int more = cells % n;

	*size = cells / n + (k < more);
	*at = start + k * (cells / n + 1) + (k < more ? k : more);
}

struct places {
	struct place_of_pane *place;
	unsigned int nr;
};

static void put(struct places *p, enum pane pane, int x, int y, int width,
		int height)
{
	p->place[p->nr++] = (struct place_of_pane){
		.pane = pane, .x = x, .y = y, .width = width, .height = height
	};
}

static void put_column(struct places *p, const enum pane *pane,
		       unsigned int rows, const struct place_of_pane *column)
{
	for (unsigned int i = 0; i < rows; i++) {
		int y, height;

		part_of(column->y, column->height, rows, i, &y, &height);
		put(p, pane[i], column->x, y, column->width, height);
	}
}

static void put_grid(struct places *p, const enum pane *pane, unsigned int nr,
		     const struct place_of_pane *room)
{
	bool stacked = nr == 2 && room->width < SIDE_BY_SIDE;
	const unsigned int *rows = stacked ? one_column : grid[nr];
	unsigned int columns = 0;

	while (columns < COLUMNS && rows[columns])
		columns++;
	for (unsigned int i = 0; i < columns; i++) {
		struct place_of_pane column = *room;

		part_of(room->x, room->width, columns, i, &column.x,
			&column.width);
		put_column(p, pane, rows[i], &column);
		pane += rows[i];
	}
}

/* The source gets three fifths; what does not fit beside it goes below. */
static void put_source_first(struct places *p, const enum pane *pane,
			     unsigned int nr, const struct place_of_pane *room)
{
	struct place_of_pane left = *room, right = *room;
	enum pane other[MOST];
	unsigned int nr_others = 0, beside;
	int y, above;

	for (unsigned int i = 0; i < nr; i++)
		if (pane[i] != PANE_SOURCE)
			other[nr_others++] = pane[i];
	beside = nr_others < READING_MOST - 2 ? nr_others : READING_MOST - 2;
	left.width = room->width * 3 / 5;
	right.x += left.width + 1;
	right.width -= left.width + 1;
	above = left.height;
	if (beside < nr_others) {
		/* The last of three parts of its column. */
		part_of(left.y, left.height, 3, 2, &y, &above);
		put(p, other[beside], left.x, y, left.width, above);
		above = y - 1 - left.y;
	}
	put(p, PANE_SOURCE, left.x, left.y, left.width, above);
	put_column(p, other, beside, &right);
}

static void put_panes(struct places *p, const enum pane *pane, unsigned int nr,
		      const struct place_of_pane *room, bool reading)
{
	if (reading && nr > 1 && room->width >= SIDE_BY_SIDE)
		put_source_first(p, pane, nr, room);
	else
		put_grid(p, pane, nr, room);
}

static void keys_first(struct places *p, enum pane focus)
{
	struct place_of_pane first;
	unsigned int i = 0;

	while (i + 1 < p->nr && p->place[i].pane != focus)
		i++;
	first = p->place[i];
	p->place[i] = p->place[0];
	p->place[0] = first;
}

static bool shows(const enum pane *pane, unsigned int nr, enum pane which)
{
	while (nr && pane[nr - 1] != which)
		nr--;
	return nr;
}

unsigned int screen_panes(const struct scene *scene, int width, int height,
			  struct place_of_pane *place)
{
	const struct settings *settings = &scene->s->settings;
	const struct view_state *look = scene->look;
	struct pane_list list = pane_list_unpack(settings->panes);
	struct bands bands = screen_bands(scene, width, height);
	struct place_of_pane room = { .y = bands.body,
				      .width = width,
				      .height = bands.body_rows };
	unsigned int most =
		how_many(wanted_panes(settings, &list), width, height);
	bool layout = look->focus == PANE_LAYOUT;
	struct places p = { .place = place };
	struct choice_of_panes c;
	enum pane pane[MOST];
	unsigned int nr;
	bool reading;

	if (width < SCREEN_MIN_WIDTH || height < SCREEN_MIN_HEIGHT)
		return 0;
	if (look->alone || (look->wide && width < WHOLE_ANSWER) ||
	    (most == 1 && layout)) {
		put(&p, look->focus, room.x, room.y, room.width, room.height);
		return p.nr;
	}
	/* The layout is wider while it has the keys. */
	c = choose(scene, &list, layout && most < MOST ? most - 1 : most);
	nr = put_in_order(&c, &list, pane);
	reading = is_reading(scene) && shows(pane, nr, PANE_SOURCE);
	if (width >= (reading ? READING_STRIP : STRIP_LEAST)) {
		room.x = (layout ? WIDE_LAYOUT : STRIP) + 1;
		room.width -= room.x;
		put(&p, PANE_LAYOUT, 0, room.y, room.x - 1, room.height);
	}
	put_panes(&p, pane, nr, &room, reading && !list.nr);
	keys_first(&p, look->focus);
	return p.nr;
}

unsigned int screen_place(const enum pane *pane, unsigned int nr, int width,
			  int height, struct place_of_pane *place)
{
	const struct place_of_pane room = { .width = width, .height = height };
	struct places p = { .place = place };

	put_panes(&p, pane, nr, &room, shows(pane, nr, PANE_SOURCE));
	return p.nr;
}

/* ---- Lines between panes ---- */

/* Cells of the body that no pane covers; outside of it there are none. */
static bool is_line(const struct canvas *body,
		    const struct place_of_pane *place, unsigned int nr, int x,
		    int y)
{
	if (x < 0 || y < 0 || x >= body->width || y >= body->height)
		return false;
	for (unsigned int i = 0; i < nr; i++)
		if (x >= place[i].x && x < place[i].x + place[i].width &&
		    body->y + y >= place[i].y &&
		    body->y + y < place[i].y + place[i].height)
			return false;
	return true;
}

/* By the neighbours that are lines, too: 1 up, 2 down, 4 left, 8 right. */
static const enum glyph joints[16] = {
	[0] = GLYPH_HLINE,
	[1] = GLYPH_VLINE,
	[2] = GLYPH_VLINE,
	[1 | 2] = GLYPH_VLINE,
	[4] = GLYPH_HLINE,
	[1 | 4] = GLYPH_CORNER_LR,
	[2 | 4] = GLYPH_CORNER_UR,
	[1 | 2 | 4] = GLYPH_TEE_LEFT,
	[8] = GLYPH_HLINE,
	[1 | 8] = GLYPH_CORNER_LL,
	[2 | 8] = GLYPH_CORNER_UL,
	[1 | 2 | 8] = GLYPH_TEE_RIGHT,
	[4 | 8] = GLYPH_HLINE,
	[1 | 4 | 8] = GLYPH_TEE_UP,
	[2 | 4 | 8] = GLYPH_TEE_DOWN,
	[1 | 2 | 4 | 8] = GLYPH_CROSS,
};

static enum glyph joint(const struct canvas *body,
			const struct place_of_pane *place, unsigned int nr,
			int x, int y)
{
	return joints[is_line(body, place, nr, x, y - 1) |
		      is_line(body, place, nr, x, y + 1) << 1 |
		      is_line(body, place, nr, x - 1, y) << 2 |
		      is_line(body, place, nr, x + 1, y) << 3];
}

void screen_lines(const struct canvas *body, const struct place_of_pane *place,
		  unsigned int nr)
{
	for (int y = 0; y < body->height; y++)
		for (int x = 0; x < body->width; x++)
			if (is_line(body, place, nr, x, y))
				canvas_glyph(body, x, y,
					     joint(body, place, nr, x, y));
}
