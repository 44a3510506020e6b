/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clean_text.h - text that is safe to show, whoever wrote it.
 *
 * A file may hold bytes that a terminal obeys, or that turn a line around or
 * hide: C0 and C1 controls, DEL, Unicode's format characters (directions,
 * zero width, tags), what is not UTF-8. All text for people goes through here
 * where it leaves: result_text.c and result_json.c, clean_printf(), fail(), and the
 * cells of a canvas.
 */
#ifndef VMSCOPE_TEXT_CLEAN_TEXT_H
#define VMSCOPE_TEXT_CLEAN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/**
 * clean_char() - the next character of a text.
 * @text: UTF-8, or not
 * @len: bytes of @text, at least one
 * @code: result: its code point, 0 for a byte that is not UTF-8
 * Return: bytes of it
 */
size_t clean_char(const char *text, size_t len, uint32_t *code);

/** clean_is_shown() - is it a character to be seen? */
bool clean_is_shown(uint32_t code);

/** clean_is_clean() - is everything in a line visible? */
bool clean_is_clean(const char *line);

/**
 * clean_print() - write a text; what is not to be seen becomes `?`.
 * @text: lines; newlines and tabs stay
 * @len: bytes of @text
 * @to: where
 */
void clean_print(const char *text, size_t len, FILE *to);

/** clean_line() - the same in place: one line, where tabs go as well. */
void clean_line(char *line);

/** clean_lines() - the same in place: newlines and tabs stay, CR LF is LF. */
void clean_lines(char *text);

/**
 * clean_json() - write JSON; what is not to be seen becomes \uXXXX.
 * @json: valid, in UTF-8
 * @len: bytes of @json
 * @to: where
 */
void clean_json(const char *json, size_t len, FILE *to);

/**
 * clean_printf() - write a message of the program's.
 * @to: standard error, as a rule
 * @format: of the message, with its newline
 */
void clean_printf(FILE *to, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
