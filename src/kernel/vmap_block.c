/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_block.c - vm_map_ram: small mappings, cut from blocks of addresses.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Faithful: the size of a block, the queue of each
 * CPU, which pages a request gets, what becomes dirty and when it is unmapped.
 * Simplified: NR_CPUS is the number of CPUs rounded up to a power of two (built
 * for 3, the blocks of 682 pages could not be aligned); the record of a block is
 * that of one CPU, without a lock; vmap_block_tree is an array, where Linux has
 * a radix tree whose nodes have a cache of their own. Absent: RCU (a record is
 * freed at once); vb_alloc's purge of the queue, which cannot be reached.
 *
 * A page of a block is handed out once. After unmapping it is dirty: its PTE
 * stays, the TLB may still know it, and nobody gets it again before the whole
 * block is freed.
 *
 * Invariants (checked by kernel_check):
 *   1. free is the number of zeros in alloc_map, dirty that of ones in
 *      dirty_map; a dirty page was handed out;
 *   2. a block is on its queue as long as free is not 0; a block that is all
 *      dirty has been freed;
 *   3. a page that was never handed out is not mapped.
 */
#include "kernel/vmap_block.h"

#include <errno.h>

#include "kernel/err.h"
#include "kernel/list.h"
#include "kernel/slab.h"
#include "kernel/step.h"
#include "kernel/vmap_area.h"

enum { VMALLOC_PAGES = 128 * 1024 * 1024 / PAGE_SIZE };

void vmap_block_init(struct kernel *k)
{
	for (unsigned int cpu = 0; cpu < MAX_CPUS; cpu++)
		INIT_LIST_HEAD(k, &k->g->vmap_block_queue[cpu].free);
}

/* ---- Blocks, and which one an address is in ---- */

uint32_t vmap_bbmap_bits(const struct kernel *k)
{
	uint32_t nr_cpus = 1u << fls(k->layout.board.cpus - 1);
	uint32_t bits = VMALLOC_PAGES / nr_cpus / 16;

	if (bits < VMAP_BBMAP_BITS_MIN)
		return VMAP_BBMAP_BITS_MIN;
	return bits < VMAP_BBMAP_BITS_MAX ? bits : VMAP_BBMAP_BITS_MAX;
}

static uint32_t vmap_block_size(const struct kernel *k)
{
	return vmap_bbmap_bits(k) << PAGE_SHIFT;
}

static uint32_t addr_to_vb_idx(const struct kernel *k, vaddr_t addr)
{
	uint32_t size = vmap_block_size(k);

	return (addr - (k->layout.vmalloc_start & ~(size - 1))) / size;
}

const vaddr_t *vmap_block_entry(const struct kernel *k, vaddr_t addr)
{
	uint32_t vb_idx = addr_to_vb_idx(k, addr);

	if (addr < k->layout.vmalloc_start || vb_idx >= VMAP_BLOCKS_MAX)
		return NULL;
	return &k->g->vmap_block_tree[vb_idx];
}

const struct vmap_block *find_vmap_block(const struct kernel *k, vaddr_t addr)
{
	const vaddr_t *entry = vmap_block_entry(k, addr);

	return entry ? at(k, *entry) : NULL;
}

static const struct vmap_area *block_area(const struct kernel *k,
					  const struct vmap_block *vb)
{
	return at(k, vb->va);
}

/* ---- Bitmaps ---- */

/* 2^order bits, at a multiple of 2^order: order is at most 5, so they never
 * cross a word. */
static uint32_t region_mask(uint32_t page, unsigned int order)
{
	return (uint32_t)((UINT64_C(1) << (1u << order)) - 1) << page % 32;
}

static void bitmap_set_region(struct kernel *k, const uint32_t *map,
			      uint32_t page, unsigned int order)
{
	const uint32_t *word = &map[page / 32];

	store32(k->m, word, *word | region_mask(page, order));
}

/* The lowest 2^order zeros at a multiple of 2^order; -1: none. */
static int bitmap_find_free_region(const uint32_t *map, uint32_t bits,
				   unsigned int order)
{
	for (uint32_t page = 0; page < bits; page += 1u << order)
		if (!(map[page / 32] & region_mask(page, order)))
			return (int)page;
	return -1;
}

static void bitmap_fill(struct kernel *k, const uint32_t *map, uint32_t bits)
{
	for (uint32_t i = 0; i < bits / 32; i++)
		store32(k->m, &map[i], UINT32_MAX);
}

static void bitmap_zero(struct kernel *k, const uint32_t *map)
{
	for (uint32_t i = 0; i < VMAP_BBMAP_BITS_MAX / 32; i++)
		store32(k->m, &map[i], 0);
}

/* The first page from @page on whose bit is @set; @bits: none. */
static uint32_t find_next_bit(const uint32_t *map, uint32_t bits, uint32_t page,
			      bool set)
{
	while (page < bits && vmap_block_bit(map, page) != set)
		page++;
	return page;
}

/* ---- Making and freeing a block ---- */

/* Blocks are aligned to their size, so the free page before an area moves each
 * new one up by a whole block: every second place is used. */
static const struct vmap_block *new_vmap_block(struct kernel *k, uint32_t cpu)
{
	step_in(k, as(size, vmap_block_size(k)), cpu);
	const struct vmap_block_queue *vbq = &k->g->vmap_block_queue[cpu];
	const uint32_t size = vmap_block_size(k);
	const struct vmap_block *vb;
	const struct vmap_area *va;

	vb = at(k, kmalloc_node(k, sizeof(*vb), GFP_KERNEL, -1));
	if (!vb)
		return ERR_PTR(-ENOMEM);
	va = alloc_vmap_area(k, size, size, k->layout.vmalloc_start,
			     k->layout.vmalloc_end, -1, GFP_KERNEL);
	if (IS_ERR(va)) {
		step(k, no_block, size, as_a(OBJECT, vb, va_of(k, vb)));
		kfree(k, va_of(k, vb));
		return (const void *)va;
	}
	set(k->m, vb->va, va_of(k, va));
	set(k->m, vb->free, vmap_bbmap_bits(k));
	set(k->m, vb->dirty, 0);
	bitmap_zero(k, vb->alloc_map);
	bitmap_zero(k, vb->dirty_map);
	step(k, tree_insert, vb, as(free, vb->free));
	store32(k->m, vmap_block_entry(k, va->va_start), va_of(k, vb));
	step(k, queue_head, vb, cpu);
	set(k->m, vb->vbq, va_of(k, vbq));
	list_add(k, &vb->free_list, &vbq->free);
	return vb;
}

static void free_vmap_block(struct kernel *k, const struct vmap_block *vb)
{
	step_in(k, vb);
	const struct vmap_area *va = block_area(k, vb);

	store32(k->m, vmap_block_entry(k, va->va_start), 0);
	free_vmap_area_noflush(k, va);
	step(k, free_record, as_a(OBJECT, vb, va_of(k, vb)));
	kfree(k, va_of(k, vb));
}

/* ---- Pages of a block: handing out and taking back ---- */

/* 2^order pages from the first block of the queue that has them; 0: none. */
static vaddr_t take_region(struct kernel *k, const struct vmap_block_queue *vbq,
			   unsigned int order)
{
	step_in(k, order, as_a(ADDR, vbq, va_of(k, vbq)));
	const struct list_head *entry;

	list_for_each (k, entry, &vbq->free) {
		const struct vmap_block *vb =
			container_of(entry, struct vmap_block, free_list);
		int i;

		if (vb->free < 1u << order) {
			step(k, too_full, vb, as(free, vb->free), order);
			continue;
		}
		i = bitmap_find_free_region(vb->alloc_map, vmap_bbmap_bits(k),
					    order);
		step(k, find_region, vb, i, order, as(free, vb->free));
		if (i < 0)
			continue;
		bitmap_set_region(k, vb->alloc_map, (uint32_t)i, order);
		set(k->m, vb->free, vb->free - (1u << order));
		step(k, region_taken, vb, as(free, vb->free));
		if (!vb->free)
			list_del(k, &vb->free_list);
		return block_area(k, vb)->va_start +
		       ((uint32_t)i << PAGE_SHIFT);
	}
	return 0;
}

static vaddr_t vb_alloc(struct kernel *k, uint32_t count, uint32_t cpu)
{
	step_in(k, count, cpu);
	const struct vmap_block_queue *vbq = &k->g->vmap_block_queue[cpu];
	const unsigned int order = fls(count - 1);
	vaddr_t addr;

	BUG_ON(!count || count > VMAP_MAX_ALLOC);
	while (!(addr = take_region(k, vbq, order))) {
		step(k, queue_end, order, cpu);
		if (IS_ERR(new_vmap_block(k, cpu)))
			return 0;
	}
	return addr;
}

static void vb_free(struct kernel *k, vaddr_t addr, uint32_t count)
{
	step_in(k, addr, count);
	const struct vmap_block *vb = find_vmap_block(k, addr);
	const unsigned int order = fls(count - 1);
	uint32_t page;

	BUG_ON(!vb);
	page = (addr - block_area(k, vb)->va_start) >> PAGE_SHIFT;
	step(k, make_dirty, vb, as(i, page), order, as(dirty, vb->dirty));
	BUG_ON(vb->dirty_map[page / 32] & region_mask(page, order));
	bitmap_set_region(k, vb->dirty_map, page, order);
	set(k->m, vb->dirty, vb->dirty + (1u << order));
	step(k, all_dirty, vb, as(dirty, vb->dirty), as(free, vb->free));
	if (vb->dirty == vmap_bbmap_bits(k)) {
		BUG_ON(vb->free);
		free_vmap_block(k, vb);
	}
}

/* ---- Purging ---- */

/* Nothing of it is mapped any more, though some pages were never handed out.
 * All of it becomes dirty, so that nobody takes pages from it now. */
static void retire_block(struct kernel *k, const struct vmap_block *vb,
			 const struct vmap_block *last)
{
	step_in(k, vb, as(free, vb->free), as(dirty, vb->dirty));
	const uint32_t bits = vmap_bbmap_bits(k);

	set(k->m, vb->free, 0);
	set(k->m, vb->dirty, bits);
	bitmap_fill(k, vb->alloc_map, bits);
	bitmap_fill(k, vb->dirty_map, bits);
	list_del(k, &vb->free_list);
	set(k->m, vb->purge.next, 0);
	if (last)
		set(k->m, last->purge.next, va_of(k, vb));
}

static void purge_fragmented_blocks(struct kernel *k, uint32_t cpu)
{
	step_in(k, cpu);
	const struct list_head *head = &k->g->vmap_block_queue[cpu].free;
	const struct list_head *entry = list_next(k, head), *next;
	const struct vmap_block *chain = NULL, *last = NULL, *vb;

	for (; entry != head; entry = next) {
		next = list_next(k, entry);
		vb = container_of(entry, struct vmap_block, free_list);
		step(k, in_use, vb, as(free, vb->free), as(dirty, vb->dirty));
		if (vb->free + vb->dirty != vmap_bbmap_bits(k))
			continue;
		retire_block(k, vb, last);
		chain = chain ? chain : vb;
		last = vb;
	}
	while ((vb = chain)) {
		chain = at(k, vb->purge.next);
		free_vmap_block(k, vb);
	}
}

void purge_fragmented_blocks_allcpus(struct kernel *k)
{
	for (uint32_t cpu = 0; cpu < k->layout.board.cpus; cpu++)
		if (!list_empty(k, &k->g->vmap_block_queue[cpu].free))
			purge_fragmented_blocks(k, cpu);
}

/* What a flush must cover: from the lowest to the highest unmapped address. */
struct flush_range {
	vaddr_t start, end;
	bool flush;
};

static void unmap_dirty_runs(struct kernel *k, const struct vmap_block *vb,
			     struct flush_range *range)
{
	step_in(k, vb, as(dirty, vb->dirty));
	const vaddr_t base = block_area(k, vb)->va_start;
	const uint32_t bits = vmap_bbmap_bits(k);
	uint32_t i = find_next_bit(vb->dirty_map, bits, 0, true);

	while (i < bits) {
		uint32_t j = find_next_bit(vb->dirty_map, bits, i, false);
		vaddr_t start = base + (i << PAGE_SHIFT);
		vaddr_t end = base + (j << PAGE_SHIFT);

		step(k, dirty_run, start, end, vb);
		if (!k->vmap->unmaps_at_once)
			vunmap_page_range(k, start, end);
		range->flush = true;
		if (range->start > start)
			range->start = start;
		if (range->end < end)
			range->end = end;
		i = find_next_bit(vb->dirty_map, bits, j, true);
	}
}

void vm_unmap_aliases(struct kernel *k)
{
	step_in(k, k->g->vmap_lazy_nr);
	struct flush_range range = { UINT32_MAX, 0, false };

	for (uint32_t cpu = 0; cpu < k->layout.board.cpus; cpu++) {
		const struct list_head *entry;

		list_for_each (k, entry, &k->g->vmap_block_queue[cpu].free)
			unmap_dirty_runs(k,
					 container_of(entry, struct vmap_block,
						      free_list),
					 &range);
	}
	__purge_vmap_area_lazy(k, range.start, range.end, true, range.flush);
}

/* ---- The two calls ---- */

/* Too many pages for a block get an area of their own. */
static vaddr_t map_ram_area(struct kernel *k, uint32_t count)
{
	step_in(k, count);
	const struct vmap_area *va = alloc_vmap_area(
		k, count << PAGE_SHIFT, PAGE_SIZE, k->layout.vmalloc_start,
		k->layout.vmalloc_end, -1, GFP_KERNEL);

	return IS_ERR(va) ? 0 : va->va_start;
}

vaddr_t vm_map_ram(struct kernel *k, const pfn_t *pages, uint32_t count,
		   pgprot_t prot, uint32_t cpu)
{
	step_in(k, count, prot, cpu);
	vaddr_t mem = count <= VMAP_MAX_ALLOC ? vb_alloc(k, count, cpu)
					      : map_ram_area(k, count);

	if (!mem)
		return 0;
	for (uint32_t i = 0; i < count; i++) {
		vaddr_t addr = mem + (i << PAGE_SHIFT);

		step(k, map_page, i, addr, as(pfn, pages[i]));
		if (map_phys_range(k, addr, addr + PAGE_SIZE,
				   pages[i] << PAGE_SHIFT, prot)) {
			vm_unmap_ram(k, mem, count);
			return 0;
		}
	}
	return mem;
}

void vm_unmap_ram(struct kernel *k, vaddr_t mem, uint32_t count)
{
	step_in(k, as(addr, mem), count);
	if (k->vmap->unmaps_at_once)
		vunmap_page_range(k, mem, mem + (count << PAGE_SHIFT));
	if (count <= VMAP_MAX_ALLOC)
		vb_free(k, mem, count);
	else
		free_vmap_area_noflush(k, find_vmap_area(k, mem));
}
