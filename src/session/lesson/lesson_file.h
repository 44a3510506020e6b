/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_file.h - lessons on disk: where they are, and their pages.
 *
 * For lesson.c, which turns the pages; others include session/lesson/lesson.h.
 */
#ifndef VMSCOPE_SESSION_LESSON_LESSON_FILE_H
#define VMSCOPE_SESSION_LESSON_LESSON_FILE_H

#include "session/lesson/lesson.h"

/**
 * lesson_read() - a lesson from its file.
 * @s: the session, for messages
 * @name: one of the list, or a file if there is a slash in it
 * @lesson: result, for lesson_free()
 * Return: 0, or fail() with *@lesson NULL
 */
int lesson_read(struct session *s, const char *name, struct lesson **lesson);

/** lesson_free() - give it back; NULL is allowed. */
void lesson_free(struct lesson *l);

#endif
