/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_slots.c - what kmap() and kmap_atomic() have mapped, in the layout.
 *
 * A slot of pkmap and an entry of fixmap are pages, as those of areas are, and
 * look like them: in use, or no longer but still mapped.
 */
#include <inttypes.h>
#include <stdio.h>

#include "inspect/place.h"
#include "kernel/highmem.h"
#include "kernel/pgtable.h"
#include "translate.h"
#include "view/layout/layout_internal.h"

void pkmap_usage(const struct scene *scene, vaddr_t start, uint32_t bytes,
		 uint32_t *used, uint32_t *stale)
{
	const uint32_t *count = scene->k->g->pkmap_count;
	uint32_t slot, end;

	*used = *stale = 0;
	if (!pkmap_slot_at(scene->k, start, &slot))
		return;
	end = slot + (bytes >> PAGE_SHIFT);
	for (; slot < end && slot < LAST_PKMAP; slot++) {
		*used += count[slot] > 1;
		*stale += count[slot] == 1;
	}
}

static uint32_t linux_pte(const struct scene *scene, vaddr_t va)
{
	const uint32_t *pte = pte_offset_kernel(scene->k, va);

	return pte ? *pte : 0;
}

/* Entries of [start, start + bytes) that map a page. */
static uint32_t fixmap_mapped(const struct scene *scene, vaddr_t start,
			      uint32_t bytes)
{
	uint32_t idx, nr = 0;

	for (vaddr_t va = start; va - start < bytes; va += PAGE_SIZE)
		nr += fixmap_entry_at(scene->k, va, &idx) &&
		      linux_pte(scene, va);
	return nr;
}

uint32_t fixmap_usage(const struct scene *scene)
{
	return fixmap_mapped(scene, fix_to_virt(scene->k, 0),
			     (KM_TYPE_NR * scene->k->layout.board.cpus)
				     << PAGE_SHIFT);
}

/* Of some pages the tenths that are taken, of one what it is. */
static void paint_pages(const struct canvas *c, int x, int y, uint32_t nr,
			uint32_t used, uint32_t stale)
{
	uint32_t tenths = ((used + stale) * 10 + nr - 1) / nr;

	if (!tenths)
		return;
	if (used == nr)
		canvas_glyph_as(c, x, y, GLYPH_VMAP, ROLE_PAGES);
	else if (stale == nr)
		canvas_glyph(c, x, y, GLYPH_LAZY);
	else
		canvas_printf(c, x, y, used ? ROLE_PAGES : ROLE_LAZY,
			      "%" PRIu32, tenths > 9 ? 9 : tenths);
}

static void pages_usage(const struct scene *scene, vaddr_t start,
			uint32_t bytes, uint32_t *used, uint32_t *stale)
{
	uint32_t slot;

	*stale = 0;
	if (pkmap_slot_at(scene->k, start, &slot))
		pkmap_usage(scene, start, bytes, used, stale);
	else
		*used = start < fix_to_virt(scene->k, 0)
				? 0
				: fixmap_mapped(scene, start, bytes);
}

bool layout_slots_mapped(const struct scene *scene, vaddr_t start,
			 uint32_t bytes)
{
	uint32_t used, stale;

	pages_usage(scene, start, bytes, &used, &stale);
	return used || stale;
}

bool layout_slot_cell(const struct scene *scene, const struct canvas *c, int x,
		      int y, vaddr_t start, uint32_t bytes)
{
	uint32_t used, stale;

	pages_usage(scene, start, bytes, &used, &stale);
	if (!used && !stale)
		return false;
	paint_pages(c, x, y, bytes >> PAGE_SHIFT, used, stale);
	return true;
}

static void say_slot(const struct scene *scene, uint32_t slot, char *text,
		     size_t size)
{
	uint32_t count = scene->k->g->pkmap_count[slot];
	pfn_t pfn = linux_pte(scene, PKMAP_ADDR(scene->k, slot)) >> PAGE_SHIFT;

	if (count)
		snprintf(text, size,
			 ngettext("slot %" PRIu32 ": %" PRIu32
				  " user, pfn %" PRIx32,
				  "slot %" PRIu32 ": %" PRIu32
				  " users, pfn %" PRIx32,
				  count - 1),
			 slot, count - 1, pfn);
	else
		snprintf(text, size, _("slot %" PRIu32), slot);
}

bool layout_slot_word(const struct scene *scene, vaddr_t va, char *text,
		      size_t size)
{
	uint32_t nr, pte = linux_pte(scene, va);

	if (pkmap_slot_at(scene->k, va, &nr)) {
		say_slot(scene, nr, text, size);
		return true;
	}
	if (!fixmap_entry_at(scene->k, va, &nr))
		return false;
	if (pte)
		snprintf(text, size, _("%s: pfn %" PRIx32),
			 km_type_name(nr % KM_TYPE_NR), pte >> PAGE_SHIFT);
	else
		snprintf(text, size, "%s", km_type_name(nr % KM_TYPE_NR));
	return true;
}
