/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_list.h - the panes that a person wants to see, and their order.
 *
 * `set panes areas,tables` is such a list. Settings are numbers, so a list is
 * packed into one, beyond every number that is a word's place. The layout
 * is at the left of all panes anyway and is never listed.
 */
#ifndef VMSCOPE_SESSION_SETTINGS_PANE_LIST_H
#define VMSCOPE_SESSION_SETTINGS_PANE_LIST_H

#include "session/settings/view_state.h"

enum { PANE_LIST_MOST = 6, PANE_LIST_TEXT = 64 /* bytes */ };

struct pane_list {
	enum pane pane[PANE_LIST_MOST];
	unsigned int nr;
};

/** pane_list_unpack() - the list of a number; empty if it is not a list. */
struct pane_list pane_list_unpack(uint64_t packed);

/**
 * pane_list_parse() - read "areas,tables".
 * @packed: gets the number
 * Return: 0; -EINVAL: no name of a pane, one twice, the layout, or too many
 */
int pane_list_parse(const char *text, uint64_t *packed);

/** pane_list_text() - a list as pane_list_parse() reads it. Return: @text. */
const char *pane_list_text(const struct pane_list *list,
			   char text[PANE_LIST_TEXT]);

#endif
