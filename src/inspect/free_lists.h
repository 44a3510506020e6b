/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * free_lists.h - how many free blocks a zone has, now and before.
 *
 * For the frames pane. Counts are those of /proc/pagetypeinfo; what a command
 * split or merged is read from the struct pages that it changed.
 */
#ifndef VMSCOPE_INSPECT_FREE_LISTS_H
#define VMSCOPE_INSPECT_FREE_LISTS_H

#include "inspect/diff.h"

enum {
	/* Blocks; longer lists are not walked to their ends, unless alone. */
	FREE_LISTS_WALKED = 1000,
	/* Changed words of a comparison; beyond, looking each up takes long. */
	FREE_LISTS_WORDS = 1 << 16,
};

/* The blocks of one zone at one moment. */
struct free_lists {
	uint32_t nr[MIGRATE_TYPES][MAX_ORDER];
	bool more[MIGRATE_TYPES][MAX_ORDER]; /* it has more than nr */
	uint32_t total[MAX_ORDER];	     /* of all types */
	uint32_t pcp[MIGRATE_PCPTYPES];	     /* pages on the per-cpu lists */
};

/**
 * free_lists_count() - count a zone's free blocks.
 * @k: the kernel
 * @before: NULL: as they are now; else as they were at the earlier moment of
 * this comparison
 * @zone: the zone
 * @lists: result
 * Cost: FREE_LISTS_WALKED blocks an order and type at the most, and the pages
 * of the per-cpu lists.
 */
void free_lists_count(const struct kernel *k, const struct diff *before,
		      const struct zone *zone, struct free_lists *lists);

/* A free block that was cut in halves, or put together from halves. */
struct block_halves {
	bool merged;	    /* from @small to @large; else the other way */
	pfn_t pfn;	    /* of the large block */
	unsigned int large; /* its order */
	unsigned int small; /* order of the smallest halves */
};

/**
 * block_halves_find() - the largest block that was split or merged.
 * @k: the kernel
 * @before: the comparison
 * @merging: the machine stands in __free_one_page(): the block in hand is on
 * no list yet
 * @halves: result
 * Return: false when none was
 * Cost: one step a changed word.
 */
bool block_halves_find(const struct kernel *k, const struct diff *before,
		       bool merging, struct block_halves *halves);

#endif
