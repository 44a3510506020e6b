/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_word.c - from a physical address to the object that lies there.
 *
 * A row of finders is asked in turn, from the most telling place to the least.
 */
#include "inspect/memory_word.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "inspect/ledger.h"
#include "inspect/slab_object.h"
#include "kernel/vmap_record.h"
#include "text/size_text.h"
#include "translate.h"

/* A whole object as a field of nothing. */
#define PLAIN(base) ((struct cfield){ .type = ctype_of(base) })

#define OBJECT(w, ...) snprintf((w)->object, sizeof((w)->object), __VA_ARGS__)
#define WORD_FIELD(w, ...) snprintf((w)->field, sizeof((w)->field), __VA_ARGS__)

void word_finder_init(struct word_finder *f, const struct memory_index *index,
		      vaddr_t chosen)
{
	*f = (struct word_finder){ .index = index,
				   .chosen = chosen,
				   .frame_area = -1 };
}

/* Bytes from an object in RAM to a physical address, if it lies in there. */
static bool lies_in(const struct kernel *k, paddr_t pa, const void *object,
		    uint64_t size, uint32_t *offset)
{
	*offset = pa - ram_addr(k->m, object);
	return *offset < size;
}

static vaddr_t virtual_of(const struct kernel *k, paddr_t pa)
{
	return pa >> PAGE_SHIFT < k->layout.max_low_pfn ? __va(k, pa) : 0;
}

enum memory_part memory_part(const struct kernel *k, paddr_t pa,
			     uint32_t *offset)
{
	vaddr_t va = virtual_of(k, pa);
	pfn_t pfn;

	if (lies_in(k, pa, k->g, globals_size(&k->layout.board), offset))
		return MEMORY_GLOBALS;
	if (lies_in(k, pa, k->pgd, SWAPPER_SIZE, offset))
		return MEMORY_PGD;
	*offset = 0;
	if (in_mem_map(k, va, &pfn)) {
		*offset = va - va_of(k, pfn_to_page(k, pfn));
		return MEMORY_MAP;
	}
	return pageblocks_at(k, va) ? MEMORY_PAGEBLOCKS : MEMORY_FRAME;
}

/* ---- The kernel's globals and its first-level table ---- */

static bool find_global(struct word_finder *f, paddr_t pa, struct word *w)
{
	const struct kernel *k = f->index->k;
	const struct kallsym *symbol;
	const struct cfield *global;
	uint32_t offset;

	if (memory_part(k, pa, &offset) != MEMORY_GLOBALS)
		return false;
	symbol = kallsyms_symbol(k, virtual_of(k, pa));
	if (!symbol)
		return false;
	OBJECT(w, "%s", (const char *)at(k, symbol->name));
	w->owner = OWNER_KERNEL;
	w->start = __pa(k, symbol->addr);
	w->size = symbol->len;
	global = cglobal_at(offset);
	word_parts(global, ram_at(k->m, w->start), pa - w->start, w);
	return true;
}

static bool find_pgd(struct word_finder *f, paddr_t pa, struct word *w)
{
	const struct kernel *k = f->index->k;
	uint32_t offset;

	if (memory_part(k, pa, &offset) != MEMORY_PGD)
		return false;
	w->maps = offset / 4 * SECTION_SIZE;
	w->is = WORD_PGD;
	OBJECT(w, "swapper_pg_dir");
	WORD_FIELD(w, _("[%03" PRIx32 "] of %08x"), offset / 4, w->maps);
	w->owner = OWNER_PGTABLE;
	w->start = pa - offset;
	w->size = SWAPPER_SIZE;
	return true;
}

/* ---- mem_map ---- */

static bool find_page(struct word_finder *f, paddr_t pa, struct word *w)
{
	const struct kernel *k = f->index->k;
	const struct page *page;
	uint32_t offset;

	if (memory_part(k, pa, &offset) != MEMORY_MAP)
		return false;
	page = ram_at(k->m, pa - offset);
	OBJECT(w,
	       _("struct page of "
		 "pfn %05x"),
	       page_to_pfn(k, page));
	w->owner = OWNER_MEM_MAP;
	w->start = pa - offset;
	w->size = sizeof(*page);
	word_parts(&PLAIN(cbase_find("struct page")), page, offset, w);
	return true;
}

/* ---- Pages of second-level tables ---- */

static void look_up_table(struct word_finder *f, paddr_t table)
{
	const uint32_t *pgd = f->index->k->pgd;

	f->table = table;
	f->table_known = true;
	f->has_table = false;
	for (uint32_t i = 0; i < PTRS_PER_PGD && !f->has_table; i++) {
		f->has_table = (pgd[2 * i] & 3) == 1 &&
			       (pgd[2 * i] & PAGE_MASK) == table;
		f->table_maps = i << PGDIR_SHIFT;
	}
}

static bool find_table(struct word_finder *f, paddr_t pa, struct word *w)
{
	paddr_t table = pa & PAGE_MASK;
	uint32_t index = (pa & ~PAGE_MASK) / 4;

	if (index_owner(f->index, pa >> PAGE_SHIFT) != OWNER_PGTABLE)
		return false;
	if (!f->table_known || f->table != table)
		look_up_table(f, table);
	if (!f->has_table)
		return false;
	w->is = pa - table < PTE_LINUX_OFFSET ? WORD_HW_PTE : WORD_LINUX_PTE;
	w->maps = f->table_maps + (index % PTRS_PER_PTE << PAGE_SHIFT);
	OBJECT(w, _("table of %08x-%08x"), f->table_maps,
	       f->table_maps + PGDIR_SIZE);
	WORD_FIELD(w,
		   w->is == WORD_HW_PTE ? _("hardware PTE of %08x")
					: _("Linux PTE of %08x"),
		   w->maps);
	w->owner = OWNER_PGTABLE;
	w->start = table;
	w->size = PAGE_SIZE;
	return true;
}

/* ---- Slabs ---- */

/* Which of the two records of an area starts here; NULL if none. */
static const char *record_at(const struct memory_index *ix,
			     const struct slab_object *o, int *area)
{
	const struct vmap_area *va = at(ix->k, o->start);
	const struct vm_struct *vm = at(ix->k, o->start);

	*area = -1;
	if (o->cache->size >= vmap_area_bytes(ix->k)) {
		*area = index_area_at(ix, va->va_start);
		if (*area >= 0 && ix->area[*area].va == o->start)
			return "struct vmap_area";
	}
	*area = index_area_at(ix, vm->addr);
	if (*area >= 0 && ix->area[*area].vm == o->start)
		return "struct vm_struct";
	*area = -1;
	return NULL;
}

int record_area(const struct memory_index *ix, vaddr_t va)
{
	struct slab_object o;
	int area;

	if (!virt_addr_valid(ix->k, va) ||
	    !slab_object_at(ix->k, __pa(ix->k, va), &o))
		return -1;
	record_at(ix, &o, &area);
	return area;
}

static void mark_free(struct word_finder *f, const struct slab_object *o,
		      vaddr_t list)
{
	const struct kernel *k = f->index->k;
	const vaddr_t first = page_address(k, o->slab);

	for (uint32_t n = 0; list && n < o->slab->objects; n++) {
		uint32_t i = (list - first) / o->cache->size;

		if (i >= o->slab->objects || i >= WORD_SLAB_OBJECTS)
			return; /* a step stands in the middle of a change */
		f->free[i] = 1;
		list = *(const vaddr_t *)at(k, list);
	}
}

/* All that one pass over the areas tells of a slab. */
static void look_up_slab(struct word_finder *f, const struct slab_object *o)
{
	const struct kernel *k = f->index->k;
	const vaddr_t first = page_address(k, o->slab);
	const uint32_t size = o->slab->objects * o->cache->size;

	f->slab = o->slab;
	f->nr_arrays = 0;
	memset(f->free, 0, sizeof(f->free));
	mark_free(f, o, o->slab->freelist);
	if (o->cache->cpu_slab[0].page == va_of(k, o->slab))
		mark_free(f, o, o->cache->cpu_slab[0].freelist);
	for (uint32_t i = 0; i < f->index->nr_areas; i++) {
		const struct indexed_area *area = &f->index->area[i];

		if (area->vm && area->pages - first < size &&
		    f->nr_arrays < WORD_ARRAYS)
			f->array[f->nr_arrays++] =
				(struct word_array){ area->pages,
						     area->nr_pages, i };
	}
}

static void name_record(const struct memory_index *ix, const char *type,
			int area, const struct slab_object *o, struct word *w,
			uint32_t offset)
{
	const struct cbase *base = cbase_here(ix->k, cbase_find(type));
	char name[AREA_NAME_SIZE];

	OBJECT(w, _("%s of %s"), type + strlen("struct "),
	       area_name(&ix->area[area], name));
	w->area = area;
	w->size = base->size;
	if (offset < base->size)
		word_parts(&PLAIN(base), NULL, offset, w);
	else
		WORD_FIELD(w, _("(%s: unused)"), o->cache->name);
}

/* Of 6.1, which has records of what is free, too. */
static bool name_free_block(const struct kernel *k, const struct slab_object *o,
			    struct word *w, uint32_t offset)
{
	const struct cbase *base = cbase_free_block();
	const struct vmap_area *va = at(k, o->start);

	if (o->cache->size < base->size || vmap_free_at(k, va->va_start) != va)
		return false;
	OBJECT(w, _("vmap_area of the free block %08" PRIx32), va->va_start);
	w->size = base->size;
	if (offset < base->size)
		word_parts(&PLAIN(base), NULL, offset, w);
	else
		WORD_FIELD(w, _("(%s: unused)"), o->cache->name);
	return true;
}

static bool name_array(const struct word_finder *f, const struct slab_object *o,
		       struct word *w, uint32_t offset)
{
	const struct word_array *a = f->array;
	char name[AREA_NAME_SIZE];

	for (uint32_t i = 0; i < f->nr_arrays; i++, a++) {
		if (a->start != o->start || offset >= 4 * a->nr)
			continue;
		OBJECT(w, _("pages[] of %s"),
		       area_name(&f->index->area[a->area], name));
		WORD_FIELD(w, "[%" PRIu32 "]", offset / 4);
		w->area = (int)a->area;
		w->size = 4 * a->nr;
		w->is = WORD_POINTER;
		return true;
	}
	return false;
}

static bool name_module(const struct word_finder *f,
			const struct slab_object *o, struct word *w,
			uint32_t offset)
{
	const struct kernel *k = f->index->k;
	const struct cbase *base = cbase_find("struct module");
	const struct list_head *entry;

	list_for_each (k, entry, &k->g->modules) {
		const struct module *mod =
			container_of(entry, struct module, list);

		if (va_of(k, mod) != o->start)
			continue;
		OBJECT(w, _("module %s"), mod->name);
		w->area = index_area_at(f->index, mod->module_core);
		w->size = base->size;
		if (offset < base->size)
			word_parts(&PLAIN(base), NULL, offset, w);
		return true;
	}
	return false;
}

static void name_other(const struct word_finder *f, const struct slab_object *o,
		       struct word *w, uint32_t offset)
{
	const char *whose = _("%s object, in use");

	if (!f->brief && f->free[o->index]) {
		w->is = WORD_FREE;
		if (offset)
			w->is = WORD_PLAIN;
		else
			WORD_FIELD(w, _("next free object"));
		whose = _("%s object, free");
	} else if (ledger_has_object(f->index->k, o->start)) {
		whose = _("%s object, yours");
	}
	OBJECT(w, f->brief ? _("%s object, slab") : whose, o->cache->name);
	w->owner = f->free[o->index] ? OWNER_FREE : OWNER_SLAB;
	w->size = o->cache->size;
}

static bool find_object(struct word_finder *f, paddr_t pa, struct word *w)
{
	const struct kernel *k = f->index->k;
	struct slab_object o;
	const char *type;
	uint32_t offset;
	int area;

	if (!slab_object_at(k, pa, &o) || o.index >= WORD_SLAB_OBJECTS)
		return false;
	if (!f->brief && f->slab != o.slab)
		look_up_slab(f, &o);
	w->start = __pa(k, o.start);
	offset = pa - w->start;
	type = record_at(f->index, &o, &area);
	if (type)
		name_record(f->index, type, area, &o, w, offset);
	else if (!name_free_block(k, &o, w, offset) &&
		 !name_array(f, &o, w, offset) &&
		 !name_module(f, &o, w, offset))
		name_other(f, &o, w, offset);
	return true;
}

/* ---- Pages of areas ---- */

/* The chosen area first: that is what is looked at. */
static void look_up_frame(struct word_finder *f, pfn_t pfn)
{
	vaddr_t va = f->chosen;
	pfn_t behind;

	f->frame = pfn;
	f->has_frame = true;
	f->frame_area = -1;
	if (!(va && mapped_frame(f->index->k, va, &behind) && behind == pfn) &&
	    (f->brief || !index_frame_address(f->index, pfn, &va)))
		return;
	f->frame_area = index_area_at(f->index, va);
	if (f->frame_area >= 0)
		f->frame_page = (va - f->index->area[f->frame_area].start) >>
				PAGE_SHIFT;
}

static bool find_area_page(struct word_finder *f, paddr_t pa, struct word *w)
{
	const struct indexed_area *area;
	char name[AREA_NAME_SIZE];

	if (index_owner(f->index, pa >> PAGE_SHIFT) != OWNER_VMALLOC)
		return false;
	if (!f->has_frame || f->frame != pa >> PAGE_SHIFT)
		look_up_frame(f, pa >> PAGE_SHIFT);
	if (f->frame_area < 0)
		return false;
	area = &f->index->area[f->frame_area];
	OBJECT(w, _("%s page %" PRIu32), area_name(area, name), f->frame_page);
	w->area = f->frame_area;
	w->start = pa & PAGE_MASK;
	w->size = PAGE_SIZE;
	if (area->kind != AREA_ARRAY)
		return true;
	w->is = WORD_POINTER;
	WORD_FIELD(w, "[%" PRIu32 "]",
		   (f->frame_page << PAGE_SHIFT | (pa & ~PAGE_MASK)) / 4);
	return true;
}

/* ---- The rest ---- */

static bool find_pageblocks(struct word_finder *f, paddr_t pa, struct word *w)
{
	const struct kernel *k = f->index->k;
	const struct zone *zone = pageblocks_at(k, virtual_of(k, pa));

	if (!zone)
		return false;
	OBJECT(w, _("pageblock types of zone %s"), zone_name(zone));
	w->owner = OWNER_RESERVED;
	w->start = __pa(k, zone->pageblock_flags & ~3u);
	w->size = pageblocks_size(zone);
	return true;
}

static bool find_image(struct word_finder *f, paddr_t pa, struct word *w)
{
	const struct kernel *k = f->index->k;
	const vaddr_t va = virtual_of(k, pa);
	const struct kallsym *symbol;

	if (va < k->layout.init_begin || va >= k->layout.end)
		return false;
	symbol = kallsyms_symbol(k, va);
	OBJECT(w, _("kernel image%s%s"), symbol ? ", " : "",
	       symbol ? (const char *)at(k, symbol->name) : "");
	w->owner = OWNER_KERNEL;
	w->start = pa & PAGE_MASK;
	return true;
}

static bool find_reserved(struct word_finder *f, paddr_t pa, struct word *w)
{
	const struct layout *l = &f->index->k->layout;

	for (unsigned int i = 0; i < l->nr_reserved; i++) {
		const struct reservation *r = &l->reserved[i];

		if (pa - r->start >= r->size)
			continue;
		OBJECT(w, _("boot's: %s"), _(r->name));
		w->owner = OWNER_RESERVED;
		w->start = r->start;
		w->size = r->size;
		return true;
	}
	return false;
}

static bool find_frame(struct word_finder *f, paddr_t pa, struct word *w)
{
	pfn_t pfn = pa >> PAGE_SHIFT;
	enum owner owner = index_owner(f->index, pfn);

	w->owner = owner;
	w->start = pa & PAGE_MASK;
	w->size = PAGE_SIZE;
	if (owner < MAX_ORDER)
		OBJECT(w, _("free block of %u pages"), 1u << owner);
	else
		OBJECT(w, PFN ", %s", pfn, owner_word(owner));
	return true;
}

void word_find(struct word_finder *f, paddr_t pa, struct word *w)
{
	static bool (*const finders[])(struct word_finder * f, paddr_t pa,
				       struct word * w) = {
		find_global,   find_pgd,       find_page,	find_table,
		find_object,   find_area_page, find_pageblocks, find_image,
		find_reserved, find_frame,
	};

	for (size_t i = 0; i < sizeof(finders) / sizeof(finders[0]); i++) {
		*w = (struct word){ .owner = OWNERS, .area = -1 };
		if (finders[i](f, pa, w))
			return;
	}
}
