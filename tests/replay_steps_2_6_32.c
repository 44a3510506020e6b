/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_steps_2_6_32.c - how the steps of 2.6.32 stand in a trace.
 *
 * The events of our step points tell the kind of line. For replay_steps.c.
 */
#include "replay_first_fit.h"

static const char *const forms[] = { FIRST_FIT_FORMS, NULL };

static void start(const struct record_step *step, struct step_line *line)
{
	line->form = START;
	line->value[0] = step_number(step, "addr");
	line->value[1] = step_number(step, "size");
	line->value[2] = step_number(step, "align");
}

static void area(const struct record_step *step, const char *name,
		 enum line_form form, struct step_line *line)
{
	line->form = (int)form;
	step_area(step, name, line);
}

static void visit(const struct record_step *step, struct step_line *line)
{
	const uint32_t *tmp = record_var(step, "tmp")->detail;
	uint32_t addr = step_number(step, "addr");
	uint32_t end = addr + step_number(step, "size");

	if (tmp[1] < addr)
		area(step, "tmp", VISIT_FIRST_RIGHT, line);
	else if (!step_number(step, "first") && tmp[0] < end)
		area(step, "tmp", VISIT_FIRST_LEFT, line);
	else
		area(step, "tmp", VISIT_LEFT, line);
}

static void first(const struct record_step *step, struct step_line *line)
{
	bool some = step_number(step, "first");

	area(step, "first", some ? FIRST : FIRST_NONE, line);
}

static void walk(const struct record_step *step, struct step_line *line)
{
	bool some = step_number(step, "first");

	area(step, "first", some ? WALK_FROM : WALK_FROM_NONE, line);
}

static void test(const struct record_step *step, struct step_line *line)
{
	uint32_t end = step_number(step, "addr") + step_number(step, "size");

	area(step, "first", TEST, line);
	line->value[2] = end;
	line->value[3] = end > line->value[0];
	line->value[4] = end <= step_number(step, "vend");
}

static void next_addr(const struct record_step *step, struct step_line *line)
{
	line->form = NEXT_ADDR;
	line->value[0] = step_number(step, "addr");
}

static void found(const struct record_step *step, struct step_line *line)
{
	line->form = FOUND;
	line->value[0] = step_number(step, "addr");
	line->value[1] = line->value[0] + step_number(step, "size");
	line->value[2] = line->value[1] <= step_number(step, "vend");
}

static void overflow(const struct record_step *step, struct step_line *line)
{
	line->form = OVERFLOW;
	line->value[0] = step_number(step, "purged");
}

static void insert_visit(const struct record_step *step, struct step_line *line)
{
	area(step, "tmp", INSERT_VISIT, line);
}

static void recolor(const struct record_step *step, struct step_line *line)
{
	line->form = step_number(step, "color") ? RECOLOR_BLACK : RECOLOR_RED;
	line->value[0] = record_var(step, "node")->detail[0];
}

static void rotate(const struct record_step *step, struct step_line *line)
{
	line->form = step_number(step, "side") ? ROTATE_RIGHT : ROTATE_LEFT;
	line->value[0] = record_var(step, "node")->detail[0];
}

bool first_fit_line(const struct record_step *step, struct step_line *line)
{
	static void (*const makers[STEP_EVENTS])(const struct record_step *step,
						 struct step_line *line) = {
		[STEP_START] = start,
		[STEP_VISIT] = visit,
		[STEP_FIRST] = first,
		[STEP_WALK] = walk,
		[STEP_TEST] = test,
		[STEP_ADDR_NEXT] = next_addr,
		[STEP_FOUND] = found,
		[STEP_OVERFLOW] = overflow,
		[STEP_INSERT_VISIT] = insert_visit,
		[STEP_RECOLOR] = recolor,
		[STEP_ROTATE] = rotate,
	};

	if (!makers[step->sentence->event])
		return false;
	makers[step->sentence->event](step, line);
	return true;
}

/*
 * A search that finds nothing in its way goes straight to `found`: that there
 * is nothing to walk from may be said in a line of its own, or not at all.
 */
const struct step_lines steps_2_6_32 = { forms, first_fit_line,
					 WALK_FROM_NONE };
