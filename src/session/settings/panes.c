/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panes.c - the list of panes as a table.
 */
#include "session/settings/panes.h"

#include <string.h>

#define PANE_ROW(id, word, title, shows, keys, beside)                         \
	[PANE_##id] = { #word, title, shows, PANE_##beside }
static const struct pane_name names[PANES] = { ALL_PANES(PANE_ROW) };

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
