/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chosen_word.h - which word of the glossary the chosen thing is.
 */
#ifndef VMSCOPE_VIEW_SCREEN_CHOSEN_WORD_H
#define VMSCOPE_VIEW_SCREEN_CHOSEN_WORD_H

#include "session/answer/glossary.h"
#include "view/scene/scene.h"

/**
 * chosen_word() - what the pane that has the keys shows it as.
 * @scene: the scene
 * Return: its entry: of a page the guard page, in the tree the vmap_area ...;
 * NULL when nothing is chosen, or nothing that has a word
 */
const struct glossary_entry *chosen_word(const struct scene *scene);

#endif
