/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * terminal.h - the terminal as a sheet of cells: start, paint, stop.
 *
 * The only file that includes curses, and of curses only its lower half, the
 * terminal descriptions. Its upper half would keep a screen of its own beside
 * the canvas, watch SIGWINCH beside us, and has no true colour unless TERM
 * says so. Used by fullscreen.c and its parts.
 *
 * Invariants:
 *   1. between terminal_start() and terminal_stop() the restorer is armed:
 *      however the process ends, the terminal is whole again (restore.h);
 *   2. what was painted last is known, and only other cells are written;
 *   3. nothing but this file writes to the terminal meanwhile.
 */
#ifndef VMSCOPE_UI_TERMINAL_H
#define VMSCOPE_UI_TERMINAL_H

#include <stdbool.h>

#include "view/canvas/canvas.h"
#include "view/canvas/theme.h"

/* How much colour there is. */
enum colors {
	COLORS_NONE, /* bold, underline and reverse */
	COLORS_8,
	COLORS_16,
	COLORS_256,
	COLORS_TRUE,
};

/* When to use it: the setting `color`. */
enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* How cells are to look. */
struct looks {
	enum theme theme;
	enum color_when color;
	bool paint; /* the theme's own background */
	bool mouse; /* the program gets clicks, not the terminal's selection */
};

/**
 * terminal_find() - what kind of terminal stands at standard output.
 * Return: it can show a full screen. The environment's TERM decides
 */
bool terminal_find(void);

/**
 * terminal_start() - take the terminal: other screen, keys one by one.
 * @looks: how cells will look
 * Return: 0 or -errno with the terminal as it was
 */
int terminal_start(const struct looks *looks);

/** terminal_is_utf8() - can it show more than ASCII? The locale says so. */
bool terminal_is_utf8(void);

/** terminal_stop() - give it back as it was; allowed when not started. */
void terminal_stop(void);

/** terminal_looks() - other looks from the next paint on. */
void terminal_looks(const struct looks *looks);

/** terminal_size() - its columns and rows now; 80x24 where it is silent. */
void terminal_size(int *width, int *height);

/**
 * terminal_paint() - show a canvas.
 * @c: as large as the terminal
 * @x: where the cursor goes
 * @y: its row
 * Return: 0; -errno: nobody is there any more
 */
int terminal_paint(const struct canvas *c, int x, int y);

/** terminal_forget() - the next paint writes every cell. */
void terminal_forget(void);

/**
 * terminal_keys() - may keys become signals?
 * @interrupt: Ctrl-C is SIGINT (while a command runs), not a byte
 */
void terminal_keys(bool interrupt);

#endif
