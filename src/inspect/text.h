/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text.h - how sizes and long sentences are written, wherever they stand.
 */
#ifndef VMSCOPE_INSPECT_TEXT_H
#define VMSCOPE_INSPECT_TEXT_H

#include <stdint.h>
#include <stdio.h>

enum { SIZE_TEXT = 24, TEXT_COLUMNS = 80 };

/** size_text() - bytes for people, exactly: "44K", "1536K", "504M", "12B".
 * @text: SIZE_TEXT bytes. Return: @text. */
const char *size_text(uint64_t bytes, char *text);

/** short_size_text() - likewise; what is long is rounded down: "~503M". */
const char *short_size_text(uint64_t bytes, char *text);

/** rounded_size_text() - for what nobody adds up: "76 KB", "249 MB". */
const char *rounded_size_text(uint64_t bytes, char *text);

/**
 * print_wrapped() - words on lines of TEXT_COLUMNS, broken at blanks.
 * @text: the words
 * @column: where the first line goes on; 0: at its start
 * @indent: columns before each of the next lines
 * @to: where; the last line is ended
 */
void print_wrapped(const char *text, int column, int indent, FILE *to);

#endif
