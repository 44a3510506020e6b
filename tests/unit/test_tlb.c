/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_tlb.c - what the CPU remembers of the tables, and when it forgets.
 */
#include "mappings.h"

#include "kernel/check.h"
#include "machine/tlb.h"

/* An access that has to go through, and where it goes. */
static paddr_t touch(const struct kernel *k, vaddr_t va)
{
	struct walk w;

	assert_true(tlb_access(k->m, va, &w));
	return w.pa;
}

static void assert_counts(const struct kernel *k, uint32_t micro, uint32_t main,
			  uint32_t misses)
{
	assert_int_equal(reg(k->m, REG_TLB_HITS_MICRO), micro);
	assert_int_equal(reg(k->m, REG_TLB_HITS_MAIN), main);
	assert_int_equal(reg(k->m, REG_TLB_MISSES), misses);
}

static void what_was_walked_is_remembered(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, 2 * PAGE_SIZE, 0);

	assert_int_equal(touch(k, va + 4), phys_of(k, va) + 4);
	assert_counts(k, 0, 0, 1);
	assert_int_equal(touch(k, va + 8), phys_of(k, va) + 8);
	assert_counts(k, 1, 0, 1);
	touch(k, va + PAGE_SIZE);
	assert_counts(k, 1, 0, 2);
	/* A section is one entry. */
	touch(k, k->page_offset);
	assert_int_equal(touch(k, k->page_offset + SECTION_SIZE - 1),
			 k->layout.board.phys_offset + SECTION_SIZE - 1);
	assert_counts(k, 2, 0, 3);
	assert_sound(k);
}

static void the_small_level_holds_8_the_large_one_64(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, 65 * PAGE_SIZE, 0);

	for (uint32_t i = 0; i < 9; i++)
		touch(k, va + i * PAGE_SIZE);
	assert_counts(k, 0, 0, 9);
	touch(k, va);
	assert_counts(k, 0, 1, 9);
	touch(k, va);
	assert_counts(k, 1, 1, 9);
	for (uint32_t i = 9; i < 65; i++)
		touch(k, va + i * PAGE_SIZE);
	assert_counts(k, 1, 1, 65);
	/* The 65th took the place of the first. */
	touch(k, va + PAGE_SIZE);
	assert_counts(k, 1, 2, 65);
	touch(k, va);
	assert_counts(k, 1, 2, 66);
}

static void a_stale_entry_serves_until_the_flush(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, PAGE_SIZE, 0);
	paddr_t pa = touch(k, va);
	struct walk w;
	char why[160];

	set_pte(k, pte_of(k, va), 0);
	assert_false(mmu_walk(k->m, va, &w));
	assert_int_equal(touch(k, va), pa);
	assert_true(tlb_translate(k->m, va, &w));
	set_pte(k, pte_of(k, va), (pa + PAGE_SIZE) | PAGE_KERNEL);
	assert_int_equal(touch(k, va), pa);
	flush_tlb_kernel_range(k, va, va + PAGE_SIZE);
	assert_int_equal(touch(k, va), pa + PAGE_SIZE);
	set_pte(k, pte_of(k, va), pa | PAGE_KERNEL);
	assert_false(kernel_check(k, COMPLAINT(why)));
	assert_non_null(strstr(why, "the TLB has"));
	flush_tlb_kernel_range(k, va, va + PAGE_SIZE);
	assert_sound(k);
}

static void faults_are_not_remembered(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, PAGE_SIZE, 0);
	struct tlb_entry e;
	struct walk w;

	assert_false(tlb_access(k->m, va + PAGE_SIZE, &w));
	assert_int_equal(w.fault, FAULT_TRANSLATION_PAGE);
	for (unsigned int i = 0; i < TLB_ENTRIES; i++)
		assert_false(tlb_entry(k->m, i, &e));
	/* An entry has the domain, its rights are looked up each time. */
	touch(k, va);
	set_reg(k->m, REG_DACR, 0);
	assert_false(tlb_access(k->m, va, &w));
	assert_int_equal(w.fault, FAULT_DOMAIN_PAGE);
	assert_counts(k, 1, 0, 2);
}

static void a_flush_goes_page_by_page(void **state)
{
	static const struct {
		vaddr_t start, end;
		uint32_t rounds;
	} row[] = {
		{ 0xd0800000, 0xd0800000 + (60u << 20), 15360 },
		{ 0xd0800000, 0xd0801000, 1 },
		{ 0xd0800000, 0xd0801001, 2 },
		{ 0xd0800fff, 0xd0801001, 2 },
		{ 0xd0800fff, 0xd0801000, 1 },
		{ 0xd0800000, 0xd0800000, 1 },
		{ 0xfffff000, 0, 1 },
	};
	struct kernel *k = *state;
	uint32_t sum = reg(k->m, REG_TLB_ROUNDS);

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		assert_int_equal(tlb_rounds(row[i].start, row[i].end),
				 row[i].rounds);
		flush_tlb_kernel_range(k, row[i].start, row[i].end);
		sum += row[i].rounds;
		assert_int_equal(reg(k->m, REG_TLB_ROUNDS), sum);
	}
}

static void one_purge_flushes_for_many_vfrees(void **state)
{
	struct kernel *k = *state;
	vaddr_t va[10];
	struct walk w;

	for (size_t i = 0; i < ARRAY_SIZE(va); i++) {
		va[i] = vmalloc(k, PAGE_SIZE, 0);
		touch(k, va[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(va); i++)
		vfree(k, va[i]);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 0);
	touch(k, va[5]);
	assert_sound(k);
	vm_unmap_aliases(k);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 1);
	/* 10 areas of 2 pages, a page free after each. */
	assert_int_equal(reg(k->m, REG_TLB_ROUNDS), 29);
	assert_int_equal(reg(k->m, REG_TLB_DROPPED), 10 + TLB_MICRO);
	for (size_t i = 0; i < ARRAY_SIZE(va); i++)
		assert_false(tlb_access(k->m, va[i], &w));
	assert_sound(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_256m(what_was_walked_is_remembered),
		on_256m(the_small_level_holds_8_the_large_one_64),
		on_256m(a_stale_entry_serves_until_the_flush),
		on_256m(faults_are_not_remembered),
		on_256m(a_flush_goes_page_by_page),
		on_256m(one_purge_flushes_for_many_vfrees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
