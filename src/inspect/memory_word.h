/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_word.h - what a word of RAM belongs to, and what its value means.
 *
 * For the memory pane (and the tree pane, which asks whose record an address
 * is); a comparison asks which part of memory a word is in. The index of areas,
 * mem_map and the page tables say it; the names of fields are c_type.h's.
 *
 * Invariant: it only reads, and allocates nothing. A finder remembers what it
 * found last, so neighbours are cheap; it is good as long as its index.
 */
#ifndef VMSCOPE_INSPECT_MEMORY_WORD_H
#define VMSCOPE_INSPECT_MEMORY_WORD_H

#include "inspect/c_type.h"
#include "inspect/memory_index.h"

enum { WORD_TEXT = 80, WORD_SLAB_OBJECTS = 1024, WORD_ARRAYS = 256 };

/* Where in memory a word is, before one asks further. */
enum memory_part {
	MEMORY_GLOBALS, /* struct kernel_data */
	MEMORY_PGD,	/* swapper_pg_dir */
	MEMORY_MAP,	/* mem_map: a struct page */
	MEMORY_PAGEBLOCKS,
	MEMORY_FRAME /* anything else */
};

/**
 * memory_part() - the part of memory that a word is in.
 * @pa: its physical address, in RAM
 * @offset: result: bytes from the part's start; of a struct page from its start;
 * 0 in a frame and in a zone's pageblocks
 */
enum memory_part memory_part(const struct kernel *k, paddr_t pa,
			     uint32_t *offset);

/* A word, from outside. */
struct word {
	char object[WORD_TEXT]; /* "vm_struct of d0800000" */
	char field[WORD_TEXT];	/* "next", "rb_node.rb_left", "[3]"; or "" */
	enum owner owner;	/* of the object; OWNERS: nobody */
	int area;      /* whose area's it is, an index; -1: no area's */
	paddr_t start; /* of the object */
	uint32_t size; /* bytes of it; 0: no object, only a place */
	struct cpart part[CPART_MOST]; /* of a C object: what the word is */
	unsigned int nr_parts;
	enum word_is {
		WORD_PLAIN,
		WORD_PGD,    /* a first-level entry */
		WORD_HW_PTE, /* as the MMU reads it */
		WORD_LINUX_PTE,
		WORD_FREE,    /* in a free object: the first is a link */
		WORD_POINTER, /* of an array of them */
	} is;
	vaddr_t maps; /* first address that a table's entry is about */
};

/* A pages[] array in a slab. */
struct word_array {
	vaddr_t start; /* bytes from there: 4 a page */
	uint32_t nr;   /* pages */
	uint32_t area; /* index of the one whose pages they are */
};

struct word_finder {
	const struct memory_index *index;
	vaddr_t chosen; /* of an address in the chosen area; 0: none */
	bool brief;	/* for the targets of pointers: no pass over areas */

	/* The page of tables seen last. */
	paddr_t table;
	vaddr_t table_maps;
	bool has_table, table_known;

	/* The slab seen last: which objects are free, which are pages[]. */
	const struct page *slab;
	uint8_t free[WORD_SLAB_OBJECTS];
	struct word_array array[WORD_ARRAYS];
	uint32_t nr_arrays;

	/* The frame of an area seen last. */
	pfn_t frame;
	int frame_area; /* -1: not known */
	uint32_t frame_page;
	bool has_frame;
};

/**
 * word_finder_init() - begin.
 * @index: of the memory as it is
 * @chosen: a frame that several pages show is told by the page at this address
 */
void word_finder_init(struct word_finder *f, const struct memory_index *index,
		      vaddr_t chosen);

/**
 * word_find() - what a word belongs to.
 * @f: the finder
 * @pa: physical address in RAM, a multiple of 4
 * @w: result
 * Cost: little for a neighbour of the last one; else one pass over the areas
 * when it lies in a slab, or in a page of an area
 */
void word_find(struct word_finder *f, paddr_t pa, struct word *w);

/** word_value() - what a word's value says: "-> vm_struct of ...", "VM_ALLOC";
 * "" for nothing beyond its digits. @size: bytes of @text. */
void word_value(struct word_finder *f, const struct word *w, uint32_t value,
		char *text, size_t size);

/**
 * word_target() - where a word's value points.
 * @f: the finder
 * @w: the word, as word_find() gave it
 * @value: of it
 * @va: result: address
 * @pfn: result for entries of tables: the frame
 * @is_frame: which of the two it is
 * Return: false when it points nowhere
 */
bool word_target(const struct word_finder *f, const struct word *w,
		 uint32_t value, vaddr_t *va, pfn_t *pfn, bool *is_frame);

/**
 * record_area() - the area whose vm_struct or vmap_area an address lies in.
 * @index: of the memory as it is
 * @va: any address
 * Return: its index, or -1. Cost: log n.
 */
int record_area(const struct memory_index *index, vaddr_t va);

/* ---- memory_value.c ---- */

/**
 * word_parts() - what C says of a word in an object.
 * @f: the object: a variable, or a field with nothing but a type
 * @object: in RAM; see cfield_parts()
 * @offset: bytes from its start
 * @w: part, nr_parts and field are filled in
 */
void word_parts(const struct cfield *f, const void *object, uint32_t offset,
		struct word *w);

#endif
