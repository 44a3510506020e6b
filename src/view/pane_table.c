/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_table.c - the table of views, and how quantities are printed in them.
 */
#include "view/pane_table.h"

#include <stdio.h>

#include "machine/bug.h"
#include "translate.h"

#define VIEW_ROW(id, word, ...) [PANE_##id] = &word##_view
static const struct view *const views[PANES] = { ALL_PANES(VIEW_ROW) };

const struct view *view_of(enum pane pane)
{
	BUG_ON(pane >= PANES);
	return views[pane];
}

void pane_draw(const struct scene *scene, enum pane pane,
	       const struct canvas *c)
{
	bool focus = scene->look->focus == pane;

	canvas_text(c, 0, 0, focus ? ROLE_FOCUS : ROLE_TITLE,
		    _(pane_names()[pane].title));
	canvas_target(c, 0, 0, c->width, c->height, TARGET_PANE, pane);
	view_of(pane)->draw(scene, c);
}
