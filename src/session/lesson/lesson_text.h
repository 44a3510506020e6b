/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_text.h - the prose of a page as paragraphs, for the band (lesson_band.c)
 * and for a prompt (lesson.c).
 */
#ifndef VMSCOPE_SESSION_LESSON_LESSON_TEXT_H
#define VMSCOPE_SESSION_LESSON_LESSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { LESSON_PARAGRAPH = 2048 }; /* bytes */

/**
 * lesson_line() - the next line of a page.
 * @text: moved past it
 * @end: of the page
 * @line: result: the line without its `#` and blanks
 * @len: result: its bytes
 * @indent: result: the blanks
 * Return: false: there is none
 */
bool lesson_line(const char **text, const char *end, const char **line,
		 size_t *len, size_t *indent);

/**
 * lesson_paragraph() - the next lines up to an empty one, joined; an empty line
 * or one that is indented, which belongs to a table, alone.
 * @paragraph: LESSON_PARAGRAPH bytes
 * Return: false: there is none
 */
bool lesson_paragraph(const char **text, const char *end, char *paragraph);

/** lesson_print() - write what a page says. */
void lesson_print(const char *prose, size_t len, FILE *to);

#endif
