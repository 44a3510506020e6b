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
 *   1. index is of the machine as it is (memory_index.h);
 *   2. spot is look's choice, resolved; it never names what is not there. While
 *      a call is stepped through and nothing is chosen, it is what the step is
 *      about.
 */
#ifndef VMSCOPE_VIEW_SCENE_SCENE_H
#define VMSCOPE_VIEW_SCENE_SCENE_H

#include "inspect/diff.h"
#include "inspect/free_lists.h"
#include "inspect/memory_index.h"
#include "kernel/vmap_record.h"
#include "session/settings/view_state.h"
#include "session/session.h"
#include "view/canvas/glyph.h"

/* What became of the pages of a block. */
struct block_use {
	uint32_t taken; /* given, and not unmapped again */
	uint32_t dirty;
	uint32_t unused; /* never given */
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
		MARK_NONE,
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
	const char *file;    /* "vmap_2_6_32.c" */
	const char *function;
	unsigned int line;   /* the one it is about */
	char why[SCENE_WHY]; /* the sentence with its numbers */
	struct scene_var var[STEPPER_VARS];
	unsigned int nr_vars;
	uint64_t count[RECORD_COUNTERS]; /* up to here */
	enum pane picture;		 /* that shows what it works on */
};

struct scene {
	const struct session *s;
	const struct kernel *k;
	const struct view_state *look;

	struct memory_index index; /* areas, owners of frames */
	struct spot spot;
	struct diff diff; /* since then: of the last command or step */
	bool has_diff;
	/* What the last command, or the call that is stepped through, split or
	 * merged so far. */
	struct block_halves halves;
	bool has_halves;
	uint64_t since; /* position of the journal; now: no changes */
	struct mark mark[SCENE_MARKS];
	unsigned int nr_marks;

	struct scene_step step; /* only while stepper_on() */

	/* A bit for each enum pane that is painted at the same time: what one
	 * of them shows no other need show. Set while painting. */
	unsigned int painted;
	/* Which of 6.1's trees the tree pane is about: VMAP_LIVE or VMAP_FREE.
	 * Set while painting. */
	enum vmap_state tree;

	/* What the index was made from. A moment of the log, and a position in
	 * the journal of its kernel, name one state of memory. */
	struct scene_moment {
		const struct kernel *kernel;
		uint32_t epoch, moment;
		uint64_t serial, position;
	} indexed;
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
 * Cost: when the machine has changed that of memory_index_update(), else next
 * to nothing.
 */
int scene_update(struct scene *scene, const struct session *s);

/* What the index tells, of a scene. */
static inline int scene_area_at(const struct scene *scene, vaddr_t va)
{
	return index_area_at(&scene->index, va);
}

static inline uint32_t scene_area_after(const struct scene *scene, vaddr_t va)
{
	return index_area_after(&scene->index, va);
}

static inline enum owner scene_owner(const struct scene *scene, pfn_t pfn)
{
	return index_owner(&scene->index, pfn);
}

static inline bool scene_page(const struct scene *scene, vaddr_t va, pfn_t *pfn)
{
	return mapped_frame(scene->k, va, pfn);
}

/** scene_area_address() - the chosen address, if it is in an area; else 0. */
static inline vaddr_t scene_area_address(const struct scene *scene)
{
	return scene->spot.area >= 0 ? scene->spot.va : 0;
}

/** owner_glyph() / owner_role() - how it is shown. */
enum glyph owner_glyph(enum owner owner); /* not of a free one: glyph_order */
enum role owner_role(enum owner owner);

/** area_glyph() - the glyph of an area's mapped pages. */
enum glyph area_glyph(const struct indexed_area *area);

/** block_glyph() - the glyph of a page of a block: taken, dirty, unused. */
enum glyph block_glyph(const struct scene *scene,
		       const struct indexed_area *area, vaddr_t va);

/** block_use() - how many pages of a block there are of each. */
struct block_use block_use(const struct scene *scene,
			   const struct indexed_area *area);

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
