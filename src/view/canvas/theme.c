/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme.c - the five themes, and fewer colours where a terminal has fewer.
 *
 * Invariants (tests/unit/test_theme.c computes them):
 *   1. whatever is read has a contrast of at least 4.5 to what is behind it,
 *      in the theme `contrast` and on a projector 7, lines 3; in all colours
 *      and in few;
 *   2. what is chosen looks the same whatever it is, and like nothing else. A
 *      full block hides its background, so the colour in front differs, too;
 *   3. without colour, bold, underline and reverse tell the same.
 */
#include "view/canvas/theme.h"

#include <math.h>

/* Attributes of the theme without colours. */
enum {
	BOLD = 0x1,
	DIM = 0x2,
	UNDERLINE = 0x4,
	REVERSE = 0x8,
};

/* A role in the themes that have colours, in the order of enum theme. */
struct role_row {
	uint32_t color[THEME_MONO];
	bool fill; /* the colour is behind the text */
	bool bold;
	uint32_t tint[THEME_MONO]; /* behind it, where the paper is not */
	uint8_t mono;		   /* attributes without colour */
};

static const struct role_row rows[ROLES] = {
	[ROLE_TEXT] = { .color = { 0xd7dce2, 0x1c2024, 0xffffff, 0xffffff } },
	[ROLE_DIM] = { .color = { 0x98a1ab, 0x5c646c, 0xc0c0c0, 0xa8a8a8 },
		       .mono = DIM },
	[ROLE_TITLE] = { .color = { 0xffffff, 0x000000, 0xffffff, 0xffffff },
			 .bold = true,
			 .mono = BOLD },
	[ROLE_FOCUS] = { .color = { 0x7cc4f8, 0x1f5fa8, 0xffff00, 0x56b4e9 },
			 .fill = true,
			 .bold = true,
			 .mono = BOLD | REVERSE },
	[ROLE_BAR] = { .color = { 0x2b323b, 0xd5dbe1, 0xffffff, 0x333333 },
		       .fill = true,
		       .mono = REVERSE },
	[ROLE_KEY] = { .color = { 0x46525f, 0xb4c0cc, 0xffff00, 0xa8a8a8 },
		       .fill = true,
		       .bold = true,
		       .mono = BOLD },
	[ROLE_LINE] = { .color = { 0x6b7580, 0x868f98, 0x808080, 0x808080 },
			.mono = DIM },
	[ROLE_ADDRESS] = { .color = { 0xa9cdf0, 0x1a4f8a, 0xa0d8ff,
				      0xffffff } },
	[ROLE_NUMBER] = { .color = { 0xd7dce2, 0x1c2024, 0xffffff, 0xffffff } },
	[ROLE_NAME] = { .color = { 0xc8d8a8, 0x4a5a10, 0xd0ffd0, 0xa8a8a8 } },
	[ROLE_WHY] = { .color = { 0xf2d98c, 0x6b4a00, 0xffff80, 0xf0e442 } },
	[ROLE_ERROR] = { .color = { 0xff8578, 0xb3261e, 0xff9080, 0xd55e00 },
			 .bold = true,
			 .mono = BOLD },
	[ROLE_MATCH] = { .color = { 0x9be564, 0x7ad03a, 0x00ff00, 0xe69f00 },
			 .fill = true,
			 .bold = true,
			 .mono = REVERSE | UNDERLINE },

	[ROLE_VMALLOC] = { .color = { 0xe69f00, 0x8f5c00, 0xffb000,
				      0xe69f00 } },
	[ROLE_VMAP] = { .color = { 0xf0e442, 0x756b00, 0xffff60, 0xf0e442 } },
	[ROLE_IOREMAP] = { .color = { 0x56b4e9, 0x006aa6, 0x60c8ff,
				      0x56b4e9 } },
	[ROLE_MODULE] = { .color = { 0x2fbf91, 0x007a58, 0x40f0b0, 0x009e73 } },
	[ROLE_GUARD] = { .color = { 0xff7043, 0xc03f00, 0xff8050, 0xd55e00 },
			 .bold = true,
			 .mono = BOLD },
	[ROLE_GAP] = { .color = { 0x98a1ab, 0x5c646c, 0xc0c0c0, 0xa8a8a8 } },
	/* A quarter of its cell is drawn: the rest is not to be the paper. */
	[ROLE_LAZY] = { .color = { 0xf0a6cf, 0x8a2f68, 0xffb0e0, 0xcc79a7 },
			.tint = { 0x643258, 0xf3d3e6, 0x600050, 0x3d2232 } },
	[ROLE_CURSOR] = { .color = { 0xffd75f, 0xffd24a, 0xffff00, 0xf0e442 },
			  .fill = true,
			  .bold = true,
			  .mono = BOLD | REVERSE },

	[ROLE_KERNEL] = { .color = { 0xff9d8a, 0x9a3324, 0xffb0a0, 0xd55e00 } },
	[ROLE_MEM_MAP] = { .color = { 0xb7a5f2, 0x5b43a8, 0xd0c0ff,
				      0xcc79a7 } },
	[ROLE_SLAB] = { .color = { 0xe3d26f, 0x6e5f00, 0xffff60, 0xf0e442 } },
	[ROLE_PGTABLE] = { .color = { 0x6fc3ff, 0x00659c, 0x80d0ff, 0x56b4e9 },
			   .mono = BOLD },
	[ROLE_PAGES] = { .color = { 0x7fd1c7, 0x006e66, 0x80fff0, 0x009e73 } },
	[ROLE_PCP] = { .color = { 0xa3c585, 0x3f6b1c, 0xc0ff90, 0xffffff } },
	[ROLE_RESERVED] = { .color = { 0x98a1ab, 0x5c646c, 0xc0c0c0, 0xa8a8a8 },
			    .mono = DIM },
	[ROLE_FREE] = { .color = { 0x86a286, 0x4a664a, 0xa8d8a8, 0x909090 },
			.mono = DIM },

	[ROLE_USER] = { .color = { 0x9aa7b5, 0x56616c, 0xc0c0c0, 0xa8a8a8 } },
	[ROLE_LOWMEM] = { .color = { 0x7fc97f, 0x2f6b2f, 0x90ff90, 0x009e73 } },
	[ROLE_HOLE] = { .color = { 0x98a1ab, 0x5c646c, 0xc0c0c0, 0x909090 },
			.mono = DIM },

	[ROLE_RED] = { .color = { 0xff7878, 0xc01c28, 0xff8888, 0xd55e00 },
		       .bold = true,
		       .mono = BOLD },
	[ROLE_BLACK] = { .color = { 0xd7dce2, 0x1c2024, 0xffffff, 0xffffff } },
};

/* What a theme has besides its roles. */
struct paper {
	uint32_t paper; /* behind everything, when it is painted */
	uint32_t chosen_fg, chosen_bg;
	uint32_t changed_bg; /* the paper: underlined instead */
};

static const struct paper papers[THEMES] = {
	[THEME_DARK] = { 0x0f1318, 0xffffff, 0x1f5f9f, 0x26301a },
	[THEME_LIGHT] = { 0xffffff, 0x000000, 0xffe08a, 0xe8f5d0 },
	[THEME_CONTRAST] = { 0x000000, 0xffff00, 0x0000b0, 0x003000 },
	[THEME_COLORBLIND] = { 0x000000, 0xffffff, 0x0072b2, 0x000000 },
	[THEME_MONO] = { 0x000000, 0xffffff, 0x000000, 0x000000 },
};

static unsigned int red(uint32_t rgb)
{
	return rgb >> 16 & 0xff;
}

static unsigned int green(uint32_t rgb)
{
	return rgb >> 8 & 0xff;
}

static unsigned int blue(uint32_t rgb)
{
	return rgb & 0xff;
}

/* ---- Contrast ---- */

/* sRGB's curve. */
static double channel_light(unsigned int value)
{
	double x = value / 255.0;

	return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

static double light(uint32_t rgb)
{
	return 0.2126 * channel_light(red(rgb)) +
	       0.7152 * channel_light(green(rgb)) +
	       0.0722 * channel_light(blue(rgb));
}

/* As WCAG 2 defines it: 1 to 21. */
static double contrast_of(uint32_t a, uint32_t b)
{
	double x = light(a) + 0.05, y = light(b) + 0.05;

	return x > y ? x / y : y / x;
}

/* Black or white, whichever is easier to read on a colour. */
static uint32_t ink_on(uint32_t rgb)
{
	return contrast_of(rgb, 0x000000) > contrast_of(rgb, 0xffffff)
		       ? 0x000000
		       : 0xffffff;
}

bool color_is_light(uint32_t rgb)
{
	return ink_on(rgb) == 0x000000;
}

/* @part of 16 from one colour to another. */
static uint32_t between(uint32_t from, uint32_t to, unsigned int part)
{
	uint32_t rgb = 0;

	for (unsigned int shift = 0; shift < 24; shift += 8)
		rgb |= ((from >> shift & 0xff) * (16 - part) +
			(to >> shift & 0xff) * part) /
			       16
		       << shift;
	return rgb;
}

/* As little as possible towards @end, until it has its contrast to @other. */
static uint32_t move_away(uint32_t rgb, uint32_t end, uint32_t other,
			  double least)
{
	unsigned int part = 0;

	while (part < 16 && contrast_of(between(rgb, end, part), other) < least)
		part++;
	return between(rgb, end, part);
}

/* ---- Styles ---- */

enum { READ = 450, READ_WELL = 700, SEEN = 300 }; /* contrast, times 100 */

static double least_of(enum theme theme, const struct ground *ground,
		       enum role role)
{
	int least = theme == THEME_CONTRAST || ground->large ? READ_WELL : READ;

	return (role == ROLE_LINE ? SEEN : least) / 100.0;
}

/* Attributes can only be added: what is reversed already gets a line. */
static struct style mono_style(bool paint, const struct role_row *row,
			       unsigned int flags)
{
	unsigned int how = row->mono;

	if (flags & CELL_CHANGED)
		how = (how & ~(unsigned int)DIM) | BOLD | UNDERLINE;
	if (flags & CELL_SELECTED)
		how = how & REVERSE ? how | UNDERLINE | BOLD : BOLD | REVERSE;
	return (struct style){
		.fg = paint ? papers[THEME_MONO].chosen_fg : COLOR_DEFAULT,
		.bg = paint ? papers[THEME_MONO].paper : COLOR_DEFAULT,
		.bold = how & BOLD,
		.dim = how & DIM,
		.underline = how & UNDERLINE,
		.reverse = how & REVERSE,
	};
}

/* Text in the terminal's own colour is what its owner reads best. */
static bool is_plain(enum role role)
{
	return role == ROLE_TEXT || role == ROLE_NUMBER || role == ROLE_BLACK;
}

/* With few colours a bar that is a shade of the paper would be the paper. */
static uint32_t color_in(enum theme theme, const struct ground *ground,
			 enum role role)
{
	enum { SHADE = 2 }; /* contrast of one at most */
	uint32_t color = rows[role].color[theme];
	uint32_t paper = papers[theme].paper;

	if (ground->few && rows[role].fill && contrast_of(color, paper) < SHADE)
		return ink_on(paper);
	return color;
}

/* The colours of the table, before anybody asks whether they can be read. */
static struct style role_style(enum theme theme, const struct ground *ground,
			       enum role role, unsigned int flags)
{
	const struct role_row *row = &rows[role];
	const struct paper *p = &papers[theme];
	uint32_t color = color_in(theme, ground, role);
	struct style style = {
		.fg = row->fill ? ink_on(color) : color,
		.bg = row->fill		 ? color
		      : row->tint[theme] ? row->tint[theme]
		      : ground->paint	 ? p->paper
					 : COLOR_DEFAULT,
		.bold = row->bold,
	};

	if (!ground->paint && is_plain(role))
		style.fg = COLOR_DEFAULT;
	if (flags & CELL_CHANGED) {
		style.bold = true;
		style.underline = p->changed_bg == p->paper || ground->few;
		if (!style.underline && !row->fill) {
			style.fg = color;
			style.bg = p->changed_bg;
		}
	}
	if (flags & CELL_SELECTED) {
		style.fg = p->chosen_fg;
		style.bg = p->chosen_bg;
		style.bold = true;
	}
	return style;
}

struct style theme_style(enum theme theme, const struct ground *ground,
			 enum role role, unsigned int flags)
{
	uint32_t paper = ground->paint || ground->terminal == COLOR_DEFAULT
				 ? papers[theme].paper
				 : ground->terminal;
	double least = least_of(theme, ground, role);
	bool filled = rows[role].fill || flags & CELL_SELECTED;
	struct style style;

	if (theme == THEME_MONO) {
		style = mono_style(ground->paint, &rows[role], flags);
	} else {
		style = role_style(theme, ground, role, flags);
		if (filled)
			style.bg = move_away(style.bg,
					     ~ink_on(style.bg) & 0xffffff,
					     style.fg, least);
		else if (style.fg != COLOR_DEFAULT)
			style.fg = move_away(
				style.fg,
				ink_on(style.bg == COLOR_DEFAULT ? paper
								 : style.bg),
				style.bg == COLOR_DEFAULT ? paper : style.bg,
				least);
	}
	style.behind = style.bg == COLOR_DEFAULT ? paper : style.bg;
	style.least = least;
	return style;
}

/* On the same side of grey, and far enough from it. */
bool theme_suits(enum theme theme, uint32_t terminal)
{
	enum { FAR = 10 }; /* contrast between it and the best ink */

	if (theme == THEME_MONO)
		return true;
	return terminal != COLOR_DEFAULT &&
	       ink_on(terminal) == ink_on(papers[theme].paper) &&
	       contrast_of(terminal, ink_on(terminal)) >= FAR;
}

/* ---- Fewer colours ---- */

static unsigned int square(unsigned int a, unsigned int b)
{
	return a < b ? (b - a) * (b - a) : (a - b) * (a - b);
}

/* The eye is finest for green. */
static unsigned int distance(uint32_t a, uint32_t b)
{
	return 3 * square(red(a), red(b)) + 6 * square(green(a), green(b)) +
	       square(blue(a), blue(b));
}

/* 0 to 5, of the 6 x 6 x 6 cube: 0, 95, 135, 175, 215, 255. */
static unsigned int cube_step(unsigned int value)
{
	return value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;
}

static uint32_t cube_color(unsigned int r, unsigned int g, unsigned int b)
{
	static const uint8_t level[] = { 0, 95, 135, 175, 215, 255 };

	return (uint32_t)level[r] << 16 | (uint32_t)level[g] << 8 | level[b];
}

unsigned int color_256(uint32_t rgb)
{
	unsigned int r = cube_step(red(rgb)), g = cube_step(green(rgb)),
		     b = cube_step(blue(rgb));
	unsigned int mean = (red(rgb) + green(rgb) + blue(rgb)) / 3;
	/* 24 greys: 8, 18, ... 238. */
	unsigned int grey = mean < 8 ? 0 : mean > 238 ? 23 : (mean - 3) / 10;

	if (distance(rgb, (8 + 10 * grey) * 0x010101) <
	    distance(rgb, cube_color(r, g, b)))
		return 232 + grey;
	return 16 + 36 * r + 6 * g + b;
}

/* xterm's sixteen; others' differ a little, but not in their order. */
static const uint32_t sixteen[] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd,
	0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00,
	0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

unsigned int color_16(uint32_t rgb)
{
	unsigned int best = 0;

	for (unsigned int i = 1; i < sizeof(sixteen) / sizeof(*sixteen); i++)
		if (distance(rgb, sixteen[i]) < distance(rgb, sixteen[best]))
			best = i;
	return best;
}

/*
 * By hue: the nearest one would make half of all colours white. What is very
 * dark is black; of a grey all three channels count.
 */
unsigned int color_8(uint32_t rgb)
{
	unsigned int top = red(rgb) > green(rgb) ? red(rgb) : green(rgb);
	unsigned int enough;

	top = blue(rgb) > top ? blue(rgb) : top;
	if (top < 0x68)
		return 0;
	enough = top * 6 / 10;
	return (red(rgb) > enough) | (unsigned int)(green(rgb) > enough) << 1 |
	       (unsigned int)(blue(rgb) > enough) << 2;
}

uint32_t color_of(unsigned int number)
{
	unsigned int cube = number - 16;

	if (number < 16)
		return sixteen[number];
	if (number < 232)
		return cube_color(cube / 36, cube / 6 % 6, cube % 6);
	return (8 + 10 * (number - 232)) * 0x010101;
}

/* ---- Fewer colours that can be read ---- */

static unsigned int nearest(uint32_t rgb, enum colors colors)
{
	return colors == COLORS_256  ? color_256(rgb)
	       : colors == COLORS_16 ? color_16(rgb)
				     : color_8(rgb);
}

/* The nearest of those that differ enough from @other; else what differs most. */
static unsigned int nearest_apart(uint32_t rgb, uint32_t other, double least,
				  enum colors colors)
{
	unsigned int nr = colors == COLORS_256	? 256
			  : colors == COLORS_16 ? 16
						: 8;
	unsigned int best = nearest(rgb, colors);
	bool apart = contrast_of(color_of(best), other) >= least;

	/* The first sixteen are not the same everywhere. */
	for (unsigned int i = nr == 256 ? 16 : 0; i < nr && !apart; i++) {
		double contrast = contrast_of(color_of(i), other);
		double most = contrast_of(color_of(best), other);

		if (most < least
			    ? contrast > most
			    : contrast >= least &&
				      distance(rgb, color_of(i)) <
					      distance(rgb, color_of(best)))
			best = i;
	}
	return best;
}

struct pair style_pair(const struct style *style, enum colors colors)
{
	struct pair pair = { -1, -1 };
	uint32_t behind = style->behind;

	if (colors == COLORS_TRUE)
		return (struct pair){
			style->fg == COLOR_DEFAULT ? -1 : (int)style->fg,
			style->bg == COLOR_DEFAULT ? -1 : (int)style->bg,
		};
	if (style->bg != COLOR_DEFAULT) {
		uint32_t ink = color_of(nearest(ink_on(style->bg), colors));

		pair.bg = (int)nearest_apart(style->bg, ink, style->least,
					     colors);
		behind = color_of((unsigned int)pair.bg);
	}
	if (style->fg != COLOR_DEFAULT)
		pair.fg = (int)nearest_apart(style->fg, behind, style->least,
					     colors);
	return pair;
}
