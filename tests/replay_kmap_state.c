/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_kmap_state.c - what a highmem trace says of slots and chains.
 */
#include "replay_kmap.h"

#include "kernel/highmem.h"
#include "kernel/list.h"
#include "kernel/pgtable.h"

static pfn_t frame_of(const struct kernel *k, uint32_t slot)
{
	uint32_t pte = *pte_offset_kernel(k, PKMAP_ADDR(k, slot));

	return pte ? pte >> PAGE_SHIFT : UINT32_MAX;
}

static const struct page_address_map *pam_of(const struct list_head *entry)
{
	return container_of(entry, struct page_address_map, list);
}

static pfn_t pfn_of(const struct kernel *k, const struct page_address_map *pam)
{
	return page_to_pfn(k, at(k, pam->page));
}

static void print_counts(const struct trace *t, FILE *to)
{
	const struct kernel *k = t->k;

	for (uint32_t slot = 0; slot < LAST_PKMAP; slot++)
		if (k->g->pkmap_count[slot])
			fprintf(to, "%u:0x%x:%u ", slot, frame_of(k, slot),
				k->g->pkmap_count[slot]);
	fprintf(to, "last=%u", k->g->last_pkmap_nr);
}

int kmap_counts_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "%u:%x:%u", "last=%u", NULL };

	return compare_picture(t, line, print_counts, forms);
}

static void print_chains(const struct trace *t, FILE *to)
{
	const struct kernel *k = t->k;
	const struct list_head *entry;

	for (uint32_t i = 0; i < 1 << PA_HASH_ORDER; i++) {
		const struct list_head *head = &k->g->page_address_htable[i].lh;
		char sign = ':';

		if (list_empty(k, head))
			continue;
		fprintf(to, "%u", i);
		list_for_each (k, entry, head) {
			fprintf(to, "%c0x%x=0x%08x", sign,
				pfn_of(k, pam_of(entry)),
				pam_of(entry)->virtual);
			sign = ',';
		}
		putc(' ', to);
	}
}

int kmap_chains_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "%u:%s", NULL };

	return compare_picture(t, line, print_chains, forms);
}

struct chains {
	uint32_t hash, longest, pool;
};

static struct chains hash_chains(const struct kernel *k)
{
	struct chains c = { .hash = FNV1A_SEED };
	const struct list_head *entry, *pool = &k->g->page_address_pool;

	for (uint32_t i = 0; i < 1 << PA_HASH_ORDER; i++) {
		const struct list_head *head = &k->g->page_address_htable[i].lh;
		uint32_t length = 0;

		list_for_each (k, entry, head)
			length++;
		c.longest = length > c.longest ? length : c.longest;
		c.hash = fnv1a_word(c.hash, length);
		list_for_each (k, entry, head) {
			c.hash = fnv1a_word(c.hash, pfn_of(k, pam_of(entry)));
			c.hash = fnv1a_word(c.hash, pam_of(entry)->virtual);
		}
	}
	list_for_each (k, entry, pool)
		c.pool++;
	return c;
}

static void print_state(const struct trace *t, FILE *to)
{
	const struct kernel *k = t->k;
	uint32_t used = 0, stale = 0, hash = FNV1A_SEED;
	struct chains chains = hash_chains(k);

	for (uint32_t slot = 0; slot < LAST_PKMAP; slot++) {
		uint32_t count = k->g->pkmap_count[slot];

		used += count > 1;
		stale += count == 1;
		hash = fnv1a_word(fnv1a_word(hash, count), frame_of(k, slot));
	}
	fprintf(to, "used=%u stale=%u empty=%u last=%u fnv1a=0x%08x", used,
		stale, LAST_PKMAP - used - stale, k->g->last_pkmap_nr,
		fnv1a_word(hash, k->g->last_pkmap_nr));
	fprintf(to, " chains=0x%08x longest=%u pool=%u", chains.hash,
		chains.longest, chains.pool);
}

int kmap_state_line(struct trace *t, char *line)
{
	static const char *const forms[] = {
		"used=%u",   "stale=%u",   "empty=%u", "last=%u", "fnv1a=%x",
		"chains=%x", "longest=%u", "pool=%u",  NULL
	};

	return compare_picture(t, line, print_state, forms);
}
