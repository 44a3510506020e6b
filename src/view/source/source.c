/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source.c - the source pane: a call, line by line, in the listing that runs.
 *
 * From top to bottom: the function with its line marked; what has been counted
 * and the variables; the pages around the place that it is about; why the line
 * does what it does; the calls around it; where Linux does the same; a slider.
 * What is left when all have their rows is the listing's.
 */
#include <stdio.h>

#include "view/canvas/pane_title.h"
#include "view/source/source_internal.h"
#include "translate.h"

/* Rows of each part; 0: not there. */
struct source_plan {
	int listing, counters, vars, strip, why, stack, in_linux, slider;
};

enum {
	LEAST_LISTING = 5, /* before other parts get rows */
	MOST_WHY = 3,
};

static int at_most(int value, int limit)
{
	return value < limit ? value : limit;
}

static int why_rows(const struct scene *scene, int width)
{
	struct canvas nowhere = { .width = width };

	return source_why(scene, &nowhere, 0, MOST_WHY);
}

/* Give rows to a part, as long as the listing keeps its own. */
static int take(int *left, int rows)
{
	rows = at_most(rows, *left - LEAST_LISTING);
	if (rows <= 0)
		return 0;
	*left -= rows;
	return rows;
}

static int take_all(int *left, int rows)
{
	return *left - LEAST_LISTING >= rows ? take(left, rows) : 0;
}

/* What helps most first. */
static struct source_plan make_plan(const struct scene *scene,
				    const struct canvas *c)
{
	int left = c->height - 1, listing = source_listing_rows(scene);
	int vars = (int)scene->step.nr_vars;
	struct source_plan plan = { .why = take(&left,
						why_rows(scene, c->width)) };

	plan.slider = take(&left, 1);
	plan.counters = take(&left, 1);
	plan.vars = take(&left, at_most(vars, 4));
	plan.stack = take(&left, 1);
	if (source_has_strip(scene))
		plan.strip = take_all(&left, 2);
	plan.in_linux = take(&left, 1);
	/* A long function and its variables share what there is. */
	if (vars > plan.vars)
		plan.vars += take(&left, at_most(vars - plan.vars,
						 left > listing ? left - listing
								: left / 4));
	plan.listing = left;
	return plan;
}

/* ---- Painting ---- */

static void draw_parts(const struct scene *scene, const struct canvas *c,
		       const struct source_plan *plan)
{
	struct canvas part = canvas_part(c, 0, 1, c->width, plan->listing);
	int y = 1 + plan->listing;

	source_listing(scene, &part);
	if (plan->counters)
		source_counters(scene, c, y);
	y += plan->counters;
	part = canvas_part(c, 0, y, c->width, plan->vars);
	source_vars(scene, &part);
	y += plan->vars;
	if (plan->strip)
		source_strip(scene, c, y);
	y += plan->strip;
	if (plan->why)
		source_why(scene, c, y, plan->why);
	y += plan->why;
	if (plan->stack)
		source_stack(scene, c, y);
	y += plan->stack;
	if (plan->in_linux)
		source_linux(scene, c, y);
	y += plan->in_linux;
	if (plan->slider)
		source_slider(scene, c, y);
}

static void draw_heading(const struct scene *scene, const struct canvas *c)
{
	const struct scene_step *step = &scene->step;
	char text[160];

	snprintf(text, sizeof(text), "%s, %s:%u", step->function, step->file,
		 step->line);
	pane_heading(c, PANE_SOURCE, text);
}

static void draw_nothing(const struct canvas *c)
{
	static const char *const text[] = {
		N_("No call is being stepped through."),
		"",
		N_("step vmalloc 4k          runs it and stops at its first "
		   "step"),
		N_("step to hole vmalloc 4k  stops where the first hole is "
		   "tried"),
		N_("step                     the last command again, step by "
		   "step"),
		N_("s                        the same, as a key of this pane"),
	};

	for (int i = 0; i < (int)(sizeof(text) / sizeof(*text)); i++)
		canvas_fit(c, 0, 2 + i, c->width, i ? ROLE_TEXT : ROLE_DIM,
			   _(text[i]));
}

static void source_draw(const struct scene *scene, const struct canvas *c)
{
	struct source_plan plan;

	if (!stepper_on(scene->s)) {
		draw_nothing(c);
		return;
	}
	draw_heading(scene, c);
	plan = make_plan(scene, c);
	draw_parts(scene, c, &plan);
}

const struct view source_view = {
	.is_text = true,
	.draw = source_draw,
	.keys = source_keys,
};
