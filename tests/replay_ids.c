/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_ids.c - the numbers by which a trace names what it took.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

/* Where an id is, or the empty slot where it would be. */
static struct id *ids_slot(const struct ids *ids, uint32_t id)
{
	size_t at = id * 2654435769u & (ids->capacity - 1); /* 2^32/phi */

	while (ids->slot[at].state != ID_UNUSED && ids->slot[at].id != id)
		at = (at + 1) & (ids->capacity - 1);
	return &ids->slot[at];
}

struct id *ids_find(const struct ids *ids, uint32_t id)
{
	struct id *slot = ids->capacity ? ids_slot(ids, id) : NULL;

	return slot && slot->state != ID_UNUSED ? slot : NULL;
}

static void ids_resize(struct ids *ids, size_t capacity)
{
	struct ids old = *ids;

	ids->capacity = capacity;
	ids->slot = grow(NULL, capacity, sizeof(*ids->slot));
	memset(ids->slot, 0, capacity * sizeof(*ids->slot));
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slot[i].state != ID_UNUSED)
			*ids_slot(ids, old.slot[i].id) = old.slot[i];
	free(old.slot);
}

struct id *ids_add(struct ids *ids, uint32_t id)
{
	struct id *slot;

	/* At most half full, so that a search ends soon. */
	if (2 * ids->used >= ids->capacity)
		ids_resize(ids, ids->capacity ? 2 * ids->capacity : 64);
	ids->used++;
	slot = ids_slot(ids, id);
	slot->id = id;
	return slot;
}
