/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_theme.c - what is painted can be read, in every theme.
 */
#include "view/canvas/theme.h"

#include <math.h>

#include "unit.h"

/* ---- Contrast, as WCAG 2 defines it ---- */

static double channel_light(uint32_t value)
{
	double x = value / 255.0;

	return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

static double light(uint32_t rgb)
{
	return 0.2126 * channel_light(rgb >> 16 & 0xff) +
	       0.7152 * channel_light(rgb >> 8 & 0xff) +
	       0.0722 * channel_light(rgb & 0xff);
}

static double contrast(uint32_t a, uint32_t b)
{
	double x = light(a), y = light(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* ---- On every ground, in all colours and in few ---- */

static const uint32_t terminals[] = {
	COLOR_DEFAULT, 0x000000, 0x002b36, 0x300a24, 0x1e1e1e, 0x2e3436,
	0xffffff,      0xfdf6e3, 0xeeeeec, 0xffffdd, 0x7f7f7f,
};

/* As terminal.c does: a theme that does not suit brings its own background. */
static struct ground ground_of(enum theme theme, uint32_t terminal, bool large)
{
	return (struct ground){
		.paint = large || !theme_suits(theme, terminal),
		.large = large,
		.terminal = terminal,
	};
}

/* What xterm makes of a style, in so many colours. */
static void shown_colors(const struct style *s, enum colors colors,
			 uint32_t *fg, uint32_t *bg)
{
	struct pair pair = style_pair(s, colors);
	bool direct = colors == COLORS_TRUE;

	*bg = pair.bg < 0 ? s->behind
	      : direct	  ? (uint32_t)pair.bg
			  : color_of((unsigned int)pair.bg);
	*fg = pair.fg < 0 ? (light(*bg) > 0.18 ? 0x000000 : 0xffffff)
	      : direct	  ? (uint32_t)pair.fg
			  : color_of((unsigned int)pair.fg);
}

static void can_be_read(enum theme theme, uint32_t terminal, bool large,
			enum colors colors)
{
	struct ground ground = ground_of(theme, terminal, large);
	double read = large || theme == THEME_CONTRAST ? 7 : 4.5;

	ground.few = colors < COLORS_256;
	for (unsigned int i = 0; i < ROLES * 4; i++) {
		enum role role = i / 4;
		struct style s = theme_style(theme, &ground, role, i % 4);
		double least = role == ROLE_LINE ? 3 : read;
		uint32_t fg, bg;

		shown_colors(&s, colors, &fg, &bg);
		if (contrast(fg, bg) < least)
			fail_msg("%s on %06x, colors %d, large %d, role %c, "
				 "flags %u: %06x on %06x: %.2f",
				 theme_name(theme), terminal, colors, large,
				 role_letter(role), i % 4, fg, bg,
				 contrast(fg, bg));
	}
}

static void every_role_can_be_read(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEMES; theme++)
		for (size_t i = 0; i < ARRAY_SIZE(terminals); i++)
			for (enum colors c = COLORS_8; c <= COLORS_TRUE; c++) {
				can_be_read(theme, terminals[i], false, c);
				can_be_read(theme, terminals[i], true, c);
			}
}

/* Header and footer end where the panes begin. */
static void bars_are_seen_in_few_colours(void **state)
{
	const struct ground ground = { .paint = true, .few = true };

	(void)state;
	for (enum theme theme = 0; theme < THEME_MONO; theme++)
		for (enum colors c = COLORS_8; c <= COLORS_16; c++) {
			struct style bar =
				theme_style(theme, &ground, ROLE_BAR, 0);
			struct style text =
				theme_style(theme, &ground, ROLE_TEXT, 0);

			assert_int_not_equal(style_pair(&bar, c).bg,
					     style_pair(&text, c).bg);
		}
}

static void unknown_backgrounds_are_painted(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEME_MONO; theme++) {
		assert_false(theme_suits(theme, COLOR_DEFAULT));
		assert_false(theme_suits(theme, 0x7f7f7f));
		assert_int_equal(theme_suits(theme, 0xffffff),
				 theme == THEME_LIGHT);
		assert_int_equal(theme_suits(theme, 0x000000),
				 theme != THEME_LIGHT);
	}
	assert_true(theme_suits(THEME_MONO, COLOR_DEFAULT));
}

/* ---- Freed is not absent ---- */

/* Light of a cell of which @part is drawn. */
static double light_of(struct style s, double part)
{
	return part * light(s.fg) + (1 - part) * light(s.behind);
}

/* A lone dot or a blank is darker than a shade, whatever its colour. */
static void freed_is_not_the_darkest(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEME_MONO; theme++) {
		struct ground ground = { .paint = true };
		struct style lazy = theme_style(theme, &ground, ROLE_LAZY, 0);
		struct style guard = theme_style(theme, &ground, ROLE_GUARD, 0);
		double paper = light(guard.behind);
		double far = fabs(light_of(lazy, 0.25) - paper);

		assert_true(contrast(lazy.behind, guard.behind) > 1.2);
		if (far < fabs(light_of(guard, 0.25) - paper) / 2)
			fail_msg("%s: %.3f", theme_name(theme), far);
	}
}

/* ---- Told apart by whoever sees fewer hues ---- */

/* Machado, Oliveira and Fernandes 2009, of light, at full severity. */
static const double deutan[3][3] = {
	{ 0.367322, 0.860646, -0.227968 },
	{ 0.280085, 0.672501, 0.047413 },
	{ -0.011820, 0.042940, 0.968881 },
};
static const double protan[3][3] = {
	{ 0.152286, 1.052583, -0.204868 },
	{ 0.114503, 0.786281, 0.099216 },
	{ -0.003882, -0.048116, 1.051998 },
};

static void to_lab(const double c[3], double lab[3])
{
	static const double xyz[3][3] = { { 0.4124, 0.3576, 0.1805 },
					  { 0.2126, 0.7152, 0.0722 },
					  { 0.0193, 0.1192, 0.9505 } };
	static const double white[3] = { 0.9505, 1, 1.089 };
	double f[3];

	for (int i = 0; i < 3; i++) {
		double x = (xyz[i][0] * c[0] + xyz[i][1] * c[1] +
			    xyz[i][2] * c[2]) /
			   white[i];

		f[i] = x > 0.008856 ? cbrt(x) : 7.787 * x + 16.0 / 116;
	}
	lab[0] = 116 * f[1] - 16;
	lab[1] = 500 * (f[0] - f[1]);
	lab[2] = 200 * (f[1] - f[2]);
}

static void seen_as(uint32_t rgb, const double eye[3][3], double lab[3])
{
	double c[3], seen[3];

	for (int i = 0; i < 3; i++)
		c[i] = channel_light(rgb >> (16 - 8 * i) & 0xff);
	for (int i = 0; i < 3; i++) {
		seen[i] =
			eye[i][0] * c[0] + eye[i][1] * c[1] + eye[i][2] * c[2];
		seen[i] = seen[i] < 0 ? 0 : seen[i] > 1 ? 1 : seen[i];
	}
	to_lab(seen, lab);
}

/* CIE 1976; some 2.3 is just seen. */
static double difference(uint32_t a, uint32_t b, const double eye[3][3])
{
	double x[3], y[3];

	seen_as(a, eye, x);
	seen_as(b, eye, y);
	return sqrt((x[0] - y[0]) * (x[0] - y[0]) +
		    (x[1] - y[1]) * (x[1] - y[1]) +
		    (x[2] - y[2]) * (x[2] - y[2]));
}

/* What stands side by side on a strip or in the tree. */
static void kinds_are_told_apart(void **state)
{
	static const enum role pairs[][2] = {
		{ ROLE_VMALLOC, ROLE_IOREMAP }, { ROLE_VMALLOC, ROLE_MODULE },
		{ ROLE_IOREMAP, ROLE_MODULE },	{ ROLE_VMALLOC, ROLE_LAZY },
		{ ROLE_IOREMAP, ROLE_GUARD },	{ ROLE_RED, ROLE_BLACK },
		{ ROLE_SLAB, ROLE_PGTABLE },
	};

	(void)state;
	for (enum theme theme = 0; theme < THEME_MONO; theme++)
		for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
			struct ground ground = { .paint = true };
			uint32_t a =
				theme_style(theme, &ground, pairs[i][0], 0).fg;
			uint32_t b =
				theme_style(theme, &ground, pairs[i][1], 0).fg;
			double d = difference(a, b, deutan);
			double p = difference(a, b, protan);

			if (d < 10 || p < 10)
				fail_msg("%s, %c and %c: %.1f, %.1f",
					 theme_name(theme),
					 role_letter(pairs[i][0]),
					 role_letter(pairs[i][1]), d, p);
		}
}

/* ---- Flags ---- */

static const struct ground bare = { .terminal = 0x000000 };
static const struct ground painted = { .paint = true };
static const struct ground with_few = { .paint = true, .few = true };

static bool differ(struct style a, struct style b)
{
	return a.fg != b.fg || a.bg != b.bg || a.bold != b.bold ||
	       a.underline != b.underline || a.reverse != b.reverse;
}

static bool is_fill(enum role role)
{
	return role == ROLE_BAR || role == ROLE_KEY || role == ROLE_FOCUS ||
	       role == ROLE_MATCH || role == ROLE_CURSOR;
}

static void chosen_and_changed_are_seen(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEMES; theme++)
		for (enum role role = 0; role < ROLES; role++) {
			struct style plain = theme_style(theme, &bare, role, 0);
			struct style chosen =
				theme_style(theme, &bare, role, CELL_SELECTED);
			struct style changed =
				theme_style(theme, &bare, role, CELL_CHANGED);
			struct style few = theme_style(theme, &with_few, role,
						       CELL_CHANGED);

			assert_true(differ(plain, chosen));
			assert_true(differ(chosen, changed) || is_fill(role));
			assert_true(few.underline || is_fill(role));
			/* What is filled and bold already has its own mark. */
			assert_true(differ(plain, changed) || is_fill(role));
		}
}

/* A full block hides what is underneath: its own colour has to tell. */
static void a_chosen_block_has_another_colour(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEME_MONO; theme++)
		for (enum role role = ROLE_VMALLOC; role <= ROLE_LAZY; role++) {
			struct style a = theme_style(theme, &painted, role, 0);
			struct style b = theme_style(theme, &painted, role,
						     CELL_SELECTED);

			assert_int_not_equal(a.fg, b.fg);
			assert_int_not_equal(b.fg, a.bg);
		}
}

static void chosen_looks_the_same_whatever_it_is(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEME_MONO; theme++) {
		struct style first =
			theme_style(theme, &bare, ROLE_TEXT, CELL_SELECTED);

		for (enum role role = 0; role < ROLES; role++)
			assert_false(
				differ(first, theme_style(theme, &bare, role,
							  CELL_SELECTED)));
	}
}

static void mono_has_no_colour(void **state)
{
	(void)state;
	for (enum role role = 0; role < ROLES; role++) {
		struct style s = theme_style(THEME_MONO, &bare, role, 0);

		assert_int_equal(s.fg, COLOR_DEFAULT);
		assert_int_equal(s.bg, COLOR_DEFAULT);
	}
}

/* Okabe and Ito's eight, and greys. */
static void colorblind_keeps_to_its_colours(void **state)
{
	static const uint32_t set[] = {
		0x000000, 0xe69f00, 0x56b4e9, 0x009e73,
		0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7
	};

	(void)state;
	for (enum role role = 0; role < ROLES; role++) {
		uint32_t fg =
			theme_style(THEME_COLORBLIND, &painted, role, 0).fg;
		bool known = (fg >> 8 & 0xff) == (fg & 0xff) &&
			     fg >> 16 == (fg & 0xff);

		for (size_t i = 0; i < ARRAY_SIZE(set); i++)
			known = known || fg == set[i];
		assert_true(known);
	}
}

static void text_is_left_to_the_terminal(void **state)
{
	struct style s = theme_style(THEME_DARK, &bare, ROLE_TEXT, 0);

	(void)state;
	assert_int_equal(s.fg, COLOR_DEFAULT);
	assert_int_equal(s.bg, COLOR_DEFAULT);
	s = theme_style(THEME_DARK, &painted, ROLE_TEXT, 0);
	assert_int_not_equal(s.fg, COLOR_DEFAULT);
	assert_int_not_equal(s.bg, COLOR_DEFAULT);
}

/* ---- Fewer colours ---- */

static void colours_come_down(void **state)
{
	static const struct {
		uint32_t rgb;
		unsigned int in_256, in_16, in_8;
	} rows[] = {
		{ 0x000000, 16, 0, 0 },	 { 0xffffff, 231, 15, 7 },
		{ 0xff0000, 196, 9, 1 }, { 0x00ff00, 46, 10, 2 },
		{ 0x0000ff, 21, 4, 4 },	 { 0xffff00, 226, 11, 3 },
		{ 0x808080, 244, 8, 7 }, { 0xe69f00, 178, 3, 3 },
		{ 0x0f1318, 233, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(color_256(rows[i].rgb), rows[i].in_256);
		assert_int_equal(color_16(rows[i].rgb), rows[i].in_16);
		assert_int_equal(color_8(rows[i].rgb), rows[i].in_8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_can_be_read),
		cmocka_unit_test(bars_are_seen_in_few_colours),
		cmocka_unit_test(unknown_backgrounds_are_painted),
		cmocka_unit_test(freed_is_not_the_darkest),
		cmocka_unit_test(kinds_are_told_apart),
		cmocka_unit_test(chosen_and_changed_are_seen),
		cmocka_unit_test(a_chosen_block_has_another_colour),
		cmocka_unit_test(chosen_looks_the_same_whatever_it_is),
		cmocka_unit_test(mono_has_no_colour),
		cmocka_unit_test(colorblind_keeps_to_its_colours),
		cmocka_unit_test(text_is_left_to_the_terminal),
		cmocka_unit_test(colours_come_down),
	};

	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
