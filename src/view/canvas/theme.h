/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme.h - what a role looks like: colours and attributes, by theme.
 *
 * The colours are those of a display that has them all, moved where what is
 * behind them leaves too little contrast; style_pair() comes down to what a
 * terminal has. Terminal, ANSI and SVG read the same table.
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

/* How much colour there is. */
enum colors {
	COLORS_NONE, /* bold, underline and reverse */
	COLORS_8,
	COLORS_16,
	COLORS_256,
	COLORS_TRUE,
};

/* What cells are put on. */
struct ground {
	bool paint;	   /* the theme's own background is painted */
	bool large;	   /* for a projector: more contrast */
	bool few;	   /* colours: what changed is underlined, not tinted */
	uint32_t terminal; /* the terminal's background; COLOR_DEFAULT: it is
			    * not known, and taken for the theme's */
};

struct style {
	uint32_t fg, bg; /* 0xrrggbb, or COLOR_DEFAULT */
	uint32_t behind; /* what @bg is, in any case */
	double least;	 /* contrast that there is at least, from 1 to 21 */
	bool bold, dim, underline, reverse;
};

/* A style's numbers of colours; -1: the terminal's own. */
struct pair {
	int fg, bg;
};

/**
 * theme_style() - how a cell is shown.
 * @theme: the theme
 * @ground: what it is put on
 * @role: of the cell
 * @flags: enum cell_flags
 */
struct style theme_style(enum theme theme, const struct ground *ground,
			 enum role role, unsigned int flags);

/** theme_suits() - is it readable on a terminal's own background? */
bool theme_suits(enum theme theme, uint32_t terminal);

/** style_pair() - the nearest colours of those there are that can be read. */
struct pair style_pair(const struct style *style, enum colors colors);

/** color_is_light() - is black better to read on it than white? */
bool color_is_light(uint32_t rgb);

/** color_256() / color_16() / color_8() - the nearest one that there is:
 * a number as ISO 6429 terminals count; 0xrrggbb in. */
unsigned int color_256(uint32_t rgb);
unsigned int color_16(uint32_t rgb);
unsigned int color_8(uint32_t rgb);

/** color_of() - 0xrrggbb of such a number, in xterm's palette. */
uint32_t color_of(unsigned int number);

#endif
