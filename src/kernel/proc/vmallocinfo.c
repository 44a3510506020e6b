/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmallocinfo.c - /proc/vmallocinfo: one line per live area, by address.
 *
 * Linux: mm/vmalloc.c, 2.6.32 to 6.1. Faithful: every byte. Up to 2.6.39 it is
 * vmlist that is shown: a lazily freed area is off it, though its addresses are
 * still taken. 6.1 shows the busy areas, then what waits for the purge.
 * Simplified: the whole file at once, so s_start() and s_next() are the loop.
 */
#include <inttypes.h>

#include "kernel/kallsyms.h"
#include "kernel/list.h"
#include "kernel/proc/proc.h"
#include "kernel/step.h"
#include "kernel/vmap_record.h"

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
		fprintf(to,
			k->vmap->no_vmlist ? " phys=0x%08" PRIx32
					   : " phys=%" PRIx32,
			v->phys_addr);
	}
	show_kinds(k, v, to);
	show_numa_info(k, v, to);
	putc('\n', to);
}

static void show_vmlist(const struct kernel *k, FILE *to)
{
	const struct vm_struct *v = at(k, k->g->vmlist);

	step_in(k, v);
	for (; v; v = at(k, v->next))
		s_show(k, v, to);
}

static void show_range(const struct vmap_area *va, const char *what, FILE *to)
{
	fprintf(to, "0x%08" PRIx32 "-0x%08" PRIx32 " %7" PRIu32 " %s\n",
		va->va_start, va->va_end, va->va_end - va->va_start, what);
}

static void show_purge_info(const struct kernel *k, FILE *to)
{
	step_in(k, k->g->vmap_lazy_nr);
	const struct list_head *entry;

	list_for_each (k, entry, vmap_list(k, VMAP_FREED))
		show_range(link_vmap_area(k, entry), "unpurged vm_area", to);
}

/* What waits comes with the last area: without one it is not shown. */
static void show_vmap_areas(const struct kernel *k, FILE *to)
{
	step_in(k, as(va, first_area(k)));
	const struct list_head *head = vmap_list(k, VMAP_LIVE), *entry;

	list_for_each (k, entry, head) {
		const struct vmap_area *va = link_vmap_area(k, entry);
		const struct vm_struct *v = at(k, *vmap_area_vm_word(k, va));

		if (v)
			s_show(k, v, to);
		else
			show_range(va, "vm_map_ram", to);
		if (list_next(k, entry) == head)
			show_purge_info(k, to);
	}
}

void proc_vmallocinfo(const struct kernel *k, FILE *to)
{
	if (k->vmap->no_vmlist)
		show_vmap_areas(k, to);
	else
		show_vmlist(k, to);
}
