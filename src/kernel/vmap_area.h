/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_area.h - who owns which addresses of the vmalloc region.
 *
 * Linux: the first half of mm/vmalloc.c. The calls go to the allocator of the
 * kernel that booted (vmap_allocator.h). vmalloc.c and tests use it.
 */
#ifndef VMSCOPE_KERNEL_VMAP_AREA_H
#define VMSCOPE_KERNEL_VMAP_AREA_H

#include "kernel/vmap_allocator.h"

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
 * Cost: 2.6.32: O(log n) to find the start of the walk, then one step per area
 * passed.
 */
static inline const struct vmap_area *
alloc_vmap_area(struct kernel *k, uint32_t size, uint32_t align, vaddr_t vstart,
		vaddr_t vend, int node, gfp_t gfp)
{
	return k->vmap->alloc_vmap_area(k, size, align, vstart, vend, node,
					gfp);
}

/**
 * insert_vmap_area_at() - insert an area at a given address (for import; not in
 * Linux).
 * Return: the area; ERR_PTR(-EBUSY) if an area is there already, -ENOMEM
 */
static inline const struct vmap_area *
insert_vmap_area_at(struct kernel *k, vaddr_t start, vaddr_t end)
{
	return k->vmap->insert_vmap_area_at(k, start, end);
}

/** free_vmap_area_noflush() - mark lazily freed; purges past the threshold. */
static inline void free_vmap_area_noflush(struct kernel *k,
					  const struct vmap_area *va)
{
	k->vmap->lazy->free_vmap_area_noflush(k, va);
}

/**
 * __purge_vmap_area_lazy() - purge_vmap_area_lazy() with all its parameters.
 * @k: the kernel
 * @start: lowest address that is unmapped already, UINT32_MAX for none
 * @end: end of the highest one, 0 for none
 * @sync: purge everything that can be purged, blocks included
 * @force_flush: flush the TLB even if no area is lazily freed
 */
static inline void __purge_vmap_area_lazy(struct kernel *k, vaddr_t start,
					  vaddr_t end, bool sync,
					  bool force_flush)
{
	k->vmap->lazy->__purge_vmap_area_lazy(k, start, end, sync, force_flush);
}

#endif
