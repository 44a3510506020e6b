/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text_lines.c - lines of bounded cost.
 */
#include "session/files/text_lines.h"

#include <errno.h>
#include <stdlib.h>

/* Some editors begin UTF-8 with a mark; it is not part of the first line. */
static void skip_mark(FILE *file)
{
	static const unsigned char mark[] = { 0xef, 0xbb, 0xbf };
	size_t n = 0;
	int c = getc(file);

	while (n < sizeof(mark) && c == mark[n]) {
		n++;
		c = n < sizeof(mark) ? getc(file) : c;
	}
	if (n == sizeof(mark))
		return;
	/* A pipe cannot be rewound. */
	if (c != EOF)
		ungetc(c, file);
	while (n)
		ungetc(mark[--n], file);
}

FILE *lines_open_kind(const char *name, enum input_kind kind)
{
	FILE *file = input_open(name, kind);

	if (file)
		skip_mark(file);
	return file;
}

FILE *lines_open(const char *name)
{
	return lines_open_kind(name, INPUT_FILE);
}

bool text_lines_read(FILE *file, char *buffer, size_t size, size_t *len)
{
	size_t n = 0;
	int c = 0;

	flockfile(file);
	while (n <= size && (c = getc_unlocked(file)) != EOF && c != '\n') {
		if (n < size)
			buffer[n] = (char)c;
		n++;
	}
	funlockfile(file);
	*len = n;
	return c == '\n' || (n && !ferror(file));
}

bool text_lines_skip(FILE *file)
{
	long left = LINES_SKIP;
	int c = 0;

	flockfile(file);
	while (left-- && (c = getc_unlocked(file)) != EOF && c != '\n')
		;
	funlockfile(file);
	return c == '\n';
}

static int read_all(FILE *file, char **text, size_t *size)
{
	size_t room = 0, n;
	char *more;

	do {
		room = room ? 2 * room : 4096;
		more = realloc(*text, room);
		if (!more)
			return -ENOMEM;
		*text = more;
		n = fread(*text + *size, 1, room - *size, file);
		*size += n;
		if (*size > LINES_SKIP)
			return -EFBIG;
	} while (*size == room);
	return ferror(file) ? -errno : 0;
}

int lines_all(const char *name, enum input_kind kind, char **text, size_t *size)
{
	FILE *file = lines_open_kind(name, kind);
	int error;

	*text = NULL;
	*size = 0;
	if (!file)
		return -errno;
	error = read_all(file, text, size);
	fclose(file);
	if (!error)
		return 0;
	free(*text);
	*text = NULL;
	return error;
}
