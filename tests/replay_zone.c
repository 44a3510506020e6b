/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_zone.c - one zone as a buddy trace found it after boot.
 *
 * The kernel that works for the test needs memory too, so the trace's zone
 * lies above it: ours is the trace's pfn and a multiple of the largest block.
 * Which pages boot had reserved the traces tell in different ways; that way is
 * taken which leads to the counts in the `boot` line.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"
#include "kernel/bootmem.h"
#include "kernel/buddy.h"
#include "kernel/page_alloc.h"
#include "kernel/slab.h"

enum {
	BASE_PFN = 8192, /* the kernel and its mem_map stay below these 32 MB */
	MOST_PAGES = 1 << 18,
};

/* The `boot` line. */
struct boot {
	uint32_t pages, memmap_pages, present_pages;
	uint32_t batch, high; /* of the per-cpu lists */
	pfn_t bootmap_pfn;
	uint32_t bootmap_pages;
	uint32_t freed, pcp_count, nr_free_pages;
	const char *reserved; /* ranges of pfns; NULL: not told here */
};

int zone_new(struct trace *t)
{
	struct board board = *marvell_board();
	char why[160];
	pfn_t end;

	if (!t->pages || t->pages > MOST_PAGES ||
	    t->start + t->pages < t->start)
		return refuse(t, "a zone of %u pages from pfn %u", t->pages,
			      t->start);
	t->shift = BASE_PFN - (t->start & ~(pageblock_nr_pages - 1));
	end = t->start + t->shift + t->pages;
	end = (end + pageblock_nr_pages - 1) & ~(pageblock_nr_pages - 1);
	board.phys_offset = 0;
	board.vmalloc_end = 0xff000000;
	board.nr_banks = 1;
	board.bank[0].start = 0;
	board.bank[0].size = (uint64_t)end << PAGE_SHIFT;
	t->k = kernel_boot(&board, "vmalloc=16M", COMPLAINT(why));
	if (!t->k)
		return refuse(t, "%s", why);
	if (t->k->layout.max_low_pfn < end)
		return refuse(t, "%u pages are more than lowmem can hold",
			      t->pages);
	t->zone = &t->k->g->contig_page_data[0].node_zones[ZONE_NORMAL];
	return 0;
}

/* The zone over the trace's pages and nothing else, all of them reserved. */
static void zone_clear(struct trace *t, uint32_t present)
{
	struct kernel *k = t->k;
	pfn_t start = t->start + t->shift, end = start + t->pages;
	vaddr_t types = t->zone->pageblock_flags;

	zone_init(k, t->zone, 0, k->layout.max_pfn, 0, types);
	memmap_init_zone(k, t->zone, 0, k->layout.max_pfn);
	zone_init(k, t->zone, start, t->pages, present, types);
	memmap_init_zone(k, t->zone, start, end);
}

/* ---- What was reserved: one flag a page of the zone ---- */

static bool mark(const struct trace *t, bool *reserved, pfn_t first, pfn_t last,
		 bool value)
{
	if (first < t->start || last < first || last - t->start >= t->pages)
		return false;
	memset(&reserved[first - t->start], value, last - first + 1);
	return true;
}

/* reserved=LO-HI,LO-HI after the boot line. */
static bool from_word(const struct trace *t, const struct boot *boot,
		      bool *reserved)
{
	char *copy, *p, *part;
	uint32_t range[2];
	bool found = true;

	if (!boot->reserved)
		return false;
	memset(reserved, false, t->pages);
	copy = p = copy_text(boot->reserved);
	while (found && (part = strsep(&p, ",")))
		found = match(part, "%u-%u", range) &&
			mark(t, reserved, range[0], range[1], true);
	free(copy);
	return found;
}

/* All that lies below the bitmap: the kernel image. */
static bool from_count(const struct trace *t, const struct boot *boot,
		       bool *reserved)
{
	memset(reserved, false, t->pages);
	return boot->bootmap_pfn > t->start &&
	       mark(t, reserved, t->start, boot->bootmap_pfn - 1, true);
}

/* A line with a free or per-cpu list: false when it leaves pages out. */
static bool mark_list(const struct trace *t, const char *line, bool *reserved)
{
	char *copy = copy_text(line), *p = copy;
	uint32_t order = 0, value[1];
	const char *word;
	bool found = true;

	while (found && (word = next_word(&p))) {
		if (match(word, "...(%u)", value))
			found = false;
		else if (match(word, "order=%u", value) && value[0] < MAX_ORDER)
			order = value[0];
		else if (match(word, "%u", value))
			found = mark(t, reserved, value[0],
				     value[0] + (1u << order) - 1, false);
	}
	free(copy);
	return found;
}

bool next_list(const struct trace *t, size_t *at)
{
	static const struct {
		const char *start;
		bool is_list;
	} pictures[] = { { "buddyinfo ", false },
			 { "pagetype ", false },
			 { "freelist ", true },
			 { "pcp ", true } };
	size_t nr = sizeof(pictures) / sizeof(pictures[0]), i;

	while (++*at < t->nr_lines) {
		for (i = 0; i < nr; i++)
			if (!strncmp(t->line[*at], pictures[i].start,
				     strlen(pictures[i].start)))
				break;
		if (i == nr)
			return false;
		if (pictures[i].is_list)
			return true;
	}
	return false;
}

/* The lists shown right after the boot line: all the rest is reserved. */
static bool from_lists(const struct trace *t, const struct boot *boot,
		       bool *reserved)
{
	(void)boot;
	memset(reserved, true, t->pages);
	for (size_t at = t->at; next_list(t, &at);)
		if (!mark_list(t, t->line[at], reserved))
			return false;
	return true;
}

/* The ranges told in the first line: `pfn 0-3 free, 4-7 pgd, ...`. */
static bool from_comment(const struct trace *t, const struct boot *boot,
			 bool *reserved)
{
	char *copy = copy_text(t->line[0]), *p = copy, *part;
	uint32_t first, last;
	bool found = true;

	(void)boot;
	memset(reserved, false, t->pages);
	while (found && (part = strsep(&p, ",;"))) {
		const char *digit = part + strcspn(part, "0123456789");

		/* The bitmap's own pages are handed over in the end. */
		if (strstr(part, "free") || strstr(part, "bootm") ||
		    sscanf(digit, "%u-%u", &first, &last) != 2)
			continue;
		found = mark(t, reserved, first, last, true);
	}
	free(copy);
	return found;
}

/* Each fills one flag a page, or says that it cannot. */
static bool (*const sources[])(const struct trace *t, const struct boot *boot,
			       bool *reserved) = { from_word, from_count,
						   from_lists, from_comment };

/* ---- The hand-over ---- */

/* Bootmem's bitmap where the trace had it, then all to the buddy. */
static uint32_t hand_over(struct trace *t, const struct boot *boot,
			  const bool *reserved)
{
	pfn_t start = t->start + t->shift;
	paddr_t map = (boot->bootmap_pfn + t->shift) << PAGE_SHIFT;
	struct bootmem bootmem;

	init_bootmem(t->k, &bootmem, map, start, start + t->pages);
	for (uint32_t i = 0; i < t->pages; i++)
		if (!reserved[i])
			free_bootmem(t->k, &bootmem, (start + i) << PAGE_SHIFT,
				     PAGE_SIZE);
	reserve_bootmem(t->k, &bootmem, map,
			(uint64_t)boot->bootmap_pages << PAGE_SHIFT);
	return free_all_bootmem_core(t->k, &bootmem);
}

/* Try the sources in turn, until one leads to the trace's counts. */
static int hand_over_as_told(struct trace *t, const struct boot *boot,
			     uint32_t present)
{
	bool *reserved = grow(NULL, t->pages, sizeof(*reserved));
	size_t i, nr = sizeof(sources) / sizeof(sources[0]);

	for (i = 0; i < nr; i++) {
		if (!sources[i](t, boot, reserved))
			continue;
		zone_clear(t, present);
		if (hand_over(t, boot, reserved) == boot->freed &&
		    t->zone->pageset.count == boot->pcp_count &&
		    t->zone->vm_stat[NR_FREE_PAGES] == boot->nr_free_pages)
			break;
	}
	free(reserved);
	if (i == nr)
		return refuse(t,
			      "nothing tells which pages boot reserved so"
			      " that it freed %u",
			      boot->freed);
	return 0;
}

static bool read_boot(const struct trace *t, char *line, struct boot *boot)
{
	char *reserved = strstr(line, " reserved=");
	uint32_t v[MAX_VALUES];

	if (reserved) {
		*reserved = '\0';
		reserved += strlen(" reserved=");
	}
	if (!match(line,
		   "boot pages=%u memmap_pages=%u present_pages=%u"
		   " pcp.batch=%u pcp.high=%u bootmap_pfn=%u(%u pages)"
		   " freed=%u pcp.count=%u nr_free_pages=%u",
		   v))
		return false;
	*boot = (struct boot){ v[0], v[1], v[2], v[3], v[4],	v[5],
			       v[6], v[7], v[8], v[9], reserved };
	return boot->pages == t->pages && boot->bootmap_pfn >= t->start &&
	       boot->bootmap_pages == bootmem_pages(t->pages) &&
	       boot->bootmap_pages <= t->pages &&
	       boot->bootmap_pfn - t->start <= t->pages - boot->bootmap_pages;
}

int boot_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "present_pages=%u", "pcp.batch=%u",
					     "pcp.high=%u", NULL };
	const struct per_cpu_pages *pcp = &t->zone->pageset;
	uint32_t memmap = PFN_UP(t->pages * sizeof(struct page));
	char told[MAX_ANSWER];
	struct boot boot;

	if (t->booted)
		return refuse(t, "this zone was booted before");
	if (!read_boot(t, line, &boot) || boot.memmap_pages != memmap)
		return refuse(t, "cannot boot a zone of %u pages like this",
			      t->pages);
	if (hand_over_as_told(t, &boot, t->pages - memmap))
		return -1;
	t->booted = true;
	t->operations++;
	snprintf(told, sizeof(told),
		 "present_pages=%u pcp.batch=%u pcp.high=%u",
		 boot.present_pages, boot.batch, boot.high);
	t->answer[0] = '\0';
	answer(t, "present_pages=%u pcp.batch=%u pcp.high=%u",
	       t->zone->present_pages, pcp->batch, pcp->high);
	return compare(t, told, t->answer, forms);
}
