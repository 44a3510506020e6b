/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * open_input.h - opens the files that somebody named, for reading.
 *
 * Scripts, listings, boards, lessons, sessions and settings are all opened
 * here, so that no name makes the program wait: only what the person started
 * it with may be a pipe, a device or a terminal.
 */
#ifndef VMSCOPE_SESSION_FILES_OPEN_INPUT_H
#define VMSCOPE_SESSION_FILES_OPEN_INPUT_H

#include <stdbool.h>
#include <stdio.h>

enum input_kind {
	INPUT_FILE,   /* an ordinary file */
	INPUT_STREAM, /* also what may have to be waited for; "-" is stdin */
};

/**
 * input_open() - open a file for reading.
 * @name: of the file
 * @kind: what it may be
 * Return: the file, for fclose(); NULL with errno, which input_problem() tells
 */
FILE *input_open(const char *name, enum input_kind kind);

/** input_problem() - a few words about an error of input_open(). */
const char *input_problem(int error);

/** input_is_stream() - is it a name of what the program was started with? */
bool input_is_stream(const char *name);

#endif
