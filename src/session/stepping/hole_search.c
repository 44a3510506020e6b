/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hole_search.c - the step points of one search, and the areas that it met.
 *
 * The first alloc_vmap_area() of a call counts: a second one is for its pages[]
 * or a module's init section. Each time the search begins (again, after a purge)
 * the holes are written down anew; each test says where in its hole the search
 * tried.
 */
#include "session/stepping/hole_search.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/vmap_record.h"
#include "session/stepping/sentences/sentences.h"

/* ---- Variables of a step ---- */

static const struct step_var *find(const struct step_var *var, unsigned int nr,
				   const char *name)
{
	for (unsigned int i = 0; i < nr; i++)
		if (!strcmp(step_name(&var[i]), name))
			return &var[i];
	return NULL;
}

static uint32_t number(const struct kernel *k, const struct step_var *var,
		       unsigned int nr, const char *name)
{
	const struct step_var *found = find(var, nr, name);

	return found ? step_value(k, found) : 0;
}

/* ---- The holes ---- */

/* The lowest address in a hole: for one that nobody will try. */
static uint64_t lowest(const struct hole_search *h, const struct kernel *k,
		       vaddr_t start)
{
	uint64_t gap = start == h->start ? 0 : k->vmap->gap;

	return (start + gap + h->align - 1) & ~((uint64_t)h->align - 1);
}

static struct passed_hole *add_hole(struct hole_search *h,
				    const struct kernel *k, vaddr_t start,
				    vaddr_t end)
{
	if (h->nr == h->capacity) {
		size_t capacity = h->capacity ? 2 * h->capacity : 64;
		void *more = reallocarray(h->hole, capacity, sizeof(*h->hole));

		if (!more) {
			h->lost = true;
			return NULL;
		}
		h->hole = more;
		h->capacity = capacity;
	}
	h->hole[h->nr] = (struct passed_hole){ .start = start,
					       .end = end,
					       .addr = lowest(h, k, start) };
	return &h->hole[h->nr++];
}

static void note_area(const struct kernel *k, const struct vmap_area *va,
		      struct passed_hole *hole)
{
	const struct vm_struct *vm = vmap_area_vm(k, va);

	hole->kind = vmap_area_word(k, va);
	hole->caller = vm ? vm->caller : 0;
}

/* Write down what is free between the areas, as it is now. */
static void look_around(struct hole_search *h, const struct kernel *k)
{
	const struct vmap_area *va = first_area(k);
	vaddr_t free_from = h->start;
	struct passed_hole *hole;

	h->nr = 0;
	for (; va && va->va_start < h->end; va = next_area(k, va)) {
		if (va->va_end <= h->start)
			continue;
		if (va->va_start > free_from) {
			hole = add_hole(h, k, free_from, va->va_start);
			if (hole)
				note_area(k, va, hole);
		}
		free_from = va->va_end;
	}
	if (free_from < h->end) {
		hole = add_hole(h, k, free_from, h->end);
		if (hole)
			hole->last = true;
	}
}

static struct passed_hole *hole_that_ends(const struct hole_search *h,
					  vaddr_t end)
{
	size_t low = 0, high = h->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (h->hole[middle].end < end)
			low = middle + 1;
		else
			high = middle;
	}
	return low < h->nr && h->hole[low].end == end ? &h->hole[low] : NULL;
}

/* A hole that has been tried before an area, or where the search ended. */
static void note_try(const struct hole_search *h, vaddr_t addr, vaddr_t end)
{
	struct passed_hole *hole = hole_that_ends(h, end);

	/* From the descent it may come to an area higher up than the next. */
	if (!hole || hole->tried || addr < hole->start)
		return;
	hole->tried = true;
	hole->addr = addr;
}

/* ---- Listening ---- */

static void begin_search(struct hole_search *h, const struct kernel *k,
			 const struct step_var *var, unsigned int nr)
{
	h->begun = true;
	h->gap_after = k->vmap->gap_after;
	h->inside = h->depth;
	h->size = number(k, var, nr, "size");
	h->align = number(k, var, nr, "align");
	h->start = number(k, var, nr, "vstart");
	h->end = number(k, var, nr, "vend");
	look_around(h, k);
}

/* Where the hole ends that was tried: at the area after it, or, where holes have
 * records, at its own end. */
static vaddr_t end_of_try(const struct hole_search *h, const struct kernel *k,
			  const struct step_var *var, unsigned int nr)
{
	const struct step_var *area = find(var, nr, "first");
	const struct step_var *hole = find(var, nr, "va");
	const struct step_var *told = area ? area : hole;
	uint32_t detail[STEP_DETAILS] = { 0 };

	if (told)
		step_details(k, step_kind(told), step_value(k, told), detail);
	return area ? detail[0] : detail[1] < h->end ? detail[1] : h->end;
}

static void hear(struct hole_search *h, const struct kernel *k,
		 enum step_event event, const struct step_var *var,
		 unsigned int nr)
{
	const vaddr_t addr = number(k, var, nr, "addr");

	switch (event) {
	case STEP_START:
		look_around(h, k);
		break;
	case STEP_TEST:
		note_try(h, addr, end_of_try(h, k, var, nr));
		break;
	case STEP_FOUND:
		h->addr = addr;
		h->found = addr >= h->start && h->size <= h->end - addr &&
			   addr < h->end;
		note_try(h, addr, h->end);
		break;
	case STEP_OVERFLOW:
		h->purges += !number(k, var, nr, "purged");
		break;
	default:
		break;
	}
}

static void hit(struct step_sink *sink, const struct kernel *k,
		const struct step_point *point, const struct step_var *var,
		unsigned int nr)
{
	struct hole_search *h = (struct hole_search *)sink;

	h->depth += point->enters;
	if (!h->begun && !strcmp(point->id, "guard"))
		h->guard = PAGE_SIZE;
	else if (!h->begun && point->enters &&
		 !strcmp(point->id, "alloc_vmap_area"))
		begin_search(h, k, var, nr);
	else if (h->inside)
		hear(h, k, sentence_of(point)->event, var, nr);
}

static void leave(struct step_sink *sink)
{
	struct hole_search *h = (struct hole_search *)sink;

	if (h->inside == h->depth)
		h->inside = 0;
	h->depth--;
}

/* ---- From outside ---- */

void hole_search_begin(struct hole_search *h, struct kernel *k)
{
	hole_search_free(h);
	h->sink = (struct step_sink){ hit, leave };
	k->steps = &h->sink;
}

int hole_search_end(struct hole_search *h, struct kernel *k)
{
	k->steps = NULL;
	/* What lies after the one that was taken nobody passed. */
	while (h->found && h->nr && h->hole[h->nr - 1].start > h->addr)
		h->nr--;
	return h->lost ? -ENOMEM : 0;
}

void hole_search_free(struct hole_search *h)
{
	free(h->hole);
	*h = (struct hole_search){ .nr = 0 };
}

uint64_t passed_hole_needs(const struct hole_search *h,
			   const struct passed_hole *hole)
{
	return hole->addr - hole->start + h->size +
	       (hole->last ? 0 : h->gap_after);
}

uint64_t passed_hole_lacks(const struct hole_search *h,
			   const struct passed_hole *hole)
{
	uint64_t size = hole->end - hole->start;
	uint64_t needs = passed_hole_needs(h, hole);

	return needs > size ? needs - size : 0;
}
