/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * atomic_file.c - write beside, then rename.
 */
#include "session/files/atomic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/error_text.h"
#include "translate.h"

/* A link stays a link: what it points at is replaced. */
static char *resolve(const char *path)
{
	char *real = realpath(path, NULL);

	return real || errno != ENOENT ? real : strdup(path);
}

/* @mode: of the file to be: that of the one there, or as any other's. */
static int check_replaceable(struct atomic_file *f, mode_t *mode)
{
	mode_t mask = umask(0);
	struct stat st;

	umask(mask);
	*mode = 0666 & ~mask;
	if (stat(f->path, &st)) {
		f->fresh = errno == ENOENT;
		return f->fresh ? 0 : -errno;
	}
	*mode = st.st_mode & 0777;
	if (S_ISDIR(st.st_mode))
		return -EISDIR;
	return S_ISREG(st.st_mode) ? 0 : -EINVAL;
}

/* mkstemp() makes it private. */
static int open_temporary(struct atomic_file *f, mode_t mode)
{
	if (asprintf(&f->temporary, "%s.XXXXXX", f->path) < 0) {
		f->temporary = NULL;
		return -ENOMEM;
	}
	f->fd = mkstemp(f->temporary);
	if (f->fd < 0)
		return -errno;
	return fchmod(f->fd, mode) ? -errno : 0;
}

int atomic_file_open(struct atomic_file *f, const char *path)
{
	mode_t mode;
	int error;

	*f = (struct atomic_file){ .fd = -1, .path = resolve(path) };
	if (!f->path)
		return -errno;
	error = check_replaceable(f, &mode);
	if (!error)
		error = open_temporary(f, mode);
	return error ? atomic_file_close(f, error, 0) : 0;
}

int atomic_file_write(struct atomic_file *f, const void *from, size_t bytes)
{
	const char *p = from;

	while (bytes) {
		ssize_t n = write(f->fd, p, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		p += n;
		bytes -= (size_t)n;
	}
	return 0;
}

int atomic_file_skip(struct atomic_file *f, uint64_t bytes)
{
	return lseek(f->fd, (off_t)bytes, SEEK_CUR) < 0 ? -errno : 0;
}

/* What has come there meanwhile is not replaced, where the disk can tell. */
static int put_in_place(const struct atomic_file *f)
{
	if (f->fresh && !renameat2(AT_FDCWD, f->temporary, AT_FDCWD, f->path,
				   RENAME_NOREPLACE))
		return 0;
	if (f->fresh && errno != EINVAL && errno != ENOSYS)
		return -errno;
	return rename(f->temporary, f->path) ? -errno : 0;
}

int atomic_file_close(struct atomic_file *f, int error, uint64_t size)
{
	/* A hole at the end is not part of the file until its size is set. */
	if (!error && ftruncate(f->fd, (off_t)size))
		error = -errno;
	if (f->fd >= 0 && close(f->fd) && !error)
		error = -errno;
	if (!error)
		error = put_in_place(f);
	if (error && f->fd >= 0)
		unlink(f->temporary);
	free(f->temporary);
	free(f->path);
	return error;
}

int atomic_file_replace(const char *path, const char *text, size_t size)
{
	struct atomic_file f;
	int error = atomic_file_open(&f, path);

	if (error)
		return error;
	return atomic_file_close(&f, atomic_file_write(&f, text, size), size);
}

const char *atomic_file_problem(int error)
{
	if (error == -ELOOP)
		return _("it is a symbolic link; name the file itself");
	return error == -EINVAL ? _("it is not an ordinary file")
				: error_text(-error);
}
