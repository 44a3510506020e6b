/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * place.h - what lies at a virtual address, in words.
 *
 * The page tables say what is mapped; here is what the kernel means it to be:
 * the area, its guard page, the region. vtop and every error about an address
 * use the same words.
 */
#ifndef VMSCOPE_INSPECT_PLACE_H
#define VMSCOPE_INSPECT_PLACE_H

#include <stdio.h>

#include "inspect/inspector.h"

enum { PLACE_SIZE = 256 };

/* What an area is to whoever wants to free it. */
enum area_kind {
	AREA_VMALLOC, /* owns its pages */
	AREA_VMAP,    /* maps pages of others */
	AREA_IOREMAP,
	AREA_MODULE, /* belongs to a loaded module */
	AREA_ARRAY,  /* holds the pages[] of a larger area */
	AREA_BARE,   /* addresses only: get_vm_area */
	/* These have no vm_struct: vm_map_ram's. */
	AREA_BLOCK,   /* from which small mappings are cut */
	AREA_MAP_RAM, /* one large mapping */
	AREA_KINDS,
	/* Whatever it was, it is freed: its addresses wait for the purge. */
	AREA_FREED = AREA_KINDS,
	/* 6.1: no area, but a record of addresses that anybody can get. */
	AREA_FREE
};

/** area_kind() - which kind of area this is. Cost: one step a live area. */
enum area_kind area_kind(const struct kernel *k, const struct vm_struct *area);

/** vmap_area_kind() - the same of an area that may have no vm_struct; it is not
 * lazily freed. */
enum area_kind vmap_area_kind(const struct kernel *k,
			      const struct vmap_area *va);

/** has_guard_page() - does an area end in a page that is never mapped? The
 * static mappings of kernels after 2.6.32 do not, nor those of vm_map_ram(). */
bool has_guard_page(const struct kernel *k, const struct vmap_area *va);

/** ends_unmapped() - has its last page no PTE? So it is with a guard page. */
bool ends_unmapped(const struct kernel *k, const struct vmap_area *va);

/**
 * vmap_area_word() - what an area is called in a sentence, at this moment.
 * @k: the kernel, also in the middle of a call
 * @va: an area of the tree
 * Return: vmap_area_kind(), AREA_FREED or AREA_FREE; a pages[] array is the
 * vmalloc area that it is. Cost: does not grow with the number of areas.
 */
enum area_kind vmap_area_word(const struct kernel *k,
			      const struct vmap_area *va);

/** area_noun() - "the ioremap area", translated. */
const char *area_noun(enum area_kind kind);

/** area_print() - "the ioremap area regs 0xd0806000-0xd080c000"; @in: who has
 * names, or NULL. */
void area_print(FILE *to, const struct inspector *in, enum area_kind kind,
		vaddr_t start, vaddr_t end);

/**
 * hole_lost() - bytes of a hole that no vmalloc() in it can map.
 * @first: the hole begins where its region begins
 * @last: it ends where its region ends
 *
 * The guard page, and what the allocator leaves free around an area.
 */
uint32_t hole_lost(const struct kernel *k, bool first, bool last);

/**
 * area_align() - the alignment that an area was asked for, as its flags tell.
 * @vm: NULL is allowed
 * Return: bytes, 1 for none, as vmalloc() asks
 */
uint32_t area_align(const struct kernel *k, const struct vm_struct *vm);

/**
 * place_describe() - where an address lies.
 * @in: who asks, with names for areas
 * @va: virtual address
 * @text: PLACE_SIZE bytes: "page 3 of the vmalloc area buf 0x...-0x...", "in the
 * user region 0x...-0x..." and such; it may follow the address and a comma
 */
void place_describe(const struct inspector *in, vaddr_t va, char *text);

/** pkmap_slot_at() - the slot of pkmap that an address lies in, if any. */
bool pkmap_slot_at(const struct kernel *k, vaddr_t va, uint32_t *slot);

/** fixmap_entry_at() - the kmap_atomic() entry of fixmap at an address, if
 * any: its type and KM_TYPE_NR times its CPU. */
bool fixmap_entry_at(const struct kernel *k, vaddr_t va, uint32_t *idx);

#endif
