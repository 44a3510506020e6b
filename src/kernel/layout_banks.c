/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_banks.c - the banks of RAM, from what the board has or mem= says to
 * what the kernel uses.
 *
 * Linux: arch/arm/kernel/setup.c arm_add_memory, arch/arm/mm/mmu.c
 * sanity_check_meminfo, 2.6.32. Simplified: banks are sorted; RAM that reaches
 * into device registers is cut; a bank that starts exactly at the end of lowmem
 * is highmem (2.6.32 would map it over the vmalloc region).
 */
#include <inttypes.h>
#include <string.h>

#include "kernel/abi.h"
#include "kernel/arm.h"
#include "kernel/layout_internal.h"

/* Sizes above 4 GB count as 4 GB: the rest would be cut off later anyway. */
int arm_add_memory(struct setup *s, uint64_t start, uint64_t size)
{
	struct layout *l = s->l;

	if (start >= FOUR_GB)
		return layout_wrong(s, "RAM at 0x%" PRIx64 " is beyond 4 GB",
				    start);
	if (l->nr_banks == MAX_BANKS)
		return layout_wrong(s, "more than %d banks of RAM; join some",
				    MAX_BANKS);
	l->bank[l->nr_banks++] = (struct bank){
		.start = (paddr_t)start,
		.size = size < FOUR_GB ? size : FOUR_GB,
	};
	return 0;
}

static void sort_banks(struct layout *l)
{
	for (unsigned int i = 1; i < l->nr_banks; i++) {
		struct bank new = l->bank[i];
		unsigned int j = i;

		for (; j > 0 && l->bank[j - 1].start > new.start; j--)
			l->bank[j] = l->bank[j - 1];
		l->bank[j] = new;
	}
}

/* Lowmem is mapped by sections, so parts of one at a bank's ends are not used.
 * A bank without a whole section is left to check_bank(). */
static void trim_banks(struct layout *l)
{
	for (unsigned int i = 0; i < l->nr_banks; i++) {
		struct bank *b = &l->bank[i];
		uint64_t start = (b->start + SECTION_SIZE - UINT64_C(1)) &
				 ~(SECTION_SIZE - UINT64_C(1));
		uint64_t end = bank_end(b) & ~(SECTION_SIZE - UINT64_C(1));

		if (end <= start || (start == b->start && end == bank_end(b)))
			continue;
		layout_note(l,
			    "<5>Truncating RAM at %.8" PRIx32 "-%.8" PRIx64
			    " to %.8" PRIx64 "-%.8" PRIx64 " (1 MB sections).",
			    b->start, bank_end(b) - 1, start, end - 1);
		*b = (struct bank){ (paddr_t)start, end - start };
	}
}

static int check_bank(struct setup *s, const struct bank *b)
{
	if (!b->size || b->size % SECTION_SIZE || b->start % SECTION_SIZE)
		return layout_wrong(s,
				    "RAM of %" PRIu64 " KB at 0x%08" PRIx32
				    ": 2.6.32 maps lowmem by 1 MB sections; "
				    "start and size must be multiples of 1 MB",
				    b->size / SZ_1K, b->start);
	for (unsigned int i = 0; i < s->l->board.nr_devices; i++) {
		const struct device *d = &s->l->board.device[i];

		if (b->start >= d->start && b->start <= d->end)
			return layout_wrong(s,
					    "RAM at 0x%08" PRIx32
					    " is where the "
					    "board has its %s",
					    b->start, d->name);
	}
	return 0;
}

static int check_banks(struct setup *s)
{
	const struct layout *l = s->l;
	paddr_t phys_offset = l->board.phys_offset;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		const struct bank *b = &l->bank[i];
		int error = check_bank(s, b);

		if (error)
			return error;
		if (i && bank_end(b - 1) > b->start)
			return layout_wrong(s,
					    "RAM at 0x%08" PRIx32
					    " overlaps the "
					    "bank that starts at 0x%08" PRIx32,
					    b->start, (b - 1)->start);
	}
	if (l->bank[0].start != phys_offset)
		return layout_wrong(s,
				    "the first RAM is at 0x%08" PRIx32
				    ", but the "
				    "kernel lies at PHYS_OFFSET 0x%08" PRIx32,
				    l->bank[0].start, phys_offset);
	return 0;
}

/* Where RAM must end: below the next device (by 16 MB), or at 4 GB. */
static uint64_t ram_limit(const struct board *board, paddr_t start)
{
	uint64_t limit = FOUR_GB;

	for (unsigned int i = 0; i < board->nr_devices; i++) {
		paddr_t device = board->device[i].start;

		if (device > start && device < limit)
			limit = device & ~(SZ_16M - 1);
	}
	return limit;
}

static int cut_at_devices(struct setup *s)
{
	struct layout *l = s->l;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		struct bank *b = &l->bank[i];
		uint64_t limit = ram_limit(&l->board, b->start);

		if (bank_end(b) <= limit)
			continue;
		if (limit <= b->start)
			return layout_wrong(s,
					    "RAM at 0x%08" PRIx32
					    " reaches into "
					    "device registers; make it smaller",
					    b->start);
		layout_note(l,
			    "<5>Truncating RAM at %.8" PRIx32 "-%.8" PRIx64
			    " to -%.8" PRIx64 " (%s).",
			    b->start, bank_end(b) - 1, limit - 1,
			    limit == FOUR_GB ? "end of 4 GB"
					     : "device registers");
		b->size = limit - b->start;
	}
	return 0;
}

int take_banks(struct setup *s)
{
	int error;

	sort_banks(s->l);
	trim_banks(s->l);
	error = check_banks(s);
	return error ? error : cut_at_devices(s);
}

/* ---- Lowmem, highmem, nodes ---- */

static void add_part(struct layout *l, uint64_t start, uint64_t end,
		     bool highmem)
{
	if (start >= end)
		return;
	l->bank_highmem[l->nr_banks] = highmem;
	l->bank[l->nr_banks++] =
		(struct bank){ .start = (paddr_t)start, .size = end - start };
}

static void note_lost(struct layout *l, const struct bank *b, uint64_t limit)
{
	if (b->start >= limit)
		layout_note(l,
			    "<5>Ignoring RAM at %.8" PRIx32 "-%.8" PRIx64
			    " (vmalloc region overlap).",
			    b->start, bank_end(b) - 1);
	else if (bank_end(b) > limit)
		layout_note(l,
			    "<5>Truncating RAM at %.8" PRIx32 "-%.8" PRIx64
			    " to -%.8" PRIx64 " (vmalloc region overlap).",
			    b->start, bank_end(b) - 1, limit - 1);
}

int sanity_check_meminfo(struct setup *s)
{
	struct layout *l = s->l;
	struct bank whole[MAX_BANKS];
	unsigned int nr = l->nr_banks;
	uint64_t limit = lowmem_limit(l);

	memcpy(whole, l->bank, nr * sizeof(whole[0]));
	if (limit % SECTION_SIZE && bank_end(&whole[nr - 1]) > limit)
		return layout_wrong(s,
				    "vmalloc= would end lowmem at 0x%08" PRIx64
				    "; 2.6.32 maps lowmem by 1 MB sections: "
				    "make it a multiple of 1 MB",
				    limit);
	l->nr_banks = 0;
	for (unsigned int i = 0; i < nr; i++) {
		uint64_t start = whole[i].start, end = bank_end(&whole[i]);

		add_part(l, start, end < limit ? end : limit, false);
		if (l->board.highmem)
			add_part(l, start > limit ? start : limit, end, true);
		else
			note_lost(l, &whole[i], limit);
	}
	return 0;
}

/* PHYS_TO_NID(): the node that the board gives a physical address. */
static unsigned int phys_to_nid(const struct board *board, paddr_t pa)
{
	for (unsigned int i = 0; i < board->nr_banks; i++)
		if (pa >= board->bank[i].start &&
		    pa < bank_end(&board->bank[i]))
			return board->bank_node[i];
	return 0;
}

int find_nodes(struct setup *s)
{
	struct layout *l = s->l;
	unsigned int last = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		unsigned int node = phys_to_nid(&l->board, l->bank[i].start);

		if (node >= MAX_NUMNODES || node < last ||
		    node > (i ? last + 1 : 0))
			return layout_wrong(
				s,
				"RAM at 0x%08" PRIx32 " is of node %u; "
				"nodes are 0 and 1, in the order of "
				"addresses",
				l->bank[i].start, node);
		l->bank_node[i] = last = node;
	}
	l->nr_nodes = last + 1;
	return 0;
}
