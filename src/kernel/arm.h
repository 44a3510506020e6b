/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arm.h - numbers that ARM and its Linux port fix.
 *
 * Linux 2.6.32: arch/arm/include/asm/{page,pgtable,memory,fixmap,dma}.h.
 * Descriptor values are those of ARMv5, uniprocessor, write-back caches.
 */
#ifndef VMSCOPE_KERNEL_ARM_H
#define VMSCOPE_KERNEL_ARM_H

#include "machine/types.h"

#define PAGE_SHIFT 12
#define PAGE_SIZE (1u << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define SECTION_SIZE (1u << 20) /* one first-level word maps 1 MB */
#define PGDIR_SHIFT 21
#define PGDIR_SIZE (1u << PGDIR_SHIFT) /* Linux pairs two words: 2 MB */
#define PTRS_PER_PGD 2048
#define PTRS_PER_PTE 512 /* per pair: two hardware tables of 256 */

#define MODULES_SIZE 0x01000000u   /* below PAGE_OFFSET */
#define VMALLOC_OFFSET 0x00800000u /* the hole that catches stray accesses */
#define CONSISTENT_BASE 0xffc00000u
#define CONSISTENT_END 0xffe00000u
#define FIXADDR_START 0xfff00000u
#define FIXADDR_TOP 0xfffe0000u
#define VECTORS_BASE 0xffff0000u
#define SWAPPER_OFFSET 0x4000u /* swapper_pg_dir above the start of RAM */
#define SWAPPER_SIZE 0x4000u
#define TEXT_OFFSET 0x8000u /* the kernel image above the start of RAM */
#define THREAD_SIZE (2 * PAGE_SIZE) /* a stack; init's begins .data */
#define L1_CACHE_BYTES 32
#define SHMLBA (4 * PAGE_SIZE) /* cache colours of a virtually indexed cache */
#define HZ 100

/* Domains, asm/domain.h. */
#define DOMAIN_KERNEL 0
#define DOMAIN_USER 1
#define DOMAIN_IO 2
#define DACR_AT_BOOT 0x1fu /* kernel and user manager, io client */

/*
 * A page of second-level tables, 2.6.32: two hardware tables of 256 entries,
 * then the two that Linux keeps for the bits the hardware has no room for.
 */
#define PTE_HW_OFFSET 0u
#define PTE_LINUX_OFFSET 2048u

/* First-level words. */
#define PMD_KERNEL_TABLE 0x11u /* coarse table, domain kernel */
#define PMD_USER_TABLE 0x31u   /* coarse table, domain user: the vectors */
#define PMD_IO_TABLE 0x51u     /* coarse table, domain io: static mappings */
#define PMD_SECT_LOWMEM 0x41eu
#define PMD_SECT_DEVICE 0x452u
#define PMD_SECT_B 0x004u  /* bufferable */
#define PMD_SECT_CB 0x00cu /* cacheable, bufferable: write-back */

/* Linux PTE bits, asm/pgtable.h of 2.6.32. */
#define L_PTE_PRESENT (1u << 0)
#define L_PTE_YOUNG (1u << 1)
#define L_PTE_MT_MASK (0xfu << 2)
#define L_PTE_MT_UNCACHED (0x0u << 2)
#define L_PTE_MT_BUFFERABLE (0x1u << 2)
#define L_PTE_MT_WRITETHROUGH (0x2u << 2)
#define L_PTE_MT_WRITEBACK (0x3u << 2)
#define L_PTE_MT_WRITEALLOC (0x7u << 2)
#define L_PTE_MT_DEV_SHARED (0x4u << 2)
#define L_PTE_MT_DEV_WC (0x9u << 2)
#define L_PTE_MT_DEV_CACHED (0xbu << 2)
#define L_PTE_DIRTY (1u << 6)
#define L_PTE_WRITE (1u << 7)
#define L_PTE_USER (1u << 8)
#define L_PTE_EXEC (1u << 9)
#define L_PTE_SHARED (1u << 10)

#define PFN_UP(bytes) (pfn_t)(((uint64_t)(bytes) + PAGE_SIZE - 1) >> PAGE_SHIFT)
/* Wraps to 0 above 0xfffff000, as in the kernel: callers rely on it. */
#define PAGE_ALIGN(bytes) (((uint32_t)(bytes) + PAGE_SIZE - 1) & PAGE_MASK)

#endif
