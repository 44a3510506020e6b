/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_index.h - every area and the owner of every frame, at one moment.
 *
 * The machine's memory is the state; this is its index, so that who shows it
 * need not search: areas in address order (area_index.c), the owner of each
 * frame (frame_owners.c). It is brought up to another moment from the journal's
 * stores between the two.
 *
 * Invariants (after memory_index_update(), until the next store):
 *   1. area[] holds every vmap_area of the sorted list, ascending, lazily freed
 *      ones too;
 *   2. owner[] says of each frame of mem_map whose it is.
 *
 * The machine may stand in the middle of a call: an area may have no vm_struct
 * yet, a node be in the tree and not on the list, an array of pages be half
 * filled. What is indexed is what lists, tables and mem_map say at that moment,
 * and no pointer is followed that does not lead into RAM.
 */
#ifndef VMSCOPE_INSPECT_MEMORY_INDEX_H
#define VMSCOPE_INSPECT_MEMORY_INDEX_H

#include "inspect/place.h"
#include "inspect/stores.h"

/* Whose a frame is: a free block's order, or one of these. */
enum owner {
	OWNER_FREE,		  /* + order: 0 to MAX_ORDER - 1 */
	OWNER_KERNEL = MAX_ORDER, /* image */
	OWNER_MEM_MAP,
	OWNER_SLAB,
	OWNER_PGTABLE,
	OWNER_VMALLOC, /* page of a vmalloc or module area */
	OWNER_PAGES,   /* from alloc_pages; others' unknown use */
	OWNER_PCP,
	OWNER_RESERVED, /* boot's: bootmem, bitmaps, hash tables, ramdisk */
	OWNER_REPORTED, /* in use in an imported report: by whom, it is silent */
	OWNER_NO_RAM,	/* a hole between banks */
	OWNERS
};

/* One vmap_area and what hangs on it. */
struct indexed_area {
	vaddr_t start, end; /* bytes; the end includes the guard page */
	vaddr_t va;	    /* the vmap_area itself, in lowmem */
	vaddr_t vm;	    /* its vm_struct; 0 when lazily freed */
	vaddr_t block;	    /* its vmap_block; 0 for most */
	uint32_t mapped;    /* pages with a PTE, counted from start; of a block
			     * up to the last one that has one */
	uint32_t frames;    /* pages that lead to a frame */
	vaddr_t pages;	    /* its vm_struct's, as are the next two */
	uint32_t nr_pages;  /* pages */
	uint32_t vm_flags;
	enum area_kind kind;
	bool lazy;	/* freed, waits for a purge */
	bool guard;	/* its last page is a guard page */
	bool odd;	/* its vm_struct names another address */
	bool fresh;	/* not known to be one that was indexed before */
	uint32_t value; /* N of the $N that the asker gave it; 0: none */
	const char *name; /* that the asker gave it; NULL: none */
	uint32_t named;	  /* N of the value with that name */
	uint32_t runs;	/* of frames that follow each other; 0: no frames */
};

/* All 0 at first; free with memory_index_free(). */
struct memory_index {
	const struct kernel *k;
	struct indexed_area *area;
	struct indexed_area *spare; /* those that were looked at again, as they
				     * were; as large as area[] */
	bool anew; /* all were: spare[] has none, and no area has a value */
	uint32_t nr_areas, nr_spare, area_capacity;
	uint32_t nr_live, nr_lazy; /* in the vmalloc region */
	uint32_t nr_plain;	   /* live, without a vm_struct */
	uint32_t nr_odd;
	uint32_t all_live;     /* with those of modules */
	uint32_t live_pages;   /* of these */
	uint32_t used_pages;   /* of the vmalloc region, by live and lazy
				    * areas with their guards */
	uint32_t largest_hole; /* bytes of the largest vmalloc() that the
				    * region would take, without its guard */
	uint8_t *owner;	       /* enum owner of frame first_pfn + i */
	uint32_t nr_frames, owner_capacity;
	uint32_t free_pages; /* of all zones */
};

/**
 * memory_index_update() - bring the index up to the kernel's memory.
 * @ix: the index
 * @k: the kernel; another one than before: @stores must be NULL
 * @stores: what was stored since; NULL: what is indexed is worth nothing
 * Return: 0; -ENOMEM, with an index that is empty but whole
 * Cost: a look at the areas that the stores touched, one pass over area[]
 * and over the frames of areas; where the stores are not known one step a page
 * of an area and a used frame.
 *
 * An area that is new, or not known to be the same, is fresh and has no value.
 */
int memory_index_update(struct memory_index *ix, const struct kernel *k,
			const struct stores *stores);

/** memory_index_free() - give the memory back. */
void memory_index_free(struct memory_index *ix);

/** index_area_at() - index of the area that covers an address; -1: none. */
int index_area_at(const struct memory_index *ix, vaddr_t va);

/**
 * index_area_after() - index of the first area that ends after an address;
 * nr_areas when there is none.
 */
uint32_t index_area_after(const struct memory_index *ix, vaddr_t va);

/** index_owner() - whose a frame is; OWNER_NO_RAM outside mem_map. */
enum owner index_owner(const struct memory_index *ix, pfn_t pfn);

/**
 * index_maps() - the addresses that a word of a page table is for.
 * @ix: the index
 * @word: its physical address
 * @va: result: the first of them
 * @bytes: result: how many
 * Return: false when it lies in no table that is in use
 */
bool index_maps(const struct memory_index *ix, paddr_t word, vaddr_t *va,
		uint32_t *bytes);

/**
 * index_frame_address() - a virtual address that shows a frame.
 * @ix: the index
 * @pfn: the frame
 * @va: the page of an area that maps it, else where page_address() finds it
 * Return: false when nothing does (highmem that nobody maps)
 * Cost: one step a page of all areas
 */
bool index_frame_address(const struct memory_index *ix, pfn_t pfn, vaddr_t *va);

/**
 * mapped_frame() - the frame at an address, through the page tables.
 * @pfn: result
 * Return: false when nothing is mapped there
 */
bool mapped_frame(const struct kernel *k, vaddr_t va, pfn_t *pfn);

/** owner_word() - "free", "slab", "page table" ... */
const char *owner_word(enum owner owner);

/** area_word() - "vmalloc", "ioremap", "module" ... */
const char *area_word(const struct indexed_area *area);

enum { AREA_NAME_SIZE = 16 };

/**
 * area_called() - what the asker calls an area.
 * @text: AREA_NAME_SIZE bytes, which may hold the result
 * Return: "buf", "$1", or "" when no value has it; a name may be long: where
 * a column is narrow it is cut
 */
const char *area_called(const struct indexed_area *area, char *text);

/** area_name() - the same, or the area's address. */
const char *area_name(const struct indexed_area *area, char *text);

/* ---- The two halves, for memory_index.c ---- */

/** index_areas_update() - area[], anew, spare[] and what is counted. */
int index_areas_update(struct memory_index *ix, const struct stores *stores);

/** index_owners_update() - owner[], with area[] and spare[] up to date. */
int index_owners_update(struct memory_index *ix, const struct stores *stores);

#endif
