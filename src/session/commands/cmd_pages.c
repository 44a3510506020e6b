/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_pages.c - commands that take and free pages and slab objects.
 *
 * What they give is entered in the ledger, and only what stands there may be
 * freed: the kernel's own pages and objects are not the user's.
 */
#include "session/commands/command.h"

#include <errno.h>

#include "kernel/page_alloc.h"
#include "kernel/slab.h"
#include "inspect/ledger.h"
#include "session/session.h"
#include "translate.h"

static int run_alloc_pages(struct session *s, const struct args *args,
			   struct value *value)
{
	const struct page *page =
		alloc_pages_node(s->k, args->node, args->gfp, args->order);
	pfn_t pfn;

	if (!page) {
		*value = (struct value){ VALUE_NULL, 0 };
		return 0;
	}
	pfn = page_to_pfn(s->k, page);
	ledger_add_block(s->k, pfn, args->order);
	*value = (struct value){ VALUE_PFN, pfn };
	return 0;
}

static int run_free_pages(struct session *s, const struct args *args,
			  struct value *value)
{
	pfn_t pfn = args->page[0];
	int order = ledger_order(s->k, pfn);

	(void)value;
	if (order < 0)
		return fail(s, -EINVAL,
			    "no block from alloc_pages starts at pfn %u (0x%x)",
			    pfn, pfn);
	if ((uint32_t)order != args->order)
		return fail(s, -EINVAL,
			    "the block at pfn %u has order %d, not %u", pfn,
			    order, args->order);
	ledger_remove(s->k, pfn << PAGE_SHIFT);
	__free_pages(s->k, pfn_to_page(s->k, pfn), args->order);
	return 0;
}

static int run_kmalloc(struct session *s, const struct args *args,
		       struct value *value)
{
	vaddr_t addr = kmalloc(s->k, args->size, args->gfp);

	if (addr && addr != ZERO_SIZE_PTR)
		ledger_add_object(s->k, addr);
	ledger_hold(s->k, addr);
	*value = (struct value){ addr ? VALUE_ADDR : VALUE_NULL, addr };
	return 0;
}

/* Nothing to free is not an error, as in Linux. */
static int run_kfree(struct session *s, const struct args *args,
		     struct value *value)
{
	(void)value;
	if (!args->addr || args->addr == ZERO_SIZE_PTR) {
		fprintf(s->out.file,
			_("nothing to free: kfree(%s) does nothing\n"),
			args->addr ? "ZERO_SIZE_PTR" : "NULL");
		return 0;
	}
	if (!ledger_has_object(s->k, args->addr))
		return fail(s, -EINVAL,
			    "0x%08x is not the start of an object that kmalloc "
			    "returned and that has not been freed",
			    args->addr);
	ledger_remove(s->k, __pa(s->k, args->addr));
	ledger_forget(s->k, args->addr);
	kfree(s->k, args->addr);
	return 0;
}

#define GFP_ARG "gfp", ARG_GFP, ARG_KEYWORD, NULL
#define ORDER_ARG "ORDER", ARG_ORDER, 0, NULL

const struct command pages_commands[] = {
	{
		.name = "alloc_pages",
		.flags = COMMAND_CHANGES,
		.summary = N_("Take 2^ORDER contiguous pages"),
		.returns = N_("the pfn of the first page, or NULL"),
		.help = N_("From the buddy allocator; single pages come from "
			   "the per-cpu list. ORDER is 0 to 10. The default "
			   "gfp= is GFP_KERNEL: lowmem, unmovable."),
		.example = "alloc_pages 0\n"
			   "block = alloc_pages 4 gfp=GFP_HIGHUSER_MOVABLE",
		.args = { { ORDER_ARG },
			  { GFP_ARG },
			  { "node", ARG_NODE, ARG_KEYWORD, NULL } },
		.run = run_alloc_pages,
	},
	{
		.name = "free_pages",
		.flags = COMMAND_CHANGES,
		.summary = N_("Free pages"),
		.help = N_("The block must come from alloc_pages and be freed "
			   "with the same order."),
		.example = "alloc_pages 4\n"
			   "free_pages $ 4",
		.args = { { "PFN", ARG_PAGE, ARG_BLOCKS, NULL },
			  { ORDER_ARG } },
		.run = run_free_pages,
	},
	{
		.name = "kmalloc",
		.flags = COMMAND_CHANGES,
		.summary = N_("Allocate an object from the slab caches"),
		.returns = N_("the address, in lowmem, or NULL"),
		.help = N_(
			"Up to 8 KB from the cache of the next larger size; "
			"above that, whole pages. 0 bytes give ZERO_SIZE_PTR, "
			"0x10: not NULL, and whoever touches it faults."),
		.example = "kmalloc 100\n"
			   "kmalloc 32 gfp=GFP_ATOMIC|__GFP_ZERO",
		.args = { { "SIZE", ARG_SIZE, 0, NULL }, { GFP_ARG } },
		.run = run_kmalloc,
	},
	{
		.name = "kfree",
		.flags = COMMAND_CHANGES,
		.summary = N_("Free an object"),
		.help = N_("It must come from kmalloc. Freeing NULL or "
			   "ZERO_SIZE_PTR does nothing."),
		.example = "kmalloc 100\n"
			   "kfree $",
		.args = { { "ADDR", ARG_ADDR, ARG_OBJECTS, NULL } },
		.run = run_kfree,
	},
	{ .name = NULL },
};
