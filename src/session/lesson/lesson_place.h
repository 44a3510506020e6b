/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_place.h - the page where somebody left a lesson, for the next session.
 *
 * A session with a recovery file keeps it on disk, so that it also outlives a
 * crash; no other one reads or writes it. For lesson.c and cmd_lesson.c.
 */
#ifndef VMSCOPE_SESSION_LESSON_LESSON_PLACE_H
#define VMSCOPE_SESSION_LESSON_LESSON_PLACE_H

#include <stdbool.h>
#include <stdio.h>

struct lesson;
struct session;

/** lesson_place_keep() - the page that is on is where one would go on. What
 * goes wrong with the disk is not told: it costs no command. */
void lesson_place_keep(const struct session *s);

/** lesson_place_forget() - there is nothing to go on with. */
void lesson_place_forget(const struct session *s);

/**
 * lesson_place_offer() - write the command that comes back to a page.
 * @l: the lesson
 * @page: from 1
 * @to: where
 */
void lesson_place_offer(const struct lesson *l, unsigned int page, FILE *to);

/** lesson_place_offer_kept() - likewise the page on disk. Return: whether there
 * is one, and in its lesson still */
bool lesson_place_offer_kept(struct session *s, FILE *to);

#endif
