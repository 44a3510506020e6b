/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * data_folder.c - finding the data folder.
 */
#include "session/files/data_folder.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* @folder/@name if that exists; else NULL with errno. */
static char *existing(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0) {
		errno = ENOMEM;
		return NULL;
	}
	if (!access(path, F_OK))
		return path;
	free(path);
	errno = ENOENT;
	return NULL;
}

/* The folder that the program lies in; false when /proc cannot tell. */
static bool program_folder(char *folder, size_t size)
{
	ssize_t len = readlink("/proc/self/exe", folder, size - 1);

	if (len <= 0)
		return false;
	folder[len] = '\0';
	*strrchr(folder, '/') = '\0';
	return true;
}

/* In the source tree, or what the build made of it in a tree of its own. */
static char *beside_program(const char *name)
{
	char folder[PATH_MAX], *path;
	size_t len;

	if (!program_folder(folder, sizeof(folder) - strlen("/../data"))) {
		errno = ENOENT;
		return NULL;
	}
	len = strlen(folder);
	path = existing(strcat(folder, "/../data"), name);
	if (path || errno == ENOMEM)
		return path;
	strcpy(folder + len, "/data");
	return existing(folder, name);
}

char *data_path(const char *name)
{
	const char *given = getenv("VMSCOPE_DATA");
	char *path = NULL;

	errno = ENOENT;
	if (given && *given)
		path = existing(given, name);
	if (!path && errno != ENOMEM)
		path = beside_program(name);
	if (!path && errno != ENOMEM)
		path = existing(PKGDATADIR, name);
	return path;
}
