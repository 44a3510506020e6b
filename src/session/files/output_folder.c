/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * output_folder.c - first ask about all files, then write them.
 */
#include "session/files/output_folder.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session/session.h"

enum { DIGITS = 4 }; /* at least, so that names sort by number */

/* For free(); NULL without memory. */
static char *file_name(const struct output_folder *f, uint32_t n)
{
	int digits = snprintf(NULL, 0, "%" PRIu32, f->to);
	char *name;

	if (asprintf(&name, "%s/step-%0*" PRIu32 ".%s", f->path,
		     digits < DIGITS ? DIGITS : digits, n, f->extension) < 0)
		return NULL;
	return name;
}

static int check_files(struct session *s, const struct output_folder *f)
{
	int error = 0;

	for (uint32_t n = f->from; n <= f->to && !error; n++) {
		char *name = file_name(f, n);

		error = name ? output_check(s, name, false) : fail_memory(s);
		free(name);
	}
	return error;
}

/* The directory itself: there, or made. */
static int take_folder(struct session *s, struct output_folder *f)
{
	struct stat st;
	int error = output_check_place(s, f->path);

	if (error)
		return error;
	if (lstat(f->path, &st)) {
		f->fresh = errno == ENOENT && !mkdir(f->path, 0777);
		return f->fresh ? 0 : output_fail(s, f->name, -errno);
	}
	if (S_ISLNK(st.st_mode))
		return output_fail(s, f->name, -ELOOP);
	if (!S_ISDIR(st.st_mode))
		return output_fail(s, f->name, -ENOTDIR);
	return check_files(s, f);
}

/* With a slash at its end a link would be followed. */
static char *without_slashes(const char *name)
{
	size_t len = strlen(name);

	while (len > 1 && name[len - 1] == '/')
		len--;
	return strndup(name, len);
}

static void forget(struct output_folder *f)
{
	free(f->path);
	free(f->made);
}

int output_folder_open(struct session *s, struct output_folder *f)
{
	int error;

	f->path = without_slashes(f->name);
	f->made = calloc(f->to - f->from + 1, sizeof(*f->made));
	error = f->path && f->made ? take_folder(s, f) : fail_memory(s);
	if (error)
		forget(f);
	return error;
}

static int write_file(struct session *s, const char *name, const void *text,
		      size_t size, bool *made)
{
	struct output o;
	int error = output_open(s, &o, name, false);
	bool fresh;

	if (error)
		return error;
	fresh = o.file.fresh;
	error = atomic_file_write(&o.file, text, size);
	error = output_close(s, &o, error, size);
	*made = !error && fresh;
	return error;
}

int output_folder_add(struct session *s, struct output_folder *f, uint32_t n,
		      const void *text, size_t size)
{
	char *name = file_name(f, n);
	int error =
		name ? write_file(s, name, text, size, &f->made[n - f->from])
		     : fail_memory(s);

	free(name);
	return error;
}

static void remove_files(const struct output_folder *f)
{
	for (uint32_t n = f->from; n <= f->to; n++) {
		char *name = f->made[n - f->from] ? file_name(f, n) : NULL;

		if (name)
			unlink(name);
		free(name);
	}
	if (f->fresh)
		rmdir(f->path);
}

void output_folder_close(struct output_folder *f, int error)
{
	if (error)
		remove_files(f);
	forget(f);
}
