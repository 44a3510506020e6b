/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmalloc.h - areas that are mapped to pages.
 *
 * Linux: mm/vmalloc.c, 2.6.32. Used by the session's commands, module.c and
 * ioremap.c. Addresses are virtual; 0 is NULL, with the reason in k->why.
 * @caller is a text address (kallsyms.h), 0 if unknown.
 */
#ifndef VMSCOPE_KERNEL_VMALLOC_H
#define VMSCOPE_KERNEL_VMALLOC_H

#include "kernel/gfp.h"
#include "kernel/kernel.h"
#include "kernel/pgtable.h"

/**
 * ioremap_align() - the alignment of an area with VM_IOREMAP, so that large
 * mappings can use sections.
 * @size: of the area, bytes, without its guard page
 * Return: bytes, a power of two above @size, from a page to 16 MB
 */
uint32_t ioremap_align(const struct kernel *k, uint32_t size);

/** vmalloc() - allocate virtually contiguous pages. @size: bytes. */
vaddr_t vmalloc(struct kernel *k, uint32_t size, vaddr_t caller);

/**
 * __vmalloc_node() - vmalloc with all its parameters.
 * @k: the kernel
 * @size: bytes, rounded up to pages; 0 or above totalram_pages gives NULL
 * @align: bytes, a power of two; 1 for none
 * @gfp: for the pages
 * @prot: for the PTEs
 * @node: -1 for any
 * @caller: text address
 * Return: first address or 0
 */
vaddr_t __vmalloc_node(struct kernel *k, uint32_t size, uint32_t align,
		       gfp_t gfp, pgprot_t prot, int node, vaddr_t caller);

/** __vmalloc_area_node() - allocate and map pages for an area. */
vaddr_t __vmalloc_area_node(struct kernel *k, const struct vm_struct *area,
			    gfp_t gfp, pgprot_t prot, int node, vaddr_t caller);

/** vmalloc_user() - zeroed, aligned to SHMLBA, VM_USERMAP. */
vaddr_t vmalloc_user(struct kernel *k, uint32_t size, vaddr_t caller);

/** vmalloc_32() - pages for 32-bit devices: GFP_KERNEL, no highmem. */
vaddr_t vmalloc_32(struct kernel *k, uint32_t size, vaddr_t caller);

/** vfree() - free an area and its pages; its PTEs stay until the purge. */
void vfree(struct kernel *k, vaddr_t addr);

/** vunmap() - free an area but not its pages. */
void vunmap(struct kernel *k, vaddr_t addr);

/**
 * vmap() - map existing pages.
 * @k: the kernel
 * @pages: their pfns
 * @count: how many
 * @flags: VM_MAP
 * @prot: for the PTEs
 * @caller: text address
 */
vaddr_t vmap(struct kernel *k, const pfn_t *pages, uint32_t count,
	     uint32_t flags, pgprot_t prot, vaddr_t caller);

/**
 * __get_vm_area_node() - reserve an area and its guard page, map nothing.
 * @k: the kernel
 * @size: bytes without the guard
 * @align: bytes; with VM_IOREMAP, it follows from @size instead
 * @flags: VM_IOREMAP, VM_ALLOC, VM_MAP, VM_USERMAP
 * @start: lowest address
 * @end: end of the region
 * @node: for the records, -1 any
 * @gfp: for the records
 * @caller: text address
 * Return: the vm_struct, on vmlist; NULL
 */
const struct vm_struct *__get_vm_area_node(struct kernel *k, uint32_t size,
					   uint32_t align, uint32_t flags,
					   vaddr_t start, vaddr_t end, int node,
					   gfp_t gfp, vaddr_t caller);

/** get_vm_area() - __get_vm_area_node() in the vmalloc region. */
const struct vm_struct *get_vm_area(struct kernel *k, uint32_t size,
				    uint32_t flags, vaddr_t caller);

/** insert_vmalloc_vm() - fill in a vm_struct and put it on vmlist. */
void insert_vmalloc_vm(struct kernel *k, const struct vm_struct *vm,
		       const struct vmap_area *va, uint32_t flags,
		       vaddr_t caller);

/** find_vm_area() - the vm_struct of the live area that covers an address; NULL
 * if none. */
const struct vm_struct *find_vm_area(const struct kernel *k, vaddr_t addr);

/** remove_vm_area() - take an area off vmlist; its addresses are freed lazily.
 * Return: the vm_struct (size without guard), for the caller to free; NULL. */
const struct vm_struct *remove_vm_area(struct kernel *k, vaddr_t addr);

/** free_vm_area() - undo get_vm_area(). */
void free_vm_area(struct kernel *k, const struct vm_struct *area);

/**
 * map_vm_area() - write the PTEs of an area from its pages[].
 * @pages: virtual address of an array of struct page pointers, one for each
 * page of the area except the guard
 * Return: 0, -ENOMEM (no second-level table), -EBUSY (already mapped)
 */
int map_vm_area(struct kernel *k, const struct vm_struct *area, pgprot_t prot,
		vaddr_t pages);

#endif
