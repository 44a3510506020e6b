/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmallocinfo.c - /proc/vmallocinfo: one line a live area, as vmlist has them.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Faithful: every byte. A lazily freed area has
 * left vmlist and so is not shown, though its addresses are still taken.
 */
#include <inttypes.h>

#include "kernel/kallsyms.h"
#include "kernel/proc/proc.h"

static const struct {
	uint32_t flag;
	const char *word;
} kinds[] = {
	{ VM_IOREMAP, "ioremap" }, { VM_ALLOC, "vmalloc" }, { VM_MAP, "vmap" },
	{ VM_USERMAP, "user" },	   { VM_VPAGES, "vpages" },
};

/* The i-th entry of pages[], which may itself lie in the vmalloc region. */
static const struct page *page_of(const struct kernel *k,
				  const struct vm_struct *v, uint32_t i)
{
	const vaddr_t *entry = at(k, v->pages + i * (uint32_t)sizeof(*entry));

	return at(k, *entry);
}

/* " N0=10 N1=2": only a kernel for several nodes says where pages are. */
static void show_numa_info(const struct kernel *k, const struct vm_struct *v,
			   FILE *to)
{
	uint32_t pages[MAX_NUMNODES] = { 0 };

	if (!k->g->contig_page_data[1].node_present_pages || !v->pages)
		return;
	for (uint32_t i = 0; i < v->nr_pages; i++) {
		const struct page *page = page_of(k, v, i);

		if (page)
			pages[page->flags >> NODES_PGSHIFT & 1]++;
	}
	for (int node = 0; node < MAX_NUMNODES; node++)
		if (pages[node])
			fprintf(to, " N%d=%" PRIu32, node, pages[node]);
}

static void show_area(const struct kernel *k, const struct vm_struct *v,
		      FILE *to)
{
	fprintf(to, "0x%08" PRIx32 "-0x%08" PRIx32 " %7" PRIu32, v->addr,
		v->addr + v->size, v->size);
	if (v->caller) {
		putc(' ', to);
		sprint_symbol(k, v->caller, to);
	}
	if (v->nr_pages)
		fprintf(to, " pages=%" PRIu32, v->nr_pages);
	if (v->phys_addr)
		fprintf(to, " phys=%" PRIx32, v->phys_addr);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (v->flags & kinds[i].flag)
			fprintf(to, " %s", kinds[i].word);
	show_numa_info(k, v, to);
	putc('\n', to);
}

void proc_vmallocinfo(const struct kernel *k, FILE *to)
{
	const struct vm_struct *v;

	for (v = at(k, k->g->vmlist); v; v = at(k, v->next))
		show_area(k, v, to);
}
