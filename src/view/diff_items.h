/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff_items.h - the items of the scene's diff that touch a range of objects.
 *
 * For the panes frames and tables: a picture shows a range, and after a churn
 * the diff has thousands of items, sorted by kind and address.
 */
#ifndef VMSCOPE_VIEW_DIFF_ITEMS_H
#define VMSCOPE_VIEW_DIFF_ITEMS_H

#include "view/scene/scene.h"

/**
 * diff_items() - items of a kind that may touch an address and what follows.
 * @scene: the scene
 * @kind: what they are about
 * @from: address, as in struct diff_item
 * @end: one past the last such item
 * Return: the first item that ends behind @from; those up to @end ascend
 * Cost: log n
 */
const struct diff_item *diff_items(const struct scene *scene,
				   enum diff_kind kind, uint32_t from,
				   const struct diff_item **end);

/**
 * diff_item_glyph() - new, gone or changed, by the old and new value that an
 * item tells.
 */
enum glyph diff_item_glyph(const struct diff_item *item);

#endif
