/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmallocinfo_check.c - do the areas of a listing make sense?
 *
 * First the file as a whole (its addresses may be hidden), then each area, then
 * all of them in order. What a listing says twice counts once.
 */
#include "session/import/vmallocinfo_listing.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/abi.h"
#include "kernel/arm.h"

/*
 * Since 4.15 the kernel hides addresses: as zeros, or hashed, and a hash is
 * as good as never page aligned.
 */
static int check_hidden(struct vmallocinfo *l)
{
	size_t zero = 0, hashed = 0;

	for (size_t i = 0; i < l->nr; i++) {
		const struct listed *a = &l->area[i];

		zero += !a->start && !a->end && a->size;
		hashed += ((a->start | a->end) & ~PAGE_MASK) != 0;
	}
	if (2 * zero > l->nr)
		return vmallocinfo_refuse(
			l, 0,
			"the addresses are hidden as zeros (kptr_restrict); "
			"read it as root with sysctl kernel.kptr_restrict=1");
	if (2 * hashed > l->nr)
		return vmallocinfo_refuse(
			l, 0,
			"the addresses are hashed, not real ones "
			"(kptr_restrict); read it as root with "
			"sysctl kernel.kptr_restrict=1");
	return 0;
}

static int check_area(struct vmallocinfo *l, const struct listed *a)
{
	if (!a->start && !a->end)
		return vmallocinfo_refuse(
			l, a->line, "the addresses of this area are hidden");
	if (a->start >= a->end || a->end - a->start != a->size)
		return vmallocinfo_refuse(l, a->line,
					  "0x%08x-0x%08x are not %u bytes",
					  a->start, a->end, a->size);
	if ((a->start | a->end) & ~PAGE_MASK)
		return vmallocinfo_refuse(
			l, a->line, "0x%08x-0x%08x is not made of whole pages",
			a->start, a->end);
	if (a->start < l->task_size)
		return vmallocinfo_refuse(
			l, a->line,
			"0x%08x is not a kernel address; they start at 0x%08x",
			a->start, l->task_size);
	/* Fewer it cannot have either: vmalloc gives them all or none. */
	if (a->nr_pages && a->nr_pages != (a->size >> PAGE_SHIFT) - 1)
		return vmallocinfo_refuse(l, a->line,
					  "pages=%u and a guard page are not %u"
					  " bytes",
					  a->nr_pages, a->size);
	return 0;
}

static int by_address(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;

	if (a->start != b->start)
		return a->start > b->start ? 1 : -1;
	return (a->line > b->line) - (a->line < b->line);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool is_same(const struct listed *a, const struct listed *b)
{
	return a->start == b->start && a->end == b->end && a->kind == b->kind &&
	       a->flags == b->flags && a->nr_pages == b->nr_pages &&
	       a->has_phys == b->has_phys && a->phys == b->phys &&
	       a->offset == b->offset && a->len == b->len &&
	       a->caller == b->caller && same_text(a->function, b->function) &&
	       same_text(a->module, b->module);
}

/* Somebody pasted a line twice: the first one stays. */
static void drop_same(struct vmallocinfo *l)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->nr; i++) {
		struct listed *a = &l->area[i];

		if (kept && is_same(&l->area[kept - 1], a)) {
			passed_over_add(&l->same, a->line,
					a->function ? a->function : "");
			listed_free(a);
		} else {
			l->area[kept++] = *a;
		}
	}
	l->nr = kept;
}

/* Two areas at one place: named by line, the later one first. */
static int check_overlap(struct vmallocinfo *l, const struct listed *a,
			 const struct listed *b)
{
	const struct listed *first = a->line < b->line ? a : b;
	const struct listed *second = a->line < b->line ? b : a;

	if (a->end <= b->start)
		return 0;
	return vmallocinfo_refuse(
		l, second->line,
		"0x%08x-0x%08x overlaps 0x%08x-0x%08x of line %u",
		second->start, second->end, first->start, first->end,
		first->line);
}

int vmallocinfo_check(struct vmallocinfo *l)
{
	int error = check_hidden(l);

	for (size_t i = 0; !error && i < l->nr; i++)
		error = check_area(l, &l->area[i]);
	if (error)
		return error;
	qsort(l->area, l->nr, sizeof(*l->area), by_address);
	drop_same(l);
	for (size_t i = 1; !error && i < l->nr; i++)
		error = check_overlap(l, &l->area[i - 1], &l->area[i]);
	return error;
}
