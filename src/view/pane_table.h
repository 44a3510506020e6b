/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_table.h - the table of panes: how each is drawn and which keys it has.
 *
 * draw() is a function of the scene: it reads no clock, allocates nothing and
 * changes nothing but its canvas. A key changes nothing either: it answers
 * with a command line that the session then runs, so that whatever keys do can
 * be written down as text. Footer, help and manual read the rows of keys.
 */
#ifndef VMSCOPE_VIEW_PANE_TABLE_H
#define VMSCOPE_VIEW_PANE_TABLE_H

#include "text/size_text.h"
#include "view/canvas/canvas.h"
#include "view/screen/key.h"
#include "view/scene/scene.h"

enum { KEY_LINE_SIZE = 160 };

struct view_key {
	uint32_t key;	  /* key.h; 0 ends the table */
	const char *word; /* for the footer: "next area"; NULL: not there */
	const char *help; /* one sentence without full stop */
	const char *line; /* the command, when it is always the same */
	/* Is it of use now? NULL: always. */
	bool (*when)(const struct scene *scene);
	/*
	 * Without a line: one of these writes the command line that the key
	 * stands for now. False: there is nothing to do ("no next area").
	 */
	bool (*move)(const struct scene *scene, int by, char *line,
		     size_t size);
	int by; /* how far, and which way */
	bool (*answer)(const struct scene *scene, char *line, size_t size);
};

struct view {
	bool is_text; /* has no scale to zoom */
	void (*draw)(const struct scene *scene, const struct canvas *c);
	const struct view_key *keys; /* of its own; NULL: none */
	/*
	 * search: the next thing after the chosen one that a text fits, as a
	 * command line; NULL: the pane cannot be searched.
	 */
	bool (*search)(const struct scene *scene, const char *text,
		       bool backwards, char *line, size_t size);
};

#define VIEW_NAME(id, word, ...) word##_view
extern const struct view ALL_PANES(VIEW_NAME);
#undef VIEW_NAME

/** view_of() - the view of a pane. */
const struct view *view_of(enum pane pane);

/**
 * pane_draw() - a pane with its title line.
 * @scene: the scene
 * @pane: which
 * @c: where; its first row becomes the title
 *
 * The title says "Areas"; what a pane wants to add there (region, scale) it
 * paints itself: draw() gets the whole canvas, with the title in row 0.
 */
void pane_draw(const struct scene *scene, enum pane pane,
	       const struct canvas *c);

/** log_rows() - rows of a line of an answer, with its mark if it is prose, in a
 * log pane of a width. */
uint32_t log_rows(const char *text, size_t len, int width);

#endif
