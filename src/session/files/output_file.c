/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * output_file.c - the rules of output_file.h, and the mark on what we wrote.
 */
#include "session/files/output_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "session/files/saved_session.h"
#include "session/files/text_lines.h"
#include "session/line/script.h"
#include "session/session.h"

/* ---- What vmscope wrote ---- */

static const char mark_name[] = "user.vmscope";

enum { MARK_SIZE = 64 };

/* It no longer fits when somebody else has changed the file. */
static void write_mark(const struct stat *st, char mark[MARK_SIZE])
{
	snprintf(mark, MARK_SIZE, "%jd %jd.%09ld", (intmax_t)st->st_size,
		 (intmax_t)st->st_mtim.tv_sec, (long)st->st_mtim.tv_nsec);
}

/* Where there are no attributes, the next time is as with any file. */
static void put_mark(const char *path)
{
	char mark[MARK_SIZE];
	struct stat st;

	if (lstat(path, &st))
		return;
	write_mark(&st, mark);
	(void)lsetxattr(path, mark_name, mark, strlen(mark), 0);
}

static bool has_mark(const char *path, const struct stat *st)
{
	char mark[MARK_SIZE], there[MARK_SIZE];
	ssize_t n = lgetxattr(path, mark_name, there, sizeof(there));

	write_mark(st, mark);
	return n == (ssize_t)strlen(mark) && !memcmp(there, mark, (size_t)n);
}

static bool begins_with(const char *path, const char *start)
{
	size_t len = strlen(start), n = 0;
	FILE *file = lines_open(path);

	while (file && n < len && getc(file) == (unsigned char)start[n])
		n++;
	if (file)
		fclose(file);
	return n == len;
}

int output_fail(struct session *s, const char *name, int error)
{
	return fail(s, error, "cannot write %s: %s", shown(name).text,
		    atomic_file_problem(error));
}

/* ---- Where a script may write ---- */

/* The folder of a file that need not be there, without links; for free(). */
static char *real_folder(const char *name)
{
	const char *slash = strrchr(name, '/');
	char *folder =
		slash ? strndup(name, (size_t)(slash - name) + 1) : strdup(".");
	char *real = folder ? realpath(folder, NULL) : NULL;

	free(folder);
	return real;
}

/* Is @path @folder or below, and nothing between them hidden? */
static bool is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	if (len == 1) /* the root */
		len = 0;
	return !strncmp(path, folder, len) &&
	       (!path[len] || path[len] == '/') && !strstr(path + len, "/.");
}

/* 0, or why not: -ENOMEM and what realpath() says. */
static int check_place(struct session *s, const char *name)
{
	const char *slash = strrchr(name, '/');
	char *to = real_folder(name);
	char *here = real_folder("x"), *script = real_folder(s->script->name);
	int error = to ? 0 : -errno;

	if (error)
		output_fail(s, name, error);
	else if ((slash ? slash[1] : *name) == '.' ||
		 !((here && is_below(to, here)) ||
		   (script && is_below(to, script))))
		error = fail(s, -EACCES,
			     "%s: a script may write only below its own folder "
			     "or the current one, and no hidden files",
			     shown(name).text);
	free(script);
	free(here);
	free(to);
	return error;
}

/* ---- Who may replace what ---- */

/* Pictures and dumps can be made again; a session cannot. */
static bool may_replace(const struct session *s, const char *name,
			const struct stat *st, bool saves)
{
	bool is_session = begins_with(name, SAVED_MAGIC);

	switch (script_asker(s)) {
	case ASKED_BY_PERSON:
		/* An empty file holds nothing that could be lost. */
		return s->said_yes || !st->st_size || has_mark(name, st) ||
		       (saves && is_session);
	case ASKED_BY_ARGUMENT:
		return has_mark(name, st) && !is_session;
	default:
		return false;
	}
}

static int check_replacing(struct session *s, const char *name,
			   const struct stat *st, bool saves)
{
	if (S_ISLNK(st->st_mode))
		return output_fail(s, name, -ELOOP);
	if (!S_ISREG(st->st_mode))
		return output_fail(s, name,
				   S_ISDIR(st->st_mode) ? -EISDIR : -EINVAL);
	if (s->overwrite)
		return 0;
	if (may_replace(s, name, st, saves))
		return 0;
	if (script_asker(s) != ASKED_BY_PERSON)
		return fail(s, -EEXIST,
			    "%s exists: a script replaces no file of yours "
			    "unless vmscope was started with --overwrite",
			    shown(name).text);
	s->question = s->person;
	if (s->question)
		return fail(s, -EEXIST,
			    "%s exists and was not written by vmscope",
			    shown(name).text);
	return fail(s, -EEXIST,
		    "%s exists and was not written by vmscope; --overwrite "
		    "replaces it",
		    shown(name).text);
}

int output_check_place(struct session *s, const char *name)
{
	enum asker asker = script_asker(s);

	if (asker == ASKED_BY_PAGE)
		return fail(s, -EPERM,
			    "a page of a lesson must not write files");
	return asker == ASKED_BY_PERSON ? 0 : check_place(s, name);
}

int output_check(struct session *s, const char *name, bool saves)
{
	struct stat st;
	int error = output_check_place(s, name);

	if (error || lstat(name, &st))
		return error;
	return check_replacing(s, name, &st, saves);
}

int output_open(struct session *s, struct output *o, const char *name,
		bool saves)
{
	int error = output_check(s, name, saves);

	if (error)
		return error;
	o->name = name;
	error = atomic_file_open(&o->file, name);
	return error ? output_fail(s, name, error) : 0;
}

int output_close(struct session *s, struct output *o, int error, uint64_t size)
{
	error = atomic_file_close(&o->file, error, size);
	if (error)
		return output_fail(s, o->name, error);
	put_mark(o->name);
	return 0;
}

int output_text(struct session *s, const char *name, struct memory_stream *text)
{
	struct output f;
	int error = memory_stream_text(text) ? fail_memory(s)
					     : output_open(s, &f, name, false);

	if (error)
		return error;
	error = atomic_file_write(&f.file, text->text, text->size);
	return output_close(s, &f, error, text->size);
}
