/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step_marks.h - what the variables of the step under view point at, for scene.c.
 *
 * A pane shows a mark by its name beside the thing: `<- first`.
 */
#ifndef VMSCOPE_VIEW_SCENE_STEP_MARKS_H
#define VMSCOPE_VIEW_SCENE_STEP_MARKS_H

#include "view/scene/scene.h"

/**
 * step_marks_update() - fill scene->mark[] from the step; none when none is stepped.
 * @scene: with s and k up to date
 *
 * NULL is not a mark, nor is an object that is not where its kind must be.
 */
void step_marks_update(struct scene *scene);

/**
 * step_marks_place() - what the step is about, where nothing is chosen.
 * @scene: with its marks
 * @place: result: an address or a pfn
 * Return: which; SELECTED_NOTHING when the step is about no place
 */
enum selected step_marks_place(const struct scene *scene, uint32_t *place);

#endif
