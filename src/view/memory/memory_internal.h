/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_internal.h - what the files of the memory pane share.
 *
 *   memory.c        the words, and the object that the chosen one is in
 *   memory_keys.c   keys and search
 *   memory_word.c   what a word belongs to; memory_field.c names its field
 *
 * Invariant: where the pane stands follows from the chosen thing alone. A frame
 * that no kernel address shows is read at its physical address; all else at its
 * virtual one.
 */
#ifndef VMSCOPE_VIEW_MEMORY_MEMORY_INTERNAL_H
#define VMSCOPE_VIEW_MEMORY_MEMORY_INTERNAL_H

#include "view/pane_table.h"

/* What is looked at. */
struct memory_place {
	bool physical; /* a frame that has no kernel address */
	uint32_t at;   /* of the chosen word, a multiple of 4 */
	bool chosen;   /* by the person; else it is where one begins */
};

/** memory_place() - what the pane shows. */
struct memory_place memory_place(const struct scene *scene);

/**
 * memory_read() - the word at an address.
 * @scene: the scene
 * @place: virtual or physical
 * @at: address, a multiple of 4
 * @pa: result: its physical address, when something is mapped there
 * Return: the word in RAM; NULL when nothing is mapped, or no RAM
 */
const uint32_t *memory_read(const struct scene *scene,
			    const struct memory_place *place, uint32_t at,
			    paddr_t *pa);

/** memory_columns() - words of a row, a power of two. */
int memory_columns(const struct scene *scene, int width);

extern const struct view_key memory_keys[];
bool memory_search(const struct scene *scene, const char *text, bool backwards,
		   char *line, size_t size);

#endif
