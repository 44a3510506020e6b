/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_page_alloc.c - zones, watermarks and the per-cpu lists in front of the
 * buddy (which test_buddy.c is about).
 */
#include "unit.h"

#include "kernel/buddy.h"
#include "kernel/page_alloc.h"

static const struct zone *normal(const struct kernel *k)
{
	return zone_of(k, ZONE_NORMAL);
}

static uint32_t free_in(const struct zone *zone)
{
	return zone->vm_stat[NR_FREE_PAGES];
}

static pfn_t pfn_of(const struct kernel *k, const struct page *page)
{
	assert_non_null(page);
	return page_to_pfn(k, page);
}

static const struct list_head *pcp_list(const struct kernel *k,
					unsigned int type)
{
	return &normal(k)->pageset.lists[type];
}

static const struct page *page_of(const struct list_head *entry)
{
	return container_of(entry, struct page, lru);
}

/* Memory in numbers. Worked out by hand from the formulas of 2.6.32. */

struct expected_zone {
	const char *cmdline;
	enum zone_type type;
	uint32_t present, batch, high;
	uint32_t min, wmark_low, wmark_high;
};

static void every_size_has_its_batch_and_watermarks(void **state)
{
	static const struct expected_zone row[] = {
		{ "mem=16M", ZONE_NORMAL, 4064, 1, 0, 127, 158, 190 },
		{ "mem=64M", ZONE_NORMAL, 16256, 3, 18, 254, 317, 381 },
		{ "", ZONE_NORMAL, 65024, 15, 90, 509, 636, 763 },
		{ "mem=512M", ZONE_NORMAL, 130048, 31, 186, 721, 901, 1081 },
		{ "mem=1G", ZONE_NORMAL, 162560, 31, 186, 806, 1007, 1209 },
		{ "mem=1G", ZONE_HIGHMEM, 97536, 31, 186, 95, 215, 336 },
		{ "mem=4G", ZONE_HIGHMEM, 816864, 31, 186, 128, 1140, 2153 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		const struct expected_zone *e = &row[i];
		struct kernel *k = boot(e->cmdline);
		const struct zone *zone = zone_of(k, e->type);

		assert_int_equal(zone->present_pages, e->present);
		assert_int_equal(zone->pageset.batch, e->batch);
		assert_int_equal(zone->pageset.high, e->high);
		assert_int_equal(zone->watermark[WMARK_MIN], e->min);
		assert_int_equal(zone->watermark[WMARK_LOW], e->wmark_low);
		assert_int_equal(zone->watermark[WMARK_HIGH], e->wmark_high);
		kernel_free(k);
	}
}

static void a_256_mb_machine_keeps_2039_kb(void **state)
{
	const struct kernel *k = *state;

	assert_int_equal(k->g->min_free_kbytes, 2039);
}

static void lowmem_keeps_pages_from_requests_for_highmem(void **state)
{
	struct kernel *k = boot("mem=1G");
	const struct zone *zone = normal(k);

	(void)state;
	assert_int_equal(zone->lowmem_reserve[ZONE_NORMAL], 0);
	assert_int_equal(zone->lowmem_reserve[ZONE_HIGHMEM], 97536 / 32);
	assert_int_equal(zone->lowmem_reserve[ZONE_MOVABLE], 97536 / 32);
	kernel_free(k);
}

/* Page 0 is free (it lies below the kernel), so its pageblock qualifies. */
static void the_reserve_is_the_lowest_free_pageblock(void **state)
{
	const struct kernel *k = *state;

	assert_false(page_flag(pfn_to_page(k, 0), PG_reserved));
	assert_int_equal(get_pageblock_migratetype(k, pfn_to_page(k, 0)),
			 MIGRATE_RESERVE);
	for (pfn_t pfn = 1024; pfn < 65536; pfn += 1024)
		assert_int_equal(
			get_pageblock_migratetype(k, pfn_to_page(k, pfn)),
			MIGRATE_MOVABLE);
}

/* Per-cpu lists. */

static void a_refill_brings_a_batch_in_ascending_order(void **state)
{
	struct kernel *k = *state;
	uint32_t before = free_in(normal(k));
	pfn_t first = pfn_of(k, alloc_pages(k, GFP_KERNEL, 0));

	assert_int_equal(list_length(k, pcp_list(k, MIGRATE_UNMOVABLE)), 14);
	assert_int_equal(free_in(normal(k)), before - 15);
	for (pfn_t i = 1; i < 15; i++)
		assert_int_equal(pfn_of(k, alloc_pages(k, GFP_KERNEL, 0)),
				 first + i);
	assert_int_equal(free_in(normal(k)), before - 15);
	assert_sound(k);
}

static void the_page_freed_last_is_taken_first(void **state)
{
	struct kernel *k = *state;
	const struct page *page[8];

	for (int i = 0; i < 8; i++)
		page[i] = alloc_pages(k, GFP_KERNEL, 0);
	for (int i = 0; i < 8; i++)
		__free_pages(k, page[i], 0);
	for (int i = 8; i-- > 0;)
		assert_ptr_equal(alloc_pages(k, GFP_KERNEL, 0), page[i]);
}

static void cold_pages_wait_at_the_tail(void **state)
{
	struct kernel *k = *state;
	const struct page *hot, *cold;

	drain_pages(k);
	hot = alloc_pages(k, GFP_KERNEL, 0);
	cold = alloc_pages(k, GFP_KERNEL, 0);
	free_hot_cold_page(k, cold, true);
	__free_pages(k, hot, 0);
	assert_ptr_equal(alloc_pages(k, GFP_KERNEL | __GFP_COLD, 0), cold);
	assert_ptr_equal(alloc_pages(k, GFP_KERNEL, 0), hot);
}

/* A cold refill is turned round, so that its tail still is the lowest. */
static void a_cold_refill_comes_in_ascending_order_too(void **state)
{
	struct kernel *k = *state;
	const gfp_t gfp = GFP_KERNEL | __GFP_COLD;
	pfn_t first = pfn_of(k, alloc_pages(k, gfp, 0));

	for (pfn_t i = 1; i < 15; i++)
		assert_int_equal(pfn_of(k, alloc_pages(k, gfp, 0)), first + i);
}

static void at_high_the_oldest_batch_goes_back(void **state)
{
	struct kernel *k = *state;
	const struct list_head *list = pcp_list(k, MIGRATE_UNMOVABLE);
	const struct page *page[90];
	uint32_t before;

	drain_pages(k);
	for (int i = 0; i < 90; i++)
		page[i] = alloc_pages(k, GFP_KERNEL, 0);
	assert_int_equal(normal(k)->pageset.count, 0);
	before = free_in(normal(k));
	for (int i = 0; i < 89; i++)
		__free_pages(k, page[i], 0);
	assert_int_equal(normal(k)->pageset.count, 89);
	assert_int_equal(free_in(normal(k)), before);
	__free_pages(k, page[89], 0);
	assert_int_equal(normal(k)->pageset.count, 75);
	assert_int_equal(free_in(normal(k)), before + 15);
	assert_ptr_equal(page_of(list_next(k, list)), page[89]);
	assert_ptr_equal(page_of(list_prev(k, list)), page[15]);
	assert_sound(k);
}

/* A 4 MB block of each type that has a list, its pages taken one by one. */
static void take_blocks(struct kernel *k, const struct page **block)
{
	for (unsigned int type = 0; type < MIGRATE_PCPTYPES; type++) {
		block[type] = alloc_pages(k, GFP_KERNEL | __GFP_MOVABLE, 10);
		assert_non_null(block[type]);
		set_pageblock_migratetype(k, block[type], type);
	}
}

static void the_lists_give_in_turn(void **state)
{
	struct kernel *k = *state;
	const struct page *block[MIGRATE_PCPTYPES];

	take_blocks(k, block);
	drain_pages(k);
	for (int i = 0; i < 30; i++)
		for (int type = 0; type < MIGRATE_PCPTYPES; type++)
			free_hot_cold_page(k, block[type] + i, false);
	for (unsigned int type = 0; type < MIGRATE_PCPTYPES; type++)
		assert_int_equal(list_length(k, pcp_list(k, type)), 25);
	assert_int_equal(normal(k)->pageset.count, 75);
	assert_sound(k);
}

/* Reclaimable comes after the empty list: 1 1, then 2 1 four times, 1. */
static void a_list_behind_an_empty_one_gives_two(void **state)
{
	struct kernel *k = *state;
	const struct page *block[MIGRATE_PCPTYPES];

	take_blocks(k, block);
	drain_pages(k);
	for (int i = 0; i < 45; i++)
		for (int type = 1; type < MIGRATE_PCPTYPES; type++)
			free_hot_cold_page(k, block[type] + i, false);
	assert_int_equal(list_length(k, pcp_list(k, MIGRATE_RECLAIMABLE)), 35);
	assert_int_equal(list_length(k, pcp_list(k, MIGRATE_MOVABLE)), 40);
	assert_sound(k);
}

static void a_page_goes_by_its_pageblock_not_by_what_was_asked(void **state)
{
	struct kernel *k = *state;
	const struct page *page = alloc_pages(k, GFP_KERNEL, 0);

	drain_pages(k);
	set_pageblock_migratetype(k, page, MIGRATE_RECLAIMABLE);
	__free_pages(k, page, 0);
	assert_ptr_equal(
		page_of(list_next(k, pcp_list(k, MIGRATE_RECLAIMABLE))), page);
	assert_int_equal(page->private, MIGRATE_RECLAIMABLE);
}

static void a_reserved_page_waits_among_the_movable_ones(void **state)
{
	struct kernel *k = *state;
	const struct page *block[MIGRATE_PCPTYPES];
	const struct page *page;

	take_blocks(k, block);
	drain_pages(k);
	page = block[0];
	set_pageblock_migratetype(k, page, MIGRATE_RESERVE);
	free_hot_cold_page(k, page, false);
	assert_ptr_equal(page_of(list_next(k, pcp_list(k, MIGRATE_MOVABLE))),
			 page);
	assert_int_equal(page->private, MIGRATE_RESERVE);
	drain_pages(k);
	assert_ptr_equal(
		page_of(list_next(
			k,
			&normal(k)->free_area[0].free_list[MIGRATE_RESERVE])),
		page);
	assert_sound(k);
}

static void draining_merges_what_the_lists_held(void **state)
{
	struct kernel *k = *state;
	uint32_t pages = free_in(normal(k)) + normal(k)->pageset.count;
	uint32_t before, after;

	before = normal(k)->free_area[10].nr_free;
	drain_pages(k);
	after = normal(k)->free_area[10].nr_free;
	assert_int_equal(normal(k)->pageset.count, 0);
	assert_int_equal(free_in(normal(k)), pages);
	/* The top 4 MB lacked the 32 pages that came one by one. */
	assert_int_equal(after, before + 1);
	assert_sound(k);
}

/* One page more than once. */

static void the_last_user_frees_a_page(void **state)
{
	struct kernel *k = *state;
	const struct page *page = alloc_pages(k, GFP_KERNEL, 2);
	uint32_t before = free_in(normal(k));

	set(k->m, page->_count, 2);
	__free_pages(k, page, 2);
	assert_int_equal(page->_count, 1);
	assert_int_equal(free_in(normal(k)), before);
	__free_pages(k, page, 2);
	assert_int_equal(free_in(normal(k)), before + 4);
}

static void free_twice(void *arg)
{
	struct kernel *k = arg;
	const struct page *page = alloc_pages(k, GFP_KERNEL, 0);

	__free_pages(k, page, 0);
	__free_pages(k, page, 0);
}

static void a_double_free_aborts(void **state)
{
	assert_true(aborts(free_twice, *state));
}

static void a_compound_page_knows_its_head_and_order(void **state)
{
	struct kernel *k = *state;
	const struct page *page = alloc_pages(k, GFP_KERNEL | __GFP_COMP, 3);

	assert_true(page_flag(page, PG_head));
	assert_int_equal(page[1].lru.prev, 3);
	for (int i = 1; i < 8; i++) {
		assert_true(page_flag(&page[i], PG_tail));
		assert_int_equal(page[i].first_page, va_of(k, page));
	}
	__free_pages(k, page, 3);
	for (int i = 0; i < 8; i++)
		assert_false(page_flag(&page[i], PG_head) ||
			     page_flag(&page[i], PG_tail));
	assert_sound(k);
}

static void only_those_who_ask_get_a_compound_page(void **state)
{
	struct kernel *k = *state;
	const struct page *page = alloc_pages(k, GFP_KERNEL, 3);

	for (int i = 0; i < 8; i++)
		assert_false(page_flag(&page[i], PG_head) ||
			     page_flag(&page[i], PG_tail));
}

static void zeroed_pages_are_zero_and_their_neighbours_are_not(void **state)
{
	struct kernel *k = *state;
	const struct page *page = alloc_pages(k, GFP_KERNEL, 2);
	const uint32_t *word = ram_at(k->m, page_to_phys(k, page));

	store_fill(k->m, word, 0xdeadbeef, 4 * PAGE_SIZE);
	__free_pages_ok(k, page, 2);
	assert_ptr_equal(alloc_pages(k, GFP_KERNEL | __GFP_ZERO, 1), page);
	for (uint32_t i = 0; i < 4 * PAGE_SIZE / 4; i++)
		assert_int_equal(word[i], i < 2048 ? 0 : 0xdeadbeef);
}

/* Running out. On 16 MB a batch is one page, so the marks are met exactly. */

static uint32_t take_all(struct kernel *k, gfp_t gfp, unsigned int order)
{
	uint32_t count = 0;

	while (alloc_pages(k, gfp | __GFP_NOWARN, order))
		count++;
	return count;
}

static void requests_stop_at_their_watermark(void **state)
{
	struct kernel *k = *state;

	assert_true(take_all(k, GFP_KERNEL, 0) > 2000);
	assert_int_equal(free_in(normal(k)), 127);
	assert_int_equal(take_all(k, GFP_NOIO, 0), 0);
	take_all(k, GFP_NOWAIT, 0);
	assert_int_equal(free_in(normal(k)), 127 - 31);
	take_all(k, GFP_ATOMIC, 0);
	assert_int_equal(free_in(normal(k)), 64 - 16);
	assert_int_equal(take_all(k, GFP_NOWAIT, 0), 0);
	assert_sound(k);
}

/* Whoever may wait and says __GFP_HIGH: half, but not a quarter less. */
static void high_and_harder_are_two_things(void **state)
{
	struct kernel *k = *state;

	take_all(k, GFP_KERNEL | __GFP_HIGH, 0);
	assert_int_equal(free_in(normal(k)), 127 - 63);
	take_all(k, GFP_ATOMIC, 0);
	assert_int_equal(free_in(normal(k)), 48);
}

static void large_requests_stop_earlier(void **state)
{
	struct kernel *k = *state;

	take_all(k, GFP_KERNEL, 3);
	assert_true(free_in(normal(k)) > 127);
	assert_true(take_all(k, GFP_ATOMIC, 3) > 0);
	assert_true(free_in(normal(k)) > 48);
	assert_true(take_all(k, GFP_ATOMIC, 0) > 0);
	assert_int_equal(free_in(normal(k)), 48);
	assert_sound(k);
}

/* Takes all of memory one by one and gives the even pages back. 24 MB are the
 * smallest machine with mobility grouping, where the reserve is block 0. */
static uint32_t fragment(struct kernel *k)
{
	static const struct page *page[6144];
	uint32_t nr = 0, given = 0;

	while ((page[nr] = alloc_pages(k, GFP_ATOMIC | __GFP_NOWARN, 0)))
		nr++;
	for (uint32_t i = 0; i < nr; i++) {
		if (page_to_pfn(k, page[i]) % 2)
			continue;
		__free_pages(k, page[i], 0);
		given++;
	}
	return given;
}

static void fragmented_memory_has_pages_but_no_pairs(void **state)
{
	struct kernel *k = *state;

	assert_true(fragment(k) > 1000);
	/* The reserve has what was .init, in blocks of up to order 4. */
	for (unsigned int order = 5; order < MAX_ORDER; order++)
		assert_null(alloc_pages(k, GFP_ATOMIC, order));
	assert_non_null(alloc_pages(k, GFP_KERNEL, 0));
	assert_sound(k);
}

/* A block of the right size is there, but nothing above single pages else. */
static void small_blocks_do_not_count_for_large_requests(void **state)
{
	struct kernel *k = *state;
	const struct page *page = alloc_pages(k, GFP_KERNEL, 5);

	fragment(k);
	__free_pages(k, page, 5);
	assert_int_equal(normal(k)->free_area[5].nr_free, 1);
	assert_null(alloc_pages(k, GFP_KERNEL, 5));
	assert_null(alloc_pages(k, GFP_NOWAIT, 5));
	assert_int_equal(normal(k)->free_area[5].nr_free, 1);
}

/* Blocks that only lack the pages which wait on the per-cpu list. */
static void a_large_request_drains_the_lists_first(void **state)
{
	struct kernel *k = *state;
	const struct zone *zone = normal(k);
	const struct page *block[80];

	for (int i = 0; i < 80; i++)
		block[i] = alloc_pages(k, GFP_KERNEL, 5);
	while (buffered_rmqueue(k, zone, 0, MIGRATE_UNMOVABLE, false))
		;
	drain_pages(k);
	for (int i = 0; i < 80; i++) {
		for (pfn_t j = 1; j < 32; j++)
			__free_one_page(k, block[i] + j, zone, 0, 0);
		mod_zone_page_state(k, zone, NR_FREE_PAGES, 31);
		set(k->m, block[i]->_count, 0);
		free_hot_cold_page(k, block[i], false);
	}
	assert_null(alloc_pages(k, GFP_ATOMIC, 5));
	assert_non_null(alloc_pages(k, GFP_KERNEL, 5));
	assert_int_equal(normal(k)->pageset.count, 0);
	assert_sound(k);
}

static void an_order_above_the_largest_is_refused(void **state)
{
	struct kernel *k = *state;
	uint64_t before;

	k->why.point = NULL;
	assert_null(alloc_pages(k, GFP_KERNEL, MAX_ORDER)); /* the warning */
	before = machine_hash(k->m);
	assert_null(alloc_pages(k, GFP_KERNEL, MAX_ORDER));
	assert_null(alloc_pages(k, GFP_KERNEL, UINT32_MAX));
	assert_non_null(k->why.point);
	assert_true(machine_hash(k->m) == before);
}

static void a_failure_is_logged_ten_times_at_the_most(void **state)
{
	struct kernel *k = *state;
	const char *text = "page allocation failure. order:10, mode:0xd0";

	fragment(k);
	assert_null(alloc_pages(k, GFP_KERNEL | __GFP_NOWARN, 10));
	assert_int_equal(log_count(k, text), 0);
	for (int i = 0; i < 20; i++)
		assert_null(alloc_pages(k, GFP_KERNEL, 10));
	assert_int_equal(log_count(k, text), 10);
}

static void a_node_without_memory_has_none_of_its_own(void **state)
{
	struct kernel *k = *state;

	assert_non_null(alloc_pages_node(k, 1, GFP_KERNEL, 0));
	assert_null(alloc_pages_node(k, 1, GFP_KERNEL | __GFP_THISNODE, 0));
	assert_non_null(alloc_pages_node(k, 0, GFP_KERNEL | __GFP_THISNODE, 0));
}

/* Highmem. */

static void highmem_is_used_first_by_those_who_may(void **state)
{
	struct kernel *k = boot("mem=1G");
	pfn_t low = k->layout.max_low_pfn;

	(void)state;
	assert_true(pfn_of(k, alloc_pages(k, GFP_HIGHUSER, 0)) >= low);
	assert_true(pfn_of(k, alloc_pages(k, GFP_HIGHUSER, 10)) >= low);
	assert_true(pfn_of(k, alloc_pages(k, GFP_HIGHUSER_MOVABLE, 0)) >= low);
	assert_true(pfn_of(k, alloc_pages(k, GFP_KERNEL, 0)) < low);
	assert_true(pfn_of(k, alloc_pages(k, GFP_KERNEL | __GFP_MOVABLE, 3)) <
		    low);
	assert_sound(k);
	kernel_free(k);
}

static void without_highmem_lowmem_serves_until_its_reserve(void **state)
{
	struct kernel *k = boot("mem=1G");
	const struct zone *low = normal(k), *high = zone_of(k, ZONE_HIGHMEM);
	uint32_t stop =
		low->watermark[WMARK_MIN] + low->lowmem_reserve[ZONE_HIGHMEM];

	(void)state;
	assert_int_equal(stop, 806 + 3048);
	take_all(k, GFP_HIGHUSER, 0);
	assert_in_range(free_in(high), 95 - 31 + 1, 95);
	assert_in_range(free_in(low), stop - 31 + 1, stop);
	assert_non_null(alloc_pages(k, GFP_KERNEL, 0));
	take_all(k, GFP_KERNEL, 0);
	assert_in_range(free_in(low), 806 - 31 + 1, 806);
	assert_sound(k);
	kernel_free(k);
}

/* Random work. */

enum { MOST = 2048 };

struct live {
	const struct page *page;
	unsigned int order;
};

/* Who has each page: nobody twice. */
static void own(struct kernel *k, uint8_t *owned, const struct live *l,
		bool mine)
{
	pfn_t pfn = pfn_of(k, l->page);

	assert_int_equal(l->page->_count, 1);
	for (uint32_t i = 0; i < 1u << l->order; i++) {
		assert_int_equal(owned[pfn + i], !mine);
		owned[pfn + i] = mine;
	}
}

static gfp_t any_gfp(struct chance *c)
{
	static const gfp_t gfp[] = {
		GFP_KERNEL,
		GFP_ATOMIC,
		GFP_TEMPORARY,
		GFP_HIGHUSER,
		GFP_HIGHUSER_MOVABLE,
		GFP_KERNEL | __GFP_COMP,
		GFP_KERNEL | __GFP_ZERO | __GFP_COLD,
	};

	return gfp[below(c, ARRAY_SIZE(gfp))] | __GFP_NOWARN;
}

static void work(struct kernel *k, struct chance *c, int steps)
{
	static uint8_t owned[1 << 20];
	static struct live live[MOST];
	uint32_t nr = 0;

	memset(owned, 0, sizeof(owned));
	for (int i = 0; i < steps; i++) {
		bool grow = nr < MOST && below(c, 8) < (i / 4000 % 2 ? 2U : 6U);

		if (grow) {
			struct live *l = &live[nr];

			l->order =
				below(c, 4) ? below(c, 3) : below(c, MAX_ORDER);
			l->page = alloc_pages(k, any_gfp(c), l->order);
			if (l->page) {
				own(k, owned, l, true);
				nr++;
			}
		} else if (nr) {
			struct live *l = &live[below(c, nr)];

			own(k, owned, l, false);
			__free_pages(k, l->page, l->order);
			*l = live[--nr];
		}
		if (i % 250 == 0)
			assert_sound(k);
	}
	while (nr--)
		__free_pages(k, live[nr].page, live[nr].order);
}

static void random_work_gives_all_pages_back(void **state)
{
	static const char *const cmdline[] = {
		"mem=16M",
		"mem=64M",
		"",
		"mem=700M vmalloc=127M",
		"mem=32M@0 mem=33M@0x8000000 mem=31M@0x10000000",
	};
	struct chance c = new_chance();

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cmdline); i++) {
		struct kernel *k = boot(cmdline[i]);
		uint32_t before;

		drain_pages(k);
		before = nr_free_pages(k);
		work(k, &c, 20000);
		drain_pages(k);
		assert_int_equal(nr_free_pages(k), before);
		assert_sound(k);
		kernel_free(k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size_has_its_batch_and_watermarks),
		on_256m(a_256_mb_machine_keeps_2039_kb),
		cmocka_unit_test(lowmem_keeps_pages_from_requests_for_highmem),
		on_256m(the_reserve_is_the_lowest_free_pageblock),
		on_256m(a_refill_brings_a_batch_in_ascending_order),
		on_256m(the_page_freed_last_is_taken_first),
		on_256m(cold_pages_wait_at_the_tail),
		on_256m(a_cold_refill_comes_in_ascending_order_too),
		on_256m(at_high_the_oldest_batch_goes_back),
		on_256m(the_lists_give_in_turn),
		on_256m(a_list_behind_an_empty_one_gives_two),
		on_256m(a_page_goes_by_its_pageblock_not_by_what_was_asked),
		on_256m(a_reserved_page_waits_among_the_movable_ones),
		on_256m(draining_merges_what_the_lists_held),
		on_64m(the_last_user_frees_a_page),
		on_64m(a_double_free_aborts),
		on_64m(a_compound_page_knows_its_head_and_order),
		on_64m(only_those_who_ask_get_a_compound_page),
		on_64m(zeroed_pages_are_zero_and_their_neighbours_are_not),
		on_16m(requests_stop_at_their_watermark),
		on_16m(high_and_harder_are_two_things),
		on_16m(large_requests_stop_earlier),
		on_24m(fragmented_memory_has_pages_but_no_pairs),
		on_24m(small_blocks_do_not_count_for_large_requests),
		on_256m(a_large_request_drains_the_lists_first),
		on_16m(an_order_above_the_largest_is_refused),
		on_16m(a_failure_is_logged_ten_times_at_the_most),
		on_16m(a_node_without_memory_has_none_of_its_own),
		cmocka_unit_test(highmem_is_used_first_by_those_who_may),
		cmocka_unit_test(
			without_highmem_lowmem_serves_until_its_reserve),
		cmocka_unit_test(random_work_gives_all_pages_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
