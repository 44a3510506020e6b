/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page_alloc.c - takes a request for pages to a zone and its lists.
 *
 * Linux: mm/page_alloc.c, 2.6.32. Faithful: zone order, watermarks, per-cpu
 * lists, compound pages. Simplified: one CPU; reclaim finds nothing and no
 * process is killed, so an allocation fails where Linux would wait.
 *
 * Invariants (checked by kernel_check):
 *   1. pcp.count is the number of pages on the three lists; a free that raises
 *      it to pcp.high gives a batch back;
 *   2. NR_FREE_PAGES counts the pages on the free lists, not per-cpu pages;
 *   3. an allocated page has _count > 0, a free page 0.
 */
#include "kernel/page_alloc.h"

#include "kernel/buddy.h"
#include "kernel/fault_inject.h"
#include "kernel/list.h"
#include "kernel/printk.h"
#include "kernel/step.h"

#define ALLOC_WMARK_MASK 0x03u
#define ALLOC_HARDER 0x10u
#define ALLOC_HIGH 0x20u /* the same bit as __GFP_HIGH */

enum { SWAP_CLUSTER_MAX = 32, LOWMEM_RESERVE_RATIO = 32 };

const char *zone_type_name(uint32_t type)
{
	static const char *const name[] = { "Normal", "HighMem", "Movable" };

	return name[type];
}

const char *zone_name(const struct zone *zone)
{
	return zone_type_name(zone->zone_nr);
}

const char *migratetype_name(uint32_t type)
{
	static const char *const name[MIGRATE_TYPES] = {
		[MIGRATE_UNMOVABLE] = "Unmovable",
		[MIGRATE_RECLAIMABLE] = "Reclaimable",
		[MIGRATE_MOVABLE] = "Movable",
		[MIGRATE_RESERVE] = "Reserve",
		[MIGRATE_ISOLATE] = "Isolate",
	};

	return name[type];
}

uint32_t zone_batchsize(uint32_t present)
{
	uint32_t batch = present / 1024;

	if (batch > 512 * 1024 / PAGE_SIZE)
		batch = 512 * 1024 / PAGE_SIZE;
	batch /= 4;
	if (batch < 1)
		batch = 1;
	/* One less than a power of two, to spread over cache colours. */
	return (1u << (fls(batch + batch / 2) - 1)) - 1;
}

void zone_init(struct kernel *k, const struct zone *zone, pfn_t start,
	       uint32_t spanned, uint32_t present, vaddr_t pageblock_flags)
{
	const struct per_cpu_pages *pcp = &zone->pageset;
	uint32_t batch = zone_batchsize(present);

	set(k->m, zone->zone_start_pfn, start);
	set(k->m, zone->spanned_pages, spanned);
	set(k->m, zone->present_pages, present);
	set(k->m, zone->pageblock_flags, pageblock_flags);
	set(k->m, zone->vm_stat[NR_FREE_PAGES], 0);
	set(k->m, pcp->count, 0);
	set(k->m, pcp->high, 6 * batch);
	set(k->m, pcp->batch, batch ? batch : 1);
	for (unsigned int type = 0; type < MIGRATE_PCPTYPES; type++)
		INIT_LIST_HEAD(k, &pcp->lists[type]);
	zone_init_free_lists(k, zone);
}

void memmap_init_zone(struct kernel *k, const struct zone *zone, pfn_t start,
		      pfn_t end)
{
	uint32_t flags = zone->zone_nr << ZONES_PGSHIFT |
			 zone->node << NODES_PGSHIFT | 1u << PG_reserved;
	const struct page *page = pfn_to_page(k, start);

	for (pfn_t pfn = start; pfn < end; pfn++, page++) {
		set(k->m, page->flags, flags);
		set(k->m, page->_count, 1);
		set(k->m, page->_mapcount, UINT32_MAX);
		set(k->m, page->private, 0);
		INIT_LIST_HEAD(k, &page->lru);
		if (pfn % pageblock_nr_pages == 0)
			set_pageblock_migratetype(k, page, MIGRATE_MOVABLE);
	}
}

void __free_pages_bootmem(struct kernel *k, const struct page *page,
			  unsigned int order)
{
	for (uint32_t i = 0; i < 1u << order; i++) {
		clear_page_flag(k, &page[i], PG_reserved);
		set(k->m, page[i]._count, i == 0);
	}
	__free_pages(k, page, order);
}

/* Largest integer whose square is not above @x. */
static uint32_t int_sqrt(uint32_t x)
{
	uint32_t root = 0;

	for (uint32_t bit = 1u << 15; bit; bit >>= 1)
		if ((uint64_t)(root | bit) * (root | bit) <= x)
			root |= bit;
	return root;
}

static void set_watermarks(struct kernel *k, const struct zone *zone,
			   uint32_t lowmem_pages)
{
	uint32_t pages_min = k->g->min_free_kbytes >> (PAGE_SHIFT - 10);
	uint32_t share = (uint32_t)((uint64_t)pages_min * zone->present_pages /
				    lowmem_pages);
	uint32_t min = share;

	/* The kernel does not depend on highmem, so little is kept. */
	if (zone->zone_nr == ZONE_HIGHMEM) {
		min = zone->present_pages / 1024;
		if (min < SWAP_CLUSTER_MAX)
			min = SWAP_CLUSTER_MAX;
		if (min > 128)
			min = 128;
	}
	set(k->m, zone->watermark[WMARK_MIN], min);
	set(k->m, zone->watermark[WMARK_LOW], min + share / 4);
	set(k->m, zone->watermark[WMARK_HIGH], min + share / 2);
	setup_zone_migrate_reserve(k, zone);
}

/* What a zone keeps from requests that a higher zone could serve. */
static void setup_per_zone_lowmem_reserve(struct kernel *k,
					  const struct pglist_data *pgdat)
{
	for (unsigned int high = 0; high < MAX_NR_ZONES; high++) {
		uint32_t present = pgdat->node_zones[high].present_pages;

		for (unsigned int low = high; low-- > 0;) {
			const struct zone *zone = &pgdat->node_zones[low];

			set(k->m, zone->lowmem_reserve[high],
			    present / LOWMEM_RESERVE_RATIO);
			present += zone->present_pages;
		}
	}
}

void init_per_zone_wmark_min(struct kernel *k)
{
	const struct zone *zone;
	uint32_t lowmem_pages = 0, kbytes;

	for_each_zone(k, zone) if (zone->zone_nr == ZONE_NORMAL) lowmem_pages +=
		zone->present_pages;
	kbytes = int_sqrt(lowmem_pages * (PAGE_SIZE / 1024) * 16);
	if (kbytes < 128)
		kbytes = 128;
	if (kbytes > 65536)
		kbytes = 65536;
	set(k->m, k->g->min_free_kbytes, kbytes);
	for_each_zone(k, zone) if (populated_zone(zone))
		set_watermarks(k, zone, lowmem_pages);
	for (unsigned int node = 0; node < MAX_NUMNODES; node++)
		setup_per_zone_lowmem_reserve(k, &k->g->contig_page_data[node]);
}

uint32_t global_page_state(const struct kernel *k, enum zone_stat_item item)
{
	const struct zone *zone;
	uint32_t pages = 0;

	for_each_zone(k, zone) pages += zone->vm_stat[item];
	return pages;
}

/* Compound pages: every tail has its head, page[1] has the order. */
static void prep_compound_page(struct kernel *k, const struct page *page,
			       unsigned int order)
{
	set_page_flag(k, page, PG_head);
	set(k->m, page[1].lru.prev, order);
	for (uint32_t i = 1; i < 1u << order; i++) {
		set_page_flag(k, &page[i], PG_tail);
		set(k->m, page[i].first_page, va_of(k, page));
	}
}

static void destroy_compound_page(struct kernel *k, const struct page *page,
				  unsigned int order)
{
	clear_page_flag(k, page, PG_head);
	for (uint32_t i = 1; i < 1u << order; i++) {
		clear_page_flag(k, &page[i], PG_tail);
		set(k->m, page[i].private, 0);
	}
}

static void prep_new_page(struct kernel *k, const struct page *page,
			  unsigned int order, gfp_t gfp)
{
	if (gfp & __GFP_ZERO)
		store_fill(k->m, ram_at(k->m, page_to_phys(k, page)), 0,
			   PAGE_SIZE << order);
	if (order && (gfp & __GFP_COMP))
		prep_compound_page(k, page, order);
}

/* Take a batch from the buddy, in the order of later allocation. */
static void rmqueue_bulk(struct kernel *k, const struct zone *zone,
			 const struct list_head *list, unsigned int migratetype,
			 bool cold)
{
	step_in(k, migratetype, zone, as(batch, zone->pageset.batch));
	const struct per_cpu_pages *pcp = &zone->pageset;
	uint32_t count = 0;

	while (count < pcp->batch) {
		const struct page *page = __rmqueue(k, zone, 0, migratetype);

		if (!page)
			break;
		step(k, join_pcp, page, count, cold);
		if (cold)
			list_add_tail(k, &page->lru, list);
		else
			list_add(k, &page->lru, list);
		set(k->m, page->private, migratetype);
		list = &page->lru;
		count++;
	}
	step(k, left_buddy, count, zone);
	mod_zone_page_state(k, zone, NR_FREE_PAGES, -(int32_t)count);
	set(k->m, pcp->count, pcp->count + count);
}

static const struct page *rmqueue_pcp(struct kernel *k, const struct zone *zone,
				      unsigned int migratetype, bool cold)
{
	step_in(k, zone, migratetype, as(count, zone->pageset.count));
	const struct per_cpu_pages *pcp = &zone->pageset;
	const struct list_head *list = &pcp->lists[migratetype];
	const struct page *page;

	if (list_empty(k, list))
		rmqueue_bulk(k, zone, list, migratetype, cold);
	if (list_empty(k, list))
		return NULL;
	page = container_of(cold ? list_prev(k, list) : list_next(k, list),
			    struct page, lru);
	step(k, take_pcp, page, as(count, pcp->count), migratetype, cold);
	list_del(k, &page->lru);
	set(k->m, pcp->count, pcp->count - 1);
	return page;
}

const struct page *buffered_rmqueue(struct kernel *k, const struct zone *zone,
				    unsigned int order,
				    unsigned int migratetype, bool cold)
{
	step_in(k, zone, order, migratetype, cold);
	const struct page *page;

	if (order == 0) {
		page = rmqueue_pcp(k, zone, migratetype, cold);
	} else {
		page = __rmqueue(k, zone, order, migratetype);
		if (page)
			mod_zone_page_state(k, zone, NR_FREE_PAGES,
					    -(int32_t)(1u << order));
	}
	if (page) {
		step(k, taken, page, order, zone);
		set(k->m, page->private, 0);
		set(k->m, page->_count, 1);
	}
	return page;
}

/*
 * Would enough pages be left after taking 2^order? Blocks too small for the
 * request do not count, but fewer pages are required of the larger ones.
 */
static bool zone_watermark_ok(const struct zone *zone, unsigned int order,
			      uint32_t mark, unsigned int classzone,
			      unsigned int alloc_flags)
{
	int64_t min = mark;
	int64_t free = (int64_t)zone->vm_stat[NR_FREE_PAGES] - (1 << order) + 1;

	if (alloc_flags & ALLOC_HIGH)
		min -= min / 2;
	if (alloc_flags & ALLOC_HARDER)
		min -= min / 4;
	if (free <= min + zone->lowmem_reserve[classzone])
		return false;
	for (unsigned int o = 0; o < order; o++) {
		free -= (int64_t)zone->free_area[o].nr_free << o;
		min /= 2;
		if (free <= min)
			return false;
	}
	return true;
}

/* gfp_zone(): the highest zone allowed for a request. */
static unsigned int gfp_zone(gfp_t gfp)
{
	if (!(gfp & __GFP_HIGHMEM))
		return ZONE_NORMAL;
	return gfp & __GFP_MOVABLE ? ZONE_MOVABLE : ZONE_HIGHMEM;
}

/* allocflags_to_migratetype(); both bits together make no sense in Linux. */
static unsigned int gfp_migratetype(const struct kernel *k, gfp_t gfp)
{
	if (k->g->page_group_by_mobility_disabled)
		return MIGRATE_UNMOVABLE;
	if (gfp & __GFP_MOVABLE)
		return MIGRATE_MOVABLE;
	return gfp & __GFP_RECLAIMABLE ? MIGRATE_RECLAIMABLE
				       : MIGRATE_UNMOVABLE;
}

/* The zones to try, in "Node order": the near node first, from the top. */
struct zonelist {
	const struct zone *zone[MAX_NR_ZONES * MAX_NUMNODES];
	unsigned int nr;
};

static void build_zonelist(const struct kernel *k, int node, gfp_t gfp,
			   struct zonelist *list)
{
	unsigned int near = node < 0 ? 0 : (unsigned int)node;

	list->nr = 0;
	for (unsigned int i = 0; i < MAX_NUMNODES; i++) {
		unsigned int n = (near + i) % MAX_NUMNODES;

		if (i && (gfp & __GFP_THISNODE))
			break;
		for (unsigned int type = gfp_zone(gfp) + 1; type-- > 0;) {
			const struct zone *zone =
				&k->g->contig_page_data[n].node_zones[type];

			if (populated_zone(zone))
				list->zone[list->nr++] = zone;
		}
	}
}

static const struct page *get_page_from_freelist(struct kernel *k,
						 const struct zonelist *list,
						 gfp_t gfp, unsigned int order,
						 unsigned int alloc_flags)
{
	step_in(k, order, gfp, alloc_flags);
	unsigned int classzone = list->zone[0]->zone_nr;

	for (unsigned int i = 0; i < list->nr; i++) {
		const struct zone *zone = list->zone[i];
		uint32_t mark = zone->watermark[alloc_flags & ALLOC_WMARK_MASK];
		uint32_t free = zone->vm_stat[NR_FREE_PAGES];
		const struct page *page;

		if (!zone_watermark_ok(zone, order, mark, classzone,
				       alloc_flags)) {
			step(k, watermark, zone, mark, order, free);
			continue;
		}
		page = buffered_rmqueue(k, zone, order, gfp_migratetype(k, gfp),
					gfp & __GFP_COLD);
		if (page) {
			prep_new_page(k, page, order, gfp);
			return page;
		}
	}
	return NULL;
}

/*
 * Below the low watermark: try down to the minimum, then, if the caller may
 * wait, again after reclaim (which here only drains the per-cpu lists).
 */
static const struct page *alloc_pages_slowpath(struct kernel *k,
					       const struct zonelist *list,
					       gfp_t gfp, unsigned int order)
{
	step_in(k, order, gfp);
	unsigned int flags = WMARK_MIN | (gfp & __GFP_HIGH);
	const struct page *page;

	if (!(gfp & __GFP_WAIT))
		flags |= ALLOC_HARDER;
	page = get_page_from_freelist(k, list, gfp, order, flags);
	if (page || !(gfp & __GFP_WAIT))
		return page;
	step(k, no_reclaim, order, gfp);
	if (order)
		drain_pages(k);
	if ((gfp & __GFP_FS) && !(gfp & __GFP_NORETRY))
		page = get_page_from_freelist(k, list, gfp, order, WMARK_HIGH);
	return page;
}

static void warn_alloc_failed(struct kernel *k, gfp_t gfp, unsigned int order)
{
	uint32_t free = nr_free_pages(k);

	because(k, no_zone, as_a(COUNT, order, order), free);
	if (!(gfp & __GFP_NOWARN) && printk_ratelimit(k)) {
		printk(k,
		       KERN_WARNING "vmscope: page allocation failure."
				    " order:%u, mode:0x%x\n",
		       order, gfp);
		show_mem(k);
	}
}

/* WARN_ON_ONCE(): to ask for more than the largest block is a bug. */
static void warn_order(struct kernel *k, gfp_t gfp)
{
	if ((gfp & __GFP_NOWARN) || k->g->__warned)
		return;
	set(k->m, k->g->__warned, 1);
	printk(k, KERN_WARNING "------------[ cut here ]------------\n"
			       "WARNING: at mm/page_alloc.c:1819"
			       " __alloc_pages_nodemask+0x4f4/0x5bc()\n");
}

const struct page *alloc_pages_node(struct kernel *k, int node, gfp_t gfp,
				    unsigned int order)
{
	step_in(k, order, gfp, node);
	struct zonelist list;
	const struct page *page = NULL;

	if (order >= MAX_ORDER) {
		because(k, too_big, order, as_a(COUNT, largest, MAX_ORDER - 1));
		warn_order(k, gfp);
		return NULL;
	}
	if (should_fail_alloc_page(k, gfp, order)) {
		because(k, fail_page_alloc, order);
		return NULL;
	}
	build_zonelist(k, node, gfp, &list);
	if (list.nr) {
		page = get_page_from_freelist(k, &list, gfp, order, WMARK_LOW);
		if (!page)
			page = alloc_pages_slowpath(k, &list, gfp, order);
	}
	if (!page)
		warn_alloc_failed(k, gfp, order);
	return page;
}

const struct page *alloc_pages(struct kernel *k, gfp_t gfp, unsigned int order)
{
	return alloc_pages_node(k, -1, gfp, order);
}

/* The oldest pages of each list in turn, one more at each visit. */
static void free_pcppages_bulk(struct kernel *k, const struct zone *zone,
			       uint32_t count)
{
	step_in(k, as(held, zone->pageset.count), count, zone);
	const struct per_cpu_pages *pcp = &zone->pageset;
	const struct list_head *list;
	unsigned int type = 0, batch_free = 0;

	set(k->m, pcp->count, pcp->count - count);
	mod_zone_page_state(k, zone, NR_FREE_PAGES, (int32_t)count);
	while (count) {
		do {
			batch_free++;
			type = (type + 1) % MIGRATE_PCPTYPES;
			list = &pcp->lists[type];
		} while (list_empty(k, list));
		do {
			const struct page *page = container_of(
				list_prev(k, list), struct page, lru);

			step(k, oldest, page, count, batch_free, type);
			list_del(k, &page->lru);
			__free_one_page(k, page, zone, 0, page->private);
		} while (--count && --batch_free && !list_empty(k, list));
	}
}

void free_hot_cold_page(struct kernel *k, const struct page *page, bool cold)
{
	step_in(k, page, cold);
	const struct zone *zone = page_zone(k, page);
	const struct per_cpu_pages *pcp = &zone->pageset;
	unsigned int type = get_pageblock_migratetype(k, page);

	set(k->m, page->_count, 0);
	set(k->m, page->private, type);
	/* The reserve has no per-cpu list: its pages go to the movable one. */
	if (type >= MIGRATE_PCPTYPES)
		type = MIGRATE_MOVABLE;
	if (cold)
		list_add_tail(k, &page->lru, &pcp->lists[type]);
	else
		list_add(k, &page->lru, &pcp->lists[type]);
	set(k->m, pcp->count, pcp->count + 1);
	if (pcp->count >= pcp->high)
		free_pcppages_bulk(k, zone, pcp->batch);
}

void __free_pages_ok(struct kernel *k, const struct page *page,
		     unsigned int order)
{
	step_in(k, page, order);
	const struct zone *zone = page_zone(k, page);

	if (page_flag(page, PG_head))
		destroy_compound_page(k, page, order);
	set(k->m, page->_count, 0);
	mod_zone_page_state(k, zone, NR_FREE_PAGES, (int32_t)(1u << order));
	__free_one_page(k, page, zone, order,
			get_pageblock_migratetype(k, page));
}

void __free_pages(struct kernel *k, const struct page *page, unsigned int order)
{
	BUG_ON(!page->_count);
	set(k->m, page->_count, page->_count - 1);
	if (page->_count)
		return;
	if (order == 0)
		free_hot_cold_page(k, page, false);
	else
		__free_pages_ok(k, page, order);
}

void drain_pages(struct kernel *k)
{
	step_in(k, as(free, nr_free_pages(k)));
	const struct zone *zone;

	for_each_zone(k, zone) if (zone->pageset.count)
		free_pcppages_bulk(k, zone, zone->pageset.count);
}
