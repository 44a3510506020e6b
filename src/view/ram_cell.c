/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ram_cell.c - the owners of some frames added up to one cell.
 */
#include "view/ram_cell.h"

#include <string.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* What is rarest and tells most first. */
static const uint8_t ranks[] = {
	OWNER_VMALLOC, OWNER_PGTABLE, OWNER_PAGES,  OWNER_SLAB,
	OWNER_PCP,     OWNER_MEM_MAP, OWNER_KERNEL, OWNER_RESERVED,
	OWNER_REPORTED,
};

enum owner ranked_owner(unsigned int rank)
{
	return rank < ARRAY_SIZE(ranks) ? ranks[rank] : OWNERS;
}

/* How many of the bytes that follow are the same: eight at a time. */
static uint32_t same_owner(const uint8_t *owner, uint32_t nr)
{
	uint64_t eight = *owner * UINT64_C(0x0101010101010101), next;
	uint32_t i = 1;

	for (; i + sizeof(next) <= nr; i += (uint32_t)sizeof(next)) {
		memcpy(&next, owner + i, sizeof(next));
		if (next != eight)
			break;
	}
	while (i < nr && owner[i] == *owner)
		i++;
	return i;
}

/* The frames of mem_map among some: counted from its first. */
static uint32_t clip(const struct scene *scene, pfn_t pfn, uint32_t nr,
		     uint32_t *from)
{
	pfn_t first = scene->k->layout.first_pfn;
	uint64_t end = (uint64_t)pfn + nr;
	uint64_t last = (uint64_t)first + scene->index.nr_frames;

	*from = pfn > first ? pfn - first : 0;
	end = end < last ? end : last;
	return end > (uint64_t)first + *from ? (uint32_t)(end - first) : *from;
}

void ram_count(const struct scene *scene, pfn_t pfn, uint32_t nr,
	       uint32_t count[OWNERS])
{
	const uint8_t *owner = scene->index.owner;
	uint32_t i, end = clip(scene, pfn, nr, &i);

	memset(count, 0, OWNERS * sizeof(*count));
	while (i < end) {
		uint32_t same = same_owner(owner + i, end - i);

		count[owner[i]] += same;
		i += same;
	}
}

/* The first frame of an owner among some that have one. */
static pfn_t first_of(const struct scene *scene, pfn_t pfn, uint32_t nr,
		      enum owner owner)
{
	uint32_t from, end = clip(scene, pfn, nr, &from);
	const uint8_t *found =
		memchr(scene->index.owner + from, (int)owner, end - from);

	return scene->k->layout.first_pfn +
	       (found ? (uint32_t)(found - scene->index.owner) : from);
}

struct ram_cell ram_cell(const struct scene *scene, pfn_t pfn, uint32_t nr)
{
	struct ram_cell cell = { .owner = OWNER_NO_RAM, .pfn = pfn };
	uint32_t count[OWNERS], most = 0, used = 0, free = 0;

	ram_count(scene, pfn, nr, count);
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		free += count[order];
	for (unsigned int rank = 0; ranked_owner(rank) < OWNERS; rank++) {
		enum owner owner = ranked_owner(rank);

		used += count[owner];
		if (count[owner] > most) {
			most = count[owner];
			cell.owner = owner;
		}
	}
	if (!used && !free)
		return cell;
	if (!used)
		for (cell.owner = 0; !count[cell.owner];)
			cell.owner++;
	cell.fill = (unsigned int)((4 * (uint64_t)used + used + free - 1) /
				   (used + free));
	cell.pfn = first_of(scene, pfn, nr, cell.owner);
	return cell;
}

void ram_cell_draw(const struct ram_cell *cell, const struct canvas *c, int x,
		   int y)
{
	if (cell->owner == OWNER_NO_RAM)
		canvas_glyph(c, x, y, GLYPH_NO_RAM);
	else
		canvas_glyph_as(c, x, y, GLYPH_FILL_0 + cell->fill,
				owner_role(cell->owner));
	canvas_target(c, x, y, 1, 1, TARGET_PFN, cell->pfn);
}
