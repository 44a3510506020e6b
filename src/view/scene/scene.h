/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene.h - all that a picture may depend on, gathered once a command.
 *
 * The machine is the state; the scene is its index, so that a pane need not
 * search: areas in address order, the owner of each frame, what the last
 * command changed, where the chosen thing lies. A view gets it as const and
 * allocates nothing.
 *
 * Invariants (between scene_update() and the next command):
 *   1. area[] holds every vmap_area of the sorted list, ascending, lazily freed
 *      ones too;
 *   2. owner[] says of each frame of mem_map whose it is;
 *   3. spot is look's choice, resolved; it never names what is not there. While
 *      a call is stepped through and nothing is chosen, it is what the step is
 *      about.
 *
 * While stepping the machine stands in the middle of a call: an area may have
 * no vm_struct yet, a node be in the tree and not on the list, an array of pages
 * be half filled. What is indexed here is what lists, tables and mem_map say at
 * that moment, and no pointer is followed that does not lead into RAM.
 */
#ifndef VMSCOPE_VIEW_SCENE_SCENE_H
#define VMSCOPE_VIEW_SCENE_SCENE_H

#include "inspect/diff.h"
#include "session/settings/view_state.h"
#include "inspect/place.h"
#include "session/session.h"
#include "view/canvas/glyph.h"

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
	OWNER_NO_RAM,	/* a hole between banks */
	OWNERS
};

/* One vmap_area and what hangs on it. */
struct scene_area {
	vaddr_t start, end; /* bytes; the end includes the guard page */
	vaddr_t va;	    /* the vmap_area itself, in lowmem */
	vaddr_t vm;	    /* its vm_struct; 0 when lazily freed */
	uint32_t mapped;    /* pages with a PTE, counted from start */
	vaddr_t pages;	    /* its vm_struct's, as are the next two */
	uint32_t nr_pages;  /* pages */
	uint32_t vm_flags;
	enum area_kind kind;
	bool lazy;	/* freed, waits for a purge */
	bool guard;	/* its last page is a guard page */
	uint32_t value; /* N of the latest $N with its address; 0: none */
	uint32_t runs;	/* of frames that follow each other; 0: no frames */
};

/* The chosen thing, from every side. What is not known is not there. */
struct spot {
	bool has_va, has_pfn;
	vaddr_t va; /* the address; of a frame one that maps it */
	pfn_t pfn;  /* the frame behind it */
	paddr_t pa; /* of va, when has_pfn or a device lies there */
	bool has_pa;
	int area;      /* index into area[]; -1: in none */
	uint32_t page; /* of the area, from 0 */
};

/* A variable of the step under view that points at something. */
struct mark {
	char name[24];
	enum mark_kind {
		MARK_AREA,  /* value: address of a vmap_area */
		MARK_VM,    /* of a vm_struct */
		MARK_ADDR,  /* a virtual address */
		MARK_RANGE, /* a candidate: value and end */
		MARK_PFN,   /* a frame */
		MARK_PTE,   /* the virtual address that a PTE maps */
	} kind;
	uint32_t value, end; /* end: bytes, exclusive, of MARK_RANGE */
};

enum { SCENE_MARKS = 16, SCENE_WHY = 512, SCENE_VALUE = 64 };

/* A variable of the function under view, as text. */
struct scene_var {
	const char *name;
	char value[SCENE_VALUE];  /* "0xd0800000", "2 pages" */
	char object[SCENE_VALUE]; /* what is there: "vmap_area ..."; or "" */
	char before[SCENE_VALUE]; /* another value that it had; or "" */
	uint32_t since; /* number of the step, from 1, with the change */
	uint32_t told;	/* that told it last */
};

/* The step under view, in words. */
struct scene_step {
	uint32_t number, of; /* from 1; @number @of + 1: the call is over */
	uint32_t last;	     /* number of the last place to stop at */
	const char *file;    /* "vmap_area.c" */
	const char *function;
	unsigned int line;   /* the one it is about */
	char why[SCENE_WHY]; /* the sentence with its numbers */
	struct scene_var var[STEPPER_VARS];
	unsigned int nr_vars;
	uint64_t count[RECORD_COUNTERS]; /* up to here */
};

struct scene {
	const struct session *s;
	const struct kernel *k;
	const struct look *look;

	struct scene_area *area;
	struct scene_area *spare; /* as it was before; as large as area[] */
	uint32_t nr_areas, nr_spare, area_capacity;
	uint32_t nr_live, nr_lazy; /* in the vmalloc region */
	uint32_t all_live;	   /* with those of modules */
	uint32_t live_pages;	   /* of these */
	uint32_t used_pages;	   /* of the vmalloc region, by live and lazy
				    * areas with their guards */
	uint32_t largest_hole;	   /* bytes of the largest vmalloc() that the
				    * region would take, without its guard */
	uint8_t *owner;		   /* enum owner of frame first_pfn + i */
	uint32_t nr_frames, owner_capacity;
	uint32_t free_pages; /* of all zones */

	struct spot spot;
	struct diff diff; /* since then: of the last command or step */
	bool has_diff;
	uint64_t since; /* position of the journal; now: no changes */
	struct mark mark[SCENE_MARKS];
	unsigned int nr_marks;

	struct scene_step step; /* only while stepper_on() */

	/* What the index was made from. A moment of the log, and a position in
	 * the journal of its kernel, name one state of memory. */
	struct scene_moment {
		const struct kernel *kernel;
		uint32_t epoch, moment;
		uint64_t serial, position;
	} indexed;
	uint64_t indexed_since;
	uint32_t indexed_values;
};

/** scene_init() - empty; free with scene_free(). */
void scene_init(struct scene *scene);
void scene_free(struct scene *scene);

/**
 * scene_update() - bring the index up to the session's machine and look.
 * @scene: the scene
 * @s: the session, between commands
 * Return: 0 or -ENOMEM, with an index that is empty but whole
 * Cost: when the machine has changed one step an area, and what the changes
 * need; when the journal does not tell them, one step a page of an area and a
 * used frame too. Else next to nothing.
 */
int scene_update(struct scene *scene, const struct session *s);

/** scene_area_at() - index of the area that covers an address; -1: none. */
int scene_area_at(const struct scene *scene, vaddr_t va);

/**
 * scene_area_after() - index of the first area that ends after an address;
 * nr_areas when there is none.
 */
uint32_t scene_area_after(const struct scene *scene, vaddr_t va);

/** scene_owner() - whose a frame is; OWNER_NO_RAM outside mem_map. */
enum owner scene_owner(const struct scene *scene, pfn_t pfn);

/** owner_glyph() / owner_word() - how it is shown and called. */
enum glyph owner_glyph(enum owner owner); /* not of a free one: glyph_order */
const char *owner_word(enum owner owner);
enum role owner_role(enum owner owner);

/** area_glyph() - the glyph of an area's mapped pages. */
enum glyph area_glyph(const struct scene_area *area);

/** area_word() - "vmalloc", "ioremap", "module" ... */
const char *area_word(const struct scene_area *area);

enum { AREA_NAME_SIZE = 16 };

/** area_name() - "$1", or the area's address when no value has it. */
const char *area_name(const struct scene_area *area, char *name);

/**
 * scene_page() - the frame behind an address, through the page tables.
 * @pfn: result
 * Return: false when nothing is mapped there
 */
bool scene_page(const struct scene *scene, vaddr_t va, pfn_t *pfn);

/**
 * scene_maps() - the addresses that a word of a page table is for.
 * @scene: the scene
 * @word: its physical address
 * @va: result: the first of them
 * @bytes: result: how many
 * Return: false when it lies in no table that is in use
 */
bool scene_maps(const struct scene *scene, paddr_t word, vaddr_t *va,
		uint32_t *bytes);

/**
 * scene_frame_address() - a virtual address that shows a frame.
 * @scene: the scene
 * @pfn: the frame
 * @va: the page of an area that maps it, else its lowmem address
 * Return: false when nothing does (free highmem)
 * Cost: one step a page of all areas
 */
bool scene_frame_address(const struct scene *scene, pfn_t pfn, vaddr_t *va);

/**
 * scene_item() - what the last command or step changed of an object.
 * @scene: the scene
 * @kind: what kind of object
 * @address: as in struct diff_item
 * Return: the item that covers it; NULL when it is as it was. Cost: log n.
 */
const struct diff_item *scene_item(const struct scene *scene,
				   enum diff_kind kind, uint32_t address);

/** scene_items() - diff_range() of it; none when it is not known. */
const struct diff_item *scene_items(const struct scene *scene,
				    enum diff_kind kind, uint32_t from,
				    const struct diff_item **end);

/** item_glyph() - new, gone or changed. */
enum glyph item_glyph(const struct diff_item *item);

/** scene_changed() - did the last command or step change this object? */
bool scene_changed(const struct scene *scene, enum diff_kind kind,
		   uint32_t address);

/** scene_mark() - the mark of that kind on a value; NULL if none. */
const struct mark *scene_mark(const struct scene *scene, enum mark_kind kind,
			      uint32_t value);

#endif
