/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff.c - the whole of a comparison: made and printed.
 *
 * diff_make() has the parts do their work in this order:
 *
 *   diff_memory.c   changed words, and what lay where, before and now
 *   diff_sentence.c the sentence, as far as it is about areas and frames
 *   diff_objects.c  the items, with the fields that diff_fields.c names
 *   diff_sentence.c the rest of the sentence
 *
 * Used by the command `diff`, and for the marks of pictures.
 */
#include "inspect/diff.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/diff_internal.h"
#include "text/paragraph.h"
#include "translate.h"

/* ---- The whole ---- */

/* What the comparison keeps, and what was only needed to make it. */
static int diff_end(struct diff_reader *r, int error)
{
	r->d->change = r->change;
	r->d->words = r->nr;
	free(r->record);
	free(r->touched);
	return error;
}

static int compare(const struct inspector *in, uint64_t before, bool texts,
		   struct diff *d)
{
	struct diff_reader r = { .in = in, .k = in->k, .d = d };
	int error;

	*d = (struct diff){ .nr = 0 };
	error = diff_collect_changes(&r, before);
	if (!error) {
		diff_index_tables(&r);
		diff_index_areas(&r);
		diff_tell_areas(&r);
		r.texts = texts || d->small;
		diff_describe_all(&r);
		diff_tell_rest(&r);
		error = r.failed ? -ENOMEM : 0;
	}
	return diff_end(&r, error);
}

int diff_words(const struct kernel *k, uint64_t before, struct diff *d)
{
	struct diff_reader r = { .k = k, .d = d };

	*d = (struct diff){ .nr = 0 };
	return diff_end(&r, diff_collect_changes(&r, before));
}

int diff_make(const struct inspector *in, uint64_t before, struct diff *d)
{
	return compare(in, before, true, d);
}

int diff_mark(const struct inspector *in, uint64_t before, struct diff *d)
{
	return compare(in, before, false, d);
}

void diff_free(struct diff *d)
{
	while (d->nr)
		free(d->item[--d->nr].text);
	free(d->item);
	free(d->change);
	*d = (struct diff){ .nr = 0 };
}

/* ---- Looking up: items are in order of kind and address ---- */

/* One past the last object of an item; 64 bits: it may be 4 GB. */
static uint64_t item_end(const struct diff_item *item)
{
	uint32_t step = item->kind == DIFF_PTE || item->kind == DIFF_FRAME
				? PAGE_SIZE
			: item->kind == DIFF_PGD ? SECTION_SIZE
						 : 1;

	return item->address + (uint64_t)item->count * step;
}

/* The first item of at least a kind that ends after an address. */
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

const struct diff_item *diff_range(const struct diff *d, enum diff_kind kind,
				   uint32_t from, const struct diff_item **end)
{
	*end = d->nr ? lower(d, kind + 1, 0) : NULL;
	return d->nr ? lower(d, kind, from) : NULL;
}

const struct diff_item *diff_find(const struct diff *d, enum diff_kind kind,
				  uint32_t address)
{
	const struct diff_item *end;
	const struct diff_item *item = diff_range(d, kind, address, &end);

	return item != end && item->address <= address ? item : NULL;
}

uint32_t diff_was(const struct diff *d, const struct kernel *k,
		  const uint32_t *where)
{
	const struct diff_reader r = { .k = k };
	const struct diff_change *c =
		diff_find_word(d->change, d->words, word_of(&r, where));

	return c ? c->old : *where;
}

/* ---- As text ---- */

/* Items of one kind that are printed; the rest is counted. */
enum { MOST_OF_A_KIND = 40, INDENT = 4 };

static void print_item(const struct diff_item *item, FILE *to)
{
	char text[sizeof(*item->text) + 2];

	snprintf(text, sizeof(text), _("%s: %s"), item->text->name,
		 item->text->change);
	paragraph_print(text, INDENT, to);
}

void diff_print(const struct diff *d, FILE *to)
{
	size_t end;

	paragraph_print(d->sentence, INDENT, to);
	for (size_t i = 0; i < d->nr; i = end) {
		end = i;
		while (end < d->nr && d->item[end].kind == d->item[i].kind)
			end++;
		for (size_t j = i; j < end && j < i + MOST_OF_A_KIND; j++)
			print_item(&d->item[j], to);
		if (end - i > MOST_OF_A_KIND)
			fprintf(to, _("... and %zu more of this kind\n"),
				end - i - MOST_OF_A_KIND);
	}
}
