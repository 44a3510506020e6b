/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text_lines.h - text files, one line at a time, whatever is in them.
 *
 * A line that does not fit the buffer given for it is not read to its end: it
 * may have none, as in /dev/zero. So it is the last one that makes sense.
 * Scripts, standard input, listings and board files are read with it.
 */
#ifndef VMSCOPE_SESSION_FILES_TEXT_LINES_H
#define VMSCOPE_SESSION_FILES_TEXT_LINES_H

#include <stdbool.h>
#include <stdio.h>

#include "session/files/open_input.h"

/**
 * lines_open() - open an ordinary file for reading (open_input.h).
 * @name: of the file
 * Return: the file, for fclose(); NULL with errno, for input_problem()
 */
FILE *lines_open(const char *name);

/** lines_open_kind() - likewise, of any kind of input. */
FILE *lines_open_kind(const char *name, enum input_kind kind);

/**
 * text_lines_read() - the next line.
 * @file: where from
 * @buffer: the line, without its newline and without a NUL at its end
 * @size: bytes of @buffer
 * @len: bytes that the line has; @size + 1 when it has more than @size. Then
 * @buffer holds its start, and the next call would go on in the middle of it
 * Return: false at the end of the file or on a read error (ferror() tells)
 */
bool text_lines_read(FILE *file, char *buffer, size_t size, size_t *len);

/**
 * text_lines_skip() - pass over the rest of a line that was too long.
 * @file: after text_lines_read() gave only the start of it
 * Return: false when it has no end within LINES_SKIP bytes, or at all
 */
bool text_lines_skip(FILE *file);

/**
 * lines_all() - read a whole file, once.
 * @name: of the file
 * @kind: what it may be
 * @text: result, for free()
 * @size: bytes of it
 * Return: 0; -EFBIG for more than LINES_SKIP bytes; -Exxx
 */
int lines_all(const char *name, enum input_kind kind, char **text,
	      size_t *size);

enum { LINES_SKIP = 64 << 20 };

#endif
