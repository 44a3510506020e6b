/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_half_done.c - in the middle of a call everything can still be looked at:
 * all commands that only look, all panes, at every step.
 *
 * Lists and trees are half done there, so whoever walks them must not trust
 * more than what holds between two stores.
 */
#include "stage.h"

#include "session/stepping/stepper.h"

enum { MOST_LOOKS = 400 }; /* into one call */

static int open_stage(void **state)
{
	struct stage *stage = malloc(sizeof(*stage));

	if (!stage)
		return -1;
	stage_open(stage, "mem=16M");
	*state = stage;
	return 0;
}

static int close_stage(void **state)
{
	stage_close(*state);
	free(*state);
	return 0;
}

#define on_stage(test)                                                         \
	cmocka_unit_test_setup_teardown(test, open_stage, close_stage)

static uint32_t steps_of(const struct session *s)
{
	return record_steps(s->stepper.record);
}

/* Every line that is told about can be stopped at, by its own number. */
static void a_line_stops_at_its_step_point(void **state)
{
	struct session *s = ((struct stage *)*state)->s;
	struct breakpoint b;

	good(s, "step vmalloc 4k");
	for (uint32_t i = 0; i < steps_of(s); i++) {
		struct record_step step;
		char word[64];

		record_step(s->stepper.record, i, &step);
		snprintf(word, sizeof(word), "%s:%u", step_file(step.point),
			 stepper_line(s, step.point));
		assert_int_equal(breakpoint_read(s, word, &b), 0);
		if (!breakpoint_met(s, s->stepper.record, i, &b))
			fail_msg("%s does not stop at step %u", word, i + 1);
		snprintf(word, sizeof(word), "%s:%u", step_file(step.point),
			 step.point->line);
		assert_int_equal(breakpoint_read(s, word, &b), 0);
		assert_true(breakpoint_met(s, s->stepper.record, i, &b));
	}
}

static void look_around(struct stage *stage)
{
	static const char *const lines[] = {
		"layout",
		"vtop 0xc1800000",
		"vtop 0xc1807123",
		"x/8wx 0xc1800000",
		"x/16wx &vmlist",
		"p vmap_area_root",
		"p *(struct vm_struct *)vmlist",
		"cat /proc/vmallocinfo",
		"cat /proc/buddyinfo",
		"cat /proc/pagetypeinfo",
		"cat /proc/zoneinfo",
		"cat /proc/meminfo",
		"cat /proc/iomem",
		"cat /proc/slabinfo",
		"cat /proc/modules",
		"dmesg",
		"check",
		"diff",
		"history",
		"show",
		"where",
		"locals",
		"break",
	};
	struct session *s = stage->s;
	uint64_t position = session_position(s);

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		(void)execute(s, lines[i]);
	assert_int_equal(scene_update(&stage->scene, s), 0);
	assert_index_true(stage);
	for (enum pane pane = 0; pane < PANES; pane++) {
		stage_draw(stage, pane, 80, 24, false);
		stage_draw(stage, pane, 160, 50, false);
	}
	assert_true(session_position(s) == position);
}

static void look_into_calls(void **state, const char *boot)
{
	static const char *const calls[] = {
		"a = step vmalloc 4k",
		"b = step vmalloc 12k",
		"step vmalloc 4k",
		"step vmalloc_user 8k",
		"step vfree b",
		"step vfree a",
		"step vm_unmap_aliases",
		"step vmalloc 4k",
		"step insmod fat 12k",
		"c = step ioremap 0xf1000010 8k",
		"step ioremap 0xf2000000 4M",
		"step rmmod fat",
		"step iounmap c",
		"c = step get_vm_area 1M ioremap",
		"step free_vm_area c",
		"c = step kmalloc 100",
		"step kfree c",
		"c = step alloc_pages 3",
		"a = step vmap c",
		"step vunmap a",
		"a = step vm_map_ram c c+1 c+2",
		"b = step vm_map_ram c",
		"step vm_unmap_ram a 3",
		"step vm_unmap_aliases",
		"step vm_unmap_ram b 1",
		"step vm_unmap_aliases",
		"step vmalloc 600M",
		"step vmalloc 900k",
		"step churn 100 seed=3",
	};
	struct stage *stage = *state;
	struct session *s = stage->s;
	uint32_t stride;

	good(s, boot);
	good(s, "select 0xc1800000");
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		good(s, calls[i]);
		stride = steps_of(s) / MOST_LOOKS + 1;
		for (uint32_t at = 0; at < steps_of(s); at += stride) {
			stepper_goto(s, at);
			look_around(stage);
		}
		good(s, "leave");
		assert_sound(s->k);
	}
}

static void every_half_done_state_can_be_looked_at(void **state)
{
	look_into_calls(state, "boot");
}

static void likewise_with_three_trees(void **state)
{
	look_into_calls(state, "boot allocator=6.1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_stage(a_line_stops_at_its_step_point),
		on_stage(every_half_done_state_can_be_looked_at),
		on_stage(likewise_with_three_trees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
