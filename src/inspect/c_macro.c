/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_macro.c - the table of constants and macros.
 *
 * Linux 2.6.32: arch/arm/include/asm/{memory,page,pgtable,fixmap}.h,
 * include/linux/kernel.h; max_low is a variable of bootmem_init() in
 * arch/arm/mm/init.c.
 */
#include "inspect/c_macro.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "kernel/arm.h"
#include "translate.h"

/* ---- Constants that follow from the board ---- */

static uint32_t page_offset(const struct layout *l)
{
	return l->board.page_offset;
}

static uint32_t phys_offset(const struct layout *l)
{
	return l->board.phys_offset;
}

static uint32_t max_low(const struct layout *l)
{
	return l->max_low_pfn;
}

static uint32_t vmalloc_start(const struct layout *l)
{
	return l->vmalloc_start;
}

static uint32_t vmalloc_end(const struct layout *l)
{
	return l->vmalloc_end;
}

static uint32_t modules_vaddr(const struct layout *l)
{
	return l->modules_vaddr;
}

static uint32_t modules_end(const struct layout *l)
{
	return l->modules_end;
}

static uint32_t pkmap_base(const struct layout *l)
{
	return l->pkmap_base;
}

/* ---- Calls ---- */

static struct cvalue pointer_to(const char *type, uint32_t bits)
{
	return (struct cvalue){
		.type = ctype_pointer(ctype_of(cbase_find(type))), .bits = bits
	};
}

static int call_va(const struct ceval *e, struct cvalue *arg)
{
	*arg = pointer_to("void", __va(e->in->k, arg->bits));
	return 0;
}

static int call_pa(const struct ceval *e, struct cvalue *arg)
{
	*arg = cvalue_of(
		(struct value){ VALUE_PHYS, __pa(e->in->k, arg->bits) });
	return 0;
}

static int call_pfn_to_page(const struct ceval *e, struct cvalue *arg)
{
	const struct kernel *k = e->in->k;
	pfn_t pfn = arg->bits;

	*arg = pointer_to("struct page", 0);
	if (e->skip)
		return 0;
	if (!pfn_valid(k, pfn))
		return inspect_fail(e->in, -EINVAL,
				    "mem_map has no record of pfn %" PRIu32,
				    pfn);
	arg->bits = va_of(k, pfn_to_page(k, pfn));
	return 0;
}

static int call_virt_to_page(const struct ceval *e, struct cvalue *arg)
{
	if (!e->skip && !virt_addr_valid(e->in->k, arg->bits))
		return inspect_fail(
			e->in, -EINVAL,
			"virt_to_page() takes an address of lowmem; .page "
			"finds the frame of any address that is mapped");
	arg->bits = __pa(e->in->k, arg->bits) >> PAGE_SHIFT;
	return call_pfn_to_page(e, arg);
}

/* The frame that a struct page * is about. */
static int frame_of(const struct ceval *e, const struct cvalue *page,
		    pfn_t *pfn)
{
	const struct kernel *k = e->in->k;

	if (in_mem_map(k, page->bits, pfn) &&
	    va_of(k, pfn_to_page(k, *pfn)) == page->bits)
		return 0;
	return inspect_fail(e->in, -EINVAL,
			    "0x%08" PRIx32 " is not the address of a struct "
			    "page in mem_map",
			    page->bits);
}

static int call_page_to_pfn(const struct ceval *e, struct cvalue *arg)
{
	pfn_t pfn = 0;
	int error = e->skip ? 0 : frame_of(e, arg, &pfn);

	*arg = cvalue_of((struct value){ VALUE_PFN, pfn });
	return error;
}

static int call_page_address(const struct ceval *e, struct cvalue *arg)
{
	const struct kernel *k = e->in->k;
	pfn_t pfn;
	int error = e->skip ? 0 : frame_of(e, arg, &pfn);

	*arg = pointer_to("void", 0);
	if (!error && !e->skip)
		arg->bits = page_address(k, pfn_to_page(k, pfn));
	return error;
}

static int call_align(const struct ceval *e, struct cvalue *arg)
{
	uint32_t mask = arg[1].bits - 1;

	if (!e->skip && (!arg[1].bits || (arg[1].bits & mask)))
		return inspect_fail(e->in, -EINVAL,
				    "ALIGN() takes a power of two");
	arg->bits = (arg->bits + mask) & ~mask;
	return 0;
}

static int call_page_align(const struct ceval *e, struct cvalue *arg)
{
	arg[1] = cvalue_int(PAGE_SIZE);
	return call_align(e, arg);
}

static int call_fls(const struct ceval *e, struct cvalue *arg)
{
	(void)e;
	*arg = cvalue_int(fls(arg->bits));
	return 0;
}

/* ---- The table ---- */

static const struct cmacro macros[] = {
	{ "PAGE_OFFSET", 0, VALUE_ADDR, 0, page_offset, NULL },
	{ "PHYS_OFFSET", 0, VALUE_PHYS, 0, phys_offset, NULL },
	{ "PAGE_SHIFT", 0, VALUE_INT, PAGE_SHIFT, NULL, NULL },
	{ "PAGE_SIZE", 0, VALUE_COUNT, PAGE_SIZE, NULL, NULL },
	{ "PAGE_MASK", 0, VALUE_NUMBER, PAGE_MASK, NULL, NULL },
	{ "max_low", 0, VALUE_PFN, 0, max_low, NULL },
	{ "VMALLOC_OFFSET", 0, VALUE_NUMBER, VMALLOC_OFFSET, NULL, NULL },
	{ "VMALLOC_START", 0, VALUE_ADDR, 0, vmalloc_start, NULL },
	{ "VMALLOC_END", 0, VALUE_ADDR, 0, vmalloc_end, NULL },
	{ "MODULES_VADDR", 0, VALUE_ADDR, 0, modules_vaddr, NULL },
	{ "MODULES_END", 0, VALUE_ADDR, 0, modules_end, NULL },
	{ "TASK_SIZE", 0, VALUE_ADDR, 0, modules_vaddr, NULL },
	{ "PKMAP_BASE", 0, VALUE_ADDR, 0, pkmap_base, NULL },
	{ "LAST_PKMAP", 0, VALUE_INT, LAST_PKMAP, NULL, NULL },
	{ "FIXADDR_START", 0, VALUE_ADDR, 0, layout_fixaddr_start, NULL },
	{ "__va", 1, VALUE_NONE, 0, NULL, call_va },
	{ "__pa", 1, VALUE_NONE, 0, NULL, call_pa },
	{ "virt_to_page", 1, VALUE_NONE, 0, NULL, call_virt_to_page },
	{ "page_address", 1, VALUE_NONE, 0, NULL, call_page_address },
	{ "pfn_to_page", 1, VALUE_NONE, 0, NULL, call_pfn_to_page },
	{ "page_to_pfn", 1, VALUE_NONE, 0, NULL, call_page_to_pfn },
	{ "PAGE_ALIGN", 1, VALUE_NONE, 0, NULL, call_page_align },
	{ "ALIGN", 2, VALUE_NONE, 0, NULL, call_align },
	{ "fls", 1, VALUE_NONE, 0, NULL, call_fls },
	{ .name = NULL },
};

const struct cmacro *cmacros(void)
{
	return macros;
}

const struct cmacro *cmacro_find(const char *name)
{
	for (const struct cmacro *m = macros; m->name; m++)
		if (!strcmp(m->name, name))
			return m;
	return NULL;
}

int cmacro_expand(const struct ceval *e, const struct cmacro *macro,
		  struct cvalue *arg)
{
	const struct layout *l = &e->in->k->layout;

	if (macro->call)
		return macro->call(e, arg);
	*arg = cvalue_of((struct value){ macro->kind,
					 macro->of_layout ? macro->of_layout(l)
							  : macro->bits });
	return 0;
}
