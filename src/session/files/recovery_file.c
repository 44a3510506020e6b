/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recovery_file.c - files of living and of dead sessions.
 *
 * A file gets its name, which ends in .vms, only when it is locked and has its
 * beginning; so one that nobody holds is whole but for its last line.
 */
#include "session/files/recovery_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "session/files/text_lines.h"
#include "session/files/saved_session.h"
#include "session/session.h"
#include "session/files/user_folders.h"

static const char suffix[] = ".vms";

struct statefile {
	int fd; /* locked; -1: the disk has failed us */
	char path[PATH_MAX];
	char trouble[MESSAGE_SIZE]; /* what the disk said */
	bool trouble_untold;
};

/* ---- Writing ---- */

const char *statefile_trouble(struct statefile *f)
{
	if (!f || !f->trouble_untold)
		return NULL;
	f->trouble_untold = false;
	return f->trouble;
}

static void give_up(struct statefile *f, int error)
{
	snprintf(f->trouble, sizeof(f->trouble),
		 "%.400s: %s; from here on commands are not kept on disk",
		 f->path, strerror(error));
	f->trouble_untold = true;
	close(f->fd);
	f->fd = -1;
}

/* One call for all parts: no other way a line is there whole or not at all. */
static void append(struct statefile *f, struct iovec *part, int nr)
{
	size_t bytes = 0;
	ssize_t written;

	if (!f || f->fd < 0)
		return;
	for (int i = 0; i < nr; i++)
		bytes += part[i].iov_len;
	do
		written = writev(f->fd, part, nr);
	while (written < 0 && errno == EINTR);
	if (written != (ssize_t)bytes)
		give_up(f, written < 0 ? errno : ENOSPC);
}

static struct iovec part(const char *text, size_t len)
{
	return (struct iovec){ (void *)(uintptr_t)text, len };
}

void statefile_command(struct statefile *f, const char *typed, size_t len,
		       const char *canonical)
{
	size_t length = strlen(canonical);
	struct iovec parts[] = {
		part("#typed ", 7),	 part(typed, len), part("\n", 1),
		part(canonical, length), part("\n", 1),
	};
	bool same = len == length && !memcmp(typed, canonical, len);

	append(f, same ? parts + 3 : parts, same ? 2 : 5);
}

static void append_text(struct statefile *f, const char *text)
{
	struct iovec line = part(text, strlen(text));

	append(f, &line, 1);
}

void statefile_refused(struct statefile *f)
{
	append_text(f, "#refused\n");
}

void statefile_goto(struct statefile *f, uint32_t n)
{
	char line[32];

	snprintf(line, sizeof(line), "#goto %u\n", n);
	append_text(f, line);
}

void statefile_line(struct statefile *f, const char *what, const char *name)
{
	char line[16 + BRANCH_NAME];

	snprintf(line, sizeof(line), "#%s %s\n", what, name);
	append_text(f, line);
}

static int find_folder(char *folder, size_t size)
{
	char *path = state_path("");
	int n;

	if (!path)
		return -errno;
	n = snprintf(folder, size, "%s", path);
	free(path);
	return n < 0 || (size_t)n >= size ? -ENAMETOOLONG : 0;
}

/* ---- A new file ---- */

static int write_log(int fd, const struct log *log)
{
	int copy = dup(fd), error;
	FILE *to = copy < 0 ? NULL : fdopen(copy, "a");

	if (!to) {
		error = -errno;
		if (copy >= 0)
			close(copy);
		return error;
	}
	saved_print(log, to);
	error = ferror(to) ? -EIO : 0;
	if (fclose(to) && !error)
		error = -errno;
	return error;
}

/* Named by when it started and who it is; one more letter after a load. */
static int name_file(char *path, size_t size, const char *folder)
{
	time_t now = time(NULL);
	struct tm tm;
	char when[32];
	int n = -1;

	localtime_r(&now, &tm);
	strftime(when, sizeof(when), "%Y%m%d-%H%M%S", &tm);
	for (unsigned int i = 0; i < 1000; i++) {
		n = snprintf(path, size, "%s%s-%d-%u%s", folder, when,
			     (int)getpid(), i, suffix);
		if (n < 0 || (size_t)n >= size)
			return -ENAMETOOLONG;
		if (access(path, F_OK))
			return 0;
	}
	return -EEXIST;
}

static int fill_file(struct statefile *f, const char *temporary,
		     const struct log *log)
{
	int error;

	f->fd = open(temporary,
		     O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (f->fd < 0)
		return -errno;
	error = flock(f->fd, LOCK_EX | LOCK_NB) ? -errno : 0;
	if (!error)
		error = write_log(f->fd, log);
	if (!error && rename(temporary, f->path))
		error = -errno;
	if (!error)
		return 0;
	close(f->fd);
	unlink(temporary);
	return error;
}

static int create(struct statefile *f, const struct log *log)
{
	char folder[PATH_MAX - 64], temporary[PATH_MAX + 8];
	int error = find_folder(folder, sizeof(folder));

	if (!error)
		error = name_file(f->path, sizeof(f->path), folder);
	if (error)
		return error;
	snprintf(temporary, sizeof(temporary), "%s.new", f->path);
	return fill_file(f, temporary, log);
}

void statefile_restart(struct session *s)
{
	struct statefile *old = s->state;
	struct statefile fresh = { .fd = -1 };
	int error;

	if (!old || old->fd < 0)
		return;
	error = create(&fresh, &s->log);
	if (error) {
		give_up(old, -error);
		return;
	}
	unlink(old->path);
	close(old->fd);
	*old = fresh;
}

void statefile_end(struct session *s)
{
	struct statefile *f = s->state;

	s->state = NULL;
	if (!f)
		return;
	if (f->fd >= 0) {
		unlink(f->path);
		close(f->fd);
	}
	free(f);
}

/* ---- Files of the dead ---- */

static int is_session(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name), end = strlen(suffix);

	return *entry->d_name != '.' && len > end &&
	       !strcmp(entry->d_name + len - end, suffix);
}

/* 'y', 'n', or '\0' when nobody is there any more to answer. */
static char ask(FILE *in, FILE *out)
{
	char answer[16];

	do {
		fputs("take it up? (a letter, then Enter) [y/n] ", out);
		fflush(out);
		if (!fgets(answer, sizeof(answer), in))
			return '\0';
	} while (!strchr("yYnN", *answer) || !*answer);
	return strchr("yY", *answer) ? 'y' : 'n';
}

/* Not asked about again, but not lost. */
static void put_away(const char *path, FILE *out)
{
	char old[PATH_MAX + 8];

	snprintf(old, sizeof(old), "%s.old", path);
	if (!rename(path, old))
		fprintf(out, "kept as %s\n", old);
}

/* Run it, cut off a line that was not written to its end, go on with it. */
static int take_up(struct session *s, struct statefile *f, FILE *out)
{
	FILE *file = fopen(f->path, "re");
	off_t end = 0;
	int error;

	if (!file)
		return fail(s, -errno, "cannot read %s: %s", f->path,
			    strerror(errno));
	error = saved_take_up(s, file, f->path, out, &end);
	fclose(file);
	if (error)
		return error;
	s->taken_up = s->log.at;
	fprintf(out, "\r%u commands are back", s->log.at);
	if (s->log.at) {
		fputs("; the last is ", out);
		log_show(&s->log, s->log.at, out);
	}
	putc('\n', out);
	if (ftruncate(f->fd, end))
		give_up(f, errno);
	return 0;
}

/* A copy of @f that the session keeps. */
static void keep(struct session *s, const struct statefile *f, FILE *out)
{
	s->state = malloc(sizeof(*f));
	if (s->state) {
		*s->state = *f;
		return;
	}
	fputs("vmscope: out of memory: this session is not kept on disk\n",
	      out);
	if (f->fd >= 0)
		close(f->fd);
}

/* Is there a line that is no comment? */
static bool has_commands(const char *path)
{
	FILE *file = lines_open(path);
	int c, last = '\n';
	bool found = false;

	if (!file)
		return false;
	while (!found && (c = getc(file)) != EOF) {
		found = last == '\n' && !is_comment((char)c);
		last = c;
	}
	fclose(file);
	return found;
}

/* Locked: its session is dead. Return: it lives on in @s. */
static bool offer(struct session *s, struct statefile *f, FILE *in, FILE *out)
{
	char answer;

	if (!has_commands(f->path)) {
		unlink(f->path);
		return false;
	}
	fprintf(out, "A session ended without `quit`: %s\n", f->path);
	answer = ask(in, out);
	if (answer == 'n')
		put_away(f->path, out);
	if (answer != 'y')
		return false;
	if (take_up(s, f, out)) {
		fprintf(out, "\rvmscope: %s\n", s->message);
		put_away(f->path, out);
		return false;
	}
	keep(s, f, out);
	return true;
}

/* Open and lock a file; false when somebody lives in it, or it is no file. */
static bool seize(struct statefile *f, const char *folder, const char *name)
{
	int n = snprintf(f->path, sizeof(f->path), "%s%s", folder, name);

	if (n < 0 || (size_t)n >= sizeof(f->path))
		return false;
	f->fd = open(f->path,
		     O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (f->fd < 0)
		return false;
	if (!flock(f->fd, LOCK_EX | LOCK_NB))
		return true;
	close(f->fd);
	return false;
}

static bool offer_all(struct session *s, const char *folder, FILE *in,
		      FILE *out)
{
	struct dirent **entry;
	int nr = scandir(folder, &entry, is_session, alphasort);

	while (nr-- > 0) {
		struct statefile f = { .fd = -1 };

		if (!s->state && seize(&f, folder, entry[nr]->d_name) &&
		    !offer(s, &f, in, out))
			close(f.fd);
		free(entry[nr]);
		if (!nr)
			free(entry);
	}
	return s->state;
}

void statefile_begin(struct session *s, FILE *in, FILE *out)
{
	char folder[PATH_MAX - 64];
	struct statefile f = { .fd = -1 };
	int error = find_folder(folder, sizeof(folder));

	if (!error && offer_all(s, folder, in, out))
		return;
	if (!error)
		error = create(&f, &s->log);
	if (!error)
		keep(s, &f, out);
	else
		fprintf(out, "vmscope: this session is not kept on disk: %s\n",
			strerror(-error));
}
