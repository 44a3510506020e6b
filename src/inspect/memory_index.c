/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_index.c - the index as a whole, and what is looked up in it.
 */
#include "inspect/memory_index.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "kernel/pgtable.h"
#include "machine/mmu.h"
#include "translate.h"

int memory_index_update(struct memory_index *ix, const struct kernel *k,
			const struct stores *stores)
{
	int error;

	ix->k = k;
	error = index_areas_update(ix, stores);
	if (!error)
		error = index_owners_update(ix, stores);
	if (error)
		ix->nr_areas = ix->nr_frames = 0;
	return error;
}

void memory_index_free(struct memory_index *ix)
{
	free(ix->area);
	free(ix->spare);
	free(ix->owner);
	*ix = (struct memory_index){ .k = NULL };
}

/* ---- Areas ---- */

int index_area_at(const struct memory_index *ix, vaddr_t va)
{
	uint32_t i = index_area_after(ix, va);

	if (i == ix->nr_areas || va < ix->area[i].start)
		return -1;
	return (int)i;
}

uint32_t index_area_after(const struct memory_index *ix, vaddr_t va)
{
	uint32_t low = 0, high = ix->nr_areas;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (ix->area[middle].end > va)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

bool mapped_frame(const struct kernel *k, vaddr_t va, pfn_t *pfn)
{
	paddr_t pa;

	if (!mmu_translate(k->m, va, &pa))
		return false;
	*pfn = pa >> PAGE_SHIFT;
	return true;
}

const char *area_word(const struct indexed_area *area)
{
	static const char *const words[AREA_KINDS] = {
		[AREA_VMALLOC] = "vmalloc", [AREA_VMAP] = "vmap",
		[AREA_IOREMAP] = "ioremap", [AREA_MODULE] = N_("module"),
		[AREA_ARRAY] = "pages[]",   [AREA_BARE] = N_("unmapped"),
		[AREA_BLOCK] = N_("block"), [AREA_MAP_RAM] = "map_ram",
	};

	return area->lazy ? _("freed") : _(words[area->kind]);
}

const char *area_called(const struct indexed_area *area, char *text)
{
	if (area->name)
		return area->name;
	*text = '\0';
	if (area->value)
		snprintf(text, AREA_NAME_SIZE, "$%" PRIu32, area->value);
	return text;
}

const char *area_name(const struct indexed_area *area, char *text)
{
	const char *called = area_called(area, text);

	if (*called)
		return called;
	snprintf(text, AREA_NAME_SIZE, "%08" PRIx32, area->start);
	return text;
}

/* ---- Tables ---- */

bool index_maps(const struct memory_index *ix, paddr_t word, vaddr_t *va,
		uint32_t *bytes)
{
	const struct kernel *k = ix->k;
	uint32_t offset = word - ram_addr(k->m, k->pgd);
	uint32_t index =
		(word & (PTE_LINUX_OFFSET - 1)) / (uint32_t)sizeof(word);

	if (offset < SWAPPER_SIZE) {
		*va = offset / (uint32_t)sizeof(word) * SECTION_SIZE;
		*bytes = SECTION_SIZE;
		return true;
	}
	*bytes = PAGE_SIZE;
	if (index_owner(ix, word >> PAGE_SHIFT) != OWNER_PGTABLE)
		return false;
	for (uint32_t i = 0; i < PTRS_PER_PGD; i++) {
		*va = (i << PGDIR_SHIFT) + (index << PAGE_SHIFT);
		if ((k->pgd[2 * i] & 3) == L1_COARSE &&
		    !((k->pgd[2 * i] ^ word) & PAGE_MASK))
			return true;
	}
	return false;
}

/* ---- Frames ---- */

static bool area_maps(const struct memory_index *ix,
		      const struct indexed_area *area, pfn_t pfn, vaddr_t *va)
{
	for (uint32_t page = 0; page < area->mapped; page++) {
		pfn_t frame;

		*va = area->start + (page << PAGE_SHIFT);
		if (mapped_frame(ix->k, *va, &frame) && frame == pfn)
			return true;
	}
	return false;
}

/* A freed area's translation outlives it, and is nobody's right to a frame. */
bool index_frame_address(const struct memory_index *ix, pfn_t pfn, vaddr_t *va)
{
	for (int lazy = 0; lazy < 2; lazy++)
		for (uint32_t i = 0; i < ix->nr_areas; i++)
			if (ix->area[i].lazy == lazy &&
			    area_maps(ix, &ix->area[i], pfn, va))
				return true;
	if (!pfn_valid(ix->k, pfn))
		return false;
	*va = page_address(ix->k, pfn_to_page(ix->k, pfn));
	return *va;
}
