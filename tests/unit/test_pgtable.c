/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_pgtable.c - what stands in the two levels of tables, bit by bit.
 */
#include "unit.h"

#include <errno.h>

#include "kernel/gfp.h"
#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "machine/mmu.h"

#define ADDR 0xd0800000u

static uint32_t l1(const struct kernel *k, vaddr_t va)
{
	return k->pgd[va >> 20];
}

static void linux_bits_become_hardware_bits(void **state)
{
	static const struct {
		uint32_t linux_pte, hw;
	} row[] = {
		{ 0x2cf, 0x55e }, /* PAGE_KERNEL */
		{ 0x0cf, 0x55e }, /* without L_PTE_EXEC, as from 2.6.33 on */
		{ 0x4d3, 0x552 }, /* device */
		{ 0x0ef, 0x55e }, /* device, cached */
		{ 0x0e7, 0x556 }, /* device, write-combining */
		{ 0x0c3, 0x552 }, /* uncached */
		{ 0x34b, 0xaaa }, /* vectors */
		{ 0x000, 0x000 },
		{ 0x0cd, 0x000 }, /* not young: the first access must fault */
		{ 0x0ce, 0x000 }, /* not present */
		{ 0x04f, 0x00e }, /* not writable */
		{ 0x08f, 0x00e }, /* not yet dirty: the first write faults */
		{ 0x1cf, 0xffe }, /* user too */
		{ 0x14f, 0xaae }, /* user, reading only */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		uint32_t hw = row[i].hw ? row[i].hw | 0xabcde000 : 0;

		assert_int_equal(linux_to_hw(row[i].linux_pte), row[i].hw);
		assert_int_equal(linux_to_hw(row[i].linux_pte | 0xabcde000),
				 hw);
	}
}

static void lowmem_is_mapped_by_sections(void **state)
{
	struct kernel *k = *state;
	struct walk w;

	for (vaddr_t va = k->page_offset; va < k->layout.high_memory;
	     va += SECTION_SIZE) {
		assert_int_equal(l1(k, va), (va - k->page_offset) | 0x41e);
		assert_true(mmu_walk(k->m, va + 0x12345, &w));
		assert_int_equal(w.pa, va - k->page_offset + 0x12345);
		assert_int_equal(w.domain, DOMAIN_KERNEL);
	}
	assert_int_equal(l1(k, k->layout.high_memory), 0);
	assert_int_equal(l1(k, k->layout.vmalloc_start), 0);
	assert_false(mmu_walk(k->m, k->layout.high_memory, &w));
}

static void swapper_pg_dir_is_where_the_cpu_looks(void **state)
{
	const struct kernel *k = *state;

	assert_int_equal(reg(k->m, REG_TTBR0), 0x4000);
	assert_ptr_equal(k->pgd, ram_at(k->m, 0x4000));
	assert_int_equal(reg(k->m, REG_DACR), 0x1f);
}

static void the_vectors_are_a_page_that_users_may_read(void **state)
{
	struct kernel *k = *state;
	const uint32_t *pte = pte_offset_kernel(k, VECTORS_BASE);
	struct walk w;

	assert_int_equal(l1(k, VECTORS_BASE) & 0x3ff, 0x31);
	assert_int_equal(*pte & ~PAGE_MASK, 0x34b);
	assert_int_equal(*hw_pte(pte) & ~PAGE_MASK, 0xaaa);
	assert_true(mmu_walk(k->m, VECTORS_BASE + 8, &w));
	assert_int_equal(w.domain, DOMAIN_USER);
	assert_int_equal(w.ap, 2);
	assert_false(mmu_walk(k->m, VECTORS_BASE + PAGE_SIZE, &w));
	assert_int_equal(w.fault, FAULT_TRANSLATION_PAGE);
	assert_false(mmu_walk(k->m, 0xffffffff, &w));
}

static void pkmap_has_a_table_and_no_entry(void **state)
{
	struct kernel *k = *state;
	const uint32_t *pte = pte_offset_kernel(k, k->layout.pkmap_base);

	assert_int_equal(l1(k, k->layout.pkmap_base) & 0x3ff, 0x11);
	for (uint32_t i = 0; i < LAST_PKMAP; i++)
		assert_int_equal(pte[i], 0);
}

/* 2.6.32: hardware 0 and 1, then Linux 0 and 1, 1 KB each. */
static void a_table_page_holds_four_tables(void **state)
{
	struct kernel *k = *state;
	const uint32_t *first = pte_alloc_kernel(k, ADDR);
	const uint32_t *second = pte_offset_kernel(k, ADDR + SECTION_SIZE);
	paddr_t table = ram_addr(k->m, first) & PAGE_MASK;

	assert_int_equal(l1(k, ADDR), table | 0x11);
	assert_int_equal(l1(k, ADDR + SECTION_SIZE), (table + 1024) | 0x11);
	assert_int_equal(ram_addr(k->m, first), table + 2048);
	assert_int_equal(ram_addr(k->m, second), table + 3072);
	assert_int_equal(ram_addr(k->m, hw_pte(first)), table);
	assert_int_equal(ram_addr(k->m, hw_pte(second)), table + 1024);
}

static void the_cpu_finds_what_set_pte_wrote(void **state)
{
	struct kernel *k = *state;

	for (vaddr_t va = ADDR; va < ADDR + PGDIR_SIZE; va += 37 * PAGE_SIZE) {
		const uint32_t *pte = pte_alloc_kernel(k, va);
		struct walk w;

		assert_false(mmu_walk(k->m, va, &w));
		set_pte(k, pte, 0x00123000 | PAGE_KERNEL);
		assert_int_equal(*pte, 0x001232cf);
		assert_int_equal(*hw_pte(pte), 0x0012355e);
		assert_true(mmu_walk(k->m, va + 0xabc, &w));
		assert_int_equal(w.pa, 0x00123abc);
		assert_int_equal(w.l2_addr, ram_addr(k->m, hw_pte(pte)));
		set_pte(k, pte, 0);
		assert_false(mmu_walk(k->m, va, &w));
	}
}

static void a_table_serves_2_mb_and_is_made_once(void **state)
{
	struct kernel *k = *state;
	const uint32_t *first = pte_alloc_kernel(k, ADDR);
	uint64_t before = machine_hash(k->m);

	assert_ptr_equal(pte_alloc_kernel(k, ADDR + PGDIR_SIZE - 1),
			 first + 511);
	assert_ptr_equal(pte_alloc_kernel(k, ADDR), first);
	assert_true(machine_hash(k->m) == before);
	assert_int_equal(l1(k, ADDR + PGDIR_SIZE), 0);
	assert_int_equal(l1(k, ADDR - PGDIR_SIZE), 0);
	assert_null(pte_offset_kernel(k, ADDR + PGDIR_SIZE));
}

static void a_new_table_is_empty(void **state)
{
	struct kernel *k = *state;
	const struct page *page = alloc_pages(k, GFP_KERNEL, 0);
	const uint32_t *pte;

	store_fill(k->m, ram_at(k->m, page_to_phys(k, page)), ~0u, PAGE_SIZE);
	__free_pages(k, page, 0);
	pte = pte_alloc_kernel(k, ADDR);
	assert_int_equal(ram_addr(k->m, pte) >> PAGE_SHIFT,
			 page_to_pfn(k, page));
	for (uint32_t i = 0; i < PTRS_PER_PTE; i++) {
		assert_int_equal(pte[i], 0);
		assert_int_equal(hw_pte(pte)[i], 0);
	}
}

static void without_a_page_there_is_no_table(void **state)
{
	struct kernel *k = *state;

	while (alloc_pages(k, GFP_KERNEL | __GFP_NOWARN, 0))
		;
	assert_null(pte_alloc_kernel(k, ADDR));
	assert_int_equal(l1(k, ADDR), 0);
	assert_int_equal(
		map_phys_range(k, ADDR, ADDR + PAGE_SIZE, 0, PAGE_KERNEL),
		-ENOMEM);
	assert_sound(k);
}

static void what_is_mapped_is_not_mapped_over(void **state)
{
	struct kernel *k = *state;
	const vaddr_t middle = ADDR + PAGE_SIZE;

	assert_int_equal(map_phys_range(k, middle, middle + PAGE_SIZE, 0x5000,
					PAGE_KERNEL),
			 0);
	assert_int_equal(map_phys_range(k, ADDR, ADDR + 3 * PAGE_SIZE, 0x9000,
					PAGE_KERNEL),
			 -EBUSY);
	assert_int_equal(*pte_offset_kernel(k, middle), 0x52cf);
	assert_int_equal(*pte_offset_kernel(k, middle + PAGE_SIZE), 0);
}

static void unmapping_clears_its_range_and_no_more(void **state)
{
	struct kernel *k = *state;
	const vaddr_t start = ADDR + PGDIR_SIZE - 3 * PAGE_SIZE;
	const vaddr_t end = start + 6 * PAGE_SIZE;

	map_phys_range(k, start, end, 0x10000, PAGE_KERNEL);
	vunmap_page_range(k, start + PAGE_SIZE, end - PAGE_SIZE);
	for (vaddr_t va = start; va < end; va += PAGE_SIZE) {
		bool kept = va == start || va == end - PAGE_SIZE;

		assert_int_equal(*pte_offset_kernel(k, va) != 0, kept);
		assert_int_equal(*hw_pte(pte_offset_kernel(k, va)) != 0, kept);
	}
	/* The tables stay. */
	assert_int_equal(l1(k, start) & 3, 1);
	assert_int_equal(l1(k, end) & 3, 1);
}

static void unmapping_skips_what_has_no_table(void **state)
{
	struct kernel *k = *state;
	const vaddr_t last = ADDR + 7 * PGDIR_SIZE;
	uint64_t before = machine_hash(k->m);

	vunmap_page_range(k, ADDR, last);
	assert_true(machine_hash(k->m) == before);
	map_phys_range(k, last, last + PAGE_SIZE, 0, PAGE_KERNEL);
	vunmap_page_range(k, ADDR + PAGE_SIZE, last + PAGE_SIZE);
	assert_int_equal(*pte_offset_kernel(k, last), 0);
}

static void unmapping_reaches_the_top_of_4_gb(void **state)
{
	struct kernel *k = *state;

	vunmap_page_range(k, 0xfffff000, 0);
	assert_int_not_equal(*pte_offset_kernel(k, VECTORS_BASE), 0);
	vunmap_page_range(k, 0xffa00000, 0);
	assert_int_equal(*pte_offset_kernel(k, VECTORS_BASE), 0);
}

static void a_flush_is_counted_and_keeps_its_range(void **state)
{
	struct kernel *k = *state;

	flush_tlb_kernel_range(k, 0x1000, 0x3000);
	flush_tlb_kernel_range(k, 0xd0800000, 0xd0900000);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 2);
	assert_int_equal(reg(k->m, REG_TLB_START), 0xd0800000);
	assert_int_equal(reg(k->m, REG_TLB_END), 0xd0900000);
}

static void at_follows_the_tables_outside_lowmem(void **state)
{
	struct kernel *k = *state;

	map_phys_range(k, ADDR, ADDR + PAGE_SIZE, 0x00200000, PAGE_KERNEL);
	assert_ptr_equal(at(k, ADDR + 0x10), ram_at(k->m, 0x00200010));
	assert_ptr_equal(at(k, k->page_offset + 0x10), ram_at(k->m, 0x10));
	assert_null(at(k, 0));
}

static void follow_a_wild_pointer(void *arg)
{
	(void)at(arg, ADDR);
}

static void a_wild_pointer_aborts(void **state)
{
	assert_true(aborts(follow_a_wild_pointer, *state));
}

static void protections_are_read_by_name_and_number(void **state)
{
	static const struct {
		const char *text;
		pgprot_t prot;
	} row[] = {
		{ "PAGE_KERNEL", 0x2cf },
		{ "PAGE_KERNEL_EXEC", 0x2cf },
		{ "pgprot_noncached", 0x2c3 },
		{ "pgprot_writecombine", 0x2c7 },
		{ "0xcf", 0x0cf },
		{ "3", 0x003 },
		{ "4095", 0xfff },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		pgprot_t prot = 0;

		assert_int_equal(prot_parse(row[i].text, &prot), 0);
		assert_int_equal(prot, row[i].prot);
	}
}

static void protections_that_make_no_sense_are_refused(void **state)
{
	static const char *const text[] = {
		"",
		"PAGE",
		"page_kernel",
		"0",
		"1",
		"2",
		"0xcc",
		"4096",
		"0xcfx",
		"0x10cf",
		"-1",
		"-4294967293",
		"99999999999999999999",
	};
	pgprot_t prot = 0x123;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(text); i++)
		assert_int_equal(prot_parse(text[i], &prot), -EINVAL);
	assert_int_equal(prot, 0x123);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linux_bits_become_hardware_bits),
		on_256m(lowmem_is_mapped_by_sections),
		on_16m(swapper_pg_dir_is_where_the_cpu_looks),
		on_16m(the_vectors_are_a_page_that_users_may_read),
		on_16m(pkmap_has_a_table_and_no_entry),
		on_16m(a_table_page_holds_four_tables),
		on_16m(the_cpu_finds_what_set_pte_wrote),
		on_16m(a_table_serves_2_mb_and_is_made_once),
		on_16m(a_new_table_is_empty),
		on_16m(without_a_page_there_is_no_table),
		on_16m(what_is_mapped_is_not_mapped_over),
		on_16m(unmapping_clears_its_range_and_no_more),
		on_16m(unmapping_skips_what_has_no_table),
		on_16m(unmapping_reaches_the_top_of_4_gb),
		on_16m(a_flush_is_counted_and_keeps_its_range),
		on_16m(at_follows_the_tables_outside_lowmem),
		on_16m(a_wild_pointer_aborts),
		cmocka_unit_test(protections_are_read_by_name_and_number),
		cmocka_unit_test(protections_that_make_no_sense_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
