/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrapped_output.h - a stream whose lines are broken between words.
 *
 * For the plain prompt (prompt.c): a terminal breaks a long line anywhere, and
 * whoever hears it, or has no more than a dumb terminal, then gets half words.
 */
#ifndef VMSCOPE_UI_WRAPPED_OUTPUT_H
#define VMSCOPE_UI_WRAPPED_OUTPUT_H

#include <stdio.h>

/**
 * wrapped_output_open() - a stream in front of a terminal's.
 * @to: gets the lines, in the columns that the terminal has by then
 * Return: the stream; NULL with errno. fclose() it: @to stays open
 *
 * A line goes on below its own indentation. One with colours is a picture and
 * stays as it is. fflush() hands on whole lines.
 */
FILE *wrapped_output_open(FILE *to);

/** wrapped_output_columns() - those that it has now. */
int wrapped_output_columns(void);

#endif
