/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history.c - the history file.
 *
 * It is opened for each line anew and only ever appended to, so that sessions
 * that run side by side do not lose each other's lines; the one that starts
 * next cuts it to its newest MAX_LINES.
 */
#include "ui/history.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>

#include "session/files/text_lines.h"
#include "session/files/user_folders.h"
#include "session/line/parse.h"

enum {
	MAX_LINES = 1000,
	MAX_LENGTH = 1024, /* bytes of a line that is kept */
};

static char *path; /* NULL: nothing is kept */

/* A longer line is not one of ours, and too much for readline to show. */
static void add_lines(FILE *file)
{
	char line[MAX_LENGTH + 1];
	size_t len;

	while (text_lines_read(file, line, MAX_LENGTH, &len)) {
		if (len > MAX_LENGTH) {
			if (!text_lines_skip(file))
				return;
			continue;
		}
		line[len] = '\0';
		if (*line)
			add_history(line);
	}
}

void history_open(void)
{
	FILE *file;

	using_history();
	stifle_history(MAX_LINES);
	path = state_path("history");
	file = path ? lines_open(path) : NULL;
	if (!file)
		return;
	add_lines(file);
	fclose(file);
	using_history();
	if (history_is_stifled() && history_length == MAX_LINES)
		history_truncate_file(path, MAX_LINES);
}

/* One write, so that lines of two sessions do not mix. */
static void append(const char *line)
{
	int fd = open(path,
		      O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK,
		      0600);

	if (fd < 0)
		return;
	dprintf(fd, "%s\n", line);
	close(fd);
}

static bool is_worth_keeping(const char *line)
{
	const HIST_ENTRY *last =
		history_length ? history_get(history_base + history_length - 1)
			       : NULL;

	while (is_blank(*line))
		line++;
	return *line && strlen(line) <= MAX_LENGTH &&
	       (!last || strcmp(last->line, line));
}

void history_keep(const char *line, size_t len)
{
	char *copy = strndup(line, len);

	if (copy && is_worth_keeping(copy)) {
		add_history(copy);
		using_history(); /* Up begins with it */
		if (path)
			append(copy);
	}
	free(copy);
}

void history_close(void)
{
	clear_history();
	free(path);
	path = NULL;
}
