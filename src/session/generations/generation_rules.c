/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generation_rules.c - which rule makes two kernels disagree, on paper.
 *
 * Up to the first difference all machines have the same areas. So it lies in the
 * search: with one kernel's search, and another's rule in the place of its own,
 * the other's address comes out (paper_machine.h). Nobody listed what does.
 */
#include "session/generations/generations.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/place.h"
#include "kernel/vmap_record.h"
#include "machine/ram.h"
#include "session/session.h"

/* What a search goes by: the areas on paper, and the rules. */
struct seen {
	struct paper_sheet paper;
	struct paper_search search;
};

/* ---- The rules in which kernels differ ---- */

static void take_gap(struct seen *to, const struct seen *from)
{
	to->search.gap = from->search.gap;
}

static void take_gap_after(struct seen *to, const struct seen *from)
{
	to->search.gap_after = from->search.gap_after;
}

static void take_align(struct seen *to, const struct seen *from)
{
	to->search.align = from->search.align;
}

/* With the tree itself: it has the same areas. */
static void take_tree(struct seen *to, const struct seen *from)
{
	to->search.by_tree = from->search.by_tree;
	free(to->paper.block);
	to->paper.block = NULL;
	to->paper.nr_blocks = 0;
	if (from->search.by_tree && !paper_copy_tree(&from->paper, &to->paper))
		return;
	to->search.by_tree = false;
}

/* Freed areas that one kernel still has and the other does not. */
static void take_lazy(struct seen *to, const struct seen *from)
{
	for (unsigned int i = to->paper.nr; i--;)
		if (to->paper.area[i].lazy)
			paper_drop(&to->paper, i);
	for (unsigned int i = 0; i < from->paper.nr; i++)
		if (from->paper.area[i].lazy)
			(void)paper_put(&to->paper, &from->paper.area[i]);
}

static const struct {
	const char *name;
	void (*take)(struct seen *to, const struct seen *from);
} rules[] = {
	{ "gap-page", take_gap }, { "gap-after", take_gap_after },
	{ "align", take_align },  { "tree", take_tree },
	{ "lazy", take_lazy },
};

enum { NR_RULES = sizeof(rules) / sizeof(rules[0]) };

const char *generation_rule_name(unsigned int i)
{
	return i < NR_RULES ? rules[i].name : NULL;
}

/* ---- Trying them ---- */

static void take_rules(struct seen *to, const struct seen *from, uint32_t set)
{
	for (unsigned int i = 0; i < NR_RULES; i++)
		if (set >> i & 1)
			rules[i].take(to, from);
}

/* 0: NULL. */
static uint64_t found(const struct seen *seen)
{
	uint64_t addr;

	return paper_find(&seen->paper, &seen->search, &addr) ? addr : 0;
}

/* Does @a's search with some of @b's rules find what @b's finds? */
static bool explains(const struct seen *a, const struct seen *b, uint32_t set,
		     bool *lost)
{
	struct seen mixed = { .search = a->search };
	bool same;

	if (paper_copy(&a->paper, &mixed.paper) ||
	    paper_copy_tree(&a->paper, &mixed.paper)) {
		*lost = true;
		return false;
	}
	take_rules(&mixed, b, set);
	same = found(&mixed) == found(b);
	paper_free(&mixed.paper);
	return same;
}

static unsigned int size_of_set(uint32_t set)
{
	return (unsigned int)__builtin_popcount(set);
}

/* The fewest rules that explain it; among as many, all that do. */
static int find_rules(const struct seen *a, const struct seen *b,
		      uint32_t *found_rules)
{
	bool lost = false;

	*found_rules = 0;
	for (unsigned int few = 1; few <= NR_RULES && !*found_rules; few++)
		for (uint32_t set = 1; set < 1u << NR_RULES; set++)
			if (size_of_set(set) == few &&
			    explains(a, b, set, &lost))
				*found_rules |= set;
	return lost ? -ENOMEM : 0;
}

/* ---- The machines, before the call ---- */

static uint32_t offset_of(struct value value)
{
	return value.type == VALUE_ADDR ? value.bits & ~PAGE_MASK : 0;
}

/* With all rules the paper must have found what the kernel found. */
static bool agrees(const struct seen *seen,
		   const struct generation_answer *answer)
{
	uint32_t bits = answer->value.bits - offset_of(answer->value);

	return found(seen) == (value_is_null(answer->value) ? 0 : bits);
}

/* Return: 0, -ENOMEM, or -ENODATA when it cannot be said. */
static int see(const struct generation *one, struct seen *seen, bool *searched)
{
	struct session *x = one->x;
	uint64_t after = session_position(x);
	int error;

	*searched = paper_search_of(x, one->record, 0, &seen->search);
	if (machine_seek(x->k->m, one->before))
		return -ENODATA;
	error = paper_copy_down(x, &seen->paper);
	BUG_ON(machine_seek(x->k->m, after));
	return error;
}

int generations_find_rules(struct generations *g, unsigned int i)
{
	const struct generations_line *line = &g->line[g->nr - 1];
	struct generation *one = &g->generation[i];
	struct seen first = { .search = { 0 } }, other = first;
	bool searched[2] = { false, false };
	int error = see(&g->generation[0], &first, &searched[0]);

	if (!error)
		error = see(one, &other, &searched[1]);
	one->searched = searched[0] && searched[1];
	if (!error && one->searched && agrees(&first, &line->answer[0]) &&
	    agrees(&other, &line->answer[i]))
		error = find_rules(&first, &other, &one->rules);
	one->search = first.search;
	one->other_search = other.search;
	paper_free(&first.paper);
	paper_free(&other.paper);
	return error == -ENOMEM ? error : 0;
}

/* ---- What nobody can have ---- */

/* Bytes of a hole that no area can have: all, or what stays free around one.
 * @first: no area is before it. */
static uint64_t lost_in(const struct kernel *k, uint64_t size, bool first)
{
	/* Of these, an area has its guard page. */
	uint64_t lost = hole_lost(k, first, false);

	return size < lost + PAGE_SIZE ? size : lost - PAGE_SIZE;
}

static uint64_t count_lost(const struct kernel *k,
			   const struct paper_sheet *paper)
{
	uint64_t from = k->layout.vmalloc_start, lost = 0;
	bool first = true;

	for (unsigned int i = 0; i < paper->nr; i++) {
		const struct paper_area *area = &paper->area[i];

		if (area->start < k->layout.vmalloc_start)
			continue;
		lost += lost_in(k, area->start - from, first);
		from = area->end;
		first = false;
	}
	return lost;
}

int generations_count_lost(struct generations *g)
{
	int error = 0;

	for (unsigned int i = 0; !error && i < g->nr_generations; i++) {
		struct generation *one = &g->generation[i];
		struct paper_sheet paper = { .area = NULL };

		error = paper_copy_down(one->x, &paper);
		one->lost = count_lost(one->x->k, &paper);
		paper_free(&paper);
	}
	return error;
}
