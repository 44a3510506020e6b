/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_check.h - is what a lesson says on the screen while it says it?
 *
 * For the command `lesson check`, through struct front.
 */
#ifndef VMSCOPE_EXPORT_LESSON_CHECK_H
#define VMSCOPE_EXPORT_LESSON_CHECK_H

struct session;

/**
 * lesson_check() - read a lesson page by page, on a fresh machine and at each
 * size that it must fit.
 * @s: whose language and settings count; its machine stays as it is. Gets a line
 *     a problem in s->out: file, line, size and page
 * @name: as for lesson_begin()
 * Return: number of problems; -ENOMEM; -EINTR after Ctrl-C
 */
int lesson_check(struct session *s, const char *name);

#endif
