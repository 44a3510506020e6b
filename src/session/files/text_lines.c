/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text_lines.c - lines of bounded cost.
 */
#include "session/files/text_lines.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* Some editors begin UTF-8 with a mark; it is no part of the first line. */
static void skip_mark(FILE *file)
{
	static const char mark[] = "\xef\xbb\xbf";
	char start[sizeof(mark)] = "";
	int c = getc(file);

	if (c != EOF)
		ungetc(c, file);
	if (c != (unsigned char)mark[0])
		return;
	if (!fgets(start, sizeof(start), file) || strcmp(start, mark))
		rewind(file);
}

FILE *lines_open(const char *name)
{
	FILE *file = fopen(name, "re");
	struct stat st;
	int error;

	if (!file)
		return NULL;
	error = fstat(fileno(file), &st) ? errno : 0;
	if (!error && S_ISDIR(st.st_mode))
		error = EISDIR;
	if (!error) {
		skip_mark(file);
		return file;
	}
	fclose(file);
	errno = error;
	return NULL;
}

bool lines_read(FILE *file, char *buffer, size_t size, size_t *len)
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

bool lines_skip(FILE *file)
{
	long left = LINES_SKIP;
	int c = 0;

	flockfile(file);
	while (left-- && (c = getc_unlocked(file)) != EOF && c != '\n')
		;
	funlockfile(file);
	return c == '\n';
}
