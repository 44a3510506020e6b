/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout.c - works out every boundary from a board and the kernel arguments.
 *
 * Linux: arch/arm/kernel/setup.c, arch/arm/mm/{mmu,init}.c, 2.6.32. Faithful:
 * every boundary. What 2.6.32 could not boot is refused with a reason. Absent:
 * ATAGs, initrd. Simplified: see layout_args.c and layout_banks.c.
 *
 * Invariants of a layout that was accepted:
 *   1. banks ascend, are disjoint and consist of whole megabytes; the first one
 *      starts at PHYS_OFFSET; no lowmem bank follows a highmem one;
 *   2. PAGE_OFFSET < high_memory < vmalloc_start < vmalloc_end;
 *   3. the image fits below image_end, with struct kernel_data in its .bss.
 */
#include "kernel/layout.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kernel/abi.h"
#include "kernel/arm.h"
#include "kernel/layout_internal.h"

int layout_wrong(struct setup *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complaint_vset(s->why, format, args);
	va_end(args);
	/* It quotes the arguments, so control characters are replaced. */
	for (char *p = s->why->text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	return -EINVAL;
}

void layout_note(struct layout *l, const char *format, ...)
{
	va_list args;

	if (l->nr_notes == MAX_NOTES)
		return;
	va_start(args, format);
	vsnprintf(l->note[l->nr_notes++], sizeof(l->note[0]), format, args);
	va_end(args);
}

static uint32_t align_up(uint32_t address, uint32_t to)
{
	return (address + to - 1) & ~(to - 1);
}

/* ---- The board ---- */

/*
 * 3.3 moved VMALLOC_END up, the same for all boards, mapped devices and DMA
 * memory in the vmalloc region, and made 240 MB its default size; 3.16 moved
 * the fixmap to the rest above, and later kernels made it larger and gave half
 * of the rest to vmalloc. (Linux: arch/arm/include/asm/pgtable.h, fixmap.h,
 * arch/arm/mm/mmu.c.)
 */
static const struct map_rules maps[MAPS] = {
	[MAP_2_6_32] = { "2.6.32", CONSISTENT_BASE, SZ_128M, 0, FIXADDR_START,
			 FIXADDR_TOP },
	[MAP_3_3] = { "3.3", 0xff000000, 240 * SZ_1M, VMALLOC_OFFSET,
		      FIXADDR_START, FIXADDR_TOP },
	[MAP_3_16] = { "3.16", 0xff000000, 240 * SZ_1M, VMALLOC_OFFSET,
		       0xffc00000, 0xffe00000 },
	[MAP_3_18] = { "3.18", 0xff800000, 240 * SZ_1M, VMALLOC_OFFSET,
		       0xffc00000, 0xfff00000 },
};

const char *map_name(unsigned int map)
{
	return map < MAPS ? maps[map].name : NULL;
}

const char *allocator_name(unsigned int allocator)
{
	static const char *const names[ALLOCATORS] = {
		[ALLOCATOR_2_6_32] = "2.6.32",
		[ALLOCATOR_2_6_39] = "2.6.39",
		[ALLOCATOR_6_1] = "6.1",
	};

	return allocator < ALLOCATORS ? names[allocator] : NULL;
}

vaddr_t consistent_base(const struct board *board)
{
	return board->dma_size ? CONSISTENT_END - board->dma_size
			       : CONSISTENT_BASE;
}

const struct map_rules *map_rules(unsigned int map)
{
	return &maps[map];
}

const struct map_rules *layout_map(const struct layout *l)
{
	return &maps[l->board.map];
}

vaddr_t layout_fixaddr_start(const struct layout *l)
{
	return layout_map(l)->fixaddr_start;
}

vaddr_t iotable_next(const struct iotable *io, vaddr_t virt)
{
	vaddr_t next = (virt | (PGDIR_SIZE - 1)) + 1;

	return io->virt + io->size - virt < next - virt ? io->virt + io->size
							: next;
}

bool iotable_sections(const struct iotable *io, vaddr_t virt)
{
	paddr_t phys = io->phys + (virt - io->virt);

	return !((virt | phys | iotable_next(io, virt)) & (SECTION_SIZE - 1));
}

/* Two entries in the same 2 MB: both in one table, or each in its section. */
static bool iotables_clash(const struct iotable *a, const struct iotable *b)
{
	for (vaddr_t v = a->virt; v < a->virt + a->size;
	     v = iotable_next(a, v)) {
		for (vaddr_t w = b->virt; w < b->virt + b->size;
		     w = iotable_next(b, w)) {
			if (v >> PGDIR_SHIFT != w >> PGDIR_SHIFT)
				continue;
			if (iotable_sections(a, v) != iotable_sections(b, w) ||
			    (v < iotable_next(b, w) && w < iotable_next(a, v)))
				return true;
		}
	}
	return false;
}

/* create_mapping() has one table per 2 MB, and VMALLOC_END as its limit. */
static int check_iotables(struct setup *s, const struct board *b)
{
	const vaddr_t end = consistent_base(b);

	for (unsigned int i = 0; i < b->nr_iotables; i++) {
		const struct iotable *io = &b->iotable[i];

		if ((io->virt | io->phys | io->size) % PAGE_SIZE || !io->size ||
		    io->virt < b->vmalloc_end || io->virt > end ||
		    io->size > end - io->virt ||
		    io->phys + io->size - 1 < io->phys)
			return layout_wrong(
				s,
				"board %s: the static mapping at 0x%08" PRIx32
				" must be whole pages between "
				"VMALLOC_END 0x%08" PRIx32 " and 0x%x",
				b->name, io->virt, b->vmalloc_end, end);
		for (unsigned int j = 0; j < i; j++)
			if (iotables_clash(&b->iotable[j], io))
				return layout_wrong(
					s,
					"board %s: the static mappings at "
					"0x%08" PRIx32 " and 0x%08" PRIx32
					" want the same 2 MB",
					b->name, b->iotable[j].virt, io->virt);
	}
	return 0;
}

static int check_board(struct setup *s, const struct board *b)
{
	const struct map_rules *map = &maps[b->map];
	vaddr_t least = b->page_offset + SZ_32M + map->reserve + map->hole;
	vaddr_t most = map->most_vmalloc_end;

	if (b->map == MAP_2_6_32)
		most = consistent_base(b);

	if (b->nr_banks < 1 || b->nr_banks > MAX_BANKS ||
	    b->nr_devices > MAX_DEVICES || b->nr_iotables > MAX_IOTABLES)
		return layout_wrong(s,
				    "board %s: 1 to %d banks and %d devices, "
				    "please",
				    b->name, MAX_BANKS, MAX_DEVICES);
	if (b->page_offset != VMSPLIT_1G && b->page_offset != VMSPLIT_2G &&
	    b->page_offset != VMSPLIT_3G)
		return layout_wrong(s,
				    "board %s: PAGE_OFFSET 0x%" PRIx32
				    " must be "
				    "0x%x, 0x%x or 0x%x",
				    b->name, b->page_offset, VMSPLIT_1G,
				    VMSPLIT_2G, VMSPLIT_3G);
	if (b->vmalloc_end < least || b->vmalloc_end > most ||
	    b->vmalloc_end % PGDIR_SIZE)
		return layout_wrong(s,
				    "board %s: VMALLOC_END 0x%" PRIx32
				    " must be "
				    "a multiple of 2 MB from 0x%x to 0x%x",
				    b->name, b->vmalloc_end, least, most);
	return check_iotables(s, b);
}

static void take_board(struct layout *l, const struct board *b)
{
	l->board = *b;
	l->vmalloc_end = b->vmalloc_end;
	l->vmalloc_reserve = maps[b->map].reserve;
	l->nr_banks = b->nr_banks;
	memcpy(l->bank, b->bank, b->nr_banks * sizeof(b->bank[0]));
}

/* ---- Limits ---- */

uint64_t lowmem_limit(const struct layout *l)
{
	vaddr_t vmalloc_min =
		l->vmalloc_end - l->vmalloc_reserve - maps[l->board.map].hole;

	return (uint64_t)l->board.phys_offset +
	       (vmalloc_min - l->board.page_offset);
}

/* high_memory and what follows from it. The first bank is always lowmem. */
static void find_limits(struct layout *l)
{
	uint64_t low_end = 0;
	paddr_t phys_offset = l->board.phys_offset;
	vaddr_t page_offset = l->board.page_offset;

	for (unsigned int i = 0; i < l->nr_banks; i++)
		if (!l->bank_highmem[i])
			low_end = bank_end(&l->bank[i]);
	l->first_pfn = phys_offset >> PAGE_SHIFT;
	l->max_low_pfn = (pfn_t)(low_end >> PAGE_SHIFT);
	l->max_pfn = (pfn_t)(bank_end(&l->bank[l->nr_banks - 1]) >> PAGE_SHIFT);
	l->high_memory = page_offset + (uint32_t)(low_end - phys_offset);
	l->vmalloc_start =
		(l->high_memory + VMALLOC_OFFSET) & ~(VMALLOC_OFFSET - 1);
	l->modules_vaddr = page_offset - MODULES_SIZE;
	l->pkmap_base = page_offset - PGDIR_SIZE;
	l->modules_end = l->board.highmem ? l->pkmap_base : page_offset;
}

/* ---- The kernel image ---- */

static uint64_t lowmem_size(const struct layout *l)
{
	uint64_t size = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++)
		if (!l->bank_highmem[i])
			size += l->bank[i].size;
	return size;
}

static int check_room(struct setup *s)
{
	const struct layout *l = s->l;
	uint64_t mem_map =
		(uint64_t)(l->max_pfn - l->first_pfn) * sizeof(struct page);
	uint64_t lowmem = lowmem_size(l);
	uint64_t image = (uint64_t)l->board.image_end + SZ_4M;

	if (l->bank[0].size < image)
		return layout_wrong(
			s,
			"%" PRIu64 " MB of RAM at PHYS_OFFSET are not "
			"enough: the kernel image needs %" PRIu64
			" MB, with a little to work in",
			l->bank[0].size / SZ_1M, (image + SZ_1M - 1) / SZ_1M);
	if (lowmem < image + mem_map)
		return layout_wrong(
			s,
			"%" PRIu64 " MB of lowmem cannot hold the "
			"kernel image and mem_map, which takes %" PRIu64
			" MB for this RAM; try a smaller vmalloc=",
			lowmem / SZ_1M, mem_map / SZ_1M + 1);
	return 0;
}

void linux_version(const struct board *b, char text[LINUX_VERSION])
{
	const char *allocator = allocator_name(b->allocator);
	bool other = b->allocator != ALLOCATOR_2_6_32;

	snprintf(text, LINUX_VERSION,
		 "Linux version 2.6.32 (vmscope@%s)"
		 " (simulated 32-bit ARM%s%s) #1%s",
		 b->name, other ? ", vmalloc of " : "", other ? allocator : "",
		 b->cpus > 1 ? " SMP" : "");
}

uint32_t globals_size(const struct board *b)
{
	static const uint32_t size[ALLOCATORS] = {
		[ALLOCATOR_2_6_32] =
			offsetof(struct kernel_data, free_vmap_cache),
		[ALLOCATOR_2_6_39] =
			offsetof(struct kernel_data, free_vmap_area_root),
		[ALLOCATOR_6_1] = sizeof(struct kernel_data),
	};

	return size[b->allocator];
}

uint32_t image_room(const struct board *b)
{
	/* Two of its sections are aligned, and so is struct kernel_data. */
	uint32_t rest = TEXT_OFFSET + PAGE_SIZE + THREAD_SIZE + L1_CACHE_BYTES +
			globals_size(b);

	return b->image_end > rest ? b->image_end - rest : 0;
}

/* In the order of the linker script: .init, .text, .data, .bss. */
static int place_image(struct setup *s)
{
	struct layout *l = s->l;
	const struct board *b = &l->board;
	uint64_t sections =
		(uint64_t)b->init_size + b->text_size + b->data_size;

	if (sections > b->image_end)
		return layout_wrong(
			s,
			"board %s: .init, .text and .data are larger "
			"than the image",
			b->name);
	l->init_begin = b->page_offset + TEXT_OFFSET;
	l->init_end = align_up(l->init_begin + b->init_size, PAGE_SIZE);
	l->text = l->init_end;
	l->etext = l->text + b->text_size;
	/* .data begins with init's stack, which must be aligned. */
	l->data = align_up(l->etext, THREAD_SIZE);
	l->edata = l->data + b->data_size;
	l->bss = l->edata;
	l->end = b->page_offset + b->image_end;
	l->globals = align_up(l->bss, L1_CACHE_BYTES);
	if (l->globals > l->end || l->end - l->globals < globals_size(b))
		return layout_wrong(
			s,
			"board %s: image_end leaves no .bss for %zu KB "
			"of variables",
			b->name, (size_t)globals_size(b) / SZ_1K + 1);
	return 0;
}

int layout_init(struct layout *l, const struct board *board,
		const char *cmdline, const struct complaint *why)
{
	struct layout new = { .nr_banks = 0 };
	struct setup s = { .l = &new, .why = why };
	int error = check_board(&s, board);

	if (error)
		return error;
	take_board(&new, board);
	error = parse_cmdline(&s, cmdline);
	if (error)
		return error;
	new.nr_early_notes = new.nr_notes;
	error = take_banks(&s);
	if (!error)
		error = sanity_check_meminfo(&s);
	if (!error)
		error = find_nodes(&s);
	if (error)
		return error;
	find_limits(&new);
	error = check_room(&s);
	if (!error)
		error = place_image(&s);
	if (!error)
		*l = new;
	return error;
}

bool layout_no_record(const struct layout *l, pfn_t pfn)
{
	for (unsigned int i = 0; i < l->nr_no_record; i++)
		if (pfn >= l->no_record[i].start && pfn < l->no_record[i].end)
			return true;
	return false;
}
