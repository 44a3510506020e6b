/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot.c - what happens before the first command.
 *
 * Linux: init/main.c, arch/arm/kernel/setup.c, arch/arm/mm/{init,mmu}.c,
 * 2.6.32. In this order: lowmem gets its sections; the bootmem bitmap knows what
 * is free; mem_map, tables and hashes are cut from it; the rest goes to the
 * buddy; slab and vmalloc start empty; watermarks and reserve; .init is given
 * back. Simplified: only allocations that last are made, by the sizes that the
 * kernel's formulas give; one bootmem bitmap covers all nodes.
 *
 * Boot is time zero: the journal is off throughout.
 */
#include "kernel/boot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/boot_internal.h"
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

/* Give a name to memory that is reserved already. */
static void note_taken(struct boot *b, const char *name, paddr_t start,
		       uint32_t size)
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
	note_taken(b, name, start, size);
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
			note_taken(b, r->name, to, end - to);
		break;
	}
	free_bootmem(b->k, &b->bootmem, from, to - from);
}

static void note_reserved(struct boot *b, const char *name, vaddr_t start,
			  vaddr_t end)
{
	note_taken(b, name, __pa(b->k, start), end - start);
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
	char version[LINUX_VERSION];

	linux_version(&l->board, version);
	printk(k, KERN_NOTICE "%s\n", version);
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
	if (k->vmap->init)
		b->failed = k->vmap->init(k);
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
	k->direct = (uintptr_t)k->lowmem - k->page_offset;
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
