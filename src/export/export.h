/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export.h - a canvas as a file: plain text, text with colours, SVG.
 *
 * All three read the same cells, so they show the same picture. Files that hold
 * several, a page and a cast, are film.h's.
 */
#ifndef VMSCOPE_EXPORT_EXPORT_H
#define VMSCOPE_EXPORT_EXPORT_H

#include <stdio.h>

#include "session/front.h"
#include "view/canvas/canvas.h"
#include "view/canvas/theme.h"

/** export_text() - UTF-8, without blanks at the ends of lines. */
void export_text(const struct canvas *c, FILE *to);

/**
 * export_ansi() - UTF-8 with ISO 6429 colours (24 bits).
 * @c: the canvas
 * @theme: its colours
 * @ground: what they are put on
 * @to: where; ends with all attributes off
 */
void export_ansi(const struct canvas *c, enum theme theme,
		 const struct ground *ground, FILE *to);

/** export_ansi_row() - one row of it, without a newline. */
void export_ansi_row(const struct canvas *c, int y, enum theme theme,
		     const struct ground *ground, FILE *to);

/** export_svg() - an SVG picture on the theme's background. */
void export_svg(const struct canvas *c, enum theme theme,
		const struct ground *ground, FILE *to);

/** export_front - pictures and searching, for struct session. */
extern const struct front export_front;

#endif
