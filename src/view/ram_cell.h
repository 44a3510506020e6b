/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ram_cell.h - a cell of a picture of RAM: whose it is, and how full.
 *
 * Its colour is whose most of it is, its shade how much is in use, so that free
 * memory reads as free. For the frames pane's map and the scatter picture.
 */
#ifndef VMSCOPE_VIEW_RAM_CELL_H
#define VMSCOPE_VIEW_RAM_CELL_H

#include "view/canvas/canvas.h"
#include "view/scene/scene.h"

enum { RAM_FREE, RAM_FULL = 4 }; /* quarters in use, rounded up */

struct ram_cell {
	enum owner owner;  /* of most frames in use; of a free cell the first's;
			    * OWNER_NO_RAM when there is none */
	pfn_t pfn;	   /* the first frame of that owner */
	unsigned int fill; /* RAM_FREE to RAM_FULL */
};

/**
 * ram_cell() - what some frames are together.
 * @scene: the scene
 * @pfn: the first
 * @nr: how many; those that are not RAM do not count
 */
struct ram_cell ram_cell(const struct scene *scene, pfn_t pfn, uint32_t nr);

/** ram_cell_draw() - paint one. */
void ram_cell_draw(const struct ram_cell *cell, const struct canvas *c, int x,
		   int y);

/** ram_count() - the frames of each owner, from @pfn on. */
void ram_count(const struct scene *scene, pfn_t pfn, uint32_t nr,
	       uint32_t count[OWNERS]);

/** ranked_owner() - the owner of a rank; OWNERS: there is none. Of several that
 * have as much the one with the lowest rank is shown; the order of legends. */
enum owner ranked_owner(unsigned int rank);

#endif
