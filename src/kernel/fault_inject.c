/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fault_inject.c - decides whether an allocation fails.
 *
 * Linux: lib/fault-inject.c, 2.6.32 (should_fail). Faithful: the order in which
 * the knobs are asked and which of them counts down. Simplified: see the
 * header.
 */
#include "kernel/fault_inject.h"

/* A 32-bit generator of period 2^32 - 1 (Marsaglia's xorshift). */
static uint32_t next_random(struct kernel *k, const struct fault_attr *attr)
{
	uint32_t x = attr->random;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	set(k->m, attr->random, x);
	return x;
}

/*
 * space: bytes or pages that pass first; interval: then every n-th call is a
 * candidate; probability: percent; times: failures at most, -1: no limit.
 */
static bool should_fail(struct kernel *k, const struct fault_attr *attr,
			uint32_t size)
{
	if (!attr->probability || !attr->times)
		return false;
	if (attr->space > size) {
		set(k->m, attr->space, attr->space - size);
		return false;
	}
	if (attr->interval > 1) {
		set(k->m, attr->count, attr->count + 1);
		if (attr->count % attr->interval)
			return false;
	}
	if (attr->probability < 100 &&
	    attr->probability <= next_random(k, attr) % 100)
		return false;
	if (attr->times != FAULT_FOR_EVER)
		set(k->m, attr->times, attr->times - 1);
	return true;
}

static bool spared(const struct fault_attr *attr, gfp_t gfp)
{
	return (gfp & __GFP_NOFAIL) ||
	       (attr->ignore_gfp_wait && (gfp & __GFP_WAIT)) ||
	       (attr->ignore_gfp_highmem && (gfp & __GFP_HIGHMEM));
}

bool should_fail_alloc_page(struct kernel *k, gfp_t gfp, unsigned int order)
{
	const struct fault_attr *attr = &k->g->fail_page_alloc;

	return order >= attr->min_order && !spared(attr, gfp) &&
	       should_fail(k, attr, 1u << order);
}

bool should_failslab(struct kernel *k, uint32_t size, gfp_t gfp)
{
	const struct fault_attr *attr = &k->g->failslab;

	return !spared(attr, gfp) && should_fail(k, attr, size);
}

void fault_inject_init(struct kernel *k)
{
	const struct fault_attr *attr[] = { &k->g->fail_page_alloc,
					    &k->g->failslab };

	for (unsigned int i = 0; i < 2; i++) {
		set(k->m, attr[i]->interval, 1);
		set(k->m, attr[i]->times, 1);
		set(k->m, attr[i]->random, 1);
	}
}
