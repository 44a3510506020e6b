/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_view_layout.c - the layout pane: regions, scales, keys.
 */
#include "stage.h"

static bool press(struct stage *stage, uint32_t key)
{
	return stage_press(stage, layout_view.keys, key);
}

static void narrow_shows_every_boundary(void **state)
{
	static const char *const rows[] = {
		"ffff0000 /vectors",  "ffc00000 /DMA 2M",  "f0000000",
		"504M   vmalloc",     "     44K   taken",  "d0800000>|<1% full",
		"d0000000 /high_mem", "    256M | lowmem", "c0000000 |PAGE_OFF",
		"bf000000  modules",  "00000000",	   "1 row=128M",
	};
	struct stage stage;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "vmalloc 40k\nselect $1");
	stage_draw(&stage, PANE_LAYOUT, 18, 20, true);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (!stage_shows(&stage, rows[i]))
			fail_msg("not shown: %s", rows[i]);
	stage_close(&stage);
}

static void full_says_why(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nvmalloc 4k\nvfree $2");
	stage_draw(&stage, PANE_LAYOUT, 120, 30, true);
	assert_true(stage_shows(&stage, "1 area, 1 freed and waiting, 52K of"));
	assert_true(stage_shows(&stage, "high_memory is"));
	assert_true(stage_shows(&stage, "c4000000 high_memory"));
	assert_true(stage_shows(&stage, "not to scale"));
	stage_close(&stage);
}

static void few_rows_say_what_they_leave_out(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_draw(&stage, PANE_LAYOUT, 18, 6, true);
	assert_true(stage_shows(&stage, "left out"));
	assert_true(stage_shows(&stage, "vmalloc"));
	assert_true(stage_shows(&stage, "lowmem"));
	stage_close(&stage);
}

static void keys_go_from_region_to_region(void **state)
{
	static const uint32_t down[] = { 0xc4800000, 0xc4000000, 0xc0000000,
					 0xbfe00000, 0xbf000000, 0 };
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	for (size_t i = 0; i < ARRAY_SIZE(down); i++) {
		assert_true(press(&stage, VKEY_DOWN));
		assert_int_equal(stage.s->look.at, down[i]);
	}
	assert_false(press(&stage, VKEY_DOWN));
	assert_true(press(&stage, VKEY_HOME));
	assert_int_equal(stage.s->look.at, 0xffff1000);
	assert_false(press(&stage, VKEY_UP));
	assert_true(press(&stage, VKEY_DOWN));
	assert_int_equal(stage.s->look.at, 0xffff0000);
	stage_close(&stage);
}

static void enter_goes_to_the_pane_that_explains(void **state)
{
	static const struct {
		const char *select;
		enum pane pane;
	} rows[] = {
		{ "select 0xc4800000", PANE_AREAS },
		{ "select 0xbf000000", PANE_AREAS },
		{ "select 0xc0000000", PANE_FRAMES },
		{ "select 0xffff0000", PANE_TABLES },
	};
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		stage_run(&stage, rows[i].select);
		assert_true(press(&stage, VKEY_ENTER));
		assert_int_equal(stage.s->look.focus, rows[i].pane);
	}
	stage_close(&stage);
}

static void search_finds_names_and_reasons(void **state)
{
	static const struct {
		const char *text;
		uint32_t at;
	} rows[] = {
		{ "fixmap", 0xfff00000 },
		{ "lowmem", 0xc0000000 },
		{ "ERR_PTR", 0xffff1000 },
	};
	struct stage stage;
	char line[KEY_LINE_SIZE];

	(void)state;
	stage_open(&stage, "mem=64M");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_true(layout_view.search(&stage.scene, rows[i].text,
					       i == 1, line, sizeof(line)));
		stage_run(&stage, line);
		assert_int_equal(stage.s->look.at, rows[i].at);
	}
	assert_false(layout_view.search(&stage.scene, "nowhere", false, line,
					sizeof(line)));
	stage_close(&stage);
}

static void zoom_ends_at_one_page(void **state)
{
	struct stage stage;
	int steps = 0;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 4k\nfocus layout\nselect 0xc4801000");
	assert_false(press(&stage, '-'));
	while (press(&stage, '+'))
		steps++;
	assert_int_equal(steps, 8);
	stage_draw(&stage, PANE_LAYOUT, 40, 12, true);
	assert_true(stage_shows(&stage, "1 row=4K"));
	assert_true(stage_shows(&stage, "c4801000>X $1 guard"));
	assert_true(stage_shows(&stage, "c4800000 # $1 vmalloc"));
	/* Zoomed in, the arrows stop at areas too. */
	assert_true(press(&stage, VKEY_UP));
	assert_int_equal(stage.s->look.at, 0xc4802000);
	stage_close(&stage);
}

static void any_size_and_place_is_painted(void **state)
{
	static const char *const places[] = { "none",	    "0",
					      "0xffffffff", "0xc4800000",
					      "0xbfffffff", "0xc0008000",
					      "0xef000000" };
	struct stage stage;
	char line[64];

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 4M\ninsmod probe 20k\nfocus layout");
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		snprintf(line, sizeof(line), "select %s\nzoom fit", places[i]);
		stage_run(&stage, line);
		for (int zoom = 0; zoom < 10; zoom++) {
			for (int w = 1; w < 130; w += w < 20 ? 1 : 13)
				for (int h = 1; h < 90; h += h < 20 ? 1 : 9)
					stage_draw(&stage, PANE_LAYOUT, w, h,
						   zoom & 1);
			stage_run(&stage, "zoom in");
		}
	}
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(narrow_shows_every_boundary),
		cmocka_unit_test(full_says_why),
		cmocka_unit_test(few_rows_say_what_they_leave_out),
		cmocka_unit_test(keys_go_from_region_to_region),
		cmocka_unit_test(enter_goes_to_the_pane_that_explains),
		cmocka_unit_test(search_finds_names_and_reasons),
		cmocka_unit_test(zoom_ends_at_one_page),
		cmocka_unit_test(any_size_and_place_is_painted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
