/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fullscreen.h - the session on a whole terminal: pictures above, a prompt.
 *
 * main.c calls it when a person sits at a terminal that can show it.
 */
#ifndef VMSCOPE_UI_FULLSCREEN_H
#define VMSCOPE_UI_FULLSCREEN_H

#include <stdbool.h>

#include "session/session.h"

/**
 * fullscreen_run() - until quit, Ctrl-D or the terminal's end.
 * @s: the session, its settings loaded; terminal_find() said yes
 * @notes: lines that the person has not seen yet, or ""
 * @left: result: the person left, rather than the terminal
 * Return: 0; -errno when the terminal could not be had, with nothing done
 */
int fullscreen_run(struct session *s, const char *notes, bool *left);

#endif
