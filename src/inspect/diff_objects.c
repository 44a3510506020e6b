/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff_objects.c - from changed words to the objects that they belong to.
 *
 * Word by word in address order: the place that a word lies in has a function
 * that takes as many changes as it can, makes an item of them and answers with
 * the first change after them.
 *
 * Used by diff.c, through diff_describe_all(). The globals and the fields of
 * objects are in diff_fields.c.
 */
#include "inspect/diff_internal.h"
#include "inspect/memory_word.h"
#include "inspect/slab_object.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "translate.h"

enum { TABLE_WORDS = 1024 };

/* ---- Registers and the ledger: after RAM ---- */

static size_t describe_register(struct diff_reader *r, size_t i)
{
	static const char *const names[REG_COUNT] = {
		[REG_TTBR0] = "TTBR0",
		[REG_DACR] = "DACR",
		[REG_DFSR] = "DFSR",
		[REG_DFAR] = "DFAR",
		[REG_TLB_FLUSHES] = N_("TLB flushes"),
		[REG_TLB_START] = N_("TLB flush start"),
		[REG_TLB_END] = N_("TLB flush end"),
		[REG_TLB_ROUNDS] = N_("TLB flush rounds"),
		[REG_TLB_DROPPED] = N_("TLB entries dropped"),
		[REG_TLB_HITS_MICRO] = N_("TLB hits in the 8"),
		[REG_TLB_HITS_MAIN] = N_("TLB hits in the 64"),
		[REG_TLB_MISSES] = N_("TLB misses"),
		[REG_TLB_NEXT_MICRO] = N_("TLB next of the 8"),
		[REG_TLB_NEXT_MAIN] = N_("TLB next of the 64"),
	};
	const struct diff_change *c = &r->change[i];
	uint32_t index = c->word - word_of(r, r->k->m->regs);
	struct diff_item *item;

	if (index >= REG_COUNT)
		return diff_describe_count(r, i, UINT32_MAX, DIFF_LEDGER, 0,
					   _("the ledger of what is yours"));
	item = diff_add_item(r, DIFF_REGISTER, index, 1);
	if (item) {
		if (index >= REG_TLB_ENTRY)
			TELL(item, name,
			     (index - REG_TLB_ENTRY) % 2
				     ? _("TLB entry %" PRIu32
					 ", what it leads to")
				     : _("TLB entry %" PRIu32),
			     (index - REG_TLB_ENTRY) / 2);
		else
			TELL(item, name, _("register %s"), _(names[index]));
		TELL(item, change, "%08" PRIx32 " -> %08" PRIx32, c->old,
		     c->new);
	}
	return i + 1;
}

/* ---- Page tables ---- */

static size_t describe_pgd(struct diff_reader *r, size_t i)
{
	const struct diff_change *c = &r->change[i];
	uint32_t index = c->word - word_of(r, r->k->pgd);
	struct diff_item *item = diff_add_item(r, DIFF_PGD, index << 20, 1);

	if (item) {
		item->fate = diff_fate_of(c);
		TELL(item, name, _("first-level entry of %08" PRIx32),
		     index << 20);
		TELL(item, change, "%08" PRIx32 " -> %08" PRIx32, c->old,
		     c->new);
	}
	return i + 1;
}

/* Entries in a row with the same fate. */
static size_t run_end(const struct diff_reader *r, size_t i, uint32_t end)
{
	size_t j = i + 1;

	while (j < r->nr && r->change[j].word < end &&
	       r->change[j].word == r->change[j - 1].word + 1 &&
	       diff_fate_of(&r->change[j]) == diff_fate_of(&r->change[i]))
		j++;
	return j;
}

static void say_values(struct diff_text *text, uint32_t first, uint32_t last)
{
	if (!text)
		return;
	SAY(text->change, "%08" PRIx32, first);
	if (first != last)
		SAY(text->change, "...%08" PRIx32, last);
}

/* old...old -> new...new of the run [i, j). */
static void say_run(struct diff_reader *r, size_t i, size_t j,
		    struct diff_item *item)
{
	const struct diff_change *c = r->change;

	say_values(item->text, c[i].old, c[j - 1].old);
	TELL(item, change, " -> ");
	say_values(item->text, c[i].new, c[j - 1].new);
}

static void describe_pte_run(struct diff_reader *r, size_t i, size_t j,
			     vaddr_t va)
{
	const uint32_t to_hw = (PTE_LINUX_OFFSET - PTE_HW_OFFSET) / 4;
	uint32_t nr = (uint32_t)(j - i);
	struct diff_item *item = diff_add_item(r, DIFF_PTE, va, 2 * nr);
	const struct diff_change *hw =
		diff_change_of(r, r->change[i].word - to_hw);
	const struct diff_change *last =
		diff_change_of(r, r->change[j - 1].word - to_hw);

	if (!item)
		return;
	item->count = nr;
	item->fate = diff_fate_of(&r->change[i]);
	if (nr > 1)
		TELL(item, name,
		     _("%" PRIu32 " PTEs of %08" PRIx32 "-%08" PRIx32), nr, va,
		     va + ((nr - 1) << PAGE_SHIFT));
	else
		TELL(item, name, _("PTE of %08" PRIx32), va);
	say_run(r, i, j, item);
	TELL(item, change, "%s", _(" (Linux)"));
	if (!hw || !last)
		return;
	TELL(item, change, "%s", _(", "));
	say_values(item->text, hw->new, last->new);
	TELL(item, change, "%s", _(" (hardware)"));
}

/* What was in the frame before it was a table was not an entry. */
static void forget_old(struct diff_reader *r, size_t i, uint32_t end)
{
	for (; i < r->nr && r->change[i].word < end; i++)
		r->change[i].old = 0;
}

/*
 * The hardware's half comes first and is told with Linux's: set_pte() writes
 * both.
 */
static size_t describe_table(struct diff_reader *r, size_t i,
			     const struct diff_table *table)
{
	uint32_t first = word_of(r, ram_at(r->k->m, table->page));
	size_t j;

	if (diff_change_of(r, word_of(r, pgd_entry(r->k, table->maps))))
		forget_old(r, i, first + TABLE_WORDS);
	i = diff_count_until(r, i, first + PTE_LINUX_OFFSET / 4);
	for (; i < r->nr && r->change[i].word < first + TABLE_WORDS; i = j) {
		uint32_t index =
			r->change[i].word - first - PTE_LINUX_OFFSET / 4;

		j = run_end(r, i, first + TABLE_WORDS);
		if (diff_fate_of(&r->change[i]) != DIFF_NOTHING)
			describe_pte_run(r, i, j,
					 table->maps + (index << PAGE_SHIFT));
	}
	return i;
}

/* ---- Records of areas ---- */

static size_t describe_pages_array(struct diff_reader *r, size_t i,
				   const struct diff_record *record)
{
	uint32_t first = word_of(r, at(r->k, record->start));
	uint32_t index = r->change[i].word - first;
	size_t j = run_end(r, i, first + record->size / 4);
	uint32_t nr = (uint32_t)(j - i);
	struct diff_item *item =
		diff_add_item(r, DIFF_PAGES_ARRAY, record->start, nr);
	char area[INSPECT_PLACE_SIZE];

	if (!item)
		return j;
	item->count = nr;
	item->fate = diff_fate_of(&r->change[i]);
	if (nr > 1)
		TELL(item, name, _("pages[%" PRIu32 "-%" PRIu32 "] of area %s"),
		     index, index + nr - 1,
		     inspect_address(r->in, record->area, "", area));
	else
		TELL(item, name, _("pages[%" PRIu32 "] of area %s"), index,
		     inspect_address(r->in, record->area, "", area));
	say_run(r, i, j, item);
	return j;
}

static const char *const record_types[] = {
	[DIFF_VM_STRUCT] = "struct vm_struct",
	[DIFF_VMAP_AREA] = "struct vmap_area",
	[DIFF_FREE_BLOCK] = "struct vmap_area",
	[DIFF_VMAP_BLOCK] = "struct vmap_block",
};

static const struct cbase *type_of(const struct diff_reader *r,
				   const struct diff_record *record)
{
	if (record->kind == DIFF_FREE_BLOCK)
		return cbase_free_block();
	return cbase_here(r->k, cbase_find(record_types[record->kind]));
}

static size_t describe_record(struct diff_reader *r, size_t i,
			      const struct diff_record *record)
{
	char name[DIFF_NAME] = "", area[INSPECT_PLACE_SIZE];

	if (record->kind == DIFF_PAGES_ARRAY)
		return describe_pages_array(r, i, record);
	if (record->kind == DIFF_FREE_BLOCK)
		NAME(r, name,
		     record->was ? _("vmap_area of the free block %08" PRIx32
				     " at %08" PRIx32 " (gone)")
				 : _("vmap_area of the free block %08" PRIx32
				     " at %08" PRIx32),
		     record->area, record->start);
	else
		NAME(r, name,
		     record->was ? _("%s of %s at %08" PRIx32 " (gone)")
				 : _("%s of %s at %08" PRIx32),
		     record_types[record->kind] + strlen("struct "),
		     inspect_address(r->in, record->area, "", area),
		     record->start);
	return diff_describe_object(r, i, record->kind, type_of(r, record),
				    at(r->k, record->start), record->start,
				    name);
}

/* ---- struct page ---- */

/* Neighbours that changed alike become one item. */
static void merge_page(struct diff_reader *r)
{
	struct diff *d = r->d;
	struct diff_item *last = &d->item[d->nr - 1], *run = last - 1;

	if (d->nr < 2 || run->kind != DIFF_PAGE ||
	    run->address + run->count != last->address ||
	    run->fate != last->fate ||
	    (run->text && strcmp(run->text->change, last->text->change)))
		return;
	run->count++;
	run->words += last->words;
	free(last->text);
	d->nr--;
	if (run->text)
		*run->text->name = '\0';
	TELL(run, name,
	     _("%" PRIu32 " struct pages of pfn %05" PRIx32 "-%05" PRIx32),
	     run->count, run->address, run->address + run->count - 1);
}

/*
 * A page that was only taken or freed: then its buddy bit, its order and its
 * links say nothing that the free lists do not. Words [i, end) are its changes.
 */
static bool only_changed_hands(const struct diff_reader *r, size_t i,
			       size_t end, const struct page *page)
{
	const uint32_t first = word_of(r, page);
	bool counted = false;

	for (; i < end; i++) {
		const struct diff_change *c = &r->change[i];

		switch ((c->word - first) * 4) {
		case offsetof(struct page, flags):
			if ((c->old ^ c->new) != 1u << PG_buddy)
				return false;
			break;
		case offsetof(struct page, _count):
			counted = true;
			break;
		case offsetof(struct page, private):
		case offsetof(struct page, lru.next):
		case offsetof(struct page, lru.prev):
			break;
		default:
			return false;
		}
	}
	return counted;
}

static size_t describe_page(struct diff_reader *r, size_t i)
{
	const struct page *map = at(r->k, r->k->g->mem_map);
	uint32_t index = (r->change[i].word - word_of(r, map)) /
			 (uint32_t)(sizeof(*map) / 4);
	pfn_t pfn = r->k->layout.first_pfn + index;
	const struct page *page = map + index;
	uint32_t was = diff_old_word(r, &page->_count);
	size_t end = diff_count_until(r, i, word_of(r, page + 1)),
	       nr = r->d->nr;
	struct diff_item *item;
	char name[DIFF_NAME] = "";

	if (!page->_count && !was) {
		r->free_blocks++;
		r->free_words += (uint32_t)(end - i);
		return end;
	}
	NAME(r, name, _("struct page of pfn %05" PRIx32), pfn);
	if (only_changed_hands(r, i, end, page)) {
		item = diff_add_item(r, DIFF_PAGE, pfn, (uint32_t)(end - i));
		if (item) {
			item->fate = page->_count
					     ? was ? DIFF_CHANGED : DIFF_CAME
					     : DIFF_WENT;
			TELL(item, name, "%s", name);
			TELL(item, change, "_count %" PRIu32 " -> %" PRIu32,
			     was, page->_count);
		}
	} else {
		diff_describe_object(r, i, DIFF_PAGE, cbase_find("struct page"),
				     page, pfn, name);
	}
	if (r->d->nr > nr)
		merge_page(r);
	return end;
}

/* ---- What else lies in frames ---- */

/* Up to the end of the page, or to the next record of an area in it. */
static uint32_t stretch_end(const struct diff_reader *r, vaddr_t va)
{
	vaddr_t end = (va & PAGE_MASK) + (PAGE_SIZE - 4), next = va;

	while (next < end && !diff_record_at(r, next + 4))
		next += 4;
	return (next - va) / 4 + 1;
}

static size_t describe_slab(struct diff_reader *r, size_t i,
			    const struct page *page)
{
	const struct kmem_cache *cache = at(r->k, page->slab);
	const struct diff_change *c = &r->change[i];
	char name[DIFF_NAME] = "";

	NAME(r, name, _("objects of %s in pfn %05" PRIx32), cache->name,
	     page_to_pfn(r->k, page));
	return diff_describe_count(r, i,
				   c->word + stretch_end(r, virtual_of(r, c)),
				   DIFF_OBJECTS, virtual_of(r, c), name);
}

static size_t describe_pageblocks(struct diff_reader *r, size_t i)
{
	const struct diff_change *c = &r->change[i];

	return diff_describe_count(r, i, c->word + 1, DIFF_ZONE,
				   virtual_of(r, c), _("types of pageblocks"));
}

static size_t describe_frame(struct diff_reader *r, size_t i)
{
	const struct kernel *k = r->k;
	paddr_t pa = address_of(r, &r->change[i]);
	const struct page *page = pfn_to_page(k, pa >> PAGE_SHIFT);
	const struct page *head = compound_head(k, page);
	uint32_t end = r->change[i].word +
		       stretch_end(r, virtual_of(r, &r->change[i]));
	char name[DIFF_NAME] = "";

	if (page_flag(head, PG_slab))
		return describe_slab(r, i, head);
	NAME(r, name,
	     page->_count || head != page
		     ? _("contents of frame %05" PRIx32)
		     : _("contents of frame %05" PRIx32 " (free)"),
	     pa >> PAGE_SHIFT);
	return diff_describe_count(r, i, end, DIFF_FRAME, pa, name);
}

/* ---- Where a word lies ---- */

static size_t describe_one(struct diff_reader *r, size_t i)
{
	const struct kernel *k = r->k;
	const struct diff_change *c = &r->change[i];
	const struct diff_record *record;
	const struct diff_table *table;
	uint32_t offset;

	if ((uint64_t)c->word * 4 >= k->m->ram_size)
		return describe_register(r, i);
	switch (memory_part(k, address_of(r, c), &offset)) {
	case MEMORY_GLOBALS:
		return diff_describe_global(r, i);
	case MEMORY_PGD:
		return describe_pgd(r, i);
	case MEMORY_MAP:
		return describe_page(r, i);
	case MEMORY_PAGEBLOCKS:
		return describe_pageblocks(r, i);
	case MEMORY_FRAME:
		break;
	}
	table = diff_table_at(r, address_of(r, c));
	if (table)
		return describe_table(r, i, table);
	record = diff_record_at(r, virtual_of(r, c));
	if (record)
		return describe_record(r, i, record);
	return describe_frame(r, i);
}

static int by_kind(const void *a, const void *b)
{
	const struct diff_item *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->address < y->address ? -1 : x->address > y->address;
}

/* What is only counted: "free pages: 8 split, merged or relinked". */
static void add_count(struct diff_reader *r, enum diff_kind kind,
		      uint32_t words, uint32_t nr, const char *name,
		      const char *what)
{
	struct diff_item *item = nr ? diff_add_item(r, kind, 0, words) : NULL;

	if (!item)
		return;
	item->count = nr;
	TELL(item, name, "%s", name);
	TELL(item, change, what, nr);
}

void diff_describe_all(struct diff_reader *r)
{
	for (size_t i = 0; i < r->nr && !r->failed;)
		i = describe_one(r, i);
	add_count(r, DIFF_FREE_BLOCKS, r->free_words, r->free_blocks,
		  _("free pages"), _("%" PRIu32 " split, merged or relinked"));
	add_count(r, DIFF_LINKS, r->links, r->links, _("lists and trees"),
		  ngettext("%" PRIu32 " link", "%" PRIu32 " links", r->links));
	if (r->d->nr)
		qsort(r->d->item, r->d->nr, sizeof(*r->d->item), by_kind);
}
