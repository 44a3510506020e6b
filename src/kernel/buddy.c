/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * buddy.c - free memory in blocks of 2^order pages.
 *
 * Linux: mm/page_alloc.c, 2.6.32 (__free_one_page, expand, __rmqueue and its
 * fallback, move_freepages). Faithful. Simplified: pageblock_flags has a byte
 * for each block instead of a few bits.
 *
 * Invariants (checked by kernel_check):
 *   1. the first page of a free block, and only it, has PG_buddy and the order
 *      in page->private; it is on free_area[order].free_list[type];
 *   2. a block starts at a multiple of its size;
 *   3. no two free buddies of the same order lie side by side unmerged;
 *   4. free_area[order].nr_free counts the blocks of all types.
 */
#include "kernel/buddy.h"

#include "kernel/list.h"
#include "kernel/step.h"

/* Where to look when a type has no block left, the reserve last. */
static const unsigned char fallbacks[MIGRATE_TYPES][2] = {
	[MIGRATE_UNMOVABLE] = { MIGRATE_RECLAIMABLE, MIGRATE_MOVABLE },
	[MIGRATE_RECLAIMABLE] = { MIGRATE_UNMOVABLE, MIGRATE_MOVABLE },
	[MIGRATE_MOVABLE] = { MIGRATE_RECLAIMABLE, MIGRATE_UNMOVABLE },
};

void mod_zone_page_state(struct kernel *k, const struct zone *zone,
			 enum zone_stat_item item, int32_t delta)
{
	set(k->m, zone->vm_stat[item], zone->vm_stat[item] + (uint32_t)delta);
}

void zone_init_free_lists(struct kernel *k, const struct zone *zone)
{
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		const struct free_area *area = &zone->free_area[order];

		for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
			INIT_LIST_HEAD(k, &area->free_list[type]);
		set(k->m, area->nr_free, 0);
	}
}

static const uint8_t *pageblock_type(const struct kernel *k,
				     const struct page *page)
{
	const struct zone *zone = page_zone(k, page);
	const uint8_t *types = at(k, zone->pageblock_flags);
	pfn_t inside = page_to_pfn(k, page) - zone->zone_start_pfn;

	return &types[inside >> pageblock_order];
}

unsigned int get_pageblock_migratetype(const struct kernel *k,
				       const struct page *page)
{
	return *pageblock_type(k, page);
}

void set_pageblock_migratetype(struct kernel *k, const struct page *page,
			       unsigned int migratetype)
{
	if (k->g->page_group_by_mobility_disabled)
		migratetype = MIGRATE_UNMOVABLE;
	store8(k->m, pageblock_type(k, page), (uint8_t)migratetype);
}

/* These tell a buddy that the block is free, and how large it is. */
static void set_page_order(struct kernel *k, const struct page *page,
			   unsigned int order)
{
	set(k->m, page->private, order);
	set_page_flag(k, page, PG_buddy);
}

static void rmv_page_order(struct kernel *k, const struct page *page)
{
	clear_page_flag(k, page, PG_buddy);
	set(k->m, page->private, 0);
}

static void add_to_free_area(struct kernel *k, const struct page *page,
			     const struct zone *zone, unsigned int order,
			     unsigned int migratetype)
{
	const struct free_area *area = &zone->free_area[order];

	list_add(k, &page->lru, &area->free_list[migratetype]);
	set(k->m, area->nr_free, area->nr_free + 1);
	set_page_order(k, page, order);
}

static void del_from_free_area(struct kernel *k, const struct page *page,
			       const struct zone *zone, unsigned int order)
{
	const struct free_area *area = &zone->free_area[order];

	list_del(k, &page->lru);
	set(k->m, area->nr_free, area->nr_free - 1);
	rmv_page_order(k, page);
}

/* A buddy merges when it is free, whole and of the same zone. */
static bool page_is_buddy(const struct kernel *k, const struct page *page,
			  pfn_t buddy_pfn, unsigned int order)
{
	const struct page *buddy;

	if (!pfn_valid(k, buddy_pfn))
		return false;
	buddy = pfn_to_page(k, buddy_pfn);
	return page_flag(buddy, PG_buddy) && buddy->private == order &&
	       page_zone(k, page) == page_zone(k, buddy);
}

void __free_one_page(struct kernel *k, const struct page *page,
		     const struct zone *zone, unsigned int order,
		     unsigned int migratetype)
{
	step_in(k, page, order, migratetype, zone);
	pfn_t pfn = page_to_pfn(k, page);

	while (order < MAX_ORDER - 1) {
		pfn_t buddy_pfn = pfn ^ (1u << order);

		if (!page_is_buddy(k, page, buddy_pfn, order))
			break;
		step(k, merge, pfn, buddy_pfn, order);
		del_from_free_area(k, pfn_to_page(k, buddy_pfn), zone, order);
		pfn &= ~(1u << order); /* the lower of the two */
		order++;
	}
	step(k, free_list, pfn, order, migratetype);
	add_to_free_area(k, pfn_to_page(k, pfn), zone, order, migratetype);
}

/* Keep the lower half, free the upper one, until the block has order @low. */
static void expand(struct kernel *k, const struct zone *zone,
		   const struct page *page, unsigned int low, unsigned int high,
		   unsigned int migratetype)
{
	step_in(k, page, low, high, migratetype);
	while (high > low) {
		const struct page *half = page + (1u << --high);

		step(k, half, page, as(upper, page_to_pfn(k, half)), high, low);
		add_to_free_area(k, half, zone, high, migratetype);
	}
}

static const struct page *first_free(const struct kernel *k,
				     const struct zone *zone,
				     unsigned int order,
				     unsigned int migratetype)
{
	const struct list_head *list =
		&zone->free_area[order].free_list[migratetype];

	if (list_empty(k, list))
		return NULL;
	return container_of(list_next(k, list), struct page, lru);
}

/* The smallest block that is large enough, from the head of its list. */
static const struct page *__rmqueue_smallest(struct kernel *k,
					     const struct zone *zone,
					     unsigned int order,
					     unsigned int migratetype)
{
	step_in(k, order, migratetype, zone);
	for (unsigned int current = order; current < MAX_ORDER; current++) {
		const struct page *page =
			first_free(k, zone, current, migratetype);

		step(k, free_block, current, page, migratetype);
		if (!page)
			continue;
		del_from_free_area(k, page, zone, current);
		expand(k, zone, page, order, current, migratetype);
		return page;
	}
	return NULL;
}

/* Move the free blocks among [page, end) to another type's lists. */
static uint32_t move_freepages(struct kernel *k, const struct zone *zone,
			       const struct page *page, const struct page *end,
			       unsigned int migratetype)
{
	step_in(k, page, migratetype, as_a(PAGES, end - page, end - page));
	uint32_t moved = 0;

	while (page < end) {
		unsigned int order = page->private;

		if (!pfn_valid(k, page_to_pfn(k, page)) ||
		    !page_flag(page, PG_buddy)) {
			page++;
			continue;
		}
		step(k, move, page, order, migratetype, moved);
		list_move(k, &page->lru,
			  &zone->free_area[order].free_list[migratetype]);
		page += 1u << order;
		moved += 1u << order;
	}
	return moved;
}

/* The whole 4 MB around @page, as far as they are in the zone. */
static uint32_t move_freepages_block(struct kernel *k, const struct zone *zone,
				     const struct page *page,
				     unsigned int migratetype)
{
	pfn_t start = page_to_pfn(k, page) & ~(pageblock_nr_pages - 1);
	pfn_t end = start + pageblock_nr_pages;

	if (start < zone->zone_start_pfn)
		start = page_to_pfn(k, page);
	if (end > zone->zone_start_pfn + zone->spanned_pages)
		return 0;
	return move_freepages(k, zone, pfn_to_page(k, start),
			      pfn_to_page(k, start) + (end - start),
			      migratetype);
}

/*
 * Take @page, of order @current, from another type's list. A large block (or
 * any block for reclaimable pages, which come in bursts) brings its free
 * neighbours along, so that types mix in as few pageblocks as possible.
 */
static void steal(struct kernel *k, const struct zone *zone,
		  const struct page *page, unsigned int order,
		  unsigned int current, unsigned int start_type,
		  unsigned int type)
{
	step_in(k, page, order, current, start_type, type);
	struct extfrag event = {
		.pfn = page_to_pfn(k, page),
		.order = order,
		.fallback_order = current,
		.start_type = start_type,
	};

	bool no_types = k->g->page_group_by_mobility_disabled;

	if (current >= pageblock_order / 2 ||
	    start_type == MIGRATE_RECLAIMABLE || no_types) {
		uint32_t moved =
			move_freepages_block(k, zone, page, start_type);

		step(k, claim, moved, start_type, page);
		if (moved >= pageblock_nr_pages / 2 || no_types)
			set_pageblock_migratetype(k, page, start_type);
		type = start_type;
	}
	step(k, leave_list, page, current, type);
	del_from_free_area(k, page, zone, current);
	if (current >= pageblock_order)
		set_pageblock_migratetype(k, page, start_type);
	expand(k, zone, page, order, current, type);

	event.new_type = type;
	event.block_type = get_pageblock_migratetype(k, page);
	if (k->on_extfrag)
		k->on_extfrag(k->on_extfrag_arg, &event);
}

/* The largest block of another type, which leaves the fewest fragments. */
static const struct page *__rmqueue_fallback(struct kernel *k,
					     const struct zone *zone,
					     unsigned int order,
					     unsigned int start_type)
{
	step_in(k, order, start_type, zone);
	for (unsigned int current = MAX_ORDER; current-- > order;) {
		for (unsigned int i = 0; i < 2; i++) {
			unsigned int type = fallbacks[start_type][i];
			const struct page *page =
				first_free(k, zone, current, type);

			step(k, fallback, current, type, page);
			if (!page)
				continue;
			steal(k, zone, page, order, current, start_type, type);
			return page;
		}
	}
	return NULL;
}

const struct page *__rmqueue(struct kernel *k, const struct zone *zone,
			     unsigned int order, unsigned int migratetype)
{
	step_in(k, order, migratetype, zone);
	const struct page *page =
		__rmqueue_smallest(k, zone, order, migratetype);

	if (!page && migratetype < MIGRATE_PCPTYPES)
		page = __rmqueue_fallback(k, zone, order, migratetype);
	if (!page) {
		step(k, reserve, order, migratetype);
		page = __rmqueue_smallest(k, zone, order, MIGRATE_RESERVE);
	}
	return page;
}

void setup_zone_migrate_reserve(struct kernel *k, const struct zone *zone)
{
	pfn_t end = zone->zone_start_pfn + zone->spanned_pages;
	uint32_t blocks =
		(zone->watermark[WMARK_MIN] + pageblock_nr_pages - 1) >>
		pageblock_order;

	if (blocks > 2)
		blocks = 2;
	for (pfn_t pfn = zone->zone_start_pfn; pfn < end;
	     pfn += pageblock_nr_pages) {
		const struct page *page = pfn_to_page(k, pfn);
		unsigned int type = get_pageblock_migratetype(k, page);
		unsigned int wanted =
			blocks ? MIGRATE_RESERVE : MIGRATE_MOVABLE;

		if (!pfn_valid(k, pfn) || page_flag(page, PG_reserved))
			continue;
		if (type != MIGRATE_RESERVE &&
		    (wanted != MIGRATE_RESERVE || type != MIGRATE_MOVABLE))
			continue;
		if (blocks)
			blocks--;
		if (type == wanted)
			continue;
		set_pageblock_migratetype(k, page, wanted);
		move_freepages_block(k, zone, page, wanted);
	}
}
