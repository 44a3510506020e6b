/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_view_areas.c - the areas pane: what it shows, what its keys answer.
 */
#include "stage.h"

#include "session/import/import_session.h"
#include "view/span_look.h"
#include "view/areas/strip.h"
#include "view/screen/help_text.h"

/* The first areas of a board that was booted for long. */
static void import_listing(struct stage *stage)
{
	static const char listing[] =
		"0xd085e000-0xd0860000    8192 __arm_ioremap_pfn+0x64/0x144 "
		"ioremap\n"
		"0xd0861000-0xd0882000  135168 ubi_attach+0x390/0x9c8 pages=32 "
		"vmalloc\n"
		"0xd0883000-0xd08a4000  135168 ubi_attach+0x3b0/0x9c8 pages=32 "
		"vmalloc\n"
		"0xd0b00000-0xd0b02000    8192 ubi_read+0x178/0x800 pages=1 "
		"vmalloc\n";

	assert_int_equal(session_import_text(stage->s, "listing", listing,
					     strlen(listing)),
			 0);
	assert_int_equal(scene_update(&stage->scene, stage->s), 0);
}

static bool press(struct stage *stage, uint32_t key)
{
	return stage_press(stage, areas_view.keys, key);
}

static void find(struct stage *stage, const char *text, uint32_t expected)
{
	char line[KEY_LINE_SIZE];

	if (!areas_view.search(&stage->scene, text, false, line, sizeof(line)))
		fail_msg("%s: not found", text);
	stage_run(stage, line);
	assert_int_equal(stage->s->look.at, expected);
}

static const struct cell *cell(const struct stage *stage, int x, int y)
{
	return canvas_at(&stage->canvas, x, y);
}

static void a_page_is_a_cell(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nvmalloc 4k\nvmalloc 8k");
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(stage_shows(&stage, "c4800000 ##########X.#X.##X\n"));
	assert_true(stage_shows(&stage, "         $1          $2 $3\n"));
	assert_true(stage_shows(&stage, "1 cell = 4K"));
	assert_int_equal(cell(&stage, 19, 1)->role, ROLE_GUARD);
	assert_int_equal(cell(&stage, 19, 1)->target.kind, TARGET_ADDR);
	assert_int_equal(cell(&stage, 19, 1)->target.value, 0xc480a000);
	stage_close(&stage);
}

static void unmapped_lazy_and_devices_differ(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 4k\nget_vm_area 8k\nioremap 0xf1000000 4k");
	stage_run(&stage, "vfree $1");
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(stage_shows(&stage, "c4800000 ~~.ooX..=X\n"));
	stage_close(&stage);
}

/* ---- Legends ---- */

/* Is it in the legend, the last rows, or at least in the help? */
static bool is_explained(const struct stage *stage, uint32_t ch, bool *legend)
{
	static struct help_line help[HELP_LINES];
	const struct canvas *c = &stage->canvas;
	size_t nr = help_lines(&stage->scene, "", help, HELP_LINES);
	char text[GLYPH_TEXT];

	*legend = true;
	for (int y = c->height - 2; y < c->height; y++)
		for (int x = 0; x + 2 < c->width; x++)
			if (cell(stage, x, y)->ch == ch &&
			    (ch == '1' || cell(stage, x + 1, y)->ch == ' '))
				return true;
	*legend = false;
	if (ch == '1')
		strcpy(text, "1-9");
	for (enum glyph glyph = 0; ch != '1' && glyph < GLYPHS; glyph++)
		if (glyph_char(glyph, c->ascii) == ch && *glyph_word(glyph)) {
			glyph_text(glyph, c->ascii, text);
			break;
		}
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(help[i].left, text))
			return true;
	return false;
}

/* Of a pane as wide as that of 80x24 all of them stand below the strip. */
static void assert_explained(struct stage *stage, int width, int height,
			     bool ascii)
{
	uint32_t seen = 0;

	stage->s->settings.ascii = ascii;
	stage_draw(stage, PANE_AREAS, width, height, ascii);
	for (int y = 1; y < 6 && cell(stage, 2, y)->ch != 's'; y++)
		for (int x = 9; x < width; x++) {
			uint32_t ch = cell(stage, x, y)->ch;
			bool legend;

			/* Names below a row are not pages. */
			if (ch == ' ' || cell(stage, x, y)->role == ROLE_NAME ||
			    cell(stage, x, y)->role == ROLE_CURSOR)
				continue;
			if (ch >= '1' && ch <= '9')
				ch = '1';
			if (!is_explained(stage, ch, &legend))
				fail_msg("%dx%d: U+%04x has no word", width,
					 height, ch);
			if (width >= 61 && height >= 20)
				assert_true(legend);
			seen++;
		}
	assert_true(seen > 0);
}

static void each_glyph_of_the_strip_has_a_word(void **state)
{
	static const char *const scripts[] = {
		"vmalloc 40k\nget_vm_area 8k\nioremap 0xf1000000 4k\n"
		"page = alloc_pages 2\nvmap page page+1\nvfree $1",
		"insmod ubi 40k\nselect $1",
		"page = alloc_pages 5\na = vm_map_ram page page+1\n"
		"b = vm_map_ram page\nvm_unmap_ram b 1",
		"vmalloc 5M",
		NULL, /* a listing */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(scripts); i++) {
		struct stage stage;

		stage_open(&stage, "mem=64M");
		if (scripts[i])
			stage_run(&stage, scripts[i]);
		else
			import_listing(&stage);
		for (int ascii = 0; ascii < 2; ascii++) {
			assert_explained(&stage, 61, 20, ascii);
			assert_explained(&stage, 41, 15, ascii);
			assert_explained(&stage, 140, 30, ascii);
		}
		stage_close(&stage);
	}
}

/* Not at an empty stretch, and the last page of what is new is seen, too. */
static void the_strip_opens_where_areas_are(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	import_listing(&stage);
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(stage_shows(&stage, "oX.#####"));
	stage_run(&stage, "boot mem=64M\nvmalloc 100k\nvmalloc 100k");
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(stage_shows(&stage, "1 cell = 4K"));
	assert_true(stage_shows(&stage, "#X\n"));
	stage_run(&stage, "vmalloc 4M");
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(stage_shows(&stage, "1 cell = 128K"));
	stage_close(&stage);
}

static void keys_walk_over_areas_and_holes(void **state)
{
	static const uint32_t down[] = { 0xc4800000, 0xc480c000, 0xc480e000 };
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nvmalloc 4k\nselect none\nkmalloc 32");
	for (size_t i = 0; i < ARRAY_SIZE(down); i++) {
		assert_true(press(&stage, VKEY_DOWN));
		assert_int_equal(stage.s->look.at, down[i]);
	}
	assert_false(press(&stage, VKEY_DOWN));
	assert_true(press(&stage, VKEY_UP));
	assert_int_equal(stage.s->look.at, 0xc480c000);
	/* The page left free has no row, but pages go through it. */
	assert_true(press(&stage, VKEY_LEFT));
	assert_int_equal(stage.s->look.at, 0xc480b000);
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(stage_shows(&stage, "left free by the allocator"));
	assert_true(press(&stage, VKEY_HOME));
	assert_false(press(&stage, VKEY_LEFT));
	assert_false(press(&stage, VKEY_UP));
	stage_close(&stage);
}

static void keys_on_an_empty_machine(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(stage_shows(&stage, "vmalloc 40k"));
	assert_true(press(&stage, VKEY_DOWN));
	assert_int_equal(stage.s->look.at, 0xc4800000);
	assert_false(press(&stage, VKEY_END));
	assert_false(press(&stage, 'l'));
	assert_false(press(&stage, '+'));
	stage_close(&stage);
}

static void chosen_page_is_marked_everywhere(void **state)
{
	struct stage stage;
	char text[64];
	pfn_t pfn;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nselect 0xc4802000");
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(cell(&stage, 11, 1)->flags & CELL_SELECTED);
	assert_false(cell(&stage, 10, 1)->flags & CELL_SELECTED);
	assert_int_equal(cell(&stage, 11, 2)->ch, '^');
	assert_true(scene_page(&stage.scene, 0xc4802000, &pfn));
	snprintf(text, sizeof(text), ">   2  c4802000 pfn %05x", pfn);
	assert_true(stage_shows(&stage, text));
	assert_true(stage_shows(&stage, "guard: no frame, no PTE"));
	stage_close(&stage);
}

static void changes_are_in_the_margin(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nvmalloc 4k");
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_int_equal(cell(&stage, 0, 4)->ch, ' ');
	assert_int_equal(cell(&stage, 0, 5)->ch, '+');
	assert_true(cell(&stage, 2, 5)->flags & CELL_CHANGED);
	stage_run(&stage, "vfree $1");
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_int_equal(cell(&stage, 0, 4)->ch, '-');
	assert_true(stage_shows(&stage, "11 of 8192 pages"));
	stage_close(&stage);
}

static void searches_find(void **state)
{
	struct stage stage;
	char line[KEY_LINE_SIZE];

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nvmalloc 4k caller=probe+0x10/0x80");
	stage_run(&stage, "vmalloc 4k\nvfree $3\nselect none");
	find(&stage, "guard", 0xc480a000);
	find(&stage, "guard", 0xc480d000);
	find(&stage, "guard", 0xc480a000);
	find(&stage, "probe", 0xc480c000);
	find(&stage, "lazy", 0xc480f000);
	find(&stage, "$1", 0xc4800000);
	find(&stage, "0xc4805000", 0xc4805000);
	assert_false(areas_view.search(&stage.scene, "nowhere", true, line,
				       sizeof(line)));
	assert_true(press(&stage, 'l'));
	assert_int_equal(stage.s->look.at, 0xc480f000);
	stage_close(&stage);
}

/* What span_fits() says is what the kernel does, on either side. */
static void holes_fit_what_they_say(void **state)
{
	struct stage stage;
	struct span span;
	char line[64];

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 4k\nvmalloc 40k\nvmalloc 4k\nvfree $2");
	stage_run(&stage, "vm_unmap_aliases");
	assert_true(span_at(&stage.scene.index, 0xc4803000, &span));
	assert_int_equal(span.area, -1);
	assert_int_equal(span_fits(&span), 44 << 10);
	stage_run(&stage, "vmalloc 48k\nselect $4");
	assert_int_not_equal(stage.s->look.at, 0xc4803000);
	snprintf(line, sizeof(line), "vmalloc %u\nselect $5", span_fits(&span));
	stage_run(&stage, line);
	assert_int_equal(stage.s->look.at, 0xc4803000);
	stage_close(&stage);
}

/* One page in a cell of a thousand is seen. */
static void a_mixture_is_tenths(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 4k");
	assert_int_equal(canvas_new(&stage.canvas, 3, 1, true), 0);
	strip_cell(&stage.scene, &stage.canvas, 0, 0, 0xc4800000, 4 << 20);
	strip_cell(&stage.scene, &stage.canvas, 1, 0, 0xc4800000, 8 << 10);
	strip_cell(&stage.scene, &stage.canvas, 2, 0, 0xc4c00000, 4 << 20);
	assert_int_equal(cell(&stage, 0, 0)->ch, '1');
	assert_int_equal(cell(&stage, 1, 0)->ch, '#');
	assert_int_equal(cell(&stage, 2, 0)->ch, ' ');
	stage_close(&stage);
}

static void marks_of_a_step_are_shown(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nvmalloc 4k");
	stage.scene.mark[0] =
		(struct mark){ .name = "first",
			       .kind = MARK_AREA,
			       .value = stage.scene.index.area[0].va };
	stage.scene.mark[1] = (struct mark){ .name = "addr",
					     .kind = MARK_RANGE,
					     .value = 0xc480c000,
					     .end = 0xc480e000 };
	stage.scene.nr_marks = 2;
	stage_draw(&stage, PANE_AREAS, 61, 20, true);
	assert_true(stage_shows(&stage, "<- first"));
	assert_true(stage_shows(&stage, "         $1          ??\n"));
	stage_close(&stage);
}

static void any_size_is_painted(void **state)
{
	static const char *const choices[] = { "select none", "select $1",
					       "select 0xc0000000",
					       "select 0xffffffff",
					       "select 0xf0000000" };
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\ninsmod probe 20k\nvmalloc 4M");
	stage_run(&stage, "ioremap 0xf1000000 1M\nfocus areas\nvfree $3");
	for (size_t i = 0; i < ARRAY_SIZE(choices); i++) {
		stage_run(&stage, choices[i]);
		for (int zoom = 0; zoom < 9; zoom++) {
			for (int w = 1; w < 130; w += w < 12 ? 1 : 13)
				for (int h = 1; h < 50; h += h < 8 ? 1 : 7)
					stage_draw(&stage, PANE_AREAS, w, h,
						   zoom & 1);
			stage_run(&stage, "zoom out");
		}
		stage_run(&stage, "zoom fit");
	}
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_glyph_of_the_strip_has_a_word),
		cmocka_unit_test(the_strip_opens_where_areas_are),
		cmocka_unit_test(a_page_is_a_cell),
		cmocka_unit_test(unmapped_lazy_and_devices_differ),
		cmocka_unit_test(keys_walk_over_areas_and_holes),
		cmocka_unit_test(keys_on_an_empty_machine),
		cmocka_unit_test(chosen_page_is_marked_everywhere),
		cmocka_unit_test(changes_are_in_the_margin),
		cmocka_unit_test(searches_find),
		cmocka_unit_test(holes_fit_what_they_say),
		cmocka_unit_test(a_mixture_is_tenths),
		cmocka_unit_test(marks_of_a_step_are_shown),
		cmocka_unit_test(any_size_is_painted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
