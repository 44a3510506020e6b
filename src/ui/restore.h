/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * restore.h - the terminal is whole again, however the process ends.
 *
 * A signal that ends the process comes at any moment, also inside malloc or
 * readline: what to do then lies ready, and only functions that are
 * allowed in a handler do it. SIGKILL cannot be caught; `reset` helps there.
 * Used by terminal.c and prompt.c (arm it).
 */
#ifndef VMSCOPE_UI_RESTORE_H
#define VMSCOPE_UI_RESTORE_H

#include <stddef.h>
#include <termios.h>

enum { RESTORE_SIZE = 512 };

/* Turns bracketed paste off. */
#define PASTE_OFF "\033[?2004l"

/**
 * restore_arm() - from now on the terminal needs it.
 * @fd: the terminal
 * @text: bytes that undo what was sent
 * @len: of them, at most RESTORE_SIZE
 * @modes: the line's modes as they were
 */
void restore_arm(int fd, const char *text, size_t len,
		 const struct termios *modes);

/** restore_disarm() - the terminal is whole. */
void restore_disarm(void);

/**
 * restore_stderr() - keep what libraries say away from the screen.
 *
 * Until restore_stderr_back(), or the end by a signal, it goes to a file
 * without a name and is then printed. Where none can be had it is dropped.
 */
void restore_stderr(void);
void restore_stderr_back(void);

/** restore_handlers() - catch the signals that end a process. */
void restore_handlers(void);

#endif
