/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen_internal.h - what the files of the whole screen share.
 *
 * screen.c paints header, sentence and footer, screen_panes.c arranges the
 * panes, screen_keys.c has the keys for that, screen_overlay.c paints what lies
 * over them.
 */
#ifndef VMSCOPE_VIEW_SCREEN_SCREEN_INTERNAL_H
#define VMSCOPE_VIEW_SCREEN_SCREEN_INTERNAL_H

#include "view/screen/screen.h"

/**
 * screen_place() - arrange these panes alone, as the screen would beside the
 * strip.
 * @pane: PANE_LIST_MOST at the most
 * @place: result: as many rows
 */
unsigned int screen_place(const enum pane *pane, unsigned int nr, int width,
			  int height, struct place_of_pane *place);

/** screen_lines() - draw a line wherever no pane lies on the sheet. */
void screen_lines(const struct canvas *body, const struct place_of_pane *place,
		  unsigned int nr);

/** screen_overlay() - paint the overlay over the panes. */
void screen_overlay(const struct scene *scene, const struct screen *screen,
		    const struct canvas *body);

#endif
