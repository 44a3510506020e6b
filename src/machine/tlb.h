/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tlb.h - the CPU's cache of translations: 8 entries, backed by 64.
 *
 * The data TLB of a Feroceon (88F6281), with the sizes measured by 7-cpu.com;
 * no manual says which entry it replaces, so entries take turns here. ARMv5: an
 * entry has no ASID. Entries and counters are registers, journalled like RAM,
 * so undo covers them. read and write go through it; what the simulated kernel
 * does itself does not, nor does anything that only looks.
 */
#ifndef VMSCOPE_MACHINE_TLB_H
#define VMSCOPE_MACHINE_TLB_H

#include "machine/mmu.h"

/* One cached translation. */
struct tlb_entry {
	vaddr_t va;    /* first virtual address */
	uint32_t size; /* bytes: 4 KB, 64 KB or 1 MB */
	paddr_t pa;    /* first physical address */
	unsigned int domain, ap;
	bool cacheable, bufferable;
};

/**
 * tlb_entry() - what an entry holds.
 * @m: the machine
 * @i: 0 to TLB_ENTRIES - 1; the first TLB_MICRO are the small level
 * @e: filled in when it holds something
 * Return: true when it does
 */
bool tlb_entry(const struct machine *m, unsigned int i, struct tlb_entry *e);

/**
 * tlb_translate() - how an access would be translated; changes nothing.
 * Parameters and Return: as tlb_access()
 */
bool tlb_translate(const struct machine *m, vaddr_t va, struct walk *w);

/**
 * tlb_access() - translate an address as the CPU does for an access.
 * @m: the machine; entries and counters change
 * @va: virtual address
 * @w: the walk, if there was one; on a hit what the entry has, which is not
 * addresses and words of tables
 * Return: true if the access would succeed, as for mmu_walk()
 */
bool tlb_access(struct machine *m, vaddr_t va, struct walk *w);

/** tlb_rounds() - how many invalidations a flush of [start, end) is: one per
 * page, at least one. */
uint32_t tlb_rounds(vaddr_t start, vaddr_t end);

/**
 * tlb_flush() - invalidate the translations of a range, page by page.
 * @m: the machine
 * @start: virtual; rounded down to a page
 * @end: virtual, exclusive
 */
void tlb_flush(struct machine *m, vaddr_t start, vaddr_t end);

#endif
