/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * highmem.c - addresses for pages beyond lowmem: kmap() and kmap_atomic().
 *
 * Linux: mm/highmem.c, arch/arm/mm/highmem.c, 2.6.32. Faithful: which slot or
 * address a page gets, counts, hash and pool, when the TLB is flushed.
 * Simplified: a kmap() that would sleep gives 0. Absent: locks, cache flushes.
 *
 * Invariants (checked by kernel_check):
 *   1. a slot has a PTE if its pkmap_count is not 0; it has one user fewer;
 *   2. each such slot has one record, in the bucket of its page, and all other
 *      records are in the pool;
 *   3. a highmem page has at most one slot.
 */
#include "kernel/highmem.h"

#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/step.h"

/* ---- Where a page is mapped: a hash ---- */

#define GOLDEN_RATIO_PRIME_32 0x9e370001u

void page_address_init(struct kernel *k)
{
	const struct kernel_data *g = k->g;

	INIT_LIST_HEAD(k, &g->page_address_pool);
	for (unsigned int i = 0; i < LAST_PKMAP; i++)
		list_add(k, &g->page_address_maps[i].list,
			 &g->page_address_pool);
	for (unsigned int i = 0; i < 1 << PA_HASH_ORDER; i++)
		INIT_LIST_HEAD(k, &g->page_address_htable[i].lh);
}

/* hash_ptr(): the top bits of a product; the lower ones mix less well. */
const struct page_address_slot *page_bucket(const struct kernel *k,
					    const struct page *page)
{
	uint32_t hash = va_of(k, page) * GOLDEN_RATIO_PRIME_32;

	return &k->g->page_address_htable[hash >> (32 - PA_HASH_ORDER)];
}

uint32_t bucket_nr(const struct kernel *k, const struct page *page)
{
	return (uint32_t)(page_bucket(k, page) - k->g->page_address_htable);
}

/* page_address() without the lowmem case. */
static const struct page_address_map *find_pam(const struct kernel *k,
					       const struct page *page)
{
	const struct list_head *head = &page_bucket(k, page)->lh, *entry;

	list_for_each (k, entry, head) {
		const struct page_address_map *pam =
			container_of(entry, struct page_address_map, list);

		if (pam->page == va_of(k, page))
			return pam;
	}
	return NULL;
}

vaddr_t pkmap_address(const struct kernel *k, const struct page *page)
{
	const struct page_address_map *pam = find_pam(k, page);

	return pam ? pam->virtual : 0;
}

static void set_page_address(struct kernel *k, const struct page *page,
			     vaddr_t virtual)
{
	step_in(k, page, as(vaddr, virtual));
	const struct list_head *chain = &page_bucket(k, page)->lh;
	uint32_t bucket = bucket_nr(k, page);
	const struct list_head *pool = &k->g->page_address_pool;
	const struct page_address_map *pam;

	if (virtual) {
		BUG_ON(list_empty(k, pool));
		pam = container_of(list_next(k, pool), struct page_address_map,
				   list);
		step(k, take_record, page, pam, bucket);
		list_del(k, &pam->list);
		set(k->m, pam->page, va_of(k, page));
		set(k->m, pam->virtual, virtual);
		list_add_tail(k, &pam->list, chain);
	} else {
		pam = find_pam(k, page);
		step(k, give_back_record, page, pam, bucket);
		list_del(k, &pam->list);
		list_add_tail(k, &pam->list, pool);
	}
}

/* ---- pkmap: 512 slots ---- */

static const uint32_t *pkmap_pte(const struct kernel *k, uint32_t slot)
{
	const uint32_t *table = at(k, k->g->pkmap_page_table);

	return &table[slot];
}

int pkmap_users(const struct kernel *k, const struct page *page)
{
	vaddr_t vaddr = pkmap_address(k, page);

	return vaddr ? (int)k->g->pkmap_count[PKMAP_NR(k, vaddr)] - 1 : -1;
}

static void set_pkmap_count(struct kernel *k, uint32_t slot, uint32_t count)
{
	set(k->m, k->g->pkmap_count[slot], count);
}

static void flush_all_zero_pkmaps(struct kernel *k)
{
	step_in(k, k->g->last_pkmap_nr);
	bool need_flush = false;

	for (uint32_t slot = 0; slot < LAST_PKMAP; slot++) {
		const uint32_t *pte = pkmap_pte(k, slot);

		/* 0: free already; above 1: in use. */
		if (k->g->pkmap_count[slot] != 1)
			continue;
		step(k, empty_slot, slot, pte, as(vaddr, PKMAP_ADDR(k, slot)));
		set_pkmap_count(k, slot, 0);
		BUG_ON(!*pte);
		set_page_address(k, pfn_to_page(k, *pte >> PAGE_SHIFT), 0);
		set_pte(k, pte, 0);
		need_flush = true;
	}
	step(k, emptied, need_flush);
	if (need_flush)
		flush_tlb_kernel_range(k, PKMAP_ADDR(k, 0),
				       PKMAP_ADDR(k, LAST_PKMAP));
}

void kmap_flush_unused(struct kernel *k)
{
	step_in(k, k->g->last_pkmap_nr);
	flush_all_zero_pkmaps(k);
}

/* The next free slot after the last one; LAST_PKMAP: none is free. */
static uint32_t next_free_slot(struct kernel *k)
{
	step_in(k, k->g->last_pkmap_nr);
	unsigned int count = LAST_PKMAP;
	uint32_t pkmap_count;

	do {
		uint32_t slot = (k->g->last_pkmap_nr + 1) % LAST_PKMAP;

		set(k->m, k->g->last_pkmap_nr, slot);
		if (!slot) {
			step(k, wrap, slot);
			flush_all_zero_pkmaps(k);
			count = LAST_PKMAP;
		}
		pkmap_count = k->g->pkmap_count[slot];
		step(k, try_slot, slot, pkmap_count);
		if (!pkmap_count)
			return slot;
	} while (--count);
	return LAST_PKMAP;
}

static vaddr_t map_new_virtual(struct kernel *k, const struct page *page)
{
	step_in(k, page, k->g->last_pkmap_nr);
	uint32_t slot = next_free_slot(k);
	vaddr_t vaddr = PKMAP_ADDR(k, slot);

	if (slot == LAST_PKMAP) {
		step(k, would_sleep, page);
		because(k, all_slots_in_use, page);
		return 0;
	}
	step(k, set_slot, as(pte, pkmap_pte(k, slot)), slot, vaddr, page);
	set_pte(k, pkmap_pte(k, slot), page_to_phys(k, page) | PAGE_KERNEL);
	set_pkmap_count(k, slot, 1);
	set_page_address(k, page, vaddr);
	return vaddr;
}

static vaddr_t kmap_high(struct kernel *k, const struct page *page)
{
	step_in(k, page, as(vaddr, page_address(k, page)));
	vaddr_t vaddr = page_address(k, page);
	uint32_t slot, pkmap_count;

	if (!vaddr)
		vaddr = map_new_virtual(k, page);
	if (!vaddr)
		return 0;
	slot = PKMAP_NR(k, vaddr);
	pkmap_count = k->g->pkmap_count[slot];
	step(k, one_user_more, slot, pkmap_count, vaddr);
	set_pkmap_count(k, slot, pkmap_count + 1);
	BUG_ON(!pkmap_count);
	return vaddr;
}

vaddr_t kmap(struct kernel *k, const struct page *page)
{
	step_in(k, page, as(pfn, page_to_pfn(k, page)));
	if (page_is_lowmem(k, page)) {
		step(k, lowmem, page, as(vaddr, page_address(k, page)));
		return page_address(k, page);
	}
	return kmap_high(k, page);
}

static void kunmap_high(struct kernel *k, const struct page *page)
{
	step_in(k, page, as(vaddr, page_address(k, page)));
	vaddr_t vaddr = page_address(k, page);
	uint32_t slot = PKMAP_NR(k, vaddr), pkmap_count;

	BUG_ON(!vaddr);
	pkmap_count = k->g->pkmap_count[slot];
	step(k, one_user_less, slot, pkmap_count, vaddr);
	set_pkmap_count(k, slot, --pkmap_count);
	BUG_ON(!pkmap_count);
	/* Here Linux wakes a task that waits for a slot. */
	if (pkmap_count == 1)
		step(k, nobody_left, slot, vaddr);
}

void kunmap(struct kernel *k, const struct page *page)
{
	step_in(k, page, as(pfn, page_to_pfn(k, page)));
	if (page_is_lowmem(k, page)) {
		step(k, lowmem_stays, page);
		return;
	}
	kunmap_high(k, page);
}

/* ---- fixmap: an address for each CPU and type ---- */

const char *km_type_name(unsigned int type)
{
#define NAME(type) #type,
	static const char *const name[] = { KM_TYPES(NAME) };
#undef NAME

	return type < KM_TYPE_NR ? name[type] : NULL;
}

static void pagefault_disable(struct kernel *k)
{
	set(k->m, k->g->preempt_count, k->g->preempt_count + 1);
}

static void pagefault_enable(struct kernel *k)
{
	set(k->m, k->g->preempt_count, k->g->preempt_count - 1);
}

static void set_top_pte(struct kernel *k, vaddr_t vaddr, uint32_t pte)
{
	set_pte(k, pte_offset_kernel(k, vaddr), pte);
	flush_tlb_kernel_range(k, vaddr, vaddr + PAGE_SIZE);
}

/* A page with a slot is used at that address: through two addresses one word
 * would be in two cache lines. */
static vaddr_t kmap_high_get(struct kernel *k, const struct page *page)
{
	step_in(k, page, as(vaddr, page_address(k, page)));
	vaddr_t vaddr = page_address(k, page);
	uint32_t slot = PKMAP_NR(k, vaddr), pkmap_count;

	if (!vaddr)
		return 0;
	pkmap_count = k->g->pkmap_count[slot];
	step(k, one_user_more_at_once, slot, pkmap_count, vaddr);
	set_pkmap_count(k, slot, pkmap_count + 1);
	return vaddr;
}

vaddr_t kmap_atomic(struct kernel *k, const struct page *page,
		    enum km_type type, unsigned int cpu)
{
	step_in(k, page, as(km_type, type), cpu, k->g->preempt_count);
	vaddr_t vaddr = fix_kmap_address(k, type, cpu), kmapped;
	const uint32_t *pte;

	pagefault_disable(k);
	if (page_is_lowmem(k, page)) {
		step(k, atomic_lowmem, page, as(vaddr, page_address(k, page)));
		return page_address(k, page);
	}
	kmapped = kmap_high_get(k, page);
	if (kmapped)
		return kmapped;
	pte = pte_offset_kernel(k, vaddr);
	BUG_ON(k->layout.board.debug_highmem && *pte);
	step(k, set_fixmap, pte, vaddr, as(idx, type + KM_TYPE_NR * cpu), page);
	set_top_pte(k, vaddr, page_to_phys(k, page) | PAGE_KERNEL);
	return vaddr;
}

void kunmap_atomic(struct kernel *k, vaddr_t vaddr, enum km_type type,
		   unsigned int cpu)
{
	step_in(k, vaddr, as(km_type, type), cpu, k->g->preempt_count);
	if (vaddr >= fix_to_virt(k, 0)) {
		BUG_ON(k->layout.board.debug_highmem &&
		       vaddr != fix_kmap_address(k, type, cpu));
		if (k->layout.board.debug_highmem) {
			step(k, clear_fixmap, vaddr);
			set_top_pte(k, vaddr, 0);
		} else {
			step(k, pte_stays, vaddr);
		}
	} else if (vaddr >= k->layout.pkmap_base &&
		   vaddr < PKMAP_ADDR(k, LAST_PKMAP)) {
		uint32_t pte = *pkmap_pte(k, PKMAP_NR(k, vaddr));

		kunmap_high(k, pfn_to_page(k, pte >> PAGE_SHIFT));
	}
	pagefault_enable(k);
}
