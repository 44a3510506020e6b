/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slab.h - objects smaller than a page.
 *
 * Linux: mm/slub.c, 2.6.32. vm_struct, vmap_area, small pages[] arrays and the
 * user's kmallocs come from here.
 */
#ifndef VMSCOPE_KERNEL_SLAB_H
#define VMSCOPE_KERNEL_SLAB_H

#include "kernel/gfp.h"
#include "kernel/kernel.h"

/* What kmalloc() returns for 0 bytes: not NULL, but an access to it faults. */
#define ZERO_SIZE_PTR ((vaddr_t)16)

/** kmem_cache_init() - set up kmalloc-32 ... kmalloc-8192, all empty. */
void kmem_cache_init(struct kernel *k);

/**
 * kmalloc_node() - allocate memory for an object in lowmem.
 * @k: the kernel
 * @size: bytes; 0 gives ZERO_SIZE_PTR; above 8192 whole pages are taken
 * @gfp: flags; __GFP_HIGHMEM is ignored, __GFP_ZERO clears the memory
 * @node: -1 for any
 * Return: lowmem virtual address, 0 when there is no memory
 */
vaddr_t kmalloc_node(struct kernel *k, uint32_t size, gfp_t gfp, int node);
vaddr_t kmalloc(struct kernel *k, uint32_t size, gfp_t gfp);

/** kmalloc_notrace(), kfree_notrace() - for kmemleak's own records, which it
 * does not watch. */
vaddr_t kmalloc_notrace(struct kernel *k, uint32_t size);
void kfree_notrace(struct kernel *k, vaddr_t object);

/** kfree() - give an object back; 0 and ZERO_SIZE_PTR are allowed. */
void kfree(struct kernel *k, vaddr_t object);

/**
 * ksize() - is this the start of a live object?
 * @k: the kernel
 * @object: any address
 * Return: bytes it occupies; 0 if it is not an object, or is free
 */
uint32_t ksize(const struct kernel *k, vaddr_t object);

/** slab_count_free() - free objects in a cache as /proc/slabinfo counts them,
 * without those of the cpu slab. */
uint32_t slab_count_free(const struct kernel *k, const struct kmem_cache *s);

#endif
