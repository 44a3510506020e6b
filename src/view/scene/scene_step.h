/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene_step.h - the step under view in words, for scene.c.
 */
#ifndef VMSCOPE_VIEW_SCENE_SCENE_STEP_H
#define VMSCOPE_VIEW_SCENE_SCENE_STEP_H

#include "view/scene/scene.h"

/**
 * scene_step_update() - fill scene->step.
 * @scene: with s up to date
 *
 * Does nothing while no call is stepped through. Texts that are too long are
 * cut.
 */
void scene_step_update(struct scene *scene);

#endif
