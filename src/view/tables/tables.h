/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables.h - what the files of the tables pane share.
 *
 *   tables.c       what goes where, the view's row
 *   tables_walk.c  the walk of one address, in bits and in words
 *   tables_list.c  a level's entries around it, runs in one line each
 *   tables_keys.c  keys and search
 *
 * Nobody else includes it.
 */
#ifndef VMSCOPE_VIEW_TABLES_TABLES_H
#define VMSCOPE_VIEW_TABLES_TABLES_H

#include "machine/mmu.h"
#include "view/pane_table.h"

enum { L1_ENTRIES = 4096, L2_ENTRIES = 256 };

/* Rows of a walk at most: with one for each step, or two for what is long. */
enum { WALK_ROWS = 10, MOST_WALK_ROWS = 13 };

/* The two levels as one shape: entries in a row, each for some addresses. */
struct level {
	const struct scene *scene;
	bool second;
	vaddr_t base;	       /* that entry 0 maps */
	unsigned int shift;    /* an entry maps 2^shift bytes */
	uint32_t nr;	       /* entries */
	uint32_t chosen;       /* the entry of the walk */
	const uint32_t *entry; /* in RAM; hardware's */
};

/** tables_va() - the address whose walk is shown: the chosen one, else the first
 * of the vmalloc region; false: the chosen frame has none. */
bool tables_va(const struct scene *scene, vaddr_t *va);

/** tables_second() - which level has the keys: true for the second. */
bool tables_second(const struct scene *scene);

/** level_first() / level_second() - the levels of a walk; second: false when
 * the walk has no second level. */
void level_first(const struct scene *scene, const struct walk *w,
		 struct level *level);
bool level_second(const struct scene *scene, const struct walk *w,
		  struct level *level);

/** level_empty() - is nothing mapped by an entry, and no guard page there? */
bool level_empty(const struct level *level, uint32_t i);

/** level_va() - the first address of an entry. */
vaddr_t level_va(const struct level *level, uint32_t i);

/** tables_walk() - the walk; returns rows used. */
int tables_walk(const struct scene *scene, const struct walk *w,
		const struct canvas *c, int y, int rows);

/** tables_list() - the entries around the chosen one, in all rows of @c. */
void tables_list(const struct level *level, const struct canvas *c);

extern const struct view_key tables_keys[];
bool tables_search(const struct scene *scene, const char *text, bool backwards,
		   char *line, size_t size);

#endif
