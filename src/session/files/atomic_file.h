/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * atomic_file.h - a file that is there whole or not at all.
 *
 * It is written under another name beside its place and renamed at the end.
 */
#ifndef VMSCOPE_SESSION_FILES_ATOMIC_FILE_H
#define VMSCOPE_SESSION_FILES_ATOMIC_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct atomic_file {
	int fd;
	bool fresh;	 /* nothing was there */
	char *path;	 /* where it will be */
	char *temporary; /* where it is */
};

/**
 * atomic_file_open() - start a new file.
 * @f: filled in
 * @path: where it will be; a file there is replaced at the end, if it is an
 * ordinary one, and its mode stays
 * Return: 0 or -Exxx (-EISDIR, -EINVAL if it is not an ordinary file)
 */
int atomic_file_open(struct atomic_file *f, const char *path);

/**
 * atomic_file_write() - write at the current place.
 * Return: 0 or -Exxx
 */
int atomic_file_write(struct atomic_file *f, const void *from, size_t bytes);

/** atomic_file_skip() - leave a hole, which reads as zeros. Return: as above. */
int atomic_file_skip(struct atomic_file *f, uint64_t bytes);

/**
 * atomic_file_close() - put the file in its place, or throw it away.
 * @f: the file; closed in any case
 * @error: what happened so far; not 0: throw it away
 * @size: bytes that the file has
 * Return: @error, or what went wrong now
 */
int atomic_file_close(struct atomic_file *f, int error, uint64_t size);

/** atomic_file_replace() - all of these at once. Return: 0 or -Exxx */
int atomic_file_replace(const char *path, const char *text, size_t size);

/** atomic_file_problem() - a few words about one of these errors. */
const char *atomic_file_problem(int error);

#endif
