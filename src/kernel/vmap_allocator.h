/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_allocator.h - what the allocators of several kernels differ in.
 *
 * Boot chooses one by the board and leaves it in k->vmap. vmap_area.h has the
 * calls under their names in Linux; the files of the allocators, in which these
 * names are their own functions, include only this.
 */
#ifndef VMSCOPE_KERNEL_VMAP_ALLOCATOR_H
#define VMSCOPE_KERNEL_VMAP_ALLOCATOR_H

#include "kernel/err.h"
#include "kernel/gfp.h"
#include "kernel/kernel.h"

/* Giving areas back; see vmap_area.h for the functions. */
struct vmap_lazy {
	void (*free_vmap_area_noflush)(struct kernel *k,
				       const struct vmap_area *va);
	void (*__purge_vmap_area_lazy)(struct kernel *k, vaddr_t start,
				       vaddr_t end, bool sync,
				       bool force_flush);
};

/* One kernel's rules; see vmap_area.h for the functions. */
struct vmap_allocator {
	const struct vmap_area *(*alloc_vmap_area)(struct kernel *k,
						   uint32_t size,
						   uint32_t align,
						   vaddr_t vstart, vaddr_t vend,
						   int node, gfp_t gfp);
	const struct vmap_area *(*insert_vmap_area_at)(struct kernel *k,
						       vaddr_t start,
						       vaddr_t end);
	const struct vmap_lazy *lazy;
	/* An area of VM_IOREMAP is aligned to 2 to this, within limits. */
	unsigned int (*ioremap_order)(uint32_t size);
	/* An area that was purged leaves the tree; NULL: nobody wants to know. */
	void (*before_erasing)(struct kernel *k, const struct vmap_area *va);
	/* What boot does for it, after the slab allocator; NULL: nothing. */
	int (*init)(struct kernel *k);
	uint32_t gap;	     /* bytes that stay free before an area */
	uint32_t gap_after;  /* and between a new area and the next */
	bool unmaps_at_once; /* vfree() clears the PTEs, not the purge */
	bool no_vmlist;	     /* vm_structs are found by their areas alone */
	bool tells_phys;     /* ioremap() notes the physical address */
};

extern const struct vmap_allocator vmap_allocator_2_6_32;
extern const struct vmap_allocator vmap_allocator_2_6_39;
extern const struct vmap_allocator vmap_allocator_6_1;

/** vmap_allocator() - the rules of a kernel. */
const struct vmap_allocator *vmap_allocator(enum allocator allocator);

/* ---- What allocators share: vmap_area.c ---- */

/** rb_area() - the area of a node of the tree. */
static inline const struct vmap_area *rb_area(const struct rb_node *node)
{
	return container_of(node, struct vmap_area, rb_node);
}

/** ALIGN() - round up to a multiple of a power of two; it wraps past the top of
 * the 32 bits, as in Linux. */
static inline vaddr_t ALIGN(vaddr_t addr, uint32_t align)
{
	return (addr + align - 1) & ~(align - 1);
}

/** in_4g() - does [addr, addr + size) end within the 32 bits, and start at
 * @least? */
static inline bool in_4g(vaddr_t addr, uint32_t size, vaddr_t least)
{
	return addr >= least && addr + size > addr;
}

/** area_pages() - how many pages of addresses an area has. */
static inline uint32_t area_pages(const struct vmap_area *va)
{
	return (va->va_end - va->va_start) >> PAGE_SHIFT;
}

/** fls_order() - ioremap_order() up to 2.6.39: the number of the highest bit of
 * the size, so that a power of two is aligned to twice its size. */
unsigned int fls_order(uint32_t size);

/** new_vmap_area() - memory for a record; NULL if there is none. */
const struct vmap_area *new_vmap_area(struct kernel *k, int node, gfp_t gfp);

/** __insert_vmap_area() - into the tree and the sorted list of all areas. */
void __insert_vmap_area(struct kernel *k, const struct vmap_area *va);

/** set_vmap_area() - give a new record its addresses, and insert it. */
void set_vmap_area(struct kernel *k, const struct vmap_area *va, vaddr_t start,
		   vaddr_t end);

/** place_vmap_area() - insert_vmap_area_at() where the tree has all that is
 * taken. */
const struct vmap_area *place_vmap_area(struct kernel *k, vaddr_t start,
					vaddr_t end);

/** warn_no_hole() - say that nothing was found. @addr: where the search ended. */
void warn_no_hole(struct kernel *k, uint32_t size, vaddr_t vstart, vaddr_t vend,
		  vaddr_t addr);

/** find_vmap_area() - the area that covers an address, NULL if none. */
const struct vmap_area *find_vmap_area(const struct kernel *k, vaddr_t addr);

/** first_vmap_area() / next_vmap_area() - in address order; NULL at the end. */
const struct vmap_area *first_vmap_area(const struct kernel *k);
const struct vmap_area *next_vmap_area(const struct kernel *k,
				       const struct vmap_area *va);

/**
 * largest_vmap_hole() - the largest stretch of a region without an area.
 * @k: the kernel
 * @vstart: start of the region
 * @vend: its end, exclusive
 * @hole: result: where it starts; @vstart if there is none
 * Return: bytes. A freed area that waits for the purge is in the way.
 */
uint32_t largest_vmap_hole(const struct kernel *k, vaddr_t vstart, vaddr_t vend,
			   vaddr_t *hole);

/** lazy_max_pages() - pages that may wait before a purge. */
uint32_t lazy_max_pages(const struct kernel *k);

/** purge_vmap_area_lazy() - unmap and release all lazily freed areas, and the
 * blocks of vm_map_ram that have no mapping left. */
void purge_vmap_area_lazy(struct kernel *k);

/** to_vmap_area() / to_vmap_area_6_1() - a record as all files know it, of which
 * the first two words are the same in all kernels; and as 6.1 has it. */
static inline const struct vmap_area *
to_vmap_area(const struct vmap_area_6_1 *va)
{
	return (const void *)va;
}

static inline const struct vmap_area_6_1 *
to_vmap_area_6_1(const struct vmap_area *va)
{
	return (const void *)va;
}

/** drain_vmap_area_work() - 6.1: purge what has become too much. Runs by itself
 * unless k->drain_by_hand. */
void drain_vmap_area_work(struct kernel *k);

/** vmap_lazy_flag - freed areas stay in the tree, with VM_LAZY_FREE: vmap_lazy.c
 */
extern const struct vmap_lazy vmap_lazy_flag;

#endif
