/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_first_fit.h - lines of steps that 2.6.32 and 2.6.39 have in common.
 *
 * For the two files about their steps.
 */
#ifndef VMSCOPE_TESTS_REPLAY_FIRST_FIT_H
#define VMSCOPE_TESTS_REPLAY_FIRST_FIT_H

#include "replay.h"

/* %x-%x is a node of the tree, by the addresses of its area. */
enum line_form {
	START,
	VISIT_LEFT,
	VISIT_FIRST_LEFT,
	VISIT_FIRST_RIGHT,
	FIRST,
	FIRST_NONE,
	WALK_FROM,
	WALK_FROM_NONE,
	TEST,
	NEXT_ADDR,
	FOUND,
	OVERFLOW,
	INSERT_VISIT,
	RECOLOR_RED,
	RECOLOR_BLACK,
	ROTATE_LEFT,
	ROTATE_RIGHT,
	FIRST_FIT_LINES
};

/* clang-format off */
#define FIRST_FIT_FORMS \
	[START] = "  start addr=%x size=%x align=%x", \
	[VISIT_LEFT] = "  visit %x-%x end>=addr,left", \
	[VISIT_FIRST_LEFT] = "  visit %x-%x end>=addr,set-first,left", \
	[VISIT_FIRST_RIGHT] = "  visit %x-%x end<addr,set-first,right", \
	[FIRST] = "  first %x-%x", \
	[FIRST_NONE] = "  first none", \
	[WALK_FROM] = "  walk-from %x-%x", \
	[WALK_FROM_NONE] = "  walk-from none", \
	[TEST] = "  test node=%x-%x addr+size=%x overlap=%b within=%b", \
	[NEXT_ADDR] = "  addr %x", \
	[FOUND] = "  found addr=%x end=%x fits=%b", \
	[OVERFLOW] = "  overflow purged=%b", \
	[INSERT_VISIT] = "  insert-visit %x-%x", \
	[RECOLOR_RED] = "  recolor %x red", \
	[RECOLOR_BLACK] = "  recolor %x black", \
	[ROTATE_LEFT] = "  rotate-left at %x", \
	[ROTATE_RIGHT] = "  rotate-right at %x"
/* clang-format on */

/** first_fit_line() - our step as such a line, by its event; false: none. */
bool first_fit_line(const struct record_step *step, struct step_line *line);

#endif
