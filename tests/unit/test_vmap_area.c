/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vmap_area.c - the tree against first fit over a sorted array.
 *
 * The oracle knows neither tree nor 32 bits: a plain walk upwards in 64-bit
 * arithmetic, as the rules are told in words.
 */
#include "unit.h"

#include <errno.h>

#include "kernel/slab.h"
#include "kernel/vmap_area.h"
#include "kernel/vmap_block.h"

#define START 0xc1800000u
#define PAGES(n) ((n)*PAGE_SIZE)

/* An area, or NULL and the error apart. */
static const struct vmap_area *split(const struct vmap_area *va, int *error)
{
	if (error)
		*error = IS_ERR(va) ? PTR_ERR(va) : 0;
	return IS_ERR(va) ? NULL : va;
}

static const struct vmap_area *alloc_in(struct kernel *k, uint32_t size,
					uint32_t align, vaddr_t vstart,
					vaddr_t vend, int *error)
{
	return split(
		alloc_vmap_area(k, size, align, vstart, vend, -1, GFP_KERNEL),
		error);
}

static const struct vmap_area *place(struct kernel *k, vaddr_t start,
				     vaddr_t end, int *error)
{
	return split(insert_vmap_area_at(k, start, end), error);
}

/* An area of so many pages at the lowest place above START. */
static const struct vmap_area *get(struct kernel *k, uint32_t pages)
{
	const struct vmap_area *va = alloc_in(k, PAGES(pages), 1, START,
					      k->layout.vmalloc_end, NULL);

	assert_non_null(va);
	return va;
}

static void assert_at(const struct vmap_area *va, vaddr_t start)
{
	assert_non_null(va);
	assert_int_equal(va->va_start, start);
}

/* Single rules. */

static void the_first_area_starts_at_the_start(void **state)
{
	const struct vmap_area *va = get(*state, 3);

	assert_at(va, START);
	assert_int_equal(va->va_end, START + PAGES(3));
	assert_int_equal(va->flags, 0);
	assert_int_equal(va->private, 0);
}

static void a_page_is_left_before_every_other_area(void **state)
{
	get(*state, 3);
	assert_at(get(*state, 2), START + PAGES(4));
	assert_at(get(*state, 1), START + PAGES(7));
	assert_sound(*state);
}

static void a_hole_must_hold_the_gap_and_the_area(void **state)
{
	struct kernel *k = *state;
	const struct vmap_area *hole;

	get(k, 1);
	hole = get(k, 4); /* at 2; the next one is at 7 */
	get(k, 1);
	free_vmap_area_noflush(k, hole);
	purge_vmap_area_lazy(k);
	assert_at(get(k, 6), START + PAGES(9));
	assert_at(get(k, 5), START + PAGES(2));
	assert_sound(k);
}

/* No gap is needed after it: 2 to 7, and the next area begins at 7. */
static void areas_may_touch_upwards(void **state)
{
	struct kernel *k = *state;

	a_hole_must_hold_the_gap_and_the_area(state);
	assert_int_equal(find_vmap_area(k, START + PAGES(6))->va_end,
			 find_vmap_area(k, START + PAGES(7))->va_start);
}

static void a_hole_at_the_start_needs_no_gap(void **state)
{
	struct kernel *k = *state;
	const struct vmap_area *hole = get(k, 3);

	get(k, 1); /* at 4 */
	free_vmap_area_noflush(k, hole);
	purge_vmap_area_lazy(k);
	assert_at(get(k, 4), START);
	assert_sound(k);
}

static void an_area_that_ends_at_the_start_counts(void **state)
{
	struct kernel *k = *state;
	const vaddr_t end = k->layout.vmalloc_end;
	int error;

	assert_non_null(place(k, START - PAGES(1), START, &error));
	assert_at(alloc_in(k, PAGES(1), 1, START, end, NULL), START + PAGES(1));
}

static void an_area_may_fill_the_region_to_its_end(void **state)
{
	struct kernel *k = *state;
	const vaddr_t end = START + PAGES(8);
	int error;

	assert_at(alloc_in(k, PAGES(8), 1, START, end, NULL), START);
	assert_null(alloc_in(k, PAGES(1), 1, START, end, &error));
	assert_int_equal(error, -EBUSY);
	assert_sound(k);
}

static void areas_beyond_the_region_do_not_matter(void **state)
{
	struct kernel *k = *state;
	int error;

	place(k, START + PAGES(4), START + PAGES(5), &error);
	assert_null(alloc_in(k, PAGES(5), 1, START, START + PAGES(4), &error));
	assert_at(alloc_in(k, PAGES(4), 1, START, START + PAGES(4), &error),
		  START);
}

static void alignment_counts_from_zero(void **state)
{
	struct kernel *k = *state;
	const vaddr_t end = k->layout.vmalloc_end;

	get(k, 1);
	assert_at(alloc_in(k, PAGES(1), 1 << 20, START, end, NULL),
		  START + (1 << 20));
	assert_at(alloc_in(k, PAGES(1), 1 << 14, START, end, NULL),
		  START + (1 << 14));
	/* What alignment left over serves those who ask for none. */
	assert_at(get(k, 1), START + PAGES(2));
	assert_sound(k);
}

/* The walk must not look at areas that the aligned start has passed. */
static void an_aligned_start_passes_what_lies_below(void **state)
{
	struct kernel *k = *state;
	const vaddr_t end = k->layout.vmalloc_end;

	get(k, 1);
	assert_at(alloc_in(k, PAGES(1), 1 << 24, START, end, NULL), 0xc2000000);
}

/* Wrapping. */

static void a_size_that_wraps_finds_nothing(void **state)
{
	struct kernel *k = *state;
	int error;

	assert_null(alloc_in(k, 0u - PAGES(1), 1, START, 0xfffff000, &error));
	assert_int_equal(error, -EBUSY);
	assert_null(alloc_in(k, 0u - START, 1, START, 0xfffff000, &error));
	assert_int_equal(error, -EBUSY);
}

static void an_alignment_that_wraps_finds_nothing(void **state)
{
	struct kernel *k = *state;
	int error;

	assert_null(alloc_in(k, PAGES(1), 1u << 31, START, 0xfffff000, &error));
	assert_int_equal(error, -EBUSY);
	get(k, 1);
	assert_at(
		alloc_in(k, PAGES(1), 1u << 30, 0xc0000000, 0xfffff000, &error),
		0xc0000000);
	assert_null(alloc_in(k, PAGES(1), 1u << 30, 0xc0000000, 0xfffff000,
			     &error));
	assert_int_equal(error, -EBUSY);
	assert_sound(k);
}

static void the_walk_does_not_wrap_past_the_top(void **state)
{
	struct kernel *k = *state;
	const vaddr_t low = 0xffffc000, end = 0xfffff000;
	int error;

	assert_at(alloc_in(k, PAGES(2), 1, low, end, NULL), low);
	assert_null(alloc_in(k, PAGES(1), 1, low, end, &error));
	assert_int_equal(error, -EBUSY);
	assert_null(alloc_in(k, PAGES(1), 1 << 16, low, end, &error));
	assert_int_equal(error, -EBUSY);
	place(k, 0xffffe000, 0xfffff000, &error);
	assert_int_equal(error, 0);
	assert_null(alloc_in(k, PAGES(1), 1, low, end, &error));
	assert_sound(k);
}

/* Lazy freeing and the purge. */

static void a_lazily_freed_area_still_takes_its_place(void **state)
{
	struct kernel *k = *state;
	const struct vmap_area *va = get(k, 3);

	free_vmap_area_noflush(k, va);
	assert_int_equal(va->flags, VM_LAZY_FREE);
	assert_int_equal(k->g->vmap_lazy_nr, 3);
	assert_ptr_equal(find_vmap_area(k, START), va);
	assert_at(get(k, 1), START + PAGES(4));
	assert_sound(k);
}

static void the_purge_flushes_from_lowest_to_highest(void **state)
{
	struct kernel *k = *state;
	const struct vmap_area *va[5];

	for (int i = 0; i < 5; i++)
		va[i] = get(k, 2);
	free_vmap_area_noflush(k, va[3]);
	free_vmap_area_noflush(k, va[1]);
	vm_unmap_aliases(k);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 1);
	assert_int_equal(reg(k->m, REG_TLB_START), START + PAGES(3));
	assert_int_equal(reg(k->m, REG_TLB_END), START + PAGES(11));
	assert_int_equal(k->g->vmap_lazy_nr, 0);
	assert_null(find_vmap_area(k, START + PAGES(3)));
	assert_non_null(find_vmap_area(k, START + PAGES(6)));
	assert_sound(k);
}

static void a_purge_of_nothing_flushes_nothing(void **state)
{
	struct kernel *k = *state;

	get(k, 1);
	vm_unmap_aliases(k);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 0);
}

static void more_cpus_save_up_more(void **state)
{
	static const struct {
		uint32_t cpus, pages;
	} row[] = { { 1, 8192 },  { 2, 16384 }, { 3, 16384 },
		    { 4, 24576 }, { 7, 24576 }, { 8, 32768 } };
	struct kernel *k = *state;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		set(k->m, k->g->nr_online_cpus, row[i].cpus);
		assert_int_equal(lazy_max_pages(k), row[i].pages);
	}
}

static void only_more_than_the_threshold_is_purged(void **state)
{
	struct kernel *k = *state;
	const struct vmap_area *one = get(k, 1), *many = get(k, 8192);

	free_vmap_area_noflush(k, many);
	assert_int_equal(k->g->vmap_lazy_nr, 8192);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 0);
	free_vmap_area_noflush(k, one);
	assert_int_equal(k->g->vmap_lazy_nr, 0);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 1);
	assert_null(first_vmap_area(k));
}

static void a_full_region_is_purged_and_tried_again(void **state)
{
	struct kernel *k = *state;
	const vaddr_t end = START + PAGES(8);
	const struct vmap_area *va = alloc_in(k, PAGES(8), 1, START, end, NULL);

	free_vmap_area_noflush(k, va);
	assert_at(alloc_in(k, PAGES(7), 1, START, end, NULL), START);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 1);
	assert_int_equal(log_count(k, "vmap allocation"), 0);
	assert_sound(k);
}

static void the_purge_comes_even_when_it_cannot_help(void **state)
{
	struct kernel *k = *state;
	int error;

	free_vmap_area_noflush(k, get(k, 1));
	assert_null(alloc_in(k, PAGES(9), 1, START, START + PAGES(8), &error));
	assert_int_equal(error, -EBUSY);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 1);
	assert_null(first_vmap_area(k));
}

/* Failing. */

static void a_failure_changes_nothing(void **state)
{
	struct kernel *k = *state;
	uint64_t before;

	get(k, 1);
	/* The record that the attempt takes and gives back, and the log. */
	alloc_in(k, PAGES(9), 1, START, START + PAGES(8), NULL);
	for (int i = 0; i < 20; i++)
		alloc_in(k, PAGES(9), 1, START, START + PAGES(8), NULL);
	set(k->m, k->g->printk_ratelimit_state.missed, 0);
	before = machine_hash(k->m);
	alloc_in(k, PAGES(9), 1, START, START + PAGES(8), NULL);
	set(k->m, k->g->printk_ratelimit_state.missed, 0);
	assert_true(machine_hash(k->m) == before);
	assert_non_null(k->why.point);
}

static void the_warning_is_the_kernels_and_is_limited(void **state)
{
	struct kernel *k = *state;
	const char *warning = "vmap allocation for size 36864 failed: "
			      "use vmalloc=<size> to increase size.\n";

	set(k->m, k->g->jiffies, 1);
	for (int i = 0; i < 15; i++)
		alloc_in(k, PAGES(9), 1, START, START + PAGES(8), NULL);
	assert_int_equal(log_count(k, warning), 10);
	set(k->m, k->g->jiffies, 1 + 5 * HZ);
	alloc_in(k, PAGES(9), 1, START, START + PAGES(8), NULL);
	assert_int_equal(log_count(k, warning), 10);
	set(k->m, k->g->jiffies, 2 + 5 * HZ);
	alloc_in(k, PAGES(9), 1, START, START + PAGES(8), NULL);
	assert_int_equal(log_count(k, warning), 11);
	assert_int_equal(log_count(k, "6 callbacks suppressed\n"), 1);
}

static void without_memory_for_the_record_nothing_is_searched(void **state)
{
	struct kernel *k = *state;
	int error = 0;

	free_vmap_area_noflush(k, get(k, 1));
	while (kmalloc(k, sizeof(struct vmap_area), GFP_KERNEL | __GFP_NOWARN))
		;
	assert_null(alloc_in(k, PAGES(1), 1, START, START + PAGES(8), &error));
	assert_int_equal(error, -ENOMEM);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 0);
	assert_int_equal(log_count(k, "vmap allocation"), 0);
	assert_null(place(k, START + PAGES(4), START + PAGES(5), &error));
	assert_int_equal(error, -ENOMEM);
	assert_sound(k);
}

/* Finding and placing. */

static void an_area_is_found_from_its_first_to_its_last_byte(void **state)
{
	struct kernel *k = *state;
	const struct vmap_area *va[50];

	for (int i = 0; i < 50; i++)
		va[i] = get(k, 2);
	for (int i = 0; i < 50; i++) {
		assert_ptr_equal(find_vmap_area(k, va[i]->va_start), va[i]);
		assert_ptr_equal(find_vmap_area(k, va[i]->va_end - 1), va[i]);
		assert_null(find_vmap_area(k, va[i]->va_end));
	}
	assert_null(find_vmap_area(k, START - 1));
	assert_null(find_vmap_area(k, 0));
	assert_null(find_vmap_area(k, 0xffffffff));
}

static void a_given_place_must_be_free(void **state)
{
	struct kernel *k = *state;
	const vaddr_t a = START + PAGES(4), b = START + PAGES(8);
	int error;

	assert_non_null(place(k, a, b, &error));
	assert_int_equal(error, 0);
	for (uint32_t i = 0; i < 12; i++)
		for (uint32_t j = i + 1; j <= 12; j++) {
			const struct vmap_area *va = place(
				k, START + PAGES(i), START + PAGES(j), &error);

			assert_int_equal(va != NULL, j <= 4 || i >= 8);
			assert_int_equal(error, va ? 0 : -EBUSY);
			if (va)
				free_vmap_area_noflush(k, va);
			vm_unmap_aliases(k);
		}
	assert_sound(k);
}

/* The oracle. */

enum { MOST = 4096 };

struct naive {
	struct {
		uint64_t start, end;
		bool lazy;
	} area[MOST]; /* by address */
	uint32_t nr;
	uint32_t gap_after; /* bytes free between a new area and the next */
	uint32_t lazy_nr;   /* pages */
	uint32_t flushes;
	uint64_t low, high; /* of the last flush */
};

static void naive_purge(struct naive *n)
{
	uint32_t kept = 0;

	if (!n->lazy_nr)
		return;
	n->low = UINT64_MAX;
	n->high = 0;
	for (uint32_t i = 0; i < n->nr; i++) {
		if (!n->area[i].lazy) {
			n->area[kept++] = n->area[i];
			continue;
		}
		if (n->low == UINT64_MAX)
			n->low = n->area[i].start;
		n->high = n->area[i].end;
	}
	n->nr = kept;
	n->lazy_nr = 0;
	n->flushes++;
}

static uint64_t align_up(uint64_t addr, uint32_t align)
{
	return (addr + align - 1) / align * align;
}

/* Kernel-facts, 1: alloc_vmap_area, rules 1 to 5. 0: there is no hole. */
static uint64_t naive_hole(const struct naive *n, uint32_t size, uint32_t align,
			   uint64_t vstart, uint64_t vend)
{
	uint64_t addr = align_up(vstart, align);
	uint32_t i = 0;

	while (i < n->nr && n->area[i].end < addr)
		i++;
	for (; i < n->nr && addr + size + n->gap_after > n->area[i].start;
	     i++) {
		if (addr + size > vend)
			return 0;
		addr = align_up(n->area[i].end + PAGE_SIZE, align);
	}
	return addr + size <= vend ? addr : 0;
}

static void naive_insert(struct naive *n, uint64_t start, uint64_t end)
{
	uint32_t i = n->nr++;

	assert_true(n->nr < MOST);
	for (; i > 0 && n->area[i - 1].start > start; i--)
		n->area[i] = n->area[i - 1];
	n->area[i].start = start;
	n->area[i].end = end;
	n->area[i].lazy = false;
}

static uint64_t naive_alloc(struct naive *n, uint32_t size, uint32_t align,
			    uint64_t vstart, uint64_t vend)
{
	uint64_t addr = naive_hole(n, size, align, vstart, vend);

	if (!addr) {
		naive_purge(n);
		addr = naive_hole(n, size, align, vstart, vend);
	}
	if (addr)
		naive_insert(n, addr, addr + size);
	return addr;
}

static void naive_free(struct naive *n, uint32_t i, uint32_t most)
{
	n->area[i].lazy = true;
	n->lazy_nr +=
		(uint32_t)((n->area[i].end - n->area[i].start) / PAGE_SIZE);
	if (n->lazy_nr > most)
		naive_purge(n);
}

static void assert_same(const struct kernel *k, const struct naive *n)
{
	const struct vmap_area *va = first_vmap_area(k);

	for (uint32_t i = 0; i < n->nr; i++) {
		assert_non_null(va);
		assert_int_equal(va->va_start, n->area[i].start);
		assert_int_equal(va->va_end, n->area[i].end);
		assert_int_equal(va->flags, n->area[i].lazy ? VM_LAZY_FREE : 0);
		va = next_vmap_area(k, va);
	}
	assert_null(va);
	assert_int_equal(k->g->vmap_lazy_nr, n->lazy_nr);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), n->flushes);
	assert_int_equal(reg(k->m, REG_TLB_START), n->low);
	assert_int_equal(reg(k->m, REG_TLB_END), n->high);
}

/* Two regions side by side, so that one ends where the other starts. */
struct load {
	uint32_t split, end; /* pages above START */
	uint32_t most_pages; /* of an area */
	uint32_t most_order; /* of an alignment, in pages; every fourth area */
	uint32_t frees;	     /* of 16 steps, when there is something to free */
	int steps;
};

static void alloc_one(struct kernel *k, struct naive *n, struct chance *c,
		      const struct load *load)
{
	bool upper = below(c, 2);
	vaddr_t vstart = START + PAGES(upper ? load->split : 0);
	vaddr_t vend = START + PAGES(upper ? load->end : load->split);
	uint32_t size = PAGES(1 + below(c, load->most_pages));
	uint32_t align =
		below(c, 4) ? 1 : PAGE_SIZE << below(c, load->most_order + 1);
	uint64_t expected = naive_alloc(n, size, align, vstart, vend);
	int error = 1;
	const struct vmap_area *va =
		alloc_in(k, size, align, vstart, vend, &error);

	if (expected)
		assert_at(va, (vaddr_t)expected);
	else
		assert_null(va);
	assert_int_equal(error, expected ? 0 : -EBUSY);
}

static void free_one(struct kernel *k, struct naive *n, struct chance *c)
{
	uint32_t i = below(c, n->nr);
	const struct vmap_area *va;

	if (n->area[i].lazy)
		return;
	va = find_vmap_area(k, (vaddr_t)n->area[i].start);
	assert_non_null(va);
	naive_free(n, i, lazy_max_pages(k));
	free_vmap_area_noflush(k, va);
}

static void run_as(const struct load *load, unsigned int allocator)
{
	static struct naive n;
	struct chance c = new_chance();
	struct board board = *marvell_board();
	struct kernel *k;

	board.allocator = allocator;
	k = boot_board(&board, "mem=16M");
	memset(&n, 0, sizeof(n));
	n.gap_after = k->vmap->gap_after;
	for (int i = 0; i < load->steps; i++) {
		if (below(&c, 500) == 0) {
			naive_purge(&n);
			vm_unmap_aliases(k);
		} else if (n.nr && below(&c, 16) < load->frees) {
			free_one(k, &n, &c);
		} else {
			alloc_one(k, &n, &c, load);
		}
		assert_same(k, &n);
		if (i % 200 == 0)
			assert_sound(k);
	}
	assert_true(n.flushes > 2);
	kernel_free(k);
}

/* What 2.6.39 remembers changes no address. */
static void run(const struct load *load)
{
	run_as(load, ALLOCATOR_2_6_32);
	run_as(load, ALLOCATOR_2_6_39);
}

/* Nearly always full: failures, purge and retry. */
static void a_crowded_region_equals_first_fit(void **state)
{
	static const struct load load = { .split = 2500,
					  .end = 7000,
					  .most_pages = 16,
					  .most_order = 5,
					  .frees = 7,
					  .steps = 30000 };

	(void)state;
	run(&load);
}

static void a_tiny_region_equals_first_fit(void **state)
{
	static const struct load load = { .split = 20,
					  .end = 48,
					  .most_pages = 6,
					  .most_order = 3,
					  .frees = 8,
					  .steps = 30000 };

	(void)state;
	run(&load);
}

/* Large areas with room to spare: the threshold purges. */
static void a_wide_region_equals_first_fit(void **state)
{
	static const struct load load = { .split = 60000,
					  .end = 180000,
					  .most_pages = 300,
					  .most_order = 8,
					  .frees = 8,
					  .steps = 30000 };

	(void)state;
	run(&load);
}

/* All sizes at once and alignments of up to 16 MB. */
static void large_alignments_equal_first_fit(void **state)
{
	static const struct load load = { .split = 8192,
					  .end = 30000,
					  .most_pages = 2000,
					  .most_order = 12,
					  .frees = 8,
					  .steps = 30000 };

	(void)state;
	run(&load);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_16m(the_first_area_starts_at_the_start),
		on_16m(a_page_is_left_before_every_other_area),
		on_16m(a_hole_must_hold_the_gap_and_the_area),
		on_16m(areas_may_touch_upwards),
		on_16m(a_hole_at_the_start_needs_no_gap),
		on_16m(an_area_that_ends_at_the_start_counts),
		on_16m(an_area_may_fill_the_region_to_its_end),
		on_16m(areas_beyond_the_region_do_not_matter),
		on_16m(alignment_counts_from_zero),
		on_16m(an_aligned_start_passes_what_lies_below),
		on_16m(a_size_that_wraps_finds_nothing),
		on_16m(an_alignment_that_wraps_finds_nothing),
		on_16m(the_walk_does_not_wrap_past_the_top),
		on_16m(a_lazily_freed_area_still_takes_its_place),
		on_16m(the_purge_flushes_from_lowest_to_highest),
		on_16m(a_purge_of_nothing_flushes_nothing),
		on_16m(more_cpus_save_up_more),
		on_64m(only_more_than_the_threshold_is_purged),
		on_16m(a_full_region_is_purged_and_tried_again),
		on_16m(the_purge_comes_even_when_it_cannot_help),
		on_16m(a_failure_changes_nothing),
		on_16m(the_warning_is_the_kernels_and_is_limited),
		on_16m(without_memory_for_the_record_nothing_is_searched),
		on_16m(an_area_is_found_from_its_first_to_its_last_byte),
		on_16m(a_given_place_must_be_free),
		cmocka_unit_test(a_crowded_region_equals_first_fit),
		cmocka_unit_test(a_tiny_region_equals_first_fit),
		cmocka_unit_test(a_wide_region_equals_first_fit),
		cmocka_unit_test(large_alignments_equal_first_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
