/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * listing_board.c - from where the areas are to where the RAM must end.
 *
 * Linux: arch/arm/include/asm/pgtable.h, VMALLOC_START; arch/arm/mm/mmu.c,
 * sanity_check_meminfo, for what a kernel keeps for vmalloc.
 */
#include "session/import/listing_board.h"

#include <stdio.h>
#include <string.h>

#include "inspect/numbers.h"
#include "kernel/abi.h"
#include "kernel/arm.h"
#include "session/import/vmallocinfo_listing.h"

enum { MB = 1 << 20 };

/* Where the areas are that are not modules'. */
struct area_extent {
	vaddr_t lowest, end; /* the end is exclusive */
	paddr_t ram;	     /* highest byte of RAM that is told; 0: none */
	bool later;	     /* somebody asked who is not in 2.6.32 */
};

static bool within(const struct listed *a, vaddr_t start, vaddr_t end)
{
	return a->start >= start && a->end <= end;
}

static bool fits(const struct vmallocinfo *l, const struct layout *layout)
{
	for (size_t i = 0; i < l->nr; i++)
		if (!within(&l->area[i], layout->vmalloc_start,
			    layout->vmalloc_end) &&
		    !within(&l->area[i], layout->modules_vaddr,
			    layout->modules_end))
			return false;
	return true;
}

/* Every VMSPLIT has its modules in the 16 MB below PAGE_OFFSET. */
static vaddr_t page_offset_of(const struct vmallocinfo *l)
{
	static const vaddr_t splits[] = { VMSPLIT_1G, VMSPLIT_2G, VMSPLIT_3G };
	vaddr_t lowest = l->area[0].start; /* they are sorted */

	for (size_t i = 0; i + 1 < sizeof(splits) / sizeof(splits[0]); i++)
		if (lowest < splits[i + 1] - MODULES_SIZE)
			return splits[i];
	return VMSPLIT_3G;
}

static struct area_extent measure(const struct vmallocinfo *l,
				  vaddr_t page_offset)
{
	static const char *const since[] = { "iotable_init", "atomic_pool_init",
					     "of_iomap", "kernel_clone" };
	struct area_extent e = { .lowest = UINT32_MAX };

	for (size_t i = 0; i < l->nr; i++) {
		const struct listed *a = &l->area[i];
		const char *function = a->function ? a->function : "";

		if (a->start < page_offset)
			continue;
		if (a->start < e.lowest)
			e.lowest = a->start;
		if (a->end > e.end)
			e.end = a->end;
		for (size_t j = 0; j < sizeof(since) / sizeof(since[0]); j++)
			e.later |= !strcmp(function, since[j]);
		/* Memory for DMA is RAM that is mapped a second time. */
		if (a->has_phys && !(a->flags & VM_IOREMAP) &&
		    a->phys + (a->size - 1) > e.ram)
			e.ram = a->phys + (a->size - 1);
	}
	return e;
}

/* What a kernel of some age keeps: its lowmem ends early enough for that. */
static bool leaves_room(const struct map_rules *map, vaddr_t end,
			vaddr_t vmalloc_start)
{
	return end <= map->most_vmalloc_end &&
	       vmalloc_start <= map->most_vmalloc_end - map->reserve -
					map->hole + VMALLOC_OFFSET;
}

static bool take_vmalloc_end(struct board *b, const struct area_extent *e,
			     vaddr_t vmalloc_start)
{
	if (!e->later && e->end <= b->vmalloc_end &&
	    vmalloc_start + 128 * MB <= b->vmalloc_end)
		return true;
	for (b->map = MAP_3_3; b->map + 1 < MAPS; b->map++)
		if (leaves_room(map_rules(b->map), e->end, vmalloc_start))
			break;
	b->vmalloc_end = map_rules(b->map)->most_vmalloc_end;
	return e->end <= b->vmalloc_end;
}

static unsigned int allocator_of(const struct vmallocinfo *l,
				 unsigned int allocator)
{
	bool phys = false;

	if (allocator != ALLOCATOR_2_6_32)
		return allocator;
	for (size_t i = 0; i < l->nr; i++) {
		const struct listed *a = &l->area[i], *before = a - 1;

		if (a->no_guard)
			continue;
		if (a->later || a->kind != LISTED_VM ||
		    (i && !before->no_guard && before->end == a->start))
			return ALLOCATOR_6_1;
		phys |= a->has_phys && a->flags & VM_IOREMAP;
	}
	return phys ? ALLOCATOR_2_6_39 : allocator;
}

static bool work_out(const struct vmallocinfo *l, struct board *board)
{
	struct board b = *board;
	struct area_extent e;
	vaddr_t vmalloc_start;
	uint32_t ram;

	b.page_offset = page_offset_of(l);
	e = measure(l, b.page_offset);
	if (!e.end)
		return false;
	vmalloc_start = e.lowest & ~(VMALLOC_OFFSET - 1);
	if (vmalloc_start < b.page_offset + 3 * VMALLOC_OFFSET)
		return false;
	ram = vmalloc_start - VMALLOC_OFFSET - b.page_offset;
	b.phys_offset = 0;
	if (e.ram) {
		b.phys_offset = e.ram & 0xf0000000;
		if (e.ram - b.phys_offset >= ram)
			ram = (e.ram - b.phys_offset) / MB * MB + MB;
	}
	if (ram >= vmalloc_start - b.page_offset)
		return false;
	if (!take_vmalloc_end(&b, &e, vmalloc_start))
		return false;
	b.nr_banks = 1;
	b.bank[0] = (struct bank){ b.phys_offset, ram };
	b.bank_node[0] = 0;
	b.highmem = false;
	b.nr_devices = 0;
	b.nr_iotables = 0;
	b.cpus = 1;
	b.allocator = allocator_of(l, b.allocator);
	*board = b;
	return true;
}

bool listing_board(const char *file, const char *text, size_t len,
		   const struct layout *layout, struct board *board)
{
	struct vmallocinfo l;
	char why[256];
	bool found;

	found = !vmallocinfo_read(&l, file, VMSPLIT_1G - MODULES_SIZE, text,
				  len, why, sizeof(why)) &&
		!fits(&l, layout) && work_out(&l, board);
	vmallocinfo_free(&l);
	if (!found)
		return false;
	snprintf(board->name, sizeof(board->name), "listing");
	snprintf(board->title, sizeof(board->title), "%s", shown(file).text);
	snprintf(board->source, sizeof(board->source), "%s", shown(file).text);
	return true;
}

unsigned int listing_allocator(const char *file, const char *text, size_t len,
			       unsigned int allocator)
{
	struct vmallocinfo l;
	char why[256];

	if (!vmallocinfo_read(&l, file, VMSPLIT_1G - MODULES_SIZE, text, len,
			      why, sizeof(why)))
		allocator = allocator_of(&l, allocator);
	vmallocinfo_free(&l);
	return allocator;
}
