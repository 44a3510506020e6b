/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_resizing.c - whatever its size was before, a screen is as if fresh.
 */
#include "vt.h"

#include <string.h>

static const struct vt_options usual;

static int start(void **state)
{
	static struct vt vt;

	vt_start(&vt, &usual);
	*state = &vt;
	return 0;
}

static int end(void **state)
{
	vt_end(*state);
	return 0;
}

/*
 * What is on the screen once the marker is; the row of the prompt apart, and
 * with colours. All that came before the marker has then been painted.
 */
static void read_screen(struct vt *vt, const char *marker, char *text)
{
	char *last;

	vt_expect_row(vt, -1, marker);
	while (vt_pump(vt, 0))
		;
	vt_text(vt, true, text);
	last = strstr(text, "vmscope> ");
	if (last)
		*last = '\0';
}

static void assert_like_fresh(struct vt *vt)
{
	static char before[VT_SCREEN], after[VT_SCREEN];

	vt_send(vt, " x");
	read_screen(vt, "vmscope>  x", before);
	vt_send(vt, "\014y");
	read_screen(vt, "vmscope>  xy", after);
	assert_string_equal(before, after);
	vt_send(vt, "\003");
	vt_expect_cursor(vt, 9, -1);
}

static const int storm[][2] = {
	{ 80, 24 }, { 40, 10 }, { 200, 60 }, { 80, 24 }
};

enum { STORM = sizeof(storm) / sizeof(storm[0]) };

static void each_size_is_like_fresh(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 =");
	for (int i = 0; i < STORM; i++) {
		vt_resize(vt, storm[i][0], storm[i][1]);
		assert_like_fresh(vt);
	}
	assert_true(vt_has(vt, "d0800000"));
}

static void typing_survives_a_storm(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc");
	for (int round = 0; round < 5; round++)
		for (int i = 0; i < STORM; i++)
			vt_resize(vt, storm[i][0], storm[i][1]);
	vt_send(vt, " 40k");
	vt_expect_row(vt, -1, "vmscope> vmalloc 40k");
	vt_send(vt, "\r");
	vt_expect(vt, "$1 = 0xd0800000");
	assert_like_fresh(vt);
}

static void storm_while_a_command_runs(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "churn 100000000\r");
	vt_expect_row(vt, -1, "Ctrl-C stops it");
	for (int i = 0; i < STORM; i++)
		vt_resize(vt, storm[i][0], storm[i][1]);
	vt_resize(vt, 120, 40);
	vt_send(vt, "\003");
	vt_expect(vt, "all of them are undone");
	assert_like_fresh(vt);
}

static void commands_after_a_storm_change_cells_only(void **state)
{
	struct vt *vt = *state;
	size_t before;

	vt_resize(vt, 200, 60);
	assert_like_fresh(vt);
	before = vt->bytes;
	vt_send(vt, "a");
	vt_expect_row(vt, -1, "vmscope> a");
	while (vt_pump(vt, 0))
		;
	/* A letter, the footer that tells about typing: no screenful. */
	assert_in_range(vt->bytes - before, 1, 1500);
	before = vt->bytes;
	vt_send(vt, "b");
	vt_expect_row(vt, -1, "vmscope> ab");
	assert_in_range(vt->bytes - before, 1, 100);
}

static void too_small_says_so_and_recovers(void **state)
{
	struct vt *vt = *state;

	vt_resize(vt, 40, 10);
	vt_expect(vt, "60x16");
	vt_resize(vt, 80, 24);
	vt_expect(vt, "Layout");
	vt_resize(vt, 1, 1);
	vt_resize(vt, 3, 2);
	vt_resize(vt, 80, 24);
	vt_expect(vt, "Layout");
	assert_like_fresh(vt);
}

#define on_terminal(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_terminal(each_size_is_like_fresh),
		on_terminal(typing_survives_a_storm),
		on_terminal(storm_while_a_command_runs),
		on_terminal(commands_after_a_storm_change_cells_only),
		on_terminal(too_small_says_so_and_recovers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
