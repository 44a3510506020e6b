/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * place.c - words for areas, guard pages and regions.
 */
#include "inspect/place.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/highmem.h"
#include "kernel/list.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_record.h"
#include "kernel/vmap_block.h"
#include "machine/mmu.h"
#include "translate.h"

bool ends_unmapped(const struct kernel *k, const struct vmap_area *va)
{
	const uint32_t *last = pte_offset_kernel(k, va->va_end - PAGE_SIZE);

	return !(last && *last);
}

bool has_guard_page(const struct kernel *k, const struct vmap_area *va)
{
	return vmap_area_had_vm(k, va) && ends_unmapped(k, va);
}

/* The module whose memory an area is; NULL if none. */
static const struct module *module_of(const struct kernel *k,
				      const struct vm_struct *area)
{
	const struct list_head *entry;

	if (area->addr >= k->layout.modules_end)
		return NULL;
	list_for_each (k, entry, &k->g->modules) {
		const struct module *mod =
			container_of(entry, struct module, list);

		if (mod->module_core == area->addr)
			return mod;
	}
	return NULL;
}

/* Is it the pages[] of an area with more pages than a page has pointers? */
static bool is_page_array(const struct kernel *k, const struct vm_struct *area)
{
	const struct vm_struct *vm = first_vm(k);

	for (; vm; vm = next_vm(k, vm))
		if ((vm->flags & VM_VPAGES) && vm->pages == area->addr)
			return true;
	return false;
}

/*
 * get_vm_area() sets the same flags as ioremap() and vmap() do; what tells
 * them apart is that nothing is mapped.
 */
static enum area_kind vm_kind(const struct kernel *k,
			      const struct vm_struct *area)
{
	paddr_t pa;

	if (module_of(k, area))
		return AREA_MODULE;
	if (area->nr_pages)
		return AREA_VMALLOC;
	if (!mmu_translate(k->m, area->addr, &pa))
		return AREA_BARE;
	return area->flags & VM_IOREMAP ? AREA_IOREMAP : AREA_VMAP;
}

enum area_kind area_kind(const struct kernel *k, const struct vm_struct *area)
{
	enum area_kind kind = vm_kind(k, area);

	return kind == AREA_VMALLOC && is_page_array(k, area) ? AREA_ARRAY
							      : kind;
}

/* What vm_map_ram() made has no vm_struct. */
static enum area_kind without_vm(const struct kernel *k,
				 const struct vmap_area *va)
{
	paddr_t pa;

	if (find_vmap_block(k, va->va_start))
		return AREA_BLOCK;
	/* In the middle of a call it may still get a vm_struct. */
	return mmu_translate(k->m, va->va_start, &pa) ? AREA_MAP_RAM
						      : AREA_BARE;
}

enum area_kind vmap_area_kind(const struct kernel *k,
			      const struct vmap_area *va)
{
	const struct vm_struct *vm = vmap_area_vm(k, va);

	return vm ? area_kind(k, vm) : without_vm(k, va);
}

enum area_kind vmap_area_word(const struct kernel *k,
			      const struct vmap_area *va)
{
	const struct vm_struct *vm = vmap_area_vm(k, va);
	enum vmap_state state = vmap_area_state(k, va);

	if (state != VMAP_LIVE)
		return state == VMAP_FREE ? AREA_FREE : AREA_FREED;
	return vm ? vm_kind(k, vm) : without_vm(k, va);
}

uint32_t hole_lost(const struct kernel *k, bool first, bool last)
{
	return PAGE_SIZE + (first ? 0 : k->vmap->gap) +
	       (last ? 0 : k->vmap->gap_after);
}

uint32_t area_align(const struct kernel *k, const struct vm_struct *vm)
{
	if (vm && vm->flags & VM_IOREMAP)
		return ioremap_align(k, vm->size - PAGE_SIZE);
	return vm && vm->flags & VM_USERMAP ? SHMLBA : 1;
}

/* ---- Words ---- */

static const char *const nouns[AREA_FREE + 1] = {
	[AREA_VMALLOC] = N_("the vmalloc area"),
	[AREA_VMAP] = N_("the vmap area"),
	[AREA_IOREMAP] = N_("the ioremap area"),
	[AREA_MODULE] = N_("the module's area"),
	[AREA_ARRAY] = N_("the pages[] array"),
	[AREA_BARE] = N_("the area without pages"),
	[AREA_BLOCK] = N_("the vm_map_ram block"),
	[AREA_MAP_RAM] = N_("the vm_map_ram area"),
	[AREA_FREED] = N_("the freed area"),
	[AREA_FREE] = N_("the free block"),
};

const char *area_noun(enum area_kind kind)
{
	return _(nouns[kind]);
}

void area_print(FILE *to, const struct inspector *in, enum area_kind kind,
		vaddr_t start, vaddr_t end)
{
	char from[INSPECT_PLACE_SIZE];

	/* The name of what was there before is not a free block's. */
	if (kind == AREA_FREE)
		in = NULL;
	/* TRANSLATORS: "the vmalloc area", and its range of addresses */
	fprintf(to, _("%s %s-0x%08x"), area_noun(kind),
		inspect_address(in, start, "0x", from), end);
}

/* Of a page in a block: what vm_map_ram did with it. */
static const char *block_page(const struct kernel *k, vaddr_t addr,
			      uint32_t page)
{
	const struct vmap_block *vb = find_vmap_block(k, addr);
	paddr_t pa;

	if (vmap_block_bit(vb->dirty_map, page))
		return mmu_translate(k->m, addr, &pa)
			       ? N_(", given back, mapped until a flush")
			       : N_(", given back and unmapped");
	return vmap_block_bit(vb->alloc_map, page) ? N_(", taken")
						   : N_(", never given");
}

static void describe_area(const struct inspector *in,
			  const struct vmap_area *va, vaddr_t addr, char *text)
{
	const struct kernel *k = in->k;
	uint32_t page = (addr - va->va_start) >> PAGE_SHIFT;
	bool freed = vmap_area_is_freed(k, va);
	bool guard = va->va_end - addr <= PAGE_SIZE && has_guard_page(k, va);
	enum area_kind kind = freed ? AREA_BARE : vmap_area_kind(k, va);
	const char *what = nouns[freed ? AREA_FREED : kind];
	const char *end = freed ? N_(", which waits for the purge")
			  : kind == AREA_BLOCK ? block_page(k, addr, page)
					       : "";
	char start[INSPECT_PLACE_SIZE];

	inspect_address(in, va->va_start, "0x", start);
	end = *end ? _(end) : "";
	if (guard)
		snprintf(text, PLACE_SIZE,
			 _("the guard page of %s %s-0x%08x%s"), _(what), start,
			 va->va_end, end);
	else
		snprintf(text, PLACE_SIZE, _("page %u of %s %s-0x%08x%s"), page,
			 _(what), start, va->va_end, end);
}

bool pkmap_slot_at(const struct kernel *k, vaddr_t va, uint32_t *slot)
{
	*slot = PKMAP_NR(k, va);
	return k->layout.board.highmem && va >= k->layout.pkmap_base &&
	       va < k->page_offset;
}

bool fixmap_entry_at(const struct kernel *k, vaddr_t va, uint32_t *idx)
{
	*idx = (va - fix_to_virt(k, 0)) >> PAGE_SHIFT;
	return va >= fix_to_virt(k, 0) &&
	       *idx < KM_TYPE_NR * k->layout.board.cpus;
}

static void describe_slot(const struct kernel *k, uint32_t slot, char *text)
{
	uint32_t count = k->g->pkmap_count[slot];

	if (!count)
		snprintf(text, PLACE_SIZE, _("slot %u of pkmap, free"), slot);
	else if (count == 1)
		snprintf(text, PLACE_SIZE,
			 _("slot %u of pkmap, not in use, mapped until a "
			   "flush"),
			 slot);
	else
		snprintf(text, PLACE_SIZE,
			 ngettext("slot %u of pkmap, in use by %u kmap",
				  "slot %u of pkmap, in use by %u kmaps",
				  count - 1),
			 slot, count - 1);
}

static bool has_areas(const struct region *r)
{
	return !strcmp(r->name, "vmalloc") || !strcmp(r->name, "modules");
}

static const char *region_format(const struct region *r)
{
	if (has_areas(r))
		return _("between the areas of the %s region 0x%08" PRIx32
			 "-0x%08" PRIx64);
	if (!strcmp(r->name, "user"))
		return _("in the %s region 0x%08" PRIx32 "-0x%08" PRIx64
			 ", where only a process has tables");
	return _("in the %s region 0x%08" PRIx32 "-0x%08" PRIx64);
}

void place_describe(const struct inspector *in, vaddr_t va, char *text)
{
	const struct kernel *k = in->k;
	const struct vmap_area *area = vmap_area_at(k, va);
	struct region rows[MAX_REGIONS];
	unsigned int nr, i = 0;

	if (area) {
		describe_area(in, area, va, text);
		return;
	}
	if (pkmap_slot_at(k, va, &i)) {
		describe_slot(k, i, text);
		return;
	}
	if (fixmap_entry_at(k, va, &i)) {
		snprintf(text, PLACE_SIZE,
			 _("the fixmap entry of %s on CPU %u"),
			 km_type_name(i % KM_TYPE_NR), i / KM_TYPE_NR);
		return;
	}
	i = 0;
	nr = layout_regions(&k->layout, rows);
	while (i + 1 < nr && va >= rows[i].end)
		i++;
	snprintf(text, PLACE_SIZE, region_format(&rows[i]), rows[i].name,
		 rows[i].start, rows[i].end);
}
