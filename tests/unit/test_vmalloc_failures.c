/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vmalloc_failures.c - memory or addresses run out at any point of a call,
 * and nothing is lost; nor is anything by random work.
 */
#include "mappings.h"

#include "kernel/buddy.h"
#include "kernel/ioremap.h"
#include "kernel/module.h"

/* Running out of memory at every page that a call takes. */

/* Takes all that GFP_KERNEL may have and puts @left pages back. */
static void leave_pages(struct kernel *k, uint32_t left)
{
	static const struct page *page[1 << 15];
	uint32_t nr = 0;

	/* Drained each time: nothing may wait on the per-cpu lists. */
	while ((page[nr] = alloc_pages(k, GFP_KERNEL | __GFP_NOWARN, 0))) {
		drain_pages(k);
		nr++;
	}
	while (left--)
		__free_pages(k, page[--nr], 0);
	drain_pages(k);
}

/* Returns whether the call worked; either way all of it can be undone. */
static bool with_pages_left(const char *cmdline, uint32_t left, uint32_t size)
{
	struct kernel *k = boot(cmdline);
	struct usage before;
	vaddr_t va;

	leave_pages(k, left);
	before = usage(k);
	va = vmalloc(k, size, CALLER);
	assert_sound(k);
	if (va)
		vfree(k, va);
	else
		assert_non_null(k->why.point);
	assert_given_back(k, &before);
	kernel_free(k);
	return va;
}

/* Two slab pages, sixteen pages of memory, one table. */
static void vmalloc_gives_back_what_it_got_at_any_failure(void **state)
{
	(void)state;
	for (uint32_t left = 0; left < 24; left++)
		assert_int_equal(with_pages_left("mem=16M", left, 65536),
				 left >= 19);
}

/* Also the nested array: two slab pages, its 2 pages, a table, 1400 pages. */
static void a_long_array_is_given_back_at_any_failure(void **state)
{
	(void)state;
	for (uint32_t left = 0; left < 1420;
	     left += left < 12 || left > 1395 ? 1 : 53)
		assert_int_equal(
			with_pages_left("mem=64M", left, 1400 * PAGE_SIZE),
			left >= 2 + 2 + 1 + 1400 + 2);
}

static void ioremap_gives_back_what_it_got_at_any_failure(void **state)
{
	(void)state;
	for (uint32_t left = 0; left < 8; left++) {
		struct kernel *k = boot("mem=16M");
		struct usage before;
		vaddr_t va;

		leave_pages(k, left);
		before = usage(k);
		va = __arm_ioremap(k, REGISTERS + PAGE_SIZE, 4 * MB, MT_DEVICE,
				   0);
		assert_int_equal(va != 0, left >= 2 + 2);
		if (va)
			iounmap(k, va);
		assert_given_back(k, &before);
		kernel_free(k);
	}
}

static void a_module_is_given_back_at_any_failure(void **state)
{
	(void)state;
	for (uint32_t left = 0; left < 12; left++) {
		struct kernel *k = boot("mem=16M");
		struct usage before;

		leave_pages(k, left);
		before = usage(k);
		/* The record, two slab pages, four pages, a table. */
		if (load_module(k, "big", 4 * PAGE_SIZE, 0, 0)) {
			assert_true(left >= 8);
			delete_module(k, find_module(k, "big"));
		}
		assert_null(find_module(k, "big"));
		assert_given_back(k, &before);
		kernel_free(k);
	}
}

/* A kmalloc or a page of the buddy that fails on demand. */

static vaddr_t call_vmalloc(struct kernel *k)
{
	return vmalloc(k, 20 * PAGE_SIZE, CALLER);
}

static vaddr_t call_vmalloc_nested(struct kernel *k)
{
	return vmalloc(k, 1030 * PAGE_SIZE, CALLER);
}

static vaddr_t call_vmalloc_user(struct kernel *k)
{
	return vmalloc_user(k, 3 * PAGE_SIZE, CALLER);
}

static vaddr_t call_ioremap(struct kernel *k)
{
	return __arm_ioremap(k, REGISTERS + PAGE_SIZE, 4 * MB, MT_DEVICE, 0);
}

static vaddr_t call_ioremap_sections(struct kernel *k)
{
	return __arm_ioremap(k, REGISTERS, 2 * MB, MT_DEVICE, 0);
}

static vaddr_t call_vmap(struct kernel *k)
{
	static const pfn_t pfn[] = { 0x1000, 0x1001, 0x0fff };

	return vmap(k, pfn, 3, VM_MAP, PAGE_KERNEL, 0);
}

static vaddr_t call_load_module(struct kernel *k)
{
	return load_module(k, "big", 5 * PAGE_SIZE, 0, 0);
}

static void undo_load_module(struct kernel *k, vaddr_t va)
{
	(void)va;
	delete_module(k, find_module(k, "big"));
}

static const struct call {
	vaddr_t (*call)(struct kernel *k);
	void (*undo)(struct kernel *k, vaddr_t va);
} calls[] = {
	{ call_vmalloc, vfree },
	{ call_vmalloc_nested, vfree },
	{ call_vmalloc_user, vfree },
	{ call_ioremap, iounmap },
	{ call_ioremap_sections, iounmap },
	{ call_vmap, vunmap },
	{ call_load_module, undo_load_module },
};

/* Makes the n-th from now on fail, once. */
static void fail_nth(struct kernel *k, const struct fault_attr *attr,
		     uint32_t n)
{
	set(k->m, attr->probability, 100);
	set(k->m, attr->interval, n);
	set(k->m, attr->times, 1);
	set(k->m, attr->count, 0);
}

/* False when the call took fewer than @n. */
static bool fails_at(struct kernel *k, const struct call *c,
		     const struct fault_attr *attr, uint32_t n)
{
	struct usage before = usage(k);
	bool failed;
	vaddr_t va;

	fail_nth(k, attr, n);
	va = c->call(k);
	failed = !attr->times;
	/* A slab that gets no large block makes do with a small one. */
	if (attr == &k->g->failslab)
		assert_int_equal(failed, !va);
	assert_true(va || failed);
	assert_sound(k);
	if (va)
		c->undo(k, va);
	assert_given_back(k, &before);
	return failed;
}

static void nothing_is_lost_when_the_nth_kmalloc_fails(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		struct kernel *k = *state;
		uint32_t n = 1;

		while (fails_at(k, &calls[i], &k->g->failslab, n))
			n++;
		assert_in_range(n, 3, 7);
	}
}

/* The slabs are as cold as after boot: their pages fail too. */
static void nothing_is_lost_when_the_nth_page_fails(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		bool failed = true;

		for (uint32_t n = 1; failed; n += n > 30 && n < 1000 ? 50 : 1) {
			struct kernel *k = boot("mem=32M");

			failed = fails_at(k, &calls[i], &k->g->fail_page_alloc,
					  n);
			kernel_free(k);
		}
	}
}

static void a_full_region_gives_back_the_record(void **state)
{
	struct kernel *k = boot("vmalloc=16M mem=1G");
	struct usage before = usage(k);
	uint32_t room = k->layout.vmalloc_end - k->layout.vmalloc_start;

	(void)state;
	assert_int_equal(vmalloc(k, room, 0), 0);
	assert_int_equal(log_count(k, "vmap allocation for size"), 1);
	assert_given_back(k, &before);
	assert_int_equal(get_vm_area(k, room - PAGE_SIZE, VM_MAP, 0)->addr,
			 k->layout.vmalloc_start);
	kernel_free(k);
}

/* Random work, with history. */

enum { MOST = 400 };

struct live {
	vaddr_t va;
	enum { VMALLOC, USER, DEVICE, AREA, MODULE } kind;
	char name[16];
};

static bool create(struct kernel *k, struct chance *c, struct live *l, int i)
{
	uint32_t size =
		below(c, 20) ? 1 + below(c, 80000) : 1 + below(c, 6 << 20);

	l->kind = below(c, 5);
	switch (l->kind) {
	case VMALLOC:
		l->va = vmalloc(k, size, CALLER);
		break;
	case USER:
		l->va = vmalloc_user(k, size, CALLER);
		break;
	case DEVICE:
		if (below(c, 4) == 0)
			size = 2 * MB * (1 + below(c, 3));
		l->va = __arm_ioremap(k, REGISTERS + (below(c, 2) ? 0 : size),
				      size, below(c, 4), CALLER);
		break;
	case AREA: {
		const struct vm_struct *area =
			get_vm_area(k, size, VM_ALLOC, CALLER);

		l->va = area ? area->addr : 0;
		break;
	}
	case MODULE:
		snprintf(l->name, sizeof(l->name), "m%d", i);
		l->va = load_module(k, l->name, size, 0, CALLER);
	}
	return l->va;
}

static void destroy(struct kernel *k, const struct live *l)
{
	switch (l->kind) {
	case VMALLOC:
	case USER:
		vfree(k, l->va);
		break;
	case DEVICE:
		iounmap(k, l->va);
		break;
	case AREA:
		free_vm_area(k, area_of(k, l->va));
		break;
	case MODULE:
		delete_module(k, find_module(k, l->name));
	}
}

static void work(struct kernel *k, struct chance *c, int steps)
{
	static struct live live[MOST];
	uint32_t nr = 0;

	for (int i = 0; i < steps; i++) {
		bool grow = nr < MOST && below(c, 8) < (i / 500 % 2 ? 3U : 6U);

		if (grow) {
			nr += create(k, c, &live[nr], i);
		} else if (nr) {
			struct live *l = &live[below(c, nr)];

			destroy(k, l);
			*l = live[--nr];
		}
		if (i % 50 == 0)
			assert_sound(k);
	}
	while (nr)
		destroy(k, &live[--nr]);
}

static void random_work_gives_everything_back(void **state)
{
	static const char *const cmdline[] = { "mem=16M", "mem=64M", "",
					       "mem=700M vmalloc=16M" };
	struct chance c = new_chance();

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cmdline); i++) {
		struct kernel *k = boot(cmdline[i]);
		struct usage before = usage(k);

		work(k, &c, 3000);
		assert_given_back(k, &before);
		kernel_free(k);
	}
}

static void random_work_can_be_undone_and_redone(void **state)
{
	struct kernel *k = boot("mem=32M");
	struct chance c = new_chance();
	uint64_t at_boot = machine_hash(k->m), end, done;

	(void)state;
	assert_int_equal(journal_start(&k->m->journal, 256 * MB), 0);
	work(k, &c, 600);
	end = k->m->journal.now;
	done = machine_hash(k->m);
	assert_int_equal(machine_seek(k->m, 0), 0);
	assert_true(machine_hash(k->m) == at_boot);
	assert_sound(k);
	assert_int_equal(machine_seek(k->m, end), 0);
	assert_true(machine_hash(k->m) == done);
	kernel_free(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vmalloc_gives_back_what_it_got_at_any_failure),
		cmocka_unit_test(a_long_array_is_given_back_at_any_failure),
		cmocka_unit_test(ioremap_gives_back_what_it_got_at_any_failure),
		cmocka_unit_test(a_module_is_given_back_at_any_failure),
		on_64m(nothing_is_lost_when_the_nth_kmalloc_fails),
		cmocka_unit_test(nothing_is_lost_when_the_nth_page_fails),
		cmocka_unit_test(a_full_region_gives_back_the_record),
		cmocka_unit_test(random_work_gives_everything_back),
		cmocka_unit_test(random_work_can_be_undone_and_redone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
