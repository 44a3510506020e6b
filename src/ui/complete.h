/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complete.h - readline's Tab, answered by session/line/completion.h.
 *
 * Used by both prompts: the plain one and the full screen's.
 */
#ifndef VMSCOPE_UI_COMPLETE_H
#define VMSCOPE_UI_COMPLETE_H

struct session;

/** complete_start() - from now on Tab completes the things of @s. */
void complete_start(const struct session *s);

/** complete_word() - byte of the line where the last Tab's word began. */
int complete_word(void);

/** complete_stop() - give the memory back. */
void complete_stop(void);

#endif
