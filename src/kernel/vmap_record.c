/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmap_record.c - what the record of an area says, in each kernel's way.
 *
 * Up to 2.6.39 its flags tell what is freed, and all areas are in one tree. In
 * 6.1 it is the tree that it is in. Not in Linux: it only looks, but for
 * vmap_area_set_vm().
 */
#include "kernel/vmap_record.h"

#include "kernel/rbtree.h"

/* No tree of a gigabyte's pages is as deep. */
enum { MAX_DEPTH = 64 };

/* ---- What lies where in a record ---- */

uint32_t vmap_area_bytes(const struct kernel *k)
{
	return vmap_has_trees(k) ? sizeof(struct vmap_area_6_1)
				 : sizeof(struct vmap_area);
}

uint32_t vmap_area_max(const struct vmap_area *va)
{
	return to_vmap_area_6_1(va)->subtree_max_size;
}

/* ---- Trees and lists ---- */

const struct list_head *vmap_list(const struct kernel *k, enum vmap_state state)
{
	const struct kernel_data *g = k->g;
	const struct list_head *const lists[VMAP_STATES] = {
		[VMAP_LIVE] = &g->vmap_area_list,
		[VMAP_FREED] = &g->purge_vmap_area_list,
		[VMAP_FREE] = &g->free_vmap_area_list,
	};

	return state == VMAP_LIVE || vmap_has_trees(k) ? lists[state] : NULL;
}

const struct rb_root *vmap_root(const struct kernel *k, enum vmap_state state)
{
	const struct kernel_data *g = k->g;
	const struct rb_root *const roots[VMAP_STATES] = {
		[VMAP_LIVE] = &g->vmap_area_root,
		[VMAP_FREED] = &g->purge_vmap_area_root,
		[VMAP_FREE] = &g->free_vmap_area_root,
	};

	return state == VMAP_LIVE || vmap_has_trees(k) ? roots[state] : NULL;
}

/* The first record of a tree that ends after an address. In the middle of a call
 * the tree may be half rotated: then it is one that was found. */
static const struct vmap_area *first_after(const struct kernel *k,
					   enum vmap_state state, vaddr_t addr)
{
	const struct rb_node *n = at(k, vmap_root(k, state)->rb_node);
	const struct vmap_area *found = NULL;

	for (int depth = 0; n && depth < MAX_DEPTH; depth++) {
		const struct vmap_area *va = node_vmap_area(k, n);

		if (va->va_end > addr)
			found = va;
		n = at(k, va->va_end > addr ? n->rb_left : n->rb_right);
	}
	return found;
}

static const struct vmap_area *covering(const struct kernel *k,
					enum vmap_state state, vaddr_t addr)
{
	const struct vmap_area *va = first_after(k, state, addr);

	return va && va->va_start <= addr ? va : NULL;
}

const struct vmap_area *vmap_area_at(const struct kernel *k, vaddr_t addr)
{
	const struct vmap_area *va = covering(k, VMAP_LIVE, addr);

	return va || !vmap_has_trees(k) ? va : covering(k, VMAP_FREED, addr);
}

const struct vmap_area *vmap_free_at(const struct kernel *k, vaddr_t addr)
{
	return vmap_has_trees(k) ? covering(k, VMAP_FREE, addr) : NULL;
}

/* By address, the areas that somebody has and those that wait. */
static const struct vmap_area *area_after(const struct kernel *k, vaddr_t addr)
{
	const struct vmap_area *live = first_after(k, VMAP_LIVE, addr);
	const struct vmap_area *freed = first_after(k, VMAP_FREED, addr);

	if (!live || !freed)
		return live ? live : freed;
	return live->va_start < freed->va_start ? live : freed;
}

const struct vmap_area *first_area(const struct kernel *k)
{
	return vmap_has_trees(k) ? area_after(k, 0) : first_vmap_area(k);
}

const struct vmap_area *next_area(const struct kernel *k,
				  const struct vmap_area *va)
{
	return vmap_has_trees(k) ? area_after(k, va->va_end)
				 : next_vmap_area(k, va);
}

/* ---- What a record stands for ---- */

enum vmap_state vmap_area_state(const struct kernel *k,
				const struct vmap_area *va)
{
	if (!vmap_has_trees(k))
		return va->flags & (VM_LAZY_FREE | VM_LAZY_FREEING) ? VMAP_FREED
								    : VMAP_LIVE;
	if (covering(k, VMAP_FREED, va->va_start) == va)
		return VMAP_FREED;
	return covering(k, VMAP_FREE, va->va_start) == va ? VMAP_FREE
							  : VMAP_LIVE;
}

const uint32_t *vmap_area_state_word(const struct kernel *k,
				     const struct vmap_area *va)
{
	return vmap_has_trees(k) ? &to_vmap_area_6_1(va)->vm : &va->flags;
}

bool vmap_area_had_vm(const struct kernel *k, const struct vmap_area *va)
{
	return vmap_has_trees(k) ? vmap_area_vm(k, va) != NULL
				 : va->flags & VM_VM_AREA;
}

/* A record that is in no tree may have anything where the address would be. */
const struct vm_struct *vmap_area_vm(const struct kernel *k,
				     const struct vmap_area *va)
{
	if (vmap_has_trees(k))
		return covering(k, VMAP_LIVE, va->va_start) == va
			       ? at(k, *vmap_area_vm_word(k, va))
			       : NULL;
	return va->flags & VM_VM_AREA && !vmap_area_is_freed(k, va)
		       ? at(k, va->private)
		       : NULL;
}

const struct vm_struct *vmap_area_listed_vm(const struct kernel *k,
					    const struct vmap_area *va)
{
	return vmap_has_trees(k) ? at(k, *vmap_area_vm_word(k, va))
				 : vmap_area_vm(k, va);
}

void vmap_area_set_vm(struct kernel *k, const struct vmap_area *va,
		      const struct vm_struct *vm)
{
	store32(k->m, vmap_area_vm_word(k, va), va_of(k, vm));
	if (!vmap_has_trees(k))
		set(k->m, va->flags, va->flags | VM_VM_AREA);
}

/* ---- The vm_structs ---- */

/* Of the first area after an address that has one. By the tree, for a new area
 * is in it before it is on the list. */
static const struct vm_struct *vm_after(const struct kernel *k, vaddr_t addr)
{
	const struct vmap_area *va = first_after(k, VMAP_LIVE, addr);

	while (va && !*vmap_area_vm_word(k, va))
		va = first_after(k, VMAP_LIVE, va->va_end);
	return va ? at(k, *vmap_area_vm_word(k, va)) : NULL;
}

const struct vm_struct *first_vm(const struct kernel *k)
{
	return vmap_has_trees(k) ? vm_after(k, 0) : at(k, k->g->vmlist);
}

const struct vm_struct *next_vm(const struct kernel *k,
				const struct vm_struct *vm)
{
	return vmap_has_trees(k) ? vm_after(k, vm->addr + vm->size)
				 : at(k, vm->next);
}
