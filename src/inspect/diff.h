/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff.h - what changed between two moments, object by object.
 *
 * The journal knows words; people know areas, pages, tables. Each word that
 * differs is put to the object that it belongs to, and neighbours that changed
 * alike become one item. The same list feeds the command `diff` and pictures.
 *
 * Invariants:
 *   1. only reads: the machine as it is now, and the journal;
 *   2. every word that differs is told in one item, or follows from one: a
 *      hardware PTE from Linux's, what a new table was before;
 *   3. items are sorted by kind, within a kind by address.
 */
#ifndef VMSCOPE_INSPECT_DIFF_H
#define VMSCOPE_INSPECT_DIFF_H

#include <stdio.h>

#include "inspect/inspector.h"

/* What an item is about; the most telling first. */
enum diff_kind {
	DIFF_VM_STRUCT,
	DIFF_VMAP_AREA,
	DIFF_FREE_BLOCK, /* a vmap_area of 6.1, of what is free */
	DIFF_VMAP_BLOCK,
	DIFF_PTE,
	DIFF_PGD,
	DIFF_PAGES_ARRAY,
	DIFF_PAGE,
	DIFF_ZONE,
	DIFF_CACHE,
	DIFF_GLOBAL,
	DIFF_REGISTER,
	DIFF_OBJECTS, /* in a slab, of unknown use */
	DIFF_FRAME,   /* contents of another frame */
	DIFF_LEDGER,
	DIFF_FREE_BLOCKS, /* struct pages that were free and still are */
	DIFF_LINKS,	  /* of lists and trees, where nothing else changed */
	DIFF_KINDS
};

/* What became of an object: there was none before, or there is none now. */
enum diff_fate {
	DIFF_CHANGED,
	DIFF_CAME,
	DIFF_WENT,
	DIFF_NOTHING, /* neither before nor now: no item tells it */
};

enum { DIFF_NAME = 128 }; /* bytes of an object's name, in any language */

/* What is said of an object. */
struct diff_text {
	char name[DIFF_NAME]; /* "vm_struct at cf800000" */
	char change[480];     /* "addr 00000000 -> d0800000, ..." */
};

struct diff_item {
	enum diff_kind kind;
	enum diff_fate fate;
	uint32_t address; /* of the object, virtual; of frames and tables their
			   * physical, of a PTE the address it maps, of a page
			   * its pfn */
	uint32_t count;	  /* objects in a row that changed alike */
	uint32_t words;	  /* words of RAM that differ */
	struct diff_text *text;
};

/* A word that differs. */
struct diff_change {
	uint32_t word; /* index in the machine's memory */
	uint32_t old, new;
};

struct diff {
	struct diff_item *item;
	size_t nr, capacity;
	struct diff_change *change; /* sorted by word, each word once */
	size_t words;		    /* that differ, in all */
	char sentence[512];	    /* the whole in one line */
	bool small;		    /* it is about no area and no frame */
	vaddr_t area;  /* the new vmap_area that it is about; 0: none */
	vaddr_t place; /* of an object or word that it is about, in the
			     * linear mapping; 0: of none */
};

/**
 * diff_make() - compare now with an earlier moment.
 * @in: whose machine stands at the later moment, and who has names for areas
 * @before: journal position of the earlier moment
 * @d: filled in; free with diff_free() in any case
 * Return: 0; -ERANGE when the journal does not reach back to @before; -ENOMEM
 * Cost: linear in the journal entries, n log n for n items, one walk of both
 * lists of areas.
 */
int diff_make(const struct inspector *in, uint64_t before, struct diff *d);

/**
 * diff_mark() - likewise, for pictures: items of a comparison that is about
 * areas or frames may have no text, which of 100,000 items would be most of the
 * work, and pages that became somebody's are one item however often they are.
 */
int diff_mark(const struct inspector *in, uint64_t before, struct diff *d);

/**
 * diff_find() - what changed of an object.
 * @d: the comparison
 * @kind: what kind of object
 * @address: as in struct diff_item
 * Return: the item that covers it; NULL when it is as it was. Cost: log n.
 */
const struct diff_item *diff_find(const struct diff *d, enum diff_kind kind,
				  uint32_t address);

/**
 * diff_range() - items of a kind that may touch an address and what follows.
 * @d: the comparison
 * @kind: what they are about
 * @from: address, as in struct diff_item
 * @end: one past the last such item
 * Return: the first item that ends after @from; those up to @end ascend
 * Cost: log n
 */
const struct diff_item *diff_range(const struct diff *d, enum diff_kind kind,
				   uint32_t from, const struct diff_item **end);

/**
 * diff_words() - compare now with an earlier moment, but only the words.
 * @k: the kernel; its machine stands at the later moment
 * @before: journal position of the earlier moment
 * @d: gets change[] and words; free with diff_free() in any case
 * Return: as diff_make()
 * Cost: linear in the journal entries.
 */
int diff_words(const struct kernel *k, uint64_t before, struct diff *d);

/**
 * diff_was() - the value that a word had at the earlier moment.
 * @d: the comparison, made by either function
 * @k: its kernel
 * @where: the word, in the machine's memory; not in a page of page tables
 * Cost: log n
 */
uint32_t diff_was(const struct diff *d, const struct kernel *k,
		  const uint32_t *where);

/** diff_print() - as text of 80 columns. */
void diff_print(const struct diff *d, FILE *to);

/** diff_free() - give the memory back. */
void diff_free(struct diff *d);

#endif
