/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_listing.c - recorded areas, built again in a fresh machine.
 *
 * First all areas get their addresses and records, then pages, page pointers
 * and PTEs, in the order of addresses. What a listing does not tell stays
 * open and is counted: an ioremap without phys=, a vmap, a block of vm_map_ram
 * get no PTE. Nor does an area inside this board's lowmem, where the direct
 * mapping is; it gets no pages either.
 *
 * More than 1024 page pointers lie in a vmalloc area of their own, which has a
 * line too: the same caller, and the pages for so many pointers. An area with
 * `vpages` takes it as its pages[], so that vfree gives both back. If there is
 * none, the pointers come from kmalloc and the area loses its `vpages`.
 */
#include "session/import/import_listing.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/ioremap.h"
#include "kernel/kallsyms.h"
#include "kernel/page_alloc.h"
#include "kernel/proc/proc.h"
#include "kernel/slab.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"
#include "session/import/vmallocinfo_listing.h"
#include "text/size_text.h"
#include "translate.h"

/* Where an area lies on this board. */
enum where { IN_VMALLOC, IN_MODULES, IN_LOWMEM, ELSEWHERE };

/* What becomes of one area. */
struct imported {
	const struct vmap_area *va;
	const struct vm_struct *vm; /* NULL: it has none */
	vaddr_t caller;
	bool is_array; /* holds another area's page pointers */
};

struct import {
	struct kernel *k;
	struct vmallocinfo listing;
	struct imported *area; /* as many as the listing has */
	uint32_t nr_pages;     /* of all areas together */
	uint32_t free_pages;   /* that the machine has for them */

	/* For the report: areas. */
	size_t nr_unknown; /* neither pages= nor phys= */
	size_t nr_lowmem, nr_elsewhere, nr_kmalloced;
};

static int no_pages(struct import *im)
{
	vmallocinfo_refuse(
		&im->listing, 0,
		"its areas need %u pages, with tables and records more "
		"than the %u that are free on this machine",
		im->nr_pages, im->free_pages);
	return -ENOMEM;
}

/* Not the machine's memory: the host's. */
static int no_memory(struct import *im)
{
	vmallocinfo_refuse(&im->listing, 0, "out of memory");
	return -ENOMEM;
}

static enum where where_is(const struct kernel *k, const struct listed *a)
{
	const struct layout *l = &k->layout;

	if (a->start >= l->vmalloc_start && a->end <= l->vmalloc_end)
		return IN_VMALLOC;
	if (a->start >= l->modules_vaddr && a->end <= l->modules_end)
		return IN_MODULES;
	if (a->start < l->high_memory && a->end > l->board.page_offset)
		return IN_LOWMEM;
	return ELSEWHERE;
}

/* ---- Addresses and records ---- */

static int find_caller(struct import *im, const struct listed *a,
		       vaddr_t *caller)
{
	int error;

	*caller = a->caller;
	if (!a->function)
		return 0;
	error = kallsyms_caller(im->k, a->function, a->module, a->offset,
				a->len, caller);
	if (error == -ENOSPC)
		return vmallocinfo_refuse(
			&im->listing, a->line,
			"there is no room for another function");
	if (error)
		return vmallocinfo_refuse(
			&im->listing, a->line,
			"no function can return to %.64s+0x%x/0x%x",
			a->function, a->offset, a->len);
	return 0;
}

static int add_record(struct import *im, size_t i, const struct vmap_area *va)
{
	const struct listed *a = &im->listing.area[i];
	struct kernel *k = im->k;
	const struct vm_struct *vm;

	if (find_caller(im, a, &im->area[i].caller))
		return -EINVAL;
	vm = at(k, kmalloc(k, sizeof(*vm), GFP_KERNEL | __GFP_ZERO));
	if (!vm)
		return no_pages(im);
	im->area[i].va = va;
	im->area[i].vm = vm;
	return 0;
}

/* From the last one on: each is then the first of vmlist, and found at once. */
static void insert_records(struct import *im)
{
	for (size_t i = im->listing.nr; i--;) {
		const struct listed *a = &im->listing.area[i];
		const struct imported *area = &im->area[i];

		if (!area->vm)
			continue;
		insert_vmalloc_vm(im->k, area->vm, area->va,
				  a->flags & ~VM_VPAGES, area->caller);
		set(im->k->m, area->vm->phys_addr, a->phys);
	}
}

static int add_area(struct import *im, size_t i)
{
	const struct listed *a = &im->listing.area[i];
	enum where where = where_is(im->k, a);
	const struct vmap_area *va;

	va = insert_vmap_area_at(im->k, a->start, a->end);
	if (IS_ERR(va))
		return no_pages(im); /* no overlap: the listing was checked */
	im->nr_lowmem += where == IN_LOWMEM;
	im->nr_elsewhere += where == ELSEWHERE;
	return a->kind == LISTED_VM ? add_record(im, i, va) : 0;
}

/* ---- Pages and PTEs ---- */

static bool same_caller(const struct listed *a, const struct listed *b)
{
	if (!a->function || !b->function)
		return !a->function && !b->function && a->caller == b->caller;
	return !strcmp(a->function, b->function) && a->offset == b->offset;
}

/* The area that holds the page pointers of area @i; NULL: there is none. One
 * inside lowmem has no pages to put them. */
static struct imported *find_array(struct import *im, size_t i)
{
	const struct listed *a = &im->listing.area[i];
	uint32_t pages = PFN_UP((uint64_t)a->nr_pages * sizeof(vaddr_t));

	/* Never @i itself, which has VM_VPAGES. */
	for (size_t j = 0; j < im->listing.nr; j++) {
		const struct listed *b = &im->listing.area[j];

		if (im->area[j].vm && !im->area[j].is_array &&
		    !(b->flags & VM_VPAGES) && b->nr_pages == pages &&
		    same_caller(a, b) && where_is(im->k, b) != IN_LOWMEM)
			return &im->area[j];
	}
	return NULL;
}

/* Room for the page pointers. Return: its address, 0 without memory. */
static vaddr_t page_array(struct import *im, size_t i)
{
	const struct listed *a = &im->listing.area[i];
	const struct vm_struct *vm = im->area[i].vm;
	struct imported *array = NULL;

	if (a->flags & VM_VPAGES)
		array = find_array(im, i);
	if (array) {
		array->is_array = true;
		set(im->k->m, vm->flags, vm->flags | VM_VPAGES);
		return array->vm->addr;
	}
	im->nr_kmalloced += (a->flags & VM_VPAGES) != 0;
	return kmalloc(im->k, a->nr_pages * (uint32_t)sizeof(vaddr_t),
		       GFP_KERNEL | __GFP_ZERO);
}

static int map(struct import *im, const struct listed *a, vaddr_t start,
	       vaddr_t end, paddr_t phys, pgprot_t prot)
{
	int error;

	error = map_phys_range(im->k, start, end, phys, prot);
	if (error == -EBUSY)
		return vmallocinfo_refuse(
			&im->listing, a->line,
			"this board has something else at 0x%08x", start);
	return error ? no_pages(im) : 0;
}

static int add_pages(struct import *im, size_t i)
{
	const struct listed *a = &im->listing.area[i];
	const struct vm_struct *vm = im->area[i].vm;
	bool module = where_is(im->k, a) == IN_MODULES;
	gfp_t gfp = module ? GFP_KERNEL : GFP_KERNEL | __GFP_HIGHMEM;
	struct kernel *k = im->k;
	vaddr_t pages = page_array(im, i), addr = a->start;
	int error = 0;

	if (!pages)
		return no_pages(im);
	set(k->m, vm->pages, pages);
	for (uint32_t nr = 0; !error && nr < a->nr_pages; nr++) {
		const struct page *page = alloc_pages(k, gfp, 0);
		const uint32_t *slot = at(k, pages + nr * 4);

		if (!page)
			return no_pages(im);
		store32(k->m, slot, va_of(k, page));
		set(k->m, vm->nr_pages, nr + 1);
		error = map(im, a, addr, addr + PAGE_SIZE,
			    page_to_phys(k, page),
			    module ? PAGE_KERNEL_EXEC : PAGE_KERNEL);
		addr += PAGE_SIZE;
	}
	return error;
}

/* What the addresses lead to, as far as the line tells. */
static int fill_area(struct import *im, size_t i)
{
	const struct listed *a = &im->listing.area[i];

	if (a->kind == LISTED_UNPURGED || where_is(im->k, a) == IN_LOWMEM)
		return 0;
	if (im->area[i].vm && a->nr_pages)
		return add_pages(im, i);
	if (im->area[i].vm && a->has_phys)
		return map(im, a, a->start,
			   a->no_guard ? a->end : a->end - PAGE_SIZE,
			   a->phys & PAGE_MASK, mtype_prot(MT_DEVICE));
	im->nr_unknown++;
	return 0;
}

/* In the end, so that a purge that this brings about changes nothing else. */
static void free_unpurged(struct import *im)
{
	for (size_t i = 0; i < im->listing.nr; i++) {
		const struct listed *a = &im->listing.area[i];

		if (a->kind == LISTED_UNPURGED)
			free_vmap_area_noflush(im->k,
					       find_vmap_area(im->k, a->start));
	}
}

static int build(struct import *im)
{
	const struct vmallocinfo *l = &im->listing;
	int error = 0;

	for (size_t i = 0; !error && i < l->nr; i++)
		error = add_area(im, i);
	if (!error)
		insert_records(im);
	/* An array has its pages before somebody's pointers go there. */
	for (size_t i = 0; !error && i < l->nr; i++)
		if (!(l->area[i].flags & VM_VPAGES))
			error = fill_area(im, i);
	for (size_t i = 0; !error && i < l->nr; i++)
		if (l->area[i].flags & VM_VPAGES)
			error = fill_area(im, i);
	if (!error)
		free_unpurged(im);
	return error;
}

/* ---- The report ---- */

static const struct {
	const char *name;
	enum listed_kind kind;
	uint32_t flag; /* 0: whatever the rows before did not count */
} kinds[] = {
	{ "vmalloc", LISTED_VM, VM_ALLOC },
	{ "ioremap", LISTED_VM, VM_IOREMAP },
	{ "vmap", LISTED_VM, VM_MAP },
	{ N_("other"), LISTED_VM, 0 },
	{ "vm_map_ram", LISTED_MAP_RAM, 0 },
	{ N_("lazily freed"), LISTED_UNPURGED, 0 },
};

enum { NR_KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static size_t kind_of(const struct listed *a)
{
	size_t kind = 0;

	while (a->kind != kinds[kind].kind ||
	       (kinds[kind].flag && !(a->flags & kinds[kind].flag)))
		kind++;
	return kind;
}

static void report_kinds(const struct import *im, FILE *to)
{
	size_t count[NR_KINDS] = { 0 };
	const char *between = "";

	for (size_t i = 0; i < im->listing.nr; i++)
		count[kind_of(&im->listing.area[i])]++;
	fprintf(to,
		ngettext("%s: %zu area (", "%s: %zu areas (", im->listing.nr),
		im->listing.file, im->listing.nr);
	for (size_t kind = 0; kind < NR_KINDS; kind++) {
		if (!count[kind])
			continue;
		fprintf(to, "%s%zu %s", between, count[kind],
			_(kinds[kind].name));
		between = _(", ");
	}
	fprintf(to, ngettext("), %u page\n", "), %u pages\n", im->nr_pages),
		im->nr_pages);
}

/* What is left, in the words of the board's own /proc/meminfo. */
static void report_free(const struct kernel *k, FILE *to)
{
	const struct layout *l = &k->layout;
	struct vmalloc_usage usage;
	char size[SIZE_TEXT];
	vaddr_t hole;
	uint32_t largest =
		largest_vmap_hole(k, l->vmalloc_start, l->vmalloc_end, &hole);

	get_vmalloc_info(k, &usage);
	fprintf(to,
		_("the largest hole: %s at %08" PRIx32 " (VmallocTotal %" PRIu32
		  " kB, VmallocUsed %" PRIu32 " kB, VmallocChunk %" PRIu32
		  " kB)\n"),
		short_size_text(largest, size), hole, usage.total >> 10,
		usage.used >> 10, usage.largest_chunk >> 10);
}

/* What was passed over: how many, then the first of them. */
static void report_passed(FILE *to, const char *count,
			  const struct passed_over *passed)
{
	size_t nr = sizeof(passed->first) / sizeof(passed->first[0]);

	if (!passed->nr)
		return;
	fprintf(to, count, passed->nr);
	for (size_t i = 0; i < nr && i < passed->nr; i++)
		/* TRANSLATORS: after "ignored 2 unknown words" */
		fprintf(to, i ? _(", line %u \"%s\"") : _(": line %u \"%s\""),
			passed->first[i].line, passed->first[i].text);
	fprintf(to, "%s\n", passed->nr > nr ? _(", ...") : "");
}

/* What may make answers wrong comes last, from *@doubts on. */
static void report(const struct import *im, FILE *to, long *doubts)
{
	const struct layout *l = &im->k->layout;

	report_kinds(im, to);
	report_free(im->k, to);
	if (im->nr_unknown)
		fprintf(to,
			ngettext("%zu area without pages= and phys=: not "
				 "mapped\n",
				 "%zu areas without pages= and phys=: not "
				 "mapped\n",
				 im->nr_unknown),
			im->nr_unknown);
	if (im->nr_kmalloced)
		fprintf(to,
			ngettext("%zu area with vpages, but no area that holds "
				 "them: from kmalloc\n",
				 "%zu areas with vpages, but no area that "
				 "holds them: from kmalloc\n",
				 im->nr_kmalloced),
			im->nr_kmalloced);
	report_passed(to,
		      ngettext("ignored %zu unknown word",
			       "ignored %zu unknown words",
			       im->listing.words.nr),
		      &im->listing.words);
	*doubts = ftell(to);
	if (im->nr_lowmem)
		fprintf(to,
			ngettext("%zu area inside this board's lowmem "
				 "%08x-%08x: not mapped, without pages\n",
				 "%zu areas inside this board's lowmem "
				 "%08x-%08x: not mapped, without pages\n",
				 im->nr_lowmem),
			im->nr_lowmem, l->board.page_offset, l->high_memory);
	if (im->nr_elsewhere)
		fprintf(to,
			ngettext("%zu area outside this board's vmalloc region "
				 "%08x-%08x\n",
				 "%zu areas outside this board's vmalloc "
				 "region %08x-%08x\n",
				 im->nr_elsewhere),
			im->nr_elsewhere, l->vmalloc_start, l->vmalloc_end);
	report_passed(to,
		      ngettext("passed over %zu line that is not an area",
			       "passed over %zu lines that are not areas",
			       im->listing.lines.nr),
		      &im->listing.lines);
	report_passed(to,
		      ngettext("%zu area is listed twice, counted once",
			       "%zu areas are listed twice, counted once",
			       im->listing.same.nr),
		      &im->listing.same);
	report_passed(to,
		      ngettext("%zu line says that something was left out: "
			       "what looks like a hole may be in use",
			       "%zu lines say that something was left out: "
			       "what looks like a hole may be in use",
			       im->listing.elisions.nr),
		      &im->listing.elisions);
}

/* A page each in disjoint areas: the sum fits 20 bits. */
static uint32_t count_pages(const struct import *im)
{
	uint32_t pages = 0;

	for (size_t i = 0; i < im->listing.nr; i++) {
		const struct listed *a = &im->listing.area[i];

		if (a->kind == LISTED_VM && where_is(im->k, a) != IN_LOWMEM)
			pages += a->nr_pages;
	}
	return pages;
}

int import_listing(struct kernel *k, const char *file, const char *text,
		   size_t len, FILE *to, long *doubts, char *why, size_t size)
{
	struct import im = { .k = k, .free_pages = nr_free_pages(k) };
	int error = vmallocinfo_read(&im.listing, file, k->layout.modules_vaddr,
				     text, len, why, size);

	if (!error) {
		im.nr_pages = count_pages(&im);
		if (im.nr_pages > im.free_pages)
			error = no_pages(&im);
	}
	if (!error) {
		im.area = calloc(im.listing.nr, sizeof(*im.area));
		error = im.area ? build(&im) : no_memory(&im);
	}
	if (!error)
		report(&im, to, doubts);
	free(im.area);
	vmallocinfo_free(&im.listing);
	return error;
}
