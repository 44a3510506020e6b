/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source_state.c - what is known at a step: variables, reason, calls, place.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/linux.h"
#include "view/source/source_internal.h"
#include "view/span_look.h"
#include "view/areas/strip.h"
#include "view/screen/time_bar.h"
#include "translate.h"

enum { TEXT_SIZE = 256 };

/* ---- Counters ---- */

static const struct {
	enum record_counter counter;
	const char *word, *in_short;
} counters[] = {
	{ RECORD_NODES, N_("nodes visited"), N_("nodes") },
	{ RECORD_HOLES, N_("holes tried"), N_("holes") },
	{ RECORD_PAGES, N_("pages taken"), N_("pages") },
	{ RECORD_PTES, N_("PTEs written"), N_("PTEs") },
};

enum { COUNTERS_IN_FULL = 76 }; /* columns */

void source_counters(const struct scene *scene, const struct canvas *c, int y)
{
	int x = 1;

	canvas_hline(c, 0, y, c->width);
	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++) {
		char text[TEXT_SIZE];
		int n = snprintf(text, sizeof(text), " %s %" PRIu64 " ",
				 c->width < COUNTERS_IN_FULL
					 ? _(counters[i].in_short)
					 : _(counters[i].word),
				 scene->step.count[counters[i].counter]);

		n = text_columns(text, (size_t)n);
		if (x + n > c->width)
			break;
		x = canvas_text(c, x, y, ROLE_DIM, text);
	}
}

/* ---- Variables ---- */

enum {
	X_NAME = 2,
	NAME_MOST = 14,
	VALUE = 12,	 /* addresses are so wide: what follows them stands in
			 * a column */
	HALF_LEAST = 30, /* columns: then two short ones share a row */
};

/* What there is to say of a value besides itself. */
static void say_rest(const struct scene_step *step, const struct scene_var *var,
		     char *text, size_t size)
{
	const char *object = var->object;

	if (var->since && var->since == step->number)
		snprintf(text, size, _("%s%swas %s"), object,
			 *object ? ", " : "", var->before);
	else if (var->since)
		snprintf(text, size, _("%s%swas %s until step %" PRIu32),
			 object, *object ? ", " : "", var->before,
			 var->since - 1);
	else
		snprintf(text, size, "%s", object);
}

/* Where variables go: two short ones side by side, in two columns. */
struct var_flow {
	const struct scene_step *step;
	int names; /* columns of a name */
	int half;  /* columns of half a row; 0: there are no halves */
	int x, y;  /* of the next one */
};

static bool is_told(const struct scene_step *step, const struct scene_var *var,
		    bool all)
{
	return all || var->told == step->number;
}

static struct var_flow begin_flow(const struct scene_step *step, int width,
				  bool all)
{
	struct var_flow f = { .step = step, .names = 4 };

	for (unsigned int i = 0; i < step->nr_vars; i++) {
		int n = (int)strlen(step->var[i].name);

		if (is_told(step, &step->var[i], all))
			f.names = n > f.names ? n : f.names;
	}
	f.names = f.names < NAME_MOST ? f.names : NAME_MOST;
	f.half = width / 2 >= HALF_LEAST ? width / 2 : 0;
	return f;
}

static int var_columns(const struct var_flow *f, const struct scene_var *var)
{
	int value = columns_of(var->value), x = X_NAME + f->names + 1;
	char rest[TEXT_SIZE];

	say_rest(f->step, var, rest, sizeof(rest));
	if (!*rest)
		return x + value;
	return x + (value < VALUE - 1 ? VALUE - 1 : value) + 1 +
	       columns_of(rest);
}

/* The place of the next variable, @x and @y; the columns that it has. */
static int flow(struct var_flow *f, int width, const struct scene_var *var,
		int *x, int *y)
{
	bool is_short = f->half && var_columns(f, var) < f->half;

	if (f->x && !is_short) {
		f->x = 0;
		f->y++;
	}
	*x = f->x;
	*y = f->y;
	if (is_short && !f->x) {
		f->x = f->half;
		return f->half - 1;
	}
	f->x = 0;
	f->y++;
	return width - *x;
}

int source_vars_rows(const struct scene *scene, int width, bool all)
{
	const struct scene_step *step = &scene->step;
	struct var_flow f = begin_flow(step, width, all);
	int x, y;

	for (unsigned int i = 0; i < step->nr_vars; i++)
		if (is_told(step, &step->var[i], all))
			flow(&f, width, &step->var[i], &x, &y);
	return f.y + (f.x > 0);
}

static void draw_var(const struct scene_step *step, const struct canvas *c,
		     const struct scene_var *var, int columns)
{
	bool now = var->told == step->number;
	bool changed = now && var->since == step->number;
	int x = X_NAME, least = X_NAME + columns + VALUE;
	char rest[TEXT_SIZE];

	say_rest(step, var, rest, sizeof(rest));
	if (changed)
		canvas_glyph(c, 0, 0, GLYPH_CHANGED);
	canvas_fit(c, x, 0, columns, now ? ROLE_NAME : ROLE_DIM, var->name);
	x += columns + 1;
	x = canvas_fit(c, x, 0, c->width - x, now ? ROLE_NUMBER : ROLE_DIM,
		       var->value);
	if (changed)
		canvas_flag(c, X_NAME, 0, x - X_NAME, 1, CELL_CHANGED);
	x = x < least ? least : x;
	canvas_fit(c, x + 1, 0, c->width - x - 1, ROLE_DIM, rest);
}

void source_vars(const struct scene *scene, const struct canvas *c)
{
	const struct scene_step *step = &scene->step;
	bool all = c->height > source_vars_rows(scene, c->width, false);
	struct var_flow f = begin_flow(step, c->width, all);

	for (unsigned int i = 0; i < step->nr_vars; i++) {
		struct canvas part;
		int x, y, n;

		if (!is_told(step, &step->var[i], all))
			continue;
		n = flow(&f, c->width, &step->var[i], &x, &y);
		part = canvas_part(c, x, y, n, 1);
		draw_var(step, &part, &step->var[i], f.names);
	}
}

/* ---- The sentence ---- */

int source_why(const struct scene *scene, const struct canvas *c, int y,
	       int rows)
{
	int x = canvas_text(c, 0, y, ROLE_NAME, _("Why: "));

	return canvas_wrap(c, x, y, c->width - x, rows, ROLE_WHY,
			   scene->step.why);
}

/* ---- The strip ---- */

enum { X_CELLS = 9 };

/* The candidate, else the page that gets a PTE, else what is chosen. */
static bool strip_place(const struct scene *scene, vaddr_t *va)
{
	static const enum mark_kind order[] = { MARK_RANGE, MARK_PTE };
	vaddr_t start, end;

	for (size_t n = 0; n < sizeof(order) / sizeof(*order); n++)
		for (unsigned int i = 0; i < scene->nr_marks; i++) {
			*va = scene->mark[i].value;
			if (scene->mark[i].kind == order[n] &&
			    span_region(&scene->index, *va, &start, &end))
				return true;
		}
	*va = scene->spot.va;
	return scene->spot.has_va &&
	       span_region(&scene->index, *va, &start, &end);
}

bool source_has_strip(const struct scene *scene)
{
	vaddr_t va;

	return strip_place(scene, &va);
}

void source_strip(const struct scene *scene, const struct canvas *c, int y)
{
	struct strip s;
	vaddr_t va;

	if (c->width <= X_CELLS || !strip_place(scene, &va))
		return;
	strip_window(scene, va, va, PAGE_SIZE, c->width - X_CELLS, 1, &s);
	canvas_printf(c, 0, y, ROLE_ADDRESS, ADDR, s.start);
	strip_row(scene, c, X_CELLS, y, &s, 0);
	strip_labels(scene, c, X_CELLS, y + 1, &s, 0);
}

/* ---- The calls around it ---- */

/* The first call that is shown: the innermost ones are the ones to know. */
static uint32_t first_call(const struct step_point **call, uint32_t nr,
			   int columns)
{
	uint32_t first = nr;

	while (first) {
		columns -= (int)strlen(call[first - 1]->function) +
			   (first < nr ? 3 : 0);
		if (columns < (first > 1 ? 4 : 0))
			break;
		first--;
	}
	return first < nr ? first : nr - 1;
}

void source_stack(const struct scene *scene, const struct canvas *c, int y)
{
	const struct step_point *call[RECORD_MAX_DEPTH];
	const struct stepper *stepper = &scene->s->stepper;
	uint32_t nr = record_stack(stepper->record, stepper->at, call), i;
	int x = canvas_text(c, 0, y, ROLE_DIM, _("in:  "));

	i = first_call(call, nr, c->width - x);
	if (i) {
		x = canvas_glyph_as(c, x, y, GLYPH_ELLIPSIS, ROLE_DIM);
		x = canvas_text(c, x, y, ROLE_DIM, " > ");
	}
	for (; i < nr; i++) {
		x = canvas_fit(c, x, y, c->width - x, ROLE_NAME,
			       call[i]->function);
		if (i + 1 < nr)
			x = canvas_text(c, x, y, ROLE_DIM, " > ");
	}
}

/* ---- Linux ---- */

void source_linux(const struct scene *scene, const struct canvas *c, int y)
{
	const struct linux_function *f =
		linux_function(scene->step.file, scene->step.function);
	const char *function;
	char text[TEXT_SIZE];

	if (!f)
		return;
	function = strcmp(f->function, f->name) != 0 ? f->function
						     : _("same name");
	if (f->note)
		snprintf(text, sizeof(text), _("Linux: %s, %s; %s: %s"),
			 f->file, function, _(fidelity_name(f->fidelity)),
			 _(f->note));
	else
		snprintf(text, sizeof(text), _("Linux: %s, %s; %s"), f->file,
			 function, _(fidelity_name(f->fidelity)));
	canvas_fit(c, 0, y, c->width, ROLE_DIM, text);
}

/* ---- Where one is ---- */

void source_slider(const struct scene *scene, const struct canvas *c, int y)
{
	const struct scene_step *step = &scene->step;
	const struct session *s = scene->s;
	const struct bar bar = { .here = step->number - 1,
				 .last = step->last - 1,
				 .target = TARGET_STEP };
	char text[TEXT_SIZE], number[24];
	int n, cells;

	snprintf(number, sizeof(number), "%s", _("end"));
	if (step->number <= step->of)
		snprintf(number, sizeof(number), "%" PRIu32, step->number);
	n = snprintf(text, sizeof(text),
		     _("step %s/%" PRIu32 "  command %" PRIu32 "/%" PRIu32),
		     number, step->of, s->stepper.moment, s->log.nr);
	n = columns_of(text);
	cells = c->width - n - 2;

	if (cells >= 4)
		bar_draw(&bar, c, 0, y, cells);
	else
		cells = -2;
	canvas_text(c, cells + 2, y, ROLE_NUMBER, text);
}
