/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * changed_words.h - which of some words have changed since, and from what.
 *
 * A diff speaks of objects; the tree and the memory pane show words:
 * a link that turned, a colour. They ask the journal for the few they show.
 */
#ifndef VMSCOPE_INSPECT_CHANGED_WORDS_H
#define VMSCOPE_INSPECT_CHANGED_WORDS_H

#include "kernel/kernel.h"

/* A word on show. */
struct watch {
	uint32_t word; /* index in the machine's memory */
	uint32_t old;  /* before the last command, when changed */
	bool changed;
};

/* Beyond so many stores the marks are not worth the time that they take. */
enum { WATCH_MOST_STORES = 1 << 16 };

/** watch_at() - a watch on the word at a place in RAM. */
struct watch watch_at(const struct kernel *k, const uint32_t *where);

/**
 * watch_changes() - find out which words changed since a moment.
 * @k: the kernel
 * @before: position of the journal at the earlier moment
 * @w: watches, ascending by word
 * @n: how many
 * Return: false when the journal does not tell: it does not reach back, or the
 * command made more than WATCH_MOST_STORES stores. Then none is marked.
 * Cost: one step a store of the command.
 */
bool watch_changes(const struct kernel *k, uint64_t before, struct watch *w,
		   size_t n);

#endif
