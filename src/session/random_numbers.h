/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random_numbers.h - chance that is the same everywhere: xorshift64* (Vigna).
 *
 * For random work (workload.c) and the problems of a quiz.
 */
#ifndef VMSCOPE_SESSION_RANDOM_NUMBERS_H
#define VMSCOPE_SESSION_RANDOM_NUMBERS_H

#include <stdint.h>

/** random_first() - the state that a seed stands for. Never 0, which the
 * generator would not leave. */
static inline uint64_t random_first(uint32_t seed)
{
	return seed ^ UINT64_C(0x9e3779b97f4a7c15);
}

/** random_next() - any 32 bits. */
static inline uint32_t random_next(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (uint32_t)(*state * UINT64_C(0x2545f4914f6cdd1d) >> 32);
}

/** random_below() - a number from 0 to @n - 1. */
static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
	return (uint32_t)((uint64_t)random_next(state) * n >> 32);
}

#endif
