/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * time_bar.h - where one is among things that follow each other.
 *
 * For the log pane, the moments of the session; for the source pane, the steps
 * of a call.
 */
#ifndef VMSCOPE_VIEW_SCREEN_TIME_BAR_H
#define VMSCOPE_VIEW_SCREEN_TIME_BAR_H

#include "view/pane_table.h"

/* Things 0 to last, of which one is under view. */
struct bar {
	uint32_t here, last;
	enum target_kind target; /* what a click on a cell chooses */
};

/**
 * bar_draw() - one row: what is behind, where one is, what is ahead.
 * @bar: what it shows
 * @c: the pane
 * @x: first column
 * @y: row
 * @cells: columns
 *
 * A cell's target is the first thing that it stands for.
 */
void bar_draw(const struct bar *bar, const struct canvas *c, int x, int y,
	      int cells);

enum { TIME_BAR_LEAST = 30 }; /* columns */

/** time_bar_draw() - the moments of the session in a row, forks marked. */
void time_bar_draw(const struct scene *scene, const struct canvas *c, int y);

#endif
