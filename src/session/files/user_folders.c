/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * user_folders.c - finding and making the folders of the user's files.
 */
#include "session/files/user_folders.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The standard: a path that is not absolute counts as not set. */
static int write_path(char **path, const char *variable, const char *usual,
		      const char *name)
{
	const char *folder = getenv(variable);
	const char *home = getenv("HOME");

	if (folder && *folder == '/')
		return asprintf(path, "%s/vmscope/%s", folder, name);
	if (home && *home == '/')
		return asprintf(path, "%s/%s/vmscope/%s", home, usual, name);
	errno = ENOENT;
	return -1;
}

/* Every folder of a path, private as the standard wants it. */
static int make_folders(char *path)
{
	for (char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		int made;

		*p = '\0';
		made = mkdir(path, 0700);
		*p = '/';
		if (made && errno != EEXIST)
			return -1;
	}
	return 0;
}

static char *find_path(const char *variable, const char *usual,
		       const char *name, bool make)
{
	char *path;

	if (write_path(&path, variable, usual, name) < 0)
		return NULL;
	if (!make || !make_folders(path))
		return path;
	free(path);
	return NULL;
}

char *state_path(const char *name)
{
	return find_path("XDG_STATE_HOME", ".local/state", name, true);
}

char *config_path(const char *name, bool make)
{
	return find_path("XDG_CONFIG_HOME", ".config", name, make);
}
