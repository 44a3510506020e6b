/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forgotten_rules.c - the rules, and a search without each of them.
 *
 * A way to go without a rule changes the search, the areas, or both. It is
 * tried on the areas as they are; and, where it would have put them elsewhere,
 * on the areas put down again in the order in which they came.
 */
#include "session/prediction/forgotten_rules.h"

#include <errno.h>
#include <string.h>

#include "kernel/vmalloc.h"
#include "kernel/vmap_allocator.h"
#include "session/prediction/mapping_rules.h"
#include "session/session.h"
#include "translate.h"

/* One person who answers. */
struct person {
	const struct session *s;
	const struct paper_sheet *areas; /* as they are */
	const struct paper_search *real;
	struct paper_sheet paper; /* what is on their sheet */
	struct paper_search search;
	uint32_t answer; /* the answer to explain */
	bool whole;	 /* the areas can be put down again in their order */
	bool explained;
	bool lost; /* no memory */
};

static void say(struct person *p, uint64_t addr)
{
	p->explained |= addr == p->answer;
}

/* Write the areas down afresh, and read the question again. */
static void begin(struct person *p)
{
	paper_free(&p->paper);
	p->lost |= paper_copy(p->areas, &p->paper) != 0 ||
		   paper_copy_tree(p->areas, &p->paper) != 0;
	p->search = *p->real;
}

/* Finding nothing is NULL, which is 0 here. */
static void answer(struct person *p)
{
	uint64_t addr;

	say(p, paper_find(&p->paper, &p->search, &addr) ? addr : 0);
}

/*
 * Likewise with areas that are not those of the tree. Where that is what one
 * goes by, it is no answer to have gone by the list: that rule has its own row.
 */
static void answer_elsewhere(struct person *p)
{
	struct paper_search list = *p->real;
	uint64_t same, addr;

	list.by_tree = p->search.by_tree = false;
	if (p->real->by_tree && paper_find(p->areas, &list, &same) &&
	    paper_find(&p->paper, &p->search, &addr) && addr == same)
		return;
	answer(p);
}

/* ---- What is different without a rule: for one area or one search ---- */

/* Changes @q, and how much of @area, if that is given, counts. */
typedef void (*forget_fn)(struct paper_search *q, struct paper_area *area);

static void forget_nothing(struct paper_search *q, struct paper_area *area)
{
	(void)q;
	(void)area;
}

static void forget_guard(struct paper_search *q, struct paper_area *area)
{
	q->guard = 0;
	if (area) {
		area->end -= area->guard;
		area->guard = 0;
	}
}

static void forget_gap(struct paper_search *q, struct paper_area *area)
{
	(void)area;
	q->gap = q->gap_after = 0;
}

static void forget_gap_after(struct paper_search *q, struct paper_area *area)
{
	(void)area;
	q->gap_after = 0;
}

/* As before 6.1. */
static void add_gap(struct paper_search *q, struct paper_area *area)
{
	(void)area;
	q->gap = PAGE_SIZE;
	q->by_tree = false;
}

static void forget_tree(struct paper_search *q, struct paper_area *area)
{
	(void)area;
	q->by_tree = false;
}

static void forget_align(struct paper_search *q, struct paper_area *area)
{
	(void)area;
	q->align = 1;
}

static void forget_align_size(struct paper_search *q, struct paper_area *area)
{
	(void)area;
	if (!q->align_of_size || !q->size)
		return;
	q->align = q->order_of == fls_order
			   ? q->size
			   : UINT64_C(1) << fls_order((uint32_t)q->size);
}

static void forget_round(struct paper_search *q, struct paper_area *area)
{
	q->size = q->bytes;
	if (q->align_of_size)
		q->align = q->align_of_bytes;
	if (area)
		area->end = area->start + area->bytes + area->guard;
}

/* ---- All areas again, in the order in which they came ---- */

static struct paper_search search_for(const struct person *p,
				      const struct paper_area *area)
{
	const struct layout *layout = &p->s->k->layout;
	bool module = area->start < layout->modules_end;

	return (struct paper_search){
		.size = area->end - area->start - area->guard,
		.guard = area->guard,
		.gap = p->real->gap,
		.gap_after = p->real->gap_after,
		.order_of = p->real->order_of,
		.align = area->align,
		.start = module ? layout->modules_vaddr : layout->vmalloc_start,
		.end = module ? layout->modules_end : layout->vmalloc_end,
		.most = UINT64_MAX,
		.bytes = area->bytes,
		.align_of_size = area->align > 1 && area->align != SHMLBA
					 ? area->align
					 : 0,
		.align_of_bytes = ioremap_align(p->s->k, area->bytes),
	};
}

/* The next one after @born; those that nobody knows the order of come first. */
static const struct paper_area *next_born(const struct paper_sheet *paper,
					  uint32_t born)
{
	const struct paper_area *next = NULL;

	for (unsigned int i = 0; i < paper->nr; i++) {
		const struct paper_area *area = &paper->area[i];

		if (area->born > born && (!next || area->born < next->born))
			next = area;
	}
	return next;
}

static bool put_again(struct person *p, const struct paper_area *area,
		      forget_fn forget)
{
	struct paper_area fresh = *area;
	struct paper_search q = search_for(p, area);

	forget(&q, NULL);
	if (!paper_find(&p->paper, &q, &fresh.start))
		return false;
	fresh.end = fresh.start + q.size + q.guard;
	fresh.guard = q.guard;
	p->lost |= paper_put(&p->paper, &fresh) != 0;
	return !p->lost;
}

static bool put_all_again(struct person *p, forget_fn forget)
{
	const struct paper_area *area = NULL;
	bool good = true;

	paper_free(&p->paper);
	for (unsigned int i = 0; i < p->areas->nr; i++)
		if (!p->areas->area[i].born)
			p->lost |=
				paper_put(&p->paper, &p->areas->area[i]) != 0;
	while (good && (area = next_born(p->areas, area ? area->born : 0)))
		good = put_again(p, area, forget);
	return good;
}

/* Areas that are gone may have been in the way of those that are there. */
static bool can_put_again(struct person *p)
{
	bool same = put_all_again(p, forget_nothing);

	for (unsigned int i = 0; same && i < p->areas->nr; i++)
		same = p->paper.area[i].start == p->areas->area[i].start;
	return same;
}

static void all_along(struct person *p, forget_fn forget)
{
	if (p->whole && put_all_again(p, forget))
		answer_elsewhere(p);
}

/* In this call; in how the areas are seen, too; in all that led here. */
static void without(struct person *p, forget_fn forget)
{
	begin(p);
	forget(&p->search, NULL);
	answer(p);
	for (unsigned int i = 0; i < p->paper.nr; i++)
		forget(&p->search, &p->paper.area[i]);
	answer_elsewhere(p);
	p->search = *p->real;
	forget(&p->search, NULL);
	all_along(p, forget);
}

/* ---- A person for each rule ---- */

static void no_guard_page(struct person *p)
{
	without(p, forget_guard);
}

static void no_gap_page(struct person *p)
{
	if (p->real->gap)
		without(p, forget_gap);
}

static void no_gap_after(struct person *p)
{
	if (p->real->gap_after)
		without(p, forget_gap_after);
}

static void a_gap_page(struct person *p)
{
	if (!p->real->gap)
		without(p, add_gap);
}

static void not_by_tree(struct person *p)
{
	if (p->real->by_tree)
		without(p, forget_tree);
}

static void not_lazy(struct person *p)
{
	begin(p);
	for (unsigned int i = p->paper.nr; i--;)
		if (p->paper.area[i].lazy)
			paper_drop(&p->paper, i);
	answer_elsewhere(p);
}

static void not_aligned(struct person *p)
{
	without(p, forget_align);
}

static void aligned_to_size(struct person *p)
{
	without(p, forget_align_size);
}

static void not_rounded(struct person *p)
{
	without(p, forget_round);
}

/* After the last area of the region, or after the one that came last. */
static void next_fit(struct person *p)
{
	const struct paper_area *last = NULL, *newest = NULL;

	for (unsigned int i = 0; i < p->areas->nr; i++) {
		const struct paper_area *area = &p->areas->area[i];

		if (area->start < p->real->start || area->end > p->real->end)
			continue;
		last = area;
		if (!newest || area->born > newest->born)
			newest = area;
	}
	if (!last)
		return;
	begin(p);
	p->search.start = last->end + p->search.gap;
	answer(p);
	p->search.start = newest->end + p->search.gap;
	answer(p);
}

/* The smallest hole; among equal ones the lowest. */
static void best_fit(struct person *p)
{
	uint64_t from = p->real->start, best = UINT64_MAX, best_size = best;

	begin(p);
	for (unsigned int i = 0; i <= p->paper.nr; i++) {
		const struct paper_area *area =
			i < p->paper.nr ? &p->paper.area[i] : NULL;
		uint64_t to =
			area ? area->start - p->real->gap_after : p->real->end;
		uint64_t addr;

		if (area && area->end < p->real->start)
			continue;
		if (to > p->real->end)
			to = p->real->end;
		p->search.start = from;
		p->search.end = to;
		if (to > from && to - from < best_size &&
		    paper_find(&(struct paper_sheet){ .area = NULL },
			       &p->search, &addr)) {
			best_size = to - from;
			best = addr;
		}
		if (area)
			from = area->end + p->real->gap;
	}
	if (best != UINT64_MAX)
		say(p, best);
}

/* The areas where they are, or all of them as far down as the start is. */
static void start_at(struct person *p, uint64_t start)
{
	if (start == p->real->start)
		return;
	begin(p);
	p->search.start = start;
	if (p->search.end < p->s->k->layout.vmalloc_end)
		p->search.end = p->s->k->layout.vmalloc_end;
	answer(p);
	for (unsigned int i = 0; i < p->paper.nr; i++) {
		p->paper.area[i].start += start - p->real->start;
		p->paper.area[i].end += start - p->real->start;
	}
	p->search.end += start - p->real->start;
	answer(p);
}

static void other_region(struct person *p)
{
	const struct layout *layout = &p->s->k->layout;

	start_at(p, layout->high_memory);
	start_at(p, layout->modules_vaddr);
	start_at(p, layout->vmalloc_start);
}

/* What does not fit stands where it would, were the region longer. */
static void no_limit(struct person *p)
{
	begin(p);
	p->search.end = UINT64_MAX / 2;
	p->search.most = UINT64_MAX;
	answer(p);
}

static const struct {
	struct forgotten_rule rule;
	void (*answers)(struct person *p);
} rules[] = {
	{ { "guard-page",
	    N_("an area is one page longer than what it maps; that guard page "
	       "is never mapped") },
	  no_guard_page },
	{ { "gap-page",
	    N_("the search goes on after an area and one more page, which "
	       "stays free") },
	  no_gap_page },
	{ { "gap-after",
	    N_("a hole must have a page more, which stays free before the "
	       "next area; 2.6.39 wants it") },
	  no_gap_after },
	{ { "extra-gap",
	    N_("6.1 leaves no gap page: an area begins where the one before "
	       "it ends") },
	  a_gap_page },
	{ { "lazy", N_("freed addresses stay taken until a purge") },
	  not_lazy },
	{ { "align", N_("the address must be a multiple of the alignment") },
	  not_aligned },
	{ { "align-size",
	    N_("ioremap aligns to a power of two: up to 2.6.39 to the one "
	       "above the size, 1 << fls(size), in 6.1 to the size rounded "
	       "up to one") },
	  aligned_to_size },
	{ { "tree", N_("6.1 goes only where a free block has the size and the "
		       "alignment less one, and can pass one that would do") },
	  not_by_tree },
	{ { "round", N_("sizes are rounded up to whole pages") }, not_rounded },
	{ { "next-fit",
	    N_("each search starts at the beginning of the region, not after "
	       "the last area") },
	  next_fit },
	{ { "best-fit",
	    N_("the lowest hole that is large enough is taken, not the "
	       "smallest") },
	  best_fit },
	{ { "region",
	    N_("the region starts elsewhere: vmalloc's at VMALLOC_START, 8 MB "
	       "or less above high_memory, modules at MODULES_VADDR") },
	  other_region },
	{ { "limit",
	    N_("a call fails that asks for more pages than there are, or "
	       "finds no hole before the end of the region") },
	  no_limit },
};

enum { NR_RULES = sizeof(rules) / sizeof(rules[0]) };

const struct forgotten_rule *forgotten_rule(unsigned int i)
{
	return i < NR_RULES ? &rules[i].rule : mapping_rule(i - NR_RULES);
}

uint32_t forgotten_mapping(uint32_t set)
{
	return set << NR_RULES;
}

void forgotten_names(uint32_t set, FILE *to)
{
	const struct forgotten_rule *row;
	const char *blank = "";

	for (unsigned int i = 0; (row = forgotten_rule(i)); i++)
		if (set >> i & 1) {
			fprintf(to, "%s%s", blank, row->name);
			blank = " ";
		}
}

void forgotten_print(uint32_t set, FILE *to)
{
	const struct forgotten_rule *row;

	for (unsigned int i = 0; (row = forgotten_rule(i)); i++)
		if (set >> i & 1)
			fprintf(to, _("%s: %s\n"), row->name, _(row->rule));
}

int forgotten_rules(const struct session *s, const struct paper_sheet *paper,
		    const struct paper_search *search, uint32_t answer,
		    uint32_t *set)
{
	struct person p = {
		.s = s, .areas = paper, .real = search, .answer = answer
	};

	*set = 0;
	p.whole = can_put_again(&p);
	for (unsigned int i = 0; i < NR_RULES; i++) {
		p.explained = false;
		rules[i].answers(&p);
		if (p.explained)
			*set |= 1u << i;
	}
	paper_free(&p.paper);
	return p.lost ? -ENOMEM : 0;
}
