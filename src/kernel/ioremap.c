/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ioremap.c - device registers get virtual addresses, but no frames of RAM.
 *
 * Linux: arch/arm/mm/ioremap.c, 2.6.32. Faithful: alignment from the size, 4 KB
 * pages unless everything is 2 MB aligned, and always on an SMP kernel (sections
 * would have to enter the tables of every process at once); no phys_addr in the
 * record. Simplified: no supersections; the range of a section mapping is freed
 * lazily like that of any other area.
 */
#include "kernel/ioremap.h"

#include <errno.h>

#include "kernel/page_alloc.h"
#include "kernel/step.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_allocator.h"

pgprot_t mtype_prot(enum mtype mtype)
{
	static const pgprot_t prot[] = {
		[MT_DEVICE] = L_PTE_MT_DEV_SHARED | L_PTE_SHARED,
		[MT_DEVICE_CACHED] = L_PTE_MT_DEV_CACHED,
		[MT_DEVICE_WC] = L_PTE_MT_DEV_WC,
		[MT_UNCACHED] = L_PTE_MT_UNCACHED,
	};

	return prot[mtype] | L_PTE_PRESENT | L_PTE_YOUNG | L_PTE_DIRTY |
	       L_PTE_WRITE;
}

/* The first-level bits of a kind of mapping; 0: small pages only. */
static uint32_t section_bits(enum mtype mtype)
{
	static const uint32_t bits[] = {
		[MT_DEVICE] = PMD_SECT_DEVICE,
		[MT_DEVICE_CACHED] = PMD_SECT_DEVICE | PMD_SECT_CB,
		[MT_DEVICE_WC] = PMD_SECT_DEVICE | PMD_SECT_B,
		[MT_UNCACHED] = 0,
	};

	return bits[mtype];
}

static bool sections_fit(const struct kernel *k, paddr_t phys, uint32_t size,
			 vaddr_t addr, enum mtype mtype)
{
	return k->layout.board.cpus == 1 && section_bits(mtype) &&
	       !((phys | size | addr) & (PGDIR_SIZE - 1));
}

/* Empty both words of each 2 MB; a page of tables found there is freed. */
static void unmap_area_sections(struct kernel *k, vaddr_t addr, uint32_t size)
{
	step_in(k, addr, size);
	for (uint32_t done = 0; done < size; done += PGDIR_SIZE) {
		const uint32_t *pmd = pgd_entry(k, addr + done);
		uint32_t was = pmd[0];

		step(k, clear_section, pmd, was, done);
		store32(k->m, &pmd[0], 0);
		store32(k->m, &pmd[1], 0);
		if ((was & 3) == (PMD_KERNEL_TABLE & 3))
			__free_pages(k, pfn_to_page(k, was >> PAGE_SHIFT), 0);
	}
	flush_tlb_kernel_range(k, addr, addr + size);
}

static void remap_area_sections(struct kernel *k, vaddr_t addr, paddr_t phys,
				uint32_t size, uint32_t bits)
{
	step_in(k, addr, phys, size, bits);
	/* Earlier small areas may have left their tables, empty by now. */
	unmap_area_sections(k, addr, size);
	for (uint32_t done = 0; done < size; done += PGDIR_SIZE) {
		const uint32_t *pmd = pgd_entry(k, addr + done);

		step(k, set_section, pmd, done, bits);
		store32(k->m, &pmd[0], (phys + done) | bits);
		store32(k->m, &pmd[1], (phys + done + SECTION_SIZE) | bits);
	}
}

vaddr_t __arm_ioremap(struct kernel *k, paddr_t phys, uint32_t size,
		      enum mtype mtype, vaddr_t caller)
{
	step_in(k, phys, size, mtype);
	const struct vm_struct *area;
	uint32_t offset = phys & ~PAGE_MASK;
	int err = 0;

	if (!size || phys + size - 1 < phys) {
		because(k, no_range, phys, size);
		return 0;
	}
	step(k, offset, offset, size);
	size = PAGE_ALIGN(offset + size);
	area = get_vm_area(k, size, VM_IOREMAP, caller);
	if (!area)
		return 0;
	step(k, no_frames, area, as(phys, phys - offset), size);
	phys -= offset;
	if (k->vmap->tells_phys)
		set(k->m, area->phys_addr, phys);
	if (sections_fit(k, phys, size, area->addr, mtype)) {
		set(k->m, area->flags, area->flags | VM_ARM_SECTION_MAPPING);
		remap_area_sections(k, area->addr, phys, size,
				    section_bits(mtype));
	} else {
		err = map_phys_range(k, area->addr, area->addr + size, phys,
				     mtype_prot(mtype));
	}
	if (err) {
		vunmap(k, area->addr);
		return 0;
	}
	return area->addr + offset;
}

void iounmap(struct kernel *k, vaddr_t addr)
{
	step_in(k, addr);
	const struct vm_struct *area = find_vm_area(k, addr & PAGE_MASK);

	BUG_ON(!area || !(area->flags & VM_IOREMAP));
	if (area->flags & VM_ARM_SECTION_MAPPING)
		unmap_area_sections(k, area->addr, area->size - PAGE_SIZE);
	vunmap(k, area->addr);
}
