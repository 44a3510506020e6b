/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ledger.h - what the user took with kmalloc and alloc_pages.
 *
 * The kernel trusts whoever frees; we must not, so what may be given back is
 * written down. The book is in the machine's notes (ram.h), one byte for 32
 * bytes of RAM: it goes back in time with the memory. The kernel itself never
 * looks at it.
 *
 * Invariants:
 *   1. the byte at the start of a live kmalloc object is LEDGER_OBJECT;
 *   2. the byte at the start of a live block is LEDGER_BLOCK | its order, of a
 *      page that an imported report says is in use also | LEDGER_REPORTED;
 *   3. all others are 0.
 */
#ifndef VMSCOPE_INSPECT_LEDGER_H
#define VMSCOPE_INSPECT_LEDGER_H

#include "kernel/kernel.h"

/** ledger_add_object() - kmalloc gave @addr, a lowmem virtual address. */
void ledger_add_object(struct kernel *k, vaddr_t addr);

/** ledger_add_block() - alloc_pages gave 2^@order pages from @pfn on. */
void ledger_add_block(struct kernel *k, pfn_t pfn, unsigned int order);

/** ledger_add_reported() - an imported report says that this page is in use. The
 * user may free it, to see what would be different then. */
void ledger_add_reported(struct kernel *k, pfn_t pfn);

/** ledger_is_reported() - is the page in use only because a report says so? */
bool ledger_is_reported(const struct kernel *k, pfn_t pfn);

/** ledger_has_object() - may the user kfree this address? */
bool ledger_has_object(const struct kernel *k, vaddr_t addr);

/**
 * ledger_order() - the order of the user's block that starts at a frame.
 * @k: the kernel
 * @pfn: any number
 * Return: 0 to MAX_ORDER - 1; -1 when no block of the user's starts there
 */
int ledger_order(const struct kernel *k, pfn_t pfn);

/**
 * ledger_block_of() - the user's block that a frame lies in.
 * @k: the kernel
 * @pfn: any number
 * @start: result: its first frame; may be NULL
 * Return: its order; -1 when the frame lies in none
 */
int ledger_block_of(const struct kernel *k, pfn_t pfn, pfn_t *start);

/** ledger_remove() - the object or block at a physical address is gone. */
void ledger_remove(struct kernel *k, paddr_t start);

/**
 * ledger_hold() - somebody keeps a pointer to what the kernel gave.
 * @k: the kernel
 * @addr: the pointer, a virtual address; 0: nothing was given
 *
 * For kmemleak, and only while it is on: a word on the stack of init, where its
 * scan finds it. When that is full, the block is made grey instead.
 */
void ledger_hold(struct kernel *k, vaddr_t addr);

/** ledger_forget() - that pointer is overwritten. Return: was there one? */
bool ledger_forget(struct kernel *k, vaddr_t addr);

/** ledger_is_object() - does the lowest byte of @byte stand for an object? */
bool ledger_is_object(uint32_t byte);

/** ledger_place() - the lowmem address that byte @index of the book is about.
 */
vaddr_t ledger_place(const struct kernel *k, uint32_t index);

#endif
