/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_title.c - right-aligned, and never over the title.
 */
#include "view/canvas/pane_title.h"

#include "translate.h"

void pane_heading(const struct canvas *c, enum pane pane, const char *text)
{
	const char *title = _(pane_names()[pane].title);
	int left = columns_of(title) + 2;
	int x = c->width - columns_of(text);

	if (x < left)
		x = left;
	canvas_fit(c, x, 0, c->width - x, ROLE_DIM, text);
}
