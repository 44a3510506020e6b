/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff_sentence.c - a comparison in one sentence.
 *
 * Areas, tables and frames come from the lists of both moments and from the
 * counts of free pages; where those did not change the sentence is about what
 * did: objects of kmalloc's, a word that was written.
 *
 * Used by diff.c alone.
 */
#include <inttypes.h>
#include <stdio.h>

#include "kernel/highmem.h"
#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "kernel/slab.h"
#include "kernel/vmap_record.h"
#include "inspect/place.h"
#include "inspect/diff_internal.h"
#include "inspect/ledger.h"
#include "inspect/slab_object.h"
#include "translate.h"

enum { FEW = 4096 }; /* changes; more are not one object's */

/* ---- Areas ---- */

/* What can have become of things, and the first of each. */
struct tally {
	uint32_t nr;
	uint32_t first;
};

static void count(struct tally *t, uint32_t what)
{
	if (!t->nr++)
		t->first = what;
}

/* What is behind an area. */
struct behind {
	uint32_t mapped; /* pages */
	uint32_t runs;	 /* one while page and frame are the next ones */
};

static struct behind look_behind(const struct kernel *k,
				 const struct vmap_area *va)
{
	struct behind b = { 0, 0 };
	pfn_t next = UINT32_MAX;
	vaddr_t after = va->va_start;

	for (vaddr_t a = va->va_start; a != va->va_end; a += PAGE_SIZE) {
		const uint32_t *pte = pte_offset_kernel(k, a);
		pfn_t pfn = pte ? *pte >> PAGE_SHIFT : 0;

		b.mapped += pte ? *pte != 0 : *pgd_entry(k, a) != 0;
		if (!pte || !*pte || !pfn_valid(k, pfn))
			continue;
		b.runs += pfn != next || a != after;
		next = pfn + 1;
		after = a + PAGE_SIZE;
	}
	return b;
}

/*
 * Freed areas that a new one had to pass: those in holes where it would fit if
 * they had been purged. The hole that ends at the new one is always large
 * enough.
 */
static uint32_t count_passed(const struct kernel *k, const struct vmap_area *va)
{
	uint32_t size = va->va_end - va->va_start, passed = 0, freed = 0;
	vaddr_t addr = va->va_start < k->layout.vmalloc_start
			       ? k->layout.modules_vaddr
			       : k->layout.vmalloc_start;
	const struct vmap_area *a = first_area(k);

	if (!k->g->vmap_lazy_nr)
		return 0;
	for (; a && a->va_start < va->va_start; a = next_area(k, a)) {
		if (a->va_start < addr && a->va_end <= addr)
			continue;
		if (vmap_area_is_freed(k, a)) {
			freed++;
			continue;
		}
		if (a->va_start >= addr && a->va_start - addr >= size)
			passed += freed;
		freed = 0;
		addr = a->va_end + k->vmap->gap;
	}
	return passed + freed;
}

/* "area buf 0x... +11 pages: 10 mapped in 3 runs of frames, 1 guard" */
static void tell_new_area(const struct diff_reader *r, vaddr_t record)
{
	const struct kernel *k = r->k;
	const struct vmap_area *va = at(k, record);
	char *text = r->d->sentence, name[INSPECT_PLACE_SIZE];
	const size_t size = sizeof(r->d->sentence);
	uint32_t pages = (va->va_end - va->va_start) >> PAGE_SHIFT;
	struct behind b = look_behind(k, va);
	uint32_t guard = has_guard_page(k, va) && b.mapped < pages;
	uint32_t not_mapped = pages - b.mapped - guard;
	uint32_t passed = count_passed(k, va);

	diff_say(text, size,
		 ngettext("area %s +%" PRIu32 " page: ",
			  "area %s +%" PRIu32 " pages: ", pages),
		 inspect_address(r->in, va->va_start, "0x", name), pages);
	/* First: what a short screen cuts is less of a riddle. */
	if (passed)
		diff_say(text, size,
			 ngettext("passed %" PRIu32
				  " freed area that waits for the purge; ",
				  "passed %" PRIu32
				  " freed areas that wait for the purge; ",
				  passed),
			 passed);
	if (b.mapped > 1 && b.runs)
		diff_say(text, size,
			 ngettext("%" PRIu32 " mapped in %" PRIu32
				  " run of frames",
				  "%" PRIu32 " mapped in %" PRIu32
				  " runs of frames",
				  b.runs),
			 b.mapped, b.runs);
	else
		diff_say(text, size, _("%" PRIu32 " mapped"), b.mapped);
	if (not_mapped)
		diff_say(text, size, _(", %" PRIu32 " not"), not_mapped);
	if (guard)
		diff_say(text, size, "%s", _(", 1 guard"));
}

/* Is the next record the same area, in the list of the other moment? */
static bool in_both(const struct diff_reader *r, size_t i)
{
	const struct diff_record *a = &r->record[i], *b = a + 1;

	return i + 1 < r->nr_records && a->start == b->start &&
	       a->kind == b->kind && a->area == b->area;
}

/* A large vmalloc makes one more for pages[], which is never the larger one. */
static void count_largest(const struct diff_reader *r, struct tally *t,
			  vaddr_t record)
{
	const struct vmap_area *va = at(r->k, record), *first;

	count(t, record);
	first = at(r->k, t->first);
	if (va->va_end - va->va_start > first->va_end - first->va_start)
		t->first = record;
}

/* In 6.1 a freed range joins those that it touches: then its record is gone, but
 * it waits. */
static bool waits_elsewhere(const struct diff_reader *r,
			    const struct diff_record *record)
{
	const struct vmap_area *va = vmap_area_at(r->k, record->area);

	return vmap_list(r->k, VMAP_FREED) && va &&
	       vmap_area_is_freed(r->k, va);
}

/* A record that is there in one of the moments. */
static void tally_one(const struct diff_reader *r,
		      const struct diff_record *record, struct tally *fresh,
		      struct tally *freed, struct tally *gone)
{
	bool joined = vmap_list(r->k, VMAP_FREED);

	if (record->was && !waits_elsewhere(r, record))
		count(gone, record->area);
	else if (record->state == VMAP_LIVE && record->was)
		count(freed, record->area);
	else if (record->state == VMAP_LIVE)
		count_largest(r, fresh, record->start);
	else if (!record->was && !joined) /* made and given up in one go */
		count(freed, record->area);
}

/* What became of areas: @fresh has records, the others addresses. */
static void tally_areas(const struct diff_reader *r, struct tally *fresh,
			struct tally *freed, struct tally *gone)
{
	for (size_t i = 0; i < r->nr_records; i++) {
		const struct diff_record *record = &r->record[i];

		if (record->kind != DIFF_VMAP_AREA)
			continue;
		if (!in_both(r, i)) {
			tally_one(r, record, fresh, freed, gone);
			continue;
		}
		i++;
		if (r->record[i].state == VMAP_FREED &&
		    record->state == VMAP_LIVE)
			count(freed, record->area);
	}
}

/* ---- Frames and tables ---- */

/* Frames of the block that somebody has, whose first page this is. */
static uint32_t block_frames(const struct diff_reader *r, uint32_t index)
{
	const struct page *page = at(r->k, r->k->g->mem_map);
	int order = ledger_order(r->k, r->k->layout.first_pfn + index);

	page += index;
	if (page_flag(page, PG_head))
		order = (int)page[1].lru.prev;
	return UINT32_C(1) << (order > 0 ? order : 0);
}

static uint32_t free_frames(const struct diff_reader *r, bool was)
{
	const struct zone *zone;
	uint32_t nr = 0;

	for_each_zone(r->k, zone)
	{
		const uint32_t *buddy = &zone->vm_stat[NR_FREE_PAGES];
		const uint32_t *pcp = &zone->pageset.count;

		nr += was ? diff_old_word(r, buddy) + diff_old_word(r, pcp)
			  : *buddy + *pcp;
	}
	return nr;
}

struct frames {
	uint32_t taken, freed;
	uint32_t slabs; /* among those taken */
};

/*
 * Frames that somebody has now and had not before, and the other way round. Of
 * a block only the first page is counted, so that its order says how many are
 * taken. Of what was freed the order is forgotten, but not how many are free;
 * in the middle of a call a page may be neither somebody's nor free yet.
 */
static void tally_frames(const struct diff_reader *r, struct frames *f)
{
	const struct page *map = at(r->k, r->k->g->mem_map);
	const uint32_t first = word_of(r, &map->_count);

	int64_t more_free =
		(int64_t)free_frames(r, false) - (int64_t)free_frames(r, true);

	for (size_t i = 0; i < r->nr; i++) {
		const struct diff_change *c = &r->change[i];
		uint32_t index = (c->word - first) / (sizeof(*map) / 4);

		if (c->word < first ||
		    !pfn_valid(r->k, r->k->layout.first_pfn + index) ||
		    (c->word - first) % (sizeof(*map) / 4))
			continue;
		if (!c->old)
			f->taken += block_frames(r, index);
		if (!c->old && page_flag(&map[index], PG_slab))
			f->slabs += block_frames(r, index);
		if (c->old && !c->new)
			f->freed++;
	}
	if (more_free + f->taken > f->freed)
		f->freed = (uint32_t)(more_free + f->taken);
}

static void tally_tables(const struct diff_reader *r, struct tally *fresh)
{
	for (size_t i = 0; i < r->nr_tables; i++) {
		const uint32_t *entry = pgd_entry(r->k, r->table[i].maps);

		if (*entry && !diff_old_word(r, entry))
			count(fresh, r->table[i].page);
	}
}

/* One more thing that happened; each stands for itself. */
static void separate(struct diff *d)
{
	if (*d->sentence)
		SAY(d->sentence, "%s", _("; "));
}

/* @one has the place, @many the number and the first place. */
static void tell(const struct diff_reader *r, const struct tally *t,
		 const char *one, const char *many)
{
	char name[INSPECT_PLACE_SIZE];
	struct diff *d = r->d;

	if (!t->nr)
		return;
	separate(d);
	inspect_address(r->in, t->first, "0x", name);
	if (t->nr == 1)
		SAY(d->sentence, one, name);
	else
		SAY(d->sentence, many, t->nr, name);
}

/* Those of the area and of tables were told before: slabs are what is left. */
static void tell_frames(struct diff *d, const struct frames *f)
{
	if (!f->taken && !f->freed)
		return;
	separate(d);
	if (!f->taken) {
		SAY(d->sentence, _("frames: %" PRIu32 " freed"), f->freed);
		return;
	}
	SAY(d->sentence, _("frames: %" PRIu32 " taken"), f->taken);
	if (f->slabs)
		SAY(d->sentence, _(" (slabs %" PRIu32 ")"), f->slabs);
	if (f->freed)
		SAY(d->sentence, _(", %" PRIu32 " freed"), f->freed);
}

/* ---- What no area and no frame has to do with ---- */

/* "object 0xcf800000 of kmalloc-128 taken": what kmalloc and kfree did. */
static void tell_object(struct diff_reader *r, vaddr_t object, bool taken)
{
	struct slab_object o;
	bool in_slab = slab_object_at(r->k, __pa(r->k, object), &o);
	struct diff *d = r->d;
	char name[INSPECT_PLACE_SIZE];

	if (!d->place)
		d->place = object;
	separate(d);
	inspect_address(r->in, object, "0x", name);
	if (!in_slab)
		SAY(d->sentence,
		    taken ? _("object %s taken") : _("object %s freed"), name);
	else
		SAY(d->sentence,
		    taken ? _("object %s of %s taken")
			  : _("object %s of %s freed"),
		    name, o.cache->name);
}

static void tell_objects(struct diff_reader *r)
{
	const uint32_t first = word_of(r, r->k->m->notes);
	uint32_t told = 0;

	for (size_t i = r->nr; i > 0 && r->change[i - 1].word >= first; i--) {
		const struct diff_change *c = &r->change[i - 1];

		for (unsigned int byte = 0; byte < 4 && told < 2; byte++) {
			bool was = ledger_is_object(c->old >> 8 * byte);
			bool is = ledger_is_object(c->new >> 8 * byte);

			if (was == is)
				continue;
			tell_object(r,
				    ledger_place(r->k,
						 4 * (c->word - first) + byte),
				    is);
			told++;
		}
	}
}

/* What vm_map_ram and vm_unmap_ram did to a block that there was before. */
static void tell_blocks(struct diff_reader *r)
{
	struct diff *d = r->d;

	for (size_t i = 0; i < r->nr_records && !*d->sentence; i++) {
		const struct diff_record *record = &r->record[i];
		const struct vmap_block *vb = at(r->k, record->start);
		uint32_t given, dirty;

		if (record->kind != DIFF_VMAP_BLOCK || record->was)
			continue;
		given = diff_old_word(r, &vb->free) - vb->free;
		dirty = vb->dirty - diff_old_word(r, &vb->dirty);
		if (!given && !dirty)
			continue;
		d->place = record->area;
		if (given)
			SAY(d->sentence,
			    ngettext("block 0x%08" PRIx32 ": %" PRIu32
				     " page given",
				     "block 0x%08" PRIx32 ": %" PRIu32
				     " pages given",
				     given),
			    record->area, given);
		else
			SAY(d->sentence,
			    ngettext("block 0x%08" PRIx32 ": %" PRIu32
				     " page given back: dirty, and mapped "
				     "until a flush",
				     "block 0x%08" PRIx32 ": %" PRIu32
				     " pages given back: dirty, and mapped "
				     "until a flush",
				     dirty),
			    record->area, dirty);
	}
}

/* What kmap and kunmap did: of one slot all, of more how many. */
static void tell_slots(struct diff_reader *r)
{
	const uint32_t *counts = r->k->g->pkmap_count;
	struct tally slots = { 0 };
	struct diff *d = r->d;

	for (uint32_t slot = 0; slot < LAST_PKMAP; slot++)
		if (diff_change_of(r, word_of(r, &counts[slot])))
			count(&slots, slot);
	if (!slots.nr)
		return;
	d->place = va_of(r->k, &counts[slots.first]);
	if (slots.nr > 1)
		SAY(d->sentence,
		    ngettext("slot %" PRIu32 " of pkmap at 0x%08" PRIx32
			     " and %" PRIu32 " more changed",
			     "slot %" PRIu32 " of pkmap at 0x%08" PRIx32
			     " and %" PRIu32 " more changed",
			     slots.nr - 1),
		    slots.first, PKMAP_ADDR(r->k, slots.first), slots.nr - 1);
	else
		SAY(d->sentence,
		    _("slot %" PRIu32 " of pkmap at 0x%08" PRIx32
		      ": pkmap_count %" PRIu32 " -> %" PRIu32),
		    slots.first, PKMAP_ADDR(r->k, slots.first),
		    diff_old_word(r, &counts[slots.first]),
		    counts[slots.first]);
}

/* A page that is mapped anew or no longer, without an area: kmap_atomic. */
static void tell_pte(struct diff_reader *r)
{
	struct diff *d = r->d;

	for (size_t i = 0; i < d->nr && !*d->sentence; i++)
		if (d->item[i].kind == DIFF_PTE)
			SAY(d->sentence, _("%s: %s"), d->item[i].text->name,
			    d->item[i].text->change);
}

/* A word that somebody wrote where only its owner knows what it means. */
static void tell_written(struct diff_reader *r)
{
	struct diff *d = r->d;

	for (size_t i = 0; i < d->nr && !*d->sentence; i++) {
		const struct diff_item *item = &d->item[i];
		const struct diff_change *c;

		if (item->kind != DIFF_FRAME)
			continue;
		d->place = __va(r->k, item->address);
		c = diff_change_of(r, (item->address - r->k->m->ram_start) / 4);
		if (item->words == 1 && c)
			SAY(d->sentence,
			    _("word at physical 0x%08" PRIx32 ": %08" PRIx32
			      " -> %08" PRIx32),
			    item->address, c->old, c->new);
		else
			SAY(d->sentence, _("%s: %s"), item->text->name,
			    item->text->change);
	}
}

/* ---- All of it ---- */

void diff_tell_areas(struct diff_reader *r)
{
	struct tally fresh = { 0 }, freed = { 0 }, gone = { 0 };
	struct tally tables = { 0 };
	struct frames frames = { 0 };
	struct diff *d = r->d;

	tally_areas(r, &fresh, &freed, &gone);
	tally_frames(r, &frames);
	tally_tables(r, &tables);
	d->area = fresh.nr ? fresh.first : 0;
	if (fresh.nr)
		tell_new_area(r, fresh.first);
	if (fresh.nr > 1)
		SAY(d->sentence, _("; new areas in all: %" PRIu32), fresh.nr);
	tell(r, &freed, _("freed, not purged: area %s"),
	     _("%" PRIu32 " areas freed, not purged, the first %s"));
	tell(r, &gone, _("purged: area %s"),
	     _("%" PRIu32 " areas purged, the first %s"));
	tell(r, &tables, _("new page table at %s"),
	     _("%" PRIu32 " new page tables, the first %s"));
	tell_frames(d, &frames);
	d->small = !*d->sentence;
}

void diff_tell_rest(struct diff_reader *r)
{
	struct diff *d = r->d;

	if (r->nr < FEW)
		tell_objects(r);
	if (!*d->sentence)
		tell_slots(r);
	if (d->small) {
		tell_blocks(r);
		tell_written(r);
	}
	if (!*d->sentence)
		tell_pte(r);
	if (!*d->sentence)
		SAY(d->sentence, "%s",
		    r->nr ? _("no area or frame changed")
			  : _("nothing changed"));
}
