/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_title.h - what stands at the right end of a pane's title line.
 *
 * For the panes tree, memory and log.
 */
#ifndef VMSCOPE_VIEW_CANVAS_PANE_TITLE_H
#define VMSCOPE_VIEW_CANVAS_PANE_TITLE_H

#include "view/pane_table.h"

/**
 * pane_heading() - write a text at the right end of row 0.
 * @c: the pane, its title painted
 * @pane: whose title it is
 * @text: cut when there is not room enough beside the title
 */
void pane_heading(const struct canvas *c, enum pane pane, const char *text);

#endif
