/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_highmem.c - commands that give pages beyond lowmem an address.
 *
 * Where Linux would stop with a BUG they refuse, and say why; only what Linux
 * itself would do reaches src/kernel/highmem.c.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <inttypes.h>

#include "kernel/highmem.h"
#include "session/commands/map_pages.h"
#include "session/session.h"
#include "translate.h"

static const struct page *page_of(const struct session *s,
				  const struct args *args)
{
	return pfn_to_page(s->k, args->page[0]);
}

static int run_kmap(struct session *s, const struct args *args,
		    struct value *value)
{
	int error = check_mappable(s, args);
	vaddr_t addr;

	if (error)
		return error;
	addr = kmap(s->k, page_of(s, args));
	*value = (struct value){ addr ? VALUE_ADDR : VALUE_NULL, addr };
	return 0;
}

/* Is a highmem page in use, so that it may be unmapped? */
static int check_users(struct session *s, pfn_t pfn)
{
	int users = pkmap_users(s->k, pfn_to_page(s->k, pfn));

	if (users < 0)
		return fail(s, -EINVAL,
			    "pfn %u (0x%x) is not kmapped; Linux would stop "
			    "here with a BUG",
			    pfn, pfn);
	if (!users)
		return fail(s, -EINVAL,
			    "nobody uses the slot of pfn %u (0x%x) any more; "
			    "Linux would stop here with a BUG",
			    pfn, pfn);
	return 0;
}

static int run_kunmap(struct session *s, const struct args *args,
		      struct value *value)
{
	int error = 0;

	(void)value;
	/* Linux does not care whether somebody has the page. */
	if (!pfn_valid(s->k, args->page[0]))
		error = check_mappable(s, args);
	else if (!page_is_lowmem(s->k, page_of(s, args)))
		error = check_users(s, args->page[0]);
	if (!error)
		kunmap(s->k, page_of(s, args));
	return error;
}

static int run_kmap_flush_unused(struct session *s, const struct args *args,
				 struct value *value)
{
	(void)args;
	(void)value;
	if (s->k->layout.board.highmem)
		kmap_flush_unused(s->k);
	else
		fputs(_("nothing to flush: this kernel has no highmem\n"),
		      s->out.file);
	return 0;
}

/* ---- For a moment ---- */

static enum km_type type_of(const struct args *args)
{
	return (enum km_type)args->choice;
}

/* What fixmap has for the type and the CPU of a call. */
static vaddr_t fixmap_of(const struct session *s, const struct args *args)
{
	return fix_kmap_address(s->k, type_of(args), args->cpu);
}

static int run_kmap_atomic(struct session *s, const struct args *args,
			   struct value *value)
{
	int error = check_mappable(s, args);

	if (error)
		return error;
	if (s->k->layout.board.debug_highmem &&
	    !page_address(s->k, page_of(s, args)) &&
	    *pte_offset_kernel(s->k, fixmap_of(s, args)))
		return fail(s, -EINVAL,
			    "%s is in use; with CONFIG_DEBUG_HIGHMEM, Linux "
			    "would stop here with a BUG",
			    km_type_name(args->choice));
	*value = (struct value){ VALUE_ADDR,
				 kmap_atomic(s->k, page_of(s, args),
					     type_of(args), args->cpu) };
	return 0;
}

/* The frame that a slot of pkmap shows. */
static pfn_t frame_of(const struct kernel *k, vaddr_t addr)
{
	return *pte_offset_kernel(k, addr) >> PAGE_SHIFT;
}

/* Is @addr what kmap_atomic() can have given for this type? */
static int check_atomic(struct session *s, const struct args *args)
{
	const struct kernel *k = s->k;
	vaddr_t addr = args->addr & PAGE_MASK;

	if (virt_addr_valid(k, addr))
		return 0;
	if (k->layout.board.highmem && addr >= k->layout.pkmap_base &&
	    addr < k->page_offset)
		return check_users(s, frame_of(k, addr));
	if (addr == fixmap_of(s, args) && *pte_offset_kernel(k, addr))
		return 0;
	return fail(s, -EINVAL,
		    "0x%08" PRIx32 " is not what kmap_atomic gave for %s",
		    args->addr, km_type_name(args->choice));
}

static int run_kunmap_atomic(struct session *s, const struct args *args,
			     struct value *value)
{
	int error = 0;

	(void)value;
	if (!s->k->g->preempt_count)
		return fail(s, -EINVAL,
			    "no kmap_atomic is open: preempt_count is 0");
	error = check_atomic(s, args);
	if (!error)
		kunmap_atomic(s->k, args->addr & PAGE_MASK, type_of(args),
			      args->cpu);
	return error;
}

#define TYPE(type) { #type, type },
static const struct choice km_types[] = { KM_TYPES(TYPE){ NULL, 0 } };
#undef TYPE

#define PAGE_ARG "PAGE", ARG_PAGE, ARG_BLOCKS, NULL
#define TYPE_ARG "TYPE", ARG_CHOICE, 0, km_types
#define CPU_ARG "cpu", ARG_CPU, ARG_KEYWORD, NULL

const struct command highmem_commands[] = {
	{
		.name = "kmap",
		.flags = COMMAND_CHANGES,
		.summary = N_("Give a page an address for as long as it takes"),
		.returns = N_("the address, or NULL when all slots are in use"),
		.help = N_("A page of lowmem has its address since boot. One "
			   "of highmem gets the next free of the 512 slots of "
			   "pkmap; kmapped again, it keeps its slot, and the "
			   "slot's count goes up. A slot that nobody uses "
			   "stays mapped until a flush. With all slots in use "
			   "Linux would sleep: here the call gives NULL."),
		.example = "board highmem\n"
			   "alloc_pages 0 gfp=GFP_HIGHUSER\n"
			   "kmap $",
		.args = { { PAGE_ARG } },
		.run = run_kmap,
	},
	{
		.name = "kunmap",
		.flags = COMMAND_CHANGES,
		.summary = N_("Say that one user of kmap is done with a page"),
		.help = N_("The slot's count goes down. At 1 nobody uses it, "
			   "but it stays mapped until the search for slots "
			   "wraps, or kmap_flush_unused."),
		.example = "board highmem\n"
			   "page = alloc_pages 0 gfp=GFP_HIGHUSER\n"
			   "kmap page\n"
			   "kunmap page",
		.args = { { PAGE_ARG } },
		.run = run_kunmap,
	},
	{
		.name = "kmap_flush_unused",
		.flags = COMMAND_CHANGES,
		.summary = N_("Empty the slots of pkmap that nobody uses"),
		.help = N_("Clears their PTEs and flushes the TLB once for "
			   "all."),
		.example = "board highmem\n"
			   "page = alloc_pages 0 gfp=GFP_HIGHUSER\n"
			   "kmap page\n"
			   "kunmap page\n"
			   "kmap_flush_unused",
		.run = run_kmap_flush_unused,
	},
	{
		.name = "kmap_atomic",
		.flags = COMMAND_CHANGES,
		.summary = N_("Give a page an address for a moment"),
		.returns = N_("the address"),
		.help = N_("A page of highmem gets the address in fixmap that "
			   "TYPE has on this CPU; its PTE is overwritten. A "
			   "page that kmap gave a slot keeps to it. Until "
			   "kunmap_atomic the caller must not sleep: "
			   "preempt_count says so.\n\nTYPE says what for: "
			   "KM_USER0 and KM_USER1 in a process, KM_IRQ0, "
			   "KM_IRQ1, KM_BIO_SRC_IRQ and KM_BIO_DST_IRQ with "
			   "interrupts off, KM_SOFTIRQ0, KM_SOFTIRQ1 and "
			   "KM_SKB_DATA_SOFTIRQ in softirqs; KM_BOUNCE_READ, "
			   "KM_SKB_SUNRPC_DATA, KM_PTE0, KM_PTE1 and "
			   "KM_L2_CACHE by those they are named after."),
		.example = "board highmem\n"
			   "alloc_pages 0 gfp=GFP_HIGHUSER\n"
			   "kmap_atomic $ KM_USER0",
		.args = { { PAGE_ARG }, { TYPE_ARG }, { CPU_ARG } },
		.run = run_kmap_atomic,
	},
	{
		.name = "kunmap_atomic",
		.flags = COMMAND_CHANGES,
		.summary = N_("Say that the moment is over"),
		.help = N_(
			"ADDR is what kmap_atomic gave for TYPE. In fixmap the "
			"PTE stays, and the next kmap_atomic of the type "
			"overwrites it; in pkmap the slot's count goes down."),
		.example = "board highmem\n"
			   "alloc_pages 0 gfp=GFP_HIGHUSER\n"
			   "kmap_atomic $ KM_USER0\n"
			   "kunmap_atomic $ KM_USER0",
		.args = { { "ADDR", ARG_ADDR, 0, NULL },
			  { TYPE_ARG },
			  { CPU_ARG } },
		.run = run_kunmap_atomic,
	},
	{ .name = NULL },
};
