/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene_areas.h - the index of areas, for scene.c.
 */
#ifndef VMSCOPE_VIEW_SCENE_SCENE_AREAS_H
#define VMSCOPE_VIEW_SCENE_SCENE_AREAS_H

#include "view/scene/scene.h"
#include "view/stores.h"

/**
 * areas_update() - fill scene->area and what is counted of it.
 * @scene: with s and k up to date
 * @stores: what was stored since area[] was made; NULL: it is worth nothing
 * Return: 0 or -ENOMEM
 * Cost: one step an area; where stores are not known one a page of it, too.
 *
 * After this spare[] holds the areas as they were.
 */
int areas_update(struct scene *scene, const struct stores *stores);

#endif
