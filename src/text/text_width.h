/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text_width.h - how many columns a text takes, which is neither its bytes nor
 * its characters, and where it may be broken: the one way to line up and to
 * wrap texts that may be translated.
 *
 * Width of characters is Unicode's, from utf8proc, and not the locale's, so
 * that a picture is the same everywhere.
 */
#ifndef VMSCOPE_TEXT_TEXT_WIDTH_H
#define VMSCOPE_TEXT_TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/**
 * text_next() - the next character of a text.
 * @text: UTF-8; each byte that is not UTF-8 counts as one character
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
 * text_row() - the part of a text that goes onto one row.
 * @text: one line of UTF-8
 * @len: its bytes
 * @columns: that there are
 * Return: its bytes, at least one character's: all, or up to a place where
 * a row may end, or what fits if there is none
 *
 * A row may end before a blank, which is left out, and beside a wide character:
 * Chinese has no blanks. But no row begins with what closes, as a full stop,
 * or ends in what opens.
 */
size_t text_row(const char *text, size_t len, int columns);

/** text_words() - likewise, but a word that is longer than a row stays whole. */
size_t text_words(const char *text, size_t len, int columns);

/**
 * text_wants_blank() - is there a blank between two lines that become one?
 * @text, @len: the first; @next, @next_len: the second; neither is empty
 *
 * Chinese has none between two of its characters, nor beside its punctuation.
 */
bool text_wants_blank(const char *text, size_t len, const char *next,
		      size_t next_len);

/** text_pad() - write a text, and blanks until it fills @columns. */
void text_pad(const char *text, int columns, FILE *to);

#endif
