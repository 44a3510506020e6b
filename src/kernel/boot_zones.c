/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot_zones.c - mem_map, the nodes' zones, and the pages they begin with.
 *
 * Linux: mm/page_alloc.c (free_area_init_node), arch/arm/mm/init.c (mem_init,
 * free_unused_memmap_node), 2.6.32. Simplified: one mem_map covers all nodes.
 */
#include "kernel/boot_internal.h"

#include <stdio.h>
#include <string.h>

#include "kernel/buddy.h"
#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "kernel/printk.h"

/* Pages of RAM in [start, end): holes between banks do not count. */
static uint32_t pages_in(const struct layout *l, pfn_t start, pfn_t end)
{
	uint32_t pages = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		pfn_t from = l->bank[i].start >> PAGE_SHIFT;
		pfn_t to = from + (pfn_t)(l->bank[i].size >> PAGE_SHIFT);

		if (from < start)
			from = start;
		if (to > end)
			to = end;
		if (from < to)
			pages += to - from;
	}
	return pages;
}

/* Rounded out to whole 4 MB blocks, so that every page has a buddy. */
void alloc_mem_map(struct boot *b)
{
	const pfn_t round = (1u << (MAX_ORDER - 1)) - 1;
	struct kernel *k = b->k;
	pfn_t start = b->l->first_pfn & ~round;
	pfn_t end = (b->l->max_pfn + round) & ~round;
	uint32_t size = (end - start) * (uint32_t)sizeof(struct page);
	paddr_t map = boot_take(b, "mem_map", size, L1_CACHE_BYTES);
	vaddr_t first = __va(k, map) + (b->l->first_pfn - start) *
					       (uint32_t)sizeof(struct page);

	set(k->m, k->g->mem_map, first);
	set(k->m, k->g->max_mapnr, b->l->max_pfn - b->l->first_pfn);
}

/* The hash of waiters for a locked page: one wait_queue_head_t per 256 pages,
 * with a lock on an SMP kernel. */
static uint32_t wait_table_size(const struct kernel *k, uint32_t pages)
{
	uint32_t entries = 1;

	while (entries < pages / 256)
		entries *= 2;
	if (entries > 4096)
		entries = 4096;
	if (entries < 4)
		entries = 4;
	return entries * (k->layout.board.cpus > 1 ? 12 : 8);
}

static void free_area_init_zone(struct boot *b, const struct zone *zone,
				pfn_t start, pfn_t end)
{
	struct kernel *k = b->k;
	uint32_t spanned = end - start;
	uint32_t present = pages_in(b->l, start, end);
	uint32_t memmap = PFN_UP(spanned * sizeof(struct page));
	uint32_t blocks = (spanned + pageblock_nr_pages - 1) >> pageblock_order;
	paddr_t usemap = 0;

	if (present >= memmap)
		present -= memmap;
	b->nr_all_pages += present;
	if (zone->zone_nr == ZONE_NORMAL)
		b->nr_kernel_pages += present;
	if (spanned) {
		printk(k, KERN_DEBUG "  %s zone: %u pages used for memmap\n",
		       zone_name(zone), memmap);
		if (zone->zone_nr == ZONE_NORMAL)
			printk(k, KERN_DEBUG "  %s zone: 0 pages reserved\n",
			       zone_name(zone));
		usemap = __va(k, boot_take(b, "pageblock types", blocks,
					   L1_CACHE_BYTES));
	}
	zone_init(k, zone, start, spanned, present, usemap);
	if (!spanned)
		return;
	printk(k, KERN_DEBUG "  %s zone: %u pages, LIFO batch:%u\n",
	       zone_name(zone), present, zone_batchsize(present));
	boot_take(b, "page wait table", wait_table_size(k, spanned),
		  L1_CACHE_BYTES);
	memmap_init_zone(k, zone, start, end);
}

/* The frames of one node: [start, low_end) is lowmem, [low_end, end) high. */
struct node_range {
	pfn_t start, low_end, end;
};

static struct node_range node_range(const struct layout *l, unsigned int node)
{
	struct node_range r = { UINT32_MAX, 0, 0 };

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		pfn_t from = l->bank[i].start >> PAGE_SHIFT;
		pfn_t to = from + (pfn_t)(l->bank[i].size >> PAGE_SHIFT);

		if (l->bank_node[i] != node)
			continue;
		if (r.start > from)
			r.start = from;
		if (!l->bank_highmem[i])
			r.low_end = to;
		r.end = to;
	}
	if (r.low_end < r.start)
		r.low_end = r.start;
	return r;
}

void free_area_init_node(struct boot *b, unsigned int node)
{
	struct kernel *k = b->k;
	struct layout *l = b->l;
	const struct pglist_data *pgdat = &k->g->contig_page_data[node];
	struct node_range r = node_range(l, node);
	uint32_t total = pages_in(l, r.start, r.end);

	printk(k, KERN_DEBUG "On node %u totalpages: %u\n", node, total);
	set(k->m, pgdat->node_start_pfn, r.start);
	set(k->m, pgdat->node_spanned_pages, r.end - r.start);
	set(k->m, pgdat->node_present_pages, total);
	set(k->m, pgdat->node_mem_map, va_of(k, pfn_to_page(k, r.start)));
	printk(k,
	       KERN_DEBUG "free_area_init_node: node %u, pgdat %08x,"
			  " node_mem_map %08x\n",
	       node, va_of(k, pgdat), pgdat->node_mem_map);
	free_area_init_zone(b, &pgdat->node_zones[ZONE_NORMAL], r.start,
			    r.low_end);
	free_area_init_zone(b, &pgdat->node_zones[ZONE_HIGHMEM], r.low_end,
			    r.end);
	free_area_init_zone(b, &pgdat->node_zones[ZONE_MOVABLE], r.end, r.end);
}

void number_zones(struct kernel *k)
{
	for (unsigned int n = 0; n < MAX_NUMNODES; n++) {
		const struct pglist_data *pgdat = &k->g->contig_page_data[n];

		set(k->m, pgdat->node_id, n);
		for (unsigned int z = 0; z < MAX_NR_ZONES; z++) {
			const struct zone *zone = &pgdat->node_zones[z];

			set(k->m, zone->zone_nr, z);
			set(k->m, zone->node, n);
			zone_init(k, zone, 0, 0, 0, 0);
		}
	}
}

/*
 * Free a whole block at once, with its pages as if they had come one by one:
 * each went through the per-cpu list, and the upper of two buddies keeps the
 * type that it got there.
 */
static void free_highmem_block(struct kernel *k, const struct page *page)
{
	unsigned int type = get_pageblock_migratetype(k, page);

	__free_pages_bootmem(k, page, MAX_ORDER - 1);
	for (uint32_t i = 1; i < 1u << (MAX_ORDER - 1); i++) {
		if (i % 2)
			set(k->m, page[i].private, type);
		set(k->m, page[i].lru.next, LIST_POISON1);
		set(k->m, page[i].lru.prev, LIST_POISON2);
	}
}

/*
 * How many blocks from @pfn on can skip the per-cpu list. The last one cannot:
 * its pages stay there. As the list is emptied a batch at a time, the pages
 * left on it in the end are the same only after whole batches.
 */
static uint32_t whole_blocks(const struct kernel *k, pfn_t pfn, pfn_t end)
{
	const struct page *page = pfn_to_page(k, pfn);
	uint32_t blocks = (end - pfn) >> (MAX_ORDER - 1);

	if (!blocks--)
		return 0;
	return blocks - blocks % page_zone(k, page)->pageset.batch;
}

/* Highmem pages, lowest first; Linux frees them one by one. */
static uint32_t free_highbank(struct kernel *k, pfn_t pfn, pfn_t end)
{
	const pfn_t block = 1u << (MAX_ORDER - 1), start = pfn;

	for (; pfn < end && pfn % block; pfn++)
		__free_pages_bootmem(k, pfn_to_page(k, pfn), 0);
	for (uint32_t n = whole_blocks(k, pfn, end); n--; pfn += block)
		free_highmem_block(k, pfn_to_page(k, pfn));
	for (; pfn < end; pfn++)
		__free_pages_bootmem(k, pfn_to_page(k, pfn), 0);
	return end - start;
}

static uint32_t free_highpages(struct kernel *k)
{
	const struct layout *l = &k->layout;
	uint32_t count = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		pfn_t pfn = l->bank[i].start >> PAGE_SHIFT;
		pfn_t end = pfn + (pfn_t)(l->bank[i].size >> PAGE_SHIFT);

		if (l->bank_highmem[i])
			count += free_highbank(k, pfn, end);
	}
	return count;
}

static void print_memory(struct kernel *k)
{
	const struct layout *l = &k->layout;
	char line[160] = "Memory:";
	size_t used = strlen(line);

	for (unsigned int i = 0; i < l->nr_banks; i++)
		used += (size_t)snprintf(line + used, sizeof(line) - used,
					 " %uMB",
					 (unsigned int)(l->bank[i].size >> 20));
	printk(k, KERN_INFO "%s = %uMB total\n", line,
	       k->g->num_physpages >> (20 - PAGE_SHIFT));
	printk(k,
	       KERN_NOTICE "Memory: %uKB available (%uK code, %uK data,"
			   " %uK init, %uK highmem)\n",
	       nr_free_pages(k) << (PAGE_SHIFT - 10),
	       (l->etext - l->text) >> 10, (l->end - l->data) >> 10,
	       (l->init_end - l->init_begin) >> 10,
	       k->g->totalhigh_pages << (PAGE_SHIFT - 10));
}

/*
 * free_unused_memmap_node(): nobody needs records of frames that do not
 * exist. The whole pages of mem_map that cover a hole between banks are
 * given back.
 */
static void free_unused_memmap(struct boot *b)
{
	const struct kernel *k = b->k;
	struct layout *l = b->l;

	for (unsigned int i = 1; i < l->nr_banks; i++) {
		const struct bank *last = &l->bank[i - 1];
		pfn_t start = (pfn_t)((last->start + last->size) >> PAGE_SHIFT);
		pfn_t end = l->bank[i].start >> PAGE_SHIFT;
		paddr_t from =
			__pa(k, k->g->mem_map) +
			(start - l->first_pfn) * (uint32_t)sizeof(struct page);
		const uint32_t per_page = PAGE_SIZE / sizeof(struct page);
		paddr_t to;

		if (start == end)
			continue;
		to = from + (end - start) * (uint32_t)sizeof(struct page);
		start += (PAGE_ALIGN(from) - from) / sizeof(struct page);
		if (PAGE_ALIGN(from) >= (to & PAGE_MASK))
			continue;
		end = start + ((to & PAGE_MASK) - PAGE_ALIGN(from)) /
				      PAGE_SIZE * per_page;
		boot_give_back(b, from, to - from);
		l->no_record[l->nr_no_record++] =
			(struct pfn_range){ start, end };
	}
}

void mem_init(struct boot *b)
{
	struct kernel *k = b->k;
	uint32_t low, high;

	free_unused_memmap(b);
	low = free_all_bootmem_core(k, &b->bootmem);
	high = free_highpages(k);
	set(k->m, k->g->totalhigh_pages, high);
	set(k->m, k->g->totalram_pages, low + high);
	set(k->m, k->g->num_physpages,
	    pages_in(b->l, b->l->first_pfn, b->l->max_pfn));
	set(k->m, k->g->high_memory, b->l->high_memory);
	print_memory(k);
}

void free_initmem(struct kernel *k)
{
	const struct layout *l = &k->layout;
	pfn_t pfn = __pa(k, l->init_begin) >> PAGE_SHIFT;
	pfn_t end = __pa(k, l->init_end) >> PAGE_SHIFT;

	set(k->m, k->g->totalram_pages, k->g->totalram_pages + end - pfn);
	printk(k, KERN_INFO "Freeing init memory: %uK\n",
	       (end - pfn) << (PAGE_SHIFT - 10));
	for (; pfn < end; pfn++)
		__free_pages_bootmem(k, pfn_to_page(k, pfn), 0);
}
