/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmallocinfo.c - /proc/vmallocinfo: one line per live area, in vmlist's order.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Faithful: every byte. A lazily freed area is off
 * vmlist and so is not shown, though its addresses are still taken.
 * Simplified: the whole file at once, so s_start() and s_next() are the loop.
 */
#include <inttypes.h>

#include "kernel/kallsyms.h"
#include "kernel/proc/proc.h"
#include "kernel/step.h"

static const struct {
	uint32_t flag;
	const char *word;
} kinds[] = {
	{ VM_IOREMAP, "ioremap" }, { VM_ALLOC, "vmalloc" }, { VM_MAP, "vmap" },
	{ VM_USERMAP, "user" },	   { VM_VPAGES, "vpages" },
};

/* The i-th entry of pages[], which may itself be in the vmalloc region. */
static const struct page *page_of(const struct kernel *k,
				  const struct vm_struct *v, uint32_t i)
{
	const vaddr_t *entry = at(k, v->pages + i * (uint32_t)sizeof(*entry));

	return at(k, *entry);
}

/* " N0=10 N1=2": only a NUMA kernel prints where pages are. */
static void show_numa_info(const struct kernel *k, const struct vm_struct *v,
			   FILE *to)
{
	uint32_t pages[MAX_NUMNODES] = { 0 };

	if (!k->g->contig_page_data[1].node_present_pages || !v->pages)
		return;
	step_in(k, v, v->nr_pages);
	for (uint32_t i = 0; i < v->nr_pages; i++) {
		const struct page *page = page_of(k, v, i);

		if (page)
			pages[page_to_nid(page)]++;
	}
	for (int node = 0; node < MAX_NUMNODES; node++)
		if (pages[node])
			fprintf(to, " N%d=%" PRIu32, node, pages[node]);
}

/* The words for its flags, in this order; an area can have several. */
static void show_kinds(const struct kernel *k, const struct vm_struct *v,
		       FILE *to)
{
	step_in(k, v, v->flags);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!(v->flags & kinds[i].flag))
			continue;
		step(k, has_flag, v->flags, as_a(FLAGS, flag, kinds[i].flag));
		fprintf(to, " %s", kinds[i].word);
	}
}

static void s_show(const struct kernel *k, const struct vm_struct *v, FILE *to)
{
	step_in(k, v, v->addr, v->size);
	fprintf(to, "0x%08" PRIx32 "-0x%08" PRIx32 " %7" PRIu32, v->addr,
		v->addr + v->size, v->size);
	if (v->caller) {
		step(k, shows_caller, v->caller);
		putc(' ', to);
		sprint_symbol(k, v->caller, to);
	}
	if (v->nr_pages) {
		step(k, shows_pages, v->nr_pages, v->pages);
		fprintf(to, " pages=%" PRIu32, v->nr_pages);
	}
	if (v->phys_addr) {
		step(k, shows_phys, as_a(PHYS, phys_addr, v->phys_addr));
		fprintf(to, " phys=%" PRIx32, v->phys_addr);
	}
	show_kinds(k, v, to);
	show_numa_info(k, v, to);
	putc('\n', to);
}

void proc_vmallocinfo(const struct kernel *k, FILE *to)
{
	const struct vm_struct *v = at(k, k->g->vmlist);

	step_in(k, v);
	for (; v; v = at(k, v->next))
		s_show(k, v, to);
}
