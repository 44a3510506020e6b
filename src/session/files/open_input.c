/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * open_input.c - looks at what a name refers to before anything is read.
 *
 * O_NONBLOCK keeps open() from waiting for the other end of a FIFO.
 */
#include "session/files/open_input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/error_text.h"
#include "translate.h"

static bool is_stdin(const char *name)
{
	return !strcmp(name, "-") || !strcmp(name, "/dev/stdin");
}

static int open_name(const char *name, enum input_kind kind)
{
	int flags = O_RDONLY | O_NOCTTY | O_CLOEXEC;

	if (kind == INPUT_FILE)
		return open(name, flags | O_NONBLOCK);
	/* Not opened once more: standard input may be a socket. */
	return is_stdin(name) ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
			      : open(name, flags);
}

/* Return: 0 or the errno for it. */
static int check_kind(int fd, enum input_kind kind)
{
	struct stat st;

	if (fstat(fd, &st))
		return errno;
	if (S_ISDIR(st.st_mode))
		return EISDIR;
	if (S_ISREG(st.st_mode))
		return 0;
	return kind == INPUT_STREAM && !S_ISBLK(st.st_mode) ? 0 : EINVAL;
}

FILE *input_open(const char *name, enum input_kind kind)
{
	int fd = open_name(name, kind), error;
	FILE *file;

	if (fd < 0)
		return NULL;
	error = check_kind(fd, kind);
	file = error ? NULL : fdopen(fd, "r");
	if (file)
		return file;
	error = error ? error : errno;
	close(fd);
	errno = error;
	return NULL;
}

const char *input_problem(int error)
{
	/* ENXIO: open() does not open a socket. */
	return error == EINVAL || error == ENXIO ? _("not an ordinary file")
						 : error_text(error);
}

bool input_is_stream(const char *name)
{
	return is_stdin(name) || !strncmp(name, "/dev/fd/", 8);
}
