/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmalloc.c - contiguous addresses for scattered frames.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Faithful: the order of every allocation, the
 * guard page, vmlist, the fail path. Simplified: nothing sleeps.
 *
 * A vmalloc gets five things, in this order: a vm_struct, a vmap_area, a range
 * of addresses, pages[] with one page after the other, and PTEs. pages[] is
 * bookkeeping; the CPU sees only the page tables, and those come last.
 *
 * Invariants (checked by kernel_check):
 *   1. vmlist is sorted; each entry has a live vmap_area of the same range
 *      whose private field points to it;
 *   2. the guard page, the last of an area, is never mapped;
 *   3. page i of a vmalloc area is mapped to the frame of pages[i].
 */
#include "kernel/vmalloc.h"

#include <errno.h>

#include "kernel/kmemleak.h"
#include "kernel/page_alloc.h"
#include "kernel/slab.h"
#include "kernel/step.h"
#include "kernel/vmap_record.h"

enum { IOREMAP_MAX_ORDER = 24 };

/* ioremap wants alignment, so that large mappings can use sections. */
uint32_t ioremap_align(const struct kernel *k, uint32_t size)
{
	unsigned int bit = k->vmap->ioremap_order(size);

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
	step_in(k, va, as_a(OBJECT, vm_struct, va_of(k, vm)), flags, caller);
	const vaddr_t *p = &k->g->vmlist;
	const struct vm_struct *tmp;

	set(k->m, vm->flags, flags);
	set(k->m, vm->addr, va->va_start);
	set(k->m, vm->size, va->va_end - va->va_start);
	set(k->m, vm->caller, caller);
	vmap_area_set_vm(k, va, vm);
	if (k->vmap->no_vmlist)
		return;
	while ((tmp = at(k, *p)) && tmp->addr < vm->addr) {
		step(k, vmlist_next, tmp, vm, p);
		p = &tmp->next;
	}
	step(k, vmlist_insert, vm, tmp, p);
	set(k->m, vm->next, *p);
	store32(k->m, p, va_of(k, vm));
}

const struct vm_struct *__get_vm_area_node(struct kernel *k, uint32_t size,
					   uint32_t align, uint32_t flags,
					   vaddr_t start, vaddr_t end, int node,
					   gfp_t gfp, vaddr_t caller)
{
	step_in(k, size, align, flags, start, end);
	const struct vm_struct *area;
	const struct vmap_area *va;

	/* BUG_ON(in_interrupt()): what follows may sleep. None here. */
	if (flags & VM_IOREMAP) {
		step(k, ioremap_align, size, as(align, ioremap_align(k, size)));
		align = ioremap_align(k, size);
	}
	size = PAGE_ALIGN(size);
	if (!size) {
		because(k, no_size, size);
		return NULL;
	}
	/* Linux would BUG here: an area of 0 bytes. */
	if (size + PAGE_SIZE < size) {
		because(k, guard_wraps, size);
		return NULL;
	}
	step(k, alloc_vm, size, sizeof(*area));
	area = at(k, kmalloc_node(k, sizeof(*area),
				  (gfp & GFP_RECLAIM_MASK) | __GFP_ZERO, node));
	if (!area)
		return NULL;

	step(k, guard, size);
	/* The guard page: addresses that never get a frame. */
	size += PAGE_SIZE;
	va = alloc_vmap_area(k, size, align, start, end, node, gfp);
	if (IS_ERR(va)) {
		step(k, no_addresses, size, as_a(OBJECT, area, va_of(k, area)));
		kfree(k, va_of(k, area));
		return NULL;
	}
	insert_vmalloc_vm(k, area, va, flags, caller);
	return area;
}

const struct vm_struct *get_vm_area(struct kernel *k, uint32_t size,
				    uint32_t flags, vaddr_t caller)
{
	step_in(k, size, flags);
	return __get_vm_area_node(k, size, 1, flags, k->layout.vmalloc_start,
				  k->layout.vmalloc_end, -1, GFP_KERNEL,
				  caller);
}

/* Of a live area; lazily freed ones only look as if they had one. */
static const struct vm_struct *vm_of(const struct kernel *k,
				     const struct vmap_area *va)
{
	if (!va)
		return NULL;
	if (k->vmap->no_vmlist) /* nor are freed ones found */
		return at(k, *vmap_area_vm_word(k, va));
	return vmap_area_vm(k, va);
}

const struct vm_struct *find_vm_area(const struct kernel *k, vaddr_t addr)
{
	return vm_of(k, find_vmap_area(k, addr));
}

static void unlink_vmlist(struct kernel *k, const struct vm_struct *vm)
{
	step_in(k, vm);
	const vaddr_t *p = &k->g->vmlist;
	const struct vm_struct *tmp;

	while ((tmp = at(k, *p)) != vm) {
		step(k, vmlist_skip, tmp, vm, p);
		p = &tmp->next;
	}
	step(k, vmlist_remove, vm, p);
	store32(k->m, p, vm->next);
}

const struct vm_struct *remove_vm_area(struct kernel *k, vaddr_t addr)
{
	step_in(k, addr);
	const struct vmap_area *va = find_vmap_area(k, addr);
	const struct vm_struct *vm = vm_of(k, va);

	if (!vm)
		return NULL;
	/* Gone from /proc/vmallocinfo; the addresses go later. */
	if (!k->vmap->no_vmlist)
		unlink_vmlist(k, vm);
	if (k->vmap->unmaps_at_once)
		vunmap_page_range(k, va->va_start, va->va_end);
	free_vmap_area_noflush(k, va);
	step(k, without_guard, vm);
	set(k->m, vm->size, vm->size - PAGE_SIZE);
	return vm;
}

void free_vm_area(struct kernel *k, const struct vm_struct *area)
{
	step_in(k, area);
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
	step_in(k, area, prot, as_a(ADDR, pages, pages));
	uint32_t count = (area->size - PAGE_SIZE) >> PAGE_SHIFT;
	vaddr_t addr = area->addr;
	const uint32_t *pgd = pgd_entry(k, addr);

	step(k, folded, addr, pgd);
	/* Linux's loops over pgd, pud and pmd are one loop here. */
	for (uint32_t i = 0; i < count; i++, addr += PAGE_SIZE) {
		const struct page *page = at(k, *page_slot(k, pages, i));
		const uint32_t *pte = pte_alloc_kernel(k, addr);

		if (!pte)
			return -ENOMEM;
		if (*pte)
			return -EBUSY;
		step(k, set_pte, i, addr, page, pte, count);
		set_pte(k, pte, page_to_phys(k, page) | prot);
	}
	return 0;
}

/* The array of page pointers; if larger than a page, it is vmalloced too. */
static vaddr_t alloc_page_array(struct kernel *k, const struct vm_struct *area,
				uint32_t nr_pages, gfp_t gfp, int node,
				vaddr_t caller)
{
	step_in(k, nr_pages, as(bytes, 4 * nr_pages));
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

/* One page at a time: they need not be adjacent. Return: how many. */
static uint32_t fill_page_array(struct kernel *k, const struct vm_struct *area,
				gfp_t gfp, int node)
{
	step_in(k, as(nr_pages, area->nr_pages), area, gfp);
	for (uint32_t i = 0; i < area->nr_pages; i++) {
		const struct page *page = alloc_pages_node(k, node, gfp, 0);

		step(k, page_slot, i, page, as(nr_pages, area->nr_pages));
		if (!page)
			return i;
		store32(k->m, page_slot(k, area->pages, i), va_of(k, page));
	}
	return area->nr_pages;
}

vaddr_t __vmalloc_area_node(struct kernel *k, const struct vm_struct *area,
			    gfp_t gfp, pgprot_t prot, int node, vaddr_t caller)
{
	step_in(k, area, gfp, prot);
	uint32_t nr_pages = (area->size - PAGE_SIZE) >> PAGE_SHIFT;
	uint32_t got;

	step(k, nr_pages, nr_pages, area);
	set(k->m, area->nr_pages, nr_pages);
	set(k->m, area->pages,
	    alloc_page_array(k, area, nr_pages, gfp, node, caller));
	set(k->m, area->caller, caller);
	if (!area->pages) {
		step(k, no_array, area);
		free_vm_area(k, area);
		return 0;
	}
	got = fill_page_array(k, area, gfp, node);
	step(k, got, got, nr_pages, area, as_a(ADDR, pages, area->pages));
	if (got < nr_pages) {
		set(k->m, area->nr_pages, got);
		goto fail;
	}
	if (map_vm_area(k, area, prot, area->pages))
		goto fail;
	step(k, ready, area, as(addr, area->addr));
	return area->addr;
fail:
	step(k, fail, area, as(nr_pages, area->nr_pages));
	vfree(k, area->addr);
	return 0;
}

vaddr_t __vmalloc_node(struct kernel *k, uint32_t size, uint32_t align,
		       gfp_t gfp, pgprot_t prot, int node, vaddr_t caller)
{
	step_in(k, size, align, gfp, prot, node, caller);
	const uint32_t asked_for = size;
	const struct vm_struct *area;
	uint32_t pages;
	vaddr_t addr;

	size = PAGE_ALIGN(size);
	pages = size >> PAGE_SHIFT;
	step(k, totalram, size, pages, k->g->totalram_pages);
	if (!size) {
		because(k, no_size, size);
		return 0;
	}
	if (pages > k->g->totalram_pages) {
		because(k, too_many, pages, k->g->totalram_pages);
		return 0;
	}
	area = __get_vm_area_node(k, size, align, VM_ALLOC,
				  k->layout.vmalloc_start,
				  k->layout.vmalloc_end, node, gfp, caller);
	if (!area)
		return 0;
	addr = __vmalloc_area_node(k, area, gfp, prot, node, caller);
	/* 3 pointers: vm_struct.addr, vmap_area.va_start, the owner's. */
	kmemleak_alloc(k, addr, asked_for, 3);
	kmemleak_caller(k, addr, caller);
	return addr;
}

vaddr_t vmalloc(struct kernel *k, uint32_t size, vaddr_t caller)
{
	step_in(k, size, caller);
	return __vmalloc_node(k, size, 1, GFP_KERNEL | __GFP_HIGHMEM,
			      PAGE_KERNEL, -1, caller);
}

vaddr_t vmalloc_user(struct kernel *k, uint32_t size, vaddr_t caller)
{
	step_in(k, size, caller);
	vaddr_t addr = __vmalloc_node(k, size, SHMLBA,
				      GFP_KERNEL | __GFP_HIGHMEM | __GFP_ZERO,
				      PAGE_KERNEL, -1, caller);

	if (addr) {
		const struct vm_struct *area = find_vm_area(k, addr);

		step(k, usermap, area);
		set(k->m, area->flags, area->flags | VM_USERMAP);
	}
	return addr;
}

vaddr_t vmalloc_32(struct kernel *k, uint32_t size, vaddr_t caller)
{
	step_in(k, size, caller);
	return __vmalloc_node(k, size, 1, GFP_KERNEL, PAGE_KERNEL, -1, caller);
}

/* The pages in order, then the array, then the record. */
static void free_pages_of(struct kernel *k, const struct vm_struct *area)
{
	step_in(k, as(nr_pages, area->nr_pages), area);
	for (uint32_t i = 0; i < area->nr_pages; i++) {
		const struct page *page = at(k, *page_slot(k, area->pages, i));

		step(k, free_page, i, page);
		__free_pages(k, page, 0);
	}
	step(k, free_array, as_a(ADDR, pages, area->pages), area->flags);
	if (area->flags & VM_VPAGES)
		vfree(k, area->pages);
	else
		kfree(k, area->pages);
}

static void __vunmap(struct kernel *k, vaddr_t addr, bool deallocate_pages)
{
	step_in(k, addr, deallocate_pages);
	const struct vm_struct *area = remove_vm_area(k, addr);

	BUG_ON(!area);
	if (deallocate_pages)
		free_pages_of(k, area);
	step(k, free_vm, area);
	kfree(k, va_of(k, area));
}

void vfree(struct kernel *k, vaddr_t addr)
{
	step_in(k, addr);
	kmemleak_free(k, addr);
	if (addr)
		__vunmap(k, addr, true);
}

void vunmap(struct kernel *k, vaddr_t addr)
{
	step_in(k, addr);
	if (addr)
		__vunmap(k, addr, false);
}

vaddr_t vmap(struct kernel *k, const pfn_t *pages, uint32_t count,
	     uint32_t flags, pgprot_t prot, vaddr_t caller)
{
	step_in(k, count, flags, prot);
	const struct vm_struct *area;

	if (count > k->g->totalram_pages) {
		because(k, too_many, as(pages, count), k->g->totalram_pages);
		return 0;
	}
	area = get_vm_area(k, count << PAGE_SHIFT, flags, caller);
	if (!area)
		return 0;
	for (uint32_t i = 0; i < count; i++) {
		vaddr_t addr = area->addr + (i << PAGE_SHIFT);

		step(k, map_page, i, addr, as(pfn, pages[i]));
		if (map_phys_range(k, addr, addr + PAGE_SIZE,
				   pages[i] << PAGE_SHIFT, prot)) {
			vunmap(k, area->addr);
			return 0;
		}
	}
	return area->addr;
}
