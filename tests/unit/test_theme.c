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

static void readable_with(enum theme theme, unsigned int flags)
{
	for (enum role role = 0; role < ROLES; role++) {
		struct style s = theme_style(theme, true, role, flags);
		double least = role == ROLE_LINE && !flags ? 3 : 4.5;

		if (role == ROLE_LINE && flags == CELL_CHANGED)
			least = 2.5;
		if (contrast(s.fg, s.bg) < least)
			fail_msg("%s, role %c, flags %u: %06x on %06x: %.2f",
				 theme_name(theme), role_letter(role), flags,
				 s.fg, s.bg, contrast(s.fg, s.bg));
	}
}

static void every_role_can_be_read(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEMES; theme++)
		for (unsigned int flags = 0; flags < 4; flags++)
			readable_with(theme, flags);
}

static void high_contrast_means_seven(void **state)
{
	(void)state;
	for (enum role role = 0; role < ROLES; role++) {
		struct style s = theme_style(THEME_CONTRAST, true, role, 0);

		if (role != ROLE_LINE)
			assert_true(contrast(s.fg, s.bg) >= 7);
	}
}

/* ---- Flags ---- */

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
			struct style plain = theme_style(theme, false, role, 0);
			struct style chosen =
				theme_style(theme, false, role, CELL_SELECTED);
			struct style changed =
				theme_style(theme, false, role, CELL_CHANGED);

			assert_true(differ(plain, chosen));
			assert_true(differ(chosen, changed) || is_fill(role));
			/* What is filled and bold already has its own mark. */
			assert_true(differ(plain, changed) || is_fill(role));
		}
}

/* A full block hides what is behind it: its own colour has to tell. */
static void a_chosen_block_has_another_colour(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEME_MONO; theme++)
		for (enum role role = ROLE_VMALLOC; role <= ROLE_LAZY; role++) {
			struct style a = theme_style(theme, true, role, 0);
			struct style b =
				theme_style(theme, true, role, CELL_SELECTED);

			assert_int_not_equal(a.fg, b.fg);
			assert_int_not_equal(b.fg, a.bg);
		}
}

static void chosen_looks_the_same_whatever_it_is(void **state)
{
	(void)state;
	for (enum theme theme = 0; theme < THEME_MONO; theme++) {
		struct style first =
			theme_style(theme, false, ROLE_TEXT, CELL_SELECTED);

		for (enum role role = 0; role < ROLES; role++)
			assert_false(
				differ(first, theme_style(theme, false, role,
							  CELL_SELECTED)));
	}
}

static void mono_has_no_colour(void **state)
{
	(void)state;
	for (enum role role = 0; role < ROLES; role++) {
		struct style s = theme_style(THEME_MONO, false, role, 0);

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
		uint32_t fg = theme_style(THEME_COLORBLIND, true, role, 0).fg;
		bool known = (fg >> 8 & 0xff) == (fg & 0xff) &&
			     fg >> 16 == (fg & 0xff);

		for (size_t i = 0; i < ARRAY_SIZE(set); i++)
			known = known || fg == set[i];
		assert_true(known);
	}
}

static void text_is_left_to_the_terminal(void **state)
{
	struct style s = theme_style(THEME_DARK, false, ROLE_TEXT, 0);

	(void)state;
	assert_int_equal(s.fg, COLOR_DEFAULT);
	assert_int_equal(s.bg, COLOR_DEFAULT);
	s = theme_style(THEME_DARK, true, ROLE_TEXT, 0);
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

/* A role on a black terminal must not vanish because it has few colours. */
static void nothing_vanishes_in_eight_colours(void **state)
{
	static const enum theme on_black[] = { THEME_DARK, THEME_CONTRAST,
					       THEME_COLORBLIND };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(on_black); i++)
		for (enum role role = 0; role < ROLES; role++) {
			struct style s =
				theme_style(on_black[i], true, role, 0);

			assert_int_not_equal(color_8(s.fg), color_8(s.bg));
			assert_int_not_equal(color_16(s.fg), color_16(s.bg));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_can_be_read),
		cmocka_unit_test(high_contrast_means_seven),
		cmocka_unit_test(chosen_and_changed_are_seen),
		cmocka_unit_test(a_chosen_block_has_another_colour),
		cmocka_unit_test(chosen_looks_the_same_whatever_it_is),
		cmocka_unit_test(mono_has_no_colour),
		cmocka_unit_test(colorblind_keeps_to_its_colours),
		cmocka_unit_test(text_is_left_to_the_terminal),
		cmocka_unit_test(colours_come_down),
		cmocka_unit_test(nothing_vanishes_in_eight_colours),
	};

	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
