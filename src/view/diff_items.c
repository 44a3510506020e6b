/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff_items.c - a range of the diff, found by halving.
 */
#include "view/diff_items.h"

#include <string.h>

/* One past the last object of an item; 64 bits: it may be 4 GB. */
static uint64_t item_end(const struct diff_item *item)
{
	uint32_t step = item->kind == DIFF_PTE || item->kind == DIFF_FRAME
				? PAGE_SIZE
			: item->kind == DIFF_PGD ? SECTION_SIZE
						 : 1;

	return item->address + (uint64_t)item->count * step;
}

/* The first item of at least a kind that ends behind an address. */
static const struct diff_item *lower(const struct diff *d, enum diff_kind kind,
				     uint32_t from)
{
	size_t low = 0, high = d->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct diff_item *item = &d->item[middle];

		if (item->kind > kind ||
		    (item->kind == kind && item_end(item) > from))
			high = middle;
		else
			low = middle + 1;
	}
	return d->item + low;
}

const struct diff_item *diff_items(const struct scene *scene,
				   enum diff_kind kind, uint32_t from,
				   const struct diff_item **end)
{
	if (!scene->has_diff || !scene->diff.nr) {
		*end = NULL;
		return NULL;
	}
	*end = lower(&scene->diff, kind + 1, 0);
	return lower(&scene->diff, kind, from);
}

/* "00000000 -> 0f80155e", "_count 0 -> 1": from or to nothing. */
enum glyph diff_item_glyph(const struct diff_item *item)
{
	const char *text = item->change;
	const char *arrow = strstr(text, " -> ");
	size_t zeros;

	if (!arrow)
		return GLYPH_CHANGED;
	text += strncmp(text, "_count ", 7) ? 0 : 7;
	if (text + strspn(text, "0.") == arrow)
		return GLYPH_ADDED;
	arrow += 4;
	zeros = strspn(arrow, "0.");
	if (zeros && (!arrow[zeros] || arrow[zeros] == ' '))
		return GLYPH_REMOVED;
	return GLYPH_CHANGED;
}
