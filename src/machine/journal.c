/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal.c - a ring of stores, as large as its limit from the start.
 *
 * The ring is address space that the host backs page by page as it fills, so
 * nothing is ever copied to grow it. Large host pages, where there are any,
 * make filling it cheap.
 */
#include "machine/journal.h"

#include <sys/mman.h>

#include "machine/bug.h"

static size_t ring_bytes(const struct journal *j)
{
	return j->capacity * sizeof(struct journal_entry);
}

void journal_limit(struct journal *j, uint64_t bytes)
{
	uint64_t entries = bytes / sizeof(struct journal_entry);
	uint64_t limit = 1;

	while (limit <= entries / 2)
		limit *= 2;
	journal_free(j);
	j->limit = limit;
}

bool journal_make_room(struct journal *j)
{
	void *ring;

	if (j->ring) {
		j->tail++;
		return true;
	}
	if (!j->limit)
		return false;
	j->capacity = j->limit;
	ring = mmap(NULL, ring_bytes(j), PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (ring == MAP_FAILED) {
		j->capacity = 0;
		return false;
	}
	(void)madvise(ring, ring_bytes(j), MADV_HUGEPAGE);
	j->ring = ring;
	return true;
}

const struct journal_entry *journal_at(const struct journal *j,
				       uint64_t position)
{
	BUG_ON(position < j->tail || position >= j->head);
	return &j->ring[position & (j->capacity - 1)];
}

void journal_drop_future(struct journal *j)
{
	j->head = j->now;
}

void journal_forget(struct journal *j)
{
	j->tail = j->now = j->head = 0;
}

void journal_free(struct journal *j)
{
	if (j->ring)
		munmap(j->ring, ring_bytes(j));
	j->ring = NULL;
	j->capacity = 0;
	journal_forget(j);
}
