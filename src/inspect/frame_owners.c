/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frame_owners.c - who owns each frame, as the machine's memory tells it.
 *
 * mem_map says what is free, in a slab or reserved; the per-cpu lists, the
 * page tables and the areas' frames say the rest. What is left was taken with
 * alloc_pages, by the user or by the kernel.
 */
#include "inspect/memory_index.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/ledger.h"
#include "kernel/list.h"
#include "machine/mmu.h"
#include "translate.h"

/* Frames [from, from + count) of mem_map; what lies outside is not kept. */
static void own(struct memory_index *ix, pfn_t from, uint64_t count,
		enum owner owner)
{
	uint32_t i = from - ix->k->layout.first_pfn;

	if (i >= ix->nr_frames)
		return;
	if (count > ix->nr_frames - i)
		count = ix->nr_frames - i;
	memset(ix->owner + i, (int)owner, count);
}

static bool is_free_block(const struct page *page)
{
	return page_flag(page, PG_buddy) && page->private < MAX_ORDER;
}

/* A tail's head is a record of mem_map, or will be at the end of the call. */
static enum owner owner_of_page(const struct kernel *k, const struct page *page)
{
	pfn_t head;

	if (page_flag(page, PG_tail) && in_mem_map(k, page->first_page, &head))
		page = at(k, page->first_page);
	if (page_flag(page, PG_slab))
		return OWNER_SLAB;
	if (page_flag(page, PG_reserved))
		return OWNER_RESERVED;
	return ledger_is_reported(k, page_to_pfn(k, page)) ? OWNER_REPORTED
							   : OWNER_PAGES;
}

/* Frames [i, end), and the rest of a free block that begins there. */
static uint32_t own_mem_map(struct memory_index *ix, uint32_t i, uint32_t end)
{
	const struct kernel *k = ix->k;
	const struct page *map = at(k, k->g->mem_map);

	while (i < end) {
		const struct page *page = map + i;
		uint32_t n = 1;

		if (!pfn_valid(k, k->layout.first_pfn + i)) {
			ix->owner[i] = OWNER_NO_RAM;
		} else if (is_free_block(page)) {
			n = 1u << page->private;
			own(ix, k->layout.first_pfn + i, n,
			    OWNER_FREE + page->private);
		} else {
			ix->owner[i] = (uint8_t)owner_of_page(k, page);
		}
		i += n;
	}
	return i;
}

static void own_pcp(struct memory_index *ix, const struct zone *zone)
{
	const struct kernel *k = ix->k;

	for (int type = 0; type < MIGRATE_PCPTYPES; type++) {
		const struct list_head *head = &zone->pageset.lists[type];
		const struct list_head *entry;

		list_for_each (k, entry, head)
			own(ix,
			    page_to_pfn(k,
					container_of(entry, struct page, lru)),
			    1, OWNER_PCP);
	}
}

static void count_zones(struct memory_index *ix)
{
	ix->free_pages = 0;
	for (unsigned int node = 0; node < ix->k->layout.nr_nodes; node++)
		for (int i = 0; i < MAX_NR_ZONES; i++) {
			const struct zone *zone =
				&ix->k->g->contig_page_data[node].node_zones[i];

			if (!zone->spanned_pages)
				continue;
			ix->free_pages += zone->vm_stat[NR_FREE_PAGES];
			own_pcp(ix, zone);
		}
}

/* Where no bank is, there is nothing to own. */
static void own_holes(struct memory_index *ix)
{
	const struct layout *l = &ix->k->layout;
	uint64_t end = (uint64_t)l->first_pfn << PAGE_SHIFT;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		if (l->bank[i].start > end)
			own(ix, (pfn_t)(end >> PAGE_SHIFT),
			    (l->bank[i].start - end) >> PAGE_SHIFT,
			    OWNER_NO_RAM);
		end = l->bank[i].start + l->bank[i].size;
	}
	end >>= PAGE_SHIFT;
	if (end < (uint64_t)l->first_pfn + ix->nr_frames)
		own(ix, (pfn_t)end, ix->nr_frames, OWNER_NO_RAM);
}

static void own_range(struct memory_index *ix, vaddr_t start, vaddr_t end,
		      enum owner owner)
{
	pfn_t from = __pa(ix->k, start) >> PAGE_SHIFT;
	pfn_t to = (__pa(ix->k, end) + PAGE_SIZE - 1) >> PAGE_SHIFT;

	own(ix, from, to - from, owner);
}

/* Where the record of a frame is, or would be. */
static vaddr_t record_of(const struct kernel *k, pfn_t pfn)
{
	return k->g->mem_map +
	       (pfn - k->layout.first_pfn) * (uint32_t)sizeof(struct page);
}

static void own_image(struct memory_index *ix)
{
	const struct layout *l = &ix->k->layout;
	const struct kernel_data *g = ix->k->g;
	vaddr_t map = g->mem_map;

	/* .init has been given back: mem_map says whose that is now. */
	own_range(ix, l->text, l->end, OWNER_KERNEL);
	for (unsigned int i = 0; i < l->nr_no_record; i++) {
		const struct pfn_range *gone = &l->no_record[i];

		own_range(ix, map, record_of(ix->k, gone->start),
			  OWNER_MEM_MAP);
		map = record_of(ix->k, gone->end);
	}
	own_range(ix, map, record_of(ix->k, l->first_pfn + g->max_mapnr),
		  OWNER_MEM_MAP);
}

static void own_tables(struct memory_index *ix)
{
	const struct kernel *k = ix->k;
	paddr_t pgd = reg(k->m, REG_TTBR0);

	own(ix, pgd >> PAGE_SHIFT, 4, OWNER_PGTABLE);
	for (uint32_t i = 0; i < 4096; i++) {
		uint32_t entry = k->pgd[i];

		if ((entry & 3) == L1_COARSE)
			own(ix, entry >> PAGE_SHIFT, 1, OWNER_PGTABLE);
	}
}

/*
 * An array of more than a page is an area itself. While the call that makes or
 * frees it goes on, it may be there in part.
 */
static const vaddr_t *slot_of(const struct kernel *k, vaddr_t slot)
{
	paddr_t pa;

	if (virt_addr_valid(k, slot))
		return at(k, slot);
	if (!mmu_translate(k->m, slot, &pa) || !ram_covers(k->m, pa, 4))
		return NULL;
	return ram_at(k->m, pa);
}

/* Between two steps of a call an entry may still hold what lay there before. */
static bool frame_of(const struct kernel *k, vaddr_t page, uint32_t *i)
{
	pfn_t pfn;

	if ((page - k->g->mem_map) % sizeof(struct page) ||
	    !in_mem_map(k, page, &pfn))
		return false;
	*i = pfn - k->layout.first_pfn;
	return true;
}

/* A device's frames lie outside mem_map; a vmap's pages belong to others. */
static void own_areas(struct memory_index *ix)
{
	for (uint32_t i = 0; i < ix->nr_areas; i++) {
		const struct indexed_area *area = &ix->area[i];

		for (uint32_t n = 0; area->pages && n < area->nr_pages; n++) {
			const vaddr_t *slot =
				slot_of(ix->k, area->pages + 4 * n);
			uint32_t frame;

			if (slot && frame_of(ix->k, *slot, &frame))
				ix->owner[frame] = OWNER_VMALLOC;
		}
	}
}

/* ---- What stores touched ---- */

/* Frames whose owner may have changed. */
struct dirty {
	const struct memory_index *ix;
	uint32_t frame[8 * STORES_MOST]; /* from the first of mem_map on */
	uint32_t nr;
	bool overflow;
};

static void add_frame(struct dirty *d, uint32_t i)
{
	if (i >= d->ix->nr_frames)
		return;
	if (d->nr == sizeof(d->frame) / sizeof(*d->frame))
		d->overflow = true;
	else
		d->frame[d->nr++] = i;
}

/* A value that a word had, or has: the frame that it may have spoken of. */
static void add_value(struct dirty *d, uint32_t word, uint32_t value)
{
	const struct kernel *k = d->ix->k;
	uint32_t pgd = (uint32_t)(((const uint8_t *)k->pgd - k->m->mem) / 4);
	uint32_t i;

	if (frame_of(k, value, &i))
		add_frame(d, i);
	if (word - pgd < SWAPPER_SIZE / 4)
		add_frame(d, (value >> PAGE_SHIFT) - k->layout.first_pfn);
}

static void add_stores(struct dirty *d, const struct stores *stores)
{
	const struct kernel *k = d->ix->k;
	const uint32_t *memory = (const void *)k->m->mem;
	const uint8_t *map = at(k, k->g->mem_map);
	uint64_t start = (uint64_t)(map - k->m->mem);

	for (uint64_t p = stores->from; p < stores->to; p++) {
		const struct journal_entry *e = journal_at(&k->m->journal, p);
		uint64_t offset = (uint64_t)e->word * 4;

		if (offset >= start)
			add_frame(d, (uint32_t)((offset - start) /
						sizeof(struct page)));
		add_value(d, e->word, e->value);
		add_value(d, e->word, memory[e->word]);
	}
}

static void add_pages(struct dirty *d, const struct indexed_area *area)
{
	const struct kernel *k = d->ix->k;
	uint32_t i;

	for (uint32_t n = 0; area->pages && n < area->nr_pages; n++) {
		const vaddr_t *slot = slot_of(k, area->pages + 4 * n);

		if (!slot)
			d->overflow = true;
		else if (frame_of(k, *slot, &i))
			add_frame(d, i);
	}
}

/* Pages of areas that are gone, or have changed. */
static void add_areas(struct dirty *d)
{
	const struct memory_index *ix = d->ix;

	for (uint32_t i = 0; i < ix->nr_spare; i++) {
		const struct indexed_area *old = &ix->spare[i], *area;
		int now = index_area_at(ix, old->start);

		area = &ix->area[now < 0 ? 0 : now];
		if (now < 0 || area->start != old->start ||
		    area->pages != old->pages ||
		    area->nr_pages != old->nr_pages)
			add_pages(d, old);
	}
}

static int by_frame(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The first frame of the free block that one lies in, or itself. */
static uint32_t block_start(const struct memory_index *ix, uint32_t i)
{
	const struct kernel *k = ix->k;
	const struct page *map = at(k, k->g->mem_map);
	pfn_t first = k->layout.first_pfn;

	for (unsigned int order = MAX_ORDER; order-- > 0;) {
		uint32_t head = ((first + i) & ~((1u << order) - 1)) - first;

		if (head <= i && pfn_valid(k, first + head) &&
		    is_free_block(map + head) &&
		    i - head < 1u << map[head].private)
			return head;
	}
	return i;
}

/* A frame, the free block that it was in, and the pages that it heads. */
static uint32_t own_again(struct memory_index *ix, uint32_t i)
{
	const struct page *map = at(ix->k, ix->k->g->mem_map);
	pfn_t first = ix->k->layout.first_pfn;
	uint32_t end = i + 1, start = i;
	enum owner was = ix->owner[i];

	if (was < MAX_ORDER) {
		uint32_t size = 1u << was;

		start = ((first + i) & ~(size - 1)) - first;
		end = start + size;
		start = start > i ? i : start;
	}
	end = end < ix->nr_frames ? end : ix->nr_frames;
	end = own_mem_map(ix, block_start(ix, start), end);
	while (end < ix->nr_frames && page_flag(map + end, PG_tail))
		end = own_mem_map(ix, end, end + 1);
	return end;
}

/* Return: false when it is better to look at all frames. */
static bool own_touched(struct memory_index *ix, const struct stores *stores)
{
	struct dirty d = { .ix = ix, .nr = 0 };
	uint32_t end = 0;

	add_stores(&d, stores);
	add_areas(&d);
	if (d.overflow)
		return false;
	if (d.nr)
		qsort(d.frame, d.nr, sizeof(*d.frame), by_frame);
	for (uint32_t n = 0; n < d.nr; n++)
		if (d.frame[n] >= end)
			end = own_again(ix, d.frame[n]);
	return true;
}

/* ---- All of them ---- */

static int make_room(struct memory_index *ix, uint32_t nr)
{
	if (nr <= ix->owner_capacity)
		return 0;
	free(ix->owner);
	ix->owner = malloc(nr);
	ix->owner_capacity = ix->owner ? nr : 0;
	return ix->owner ? 0 : -ENOMEM;
}

/* What mem_map says first; then what says more of a frame than that. */
int index_owners_update(struct memory_index *ix, const struct stores *stores)
{
	uint32_t nr = ix->k->g->max_mapnr;

	if (make_room(ix, nr))
		return -ENOMEM;
	if (ix->anew || nr != ix->nr_frames || !own_touched(ix, stores)) {
		ix->nr_frames = nr;
		own_mem_map(ix, 0, nr);
	}
	count_zones(ix);
	own_holes(ix);
	own_image(ix);
	own_tables(ix);
	own_areas(ix);
	return 0;
}

enum owner index_owner(const struct memory_index *ix, pfn_t pfn)
{
	uint32_t i = pfn - ix->k->layout.first_pfn;

	return i < ix->nr_frames ? ix->owner[i] : OWNER_NO_RAM;
}

const char *owner_word(enum owner owner)
{
	static const char *const words[OWNERS] = {
		[OWNER_KERNEL] = N_("kernel image"),
		[OWNER_MEM_MAP] = "mem_map",
		[OWNER_SLAB] = N_("slab"),
		[OWNER_PGTABLE] = N_("page table"),
		[OWNER_VMALLOC] = "vmalloc",
		[OWNER_PAGES] = "alloc_pages",
		[OWNER_PCP] = N_("per-cpu list"),
		[OWNER_RESERVED] = N_("reserved by boot"),
		[OWNER_REPORTED] = N_("in use in the report"),
		[OWNER_NO_RAM] = N_("no RAM"),
	};

	return owner < MAX_ORDER ? _("free") : _(words[owner]);
}
