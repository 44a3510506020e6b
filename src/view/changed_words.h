/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * changed_words.h - which of some words the last command changed, and from what.
 *
 * The scene's diff speaks of objects; the tree and the memory pane show words:
 * a link that turned, a colour. They ask the journal for the few they show.
 */
#ifndef VMSCOPE_VIEW_CHANGED_WORDS_H
#define VMSCOPE_VIEW_CHANGED_WORDS_H

#include "view/scene/scene.h"

/* A word on show. */
struct watch {
	uint32_t word; /* index in the machine's memory */
	uint32_t old;  /* before the last command, when changed */
	bool changed;
};

/* Beyond so many stores the marks are not worth the time that they take. */
enum { WATCH_MOST_STORES = 1 << 16 };

/** watch_at() - a watch on the word at a place in RAM. */
struct watch watch_at(const struct scene *scene, const uint32_t *where);

/**
 * watch_changes() - find out which words the last command changed.
 * @scene: the scene
 * @w: watches, ascending by word
 * @n: how many
 * Return: false when the journal does not tell: it does not reach back, or the
 * command made more than WATCH_MOST_STORES stores. Then none is marked.
 * Cost: one step a store of the command.
 */
bool watch_changes(const struct scene *scene, struct watch *w, size_t n);

#endif
