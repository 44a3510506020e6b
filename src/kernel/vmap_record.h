/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_record.h - the record of an area, whichever kernel's it is.
 *
 * What an area is told by lies elsewhere in each kernel's struct vmap_area, or
 * in another tree. Whoever shows areas asks here; the allocators' own files
 * know their struct.
 */
#ifndef VMSCOPE_KERNEL_VMAP_RECORD_H
#define VMSCOPE_KERNEL_VMAP_RECORD_H

#include "kernel/vmap_area.h"

/** vmap_area_node() / node_vmap_area() - its node in a tree, and back. */
static inline const struct rb_node *vmap_area_node(const struct kernel *k,
						   const struct vmap_area *va)
{
	(void)k;
	return &va->rb_node;
}

static inline const struct vmap_area *node_vmap_area(const struct kernel *k,
						     const struct rb_node *node)
{
	(void)k;
	return container_of(node, struct vmap_area, rb_node);
}

/** vmap_area_link() / link_vmap_area() - its links in a list, and back. */
static inline const struct list_head *vmap_area_link(const struct kernel *k,
						     const struct vmap_area *va)
{
	(void)k;
	return &va->list;
}

static inline const struct vmap_area *
link_vmap_area(const struct kernel *k, const struct list_head *entry)
{
	(void)k;
	return container_of(entry, struct vmap_area, list);
}

/** vmap_area_bytes() - size of a record. */
static inline uint32_t vmap_area_bytes(const struct kernel *k)
{
	(void)k;
	return sizeof(struct vmap_area);
}

/** vmap_area_at() - the area that has an address, lazily freed ones too; NULL:
 * none. */
static inline const struct vmap_area *vmap_area_at(const struct kernel *k,
						   vaddr_t addr)
{
	return find_vmap_area(k, addr);
}

/** vmap_area_is_freed() - does it wait for the purge, or is it being purged? */
static inline bool vmap_area_is_freed(const struct kernel *k,
				      const struct vmap_area *va)
{
	(void)k;
	return va->flags & (VM_LAZY_FREE | VM_LAZY_FREEING);
}

/** vmap_area_had_vm() - has it a vm_struct, or had it one before it was freed?
 * Then it ends in a guard page. */
static inline bool vmap_area_had_vm(const struct kernel *k,
				    const struct vmap_area *va)
{
	(void)k;
	return va->flags & VM_VM_AREA;
}

/** vmap_area_vm() - its vm_struct; NULL: it has none, or is freed. */
static inline const struct vm_struct *vmap_area_vm(const struct kernel *k,
						   const struct vmap_area *va)
{
	return vmap_area_had_vm(k, va) && !vmap_area_is_freed(k, va)
		       ? at(k, va->private)
		       : NULL;
}

/** vmap_area_vm_address() - what its record says of a vm_struct; 0: nothing. Of
 * a freed area the vm_struct may be gone. */
static inline vaddr_t vmap_area_vm_address(const struct kernel *k,
					   const struct vmap_area *va)
{
	return vmap_area_had_vm(k, va) ? va->private : 0;
}

/** vmap_area_state_word() - the word that changes when it is freed. */
static inline const uint32_t *vmap_area_state_word(const struct kernel *k,
						   const struct vmap_area *va)
{
	(void)k;
	return &va->flags;
}

/** first_vm() / next_vm() - the vm_structs of live areas, by address. */
static inline const struct vm_struct *first_vm(const struct kernel *k)
{
	return at(k, k->g->vmlist);
}

static inline const struct vm_struct *next_vm(const struct kernel *k,
					      const struct vm_struct *vm)
{
	return at(k, vm->next);
}

#endif
