/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_highmem.c - pages beyond lowmem: the mappings of kmap() and
 * kmap_atomic(), and what kernel_check() sees when one is damaged. Which slot
 * a page gets, tests/traces.sh holds against the real kernel.
 */
#include "mappings.h"

#include "kernel/check.h"
#include "kernel/highmem.h"

static const struct page *highmem_page(struct kernel *k)
{
	const struct page *page = alloc_pages(k, GFP_HIGHUSER, 0);

	assert_non_null(page);
	assert_false(page_is_lowmem(k, page));
	return page;
}

static void kmap_maps_and_a_flush_unmaps(void **state)
{
	struct kernel *k = boot("mem=1G");
	const struct page *page = highmem_page(k);
	vaddr_t va = kmap(k, page);

	(void)state;
	assert_int_equal(va, PKMAP_ADDR(k, 1));
	assert_int_equal(page_address(k, page), va);
	assert_int_equal(phys_of(k, va + 8), page_to_phys(k, page) + 8);
	kunmap(k, page);
	assert_true(mapped(k, va));
	assert_int_equal(pkmap_users(k, page), 0);
	assert_sound(k);
	kmap_flush_unused(k);
	assert_false(mapped(k, va));
	assert_int_equal(page_address(k, page), 0);
	assert_int_equal(reg(k->m, REG_TLB_START), k->layout.pkmap_base);
	assert_int_equal(reg(k->m, REG_TLB_END), k->page_offset);
	assert_sound(k);
	kernel_free(k);
}

static void all_slots_in_use_is_an_answer(void **state)
{
	struct kernel *k = boot("mem=1G");
	const struct page *first = highmem_page(k), *late;

	(void)state;
	kmap(k, first);
	for (unsigned int i = 1; i < LAST_PKMAP; i++)
		assert_int_not_equal(kmap(k, highmem_page(k)), 0);
	late = highmem_page(k);
	assert_int_equal(kmap(k, late), 0);
	assert_string_equal(k->why.point->id, "all_slots_in_use");
	assert_sound(k);
	kunmap(k, first);
	assert_int_equal(kmap(k, late), PKMAP_ADDR(k, 1));
	assert_sound(k);
	kernel_free(k);
}

static void fixmap_keeps_what_was_there(void **state)
{
	struct kernel *k = boot("mem=1G");
	const struct page *page = highmem_page(k);
	vaddr_t va = kmap_atomic(k, page, KM_USER1, 0);

	(void)state;
	assert_int_equal(va, FIXADDR_START + 4 * PAGE_SIZE);
	assert_int_equal(k->g->preempt_count, 1);
	kunmap_atomic(k, va, KM_USER1, 0);
	assert_int_equal(k->g->preempt_count, 0);
	assert_int_equal(phys_of(k, va), page_to_phys(k, page));
	assert_int_equal(page_address(k, page), 0);
	assert_sound(k);
	kernel_free(k);
}

static void lowmem_needs_no_slot(void **state)
{
	struct kernel *k = boot("mem=1G");
	const struct page *page = alloc_pages(k, GFP_KERNEL, 0);
	vaddr_t va = __va(k, page_to_phys(k, page));

	(void)state;
	assert_int_equal(kmap(k, page), va);
	kunmap(k, page);
	assert_int_equal(kmap_atomic(k, page, KM_USER0, 0), va);
	kunmap_atomic(k, va, KM_USER0, 0);
	assert_int_equal(k->g->last_pkmap_nr, 0);
	kernel_free(k);
}

static void without_highmem_there_is_only_lowmem(void **state)
{
	struct board board = *marvell_board();
	char why[160];
	struct kernel *k;

	(void)state;
	board.highmem = false;
	k = kernel_boot(&board, "", COMPLAINT(why));
	assert_non_null(k);
	assert_int_equal(kmap(k, pfn_to_page(k, 0x800)),
			 k->page_offset + 0x800000);
	assert_sound(k);
	kernel_free(k);
}

/* One word is damaged: kernel_check() must say so. */
static void damage_is_seen(void **state)
{
	struct kernel *k = boot("mem=1G");
	const struct page *page = highmem_page(k);
	const struct kernel_data *g = k->g;
	vaddr_t va = kmap(k, page);
	const struct page_address_map *pam = &g->page_address_maps[511];
	const struct list_head *chain = &page_bucket(k, page)->lh;
	const uint32_t *const words[] = {
		&g->pkmap_count[1],
		&g->pkmap_count[2],
		pte_of(k, va),
		&pam->page,
		&pam->virtual,
		&chain->next,
		&g->page_address_pool.next,
		&g->last_pkmap_nr,
		&g->preempt_count,
	};
	static const uint32_t values[] = { 0, 1, UINT32_MAX, 512 };
	char why[160];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		uint32_t was = *words[i];
		bool seen = false;

		for (size_t j = 0; j < 4; j++) {
			store32(k->m, words[i], values[j]);
			seen |= !kernel_check(k, COMPLAINT(why));
			store32(k->m, words[i], was);
		}
		assert_true(seen);
		assert_sound(k);
	}
	kernel_free(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kmap_maps_and_a_flush_unmaps),
		cmocka_unit_test(all_slots_in_use_is_an_answer),
		cmocka_unit_test(fixmap_keeps_what_was_there),
		cmocka_unit_test(lowmem_needs_no_slot),
		cmocka_unit_test(without_highmem_there_is_only_lowmem),
		cmocka_unit_test(damage_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
