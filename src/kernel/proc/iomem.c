/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iomem.c - /proc/iomem: who owns which physical addresses.
 *
 * Linux: kernel/resource.c; the RAM entries are from arch/arm/kernel/setup.c,
 * 2.6.32. Simplified: the tree is made from the layout at each read. As in the
 * kernel, a bank split at the end of lowmem has two entries.
 */
#include <inttypes.h>

#include "kernel/proc/proc.h"

enum { MAX_RESOURCES = MAX_BANKS + 1 + MAX_DEVICES };

struct resource {
	paddr_t start;
	paddr_t end; /* last byte: a bank may end at 4 GB */
	const char *name;
	bool ram; /* may contain the kernel */
};

/* Keeps the table sorted by address. */
static void add_resource(struct resource *table, unsigned int *nr,
			 struct resource new)
{
	unsigned int i = (*nr)++;

	for (; i > 0 && table[i - 1].start > new.start; i--)
		table[i] = table[i - 1];
	table[i] = new;
}

static unsigned int collect(const struct layout *l, struct resource *table)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		const struct bank *b = &l->bank[i];
		paddr_t end = (paddr_t)(b->start + b->size - 1);

		add_resource(
			table, &nr,
			(struct resource){ b->start, end, "System RAM", true });
	}
	for (unsigned int i = 0; i < l->board.nr_devices; i++) {
		const struct device *d = &l->board.device[i];

		add_resource(
			table, &nr,
			(struct resource){ d->start, d->end, d->name, false });
	}
	return nr;
}

static void show_resource(const char *indent, paddr_t start, paddr_t end,
			  const char *name, FILE *to)
{
	fprintf(to, "%s%08" PRIx32 "-%08" PRIx32 " : %s\n", indent, start, end,
		name);
}

/* A part of the kernel image, below the bank that holds it. */
static void show_part(const struct kernel *k, const struct resource *ram,
		      vaddr_t from, vaddr_t to_va, const char *name, FILE *to)
{
	paddr_t start = __pa(k, from), end = __pa(k, to_va) - 1;

	if (start >= ram->start && end <= ram->end)
		show_resource("  ", start, end, name, to);
}

void proc_iomem(const struct kernel *k, FILE *to)
{
	const struct layout *l = &k->layout;
	struct resource table[MAX_RESOURCES];
	unsigned int nr = collect(l, table);

	for (const struct resource *r = table; r < table + nr; r++) {
		show_resource("", r->start, r->end, r->name, to);
		if (!r->ram)
			continue;
		show_part(k, r, l->text, l->etext, "Kernel text", to);
		show_part(k, r, l->data, l->end, "Kernel data", to);
	}
}
