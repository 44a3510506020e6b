/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state.c - finding and making the state folder.
 */
#include "session/state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The standard: a path that is not absolute counts as not set. */
static int write_path(char **path, const char *name)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");

	if (state && *state == '/')
		return asprintf(path, "%s/vmscope/%s", state, name);
	if (home && *home == '/')
		return asprintf(path, "%s/.local/state/vmscope/%s", home, name);
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

char *state_path(const char *name)
{
	char *path;

	if (write_path(&path, name) < 0)
		return NULL;
	if (!make_folders(path))
		return path;
	free(path);
	return NULL;
}
