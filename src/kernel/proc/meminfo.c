/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * meminfo.c - /proc/meminfo: how much memory there is and what it is used for.
 *
 * Linux: fs/proc/meminfo.c and fs/proc/mmu.c, 2.6.32. Faithful: the fields and
 * their order, the numbers of pages, slabs, page tables and of the vmalloc
 * region. Fields about files, processes and swap are 0: absent here.
 */
#include <inttypes.h>
#include <string.h>

#include "kernel/page_alloc.h"
#include "kernel/proc/proc.h"
#include "kernel/vmap_record.h"

#define KB(pages) ((pages) << (PAGE_SHIFT - 10))

static uint32_t free_highmem(const struct kernel *k)
{
	const struct zone *zone;
	uint32_t pages = 0;

	for_each_zone(k, zone) if (zone->zone_nr == ZONE_HIGHMEM) pages +=
		zone->vm_stat[NR_FREE_PAGES];
	return pages;
}

void get_vmalloc_info(const struct kernel *k, struct vmalloc_usage *usage)
{
	const struct layout *l = &k->layout;
	const struct vm_struct *v;
	vaddr_t last_end = l->vmalloc_start;
	uint32_t hole;

	*usage = (struct vmalloc_usage){ .total = l->vmalloc_end - last_end };
	for (v = first_vm(k); v; v = next_vm(k, v)) {
		/* Modules are on the same list. */
		if (v->addr < l->vmalloc_start)
			continue;
		if (v->addr >= l->vmalloc_end)
			break;
		usage->used += v->size;
		hole = v->addr - last_end;
		if (hole > usage->largest_chunk)
			usage->largest_chunk = hole;
		last_end = v->addr + v->size;
	}
	hole = l->vmalloc_end - last_end;
	if (hole > usage->largest_chunk)
		usage->largest_chunk = hole;
}

/* One line; those for highmem appear only if it is configured. */
struct meminfo_row {
	const char *name;
	uint32_t kb;
	bool highmem;
};

static void show_rows(const struct kernel *k, const struct meminfo_row *row,
		      FILE *to)
{
	for (; row->name; row++)
		if (!row->highmem || k->layout.board.highmem)
			fprintf(to, "%s:%*s%8" PRIu32 " kB\n", row->name,
				15 - (int)strlen(row->name), "", row->kb);
}

static void show_memory(const struct kernel *k, FILE *to)
{
	uint32_t total = k->g->totalram_pages, high = k->g->totalhigh_pages;
	uint32_t free = nr_free_pages(k), free_high = free_highmem(k);
	const struct meminfo_row rows[] = {
		{ "MemTotal", KB(total), false },
		{ "MemFree", KB(free), false },
		{ "Buffers", 0, false },
		{ "Cached", 0, false },
		{ "SwapCached", 0, false },
		{ "Active", 0, false },
		{ "Inactive", 0, false },
		{ "Active(anon)", 0, false },
		{ "Inactive(anon)", 0, false },
		{ "Active(file)", 0, false },
		{ "Inactive(file)", 0, false },
		{ "Unevictable", 0, false },
		{ "Mlocked", 0, false },
		{ "HighTotal", KB(high), true },
		{ "HighFree", KB(free_high), true },
		{ "LowTotal", KB(total - high), true },
		{ "LowFree", KB(free - free_high), true },
		{ NULL, 0, false },
	};

	show_rows(k, rows, to);
}

static void show_users(const struct kernel *k, FILE *to)
{
	uint32_t slab = global_page_state(k, NR_SLAB_UNRECLAIMABLE);
	uint32_t tables = global_page_state(k, NR_PAGETABLE);
	struct vmalloc_usage area;
	get_vmalloc_info(k, &area);
	const struct meminfo_row rows[] = {
		{ "SwapTotal", 0, false },
		{ "SwapFree", 0, false },
		{ "Dirty", 0, false },
		{ "Writeback", 0, false },
		{ "AnonPages", 0, false },
		{ "Mapped", 0, false },
		{ "Shmem", 0, false },
		{ "Slab", KB(slab), false },
		{ "SReclaimable", 0, false },
		{ "SUnreclaim", KB(slab), false },
		{ "KernelStack", 0, false },
		{ "PageTables", KB(tables), false },
		{ "NFS_Unstable", 0, false },
		{ "Bounce", 0, false },
		{ "WritebackTmp", 0, false },
		/* No swap, and an overcommit_ratio of 50 percent. */
		{ "CommitLimit", KB(k->g->totalram_pages / 2), false },
		{ "Committed_AS", 0, false },
		{ "VmallocTotal", area.total >> 10, false },
		{ "VmallocUsed", area.used >> 10, false },
		{ "VmallocChunk", area.largest_chunk >> 10, false },
		{ NULL, 0, false },
	};

	show_rows(k, rows, to);
}

void proc_meminfo(const struct kernel *k, FILE *to)
{
	show_memory(k, to);
	show_users(k, to);
}
