/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slabinfo.c - /proc/slabinfo: how full each cache is.
 *
 * Linux: mm/slub.c, 2.6.32. Faithful: the format, version 2.1; free objects of
 * a CPU's own slab count as in use. Absent: caches other than the kmalloc
 * ones.
 */
#include <inttypes.h>

#include "kernel/proc/proc.h"
#include "kernel/slab.h"

static void show_header(FILE *to)
{
	fputs("slabinfo - version: 2.1\n", to);
	fputs("# name            <active_objs> <num_objs> <objsize> "
	      "<objperslab> <pagesperslab>",
	      to);
	fputs(" : tunables <limit> <batchcount> <sharedfactor>", to);
	fputs(" : slabdata <active_slabs> <num_slabs> <sharedavail>\n", to);
}

static void show_cache(const struct kernel *k, const struct kmem_cache *s,
		       FILE *to)
{
	uint32_t slabs = 0, objects = 0;

	for (int node = 0; node < MAX_NUMNODES; node++) {
		slabs += s->node[node].nr_slabs;
		objects += s->node[node].total_objects;
	}
	fprintf(to, "%-17s %6" PRIu32 " %6" PRIu32 " %6" PRIu32, s->name,
		objects - slab_count_free(k, s), objects, s->size);
	fprintf(to, " %4" PRIu32 " %4d", s->objects, 1 << s->order);
	fprintf(to, " : tunables %4d %4d %4d", 0, 0, 0);
	fprintf(to, " : slabdata %6" PRIu32 " %6" PRIu32 " %6d\n", slabs, slabs,
		0);
}

static bool power_of_two(uint32_t size)
{
	return !(size & (size - 1));
}

/*
 * The kernel's list has the newest cache first. Those of 96 and 192 bytes are
 * made before all others, then the powers of two in order.
 */
void proc_slabinfo(const struct kernel *k, FILE *to)
{
	const struct kmem_cache *caches = k->g->kmalloc_caches;

	show_header(to);
	for (int i = KMALLOC_CACHES - 1; i >= 0; i--)
		if (power_of_two(caches[i].size))
			show_cache(k, &caches[i], to);
	for (int i = KMALLOC_CACHES - 1; i >= 0; i--)
		if (!power_of_two(caches[i].size))
			show_cache(k, &caches[i], to);
}
