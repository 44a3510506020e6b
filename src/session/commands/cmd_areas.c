/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_areas.c - commands that take and free areas: vmalloc and its relatives.
 *
 * The kernel trusts its callers; a wrong address makes it crash. So every
 * command first makes sure that the kernel will accept what it is given, and
 * only then looks the caller up (which may give it a place in the symbol
 * table) and calls.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "kernel/ioremap.h"
#include "kernel/module.h"
#include "kernel/page_alloc.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_record.h"
#include "session/commands/map_pages.h"
#include "session/line/argument.h"
#include "inspect/ledger.h"
#include "inspect/place.h"
#include "session/session.h"
#include "translate.h"

/* Who asks for these in the real kernel is the kernel itself. */
#define IOREMAP_CALLER "__arm_ioremap_pfn+0x64/0x144"
#define MODULE_CALLER "module_alloc+0x54/0x60"

/* Rows that several commands have in their args. */
#define CALLER_ARG "caller", ARG_CALLER, ARG_KEYWORD, NULL
#define SIZE_ARG "SIZE", ARG_SIZE, 0, NULL
#define AREA_ARG(kinds) "ADDR", ARG_ADDR, ARG_AREAS *(kinds), NULL

/* Kinds of areas that each of these frees. */
#define VFREE_KINDS (1u << AREA_VMALLOC | 1u << AREA_BARE)
#define VUNMAP_KINDS (1u << AREA_VMAP | 1u << AREA_BARE)
#define IOUNMAP_KINDS (1u << AREA_IOREMAP | 1u << AREA_BARE)
#define FREE_VM_AREA_KINDS (1u << AREA_BARE)

static const char gives_address[] = N_("the address, or NULL");

/* ---- Help for all that take an area ---- */

static int give_address(struct value *value, vaddr_t addr)
{
	*value = (struct value){ addr ? VALUE_ADDR : VALUE_NULL, addr };
	return 0;
}

/*
 * The return address that the area will remember: as the line says, else
 * @usual, else 0. The last thing to do before the call: it may add a symbol.
 */
static int find_caller(struct session *s, const struct args *args,
		       const char *usual, vaddr_t *addr)
{
	struct caller caller = args->caller;
	int error;

	*addr = 0;
	if (!arg_given(args, ARG_CALLER)) {
		if (!usual)
			return 0;
		BUG_ON(caller_parse(usual, &caller));
	}
	error = kallsyms_caller(s->k, caller.name, NULL, caller.offset,
				caller.len, addr);
	if (error)
		return fail(s, error,
			    "the kernel's text or symbol table has no room "
			    "for %s",
			    shown(caller.name).text);
	return 0;
}

/* The guard page on top must not wrap: the real kernel stops with a BUG. */
static int check_guard(struct session *s, uint32_t size)
{
	if (PAGE_ALIGN(size) == PAGE_MASK)
		return fail(s, -EINVAL,
			    "0x%x bytes plus a guard page are more than 4 GB",
			    size);
	return 0;
}

static int run_by_size(struct session *s, const struct args *args,
		       struct value *value,
		       vaddr_t (*alloc)(struct kernel *, uint32_t, vaddr_t))
{
	vaddr_t caller, addr;
	int error = find_caller(s, args, NULL, &caller);

	if (error)
		return error;
	addr = alloc(s->k, args->size, caller);
	ledger_hold(s->k, addr);
	return give_address(value, addr);
}

/* ---- Taking ---- */

static int run_vmalloc(struct session *s, const struct args *args,
		       struct value *value)
{
	return run_by_size(s, args, value, vmalloc);
}

static int run_vmalloc_user(struct session *s, const struct args *args,
			    struct value *value)
{
	return run_by_size(s, args, value, vmalloc_user);
}

static int run_vmalloc_32(struct session *s, const struct args *args,
			  struct value *value)
{
	return run_by_size(s, args, value, vmalloc_32);
}

static int run_vmalloc_flags(struct session *s, const struct args *args,
			     struct value *value)
{
	vaddr_t caller, addr;
	int error = find_caller(s, args, NULL, &caller);

	if (error)
		return error;
	addr = __vmalloc_node(s->k, args->size, args->align, args->gfp,
			      args->prot, args->node, caller);
	ledger_hold(s->k, addr);
	return give_address(value, addr);
}

static const struct choice area_flags[] = {
	{ "ioremap", VM_IOREMAP }, { "alloc", VM_ALLOC }, { "map", VM_MAP },
	{ "user", VM_USERMAP },	   { NULL, 0 },
};

static int run_get_vm_area(struct session *s, const struct args *args,
			   struct value *value)
{
	uint32_t flags = arg_given(args, ARG_CHOICE) ? args->choice : VM_ALLOC;
	const struct vm_struct *area;
	vaddr_t caller;
	int error = check_guard(s, args->size);

	if (!error)
		error = find_caller(s, args, NULL, &caller);
	if (error)
		return error;
	area = get_vm_area(s->k, args->size, flags, caller);
	return give_address(value, area ? area->addr : 0);
}

/* A frame of RAM that the kernel knows and that somebody has. */
static int check_frame(struct session *s, pfn_t pfn)
{
	const struct kernel *k = s->k;
	const struct page *page;

	if (!pfn_valid(k, pfn) ||
	    !ram_covers(k->m, pfn << PAGE_SHIFT, PAGE_SIZE))
		return fail(s, -EINVAL,
			    "pfn %u (0x%x) is not a frame of RAM; frames go "
			    "from 0x%x to 0x%x",
			    pfn, pfn, k->layout.first_pfn,
			    k->layout.max_pfn - 1);
	page = pfn_to_page(k, pfn);
	if (!page->_count && !page_flag(page, PG_tail) &&
	    ledger_block_of(k, pfn, NULL) < 0)
		return fail(s, -EINVAL,
			    "pfn %u (0x%x) is free: take it with alloc_pages "
			    "first",
			    pfn, pfn);
	return 0;
}

int check_mappable(struct session *s, const struct args *args)
{
	int error = 0;

	for (uint32_t i = 0; !error && i < args->nr_pages; i++)
		error = check_frame(s, args->page[i]);
	return error;
}

static int run_vmap(struct session *s, const struct args *args,
		    struct value *value)
{
	vaddr_t caller;
	int error = check_mappable(s, args);

	if (!error)
		error = find_caller(s, args, NULL, &caller);
	if (error)
		return error;
	return give_address(value, vmap(s->k, args->page, args->nr_pages,
					VM_MAP, PAGE_KERNEL, caller));
}

static const struct choice mtypes[] = {
	{ "device", MT_DEVICE },
	{ "cached", MT_DEVICE_CACHED },
	{ "wc", MT_DEVICE_WC },
	{ "uncached", MT_UNCACHED },
	{ NULL, 0 },
};

static int run_ioremap(struct session *s, const struct args *args,
		       struct value *value)
{
	uint32_t offset = args->phys & ~PAGE_MASK;
	vaddr_t caller;
	int error = 0;

	if (args->size <= UINT32_MAX - offset)
		error = check_guard(s, offset + args->size);
	if (!error)
		error = find_caller(s, args, IOREMAP_CALLER, &caller);
	if (error)
		return error;
	return give_address(value,
			    __arm_ioremap(s->k, args->phys, args->size,
					  (enum mtype)args->choice, caller));
}

/* What lsmod could show: letters, digits, - and _. */
static bool is_module_name(const char *name)
{
	return *name && strlen(name) < MODULE_NAME_LEN &&
	       strspn(name,
		      "abcdefghijklmnopqrstuvwxyz"
		      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == strlen(name);
}

static int run_insmod(struct session *s, const struct args *args,
		      struct value *value)
{
	const char *name = args->word[0];
	vaddr_t caller;
	int error = check_guard(s, args->size);

	if (error)
		return error;
	if (!is_module_name(name))
		return fail(s, -EINVAL,
			    "%s is not a valid module name: use up to %d "
			    "letters, digits, - and _",
			    shown(name).text, MODULE_NAME_LEN - 1);
	if (find_module(s->k, name))
		return fail(s, -EEXIST, "%s is already loaded", name);
	error = find_caller(s, args, MODULE_CALLER, &caller);
	if (error)
		return error;
	return give_address(
		value, load_module(s->k, name, args->size, args->init, caller));
}

/* ---- Freeing ---- */

/* What an area of each kind is called, and what frees it. */
static const char *const frees[AREA_KINDS] = {
	[AREA_VMALLOC] = N_("0x%08x is a vmalloc area: use vfree"),
	[AREA_VMAP] = N_("0x%08x is a vmap area: use vunmap"),
	[AREA_IOREMAP] = N_("0x%08x is an ioremap area: use iounmap"),
	[AREA_MODULE] = N_("0x%08x is a module's memory: use rmmod"),
	[AREA_ARRAY] = N_("0x%08x is the pages[] of a larger area: use vfree "
			  "on that one"),
	[AREA_BARE] = N_("0x%08x is an area without pages: use "
			 "free_vm_area"),
};

static int no_area(struct session *s, vaddr_t addr)
{
	const struct vmap_area *va = vmap_area_at(s->k, addr);

	if (va && vmap_area_is_freed(s->k, va))
		return fail(s, -EINVAL,
			    "0x%08x has already been freed and is waiting for "
			    "the purge",
			    addr);
	if (va)
		return fail(s, -EINVAL,
			    "0x%08x is vm_map_ram's: use vm_unmap_ram", addr);
	return fail(s, -EINVAL,
		    addr % PAGE_SIZE
			    ? N_("0x%08x is not in any area; `cat "
				 "/proc/vmallocinfo` lists them (the kernel "
				 "would warn of a bad address and go on)")
			    : N_("0x%08x is not in any area; `cat "
				 "/proc/vmallocinfo` lists them (the kernel "
				 "would warn of a nonexistent vm area and go "
				 "on)"),
		    addr);
}

/*
 * The live area at an address, if it is one of @kinds (bits 1 << kind). @slack
 * says how far after its start the address may be, bytes.
 */
static int find_freeable(struct session *s, vaddr_t addr, unsigned int kinds,
			 uint32_t slack, const struct vm_struct **area)
{
	const struct vm_struct *vm = find_vm_area(s->k, addr);
	enum area_kind kind;

	if (!vm)
		return no_area(s, addr);
	kind = area_kind(s->k, vm);
	if (!(kinds & 1u << kind))
		return fail(s, -EINVAL, frees[kind], vm->addr);
	if (addr - vm->addr > slack)
		return fail(s, -EINVAL,
			    "0x%08x is inside the area at 0x%08x; give its "
			    "start",
			    addr, vm->addr);
	*area = vm;
	return 0;
}

/* Linux allows it silently; the person may want to know. */
static void tell_null(struct session *s, const char *function)
{
	fprintf(s->out.file, _("nothing to free: %s(NULL) does nothing\n"),
		function);
}

/* To free NULL is allowed, and does nothing, wherever Linux says so. */
static int run_vfree(struct session *s, const struct args *args,
		     struct value *value)
{
	const struct vm_struct *area;
	int error = 0;

	(void)value;
	if (args->addr)
		error = find_freeable(s, args->addr, VFREE_KINDS, 0, &area);
	if (!error) {
		ledger_forget(s->k, args->addr);
		vfree(s->k, args->addr);
	}
	if (!args->addr)
		tell_null(s, "vfree");
	return error;
}

static int run_vunmap(struct session *s, const struct args *args,
		      struct value *value)
{
	const struct vm_struct *area;
	int error = 0;

	(void)value;
	if (args->addr)
		error = find_freeable(s, args->addr, VUNMAP_KINDS, 0, &area);
	if (!error)
		vunmap(s->k, args->addr);
	if (!args->addr)
		tell_null(s, "vunmap");
	return error;
}

static int run_free_vm_area(struct session *s, const struct args *args,
			    struct value *value)
{
	const struct vm_struct *area;
	int error = find_freeable(s, args->addr, FREE_VM_AREA_KINDS, 0, &area);

	(void)value;
	if (!error)
		free_vm_area(s->k, area);
	return error;
}

static int run_iounmap(struct session *s, const struct args *args,
		       struct value *value)
{
	const struct vm_struct *area;
	int error = find_freeable(s, args->addr, IOUNMAP_KINDS, PAGE_SIZE - 1,
				  &area);

	(void)value;
	if (error)
		return error;
	if (!(area->flags & VM_IOREMAP))
		return fail(s, -EINVAL,
			    "0x%08x is an area without pages: use free_vm_area",
			    area->addr);
	iounmap(s->k, args->addr);
	return 0;
}

static int run_rmmod(struct session *s, const struct args *args,
		     struct value *value)
{
	const struct module *mod = find_module(s->k, args->word[0]);

	(void)value;
	if (!mod)
		return fail(s, -ENOENT,
			    "no module %s is loaded; `cat /proc/modules` "
			    "lists them",
			    shown(args->word[0]).text);
	delete_module(s->k, mod);
	return 0;
}

/* ---- The table ---- */

const struct command areas_commands[] = {
	{
		.name = "vmalloc",
		.flags = COMMAND_CHANGES,
		.summary =
			N_("Take pages and map them at consecutive addresses"),
		.returns = gives_address,
		.help = N_(
			"The size is rounded up to pages; a guard page that is "
			"never mapped follows. The addresses are the lowest "
			"that fit, the frames are whatever the buddy has."),
		.example = "vmalloc 40k\n"
			   "buf = vmalloc 4k caller=my_init+0x10/0x80",
		.args = { { SIZE_ARG }, { CALLER_ARG } },
		.run = run_vmalloc,
	},
	{
		.name = "__vmalloc",
		.flags = COMMAND_CHANGES,
		.summary =
			N_("vmalloc with flags, protection, node, alignment"),
		.returns = gives_address,
		.help = N_(
			"gfp= takes kernel names joined by |; the default is "
			"GFP_KERNEL.\nprot= is PAGE_KERNEL, PAGE_KERNEL_EXEC, "
			"pgprot_noncached or pgprot_writecombine. align= is a "
			"power of two up to 16M."),
		.example = "__vmalloc 64k gfp=GFP_KERNEL|__GFP_HIGHMEM "
			   "align=64k",
		.args = { { SIZE_ARG },
			  { "gfp", ARG_GFP, ARG_KEYWORD, NULL },
			  { "prot", ARG_PROT, ARG_KEYWORD, NULL },
			  { "node", ARG_NODE, ARG_KEYWORD, NULL },
			  { "align", ARG_ALIGN, ARG_KEYWORD, NULL },
			  { CALLER_ARG } },
		.run = run_vmalloc_flags,
	},
	{
		.name = "vmalloc_user",
		.flags = COMMAND_CHANGES,
		.summary = N_("vmalloc of zeroed pages that a process may map"),
		.returns = gives_address,
		.help = N_("Aligned to 16 KB (SHMLBA), so that user and kernel "
			   "addresses have the same cache colour; marked "
			   "`user` in /proc/vmallocinfo."),
		.example = "vmalloc_user 16k",
		.args = { { SIZE_ARG }, { CALLER_ARG } },
		.run = run_vmalloc_user,
	},
	{
		.name = "vmalloc_32",
		.flags = COMMAND_CHANGES,
		.summary = N_("vmalloc of pages from lowmem only"),
		.returns = gives_address,
		.help = N_("For devices that can address 32 bits: GFP_KERNEL, "
			   "no highmem."),
		.example = "vmalloc_32 16k",
		.args = { { SIZE_ARG }, { CALLER_ARG } },
		.run = run_vmalloc_32,
	},
	{
		.name = "vfree",
		.flags = COMMAND_CHANGES,
		.summary = N_("Free an area and its pages"),
		.help = N_(
			"The pages are free at once. The addresses are not: "
			"they stay taken until the purge, which happens when "
			"enough freed areas have accumulated, or at "
			"vm_unmap_aliases. In 2.6.32 their translations stay "
			"as long. Freeing NULL does nothing."),
		.example = "vmalloc 40k\n"
			   "vfree $",
		.args = { { AREA_ARG(VFREE_KINDS) }, { CALLER_ARG } },
		.run = run_vfree,
	},
	{
		.name = "get_vm_area",
		.flags = COMMAND_CHANGES,
		.summary = N_("Take addresses without any pages"),
		.returns = gives_address,
		.help = N_("The default flag is alloc. ioremap aligns to the "
			   "power of two above the size (1 << fls(size)), up "
			   "to 16 MB: 16 KB to 32 KB."),
		.example = "get_vm_area 1M ioremap",
		.args = { { SIZE_ARG },
			  { "FLAGS", ARG_CHOICE, ARG_OPTIONAL, area_flags },
			  { CALLER_ARG } },
		.run = run_get_vm_area,
	},
	{
		.name = "free_vm_area",
		.flags = COMMAND_CHANGES,
		.summary = N_("Undo get_vm_area"),
		.help = N_("For areas without pages."),
		.example = "get_vm_area 40k\n"
			   "free_vm_area $",
		.args = { { AREA_ARG(FREE_VM_AREA_KINDS) }, { CALLER_ARG } },
		.run = run_free_vm_area,
	},
	{
		.name = "vmap",
		.flags = COMMAND_CHANGES,
		.summary = N_("Map existing pages, in the order given"),
		.returns = gives_address,
		.help = N_("A page is a pfn, pfn:N, a value from alloc_pages "
			   "or the address of its struct page. The same page "
			   "may be mapped more than once."),
		.example = "page = alloc_pages 1\n"
			   "vmap page+1 page",
		.args = { { "PAGE", ARG_PAGE, ARG_REPEAT, NULL },
			  { CALLER_ARG } },
		.run = run_vmap,
	},
	{
		.name = "vunmap",
		.flags = COMMAND_CHANGES,
		.summary = N_("Undo vmap; the pages stay allocated"),
		.help = N_("Like vfree, but no page is freed."),
		.example = "alloc_pages 0\n"
			   "vmap $\n"
			   "vunmap $",
		.args = { { AREA_ARG(VUNMAP_KINDS) }, { CALLER_ARG } },
		.run = run_vunmap,
	},
	{
		.name = "ioremap",
		.flags = COMMAND_CHANGES,
		.summary = N_("Map the registers of a device"),
		.returns = gives_address,
		.help = N_("The area is aligned to the power of two above the "
			   "size (1 << fls(size)), up to 16 MB: 16 KB to 32 "
			   "KB. Sections are used where the address, the "
			   "device and the size are multiples of 2 MB, 4 KB "
			   "pages elsewhere, and always on an SMP board."),
		.example = "ioremap 0xf1000000 1M\n"
			   "ioremap 0xf1012000 4k mtype=uncached",
		.args = { { "PHYS", ARG_PHYS, 0, NULL },
			  { SIZE_ARG },
			  { "mtype", ARG_CHOICE, ARG_KEYWORD, mtypes },
			  { CALLER_ARG } },
		.run = run_ioremap,
	},
	{
		.name = "iounmap",
		.flags = COMMAND_CHANGES,
		.summary = N_("Undo ioremap"),
		.help = N_("Takes any address in the area's first page."),
		.example = "ioremap 0xf1012010 16\n"
			   "iounmap $",
		.args = { { AREA_ARG(IOUNMAP_KINDS) }, { CALLER_ARG } },
		.run = run_iounmap,
	},
	{
		.name = "insmod",
		.flags = COMMAND_CHANGES,
		.summary = N_("Load a module: its memory below PAGE_OFFSET"),
		.returns = N_("the address of the module's memory, or NULL"),
		.help = N_(
			"Here a module is just a name and a size.\ninit=SIZE "
			"adds an init section, freed after loading. That is "
			"lazy, so the next module lands after it. Their region "
			"below PAGE_OFFSET is fixed: vmalloc= neither moves "
			"nor enlarges it."),
		.example = "insmod ubifs 716k\n"
			   "insmod fat 52k init=4k",
		.args = { { "NAME", ARG_WORD, 0, NULL },
			  { SIZE_ARG },
			  { "init", ARG_INIT, ARG_KEYWORD, NULL },
			  { CALLER_ARG } },
		.run = run_insmod,
	},
	{
		.name = "rmmod",
		.flags = COMMAND_CHANGES,
		.summary = N_("Unload a module"),
		.help = N_("Its memory is freed as by vfree."),
		.example = "insmod ubifs 716k\n"
			   "rmmod ubifs",
		.args = { { "NAME", ARG_WORD, ARG_MODULES, NULL },
			  { CALLER_ARG } },
		.run = run_rmmod,
	},
	{ .name = NULL },
};
