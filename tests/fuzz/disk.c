/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * disk.c - all the files there are for a fuzzer.
 *
 * The linker's --wrap puts these functions in the place of those that open
 * files: input_open() finds the input and the boards of the data folder and
 * nothing else, so that no input waits for /dev/tty; what is written through an
 * atomic_file goes nowhere.
 */
#include "fuzz.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/memory_stream.h"
#include "session/files/open_input.h"
#include "session/import/import_session.h"
#include "session/files/atomic_file.h"

static struct {
	const void *data;
	size_t size;
	unsigned int opens; /* that are left */
} disk;

/* The linker's names for the function and for what takes its place. */
FILE *__real_input_open(const char *name, enum input_kind kind);
FILE *__wrap_input_open(const char *name, enum input_kind kind);
int __wrap_atomic_file_open(struct atomic_file *f, const char *path);
int __wrap_atomic_file_write(struct atomic_file *f, const void *from,
			     size_t bytes);
int __wrap_atomic_file_skip(struct atomic_file *f, uint64_t bytes);
int __wrap_atomic_file_close(struct atomic_file *f, int error, uint64_t size);

int __real_atomic_file_open(struct atomic_file *f, const char *path);
int __real_atomic_file_write(struct atomic_file *f, const void *from,
			     size_t bytes);
int __real_atomic_file_skip(struct atomic_file *f, uint64_t bytes);
int __real_atomic_file_close(struct atomic_file *f, int error, uint64_t size);

/* The linker wraps a name that nobody has without a word. This needs them. */
static void (*const replaced[])(void) __attribute__((used)) = {
	(void (*)(void))__real_atomic_file_open,
	(void (*)(void))__real_atomic_file_write,
	(void (*)(void))__real_atomic_file_skip,
	(void (*)(void))__real_atomic_file_close,
};

void disk_insert(const void *data, size_t size, unsigned int opens)
{
	disk.data = data;
	disk.size = size;
	disk.opens = opens;
}

bool disk_import(struct session *s, const void *data, size_t size)
{
	const struct kernel *before = s->k;

	disk_insert(data, size, 1);
	memory_stream_reset(&s->out);
	if (!session_import(s, (const char *const[]){ DISK_FILE }, 1,
			    INPUT_FILE)) {
		must_be_sound(s->k);
		return true;
	}
	must_be_sentence(s->message);
	must_hold(!strncmp(s->message, DISK_FILE ":", strlen(DISK_FILE ":")),
		  "no file is named: %s", s->message);
	must_hold(s->k == before, "an error changed the machine");
	return false;
}

/* Not stdio's own buffer for size 0: that one could be written. */
static FILE *open_input(void)
{
	static char nothing[1];

	if (!disk.opens) {
		errno = EMFILE;
		return NULL;
	}
	disk.opens--;
	if (!disk.size)
		return fmemopen(nothing, 0, "r");
	return fmemopen((void *)(uintptr_t)disk.data, disk.size, "r");
}

static bool in_data_folder(const char *name)
{
	const char *folder = getenv("VMSCOPE_DATA");

	return folder && *folder && !strncmp(name, folder, strlen(folder)) &&
	       !strstr(name, "..");
}

FILE *__wrap_input_open(const char *name, enum input_kind kind)
{
	const char *slash = strrchr(name, '/');

	if (!strcmp(slash ? slash + 1 : name, DISK_FILE))
		return open_input();
	if (in_data_folder(name))
		return __real_input_open(name, kind);
	errno = ENOENT;
	return NULL;
}

int __wrap_atomic_file_open(struct atomic_file *f, const char *path)
{
	(void)path;
	*f = (struct atomic_file){ .fd = -1 };
	return 0;
}

int __wrap_atomic_file_write(struct atomic_file *f, const void *from,
			     size_t bytes)
{
	(void)f;
	(void)from;
	(void)bytes;
	return 0;
}

int __wrap_atomic_file_skip(struct atomic_file *f, uint64_t bytes)
{
	(void)f;
	(void)bytes;
	return 0;
}

int __wrap_atomic_file_close(struct atomic_file *f, int error, uint64_t size)
{
	(void)f;
	(void)size;
	return error;
}
