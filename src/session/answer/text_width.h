/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text_width.h - how many columns a text takes, which is neither its bytes nor
 * its characters: the one way to line texts up that may be translated.
 *
 * Width of characters is Unicode's, from utf8proc, and not the locale's, so
 * that a picture is the same everywhere.
 */
#ifndef VMSCOPE_SESSION_ANSWER_TEXT_WIDTH_H
#define VMSCOPE_SESSION_ANSWER_TEXT_WIDTH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/**
 * text_next() - the next character of a text.
 * @text: UTF-8; what is no UTF-8 counts as one character a byte
 * @len: its bytes, at least one
 * @ch: gets the character; never one that must not be seen
 * Return: its bytes
 */
size_t text_next(const char *text, size_t len, uint32_t *ch);

/** char_columns() - columns that a character takes: 0, 1 or 2. */
int char_columns(uint32_t ch);

/** text_columns() - columns that a UTF-8 text of @len bytes takes. */
int text_columns(const char *text, size_t len);

/** columns_of() - columns of a whole text. */
int columns_of(const char *text);

/**
 * text_fit() - the part of a text that fits a line.
 * @text: one line of UTF-8
 * @columns: that there are
 * Return: its bytes: all, or up to a blank, or what fits if there is none
 */
size_t text_fit(const char *text, int columns);

/** text_pad() - write a text, and blanks until it fills @columns. */
void text_pad(const char *text, int columns, FILE *to);

#endif
