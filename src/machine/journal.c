/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal.c - a ring of stores that grows up to its limit.
 */
#include "machine/journal.h"

#include <stdlib.h>

#include "machine/bug.h"

enum { FIRST_CAPACITY = 1024 };

void journal_limit(struct journal *j, uint64_t bytes)
{
	uint64_t entries = bytes / sizeof(struct journal_entry);
	uint64_t limit = 1;

	while (limit <= entries / 2)
		limit *= 2;
	journal_free(j);
	j->limit = limit;
}

static struct journal_entry *slot(const struct journal *j, uint64_t position)
{
	return &j->ring[position & (j->capacity - 1)];
}

/* A bigger ring; false when the limit or host memory stands in the way. */
static bool grow(struct journal *j)
{
	uint64_t capacity = j->capacity ? j->capacity * 2 : FIRST_CAPACITY;
	struct journal bigger = *j;

	if (capacity > j->limit)
		capacity = j->limit;
	if (capacity <= j->capacity)
		return false;
	bigger.capacity = capacity;
	bigger.ring = malloc(capacity * sizeof(*bigger.ring));
	if (!bigger.ring)
		return false;
	for (uint64_t p = j->tail; p < j->now; p++)
		*slot(&bigger, p) = *slot(j, p);
	free(j->ring);
	*j = bigger;
	return true;
}

void journal_add(struct journal *j, uint32_t word, uint32_t old, uint32_t new)
{
	j->head = j->now;
	if (j->head - j->tail == j->capacity && !grow(j)) {
		if (!j->capacity) {
			/* Not even one entry: history starts after this. */
			j->tail = j->now = ++j->head;
			return;
		}
		j->tail++;
	}
	*slot(j, j->head) = (struct journal_entry){ word, old, new };
	j->now = ++j->head;
}

const struct journal_entry *journal_at(const struct journal *j,
				       uint64_t position)
{
	BUG_ON(position < j->tail || position >= j->head);
	return slot(j, position);
}

void journal_forget(struct journal *j)
{
	j->tail = j->now = j->head = 0;
}

void journal_free(struct journal *j)
{
	free(j->ring);
	j->ring = NULL;
	j->capacity = 0;
	journal_forget(j);
}
