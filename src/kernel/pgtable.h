/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgtable.h - the kernel's page tables: Linux's view and the hardware's.
 *
 * Linux: arch/arm/include/asm/pgtable.h, arch/arm/mm/{mmu,proc-arm926}.
 * A second-level page holds both; see arm.h.
 */
#ifndef VMSCOPE_KERNEL_PGTABLE_H
#define VMSCOPE_KERNEL_PGTABLE_H

#include "kernel/kernel.h"

typedef uint32_t pgprot_t; /* low bits of a Linux PTE */

/* Present, young, dirty, writable, executable, write-back: 0x2cf. On ARM 2.6.32
 * sets L_PTE_EXEC in all of them; 2.6.33 does so for modules only. */
#define PAGE_KERNEL                                                            \
	(L_PTE_PRESENT | L_PTE_YOUNG | L_PTE_DIRTY | L_PTE_WRITE |             \
	 L_PTE_EXEC | L_PTE_MT_WRITEBACK)
#define PAGE_KERNEL_EXEC PAGE_KERNEL

/** pgd_entry() - the first of the two first-level words for an address. */
const uint32_t *pgd_entry(const struct kernel *k, vaddr_t addr);

/**
 * pte_offset_kernel() - the Linux PTE of an address.
 * @k: the kernel
 * @addr: virtual address
 * Return: the entry in RAM; NULL without a second-level table
 */
const uint32_t *pte_offset_kernel(const struct kernel *k, vaddr_t addr);

/** hw_pte() - the hardware entry that belongs to a Linux PTE. */
const uint32_t *hw_pte(const uint32_t *linux_pte);

/** pmd_populate() - link a page of second-level tables (physical @table). */
void pmd_populate(struct kernel *k, vaddr_t addr, paddr_t table,
		  uint32_t protection);

/** set_pte() - write a Linux PTE and the hardware PTE that follows from it. */
void set_pte(struct kernel *k, const uint32_t *linux_pte, uint32_t value);

/** linux_to_hw() - what the CPU sees of a Linux PTE; 0 for not present. */
uint32_t linux_to_hw(uint32_t linux_pte);

/**
 * pte_alloc_kernel() - the Linux PTE of an address; adds a table if necessary.
 * Return: the entry; NULL if the buddy has no page for the table
 */
const uint32_t *pte_alloc_kernel(struct kernel *k, vaddr_t addr);

/**
 * map_phys_range() - write PTEs for consecutive frames.
 * Return: 0, -ENOMEM (no table), -EBUSY (something is mapped already)
 */
int map_phys_range(struct kernel *k, vaddr_t start, vaddr_t end, paddr_t phys,
		   pgprot_t prot);

/** vunmap_page_range() - clear every PTE in [start, end); tables stay. */
void vunmap_page_range(struct kernel *k, vaddr_t start, vaddr_t end);

/** flush_tlb_kernel_range() - make the CPU forget its translations of a range,
 * page by page; counted in its registers. */
void flush_tlb_kernel_range(struct kernel *k, vaddr_t start, vaddr_t end);

/** prot_parse() - "PAGE_KERNEL", "PAGE_KERNEL_EXEC", "pgprot_noncached",
 * "pgprot_writecombine" or a number below 4096 with PRESENT and YOUNG. Return:
 * 0 or -EINVAL. */
int prot_parse(const char *text, pgprot_t *prot);

/** prot_name() - the @i-th of these names; NULL after the last. */
const char *prot_name(unsigned int i);

#endif
