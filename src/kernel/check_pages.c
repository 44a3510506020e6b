/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_pages.c - the invariants of frames: free, on a per-cpu list, in a slab.
 *
 * The first half of the check; the rules are those of check.c.
 */
#include "kernel/check_internal.h"

#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "kernel/slab.h"

/* buddy.c */

static bool check_free_block(const struct check *c, const struct zone *zone,
			     const struct page *page, unsigned int order)
{
	const struct kernel *k = c->k;
	pfn_t pfn = page_to_pfn(k, page);
	pfn_t buddy = pfn ^ (1u << order);

	if (!page_flag(page, PG_buddy) || page->private != order)
		return violated(c,
				"pfn %x is on free_list[%u] without its mark",
				pfn, order);
	if (pfn & ((1u << order) - 1))
		return violated(c, "free block %x of order %u is not aligned",
				pfn, order);
	if (page_zone(k, page) != zone || page->_count)
		return violated(c, "free block %x is in use or of another zone",
				pfn);
	if (order < MAX_ORDER - 1 && pfn_valid(k, buddy) &&
	    page_flag(pfn_to_page(k, buddy), PG_buddy) &&
	    pfn_to_page(k, buddy)->private == order &&
	    page_zone(k, pfn_to_page(k, buddy)) == zone)
		return violated(c,
				"free buddies %x and %x of order %u did not"
				" merge",
				pfn, buddy, order);
	return true;
}

static bool check_free_area(const struct check *c, const struct zone *zone,
			    unsigned int order, uint32_t *blocks)
{
	const struct kernel *k = c->k;
	const struct free_area *area = &zone->free_area[order];
	uint32_t count = 0;

	for (unsigned int type = 0; type < MIGRATE_TYPES; type++) {
		const struct list_head *head = &area->free_list[type];
		const struct list_head *entry = head;

		for (;;) {
			if (!link_ok(k, entry) || count > area->nr_free)
				return violated(c,
						"free_list[%u] type %u is"
						" broken",
						order, type);
			entry = list_next(k, entry);
			if (entry == head)
				break;
			count++;
			if (!check_free_block(
				    c, zone,
				    container_of(entry, struct page, lru),
				    order))
				return false;
		}
	}
	*blocks += count;
	return count == area->nr_free ||
	       violated(c, "free_area[%u] has %u blocks, nr_free says %u",
			order, count, area->nr_free);
}

static bool check_buddy(const struct check *c, const struct zone *zone)
{
	const struct kernel *k = c->k;
	uint32_t pages = 0, blocks = 0, marked = 0;

	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		if (!check_free_area(c, zone, order, &blocks))
			return false;
		pages += zone->free_area[order].nr_free << order;
	}
	if (pages != zone->vm_stat[NR_FREE_PAGES])
		return violated(c,
				"%u pages on the free lists, nr_free_pages"
				" says %u",
				pages, zone->vm_stat[NR_FREE_PAGES]);
	for (pfn_t pfn = zone->zone_start_pfn;
	     pfn < zone->zone_start_pfn + zone->spanned_pages; pfn++)
		if (pfn_valid(k, pfn) &&
		    page_flag(pfn_to_page(k, pfn), PG_buddy))
			marked++;
	return marked == blocks ||
	       violated(c,
			"%u pages are marked as free blocks, %u are on lists",
			marked, blocks);
}

/* page_alloc.c */

static bool check_pcp(const struct check *c, const struct zone *zone)
{
	const struct kernel *k = c->k;
	const struct per_cpu_pages *pcp = &zone->pageset;
	uint32_t count = 0;

	for (unsigned int type = 0; type < MIGRATE_PCPTYPES; type++) {
		const struct list_head *head = &pcp->lists[type];
		const struct list_head *entry = head;

		for (;;) {
			const struct page *page;

			if (!link_ok(k, entry) || count > pcp->count)
				return violated(c, "per-cpu list %u is broken",
						type);
			entry = list_next(k, entry);
			if (entry == head)
				break;
			count++;
			page = container_of(entry, struct page, lru);
			if (page->_count || page_flag(page, PG_buddy))
				return violated(c,
						"pfn %x on the per-cpu list is"
						" not a free single page",
						page_to_pfn(k, page));
		}
	}
	return count == pcp->count ||
	       violated(c, "%u per-cpu pages, count says %u", count,
			pcp->count);
}

/* slab.c */

/* Length of a freelist; -1 if it leaves the slab or loops. */
static int freelist_length(const struct kernel *k, const struct kmem_cache *s,
			   const struct page *page, vaddr_t list)
{
	vaddr_t base = page_address(k, page);
	int length = 0;

	while (list) {
		uint32_t offset = list - base;

		if (offset % s->size || offset / s->size >= page->objects ||
		    ++length > page->objects)
			return -1;
		list = *(const uint32_t *)at(k, list);
	}
	return length;
}

static bool check_slab_page(const struct check *c, const struct kmem_cache *s,
			    const struct page *page)
{
	const struct kernel *k = c->k;
	bool on_cpu = s->cpu_slab[0].page == va_of(k, page);
	int length = freelist_length(k, s, page, page->freelist);

	if (length < 0)
		return violated(c, "freelist of a %s slab at pfn %x is broken",
				s->name, page_to_pfn(k, page));
	if (page->inuse + length != page->objects)
		return violated(c,
				"%s slab at pfn %x: %u in use, %d free, %u in"
				" all",
				s->name, page_to_pfn(k, page), page->inuse,
				length, page->objects);
	return !on_cpu ||
	       freelist_length(k, s, page, s->cpu_slab[0].freelist) >= 0 ||
	       violated(c, "%s: the cpu slab's freelist is broken", s->name);
}

static bool check_partial(const struct check *c, const struct kmem_cache *s,
			  const struct kmem_cache_node *n)
{
	const struct kernel *k = c->k;
	const struct list_head *entry = &n->partial;
	uint32_t count = 0;

	for (;;) {
		const struct page *page;

		if (!link_ok(k, entry) || count > n->nr_partial)
			return violated(c, "%s: partial list is broken",
					s->name);
		entry = list_next(k, entry);
		if (entry == &n->partial)
			break;
		count++;
		page = container_of(entry, struct page, lru);
		if (!page_flag(page, PG_slab) || page->slab != va_of(k, s) ||
		    !page->freelist)
			return violated(c,
					"%s: pfn %x does not belong on the"
					" partial list",
					s->name, page_to_pfn(k, page));
	}
	return count == n->nr_partial ||
	       violated(c, "%s: %u partial slabs, nr_partial says %u", s->name,
			count, n->nr_partial);
}

static bool check_slab(const struct check *c)
{
	const struct kernel *k = c->k;
	uint32_t slabs = 0, expected = 0;

	for (uint32_t i = 0; i < k->g->max_mapnr; i++) {
		pfn_t pfn = k->layout.first_pfn + i;
		const struct page *page = pfn_to_page(k, pfn);

		if (!pfn_valid(k, pfn) || !page_flag(page, PG_slab))
			continue;
		slabs++;
		if (!in_lowmem(k, page->slab) ||
		    !check_slab_page(c, at(k, page->slab), page))
			return false;
	}
	for (unsigned int i = 0; i < KMALLOC_CACHES; i++) {
		const struct kmem_cache *s = &k->g->kmalloc_caches[i];

		for (unsigned int n = 0; n < MAX_NUMNODES; n++) {
			if (!check_partial(c, s, &s->node[n]))
				return false;
			expected += s->node[n].nr_slabs;
		}
	}
	return slabs == expected ||
	       violated(c, "%u slabs in mem_map, the caches count %u", slabs,
			expected);
}

bool check_pages(const struct check *c)
{
	const struct zone *zone;

	for_each_zone(c->k, zone) if (!check_buddy(c, zone) ||
				      !check_pcp(c, zone)) return false;
	return check_slab(c);
}
