/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view_state.c - what one looks at first, and giving a pane the keys.
 */
#include "session/settings/view_state.h"

void look_focus(struct look *look, enum pane pane)
{
	if (pane == look->focus)
		return;
	look->before = look->focus;
	look->focus = pane;
	look->wide = false;
}

void look_init(struct look *look)
{
	*look = (struct look){ .focus = PANE_AREAS, .before = PANE_FRAMES };
}
