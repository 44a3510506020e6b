/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal.h - what was stored where, and what stood there before.
 *
 * Invariants:
 *   1. tail <= now <= head; entries [tail, head) are held;
 *   2. undoing [p, now) newest first gives the words as they were at p;
 *   3. entries [now, head) are the future that a redo would bring back: the
 *      next new store forgets them.
 *
 * Positions only grow: position 0 is the machine right after boot. The oldest
 * entries fall out when the memory allowed is used up. Users: ram.c writes;
 * undo, redo, diff, step-through and highlighting read.
 */
#ifndef VMSCOPE_MACHINE_JOURNAL_H
#define VMSCOPE_MACHINE_JOURNAL_H

#include "machine/types.h"

struct journal_entry {
	uint32_t word; /* index of the word in the machine's memory, offset/4 */
	uint32_t old;  /* what stood there */
	uint32_t new;  /* what was stored */
};

struct journal {
	struct journal_entry *ring; /* capacity entries, NULL at first */
	uint64_t capacity;	    /* a power of two; 0 without a ring */
	uint64_t limit;		    /* entries that the ring may have */
	uint64_t tail;		    /* position of the oldest entry held */
	uint64_t now;		    /* position the memory stands at */
	uint64_t head;		    /* position after the newest entry */
	bool on;		    /* stores are logged */
};

/**
 * journal_limit() - bound the memory of the journal.
 * @j: the journal; what it holds is forgotten
 * @bytes: host memory it may use; rounded down to a power of two entries
 */
void journal_limit(struct journal *j, uint64_t bytes);

/**
 * journal_make_room() - the ring is full, or not there yet.
 * Return: true when there is room for an entry at @j->now; false when the host
 * has no memory: then the entry is lost, and with it all of the past
 */
bool journal_make_room(struct journal *j);

/**
 * journal_add() - log one store.
 * @j: the journal, on
 * @word: index of the word
 * @old: the word before
 * @new: the word after
 *
 * Never fails: when memory runs out the oldest entries go. In the header
 * because every store of the machine passes here.
 */
static inline void journal_add(struct journal *j, uint32_t word, uint32_t old,
			       uint32_t new)
{
	if (j->now - j->tail < j->capacity || journal_make_room(j))
		j->ring[j->now & (j->capacity - 1)] =
			(struct journal_entry){ word, old, new };
	else
		j->tail = j->now + 1;
	j->head = ++j->now;
}

/**
 * journal_at() - the entry at a position.
 * @j: the journal
 * @position: tail <= position < head
 * Return: the entry, valid until the next store
 */
const struct journal_entry *journal_at(const struct journal *j,
				       uint64_t position);

/** journal_drop_future() - forget the entries from now on: no redo. */
void journal_drop_future(struct journal *j);

/** journal_forget() - drop all entries; time starts at position 0 again. */
void journal_forget(struct journal *j);

/** journal_free() - give the memory back. */
void journal_free(struct journal *j);

#endif
