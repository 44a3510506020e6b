/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paper_machine.h - the areas as a person writes them down, and the search as
 * they do it: from hole to hole, by the rules that they remember.
 *
 * It is not a copy of the kernel: a list and first fit. Only where 6.1 aligns to
 * more than a page its answer depends on the shape of the tree of free blocks,
 * which is copied down as well. With every rule it finds
 * what alloc_vmap_area() finds (tests hold that); without one it finds what
 * somebody answers who forgot it. forgotten_rules.c leaves rules out.
 *
 * Addresses have 64 bits, so that nothing wraps.
 */
#ifndef VMSCOPE_SESSION_PREDICTION_PAPER_MACHINE_H
#define VMSCOPE_SESSION_PREDICTION_PAPER_MACHINE_H

#include "session/stepping/step_record.h"

struct session;

struct paper_area {
	uint64_t start, end; /* bytes; end with the guard page */
	uint32_t guard;	     /* bytes of it at the end; 0: vm_map_ram's */
	uint32_t bytes;	     /* asked for, as it was typed; the pages' if nobody
			      * knows */
	uint32_t align;	     /* bytes */
	uint32_t born;	     /* entry of the log that made it; 0: unknown */
	bool lazy;	     /* freed, and waiting for the purge */
};

/* A node of 6.1's tree of free blocks, as it is drawn. */
struct paper_free_block {
	uint64_t start, end;
	uint64_t max;	     /* bytes of the largest at or below it */
	int left, right, up; /* indices; -1: none */
};

struct paper_sheet {
	struct paper_area *area; /* in address order */
	unsigned int nr, capacity;
	struct paper_free_block *block; /* the first one is the root */
	unsigned int nr_blocks;
};

/* What is looked for, and how. */
struct paper_search {
	uint64_t size;		 /* bytes, without the guard page */
	uint32_t guard;		 /* bytes after it */
	uint32_t gap;		 /* bytes left free after the area before */
	uint32_t gap_after;	 /* and before the next one */
	uint64_t align;		 /* bytes; any number */
	uint64_t start, end;	 /* of the region */
	uint64_t most;		 /* bytes that can be had at all */
	uint32_t bytes;		 /* asked for, not rounded */
	uint32_t align_of_size;	 /* by ioremap's rule, if that decides; or 0 */
	uint32_t align_of_bytes; /* that of what was asked for */
	unsigned int (*order_of)(uint32_t size); /* that: ioremap_order() */
	bool by_tree; /* of free blocks, as 6.1 where it aligns */
};

/**
 * paper_copy_down() - write down all areas as they are now.
 * @s: the session
 * @paper: all zero; free with paper_free()
 * Return: 0 or -ENOMEM
 */
int paper_copy_down(const struct session *s, struct paper_sheet *paper);

/** paper_free() - give the memory back. */
void paper_free(struct paper_sheet *paper);

/** paper_copy() - another sheet with the same areas, without the tree; 0 or
 * -ENOMEM. */
int paper_copy(const struct paper_sheet *from, struct paper_sheet *to);

/** paper_copy_tree() - the tree, too, onto a sheet without one; 0 or -ENOMEM. */
int paper_copy_tree(const struct paper_sheet *from, struct paper_sheet *to);

/** paper_put() - one more area, at its place in the order; 0 or -ENOMEM. */
int paper_put(struct paper_sheet *paper, const struct paper_area *area);

/** paper_drop() - an area is gone. */
void paper_drop(struct paper_sheet *paper, unsigned int i);

/**
 * paper_find() - the lowest address that fits.
 * @paper: the areas
 * @search: what is looked for
 * @addr: result; when nothing fits, where the search came to its end
 * Return: does it fit, if need be after a purge?
 */
bool paper_find(const struct paper_sheet *paper,
		const struct paper_search *search, uint64_t *addr);

/**
 * paper_search_of() - what a call that has run looked for.
 * @s: the session
 * @r: the call's record
 * @bytes: the size that was typed; 0: none
 * @search: result
 * Return: false: the call takes no area
 */
bool paper_search_of(const struct session *s, const struct step_record *r,
		     uint32_t bytes, struct paper_search *search);

#endif
