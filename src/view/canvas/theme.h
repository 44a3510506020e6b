/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme.h - what a role looks like: colours and attributes, by theme.
 *
 * The colours are those of the display that has them all; theme_256(),
 * theme_16() and theme_8() come down to what a terminal has. Terminal, ANSI and
 * SVG read the same table.
 */
#ifndef VMSCOPE_VIEW_CANVAS_THEME_H
#define VMSCOPE_VIEW_CANVAS_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session/settings/settings.h"
#include "view/canvas/canvas.h"

/* The terminal's own foreground or background. */
#define COLOR_DEFAULT UINT32_C(0xffffffff)

struct style {
	uint32_t fg, bg; /* 0xrrggbb, or COLOR_DEFAULT */
	bool bold, dim, underline, reverse;
};

/**
 * theme_style() - how a cell is shown.
 * @theme: the theme
 * @paint: give the whole screen the theme's own background (a projector)
 * @role: of the cell
 * @flags: enum cell_flags
 */
struct style theme_style(enum theme theme, bool paint, enum role role,
			 unsigned int flags);

/** color_256() / color_16() / color_8() - the nearest one that there is:
 * a number as ISO 6429 terminals count; 0xrrggbb in. */
unsigned int color_256(uint32_t rgb);
unsigned int color_16(uint32_t rgb);
unsigned int color_8(uint32_t rgb);

#endif
