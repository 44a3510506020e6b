/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zones.c - /proc/buddyinfo, pagetypeinfo and zoneinfo.
 *
 * Linux: mm/vmstat.c, 2.6.32. Faithful: the format; free blocks, watermarks and
 * per-cpu lists. Simplified: only CPU 0 has pages; counters of what is absent
 * here (files, anonymous memory, reclaim) are 0. Pages on a per-cpu list are
 * not in a free block, so buddyinfo does not count them.
 */
#include <inttypes.h>

#include "kernel/buddy.h"
#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "kernel/proc/proc.h"

/* A NUMA kernel; the others have all their RAM in node 0. */
static bool numa_build(const struct kernel *k)
{
	return k->g->contig_page_data[1].node_present_pages != 0;
}

void proc_buddyinfo(const struct kernel *k, FILE *to)
{
	const struct zone *zone;

	for_each_zone(k, zone)
	{
		if (!populated_zone(zone))
			continue;
		fprintf(to, "Node %" PRIu32 ", zone %8s ", zone->node,
			zone_name(zone));
		for (int order = 0; order < MAX_ORDER; order++)
			fprintf(to, "%6" PRIu32 " ",
				zone->free_area[order].nr_free);
		putc('\n', to);
	}
}

/* ---- pagetypeinfo: the same by migrate type ---- */

static unsigned int list_length(const struct kernel *k,
				const struct list_head *head)
{
	const struct list_head *entry;
	unsigned int length = 0;

	list_for_each (k, entry, head)
		length++;
	return length;
}

static void show_free_of_type(const struct kernel *k, const struct zone *zone,
			      unsigned int type, FILE *to)
{
	fprintf(to, "Node %4" PRIu32 ", zone %8s, type %12s ", zone->node,
		zone_name(zone), migratetype_name(type));
	for (int order = 0; order < MAX_ORDER; order++)
		fprintf(to, "%6u ",
			list_length(k,
				    &zone->free_area[order].free_list[type]));
	putc('\n', to);
}

static void show_block_count(const struct kernel *k, const struct zone *zone,
			     FILE *to)
{
	unsigned int count[MIGRATE_TYPES] = { 0 };
	pfn_t end = zone->zone_start_pfn + zone->spanned_pages;

	for (pfn_t pfn = zone->zone_start_pfn; pfn < end;
	     pfn += pageblock_nr_pages)
		if (pfn_valid(k, pfn))
			count[get_pageblock_migratetype(k,
							pfn_to_page(k, pfn))]++;
	fprintf(to, "Node %" PRIu32 ", zone %8s ", zone->node, zone_name(zone));
	for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
		fprintf(to, "%12u ", count[type]);
	putc('\n', to);
}

static void show_free(const struct kernel *k, const struct pglist_data *pgdat,
		      FILE *to)
{
	fprintf(to, "%-43s ", "Free pages count per migrate type at order");
	for (int order = 0; order < MAX_ORDER; order++)
		fprintf(to, "%6d ", order);
	putc('\n', to);
	for (int i = 0; i < MAX_NR_ZONES; i++)
		for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
			if (populated_zone(&pgdat->node_zones[i]))
				show_free_of_type(k, &pgdat->node_zones[i],
						  type, to);
}

static void show_block_counts(const struct kernel *k,
			      const struct pglist_data *pgdat, FILE *to)
{
	fprintf(to, "\n%-23s", "Number of blocks type ");
	for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
		fprintf(to, "%12s ", migratetype_name(type));
	putc('\n', to);
	for (int i = 0; i < MAX_NR_ZONES; i++)
		if (populated_zone(&pgdat->node_zones[i]))
			show_block_count(k, &pgdat->node_zones[i], to);
}

void proc_pagetypeinfo(const struct kernel *k, FILE *to)
{
	for (int node = 0; node < MAX_NUMNODES; node++) {
		const struct pglist_data *pgdat = &k->g->contig_page_data[node];

		if (!pgdat->node_present_pages)
			continue;
		fprintf(to, "Page block order: %d\n", pageblock_order);
		fprintf(to, "Pages per block:  %u\n\n", pageblock_nr_pages);
		show_free(k, pgdat, to);
		show_block_counts(k, pgdat, to);
	}
}

/* ---- zoneinfo ---- */

enum { ABSENT = -1 };

/* All counters of a zone in 2.6.32, in its order, and which of them are here. */
static const struct {
	const char *name;
	int item; /* enum zone_stat_item */
} vmstat_text[] = {
	{ "nr_free_pages", NR_FREE_PAGES },
	{ "nr_inactive_anon", ABSENT },
	{ "nr_active_anon", ABSENT },
	{ "nr_inactive_file", ABSENT },
	{ "nr_active_file", ABSENT },
	{ "nr_unevictable", ABSENT },
	{ "nr_mlock", ABSENT },
	{ "nr_anon_pages", ABSENT },
	{ "nr_mapped", ABSENT },
	{ "nr_file_pages", ABSENT },
	{ "nr_dirty", ABSENT },
	{ "nr_writeback", ABSENT },
	{ "nr_slab_reclaimable", ABSENT },
	{ "nr_slab_unreclaimable", NR_SLAB_UNRECLAIMABLE },
	{ "nr_page_table_pages", NR_PAGETABLE },
	{ "nr_kernel_stack", ABSENT },
	{ "nr_unstable", ABSENT },
	{ "nr_bounce", ABSENT },
	{ "nr_vmscan_write", ABSENT },
	{ "nr_writeback_temp", ABSENT },
	{ "nr_isolated_anon", ABSENT },
	{ "nr_isolated_file", ABSENT },
	{ "nr_shmem", ABSENT },
	/* From here on only with several nodes. */
	{ "numa_hit", ABSENT },
	{ "numa_miss", ABSENT },
	{ "numa_foreign", ABSENT },
	{ "numa_interleave", ABSENT },
	{ "numa_local", ABSENT },
	{ "numa_other", ABSENT },
};

enum {
	NR_TEXTS = sizeof(vmstat_text) / sizeof(vmstat_text[0]),
	NR_NUMA_TEXTS = 6,
};

static void show_counters(const struct kernel *k, const struct zone *zone,
			  FILE *to)
{
	int nr = numa_build(k) ? NR_TEXTS : NR_TEXTS - NR_NUMA_TEXTS;

	for (int i = 0; i < nr; i++) {
		int item = vmstat_text[i].item;

		fprintf(to, "\n    %-12s %" PRIu32, vmstat_text[i].name,
			item == ABSENT ? 0 : zone->vm_stat[item]);
	}
}

/* lowmem_reserve[] has an entry for each zone configured. */
static void show_protection(const struct kernel *k, const struct zone *zone,
			    FILE *to)
{
	const char *between = "";

	fprintf(to, "\n        protection: (");
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		if (i == ZONE_HIGHMEM && !k->layout.board.highmem)
			continue;
		fprintf(to, "%s%" PRIu32, between, zone->lowmem_reserve[i]);
		between = ", ";
	}
	fprintf(to, ")");
}

/* How large a CPU's own counts may become before they are added. */
static unsigned int calculate_threshold(const struct kernel *k,
					const struct zone *zone)
{
	unsigned int units = zone->present_pages >> (27 - PAGE_SHIFT);
	unsigned int threshold =
		2 * fls(k->g->nr_online_cpus) * (1 + fls(units));

	return threshold < 125 ? threshold : 125;
}

static void show_pagesets(const struct kernel *k, const struct zone *zone,
			  FILE *to)
{
	const struct per_cpu_pages *pcp = &zone->pageset;

	fprintf(to, "\n  pagesets");
	for (uint32_t cpu = 0; cpu < k->g->nr_online_cpus; cpu++) {
		fprintf(to, "\n    cpu: %" PRIu32, cpu);
		fprintf(to, "\n              count: %" PRIu32,
			cpu ? 0 : pcp->count);
		fprintf(to, "\n              high:  %" PRIu32, pcp->high);
		fprintf(to, "\n              batch: %" PRIu32, pcp->batch);
		if (k->layout.board.cpus > 1)
			fprintf(to, "\n  vm stats threshold: %u",
				calculate_threshold(k, zone));
	}
}

/* Active pages per inactive page at most: sqrt(10 * GB). */
static unsigned int inactive_ratio(const struct zone *zone)
{
	unsigned int gb = zone->present_pages >> (30 - PAGE_SHIFT);
	unsigned int root = 1;

	while ((root + 1) * (root + 1) <= 10 * gb)
		root++;
	return root;
}

static void show_zone(const struct kernel *k, const struct zone *zone, FILE *to)
{
	fprintf(to, "Node %" PRIu32 ", zone %8s", zone->node, zone_name(zone));
	fprintf(to, "\n  pages free     %" PRIu32,
		zone->vm_stat[NR_FREE_PAGES]);
	fprintf(to, "\n        min      %" PRIu32, zone->watermark[WMARK_MIN]);
	fprintf(to, "\n        low      %" PRIu32, zone->watermark[WMARK_LOW]);
	fprintf(to, "\n        high     %" PRIu32, zone->watermark[WMARK_HIGH]);
	fprintf(to, "\n        scanned  0");
	fprintf(to, "\n        spanned  %" PRIu32, zone->spanned_pages);
	fprintf(to, "\n        present  %" PRIu32, zone->present_pages);
	show_counters(k, zone, to);
	show_protection(k, zone, to);
	show_pagesets(k, zone, to);
	fprintf(to, "\n  all_unreclaimable: 0");
	fprintf(to, "\n  prev_priority:     12");
	fprintf(to, "\n  start_pfn:         %" PRIu32, zone->zone_start_pfn);
	fprintf(to, "\n  inactive_ratio:    %u\n", inactive_ratio(zone));
}

void proc_zoneinfo(const struct kernel *k, FILE *to)
{
	const struct zone *zone;

	for_each_zone(k, zone) if (populated_zone(zone)) show_zone(k, zone, to);
}
