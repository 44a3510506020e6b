/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * comparison.h - what is left of two calls that ran from the same moment.
 *
 * cmd_compare.c makes it and prints it; JSON does, too.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_COMPARISON_H
#define VMSCOPE_SESSION_COMMANDS_COMPARISON_H

#include "inspect/value.h"
#include "kernel/kernel.h"
#include "session/stepping/sentences/sentences.h"
#include "session/stepping/step_record.h"

enum {
	COMPARED_CALLS = 2,
	COMPARED_ROWS = MAX_NUMNODES * MAX_NR_ZONES * MAX_ORDER
};

/* A call that has been taken back. */
struct compared_call {
	char *line;
	struct value value;
	char reason[REASON_SIZE]; /* of a NULL */
	uint64_t steps, stores;
	uint64_t count[RECORD_COUNTERS];
};

/* Free blocks of an order, of which a call leaves more or fewer. */
struct compared_blocks {
	const char *zone;
	uint32_t node;
	unsigned int order;
	uint32_t before, after[COMPARED_CALLS];
};

struct comparison {
	struct compared_call call[COMPARED_CALLS];
	struct compared_blocks blocks[COMPARED_ROWS]; /* nr_blocks of them */
	unsigned int nr_blocks;
};

/** comparison_free() - give it back; NULL is allowed. */
void comparison_free(struct comparison *c);

#endif
