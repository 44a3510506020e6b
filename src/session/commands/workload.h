/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * workload.h - random work: areas come and go, free memory falls to pieces.
 *
 * Both kinds are deterministic: the same seed on the same machine leaves the
 * same bytes in RAM. They call the kernel as commands do and know no session.
 *
 * Invariants:
 *   1. a churn frees only what it took itself;
 *   2. pages that fragment() keeps are in the ledger, single pages of the
 *      user's, for free_pages;
 *   3. between two operations of a churn the machine is whole.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_WORKLOAD_H
#define VMSCOPE_SESSION_COMMANDS_WORKLOAD_H

#include "kernel/kernel.h"

/* Places for areas; with half of them filled the population is steady. */
enum { CHURN_SLOTS = 64 };

/* Areas that come and go: what is live, and what happened so far. */
struct churn {
	struct kernel *k;
	uint64_t random;	   /* state of the generator */
	uint32_t min, max;	   /* bytes of an area */
	vaddr_t ioremap_caller;	   /* whom an ioremap's area names */
	vaddr_t live[CHURN_SLOTS]; /* an area's address; 0: the slot is empty */
	uint8_t kind[CHURN_SLOTS]; /* which row of the kinds took it */
	uint32_t operations;	   /* done: areas taken, freed or refused */
	uint32_t failures;	   /* of them, calls that gave NULL */
};

/**
 * churn_start() - begin with no areas.
 * @c: filled in
 * @k: the kernel; unchanged so far
 * @seed: of the random numbers
 * @min: smallest area, bytes, not 0
 * @max: largest area, bytes, up to 1 GB, not below @min
 */
void churn_start(struct churn *c, struct kernel *k, uint32_t seed, uint32_t min,
		 uint32_t max);

/**
 * churn_step() - one operation.
 * @c: a churn under way
 *
 * Looks into one of CHURN_SLOTS at random: an area that is there is freed, an
 * empty slot gets one of random kind and size. So about half of the slots are
 * filled in the long run, and also at the end: nothing frees them.
 */
void churn_step(struct churn *c);

/** churn_left() - areas that are live now. */
uint32_t churn_left(const struct churn *c);

/* What fragment() found and left, in pages of lowmem. */
struct fragmentation {
	uint32_t was_free; /* before */
	uint32_t kept;	   /* taken and not given back */
	uint32_t is_free;  /* after */
	int largest;	   /* order of the largest free block; -1: none */
};

/**
 * fragment() - break the free memory of the lowmem zones into small pieces.
 * @k: the kernel
 * @percent: how much of it is in use afterwards, 0 to 100; the high watermark
 * stays free whatever it says
 * @seed: of the random numbers
 * @f: the outcome
 * Return: 0; -ENOMEM when the host has no memory, with nothing changed
 *
 * Takes every free page by itself (unmovable, past all watermarks), then gives
 * back a random choice. The choice is even: each aligned group of 16 frames
 * keeps its share, so from 7 percent on no free block of order 4 is left.
 */
int fragment(struct kernel *k, uint32_t percent, uint32_t seed,
	     struct fragmentation *f);

#endif
