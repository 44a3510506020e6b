/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables_keys.c - keys and search of the tables pane.
 *
 * Up and down go from entry to entry of the level that has the keys; a stretch
 * where nothing is mapped takes two steps, however long it is.
 */
#include "view/tables/tables.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "kernel/pgtable.h"
#include "view/screen/key_bindings.h"
#include "translate.h"

/* The level that has the keys; false when nothing has an address. */
static bool key_level(const struct scene *scene, struct level *level)
{
	struct walk w;
	vaddr_t va;

	if (!tables_va(scene, &va))
		return false;
	mmu_walk(scene->k->m, va, &w);
	if (scene->look->zoom[PANE_TABLES] >= 0 &&
	    level_second(scene, &w, level))
		return true;
	level_first(scene, &w, level);
	return true;
}

/* From nothing to nothing: on to where something is, or to the table's end. */
static uint32_t skip_empty(const struct level *level, uint32_t i, int step)
{
	uint32_t next = i + (uint32_t)step;

	if (!level_empty(level, i))
		return next;
	while (next < level->nr && level_empty(level, next))
		next += (uint32_t)step;
	return next;
}

static bool move(const struct scene *scene, int step, char *line, size_t size)
{
	struct level level;
	uint32_t to;
	vaddr_t va;

	if (!key_level(scene, &level))
		return false;
	if (!scene->spot.has_va)
		return key_select(level_va(&level, level.chosen), line, size);
	to = step == 1 || step == -1 ? skip_empty(&level, level.chosen, step)
				     : level.chosen + (uint32_t)step;
	va = level_va(&level, to);
	/* Round the end of the 4 GB there is nothing. */
	if (step < 0 ? va > scene->spot.va : va < scene->spot.va)
		return false;
	return key_select(va, line, size);
}

static bool in_first(const struct scene *scene)
{
	return scene->look->zoom[PANE_TABLES] < 0;
}

static bool in_second(const struct scene *scene)
{
	return !in_first(scene);
}

static bool has_frame(const struct scene *scene)
{
	return scene->spot.has_pfn;
}

/* The word itself: its own address in lowmem becomes the choice. */
static bool to_entry(const struct scene *scene, char *line, size_t size)
{
	const struct kernel *k = scene->k;
	const uint32_t *word;
	struct level level;

	if (!key_level(scene, &level))
		return false;
	word = &level.entry[level.chosen];
	return key_select(va_of(k, word), line, size);
}

const struct view_key tables_keys[] = {
	{ VKEY_UP, NULL, N_("Choose the entry before"), .move = move,
	  .by = -1 },
	{ VKEY_DOWN, N_("entry"), N_("Choose the next entry"), .move = move,
	  .by = 1 },
	{ VKEY_PAGE_UP, NULL, N_("Go back 16 entries"), .move = move,
	  .by = -16 },
	{ VKEY_PAGE_DOWN, NULL, N_("Go on 16 entries"), .move = move,
	  .by = 16 },
	{ VKEY_LEFT, N_("level"),
	  N_("Give the keys to the first level: 1 MB an entry"),
	  .line = "zoom out", .when = in_second },
	{ VKEY_RIGHT, NULL,
	  N_("Give the keys to the second level: 4 KB an entry"),
	  .line = "zoom in", .when = in_first },
	{ VKEY_ENTER, N_("frame"), N_("Follow the entry to its frame"),
	  .line = "focus frames", .when = has_frame },
	{ 'm', N_("the word"), N_("Choose the entry's own word in memory"),
	  .answer = to_entry },
	{ .key = 0 },
};

/* "d0801000", "0xd0801000", "$1", "$1+0x1000": what `select` takes. */
bool tables_search(const struct scene *scene, const char *text, bool backwards,
		   char *line, size_t size)
{
	char *end;
	unsigned long long number;

	(void)scene;
	(void)backwards;
	if (*text == '$') {
		for (const char *p = text; *p; p++)
			if (isspace((unsigned char)*p))
				return false;
		return snprintf(line, size, "select %s", text) < (int)size;
	}
	if (!isxdigit((unsigned char)*text))
		return false;
	number = strtoull(text, &end, 16);
	return !*end && number <= UINT32_MAX &&
	       key_select((vaddr_t)number, line, size);
}
