/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * buddy.h - free blocks of 2^order pages: split, merge, steal.
 *
 * The inner half of mm/page_alloc.c. page_alloc.c in front of it adds the
 * per-cpu lists, zones and watermarks; tests drive it alone.
 */
#ifndef VMSCOPE_KERNEL_BUDDY_H
#define VMSCOPE_KERNEL_BUDDY_H

#include "kernel/kernel.h"

/** zone_init_free_lists() - empty all free lists of a zone. */
void zone_init_free_lists(struct kernel *k, const struct zone *zone);

/** get_pageblock_migratetype() - the type of the 4 MB block around a page. */
unsigned int get_pageblock_migratetype(const struct kernel *k,
				       const struct page *page);
void set_pageblock_migratetype(struct kernel *k, const struct page *page,
			       unsigned int migratetype);

/**
 * __free_one_page() - give a block back, merging it with free buddies.
 * @k: the kernel
 * @page: first page of the block
 * @zone: its zone
 * @order: of the block
 * @migratetype: whose list it goes to
 * Does not count NR_FREE_PAGES.
 */
void __free_one_page(struct kernel *k, const struct page *page,
		     const struct zone *zone, unsigned int order,
		     unsigned int migratetype);

/**
 * __rmqueue() - take a block, splitting a larger one or another type's.
 * @k: the kernel
 * @zone: where
 * @order: 0 to MAX_ORDER - 1
 * @migratetype: wanted
 * Return: first page, or NULL. Does not count NR_FREE_PAGES.
 */
const struct page *__rmqueue(struct kernel *k, const struct zone *zone,
			     unsigned int order, unsigned int migratetype);

/**
 * setup_zone_migrate_reserve() - set blocks aside for urgent allocations.
 * @k: the kernel
 * @zone: its watermark[WMARK_MIN] determines how many, at most two
 */
void setup_zone_migrate_reserve(struct kernel *k, const struct zone *zone);

/** mod_zone_page_state() - add to a zone's counter (wraps below 0). */
void mod_zone_page_state(struct kernel *k, const struct zone *zone,
			 enum zone_stat_item item, int32_t delta);

#endif
