/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compare.c - compare says what the calls do, and leaves nothing of them.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/session.h"

#include <jansson.h>

#include "session/answer/result_json.h"
#include "sessions.h"

static struct session *new_session(const char *history)
{
	struct session *s = open_session((struct session_options){
		.cmdline = "mem=32M", .history = history });

	good(s, "a = vmalloc 40k");
	good(s, "vmalloc 4k");
	good(s, "vfree a");
	return s;
}

static int start_session(void **state)
{
	*state = new_session(NULL);
	return 0;
}

/* The two columns of the row that begins with a label. */
static void find_row(const struct result *r, const char *label, char first[64],
		     char second[64])
{
	const char *line = strstr(r->output, label);

	assert_non_null(line);
	assert_int_equal(
		sscanf(line + strlen(label), "%63s %63s", first, second), 2);
}

static void assert_compares(struct session *s, const char *one, const char *two)
{
	uint64_t hash = machine_hash(s->k->m);
	uint32_t at = s->log.at, nr = s->log.nr, values = s->values.nr;
	char line[128], first[64], second[64];
	struct result r;

	snprintf(line, sizeof(line), "compare %s %s", one, two);
	r = good(s, line);
	assert_int_equal(r.value.type, VALUE_NONE);
	assert_true(machine_hash(s->k->m) == hash);
	assert_true(s->log.at == at && s->log.nr == nr);
	assert_int_equal(s->values.nr, values);
	find_row(&r, "returns", first, second);
	assert_string_equal(value_text(good(s, one).value).text, first);
	good(s, "undo");
	assert_string_equal(value_text(good(s, two).value).text, second);
	good(s, "undo");
	assert_true(machine_hash(s->k->m) == hash);
}

static void it_says_what_the_calls_return(void **state)
{
	struct session *s = *state;

	assert_compares(s, "kmalloc 64k", "vmalloc 64k");
	assert_compares(s, "vmalloc 4k", "ioremap 0xf1000000 64k");
	assert_compares(s, "get_vm_area 1G", "vmalloc 1G");
	assert_compares(s, "insmod vmalloc 8k", "__vmalloc 4k align=64k");
}

static void it_counts(void **state)
{
	struct session *s = *state;
	struct result r = good(s, "compare kmalloc 64k vmalloc 64k");
	char first[64], second[64];

	find_row(&r, "pages taken", first, second);
	assert_string_equal(first, "16");
	assert_true(atoi(second) >= 16);
	find_row(&r, "PTEs written", first, second);
	assert_string_equal(first, "0");
	assert_string_equal(second, "16");
}

static json_int_t number(const json_t *o, const char *key)
{
	assert_true(json_is_integer(json_object_get(o, key)));
	return json_integer_value(json_object_get(o, key));
}

static json_int_t counter(const json_t *call, const char *name)
{
	return number(json_object_get(call, "counters"), name);
}

/* The numbers of the table, and the blocks of /proc/buddyinfo. */
static void its_json_has_the_numbers(void **state)
{
	struct session *s = *state;
	struct result r = good(s, "compare vmalloc 1G vmalloc 64k");
	const struct free_area *area =
		s->k->g->contig_page_data[0].node_zones[0].free_area;
	const json_t *calls, *row;
	struct memory_stream text;
	json_t *answer, *o;
	size_t i;

	assert_int_equal(memory_stream_open(&text), 0);
	assert_int_equal(json_print(&r, text.file), 0);
	assert_int_equal(memory_stream_text(&text), 0);
	answer = json_loads(text.text, 0, NULL);
	o = json_object_get(answer, "compare");
	calls = json_object_get(o, "calls");
	assert_int_equal(json_array_size(calls), 2);
	assert_true(json_is_null(
		json_object_get(json_array_get(calls, 0), "value")));
	assert_non_null(json_object_get(json_array_get(calls, 0), "reason"));
	assert_int_equal(counter(json_array_get(calls, 0), "pages taken"), 0);
	assert_int_equal(counter(json_array_get(calls, 1), "PTEs written"), 16);
	json_array_foreach(json_object_get(o, "free"), i, row)
	{
		const json_t *after = json_object_get(row, "after");
		json_int_t before = number(row, "before");

		assert_int_equal(before, area[number(row, "order")].nr_free);
		/* The first takes nothing. */
		assert_int_equal(json_integer_value(json_array_get(after, 0)),
				 before);
		assert_int_not_equal(
			json_integer_value(json_array_get(after, 1)), before);
	}
	assert_true(i > 0);
	json_decref(answer);
	memory_stream_close(&text);
}

static void what_was_undone_can_be_done_again(void **state)
{
	struct session *s = *state;
	uint64_t hash;

	good(s, "vmalloc 64k");
	hash = machine_hash(s->k->m);
	good(s, "undo");
	good(s, "compare vmalloc 1M vmalloc 2M");
	good(s, "redo");
	assert_true(machine_hash(s->k->m) == hash);
}

static void one_goes_on_stepping(void **state)
{
	struct session *s = *state;
	uint64_t hash;

	good(s, "step to hole vmalloc 64k");
	hash = machine_hash(s->k->m);
	good(s, "compare vmalloc 1M vmalloc 2M");
	assert_true(stepper_on(s));
	assert_true(machine_hash(s->k->m) == hash);
	good(s, "step");
}

static void it_needs_no_history(void **state)
{
	static const char *const sizes[] = { "0", "64k" };

	(void)state;
	for (unsigned int i = 0; i < 2; i++) {
		struct session *s = new_session(sizes[i]);
		uint64_t hash = machine_hash(s->k->m);

		good(s, "compare vmalloc 4M kmalloc 4k");
		assert_true(machine_hash(s->k->m) == hash);
		session_free(s);
	}
}

static void wrong_calls_change_nothing(void **state)
{
	static const char *const lines[] = {
		"compare vmalloc 4k",		"compare vmalloc vmalloc",
		"compare vmalloc 4k vfree 0x1", "compare vfree 0x1 vmalloc 4k",
		"compare boot vmalloc 4k",	"compare",
	};
	struct session *s = *state;
	uint64_t hash = machine_hash(s->k->m);

	for (unsigned int i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		assert_int_not_equal(execute(s, lines[i]).error, 0);
		assert_true(machine_hash(s->k->m) == hash);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(it_says_what_the_calls_return),
		in_session(it_counts),
		in_session(its_json_has_the_numbers),
		in_session(what_was_undone_can_be_done_again),
		in_session(one_goes_on_stepping),
		cmocka_unit_test(it_needs_no_history),
		in_session(wrong_calls_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
