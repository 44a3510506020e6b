/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mapping_rules.c - slots, entries of fixmap and blocks on paper, and whoever
 * forgets one of their rules.
 */
#include "session/prediction/mapping_rules.h"

#include <string.h>

#include "kernel/highmem.h"
#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/vmap_block.h"
#include "session/prediction/forgotten_rules.h"
#include "translate.h"

/* One person who answers. */
struct mapping_person {
	const struct kernel *k;
	const struct paper_mappings *m;
	const struct paper_sheet *areas;
	uint32_t answer; /* the answer to explain */
	bool explained;
};

static void say(struct mapping_person *p, vaddr_t addr)
{
	p->explained |= addr == p->answer;
}

/* ---- Written down before the call ---- */

static bool is_mapped(const struct kernel *k, vaddr_t addr)
{
	const uint32_t *pte = pte_offset_kernel(k, addr);

	return pte && *pte;
}

static void copy_block(const struct kernel *k, uint32_t cpu,
		       struct paper_block *block)
{
	const struct list_head *queue = &k->g->vmap_block_queue[cpu].free;
	const struct vmap_block *vb;
	const struct vmap_area *va;

	if (list_empty(k, queue))
		return;
	vb = container_of(list_next(k, queue), struct vmap_block, free_list);
	va = at(k, vb->va);
	block->start = va->va_start;
	for (uint32_t page = 0; page < vmap_bbmap_bits(k); page++) {
		uint32_t bit = UINT32_C(1) << page % 32;
		bool dirty = vmap_block_bit(vb->dirty_map, page);

		if (!vmap_block_bit(vb->alloc_map, page))
			continue;
		block->given[page / 32] |= bit;
		if (!dirty)
			block->clean[page / 32] |= bit;
		if (dirty || is_mapped(k, block->start + (page << PAGE_SHIFT)))
			block->asked[page / 32] |= bit;
	}
}

void mappings_copy_down(const struct kernel *k, struct paper_mappings *m)
{
	uint32_t cpus = k->layout.board.cpus;

	memset(m, 0, sizeof(*m));
	memcpy(m->count, k->g->pkmap_count, sizeof(m->count));
	m->last = k->g->last_pkmap_nr;
	while (m->idle < KM_TYPE_NR * cpus &&
	       is_mapped(k, fix_to_virt(k, m->idle)))
		m->idle++;
	for (uint32_t cpu = 0; cpu < cpus; cpu++)
		copy_block(k, cpu, &m->block[cpu]);
}

/* ---- From the call that ran ---- */

static uint32_t var_of(const struct record_step *step, const char *name)
{
	const struct record_var *var = record_var(step, name);

	return var ? var->value : 0;
}

static void read_call(const struct kernel *k, const struct step_record *r,
		      struct paper_mappings *m)
{
	static const char *const ids[] = { [MAPPING_KMAP] = "kmap",
					   [MAPPING_ATOMIC] = "kmap_atomic",
					   [MAPPING_RAM] = "vm_map_ram" };
	struct record_step step;

	for (uint32_t i = 0; i < record_steps(r); i++) {
		const char *id = record_point(r, i)->id;

		record_step(r, i, &step);
		for (unsigned int call = MAPPING_KMAP;
		     !i && call <= MAPPING_RAM; call++)
			if (!strcmp(id, ids[call]))
				m->call = (enum mapping_call)call;
		if (!i && m->call == MAPPING_NONE)
			return;
		if (!i) {
			m->type = var_of(&step, "km_type");
			m->cpu = var_of(&step, "cpu");
			m->count_pages = var_of(&step, "count");
		}
		if (!i && m->call != MAPPING_RAM)
			m->pfn = page_to_pfn(k, at(k, var_of(&step, "page")));
		if (!strcmp(id, "kmap_high") || !strcmp(id, "kmap_high_get"))
			m->has = var_of(&step, "vaddr");
	}
}

/* ---- Slots of pkmap ---- */

static bool is_lowmem(const struct mapping_person *p)
{
	return page_is_lowmem(p->k, pfn_to_page(p->k, p->m->pfn));
}

static bool needs_slot(const struct mapping_person *p)
{
	return p->m->call == MAPPING_KMAP && !p->m->has && !is_lowmem(p);
}

static bool needs_entry(const struct mapping_person *p)
{
	return p->m->call == MAPPING_ATOMIC && !p->m->has && !is_lowmem(p);
}

static void say_slot(struct mapping_person *p, uint32_t slot)
{
	if (slot < LAST_PKMAP)
		say(p, PKMAP_ADDR(p->k, slot));
}

/* A slot whose count is up to @most is free: 1 is one without users, which a
 * flush at slot 0 frees. */
static uint32_t slot_after_last(const struct paper_mappings *m, uint32_t most)
{
	for (uint32_t i = 1; i <= LAST_PKMAP; i++) {
		uint32_t slot = (m->last + i) % LAST_PKMAP;

		if (!slot)
			most = 1;
		if (m->count[slot] <= most)
			return slot;
	}
	return LAST_PKMAP;
}

static uint32_t lowest_slot(const struct paper_mappings *m, uint32_t from,
			    uint32_t most)
{
	while (from < LAST_PKMAP && m->count[from] > most)
		from++;
	return from;
}

/* As if the page had neither an address in lowmem nor a slot. */
static void map_anew(struct mapping_person *p)
{
	if (p->m->call == MAPPING_KMAP)
		say_slot(p, slot_after_last(p->m, 0));
	else
		say(p, fix_kmap_address(p->k, p->m->type, p->m->cpu));
}

/* ---- Runs of pages in a block ---- */

/* The lowest run of so many pages of which none is taken, at a multiple. */
static void say_run(struct mapping_person *p, const struct paper_block *block,
		    const uint32_t *taken, uint32_t pages, uint32_t multiple)
{
	const uint32_t bits = vmap_bbmap_bits(p->k);

	for (uint32_t at = 0; block->start && at + pages <= bits;
	     at += multiple) {
		uint32_t free = 0;

		while (free < pages && !vmap_block_bit(taken, at + free))
			free++;
		if (free < pages)
			continue;
		say(p, block->start + (at << PAGE_SHIFT));
		return;
	}
}

static bool wants_block(const struct mapping_person *p)
{
	return p->m->call == MAPPING_RAM && p->m->count_pages &&
	       p->m->count_pages <= VMAP_MAX_ALLOC;
}

static uint32_t pages_given(const struct mapping_person *p)
{
	return 1u << fls(p->m->count_pages - 1);
}

/* ---- A person for each rule ---- */

static void no_lowmem(struct mapping_person *p)
{
	if (p->m->call != MAPPING_KMAP && p->m->call != MAPPING_ATOMIC)
		return;
	if (is_lowmem(p))
		map_anew(p);
	else
		say(p, __va(p->k, p->m->pfn << PAGE_SHIFT));
}

static void slot_not_kept(struct mapping_person *p)
{
	if (p->m->has)
		map_anew(p);
}

static void slot_lowest(struct mapping_person *p)
{
	for (uint32_t from = 0; needs_slot(p) && from < 2; from++)
		for (uint32_t most = 0; most < 2; most++)
			say_slot(p, lowest_slot(p->m, from, most));
}

static void slot_last(struct mapping_person *p)
{
	if (needs_slot(p))
		say_slot(p, p->m->last);
}

static void slot_unused(struct mapping_person *p)
{
	if (needs_slot(p))
		say_slot(p, slot_after_last(p->m, 1));
}

static void other_cpu(struct mapping_person *p)
{
	for (uint32_t cpu = 0; cpu < p->k->layout.board.cpus; cpu++) {
		if (cpu == p->m->cpu)
			continue;
		if (needs_entry(p))
			say(p, fix_kmap_address(p->k, p->m->type, cpu));
		if (wants_block(p))
			say_run(p, &p->m->block[cpu], p->m->block[cpu].given,
				pages_given(p), pages_given(p));
	}
}

/* Where an address is looked for: in fixmap, or in pkmap as kmap() does. */
static void type_looked_for(struct mapping_person *p)
{
	if (!needs_entry(p))
		return;
	say(p, fix_to_virt(p->k, 0));
	say(p, fix_to_virt(p->k, p->m->idle));
	say_slot(p, slot_after_last(p->m, 0));
}

/* An area for these pages alone, with and without a guard page. */
static void no_block(struct mapping_person *p)
{
	const struct layout *layout = &p->k->layout;
	struct paper_search q = {
		.size = p->m->count_pages << PAGE_SHIFT,
		.gap = PAGE_SIZE,
		.align = 1,
		.start = layout->vmalloc_start,
		.end = layout->vmalloc_end,
		.most = UINT64_MAX,
	};
	uint64_t addr;

	if (!wants_block(p))
		return;
	if (paper_find(p->areas, &q, &addr))
		say(p, (vaddr_t)addr);
	q.guard = PAGE_SIZE;
	if (paper_find(p->areas, &q, &addr))
		say(p, (vaddr_t)addr);
}

/* In this call; in all that led here. */
static void run_not_rounded(struct mapping_person *p)
{
	const struct paper_block *block = &p->m->block[p->m->cpu];

	if (!wants_block(p))
		return;
	say_run(p, block, block->given, p->m->count_pages, 1);
	say_run(p, block, block->asked, p->m->count_pages, 1);
}

static void dirty_again(struct mapping_person *p)
{
	const struct paper_block *block = &p->m->block[p->m->cpu];

	if (wants_block(p))
		say_run(p, block, block->clean, pages_given(p), pages_given(p));
}

static const struct {
	struct forgotten_rule rule;
	void (*answers)(struct mapping_person *p);
} rules[] = {
	{ { "lowmem",
	    N_("a page of lowmem has had its address since boot; a page of "
	       "high memory has none of its own") },
	  no_lowmem },
	{ { "kept-slot",
	    N_("a page that has a slot of pkmap is seen there, whoever maps "
	       "it") },
	  slot_not_kept },
	{ { "next-slot",
	    N_("the search goes on after the slot given last, not at the "
	       "lowest that is free") },
	  slot_lowest },
	{ { "counted-first",
	    N_("the number of the slot is counted up before it is tried, so "
	       "the first one is 1") },
	  slot_last },
	{ { "unused-slot",
	    N_("a slot without users stays taken until the numbers begin at 0 "
	       "again") },
	  slot_unused },
	{ { "cpu", N_("each CPU has entries of fixmap and blocks of its own") },
	  other_cpu },
	{ { "km-type",
	    N_("kmap_atomic looks for nothing: type and CPU say which entry "
	       "of fixmap it is") },
	  type_looked_for },
	{ { "block",
	    N_("up to 32 pages of vm_map_ram come from a block, which is "
	       "aligned to its size") },
	  no_block },
	{ { "power-of-two",
	    N_("a block gives 1, 2, 4 ... pages, at a multiple of so many") },
	  run_not_rounded },
	{ { "dirty",
	    N_("pages of a block that were unmapped are not given again "
	       "before all of it is freed") },
	  dirty_again },
};

enum { NR_MAPPING_RULES = sizeof(rules) / sizeof(rules[0]) };

const struct forgotten_rule *mapping_rule(unsigned int i)
{
	return i < NR_MAPPING_RULES ? &rules[i].rule : NULL;
}

uint32_t mapping_rules(const struct kernel *k, struct paper_mappings *m,
		       const struct step_record *r,
		       const struct paper_sheet *areas, uint32_t answer)
{
	struct mapping_person p = {
		.k = k, .m = m, .areas = areas, .answer = answer
	};
	uint32_t set = 0;

	read_call(k, r, m);
	for (unsigned int i = 0; m->call && i < NR_MAPPING_RULES; i++) {
		p.explained = false;
		rules[i].answers(&p);
		if (p.explained)
			set |= 1u << i;
	}
	return set;
}
