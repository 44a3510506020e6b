/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme.c - the five themes, and fewer colours where a terminal has fewer.
 *
 * Invariants (tests/unit/test_theme.c computes them):
 *   1. whatever is read has a contrast of at least 4.5 to what is behind it,
 *      lines 3, also where the last command changed something;
 *   2. what is chosen looks the same whatever it is, and like nothing else. A
 *      full block hides its background, so the colour in front differs, too;
 *   3. without colour, bold, underline and reverse tell the same.
 */
#include "view/canvas/theme.h"

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
	uint8_t mono; /* attributes without colour */
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
	[ROLE_LAZY] = { .color = { 0xdd8fba, 0x9c3f78, 0xff98d8, 0xcc79a7 } },
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

/*
 * Black or white, whichever is easier to read on a colour. A square stands for
 * the display's curve; 0.18 is where both have the same contrast.
 */
static uint32_t ink_on(uint32_t rgb)
{
	unsigned int light = 213 * red(rgb) * red(rgb) +
			     715 * green(rgb) * green(rgb) +
			     72 * blue(rgb) * blue(rgb);

	return light > 180 * 255 * 255 ? 0x000000 : 0xffffff;
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

static struct style role_style(enum theme theme, bool paint, enum role role)
{
	const struct role_row *row = &rows[role];
	uint32_t color = row->color[theme];
	struct style style = {
		.fg = color,
		.bg = paint ? papers[theme].paper : COLOR_DEFAULT,
		.bold = row->bold,
	};

	if (row->fill) {
		style.fg = ink_on(color);
		style.bg = color;
	} else if (!paint && is_plain(role))
		style.fg = COLOR_DEFAULT;
	return style;
}

struct style theme_style(enum theme theme, bool paint, enum role role,
			 unsigned int flags)
{
	const struct paper *p = &papers[theme];
	struct style style;

	if (theme == THEME_MONO)
		return mono_style(paint, &rows[role], flags);
	style = role_style(theme, paint, role);
	if (flags & CELL_CHANGED) {
		style.bold = true;
		style.underline = p->changed_bg == p->paper;
		if (!style.underline && !rows[role].fill) {
			style.fg = rows[role].color[theme];
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
