/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view_state.h - what a person looks at: the chosen thing, the pane, the scales.
 *
 * It is the session's, not the screen's, so that keys, the mouse, scripts and
 * lessons can all move it by commands (cmd_screen.c), and pictures are a
 * function of machine and look. It is not in the command log: looking changes
 * nothing. Views read it; commands write it, but for what
 * the front end alone knows.
 */
#ifndef VMSCOPE_SESSION_SETTINGS_VIEW_STATE_H
#define VMSCOPE_SESSION_SETTINGS_VIEW_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "machine/types.h"
#include "session/settings/panes.h"

enum selected {
	SELECTED_NOTHING,
	SELECTED_ADDR, /* virtual address */
	SELECTED_PFN,
};

enum { VIEW_STATE_FOLDS = 32, VIEW_STATE_SEARCH_SIZE = 128 };

struct view_state {
	enum selected selected;
	uint32_t at;	    /* the virtual address or the pfn */
	uint32_t selects;   /* how often a command chose something */
	bool shown;	    /* chosen because a command was about it: until
			     * the machine changes */
	enum pane focus;    /* has the keys */
	enum pane before;   /* had them before: stands beside */
	uint32_t chosen;    /* how often a command gave them to a pane */
	bool alone;	    /* the one with the keys has the whole screen */
	bool by_script;	    /* that and focus were last chosen by a script */
	bool wide;	    /* so it has, if that is narrow, for one answer */
	uint32_t rows;	    /* of that pane as the front end shows it: what
				* PgUp and PgDn move by; 0: not shown */
	int columns, lines; /* of the screen that there is; 0: none */
	int zoom[PANES];    /* steps in (+) or out (-) of what fits */
	int play;	    /* steps follow by themselves: 1 on, -1 back */
	uint32_t log_back;  /* rows back from the end of the log */
	vaddr_t fold
		[VIEW_STATE_FOLDS]; /* vmap_areas whose subtrees are folded */
	unsigned int nr_folds;
	char search[VIEW_STATE_SEARCH_SIZE]; /* what was looked for; or "" */
};

/** view_state_focus() - a pane gets the keys; the one that had them stands beside. */
void view_state_focus(struct view_state *look, enum pane pane);

/** view_state_select() - choose something, in all panes. */
void view_state_select(struct view_state *look, enum selected what,
		       uint32_t at);

/** view_state_show() - choose the address that a command was about. */
void view_state_show(struct view_state *look, vaddr_t va);

/** view_state_init() - nothing chosen, the areas in view. */
void view_state_init(struct view_state *look);

#endif
