/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paragraph.h - prose in an answer, which is wrapped where it is read.
 *
 * A command does not know how wide its reader's screen is. So a paragraph is
 * one line of its answer, with a mark in front that says where the rows after
 * the first begin. result_text.c wraps it for batch and a prompt, the log pane
 * for its own width. All other lines are tables and stay as they are.
 */
#ifndef VMSCOPE_TEXT_PARAGRAPH_H
#define VMSCOPE_TEXT_PARAGRAPH_H

#include <stddef.h>
#include <stdio.h>

enum { TEXT_COLUMNS = 80 }; /* of a row of prose, but for its indent */

/** paragraph_begin() - the mark: what is printed up to the end of the line is a
 * paragraph. @hang: columns before its later rows. */
void paragraph_begin(int hang, FILE *to);

/** paragraph_print() - one paragraph, its line ended. */
void paragraph_print(const char *text, int hang, FILE *to);

/** paragraphs_print() - a paragraph a line, but for those that begin with a
 * blank: they belong to a table. */
void paragraphs_print(const char *text, FILE *to);

/** paragraph_mark() - bytes of the mark that a line begins with, 0 for none.
 * @hang: set, if there is one. */
size_t paragraph_mark(const char *line, size_t len, int *hang);

/** paragraph_columns() - of @columns those that rows may use: lines that are
 * very long are hard to read. */
int paragraph_columns(int hang, int columns);

/** paragraph_hang() - the indent where there are @columns: none, if it would
 * leave too few. */
int paragraph_hang(int hang, int columns);

/**
 * paragraph_wrap() - write a line on rows.
 * @line: without a mark and a newline; words longer than a row stay whole
 * @len: its bytes
 * @hang: columns before the rows after the first
 * @columns: of a row
 * @to: where; what must not be seen becomes `?`
 */
void paragraph_wrap(const char *line, size_t len, int hang, int columns,
		    FILE *to);

/**
 * answer_print() - write the lines of an answer, its paragraphs wrapped.
 * @columns: of a row; 0: they keep their marks
 * @print: writes a line that is not one
 */
void answer_print(const char *text, size_t len, int columns,
		  void (*print)(const char *text, size_t len, FILE *to),
		  FILE *to);

#endif
