/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * backing.c - which frames an area or a block has, run by run.
 *
 * Of an area the page tables are asked, not pages[]: a freed one whose old
 * translation is still there shows what a stray access would hit.
 */
#include "view/backing.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "inspect/ledger.h"
#include "inspect/slab_object.h"
#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "kernel/slab.h"
#include "text/size_text.h"

/* ---- Runs ---- */

bool backing_frame(const struct scene *scene, const struct backing *b,
		   uint32_t page, pfn_t *pfn)
{
	if (b->area)
		return scene_page(scene, b->start + (page << PAGE_SHIFT), pfn);
	*pfn = b->first + page;
	return page < b->pages;
}

static bool area_run(const struct scene *scene, const struct backing *b,
		     struct frame_run *run)
{
	uint32_t page = run->page + run->nr;
	const uint32_t *pte = NULL;
	pfn_t pfn;

	while (page < b->pages && !backing_frame(scene, b, page, &pfn))
		page++;
	if (page >= b->pages)
		return false;
	*run = (struct frame_run){ page, pfn, 0 };
	do {
		vaddr_t va = b->start + (++page << PAGE_SHIFT);

		run->nr++;
		if (page >= b->pages)
			break;
		/* Within a table the entries are neighbours. */
		pte = pte && va & (PGDIR_SIZE - 1)
			      ? pte + 1
			      : pte_offset_kernel(scene->k, va);
		if (pte)
			pfn = *hw_pte(pte) >> PAGE_SHIFT;
		else if (!backing_frame(scene, b, page, &pfn))
			break;
	} while (pfn == run->pfn + run->nr);
	return true;
}

bool backing_run(const struct scene *scene, const struct backing *b,
		 struct frame_run *run)
{
	if (b->area)
		return area_run(scene, b, run);
	if (run->nr)
		return false;
	*run = (struct frame_run){ 0, b->first, b->pages };
	return true;
}

bool backing_page(const struct scene *scene, const struct backing *b, pfn_t pfn,
		  uint32_t *page)
{
	struct frame_run run = { 0 };

	while (backing_run(scene, b, &run))
		if (pfn - run.pfn < run.nr) {
			*page = run.page + pfn - run.pfn;
			return true;
		}
	return false;
}

/* ---- Areas ---- */

/* A long name ends in two dots. */
static void set_name(struct backing *b, const char *name)
{
	int n = snprintf(b->name, sizeof(b->name), "%s", name);

	if (n >= (int)sizeof(b->name))
		strcpy(b->name + sizeof(b->name) - 3, "..");
}

/* Of a block of vm_map_ram the first pages may be unmapped, or never given. */
static bool of_area(const struct scene *scene, int i, struct backing *b)
{
	const struct indexed_area *area;
	struct frame_run run = { 0 };
	char called[AREA_NAME_SIZE];

	if (i < 0)
		return false;
	area = &scene->index.area[i];
	*b = (struct backing){
		.area = area,
		.start = area->start,
		.pages = area->mapped,
		.runs = area->runs,
		.bytes =
			area->end - area->start - (area->guard ? PAGE_SIZE : 0),
		.what = area_word(area),
		.role = glyph_role(area_glyph(area)),
	};
	set_name(b, area_name(area, called));
	return backing_run(scene, b, &run) && pfn_valid(scene->k, run.pfn);
}

/* ---- Blocks ---- */

/* The value that was made there last; it may have been freed since. */
static uint32_t value_at(const struct scene *scene, pfn_t pfn, vaddr_t va)
{
	const struct values *values = &scene->s->values;

	for (uint32_t n = values->nr; n; n--) {
		const struct kept_value *kept = &values->history[n - 1];

		if (kept->made && ((kept->value.type == VALUE_PFN &&
				    kept->value.bits == pfn) ||
				   (kept->value.type == VALUE_ADDR && va &&
				    kept->value.bits == va)))
			return n;
	}
	return 0;
}

/* "buf", "$1", or where it lies. */
static void name_block(const struct scene *scene, struct backing *b, vaddr_t va)
{
	const struct values *values = &scene->s->values;
	uint32_t n = value_at(scene, b->first, va);
	const char *called =
		n ? values_called(values, values->history[n - 1].value) : NULL;

	if (called)
		set_name(b, called);
	else if (n)
		snprintf(b->name, sizeof(b->name), "$%" PRIu32, n);
	else if (b->start)
		snprintf(b->name, sizeof(b->name), ADDR, b->start);
	else
		snprintf(b->name, sizeof(b->name), PFN, b->first);
}

static bool block(const struct scene *scene, pfn_t pfn, vaddr_t va,
		  uint64_t bytes, const char *what, struct backing *b)
{
	*b = (struct backing){
		.first = pfn,
		.start = page_address(scene->k, pfn_to_page(scene->k, pfn)),
		.pages = (uint32_t)((bytes + PAGE_SIZE - 1) >> PAGE_SHIFT),
		.runs = 1,
		.bytes = bytes,
		.what = what,
		.role = owner_role(scene_owner(scene, pfn)),
	};
	name_block(scene, b, va);
	return true;
}

/* The block that the user took, and that a frame lies in. */
static bool of_frame(const struct scene *scene, pfn_t pfn, struct backing *b)
{
	const struct kernel *k = scene->k;
	const struct page *head;
	struct slab_object o;
	vaddr_t va;
	pfn_t start;
	int order;

	if (!pfn_valid(k, pfn))
		return false;
	order = ledger_block_of(k, pfn, &start);
	if (order >= 0 && !ledger_is_reported(k, start))
		return block(scene, start, 0, (uint64_t)PAGE_SIZE << order,
			     "alloc_pages", b);
	head = compound_head(k, pfn_to_page(k, pfn));
	va = page_address(k, head);
	if (va && ledger_has_object(k, va) && !page_flag(head, PG_slab))
		return block(scene, page_to_pfn(k, head), va, ksize(k, va),
			     "kmalloc", b);
	/* Of a slab the object at the chosen address, when it is the user's. */
	if (scene->spot.has_pa && slab_object_at(k, scene->spot.pa, &o) &&
	    ledger_has_object(k, o.start))
		return block(scene, __pa(k, o.start) >> PAGE_SHIFT, o.start,
			     o.cache->size, "kmalloc", b);
	return false;
}

/* ---- Which one ---- */

/* What a value made, if it is there still. */
static bool of_value(const struct scene *scene, const struct kept_value *kept,
		     bool area, struct backing *b)
{
	const struct kernel *k = scene->k;
	vaddr_t va = kept->value.bits;
	int i;

	if (!kept->made)
		return false;
	if (area) {
		i = kept->value.type == VALUE_ADDR ? scene_area_at(scene, va)
						   : -1;
		return i >= 0 && scene->index.area[i].start == va &&
		       !scene->index.area[i].lazy && of_area(scene, i, b);
	}
	if (kept->value.type == VALUE_PFN)
		return ledger_order(k, va) >= 0 && of_frame(scene, va, b);
	return kept->value.type == VALUE_ADDR && virt_addr_valid(k, va) &&
	       ledger_has_object(k, va) &&
	       block(scene, __pa(k, va) >> PAGE_SHIFT, va, ksize(k, va),
		     "kmalloc", b);
}

/* The newest of areas (1), blocks (2) or both that is not too small to show. */
static bool newest(const struct scene *scene, unsigned int kinds,
		   struct backing *b)
{
	const struct values *values = &scene->s->values;

	for (uint32_t n = values->nr; n; n--) {
		const struct kept_value *kept = &values->history[n - 1];

		if ((kinds & 1 && of_value(scene, kept, true, b)) ||
		    (kinds & 2 && of_value(scene, kept, false, b)))
			return true;
	}
	return false;
}

bool backing_chosen(const struct scene *scene, struct backing *b)
{
	const struct spot *spot = &scene->spot;

	if (spot->area >= 0)
		return of_area(scene, spot->area, b);
	if (spot->has_pfn)
		return of_frame(scene, spot->pfn, b);
	return !spot->has_va && newest(scene, 1 | 2, b);
}

bool backing_other(const struct scene *scene, const struct backing *than,
		   struct backing *b)
{
	return newest(scene, than->area ? 2 : 1, b);
}
