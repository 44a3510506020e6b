/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history.h - what was typed at the prompt, kept between sessions.
 *
 * The file is $XDG_STATE_HOME/vmscope/history, by default in ~/.local/state.
 * Each line is on disk before its command runs. Where nothing can be written,
 * there is no file, silently: it is a convenience.
 */
#ifndef VMSCOPE_UI_HISTORY_H
#define VMSCOPE_UI_HISTORY_H

#include <stddef.h>

/** history_open() - give readline what earlier sessions left. */
void history_open(void);

/**
 * history_keep() - remember a line, in readline and in the file.
 * @line: bytes, no newline among them; not kept when it is blank, very long or
 * the same as the one before
 * @len: how many
 */
void history_keep(const char *line, size_t len);

/** history_close() - give the memory back. */
void history_close(void);

#endif
