/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * backing.h - the frames of a thing that has pages: an area, or a block.
 *
 * A block is what alloc_pages or kmalloc gave: frames one after another. For
 * the scatter picture and the frames pane, which treat both alike.
 */
#ifndef VMSCOPE_VIEW_BACKING_H
#define VMSCOPE_VIEW_BACKING_H

#include "view/scene/scene.h"

enum { BACKING_NAME = 24 };

struct backing {
	const struct indexed_area *area; /* NULL: a block */
	pfn_t first;			 /* of a block */
	vaddr_t start;			 /* of the first page; 0: highmem */
	uint32_t pages;			 /* that may lead to a frame */
	uint32_t runs;			 /* of frames that follow each other */
	uint64_t bytes;		 /* that were asked for, in whole pages */
	char name[BACKING_NAME]; /* "buf", "$1", or its address */
	const char *what;	 /* "vmalloc", "kmalloc" */
	enum role role;
};

/* Pages that lie on frames that follow each other. */
struct frame_run {
	uint32_t page; /* the first one */
	pfn_t pfn;     /* its frame */
	uint32_t nr;   /* pages */
};

/**
 * backing_chosen() - what the chosen thing is, when it has frames.
 * @scene: the scene
 * @b: result
 * Return: false if it is neither an area with RAM nor a block
 *
 * When nothing is chosen: the newest that there is.
 */
bool backing_chosen(const struct scene *scene, struct backing *b);

/** backing_other() - the newest of the other kind: a block for an area, an area
 * for a block. */
bool backing_other(const struct scene *scene, const struct backing *than,
		   struct backing *b);

/**
 * backing_run() - the next run, of an area through its page tables.
 * @scene: the scene
 * @b: whose
 * @run: the run before; all zero to begin with
 * Return: false when there is no other
 */
bool backing_run(const struct scene *scene, const struct backing *b,
		 struct frame_run *run);

/** backing_frame() - the frame behind a page; false: none. */
bool backing_frame(const struct scene *scene, const struct backing *b,
		   uint32_t page, pfn_t *pfn);

/** backing_page() - the page on a frame; false: none of it. */
bool backing_page(const struct scene *scene, const struct backing *b, pfn_t pfn,
		  uint32_t *page);

#endif
