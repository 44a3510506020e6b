/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_stepping.c - stepping through calls, with keys, in the full screen.
 */
#include "vt.h"

#include <stdio.h>
#include <string.h>

#define F4 "\033OS"
#define F9 "\033[20~"
#define F11 "\033[23~"

static const struct vt_options usual;

static int start(void **state)
{
	static struct vt vt;

	vt_start(&vt, &usual);
	vt_send(&vt, "vmalloc 40k\r");
	vt_expect(&vt, "$1 = 0xd0800000");
	vt_send(&vt, "vmalloc 4k\r");
	vt_expect(&vt, "$2 = 0xd080c000");
	*state = &vt;
	return 0;
}

static int end(void **state)
{
	vt_end(*state);
	return 0;
}

static void two_keys_lead_into_the_hole_walk(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, F9);
	vt_expect(vt, "step 1 of ");
	vt_send(vt, "h");
	vt_expect(vt, "alloc_vmap_area, vmap_2_6_32.c:");
	vt_expect(vt, "while (first) {");
	vt_expect(vt,
		  "Why: the walk over the areas begins at the vmalloc area");
}

static void a_step_leaves_the_keys_where_they_are(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, F9);
	vt_expect(vt, "step 1 of ");
	vt_send(vt, "s");
	vt_expect(vt, "step 2 of ");
	vt_send(vt, "ss");
	vt_expect(vt, "step 4 of ");
	vt_send(vt, "S");
	vt_expect(vt, "step 3 of ");
	vt_expect_row(vt, 1, "Source");
}

static void keys_step_in_every_pane(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, F9 "h" F4);
	vt_expect(vt, "<- first");
	vt_expect(vt, "the walk over the areas begins at");
	vt_send(vt, "n");
	vt_expect(vt, "runs into the vmalloc area");
	vt_expect_row(vt, 1, "Tree");
	vt_send(vt, "p");
	vt_expect(vt, "the walk over the areas begins at");
}

static void t_leads_from_the_source_to_the_tree(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, F9);
	vt_expect(vt, "step 1 of ");
	vt_expect_row(vt, 1, "Source");
	vt_send(vt, "h");
	vt_expect(vt, "while (first) {");
	vt_send(vt, "t");
	vt_expect(vt, "<- first");
	vt_expect_row(vt, 1, "Tree");
	vt_send(vt, "n");
	vt_expect(vt, "runs into the vmalloc area");
}

static void function_keys_step_while_typing(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, F9);
	vt_expect(vt, "step 1 of ");
	vt_send(vt, "vtop");
	vt_expect_row(vt, -1, "vmscope> vtop");
	vt_send(vt, F9);
	vt_expect(vt, "step 2 of ");
	vt_send(vt, F11);
	vt_expect(vt, "step 1 of ");
	vt_expect_row(vt, -1, "vmscope> vtop");
}

static void steps_follow_by_themselves(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "set speed 50\r" F9);
	vt_expect(vt, "step 1 of ");
	vt_send(vt, ">");
	/* The last step: with the bar at its end. */
	vt_expect(vt, "is ready: vmalloc gives 0xd080c000");
	vt_send(vt, "<");
	vt_expect(vt, "step 1 of ");
}

static void a_breakpoint_stops_them(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "break insert_vmalloc_vm\rset speed 50\r" F9);
	vt_expect(vt, "step 1 of ");
	vt_send(vt, ">");
	vt_expect(vt, "insert_vmalloc_vm, vmalloc.c:");
	vt_send(vt, "s");
	vt_expect_not(vt, "step 1 of ");
	vt_send(vt, "C");
	vt_expect(vt, "insert_vmalloc_vm, vmalloc.c:");
}

static void a_command_that_changes_ends_it(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, F9 "h");
	vt_expect(vt, "while (first) {");
	vt_send(vt, " vtop 0xd0800000\r");
	vt_expect(vt, "$3 = 0x0f802000");
	vt_expect_row(vt, 0, "step "); /* what looks leaves one there */
	vt_send(vt, " vmalloc 8k\r");
	vt_expect(vt, "$4 = 0xd080f000");
	vt_expect_row(vt, 0, "Linux 2.6.32"); /* in the place of the step */
}

static void leaving_goes_to_the_end_of_the_call(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, F9);
	vt_expect(vt, "vmalloc 1 area");
	vt_send(vt, "q");
	vt_expect(vt, "vmalloc 2 areas");
	vt_expect_not(vt, "step 1 of");
}

/* In the source pane q does, too; elsewhere that goes to another pane. */
static void a_key_leaves_from_every_pane(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "step vmalloc 12k\r");
	vt_expect_row(vt, -2, "q leave");
	vt_send(vt, "focus areas\r");
	vt_expect_row(vt, -2, "Q leave");
	vt_send(vt, "Q");
	vt_expect(vt, "at the end of command");
}

static void a_screen_while_stepping_survives_a_storm(void **state)
{
	static char before[VT_SCREEN], after[VT_SCREEN];
	struct vt *vt = *state;

	vt_send(vt, F9 "h");
	vt_expect(vt, "while (first) {");
	vt_send(vt, "x");
	vt_expect_row(vt, -1, "vmscope> x");
	vt_text(vt, true, before);
	vt_resize(vt, 40, 10);
	vt_resize(vt, 200, 60);
	vt_expect(vt, "Tables");
	vt_resize(vt, 80, 24);
	vt_send(vt, "y");
	vt_expect_row(vt, -1, "vmscope> xy");
	vt_send(vt, "\177");
	vt_expect_row(vt, -1, "vmscope> x");
	vt_expect_not(vt, "vmscope> xy");
	vt_expect_cursor(vt, 10, -1);
	vt_expect(vt, "while (first) {");
	vt_text(vt, true, after);
	assert_string_equal(before, after);
}

#define on_screen(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_screen(two_keys_lead_into_the_hole_walk),
		on_screen(a_step_leaves_the_keys_where_they_are),
		on_screen(keys_step_in_every_pane),
		on_screen(t_leads_from_the_source_to_the_tree),
		on_screen(function_keys_step_while_typing),
		on_screen(steps_follow_by_themselves),
		on_screen(a_breakpoint_stops_them),
		on_screen(a_command_that_changes_ends_it),
		on_screen(leaving_goes_to_the_end_of_the_call),
		on_screen(a_key_leaves_from_every_pane),
		on_screen(a_screen_while_stepping_survives_a_storm),
	};

	return cmocka_run_group_tests_name("stepping", tests, NULL, NULL);
}
