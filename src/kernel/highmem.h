/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * highmem.h - addresses for pages beyond lowmem: kmap() and kmap_atomic().
 *
 * Linux: mm/highmem.c, arch/arm/mm/highmem.c, 2.6.32. For commands, the panes
 * and the replay.
 */
#ifndef VMSCOPE_KERNEL_HIGHMEM_H
#define VMSCOPE_KERNEL_HIGHMEM_H

#include "kernel/kernel.h"

/** page_address_init() - empty the hash; all its records go to the pool. */
void page_address_init(struct kernel *k);

/** PKMAP_ADDR() - address of a slot; PKMAP_NR() - slot of an address. */
static inline vaddr_t PKMAP_ADDR(const struct kernel *k, uint32_t slot)
{
	return k->layout.pkmap_base + (slot << PAGE_SHIFT);
}

static inline uint32_t PKMAP_NR(const struct kernel *k, vaddr_t addr)
{
	return (addr - k->layout.pkmap_base) >> PAGE_SHIFT;
}

/** page_bucket() - the bucket of page_address_htable that a page belongs to. */
const struct page_address_slot *page_bucket(const struct kernel *k,
					    const struct page *page);

/** bucket_nr() - the number of this bucket. */
uint32_t bucket_nr(const struct kernel *k, const struct page *page);

/**
 * pkmap_users() - how many kmap()s of a highmem page are in force?
 * @k: the kernel
 * @page: a page of highmem
 * Return: -1: it has no slot; 0: its slot waits for a flush
 */
int pkmap_users(const struct kernel *k, const struct page *page);

/**
 * kmap() - give a page an address, for as long as it is needed.
 * @k: the kernel
 * @page: any page
 * Return: a lowmem page's own address, or one in pkmap; 0 when all 512 slots
 * are in use: Linux would sleep until one is given back
 */
vaddr_t kmap(struct kernel *k, const struct page *page);

/** kunmap() - drop one user of a page. A bug if a highmem page has none. */
void kunmap(struct kernel *k, const struct page *page);

/** kmap_flush_unused() - free the slots that nobody uses. */
void kmap_flush_unused(struct kernel *k);

/** km_type_name() - "KM_USER0"; NULL from KM_TYPE_NR on. */
const char *km_type_name(unsigned int type);

/** fix_to_virt() - the address of an entry of the fixmap. */
static inline vaddr_t fix_to_virt(const struct kernel *k, uint32_t idx)
{
	return layout_fixaddr_start(&k->layout) + (idx << PAGE_SHIFT);
}

/** fix_kmap_address() - the address in fixmap of a CPU for a type. */
static inline vaddr_t fix_kmap_address(const struct kernel *k,
				       enum km_type type, unsigned int cpu)
{
	return fix_to_virt(k, type + KM_TYPE_NR * cpu);
}

/**
 * kmap_atomic() - give a page an address for a moment without sleeping.
 * @k: the kernel
 * @page: any page
 * @type: which of the CPU's addresses in fixmap to use
 * @cpu: the CPU that runs
 * Return: its address in lowmem or pkmap where it has one, or that of @type.
 * With CONFIG_DEBUG_HIGHMEM it is a bug if that one is in use.
 */
vaddr_t kmap_atomic(struct kernel *k, const struct page *page,
		    enum km_type type, unsigned int cpu);

/** kunmap_atomic() - undo kmap_atomic() for @type on @cpu. */
void kunmap_atomic(struct kernel *k, vaddr_t kvaddr, enum km_type type,
		   unsigned int cpu);

#endif
