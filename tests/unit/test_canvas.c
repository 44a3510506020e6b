/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_canvas.c - painting stays inside, and no half character is left.
 */
#include "export/export.h"
#include "view/canvas/canvas.h"

#include "unit.h"

static char *text_of(const struct canvas *c)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	export_text(c, f);
	fclose(f);
	return text;
}

static void assert_text(const struct canvas *c, const char *expected)
{
	char *text = text_of(c);

	assert_string_equal(text, expected);
	free(text);
}

static void text_is_cut_at_both_edges(void **state)
{
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_new(&c, 4, 2, false), 0);
	assert_int_equal(canvas_text(&c, -2, 0, ROLE_TEXT, "abcdefgh"), 6);
	canvas_text(&c, 0, 2, ROLE_TEXT, "below");
	canvas_text(&c, 0, -1, ROLE_TEXT, "above");
	assert_text(&c, "cdef\n\n");
	canvas_free(&c);
}

static void a_part_keeps_its_paint(void **state)
{
	struct canvas c, part;

	(void)state;
	assert_int_equal(canvas_new(&c, 6, 3, false), 0);
	part = canvas_part(&c, 2, 1, 3, 5);
	assert_int_equal(part.width, 3);
	assert_int_equal(part.height, 2);
	canvas_text(&part, 0, 0, ROLE_TEXT, "abcdef");
	canvas_text(&part, -1, 1, ROLE_TEXT, "xyz");
	assert_text(&c, "\n  abc\n  yz\n");
	part = canvas_part(&part, 5, 5, 3, 3);
	assert_int_equal(part.width, 0);
	assert_null(canvas_at(&part, 0, 0));
	canvas_free(&c);
}

static void wide_characters_take_two_cells(void **state)
{
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_new(&c, 5, 1, false), 0);
	assert_int_equal(canvas_text(&c, 0, 0, ROLE_TEXT, "中a文"), 5);
	assert_text(&c, "中a文\n");
	assert_int_equal(canvas_at(&c, 1, 0)->ch, 0);
	/* Half of one is not a character. */
	canvas_text(&c, 1, 0, ROLE_TEXT, "x");
	assert_text(&c, " xa文\n");
	canvas_text(&c, 3, 0, ROLE_TEXT, "y");
	assert_text(&c, " xay\n");
	/* Nor does it fit into the last column. */
	canvas_text(&c, 4, 0, ROLE_TEXT, "中");
	assert_text(&c, " xay\n");
	canvas_free(&c);
}

static void what_is_no_text_shows_as_such(void **state)
{
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_new(&c, 8, 1, false), 0);
	canvas_text(&c, 0, 0, ROLE_TEXT, "a\033[\xff\nz\xe4\xb8");
	assert_text(&c, "a\xef\xbf\xbd[\xef\xbf\xbd\xef\xbf\xbdz"
			"\xef\xbf\xbd\xef\xbf\xbd\n");
	canvas_free(&c);
}

static void combining_characters_join_their_letter(void **state)
{
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_new(&c, 4, 1, false), 0);
	assert_int_equal(canvas_text(&c, 0, 0, ROLE_TEXT, "e\xcc\x81x"), 2);
	assert_int_equal(canvas_at(&c, 0, 0)->mark, 0x301);
	assert_text(&c, "e\xcc\x81x\n");
	canvas_free(&c);
}

static void what_does_not_fit_says_so(void **state)
{
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_new(&c, 8, 3, false), 0);
	assert_int_equal(canvas_fit(&c, 0, 0, 5, ROLE_TEXT, "abcdefgh"), 5);
	assert_int_equal(canvas_fit(&c, 0, 1, 5, ROLE_TEXT, "abcde"), 5);
	c.ascii = true;
	canvas_fit(&c, 0, 2, 4, ROLE_TEXT, "中文abc");
	assert_text(&c, "abcd…\nabcde\n中~\n");
	canvas_free(&c);
}

static void text_wraps_at_blanks(void **state)
{
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_new(&c, 10, 4, false), 0);
	assert_int_equal(canvas_wrap(&c, 1, 0, 7, 4, ROLE_TEXT,
				     "one two three verylongword"),
			 4);
	assert_text(&c, " one two\n three\n verylon\n gword\n");
	canvas_clear(&c, ROLE_TEXT);
	assert_int_equal(
		canvas_wrap(&c, 0, 0, 7, 2, ROLE_TEXT, "one two three four"),
		2);
	assert_text(&c, "one two\nthree …\n\n\n");
	assert_int_equal(canvas_wrap(&c, 0, 0, 0, 2, ROLE_TEXT, "x"), 0);
	canvas_free(&c);
}

/* Rows end between characters, but not before what closes or after what opens,
 * nor inside of a word. */
static void chinese_wraps_between_characters(void **state)
{
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_new(&c, 10, 5, false), 0);
	assert_int_equal(canvas_wrap(&c, 0, 0, 10, 5, ROLE_TEXT,
				     "区域有保护页。（没有）vmalloc 区"),
			 4);
	assert_text(&c, "区域有保护\n页。（没\n有）\nvmalloc 区\n\n");
	canvas_free(&c);
}

static void targets_and_flags_cover_their_rectangle(void **state)
{
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_new(&c, 4, 4, false), 0);
	canvas_target(&c, 1, 1, 2, 9, TARGET_PFN, 7);
	canvas_flag(&c, 3, 3, 5, 5, CELL_CHANGED);
	assert_int_equal(canvas_at(&c, 1, 3)->target.kind, TARGET_PFN);
	assert_int_equal(canvas_at(&c, 3, 3)->target.kind, TARGET_NONE);
	assert_int_equal(canvas_at(&c, 3, 3)->flags, CELL_CHANGED);
	assert_int_equal(canvas_at(&c, 2, 3)->flags, 0);
	canvas_free(&c);
}

static bool is_wide(const struct cell *cell)
{
	return cell->ch >= 0x4e00 && cell->ch < 0xa000;
}

/* Random text at random places: whole characters, nothing outside. */
static void random_painting_leaves_whole_characters(void **state)
{
	static const char *const texts[] = { "中文", "a", "é",	"e\xcc\x81",
					     "\xff", "",  "日x" };
	struct chance chance = new_chance();
	struct canvas c, part;

	(void)state;
	assert_int_equal(canvas_new(&c, 12, 3, false), 0);
	part = canvas_part(&c, 1, 1, 10, 1);
	for (int i = 0; i < 5000; i++) {
		int x = (int)below(&chance, 14) - 2;

		canvas_text(&part, x, 0, ROLE_TEXT,
			    texts[below(&chance, ARRAY_SIZE(texts))]);
		for (int j = 0; j < 12; j++) {
			assert_int_equal(canvas_at(&c, j, 0)->ch, ' ');
			if (!canvas_at(&c, j, 1)->ch)
				assert_true(j > 1 &&
					    is_wide(canvas_at(&c, j - 1, 1)));
		}
		assert_false(is_wide(canvas_at(&c, 10, 1)));
		assert_int_equal(canvas_at(&c, 0, 1)->ch, ' ');
		assert_int_equal(canvas_at(&c, 11, 1)->ch, ' ');
	}
	canvas_free(&c);
}

static void roles_have_letters_of_their_own(void **state)
{
	(void)state;
	for (enum role a = 0; a < ROLES; a++)
		for (enum role b = 0; b < a; b++)
			assert_int_not_equal(role_letter(a), role_letter(b));
}

static void ascii_forms_are_ascii(void **state)
{
	(void)state;
	for (enum glyph i = 0; i < GLYPHS; i++) {
		assert_in_range(glyph_char(i, true), ' ', '~');
		assert_true(glyph_char(i, false) >= ' ');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_cut_at_both_edges),
		cmocka_unit_test(a_part_keeps_its_paint),
		cmocka_unit_test(wide_characters_take_two_cells),
		cmocka_unit_test(what_is_no_text_shows_as_such),
		cmocka_unit_test(combining_characters_join_their_letter),
		cmocka_unit_test(what_does_not_fit_says_so),
		cmocka_unit_test(text_wraps_at_blanks),
		cmocka_unit_test(chinese_wraps_between_characters),
		cmocka_unit_test(targets_and_flags_cover_their_rectangle),
		cmocka_unit_test(random_painting_leaves_whole_characters),
		cmocka_unit_test(roles_have_letters_of_their_own),
		cmocka_unit_test(ascii_forms_are_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
