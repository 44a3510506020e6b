/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_kmap.h - statements of highmem traces that compare the whole state, for
 * the dialect in replay_kmap.c.
 */
#ifndef VMSCOPE_TESTS_REPLAY_KMAP_H
#define VMSCOPE_TESTS_REPLAY_KMAP_H

#include "replay.h"

/* kmap_counts_line() - slots in use, their frames and counts. */
int kmap_counts_line(struct trace *t, char *line);

/* kmap_chains_line() - which slots hang in which bucket. */
int kmap_chains_line(struct trace *t, char *line);

/* kmap_state_line() - hashes of both. */
int kmap_state_line(struct trace *t, char *line);

#endif
