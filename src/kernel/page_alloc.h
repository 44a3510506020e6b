/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page_alloc.h - the page allocator: zones, watermarks, per-cpu lists.
 *
 * The outer half of mm/page_alloc.c, over buddy.h.
 */
#ifndef VMSCOPE_KERNEL_PAGE_ALLOC_H
#define VMSCOPE_KERNEL_PAGE_ALLOC_H

#include "kernel/gfp.h"
#include "kernel/kernel.h"

/**
 * zone_init() - set up a zone without free pages.
 * @k: the kernel
 * @zone: in contig_page_data; node and zone_nr are set
 * @start: first pfn
 * @spanned: pages with holes
 * @present: existing pages, less those taken by mem_map
 * @pageblock_flags: lowmem address of one byte per pageblock
 * Sets batch and high of the per-cpu list from @present (zone_batchsize).
 */
void zone_init(struct kernel *k, const struct zone *zone, pfn_t start,
	       uint32_t spanned, uint32_t present, vaddr_t pageblock_flags);

/** zone_batchsize() - pages moved at a time between per-cpu list and buddy, for
 * this many present pages; 0 (below about 32 MB) counts as 1. */
uint32_t zone_batchsize(uint32_t present);

/**
 * memmap_init_zone() - initialize the struct page of each frame: reserved, with
 * one user, pageblocks movable.
 */
void memmap_init_zone(struct kernel *k, const struct zone *zone, pfn_t start,
		      pfn_t end);

/** free_bootmem_page() - hand a block over to the buddy for the first time. */
void __free_pages_bootmem(struct kernel *k, const struct page *page,
			  unsigned int order);

/** init_per_zone_wmark_min() - set min_free_kbytes, watermarks, reserve. */
void init_per_zone_wmark_min(struct kernel *k);

/**
 * alloc_pages_node() - allocate 2^order physically contiguous pages.
 * @k: the kernel
 * @node: -1 for any, else tried first
 * @gfp: flags
 * @order: 0 to MAX_ORDER - 1; more gives NULL
 * Return: first page; NULL if no zone has them (because() records why)
 */
const struct page *alloc_pages_node(struct kernel *k, int node, gfp_t gfp,
				    unsigned int order);
const struct page *alloc_pages(struct kernel *k, gfp_t gfp, unsigned int order);

/** __free_pages() - drop a user; the last one frees the block. */
void __free_pages(struct kernel *k, const struct page *page,
		  unsigned int order);

/** buffered_rmqueue() - take pages from one zone, single ones by way of the
 * per-cpu list; watermarks are not checked. @cold: take from the tail. */
const struct page *buffered_rmqueue(struct kernel *k, const struct zone *zone,
				    unsigned int order,
				    unsigned int migratetype, bool cold);

/** free_hot_cold_page() - free a single page to the per-cpu list. */
void free_hot_cold_page(struct kernel *k, const struct page *page, bool cold);

/** __free_pages_ok() - free a block of any order directly to the buddy. */
void __free_pages_ok(struct kernel *k, const struct page *page,
		     unsigned int order);

/** drain_pages() - move all per-cpu pages back to the buddy. */
void drain_pages(struct kernel *k);

/** global_page_state() - a counter summed over all zones. */
uint32_t global_page_state(const struct kernel *k, enum zone_stat_item item);

/** nr_free_pages() - free pages in the buddy of all zones, without per-cpu. */
static inline uint32_t nr_free_pages(const struct kernel *k)
{
	return global_page_state(k, NR_FREE_PAGES);
}

/** show_mem() - log the state of memory, after an allocation failed. */
void show_mem(struct kernel *k);

/** zone_name() - "Normal", "HighMem" or "Movable". */
const char *zone_name(const struct zone *zone);

/** zone_type_name() - the same for an enum zone_type. */
const char *zone_type_name(uint32_t type);

/** migratetype_name() - "Unmovable" ... for an enum migratetype. */
const char *migratetype_name(uint32_t type);

/**
 * for_each_zone - visit every zone of every node, empty ones too.
 * @zone: const struct zone *
 */
#define for_each_zone(k, zone)                                                 \
	for (unsigned int n_ = 0; n_ < MAX_NUMNODES; n_++)                     \
		for (zone = (k)->g->contig_page_data[n_].node_zones;           \
		     zone <                                                    \
		     (k)->g->contig_page_data[n_].node_zones + MAX_NR_ZONES;   \
		     zone++)

#define populated_zone(zone) ((zone)->present_pages != 0)

#endif
