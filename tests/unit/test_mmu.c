/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_mmu.c - the table walk, without any kernel in the way.
 *
 * The board has two banks with a hole between them. The first-level table is
 * at L1, one second-level table at L2.
 */
#include "unit.h"

#include "machine/mmu.h"

#define L1 0x10004000u
#define L2 0x10008400u
#define HOLE 0x10200000u /* no RAM here */

enum { NONE = 0, CLIENT = 1, RESERVED = 2, MANAGER = 3 };

static int power_on(void **state)
{
	static const struct bank bank[] = { { 0x10000000, 0x100000 },
					    { 0x20000000, 0x100000 } };
	struct machine *m = machine_new(bank, 2);

	assert_non_null(m);
	set_reg(m, REG_TTBR0, L1);
	set_reg(m, REG_DACR, CLIENT); /* domain 0; no other has any rights */
	*state = m;
	return 0;
}

static int switch_off(void **state)
{
	machine_free(*state);
	return 0;
}

static void put(struct machine *m, paddr_t pa, uint32_t word)
{
	store32(m, ram_at(m, pa), word);
}

static void put_l1(struct machine *m, vaddr_t va, uint32_t entry)
{
	put(m, L1 + (va >> 20) * 4, entry);
}

static void put_l2(struct machine *m, vaddr_t va, uint32_t entry)
{
	put_l1(m, va, L2 | L1_COARSE);
	put(m, L2 + (va >> 12 & 0xff) * 4, entry);
}

static void assert_fault(const struct machine *m, vaddr_t va,
			 enum fault_status fault)
{
	struct walk w;

	assert_false(mmu_walk(m, va, &w));
	assert_int_equal(w.fault, fault);
}

static void assert_reaches(const struct machine *m, vaddr_t va, paddr_t pa)
{
	struct walk w;

	assert_true(mmu_walk(m, va, &w));
	assert_int_equal(w.fault, FAULT_NONE);
	assert_true(w.translated);
	assert_int_equal(w.pa, pa);
}

static void a_section_maps_one_megabyte(void **state)
{
	struct machine *m = *state;
	struct walk w;

	put_l1(m, 0xc0100000, 0x8ab0041e);
	assert_true(mmu_walk(m, 0xc01fedcb, &w));
	assert_int_equal(w.va, 0xc01fedcb);
	assert_int_equal(w.l1_addr, L1 + 0xc01 * 4);
	assert_int_equal(w.l1, 0x8ab0041e);
	assert_int_equal(w.l1_type, L1_SECTION);
	assert_int_equal(w.l2_addr, 0);
	assert_int_equal(w.size, 0x100000);
	assert_int_equal(w.pa, 0x8abfedcb);
	assert_int_equal(w.ap, 1);
	assert_true(w.cacheable);
	assert_true(w.bufferable);
	assert_reaches(m, 0xc0100000, 0x8ab00000);
}

static void a_small_page_maps_4_kb(void **state)
{
	struct machine *m = *state;
	struct walk w;

	put_l2(m, 0xd0812000, 0x0f80055a);
	assert_true(mmu_walk(m, 0xd0812abc, &w));
	assert_int_equal(w.l1_type, L1_COARSE);
	assert_int_equal(w.l2_addr, L2 + 0x12 * 4);
	assert_int_equal(w.l2, 0x0f80055a);
	assert_int_equal(w.l2_type, L2_SMALL);
	assert_int_equal(w.size, 0x1000);
	assert_int_equal(w.pa, 0x0f800abc);
	assert_true(w.cacheable);
	assert_false(w.bufferable);
}

static void a_large_page_maps_64_kb(void **state)
{
	struct machine *m = *state;
	struct walk w;

	/* Sixteen entries alike, as the architecture demands. */
	for (vaddr_t va = 0xd0810000; va < 0xd0820000; va += 0x1000)
		put_l2(m, va, 0x0ab00555);
	assert_true(mmu_walk(m, 0xd081fedc, &w));
	assert_int_equal(w.l2_type, L2_LARGE);
	assert_int_equal(w.size, 0x10000);
	assert_int_equal(w.pa, 0x0ab0fedc);
	assert_false(w.cacheable);
	assert_true(w.bufferable);
}

static void each_quarter_of_a_page_has_its_permission(void **state)
{
	struct machine *m = *state;
	struct walk w;

	put_l2(m, 0x1000, 0x00000002 | 3u << 4 | 2u << 6 | 1u << 8);
	for (unsigned int i = 0; i < 4; i++) {
		assert_int_equal(mmu_walk(m, 0x1000 + i * 0x400, &w), i != 3);
		assert_int_equal(w.ap, 3 - i);
	}
	for (vaddr_t va = 0x10000; va < 0x20000; va += 0x1000)
		put_l2(m, va, 0x00000001 | 3u << 4 | 2u << 6 | 1u << 8);
	for (unsigned int i = 0; i < 4; i++) {
		assert_int_equal(mmu_walk(m, 0x10000 + i * 0x4000, &w), i != 3);
		assert_int_equal(w.ap, 3 - i);
	}
}

static void an_empty_first_level_entry_faults(void **state)
{
	struct machine *m = *state;
	struct walk w;

	put_l1(m, 0, 0xfffffffc); /* only the low two bits count */
	assert_fault(m, 0, FAULT_TRANSLATION_SECTION);
	mmu_walk(m, 0, &w);
	assert_false(w.translated);
	assert_int_equal(w.domain, 0);
	assert_int_equal(w.pa, 0);
	assert_int_equal(w.size, 0);
}

static void a_fine_table_is_not_followed(void **state)
{
	put_l1(*state, 0, L2 | L1_FINE);
	assert_fault(*state, 0, FAULT_TRANSLATION_SECTION);
}

static void an_empty_second_level_entry_faults(void **state)
{
	struct walk w;

	put_l2(*state, 0x5000, 0);
	assert_fault(*state, 0x5000, FAULT_TRANSLATION_PAGE);
	mmu_walk(*state, 0x5000, &w);
	assert_int_equal(w.l2_addr, L2 + 5 * 4);
	assert_false(w.translated);
}

static void a_tiny_page_is_not_followed(void **state)
{
	put_l2(*state, 0x5000, 0xff3);
	assert_fault(*state, 0x5000, FAULT_TRANSLATION_PAGE);
}

static void a_first_level_table_outside_ram_is_an_abort(void **state)
{
	struct machine *m = *state;

	set_reg(m, REG_TTBR0, HOLE);
	assert_fault(m, 0, FAULT_EXTERNAL_L1);
	set_reg(m, REG_TTBR0, 0);
	assert_fault(m, 0, FAULT_EXTERNAL_L1);
	set_reg(m, REG_TTBR0, 0xffffffff);
	assert_fault(m, 0xffffffff, FAULT_EXTERNAL_L1);
}

static void a_second_level_table_outside_ram_is_an_abort(void **state)
{
	struct machine *m = *state;
	struct walk w;

	put_l1(m, 0, HOLE | 1u << 5 | L1_COARSE);
	assert_fault(m, 0, FAULT_EXTERNAL_L2);
	mmu_walk(m, 0x7000, &w);
	assert_int_equal(w.l2_addr, HOLE + 7 * 4);
	assert_int_equal(w.domain, 1);
	assert_false(w.translated);
	put_l1(m, 0, 0xfffffc00 | L1_COARSE);
	assert_fault(m, 0xff000, FAULT_EXTERNAL_L2);
}

static void ttbr_points_to_16_kb(void **state)
{
	struct machine *m = *state;

	put_l1(m, 0x00100000, 0x00000402);
	set_reg(m, REG_TTBR0, L1 | 0x3fff);
	assert_reaches(m, 0x00100000, 0);
}

static void without_rights_in_the_domain_an_access_faults(void **state)
{
	struct machine *m = *state;
	struct walk w;

	put_l1(m, 0, 0x00000c02 | 3u << 5);
	put(m, L2, 0x00000ff2);
	put_l1(m, 0x100000, L2 | 3u << 5 | L1_COARSE);
	for (uint32_t rights = NONE; rights <= RESERVED; rights += 2) {
		set_reg(m, REG_DACR, 0xffffff3f | rights << 6);
		assert_fault(m, 0, FAULT_DOMAIN_SECTION);
		assert_fault(m, 0x100000, FAULT_DOMAIN_PAGE);
	}
	mmu_walk(m, 0x100000, &w);
	assert_int_equal(w.domain, 3);
	assert_int_equal(w.domain_rights, RESERVED);
	assert_true(w.translated);
}

static void a_client_needs_permission(void **state)
{
	struct machine *m = *state;
	struct walk w;

	put_l1(m, 0, 0x00000002);
	put(m, L2, 0x00000002);
	put_l1(m, 0x100000, L2 | L1_COARSE);
	assert_fault(m, 0, FAULT_PERMISSION_SECTION);
	assert_fault(m, 0x100000, FAULT_PERMISSION_PAGE);
	mmu_walk(m, 0x100abc, &w);
	assert_true(w.translated);
	assert_int_equal(w.pa, 0xabc);
	for (uint32_t ap = 1; ap <= 3; ap++) {
		put_l1(m, 0, 0x00000002 | ap << 10);
		assert_reaches(m, 0x12345, 0x12345);
	}
}

static void a_manager_needs_none(void **state)
{
	struct machine *m = *state;

	put_l1(m, 0, 0x00000002);
	put(m, L2, 0x00000002);
	put_l1(m, 0x100000, L2 | L1_COARSE);
	set_reg(m, REG_DACR, MANAGER);
	assert_reaches(m, 0x54321, 0x54321);
	assert_reaches(m, 0x100321, 0x321);
}

static void each_domain_has_its_own_rights(void **state)
{
	struct machine *m = *state;
	struct walk w;

	for (uint32_t d = 0; d < 16; d++) {
		put_l1(m, 0, 0x00000402 | d << 5);
		set_reg(m, REG_DACR, 1u << 2 * d);
		assert_true(mmu_walk(m, 0, &w));
		assert_int_equal(w.domain, d);
		set_reg(m, REG_DACR, ~(3u << 2 * d));
		assert_fault(m, 0, FAULT_DOMAIN_SECTION);
	}
}

static void translation_ignores_who_asks(void **state)
{
	struct machine *m = *state;
	paddr_t pa = 1;

	put_l1(m, 0, 0x00300002);
	set_reg(m, REG_DACR, 0);
	assert_true(mmu_translate(m, 0x123, &pa));
	assert_int_equal(pa, 0x00300123);
	assert_false(mmu_translate(m, 0x100000, &pa));
	assert_int_equal(pa, 0x00300123);
}

static void the_last_byte_of_4_gb_has_a_translation(void **state)
{
	struct machine *m = *state;
	struct walk w;

	put_l2(m, 0xfffff000, 0xfffff552);
	assert_true(mmu_walk(m, 0xffffffff, &w));
	assert_int_equal(w.l1_addr, L1 + 0x3ffc);
	assert_int_equal(w.l2_addr, L2 + 0x3fc);
	assert_int_equal(w.pa, 0xffffffff);
	put_l1(m, 0xfff00000, 0xfff00402);
	assert_reaches(m, 0xffffffff, 0xffffffff);
}

static void tables_may_lie_at_the_end_of_4_gb(void **state)
{
	const struct bank bank = { 0xffff0000, 0x10000 };
	struct machine *m = machine_new(&bank, 1);

	(void)state;
	assert_non_null(m);
	set_reg(m, REG_TTBR0, 0xffff8000);
	set_reg(m, REG_DACR, CLIENT);
	put(m, 0xffff8000 + 0x3ffc, 0xfffffc00 | L1_COARSE);
	put(m, 0xfffffffc, 0xfffff552);
	assert_reaches(m, 0xffffffff, 0xffffffff);
	machine_free(m);
}

static void a_walk_changes_nothing(void **state)
{
	struct machine *m = *state;
	uint64_t before;
	struct walk w;

	put_l1(m, 0, 0x00000402);
	before = machine_hash(m);
	assert_int_equal(journal_start(&m->journal, 4096), 0);
	for (vaddr_t va = 0; va < 0xf0000000; va += 0x1000000)
		mmu_walk(m, va, &w);
	assert_true(machine_hash(m) == before);
	assert_int_equal(m->journal.now, 0);
}

static void every_fault_has_a_name_of_its_own(void **state)
{
	static const enum fault_status all[] = {
		FAULT_NONE,
		FAULT_TRANSLATION_SECTION,
		FAULT_TRANSLATION_PAGE,
		FAULT_DOMAIN_SECTION,
		FAULT_DOMAIN_PAGE,
		FAULT_EXTERNAL_L1,
		FAULT_PERMISSION_SECTION,
		FAULT_EXTERNAL_L2,
		FAULT_PERMISSION_PAGE,
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(fault_name(all[i]),
						fault_name(all[j]));
	for (unsigned int ap = 1; ap < 4; ap++)
		assert_string_not_equal(ap_name(ap), ap_name(ap - 1));
}

#define on_board(test)                                                         \
	cmocka_unit_test_setup_teardown(test, power_on, switch_off)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_board(a_section_maps_one_megabyte),
		on_board(a_small_page_maps_4_kb),
		on_board(a_large_page_maps_64_kb),
		on_board(each_quarter_of_a_page_has_its_permission),
		on_board(an_empty_first_level_entry_faults),
		on_board(a_fine_table_is_not_followed),
		on_board(an_empty_second_level_entry_faults),
		on_board(a_tiny_page_is_not_followed),
		on_board(a_first_level_table_outside_ram_is_an_abort),
		on_board(a_second_level_table_outside_ram_is_an_abort),
		on_board(ttbr_points_to_16_kb),
		on_board(without_rights_in_the_domain_an_access_faults),
		on_board(a_client_needs_permission),
		on_board(a_manager_needs_none),
		on_board(each_domain_has_its_own_rights),
		on_board(translation_ignores_who_asks),
		on_board(the_last_byte_of_4_gb_has_a_translation),
		cmocka_unit_test(tables_may_lie_at_the_end_of_4_gb),
		on_board(a_walk_changes_nothing),
		on_board(every_fault_has_a_name_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
