/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chosen_word.c - from the chosen address or frame to a word.
 */
#include "view/screen/chosen_word.h"

#include <stdio.h>
#include <string.h>

#include "inspect/memory_word.h"

static const char *area_word_of(const struct scene *scene)
{
	static const char *const kinds[AREA_KINDS] = {
		[AREA_VMALLOC] = "vmalloc",  [AREA_VMAP] = "vmap",
		[AREA_IOREMAP] = "ioremap",  [AREA_MODULE] = "modules",
		[AREA_ARRAY] = "pages[]",    [AREA_BARE] = "unmapped",
		[AREA_BLOCK] = "vmap_block", [AREA_MAP_RAM] = "vm_map_ram",
	};
	const struct indexed_area *area = &scene->index.area[scene->spot.area];

	if (area->guard && area->end - scene->spot.va <= PAGE_SIZE)
		return "guard";
	return area->lazy ? "lazy" : kinds[area->kind];
}

static const char *owner_word_of(enum owner owner)
{
	static const char *const words[OWNERS] = {
		[OWNER_KERNEL] = "kernel",    [OWNER_MEM_MAP] = "mem_map",
		[OWNER_SLAB] = "slab",	      [OWNER_PGTABLE] = "page table",
		[OWNER_VMALLOC] = "vmalloc",  [OWNER_PAGES] = "order",
		[OWNER_PCP] = "per-cpu list", [OWNER_RESERVED] = "reserved",
		[OWNER_REPORTED] = "import",  [OWNER_NO_RAM] = "RAM",
	};

	return words[owner] ? words[owner] : "buddy";
}

/* Between the areas of its region there are holes. */
static const char *region_word(const struct scene *scene)
{
	struct region row[MAX_REGIONS];
	unsigned int nr = layout_regions(&scene->k->layout, row);

	for (unsigned int i = 0; i < nr; i++)
		if (scene->spot.va >= row[i].start &&
		    scene->spot.va < row[i].end)
			return strcmp(row[i].name, "vmalloc") ||
					       scene->look->focus == PANE_LAYOUT
				       ? row[i].name
				       : "hole";
	return "hole";
}

/* What the word of memory is, or the record that it is of. */
static const char *memory_word_of(const struct scene *scene, char *name)
{
	static const char *const tables[] = {
		[WORD_PGD] = "pgd",
		[WORD_HW_PTE] = "PTE",
		[WORD_LINUX_PTE] = "L_PTE_",
	};
	struct word_finder finder;
	struct word w;

	if (!ram_covers(scene->k->m, scene->spot.pa, 4))
		return "RAM";
	word_finder_init(&finder, &scene->index, scene->spot.va);
	word_find(&finder, scene->spot.pa & ~3u, &w);
	if (w.is >= WORD_PGD && w.is <= WORD_LINUX_PTE)
		return tables[w.is];
	snprintf(name, GLOSSARY_WORD, "%.*s", (int)strcspn(w.object, " "),
		 w.object);
	if (w.size && glossary_find(name))
		return name;
	return owner_word_of(scene_owner(scene, scene->spot.pa >> PAGE_SHIFT));
}

/* @name: GLOSSARY_WORD bytes */
static const char *word_of(const struct scene *scene, char *name)
{
	const struct spot *spot = &scene->spot;
	enum pane pane = scene->look->focus;

	if (pane == PANE_FRAMES && spot->has_pfn)
		return owner_word_of(scene_owner(scene, spot->pfn));
	if (pane == PANE_MEMORY && spot->has_pa)
		return memory_word_of(scene, name);
	if (!spot->has_va)
		return spot->has_pfn ? "frame" : "";
	if (pane == PANE_TABLES)
		return "PTE";
	if (pane == PANE_LAYOUT || spot->area < 0)
		return region_word(scene);
	return pane == PANE_TREE ? "vmap_area" : area_word_of(scene);
}

const struct glossary_entry *chosen_word(const struct scene *scene)
{
	char name[GLOSSARY_WORD];

	if (scene->look->selected == SELECTED_NOTHING)
		return NULL;
	return glossary_find(word_of(scene, name));
}
