/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_steps_6_1.c - how the steps of 6.1 stand in a trace.
 *
 * A step point's identifier tells the kind of line. For replay_steps.c.
 */
#include "replay.h"

#include <string.h>

/* %x-%x is a record of a tree, by its addresses. */
enum line_form {
	SEARCH,
	VISIT_LEFT,
	VISIT_TRY,
	WITHIN,
	RIGHT,
	UP,
	RIGHT_AGAIN,
	MATCH,
	MATCH_NONE,
	ADDR,
	FIT_FULL,
	FIT_LEFT_EDGE,
	FIT_RIGHT_EDGE,
	FIT_NO_EDGE,
	SHRINK,
	SHRINK_AND_NEW,
	PROPAGATE,
	INSERT,
	LINK_VISIT,
	MERGE_NEXT,
	MERGE_PREVIOUS,
	ADD_TO_PURGE,
	ADD_TO_FREE,
	DRAIN,
	OVERFLOW,
	LINES
};

static const char *const forms[LINES + 1] = {
	[SEARCH] = "  search size=%x align=%x vstart=%x length=%x",
	[VISIT_LEFT] = "  visit %x-%x left-max=%x right-max=%x left",
	[VISIT_TRY] = "  visit %x-%x left-max=%x right-max=%x try",
	[WITHIN] = "  within %x-%x addr=%x end=%x fits=%b",
	[RIGHT] = "  right",
	[UP] = "  up %x-%x right-max=%x vstart=%x",
	[RIGHT_AGAIN] = "  right-again vstart=%x",
	[MATCH] = "  match %x-%x",
	[MATCH_NONE] = "  match none",
	[ADDR] = "  addr %x end=%x fits=%b",
	[FIT_FULL] = "  fit full",
	[FIT_LEFT_EDGE] = "  fit left-edge",
	[FIT_RIGHT_EDGE] = "  fit right-edge",
	[FIT_NO_EDGE] = "  fit no-edge",
	[SHRINK] = "  shrink %x-%x",
	[SHRINK_AND_NEW] = "  shrink %x-%x and new %x-%x",
	[PROPAGATE] = "  propagate from %x-%x",
	[INSERT] = "  insert %x-%x into busy",
	[LINK_VISIT] = "  link-visit %x-%x",
	[MERGE_NEXT] = "  merge %x-%x with next %x-%x",
	[MERGE_PREVIOUS] = "  merge %x-%x with previous %x-%x",
	[ADD_TO_PURGE] = "  add %x-%x to purge",
	[ADD_TO_FREE] = "  add %x-%x to free",
	[DRAIN] = "  drain",
	[OVERFLOW] = "  overflow purged=%b",
};

enum { MOST_VARS = 4 };

/* Our step points that have a line; the variables are its numbers in their
 * order, of an area two. */
static const struct row {
	const char *id;
	enum line_form form;
	const char *vars[MOST_VARS];
} rows[] = {
	{ "find_vmap_lowest_match",
	  SEARCH,
	  { "size", "align", "vstart", "length" } },
	{ "go_left", VISIT_LEFT, { "va", "left_max", "right_max" } },
	{ "try_here", VISIT_TRY, { "va", "left_max", "right_max" } },
	{ "too_small", WITHIN, { "va", "addr", "end" } },
	{ "fits", WITHIN, { "va", "addr", "end" } },
	{ "go_right", RIGHT, { NULL } },
	{ "go_up", UP, { "va", "right_max", "vstart" } },
	{ "right_again", RIGHT_AGAIN, { "vstart" } },
	{ "match", MATCH, { "va" } },
	{ "no_match", MATCH_NONE, { NULL } },
	{ "lowest", ADDR, { "addr", "end" } },
	{ "full_fit", FIT_FULL, { NULL } },
	{ "left_edge", FIT_LEFT_EDGE, { NULL } },
	{ "right_edge", FIT_RIGHT_EDGE, { NULL } },
	{ "no_edge", FIT_NO_EDGE, { NULL } },
	{ "shrink", SHRINK, { "va" } },
	{ "augment_tree_propagate_from", PROPAGATE, { "va" } },
	{ "insert_vmap_area", INSERT, { "va" } },
	{ "link_left", LINK_VISIT, { "tmp" } },
	{ "link_right", LINK_VISIT, { "tmp" } },
	{ "merge_next", MERGE_NEXT, { "va", "next" } },
	{ "merge_previous", MERGE_PREVIOUS, { "va", "prev" } },
	{ "add", ADD_TO_PURGE, { "va" } },
	{ "drain_now", DRAIN, { NULL } },
	{ "overflow", OVERFLOW, { "purged" } },
};

static void add_number(struct step_line *line, unsigned int *nr,
		       const struct record_step *step, const char *name)
{
	const struct record_var *var = record_var(step, name);

	BUG_ON(!var || *nr + STEP_DETAILS > MAX_VALUES);
	if (var->kind != STEP_AREA) {
		line->value[(*nr)++] = var->value;
		return;
	}
	memcpy(&line->value[*nr], var->detail, sizeof(var->detail));
	*nr += STEP_DETAILS;
}

static bool make(const struct record_step *step, struct step_line *line)
{
	const struct row *row = rows, *end = row + sizeof(rows) / sizeof(*row);
	const char *id = step->sentence->id;
	unsigned int nr = 0;

	while (row < end && strcmp(row->id, id) != 0)
		row++;
	if (row == end)
		return false;
	line->form = (int)row->form;
	for (int i = 0; i < MOST_VARS && row->vars[i]; i++)
		add_number(line, &nr, step, row->vars[i]);
	if (row->form == ADD_TO_PURGE && step_number(step, "is_free"))
		line->form = ADD_TO_FREE;
	if (row->form == SHRINK && step_number(step, "lva")) {
		line->form = SHRINK_AND_NEW;
		add_number(line, &nr, step, "lva");
	}
	if (row->form == WITHIN)
		line->value[nr] = !strcmp(id, "fits");
	if (row->form == ADDR)
		line->value[nr] =
			step_number(step, "end") <= step_number(step, "vend");
	return true;
}

const struct step_lines steps_6_1 = { forms, make, MATCH_NONE };
