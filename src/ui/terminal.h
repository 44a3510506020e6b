/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * terminal.h - the terminal as a sheet of cells: start, paint, stop.
 *
 * ncurses paints. This file and input.c are the only ones that include it.
 * Used by fullscreen.c and its parts.
 *
 * Invariants:
 *   1. between terminal_start() and terminal_stop() the restorer is armed:
 *      however the process ends, the terminal is whole again (restore.h);
 *   2. nothing but ncurses, called from here, writes to the terminal meanwhile.
 */
#ifndef VMSCOPE_UI_TERMINAL_H
#define VMSCOPE_UI_TERMINAL_H

#include <stdbool.h>

#include "session/settings/settings.h"
#include "view/canvas/canvas.h"
#include "view/canvas/theme.h"

/* How cells look. */
struct looks {
	enum theme theme;
	enum setting_color color;
	bool present; /* for a projector: on the theme's own background */
	bool mouse; /* the program gets clicks, not the terminal's selection */
};

/**
 * terminal_find() - what kind of terminal standard output is.
 * Return: it can show a full screen. The environment's TERM decides
 */
bool terminal_find(void);

/**
 * terminal_start() - take the terminal: other screen, keys one by one.
 * @looks: how cells will look
 * Return: 0 or -errno with the terminal as it was
 */
int terminal_start(const struct looks *looks);

/**
 * terminal_draws() - can it show more than ASCII, each in its columns?
 *
 * The locale says so, and the terminal has not said otherwise.
 */
bool terminal_draws(void);

/** terminal_has_wide_boxes() - it has: ASCII alone is of sure width there. */
void terminal_has_wide_boxes(void);

/** terminal_has_background() - it has said which colour that is. */
void terminal_has_background(uint32_t rgb);

/** terminal_is_light() - its background is, as far as anybody knows. */
bool terminal_is_light(void);

/** terminal_stop() - give it back as it was; allowed when not started. */
void terminal_stop(void);

/** terminal_looks() - other looks from the next paint on. */
void terminal_looks(const struct looks *looks);

/** terminal_size() - its columns and rows now; 80x24 where it is silent. */
void terminal_size(int *width, int *height);

/** terminal_resize() - let ncurses follow the size; repaints everything. */
void terminal_resize(void);

/**
 * terminal_paint() - show a canvas.
 * @c: as large as the terminal
 * @x: where the cursor goes
 * @y: its row
 */
void terminal_paint(const struct canvas *c, int x, int y);

/** terminal_forget() - the next paint writes every cell. */
void terminal_forget(void);

/**
 * terminal_keys() - may keys become signals?
 * @interrupt: Ctrl-C and Ctrl-Z are signals (while a command runs), not bytes
 */
void terminal_keys(bool interrupt);

#endif
