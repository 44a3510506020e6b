/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help_text.h - what F1 tells: what the chosen thing is, the keys that work
 * here, all commands, and the words on the screen.
 *
 * Made from the tables of these, so that it cannot be out of date.
 */
#ifndef VMSCOPE_VIEW_SCREEN_HELP_TEXT_H
#define VMSCOPE_VIEW_SCREEN_HELP_TEXT_H

#include "view/screen/key_bindings.h"

enum { HELP_LEFT = 160, HELP_LINES = 384 };

/* A line of help: a key or a command, and what Enter on it does. */
struct help_line {
	char left[HELP_LEFT];	  /* "PgUp", "vmalloc SIZE" */
	const char *right;	  /* one sentence; of a heading "" */
	uint32_t key;		  /* of a key; else 0 */
	char line[KEY_LINE_SIZE]; /* of a command: run it, or put it on the
				   * prompt when it ends in a blank; of a key
				   * what it would do now, or "" */
	bool heading;		  /* not to be chosen */
	bool text;		  /* likewise; @left is a row of text */
};

/**
 * help_lines() - what the chosen thing is and how to get to a pane; the keys of
 * the pane that has them, those that work everywhere; all commands and words.
 * @scene: the scene
 * @filter: only those with this text in them, in any case; "" for all
 * @line: result
 * @max: lines that there is room for; HELP_LINES is enough
 * Return: number of lines; a heading stands only where something follows
 */
size_t help_lines(const struct scene *scene, const char *filter,
		  struct help_line *line, size_t max);

#endif
