/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/vmalloc.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmalloc_sentences[] = {
	SENTENCE(insert_vmalloc_vm,
		 N_("{va} is in the tree; now {vm_struct} is filled in, which "
		    "/proc/vmallocinfo shows")),
	SENTENCE(vmlist_next,
		 N_("vmlist is sorted: {tmp} comes before {vm}, so go on")),
	SENTENCE(vmlist_insert,
		 N_("{vm} is in the tree but not on vmlist yet; it goes "
		    "before {tmp}"),
		 IF(tmp, 0,
		    N_("{vm} is in the tree but not on vmlist yet; it goes "
		       "at the end"))),

	SENTENCE(__get_vm_area_node,
		 N_("get an area of {size} bytes between {start} and {end}. "
		    "BUG_ON(in_interrupt()) guards it: it may sleep")),
	SENTENCE(ioremap_align,
		 N_("an ioremap of {size} bytes is aligned to {align}, so "
		    "that large mappings could use sections")),
	SENTENCE(no_size, N_("the size is 0 after rounding up to pages")),
	SENTENCE(guard_wraps,
		 N_("with its guard page the size wraps past 32 bits")),
	SENTENCE(alloc_vm,
		 N_("memory for the vm_struct, the record of what is mapped")),
	SENTENCE(guard,
		 N_("{size} and a guard page: addresses that never get a "
		    "frame, so that running off the end faults")),
	SENTENCE(no_addresses,
		 N_("no addresses for {size} bytes: free the record")),

	SENTENCE(get_vm_area,
		 N_("get {size} bytes of addresses anywhere in the vmalloc "
		    "region")),

	SENTENCE(unlink_vmlist,
		 N_("find the link on vmlist that leads to {vm}")),
	SENTENCE(vmlist_skip, N_("{tmp} is another area, so go on")),
	SENTENCE(vmlist_remove,
		 N_("{vm} leaves vmlist, and with it /proc/vmallocinfo")),

	SENTENCE(remove_vm_area, N_("take back the area at {addr}")),
	SENTENCE(without_guard,
		 N_("the caller unmaps {vm} without its guard page")),

	SENTENCE(free_vm_area, N_("free {area}; nothing was mapped there")),

	SENTENCE(map_vm_area,
		 N_("pages[] is full, but the CPU only knows the page "
		    "tables: write the PTEs of {area}")),
	SENTENCE(folded,
		 N_("Linux has four levels of tables, ARM two: pud and pmd "
		    "are folded away, so the word of {addr} in the pgd, at "
		    "{pgd}, leads to its PTEs")),
	SENTENCE(set_pte,
		 N_("{addr} is page {i} of the area: both its PTEs, Linux's "
		    "and the hardware's, get {page}"), EVENT(PTE)),

	SENTENCE(alloc_page_array,
		 N_("pages[] needs {bytes} bytes for {nr_pages}: up to one "
		    "page comes from kmalloc, more is a vmalloc of its own")),

	SENTENCE(fill_page_array,
		 N_("{nr_pages}, one by one: they need not be adjacent")),
	SENTENCE(page_slot,
		 N_("pages[{i}] = {page}; nothing is mapped yet"),
		 IF(page, 0,
		    N_("no page for pages[{i}]: give back those that came"))),

	SENTENCE(__vmalloc_area_node,
		 N_("{area} has addresses; now it gets pages and PTEs")),
	SENTENCE(nr_pages, N_("{nr_pages}: all of {area} but the guard")),
	SENTENCE(no_array, N_("no memory for pages[]: free {area}")),
	SENTENCE(got,
		 N_("pages[] has {got} of {nr_pages}, and no PTE is written: "
		    "the CPU cannot reach any of it yet")),
	SENTENCE(ready, N_("{area} is ready: vmalloc gives {addr}")),
	SENTENCE(fail,
		 N_("fail: vfree takes back {area} with the {nr_pages} that "
		    "it has")),

	SENTENCE(__vmalloc_node, N_("round {size} bytes up to whole pages")),
	SENTENCE(totalram,
		 N_("{pages}, and the machine has {totalram_pages} in all")),
	SENTENCE(too_many,
		 N_("{pages} are more than the machine has "
		    "({totalram_pages})")),

	SENTENCE(vmalloc,
		 N_("{size} bytes at contiguous addresses; their pages may "
		    "lie anywhere, also in highmem")),

	SENTENCE(vmalloc_user,
		 N_("{size} bytes that a process can map as well: zeroed, "
		    "and aligned so that caches agree")),
	SENTENCE(usermap, N_("{area} may be mapped into a process")),

	SENTENCE(vmalloc_32,
		 N_("{size} bytes in pages that a 32-bit device can reach")),

	SENTENCE(free_pages_of,
		 N_("free the {nr_pages} of {area}, page 0 first")),
	SENTENCE(free_page,
		 N_("{page}, page {i}, is free again, though its PTE still "
		    "leads there")),
	SENTENCE(free_array, N_("then pages[] itself, at {pages}")),

	SENTENCE(__vunmap, N_("what is at {addr}, and does it own its pages?")),
	SENTENCE(free_vm, N_("last, the vm_struct goes back to its slab")),

	SENTENCE(vfree,
		 N_("free {addr}: its pages at once, its addresses at the "
		    "next purge")),
	SENTENCE(vunmap,
		 N_("free the addresses at {addr}; somebody else owns the "
		    "pages")),

	SENTENCE(vmap,
		 N_("map {count} that exist already, one after the other")),
	SENTENCE(map_page,
		 N_("page {i} of them, {pfn}, becomes visible at {addr}")),
	{ .id = NULL },
};
