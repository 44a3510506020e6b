/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tlb.c - look up, add and invalidate translations.
 *
 * Simplified: one of the four AP fields of a page is used for all of them;
 * instructions, which have a TLB of their own, are not fetched.
 *
 * Invariants:
 *   1. a page is in a level at most once;
 *   2. between two calls of the kernel an entry agrees with the tables
 *      (checked by kernel_check): whoever changes a table flushes.
 */
#include "machine/tlb.h"

#include <string.h>

enum { PAGE_BITS = 12, PAGE_BYTES = 1 << PAGE_BITS };

/*
 * An entry is two registers: virtual base, size and a valid bit; physical
 * base, domain, AP, C and B. The low 12 bits of a base are free for them.
 */
#define TAG_VALID 1u
#define TAG_SIZE_SHIFT 1
#define DATA_BUFFERABLE 0x004u
#define DATA_CACHEABLE 0x008u
#define DATA_AP_SHIFT 4
#define DATA_DOMAIN_SHIFT 8

static const uint32_t sizes[] = { 1u << 12, 1u << 16, 1u << 20 };

static enum reg tag_of(unsigned int i)
{
	return (enum reg)(REG_TLB_ENTRY + 2 * i);
}

static enum reg data_of(unsigned int i)
{
	return (enum reg)(REG_TLB_ENTRY + 2 * i + 1);
}

static void count(struct machine *m, enum reg counter, uint32_t more)
{
	set_reg(m, counter, reg(m, counter) + more);
}

bool tlb_entry(const struct machine *m, unsigned int i, struct tlb_entry *e)
{
	uint32_t tag = reg(m, tag_of(i)), data = reg(m, data_of(i));

	if (!(tag & TAG_VALID))
		return false;
	*e = (struct tlb_entry){
		.va = tag & ~(PAGE_BYTES - 1u),
		.size = sizes[tag >> TAG_SIZE_SHIFT & 3],
		.pa = data & ~(PAGE_BYTES - 1u),
		.domain = data >> DATA_DOMAIN_SHIFT & 15,
		.ap = data >> DATA_AP_SHIFT & 3,
		.cacheable = data & DATA_CACHEABLE,
		.bufferable = data & DATA_BUFFERABLE,
	};
	return true;
}

/* ---- Adding ---- */

static void remember(struct machine *m, unsigned int i, const struct walk *w)
{
	uint32_t mask = ~(w->size - 1), size = 0;

	while (sizes[size] != w->size)
		size++;
	set_reg(m, tag_of(i),
		(w->va & mask) | size << TAG_SIZE_SHIFT | TAG_VALID);
	set_reg(m, data_of(i),
		(w->pa & mask) | w->domain << DATA_DOMAIN_SHIFT |
			w->ap << DATA_AP_SHIFT |
			(w->cacheable ? DATA_CACHEABLE : 0) |
			(w->bufferable ? DATA_BUFFERABLE : 0));
}

/* Take the entries of a level in turn, whether free or not. */
static unsigned int next_of(struct machine *m, enum reg turn, unsigned int nr)
{
	uint32_t i = reg(m, turn);

	set_reg(m, turn, (i + 1) % nr);
	return i;
}

static void remember_micro(struct machine *m, const struct walk *w)
{
	remember(m, next_of(m, REG_TLB_NEXT_MICRO, TLB_MICRO), w);
}

static void remember_main(struct machine *m, const struct walk *w)
{
	remember(m, TLB_MICRO + next_of(m, REG_TLB_NEXT_MAIN, TLB_MAIN), w);
}

/* ---- Looking up ---- */

/* The entry of first to last - 1 for an address; @last: none. */
static unsigned int find(const struct machine *m, vaddr_t va,
			 unsigned int first, unsigned int last)
{
	struct tlb_entry e;

	while (first < last && !(tlb_entry(m, first, &e) && va - e.va < e.size))
		first++;
	return first;
}

/* An access on a hit: the entry has domain and AP, not what they permit. */
static bool recall(const struct machine *m, unsigned int i, vaddr_t va,
		   struct walk *w)
{
	struct tlb_entry e = { .size = PAGE_BYTES };

	(void)tlb_entry(m, i, &e);
	*w = (struct walk){
		.va = va,
		.l1_type = e.size == 1u << 20 ? L1_SECTION : L1_COARSE,
		.domain = e.domain,
		.ap = e.ap,
		.cacheable = e.cacheable,
		.bufferable = e.bufferable,
		.size = e.size,
		.pa = e.pa | (va & (e.size - 1)),
		.translated = true,
	};
	return mmu_permits(m, w);
}

bool tlb_translate(const struct machine *m, vaddr_t va, struct walk *w)
{
	unsigned int i = find(m, va, 0, TLB_ENTRIES);

	return i < TLB_ENTRIES ? recall(m, i, va, w) : mmu_walk(m, va, w);
}

bool tlb_access(struct machine *m, vaddr_t va, struct walk *w)
{
	unsigned int i = find(m, va, 0, TLB_MICRO);
	bool permitted;

	if (i < TLB_MICRO) {
		count(m, REG_TLB_HITS_MICRO, 1);
		return recall(m, i, va, w);
	}
	i = find(m, va, TLB_MICRO, TLB_ENTRIES);
	if (i < TLB_ENTRIES) {
		count(m, REG_TLB_HITS_MAIN, 1);
		permitted = recall(m, i, va, w);
		remember_micro(m, w);
		return permitted;
	}
	count(m, REG_TLB_MISSES, 1);
	permitted = mmu_walk(m, va, w);
	if (w->translated) {
		remember_main(m, w);
		remember_micro(m, w);
	}
	return permitted;
}

/* ---- Invalidating ---- */

uint32_t tlb_rounds(vaddr_t start, vaddr_t end)
{
	start &= ~(PAGE_BYTES - 1u);
	return end > start ? (end - start - 1) / PAGE_BYTES + 1 : 1;
}

/* The entries that go are the same as if pages were done one by one. */
void tlb_flush(struct machine *m, vaddr_t start, vaddr_t end)
{
	uint32_t rounds = tlb_rounds(start, end), dropped = 0;
	uint64_t first = start & ~(PAGE_BYTES - 1u);
	uint64_t last = first + (uint64_t)rounds * PAGE_BYTES;
	struct tlb_entry e;

	for (unsigned int i = 0; i < TLB_ENTRIES; i++) {
		if (!tlb_entry(m, i, &e) || e.va >= last ||
		    (uint64_t)e.va + e.size <= first)
			continue;
		set_reg(m, tag_of(i), 0);
		set_reg(m, data_of(i), 0);
		dropped++;
	}
	count(m, REG_TLB_FLUSHES, 1);
	count(m, REG_TLB_ROUNDS, rounds);
	count(m, REG_TLB_DROPPED, dropped);
	set_reg(m, REG_TLB_START, start);
	set_reg(m, REG_TLB_END, end);
}
