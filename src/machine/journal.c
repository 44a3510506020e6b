/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal.c - a ring of stores, at its full size from the start.
 *
 * The ring is address space that the host backs page by page as it fills, so
 * nothing is ever copied to grow it. Large host pages, where there are any,
 * make filling it cheap.
 *
 * A store writes the counter `now` and, for speed, nothing else. While `now` is
 * where the last seek left it, the head is `end`, later it is `now`; the tail
 * is the head less the capacity, or `oldest`. So whatever lowers the head (a
 * seek does: the next store will be the newest) sets `oldest` to the previous
 * tail: what has been overwritten stays lost.
 */
#include "machine/journal.h"

#include <errno.h>
#include <sys/mman.h>

#include "machine/bug.h"

static uint64_t entries_in(uint64_t bytes)
{
	uint64_t entries = 1;

	while (entries <= bytes / sizeof(struct journal_entry) / 2)
		entries *= 2;
	return bytes ? entries : 0;
}

static struct journal_entry *map_ring(uint64_t capacity)
{
	const size_t bytes = capacity * sizeof(struct journal_entry);
	void *ring = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (ring == MAP_FAILED)
		return NULL;
	(void)madvise(ring, bytes, MADV_HUGEPAGE);
	return ring;
}

static void unmap_ring(struct journal *j)
{
	if (j->ring)
		munmap(j->ring, j->capacity * sizeof(*j->ring));
	j->ring = NULL;
	j->capacity = 0;
}

int journal_start(struct journal *j, uint64_t bytes)
{
	journal_free(j);
	return journal_resize(j, bytes);
}

/* Until the next store, [@tail, @head) are the entries held. */
static void hold(struct journal *j, uint64_t tail, uint64_t head)
{
	j->oldest = tail;
	j->turned = j->now;
	j->end = head;
}

/* Copy from @from's ring to @to's what @to holds. */
static void copy_entries(const struct journal *from, struct journal *to)
{
	for (uint64_t p = journal_tail(to); p < journal_head(to); p++)
		to->ring[p & (to->capacity - 1)] =
			from->ring[p & (from->capacity - 1)];
}

int journal_resize(struct journal *j, uint64_t bytes)
{
	const uint64_t capacity = entries_in(bytes);
	uint64_t head = journal_head(j), tail = journal_tail(j);
	struct journal new = { .capacity = capacity, .now = j->now };

	if (capacity == j->capacity)
		return 0;
	if (capacity) {
		new.ring = map_ring(capacity);
		if (!new.ring)
			return -ENOMEM;
	}
	if (head - j->now > capacity)
		head = j->now + capacity;
	if (head - tail > capacity)
		tail = head - capacity;
	hold(&new, tail, head);
	copy_entries(j, &new);
	unmap_ring(j);
	*j = new;
	return 0;
}

const struct journal_entry *journal_at(const struct journal *j,
				       uint64_t position)
{
	BUG_ON(position < journal_tail(j) || position >= journal_head(j));
	return &j->ring[position & (j->capacity - 1)];
}

/* Its own inverse: the word from memory goes into the entry. */
static void swap_with_memory(struct journal_entry *e, uint32_t *memory)
{
	const uint32_t value = memory[e->word];

	memory[e->word] = e->value;
	e->value = value;
}

int journal_seek(struct journal *j, uint32_t *memory, uint64_t position)
{
	const uint64_t tail = journal_tail(j), head = journal_head(j);
	const uint64_t mask = j->capacity - 1;

	if (position < tail || position > head)
		return -ERANGE;
	while (j->now > position)
		swap_with_memory(&j->ring[--j->now & mask], memory);
	while (j->now < position)
		swap_with_memory(&j->ring[j->now++ & mask], memory);
	hold(j, tail, head);
	return 0;
}

void journal_drop_future(struct journal *j)
{
	hold(j, journal_tail(j), j->now);
}

void journal_free(struct journal *j)
{
	unmap_ring(j);
	*j = (struct journal){ .now = 0 };
}
