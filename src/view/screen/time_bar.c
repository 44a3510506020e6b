/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * time_bar.c - bars of moments and of steps.
 */
#include "view/screen/time_bar.h"

#include <inttypes.h>
#include <stdio.h>

#include "translate.h"

static int cell_of(const struct bar *bar, uint32_t thing, int cells)
{
	uint64_t last = bar->last ? bar->last : 1;

	return (int)(thing * (uint64_t)(cells - 1) / last);
}

void bar_draw(const struct bar *bar, const struct canvas *c, int x, int y,
	      int cells)
{
	uint64_t steps = (uint64_t)(cells > 1 ? cells - 1 : 1);
	int here = cell_of(bar, bar->here, cells);

	for (int i = 0; i < cells; i++) {
		enum glyph glyph = i == here  ? GLYPH_SLIDER
				   : i < here ? GLYPH_BAR_FULL
					      : GLYPH_BAR_EMPTY;
		uint64_t at = ((uint64_t)i * bar->last + steps - 1) / steps;

		canvas_glyph(c, x + i, y, glyph);
		canvas_target(c, x + i, y, 1, 1, bar->target, (uint32_t)at);
	}
}

/* ---- The session's time ---- */

/* Where other lines leave this one. */
static void mark_forks(const struct command_log *log, const struct bar *bar,
		       const struct canvas *c, int x, int y, int cells)
{
	int here = cell_of(bar, bar->here, cells);

	for (uint32_t i = 0; i < log->branches.nr; i++) {
		const struct branch *b = log->branches.branch[i];
		int cell = cell_of(bar, b->fork, cells);

		if (!b->parent && cell != here)
			canvas_glyph(c, x + cell, y, GLYPH_FORK);
	}
}

void time_bar_draw(const struct scene *scene, const struct canvas *c, int y)
{
	const struct command_log *log = &scene->s->log;
	const struct bar bar = { .here = log->at,
				 .last = log->nr,
				 .target = TARGET_MOMENT };
	uint32_t others = log->branches.nr;
	char text[96];
	int x = canvas_printf(c, 0, y, ROLE_NAME, "%s ", branch_line(log));
	int n = snprintf(text, sizeof(text), _(" command %" PRIu32 "/%" PRIu32),
			 log->at, log->nr);
	int cells;

	if (others)
		n += snprintf(text + n, sizeof(text) - (size_t)n,
			      ngettext("  %" PRIu32 " branch",
				       "  %" PRIu32 " branches", others),
			      others);
	n = columns_of(text);
	cells = c->width - x - n;
	if (cells < 4)
		cells = 0;
	bar_draw(&bar, c, x, y, cells);
	if (cells)
		mark_forks(log, &bar, c, x, y, cells);
	canvas_fit(c, x + cells, y, c->width - x - cells, ROLE_NUMBER, text);
}
