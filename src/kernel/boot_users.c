/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot_users.c - who takes memory before there is a page allocator.
 *
 * Linux: arch/arm/mm/mmu.c (devicemaps_init, iotable_init, kmap_init),
 * arch/arm/kernel/setup.c (request_standard_resources), init/main.c
 * (setup_command_line), mm/percpu.c, mm/page_alloc.c
 * (alloc_large_system_hash), 2.6.32. Faithful: sizes, alignment, order, so that
 * the same frames are left for everybody else. Simplified: memory is taken, but
 * nothing is stored in it.
 */
#include "kernel/boot_internal.h"

#include <string.h>

#include "kernel/highmem.h"
#include "kernel/ioremap.h"
#include "kernel/pgtable.h"
#include "kernel/printk.h"

/* ---- Page tables ---- */

static void create_table(struct boot *b, const char *name, vaddr_t addr,
			 uint32_t protection)
{
	paddr_t table = boot_take(b, name, PAGE_SIZE, PAGE_SIZE);

	if (!b->failed)
		pmd_populate(b->k, addr, table, protection);
}

/* The exception vectors, at the top where users see them. */
static void map_vectors(struct boot *b)
{
	const uint32_t user_read_only = L_PTE_PRESENT | L_PTE_YOUNG |
					L_PTE_MT_WRITETHROUGH | L_PTE_DIRTY |
					L_PTE_USER | L_PTE_EXEC;
	paddr_t vectors =
		boot_take(b, "exception vectors", PAGE_SIZE, PAGE_SIZE);

	create_table(b, "page table of the vectors", VECTORS_BASE,
		     PMD_USER_TABLE);
	if (!b->failed)
		set_pte(b->k, pte_offset_kernel(b->k, VECTORS_BASE),
			vectors | user_read_only);
}

/* The part of a mapping in one pair of first-level words, up to @next. */
static void map_io_part(struct boot *b, const struct iotable *io, vaddr_t virt,
			vaddr_t next)
{
	struct kernel *k = b->k;
	paddr_t phys = io->phys + (virt - io->virt);

	if (iotable_sections(io, virt)) {
		for (; virt < next; virt += SECTION_SIZE, phys += SECTION_SIZE)
			store32(k->m, &k->pgd[virt >> 20],
				phys | PMD_SECT_DEVICE);
		return;
	}
	if (!*pgd_entry(k, virt))
		create_table(b, "page table of the board's devices", virt,
			     PMD_IO_TABLE);
	for (; !b->failed && virt < next; virt += PAGE_SIZE, phys += PAGE_SIZE)
		set_pte(k, pte_offset_kernel(k, virt),
			phys | mtype_prot(MT_DEVICE));
}

static void iotable_init(struct boot *b)
{
	for (unsigned int i = 0; i < b->l->board.nr_iotables; i++) {
		const struct iotable *io = &b->l->board.iotable[i];
		vaddr_t next;

		for (vaddr_t virt = io->virt; virt < io->virt + io->size;
		     virt = next) {
			next = iotable_next(io, virt);
			map_io_part(b, io, virt, next);
		}
	}
}

void devicemaps_init(struct boot *b)
{
	map_vectors(b);
	iotable_init(b);
}

void kmap_init(struct boot *b)
{
	struct kernel *k = b->k;

	if (!b->l->board.highmem)
		return;
	create_table(b, "page table of pkmap", b->l->pkmap_base,
		     PMD_KERNEL_TABLE);
	/* 2.6.32's is in the vectors' 2 MB, which have a table already. */
	if (!*pgd_entry(k, fix_to_virt(k, 0)))
		create_table(b, "page table of fixmap", fix_to_virt(k, 0),
			     PMD_KERNEL_TABLE);
	if (!b->failed)
		set(k->m, k->g->pkmap_page_table,
		    va_of(k, pte_offset_kernel(k, b->l->pkmap_base)));
}

/* ---- Small things ---- */

enum {
	RESOURCE_SIZE = 28,   /* struct resource */
	PERCPU_STATIC = 4856, /* of a small SMP kernel */
	PERCPU_MODULE_RESERVE = 8 << 10,
	PERCPU_DYNAMIC_RESERVE = 12 << 10,
	PERCPU_MIN_UNIT_SIZE = 64 << 10,
	PERCPU_SLOTS = 16,	/* lists of chunks by free space */
	PERCPU_CHUNK_SIZE = 44, /* struct pcpu_chunk, 16 pages a unit */
};

void setup_arch_rest(struct boot *b)
{
	boot_take(b, "zero page", PAGE_SIZE, PAGE_SIZE);
	for (unsigned int i = 0; i < b->l->nr_banks; i++)
		boot_take(b, "resource of a bank", RESOURCE_SIZE,
			  L1_CACHE_BYTES);
}

void setup_command_line(struct boot *b)
{
	boot_take(b, "saved_command_line", (uint32_t)strlen(b->l->cmdline) + 1,
		  L1_CACHE_BYTES);
	boot_take(b, "static_command_line", b->l->command_line_size,
		  L1_CACHE_BYTES);
}

/*
 * pcpu_embed_first_chunk(): a unit of 64 KB per CPU, side by side. The unused
 * end of each unit goes back, and so does most of two working records.
 */
static void embed_first_chunk(struct boot *b)
{
	const uint32_t cpus = b->l->board.cpus, unit = PERCPU_MIN_UNIT_SIZE;
	const uint32_t size = PAGE_ALIGN(PERCPU_STATIC + PERCPU_MODULE_RESERVE +
					 PERCPU_DYNAMIC_RESERVE);
	paddr_t info = boot_take(b, "per-cpu setup", PAGE_SIZE, L1_CACHE_BYTES);
	paddr_t areas =
		boot_take(b, "per-cpu setup", PAGE_SIZE, L1_CACHE_BYTES);
	paddr_t base = boot_take(b, "per-cpu areas", unit * cpus, PAGE_SIZE);

	if (b->failed)
		return;
	for (uint32_t i = 0; i < cpus; i++)
		boot_give_back(b, base + i * unit + size, unit - size);
	boot_give_back(b, areas, PAGE_SIZE);
	printk(b->k,
	       KERN_INFO "PERCPU: Embedded %u pages/cpu @%08x s%u r%u d%u"
			 " u%u\n",
	       size / PAGE_SIZE, __va(b->k, base), PERCPU_STATIC,
	       PERCPU_MODULE_RESERVE,
	       size - PERCPU_STATIC - PERCPU_MODULE_RESERVE, unit);
	printk(b->k, KERN_INFO "pcpu-alloc: s%u r%u d%u u%u alloc=%u*%u\n",
	       PERCPU_STATIC, PERCPU_MODULE_RESERVE,
	       size - PERCPU_STATIC - PERCPU_MODULE_RESERVE, unit,
	       unit / PAGE_SIZE, PAGE_SIZE);
	printk(b->k, KERN_INFO "pcpu-alloc: ");
	for (uint32_t i = 0; i < cpus; i++)
		printk(b->k, "[0] %u ", i);
	printk(b->k, "\n");
	boot_give_back(b, info, PAGE_SIZE);
}

void setup_per_cpu_areas(struct boot *b)
{
	const uint32_t cpus = b->l->board.cpus;
	const uint32_t sizes[] = { 4,
				   4,
				   4 * cpus,
				   4 * cpus,
				   PERCPU_SLOTS * 8,
				   PERCPU_CHUNK_SIZE,
				   PERCPU_CHUNK_SIZE };

	if (cpus == 1)
		return;
	embed_first_chunk(b);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		boot_take(b, "per-cpu allocator", sizes[i], L1_CACHE_BYTES);
}

/* ---- Hashes ---- */

struct system_hash {
	const char *name;
	const char *owner;    /* for the panes */
	unsigned int scale;   /* an entry of 4 bytes per 2^scale bytes of RAM */
	uint32_t least, most; /* entries; most 0: 1/16 of all memory */
};

/* alloc_large_system_hash(): the number of entries for this much lowmem. */
static void alloc_large_system_hash(struct boot *b, const struct system_hash *h)
{
	uint32_t most = h->most ? h->most : b->nr_all_pages * (PAGE_SIZE / 64);
	uint32_t entries = (b->nr_kernel_pages + 255) & ~255u;
	uint32_t size;

	entries >>= h->scale - PAGE_SHIFT;
	if (entries < h->least)
		entries = h->least;
	entries = 1u << fls(entries - 1);
	if (entries > most)
		entries = most;
	entries = 1u << (fls(entries) - 1);
	size = 4 * entries;
	boot_take(b, h->owner, size, L1_CACHE_BYTES);
	printk(b->k,
	       KERN_INFO "%s hash table entries: %u (order: %d, %u bytes)\n",
	       h->name, entries, (int)fls(size) - 1 - PAGE_SHIFT, size);
}

void pidhash_init(struct boot *b)
{
	static const struct system_hash pid = { "PID", "PID hash", 18, 16,
						4096 };

	alloc_large_system_hash(b, &pid);
}

void vfs_caches_init_early(struct boot *b)
{
	static const struct system_hash hash[] = {
		{ "Dentry cache", "dentry hash", 13, PAGE_SIZE / 4, 0 },
		{ "Inode-cache", "inode hash", 14, PAGE_SIZE / 4, 0 },
	};

	for (size_t i = 0; i < sizeof(hash) / sizeof(*hash); i++)
		alloc_large_system_hash(b, &hash[i]);
}
