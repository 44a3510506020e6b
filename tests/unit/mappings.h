/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mappings.h - what a test asks of areas, their mappings and what they cost.
 */
#ifndef VMSCOPE_TESTS_MAPPINGS_H
#define VMSCOPE_TESTS_MAPPINGS_H

#include "unit.h"

#include "kernel/page_alloc.h"
#include "kernel/slab.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"
#include "kernel/vmap_block.h"
#include "machine/mmu.h"

#define MB 0x100000u
#define START 0xd0800000u /* VMALLOC_START with 256 MB */
#define REGISTERS 0xf1000000u
#define CALLER 0xc0030000u

static inline const uint32_t *pte_of(const struct kernel *k, vaddr_t va)
{
	return pte_offset_kernel(k, va);
}

static inline uint32_t l1(const struct kernel *k, vaddr_t va)
{
	return k->pgd[va >> 20];
}

static inline bool mapped(const struct kernel *k, vaddr_t va)
{
	struct walk w;

	return mmu_walk(k->m, va, &w);
}

static inline paddr_t phys_of(const struct kernel *k, vaddr_t va)
{
	struct walk w;

	assert_true(mmu_walk(k->m, va, &w));
	return w.pa;
}

static inline const struct vm_struct *area_of(const struct kernel *k,
					      vaddr_t va)
{
	const struct vm_struct *area = find_vm_area(k, va);

	assert_non_null(area);
	return area;
}

/* The i-th frame of pages[], which is the bookkeeping, not the mapping. */
static inline pfn_t pages_entry(const struct kernel *k,
				const struct vm_struct *area, uint32_t i)
{
	const uint32_t *slot = at(k, area->pages + 4 * i);

	return page_to_pfn(k, at(k, *slot));
}

/* What is taken of the machine; slab pages and tables are taken for longer. */
struct usage {
	uint32_t pages;	  /* free ones, slab pages and tables */
	uint32_t objects; /* live in the caches */
};

static inline uint32_t live_objects(const struct kernel *k)
{
	uint32_t objects = 0;

	for (size_t i = 0; i < KMALLOC_CACHES; i++) {
		const struct kmem_cache *s = &k->g->kmalloc_caches[i];
		vaddr_t free = s->cpu_slab[0].freelist;

		objects += s->node[0].total_objects - slab_count_free(k, s);
		for (; free; free = *(const uint32_t *)at(k, free))
			objects--;
	}
	return objects;
}

static inline struct usage usage(const struct kernel *k)
{
	struct usage u = { .objects = live_objects(k) };
	const struct zone *zone;

	for_each_zone(k, zone) u.pages += zone->vm_stat[NR_FREE_PAGES] +
					  zone->pageset.count +
					  zone->vm_stat[NR_SLAB_UNRECLAIMABLE];
	for (uint32_t i = 0; i < PTRS_PER_PGD; i++)
		u.pages += (k->pgd[2 * i] & 3) == 1;
	return u;
}

static inline void assert_given_back(struct kernel *k,
				     const struct usage *before)
{
	struct usage now;

	assert_sound(k);
	vm_unmap_aliases(k);
	assert_sound(k);
	now = usage(k);
	assert_int_equal(now.pages, before->pages);
	assert_int_equal(now.objects, before->objects);
	assert_int_equal(k->g->vmlist, 0);
	assert_null(first_vmap_area(k));
}

#endif
