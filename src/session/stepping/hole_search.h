/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hole_search.h - the holes that a call passed before it had its addresses.
 *
 * It listens to the step points of the search while the call runs, and looks at
 * the areas when the search begins: what is told is what the kernel did, of
 * whatever generation. cmd_explain.c and JSON are the users.
 */
#ifndef VMSCOPE_SESSION_STEPPING_HOLE_SEARCH_H
#define VMSCOPE_SESSION_STEPPING_HOLE_SEARCH_H

#include "inspect/place.h"
#include "kernel/step.h"

/* A hole of the region, and the area after it. */
struct passed_hole {
	vaddr_t start, end; /* end exclusive */
	bool tried;	    /* the search looked whether it fits */
	uint64_t addr;	    /* there; else the lowest that the rules allow */
	bool last;	    /* up to the end of the region: no area after it */
	enum area_kind kind;
	vaddr_t caller; /* of that area; 0: not known */
};

struct hole_search {
	struct step_sink sink; /* what the kernel knows of us; stays first */
	unsigned int depth;    /* of calls under way, and in the search's */
	unsigned int inside;   /* 0: it has not begun, or is over */
	bool begun, found, lost;

	uint32_t size;	     /* looked for, with the guard page: bytes */
	uint32_t guard;	     /* of these, at the end */
	uint32_t align;	     /* bytes */
	uint32_t gap_after;  /* that stays free between it and the next area */
	vaddr_t start, end;  /* of the region */
	vaddr_t addr;	     /* where it landed, if it was found */
	unsigned int purges; /* after which it searched again */

	struct passed_hole *hole; /* of the last search, in address order */
	size_t nr, capacity;
};

/** hole_search_begin() - listen to @k from here on, for one call. @h: all zero,
 * or used before. */
void hole_search_begin(struct hole_search *h, struct kernel *k);

/**
 * hole_search_end() - the call is over.
 * Return: 0 or -ENOMEM; h->hole is what was passed, and then, if an area was
 * found, the hole that it lies in
 */
int hole_search_end(struct hole_search *h, struct kernel *k);

/** hole_search_free() - give the memory back. */
void hole_search_free(struct hole_search *h);

/** passed_hole_needs() - bytes from the start of a hole to the end of the area
 * that would be in it. */
uint64_t passed_hole_needs(const struct hole_search *h,
			   const struct passed_hole *hole);

/** passed_hole_lacks() - by how much a hole is too small, bytes. */
uint64_t passed_hole_lacks(const struct hole_search *h,
			   const struct passed_hole *hole);

#endif
