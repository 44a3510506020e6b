/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_slab.c - objects cut from pages: distinct, reused, given back.
 */
#include "unit.h"

#include "kernel/buddy.h"
#include "kernel/page_alloc.h"
#include "kernel/slab.h"

static const uint32_t size_of[KMALLOC_CACHES] = {
	32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096, 8192,
};

static const struct kmem_cache *cache(const struct kernel *k, uint32_t size)
{
	unsigned int i = 0;

	while (size_of[i] != size)
		i++;
	return &k->g->kmalloc_caches[i];
}

static const struct zone *normal(const struct kernel *k)
{
	return zone_of(k, ZONE_NORMAL);
}

/* Pages that nobody has, wherever they wait. */
static uint32_t unused_pages(const struct kernel *k)
{
	return nr_free_pages(k) + normal(k)->pageset.count;
}

static uint32_t slab_pages(const struct kernel *k)
{
	return normal(k)->vm_stat[NR_SLAB_UNRECLAIMABLE];
}

static vaddr_t get(struct kernel *k, uint32_t size)
{
	vaddr_t object = kmalloc(k, size, GFP_KERNEL);

	assert_int_not_equal(object, 0);
	return object;
}

static const struct page *page_of(const struct kernel *k, vaddr_t object)
{
	const struct page *page = pfn_to_page(k, __pa(k, object) >> PAGE_SHIFT);

	return page_flag(page, PG_tail) ? at(k, page->first_page) : page;
}

/* The orders and counts that slabinfo of a 2.6.32 with one CPU shows. */
static void caches_have_the_kernels_orders(void **state)
{
	static const struct {
		uint32_t size, objects, order;
	} row[] = {
		{ 32, 128, 0 }, { 64, 64, 0 },	{ 96, 42, 0 },	{ 128, 32, 0 },
		{ 192, 21, 0 }, { 256, 16, 0 }, { 512, 8, 0 },	{ 1024, 8, 1 },
		{ 2048, 8, 2 }, { 4096, 8, 3 }, { 8192, 4, 3 },
	};
	const struct kernel *k = *state;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		const struct kmem_cache *s = cache(k, row[i].size);
		char name[16];

		snprintf(name, sizeof(name), "kmalloc-%u", row[i].size);
		assert_string_equal(s->name, name);
		assert_int_equal(s->size, row[i].size);
		assert_int_equal(s->objects, row[i].objects);
		assert_int_equal(s->order, row[i].order);
	}
}

static void a_request_gets_the_smallest_size_that_holds_it(void **state)
{
	static const struct {
		uint32_t asked, got;
	} row[] = {
		{ 1, 32 },	{ 32, 32 },   { 33, 64 },     { 64, 64 },
		{ 65, 96 },	{ 96, 96 },   { 97, 128 },    { 129, 192 },
		{ 193, 256 },	{ 257, 512 }, { 4096, 4096 }, { 4097, 8192 },
		{ 8192, 8192 },
	};
	struct kernel *k = *state;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_int_equal(ksize(k, get(k, row[i].asked)), row[i].got);
	assert_sound(k);
}

static void records_of_areas_come_from_their_caches(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(ksize(k, get(k, sizeof(struct vm_struct))), 32);
	assert_int_equal(ksize(k, get(k, sizeof(struct vmap_area))), 64);
}

static void a_new_slab_gives_its_objects_upwards(void **state)
{
	struct kernel *k = *state;
	vaddr_t first = get(k, 192);

	assert_int_equal(first % PAGE_SIZE, 0);
	for (uint32_t i = 1; i < 21; i++)
		assert_int_equal(get(k, 192), first + i * 192);
	assert_int_not_equal(get(k, 192), first + 21 * 192);
}

static void objects_are_distinct_and_aligned(void **state)
{
	struct kernel *k = *state;
	static vaddr_t object[300];

	for (size_t s = 0; s < KMALLOC_CACHES; s++) {
		uint32_t nr = size_of[s] > 2048 ? 40 : 300;

		for (uint32_t i = 0; i < nr; i++) {
			object[i] = get(k, size_of[s]);
			assert_int_equal(object[i] % 32, 0);
			store_fill(k->m, at(k, object[i]), object[i],
				   size_of[s]);
		}
		for (uint32_t i = 0; i < nr; i++) {
			const uint32_t *word = at(k, object[i]);

			assert_int_equal(word[0], object[i]);
			assert_int_equal(word[size_of[s] / 4 - 1], object[i]);
		}
		assert_sound(k);
		while (nr--)
			kfree(k, object[nr]);
	}
}

static void the_object_freed_last_is_taken_first(void **state)
{
	struct kernel *k = *state;
	vaddr_t a = get(k, 64), b = get(k, 64), c = get(k, 64);

	kfree(k, a);
	kfree(k, c);
	kfree(k, b);
	assert_int_equal(get(k, 64), b);
	assert_int_equal(get(k, 64), c);
	assert_int_equal(get(k, 64), a);
}

static void a_free_object_points_to_the_next_one(void **state)
{
	struct kernel *k = *state;
	vaddr_t a = get(k, 64), b = get(k, 64);

	kfree(k, a);
	kfree(k, b);
	assert_int_equal(cache(k, 64)->cpu_slab[0].freelist, b);
	assert_int_equal(*(const uint32_t *)at(k, b), a);
}

static void zeroed_objects_are_zero(void **state)
{
	struct kernel *k = *state;
	vaddr_t object = get(k, 96);

	store_fill(k->m, at(k, object), 0xdeadbeef, 96);
	kfree(k, object);
	assert_int_equal(kmalloc(k, 90, GFP_KERNEL | __GFP_ZERO), object);
	for (uint32_t i = 0; i < 96 / 4; i++)
		assert_int_equal(((const uint32_t *)at(k, object))[i], 0);
}

static void no_bytes_no_object(void **state)
{
	struct kernel *k = *state;
	uint64_t before = machine_hash(k->m);

	assert_int_equal(kmalloc(k, 0, GFP_KERNEL), ZERO_SIZE_PTR);
	kfree(k, ZERO_SIZE_PTR);
	kfree(k, 0);
	assert_true(machine_hash(k->m) == before);
}

static void highmem_flags_are_ignored(void **state)
{
	struct kernel *k = *state;
	const gfp_t gfp = GFP_HIGHUSER_MOVABLE;
	vaddr_t small = kmalloc(k, 64, gfp), large = kmalloc(k, 20000, gfp);

	assert_in_range(small, k->page_offset, k->layout.high_memory - 64);
	assert_in_range(large, k->page_offset, k->layout.high_memory - 20000);
}

static void an_emptied_slab_goes_back(void **state)
{
	struct kernel *k = *state;
	vaddr_t object[16];
	uint32_t pages;

	for (int i = 0; i < 8; i++)
		object[i] = get(k, 512);
	get(k, 512); /* the CPU goes on to another slab */
	pages = slab_pages(k);
	for (int i = 0; i < 7; i++)
		kfree(k, object[i]);
	assert_int_equal(slab_pages(k), pages);
	assert_int_equal(cache(k, 512)->node[0].nr_partial, 1);
	kfree(k, object[7]);
	assert_int_equal(slab_pages(k), pages - 1);
	assert_int_equal(cache(k, 512)->node[0].nr_partial, 0);
	assert_false(page_flag(page_of(k, object[0]), PG_slab));
	assert_sound(k);
}

static void the_slab_of_the_cpu_stays(void **state)
{
	struct kernel *k = *state;
	vaddr_t object = get(k, 512);
	uint32_t pages = slab_pages(k);

	kfree(k, object);
	assert_int_equal(slab_pages(k), pages);
	assert_int_equal(get(k, 512), object);
}

static void a_full_slab_is_on_no_list_until_one_comes_back(void **state)
{
	struct kernel *k = *state;
	const struct kmem_cache_node *n = &cache(k, 512)->node[0];
	vaddr_t first = get(k, 512);

	for (int i = 0; i < 8; i++)
		get(k, 512);
	assert_int_equal(n->nr_partial, 0);
	assert_int_equal(n->nr_slabs, 2);
	assert_int_equal(n->total_objects, 16);
	kfree(k, first);
	assert_int_equal(n->nr_partial, 1);
	assert_int_equal(slab_count_free(k, cache(k, 512)), 1);
	/* Taken up again when the slab of the CPU is full. */
	for (int i = 0; i < 7; i++)
		assert_int_not_equal(get(k, 512), first);
	assert_int_equal(get(k, 512), first);
	assert_int_equal(n->nr_partial, 0);
	assert_sound(k);
}

static void ksize_knows_live_objects_only(void **state)
{
	struct kernel *k = *state;
	vaddr_t a = get(k, 192), b = get(k, 192), large = get(k, 9000);

	assert_int_equal(ksize(k, a), 192);
	assert_int_equal(ksize(k, a + 4), 0);
	assert_int_equal(ksize(k, b + 192), 0); /* still free */
	assert_int_equal(ksize(k, large), 16384);
	assert_int_equal(ksize(k, large + PAGE_SIZE), 0);
	kfree(k, a);
	kfree(k, large);
	assert_int_equal(ksize(k, a), 0);
	assert_int_equal(ksize(k, b), 192);
	assert_int_equal(ksize(k, large), 0);
}

static void ksize_takes_any_address(void **state)
{
	static const vaddr_t wild[] = {
		0,	    1,		0xbfffffff, VMSPLIT_3G, 0xc0004000,
		0xc0800001, 0xc0ffffff, 0xc1000000, 0xd0800000, 0xffffffff,
	};

	for (size_t i = 0; i < ARRAY_SIZE(wild); i++)
		assert_int_equal(ksize(*state, wild[i]), 0);
}

/* The last bytes of a slab that are too few for another object. */
static void what_a_slab_wastes_is_no_object(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(ksize(k, get(k, 96) + 42 * 96), 0);
	assert_int_equal(
		ksize(k, get(k, 192) / PAGE_SIZE * PAGE_SIZE + 21 * 192), 0);
}

static void large_requests_take_whole_pages(void **state)
{
	static const struct {
		uint32_t asked, order;
	} row[] = {
		{ 8193, 2 },  { 12288, 2 },   { 16384, 2 },    { 16385, 3 },
		{ 65536, 4 }, { 1 << 20, 8 }, { 1 << 22, 10 },
	};
	struct kernel *k = *state;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		uint32_t before = unused_pages(k);
		vaddr_t object = get(k, row[i].asked);

		assert_int_equal(ksize(k, object), PAGE_SIZE << row[i].order);
		assert_int_equal(unused_pages(k),
				 before - (1u << row[i].order));
		kfree(k, object);
		assert_int_equal(unused_pages(k), before);
	}
	assert_sound(k);
}

static void more_than_the_largest_block_is_refused(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(kmalloc(k, (1 << 22) + 1, GFP_KERNEL), 0);
	assert_int_equal(kmalloc(k, UINT32_MAX, GFP_KERNEL), 0);
	assert_sound(k);
}

static void free_a_page_that_is_no_object(void *arg)
{
	kfree(arg, VMSPLIT_3G + 0x100000);
}

static void freeing_what_is_no_object_aborts(void **state)
{
	assert_true(aborts(free_a_page_that_is_no_object, *state));
}

/* Every other page of memory is free: no two lie side by side. */
static void fragment(struct kernel *k)
{
	static const struct page *page[4096];
	uint32_t nr = 0;

	while ((page[nr] = buffered_rmqueue(k, normal(k), 0, MIGRATE_UNMOVABLE,
					    false)))
		nr++;
	while (nr--)
		if (page_to_pfn(k, page[nr]) % 2)
			__free_pages(k, page[nr], 0);
}

static void a_slab_makes_do_with_a_smaller_order(void **state)
{
	struct kernel *k = *state;
	vaddr_t object;

	fragment(k);
	for (uint32_t size = 1024; size <= 4096; size *= 2) {
		object = get(k, size);
		assert_int_equal(page_of(k, object)->objects, PAGE_SIZE / size);
		assert_int_equal(ksize(k, object), size);
		kfree(k, object);
		assert_sound(k);
	}
}

static void an_object_larger_than_a_page_needs_two(void **state)
{
	struct kernel *k = *state;

	fragment(k);
	assert_int_equal(kmalloc(k, 4097, GFP_KERNEL), 0);
	assert_int_equal(kmalloc(k, 8193, GFP_KERNEL), 0);
	assert_sound(k);
}

/* Only the second, modest attempt of a slab may complain. */
static void a_wish_for_a_larger_order_is_not_logged(void **state)
{
	struct kernel *k = *state;

	fragment(k);
	get(k, 4096);
	assert_int_equal(log_count(k, "page allocation failure"), 0);
	assert_int_equal(kmalloc(k, 8192, GFP_KERNEL), 0);
	assert_int_equal(log_count(k, "page allocation failure. order:1"), 1);
}

static void without_memory_there_is_no_object(void **state)
{
	struct kernel *k = *state;
	vaddr_t last = 0, object;

	while ((object = kmalloc(k, 64, GFP_KERNEL | __GFP_NOWARN)))
		last = object;
	assert_sound(k);
	kfree(k, last);
	assert_int_equal(get(k, 64), last);
	assert_int_equal(kmalloc(k, 64, GFP_KERNEL | __GFP_NOWARN), 0);
	assert_sound(k);
}

/* Random work against a shadow that knows what is in each object. */

enum { MOST = 3000 };

struct live {
	vaddr_t object;
	uint32_t size; /* as asked */
	uint32_t mark; /* what every word of it holds */
};

static void write_mark(struct kernel *k, struct live *l)
{
	store_fill(k->m, at(k, l->object), l->mark, (l->size + 3) & ~3u);
}

static void read_mark(const struct kernel *k, const struct live *l)
{
	const uint32_t *word = at(k, l->object);

	assert_true(ksize(k, l->object) >= l->size);
	for (uint32_t i = 0; i < (l->size + 3) / 4; i++)
		if (word[i] != l->mark)
			fail_msg("object %08x + %u: %08x, not %08x", l->object,
				 4 * i, word[i], l->mark);
}

static uint32_t any_size(struct chance *c)
{
	switch (below(c, 8)) {
	case 0:
		return 1 + below(c, 40000);
	case 1:
		return 1 + below(c, 8192);
	default:
		return 1 + below(c, 300);
	}
}

static void count_live(const struct kernel *k, const struct live *live,
		       uint32_t nr)
{
	uint32_t objects = 0, expected = 0;

	for (uint32_t i = 0; i < nr; i++)
		expected += live[i].size <= 8192;
	for (size_t i = 0; i < KMALLOC_CACHES; i++) {
		const struct kmem_cache *s = cache(k, size_of[i]);
		vaddr_t free = s->cpu_slab[0].freelist;

		objects += s->node[0].total_objects - slab_count_free(k, s);
		for (; free; free = *(const uint32_t *)at(k, free))
			objects--;
	}
	assert_int_equal(objects, expected);
}

static void random_work_equals_its_shadow(void **state)
{
	static struct live live[MOST];
	struct kernel *k = *state;
	struct chance c = new_chance();
	uint32_t before = unused_pages(k), nr = 0;

	for (int i = 0; i < 40000; i++) {
		bool grow =
			nr < MOST && below(&c, 8) < (i / 5000 % 2 ? 2U : 6U);

		if (grow) {
			struct live *l = &live[nr];

			l->size = any_size(&c);
			l->mark = (uint32_t)next_random(&c);
			l->object =
				kmalloc(k, l->size, GFP_KERNEL | __GFP_NOWARN);
			if (l->object) {
				write_mark(k, l);
				nr++;
			}
		} else if (nr) {
			struct live *l = &live[below(&c, nr)];

			read_mark(k, l);
			kfree(k, l->object);
			*l = live[--nr];
		}
		if (i % 500 == 0) {
			assert_sound(k);
			count_live(k, live, nr);
		}
	}
	while (nr--) {
		read_mark(k, &live[nr]);
		kfree(k, live[nr].object);
	}
	count_live(k, live, 0);
	assert_sound(k);
	assert_int_equal(unused_pages(k) + slab_pages(k), before);
	/* One slab for the CPU and few empty ones: 5 to 10 by size. */
	assert_in_range(slab_pages(k), 0, KMALLOC_CACHES * 11 * 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_16m(caches_have_the_kernels_orders),
		on_16m(a_request_gets_the_smallest_size_that_holds_it),
		on_16m(records_of_areas_come_from_their_caches),
		on_16m(a_new_slab_gives_its_objects_upwards),
		on_16m(objects_are_distinct_and_aligned),
		on_16m(the_object_freed_last_is_taken_first),
		on_16m(a_free_object_points_to_the_next_one),
		on_16m(zeroed_objects_are_zero),
		on_16m(no_bytes_no_object),
		on_16m(highmem_flags_are_ignored),
		on_16m(an_emptied_slab_goes_back),
		on_16m(the_slab_of_the_cpu_stays),
		on_16m(a_full_slab_is_on_no_list_until_one_comes_back),
		on_16m(ksize_knows_live_objects_only),
		on_16m(ksize_takes_any_address),
		on_16m(what_a_slab_wastes_is_no_object),
		on_64m(large_requests_take_whole_pages),
		on_64m(more_than_the_largest_block_is_refused),
		on_16m(freeing_what_is_no_object_aborts),
		on_16m(a_slab_makes_do_with_a_smaller_order),
		on_16m(an_object_larger_than_a_page_needs_two),
		on_16m(a_wish_for_a_larger_order_is_not_logged),
		on_16m(without_memory_there_is_no_object),
		on_16m(random_work_equals_its_shadow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
