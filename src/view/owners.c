/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * owners.c - whose each frame is, as the machine's memory tells it.
 *
 * mem_map says what is free, in a slab or reserved; the per-cpu lists, the
 * page tables and the areas' frames say the rest. What is left was taken with
 * alloc_pages, by the user or by the kernel.
 */
#include "view/owners.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/list.h"
#include "machine/mmu.h"
#include "view/scene/scene.h"

/* Frames [from, from + count) of mem_map; what lies outside is not kept. */
static void own(struct scene *scene, pfn_t from, uint64_t count,
		enum owner owner)
{
	uint32_t i = from - scene->k->layout.first_pfn;

	if (i >= scene->nr_frames)
		return;
	if (count > scene->nr_frames - i)
		count = scene->nr_frames - i;
	memset(scene->owner + i, (int)owner, count);
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
	return page_flag(page, PG_reserved) ? OWNER_RESERVED : OWNER_PAGES;
}

/* Frames [i, end), and the rest of a free block that begins there. */
static uint32_t own_mem_map(struct scene *scene, uint32_t i, uint32_t end)
{
	const struct kernel *k = scene->k;
	const struct page *map = at(k, k->g->mem_map);

	while (i < end) {
		const struct page *page = map + i;
		uint32_t n = 1;

		if (!pfn_valid(k, k->layout.first_pfn + i)) {
			scene->owner[i] = OWNER_NO_RAM;
		} else if (is_free_block(page)) {
			n = 1u << page->private;
			own(scene, k->layout.first_pfn + i, n,
			    OWNER_FREE + page->private);
		} else {
			scene->owner[i] = (uint8_t)owner_of_page(k, page);
		}
		i += n;
	}
	return i;
}

static void own_pcp(struct scene *scene, const struct zone *zone)
{
	const struct kernel *k = scene->k;

	for (int type = 0; type < MIGRATE_PCPTYPES; type++) {
		const struct list_head *head = &zone->pageset.lists[type];
		const struct list_head *entry;

		list_for_each (k, entry, head)
			own(scene,
			    page_to_pfn(k,
					container_of(entry, struct page, lru)),
			    1, OWNER_PCP);
	}
}

static void count_zones(struct scene *scene)
{
	scene->free_pages = 0;
	for (unsigned int node = 0; node < scene->k->layout.nr_nodes; node++)
		for (int i = 0; i < MAX_NR_ZONES; i++) {
			const struct zone *zone =
				&scene->k->g->contig_page_data[node]
					 .node_zones[i];

			if (!zone->spanned_pages)
				continue;
			scene->free_pages += zone->vm_stat[NR_FREE_PAGES];
			own_pcp(scene, zone);
		}
}

/* Where no bank is, there is nothing to own. */
static void own_holes(struct scene *scene)
{
	const struct layout *l = &scene->k->layout;
	uint64_t end = (uint64_t)l->first_pfn << PAGE_SHIFT;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		if (l->bank[i].start > end)
			own(scene, (pfn_t)(end >> PAGE_SHIFT),
			    (l->bank[i].start - end) >> PAGE_SHIFT,
			    OWNER_NO_RAM);
		end = l->bank[i].start + l->bank[i].size;
	}
	end >>= PAGE_SHIFT;
	if (end < (uint64_t)l->first_pfn + scene->nr_frames)
		own(scene, (pfn_t)end, scene->nr_frames, OWNER_NO_RAM);
}

static void own_range(struct scene *scene, vaddr_t start, vaddr_t end,
		      enum owner owner)
{
	pfn_t from = __pa(scene->k, start) >> PAGE_SHIFT;
	pfn_t to = (__pa(scene->k, end) + PAGE_SIZE - 1) >> PAGE_SHIFT;

	own(scene, from, to - from, owner);
}

/* Where the record of a frame is, or would be. */
static vaddr_t record_of(const struct kernel *k, pfn_t pfn)
{
	return k->g->mem_map +
	       (pfn - k->layout.first_pfn) * (uint32_t)sizeof(struct page);
}

static void own_image(struct scene *scene)
{
	const struct layout *l = &scene->k->layout;
	const struct kernel_data *g = scene->k->g;
	vaddr_t map = g->mem_map;

	/* .init has been given back: mem_map says whose that is now. */
	own_range(scene, l->text, l->end, OWNER_KERNEL);
	for (unsigned int i = 0; i < l->nr_no_record; i++) {
		const struct pfn_range *gone = &l->no_record[i];

		own_range(scene, map, record_of(scene->k, gone->start),
			  OWNER_MEM_MAP);
		map = record_of(scene->k, gone->end);
	}
	own_range(scene, map, record_of(scene->k, l->first_pfn + g->max_mapnr),
		  OWNER_MEM_MAP);
}

static void own_tables(struct scene *scene)
{
	const struct kernel *k = scene->k;
	paddr_t pgd = reg(k->m, REG_TTBR0);

	own(scene, pgd >> PAGE_SHIFT, 4, OWNER_PGTABLE);
	for (uint32_t i = 0; i < 4096; i++) {
		uint32_t entry = k->pgd[i];

		if ((entry & 3) == L1_COARSE)
			own(scene, entry >> PAGE_SHIFT, 1, OWNER_PGTABLE);
	}
}

/*
 * An array of more than a page is an area itself. While the call that makes or
 * frees it goes on, it may be there in part.
 */
static const vaddr_t *slot_of(const struct kernel *k, vaddr_t slot)
{
	paddr_t pa;

	if (slot - PAGE_OFFSET < k->lowmem_size)
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
static void own_areas(struct scene *scene)
{
	for (uint32_t i = 0; i < scene->nr_areas; i++) {
		const struct scene_area *area = &scene->area[i];

		for (uint32_t n = 0; area->pages && n < area->nr_pages; n++) {
			const vaddr_t *slot =
				slot_of(scene->k, area->pages + 4 * n);
			uint32_t frame;

			if (slot && frame_of(scene->k, *slot, &frame))
				scene->owner[frame] = OWNER_VMALLOC;
		}
	}
}

/* ---- What stores touched ---- */

/* Frames that may have another owner than before. */
struct dirty {
	const struct scene *scene;
	uint32_t frame[8 * STORES_MOST]; /* from the first of mem_map on */
	uint32_t nr;
	bool overflow;
};

static void add_frame(struct dirty *d, uint32_t i)
{
	if (i >= d->scene->nr_frames)
		return;
	if (d->nr == sizeof(d->frame) / sizeof(*d->frame))
		d->overflow = true;
	else
		d->frame[d->nr++] = i;
}

/* A value that a word had, or has: the frame that it may have spoken of. */
static void add_value(struct dirty *d, uint32_t word, uint32_t value)
{
	const struct kernel *k = d->scene->k;
	uint32_t pgd = (uint32_t)(((const uint8_t *)k->pgd - k->m->mem) / 4);
	uint32_t i;

	if (frame_of(k, value, &i))
		add_frame(d, i);
	if (word - pgd < SWAPPER_SIZE / 4)
		add_frame(d, (value >> PAGE_SHIFT) - k->layout.first_pfn);
}

static void add_stores(struct dirty *d, const struct stores *stores)
{
	const struct kernel *k = d->scene->k;
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

static void add_pages(struct dirty *d, const struct scene_area *area)
{
	const struct kernel *k = d->scene->k;
	uint32_t i;

	for (uint32_t n = 0; area->pages && n < area->nr_pages; n++) {
		const vaddr_t *slot = slot_of(k, area->pages + 4 * n);

		if (!slot)
			d->overflow = true;
		else if (frame_of(k, *slot, &i))
			add_frame(d, i);
	}
}

/* Pages of areas that are not there any more, or not as they were. */
static void add_areas(struct dirty *d)
{
	const struct scene *scene = d->scene;
	uint32_t now = 0;

	for (uint32_t i = 0; i < scene->nr_spare; i++) {
		const struct scene_area *old = &scene->spare[i], *area;

		while (now < scene->nr_areas &&
		       scene->area[now].start < old->start)
			now++;
		area = &scene->area[now];
		if (now == scene->nr_areas || area->start != old->start ||
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
static uint32_t block_start(const struct scene *scene, uint32_t i)
{
	const struct kernel *k = scene->k;
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

/* A frame, the free block that it was in, and the pages that it leads. */
static uint32_t own_again(struct scene *scene, uint32_t i)
{
	const struct page *map = at(scene->k, scene->k->g->mem_map);
	pfn_t first = scene->k->layout.first_pfn;
	uint32_t end = i + 1, start = i;
	enum owner was = scene->owner[i];

	if (was < MAX_ORDER) {
		uint32_t size = 1u << was;

		start = ((first + i) & ~(size - 1)) - first;
		end = start + size;
		start = start > i ? i : start;
	}
	end = end < scene->nr_frames ? end : scene->nr_frames;
	end = own_mem_map(scene, block_start(scene, start), end);
	while (end < scene->nr_frames && page_flag(map + end, PG_tail))
		end = own_mem_map(scene, end, end + 1);
	return end;
}

/* Return: false when it is better to look at all frames. */
static bool own_touched(struct scene *scene, const struct stores *stores)
{
	struct dirty d = { .scene = scene, .nr = 0 };
	uint32_t end = 0;

	add_stores(&d, stores);
	add_areas(&d);
	if (d.overflow)
		return false;
	if (d.nr)
		qsort(d.frame, d.nr, sizeof(*d.frame), by_frame);
	for (uint32_t n = 0; n < d.nr; n++)
		if (d.frame[n] >= end)
			end = own_again(scene, d.frame[n]);
	return true;
}

/* ---- All of them ---- */

static int make_room(struct scene *scene, uint32_t nr)
{
	if (nr <= scene->owner_capacity)
		return 0;
	free(scene->owner);
	scene->owner = malloc(nr);
	scene->owner_capacity = scene->owner ? nr : 0;
	return scene->owner ? 0 : -ENOMEM;
}

/* What mem_map says first; then what says more of a frame than that. */
int owners_update(struct scene *scene, const struct stores *stores)
{
	uint32_t nr = scene->k->g->max_mapnr;

	if (make_room(scene, nr))
		return -ENOMEM;
	if (!stores || nr != scene->nr_frames || !own_touched(scene, stores)) {
		scene->nr_frames = nr;
		own_mem_map(scene, 0, nr);
	}
	count_zones(scene);
	own_holes(scene);
	own_image(scene);
	own_tables(scene);
	own_areas(scene);
	return 0;
}

/* ---- How they are shown ---- */

static const struct {
	enum glyph glyph;
	const char *word;
} looks[OWNERS] = {
	[OWNER_KERNEL] = { GLYPH_KERNEL, "kernel image" },
	[OWNER_MEM_MAP] = { GLYPH_MEM_MAP, "mem_map" },
	[OWNER_SLAB] = { GLYPH_SLAB, "slab" },
	[OWNER_PGTABLE] = { GLYPH_PGTABLE, "page table" },
	[OWNER_VMALLOC] = { GLYPH_PAGE_VMALLOC, "vmalloc" },
	[OWNER_PAGES] = { GLYPH_PAGE_ALLOC, "alloc_pages" },
	[OWNER_PCP] = { GLYPH_PCP, "per-cpu list" },
	[OWNER_RESERVED] = { GLYPH_RESERVED, "reserved by boot" },
	[OWNER_NO_RAM] = { GLYPH_NO_RAM, "no RAM" },
};

enum owner scene_owner(const struct scene *scene, pfn_t pfn)
{
	uint32_t i = pfn - scene->k->layout.first_pfn;

	return i < scene->nr_frames ? scene->owner[i] : OWNER_NO_RAM;
}

enum glyph owner_glyph(enum owner owner)
{
	return looks[owner].glyph;
}

const char *owner_word(enum owner owner)
{
	return owner < MAX_ORDER ? "free" : looks[owner].word;
}

enum role owner_role(enum owner owner)
{
	return owner < MAX_ORDER ? ROLE_FREE : glyph_role(looks[owner].glyph);
}
