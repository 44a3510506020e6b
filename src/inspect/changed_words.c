/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * changed_words.c - one pass over the stores of the last command or step.
 */
#include "inspect/changed_words.h"

#include <stdlib.h>

struct watch watch_at(const struct kernel *k, const uint32_t *where)
{
	const uint32_t *memory = (const void *)k->m->mem;

	return (struct watch){ .word = (uint32_t)(where - memory) };
}

static int by_word(const void *a, const void *b)
{
	const struct watch *x = a, *y = b;

	return (x->word > y->word) - (x->word < y->word);
}

/* The oldest store of a word has the value from before the command. */
static void note(struct watch *w, size_t n, const struct journal_entry *e)
{
	struct watch key = { .word = e->word };
	struct watch *found = bsearch(&key, w, n, sizeof(*w), by_word);

	if (!found || found->changed)
		return;
	found->changed = true;
	found->old = e->value;
}

/* A word that is again what it was has not changed. */
static void drop_unchanged(const struct kernel *k, struct watch *w, size_t n)
{
	const uint32_t *memory = (const void *)k->m->mem;

	for (size_t i = 0; i < n; i++)
		if (w[i].changed && memory[w[i].word] == w[i].old)
			w[i].changed = false;
}

bool watch_changes(const struct kernel *k, uint64_t before, struct watch *w,
		   size_t n)
{
	const struct journal *j = &k->m->journal;

	if (before == j->now)
		return true;
	if (before < journal_tail(j) || before > j->now ||
	    j->now - before > WATCH_MOST_STORES)
		return false;
	for (uint64_t p = before; n && p < j->now; p++) {
		const struct journal_entry *e = journal_at(j, p);

		if (e->word >= w[0].word && e->word <= w[n - 1].word)
			note(w, n, e);
	}
	drop_unchanged(k, w, n);
	return true;
}
