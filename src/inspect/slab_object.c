/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slab_object.c - from an address to the slab's object.
 */
#include "inspect/slab_object.h"

#include "kernel/page_alloc.h"

bool slab_object_at(const struct kernel *k, paddr_t pa, struct slab_object *o)
{
	pfn_t pfn = pa >> PAGE_SHIFT;
	uint32_t offset;

	if (!pfn_valid(k, pfn) || pfn >= k->layout.max_low_pfn)
		return false;
	o->slab = compound_head(k, pfn_to_page(k, pfn));
	if (!page_flag(o->slab, PG_slab))
		return false;
	o->cache = at(k, o->slab->slab);
	offset = __va(k, pa) - page_address(k, o->slab);
	o->index = offset / o->cache->size;
	o->start = __va(k, pa) - offset % o->cache->size;
	return o->index < o->slab->objects;
}

uint32_t pageblocks_size(const struct zone *zone)
{
	return zone->spanned_pages / pageblock_nr_pages + 2;
}

const struct zone *pageblocks_at(const struct kernel *k, vaddr_t va)
{
	const struct zone *zone;

	for_each_zone(k, zone)
	{
		/* From the start of its first word on. */
		if (zone->pageblock_flags &&
		    va - (zone->pageblock_flags & ~3u) < pageblocks_size(zone))
			return zone;
	}
	return NULL;
}
