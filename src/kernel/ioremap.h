/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ioremap.h - device registers in the vmalloc region.
 *
 * Linux: arch/arm/mm/ioremap.c, 2.6.32, uniprocessor.
 */
#ifndef VMSCOPE_KERNEL_IOREMAP_H
#define VMSCOPE_KERNEL_IOREMAP_H

#include "kernel/kernel.h"
#include "kernel/pgtable.h"

enum mtype { MT_DEVICE, MT_DEVICE_CACHED, MT_DEVICE_WC, MT_UNCACHED };

/**
 * __arm_ioremap() - map physical addresses.
 * @k: the kernel
 * @phys: physical address, of any alignment
 * @size: bytes; 0 or a range that wraps gives 0
 * @mtype: the kind of mapping
 * @caller: text address
 * Return: virtual address of @phys (with its offset in the page), 0 on failure
 */
vaddr_t __arm_ioremap(struct kernel *k, paddr_t phys, uint32_t size,
		      enum mtype mtype, vaddr_t caller);

/** iounmap() - undo __arm_ioremap(). @addr: any address in the first page. */
void iounmap(struct kernel *k, vaddr_t addr);

/** mtype_prot() - PTE bits of a kind of mapping. */
pgprot_t mtype_prot(enum mtype mtype);

#endif
