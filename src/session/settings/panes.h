/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panes.h - the list of panes: all that is known of one without drawing it.
 *
 * A pane is a row here and a struct view of its name (view/pane_table.h). The
 * words of `focus`, `set pane` and `set panes`, the keys that go to a pane, the
 * help and the manual are made from the rows.
 */
#ifndef VMSCOPE_SESSION_SETTINGS_PANES_H
#define VMSCOPE_SESSION_SETTINGS_PANES_H

#include <stddef.h>

#include "translate.h"

/*
 * PANE(ID, word, title, what it shows, keys, beside): the word is what `focus`
 * takes; keys is DIGIT or DIGIT_AND_F (F1 is help); beside is the pane that
 * explains this one best. Digits and function keys count from 1 in this order.
 */
/* clang-format off */
#define ALL_PANES(PANE)                                                        \
	PANE(LAYOUT, layout, N_("Layout"),                                     \
	     N_("Layout: the 4 GB of addresses"), DIGIT, AREAS),               \
	PANE(AREAS, areas, N_("Areas"),                                        \
	     N_("Areas: who owns the vmalloc region"), DIGIT_AND_F, FRAMES),   \
	PANE(FRAMES, frames, N_("Frames"),                                     \
	     N_("Frames: physical memory and free lists"), DIGIT_AND_F, AREAS), \
	PANE(TREE, tree, N_("Tree"),                                           \
	     N_("Tree: vmap_area_root and the lists"), DIGIT_AND_F, AREAS),    \
	PANE(TABLES, tables, N_("Tables"),                                     \
	     N_("Tables: the walk of one address"), DIGIT_AND_F, MEMORY),      \
	PANE(MEMORY, memory, N_("Memory"),                                     \
	     N_("Memory: raw words and whose they are"), DIGIT_AND_F, TABLES), \
	PANE(LOG, log, N_("Log"),                                              \
	     N_("Log: commands and answers"), DIGIT_AND_F, AREAS),             \
	PANE(SOURCE, source, N_("Source"),                                     \
	     N_("Source: the step being looked at"), DIGIT_AND_F, TREE)
/* clang-format on */

#define PANE_ID(id, ...) PANE_##id
enum pane { ALL_PANES(PANE_ID), PANES };
#undef PANE_ID

struct pane_name {
	const char *name;  /* the word for `focus` */
	const char *title; /* "Frames" */
	const char *shows; /* "Frames: physical memory and free lists" */
	enum pane beside;  /* what explains it best */
};

/** pane_names() - PANES rows. */
const struct pane_name *pane_names(void);

/** pane_find() - the pane of a name; PANES if there is none. */
enum pane pane_find(const char *name, size_t len);

#endif
