/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ledger.c - the user's objects and blocks, noted in the machine.
 */
#include "inspect/ledger.h"

#include "kernel/arm.h"
#include "kernel/kmemleak.h"

enum {
	GRAIN = 32,
	LEDGER_OBJECT = 0x01,
	LEDGER_ORDER = 0x0f, /* mask, of a block */
	LEDGER_REPORTED = 0x40,
	LEDGER_BLOCK = 0x80
};

static const uint8_t *note(const struct kernel *k, paddr_t start)
{
	uint32_t index = (start - k->m->ram_start) / GRAIN;

	BUG_ON(index >= k->m->notes_size);
	return &k->m->notes[index];
}

void ledger_add_object(struct kernel *k, vaddr_t addr)
{
	store8(k->m, note(k, __pa(k, addr)), LEDGER_OBJECT);
}

void ledger_add_block(struct kernel *k, pfn_t pfn, unsigned int order)
{
	store8(k->m, note(k, pfn << PAGE_SHIFT),
	       (uint8_t)(LEDGER_BLOCK | order));
}

void ledger_add_reported(struct kernel *k, pfn_t pfn)
{
	store8(k->m, note(k, pfn << PAGE_SHIFT),
	       LEDGER_BLOCK | LEDGER_REPORTED);
}

bool ledger_is_reported(const struct kernel *k, pfn_t pfn)
{
	return pfn_valid(k, pfn) &&
	       *note(k, pfn << PAGE_SHIFT) & LEDGER_REPORTED;
}

bool ledger_has_object(const struct kernel *k, vaddr_t addr)
{
	return virt_addr_valid(k, addr) && addr % GRAIN == 0 &&
	       *note(k, __pa(k, addr)) == LEDGER_OBJECT;
}

int ledger_order(const struct kernel *k, pfn_t pfn)
{
	uint8_t byte;

	if (!pfn_valid(k, pfn))
		return -1;
	byte = *note(k, pfn << PAGE_SHIFT);
	return byte & LEDGER_BLOCK ? byte & LEDGER_ORDER : -1;
}

/* A block starts at a multiple of its size: eleven places to look at. */
int ledger_block_of(const struct kernel *k, pfn_t pfn, pfn_t *start)
{
	for (int order = MAX_ORDER - 1; order >= 0; order--) {
		pfn_t first = pfn >> order << order;
		int has = ledger_order(k, first);

		if (has < order)
			continue;
		if (start)
			*start = first;
		return has;
	}
	return -1;
}

void ledger_remove(struct kernel *k, paddr_t start)
{
	store8(k->m, note(k, start), 0);
}

bool ledger_is_object(uint32_t byte)
{
	return (byte & 0xff) == LEDGER_OBJECT;
}

vaddr_t ledger_place(const struct kernel *k, uint32_t index)
{
	return __va(k, k->m->ram_start + index * GRAIN);
}

/* ---- Pointers that the user keeps ---- */

/* The upper part of init's stack, the first thing in .data. */
enum { HELD_FROM = 1024 };

/* The slot that holds a value, 0 for a free one; NULL: none does. */
static const uint32_t *held_slot(const struct kernel *k, uint32_t value)
{
	const uint32_t *stack = at(k, k->layout.data);

	for (uint32_t i = THREAD_SIZE / 4; i-- > HELD_FROM / 4;)
		if (stack[i] == value)
			return &stack[i];
	return NULL;
}

void ledger_hold(struct kernel *k, vaddr_t addr)
{
	const uint32_t *slot;

	if (!addr || !kmemleak_find(k, addr))
		return;
	slot = held_slot(k, 0);
	if (slot)
		store32(k->m, slot, addr);
	else
		kmemleak_not_leak(k, addr);
}

static bool is_held(const struct kernel *k, vaddr_t addr)
{
	return addr && k->g->kmemleak_enabled && held_slot(k, addr);
}

bool ledger_forget(struct kernel *k, vaddr_t addr)
{
	if (!is_held(k, addr))
		return false;
	store32(k->m, held_slot(k, addr), 0);
	return true;
}
