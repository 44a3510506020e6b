/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmalloc.h - areas that are mapped to pages.
 *
 * Linux: mm/vmalloc.c, 2.6.32. The session's commands and module.c, ioremap.c
 * are the users. Addresses are virtual; 0 stands for NULL; k->why has the
 * reason. @caller is a text address (kallsyms.h), 0 for unknown.
 */
#ifndef VMSCOPE_KERNEL_VMALLOC_H
#define VMSCOPE_KERNEL_VMALLOC_H

#include "kernel/gfp.h"
#include "kernel/kernel.h"
#include "kernel/pgtable.h"

/**
 * ioremap_align() - how an area with VM_IOREMAP is aligned, so that large
 * mappings could use sections.
 * @size: of the area, bytes, without its guard page
 * Return: bytes, a power of two above @size: a page to 16 MB
 */
uint32_t ioremap_align(uint32_t size);

/** vmalloc() - virtually contiguous pages. @size: bytes. */
vaddr_t vmalloc(struct kernel *k, uint32_t size, vaddr_t caller);

/**
 * __vmalloc_node() - vmalloc with all its parameters.
 * @k: the kernel
 * @size: bytes, rounded up to pages; 0 and more than totalram_pages give NULL
 * @align: bytes, a power of two; 1 for none
 * @gfp: for the pages
 * @prot: for the PTEs
 * @node: -1 for any
 * @caller: text address
 * Return: first address or 0
 */
vaddr_t __vmalloc_node(struct kernel *k, uint32_t size, uint32_t align,
		       gfp_t gfp, pgprot_t prot, int node, vaddr_t caller);

/** __vmalloc_area_node() - pages and PTEs for an area that has addresses. */
vaddr_t __vmalloc_area_node(struct kernel *k, const struct vm_struct *area,
			    gfp_t gfp, pgprot_t prot, int node, vaddr_t caller);

/** vmalloc_user() - zeroed, aligned to SHMLBA, VM_USERMAP. */
vaddr_t vmalloc_user(struct kernel *k, uint32_t size, vaddr_t caller);

/** vmalloc_32() - pages that 32-bit devices reach: GFP_KERNEL, no highmem. */
vaddr_t vmalloc_32(struct kernel *k, uint32_t size, vaddr_t caller);

/** vfree() - take the area back and free its pages; PTEs go at the purge. */
void vfree(struct kernel *k, vaddr_t addr);

/** vunmap() - take the area back, leave the pages. */
void vunmap(struct kernel *k, vaddr_t addr);

/**
 * vmap() - map given pages.
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
 * __get_vm_area_node() - an area with its guard page, nothing mapped.
 * @k: the kernel
 * @size: bytes without the guard
 * @align: bytes; VM_IOREMAP replaces it by one that follows from @size
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

/** find_vm_area() - the vm_struct of the area that covers an address and is
 * not freed; NULL if none. */
const struct vm_struct *find_vm_area(const struct kernel *k, vaddr_t addr);

/** remove_vm_area() - off vmlist at once, its addresses lazily. Return: the
 * vm_struct, which the caller frees, its size without the guard; NULL. */
const struct vm_struct *remove_vm_area(struct kernel *k, vaddr_t addr);

/** free_vm_area() - undo get_vm_area(). */
void free_vm_area(struct kernel *k, const struct vm_struct *area);

/**
 * map_vm_area() - write the PTEs of an area from its pages[].
 * @pages: virtual address of an array of struct page pointers, one for every
 * page of the area without guard
 * Return: 0, -ENOMEM (no second-level table), -EBUSY (already mapped)
 */
int map_vm_area(struct kernel *k, const struct vm_struct *area, pgprot_t prot,
		vaddr_t pages);

#endif
