/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * result_text.h - what a command answered, as text for people.
 */
#ifndef VMSCOPE_SESSION_ANSWER_RESULT_TEXT_H
#define VMSCOPE_SESSION_ANSWER_RESULT_TEXT_H

#include <stdio.h>

#include "session/session.h"

/**
 * result_print() - the kernel's lines, the command's text, the value.
 * @r: a result without error
 * @columns: for its paragraphs; 0: they keep their marks
 * @to: where; its error flag tells whether all was written
 *
 * A command that prints nothing and gives nothing leaves no trace.
 */
void result_print(const struct result *r, int columns, FILE *to);

/** result_print_value() - its value's line: "buf = 0xd0800000", "$1 = ...". */
void result_print_value(const struct result *r, FILE *to);

/**
 * result_print_error() - the one line of an error.
 * @r: a result with an error
 * @where: script, "stdin" or "-c"; NULL when a person typed it
 * @line: number of the line there
 * @to: where
 */
void result_print_error(const struct result *r, const char *where,
			unsigned long line, FILE *to);

#endif
