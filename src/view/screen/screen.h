/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen.h - the whole screen: which panes lie where, header, footer, overlays.
 *
 *   header      machine, areas, free memory
 *   panes       a narrow layout strip, and one to seven panes beside it
 *   lesson      what its page says, while one is on
 *   sentence    what the last command did
 *   footer      the keys that work now
 *   prompt      the line being typed: the front end paints it there
 *
 * A function of scene, frame and size, like a pane. The front end adds what the
 * scene cannot know in struct screen.
 */
#ifndef VMSCOPE_VIEW_SCREEN_SCREEN_H
#define VMSCOPE_VIEW_SCREEN_SCREEN_H

#include "session/settings/pane_list.h"
#include "view/canvas/canvas.h"
#include "view/screen/help_text.h"
#include "view/screen/key_bindings.h"
#include "view/scene/scene.h"
#include "view/pane_table.h"

enum { SCREEN_MIN_WIDTH = 60, SCREEN_MIN_HEIGHT = 16 };

enum overlay {
	OVERLAY_NONE,
	OVERLAY_HELP, /* keys and commands, filtered by text */
	OVERLAY_LIST, /* completions: item[] */
	OVERLAY_ASK,  /* a question: text, answered by keys of its own */
};

/* What the front end knows and the scene does not. */
struct screen {
	const char *sentence; /* what the last command answered; one line */
	bool error;	      /* it was an error */
	bool same;	      /* it only looked: the last change is older */
	bool typing;	      /* letters are text: the line is not empty, or
			       * a question is open */

	enum overlay overlay;
	const char *text;	 /* filter of the help, or the question */
	const char *const *item; /* of OVERLAY_LIST */
	size_t nr_items;
	size_t chosen; /* row of the overlay */
};

/* The screen from top to bottom: a header, then these, then the prompt. */
struct bands {
	int body, body_rows; /* of the panes */
	int lesson, lesson_rows;
	int sentence, sentence_rows;
	int footer;
};

/** screen_bands() - which rows are for what. */
struct bands screen_bands(const struct scene *scene, int width, int height);

/* Where a pane lies. */
struct place_of_pane {
	enum pane pane;
	int x, y, width, height;
};

/**
 * screen_panes() - arrange the panes on a screen.
 * @scene: the scene: focus, the pane before, settings
 * @width: columns
 * @height: rows
 * @place: PANES rows; the one with the keys first
 * Return: number of panes; 0 when the screen is too small
 */
unsigned int screen_panes(const struct scene *scene, int width, int height,
			  struct place_of_pane *place);

/**
 * screen_swap_key() - a key: the pane with the keys and the next one change
 * places.
 * @scene: the scene; its look knows the size of the screen
 * @line: gets `set panes ...`
 * @size: bytes of @line
 * Return: false: there is but one pane beside the layout
 */
bool screen_swap_key(const struct scene *scene, char *line, size_t size);

/** screen_other_key() - likewise: another pane in the place of the next. */
bool screen_other_key(const struct scene *scene, char *line, size_t size);

/** screen_prompt_row() - the row where the front end paints the prompt. */
int screen_prompt_row(int height);

/**
 * screen_draw() - paint everything but the prompt.
 * @scene: the scene
 * @screen: what the front end adds
 * @c: the whole screen
 */
void screen_draw(const struct scene *scene, const struct screen *screen,
		 const struct canvas *c);

/**
 * screen_draw_panes() - paint some panes alone.
 * @pane: @nr of them, PANE_LIST_MOST at the most; two beside each other where
 * they have room, else one above the other
 */
void screen_draw_panes(const struct scene *scene, const enum pane *pane,
		       unsigned int nr, const struct canvas *c);

/**
 * screen_progress() - in the place of the prompt, how far a long command is.
 * @row: the prompt's
 * @done: steps done
 * @of: of so many; 0: unknown
 */
void screen_progress(const struct canvas *row, uint64_t done, uint64_t of);

#endif
