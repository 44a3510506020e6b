/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slab_object.h - the kmalloc object, and the pageblock map, at an address.
 *
 * For all that ask whose a word is.
 */
#ifndef VMSCOPE_INSPECT_SLAB_OBJECT_H
#define VMSCOPE_INSPECT_SLAB_OBJECT_H

#include "kernel/kernel.h"

struct slab_object {
	const struct page *slab; /* its head page */
	const struct kmem_cache *cache;
	vaddr_t start;
	uint32_t index; /* in the slab, from 0 */
};

/**
 * slab_object_at() - the object that an address lies in.
 * @k: the kernel
 * @pa: physical address
 * @o: result
 * Return: false when it is in no slab, or in what is left at a slab's end
 */
bool slab_object_at(const struct kernel *k, paddr_t pa, struct slab_object *o);

/** pageblocks_at() - the zone whose types of pageblocks lie at a lowmem
 * address, a byte each; or NULL. */
const struct zone *pageblocks_at(const struct kernel *k, vaddr_t va);

/** pageblocks_size() - bytes of them. */
uint32_t pageblocks_size(const struct zone *zone);

#endif
