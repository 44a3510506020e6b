/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal.h - what was stored where, to go back in time.
 *
 * A position is a moment: the number of stores since time zero. Stores are
 * counted with or without a ring to hold them, so a position means the same
 * moment however much memory the journal has, or had. An entry holds one value,
 * the one that its word does not have: going back swaps the two, and so does
 * going forward.
 *
 * Invariants:
 *   1. tail <= now <= head; entries [tail, head) are held;
 *   2. entries [tail, now) hold the old values: swapping [p, now) with memory,
 *      newest first, gives the words as they were at p;
 *   3. entries [now, head) hold the new values, the future that a redo brings
 *      back; the next new store discards them;
 *   4. positions only grow, except by going back in time.
 *
 * The oldest entries are lost when the ring is full. Users: ram.c writes and
 * seeks; undo, redo, diff, stepping and highlighting read.
 */
#ifndef VMSCOPE_MACHINE_JOURNAL_H
#define VMSCOPE_MACHINE_JOURNAL_H

#include "machine/types.h"

struct journal_entry {
	uint32_t word; /* index of the word in the machine's memory, offset/4 */
	uint32_t value; /* before now: the word's old value; from now on: its
			 * new value */
};

struct journal {
	struct journal_entry *ring; /* capacity entries; NULL: only counting */
	uint64_t capacity;	    /* a power of two; 0 without a ring */
	uint64_t now;		    /* position that memory is at */
	uint64_t turned;	    /* position that the last seek went to */
	uint64_t end;		    /* head at that time */
	uint64_t oldest;	    /* all before it is lost, room or not */
};

/**
 * journal_start() - make this moment time zero.
 * @j: the journal, all zero at first; what it holds is discarded
 * @bytes: host memory it may use, as journal_resize() takes it
 * Return: 0, or -ENOMEM: then stores are counted but not held
 */
int journal_start(struct journal *j, uint64_t bytes);

/**
 * journal_resize() - give the journal more memory, or less, or none.
 * @j: the journal; every position keeps its meaning
 * @bytes: host memory it may use, rounded down to a power of two entries, but
 *	   to no fewer than one; 0: hold nothing, only count
 * Return: 0; -ENOMEM if the host has not enough: then nothing changes
 *
 * What fits is kept: the nearest future first, then the nearest past. Stores
 * made while nothing is held cannot be undone later. Cost: a copy of what is
 * kept.
 */
int journal_resize(struct journal *j, uint64_t bytes);

/** journal_head() - position after the newest entry. */
static inline uint64_t journal_head(const struct journal *j)
{
	/* After a seek, the first store discards the future. */
	return j->now == j->turned ? j->end : j->now;
}

/** journal_tail() - position of the oldest entry; if there is none, head. */
static inline uint64_t journal_tail(const struct journal *j)
{
	uint64_t head = journal_head(j);

	if (head - j->oldest <= j->capacity)
		return j->oldest;
	return head - j->capacity;
}

/**
 * journal_add() - count a store, and hold it if there is a ring.
 * @j: the journal
 * @word: index of the word
 * @old: the word before
 *
 * In the header because every store of the machine comes here. It writes one
 * counter, from which head and tail follow.
 */
static inline void journal_add(struct journal *j, uint32_t word, uint32_t old)
{
	if (j->ring)
		j->ring[j->now & (j->capacity - 1)] =
			(struct journal_entry){ word, old };
	j->now++;
}

/**
 * journal_at() - the entry at a position.
 * @j: the journal
 * @position: tail <= position < head
 * Return: the entry, valid until the next store or seek
 *
 * The other value of a store before now is in the next entry of the same word
 * before now, otherwise in memory; of a store from now on, in the last entry of
 * the same word between now and it, otherwise in memory.
 */
const struct journal_entry *journal_at(const struct journal *j,
				       uint64_t position);

/**
 * journal_seek() - take memory back or forward in time.
 * @j: the journal
 * @memory: the word with index 0
 * @position: where to; tail <= position <= head
 * Return: 0, or -ERANGE if that moment is not held; then nothing changes
 */
int journal_seek(struct journal *j, uint32_t *memory, uint64_t position);

/** journal_drop_future() - discard the entries from now on: no redo. */
void journal_drop_future(struct journal *j);

/** journal_free() - give the memory back; time starts at position 0 again. */
void journal_free(struct journal *j);

#endif
