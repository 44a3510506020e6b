/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_place.c - a file with one line: NAME PAGE, as `lesson` takes them.
 */
#include "session/lesson/lesson_place.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "session/files/atomic_file.h"
#include "session/files/recovery_file.h"
#include "session/files/text_lines.h"
#include "session/files/user_folders.h"
#include "session/lesson/lesson_file.h"
#include "session/line/argument.h"
#include "session/line/parse.h"
#include "session/session.h"
#include "translate.h"

static char *place_path(const struct session *s)
{
	return recovery_file_keeps(s) ? state_path("lesson") : NULL;
}

/* The name of a file holds from every folder. */
static int write_name(const char *name, struct memory_stream *to)
{
	char *full = strchr(name, '/') ? realpath(name, NULL) : NULL;
	int error = memory_stream_open(to);

	if (!error) {
		word_print(full ? full : name, to->file);
		error = memory_stream_text(to);
	}
	free(full);
	return error;
}

void lesson_place_keep(const struct session *s)
{
	char *path = place_path(s);
	char line[PATH_MAX + 32];
	struct memory_stream name;

	if (!path)
		return;
	if (!write_name(s->lesson->name, &name)) {
		snprintf(line, sizeof(line), "%s %u\n", name.text,
			 s->lesson->at);
		atomic_file_replace(path, line, strlen(line));
	}
	memory_stream_close(&name);
	free(path);
}

void lesson_place_forget(const struct session *s)
{
	char *path = place_path(s);

	if (path)
		unlink(path);
	free(path);
}

void lesson_place_offer(const struct lesson *l, unsigned int page, FILE *to)
{
	struct memory_stream name;

	if (!write_name(l->name, &name))
		fprintf(to, _("`lesson %s %u` goes on where you left off.\n"),
			name.text, page);
	memory_stream_close(&name);
}

/* The lesson may have lost pages, or be gone. */
static bool offer_line(struct session *s, const char *line, FILE *to)
{
	struct words w = { .nr = 0 };
	struct lesson *l = NULL;
	uint64_t page;
	bool found;

	found = !words_split(&w, line, strcspn(line, "\n")) && w.nr == 2 &&
		!parse_number(w.word[1], &page) && page &&
		!lesson_read(s, w.word[0], &l) && page <= l->nr;
	if (found)
		lesson_place_offer(l, (unsigned int)page, to);
	lesson_free(l);
	words_free(&w);
	return found;
}

bool lesson_place_offer_kept(struct session *s, FILE *to)
{
	char *path = place_path(s), *text = NULL;
	bool found = false;
	size_t size;

	if (path && !lines_all(path, INPUT_FILE, &text, &size))
		found = offer_line(s, text, to);
	free(text);
	free(path);
	return found;
}
