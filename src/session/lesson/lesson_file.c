/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_file.c - reading lessons, and the list of those that come along.
 *
 * The whole file stays in memory; a page is two stretches of it.
 */
#include "session/lesson/lesson_file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean_text.h"
#include "session/files/data_folder.h"
#include "session/files/text_lines.h"
#include "session/line/parse.h"
#include "session/session.h"
#include "session/settings/language.h"
#include "text/error_text.h"

enum { LESSON_MAX_BYTES = 1 << 20, LESSON_MAX_PAGES = 1000 };

static const char suffix[] = ".vms";

/* ---- Pages ---- */

/* The file as far as it has been read. */
struct cursor {
	const char *next;
	unsigned long line; /* number of the line at next */
};

static size_t line_length(const char *text)
{
	size_t len = strcspn(text, "\n");

	return len + (text[len] == '\n');
}

static void step_line(struct cursor *c)
{
	c->next += line_length(c->next);
	c->line++;
}

static bool is_empty_line(const char *text)
{
	while (is_blank(*text) && *text != '\n')
		text++;
	return !*text || *text == '\n';
}

/* All that lines of one kind, and empty ones between them, take up. */
static size_t take_lines(struct cursor *c, bool prose)
{
	const char *start = c->next, *end = start;

	while (*c->next &&
	       (is_empty_line(c->next) || (*c->next == '#') == prose)) {
		bool empty = is_empty_line(c->next);

		step_line(c);
		if (!empty)
			end = c->next;
	}
	return (size_t)(end - start);
}

static void skip_empty(struct cursor *c)
{
	while (*c->next && is_empty_line(c->next))
		step_line(c);
}

static struct lesson_page take_page(struct cursor *c)
{
	struct lesson_page page = { .prose = c->next };

	page.prose_len = take_lines(c, true);
	page.commands = c->next;
	page.line = c->line;
	page.commands_len = take_lines(c, false);
	return page;
}

static int count_pages(struct cursor c)
{
	int nr = 0;

	for (skip_empty(&c); *c.next && nr <= LESSON_MAX_PAGES; nr++)
		take_page(&c);
	return nr;
}

/* The title's line, without # and without the file's name. */
static int take_title(struct lesson *l, struct cursor *c)
{
	static const char licence[] = "# SPDX-";
	const char *text, *dash;
	size_t len;

	while (!strncmp(c->next, licence, strlen(licence)))
		step_line(c);
	skip_empty(c);
	if (*c->next != '#')
		return -EINVAL;
	text = c->next + 1 + strspn(c->next + 1, " #-");
	len = strcspn(text, "\n");
	dash = memmem(text, len, ".vms - ", 7);
	if (dash) {
		len -= (size_t)(dash + 7 - text);
		text = dash + 7;
	}
	l->title = strndup(text, len);
	step_line(c);
	return l->title ? 0 : -ENOMEM;
}

static int cut_pages(struct session *s, struct lesson *l)
{
	struct cursor c = { l->text, 1 };
	int nr, error = take_title(l, &c);

	if (error == -EINVAL)
		return fail(
			s, error,
			"%s:%lu: a lesson must start with its title: # TITLE",
			l->file, c.line);
	nr = error ? 0 : count_pages(c);
	if (!error && (!nr || nr > LESSON_MAX_PAGES))
		return fail(s, -EINVAL, "%s: a lesson must have 1 to %d pages",
			    l->file, LESSON_MAX_PAGES);
	if (!error)
		l->page = calloc((size_t)nr, sizeof(*l->page));
	if (!l->page)
		return fail_memory(s);
	for (skip_empty(&c); *c.next; l->nr++)
		l->page[l->nr] = take_page(&c);
	return 0;
}

/* ---- The file ---- */

static char *find_named(const char *name)
{
	char *path = NULL, *found;

	if (asprintf(&path, "lessons/%s%s", name, suffix) < 0)
		return NULL;
	found = data_path(path);
	free(path);
	return found;
}

/* In the reader's language, where it is in that. */
static char *find_file(const char *name)
{
	char *path = NULL, *found;

	if (strchr(name, '/'))
		return strdup(name);
	if (asprintf(&path, "%s/%s", language_name(), name) < 0)
		return NULL;
	found = find_named(path);
	free(path);
	return found || errno == ENOMEM ? found : find_named(name);
}

static int check_text(struct session *s, const struct lesson *l, size_t len)
{
	const char *nul = memchr(l->text, '\0', len);
	unsigned long line = 1;

	if (len > LESSON_MAX_BYTES)
		return fail(s, -EFBIG,
			    "%s: longer than the %d bytes allowed for a lesson",
			    l->file, LESSON_MAX_BYTES);
	for (const char *p = l->text; nul && p < nul; p++)
		line += *p == '\n';
	if (nul)
		return fail(s, -EINVAL,
			    "%s:%lu: contains a NUL byte; lessons are text",
			    l->file, line);
	return 0;
}

static int read_text(struct session *s, struct lesson *l, FILE *file)
{
	size_t len;
	int error;

	l->text = malloc(LESSON_MAX_BYTES + 2);
	if (!l->text)
		return fail_memory(s);
	errno = 0;
	len = fread(l->text, 1, LESSON_MAX_BYTES + 1, file);
	l->text[len] = '\0';
	if (ferror(file))
		return fail(s, -EIO, "cannot read %s: %s", l->file,
			    error_text(errno));
	error = check_text(s, l, len);
	clean_lines(l->text);
	return error;
}

/* In the list it is known by its name, in messages by its file's. */
static int name_lesson(struct session *s, struct lesson *l, const char *name)
{
	l->name = strdup(name);
	if (strchr(name, '/'))
		l->file = strdup(shown(name).text);
	else if (asprintf(&l->file, "%s%s", name, suffix) < 0)
		l->file = NULL;
	return l->name && l->file ? 0 : fail_memory(s);
}

static FILE *open_lesson(struct session *s, const char *name)
{
	char *path = find_file(name);
	FILE *file = path ? lines_open(path) : NULL;

	free(path);
	if (!file && errno == ENOMEM)
		fail_memory(s);
	else if (!file && errno == ENOENT && !strchr(name, '/'))
		fail(s, -errno, "there is no lesson %s; `lesson` lists them",
		     shown(name).text);
	else if (!file)
		fail(s, -errno, "cannot read %s: %s", shown(name).text,
		     input_problem(errno));
	return file;
}

int lesson_read(struct session *s, const char *name, struct lesson **lesson)
{
	FILE *file = open_lesson(s, name);
	struct lesson *l;
	int error;

	*lesson = NULL;
	if (!file)
		return errno == ENOMEM ? -ENOMEM : -ENOENT;
	l = calloc(1, sizeof(*l));
	error = l ? name_lesson(s, l, name) : fail_memory(s);
	if (!error)
		error = read_text(s, l, file);
	if (!error)
		error = cut_pages(s, l);
	fclose(file);
	if (error)
		lesson_free(l);
	else
		*lesson = l;
	return error;
}

void lesson_free(struct lesson *l)
{
	if (!l)
		return;
	free(l->name);
	free(l->file);
	free(l->title);
	free(l->text);
	free(l->page);
	free(l);
}

/* ---- The list ---- */

static int is_lesson(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name), end = strlen(suffix);

	return *entry->d_name != '.' && len > end &&
	       !strcmp(entry->d_name + len - end, suffix);
}

/* Cuts the file's ending off; the name stays in the entry. */
static char *lesson_of(struct dirent *entry)
{
	char *end = entry->d_name + strlen(entry->d_name) - strlen(suffix);

	if (is_lesson(entry))
		*end = '\0';
	return entry->d_name;
}

struct found {
	struct dirent **entry; /* those that were told are NULL */
	int nr;
	void (*each)(const char *name, void *data);
	void *data;
};

/* One of this name, or all that are left. */
static void tell(struct found *f, const char *name)
{
	for (int i = 0; i < f->nr; i++) {
		if (!f->entry[i] ||
		    (name && strcmp(lesson_of(f->entry[i]), name)))
			continue;
		f->each(lesson_of(f->entry[i]), f->data);
		free(f->entry[i]);
		f->entry[i] = NULL;
	}
}

/* The file `contents` has a name a line. */
static void tell_in_order(struct found *f)
{
	char *path = data_path("lessons/contents");
	FILE *contents = path ? lines_open(path) : NULL;
	char name[NAME_MAX + 1];
	size_t len;

	while (contents &&
	       text_lines_read(contents, name, sizeof(name), &len)) {
		if (len >= sizeof(name))
			break;
		name[len] = '\0';
		tell(f, name);
	}
	if (contents)
		fclose(contents);
	free(path);
	tell(f, NULL);
}

int lesson_names(void (*each)(const char *name, void *data), void *data)
{
	struct found f = { .each = each, .data = data };
	char *folder = data_path("lessons");
	int error = 0;

	if (!folder)
		return -errno;
	f.nr = scandir(folder, &f.entry, is_lesson, alphasort);
	if (f.nr < 0)
		error = -errno;
	free(folder);
	if (!error)
		tell_in_order(&f);
	free(f.entry);
	return error;
}
