/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bootmem.h - one bit per page, before there is a page allocator.
 *
 * Linux: mm/bootmem.c, 2.6.32. boot.c uses it, then hands everything left over
 * to the buddy.
 */
#ifndef VMSCOPE_KERNEL_BOOTMEM_H
#define VMSCOPE_KERNEL_BOOTMEM_H

#include "kernel/kernel.h"

struct bootmem {
	paddr_t map;	   /* the bitmap, physical; a set bit is reserved */
	pfn_t min_pfn;	   /* first page that it covers */
	pfn_t low_pfn;	   /* one past the last */
	uint32_t last_end; /* bytes above min_pfn: end of the last allocation */
	uint32_t hint;	   /* page index at which a search starts */
};

/** bootmem_pages() - pages taken by the bitmap for this many pages. */
uint32_t bootmem_pages(uint32_t pages);

/**
 * init_bootmem() - make a bitmap in which everything is reserved.
 * @k: the kernel
 * @b: filled in
 * @map: physical address of the bitmap, in lowmem
 * @min_pfn: first page
 * @low_pfn: one past the last
 */
void init_bootmem(struct kernel *k, struct bootmem *b, paddr_t map,
		  pfn_t min_pfn, pfn_t low_pfn);

/** free_bootmem() / reserve_bootmem() - physical start, bytes. */
void free_bootmem(struct kernel *k, struct bootmem *b, paddr_t start,
		  uint64_t size);
void reserve_bootmem(struct kernel *k, const struct bootmem *b, paddr_t start,
		     uint64_t size);

/**
 * alloc_bootmem() - allocate zeroed memory that is never given back.
 * @k: the kernel
 * @b: the bitmap
 * @size: bytes
 * @align: bytes, a power of two
 * @result: physical address, the lowest that fits after the last one
 * Return: false when nothing is large enough
 */
bool alloc_bootmem(struct kernel *k, struct bootmem *b, uint32_t size,
		   uint32_t align, paddr_t *result);

/**
 * free_all_bootmem_core() - hand all free pages to the buddy, then the pages
 * of the bitmap itself.
 * Return: pages handed over
 */
uint32_t free_all_bootmem_core(struct kernel *k, const struct bootmem *b);

#endif
