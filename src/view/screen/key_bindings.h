/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key_bindings.h - the keys that work everywhere, and what a key means now.
 *
 * Footer, help and manual read the rows. Rows that follow each other with the
 * same word (footer) or the same sentence (help) are told together: "+ - zoom".
 */
#ifndef VMSCOPE_VIEW_SCREEN_KEY_BINDINGS_H
#define VMSCOPE_VIEW_SCREEN_KEY_BINDINGS_H

#include "view/pane_table.h"

/**
 * global_keys() - the keys that work in every pane; ends with key 0.
 *
 * A row that makes no line at all is for the front end to do (`?`).
 */
const struct view_key *global_keys(void);

/**
 * stepping_keys() - the moves through a call.
 * @scene: the scene; NULL: any
 * Return: their rows, which are asked before those of the pane; NULL while no
 * call is stepped through
 */
const struct view_key *stepping_keys(const struct scene *scene);

/* When rows of several tables are of use: struct view_key's when(). */
bool key_can_undo(const struct scene *scene);
bool key_can_redo(const struct scene *scene);
bool key_can_step(const struct scene *scene);  /* a call is stepped through */
bool key_can_begin(const struct scene *scene); /* or can be from its start */

/** key_select() - answer that an address is chosen. Return: true */
bool key_select(vaddr_t va, char *line, size_t size);

/** key_select_pfn() - that a frame is. Return: true */
bool key_select_pfn(pfn_t pfn, char *line, size_t size);

/** typing_keys() - those of the line while it is typed: for people to read. */
const struct view_key *typing_keys(void);

/**
 * key_row_line() - the command line of one row, now.
 * @scene: the scene
 * @row: of a pane or of global_keys()
 * @line: result, KEY_LINE_SIZE bytes
 * Return: false when there is nothing to do, or the front end does it
 */
bool key_row_line(const struct scene *scene, const struct view_key *row,
		  char *line);

/** key_row() - what a key is for now, or would be; NULL: it has no use. */
const struct view_key *key_row(const struct scene *scene, uint32_t key);

/**
 * key_answer() - the command line that a key stands for now.
 * @scene: the scene
 * @key: key.h
 * @line: result, KEY_LINE_SIZE bytes; one that ends in a blank is not to be
 * run but to be completed on the prompt ("search ")
 * Return: false when the key means nothing here, or there is nothing to do
 *
 * The pane with the keys is asked first, then the keys that work everywhere. A
 * letter with Alt means what the letter means, so that it can be had while a
 * line is being typed.
 */
bool key_answer(const struct scene *scene, uint32_t key, char *line);

#endif
