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
			    "no block that alloc_pages gave starts at pfn %u "
			    "(0x%x)",
			    pfn, pfn);
	if ((uint32_t)order != args->order)
		return fail(s, -EINVAL,
			    "the block at pfn %u is of order %d, not %u", pfn,
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

/* Nothing to free is no error, as in Linux. */
static int run_kfree(struct session *s, const struct args *args,
		     struct value *value)
{
	(void)value;
	if (!args->addr || args->addr == ZERO_SIZE_PTR) {
		fprintf(s->out.file,
			"nothing to free: kfree(%s) does nothing\n",
			args->addr ? "ZERO_SIZE_PTR" : "NULL");
		return 0;
	}
	if (!ledger_has_object(s->k, args->addr))
		return fail(s, -EINVAL,
			    "0x%08x is not the start of an object that kmalloc "
			    "gave and that is still there",
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
		.summary = "Take 2^ORDER pages that lie together",
		.returns = "the pfn of the first page, or NULL",
		.help = "From the buddy, single pages by way of the per-cpu "
			"list. ORDER is 0 to 10.\ngfp= is GFP_KERNEL if not "
			"given: lowmem, unmovable.",
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
		.summary = "Give pages back",
		.help = "The block must be one that alloc_pages gave, with the "
			"order it was asked for.",
		.example = "alloc_pages 4\n"
			   "free_pages $ 4",
		.args = { { "PFN", ARG_PAGE, ARG_BLOCKS, NULL },
			  { ORDER_ARG } },
		.run = run_free_pages,
	},
	{
		.name = "kmalloc",
		.flags = COMMAND_CHANGES,
		.summary = "Take an object from the slab caches",
		.returns = "the address, in lowmem, or NULL",
		.help = "Up to 8 KB from a cache of the next size; above that "
			"whole pages.\n0 bytes give ZERO_SIZE_PTR, 0x10: no "
			"NULL, and whoever touches it faults.",
		.example = "kmalloc 100\n"
			   "kmalloc 32 gfp=GFP_ATOMIC|__GFP_ZERO",
		.args = { { "SIZE", ARG_SIZE, 0, NULL }, { GFP_ARG } },
		.run = run_kmalloc,
	},
	{
		.name = "kfree",
		.flags = COMMAND_CHANGES,
		.summary = "Give an object back",
		.help = "It must be one that kmalloc gave. To free NULL or "
			"ZERO_SIZE_PTR does nothing.",
		.example = "kmalloc 100\n"
			   "kfree $",
		.args = { { "ADDR", ARG_ADDR, ARG_OBJECTS, NULL } },
		.run = run_kfree,
	},
	{ .name = NULL },
};
