/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_area.h - who owns which addresses of the vmalloc region.
 *
 * Linux: the first half of mm/vmalloc.c, 2.6.32. vmalloc.c and tests use it.
 */
#ifndef VMSCOPE_KERNEL_VMAP_AREA_H
#define VMSCOPE_KERNEL_VMAP_AREA_H

#include "kernel/err.h"
#include "kernel/gfp.h"
#include "kernel/kernel.h"

/**
 * alloc_vmap_area() - take the lowest hole that fits; insert in tree and list.
 * @k: the kernel
 * @size: bytes, page aligned, not 0
 * @align: bytes, a power of two
 * @vstart: lowest address allowed
 * @vend: end of the region, exclusive
 * @node: for the record's memory, -1 any
 * @gfp: for the record's memory
 * Return: the area; ERR_PTR(-ENOMEM) without memory for the record, -EBUSY when
 * there is no hole, even after a purge
 * Cost: O(log n) to find the start of the walk, then one step per area passed.
 */
const struct vmap_area *alloc_vmap_area(struct kernel *k, uint32_t size,
					uint32_t align, vaddr_t vstart,
					vaddr_t vend, int node, gfp_t gfp);

/**
 * insert_vmap_area_at() - insert an area at a given address (for import; not in
 * Linux).
 * Return: the area; ERR_PTR(-EBUSY) if an area is there already, -ENOMEM
 */
const struct vmap_area *insert_vmap_area_at(struct kernel *k, vaddr_t start,
					    vaddr_t end);

/** find_vmap_area() - the area that covers an address, NULL if none. */
const struct vmap_area *find_vmap_area(const struct kernel *k, vaddr_t addr);

/** free_vmap_area_noflush() - mark lazily freed; purges past the threshold. */
void free_vmap_area_noflush(struct kernel *k, const struct vmap_area *va);

/** lazy_max_pages() - pages that may wait before a purge. */
uint32_t lazy_max_pages(const struct kernel *k);

/** purge_vmap_area_lazy() - unmap and release all lazily freed areas, and the
 * blocks of vm_map_ram that have no mapping left. */
void purge_vmap_area_lazy(struct kernel *k);

/**
 * __purge_vmap_area_lazy() - the same, with all its parameters.
 * @k: the kernel
 * @start: lowest address that is unmapped already, UINT32_MAX for none
 * @end: end of the highest one, 0 for none
 * @sync: purge everything that can be purged, blocks included
 * @force_flush: flush the TLB even if no area is lazily freed
 */
void __purge_vmap_area_lazy(struct kernel *k, vaddr_t start, vaddr_t end,
			    bool sync, bool force_flush);

/** first_vmap_area() / next_vmap_area() - in address order; NULL at the end. */
const struct vmap_area *first_vmap_area(const struct kernel *k);
const struct vmap_area *next_vmap_area(const struct kernel *k,
				       const struct vmap_area *va);

#endif
