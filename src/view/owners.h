/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * owners.h - whose each frame is, for scene.c.
 */
#ifndef VMSCOPE_VIEW_OWNERS_H
#define VMSCOPE_VIEW_OWNERS_H

#include "view/stores.h"

struct scene;

/**
 * owners_update() - fill scene->owner from mem_map, lists, tables and areas.
 * @scene: with k and area[] up to date; spare[] has the areas as they were
 * @stores: what was stored since owner[] was made; NULL: it is worth nothing
 * Return: 0 or -ENOMEM
 * Cost: one step a page of an area; where stores are not known one a used frame
 * and a free block, too.
 */
int owners_update(struct scene *scene, const struct stores *stores);

#endif
