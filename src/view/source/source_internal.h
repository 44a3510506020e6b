/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source_internal.h - the parts of the source pane.
 *
 * source.c gives each its rows; source_listing.c has the function's text,
 * source_state.c what is known at this step, source_keys.c the moves. All are
 * for a scene with a call that is stepped through.
 */
#ifndef VMSCOPE_VIEW_SOURCE_SOURCE_INTERNAL_H
#define VMSCOPE_VIEW_SOURCE_SOURCE_INTERNAL_H

#include "view/pane_table.h"

/** source_listing() - the function with its line marked, on all of @c. */
void source_listing(const struct scene *scene, const struct canvas *c);

/**
 * source_listing_rows() - rows that the whole function would take.
 * @scene: the scene
 * @width: columns
 * @least: result: rows of the statement under view and of the condition that
 * led to it
 */
int source_listing_rows(const struct scene *scene, int width, int *least);

/** source_counters() - a line, and on it what has been counted up to here. */
void source_counters(const struct scene *scene, const struct canvas *c, int y);

/** source_vars() - variables, those of the step first, on all of @c. */
void source_vars(const struct scene *scene, const struct canvas *c);

/**
 * source_vars_rows() - rows that the variables take.
 * @scene: the scene
 * @width: columns
 * @all: also those that only earlier steps told
 */
int source_vars_rows(const struct scene *scene, int width, bool all);

/** source_why() - the sentence on at most @rows rows; returns how many. */
int source_why(const struct scene *scene, const struct canvas *c, int y,
	       int rows);

/** source_has_strip() - is there a place in the region that it is about? */
bool source_has_strip(const struct scene *scene);

/** source_strip() - the pages around that, on two rows. */
void source_strip(const struct scene *scene, const struct canvas *c, int y);

/** source_stack() - the functions that the step is in, on one row. */
void source_stack(const struct scene *scene, const struct canvas *c, int y);

/** source_linux() - where Linux does the same, on one row. */
void source_linux(const struct scene *scene, const struct canvas *c, int y);

/** source_slider() - where in the call and in the session one is. */
void source_slider(const struct scene *scene, const struct canvas *c, int y);

extern const struct view_key source_keys[];

#endif
