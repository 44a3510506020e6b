/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen_keys.c - keys that choose which panes are where.
 *
 * They answer with `set panes A,B,...`, so the choice is kept like every
 * setting. The layout has its place at the left and is not moved.
 */
#include <stdio.h>

#include "session/settings/pane_list.h"
#include "view/screen/screen_internal.h"

/* ---- What is shown now ---- */

/* Down a column, then the next column. */
static bool is_before(const struct place_of_pane *a,
		      const struct place_of_pane *b)
{
	return a->x != b->x ? a->x < b->x : a->y < b->y;
}

/* In the order of `set panes`. */
static struct pane_list shown_panes(const struct scene *scene)
{
	const struct view_state *look = scene->look;
	struct place_of_pane place[PANES], key;
	unsigned int nr =
		screen_panes(scene, look->columns, look->lines, place);
	struct pane_list list = { .nr = 0 };

	for (unsigned int i = 1; i < nr; i++) {
		unsigned int j = i;

		key = place[i];
		for (; j && is_before(&key, &place[j - 1]); j--)
			place[j] = place[j - 1];
		place[j] = key;
	}
	for (unsigned int i = 0; i < nr; i++)
		if (place[i].pane != PANE_LAYOUT)
			list.pane[list.nr++] = place[i].pane;
	return list;
}

/* Place of a pane in a list; @list->nr: it is not in it. */
static unsigned int place_in(const struct pane_list *list, enum pane pane)
{
	unsigned int i = 0;

	while (i < list->nr && list->pane[i] != pane)
		i++;
	return i;
}

static void say(const struct pane_list *list, char *line, size_t size)
{
	char text[PANE_LIST_TEXT];

	snprintf(line, size, "set panes %s", pane_list_text(list, text));
}

/* ---- The keys ---- */

bool screen_swap_key(const struct scene *scene, char *line, size_t size)
{
	struct pane_list list = shown_panes(scene);
	unsigned int i = place_in(&list, scene->look->focus), next;

	if (list.nr < 2 || i == list.nr)
		return false;
	next = (i + 1) % list.nr;
	list.pane[i] = list.pane[next];
	list.pane[next] = scene->look->focus;
	say(&list, line, size);
	return true;
}

bool screen_other_key(const struct scene *scene, char *line, size_t size)
{
	struct pane_list list = shown_panes(scene);
	unsigned int i = place_in(&list, scene->look->focus);
	enum pane *beside;
	enum pane pane;

	if (list.nr < 2 || i == list.nr)
		return false;
	beside = &list.pane[(i + 1) % list.nr];
	pane = *beside;
	do
		pane = (pane + 1) % PANES;
	while (pane == PANE_LAYOUT || place_in(&list, pane) < list.nr);
	*beside = pane;
	say(&list, line, size);
	return true;
}
