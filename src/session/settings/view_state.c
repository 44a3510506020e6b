/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view_state.c - the names of the panes, and what one looks at first.
 */
#include "session/settings/view_state.h"

#include <string.h>

static const struct pane_name names[PANES] = {
	[PANE_LAYOUT] = { "layout", "Layout",
			  "the 4 GB: every region, and why it lies there" },
	[PANE_AREAS] = { "areas", "Areas",
			 "the vmalloc region: areas, guard pages, holes" },
	[PANE_FRAMES] = { "frames", "Frames",
			  "physical memory: whose each frame is, free lists" },
	[PANE_TREE] = { "tree", "Tree",
			"vmap_area_root as a tree, vmlist, the sorted list" },
	[PANE_TABLES] = { "tables", "Tables",
			  "the walk of one address through the page tables" },
	[PANE_MEMORY] = { "memory", "Memory",
			  "raw words, and which object owns each" },
	[PANE_LOG] = { "log", "Log", "commands and answers" },
	[PANE_SOURCE] = { "source", "Source",
			  "the call under the step, line by line" },
};

const struct pane_name *pane_names(void)
{
	return names;
}

enum pane pane_find(const char *name, size_t len)
{
	enum pane pane = 0;

	while (pane < PANES && (strlen(names[pane].name) != len ||
				memcmp(names[pane].name, name, len)))
		pane++;
	return pane;
}

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
