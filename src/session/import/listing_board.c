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
	paddr_t phys_offset; /* where RAM starts, if @start_told */
	bool start_told;     /* by a part of lowmem */
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

/*
 * Does @a map a part of lowmem anew, at the address that it has there? Since
 * 3.5 the kernel does so with what it sets aside for DMA. RAM starts at a
 * multiple of 256 MB, at @phys_offset.
 * Linux: arch/arm/mm/dma-mapping.c, dma_contiguous_remap.
 */
static bool remaps_lowmem(const struct listed *a, vaddr_t page_offset,
			  paddr_t *phys_offset)
{
	if (!a->has_phys || !a->function ||
	    strcmp(a->function, "iotable_init") != 0 ||
	    a->phys < a->start - page_offset)
		return false;
	*phys_offset = a->phys - (a->start - page_offset);
	/* Registers at the address that they have on the bus are no RAM. */
	return *phys_offset % (256 * MB) == 0 && *phys_offset < page_offset;
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
		/* Lowmem lies below all that is vmalloc's. */
		if (!e.end && remaps_lowmem(a, page_offset, &e.phys_offset)) {
			e.ram = a->phys + (a->size - 1);
			e.start_told = true;
			continue;
		}
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

/* From the areas alone; false when they tell too little. */
static bool guess(const struct area_extent *e, struct board *b)
{
	vaddr_t vmalloc_start = e->lowest & ~(VMALLOC_OFFSET - 1);
	uint32_t ram;

	if (!e->end || vmalloc_start < b->page_offset + 3 * VMALLOC_OFFSET)
		return false;
	ram = vmalloc_start - VMALLOC_OFFSET - b->page_offset;
	b->phys_offset = 0;
	if (e->ram) {
		b->phys_offset =
			e->start_told ? e->phys_offset : e->ram & 0xf0000000;
		if (e->ram - b->phys_offset >= ram)
			ram = (e->ram - b->phys_offset) / MB * MB + MB;
	}
	if (ram >= vmalloc_start - b->page_offset)
		return false;
	if (!take_vmalloc_end(b, e, vmalloc_start))
		return false;
	b->nr_banks = 1;
	b->bank[0] = (struct bank){ b->phys_offset, ram };
	b->bank_node[0] = 0;
	return true;
}

/* ---- With what was told beside it ---- */

static bool lay_out(const struct board *b, struct layout *layout)
{
	char why[256];

	return !layout_init(layout, b, b->cmdline,
			    &(struct complaint){ why, sizeof(why), NULL });
}

/*
 * Most areas are below where vmalloc would begin with so much RAM: somebody
 * gave vmalloc=. (One or two there are mappings of RAM, made in lowmem.)
 */
static void take_reserve(const struct vmallocinfo *l,
			 const struct area_extent *e, struct board *b,
			 struct layout *layout)
{
	vaddr_t start = e->lowest & ~(VMALLOC_OFFSET - 1);
	size_t below = 0, above = 0, len = strlen(b->cmdline);
	uint32_t reserve;

	for (size_t i = 0; i < l->nr; i++)
		if (l->area[i].start >= layout->vmalloc_start)
			above++;
		else if (l->area[i].start >= b->page_offset)
			below++;
	if (below <= above || strstr(b->cmdline, "vmalloc="))
		return;
	/* Lowmem ends below that, and 3.3 leaves as much again. */
	reserve = b->vmalloc_end - start +
		  (map_rules(b->map)->hole ? 0 : VMALLOC_OFFSET);
	snprintf(b->cmdline + len, sizeof(b->cmdline) - len, "%svmalloc=%uM",
		 len ? " " : "", reserve / MB);
	if (!lay_out(b, layout))
		b->cmdline[len] = '\0';
}

/* VmallocTotal is from its start to its end. */
static void take_total(const struct machine_facts *f,
		       const struct area_extent *e, struct board *b,
		       const struct layout *layout)
{
	uint64_t end = layout->vmalloc_start + f->vmalloc;
	struct board new = *b;
	struct layout other;

	if (!f->vmalloc || end % PGDIR_SIZE || end >> 32 || end < e->end)
		return;
	new.vmalloc_end = (vaddr_t)end;
	while (new.map + 1 < MAPS && end > map_rules(new.map)->most_vmalloc_end)
		new.map++;
	if (lay_out(&new, &other))
		*b = new;
}

static bool has_more_ram(const struct board *b, const struct layout *layout)
{
	uint64_t ram = 0;

	for (unsigned int i = 0; i < b->nr_banks; i++)
		ram += b->bank[i].size;
	return ram > layout->high_memory - b->page_offset + (uint64_t)MB;
}

static bool work_out(const struct vmallocinfo *l,
		     const struct beside_listing *beside, struct board *board)
{
	const struct machine_facts *f = &beside->facts;
	struct board b = beside->has_log ? beside->log : *board, plain;
	struct layout layout;
	struct area_extent e;
	bool told;

	if (!beside->has_log) {
		b.page_offset = page_offset_of(l);
		b.highmem = false;
		b.nr_devices = 0;
		b.nr_iotables = 0;
		b.cpus = 1;
		b.cmdline[0] = '\0';
	}
	e = measure(l, b.page_offset);
	told = beside->has_log || guess(&e, &b);
	told |= machine_facts_ram(f, b.phys_offset, &b);
	if (!told)
		return false;
	b.highmem |= f->highmem != 0;
	plain = b;
	machine_facts_image(f, &b);
	if (!lay_out(&b, &layout)) {
		b = plain;
		if (!lay_out(&b, &layout))
			return false;
	}
	b.allocator = allocator_of(l, b.allocator);
	if (f->nr_banks || f->ram) {
		take_reserve(l, &e, &b, &layout);
		b.highmem |= has_more_ram(&b, &layout);
	}
	if (!beside->has_log)
		take_total(f, &e, &b, &layout);
	*board = b;
	return true;
}

bool beside_told(const struct beside_listing *beside)
{
	return beside->has_log || machine_facts_told(&beside->facts);
}

bool listing_board(const char *file, const char *text, size_t len,
		   const struct layout *layout,
		   const struct beside_listing *beside, struct board *board)
{
	struct vmallocinfo l;
	char why[256];
	bool found;

	found = !vmallocinfo_read(&l, file, VMSPLIT_1G - MODULES_SIZE, text,
				  len, why, sizeof(why)) &&
		(beside_told(beside) || !fits(&l, layout)) &&
		work_out(&l, beside, board);
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
