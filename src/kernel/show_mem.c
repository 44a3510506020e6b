/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * show_mem.c - what the kernel prints about memory when an allocation fails.
 *
 * Linux: mm/page_alloc.c (show_free_areas), arch/arm/mm/init.c (show_mem),
 * 2.6.32. Faithful: all lines and their order; what is not simulated is 0.
 * Absent: the backtrace before it.
 */
#include "kernel/page_alloc.h"

#include <stdio.h>

#include "kernel/printk.h"

static uint32_t kb(uint32_t pages)
{
	return pages << (PAGE_SHIFT - 10);
}

static void show_pageset(struct kernel *k, const struct zone *zone)
{
	const struct per_cpu_pages *pcp = &zone->pageset;

	printk(k, "%s per-cpu:\n", zone_name(zone));
	for (uint32_t cpu = 0; cpu < k->g->nr_online_cpus; cpu++)
		printk(k, "CPU %4u: hi:%5u, btch:%4u usd:%4u\n", cpu, pcp->high,
		       pcp->batch, cpu ? 0 : pcp->count);
}

static void show_counters(struct kernel *k)
{
	printk(k,
	       "active_anon:0 inactive_anon:0 isolated_anon:0\n"
	       " active_file:0 inactive_file:0 isolated_file:0\n"
	       " unevictable:0 dirty:0 writeback:0 unstable:0\n"
	       " free:%u slab_reclaimable:0 slab_unreclaimable:%u\n"
	       " mapped:0 shmem:0 pagetables:%u bounce:0\n",
	       nr_free_pages(k), global_page_state(k, NR_SLAB_UNRECLAIMABLE),
	       global_page_state(k, NR_PAGETABLE));
}

static void show_zone_counters(struct kernel *k, const struct zone *zone)
{
	printk(k,
	       "%s free:%ukB min:%ukB low:%ukB high:%ukB active_anon:0kB"
	       " inactive_anon:0kB active_file:0kB inactive_file:0kB"
	       " unevictable:0kB isolated(anon):0kB isolated(file):0kB"
	       " present:%ukB mlocked:0kB dirty:0kB writeback:0kB mapped:0kB"
	       " shmem:0kB slab_reclaimable:0kB slab_unreclaimable:%ukB"
	       " kernel_stack:0kB pagetables:%ukB unstable:0kB bounce:0kB"
	       " writeback_tmp:0kB pages_scanned:0 all_unreclaimable? no\n",
	       zone_name(zone), kb(zone->vm_stat[NR_FREE_PAGES]),
	       kb(zone->watermark[WMARK_MIN]), kb(zone->watermark[WMARK_LOW]),
	       kb(zone->watermark[WMARK_HIGH]), kb(zone->present_pages),
	       kb(zone->vm_stat[NR_SLAB_UNRECLAIMABLE]),
	       kb(zone->vm_stat[NR_PAGETABLE]));
	printk(k, "lowmem_reserve[]:");
	for (unsigned int type = 0; type < MAX_NR_ZONES; type++)
		if (type != ZONE_HIGHMEM || k->layout.board.highmem)
			printk(k, " %u", zone->lowmem_reserve[type]);
	printk(k, "\n");
}

static void show_free_blocks(struct kernel *k, const struct zone *zone)
{
	uint32_t pages = 0;

	printk(k, "%s: ", zone_name(zone));
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		uint32_t blocks = zone->free_area[order].nr_free;

		printk(k, "%u*%ukB ", blocks, kb(1u << order));
		pages += blocks << order;
	}
	printk(k, "= %ukB\n", kb(pages));
}

/* A page without users counts as free, even inside an allocated block. */
static void show_ram(struct kernel *k)
{
	const struct layout *l = &k->layout;
	uint32_t total = 0, free = 0, reserved = 0, slab = 0, shared = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		pfn_t pfn = l->bank[i].start >> PAGE_SHIFT;
		pfn_t end = pfn + (pfn_t)(l->bank[i].size >> PAGE_SHIFT);
		const struct page *page = pfn_to_page(k, pfn);

		for (; pfn < end; pfn++, page++, total++) {
			if (page_flag(page, PG_reserved))
				reserved++;
			else if (page_flag(page, PG_slab))
				slab++;
			else if (!page->_count)
				free++;
			else
				shared += page->_count - 1;
		}
	}
	printk(k,
	       "0 total pagecache pages\n%u pages of RAM\n%u free pages\n"
	       "%u reserved pages\n%u slab pages\n%u pages shared\n"
	       "0 pages swap cached\n",
	       total, free, reserved, slab, shared);
}

void show_mem(struct kernel *k)
{
	const struct zone *zone;

	printk(k, "Mem-info:\n");
	for_each_zone(k, zone) if (populated_zone(zone)) show_pageset(k, zone);
	show_counters(k);
	for_each_zone(k, zone) if (populated_zone(zone))
		show_zone_counters(k, zone);
	for_each_zone(k, zone) if (populated_zone(zone))
		show_free_blocks(k, zone);
	show_ram(k);
}
