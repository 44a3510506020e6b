/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_diff.c - what changed between two moments, object by object.
 */
#include "inspect/diff.h"

#include "unit.h"

#include <errno.h>

#include "kernel/fault_inject.h"
#include "kernel/ioremap.h"
#include "kernel/page_alloc.h"
#include "kernel/slab.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"
#include "kernel/vmap_block.h"
#include "machine/mmu.h"
#include "inspect/ledger.h"

static int boot_with_journal(void **state)
{
	struct kernel *k = boot("mem=64M");

	assert_int_equal(journal_start(&k->m->journal, 64u << 20), 0);
	*state = k;
	return 0;
}

#define with_journal(test)                                                     \
	cmocka_unit_test_setup_teardown(test, boot_with_journal, power_off)

static uint64_t now(const struct kernel *k)
{
	return k->m->journal.now;
}

static struct diff since(const struct kernel *k, uint64_t before)
{
	struct diff d;

	assert_int_equal(diff_make(&(struct inspector){ .k = k }, before, &d),
			 0);
	return d;
}

static const struct diff_item *find(const struct diff *d, enum diff_kind kind)
{
	for (size_t i = 0; i < d->nr; i++)
		if (d->item[i].kind == kind)
			return &d->item[i];
	return NULL;
}

static void nothing_is_no_item(void **state)
{
	struct diff d = since(*state, now(*state));

	assert_int_equal(d.nr, 0);
	assert_string_equal(d.sentence, "nothing changed");
	diff_free(&d);
}

static void a_vmalloc_is_told_by_its_objects(void **state)
{
	struct kernel *k = *state;
	uint64_t before = now(k), hash;
	const struct diff_item *item;
	struct diff d;

	vmalloc(k, 40 << 10, 0);
	hash = machine_hash(k->m);
	d = since(k, before);
	assert_non_null(strstr(d.sentence, "area 0xc4800000 +11 pages: 10 "
					   "mapped in 1 run of frames, 1 "
					   "guard; new page table"));
	item = find(&d, DIFF_VM_STRUCT);
	assert_non_null(
		strstr(item->text->change, "addr 00000000 -> c4800000"));
	item = find(&d, DIFF_PTE);
	assert_int_equal(item->count, 10);
	assert_int_equal(item->address, 0xc4800000);
	assert_string_equal(item->text->name, "10 PTEs of c4800000-c4809000");
	item = find(&d, DIFF_PAGES_ARRAY);
	assert_int_equal(item->count, 10);
	assert_non_null(find(&d, DIFF_PGD));
	assert_non_null(find(&d, DIFF_ZONE));
	assert_true(machine_hash(k->m) == hash);
	diff_free(&d);
}

static void freeing_and_purging_are_two_things(void **state)
{
	struct kernel *k = *state;
	vaddr_t addr = vmalloc(k, 40 << 10, 0);
	uint64_t before = now(k);
	struct diff d;

	vfree(k, addr);
	d = since(k, before);
	assert_null(find(&d, DIFF_PTE));
	assert_string_equal(d.sentence, "freed, not purged: area 0xc4800000; "
					"frames: 10 freed");
	diff_free(&d);
	before = now(k);
	vm_unmap_aliases(k);
	d = since(k, before);
	assert_string_equal(d.sentence, "purged: area 0xc4800000");
	assert_int_equal(find(&d, DIFF_PTE)->count, 10);
	assert_non_null(find(&d, DIFF_REGISTER));
	diff_free(&d);
}

/* Of a block only the first page is counted; all of its frames are told. */
static void blocks_are_told_by_frames(void **state)
{
	struct kernel *k = *state;
	uint64_t before = now(k);
	struct diff d;
	vaddr_t object = kmalloc(k, 64 << 10, GFP_KERNEL);

	d = since(k, before);
	assert_string_equal(d.sentence, "frames: 16 taken");
	diff_free(&d);
	before = now(k);
	kfree(k, object);
	d = since(k, before);
	assert_string_equal(d.sentence, "frames: 16 freed");
	diff_free(&d);
}

/* Nothing comes of it, but the addresses are gone until a purge. */
static void a_vmalloc_that_fails_is_told(void **state)
{
	struct kernel *k = *state;
	uint64_t before;
	struct diff d;

	vmalloc(k, 4 << 10, 0); /* the slabs of its records are there then */
	set(k->m, k->g->fail_page_alloc.probability, 100);
	set(k->m, k->g->fail_page_alloc.times, UINT32_MAX);
	before = now(k);
	assert_int_equal(vmalloc(k, 64 << 10, 0), 0);
	d = since(k, before);
	assert_string_equal(d.sentence, "freed, not purged: area 0xc4803000");
	assert_false(d.small);
	diff_free(&d);
}

static void a_word_and_an_object_are_told(void **state)
{
	struct kernel *k = *state;
	vaddr_t area = vmalloc(k, 4 << 10, 0), object;
	uint64_t before = now(k);
	struct diff d;
	paddr_t pa = 0;

	assert_true(mmu_translate(k->m, area, &pa));
	store32(k->m, ram_at(k->m, pa), 0x11223344);
	d = since(k, before);
	assert_non_null(strstr(d.sentence, ": 00000000 -> 11223344"));
	assert_true(d.small);
	assert_int_equal(d.place, __va(k, pa));
	diff_free(&d);
	kmalloc(k, 100, GFP_KERNEL);
	before = now(k);
	object = kmalloc(k, 100, GFP_KERNEL);
	ledger_add_object(k, object);
	d = since(k, before);
	assert_non_null(strstr(d.sentence, " of kmalloc-128 taken"));
	assert_int_equal(d.place, object);
	diff_free(&d);
}

/* What a word of a struct page was called goes by the flags of then. */
static void a_page_of_a_new_slab_is_told_by_what_it_was(void **state)
{
	struct kernel *k = *state;
	uint64_t before = now(k);
	struct diff d;
	const struct diff_item *page;

	kmalloc(k, 4 << 10, GFP_KERNEL);
	d = since(k, before);
	page = find(&d, DIFF_PAGE);
	assert_non_null(page);
	if (!strstr(page->text->change, "_mapcount -1 -> inuse 8, objects 8") ||
	    !strstr(page->text->change, "private 0000000a -> slab "))
		fail_msg("%s", page->text->change);
	diff_free(&d);
}

static void words_that_are_back_do_not_differ(void **state)
{
	struct kernel *k = *state;
	uint64_t before;
	struct diff d;
	vaddr_t object;

	kfree(k, kmalloc(k, 100, GFP_KERNEL));
	before = now(k);
	object = kmalloc(k, 100, GFP_KERNEL);
	assert_true(now(k) > before);
	kfree(k, object);
	d = since(k, before);
	assert_int_equal(d.words, 0);
	assert_int_equal(d.nr, 0);
	diff_free(&d);
}

static void a_journal_that_forgot_is_an_error(void **state)
{
	struct kernel *k = *state;
	struct diff d;

	assert_int_equal(journal_start(&k->m->journal, 1024), 0);
	vmalloc(k, 40 << 10, 0);
	assert_int_equal(diff_make(&(struct inspector){ .k = k }, 0, &d),
			 -ERANGE);
	diff_free(&d);
	assert_int_equal(
		diff_make(&(struct inspector){ .k = k }, now(k) + 1, &d),
		-ERANGE);
	diff_free(&d);
}

/* Sorted, each with a name and a change. */
static void assert_well_formed(const struct diff *d)
{
	for (size_t i = 0; i < d->nr; i++) {
		assert_true(*d->item[i].text->name && *d->item[i].text->change);
		assert_true(d->item[i].words);
		assert_true(!i || d->item[i - 1].kind <= d->item[i].kind);
	}
}

/* Marks are of the same objects, and what became of each is the same. */
static void assert_marked(const struct kernel *k, uint64_t before,
			  const struct diff *d)
{
	struct diff marks;

	assert_int_equal(
		diff_mark(&(struct inspector){ .k = k }, before, &marks), 0);
	assert_string_equal(marks.sentence, d->sentence);
	for (size_t i = 0; i < d->nr; i++) {
		const struct diff_item *item = &d->item[i], *mark;

		mark = diff_find(&marks, item->kind, item->address);
		item = diff_find(d, item->kind, item->address);
		assert_non_null(mark);
		assert_int_equal(mark->fate, item->fate);
		assert_true(mark->count >= item->count);
	}
	diff_free(&marks);
}

static void random_work(struct kernel *k, struct chance *c, vaddr_t *area)
{
	if (*area) {
		vfree(k, *area);
		*area = 0;
	} else {
		*area = vmalloc(k, 1 + below(c, 8 << 20), 0);
	}
	if (below(c, 4) == 0)
		__arm_ioremap(k, 0xf1000000, 1 + below(c, 100000), MT_DEVICE,
			      0);
	if (below(c, 4) == 0)
		vm_unmap_aliases(k);
	if (below(c, 4) == 0)
		kmalloc(k, 1 + below(c, 10000), GFP_KERNEL);
}

static void random_work_is_told(void **state)
{
	struct chance c = new_chance();
	struct kernel *k = *state;
	vaddr_t area[8] = { 0 };

	for (int i = 0; i < 300; i++) {
		uint64_t before = now(k);
		struct diff d;

		random_work(k, &c, &area[below(&c, 8)]);
		d = since(k, before);
		assert_well_formed(&d);
		assert_marked(k, before, &d);
		diff_free(&d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_journal(nothing_is_no_item),
		with_journal(a_vmalloc_is_told_by_its_objects),
		with_journal(freeing_and_purging_are_two_things),
		with_journal(blocks_are_told_by_frames),
		with_journal(a_vmalloc_that_fails_is_told),
		with_journal(a_word_and_an_object_are_told),
		with_journal(a_page_of_a_new_slab_is_told_by_what_it_was),
		with_journal(words_that_are_back_do_not_differ),
		with_journal(a_journal_that_forgot_is_an_error),
		with_journal(random_work_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
