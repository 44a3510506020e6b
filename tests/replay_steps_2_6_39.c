/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_steps_2_6_39.c - how the steps of 2.6.39 stand in a trace.
 *
 * What it remembers has lines of its own, known by our step points; all else is
 * as in 2.6.32. For replay_steps.c.
 */
#include <string.h>

#include "replay_first_fit.h"

enum cache_form {
	CACHE_TEST = FIRST_FIT_LINES,
	CACHE_TEST_NONE,
	NOCACHE_EMPTY,
	NOCACHE_HOLE,
	NOCACHE_VSTART,
	NOCACHE_ALIGN,
	NOCACHE_BELOW,
	FROM_CACHE,
	VISIT_LOWER,
	VISIT_HIGHER,
	VISIT_HERE,
	TEST_REACHES,
	HOLE,
	CACHE_SET,
	CACHE_PREV,
	CACHE_PREV_NONE,
	CACHE_DROP
};

static const char *const forms[] = {
	FIRST_FIT_FORMS,
	[CACHE_TEST] = "  cache-test cache=%x-%x hole=%x cvstart=%x calign=%x",
	[CACHE_TEST_NONE] = "  cache-test cache=none hole=%x cvstart=%x"
			    " calign=%x",
	[NOCACHE_EMPTY] = "  nocache empty",
	[NOCACHE_HOLE] = "  nocache size=%x<hole=%x",
	[NOCACHE_VSTART] = "  nocache vstart=%x<cached=%x",
	[NOCACHE_ALIGN] = "  nocache align=%x<cached=%x",
	[NOCACHE_BELOW] = "  nocache addr<vstart=%x",
	[FROM_CACHE] = "  from-cache %x-%x addr=%x size=%x align=%x",
	[VISIT_LOWER] = "  visit %x-%x end<addr,right",
	[VISIT_HIGHER] = "  visit %x-%x end>=addr,first,left",
	[VISIT_HERE] = "  visit %x-%x end>=addr,first,start<=addr,stop",
	[TEST_REACHES] = "  test node=%x-%x addr+size=%x reaches=%b within=%b",
	[HOLE] = "  hole %x",
	[CACHE_SET] = "  cache-set %x-%x",
	[CACHE_PREV] = "  cache-prev of %x: %x",
	[CACHE_PREV_NONE] = "  cache-prev of %x: none",
	[CACHE_DROP] = "  cache-drop end=%x<cached_vstart",
	NULL,
};

static void area(const struct record_step *step, const char *name,
		 enum cache_form form, struct step_line *line)
{
	line->form = (int)form;
	step_area(step, name, line);
}

static void cache_test(const struct record_step *step, struct step_line *line)
{
	bool some = step_number(step, "cache");
	uint32_t *value = line->value + 2 * some;

	if (some)
		area(step, "cache", CACHE_TEST, line);
	else
		line->form = CACHE_TEST_NONE;
	value[0] = step_number(step, "cached_hole_size");
	value[1] = step_number(step, "cached_vstart");
	value[2] = step_number(step, "cached_align");
}

static void empty(const struct record_step *step, struct step_line *line)
{
	(void)step;
	line->form = NOCACHE_EMPTY;
}

/* One number is less than another. */
static void less(const struct record_step *step, const char *a, const char *b,
		 enum cache_form form, struct step_line *line)
{
	line->form = (int)form;
	line->value[0] = step_number(step, a);
	line->value[1] = step_number(step, b);
}

static void hole_below(const struct record_step *step, struct step_line *line)
{
	less(step, "size", "cached_hole_size", NOCACHE_HOLE, line);
}

static void lower_start(const struct record_step *step, struct step_line *line)
{
	less(step, "vstart", "cached_vstart", NOCACHE_VSTART, line);
}

static void finer_align(const struct record_step *step, struct step_line *line)
{
	less(step, "align", "cached_align", NOCACHE_ALIGN, line);
}

static void below_start(const struct record_step *step, struct step_line *line)
{
	line->form = NOCACHE_BELOW;
	line->value[0] = step_number(step, "vstart");
}

static void from_cache(const struct record_step *step, struct step_line *line)
{
	area(step, "first", FROM_CACHE, line);
	line->value[2] = step_number(step, "addr");
	line->value[3] = step_number(step, "size");
	line->value[4] = step_number(step, "align");
}

static void visit_lower(const struct record_step *step, struct step_line *line)
{
	area(step, "tmp", VISIT_LOWER, line);
}

static void visit_higher(const struct record_step *step, struct step_line *line)
{
	area(step, "tmp", VISIT_HIGHER, line);
}

static void visit_here(const struct record_step *step, struct step_line *line)
{
	area(step, "tmp", VISIT_HERE, line);
}

static void test_reaches(const struct record_step *step, struct step_line *line)
{
	first_fit_line(step, line);
	line->form = TEST_REACHES;
	line->value[3] = line->value[2] >= line->value[0];
}

static void note_hole(const struct record_step *step, struct step_line *line)
{
	line->form = HOLE;
	line->value[0] = step_number(step, "size");
}

static void cache_set(const struct record_step *step, struct step_line *line)
{
	area(step, "va", CACHE_SET, line);
}

static void cache_before(const struct record_step *step, struct step_line *line)
{
	bool some = step_number(step, "before");

	line->form = some ? CACHE_PREV : CACHE_PREV_NONE;
	line->value[0] = record_var(step, "va")->detail[0];
	if (some)
		line->value[1] = record_var(step, "before")->detail[0];
}

static void cache_drop(const struct record_step *step, struct step_line *line)
{
	line->form = CACHE_DROP;
	line->value[0] = record_var(step, "va")->detail[1];
}

static const struct {
	const char *id;
	void (*make)(const struct record_step *step, struct step_line *line);
} own[] = {
	{ "cache_helps", cache_test },	  { "no_cache", empty },
	{ "hole_below", hole_below },	  { "lower_start", lower_start },
	{ "finer_align", finer_align },	  { "from_cache", from_cache },
	{ "below_start", below_start },	  { "visit_lower", visit_lower },
	{ "visit_higher", visit_higher }, { "visit_here", visit_here },
	{ "note_hole", note_hole },	  { "hole_fits", test_reaches },
	{ "past_vend", test_reaches },	  { "runs_into", test_reaches },
	{ "cache_set", cache_set },	  { "cache_before", cache_before },
	{ "cache_drop", cache_drop },
};

static bool make(const struct record_step *step, struct step_line *line)
{
	size_t nr = sizeof(own) / sizeof(own[0]);

	if (!step->point ||
	    strcmp(step_file(step->point), "vmap_2_6_39.c") != 0)
		return first_fit_line(step, line);
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(own[i].id, step->point->id)) {
			own[i].make(step, line);
			return true;
		}
	return first_fit_line(step, line);
}

const struct step_lines steps_2_6_39 = { forms, make, -1 };
