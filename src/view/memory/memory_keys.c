/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_keys.c - moving through memory, following pointers, searching.
 */
#include "view/memory/memory_internal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "kernel/pgtable.h"
#include "inspect/memory_word.h"
#include "view/screen/key_bindings.h"
#include "translate.h"

/* ---- Moving ---- */

/*
 * A frame without an address can only be chosen as a whole: there every move
 * is by a frame. The ends of the 4 GB stop.
 */
static bool move(const struct scene *scene, int64_t bytes, char *line,
		 size_t size)
{
	struct memory_place place = memory_place(scene);
	int64_t to = place.at + bytes;

	if (place.physical) {
		pfn_t pfn = (place.at >> PAGE_SHIFT) + (bytes < 0 ? -1u : 1u);

		return pfn_valid(scene->k, pfn) &&
		       key_select_pfn(pfn, line, size);
	}
	if (!place.chosen)
		return key_select(place.at, line, size);
	if (to < 0 || to > UINT32_MAX)
		return false;
	return key_select((uint32_t)to, line, size);
}

/* The width is not known here: a row is as wide as zoom alone makes it. */
static int64_t row_bytes(const struct scene *scene)
{
	return 4 * memory_columns(scene, 80);
}

static bool move_words(const struct scene *scene, int words, char *line,
		       size_t size)
{
	return move(scene, 4 * words, line, size);
}

static bool move_rows(const struct scene *scene, int rows, char *line,
		      size_t size)
{
	return move(scene, rows * row_bytes(scene), line, size);
}

static bool move_screens(const struct scene *scene, int screens, char *line,
			 size_t size)
{
	int rows = scene->look->rows > 4 ? (int)scene->look->rows * 2 / 5 : 4;

	return move_rows(scene, screens * rows, line, size);
}

/* ---- Following ---- */

static bool key_follow(const struct scene *scene, char *line, size_t size)
{
	struct memory_place place = memory_place(scene);
	struct word_finder f;
	struct word w;
	bool is_frame;
	vaddr_t va;
	paddr_t pa;
	pfn_t pfn;
	const uint32_t *word = memory_read(scene, &place, place.at, &pa);

	if (!word)
		return false;
	word_finder_init(&f, &scene->index, scene_area_address(scene));
	word_find(&f, pa, &w);
	if (!word_target(&f, &w, *word, &va, &pfn, &is_frame))
		return false;
	return is_frame ? key_select_pfn(pfn, line, size)
			: key_select(va, line, size);
}

/* The area of the chosen address, or whose record that is. */
static const struct indexed_area *chosen_area(const struct scene *scene)
{
	int i = scene->spot.area;

	if (i < 0 && scene->spot.has_va)
		i = record_area(&scene->index, scene->spot.va);
	return i < 0 ? NULL : &scene->index.area[i];
}

static bool key_vm(const struct scene *scene, char *line, size_t size)
{
	const struct indexed_area *area = chosen_area(scene);

	return area && area->vm && key_select(area->vm, line, size);
}

static bool key_node(const struct scene *scene, char *line, size_t size)
{
	const struct indexed_area *area = chosen_area(scene);

	return area && key_select(area->va, line, size);
}

static bool key_start(const struct scene *scene, char *line, size_t size)
{
	const struct indexed_area *area = chosen_area(scene);

	return area && key_select(area->start, line, size);
}

/* The entry in RAM that maps the address: of a page, or of a section. */
static bool key_entry(const struct scene *scene, char *line, size_t size)
{
	const struct kernel *k = scene->k;
	const vaddr_t va = scene->spot.va;
	const uint32_t *entry;

	if (!scene->spot.has_va)
		return false;
	entry = pte_offset_kernel(k, va);
	if (!entry)
		entry = &k->pgd[va / SECTION_SIZE];
	return key_select(va_of(k, entry), line, size);
}

static bool key_record(const struct scene *scene, char *line, size_t size)
{
	const struct spot *spot = &scene->spot;

	if (!spot->has_pfn || !pfn_valid(scene->k, spot->pfn))
		return false;
	return key_select(va_of(scene->k, pfn_to_page(scene->k, spot->pfn)),
			  line, size);
}

const struct view_key memory_keys[] = {
	{ VKEY_UP, NULL, N_("Go back by a row"), .move = move_rows, .by = -1 },
	{ VKEY_DOWN, NULL, N_("Go on by a row"), .move = move_rows, .by = 1 },
	{ VKEY_LEFT, NULL, N_("Go back by a word"), .move = move_words,
	  .by = -1 },
	{ VKEY_RIGHT, NULL, N_("Go on by a word"), .move = move_words,
	  .by = 1 },
	{ VKEY_PAGE_UP, NULL, N_("Go back by a page of rows"),
	  .move = move_screens, .by = -1 },
	{ VKEY_PAGE_DOWN, NULL, N_("Go on by a page of rows"),
	  .move = move_screens, .by = 1 },
	{ VKEY_ENTER, N_("follow"),
	  N_("Go where the word under the cursor points"),
	  .answer = key_follow },
	{ 'v', N_("vm_struct"), N_("Go to the vm_struct of the chosen area"),
	  .answer = key_vm },
	{ 't', N_("vmap_area"), N_("Go to its vmap_area, the node of the tree"),
	  .answer = key_node },
	{ 'a', N_("area"), N_("Go back to the first page of the area"),
	  .answer = key_start },
	{ 'e', N_("entry"), N_("Go to the table entry that maps the address"),
	  .answer = key_entry },
	{ 'm', N_("struct page"), N_("Go to the struct page of its frame"),
	  .answer = key_record },
	{ .key = 0 },
};

/* ---- Searching ---- */

/* Pages of lowmem that were ever written; all others hold zeros. */
static bool is_touched(const struct machine *m, const uint32_t *page)
{
	return m->touched[((const uint8_t *)page - m->mem) / HOST_PAGE];
}

/* Once round lowmem, page by page, beginning after the chosen word. */
static bool search_word(const struct scene *scene, uint32_t value,
			bool backwards, vaddr_t *va)
{
	const struct kernel *k = scene->k;
	const uint32_t nr = k->lowmem_size / 4;
	const uint32_t *words = (const void *)k->lowmem;
	const uint32_t per_page = PAGE_SIZE / 4;
	vaddr_t here = memory_place(scene).at;
	uint32_t i =
		virt_addr_valid(k, here) ? (here - k->page_offset) / 4 : nr - 1;

	for (uint32_t n = 0; n < nr; n++) {
		i = backwards ? (i ? i : nr) - 1 : (i + 1 < nr ? i + 1 : 0);
		if (i % per_page == (backwards ? per_page - 1 : 0) &&
		    !is_touched(k->m, &words[i])) {
			i = backwards ? i - (per_page - 1) : i + per_page - 1;
			n += per_page - 1;
		} else if (words[i] == value) {
			*va = k->page_offset + 4 * i;
			return true;
		}
	}
	return false;
}

/* The nearest symbol on one side whose name has the text in it. */
static bool search_symbol(const struct scene *scene, const char *text,
			  bool backwards, vaddr_t *va)
{
	const struct kernel *k = scene->k;
	const vaddr_t here = memory_place(scene).at;
	uint32_t nearest = 0;
	bool found = false;

	for (uint32_t i = 0; i < k->g->kallsyms_num; i++) {
		const struct kallsym *s = &k->g->kallsyms[i];
		uint32_t distance =
			backwards ? here - 1 - s->addr : s->addr - here - 1;

		if (!strstr(at(k, s->name), text) ||
		    (found && distance >= nearest))
			continue;
		nearest = distance;
		*va = s->addr;
		found = true;
	}
	return found;
}

bool memory_search(const struct scene *scene, const char *text, bool backwards,
		   char *line, size_t size)
{
	char *end;
	unsigned long value = strtoul(text, &end, 16);
	vaddr_t va;

	if (!search_symbol(scene, text, backwards, &va) &&
	    (*end || !isxdigit((unsigned char)*text) || value > UINT32_MAX ||
	     !search_word(scene, (uint32_t)value, backwards, &va)))
		return false;
	return key_select(va, line, size);
}
