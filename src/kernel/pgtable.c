/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgtable.c - two views of one mapping: Linux PTEs and hardware PTEs.
 *
 * Linux: arch/arm/include/asm/{pgtable,pgalloc}.h, arch/arm/mm/proc-macros.S
 * (ARMv5), mm/vmalloc.c (vunmap_page_range). Faithful: 2.6.32's table page, its
 * entries, tables allocated on demand and never given back. Absent: cache
 * maintenance, the TLBs of other CPUs.
 *
 * Invariants (checked by kernel_check):
 *   1. the two first-level words of a pair point into the same page, 1 KB
 *      apart, or both are empty (or both are sections);
 *   2. every hardware PTE is what linux_to_hw() makes of its Linux PTE.
 */
#include "kernel/pgtable.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/gfp.h"
#include "kernel/page_alloc.h"
#include "kernel/step.h"
#include "machine/mmu.h"
#include "machine/tlb.h"

/* Access permissions of a small page, the same for all subpages. */
#define HW_SMALL_PAGE 0x002u
#define HW_CACHE_BITS 0x00cu /* C and B: low bits of the memory type */
#define HW_AP_KERNEL_RW 0x550u
#define HW_AP_USER_RO 0xaa0u

const void *at_mapped(const struct kernel *k, vaddr_t va)
{
	paddr_t pa;
	bool mapped = mmu_translate(k->m, va, &pa);

	BUG_ON(!mapped);
	return ram_at(k->m, pa);
}

const uint32_t *pgd_entry(const struct kernel *k, vaddr_t addr)
{
	return &k->pgd[(addr >> PGDIR_SHIFT) * 2];
}

static bool is_table(uint32_t pmd)
{
	return (pmd & 3) == 1;
}

const uint32_t *pte_offset_kernel(const struct kernel *k, vaddr_t addr)
{
	uint32_t pmd = *pgd_entry(k, addr);
	uint32_t index = addr >> PAGE_SHIFT & (PTRS_PER_PTE - 1);
	const uint32_t *table;

	if (!is_table(pmd))
		return NULL;
	table = ram_at(k->m, (pmd & PAGE_MASK) + PTE_LINUX_OFFSET);
	return &table[index];
}

const uint32_t *hw_pte(const uint32_t *linux_pte)
{
	return linux_pte - (PTE_LINUX_OFFSET - PTE_HW_OFFSET) / 4;
}

uint32_t linux_to_hw(uint32_t linux_pte)
{
	const uint32_t writable = L_PTE_WRITE | L_PTE_DIRTY;
	const uint32_t usable = L_PTE_PRESENT | L_PTE_YOUNG;
	uint32_t hw;

	/* Old pages fault, so that Linux notices the access. */
	if ((linux_pte & usable) != usable)
		return 0;
	hw = (linux_pte & PAGE_MASK) | (linux_pte & HW_CACHE_BITS) |
	     HW_SMALL_PAGE;
	if (linux_pte & L_PTE_USER)
		hw |= HW_AP_USER_RO;
	if ((linux_pte & writable) == writable)
		hw |= HW_AP_KERNEL_RW;
	return hw;
}

/* Linux's own entry, and 2 KB before it the one that the hardware reads. */
void set_pte(struct kernel *k, const uint32_t *linux_pte, uint32_t value)
{
	store32(k->m, linux_pte, value);
	store32(k->m, hw_pte(linux_pte), linux_to_hw(value));
}

void pmd_populate(struct kernel *k, vaddr_t addr, paddr_t table,
		  uint32_t protection)
{
	step_in(k, addr, table, protection);
	const uint32_t *pmd = pgd_entry(k, addr);

	store32(k->m, &pmd[0], (table + PTE_HW_OFFSET) | protection);
	store32(k->m, &pmd[1], (table + PTE_HW_OFFSET + 1024) | protection);
}

const uint32_t *pte_alloc_kernel(struct kernel *k, vaddr_t addr)
{
	const uint32_t *pgd = pgd_entry(k, addr);
	const struct page *page;

	if (*pgd)
		return pte_offset_kernel(k, addr);
	step_in(k, addr, pgd);
	page = alloc_pages(k, GFP_KERNEL | __GFP_REPEAT | __GFP_ZERO, 0);
	if (!page) {
		because(k, no_table, as(addr, addr & ~(PGDIR_SIZE - 1)));
		return NULL;
	}
	pmd_populate(k, addr, page_to_phys(k, page), PMD_KERNEL_TABLE);
	return pte_offset_kernel(k, addr);
}

int map_phys_range(struct kernel *k, vaddr_t start, vaddr_t end, paddr_t phys,
		   pgprot_t prot)
{
	step_in(k, start, end, phys, prot);
	for (vaddr_t addr = start; addr != end;
	     addr += PAGE_SIZE, phys += PAGE_SIZE) {
		const uint32_t *pte = pte_alloc_kernel(k, addr);

		if (!pte)
			return -ENOMEM;
		if (*pte)
			return -EBUSY;
		step(k, set_pte, addr, phys, pte, end);
		set_pte(k, pte, phys | prot);
	}
	return 0;
}

void vunmap_page_range(struct kernel *k, vaddr_t start, vaddr_t end)
{
	step_in(k, start, end);
	vaddr_t addr = start;

	while (addr != end) {
		const uint32_t *pte = pte_offset_kernel(k, addr);
		vaddr_t next = (addr | (PGDIR_SIZE - 1)) + 1;

		/* next is 0 after the last 2 MB of the 4 GB */
		if (end - addr < next - addr)
			next = end;
		for (; pte && addr != next; addr += PAGE_SIZE, pte++) {
			if (!*pte)
				continue;
			step(k, clear_pte, addr, pte, end);
			set_pte(k, pte, 0);
		}
		addr = next;
	}
}

void flush_tlb_kernel_range(struct kernel *k, vaddr_t start, vaddr_t end)
{
	step_in(k, start, end);
	uint32_t rounds = tlb_rounds(start, end);

	step(k, invalidate_entry, start, end, rounds);
	tlb_flush(k->m, start, end);
}

static const struct {
	const char *name;
	pgprot_t prot;
} prots[] = {
	{ "PAGE_KERNEL", PAGE_KERNEL },
	{ "PAGE_KERNEL_EXEC", PAGE_KERNEL_EXEC },
	{ "pgprot_noncached",
	  (PAGE_KERNEL & ~L_PTE_MT_MASK) | L_PTE_MT_UNCACHED },
	{ "pgprot_writecombine",
	  (PAGE_KERNEL & ~L_PTE_MT_MASK) | L_PTE_MT_BUFFERABLE },
};

enum { NR_PROTS = sizeof(prots) / sizeof(prots[0]) };

const char *prot_name(unsigned int i)
{
	return i < NR_PROTS ? prots[i].name : NULL;
}

int prot_parse(const char *text, pgprot_t *prot)
{
	const pgprot_t usable = L_PTE_PRESENT | L_PTE_YOUNG;
	unsigned long value;
	char *end;

	for (int i = 0; i < NR_PROTS; i++) {
		if (!strcmp(text, prots[i].name)) {
			*prot = prots[i].prot;
			return 0;
		}
	}
	value = strtoul(text, &end, 0);
	if (end == text || *end || value >= PAGE_SIZE ||
	    (value & usable) != usable)
		return -EINVAL;
	*prot = (pgprot_t)value;
	return 0;
}
