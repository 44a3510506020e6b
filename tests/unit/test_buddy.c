/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_buddy.c - split, merge and steal, in a zone that a test owns alone.
 *
 * A 64 MB machine boots and all of its free memory is taken out. What a test
 * gives back is then all that there is. A, B, C and D are whole 4 MB blocks
 * that the kernel itself does not use.
 */
#include "unit.h"

#include "kernel/buddy.h"
#include "kernel/page_alloc.h"

enum { A = 0x1000, B = 0x1400, C = 0x1800, D = 0x1c00, BLOCK = 1024 };
enum { NO_PAGE = 0 };

#define U MIGRATE_UNMOVABLE
#define R MIGRATE_RECLAIMABLE
#define M MIGRATE_MOVABLE

static const struct zone *normal(const struct kernel *k)
{
	return zone_of(k, ZONE_NORMAL);
}

/* Returns the first pfn, or NO_PAGE. */
static pfn_t take(struct kernel *k, unsigned int order, unsigned int type)
{
	const struct page *page = __rmqueue(k, normal(k), order, type);

	if (!page)
		return NO_PAGE;
	mod_zone_page_state(k, normal(k), NR_FREE_PAGES,
			    -(int32_t)(1u << order));
	return page_to_pfn(k, page);
}

static void give(struct kernel *k, pfn_t pfn, unsigned int order,
		 unsigned int type)
{
	const struct page *page = pfn_to_page(k, pfn);

	set(k->m, page->_count, 0);
	__free_one_page(k, page, normal(k), order, type);
	mod_zone_page_state(k, normal(k), NR_FREE_PAGES, 1 << order);
}

static void set_type(struct kernel *k, pfn_t pfn, unsigned int type)
{
	set_pageblock_migratetype(k, pfn_to_page(k, pfn), type);
}

static unsigned int type_of(const struct kernel *k, pfn_t pfn)
{
	return get_pageblock_migratetype(k, pfn_to_page(k, pfn));
}

static int empty_zone(void **state)
{
	struct kernel *k = boot("mem=64M");

	drain_pages(k);
	for (unsigned int order = MAX_ORDER; order-- > 0;)
		while (take(k, order, M) != NO_PAGE)
			;
	for (pfn_t pfn = A; pfn <= D; pfn += BLOCK)
		set_type(k, pfn, M);
	*state = k;
	return 0;
}

/* The pfns of a free list, head first, as "1000 1400". */
static void assert_list(const struct kernel *k, unsigned int order,
			unsigned int type, const char *expected)
{
	const struct list_head *entry;
	char text[256] = "";
	size_t used = 0;

	list_for_each (k, entry, &normal(k)->free_area[order].free_list[type])
		used += (size_t)snprintf(
			text + used, sizeof(text) - used, "%s%x",
			used ? " " : "",
			page_to_pfn(k, container_of(entry, struct page, lru)));
	assert_string_equal(text, expected);
}

/* Free blocks of order 0 to 10, as "0 1 0 ...": a row of buddyinfo. */
static void assert_blocks(const struct kernel *k, const char *expected)
{
	char text[256] = "";
	size_t used = 0;

	for (unsigned int order = 0; order < MAX_ORDER; order++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
					 "%s%u", used ? " " : "",
					 normal(k)->free_area[order].nr_free);
	assert_string_equal(text, expected);
}

static void an_empty_zone_gives_nothing(void **state)
{
	struct kernel *k = *state;

	assert_blocks(k, "0 0 0 0 0 0 0 0 0 0 0");
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		assert_int_equal(take(k, order, U), NO_PAGE);
	assert_sound(k);
}

static void split_keeps_the_lower_half(void **state)
{
	struct kernel *k = *state;

	give(k, A, 10, M);
	assert_int_equal(take(k, 0, M), A);
	assert_blocks(k, "1 1 1 1 1 1 1 1 1 1 0");
	for (unsigned int order = 0; order < 10; order++) {
		char upper[16];

		snprintf(upper, sizeof(upper), "%x", A + (1u << order));
		assert_list(k, order, M, upper);
	}
	assert_sound(k);
}

static void an_exact_block_is_not_split(void **state)
{
	struct kernel *k = *state;

	give(k, A, 10, M);
	give(k, B, 3, M);
	assert_int_equal(take(k, 3, M), B);
	assert_blocks(k, "0 0 0 0 0 0 0 0 0 0 1");
}

static void the_smallest_sufficient_block_is_split(void **state)
{
	struct kernel *k = *state;

	give(k, A, 8, M);
	give(k, B, 2, M);
	give(k, C, 5, M);
	assert_int_equal(take(k, 3, M), C);
	assert_blocks(k, "0 0 1 1 1 0 0 0 1 0 0");
}

static void merge_joins_both_neighbours(void **state)
{
	struct kernel *k = *state;

	give(k, A, 0, M);
	give(k, A + 2, 1, M);
	assert_blocks(k, "1 1 0 0 0 0 0 0 0 0 0");
	give(k, A + 1, 0, M);
	assert_blocks(k, "0 0 1 0 0 0 0 0 0 0 0");
	assert_list(k, 2, M, "1000");
	assert_sound(k);
}

static void merge_goes_all_the_way_up(void **state)
{
	struct kernel *k = *state;

	give(k, A, 10, M);
	take(k, 0, M);
	give(k, A, 0, M);
	assert_blocks(k, "0 0 0 0 0 0 0 0 0 0 1");
	assert_list(k, 10, M, "1000");
	assert_sound(k);
}

static void merge_stops_at_the_largest_order(void **state)
{
	struct kernel *k = *state;

	give(k, A, 10, M);
	give(k, A + BLOCK, 10, M);
	assert_blocks(k, "0 0 0 0 0 0 0 0 0 0 2");
	assert_sound(k);
}

static void neighbours_that_are_no_buddies_stay_apart(void **state)
{
	struct kernel *k = *state;

	give(k, A + 1, 0, M);
	give(k, A + 2, 0, M);
	assert_blocks(k, "2 0 0 0 0 0 0 0 0 0 0");
	assert_sound(k);
}

static void a_buddy_of_another_order_does_not_merge(void **state)
{
	struct kernel *k = *state;

	give(k, A + 2, 0, M);
	give(k, A, 1, M);
	assert_blocks(k, "1 1 0 0 0 0 0 0 0 0 0");
	assert_sound(k);
}

static void a_freed_block_goes_to_the_head(void **state)
{
	struct kernel *k = *state;

	give(k, A, 0, M);
	give(k, A + 2, 0, M);
	give(k, A + 4, 0, M);
	assert_list(k, 0, M, "1004 1002 1000");
	assert_int_equal(take(k, 0, M), A + 4);
	assert_int_equal(take(k, 0, M), A + 2);
}

static void a_merged_block_goes_to_the_list_of_the_freed_page(void **state)
{
	struct kernel *k = *state;

	give(k, A, 0, U);
	give(k, A + 1, 0, R);
	assert_list(k, 0, U, "");
	assert_list(k, 1, U, "");
	assert_list(k, 1, R, "1000");
	assert_sound(k);
}

static void each_type_has_its_fallbacks_in_order(void **state)
{
	static const struct {
		unsigned int type, first, second;
	} row[] = { { U, R, M }, { R, U, M }, { M, R, U } };
	struct kernel *k = *state;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		give(k, A, 3, row[i].first);
		give(k, B, 3, row[i].second);
		give(k, C, 3, MIGRATE_RESERVE);
		assert_int_equal(take(k, 3, row[i].type), A);
		assert_int_equal(take(k, 3, row[i].type), B);
		assert_int_equal(take(k, 3, row[i].type), C);
	}
	assert_int_equal(take(k, 0, U), NO_PAGE);
}

static void a_fallback_takes_the_largest_block(void **state)
{
	struct kernel *k = *state;

	give(k, A, 3, R);
	give(k, B, 4, M);
	assert_int_equal(take(k, 0, U), B);
	assert_list(k, 3, R, "1000");
}

static void its_own_type_comes_before_a_larger_block_of_another(void **state)
{
	struct kernel *k = *state;

	give(k, A, 0, U);
	give(k, B, 10, M);
	assert_int_equal(take(k, 0, U), A);
	assert_list(k, 10, M, "1400");
}

static void the_reserve_is_touched_last(void **state)
{
	struct kernel *k = *state;

	give(k, A, 10, MIGRATE_RESERVE);
	give(k, B, 0, M);
	assert_int_equal(take(k, 0, U), B);
	assert_int_equal(take(k, 0, U), A);
	/* What is left of it stays reserved. */
	assert_list(k, 9, MIGRATE_RESERVE, "1200");
	assert_list(k, 0, MIGRATE_RESERVE, "1001");
	assert_sound(k);
}

/* Keeps the last event; arg is a struct extfrag. */
static void keep_event(void *arg, const struct extfrag *e)
{
	*(struct extfrag *)arg = *e;
}

static void a_small_theft_leaves_the_rest_where_it_was(void **state)
{
	struct kernel *k = *state;
	struct extfrag e = { 0 };

	k->on_extfrag = keep_event;
	k->on_extfrag_arg = &e;
	give(k, A, 4, M);
	assert_int_equal(take(k, 0, U), A);
	for (unsigned int order = 0; order < 4; order++)
		assert_list(k, order, U, "");
	assert_list(k, 3, M, "1008");
	assert_int_equal(type_of(k, A), M);
	assert_int_equal(e.pfn, A);
	assert_int_equal(e.order, 0);
	assert_int_equal(e.fallback_order, 4);
	assert_int_equal(e.start_type, U);
	assert_int_equal(e.new_type, M);
	assert_int_equal(e.block_type, M);
	assert_sound(k);
}

static void a_large_theft_brings_the_neighbours_along(void **state)
{
	struct kernel *k = *state;

	give(k, A, 5, M);
	give(k, A + 64, 0, M);
	give(k, A + 128, 2, M);
	give(k, B, 0, M); /* of another pageblock */
	assert_int_equal(take(k, 5, U), A);
	assert_list(k, 0, U, "1040");
	assert_list(k, 2, U, "1080");
	assert_list(k, 0, M, "1400");
	assert_int_equal(type_of(k, A), M); /* 37 pages are not half of it */
	assert_sound(k);
}

/* Each is put at the head in turn, so the highest ends up first. */
static void stolen_neighbours_come_out_highest_first(void **state)
{
	struct kernel *k = *state;

	give(k, A + 64, 0, M);
	give(k, A + 66, 0, M);
	give(k, A + 68, 0, M);
	give(k, A, 5, M);
	take(k, 5, U);
	assert_list(k, 0, U, "1044 1042 1040");
}

static void half_a_pageblock_is_claimed(void **state)
{
	struct kernel *k = *state;
	struct extfrag e = { 0 };

	k->on_extfrag = keep_event;
	k->on_extfrag_arg = &e;
	give(k, A, 9, M);
	assert_int_equal(take(k, 0, U), A);
	assert_int_equal(type_of(k, A), U);
	assert_int_equal(e.new_type, U);
	assert_int_equal(e.block_type, U);
	assert_list(k, 8, U, "1100");
	assert_list(k, 8, M, "");
	assert_sound(k);
}

static void less_than_half_a_pageblock_is_not_claimed(void **state)
{
	struct kernel *k = *state;

	give(k, A, 8, M);
	give(k, A + 256, 7, M);
	give(k, A + 384, 6, M);
	give(k, A + 448, 5, M); /* 480 pages */
	assert_int_equal(take(k, 0, U), A);
	assert_int_equal(type_of(k, A), M);
	assert_list(k, 7, U, "1080 1100");
	assert_list(k, 5, M, "");
}

static void a_reclaimable_request_brings_even_single_pages(void **state)
{
	struct kernel *k = *state;

	give(k, A, 0, M);
	give(k, A + 2, 0, M);
	give(k, A + 4, 2, M);
	assert_int_equal(take(k, 0, R), A + 4);
	assert_list(k, 0, M, "");
	assert_list(k, 0, R, "1005 1002 1000");
	assert_list(k, 1, R, "1006");
	assert_int_equal(type_of(k, A), M);
	assert_sound(k);
}

static void a_whole_pageblock_always_changes_its_type(void **state)
{
	struct kernel *k = *state;

	give(k, A, 10, M);
	assert_int_equal(take(k, 10, U), A);
	assert_int_equal(type_of(k, A), U);
}

/* The event tells of other types' blocks, not of ordinary splits. */
static void no_theft_no_event(void **state)
{
	struct kernel *k = *state;
	struct extfrag e = { .pfn = NO_PAGE };

	k->on_extfrag = keep_event;
	k->on_extfrag_arg = &e;
	give(k, A, 10, U);
	give(k, B, 0, MIGRATE_RESERVE);
	take(k, 0, U);
	take(k, 10, M);
	take(k, 10, U);
	assert_int_equal(e.pfn, NO_PAGE);
}

/* With eager merging the free pages alone decide what the free blocks are. */
static void naive_blocks(const bool *page, uint32_t *nr_free)
{
	for (uint32_t pfn = 0; pfn < 4 * BLOCK;) {
		unsigned int order = 0;
		uint32_t run = 0;

		if (!page[pfn]) {
			pfn++;
			continue;
		}
		while (run < BLOCK && pfn + run < 4 * BLOCK && page[pfn + run])
			run++;
		while (order < 10 && 2u << order <= run &&
		       pfn % (2u << order) == 0)
			order++;
		nr_free[order]++;
		pfn += 1u << order;
	}
}

static void assert_naive(const struct kernel *k, const bool *page)
{
	uint32_t nr_free[MAX_ORDER] = { 0 };

	naive_blocks(page, nr_free);
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		assert_int_equal(normal(k)->free_area[order].nr_free,
				 nr_free[order]);
}

static void mark(bool *page, pfn_t pfn, unsigned int order, bool is_free)
{
	for (uint32_t i = 0; i < 1u << order; i++) {
		assert_int_equal(page[pfn - A + i], !is_free);
		page[pfn - A + i] = is_free;
	}
}

static void random_work_leaves_the_largest_blocks_possible(void **state)
{
	static bool page[4 * BLOCK];
	static struct {
		pfn_t pfn;
		unsigned int order;
	} live[4 * BLOCK];
	struct kernel *k = *state;
	struct chance c = new_chance();
	uint32_t nr = 0;

	memset(page, 0, sizeof(page));
	for (pfn_t pfn = A; pfn <= D; pfn += BLOCK) {
		give(k, pfn, 10, M);
		mark(page, pfn, 10, true);
	}
	for (int i = 0; i < 20000; i++) {
		unsigned int order =
			below(&c, 8) ? below(&c, 4) : below(&c, MAX_ORDER);
		/* Mostly full, then mostly empty, and again. */
		bool grow = below(&c, 8) < (i / 1000 % 2 ? 3U : 5U);

		if (grow && (live[nr].pfn = take(k, order, below(&c, 3)))) {
			live[nr].order = order;
			mark(page, live[nr++].pfn, order, false);
		} else if (!grow && nr) {
			uint32_t victim = below(&c, nr);
			pfn_t pfn = live[victim].pfn;

			order = live[victim].order;
			give(k, pfn, order, type_of(k, pfn));
			mark(page, pfn, order, true);
			live[victim] = live[--nr];
		}
		assert_naive(k, page);
		if (i % 100 == 0)
			assert_sound(k);
	}
	while (nr--)
		give(k, live[nr].pfn, live[nr].order, M);
	assert_blocks(k, "0 0 0 0 0 0 0 0 0 0 4");
}

#define in_zone(test)                                                          \
	cmocka_unit_test_setup_teardown(test, empty_zone, power_off)

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_zone(an_empty_zone_gives_nothing),
		in_zone(split_keeps_the_lower_half),
		in_zone(an_exact_block_is_not_split),
		in_zone(the_smallest_sufficient_block_is_split),
		in_zone(merge_joins_both_neighbours),
		in_zone(merge_goes_all_the_way_up),
		in_zone(merge_stops_at_the_largest_order),
		in_zone(neighbours_that_are_no_buddies_stay_apart),
		in_zone(a_buddy_of_another_order_does_not_merge),
		in_zone(a_freed_block_goes_to_the_head),
		in_zone(a_merged_block_goes_to_the_list_of_the_freed_page),
		in_zone(each_type_has_its_fallbacks_in_order),
		in_zone(a_fallback_takes_the_largest_block),
		in_zone(its_own_type_comes_before_a_larger_block_of_another),
		in_zone(the_reserve_is_touched_last),
		in_zone(a_small_theft_leaves_the_rest_where_it_was),
		in_zone(a_large_theft_brings_the_neighbours_along),
		in_zone(stolen_neighbours_come_out_highest_first),
		in_zone(half_a_pageblock_is_claimed),
		in_zone(less_than_half_a_pageblock_is_not_claimed),
		in_zone(a_reclaimable_request_brings_even_single_pages),
		in_zone(a_whole_pageblock_always_changes_its_type),
		in_zone(no_theft_no_event),
		in_zone(random_work_leaves_the_largest_blocks_possible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
