/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bootmem.c - first fit over a bitmap, and the hand-over to the buddy.
 *
 * Linux: mm/bootmem.c, 2.6.32. Faithful: where allocations land (after the
 * last one, sharing its page) and the order of the hand-over, which determines
 * the free lists. Simplified: one node's memory, no limits.
 */
#include "kernel/bootmem.h"

#include "kernel/page_alloc.h"

enum { BITS = 32 }; /* BITS_PER_LONG of the ARM */

uint32_t bootmem_pages(uint32_t pages)
{
	uint32_t bytes = (pages + 7) / 8;

	return PFN_UP((bytes + 3) & ~3u);
}

static const uint32_t *map_word(const struct kernel *k, const struct bootmem *b,
				uint32_t index)
{
	const uint32_t *map = ram_at(k->m, b->map);

	return &map[index / BITS];
}

static bool reserved(const struct kernel *k, const struct bootmem *b,
		     uint32_t index)
{
	return *map_word(k, b, index) >> index % BITS & 1;
}

static void mark(struct kernel *k, const struct bootmem *b, uint32_t index,
		 bool taken)
{
	const uint32_t *word = map_word(k, b, index);
	uint32_t bit = 1u << index % BITS;

	store32(k->m, word, taken ? *word | bit : *word & ~bit);
}

void init_bootmem(struct kernel *k, struct bootmem *b, paddr_t map,
		  pfn_t min_pfn, pfn_t low_pfn)
{
	*b = (struct bootmem){ .map = map,
			       .min_pfn = min_pfn,
			       .low_pfn = low_pfn };
	store_fill(k->m, ram_at(k->m, map), UINT32_MAX,
		   bootmem_pages(low_pfn - min_pfn) * PAGE_SIZE);
}

/* Only whole pages become free; the next search starts there. */
void free_bootmem(struct kernel *k, struct bootmem *b, paddr_t start,
		  uint64_t size)
{
	pfn_t end = (pfn_t)((start + size) >> PAGE_SHIFT);

	if (PFN_UP(start) < end && b->hint > PFN_UP(start) - b->min_pfn)
		b->hint = PFN_UP(start) - b->min_pfn;
	for (pfn_t pfn = PFN_UP(start); pfn < end; pfn++)
		mark(k, b, pfn - b->min_pfn, false);
}

/* A partly reserved page counts as reserved. */
void reserve_bootmem(struct kernel *k, const struct bootmem *b, paddr_t start,
		     uint64_t size)
{
	pfn_t end = PFN_UP(start + size);

	for (pfn_t pfn = start >> PAGE_SHIFT; pfn < end; pfn++)
		mark(k, b, pfn - b->min_pfn, true);
}

/* First index from @index on, aligned to step, where @pages are free. */
static bool find_block(const struct kernel *k, const struct bootmem *b,
		       uint32_t *index, uint32_t pages, uint32_t step)
{
	uint32_t max = b->low_pfn - b->min_pfn;
	uint32_t start = *index;

	for (;;) {
		uint32_t i;

		start = (start + step - 1) & ~(step - 1);
		if (start >= max || pages > max - start)
			return false;
		for (i = start; i < start + pages; i++)
			if (reserved(k, b, i))
				break;
		if (i == start + pages)
			break;
		start = i + 1;
	}
	*index = start;
	return true;
}

bool alloc_bootmem(struct kernel *k, struct bootmem *b, uint32_t size,
		   uint32_t align, paddr_t *result)
{
	uint32_t step = align > PAGE_SIZE ? align >> PAGE_SHIFT : 1;
	uint32_t index = b->hint, start;

	if (!find_block(k, b, &index, PFN_UP(size), step)) {
		index = 0;
		if (!find_block(k, b, &index, PFN_UP(size), step))
			return false;
	}
	/* Continue in the page where the last one ended, if it is adjacent. */
	start = index << PAGE_SHIFT;
	if (b->last_end % PAGE_SIZE && (b->last_end >> PAGE_SHIFT) + 1 == index)
		start = (b->last_end + align - 1) & ~(align - 1);
	b->last_end = start + size;
	b->hint = PFN_UP(b->last_end);
	*result = (b->min_pfn << PAGE_SHIFT) + start;
	reserve_bootmem(k, b, *result, size);
	return true;
}

uint32_t free_all_bootmem_core(struct kernel *k, const struct bootmem *b)
{
	bool aligned = b->min_pfn % BITS == 0;
	const struct page *page;
	uint32_t count = 0;

	for (pfn_t pfn = b->min_pfn; pfn < b->low_pfn; pfn += BITS) {
		uint32_t free = ~*map_word(k, b, pfn - b->min_pfn);

		page = pfn_to_page(k, pfn);
		if (aligned && !~free && pfn + BITS < b->low_pfn) {
			__free_pages_bootmem(k, page, fls(BITS) - 1);
			count += BITS;
			continue;
		}
		for (; free; free >>= 1, page++) {
			if (!(free & 1))
				continue;
			__free_pages_bootmem(k, page, 0);
			count++;
		}
	}
	page = pfn_to_page(k, b->map >> PAGE_SHIFT);
	for (uint32_t i = 0; i < bootmem_pages(b->low_pfn - b->min_pfn); i++)
		__free_pages_bootmem(k, page++, 0);
	return count + bootmem_pages(b->low_pfn - b->min_pfn);
}
