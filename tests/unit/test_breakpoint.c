/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_breakpoint.c - where `continue` stops, and what a breakpoint is.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/commands/command.h"
#include "session/session.h"
#include "session/stepping/breakpoint.h"
#include "session/stepping/stepper.h"

#include "sessions.h"

enum { MOST_STEPS = 4096 };

static int start_session(void **state)
{
	*state = open_session((struct session_options){ .cmdline = "mem=16M" });
	return 0;
}

/* Stops of `continue` from the start, and of reverse-continue from the end. */
static void check_stops(struct session *s)
{
	static uint32_t stop[MOST_STEPS];
	uint32_t nr = 0, at;

	good(s, "goto start");
	while (!execute(s, "continue").error)
		if (stepper_breakpoint(s, s->stepper.at))
			stop[nr++] = s->stepper.at;
	assert_true(nr > 0);
	assert_int_equal(s->stepper.at, record_last(s->stepper.record));
	if (stepper_breakpoint(s, s->stepper.at))
		nr--;
	while (!execute(s, "reverse-continue").error)
		if (stepper_breakpoint(s, s->stepper.at) && s->stepper.at)
			assert_int_equal(s->stepper.at, stop[--nr]);
	assert_int_equal(nr, 0);
	at = s->stepper.at;
	assert_int_equal(at, 0);
	good(s, "delete");
}

static void breakpoints_stop_the_same_in_both_directions(void **state)
{
	static const char *const breaks[] = {
		"break alloc_pages_node",
		"break hole",
		"break pte",
		"break page",
		"break if addr == $1",
		"break if addr > $1",
		"break if i != 0",
		"break if i<2",
		"watch addr",
		"watch i",
	};
	struct session *s = *state;

	good(s, "vmalloc 4k");
	good(s, "vmalloc 12k");
	good(s, "step vmalloc 16k");
	for (size_t i = 0; i < ARRAY_SIZE(breaks); i++) {
		if (execute(s, breaks[i]).error)
			fail_msg("%s: %s", breaks[i], s->message);
		check_stops(s);
	}
}

static void a_condition_stops_where_it_becomes_true(void **state)
{
	struct session *s = *state;
	struct record_step step;
	struct record_var before;
	uint32_t first;

	good(s, "vmalloc 4k");
	first = s->values.history[0].value.bits;
	good(s, "break if addr > $1");
	good(s, "step vmalloc 4k");
	good(s, "continue");
	stepper_step(s, &step);
	assert_true(record_var(&step, "addr")->value > first);
	assert_true(record_var_before(s->stepper.record, s->stepper.at, "addr",
				      &before));
	assert_true(before.value <= first);
}

/* Its help is one text for translators; the words are breakpoint.c's. */
static void help_tells_what_each_event_is(void **state)
{
	struct session *s = *state;
	const char *line = command_find("break", strlen("break"))->help;
	unsigned int nr = 0;

	while ((line = strstr(line, "\n  "))) {
		struct breakpoint b;
		char word[BREAK_WORD];

		line += strlen("\n  ");
		snprintf(word, sizeof(word), "%.*s", (int)strcspn(line, " "),
			 line);
		assert_int_equal(breakpoint_read(s, word, &b), 0);
		assert_int_equal(b.kind, BREAK_EVENT);
		assert_int_equal(strcspn(line, "\n"),
				 strlen("overflow  ") +
					 strlen(breakpoint_happens(&b)));
		assert_ptr_equal(strstr(line, breakpoint_happens(&b)),
				 line + strlen("overflow  "));
		nr++;
	}
	assert_int_equal(nr, 11);
}

static void breakpoints_outlive_the_machine(void **state)
{
	struct session *s = *state;

	good(s, "break alloc_vmap_area");
	good(s, "watch addr");
	assert_refused(s, "break alloc_vmap_area");
	good(s, "boot");
	assert_int_equal(s->stepper.breakpoints.nr, 2);
	good(s, "delete 1");
	assert_refused(s, "delete 1");
	assert_int_equal(s->stepper.breakpoints.item[0].number, 2);
	good(s, "break pte");
	assert_int_equal(s->stepper.breakpoints.item[1].number, 3);
	for (int i = 2; i < MAX_BREAKPOINTS; i++) {
		char line[32];

		snprintf(line, sizeof(line), "watch v%d", i);
		good(s, line);
	}
	assert_refused(s, "watch one_more");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(breakpoints_stop_the_same_in_both_directions),
		in_session(a_condition_stops_where_it_becomes_true),
		in_session(help_tells_what_each_event_is),
		in_session(breakpoints_outlive_the_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
