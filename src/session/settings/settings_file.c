/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings_file.c - settings from one session to the next.
 *
 * The file may have lines of a newer vmscope, or of the person: saving keeps
 * every line that is not about a setting of ours. It is there whole or not at
 * all (atomic_file.h).
 */
#include "session/settings/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean_text.h"
#include "session/files/text_lines.h"
#include "session/line/parse.h"
#include "session/files/atomic_file.h"
#include "session/session.h"
#include "session/files/user_folders.h"
#include "text/error_text.h"
#include "translate.h"

enum { FILE_LINE_SIZE = 256, FILE_LINES = 1000 };

/* A line cut into words, if it could be one of ours. */
static bool is_ours(const struct words *w)
{
	return w->nr == 3 && !strcmp(w->word[0], "set") &&
	       setting_find(w->word[1]);
}

/* What the option of this run says goes on; the file's value is kept. */
static int take_value(struct session *s, const char *name, const char *text)
{
	const struct setting *row = setting_find(name);
	size_t i = row ? (size_t)(row - setting_rows()) : 0;
	uint64_t value;

	if (!row || !(s->settings.fixed >> i & 1))
		return settings_set(s, name, text);
	if (setting_parse(row, text, &value))
		return settings_set(s, name, text);
	s->settings.kept[i] = value;
	return 0;
}

static int take_line(struct session *s, struct words *w, const char *line,
		     size_t len)
{
	int error =
		memchr(line, '\0', len) ? -EINVAL : words_split(w, line, len);

	if (error == -ENOMEM)
		return fail_memory(s);
	if (!error && !w->nr)
		return 0;
	if (error || w->nr != 3 || strcmp(w->word[0], "set"))
		return fail(s, -EINVAL, "a line must be: set NAME VALUE");
	return take_value(s, w->word[1], w->word[2]);
}

/* Each line of the file in turn; false at a line that is too long for one. */
static bool next_line(FILE *file, char *line, size_t *len,
		      unsigned long *number)
{
	return text_lines_read(file, line, FILE_LINE_SIZE, len) &&
	       ++*number <= FILE_LINES && *len <= FILE_LINE_SIZE;
}

void settings_load(struct session *s, FILE *problems)
{
	char *path = config_path("settings", false);
	FILE *file = path ? lines_open(path) : NULL;
	struct words w = { .nr = 0 };
	char line[FILE_LINE_SIZE];
	unsigned long number = 0;
	size_t len;

	if (!file && path && errno != ENOENT)
		clean_printf(problems, _("cannot read %s: %s\n"), path,
			     input_problem(errno));
	while (file && next_line(file, line, &len, &number))
		if (take_line(s, &w, line, len))
			clean_printf(problems,
				     _("%s:%lu: %s; ignoring the line\n"), path,
				     number, s->message);
	if (file && !feof(file))
		clean_printf(problems,
			     _("%s:%lu: cannot read beyond this line\n"), path,
			     number);
	s->settings.changed = 0;
	words_free(&w);
	if (file)
		fclose(file);
	free(path);
}

/* ---- Saving ---- */

/* What the file says of a setting counts, unless this session changed it. */
static void take_kept(struct settings *settings, const struct words *w)
{
	const struct setting *row = setting_find(w->word[1]);
	size_t i = (size_t)(row - setting_rows());
	uint64_t value;

	if (!(settings->changed >> i & 1) &&
	    !setting_parse(row, w->word[2], &value))
		settings->kept[i] = value;
}

static void forget_kept(struct settings *settings)
{
	for (size_t i = 0; i < NR_SETTINGS; i++)
		if (!(settings->changed >> i & 1))
			settings->kept[i] = setting_rows()[i].usual;
}

/* The lines of the old file that are not about a setting; the others are
 * taken in. */
static int copy_others(struct settings *settings, const char *path, FILE *to)
{
	FILE *file = lines_open(path);
	struct words w = { .nr = 0 };
	char line[FILE_LINE_SIZE];
	unsigned long number = 0;
	size_t len;
	int error = 0;

	if (!file)
		return errno == ENOENT ? 0 : -errno;
	while (!error && next_line(file, line, &len, &number)) {
		error = words_split(&w, line, len) == -ENOMEM ? -ENOMEM : 0;
		if (!error && is_ours(&w))
			take_kept(settings, &w);
		if (error || is_ours(&w))
			continue;
		fwrite(line, 1, len, to);
		putc('\n', to);
	}
	/* A file that is not ours is left alone. */
	if (!error && !feof(file))
		error = ferror(file) ? -EIO : -EFBIG;
	words_free(&w);
	fclose(file);
	return error;
}

static void print_settings(const struct settings *settings, FILE *to)
{
	const struct setting *rows = setting_rows();

	for (size_t i = 0; i < NR_SETTINGS; i++) {
		if (settings->kept[i] == rows[i].usual)
			continue;
		fprintf(to, "set %s ", rows[i].name);
		setting_print(&rows[i], settings->kept[i], to);
		putc('\n', to);
	}
}

static int write_file(struct session *s, const char *path)
{
	struct memory_stream text;
	int error = memory_stream_open(&text);

	forget_kept(&s->settings);
	if (!error)
		error = copy_others(&s->settings, path, text.file);
	if (!error) {
		print_settings(&s->settings, text.file);
		error = memory_stream_text(&text);
	}
	if (!error)
		error = atomic_file_replace(path, text.text, text.size);
	memory_stream_close(&text);
	return error;
}

int settings_save(struct session *s)
{
	char *path;
	int error;

	if (!s->settings.changed)
		return 0;
	path = config_path("settings", true);
	if (!path)
		return fail(s, -errno, "cannot save the settings: %s",
			    error_text(errno));
	error = write_file(s, path);
	if (error)
		fail(s, error, "cannot save the settings in %.300s: %s", path,
		     error_text(-error));
	else
		s->settings.changed = 0;
	free(path);
	return error;
}
