/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_block.h - vm_map_ram: small mappings, cut from blocks of addresses.
 *
 * Linux: the middle of mm/vmalloc.c, 2.6.32. The session's commands,
 * vmap_area.c (a purge) and tests use it.
 */
#ifndef VMSCOPE_KERNEL_VMAP_BLOCK_H
#define VMSCOPE_KERNEL_VMAP_BLOCK_H

#include "kernel/kernel.h"
#include "kernel/pgtable.h"

/** vmap_block_init() - start without blocks: every CPU's queue is empty. */
void vmap_block_init(struct kernel *k);

/** vmap_bbmap_bits() - pages of a block, VMAP_BBMAP_BITS in Linux: 64 to 1024,
 * fewer if there may be more CPUs. */
uint32_t vmap_bbmap_bits(const struct kernel *k);

/**
 * vm_map_ram() - map existing pages for a short time.
 * @k: the kernel
 * @pages: their pfns
 * @count: how many, not 0
 * @prot: for the PTEs
 * @cpu: the calling CPU, whose blocks are used
 * Return: first address; 0 without free addresses or memory
 * Up to VMAP_MAX_ALLOC pages come from a block. More get an area of their own,
 * which has neither a guard page nor a vm_struct.
 */
vaddr_t vm_map_ram(struct kernel *k, const pfn_t *pages, uint32_t count,
		   pgprot_t prot, uint32_t cpu);

/**
 * vm_unmap_ram() - undo vm_map_ram().
 * @k: the kernel
 * @mem: the address it returned
 * @count: its count, which is not stored anywhere
 */
void vm_unmap_ram(struct kernel *k, vaddr_t mem, uint32_t count);

/** vm_unmap_aliases() - make unmapped memory unreachable: unmap the dirty pages
 * of the queued blocks, and purge. */
void vm_unmap_aliases(struct kernel *k);

/** purge_fragmented_blocks_allcpus() - lazily free the queued blocks that have
 * no mapping left. */
void purge_fragmented_blocks_allcpus(struct kernel *k);

/** find_vmap_block() - the block that an address is in; NULL if none. */
const struct vmap_block *find_vmap_block(const struct kernel *k, vaddr_t addr);

/** vmap_block_entry() - the entry of vmap_block_tree for an address; NULL
 * outside the vmalloc region. */
const vaddr_t *vmap_block_entry(const struct kernel *k, vaddr_t addr);

/** vmap_block_bit() - is the bit of a page set in a block's map? */
static inline bool vmap_block_bit(const uint32_t *map, uint32_t page)
{
	return map[page / 32] >> page % 32 & 1;
}

#endif
