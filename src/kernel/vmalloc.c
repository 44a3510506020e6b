/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmalloc.c - contiguous addresses over scattered frames.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Faithful: the order of every allocation, the
 * guard page, vmlist, the fail path. Simplified: nothing sleeps.
 *
 * A vmalloc takes five things, in this order: a vm_struct, a vmap_area, a range
 * of addresses, pages[] with one page after the other, and PTEs. pages[] is
 * bookkeeping; the CPU sees only the page tables, and those come last.
 *
 * Invariants (checked by kernel_check):
 *   1. vmlist is sorted; each entry has a live vmap_area of the same range
 *      whose private field names it;
 *   2. the guard page, the last of an area, is never mapped;
 *   3. page i of a vmalloc area is mapped to the frame of pages[i].
 */
#include "kernel/vmalloc.h"

#include <errno.h>

#include "kernel/page_alloc.h"
#include "kernel/slab.h"
#include "kernel/step.h"
#include "kernel/vmap_area.h"

enum { IOREMAP_MAX_ORDER = 24 };

/* ioremap asks for alignment, so that large mappings could use sections. */
static uint32_t ioremap_align(uint32_t size)
{
	unsigned int bit = fls(size);

	if (bit > IOREMAP_MAX_ORDER)
		bit = IOREMAP_MAX_ORDER;
	if (bit < PAGE_SHIFT)
		bit = PAGE_SHIFT;
	return 1u << bit;
}

void insert_vmalloc_vm(struct kernel *k, const struct vm_struct *vm,
		       const struct vmap_area *va, uint32_t flags,
		       vaddr_t caller)
{
	step_in(k,
		"{va} is in the tree; now {vm_struct} is filled in, and only "
		"vmlist shows it in /proc/vmallocinfo",
		v_ptr(va), v_as("vm_struct", STEP_OBJECT, va_of(k, vm)),
		v_flags(flags), v_addr(caller));
	const vaddr_t *p = &k->g->vmlist;
	const struct vm_struct *tmp;

	set(k->m, vm->flags, flags);
	set(k->m, vm->addr, va->va_start);
	set(k->m, vm->size, va->va_end - va->va_start);
	set(k->m, vm->caller, caller);
	set(k->m, va->private, va_of(k, vm));
	set(k->m, va->flags, va->flags | VM_VM_AREA);

	while ((tmp = at(k, *p)) && tmp->addr < vm->addr) {
		step(k, "vmlist is sorted: {tmp} comes before {vm}, so go on",
		     v_ptr(tmp), v_ptr(vm), v_ptr(p));
		p = &tmp->next;
	}
	step(k,
	     tmp ? "{vm} is in the tree but not on vmlist yet; it goes before "
		   "{tmp}"
		 : "{vm} is in the tree but not on vmlist yet; it goes to the "
		   "end",
	     v_ptr(vm), v_ptr(tmp), v_ptr(p));
	set(k->m, vm->next, *p);
	store32(k->m, p, va_of(k, vm));
}

const struct vm_struct *__get_vm_area_node(struct kernel *k, uint32_t size,
					   uint32_t align, uint32_t flags,
					   vaddr_t start, vaddr_t end, int node,
					   gfp_t gfp, vaddr_t caller)
{
	step_in(k, "an area of {size} bytes between {start} and {end}",
		v_bytes(size), v_bytes(align), v_flags(flags), v_addr(start),
		v_addr(end));
	const struct vm_struct *area;
	const struct vmap_area *va;

	if (flags & VM_IOREMAP) {
		step(k,
		     "an ioremap of {size} bytes is aligned to {align}, so "
		     "that large mappings could use sections",
		     v_bytes(size),
		     v_as("align", STEP_BYTES, ioremap_align(size)));
		align = ioremap_align(size);
	}
	size = PAGE_ALIGN(size);
	if (!size) {
		because(k, "the size is 0 after rounding up to pages");
		return NULL;
	}
	/* Linux would BUG: no area has 0 bytes. */
	if (size + PAGE_SIZE < size) {
		because(k, "with its guard page the size wraps past 32 bits");
		return NULL;
	}
	step(k, "memory for the vm_struct, the record of what is mapped",
	     v_bytes(size), v_num(sizeof(*area)));
	area = at(k, kmalloc_node(k, sizeof(*area),
				  (gfp & GFP_RECLAIM_MASK) | __GFP_ZERO, node));
	if (!area)
		return NULL;

	step(k,
	     "{size} and a page for the guard: addresses that never get a "
	     "frame, so that running off the end faults",
	     v_bytes(size));
	/* The guard: a page of addresses that never gets a frame. */
	size += PAGE_SIZE;
	va = alloc_vmap_area(k, size, align, start, end, node, gfp, NULL);
	if (!va) {
		step(k, "no addresses for {size} bytes: the record goes back",
		     v_bytes(size), v_as("area", STEP_OBJECT, va_of(k, area)));
		kfree(k, va_of(k, area));
		return NULL;
	}
	insert_vmalloc_vm(k, area, va, flags, caller);
	return area;
}

const struct vm_struct *get_vm_area(struct kernel *k, uint32_t size,
				    uint32_t flags, vaddr_t caller)
{
	step_in(k, "{size} bytes of addresses anywhere in the vmalloc region",
		v_bytes(size), v_flags(flags));
	return __get_vm_area_node(k, size, 1, flags, k->layout.vmalloc_start,
				  k->layout.vmalloc_end, -1, GFP_KERNEL,
				  caller);
}

/* A live area with a vm_struct; lazily freed ones only look like one. */
static bool has_vm(const struct vmap_area *va)
{
	return va && (va->flags & VM_VM_AREA) && !(va->flags & VM_LAZY_FREE);
}

const struct vm_struct *find_vm_area(const struct kernel *k, vaddr_t addr)
{
	const struct vmap_area *va = find_vmap_area(k, addr);

	return has_vm(va) ? at(k, va->private) : NULL;
}

static void unlink_vmlist(struct kernel *k, const struct vm_struct *vm)
{
	step_in(k, "find the link on vmlist that leads to {vm}", v_ptr(vm));
	const vaddr_t *p = &k->g->vmlist;
	const struct vm_struct *tmp;

	while ((tmp = at(k, *p)) != vm) {
		step(k, "{tmp} is another one, so go on", v_ptr(tmp), v_ptr(vm),
		     v_ptr(p));
		p = &tmp->next;
	}
	step(k, "{vm} leaves vmlist, and with it /proc/vmallocinfo", v_ptr(vm),
	     v_ptr(p));
	store32(k->m, p, vm->next);
}

const struct vm_struct *remove_vm_area(struct kernel *k, vaddr_t addr)
{
	step_in(k, "take the area at {addr} back", v_addr(addr));
	const struct vmap_area *va = find_vmap_area(k, addr);
	const struct vm_struct *vm;

	if (!has_vm(va))
		return NULL;
	vm = at(k, va->private);
	/* Gone from /proc/vmallocinfo now; address and PTEs stay for later. */
	unlink_vmlist(k, vm);
	free_vmap_area_noflush(k, va);
	step(k, "the guard page is no concern of who unmaps {vm}", v_ptr(vm));
	set(k->m, vm->size, vm->size - PAGE_SIZE);
	return vm;
}

void free_vm_area(struct kernel *k, const struct vm_struct *area)
{
	step_in(k, "{area} goes back; nothing was mapped there", v_ptr(area));
	const struct vm_struct *removed = remove_vm_area(k, area->addr);

	BUG_ON(removed != area);
	kfree(k, va_of(k, area));
}

/* The i-th struct page pointer; pages[] may itself be vmalloc memory. */
static const uint32_t *page_slot(const struct kernel *k, vaddr_t pages,
				 uint32_t i)
{
	return at(k, pages + i * (uint32_t)sizeof(vaddr_t));
}

int map_vm_area(struct kernel *k, const struct vm_struct *area, pgprot_t prot,
		vaddr_t pages)
{
	step_in(k,
		"pages[] is full, but only the page tables count for the CPU: "
		"write the PTEs of {area}",
		v_ptr(area), v_flags(prot), v_addr(pages));
	uint32_t count = (area->size - PAGE_SIZE) >> PAGE_SHIFT;
	vaddr_t addr = area->addr;

	for (uint32_t i = 0; i < count; i++, addr += PAGE_SIZE) {
		const struct page *page = at(k, *page_slot(k, pages, i));
		const uint32_t *pte = pte_alloc_kernel(k, addr);

		if (!pte)
			return -ENOMEM;
		if (*pte)
			return -EBUSY;
		step_as(k, STEP_PTE,
			"{addr} is page {i} of the area: both its PTEs, "
			"Linux's and the hardware's, get {page}",
			v_num(i), v_addr(addr), v_ptr(page), v_ptr(pte),
			v_pages(count));
		set_pte(k, pte, page_to_phys(k, page) | prot);
	}
	return 0;
}

/* Room for the page pointers; more than a page of them is vmalloced itself. */
static vaddr_t alloc_page_array(struct kernel *k, const struct vm_struct *area,
				uint32_t nr_pages, gfp_t gfp, int node,
				vaddr_t caller)
{
	step_in(k,
		"pages[] needs {bytes} bytes for {nr_pages}: up to one page "
		"kmalloc has them, more is a vmalloc of its own",
		v_pages(nr_pages), v_as("bytes", STEP_BYTES, 4 * nr_pages));
	uint32_t bytes = nr_pages * (uint32_t)sizeof(vaddr_t);
	vaddr_t pages;

	if (bytes <= PAGE_SIZE)
		return kmalloc_node(
			k, bytes, (gfp & GFP_RECLAIM_MASK) | __GFP_ZERO, node);
	pages = __vmalloc_node(k, bytes, 1, gfp | __GFP_ZERO, PAGE_KERNEL, node,
			       caller);
	set(k->m, area->flags, area->flags | VM_VPAGES);
	return pages;
}

/* Pages one by one: they need not lie together. Return: how many we got. */
static uint32_t fill_page_array(struct kernel *k, const struct vm_struct *area,
				gfp_t gfp, int node)
{
	step_in(k, "{nr_pages}, one by one: they need not lie together",
		v_as("nr_pages", STEP_PAGES, area->nr_pages), v_ptr(area),
		v_flags(gfp));
	for (uint32_t i = 0; i < area->nr_pages; i++) {
		const struct page *page = alloc_pages_node(k, node, gfp, 0);

		step(k,
		     page ? "pages[{i}] = {page}; nothing is mapped yet"
			  : "no page for pages[{i}]: what there is goes back",
		     v_num(i), v_ptr(page),
		     v_as("nr_pages", STEP_PAGES, area->nr_pages));
		if (!page)
			return i;
		store32(k->m, page_slot(k, area->pages, i), va_of(k, page));
	}
	return area->nr_pages;
}

vaddr_t __vmalloc_area_node(struct kernel *k, const struct vm_struct *area,
			    gfp_t gfp, pgprot_t prot, int node, vaddr_t caller)
{
	step_in(k, "{area} has addresses; now it gets pages and PTEs",
		v_ptr(area), v_flags(gfp), v_flags(prot));
	uint32_t nr_pages = (area->size - PAGE_SIZE) >> PAGE_SHIFT;
	uint32_t got;

	step(k, "{nr_pages}: all of {area} but the guard", v_pages(nr_pages),
	     v_ptr(area));
	set(k->m, area->nr_pages, nr_pages);
	set(k->m, area->pages,
	    alloc_page_array(k, area, nr_pages, gfp, node, caller));
	set(k->m, area->caller, caller);
	if (!area->pages) {
		step(k, "no memory for pages[]: {area} goes back", v_ptr(area));
		free_vm_area(k, area);
		return 0;
	}
	got = fill_page_array(k, area, gfp, node);
	step(k,
	     got < nr_pages ? "{got} of {nr_pages}: not enough"
			    : "pages[] is full ({nr_pages}) and no PTE is "
			      "written: the CPU cannot reach any of it yet",
	     v_num(got), v_pages(nr_pages), v_ptr(area),
	     v_as("pages", STEP_ADDR, area->pages));
	if (got < nr_pages) {
		set(k->m, area->nr_pages, got);
		goto fail;
	}
	if (map_vm_area(k, area, prot, area->pages))
		goto fail;
	step(k, "{area} is ready: vmalloc gives {addr}", v_ptr(area),
	     v_as("addr", STEP_ADDR, area->addr));
	return area->addr;
fail:
	step(k, "fail: vfree takes back {area} with the {nr_pages} that it has",
	     v_ptr(area), v_as("nr_pages", STEP_PAGES, area->nr_pages));
	vfree(k, area->addr);
	return 0;
}

vaddr_t __vmalloc_node(struct kernel *k, uint32_t size, uint32_t align,
		       gfp_t gfp, pgprot_t prot, int node, vaddr_t caller)
{
	step_in(k, "{size} bytes, rounded up to whole pages", v_bytes(size),
		v_bytes(align), v_flags(gfp), v_flags(prot), v_num(node),
		v_addr(caller));
	const struct vm_struct *area;

	size = PAGE_ALIGN(size);
	step(k, "{pages}, and the machine has {totalram_pages} in all",
	     v_bytes(size), v_as("pages", STEP_PAGES, size >> PAGE_SHIFT),
	     v_as("totalram_pages", STEP_PAGES, k->g->totalram_pages));
	if (!size) {
		because(k, "the size is 0 after rounding up to pages");
		return 0;
	}
	if (size >> PAGE_SHIFT > k->g->totalram_pages) {
		because(k, "%u pages are more than the machine has (%u)",
			size >> PAGE_SHIFT, k->g->totalram_pages);
		return 0;
	}
	area = __get_vm_area_node(k, size, align, VM_ALLOC,
				  k->layout.vmalloc_start,
				  k->layout.vmalloc_end, node, gfp, caller);
	if (!area)
		return 0;
	return __vmalloc_area_node(k, area, gfp, prot, node, caller);
}

vaddr_t vmalloc(struct kernel *k, uint32_t size, vaddr_t caller)
{
	step_in(k,
		"{size} bytes at contiguous addresses; their pages may lie "
		"anywhere, in highmem too",
		v_bytes(size), v_addr(caller));
	return __vmalloc_node(k, size, 1, GFP_KERNEL | __GFP_HIGHMEM,
			      PAGE_KERNEL, -1, caller);
}

vaddr_t vmalloc_user(struct kernel *k, uint32_t size, vaddr_t caller)
{
	step_in(k,
		"{size} bytes to be mapped into a process as well: zeroed, and "
		"aligned so that caches agree",
		v_bytes(size), v_addr(caller));
	vaddr_t addr = __vmalloc_node(k, size, SHMLBA,
				      GFP_KERNEL | __GFP_HIGHMEM | __GFP_ZERO,
				      PAGE_KERNEL, -1, caller);

	if (addr) {
		const struct vm_struct *area = find_vm_area(k, addr);

		step(k, "{area} may be mapped into a process", v_ptr(area));
		set(k->m, area->flags, area->flags | VM_USERMAP);
	}
	return addr;
}

vaddr_t vmalloc_32(struct kernel *k, uint32_t size, vaddr_t caller)
{
	step_in(k, "{size} bytes in pages that a 32-bit device reaches",
		v_bytes(size), v_addr(caller));
	return __vmalloc_node(k, size, 1, GFP_KERNEL, PAGE_KERNEL, -1, caller);
}

/* Pages ascending, then the array, then the record. */
static void free_pages_of(struct kernel *k, const struct vm_struct *area)
{
	step_in(k, "the {nr_pages} of {area} go back, page 0 first",
		v_as("nr_pages", STEP_PAGES, area->nr_pages), v_ptr(area));
	for (uint32_t i = 0; i < area->nr_pages; i++) {
		const struct page *page = at(k, *page_slot(k, area->pages, i));

		step(k,
		     "{page}, page {i}, is free again, though its PTE still "
		     "leads there",
		     v_num(i), v_ptr(page));
		__free_pages(k, page, 0);
	}
	step(k, "then pages[] itself, at {pages}",
	     v_as("pages", STEP_ADDR, area->pages), v_flags(area->flags));
	if (area->flags & VM_VPAGES)
		vfree(k, area->pages);
	else
		kfree(k, area->pages);
}

static void __vunmap(struct kernel *k, vaddr_t addr, bool deallocate_pages)
{
	step_in(k, "what is at {addr}, and does it own its pages?",
		v_addr(addr), v_num(deallocate_pages));
	const struct vm_struct *area = remove_vm_area(k, addr);

	BUG_ON(!area);
	if (deallocate_pages)
		free_pages_of(k, area);
	step(k, "the vm_struct goes back to its slab last", v_ptr(area));
	kfree(k, va_of(k, area));
}

void vfree(struct kernel *k, vaddr_t addr)
{
	step_in(k,
		"give {addr} back: its pages at once, its addresses at the "
		"next purge",
		v_addr(addr));
	if (addr)
		__vunmap(k, addr, true);
}

void vunmap(struct kernel *k, vaddr_t addr)
{
	step_in(k, "give {addr} back; the pages belong to somebody else",
		v_addr(addr));
	if (addr)
		__vunmap(k, addr, false);
}

vaddr_t vmap(struct kernel *k, const pfn_t *pages, uint32_t count,
	     uint32_t flags, pgprot_t prot, vaddr_t caller)
{
	step_in(k, "map {count} that there are already, one behind the other",
		v_pages(count), v_flags(flags), v_flags(prot));
	const struct vm_struct *area;

	if (count > k->g->totalram_pages) {
		because(k, "%u pages are more than the machine has (%u)", count,
			k->g->totalram_pages);
		return 0;
	}
	area = get_vm_area(k, count << PAGE_SHIFT, flags, caller);
	if (!area)
		return 0;
	for (uint32_t i = 0; i < count; i++) {
		vaddr_t addr = area->addr + (i << PAGE_SHIFT);

		step(k, "page {i} of them, {pfn}, becomes visible at {addr}",
		     v_num(i), v_addr(addr), v_as("pfn", STEP_PFN, pages[i]));
		if (map_phys_range(k, addr, addr + PAGE_SIZE,
				   pages[i] << PAGE_SHIFT, prot)) {
			vunmap(k, area->addr);
			return 0;
		}
	}
	return area->addr;
}
