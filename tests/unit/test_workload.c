/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_workload.c - failures on demand, repeat, churn and fragment.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "inspect/ledger.h"
#include "session/session.h"
#include "session/commands/workload.h"

#include "sessions.h"

#include <errno.h>

#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "kernel/vmalloc.h"

static struct session *new_session(const char *cmdline)
{
	return open_session((struct session_options){ .cmdline = cmdline });
}

static int start_session(void **state)
{
	*state = new_session("mem=64M");
	return 0;
}

static struct result executef(struct session *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static struct result executef(struct session *s, const char *format, ...)
{
	char line[256];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	return execute(s, line);
}

/* ---- Failures ---- */

/* Pages that nobody has, or a cache keeps; tables that stay count as free. */
static uint32_t pages_at_hand(const struct kernel *k)
{
	const struct zone *zone = zone_of(k, ZONE_NORMAL);
	uint32_t tables = 0;

	for (vaddr_t va = k->layout.vmalloc_start; va < k->layout.vmalloc_end;
	     va += PGDIR_SIZE)
		tables += *pgd_entry(k, va) != 0;
	return zone->vm_stat[NR_FREE_PAGES] + zone->pageset.count +
	       zone->vm_stat[NR_SLAB_UNRECLAIMABLE] + tables;
}

/*
 * Let the n-th allocation of a vmalloc fail, for every n, until there is no
 * n-th one. Some are made good: a slab is tried again with fewer pages.
 * Return: how often the vmalloc as a whole failed.
 */
static unsigned int walk_failures(struct session *s, const char *knobs,
				  const struct fault_attr *attr, uint32_t step)
{
	uint32_t before = pages_at_hand(s->k);
	unsigned int failures = 0;

	for (uint32_t space = 0; !space || !attr->times; space += step) {
		struct result r;

		executef(s, "%s probability=100 times=1 space=%u", knobs,
			 space);
		r = execute(s, "vmalloc 5M");
		assert_int_equal(r.error, 0);
		if (r.value.type == VALUE_NULL) {
			assert_true(*r.reason);
			failures++;
		}
		good(s, "vfree $");
		good(s, "vm_unmap_aliases");
		assert_sound(s->k);
		assert_int_equal(s->k->g->vmlist, 0);
		assert_int_equal(pages_at_hand(s->k), before);
	}
	return failures;
}

/*
 * 1280 pages, 2 for pages[], tables, slabs. A table that was made stays: then
 * the allocations after it are one number earlier, and one is not tried.
 */
static void every_page_of_a_vmalloc_may_fail(void **state)
{
	(void)state;
	struct session *s = new_session("mem=16M");

	assert_in_range(walk_failures(s, "fail_page_alloc",
				      &s->k->g->fail_page_alloc, 1),
			1280, 1300);
	session_free(s);
}

/* Records of two areas and the inner pages[]: five objects. */
static void every_object_of_a_vmalloc_may_fail(void **state)
{
	(void)state;
	struct session *s = new_session("mem=16M");

	assert_in_range(walk_failures(s, "failslab", &s->k->g->failslab, 16), 5,
			20);
	session_free(s);
}

static void knobs_are_shown_as_they_are_set(void **state)
{
	struct session *s = *state;
	struct result r;

	good(s, "fail_page_alloc probability=10 interval=3 times=-1 space=7 "
		"min-order=2 ignore-gfp-wait=Y ignore-gfp-highmem=N seed=42");
	r = execute(s, "fail_page_alloc");
	assert_string_equal(r.output,
			    "fail_page_alloc probability=10 interval=3 "
			    "times=-1 space=7\n  min-order=2 "
			    "ignore-gfp-wait=Y ignore-gfp-highmem=N seed=42\n");
	good(s, "fail_page_alloc off");
	assert_int_equal(s->k->g->fail_page_alloc.probability, 0);
	assert_int_equal(s->k->g->fail_page_alloc.interval, 3);
}

static const char *const refused[] = {
	"fail_page_alloc probability=101",
	"fail_page_alloc probability=-1",
	"fail_page_alloc probability",
	"fail_page_alloc interval=0",
	"fail_page_alloc times=-2",
	"fail_page_alloc space=4294967296",
	"fail_page_alloc min-order=11",
	"fail_page_alloc ignore-gfp-wait=maybe",
	"fail_page_alloc seed=0",
	"fail_page_alloc seed=1 seed=2",
	"fail_page_alloc space=1 verbose=1",
	"failslab on",
	"repeat",
	"repeat 3",
	"repeat 0 vmalloc 4k",
	"repeat 1000000001 vmalloc 4k",
	"repeat x vmalloc 4k",
	"repeat 3 vmaloc 4k",
	"repeat 3 vmalloc",
	"repeat 3 vmalloc 40kk",
	"repeat 3 repeat 3 vmalloc 4k",
	"repeat 3 boot",
	"repeat 3 quit",
	"repeat 3 source x",
	"repeat 3 ls",
	"churn",
	"churn 0",
	"churn -1",
	"churn 10 seed=0",
	"churn 10 seed=4294967296",
	"churn 10 min=0",
	"churn 10 min=8k max=4k",
	"churn 10 min=1M",
	"churn 10 max=2G",
	"fragment",
	"fragment 101",
	"fragment -1",
	"fragment half",
	"fragment 50 seed=x",
};

static void bad_input_is_one_line(void **state)
{
	struct session *s = *state;
	uint64_t hash = machine_hash(s->k->m);

	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		struct result r = executef(s, "%s", refused[i]);

		if (!r.error)
			fail_msg("%s: was accepted", refused[i]);
		assert_null(strchr(r.message, '\n'));
		if (machine_hash(s->k->m) != hash)
			fail_msg("%s: changed the machine", refused[i]);
	}
}

/* The bounds themselves are good: what is refused begins beyond them. */
static void bounds_are_good_themselves(void **state)
{
	static const char *const lines[] = { "churn 1 min=1 max=1",
					     "churn 1 min=1 max=1G",
					     "churn 1 seed=4294967295",
					     "fragment 0" };

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		good(*state, lines[i]);
}

/* ---- repeat ---- */

static void repeat_is_the_same_as_typing_it(void **state)
{
	struct session *s = *state, *typed = new_session("mem=64M");
	struct value last =
		good(s, "repeat 5 vmalloc 12k caller=f+0x4/0x8").value;

	for (int i = 0; i < 5; i++)
		good(typed, "vmalloc 12k caller=f+0x4/0x8");
	assert_int_equal(s->values.nr, 1);
	assert_int_equal(last.bits, typed->values.history[4].value.bits);
	assert_true(machine_hash(s->k->m) == machine_hash(typed->k->m));
	session_free(typed);
}

static void repeat_counts_what_failed(void **state)
{
	struct session *s = *state;
	struct result r;

	good(s, "fail_page_alloc probability=100 times=2 space=1");
	r = execute(s, "repeat 4 alloc_pages 0");
	assert_string_equal(r.output, "4 calls ran, 2 returned NULL\n");
}

/* ---- Interrupts ---- */

static volatile sig_atomic_t flag;

static void raise_flag(void *arg, const struct extfrag *e)
{
	(void)arg;
	(void)e;
	flag = 1;
}

static void an_interrupt_leaves_the_machine_as_it_was(void **state)
{
	struct session *s = *state;
	uint64_t hash = machine_hash(s->k->m);
	struct result r;

	flag = 0;
	s->interrupted = &flag;
	/* The first page of its type is taken from another's block. */
	s->k->on_extfrag = raise_flag;
	r = execute(s, "churn 1000000");
	assert_int_equal(r.error, -EINTR);
	assert_int_equal(flag, 1);
	flag = 0;
	assert_true(machine_hash(s->k->m) == hash);
	assert_sound(s->k);
}

/* ---- churn ---- */

static void churn_depends_on_its_seed_alone(void **state)
{
	uint64_t hash[3];

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct kernel *k = boot("mem=64M");
		struct churn c;

		churn_start(&c, k, i < 2 ? 7 : 8, 4 << 10, 64 << 10);
		while (c.operations < 3000)
			churn_step(&c);
		hash[i] = machine_hash(k->m);
		kernel_free(k);
	}
	assert_true(hash[0] == hash[1]);
	assert_true(hash[0] != hash[2]);
}

static void churn_keeps_a_steady_population_of_its_own(void **state)
{
	struct kernel *k = *state;
	vaddr_t mine = vmalloc(k, 3 << PAGE_SHIFT, 0);
	struct churn c;

	churn_start(&c, k, 1, 1, 300000);
	while (c.operations < 5000) {
		churn_step(&c);
		if (c.operations > 500)
			assert_in_range(churn_left(&c), 10, 54);
		if (c.operations % 64 == 0)
			assert_sound(k);
	}
	assert_int_equal(c.failures, 0);
	assert_int_equal(find_vm_area(k, mine)->nr_pages, 3);
}

/* ---- fragment ---- */

static void fragment_takes_its_share(void **state)
{
	static const uint32_t percents[] = { 0, 7, 50, 93, 100 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(percents); i++) {
		struct kernel *k = boot("mem=64M");
		const struct zone *zone = zone_of(k, ZONE_NORMAL);
		uint32_t high = zone->watermark[WMARK_HIGH];
		struct fragmentation f;

		assert_int_equal(fragment(k, percents[i], 1, &f), 0);
		assert_int_equal(f.was_free, f.kept + f.is_free);
		if (percents[i] < 90)
			assert_int_equal(f.kept,
					 f.was_free * percents[i] / 100);
		assert_true(f.is_free >= high);
		assert_int_equal(f.largest >= 4, percents[i] < 7);
		assert_sound(k);
		kernel_free(k);
	}
}

/* What it took is the user's, page by page, and comes together again. */
static void fragmented_pages_can_be_freed(void **state)
{
	struct session *s = *state;
	uint32_t freed = 0, before;
	struct fragmentation f;

	drain_pages(s->k);
	before = nr_free_pages(s->k);
	assert_int_equal(fragment(s->k, 50, 3, &f), 0);
	for (pfn_t pfn = 0; pfn < s->k->layout.max_low_pfn; pfn++)
		if (ledger_order(s->k, pfn) == 0) {
			assert_int_equal(
				executef(s, "free_pages pfn:%u 0", pfn).error,
				0);
			freed++;
		}
	assert_int_equal(freed, f.kept);
	drain_pages(s->k);
	assert_int_equal(nr_free_pages(s->k), before);
	assert_true(zone_of(s->k, ZONE_NORMAL)->free_area[10].nr_free > 8);
	assert_sound(s->k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_of_a_vmalloc_may_fail),
		cmocka_unit_test(every_object_of_a_vmalloc_may_fail),
		in_session(knobs_are_shown_as_they_are_set),
		in_session(bad_input_is_one_line),
		in_session(bounds_are_good_themselves),
		in_session(repeat_is_the_same_as_typing_it),
		in_session(repeat_counts_what_failed),
		in_session(an_interrupt_leaves_the_machine_as_it_was),
		cmocka_unit_test(churn_depends_on_its_seed_alone),
		on_64m(churn_keeps_a_steady_population_of_its_own),
		cmocka_unit_test(fragment_takes_its_share),
		in_session(fragmented_pages_can_be_freed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
