/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stores.c - words stored between two moments, read from the journal.
 */
#include "inspect/stores.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_WORDS = PAGE_SIZE / 4, PAGE_BITS = 64 * 64 };

static int by_word(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void drop_equal(struct stores *stores)
{
	uint32_t nr = 0;

	for (uint32_t i = 0; i < stores->nr; i++)
		if (!nr || stores->word[i] != stores->word[nr - 1])
			stores->word[nr++] = stores->word[i];
	stores->nr = nr;
}

static void note_page(struct stores *stores, uint32_t word)
{
	uint32_t page = word / PAGE_WORDS % PAGE_BITS;

	stores->pages[page / 64] |= UINT64_C(1) << page % 64;
}

bool stores_collect(const struct kernel *k, uint64_t a, uint64_t b,
		    struct stores *stores)
{
	const struct journal *j = &k->m->journal;

	stores->from = a < b ? a : b;
	stores->to = a < b ? b : a;
	stores->nr = 0;
	memset(stores->pages, 0, sizeof(stores->pages));
	if (stores->from < journal_tail(j) || stores->to > journal_head(j) ||
	    stores->to - stores->from > STORES_MOST)
		return false;
	for (uint64_t p = stores->from; p < stores->to; p++) {
		uint32_t word = journal_at(j, p)->word;

		stores->word[stores->nr++] = word;
		note_page(stores, word);
	}
	if (stores->nr)
		qsort(stores->word, stores->nr, sizeof(*stores->word), by_word);
	drop_equal(stores);
	return true;
}

/* The first of the words at or after one. */
static uint32_t find_word(const struct stores *stores, uint32_t word)
{
	uint32_t low = 0, high = stores->nr;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (stores->word[middle] < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool page_touched(const struct stores *stores, uint32_t word)
{
	uint32_t page = word / PAGE_WORDS % PAGE_BITS;

	return stores->pages[page / 64] >> page % 64 & 1;
}

bool stores_touch(const struct kernel *k, const struct stores *stores,
		  vaddr_t va, uint32_t bytes)
{
	uint32_t first = (uint32_t)((__pa(k, va) - k->m->ram_start) / 4);
	uint32_t last = first + (bytes - 1) / 4, i;

	if (!page_touched(stores, first) && !page_touched(stores, last))
		return false;
	i = find_word(stores, first);
	return i < stores->nr && stores->word[i] <= last;
}
