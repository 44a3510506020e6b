/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * line.h - the line being typed: readline's editor, our painting.
 *
 * Readline gets whole keys, never the terminal: it neither reads nor writes
 * nor sets it, and watches no signal. What it would print is painted into a
 * row of the canvas. Used by fullscreen.c.
 *
 * Invariants:
 *   1. readline is called only from here (history.c keeps its list);
 *   2. an accepted line is kept until line_take(): commands never run inside
 *      readline.
 */
#ifndef VMSCOPE_UI_LINE_H
#define VMSCOPE_UI_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "view/canvas/canvas.h"

struct session;

/**
 * line_start() - begin with an empty line.
 * @s: whose things Tab completes
 * @wait: gives the next byte of the terminal, or EOF; for the rare moments
 * when readline wants one in the middle of a key
 * Return: 0; -errno
 */
int line_start(const struct session *s, int (*wait)(void));

/** line_stop() - give readline's memory back. */
void line_stop(void);

/** line_feed() - a key's bytes, all of them. */
void line_feed(const char *bytes, size_t len);

/**
 * line_take() - the line that Enter accepted.
 * Return: to be freed; NULL: none was
 */
char *line_take(void);

/** line_left() - was the end of the input typed? Says it once. */
bool line_left(void);

/** line_is_empty() - the line is empty, and no search or the like runs. */
bool line_is_empty(void);

/** line_clear() - drop the line and whatever runs. */
void line_clear(void);

/** line_insert() - @len bytes at the cursor, as they are. */
void line_insert(const char *text, size_t len);

/** line_insert_first() - before the line; the cursor keeps its character. */
void line_insert_first(const char *text, size_t len);

/** line_set() - another line, with the cursor after it. */
void line_set(const char *text);

/** line_size() - columns and rows of the terminal. */
void line_size(int width, int height);

/**
 * line_candidates() - what Tab could not decide between.
 * @nr: how many
 * Return: NULL: the last key was a different one
 */
const char *const *line_candidates(size_t *nr);

/** line_choose() - replace the word by one of the candidates. */
void line_choose(size_t i);

/** line_text() - the text of the line. */
const char *line_text(void);

/**
 * line_paint() - paint prompt and line.
 * @c: its first row is used
 * Return: column of the cursor
 */
int line_paint(const struct canvas *c);

#endif
