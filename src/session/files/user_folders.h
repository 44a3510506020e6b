/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * user_folders.h - where files of the user's are that outlive a session.
 */
#ifndef VMSCOPE_SESSION_FILES_USER_FOLDERS_H
#define VMSCOPE_SESSION_FILES_USER_FOLDERS_H

#include <stdbool.h>

/**
 * state_path() - a file in $XDG_STATE_HOME/vmscope, or in
 * ~/.local/state/vmscope when that is not set. Makes the folders.
 * @name: the file's, e.g. "history"
 * Return: its path, to be freed; NULL with errno: no folder can be had, or no
 * memory
 */
char *state_path(const char *name);

/**
 * config_path() - the same in $XDG_CONFIG_HOME/vmscope, or ~/.config/vmscope.
 * @name: the file's
 * @make: make the folders; else they need not be there
 * Return: as state_path()
 */
char *config_path(const char *name, bool make);

#endif
