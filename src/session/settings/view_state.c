/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view_state.c - what one looks at first, and giving a pane the keys.
 */
#include "session/settings/view_state.h"

void view_state_focus(struct view_state *look, enum pane pane)
{
	if (pane == look->focus)
		return;
	look->before = look->focus;
	look->focus = pane;
	look->wide = false;
}

void view_state_select(struct view_state *look, enum selected what, uint32_t at)
{
	look->selected = what;
	look->at = at;
	look->selects++;
	look->shown = false;
}

void view_state_show(struct view_state *look, vaddr_t va)
{
	view_state_select(look, SELECTED_ADDR, va);
	look->shown = true;
}

void view_state_init(struct view_state *look)
{
	*look = (struct view_state){ .focus = PANE_AREAS,
				     .before = PANE_FRAMES };
}
