/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_regions.c - the 4 GB as a table, with the reason for each boundary.
 *
 * Linux: arch/arm/include/asm/{memory,pgtable,fixmap}.h, 2.6.32. The reasons
 * are identifiers and numbers, as because() has them.
 */
#include "kernel/abi.h"
#include "kernel/arm.h"
#include "kernel/err.h"
#include "kernel/layout_internal.h"
#include "kernel/step.h"

struct region_table {
	struct region *row;
	unsigned int nr;
};

/*
 * From the end of the last row to @end, so that there are no gaps. A region
 * without addresses is not counted: the next one takes its row.
 */
static struct region *add_region(struct region_table *t, const char *name,
				 uint64_t end)
{
	uint64_t start = t->nr ? t->row[t->nr - 1].end : 0;
	struct region *row = &t->row[t->nr];

	BUG_ON(t->nr == MAX_REGIONS);
	row->name = name;
	row->start = (vaddr_t)start;
	row->end = end;
	if (start < end)
		t->nr++;
	return row;
}

static void regions_below_lowmem(struct region_table *t, const struct layout *l)
{
	bool highmem = l->board.highmem;
	struct region *row = add_region(t, "user", l->modules_vaddr);

	because(row, user, as_a(ADDR, task_size, l->modules_vaddr));
	row = add_region(t, "modules", l->modules_end);
	because(row, modules, highmem);
	row = add_region(t, "pkmap", l->board.page_offset);
	because(row, pkmap, as_a(NUMBER, slots, LAST_PKMAP));
}

static void region_lowmem(struct region_table *t, const struct layout *l)
{
	struct region *row = add_region(t, "lowmem", l->high_memory);
	paddr_t phys_offset = l->board.phys_offset;
	vaddr_t start = l->board.page_offset, high_memory = l->high_memory;
	vaddr_t vmalloc_end = l->vmalloc_end;
	uint32_t mb = l->vmalloc_reserve / SZ_1M, hole = layout_map(l)->hole;
	pfn_t max = l->max_low_pfn;
	uint32_t shift = PAGE_SHIFT;

	if ((uint64_t)max << PAGE_SHIFT == lowmem_limit(l))
		because(row, cut, phys_offset, start, vmalloc_end, mb, hole,
			high_memory);
	else
		because(row, lowmem, phys_offset, start, as_a(FLAGS, max, max),
			as_a(NUMBER, shift, shift), high_memory);
}

static void regions_of_vmalloc(struct region_table *t, const struct layout *l)
{
	vaddr_t high_memory = l->high_memory, vmalloc_start = l->vmalloc_start;
	vaddr_t vmalloc_end = l->vmalloc_end;
	uint32_t offset = VMALLOC_OFFSET, mask = offset - 1;
	uint32_t mb = (vmalloc_start - high_memory) / SZ_1M;
	struct region *row;

	region_lowmem(t, l);
	row = add_region(t, "hole", vmalloc_start);
	because(row, hole, mb);
	mb = (vmalloc_end - vmalloc_start) / SZ_1M;
	row = add_region(t, "vmalloc", vmalloc_end);
	because(row, vmalloc, high_memory, offset, mask, vmalloc_start,
		vmalloc_end, mb);
}

/* The board's static mappings, from the first entry to the last one's end. */
static void region_board(struct region_table *t, const struct board *b)
{
	vaddr_t start = consistent_base(b), end = 0;
	struct region *row = add_region(t, "board", start);

	for (unsigned int i = 0; i < b->nr_iotables; i++) {
		const struct iotable *io = &b->iotable[i];

		if (io->virt < start)
			start = io->virt;
		if (io->virt + io->size > end)
			end = io->virt + io->size;
	}
	because(row, board, start, end);
}

static void regions_above_vmalloc(struct region_table *t,
				  const struct layout *l)
{
	const struct map_rules *map = layout_map(l);
	vaddr_t vmalloc_end = l->vmalloc_end, start = map->fixaddr_start;
	struct region *row;

	if (l->board.map == MAP_2_6_32) {
		region_board(t, &l->board);
		row = add_region(t, "DMA", CONSISTENT_END);
		because(row, dma, as(start, consistent_base(&l->board)));
		row = add_region(t, "unused", start);
		because(row, below_fixmap, start);
	} else {
		row = add_region(t, "unused", start);
		because(row, above_vmalloc, vmalloc_end);
	}
	row = add_region(t, "fixmap", map->fixaddr_end);
	because(row, fixmap, start);
	row = add_region(t, "unused", VECTORS_BASE);
	because(row, below_vectors, as(start, VECTORS_BASE));
	row = add_region(t, "vectors", VECTORS_BASE + (uint64_t)PAGE_SIZE);
	because(row, vectors, as(start, VECTORS_BASE));
	row = add_region(t, "unused", FOUR_GB);
	because(row, top, as_a(NUMBER, max_errno, MAX_ERRNO));
}

unsigned int layout_regions(const struct layout *l, struct region *row)
{
	struct region_table t = { .row = row };

	regions_below_lowmem(&t, l);
	regions_of_vmalloc(&t, l);
	regions_above_vmalloc(&t, l);
	return t.nr;
}
