/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot_internal.h - the state of a boot in progress, for boot.c (the order of
 * events), boot_zones.c (mem_map, zones) and boot_users.c (those who take memory
 * early).
 */
#ifndef VMSCOPE_KERNEL_BOOT_INTERNAL_H
#define VMSCOPE_KERNEL_BOOT_INTERNAL_H

#include "kernel/bootmem.h"

struct boot {
	struct kernel *k;
	struct layout *l;
	struct bootmem bootmem;
	uint32_t nr_kernel_pages; /* lowmem pages without mem_map */
	uint32_t nr_all_pages;	  /* those and highmem pages */
	bool failed;		  /* bootmem ran out */
};

/**
 * boot_take() - allocate memory for good, recorded so that panes can name it.
 * @b: the boot; failed is set when there is not enough
 * @name: what it is for, a constant
 * @size: bytes
 * @align: bytes, a power of two
 * Return: physical address
 */
paddr_t boot_take(struct boot *b, const char *name, uint32_t size,
		  uint32_t align);

/** boot_give_back() - return whole pages of the last memory taken that are not
 * needed after all: physical start, bytes. */
void boot_give_back(struct boot *b, paddr_t start, uint32_t size);

/** number_zones() - each zone's number and node, before anything else. */
void number_zones(struct kernel *k);

/** alloc_mem_map() - take memory for the records of all frames. */
void alloc_mem_map(struct boot *b);

/** free_area_init_node() - the zones of a node, without free pages yet. */
void free_area_init_node(struct boot *b, unsigned int node);

/** mem_init() - what is left of RAM goes to the buddy. */
void mem_init(struct boot *b);

/** free_initmem() - what only boot needed becomes ordinary memory. */
void free_initmem(struct kernel *k);

/** devicemaps_init() - map the vectors, then the board's static mappings. */
void devicemaps_init(struct boot *b);

/** kmap_init() - make pkmap's second-level table, with CONFIG_HIGHMEM. */
void kmap_init(struct boot *b);

/** setup_arch_rest() - the zero page and the resource records of the RAM. */
void setup_arch_rest(struct boot *b);

/** setup_command_line() - two copies, as given and without mem=, vmalloc=. */
void setup_command_line(struct boot *b);

/** setup_per_cpu_areas() - each CPU's own variables, on an SMP kernel. */
void setup_per_cpu_areas(struct boot *b);

/** pidhash_init() / vfs_caches_init_early() - hashes sized by
 * memory. */
void pidhash_init(struct boot *b);
void vfs_caches_init_early(struct boot *b);

#endif
