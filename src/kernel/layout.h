/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout.h - where everything is in the 4 GB, and why.
 *
 * Worked out once at boot from the board and the kernel arguments, and constant
 * afterwards. All boundaries are read from here.
 */
#ifndef VMSCOPE_KERNEL_LAYOUT_H
#define VMSCOPE_KERNEL_LAYOUT_H

#include "kernel/complaint.h"
#include "kernel/step_point.h"
#include "machine/ram.h"
#include "machine/types.h"

enum {
	MAX_DEVICES = 8,
	MAX_IOTABLES = 16,
	MAX_REGIONS = 24,
	MAX_RESERVATIONS = 96,
	MAX_NOTES = 16
};

/* PAGE_OFFSET is configured: it determines how much of the 4 GB users get. */
#define VMSPLIT_1G 0x40000000u
#define VMSPLIT_2G 0x80000000u
#define VMSPLIT_3G 0xc0000000u

/* The board's registers in physical space. */
struct device {
	paddr_t start;
	paddr_t end; /* last byte */
	char name[32];
};

/* A device that the board maps permanently at boot (struct map_desc). */
struct iotable {
	vaddr_t virt;
	paddr_t phys;
	uint32_t size; /* bytes, whole pages */
};

/* The kernel whose map of the 4 GB a board has. All else stays 2.6.32's. */
enum map_of { MAP_2_6_32, MAP_3_3, MAP_3_16, MAP_3_18, MAPS };

/* The kernel whose allocator hands out the vmalloc region. Likewise. */
enum allocator {
	ALLOCATOR_2_6_32,
	ALLOCATOR_2_6_39,
	ALLOCATOR_6_1,
	ALLOCATORS
};

/** allocator_name() - "2.6.32" ... as in a board file; NULL after the last. */
const char *allocator_name(unsigned int allocator);

/** map_name() - "2.6.32" ... as in a board file; NULL after the last. */
const char *map_name(unsigned int map);

/* A board as described by its file. Sizes are bytes. */
struct board {
	char name[32];	  /* "marvell" */
	char title[64];	  /* for people */
	char source[160]; /* where the numbers come from */
	struct bank bank[MAX_BANKS];
	unsigned int nr_banks;
	unsigned int bank_node[MAX_BANKS]; /* NUMA node of each bank */
	paddr_t phys_offset;		   /* PHYS_OFFSET: where RAM starts */
	vaddr_t page_offset;		   /* PAGE_OFFSET: a VMSPLIT_ */
	vaddr_t vmalloc_end;		   /* VMALLOC_END is the machine's */
	unsigned int map;		   /* enum map_of */
	uint32_t dma_size; /* CONSISTENT_DMA_SIZE, before 3.3; 0: 2 MB */
	unsigned int allocator;		   /* enum allocator */
	char cmdline[1024]; /* kernel arguments, when none are given */
	char cpu[80];	    /* as in the boot log; "": a Feroceon */
	unsigned int cpus;  /* online; more than one: an SMP kernel */
	bool highmem;	    /* CONFIG_HIGHMEM */
	bool debug_highmem; /* CONFIG_DEBUG_HIGHMEM */
	uint32_t init_size; /* .init of the kernel image */
	uint32_t text_size; /* .text */
	uint32_t data_size; /* .data */
	uint32_t image_end; /* end of .bss above phys_offset */
	struct device device[MAX_DEVICES];
	unsigned int nr_devices;
	struct iotable iotable[MAX_IOTABLES];
	unsigned int nr_iotables;
};

/* Physical memory that boot takes and never gives back. */
struct reservation {
	paddr_t start;
	uint32_t size; /* bytes */
	const char *name;
};

struct layout {
	struct board board;
	char cmdline[1024];
	uint32_t command_line_size; /* of the rest without mem= and
				     * vmalloc=, bytes with the NUL */

	/* RAM as the kernel sees it: after mem=, split at the lowmem limit. */
	struct bank bank[MAX_BANKS + 1];
	bool bank_highmem[MAX_BANKS + 1];
	unsigned int bank_node[MAX_BANKS + 1]; /* ascending with the banks */
	unsigned int nr_nodes;		       /* 1, or 2: a NUMA kernel */
	unsigned int nr_banks;

	pfn_t first_pfn;   /* PHYS_OFFSET */
	pfn_t max_low_pfn; /* one past the last lowmem frame */
	pfn_t max_pfn;	   /* one past the last frame */

	vaddr_t high_memory;
	vaddr_t vmalloc_start;
	vaddr_t vmalloc_end;
	uint32_t vmalloc_reserve; /* kept by vmalloc=, bytes */
	bool vmalloc_given;	  /* on the command line */
	vaddr_t modules_vaddr;	  /* and TASK_SIZE: users end here */
	vaddr_t modules_end;
	vaddr_t pkmap_base;

	/* The kernel image, virtual. */
	vaddr_t init_begin, init_end;
	vaddr_t text, etext;
	vaddr_t data, edata;
	vaddr_t bss, end;
	vaddr_t globals; /* struct kernel_data, in .bss */

	struct reservation reserved[MAX_RESERVATIONS];
	unsigned int nr_reserved;

	/* Frames in holes between banks that have no record: boot gave back
	 * this part of mem_map. */
	struct pfn_range {
		pfn_t start, end;
	} no_record[MAX_BANKS];
	unsigned int nr_no_record;

	/* Boot's messages about the above: "<4>text", no newline. */
	char note[MAX_NOTES][160];
	unsigned int nr_notes;
	unsigned int nr_early_notes; /* of these, about vmalloc= */
};

/* What an enum map_of means. */
struct map_rules {
	const char *name;
	vaddr_t most_vmalloc_end;
	uint32_t reserve; /* the default of vmalloc=, bytes */
	uint32_t hole;	  /* kept free of lowmem besides, bytes */
	vaddr_t fixaddr_start, fixaddr_end;
};

/* One row of the table of the 4 GB. */
struct region {
	const char *name;
	vaddr_t start;
	uint64_t end;	   /* exclusive; 0x100000000 at the top */
	struct reason why; /* why its boundaries are there */
};

/**
 * layout_init() - work out the layout.
 * @l: filled in; left alone on error
 * @board: the machine
 * @cmdline: kernel arguments: mem=SIZE[@START] (the first one replaces the
 * board's banks), vmalloc=SIZE; others are kept and ignored
 * @why: what is wrong, when it fails
 * Return: 0 or -EINVAL
 * Linux: arch/arm/kernel/setup.c early_mem, arm_add_memory; arch/arm/mm/mmu.c
 * early_vmalloc, sanity_check_meminfo.
 */
int layout_init(struct layout *l, const struct board *board,
		const char *cmdline, const struct complaint *why);

/** layout_no_record() - was the record of this frame given back at boot? */
bool layout_no_record(const struct layout *l, pfn_t pfn);

/** iotable_sections() - may the part of an entry up to the next 2 MB boundary
 * after @virt be mapped by sections? */
bool iotable_sections(const struct iotable *io, vaddr_t virt);

/** iotable_next() - where that part ends. */
vaddr_t iotable_next(const struct iotable *io, vaddr_t virt);

/** consistent_base() - where the DMA region of a board's kernel starts, which
 * kernels have up to 3.2. */
vaddr_t consistent_base(const struct board *board);

/** map_rules() - the rules of a board's kernel. @map: enum map_of. */
const struct map_rules *map_rules(unsigned int map);

enum { LINUX_VERSION = 128 };

/** linux_version() - how the board's kernel calls itself. */
void linux_version(const struct board *board, char text[LINUX_VERSION]);

/** globals_size() - bytes of struct kernel_data that the board's kernel has:
 * what only later allocators have comes last. */
uint32_t globals_size(const struct board *board);

/** image_room() - how large .init, .text and .data may be together so that .bss
 * has room for the variables; bytes, possibly a little less. */
uint32_t image_room(const struct board *board);

/** layout_map() - the map of the 4 GB of the board's kernel. */
const struct map_rules *layout_map(const struct layout *l);

/** lowmem_limit() - the first physical address that is too high for the direct
 * mapping. */
uint64_t lowmem_limit(const struct layout *l);

/** layout_fixaddr_start() - FIXADDR_START of the board's kernel. */
vaddr_t layout_fixaddr_start(const struct layout *l);

/**
 * layout_regions() - the 4 GB as a table, from 0 upwards, without gaps.
 * @l: the layout
 * @row: MAX_REGIONS rows; the texts of their reasons are in
 * src/session/stepping/sentences
 * Return: number of rows
 */
unsigned int layout_regions(const struct layout *l, struct region *row);

#endif
