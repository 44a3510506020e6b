/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check.c - every invariant of the kernel, read from RAM.
 *
 * Not part of Linux. One function per structure, in the order of the files
 * that state the invariants; those of areas are in check_areas.c, those of
 * frames in check_pages.c. The first violation ends the check with a sentence.
 * Nothing is trusted: list walks are bounded, so that a corrupt machine is
 * reported and not followed forever.
 */
#include "kernel/check.h"

#include <stdarg.h>
#include <stdio.h>

#include "kernel/check_internal.h"
#include "kernel/highmem.h"
#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/slab.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_block.h"
#include "kernel/vmap_record.h"
#include "machine/tlb.h"

bool violated(const struct check *c, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complaint_vset(c->why, format, args);
	va_end(args);
	return false;
}

bool in_lowmem(const struct kernel *k, vaddr_t va)
{
	return virt_addr_valid(k, va) && !(va & 3);
}

bool link_ok(const struct kernel *k, const struct list_head *entry)
{
	return in_lowmem(k, entry->next) &&
	       list_next(k, entry)->prev == va_of(k, entry);
}

bool mapped(const struct kernel *k, vaddr_t addr, uint32_t *pte)
{
	const uint32_t *entry = pte_offset_kernel(k, addr);

	*pte = entry ? *entry : 0;
	return *pte;
}

/* vmap_block.c */

static bool check_block_pages(const struct check *c,
			      const struct vmap_block *vb, vaddr_t start)
{
	const uint32_t bits = vmap_bbmap_bits(c->k);
	uint32_t free = 0, dirty = 0, pte;

	for (uint32_t i = 0; i < VMAP_BBMAP_BITS_MAX; i++) {
		bool given = vmap_block_bit(vb->alloc_map, i);
		bool is_dirty = vmap_block_bit(vb->dirty_map, i);

		if (i >= bits ? given || is_dirty : is_dirty && !given)
			return violated(
				c,
				"block %08x: page %u is dirty, but was"
				" never given, or there is no such page",
				start, i);
		if (i < bits && !given &&
		    mapped(c->k, start + (i << PAGE_SHIFT), &pte))
			return violated(
				c,
				"block %08x: page %u was never given but"
				" is mapped",
				start, i);
		free += i < bits && !given;
		dirty += is_dirty;
	}
	return (free == vb->free && dirty == vb->dirty && dirty < bits) ||
	       violated(c,
			"block %08x: free %u and dirty %u, the bitmaps say %u"
			" and %u",
			start, vb->free, vb->dirty, free, dirty);
}

static bool check_block(const struct check *c, uint32_t vb_idx,
			uint32_t *queued)
{
	const struct kernel *k = c->k;
	const struct vmap_block *vb = at(k, k->g->vmap_block_tree[vb_idx]);
	uint32_t size = vmap_bbmap_bits(k) << PAGE_SHIFT;
	const struct vmap_area *va = at(k, vb->va);
	uint32_t cpu = (vb->vbq - va_of(k, k->g->vmap_block_queue)) /
		       (uint32_t)sizeof(struct vmap_block_queue);

	if (vmap_area_at(k, va->va_start) != va || vmap_area_is_freed(k, va) ||
	    vmap_area_vm(k, va) || va->va_start & (size - 1) ||
	    va->va_end - va->va_start != size ||
	    find_vmap_block(k, va->va_start) != vb)
		return violated(c, "block %u has no area of its own", vb_idx);
	if (cpu >= k->layout.board.cpus)
		return violated(c, "block %08x is of no CPU", va->va_start);
	*queued += vb->free > 0;
	return check_block_pages(c, vb, va->va_start);
}

static bool check_queue(const struct check *c,
			const struct vmap_block_queue *vbq, uint32_t *queued)
{
	const struct kernel *k = c->k;
	const struct list_head *entry = &vbq->free;

	for (;; --*queued) {
		const struct vmap_block *vb;

		if (!link_ok(k, entry))
			return violated(c, "a queue of blocks is broken");
		entry = list_next(k, entry);
		if (entry == &vbq->free)
			return true;
		vb = container_of(entry, struct vmap_block, free_list);
		if (!*queued || !vb->free || vb->vbq != va_of(k, vbq))
			return violated(c, "a full block, or another CPU's, is"
					   " on a queue");
	}
}

static bool check_blocks(const struct check *c)
{
	const struct kernel *k = c->k;
	uint32_t queued = 0;

	for (uint32_t i = 0; i < VMAP_BLOCKS_MAX; i++)
		if (k->g->vmap_block_tree[i] && !check_block(c, i, &queued))
			return false;
	for (uint32_t cpu = 0; cpu < MAX_CPUS; cpu++)
		if (!check_queue(c, &k->g->vmap_block_queue[cpu], &queued))
			return false;
	if (k->g->purge_lock)
		return violated(c, "purge_lock is held");
	return !queued ||
	       violated(c, "%u blocks with free pages are on no queue", queued);
}

/* pgtable.c */

static bool check_table(const struct check *c, vaddr_t base)
{
	const struct kernel *k = c->k;
	const uint32_t *pte = pte_offset_kernel(k, base);

	for (uint32_t i = 0; i < PTRS_PER_PTE; i++) {
		vaddr_t addr = base + (i << PAGE_SHIFT);
		const struct vmap_area *va;

		if (hw_pte(pte)[i] != linux_to_hw(pte[i]))
			return violated(c,
					"the two PTEs of %08x disagree: %08x"
					" and %08x",
					addr, pte[i], hw_pte(pte)[i]);
		if (!pte[i] || addr < k->layout.vmalloc_start ||
		    addr >= k->layout.vmalloc_end)
			continue;
		va = vmap_area_at(k, addr);
		if (!va ||
		    (k->vmap->unmaps_at_once && vmap_area_is_freed(k, va)))
			return violated(c,
					"%08x is mapped but belongs to no area",
					addr);
	}
	return true;
}

static bool check_pgd(const struct check *c)
{
	const struct kernel *k = c->k;

	for (uint32_t i = 0; i < PTRS_PER_PGD; i++) {
		vaddr_t base = i << PGDIR_SHIFT;
		const uint32_t *pmd = pgd_entry(k, base);

		if ((pmd[0] & 3) != 1)
			continue;
		if (pmd[1] != pmd[0] + 1024)
			return violated(c,
					"first-level pair of %08x: %08x and"
					" %08x",
					base, pmd[0], pmd[1]);
		if (!check_table(c, base))
			return false;
	}
	return true;
}

/* kmemleak.c */

static bool check_kmemleak(const struct check *c)
{
	const struct kernel *k = c->k;
	const struct list_head *head = &k->g->object_list, *entry = head;
	uint32_t left = k->lowmem_size / sizeof(struct kmemleak_object);

	do {
		const struct kmemleak_object *object;

		if (!link_ok(k, entry) || !left--)
			return violated(c, "object_list is broken");
		entry = list_next(k, entry);
		object = container_of(entry, struct kmemleak_object,
				      object_list);
		if (entry != head && !ksize(k, va_of(k, object)))
			return violated(c, "the kmemleak_object %08x is free",
					va_of(k, object));
		if (entry != head && !ksize(k, object->pointer) &&
		    !find_vm_area(k, object->pointer))
			return violated(c,
					"kmemleak watches %08x, which is free",
					object->pointer);
	} while (entry != head);
	return true;
}

/* machine/tlb.c: whoever changes a table flushes before the call returns. */

/* But an allocator that clears PTEs at once leaves the flush to the purge: until
 * then nobody gets the address. */
static bool waits_for_flush(const struct kernel *k, vaddr_t va)
{
	const struct vmap_area *area = vmap_area_at(k, va);
	const struct vmap_block *vb;

	if (!k->vmap->unmaps_at_once || !area)
		return false;
	if (vmap_area_is_freed(k, area))
		return true;
	vb = find_vmap_block(k, va);
	return vb && vmap_block_bit(vb->dirty_map,
				    (va - area->va_start) >> PAGE_SHIFT);
}

static bool check_tlb(const struct check *c)
{
	struct tlb_entry e;
	paddr_t pa;

	for (unsigned int i = 0; i < TLB_ENTRIES; i++)
		if (tlb_entry(c->k->m, i, &e) &&
		    (!mmu_translate(c->k->m, e.va, &pa) || pa != e.pa) &&
		    !waits_for_flush(c->k, e.va))
			return violated(c,
					"the TLB has %08x at %08x, which the"
					" tables do not say",
					e.va, e.pa);
	return true;
}

/* highmem.c */

static bool check_slot(const struct check *c, uint32_t slot, uint32_t *used)
{
	const struct kernel *k = c->k;
	uint32_t count = k->g->pkmap_count[slot], pte;
	bool is_mapped = mapped(k, PKMAP_ADDR(k, slot), &pte);

	if ((int)count < 0 || is_mapped != (count != 0))
		return violated(c,
				"pkmap slot %u: its count is %d, its PTE %08x",
				slot, (int)count, pte);
	if (is_mapped && (!pfn_valid(k, pte >> PAGE_SHIFT) ||
			  pte >> PAGE_SHIFT < k->layout.max_low_pfn))
		return violated(c,
				"pkmap slot %u shows what is not highmem: %08x",
				slot, pte);
	*used += is_mapped;
	return true;
}

/* A record in a bucket, and the slot it describes. */
static bool check_pam(const struct check *c, uint32_t bucket,
		      const struct page_address_map *pam, bool *seen)
{
	const struct kernel *k = c->k;
	uint32_t slot = PKMAP_NR(k, pam->virtual), pte;
	const struct page *page;
	pfn_t pfn;

	if (!in_mem_map(k, pam->page, &pfn) || slot >= LAST_PKMAP)
		return violated(c, "bucket %u has a record of %08x at %08x",
				bucket, pam->page, pam->virtual);
	page = pfn_to_page(k, pfn);
	if (page_bucket(k, page) != &k->g->page_address_htable[bucket])
		return violated(c, "pfn %x does not belong in bucket %u", pfn,
				bucket);
	if (!mapped(k, pam->virtual, &pte) || pte >> PAGE_SHIFT != pfn)
		return violated(
			c,
			"pfn %x should be mapped at %08x, but its PTE is "
			"%08x",
			pfn, pam->virtual, pte);
	if (seen[slot] || pkmap_address(k, page) != pam->virtual)
		return violated(c, "pfn %x has two addresses in pkmap", pfn);
	seen[slot] = true;
	return true;
}

/* Number of records on a list; -1 if the list is broken. */
static int count_pams(const struct kernel *k, const struct list_head *head)
{
	const struct list_head *entry = head;
	int count = -1;

	do {
		if (!link_ok(k, entry) || count == LAST_PKMAP)
			return -1;
		entry = list_next(k, entry);
		count++;
	} while (entry != head);
	return count;
}

static bool check_bucket(const struct check *c, uint32_t bucket, bool *seen,
			 uint32_t *records)
{
	const struct kernel *k = c->k;
	const struct list_head *head = &k->g->page_address_htable[bucket].lh;
	const struct list_head *entry;
	int count = count_pams(k, head);

	if (count < 0)
		return violated(c, "the chain of bucket %u is broken", bucket);
	*records += (uint32_t)count;
	list_for_each (k, entry, head)
		if (!check_pam(
			    c, bucket,
			    container_of(entry, struct page_address_map, list),
			    seen))
			return false;
	return true;
}

static bool check_highmem(const struct check *c)
{
	const struct kernel *k = c->k;
	bool seen[LAST_PKMAP] = { false };
	uint32_t used = 0, records = 0;
	int free;

	if ((int)k->g->preempt_count < 0)
		return violated(c, "preempt_count is %d",
				(int)k->g->preempt_count);
	if (!k->layout.board.highmem)
		return true;
	for (uint32_t slot = 0; slot < LAST_PKMAP; slot++)
		if (!check_slot(c, slot, &used))
			return false;
	for (uint32_t i = 0; i < 1 << PA_HASH_ORDER; i++)
		if (!check_bucket(c, i, seen, &records))
			return false;
	free = count_pams(k, &k->g->page_address_pool);
	if (free < 0 || (uint32_t)free + records != LAST_PKMAP)
		return violated(c,
				"%u records of pages in buckets and %d in the "
				"pool are not %d",
				records, free, LAST_PKMAP);
	return (records == used && k->g->last_pkmap_nr < LAST_PKMAP) ||
	       violated(c, "%u slots of pkmap are mapped, %u have a record",
			used, records);
}

bool kernel_check(const struct kernel *k, const struct complaint *why)
{
	const struct check c = { k, why };

	return check_pages(&c) && check_vmap(&c) && check_blocks(&c) &&
	       check_pgd(&c) && check_tlb(&c) && check_kmemleak(&c) &&
	       check_highmem(&c);
}
