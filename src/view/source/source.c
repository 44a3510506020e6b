/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source.c - the source pane: a call, line by line, in the listing that runs.
 *
 * From top to bottom: the function with its line marked; what has been counted
 * and the variables; the node that it is about in its tree, or the lists of free
 * blocks, where no pane shows them; the pages around the place; why the line
 * does what it does; the calls around it; where Linux does the same; a slider.
 * What is left when all have their rows is the listing's.
 */
#include <stdio.h>

#include "view/canvas/pane_title.h"
#include "view/frames/frames.h"
#include "view/source/source_internal.h"
#include "view/tree/tree_walk.h"
#include "translate.h"

/* Rows of each part; 0: not there. */
struct source_plan {
	int listing, counters, vars, picture, strip, why, stack, in_linux,
		slider;
};

enum {
	LEAST_LISTING = 7, /* rows, before what only helps gets any */
	SHORT_LISTING = 4, /* rows, before a picture gets any */
	GOOD_LISTING = 10, /* rows, before older variables get any */
	MOST_TREE = 5,	   /* rows: three levels */
	MOST_LISTS = 6, /* rows of free blocks: one zone, and what happened */
	ROOM_BESIDE = 116, /* columns of a screen that has a pane for it */
	MOST_WHY = 5,
};

static int why_rows(const struct scene *scene, int width)
{
	struct canvas nowhere = { .width = width };

	return source_why(scene, &nowhere, 0, MOST_WHY);
}

/* A level of the tree is two rows, without the lines below the last. */
static int picture_rows(const struct scene *scene, const struct canvas *c)
{
	if (c->stride >= ROOM_BESIDE)
		return 0;
	if (scene->step.picture == PANE_FRAMES)
		return at_most(frames_lists_rows(scene), MOST_LISTS);
	if (scene->step.picture != PANE_TREE || !tree_root(scene))
		return 0;
	/* One more than are known, and none beside another: in mid-call. */
	return scene->index.nr_areas < MOST_TREE / 2
		       ? 2 * (int)scene->index.nr_areas + 1
		       : MOST_TREE;
}

static void draw_picture(const struct scene *scene, const struct canvas *c)
{
	if (scene->step.picture == PANE_FRAMES)
		frames_lists(scene, c, 0, c->height);
	else if (!tree_picture(scene, c, true))
		tree_picture(scene, c, false);
}

/* Give rows to a part, as long as the listing keeps its own. */
static int take(int *left, int rows, int listing)
{
	rows = at_most(rows, *left - listing);
	if (rows <= 0)
		return 0;
	*left -= rows;
	return rows;
}

static int take_all(int *left, int rows, int listing)
{
	return *left - listing >= rows ? take(left, rows, listing) : 0;
}

/*
 * What helps most first: the line and its reason, the place that it is about
 * and the variables that it uses; then what only helps.
 */
static struct source_plan make_plan(const struct scene *scene,
				    const struct canvas *c)
{
	int least, left = c->height - 1;
	int listing = source_listing_rows(scene, c->width, &least);
	int vars = source_vars_rows(scene, c->width, true);
	struct source_plan plan = { .listing = 0 };

	plan.why = take(&left, why_rows(scene, c->width), least);
	if (source_has_strip(scene))
		plan.strip = take_all(&left, 2, least);
	plan.vars =
		take(&left, source_vars_rows(scene, c->width, false), least);
	plan.slider = take(&left, 1, least);
	plan.picture = take_all(&left, picture_rows(scene, c),
				at_least(least, SHORT_LISTING));
	least = at_least(least, LEAST_LISTING);
	plan.counters = take(&left, 1, least);
	plan.stack = take(&left, 1, least);
	least = at_least(least, GOOD_LISTING);
	plan.in_linux = take(&left, 1, least);
	/* A long function and its variables share what there is. */
	if (vars > plan.vars)
		plan.vars += take(
			&left,
			at_most(vars - plan.vars,
				left > listing ? left - listing : left / 4),
			least);
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
	part = canvas_part(c, 0, y, c->width, plan->picture);
	if (plan->picture)
		draw_picture(scene, &part);
	y += plan->picture;
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
