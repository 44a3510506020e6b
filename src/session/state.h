/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state.h - where files of the user's are that outlive a session.
 */
#ifndef VMSCOPE_SESSION_STATE_H
#define VMSCOPE_SESSION_STATE_H

/**
 * state_path() - a file in $XDG_STATE_HOME/vmscope, or in
 * ~/.local/state/vmscope when that is not set. Makes the folders.
 * @name: the file's, e.g. "history"
 * Return: its path, to be freed; NULL with errno: no folder can be had, or no
 * memory
 */
char *state_path(const char *name);

#endif
