/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_map_ram.c - commands that map for a short time, and the end of it.
 *
 * vm_map_ram and vm_unmap_ram; vm_unmap_aliases, which unmaps what they left.
 * The kernel remembers of a mapping only which pages of a block were given and
 * which are dirty, so that is what can be checked before it is called.
 */
#include "session/commands/command.h"

#include <errno.h>

#include "inspect/place.h"
#include "kernel/vmap_record.h"
#include "kernel/vmap_block.h"
#include "session/commands/map_pages.h"
#include "session/line/argument.h"
#include "session/session.h"
#include "translate.h"

#define MAP_RAM_KINDS (1u << AREA_BLOCK | 1u << AREA_MAP_RAM)

static int run_vm_map_ram(struct session *s, const struct args *args,
			  struct value *value)
{
	vaddr_t addr;
	int error = check_mappable(s, args);

	if (error)
		return error;
	addr = vm_map_ram(s->k, args->page, args->nr_pages, PAGE_KERNEL,
			  args->cpu);
	*value = (struct value){ addr ? VALUE_ADDR : VALUE_NULL, addr };
	return 0;
}

/* ---- May the kernel unmap this? ---- */

static bool is_mapped(const struct kernel *k, vaddr_t addr)
{
	const uint32_t *pte = pte_offset_kernel(k, addr);

	return pte && *pte;
}

/* One page of the run that is to become dirty; @mapped: it has a PTE. */
static int check_page(struct session *s, const struct vmap_block *vb,
		      uint32_t page, vaddr_t addr, bool mapped)
{
	if (!vmap_block_bit(vb->alloc_map, page))
		return fail(s, -EINVAL,
			    "0x%08x is page %u of a block, which was never "
			    "given",
			    addr, page);
	if (vmap_block_bit(vb->dirty_map, page))
		return fail(s, -EINVAL,
			    "0x%08x is page %u of a block, which was unmapped "
			    "before and is dirty",
			    addr, page);
	if (is_mapped(s->k, addr) != mapped)
		return fail(s, -EINVAL,
			    mapped ? N_("0x%08x is not mapped: COUNT is the "
					"number of pages that vm_map_ram got")
				   : N_("0x%08x is mapped, too: COUNT is the "
					"number of pages that vm_map_ram got"),
			    addr);
	return 0;
}

static int check_block(struct session *s, const struct vmap_block *vb,
		       vaddr_t start, const struct args *args)
{
	uint32_t page = (args->addr - start) >> PAGE_SHIFT;
	uint32_t count = args->count, given = 1u << fls(count - 1);
	int error = 0;

	if (count > VMAP_MAX_ALLOC)
		return fail(s, -EINVAL,
			    "0x%08x is in a block, and a block gives up to %d "
			    "pages",
			    args->addr, VMAP_MAX_ALLOC);
	if (page % given)
		return fail(s, -EINVAL,
			    "0x%08x is page %u of a block; %u pages begin at "
			    "a multiple of %u",
			    args->addr, page, count, given);
	for (uint32_t i = 0; !error && i < given; i++)
		error = check_page(s, vb, page + i,
				   args->addr + (i << PAGE_SHIFT), i < count);
	return error;
}

static int check_unmap_ram(struct session *s, const struct args *args)
{
	const struct vmap_area *va = vmap_area_at(s->k, args->addr);
	uint32_t pages;

	if (!va || vmap_area_is_freed(s->k, va) || vmap_area_vm(s->k, va))
		return fail(s, -EINVAL,
			    "0x%08x was not mapped by vm_map_ram, or is "
			    "unmapped already",
			    args->addr);
	if (args->addr & ~PAGE_MASK)
		return fail(s, -EINVAL,
			    "0x%08x is inside a page; give the address that "
			    "vm_map_ram gave",
			    args->addr);
	if (vmap_area_kind(s->k, va) == AREA_BLOCK)
		return check_block(s, find_vmap_block(s->k, args->addr),
				   va->va_start, args);
	pages = (va->va_end - va->va_start) >> PAGE_SHIFT;
	if (args->addr != va->va_start || args->count != pages)
		return fail(s, -EINVAL,
			    "vm_map_ram gave 0x%08x with %u pages: unmap these",
			    va->va_start, pages);
	return 0;
}

static int run_vm_unmap_ram(struct session *s, const struct args *args,
			    struct value *value)
{
	int error = check_unmap_ram(s, args);

	(void)value;
	if (!error)
		vm_unmap_ram(s->k, args->addr, args->count);
	return error;
}

static int run_vm_unmap_aliases(struct session *s, const struct args *args,
				struct value *value)
{
	(void)args;
	(void)value;
	vm_unmap_aliases(s->k);
	return 0;
}

/* ---- The table ---- */

const struct command map_ram_commands[] = {
	{
		.name = "vm_map_ram",
		.flags = COMMAND_CHANGES,
		.summary =
			N_("Map pages for a short time, without a TLB flush"),
		.returns = N_("the address, or NULL"),
		.help = N_("Up to 32 pages, rounded up to a power of two, come "
			   "from a block of the CPU: 4 MB of addresses, less "
			   "with 3 CPUs and more. Others get an area of their "
			   "own. There is no guard page and no vm_struct, so "
			   "/proc/vmallocinfo does not show it."),
		.example = "page = alloc_pages 1\n"
			   "vm_map_ram page page+1",
		.args = { { "PAGE", ARG_PAGE, ARG_REPEAT, NULL },
			  { "cpu", ARG_CPU, ARG_KEYWORD, NULL } },
		.run = run_vm_map_ram,
	},
	{
		.name = "vm_unmap_ram",
		.flags = COMMAND_CHANGES,
		.summary = N_("Undo vm_map_ram"),
		.help = N_("COUNT is the number of pages that vm_map_ram got: "
			   "the kernel does not know it. Pages of a block "
			   "become dirty: they stay mapped and are not given "
			   "again. A block that is all dirty is freed, lazily "
			   "as by vfree."),
		.example = "alloc_pages 0\n"
			   "vm_map_ram $\n"
			   "vm_unmap_ram $ 1",
		.args = { { "ADDR", ARG_ADDR, ARG_AREAS *MAP_RAM_KINDS, NULL },
			  { "COUNT", ARG_COUNT, 0, NULL } },
		.run = run_vm_unmap_ram,
	},
	{
		.name = "vm_unmap_aliases",
		.flags = COMMAND_CHANGES,
		.summary = N_("Purge: unmap and forget all freed areas"),
		.help = N_("Clears the translations of freed areas and of "
			   "dirty pages in blocks, flushes the TLB once for "
			   "all, and gives the areas' addresses back."),
		.example = "vmalloc 40k\n"
			   "vfree $\n"
			   "vm_unmap_aliases",
		.run = run_vm_unmap_aliases,
	},
	{ .name = NULL },
};
