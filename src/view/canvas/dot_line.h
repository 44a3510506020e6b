/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dot_line.h - thin lines through cells: eight dots to a cell, 2 x 4.
 *
 * For pictures that join things, as a page and its frame. Lines that cross
 * share a cell's dots. In ASCII a line is made of / | \ and _.
 */
#ifndef VMSCOPE_VIEW_CANVAS_DOT_LINE_H
#define VMSCOPE_VIEW_CANVAS_DOT_LINE_H

#include "view/canvas/canvas.h"

enum { DOTS_X = 2, DOTS_Y = 4 }; /* of a cell */

/**
 * dot_line() - draw a line from the top of a canvas to its bottom.
 * @c: nothing but lines may be on it
 * @from: column of dots in the uppermost row of dots
 * @to: column of dots in the lowest one
 * @role: of the cells that it passes, also where another one passed
 */
void dot_line(const struct canvas *c, int from, int to, enum role role);

#endif
