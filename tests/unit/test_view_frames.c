/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_view_frames.c - pages joined to frames, RAM as fill, free lists.
 */
#include "stage.h"

#include "inspect/free_lists.h"
#include "kernel/page_alloc.h"
#include "view/canvas/dot_line.h"
#include "view/ram_cell.h"
#include "view/scatter.h"

/* ---- Lines ---- */

static void draw_line_of(struct canvas *c, int width, int height, bool ascii,
			 int from, int to)
{
	canvas_free(c);
	assert_int_equal(canvas_new(c, width, height, ascii), 0);
	dot_line(c, from, to, ROLE_VMALLOC);
}

/* Dots of a row of dots, as their columns: first and last; false: none. */
static bool dots_in_row(const struct canvas *c, int y, int *first, int *last)
{
	*first = -1;
	for (int x = 0; x < c->width * DOTS_X; x++) {
		uint32_t ch = canvas_at(c, x / DOTS_X, y / DOTS_Y)->ch;

		if (ch == ' ' || glyph_dot(ch, x % DOTS_X, y % DOTS_Y) != ch)
			continue;
		*first = *first < 0 ? x : *first;
		*last = x;
	}
	return *first >= 0;
}

/* From end to end, with no gap between one row of dots and the next. */
static void lines_have_no_gaps(void **state)
{
	static const int ways[][2] = { { 0, 39 }, { 39, 0 },  { 20, 20 },
				       { 7, 9 },  { 30, 28 }, { 0, 3 } };
	struct canvas c = { .width = 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		int first, last, before_first, before_last;

		draw_line_of(&c, 20, 3, false, ways[i][0], ways[i][1]);
		assert_true(dots_in_row(&c, 0, &before_first, &before_last));
		assert_true(before_first == ways[i][0] ||
			    before_last == ways[i][0]);
		for (int y = 1; y < 3 * DOTS_Y; y++) {
			assert_true(dots_in_row(&c, y, &first, &last));
			assert_true(first <= before_last + 1 &&
				    last >= before_first - 1);
			before_first = first;
			before_last = last;
		}
		assert_true(first == ways[i][1] || last == ways[i][1]);
	}
	canvas_free(&c);
}

static void ascii_lines_lean_where_they_go(void **state)
{
	static const struct {
		int from, to;
		const char *row[3];
	} lines[] = {
		{ 10, 10, { "     |    ", "     |    ", "     |    " } },
		{ 0, 6, { "\\         ", " \\        ", "  \\       " } },
		{ 18, 12, { "        / ", "       /  ", "      /   " } },
		{ 0, 18, { "\\__       ", "   \\__    ", "      \\__ " } },
	};
	struct canvas c = { .width = 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		draw_line_of(&c, 10, 3, true, lines[i].from, lines[i].to);
		for (int y = 0; y < 3; y++)
			for (int x = 0; x < 10; x++)
				if (canvas_at(&c, x, y)->ch !=
				    (uint32_t)lines[i].row[y][x])
					fail_msg("line %zu: %c at %d,%d", i,
						 (int)canvas_at(&c, x, y)->ch,
						 x, y);
	}
	canvas_free(&c);
}

static void nothing_is_drawn_outside(void **state)
{
	struct canvas c = { .width = 0 }, part;

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		canvas_free(&c);
		assert_int_equal(canvas_new(&c, 10, 5, ascii), 0);
		part = canvas_part(&c, 2, 1, 6, 3);
		dot_line(&part, -9, 40, ROLE_VMALLOC);
		dot_line(&part, 40, -9, ROLE_VMALLOC);
		for (int i = 0; i < 50; i++)
			if (i % 10 < 2 || i % 10 > 7 || i < 10 || i >= 40)
				assert_int_equal(c.cell[i].ch, ' ');
	}
	canvas_free(&c);
}

/* ---- Geometry ---- */

static void fit(struct stage *stage, uint32_t columns, struct backing *b,
		struct scatter_scale *s)
{
	assert_true(backing_chosen(&stage->scene, b));
	scatter_fit(&stage->scene, b, columns, 0, s);
}

/* Every page has a column, every frame too, in order, and none is outside. */
static void assert_fits(struct stage *stage, const struct backing *b,
			const struct scatter_scale *s, uint32_t columns)
{
	int before = -1;

	assert_true(s->page_x + s->page_cells * s->pitch <= columns);
	assert_true(s->ram_cells * s->wide <= columns);
	for (uint32_t page = 0; page < b->pages; page++) {
		int at = scatter_page_dot(s, page), to;
		pfn_t pfn;

		assert_true(at >= before && at < (int)columns * DOTS_X);
		before = at;
		assert_true(backing_frame(&stage->scene, b, page, &pfn));
		to = scatter_frame_dot(s, pfn);
		assert_true(to >= 0 &&
			    to < (int)(s->ram_cells * s->wide) * DOTS_X);
	}
}

static int spread(struct stage *stage, const struct backing *b,
		  const struct scatter_scale *s)
{
	int low = INT32_MAX, high = -1;
	pfn_t pfn;

	for (uint32_t page = 0; page < b->pages; page++) {
		int to;

		assert_true(backing_frame(&stage->scene, b, page, &pfn));
		to = scatter_frame_dot(s, pfn);
		low = to < low ? to : low;
		high = to > high ? to : high;
	}
	return high - low;
}

static void one_piece_is_a_bundle(void **state)
{
	struct scatter_scale s;
	struct stage stage;
	struct backing b;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "vmalloc 64k");
	fit(&stage, 50, &b, &s);
	assert_int_equal(b.runs, 1);
	assert_fits(&stage, &b, &s, 50);
	assert_true(spread(&stage, &b, &s) < 2 * 50 / 4);
	stage_close(&stage);
}

static void scattered_frames_are_a_fan(void **state)
{
	struct scatter_scale s;
	struct stage stage;
	struct backing b;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "fragment 50 seed=1\nvmalloc 64k");
	for (uint32_t columns = 18; columns < 200; columns += 13) {
		fit(&stage, columns, &b, &s);
		assert_true(b.runs > 10);
		assert_fits(&stage, &b, &s, columns);
		assert_true(4 * spread(&stage, &b, &s) > 3 * (int)columns);
	}
	stage_run(&stage, "vmalloc 3m");
	fit(&stage, 40, &b, &s);
	assert_fits(&stage, &b, &s, 40);
	stage_close(&stage);
}

static void zooming_out_ends_at_all_of_ram(void **state)
{
	struct scatter_scale s;
	struct stage stage;
	struct backing b;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 64k\nfocus frames");
	for (int i = 0; i < 12; i++)
		stage_run(&stage, "zoom out");
	fit(&stage, 50, &b, &s);
	assert_int_equal(s.low, stage.scene.k->layout.first_pfn);
	assert_true(s.ram_cells * s.frames >= stage.scene.index.nr_frames);
	assert_fits(&stage, &b, &s, 50);
	stage_close(&stage);
}

/* ---- Whose pages ---- */

static void what_is_chosen_has_its_frames(void **state)
{
	struct stage stage;
	struct backing b, other;
	uint32_t page;

	(void)state;
	stage_open(&stage, "");
	assert_false(backing_chosen(&stage.scene, &b));
	stage_run(&stage, "kmalloc 64k\nvmalloc 64k\nvmalloc 8k\n"
			  "alloc_pages 3\nioremap 0xf1000000 16k");
	assert_true(backing_chosen(&stage.scene, &b));
	assert_string_equal(b.name, "$4");
	assert_int_equal(b.pages, 8);
	stage_run(&stage, "select $1+9000");
	assert_true(backing_chosen(&stage.scene, &b));
	assert_string_equal(b.name, "$1");
	assert_string_equal(b.what, "kmalloc");
	assert_int_equal(b.pages, 16);
	assert_true(backing_other(&stage.scene, &b, &other));
	assert_string_equal(other.name, "$3");
	stage_run(&stage, "select $2+4k");
	assert_true(backing_chosen(&stage.scene, &b));
	assert_string_equal(b.name, "$2");
	assert_true(
		backing_page(&stage.scene, &b, stage.scene.spot.pfn, &page));
	assert_int_equal(page, 1);
	stage_run(&stage, "select $5");
	assert_false(backing_chosen(&stage.scene, &b));
	stage_run(&stage, "select c0008000");
	assert_false(backing_chosen(&stage.scene, &b));
	stage_close(&stage);
}

static void blocks_have_the_names_that_they_were_given(void **state)
{
	struct stage stage;
	struct backing b;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "big = kmalloc 64k\nalloc_pages 2");
	assert_true(backing_chosen(&stage.scene, &b));
	assert_string_equal(b.name, "$2");
	stage_run(&stage, "select big");
	assert_true(backing_chosen(&stage.scene, &b));
	assert_string_equal(b.name, "big");
	stage_close(&stage);
}

static void what_was_freed_is_not_beside(void **state)
{
	struct stage stage;
	struct backing b, other;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "alloc_pages 3\nvmalloc 8k\nvfree $2\nvmalloc 8k\n"
			  "free_pages $1 3\nselect $3");
	assert_true(backing_chosen(&stage.scene, &b));
	assert_false(backing_other(&stage.scene, &b, &other));
	stage_close(&stage);
}

/* ---- RAM as fill ---- */

/* The same cell by looking at each frame. */
static unsigned int naive_fill(const struct scene *scene, pfn_t pfn,
			       uint32_t nr)
{
	uint32_t used = 0, ram = 0;

	for (uint32_t i = 0; i < nr; i++) {
		enum owner owner = scene_owner(scene, pfn + i);

		ram += owner != OWNER_NO_RAM;
		used += owner != OWNER_NO_RAM && owner >= MAX_ORDER;
	}
	for (unsigned int quarters = 0; quarters < RAM_FULL; quarters++)
		if (4 * used <= quarters * ram)
			return quarters;
	return RAM_FULL;
}

static void the_shade_is_how_full(void **state)
{
	struct stage stage;
	pfn_t first;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "fragment 30 seed=2\nvmalloc 100k");
	first = stage.scene.k->layout.first_pfn;
	for (uint32_t nr = 1; nr <= 1024; nr *= 2)
		for (uint32_t i = 0; i < stage.scene.index.nr_frames; i += nr)
			assert_int_equal(
				ram_cell(&stage.scene, first + i, nr).fill,
				naive_fill(&stage.scene, first + i, nr));
	assert_int_equal(ram_cell(&stage.scene, first - 1, 1).owner,
			 OWNER_NO_RAM);
	stage_close(&stage);
}

static void free_memory_reads_as_free(void **state)
{
	struct stage stage;
	struct ram_cell cell;

	(void)state;
	stage_open(&stage, "");
	cell = ram_cell(&stage.scene, 0x8000, 512);
	assert_int_equal(cell.fill, RAM_FREE);
	assert_int_equal(cell.owner, OWNER_FREE + 10);
	cell = ram_cell(&stage.scene, stage.scene.k->layout.first_pfn + 16,
			256);
	assert_int_equal(cell.fill, RAM_FULL);
	assert_int_equal(cell.owner, OWNER_KERNEL);
	/* One page of a vmalloc among a thousand free ones: not free, and its. */
	stage_run(&stage, "vmalloc 4k");
	stage_draw(&stage, PANE_FRAMES, 61, 20, true);
	assert_true(stage_shows(&stage, "V vmalloc"));
	assert_true(stage_shows(&stage, "blank free"));
	stage_close(&stage);
}

/* ---- Free lists ---- */

/* What was counted before a command is what the comparison says after it. */
static void counts_before_are_those_of_before(void **state)
{
	static const char *const commands[] = {
		"alloc_pages 3",   "vmalloc 64k",      "kmalloc 5000",
		"free_pages $1 3", "alloc_pages 0",    "vmalloc 1m",
		"vfree $5",	   "vm_unmap_aliases",
	};
	struct stage stage;
	const struct zone *zone;

	(void)state;
	stage_open(&stage, "");
	zone = &stage.scene.k->g->contig_page_data[0].node_zones[0];
	while (!populated_zone(zone))
		zone++;
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		struct free_lists was, before, now;

		free_lists_count(stage.scene.k, NULL, zone, &was);
		stage_run(&stage, commands[i]);
		assert_true(stage.scene.has_diff);
		free_lists_count(stage.scene.k, &stage.scene.diff, zone,
				 &before);
		free_lists_count(stage.scene.k, NULL, zone, &now);
		assert_memory_equal(before.nr, was.nr, sizeof(was.nr));
		assert_memory_equal(before.total, was.total, sizeof(was.total));
		assert_memory_equal(before.pcp, was.pcp, sizeof(was.pcp));
		for (int order = 0; order < MAX_ORDER; order++) {
			uint32_t sum = 0;

			for (int type = 0; type < MIGRATE_TYPES; type++)
				sum += now.nr[type][order];
			assert_int_equal(sum, now.total[order]);
		}
	}
	stage_close(&stage);
}

static void splits_and_merges_are_found(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "alloc_pages 3");
	assert_true(stage.scene.has_halves);
	assert_false(stage.scene.halves.merged);
	assert_int_equal(stage.scene.halves.large, 10);
	assert_int_equal(stage.scene.halves.small, 3);
	/* The other half is whole: nothing is split for it. */
	stage_run(&stage, "alloc_pages 3");
	assert_false(stage.scene.has_halves);
	stage_run(&stage, "free_pages $2 3");
	assert_false(stage.scene.has_halves);
	stage_run(&stage, "free_pages $1 3");
	assert_true(stage.scene.has_halves);
	assert_true(stage.scene.halves.merged);
	assert_int_equal(stage.scene.halves.large, 10);
	assert_int_equal(stage.scene.halves.small, 3);
	stage_close(&stage);
}

/* Seen growing, step by step; on a board of two nodes as well. */
static void halves_grow_while_stepping(void **state)
{
	struct stage stage;
	unsigned int small = 10;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "board numa\nstep to split alloc_pages 3");
	assert_false(stage.scene.has_halves);
	while (small > 3) {
		stage_run(&stage, "step");
		if (!stage.scene.has_halves)
			continue;
		assert_int_equal(stage.scene.halves.large, 10);
		assert_true(stage.scene.halves.small == small ||
			    stage.scene.halves.small + 1 == small);
		small = stage.scene.halves.small;
	}
	stage_draw(&stage, PANE_FRAMES, 61, 20, true);
	assert_true(stage_shows(&stage, "node 0 Normal"));
	assert_true(stage_shows(&stage, "node 1 Normal"));
	assert_true(stage_shows(&stage, "1024 at pfn 07c00 > 512 + 512 >"));
	stage_run(&stage, "leave\nstep to merge free_pages $1 3\nstep\nstep");
	assert_true(stage.scene.has_halves && stage.scene.halves.merged);
	assert_int_equal(stage.scene.halves.small, 3);
	assert_int_equal(stage.scene.halves.large, 5);
	stage_close(&stage);
}

/* The lists are there however few rows the pane has, and say what changed. */
static void lists_stay_when_rows_are_few(void **state)
{
	static const int sizes[][2] = {
		{ 61, 19 }, { 41, 15 }, { 101, 15 }, { 60, 27 }, { 200, 55 },
	};
	struct stage stage;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "alloc_pages 3");
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		stage_draw(&stage, PANE_FRAMES, sizes[i][0], sizes[i][1], true);
		assert_true(stage_shows(&stage, "Movable"));
		assert_true(stage_shows(&stage, "per-cpu"));
		assert_true(stage_shows(&stage, "61>60"));
	}
	stage_close(&stage);
}

static void any_size_and_place_is_painted(void **state)
{
	static const char *const boards[] = { "marvell", "numa", "highmem",
					      "omap3" };
	static const char *const chosen[] = {
		"select $1",	"select $2", "select pfn:0", "unselect",
		"zoom in",	"zoom in",   "zoom in",	     "zoom in",
		"select $1+4k", "zoom fit",  "zoom out",     "zoom out",
	};
	struct stage stage;
	char line[64];

	(void)state;
	stage_open(&stage, "");
	for (size_t b = 0; b < ARRAY_SIZE(boards); b++) {
		snprintf(line, sizeof(line), "board %s", boards[b]);
		stage_run(&stage, line);
		stage_run(&stage, "vmalloc 100k\nalloc_pages 4\nfocus frames");
		for (size_t i = 0; i < ARRAY_SIZE(chosen); i++) {
			stage_try(&stage, chosen[i]);
			for (int size = 1; size < 140; size += 9)
				stage_draw(&stage, PANE_FRAMES, size,
					   1 + size / 2, size & 1);
		}
	}
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_have_no_gaps),
		cmocka_unit_test(ascii_lines_lean_where_they_go),
		cmocka_unit_test(nothing_is_drawn_outside),
		cmocka_unit_test(one_piece_is_a_bundle),
		cmocka_unit_test(scattered_frames_are_a_fan),
		cmocka_unit_test(zooming_out_ends_at_all_of_ram),
		cmocka_unit_test(what_is_chosen_has_its_frames),
		cmocka_unit_test(blocks_have_the_names_that_they_were_given),
		cmocka_unit_test(what_was_freed_is_not_beside),
		cmocka_unit_test(the_shade_is_how_full),
		cmocka_unit_test(free_memory_reads_as_free),
		cmocka_unit_test(counts_before_are_those_of_before),
		cmocka_unit_test(splits_and_merges_are_found),
		cmocka_unit_test(halves_grow_while_stepping),
		cmocka_unit_test(lists_stay_when_rows_are_few),
		cmocka_unit_test(any_size_and_place_is_painted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
