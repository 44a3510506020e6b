/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_board.c - from pages in zones to megabytes of RAM.
 *
 * Linux: mm/page_alloc.c, free_area_init_core (up to 3.8 a zone's `present` is
 * without its part of mem_map; since then it is all, and `managed` is told,
 * too); arch/arm/mm/mmu.c, sanity_check_meminfo, for where lowmem ends.
 */
#include "session/import/report_board.h"

#include <stdio.h>
#include <string.h>

#include "inspect/numbers.h"
#include "kernel/arm.h"

enum { MB = 1 << 20, MB_PAGES = MB / PAGE_SIZE };

/* Pages, by zone_type; 0: not told. */
struct sizes {
	uint32_t present[MAX_NR_ZONES];
	uint64_t free[MAX_NR_ZONES];
	bool all; /* `present` is with mem_map */
};

static struct sizes measure(const struct memory_report *r)
{
	struct sizes s = { .all = false };

	for (unsigned int i = 0; i < r->nr; i++) {
		const struct reported_zone *z = &r->zone[i];
		unsigned int type = report_zone_type(z);

		s.present[type] += z->pages[QUANTITY_PRESENT];
		s.free[type] += block_counts_pages(&z->free);
		s.all |= (z->told >> QUANTITY_MANAGED & 1) != 0;
	}
	return s;
}

/* Megabytes of a zone of which so many pages are present. */
static uint32_t zone_mb(uint32_t present, bool all)
{
	enum { PAGES_PER_MAP = PAGE_SIZE / sizeof(struct page) };
	uint64_t pages = present;

	if (!all)
		pages = pages * PAGES_PER_MAP / (PAGES_PER_MAP - 1);
	return (uint32_t)((pages + MB_PAGES - 1) / MB_PAGES);
}

/* The least power of two that has them. */
static uint32_t enough_mb(uint64_t free_pages)
{
	uint32_t mb = 16;

	while ((uint64_t)mb * MB_PAGES < free_pages)
		mb *= 2;
	return mb;
}

uint32_t report_zone_mb(const struct memory_report *r, unsigned int type)
{
	struct sizes s = measure(r);

	return zone_mb(s.present[type], s.all);
}

/* Is the machine as large as the report says, as far as it says it? */
static bool fits(const struct sizes *s, const struct kernel *k)
{
	for (unsigned int type = 0; type < MAX_NR_ZONES; type++) {
		const struct zone *zone =
			&k->g->contig_page_data[0].node_zones[type];
		uint32_t spanned = zone->spanned_pages;

		if (s->present[type]
			    ? zone_mb(s->present[type], s->all) * MB_PAGES !=
				      spanned
			    : s->free[type] > zone->vm_stat[NR_FREE_PAGES] +
						      zone->pageset.count)
			return false;
		if (!s->present[type] && !s->free[type] && spanned)
			return false;
	}
	return true;
}

enum { LEAST_RESERVE = 16 * MB };

/* The most lowmem with so many bytes kept for vmalloc; megabytes. */
static uint32_t lowmem_mb(const struct board *b, uint32_t reserve)
{
	return (b->vmalloc_end - map_rules(b->map)->hole - reserve -
		b->page_offset) /
	       MB;
}

static uint32_t usual_mb(const struct board *b)
{
	return lowmem_mb(b, map_rules(b->map)->reserve);
}

static void take_map(struct board *b, unsigned int map, vaddr_t vmalloc_end)
{
	b->map = map;
	b->vmalloc_end = map == MAP_2_6_32 ? vmalloc_end
					   : map_rules(map)->most_vmalloc_end;
}

/* Lowmem of that size; @all: there is no more RAM. The kernel's usual limit, if
 * there is such a kernel, else a vmalloc= that moves it there. */
static bool place_limit(struct board *b, uint32_t low, bool all)
{
	const vaddr_t vmalloc_end = b->vmalloc_end;

	for (unsigned int map = 0; map < MAPS; map++) {
		take_map(b, map, vmalloc_end);
		if (all ? low <= usual_mb(b) : low == usual_mb(b))
			return true;
	}
	for (unsigned int map = 0; map < MAPS; map++) {
		take_map(b, map, vmalloc_end);
		if (low < 32 || low > lowmem_mb(b, LEAST_RESERVE))
			continue;
		snprintf(b->cmdline, sizeof(b->cmdline), "vmalloc=%uM",
			 lowmem_mb(b, 0) - low);
		return true;
	}
	return false;
}

/* A kernel as small as it can be with all that vmscope simulates. */
static void take_small_image(struct board *b)
{
	b->init_size = 64 << 10;
	b->text_size = 1188 << 10;
	b->data_size = 58 << 10;
	b->image_end = 0x1cc2b0;
}

/* Megabytes of lowmem and of highmem. */
struct ram {
	uint32_t low, high;
};

/* As `present` says; @total: of all RAM, 0: not told. */
static struct ram told_ram(const struct sizes *s, uint32_t total)
{
	struct ram ram = {
		.low = zone_mb(s->present[ZONE_NORMAL], s->all),
		.high = zone_mb(s->present[ZONE_HIGHMEM], s->all),
	};

	if (total && !ram.high)
		ram.low = total;
	else if (total > ram.low)
		ram.high = total - ram.low;
	return ram;
}

/* The @n-th guess from what is free: all sizes that are usual. */
static struct ram guessed_ram(const struct sizes *s, unsigned int n,
			      const struct board *b)
{
	struct board usual = *b;
	struct ram ram = { .low = enough_mb(s->free[ZONE_NORMAL]) };

	if (!s->free[ZONE_HIGHMEM]) {
		ram.low <<= n < 8 ? n : 8;
		return ram;
	}
	take_map(&usual, n % MAPS, b->vmalloc_end);
	ram.low = usual_mb(&usual);
	n /= MAPS;
	ram.high = enough_mb(s->free[ZONE_HIGHMEM]) << (n < 8 ? n : 8);
	return ram;
}

static bool work_out(const struct memory_report *r, const struct sizes *s,
		     unsigned int n, struct board *b)
{
	enum { MOST_MB = 3072 };
	struct ram ram;

	if (s->present[ZONE_NORMAL])
		ram = told_ram(s, r->ram_pages / MB_PAGES);
	else
		ram = guessed_ram(s, n / 2, b);
	if ((n > 1 && s->present[ZONE_NORMAL]) || n >= 4 * MAPS || !ram.low ||
	    ram.low > MOST_MB || ram.high > MOST_MB - ram.low)
		return false;
	*b->cmdline = '\0';
	if (!place_limit(b, ram.low, !ram.high))
		return false;
	if (n % 2)
		take_small_image(b);
	b->highmem = ram.high != 0;
	b->nr_banks = 1;
	b->bank[0] = (struct bank){ b->phys_offset,
				    (uint64_t)(ram.low + ram.high) * MB };
	b->bank_node[0] = 0;
	b->nr_devices = 0;
	b->nr_iotables = 0;
	b->cpus = 1;
	return true;
}

bool report_board(const struct memory_report *r, const struct kernel *k,
		  unsigned int n, struct board *board)
{
	struct sizes s = measure(r);
	struct board b = *board;

	if (fits(&s, k) && !n--)
		return true;
	if (!work_out(r, &s, n, &b))
		return false;
	snprintf(b.name, sizeof(b.name), "report");
	snprintf(b.title, sizeof(b.title), "%s", shown(r->file).text);
	snprintf(b.source, sizeof(b.source), "%s", shown(r->file).text);
	*board = b;
	return true;
}
