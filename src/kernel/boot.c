/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot.c - what happens before the first command.
 *
 * Linux: init/main.c, arch/arm/kernel/setup.c, arch/arm/mm/{init,mmu}.c,
 * mm/page_alloc.c (free_area_init_node), 2.6.32. In this order: lowmem gets its
 * sections; the bootmem bitmap knows what is free; mem_map, tables and hashes
 * are cut from it; the rest goes to the buddy; slab and vmalloc start empty;
 * watermarks and reserve; .init is given back. Simplified: only allocations
 * that last are made, by the sizes that the kernel's formulas give; one mem_map
 * and one bootmem bitmap cover all nodes.
 *
 * Boot is time zero: the journal is off throughout.
 */
#include "kernel/boot.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/boot_internal.h"
#include "kernel/buddy.h"
#include "kernel/fault_inject.h"
#include "kernel/highmem.h"
#include "kernel/kallsyms.h"
#include "kernel/kmemleak.h"
#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "kernel/printk.h"
#include "kernel/slab.h"
#include "kernel/vmap_allocator.h"
#include "kernel/vmap_block.h"

void boot_note(struct boot *b, const char *name, paddr_t start, uint32_t size)
{
	struct layout *l = b->l;

	BUG_ON(l->nr_reserved == MAX_RESERVATIONS);
	l->reserved[l->nr_reserved++] =
		(struct reservation){ start, size, name };
}

paddr_t boot_take(struct boot *b, const char *name, uint32_t size,
		  uint32_t align)
{
	paddr_t start = 0;

	if (!alloc_bootmem(b->k, &b->bootmem, size, align, &start)) {
		b->failed = true;
		return b->l->first_pfn << PAGE_SHIFT;
	}
	boot_note(b, name, start, size);
	return start;
}

/* The reservation they were part of ends before them, or continues after. */
void boot_give_back(struct boot *b, paddr_t start, uint32_t size)
{
	struct layout *l = b->l;
	paddr_t from = PAGE_ALIGN(start), to = (start + size) & PAGE_MASK;

	if (from >= to)
		return;
	for (unsigned int i = 0; i < l->nr_reserved; i++) {
		struct reservation *r = &l->reserved[i];
		paddr_t end = r->start + r->size;

		if (from < r->start || to > end)
			continue;
		r->size = from - r->start;
		if (to < end)
			boot_note(b, r->name, to, end - to);
		break;
	}
	free_bootmem(b->k, &b->bootmem, from, to - from);
}

static void note_reserved(struct boot *b, const char *name, vaddr_t start,
			  vaddr_t end)
{
	boot_note(b, name, __pa(b->k, start), end - start);
	reserve_bootmem(b->k, &b->bootmem, __pa(b->k, start), end - start);
}

/* Lowmem: one first-level word per megabyte, no second level at all. */
static void map_lowmem(struct kernel *k)
{
	const struct layout *l = &k->layout;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		if (l->bank_highmem[i])
			continue;
		for (uint64_t done = 0; done < l->bank[i].size;
		     done += SECTION_SIZE) {
			paddr_t pa = l->bank[i].start + (paddr_t)done;

			store32(k->m, &k->pgd[__va(k, pa) >> 20],
				pa | PMD_SECT_LOWMEM);
		}
	}
}

/* bootmem_init(): all of lowmem is free except the kernel and its pgd. */
static void bootmem_init(struct boot *b)
{
	struct kernel *k = b->k;
	struct layout *l = b->l;
	vaddr_t map = PAGE_ALIGN(l->end);
	uint32_t pages = bootmem_pages(l->max_low_pfn - l->first_pfn);

	init_bootmem(k, &b->bootmem, __pa(k, map), l->first_pfn,
		     l->max_low_pfn);
	for (unsigned int i = 0; i < l->nr_banks; i++)
		if (!l->bank_highmem[i])
			free_bootmem(k, &b->bootmem, l->bank[i].start,
				     l->bank[i].size);
	reserve_bootmem(k, &b->bootmem, __pa(k, map), pages * PAGE_SIZE);
	note_reserved(b, "swapper_pg_dir", k->page_offset + SWAPPER_OFFSET,
		      k->page_offset + SWAPPER_OFFSET + SWAPPER_SIZE);
	note_reserved(b, "kernel image", l->init_begin, l->end);
}

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
static void alloc_mem_map(struct boot *b)
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

static void free_area_init_node(struct boot *b, unsigned int node)
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

/* Set a zone's number and node before anything else. */
static void number_zones(struct kernel *k)
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

static void mem_init(struct boot *b)
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

/* free_initmem(): what only boot needed becomes ordinary memory. */
static void free_initmem(struct kernel *k)
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

static void data_init(struct kernel *k)
{
	const struct layout *l = &k->layout;

	set(k->m, k->g->nr_online_cpus, l->board.cpus);
	store_bytes(k->m, k->g->saved_command_line, l->cmdline,
		    (uint32_t)strlen(l->cmdline) + 1);
	INIT_LIST_HEAD(k, &k->g->vmap_area_list);
	vmap_block_init(k);
	INIT_LIST_HEAD(k, &k->g->modules);
	number_zones(k);
	printk_init(k);
	fault_inject_init(k);
	kallsyms_init(k);
}

/* A Marvell chip's ARMv5, by its processor ID. */
#define FEROCEON "Feroceon 88FR131 [56251311] revision 1 (ARMv5TE), cr=00053977"

static void print_banner(struct kernel *k)
{
	const struct layout *l = &k->layout;

	printk(k,
	       KERN_NOTICE "Linux version 2.6.32 (vmscope@%s)"
			   " (simulated 32-bit ARM) #1%s\n",
	       l->board.name, l->board.cpus > 1 ? " SMP" : "");
	printk(k, "CPU: %s\n", *l->board.cpu ? l->board.cpu : FEROCEON);
	printk(k, "CPU: VIVT data cache, VIVT instruction cache\n");
	printk(k, "Machine: %s\n", l->board.title);
	/* First what is wrong with vmalloc=, then what RAM was lost. */
	for (unsigned int i = 0; i < l->nr_early_notes; i++)
		printk(k, "%s\n", l->note[i]);
	printk(k, "Memory policy: ECC disabled, Data cache writeback\n");
	for (unsigned int i = l->nr_early_notes; i < l->nr_notes; i++)
		printk(k, "%s\n", l->note[i]);
}

/* Grouping pages by mobility pays off from five pageblocks on. */
static void build_all_zonelists(struct boot *b)
{
	struct kernel *k = b->k;
	bool few = b->nr_all_pages < pageblock_nr_pages * MIGRATE_TYPES;

	set(k->m, k->g->page_group_by_mobility_disabled, few);
	printk(k,
	       "Built %u zonelists in %s order, mobility grouping %s."
	       "  Total pages: %u\n",
	       b->l->nr_nodes, b->l->nr_nodes > 1 ? "Node" : "Zone",
	       few ? "off" : "on", b->nr_all_pages);
	if (b->l->nr_nodes > 1)
		printk(k, "Policy zone: Normal\n");
}

/* From the slab allocator to the first initcalls. */
static void rest_init(struct kernel *k)
{
	const uint32_t cpus = k->g->nr_online_cpus;

	printk(k, KERN_INFO "Hierarchical RCU implementation.\n");
	printk(k, "Mount-cache hash table entries: %u\n", PAGE_SIZE / 8);
	printk(k, KERN_INFO "CPU: Testing write buffer coherency: ok\n");
	for (uint32_t cpu = 1; cpu < cpus; cpu++)
		printk(k, "CPU%u: Booted secondary processor\n", cpu);
	if (cpus > 1)
		printk(k, KERN_INFO "Brought up %u CPUs\n", cpus);
}

static void start_kernel(struct boot *b)
{
	struct kernel *k = b->k;

	data_init(k);
	if (b->l->board.highmem)
		page_address_init(k);
	print_banner(k);
	/* paging_init() */
	map_lowmem(k);
	bootmem_init(b);
	alloc_mem_map(b);
	if (b->failed)
		return;
	for (unsigned int node = 0; node < b->l->nr_nodes; node++)
		free_area_init_node(b, node);
	devicemaps_init(b);
	kmap_init(b);
	setup_arch_rest(b);
	setup_command_line(b);
	setup_per_cpu_areas(b);
	if (b->failed)
		return;
	build_all_zonelists(b);
	printk(k, KERN_NOTICE "Kernel command line: %s\n", b->l->cmdline);
	pidhash_init(b);
	vfs_caches_init_early(b);
	if (b->failed)
		return;
	mem_init(b);
	kmem_cache_init(k);
	kmemleak_init(k);
	printk(k,
	       KERN_INFO "SLUB: Genslabs=%d, HWalign=%d, Order=0-3,"
			 " MinObjects=0, CPUs=%u, Nodes=%u\n",
	       KMALLOC_CACHES, L1_CACHE_BYTES, k->g->nr_online_cpus,
	       b->l->nr_nodes);
	rest_init(k);
	init_per_zone_wmark_min(k);
	free_initmem(k);
}

/* The machine's RAM as banks, without the kernel's split at lowmem's end. */
static unsigned int machine_banks(const struct layout *l, struct bank *bank)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		struct bank *last = nr ? &bank[nr - 1] : NULL;

		if (last && last->start + last->size == l->bank[i].start)
			last->size += l->bank[i].size;
		else
			bank[nr++] = l->bank[i];
	}
	return nr;
}

static int power_on(struct kernel *k)
{
	struct layout *l = &k->layout;
	struct bank bank[MAX_BANKS + 1];
	unsigned int nr = machine_banks(l, bank);

	k->m = machine_new(bank, nr);
	if (!k->m)
		return -errno;
	k->lowmem = ram_at(k->m, l->board.phys_offset);
	k->page_offset = l->board.page_offset;
	k->lowmem_size = l->high_memory - l->board.page_offset;
	k->g = at(k, l->globals);
	k->pgd = at(k, k->page_offset + SWAPPER_OFFSET);
	set_reg(k->m, REG_TTBR0, __pa(k, k->page_offset + SWAPPER_OFFSET));
	set_reg(k->m, REG_DACR, DACR_AT_BOOT);
	return 0;
}

struct kernel *kernel_boot(const struct board *board, const char *cmdline,
			   const struct complaint *why)
{
	struct kernel *k = calloc(1, sizeof(*k));
	struct boot b = { .k = k };

	if (!k) {
		complaint_set(why, "no memory for the kernel's record");
		return NULL;
	}
	b.l = &k->layout;
	k->vmap = vmap_allocator(board->allocator);
	if (!k->vmap) {
		complaint_set(why, "there is no allocator of %s yet",
			      allocator_name(board->allocator));
		goto fail;
	}
	if (layout_init(&k->layout, board, cmdline, why))
		goto fail;
	if (power_on(k)) {
		complaint_set(why, "no host memory for the machine: %s",
			      strerror(errno));
		goto fail;
	}
	start_kernel(&b);
	if (b.failed) {
		complaint_set(why, "lowmem is too small for mem_map and the "
				   "kernel's own tables");
		goto fail;
	}
	return k;
fail:
	kernel_free(k);
	return NULL;
}

void kernel_free(struct kernel *k)
{
	if (!k)
		return;
	machine_free(k->m);
	free(k);
}

const struct board *marvell_board(void)
{
	static const struct board marvell = {
		.name = "marvell",
		.title = "Marvell Feroceon board, 256 MB",
		.source = "the board of data/marvell.vmallocinfo",
		.bank = { { 0, 256u << 20 } },
		.nr_banks = 1,
		.phys_offset = 0,
		.page_offset = VMSPLIT_3G,
		.vmalloc_end = 0xf0000000,
		.cpus = 1,
		.highmem = true,
		.init_size = 132 << 10,
		.text_size = 3400 << 10,
		.data_size = 285 << 10,
		.image_end = 0x4b0000,
		.device = { { 0xf1000000, 0xf10fffff, "internal registers" } },
		.nr_devices = 1,
	};

	return &marvell;
}
