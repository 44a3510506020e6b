/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recovery_offer.c - what sessions that died left, offered at the next start.
 *
 * Whoever says yes is where the last answered command left the machine; a
 * command under way is run only if that is asked for. What cannot be run on is
 * kept under another name. doc/architecture.md has all of it in a table.
 */
#include "session/files/recovery_internal.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "text/clean_text.h"
#include "session/files/saved_session.h"
#include "session/files/text_lines.h"
#include "session/line/parse.h"
#include "text/error_text.h"
#include "translate.h"

/* ---- What is in one ---- */

/* A file at a glance. */
struct glance {
	unsigned long commands; /* that there may be */
	bool numbered;		/* entries have numbers and fates */
	bool open;		/* the last one has no fate */
	char last[256];		/* as it was typed, cut */
};

static void keep_text(struct glance *g, const char *text, size_t len)
{
	if (len >= sizeof(g->last))
		len = sizeof(g->last) - 1;
	memcpy(g->last, text, len);
	g->last[len] = '\0';
}

static bool begins(const char *line, size_t len, const char *with)
{
	return len >= strlen(with) && !strncmp(line, with, strlen(with));
}

/* An older vmscope wrote no numbers: its last command may have no fate. */
static void look_at_line(struct glance *g, const char *line, size_t len,
			 bool *typed)
{
	static const char typed_word[] = "#typed ";
	size_t skip = strlen(typed_word);

	if (begins(line, len, "#recovery")) {
		g->numbered = true;
	} else if (begins(line, len, typed_word)) {
		keep_text(g, line + skip, len - skip);
		*typed = true;
	} else if (len && (!is_comment(*line) ||
			   (len > 1 && !strncmp(line, "#>", 2)))) {
		g->commands++;
		if (!*typed)
			keep_text(g, line, len);
		*typed = false;
		g->open |= !g->numbered;
	} else if (begins(line, len, "#command ")) {
		g->open = true;
	} else {
		if (begins(line, len, "#refused") && g->commands)
			g->commands--;
		/* A board's or a listing's lines come before the fate. */
		g->open &= g->numbered && !begins(line, len, "#answered") &&
			   !begins(line, len, "#refused");
	}
}

static int look_into(const char *path, struct glance *g)
{
	enum { ROOM = CANONICAL_MAX_LENGTH + 16 };
	FILE *file = lines_open(path);
	char *line = malloc(ROOM);
	bool typed = false;
	size_t len;

	*g = (struct glance){ .commands = 0 };
	while (file && line && text_lines_read(file, line, ROOM, &len) &&
	       len <= ROOM && !feof(file))
		look_at_line(g, line, len, &typed);
	free(line);
	if (file)
		fclose(file);
	return file && line ? 0 : -ENOMEM;
}

/* ---- Taking one up ---- */

/* A handler has no parameter of ours. */
static volatile sig_atomic_t interrupted;

static void on_sigint(int signal)
{
	(void)signal;
	interrupted = 1;
}

/* 'y', 'n', 'w', or '\0' when nobody is left to answer. */
static char ask(const struct glance *g, FILE *in, FILE *out)
{
	const char *const letters = g->open ? "yYnNwW" : "yYnN";
	char answer[16];

	if (g->open)
		fprintf(out,
			_("%s had not returned: y goes to just before it, w "
			  "runs "
			  "it again\n"),
			shown(g->last).text);
	do {
		fputs(_("restore it? (a letter, then Enter; n keeps it as "
			".old) [y/n] "),
		      out);
		fflush(out);
		if (!fgets(answer, sizeof(answer), in))
			return '\0';
	} while (!*answer || !strchr(letters, *answer));
	return (char)tolower((unsigned char)*answer);
}

/* Run it; Ctrl-C stops that alone. */
static int run_file(struct session *s, const struct recovery_file *f,
		    struct taking *how)
{
	struct sigaction action = { .sa_handler = on_sigint }, before;
	volatile sig_atomic_t *theirs = s->interrupted;
	FILE *file = lines_open(f->path);
	int error;

	if (!file)
		return fail(s, -errno, "cannot read %s: %s", f->path,
			    error_text(errno));
	sigemptyset(&action.sa_mask);
	interrupted = 0;
	s->interrupted = &interrupted;
	sigaction(SIGINT, &action, &before);
	error = saved_session_take_up(s, file, f->path, how);
	sigaction(SIGINT, &before, NULL);
	s->interrupted = theirs;
	fclose(file);
	return error;
}

static void tell(const struct session *s, const struct taking *how,
		 const struct glance *g, FILE *out, FILE *notes)
{
	fprintf(out,
		ngettext("%u command is back", "%u commands are back",
			 s->log.at),
		s->log.at);
	if (s->log.at) {
		fputs(_("; the last is "), out);
		command_log_show(&s->log, s->log.at, out);
	}
	putc('\n', out);
	if (how->stopped)
		fprintf(notes, _("%s is left out: %s\n"), shown(g->last).text,
			s->message);
	if (how->partial)
		fprintf(notes, _("The rest is left out: %s\n"), s->message);
}

/* A copy of @f that the session keeps. */
static void keep(struct session *s, const struct recovery_file *f, FILE *notes)
{
	s->state = malloc(sizeof(*f));
	if (s->state) {
		*s->state = *f;
		return;
	}
	fputs(_("vmscope: out of memory: this session is not kept on disk\n"),
	      notes);
	close(f->fd);
}

static void start_file(struct session *s, FILE *notes)
{
	struct recovery_file f = { .fd = -1 };
	int error = recovery_file_create(&f, &s->log);

	if (!error)
		keep(s, &f, notes);
	else
		fprintf(notes,
			_("vmscope: this session is not kept on disk: %s\n"),
			error_text(-error));
}

/* Cut off what had no end, and go on after it. */
static void go_on(struct session *s, struct recovery_file *f,
		  const struct taking *how, FILE *notes)
{
	f->entries = how->last;
	if (ftruncate(f->fd, how->end))
		recovery_file_give_up(f, errno);
	recovery_file_answered(f, how->answered,
			       s->log.at ? s->log.entry[s->log.at - 1].origin
					 : NULL);
	keep(s, f, notes);
}

/*
 * What is not whole, or of an older vmscope, is not written on. The new file is
 * there before the other one goes, so that one of them always is.
 */
static void begin_anew(struct session *s, struct recovery_file *f, bool whole,
		       FILE *notes)
{
	start_file(s, notes);
	if (!whole || !recovery_file_keeps(s))
		recovery_file_put_away(f, notes);
	else
		unlink(f->path);
	close(f->fd);
}

/* Return: what was left lives on in @s, as far as it runs. */
static bool take_up(struct session *s, struct recovery_file *f,
		    const struct glance *g, bool again, FILE *out, FILE *notes)
{
	struct taking how = { .again = again,
			      .progress = out,
			      .of = g->commands };
	int error = run_file(s, f, &how);

	if (how.told)
		putc('\n', out);
	if (error) {
		fprintf(notes, "vmscope: %s\n", s->message);
		recovery_file_put_away(f, notes);
		return false;
	}
	s->taken_up = s->log.at;
	tell(s, &how, g, out, notes);
	if (how.numbered && !how.partial)
		go_on(s, f, &how, notes);
	else
		begin_anew(s, f, !how.partial, notes);
	return true;
}

enum { TIME_TEXT = 64 };

/* When it was written to last. */
static const char *say_when(const struct recovery_file *f, char *text)
{
	struct stat st;
	time_t ago = fstat(f->fd, &st) ? 0 : (time(NULL) - st.st_mtime) / 60;

	if (ago < 1)
		snprintf(text, TIME_TEXT, _("just now"));
	else if (ago < 60)
		snprintf(text, TIME_TEXT,
			 ngettext("%u minute ago", "%u minutes ago",
				  (unsigned int)ago),
			 (unsigned int)ago);
	else if (ago < 24 * 60)
		snprintf(text, TIME_TEXT,
			 ngettext("%u hour ago", "%u hours ago",
				  (unsigned int)ago / 60),
			 (unsigned int)ago / 60);
	else
		snprintf(text, TIME_TEXT,
			 ngettext("%u day ago", "%u days ago",
				  (unsigned int)ago / (24 * 60)),
			 (unsigned int)ago / (24 * 60));
	return text;
}

/* Locked: its session is dead. Return: it lives on in @s. */
static bool offer(struct session *s, struct recovery_file *f, FILE *in,
		  FILE *out, FILE *notes)
{
	struct glance g;
	char answer, when[TIME_TEXT];

	if (look_into(f->path, &g))
		return false;
	if (!g.commands) {
		unlink(f->path);
		return false;
	}
	clean_printf(out,
		     ngettext("A session of %lu command ended without `quit`, "
			      "%s:\n%s\n",
			      "A session of %lu commands ended without `quit`, "
			      "%s:\n%s\n",
			      g.commands),
		     g.commands, say_when(f, when), f->path);
	answer = ask(&g, in, out);
	if (answer == 'n')
		recovery_file_put_away(f, notes);
	if (answer != 'y' && answer != 'w')
		return false;
	return take_up(s, f, &g, answer == 'w', out, notes);
}

/* ---- All of them ---- */

static int is_session(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name), end = strlen(RECOVERY_FILE_SUFFIX);

	return *entry->d_name != '.' && len > end &&
	       !strcmp(entry->d_name + len - end, RECOVERY_FILE_SUFFIX);
}

/* Open and lock a file; false if its session lives, or it is not a file. */
static bool seize(struct recovery_file *f, const char *folder, const char *name)
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

/* True: one of them lives on; its file may be gone nonetheless. */
static bool offer_all(struct session *s, const char *folder, FILE *in,
		      FILE *out, FILE *notes)
{
	struct dirent **entry;
	int nr = scandir(folder, &entry, is_session, alphasort);
	bool taken = false;

	while (nr-- > 0) {
		struct recovery_file f = { .fd = -1 };

		if (!taken && seize(&f, folder, entry[nr]->d_name)) {
			taken = offer(s, &f, in, out, notes);
			if (!taken)
				close(f.fd);
		}
		free(entry[nr]);
		if (!nr)
			free(entry);
	}
	return taken;
}

void recovery_file_begin(struct session *s, FILE *in, FILE *out, FILE *notes)
{
	char folder[PATH_MAX - 64];
	bool taken = !recovery_file_folder(folder, sizeof(folder)) &&
		     offer_all(s, folder, in, out, notes);

	if (!taken)
		start_file(s, notes);
}
