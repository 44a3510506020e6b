/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_prediction.c - who remembers every rule finds what the kernel finds, and
 * to be asked changes nothing.
 *
 * What each forgotten rule leads to is in predict.sh.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/line/script.h"
#include "session/prediction/paper_machine.h"

#include "sessions.h"

enum { CALLS = 400, LINE = 80 };

static int start_session(void **state)
{
	*state = open_session((struct session_options){ .board = NULL });
	return 0;
}

/* A call that takes an area, of a few pages or of many. */
static void random_call(struct chance *c, unsigned int n, char line[LINE])
{
	uint32_t size = 1 + below(c, 1u << (8 + below(c, 14)));

	switch (below(c, 6)) {
	case 0:
		snprintf(line, LINE, "vmalloc_user %u", size);
		break;
	case 1:
		snprintf(line, LINE, "ioremap 0x%x %u",
			 0xf1000000 + below(c, 0x10000), size);
		break;
	case 2:
		snprintf(line, LINE, "get_vm_area %u ioremap", size);
		break;
	case 3:
		snprintf(line, LINE, "__vmalloc %u align=%u", size,
			 1u << below(c, 20));
		break;
	case 4:
		snprintf(line, LINE, "insmod m%u %u", n, size);
		break;
	default:
		snprintf(line, LINE, "vmalloc %u", size);
	}
}

static void agrees(struct session *s, const char *call)
{
	struct paper_sheet paper = { .area = NULL };
	struct paper_search search;
	char line[LINE + 8];
	struct result r;
	uint64_t addr;

	assert_int_equal(paper_copy_down(s, &paper), 0);
	snprintf(line, sizeof(line), "trace %s", call);
	r = good(s, line);
	assert_true(paper_search_of(s, s->record, 0, &search));
	if (paper_find(&paper, &search, &addr) !=
		    (r.value.type == VALUE_ADDR) ||
	    (r.value.type == VALUE_ADDR && addr != (r.value.bits & PAGE_MASK)))
		fail_msg("%s: 0x%x, on paper 0x%llx", call, r.value.bits,
			 (unsigned long long)addr);
	paper_free(&paper);
}

static void free_one(struct session *s, struct chance *c)
{
	char line[LINE];
	uint32_t addr;

	if (!s->values.nr)
		return;
	addr = s->values.history[below(c, s->values.nr)].value.bits;
	snprintf(line, sizeof(line), "vfree 0x%x", addr);
	execute(s, line);
	snprintf(line, sizeof(line), "iounmap 0x%x", addr);
	execute(s, line);
}

static void paper_finds(struct session *s)
{
	struct chance c = new_chance();
	char call[LINE];

	for (unsigned int a = 0; a < ALLOCATORS; a++) {
		snprintf(call, sizeof(call), "boot allocator=%s",
			 allocator_name(a));
		good(s, call);
		for (unsigned int n = 0; n < CALLS; n++) {
			random_call(&c, n, call);
			agrees(s, call);
			if (below(&c, 2))
				free_one(s, &c);
			if (!below(&c, 40))
				good(s, "vm_unmap_aliases");
		}
	}
}

static void paper_finds_what_the_kernel_finds(void **state)
{
	paper_finds(*state);
	good(*state, "boot allocator=2.6.39");
	paper_finds(*state);
}

static void a_prediction_is_the_call(void **state)
{
	struct session *s = *state, *plain;
	struct result r;
	uint64_t hash;

	start_session((void **)&plain);
	good(plain, "vmalloc 40k");
	good(plain, "vmalloc 4k");
	hash = machine_hash(plain->k->m);
	session_free(plain);

	good(s, "vmalloc 40k");
	r = good(s, "predict vmalloc 4k answer=$1+44k");
	assert_int_equal(r.value.bits, 0xd080c000);
	assert_non_null(r.predicted);
	assert_false(r.predicted->ok);
	assert_true(machine_hash(s->k->m) == hash);
	assert_string_equal(command_log_canonical(&s->log, 2),
			    "predict vmalloc 4k answer=0xd080b000");
	good(s, "undo");
	good(s, "redo");
	assert_true(machine_hash(s->k->m) == hash);
	good(s, "set history 0");
	good(s, "undo");
	good(s, "redo");
	assert_true(machine_hash(s->k->m) == hash);
}

static void a_question_waits_and_one_may_look(void **state)
{
	struct session *s = *state;
	uint64_t hash = machine_hash(s->k->m);

	s->person = true;
	good(s, "predict vmalloc 4k");
	assert_non_null(question_text(s));
	assert_int_equal(s->look.selected, SELECTED_NOTHING);
	good(s, "cat /proc/vmallocinfo");
	good(s, "vtop PAGE_OFFSET");
	assert_int_not_equal(execute(s, "vmalloc 8k").error, 0);
	assert_int_not_equal(execute(s, "undo").error, 0);
	/* Nor does a script that is sourced meanwhile. */
	assert_int_equal(script_push_text(s, "vmalloc 8k\n", 11, "x", 1), 0);
	assert_int_not_equal(execute(s, "vmalloc 8k").error, 0);
	script_pop(s);
	assert_int_not_equal(execute(s, "nonsense").error, 0);
	assert_non_null(question_text(s));
	assert_true(machine_hash(s->k->m) == hash);
	assert_true(good(s, "VMALLOC_START").predicted->ok);
	assert_null(question_text(s));
	good(s, "b = predict vmalloc 4k");
	good(s, "$1 + 8k");
	good(s, "p b");
	good(s, "undo");
	good(s, "predict vmalloc 4k");
	assert_false(good(s, "-").predicted->given);
	good(s, "step vmalloc 64k");
	good(s, "advance hole");
	good(s, "predict");
	assert_true(good(s, "$1 + 8k").predicted->given);
	assert_int_equal(s->log.nr, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(paper_finds_what_the_kernel_finds),
		in_session(a_prediction_is_the_call),
		in_session(a_question_waits_and_one_may_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
