/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_band.h - what the page of a lesson says, below the panes.
 *
 * For screen.c: a student reads the page and sees in the panes what it does.
 */
#ifndef VMSCOPE_VIEW_SCREEN_LESSON_BAND_H
#define VMSCOPE_VIEW_SCREEN_LESSON_BAND_H

#include "view/canvas/canvas.h"
#include "view/scene/scene.h"

/**
 * lesson_band_rows() - rows that the pages of the lesson want.
 * @scene: the scene
 * @width: columns of the screen
 * Return: 0 when no lesson is on
 */
int lesson_band_rows(const struct scene *scene, int width);

/**
 * lesson_band_cut() - rows of the page's text that have no place.
 * @scene: the scene, with a lesson on
 * @width: columns of the screen
 * @rows: of the band
 */
int lesson_band_cut(const struct scene *scene, int width, int rows);

/** lesson_band_draw() - paint the page; what does not fit is left out. */
void lesson_band_draw(const struct scene *scene, const struct canvas *c);

#endif
