/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_session.c - from a line to its answer: values, time, pictures.
 *
 * The table of commands is in test_commands.c, lines that are refused are in
 * test_bad_lines.c; the program around it (options, scripts, exit statuses) is in
 * session.sh.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "export/export.h"
#include "session/line/argument.h"
#include "session/commands/command.h"
#include "session/line/expression.h"
#include "session/answer/result_text.h"
#include "session/line/script.h"
#include "session/session.h"

#include "sessions.h"

#include <errno.h>

/* ---- A session as the state of a test ---- */

static int start_session(void **state)
{
	struct session *s =
		open_session((struct session_options){ .cmdline = "mem=64M" });

	/* Some commands are about pictures. */
	s->front = &export_front;
	*state = s;
	return 0;
}

/* ---- Values ---- */

static void values_have_numbers_and_names(void **state)
{
	struct session *s = *state;
	struct result r = execute(s, "buf = vmalloc 40k");
	struct value value;

	assert_int_equal(r.error, 0);
	assert_int_equal(r.index, 1);
	assert_int_equal(r.value.type, VALUE_ADDR);
	assert_int_equal(good(s, "vmalloc 4k").value.bits,
			 r.value.bits + 0xc000);
	assert_int_equal(evaluate(s, "$1", &value), 0);
	assert_int_equal(value.bits, r.value.bits);
	assert_int_equal(evaluate(s, "$", &value), 0);
	assert_int_equal(value.bits, r.value.bits + 0xc000);
	assert_int_equal(evaluate(s, "buf+0x10", &value), 0);
	assert_int_equal(value.bits, r.value.bits + 0x10);
	assert_int_equal(evaluate(s, "buf+1p-4k+3", &value), 0);
	assert_int_equal(value.bits, r.value.bits + 3);
	good(s, "buf=kmalloc 100");
	assert_int_equal(evaluate(s, "buf", &value), 0);
	assert_int_equal(value.bits, s->values.history[2].value.bits);
	assert_int_equal(good(s, "vfree $1").value.type, VALUE_NONE);
	assert_int_equal(s->values.nr, 3);
}

static void expect_address(struct session *s, const char *text, uint32_t bits)
{
	struct value value;

	assert_int_equal(evaluate(s, text, &value), 0);
	assert_int_equal(value.type, VALUE_ADDR);
	assert_int_equal(value.bits, bits);
}

/* As in gdb: a variable is its value, & where it lies, + counts objects. */
static void variables_are_values(void **state)
{
	struct session *s = *state;
	const uint32_t vm = sizeof(struct vm_struct);
	vaddr_t addr;

	assert_true(kallsyms_lookup_name(s->k, "vmlist", &addr));
	good(s, "vmalloc 4k");
	expect_address(s, "vmlist", s->k->g->vmlist);
	expect_address(s, "(vmlist)", s->k->g->vmlist);
	expect_address(s, "vmlist+4", s->k->g->vmlist + 4 * vm);
	expect_address(s, "(vmlist+4)", s->k->g->vmlist + 4 * vm);
	expect_address(s, "&vmlist", addr);
	assert_true(kallsyms_lookup_name(s->k, "_text", &addr));
	expect_address(s, "_text+4", addr + 4);
}

static void quantities_do_not_pass_for_each_other(void **state)
{
	struct session *s = *state;

	good(s, "page = alloc_pages 0");
	good(s, "area = vmalloc 4k");
	good(s, "phys = vtop area");
	good(s, "null = vmalloc 0");
	good(s, "ioremap phys 4k");
	good(s, "vfree null");
	assert_refused(s, "vfree page");
	assert_refused(s, "vfree phys");
	assert_refused(s, "ioremap area 4k");
	assert_refused(s, "ioremap null 4k");
	assert_refused(s, "vmap area");
	assert_refused(s, "vmap phys");
	assert_refused(s, "vmap null");
}

static void pages_have_three_names(void **state)
{
	struct session *s = *state;
	struct value page = good(s, "page = alloc_pages 0").value;
	char line[128];

	snprintf(line, sizeof(line), "vmap %u pfn:%u pfn:0x%x 0x%08x page $1",
		 page.bits, page.bits, page.bits,
		 va_of(s->k, pfn_to_page(s->k, page.bits)));
	assert_int_equal(good(s, line).value.type, VALUE_ADDR);
	snprintf(line, sizeof(line), "vmap 0x%08x",
		 va_of(s->k, pfn_to_page(s->k, page.bits)) + 4);
	assert_refused(s, line);
}

static void a_failure_of_the_kernel_is_a_value(void **state)
{
	struct session *s = *state;
	struct result r = execute(s, "vmalloc 1G");

	assert_int_equal(r.error, 0);
	assert_int_equal(r.value.type, VALUE_NULL);
	assert_int_equal(r.index, 1);
	assert_true(*r.reason);
	r = execute(s, "vmalloc 4k");
	assert_string_equal(r.reason, "");
}

static void time_passes_by_commands_that_change(void **state)
{
	struct session *s = *state;
	uint32_t jiffies = s->k->g->jiffies;

	good(s, "vmalloc 4k");
	assert_int_equal(s->k->g->jiffies, jiffies + 1);
	good(s, "vtop $");
	good(s, "cat /proc/vmallocinfo");
	good(s, "# nothing");
	assert_refused(s, "vfree 0x1000");
	assert_int_equal(s->k->g->jiffies, jiffies + 1);
	good(s, "vmalloc 0");
	assert_int_equal(s->k->g->jiffies, jiffies + 2);
}

static void the_log_of_a_command_is_in_its_answer(void **state)
{
	struct session *s = *state;
	struct result r = execute(s, "get_vm_area 1G");

	assert_int_equal(r.value.type, VALUE_NULL);
	assert_true(r.printk_len > 0);
	assert_int_equal(r.printk[r.printk_len - 1], '\n');
	assert_non_null(strstr(r.printk, "vmap allocation for size "));
	r = execute(s, "boot");
	assert_memory_equal(r.printk, "Linux version ", 14);
}

/* ---- Pictures of steps ---- */

struct standing {
	uint32_t at;
	uint64_t seen, hash, position;
	uint64_t count[RECORD_COUNTERS];
};

static struct standing where_it_stands(const struct session *s)
{
	struct standing now = {
		.at = s->stepper.at,
		.seen = s->stepper.seen,
		.hash = machine_hash(s->k->m),
		.position = session_position(s),
	};

	memcpy(now.count, s->stepper.count, sizeof(now.count));
	return now;
}

static void assert_stands(const struct session *s, const struct standing *there)
{
	struct standing now = where_it_stands(s);

	assert_memory_equal(&now, there, sizeof(now));
}

static void pictures_of_steps_move_nobody(void **state)
{
	static volatile sig_atomic_t interrupted;
	struct session *s = *state;
	struct standing there;

	good(s, "step vmalloc 40k");
	good(s, "next 3");
	good(s, "reverse-step 2");
	there = where_it_stands(s);
	good(s, "export html - steps 1-end 60x16");
	assert_stands(s, &there);
	good(s, "export cast - steps 2-3 60x16");
	assert_stands(s, &there);
	interrupted = 1;
	s->interrupted = &interrupted;
	assert_refused(s, "export html - steps 1-end");
	s->interrupted = NULL;
	assert_stands(s, &there);
	assert_refused(s, "export cast - steps 4-3");
	assert_stands(s, &there);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(values_have_numbers_and_names),
		in_session(variables_are_values),
		in_session(quantities_do_not_pass_for_each_other),
		in_session(pages_have_three_names),
		in_session(a_failure_of_the_kernel_is_a_value),
		in_session(time_passes_by_commands_that_change),
		in_session(the_log_of_a_command_is_in_its_answer),
		in_session(pictures_of_steps_move_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
