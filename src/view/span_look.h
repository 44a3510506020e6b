/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span_look.h - how a span is shown, and what the last command did to it.
 */
#ifndef VMSCOPE_VIEW_SPAN_LOOK_H
#define VMSCOPE_VIEW_SPAN_LOOK_H

#include "inspect/span.h"
#include "view/pane_table.h"

/* What the last command did to an area. */
enum span_change { SPAN_SAME, SPAN_NEW, SPAN_FREED, SPAN_CHANGED };

/**
 * span_glyph() - what one page of it is.
 * @va: an address in the span
 * @role: result: how it is coloured
 */
enum glyph span_glyph(const struct scene *scene, const struct span *span,
		      vaddr_t va, enum role *role);

/** span_change() - what the last command did to area @i. Cost: log n. */
enum span_change span_change(const struct scene *scene, uint32_t i);

/** span_pte_changed() - did the last command change the PTE of a page? */
bool span_pte_changed(const struct scene *scene, vaddr_t va);

/** span_changed_area() - the first area that the last command made or
 * freed, else changed; -1: none. Cost: one step an item of the diff. */
int span_changed_area(const struct scene *scene);

#endif
