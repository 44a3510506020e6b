/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * workload.c - churn and fragment: the random work itself.
 */
#include "session/commands/workload.h"

#include <errno.h>
#include <stdlib.h>

#include "kernel/ioremap.h"
#include "kernel/kallsyms.h"
#include "kernel/page_alloc.h"
#include "kernel/vmalloc.h"
#include "inspect/ledger.h"
#include "session/random_numbers.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Where devices are on boards that name none. */
#define ANY_DEVICE 0xf1000000u

/* ---- Churn ---- */

static vaddr_t take_vmalloc(struct churn *c, uint32_t size)
{
	return vmalloc(c->k, size, 0);
}

static vaddr_t take_user(struct churn *c, uint32_t size)
{
	return vmalloc_user(c->k, size, 0);
}

static vaddr_t take_32(struct churn *c, uint32_t size)
{
	return vmalloc_32(c->k, size, 0);
}

/* Registers of one of the board's devices. */
static vaddr_t take_ioremap(struct churn *c, uint32_t size)
{
	const struct board *board = &c->k->layout.board;
	paddr_t phys = ANY_DEVICE;

	if (board->nr_devices)
		phys = board->device[random_below(&c->random,
						  board->nr_devices)]
			       .start;
	/* A range does not wrap; 1 GB below the end is far enough. */
	if (phys > UINT32_MAX - size)
		phys = -size & PAGE_MASK;
	return __arm_ioremap(c->k, phys & PAGE_MASK, size, MT_DEVICE,
			     c->ioremap_caller);
}

static const struct kind {
	uint32_t weight; /* of all weights: how often */
	vaddr_t (*take)(struct churn *c, uint32_t size);
	void (*give_back)(struct kernel *k, vaddr_t addr);
} kinds[] = {
	{ 10, take_vmalloc, vfree },
	{ 4, take_ioremap, iounmap },
	{ 1, take_user, vfree },
	{ 1, take_32, vfree },
};

static uint8_t random_kind(uint64_t *random)
{
	uint32_t total = 0, pick;
	uint8_t kind = 0;

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		total += kinds[i].weight;
	pick = random_below(random, total);
	for (; pick >= kinds[kind].weight; kind++)
		pick -= kinds[kind].weight;
	return kind;
}

/* Small sizes are common: each power of two is as likely as the next. */
static uint32_t random_size(struct churn *c)
{
	unsigned int low = fls(c->min), high = fls(c->max);
	unsigned int bit = low + random_below(&c->random, high - low + 1);
	uint32_t from = 1u << (bit - 1), to = from + (from - 1);

	if (from < c->min)
		from = c->min;
	if (to > c->max)
		to = c->max;
	return from + random_below(&c->random, to - from + 1);
}

void churn_start(struct churn *c, struct kernel *k, uint32_t seed, uint32_t min,
		 uint32_t max)
{
	vaddr_t function;

	*c = (struct churn){
		.k = k, .random = random_first(seed), .min = min, .max = max
	};
	if (kallsyms_lookup_name(k, "__arm_ioremap_pfn", &function))
		c->ioremap_caller = function + 0x64;
}

void churn_step(struct churn *c)
{
	uint32_t slot = random_below(&c->random, CHURN_SLOTS);

	c->operations++;
	if (c->live[slot]) {
		ledger_forget(c->k, c->live[slot]);
		kinds[c->kind[slot]].give_back(c->k, c->live[slot]);
		c->live[slot] = 0;
		return;
	}
	c->kind[slot] = random_kind(&c->random);
	c->live[slot] = kinds[c->kind[slot]].take(c, random_size(c));
	ledger_hold(c->k, c->live[slot]);
	c->failures += !c->live[slot];
}

uint32_t churn_left(const struct churn *c)
{
	uint32_t left = 0;

	for (unsigned int i = 0; i < CHURN_SLOTS; i++)
		left += c->live[i] != 0;
	return left;
}

/* ---- Fragment ---- */

enum { GROUP_FRAMES = 16 }; /* order 4 */

/* Which frames we took: one bit each, from layout.first_pfn on. */
struct frame_set {
	uint8_t *bits;
	uint32_t frames; /* bits there are */
	uint32_t nr;	 /* bits set */
};

static bool has_frame(const struct frame_set *set, uint32_t i)
{
	return i < set->frames && (set->bits[i / 8] >> i % 8 & 1);
}

static void add_frame(struct frame_set *set, uint32_t i)
{
	set->bits[i / 8] |= (uint8_t)(1u << i % 8);
	set->nr++;
}

static uint32_t free_in(const struct zone *zone)
{
	return zone->vm_stat[NR_FREE_PAGES];
}

static uint32_t count_free(struct kernel *k)
{
	const struct zone *zone;
	uint32_t count = 0;

	for_each_zone(k, zone) if (zone->zone_nr == ZONE_NORMAL) count +=
		free_in(zone);
	return count;
}

/* Every free page of lowmem, singly. Return: pages that are to stay free. */
static uint32_t take_all(struct kernel *k, struct frame_set *taken)
{
	const struct zone *zone;
	const struct page *page;
	uint32_t reserve = 0;

	for_each_zone(k, zone)
	{
		if (zone->zone_nr != ZONE_NORMAL)
			continue;
		reserve += zone->watermark[WMARK_HIGH];
		while (free_in(zone) || zone->pageset.count) {
			page = buffered_rmqueue(k, zone, 0, MIGRATE_UNMOVABLE,
						false);
			if (!page)
				break;
			add_frame(taken,
				  page_to_pfn(k, page) - k->layout.first_pfn);
		}
	}
	return reserve;
}

/* How many frames of the group that starts at @first we took. */
static uint32_t taken_in_group(const struct frame_set *taken, uint32_t first)
{
	uint32_t nr = 0;

	for (uint32_t i = first; i < first + GROUP_FRAMES; i++)
		nr += has_frame(taken, i);
	return nr;
}

/*
 * Of the @nr frames taken in a group keep @keep, each set as likely as any
 * other (Knuth 3.4.2, algorithm S), and give the others back.
 */
static void thin_group(struct kernel *k, const struct frame_set *taken,
		       uint32_t first, uint32_t nr, uint32_t keep,
		       uint64_t *random)
{
	for (uint32_t i = first; nr; i++) {
		pfn_t pfn = k->layout.first_pfn + i;

		if (!has_frame(taken, i))
			continue;
		if (random_below(random, nr--) < keep) {
			ledger_add_block(k, pfn, 0);
			keep--;
		} else {
			__free_pages(k, pfn_to_page(k, pfn), 0);
		}
	}
}

/* Keep @kept of all, every group its share of what has been seen so far. */
static void thin_out(struct kernel *k, const struct frame_set *taken,
		     uint32_t kept, uint64_t random)
{
	uint64_t seen = 0, done = 0;

	for (uint32_t i = 0; i < taken->frames; i += GROUP_FRAMES) {
		uint32_t nr = taken_in_group(taken, i);
		uint64_t due;

		if (!nr)
			continue;
		seen += nr;
		due = seen * kept / taken->nr;
		thin_group(k, taken, i, nr, (uint32_t)(due - done), &random);
		done = due;
	}
}

static int largest_free_order(struct kernel *k)
{
	const struct zone *zone;
	int largest = -1;

	for_each_zone(k, zone)
	{
		if (zone->zone_nr != ZONE_NORMAL)
			continue;
		for (int order = 0; order < MAX_ORDER; order++)
			if (zone->free_area[order].nr_free && order > largest)
				largest = order;
	}
	return largest;
}

/* @percent of @taken pages, but @reserve of them stay free. */
static uint32_t pages_to_keep(uint32_t taken, uint32_t percent,
			      uint32_t reserve)
{
	uint32_t wanted = (uint32_t)((uint64_t)taken * percent / 100);
	uint32_t most = reserve < taken ? taken - reserve : 0;

	return wanted < most ? wanted : most;
}

int fragment(struct kernel *k, uint32_t percent, uint32_t seed,
	     struct fragmentation *f)
{
	struct frame_set taken = { .frames = k->layout.max_low_pfn -
					     k->layout.first_pfn };
	uint32_t reserve;

	taken.bits = calloc(taken.frames / 8 + 1, 1);
	if (!taken.bits)
		return -ENOMEM;
	drain_pages(k);
	f->was_free = count_free(k);
	reserve = take_all(k, &taken);
	f->kept = pages_to_keep(taken.nr, percent, reserve);
	if (taken.nr)
		thin_out(k, &taken, f->kept, random_first(seed));
	drain_pages(k);
	free(taken.bits);
	f->is_free = count_free(k);
	f->largest = largest_free_order(k);
	return 0;
}
