/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_record.c - step points and the record of a call: what must hold of every
 * step, the machine at each of them, and the command `trace`.
 *
 * That the steps are those of the real kernel is for traces.sh.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/answer/result_json.h"
#include "session/stepping/step_record.h"
#include "session/session.h"

#include "sessions.h"

#include <errno.h>

#include "kernel/linux.h"
#include "kernel/pgtable.h"
#include "kernel/vmap_area.h"

enum { JUMPS = 500, MEGABYTE = 1 << 20 };

/* ---- A session, and a record of one of its calls ---- */

static struct session *new_session(const char *history)
{
	return open_session((struct session_options){ .history = history });
}

static int start_session(void **state)
{
	*state = new_session(NULL);
	return 0;
}

static void refused(struct session *s, const char *line)
{
	uint64_t hash = machine_hash(s->k->m);
	struct result r;

	session_execute(s, line, strlen(line), &r);
	assert_int_not_equal(r.error, 0);
	assert_null(r.steps);
	assert_true(machine_hash(s->k->m) == hash);
}

static const struct step_record *trace(struct session *s, const char *call)
{
	char line[256];

	snprintf(line, sizeof(line), "trace %s", call);
	return good(s, line).steps;
}

/*
 * Calls that pass as many step points as can be: every failure, both kinds of
 * ioremap, large pages[], stolen blocks, full per-cpu lists, a purge.
 */
static const char *const calls[] = {
	"vmalloc 40k",
	"vmalloc 4k",
	"vmalloc 5M",
	"vmalloc 4k",
	"vfree $3",
	"vmalloc 0",
	"vmalloc 600M",
	"vmalloc_user 12k",
	"vmalloc_32 16k",
	"vfree $2",
	"ioremap 0xf1000010 8k",
	"ioremap 0xf2000000 4M",
	"iounmap $10",
	"iounmap $9",
	"insmod ext4 300k",
	"insmod fat 40k",
	"rmmod ext4",
	"vm_unmap_aliases",
	"alloc_pages 3",
	"vmap $13",
	"vunmap $",
	"free_pages $13 3",
	"get_vm_area 3M ioremap",
	"free_vm_area $",
	"kmalloc 100",
	"kfree $",
	"kmalloc 20k",
	"kfree $",
	"fragment 50",
	"alloc_pages 6",
	"vmalloc 300k",
	"vfree $",
	"get_vm_area 400M",
	"get_vm_area 100M",
	"get_vm_area 100M",
	"free_vm_area $20",
	"get_vm_area 100M",
	"churn 300 seed=7",
	"fail_page_alloc probability=100 times=1 space=3",
	"vmalloc 40k",
	"failslab probability=100 times=-1",
	"vmalloc 4k",
	"failslab off",
	"alloc_pages 0",
	"vm_map_ram $",
	"vm_unmap_ram $ 1",
	"vm_unmap_aliases",
};

static void each_call(struct session *s,
		      void (*check)(struct session *s,
				    const struct step_record *r))
{
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++)
		check(s, trace(s, calls[i]));
}

/* ---- What holds of every step ---- */

static char *sentence(const struct record_step *step)
{
	static char text[512];
	FILE *to = fmemopen(text, sizeof(text), "w");

	assert_non_null(to);
	record_print_why(step, NULL, to);
	fclose(to);
	return text;
}

static void check_sentences(struct session *s, const struct step_record *r)
{
	(void)s;
	for (uint32_t i = 0; i < record_steps(r); i++) {
		struct record_step step;
		const char *text;

		record_step(r, i, &step);
		text = sentence(&step);
		if (strpbrk(text, "{}!") || text[strlen(text) - 1] == '.' ||
		    strlen(text) < 10)
			fail_msg("%s:%u: %s", step_file(step.point),
				 step.point->line, text);
	}
}

static void sentences_have_all_their_numbers(void **state)
{
	each_call(*state, check_sentences);
}

static void check_places(struct session *s, const struct step_record *r)
{
	(void)s;
	for (uint32_t i = 0; i < record_steps(r); i++) {
		const struct step_point *call[RECORD_MAX_DEPTH];
		struct record_step step;
		const char *function;
		uint32_t nr;

		record_step(r, i, &step);
		function = step.point->function;
		nr = record_stack(r, i, call);
		assert_int_equal(nr, step.depth + 1);
		assert_string_equal(call[nr - 1]->function, function);
		assert_null(strchr(step_file(step.point), '/'));
		if (!linux_function(NULL, function))
			fail_msg("%s is not in kernel/linux.c", function);
	}
}

/* Of a name that several kernels have, the note is about the one that runs. */
static void linux_is_the_one_that_runs(void **state)
{
	const char *name = "alloc_vmap_area";

	(void)state;
	assert_ptr_equal(linux_function("vmap_2_6_32.c", name),
			 linux_function(NULL, name));
	assert_null(strstr(linux_function("vmap_6_1.c", name)->note,
			   "lowest_candidate"));
}

static void a_step_is_in_the_innermost_function(void **state)
{
	each_call(*state, check_places);
}

static void check_time(struct session *s, const struct step_record *r)
{
	uint64_t last = record_start(r);

	for (uint32_t i = 0; i < record_steps(r); i++) {
		struct record_step step;

		record_step(r, i, &step);
		assert_true(step.position >= last);
		last = step.position;
	}
	assert_true(record_stop(r) >= last);
	assert_null(s->k->steps);
}

static void positions_never_fall(void **state)
{
	each_call(*state, check_time);
}

/* ---- The machine at a step ---- */

static void seek(struct session *s, uint64_t position)
{
	assert_int_equal(machine_seek(s->k->m, position), 0);
}

static uint64_t hash_at(struct session *s, const struct step_record *r,
			uint32_t i)
{
	struct record_step step;

	record_step(r, i, &step);
	seek(s, step.position);
	return machine_hash(s->k->m);
}

/* All steps forth, all back, then here and there: always the same bytes. */
static void any_step_can_be_reached_from_any_other(void **state)
{
	struct session *s = *state;
	struct chance chance = new_chance();
	const struct step_record *r;
	uint64_t *hash, before, after;
	uint32_t nr;

	good(s, "vmalloc 4k");
	before = machine_hash(s->k->m);
	r = trace(s, "vmalloc 40k");
	after = session_position(s);
	nr = record_steps(r);
	hash = calloc(nr, sizeof(*hash));
	assert_non_null(hash);
	for (uint32_t i = 0; i < nr; i++)
		hash[i] = hash_at(s, r, i);
	assert_true(hash[0] == before);
	for (uint32_t i = nr; i-- > 0;)
		assert_true(hash_at(s, r, i) == hash[i]);
	for (unsigned int n = 0; n < JUMPS; n++) {
		uint32_t i = below(&chance, nr);

		assert_true(hash_at(s, r, i) == hash[i]);
	}
	free(hash);
	seek(s, after);
	assert_sound(s->k);
}

static void recording_changes_nothing(void **state)
{
	struct session *s = *state, *plain = new_session(NULL);

	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		good(plain, calls[i]);
		trace(s, calls[i]);
		if (machine_hash(s->k->m) != machine_hash(plain->k->m))
			fail_msg("%s does something else when traced",
				 calls[i]);
		assert_sound(s->k);
	}
	session_free(plain);
}

/* The PTEs of [from, to) that are written now. */
static unsigned int mapped(const struct kernel *k, vaddr_t from, vaddr_t to)
{
	unsigned int count = 0;

	for (vaddr_t addr = from; addr != to; addr += PAGE_SIZE) {
		const uint32_t *pte = pte_offset_kernel(k, addr);

		count += pte && *pte;
	}
	return count;
}

static void pages_is_full_before_any_pte_is_written(void **state)
{
	struct session *s = *state;
	const struct step_record *r = trace(s, "vmalloc 40k");
	unsigned int moments = 0;

	for (uint32_t i = 0; i < record_steps(r); i++) {
		const struct vm_struct *vm;
		const uint32_t *slot;
		unsigned int full = 0;

		hash_at(s, r, i);
		vm = at(s->k, s->k->g->vmlist);
		if (!vm || !vm->pages || vm->nr_pages != 10)
			continue;
		slot = at(s->k, vm->pages);
		while (full < 10 && slot[full])
			full++;
		moments += full == 10 && !mapped(s->k, 0xd0800000, 0xd080a000);
	}
	assert_true(moments > 0);
}

static void an_area_is_in_the_tree_before_it_is_on_vmlist(void **state)
{
	struct session *s = *state;
	const struct step_record *r = trace(s, "vmalloc 40k");
	unsigned int moments = 0;

	for (uint32_t i = 0; i < record_steps(r); i++) {
		hash_at(s, r, i);
		moments += find_vmap_area(s->k, 0xd0800000) && !s->k->g->vmlist;
	}
	assert_true(moments > 0);
}

static void what_the_journal_lost_is_said(void **state)
{
	struct session *s = new_session("4k");
	const struct step_record *r = trace(s, "vmalloc 40k");
	char why[160] = "";

	(void)state;
	assert_true(record_steps(r) > 100);
	assert_false(record_is_held(r, s->k->m, why, sizeof(why)));
	assert_non_null(strstr(why, "set history"));
	session_free(s);
}

static void a_record_is_held_until_newer_stores_push_it_out(void **state)
{
	struct session *s = *state;
	const struct step_record *r = trace(s, "vmalloc 40k");
	char why[160] = "";

	assert_true(record_is_held(r, s->k->m, why, sizeof(why)));
	good(s, "undo");
	assert_true(record_is_held(r, s->k->m, why, sizeof(why)));
	good(s, "vmalloc 4k");
	good(s, "vfree $");
	assert_false(journal_head(&s->k->m->journal) < record_stop(r) &&
		     record_is_held(r, s->k->m, why, sizeof(why)));
}

/* ---- Size ---- */

static void a_vmalloc_of_4_megabytes_takes_less_than_10(void **state)
{
	const struct step_record *r = trace(*state, "vmalloc 4M");

	print_message("# %u steps, %" PRIu64 " bytes\n", record_steps(r),
		      record_memory(r));
	assert_true(record_count(r, RECORD_PTES) == 1024);
	assert_true(record_memory(r) < 10 * MEGABYTE);
}

static void beyond_its_limit_a_record_only_counts(void **state)
{
	struct kernel *k = boot("mem=64M");
	struct step_record *all = record_new(RECORD_SIZE);
	struct step_record *some = record_new(3000);
	uint64_t steps;

	(void)state;
	assert_non_null(all);
	assert_non_null(some);
	record_begin(some, k);
	assert_false(IS_ERR(alloc_vmap_area(k, PAGE_SIZE, 1, 0xc8000000,
					    0xd0000000, -1, GFP_KERNEL)));
	record_end(some, k);
	kernel_free(k);
	k = boot("mem=64M");
	record_begin(all, k);
	assert_false(IS_ERR(alloc_vmap_area(k, PAGE_SIZE, 1, 0xc8000000,
					    0xd0000000, -1, GFP_KERNEL)));
	record_end(all, k);
	steps = record_steps(some) + record_dropped(some);
	assert_true(record_dropped(some) > 0);
	assert_true(steps == record_steps(all));
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		assert_true(record_count(some, i) == record_count(all, i));
	record_free(all);
	record_free(some);
	kernel_free(k);
}

/* A full record counts on, so that the total is more than its steps have. */
static void check_counters(struct session *s, const struct step_record *r)
{
	uint64_t sum[RECORD_COUNTERS] = { 0 };

	(void)s;
	record_count_steps(r, 0, 0, sum);
	assert_true(sum[RECORD_NODES] == 0);
	record_count_steps(r, 0, record_steps(r), sum);
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		assert_true(record_dropped(r) ? sum[i] <= record_count(r, i)
					      : sum[i] == record_count(r, i));
}

static void counters_add_up_step_by_step(void **state)
{
	each_call(*state, check_counters);
}

static void looking_alone_records_nothing(void **state)
{
	struct session *s = *state;
	struct step_record *r = record_new(RECORD_SIZE);

	good(s, "vmalloc 4k");
	assert_non_null(r);
	record_begin(r, s->k);
	assert_non_null(find_vmap_area(s->k, 0xd0800000));
	record_end(r, s->k);
	assert_int_equal(record_steps(r), 0);
	record_free(r);
}

/* ---- The command ---- */

static void a_trace_is_the_call_for_undo_history_and_values(void **state)
{
	struct session *s = *state;
	uint64_t before = machine_hash(s->k->m), after;
	struct result r = good(s, "trace vmalloc 4k");

	assert_int_equal(r.value.type, VALUE_ADDR);
	assert_int_equal(r.value.bits, 0xd0800000);
	assert_int_equal(r.index, 1);
	after = machine_hash(s->k->m);
	assert_int_equal(s->log.nr, 1);
	assert_string_equal(command_log_typed(&s->log, 1), "trace vmalloc 4k");
	good(s, "undo");
	assert_true(machine_hash(s->k->m) == before);
	good(s, "redo");
	assert_true(machine_hash(s->k->m) == after);
	r = good(s, "buf = trace vmalloc 8k");
	assert_int_equal(r.value.bits, 0xd0803000);
	good(s, "vfree buf");
}

/* In a replay nobody reads the steps: none are kept, and the bytes agree. */
static void a_replayed_trace_does_the_same(void **state)
{
	struct session *s = new_session("4k");
	uint64_t hash;

	(void)state;
	good(s, "trace vmalloc 40k");
	hash = machine_hash(s->k->m);
	good(s, "trace vmalloc 4M");
	good(s, "undo");
	assert_true(machine_hash(s->k->m) == hash);
	session_free(s);
}

static void a_failing_call_can_be_traced(void **state)
{
	struct session *s = *state;
	struct result r;

	good(s, "fail_page_alloc probability=100 times=1 space=5");
	r = good(s, "trace vmalloc 40k");
	assert_int_equal(r.value.type, VALUE_NULL);
	assert_true(*r.reason);
	assert_true(record_steps(r.steps) > 100);
	assert_non_null(strstr(r.output, "fail: vfree takes back"));
}

static void only_calls_into_the_kernel_can_be_traced(void **state)
{
	static const char *const lines[] = {
		"trace",
		"trace vmaloc 4k",
		"trace vmalloc",
		"trace vmalloc 4kk",
		"trace ls",
		"trace trace vmalloc 4k",
		"trace boot",
		"trace repeat 2 vmalloc 4k",
		"trace undo",
		"trace vfree 0xd0800000",
		"trace vmalloc 4k 4",
		"trace vfree $9",
	};

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		refused(*state, lines[i]);
		assert_null(((struct session *)*state)->k->steps);
	}
}

static void a_trace_has_80_columns_and_its_braces_pair(void **state)
{
	struct result r = good(*state, "trace vmalloc 40k");
	int open = 0;

	for (const char *line = r.output; *line;) {
		size_t len = strcspn(line, "\n");

		if (len > 80)
			fail_msg("%.*s", (int)len, line);
		for (size_t i = 0; i < len; i++) {
			open += line[i] == '{';
			open -= line[i] == '}';
			assert_true(open >= 0);
		}
		line += len + 1;
	}
	assert_int_equal(open, 0);
}

static void json_has_the_steps_of_the_contract(void **state)
{
	struct session *s = *state;
	struct result r;
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	good(s, "vmalloc 40k");
	r = good(s, "trace vmalloc 4k");
	assert_int_equal(json_print(&r, to), 0);
	fclose(to);
	assert_non_null(strstr(text, "\"steps\":[{\"file\":\"vmalloc.c\","
				     "\"line\":"));
	assert_non_null(strstr(text, "\"function\":\"vmalloc\",\"depth\":0,"
				     "\"vars\":{\"size\":4096,"));
	assert_non_null(strstr(text, "\"addr\":\"0xd080c000\""));
	assert_non_null(strstr(text, "\"first\":\"vmap_area "
				     "0xd0800000-0xd080b000\""));
	free(text);
	r = good(s, "vmalloc 4k");
	assert_null(r.steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(sentences_have_all_their_numbers),
		in_session(a_step_is_in_the_innermost_function),
		cmocka_unit_test(linux_is_the_one_that_runs),
		in_session(positions_never_fall),
		in_session(any_step_can_be_reached_from_any_other),
		in_session(recording_changes_nothing),
		in_session(pages_is_full_before_any_pte_is_written),
		in_session(an_area_is_in_the_tree_before_it_is_on_vmlist),
		cmocka_unit_test(what_the_journal_lost_is_said),
		in_session(a_record_is_held_until_newer_stores_push_it_out),
		in_session(a_vmalloc_of_4_megabytes_takes_less_than_10),
		cmocka_unit_test(beyond_its_limit_a_record_only_counts),
		in_session(counters_add_up_step_by_step),
		in_session(looking_alone_records_nothing),
		in_session(a_trace_is_the_call_for_undo_history_and_values),
		cmocka_unit_test(a_replayed_trace_does_the_same),
		in_session(a_failing_call_can_be_traced),
		in_session(only_calls_into_the_kernel_can_be_traced),
		in_session(a_trace_has_80_columns_and_its_braces_pair),
		in_session(json_has_the_steps_of_the_contract),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
