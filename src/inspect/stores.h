/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stores.h - which words two moments of one machine may differ in.
 *
 * For memory_index.h: between two steps of a call few words change, and
 * an index of 40,000 areas need not be made anew for them.
 */
#ifndef VMSCOPE_INSPECT_STORES_H
#define VMSCOPE_INSPECT_STORES_H

#include "kernel/kernel.h"

/* Beyond so many stores it is cheaper to look at everything. */
enum { STORES_MOST = 1024 };

struct stores {
	uint32_t
		word[STORES_MOST]; /* indices in the machine's memory; sorted */
	uint32_t nr;
	uint64_t from, to;  /* positions of the journal between them */
	uint64_t pages[64]; /* a bit for each page with one, by its low bits */
};

/**
 * stores_collect() - the words that were stored between two moments.
 * @k: the kernel
 * @a: position of the journal at one of them
 * @b: at the other, before or after
 * @stores: result
 * Return: false when there are more than STORES_MOST, or the journal does not
 * tell any more
 */
bool stores_collect(const struct kernel *k, uint64_t a, uint64_t b,
		    struct stores *stores);

/** stores_touch() - is one of the words in [@va, @va + @bytes) of lowmem? */
bool stores_touch(const struct kernel *k, const struct stores *stores,
		  vaddr_t va, uint32_t bytes);

#endif
