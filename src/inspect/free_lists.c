/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * free_lists.c - the allocator's lists counted at two moments.
 *
 * A list of a fragmented machine has half a million blocks, and a picture must
 * not take that long: the five lists of an order are walked side by side, and
 * when one is left its length follows from nr_free. Lists longer than
 * FREE_LISTS_WALKED are told as such, as Linux does since 5.4.
 */
#include "inspect/free_lists.h"

#include "kernel/page_alloc.h"

/* A word at the moment that is asked for. */
static uint32_t word_at(const struct kernel *k, const struct diff *before,
			const uint32_t *where)
{
	return before ? diff_was(before, k, where) : *where;
}

static const struct list_head *next_of(const struct kernel *k,
				       const struct diff *before,
				       const struct list_head *entry)
{
	return at(k, word_at(k, before, &entry->next));
}

/* ---- Counting ---- */

/* The five lists of one order while they are walked. */
struct order_walk {
	const struct kernel *k;
	const struct diff *before;
	const struct free_area *area;
	const struct list_head *entry[MIGRATE_TYPES];
	uint32_t nr[MIGRATE_TYPES];
	bool more[MIGRATE_TYPES];
};

/* One step on every list that has not ended; returns how many have not. */
static unsigned int step_all(struct order_walk *w)
{
	unsigned int going = 0;

	for (int type = 0; type < MIGRATE_TYPES; type++) {
		if (!w->more[type])
			continue;
		w->entry[type] = next_of(w->k, w->before, w->entry[type]);
		w->more[type] = w->entry[type] &&
				w->entry[type] != &w->area->free_list[type];
		w->nr[type] += w->more[type];
		going += w->more[type];
	}
	return going;
}

/* The only list that goes on has what the others leave of the total. */
static void count_rest(struct order_walk *w, uint32_t total)
{
	int last = 0;

	for (int type = 0; type < MIGRATE_TYPES; type++) {
		if (w->more[type])
			last = type;
		else
			total -= w->nr[type];
	}
	w->nr[last] = total;
	w->more[last] = false;
}

static void count_order(const struct kernel *k, const struct diff *before,
			const struct free_area *area, unsigned int order,
			struct free_lists *lists)
{
	struct order_walk w = { .k = k, .before = before, .area = area };
	unsigned int going = MIGRATE_TYPES;

	lists->total[order] = word_at(k, before, &area->nr_free);
	for (int type = 0; type < MIGRATE_TYPES; type++) {
		w.entry[type] = &area->free_list[type];
		w.more[type] = true;
	}
	for (int i = 0; going > 1 && i < FREE_LISTS_WALKED; i++)
		going = step_all(&w);
	if (going == 1)
		count_rest(&w, lists->total[order]);
	for (int type = 0; type < MIGRATE_TYPES; type++) {
		lists->nr[type][order] = w.nr[type];
		lists->more[type][order] = w.more[type];
	}
}

static uint32_t list_length(const struct kernel *k, const struct diff *before,
			    const struct list_head *head)
{
	const struct list_head *entry = next_of(k, before, head);
	uint32_t length = 0;

	for (; entry && entry != head; length++)
		entry = next_of(k, before, entry);
	return length;
}

void free_lists_count(const struct kernel *k, const struct diff *before,
		      const struct zone *zone, struct free_lists *lists)
{
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		count_order(k, before, &zone->free_area[order], order, lists);
	for (int type = 0; type < MIGRATE_PCPTYPES; type++)
		lists->pcp[type] =
			list_length(k, before, &zone->pageset.lists[type]);
}

/* ---- Halves ---- */

/* The order of the free block that begins at a frame; -1: none does. */
static int order_at(const struct kernel *k, const struct diff *before,
		    pfn_t pfn)
{
	const struct page *page;

	if (!pfn_valid(k, pfn))
		return -1;
	page = pfn_to_page(k, pfn);
	if (!(word_at(k, before, &page->flags) & 1u << PG_buddy))
		return -1;
	return (int)word_at(k, before, &page->private);
}

/*
 * How far down a block lies in halves at a moment: as long as one half is free
 * and whole and the other is not, it is the other that was cut. Returns the
 * order of the last halves; @order when there are none.
 */
static unsigned int smallest_half(const struct kernel *k,
				  const struct diff *before, pfn_t pfn,
				  unsigned int order)
{
	while (order) {
		int half = (int)order - 1;
		bool lower = order_at(k, before, pfn) == half;
		bool upper = order_at(k, before, pfn + (1u << half)) == half;

		if (lower == upper)
			break;
		if (lower)
			pfn += 1u << half;
		order--;
	}
	return order;
}

/* Was a block of the page's free at one of the moments, and cut at the other? */
static void look_at(const struct kernel *k, const struct diff *before,
		    pfn_t pfn, bool merged, struct block_halves *halves)
{
	const struct diff *whole = merged ? NULL : before;
	const struct diff *cut = merged ? before : NULL;
	int order = order_at(k, whole, pfn);
	unsigned int small;

	if (order <= (int)halves->large || order_at(k, cut, pfn) >= order)
		return;
	small = smallest_half(k, cut, pfn, (unsigned int)order);
	if (small < (unsigned int)order)
		*halves = (struct block_halves){ merged, pfn,
						 (unsigned int)order, small };
}

/*
 * In the middle of a merge its buddies have left their lists, and the block is
 * on none yet: each buddy is as large as all that was merged before.
 */
static void look_at_merge(const struct kernel *k, const struct diff *before,
			  pfn_t pfn, struct block_halves *halves)
{
	int first = order_at(k, before, pfn), order = first;

	while (order >= 0 && order < MAX_ORDER - 1 &&
	       order_at(k, before, pfn) == order &&
	       order_at(k, NULL, pfn) < 0) {
		pfn = (pfn & ~(1u << order)) ^ 1u << (order + 1);
		order++;
	}
	if (order == first || order <= (int)halves->large)
		return;
	pfn ^= 1u << order;
	*halves = (struct block_halves){ true, pfn, (unsigned int)order,
					 (unsigned int)first };
}

bool block_halves_find(const struct kernel *k, const struct diff *before,
		       bool merging, struct block_halves *halves)
{
	pfn_t pfn;

	*halves = (struct block_halves){ .large = 0 };
	for (size_t i = 0; i < before->words; i++) {
		vaddr_t va =
			__va(k, k->m->ram_start + before->change[i].word * 4);

		if (!in_mem_map(k, va, &pfn) ||
		    va != va_of(k, &pfn_to_page(k, pfn)->flags))
			continue;
		look_at(k, before, pfn, false, halves);
		look_at(k, before, pfn, true, halves);
		if (merging)
			look_at_merge(k, before, pfn, halves);
	}
	return halves->large;
}
