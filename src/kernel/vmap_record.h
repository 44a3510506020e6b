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

/* What a record stands for. */
enum vmap_state {
	VMAP_LIVE,  /* an area that somebody has, or is about to get */
	VMAP_FREED, /* addresses that wait for the purge, or are purged */
	VMAP_FREE,  /* 6.1: addresses that anybody can get */
	VMAP_STATES /* each has a tree and a list of its own in 6.1 */
};

/** vmap_has_trees() - does each state have a tree of its own, as in 6.1? */
static inline bool vmap_has_trees(const struct kernel *k)
{
	return k->layout.board.allocator == ALLOCATOR_6_1;
}

/** vmap_area_state() - what a record stands for now. */
enum vmap_state vmap_area_state(const struct kernel *k,
				const struct vmap_area *va);

/** vmap_area_is_freed() - does it wait for the purge, or is it being purged? */
static inline bool vmap_area_is_freed(const struct kernel *k,
				      const struct vmap_area *va)
{
	return vmap_area_state(k, va) == VMAP_FREED;
}

/**
 * vmap_list() - the sorted list of the records of one state.
 * @state: VMAP_LIVE: of a kernel that keeps freed areas among the others, these
 * too
 * Return: its head; NULL: this kernel has no such list
 */
const struct list_head *vmap_list(const struct kernel *k,
				  enum vmap_state state);

/** vmap_root() - the tree of the same records; NULL: there is none. */
const struct rb_root *vmap_root(const struct kernel *k, enum vmap_state state);

/** vmap_area_node() / node_vmap_area() - its node in a tree, and back. */
static inline const struct rb_node *vmap_area_node(const struct kernel *k,
						   const struct vmap_area *va)
{
	return vmap_has_trees(k) ? &to_vmap_area_6_1(va)->rb_node
				 : &va->rb_node;
}
static inline const struct vmap_area *node_vmap_area(const struct kernel *k,
						     const struct rb_node *node)
{
	if (vmap_has_trees(k))
		return to_vmap_area(
			container_of(node, struct vmap_area_6_1, rb_node));
	return container_of(node, struct vmap_area, rb_node);
}

/** vmap_area_link() / link_vmap_area() - its links in a list, and back. */
static inline const struct list_head *vmap_area_link(const struct kernel *k,
						     const struct vmap_area *va)
{
	return vmap_has_trees(k) ? &to_vmap_area_6_1(va)->list : &va->list;
}
static inline const struct vmap_area *
link_vmap_area(const struct kernel *k, const struct list_head *entry)
{
	if (vmap_has_trees(k))
		return to_vmap_area(
			container_of(entry, struct vmap_area_6_1, list));
	return container_of(entry, struct vmap_area, list);
}

/** vmap_area_bytes() - size of a record. */
uint32_t vmap_area_bytes(const struct kernel *k);

/** vmap_area_at() - the area that has an address, freed ones too; NULL: none. */
const struct vmap_area *vmap_area_at(const struct kernel *k, vaddr_t addr);

/** vmap_free_at() - the free block that has an address; NULL: none, or a kernel
 * without records of them. */
const struct vmap_area *vmap_free_at(const struct kernel *k, vaddr_t addr);

/** vmap_area_max() - of a free block: bytes of the largest one at or below it in
 * the tree. */
uint32_t vmap_area_max(const struct vmap_area *va);

/** vmap_area_had_vm() - has it a vm_struct, or is it known to have had one
 * before it was freed? Then it ends in a guard page. */
bool vmap_area_had_vm(const struct kernel *k, const struct vmap_area *va);

/** vmap_area_vm() - its vm_struct; NULL: it has none, or is freed. */
const struct vm_struct *vmap_area_vm(const struct kernel *k,
				     const struct vmap_area *va);

/** vmap_area_listed_vm() - the same, of an area that is on the list of live
 * ones; in the middle of a call it may be in no tree. */
const struct vm_struct *vmap_area_listed_vm(const struct kernel *k,
					    const struct vmap_area *va);

/** vmap_area_vm_word() - the word that has its vm_struct's address, if it has
 * one. */
static inline const uint32_t *vmap_area_vm_word(const struct kernel *k,
						const struct vmap_area *va)
{
	return vmap_has_trees(k) ? &to_vmap_area_6_1(va)->vm : &va->private;
}

/** vmap_area_state_word() - the word that changes when it is freed. */
const uint32_t *vmap_area_state_word(const struct kernel *k,
				     const struct vmap_area *va);

/** vmap_area_set_vm() - give it a vm_struct. */
void vmap_area_set_vm(struct kernel *k, const struct vmap_area *va,
		      const struct vm_struct *vm);

/** first_area() / next_area() - areas by address, freed ones too; NULL at the
 * end. Cost: in 6.1 two descents. */
const struct vmap_area *first_area(const struct kernel *k);
const struct vmap_area *next_area(const struct kernel *k,
				  const struct vmap_area *va);

/** first_vm() / next_vm() - the vm_structs of live areas, by address. */
const struct vm_struct *first_vm(const struct kernel *k);
const struct vm_struct *next_vm(const struct kernel *k,
				const struct vm_struct *vm);

#endif
