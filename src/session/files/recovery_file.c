/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recovery_file.c - what a living session writes; recovery_offer.c reads what
 * dead ones left.
 *
 * A file gets its name, which ends in .vms, only when it is locked and has its
 * beginning; so one that nobody holds is whole but for its last line.
 */
#include "session/files/recovery_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "session/files/recovery_internal.h"
#include "session/files/saved_session.h"
#include "session/session.h"
#include "session/files/user_folders.h"
#include "text/error_text.h"
#include "translate.h"

/* ---- Writing ---- */

const char *recovery_file_trouble(struct recovery_file *f)
{
	if (!f || !f->trouble_untold)
		return NULL;
	f->trouble_untold = false;
	return f->trouble;
}

/* It stays locked: its session lives, and nobody else may take it up. */
void recovery_file_give_up(struct recovery_file *f, int error)
{
	snprintf(f->trouble, sizeof(f->trouble),
		 _("%.400s: %s; from now on commands are not kept on disk"),
		 f->path, error_text(error));
	f->trouble_untold = f->failed = true;
}

/* One call for all parts: no other way a line is there whole or not at all. */
static void append(struct recovery_file *f, struct iovec *part, int nr)
{
	size_t bytes = 0;
	ssize_t written;

	if (!f || f->failed)
		return;
	for (int i = 0; i < nr; i++)
		bytes += part[i].iov_len;
	do
		written = writev(f->fd, part, nr);
	while (written < 0 && errno == EINTR);
	if (written != (ssize_t)bytes)
		recovery_file_give_up(f, written < 0 ? errno : ENOSPC);
}

static struct iovec part(const char *text, size_t len)
{
	return (struct iovec){ (void *)(uintptr_t)text, len };
}

uint64_t recovery_file_command(struct recovery_file *f, const char *typed,
			       size_t len, const char *canonical)
{
	size_t length = strlen(canonical);
	char number[32];
	struct iovec parts[7];
	int nr = 0;

	if (!f || f->failed)
		return 0;
	snprintf(number, sizeof(number), "#command %" PRIu64 "\n",
		 ++f->entries);
	parts[nr++] = part(number, strlen(number));
	if (len != length || memcmp(typed, canonical, len)) {
		parts[nr++] = part("#typed ", 7);
		parts[nr++] = part(typed, len);
		parts[nr++] = part("\n", 1);
	}
	parts[nr++] = part(canonical, length);
	parts[nr++] = part("\n", 1);
	append(f, parts, nr);
	return f->failed ? 0 : f->entries;
}

static void append_text(struct recovery_file *f, const char *text)
{
	struct iovec line = part(text, strlen(text));

	append(f, &line, 1);
}

/* The only two that write a fate, by the number that recovery_file_command() gave. */
void recovery_file_refused(struct recovery_file *f, uint64_t entry)
{
	char line[32];

	snprintf(line, sizeof(line), "#refused %" PRIu64 "\n", entry);
	if (entry)
		append_text(f, line);
}

void recovery_file_answered(struct recovery_file *f, uint64_t entry,
			    const struct origin *origin)
{
	struct memory_stream text;
	struct iovec all;

	if (!entry || !f || f->failed)
		return;
	if (memory_stream_open(&text)) {
		recovery_file_give_up(f, ENOMEM);
		return;
	}
	if (origin)
		saved_print_origin(origin, text.file);
	fprintf(text.file, "#answered %" PRIu64 "\n", entry);
	if (memory_stream_text(&text)) {
		recovery_file_give_up(f, ENOMEM);
	} else {
		all = part(text.text, text.size);
		append(f, &all, 1);
	}
	memory_stream_close(&text);
}

void recovery_file_goto(struct recovery_file *f, uint32_t n)
{
	char line[32];

	snprintf(line, sizeof(line), "#goto %u\n", n);
	append_text(f, line);
}

void recovery_file_line(struct recovery_file *f, const char *what,
			const char *name)
{
	char line[16 + BRANCH_NAME];

	snprintf(line, sizeof(line), "#%s %s\n", what, name);
	append_text(f, line);
}

int recovery_file_folder(char *folder, size_t size)
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

static int write_log(int fd, const struct command_log *log)
{
	int copy = dup(fd), error;
	FILE *to = copy < 0 ? NULL : fdopen(copy, "a");

	if (!to) {
		error = -errno;
		if (copy >= 0)
			close(copy);
		return error;
	}
	error = saved_session_print(log, to);
	if (ferror(to))
		error = -EIO;
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
			     (int)getpid(), i, RECOVERY_FILE_SUFFIX);
		if (n < 0 || (size_t)n >= size)
			return -ENAMETOOLONG;
		if (access(path, F_OK))
			return 0;
	}
	return -EEXIST;
}

static int fill_file(struct recovery_file *f, const char *temporary,
		     const struct command_log *log)
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

int recovery_file_create(struct recovery_file *f, const struct command_log *log)
{
	char folder[PATH_MAX - 64], temporary[PATH_MAX + 8];
	int error = recovery_file_folder(folder, sizeof(folder));

	if (!error)
		error = name_file(f->path, sizeof(f->path), folder);
	if (error)
		return error;
	snprintf(temporary, sizeof(temporary), "%s.new", f->path);
	return fill_file(f, temporary, log);
}

bool recovery_file_put_away(const struct recovery_file *f, FILE *out)
{
	char old[PATH_MAX + 8];

	snprintf(old, sizeof(old), "%s.old", f->path);
	if (rename(f->path, old))
		return false;
	fprintf(out,
		_("the previous session was kept as %s; `load` opens it\n"),
		old);
	return true;
}

void recovery_file_restart(struct session *s, FILE *keep)
{
	struct recovery_file *old = s->state;
	struct recovery_file fresh = { .fd = -1 };
	int error;

	if (!old || old->failed)
		return;
	fresh.entries = old->entries;
	error = recovery_file_create(&fresh, &s->log);
	if (error) {
		recovery_file_give_up(old, -error);
		return;
	}
	if (!keep || !recovery_file_put_away(old, keep))
		unlink(old->path);
	close(old->fd);
	*old = fresh;
}

bool recovery_file_keeps(const struct session *s)
{
	return s->state && !s->state->failed;
}

bool recovery_file_warning(const struct session *s, char *text, size_t size)
{
	uint64_t nr = session_unsaved(s);

	if (!nr || recovery_file_keeps(s))
		return false;
	snprintf(text, size,
		 ngettext("%" PRIu64 " command is not on disk: `save FILE` "
			  "keeps it, Ctrl-D again leaves.",
			  "%" PRIu64 " commands are not on disk: `save FILE` "
			  "keeps them, Ctrl-D again leaves.",
			  nr),
		 nr);
	return true;
}

static void forget(struct session *s)
{
	close(s->state->fd);
	free(s->state);
	s->state = NULL;
}

void recovery_file_end(struct session *s)
{
	if (!s->state)
		return;
	unlink(s->state->path);
	forget(s);
}

void recovery_file_leave(struct session *s, FILE *out)
{
	uint64_t nr = session_unsaved(s);

	if (!s->state)
		return;
	if (!nr) {
		recovery_file_end(s);
		return;
	}
	fprintf(out,
		ngettext("%" PRIu64 " command is not in a saved file: vmscope "
			 "will offer it at its next start. (`quit` leaves "
			 "nothing behind.)\n",
			 "%" PRIu64 " commands are not in a saved file: "
			 "vmscope will offer them at its next start. (`quit` "
			 "leaves nothing behind.)\n",
			 nr),
		nr);
	forget(s);
}
