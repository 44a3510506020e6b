/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved_session.c - reads a saved session and runs its commands.
 *
 * A command is run when its fate is known: in a recovery file that is a line of
 * its own, else the next line will do. saved_session_directives.c has the lines
 * that begin with #, saved_session_write.c writes sessions.
 */
#include "session/files/saved_session.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "session/import/board_file.h"
#include "session/files/saved_session_internal.h"
#include "session/files/text_lines.h"
#include "session/time/timeline.h"
#include "text/error_text.h"
#include "translate.h"

enum {
	BOARD_MAX_TEXT = 65536, /* bytes */
	PROGRESS_QUIET = 200,	/* ms without a word, and between two */
	LINE_ROOM = CANONICAL_MAX_LENGTH + 16,
};

static const char magic[] = SAVED_MAGIC;
static const char format[] = SAVED_FORMAT;

int loader_refuse(struct loader *l, unsigned long line, const char *words, ...)
{
	char what[MESSAGE_SIZE];
	va_list args;

	va_start(args, words);
	vsnprintf(what, sizeof(what), _(words), args);
	va_end(args);
	return fail(l->s, -EINVAL, "%s:%lu: %.400s", l->name, line, what);
}

int loader_refuse_memory(struct loader *l)
{
	fail_memory(l->s);
	return -ENOMEM;
}

/* The board whose lines have been gathered. */
int loader_board(struct loader *l)
{
	char why[MESSAGE_SIZE], name[sizeof(l->origin.board.name)];
	FILE *file;
	int error;

	strcpy(name, l->origin.board.name);
	if (memory_stream_text(&l->board))
		return loader_refuse_memory(l);
	if (!l->board.size)
		return loader_refuse(l, l->line, "#board %s has no lines",
				     name);
	file = fmemopen(l->board.text, l->board.size, "r");
	if (!file)
		return loader_refuse_memory(l);
	error = board_read(file, name, &l->origin.board, why, sizeof(why));
	fclose(file);
	return error ? loader_refuse(l, l->line, "board %s", why) : 0;
}

void loader_forget_origin(struct loader *l)
{
	memory_stream_reset(&l->board);
	memory_stream_reset(&l->listing);
	l->has_board = l->has_listing = l->has_file = l->has_typed = false;
	l->origin.cmdline[0] = '\0';
}

/* ---- How far it is ---- */

static int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* In a command, too, which tells how far that is. */
void loader_progress(void *who, uint64_t done, uint64_t of)
{
	struct loader *l = who;
	int64_t now = clock_ms();

	if (now - l->said_at < PROGRESS_QUIET)
		return;
	l->said_at = now;
	l->how->told = true;
	putc('\r', l->how->progress);
	fprintf(l->how->progress, _("restoring: command %" PRIu32 " of %lu"),
		l->x->log.at + 1, l->how->of);
	if (of)
		fprintf(l->how->progress, ", %" PRIu64 " %%  ",
			100 * done / of);
	fprintf(l->how->progress, _(" (Ctrl-C stops here) "));
	fflush(l->how->progress);
}

/* Loading another session shows progress as a long command does. */
static bool goes_on(struct loader *l)
{
	if (!l->how)
		return session_goes_on(l->s, l->x->log.at, 0);
	if (l->how->progress)
		loader_progress(l, 0, 0);
	return !l->x->interrupted || !*l->x->interrupted;
}

/* ---- Commands ---- */

/* FNV-1a, with which listings were once told apart. */
static uint64_t hash_bytes(const char *text, size_t size)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < size; i++)
		h = (h ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* An older vmscope kept no more of a listing than its hash. */
static int read_listing(struct loader *l)
{
	char *text;
	size_t size;
	int error;

	if (words_split(&l->x->words, l->command, strlen(l->command)) ||
	    !l->x->words.nr)
		return fail(l->x, -EINVAL, "the name of the file is missing");
	error = lines_all(l->x->words.word[l->x->words.nr - 1], INPUT_FILE,
			  &text, &size);
	if (error)
		return fail(l->x, error, "cannot read the listing: %s",
			    input_problem(-error));
	if (hash_bytes(text, size) != l->file_hash)
		error = fail(l->x, -ESTALE,
			     "the listing has changed since then");
	else
		fwrite(text, 1, size, l->listing.file);
	free(text);
	return error;
}

static int run_command(struct loader *l)
{
	const char *typed = l->has_typed ? l->typed : l->command;
	struct result r;
	int error = l->has_file ? read_listing(l) : 0;

	if (error)
		return error;
	if (l->has_listing || l->has_file) {
		if (memory_stream_text(&l->listing))
			return fail_memory(l->x);
		l->origin.listing = l->listing.text;
		l->origin.size = l->listing.size;
		error = timeline_boot(l->x, typed, l->command, &l->origin);
		l->origin.listing = NULL;
		return error;
	}
	if (l->has_board)
		return timeline_boot(l->x, typed, l->command, &l->origin);
	l->x->typed = typed;
	session_execute(l->x, l->command, strlen(l->command), &r);
	l->x->typed = NULL;
	return r.error;
}

int loader_run_pending(struct loader *l)
{
	int error = 0;

	if (!l->pending)
		return 0;
	l->pending = false;
	l->entry = 0;
	if (l->has_board)
		error = loader_board(l);
	if (error)
		return error;
	error = goes_on(l) ? run_command(l) : -EINTR;
	loader_forget_origin(l);
	if (error == -EINTR || (l->x->interrupted && *l->x->interrupted))
		return fail(l->s, -EINTR, "interrupted");
	if (error == -ENOMEM)
		return loader_refuse_memory(l);
	if (!error)
		return 0;
	return loader_refuse(l, l->number, "command %u no longer runs: %s",
			     l->x->log.at + 1, l->x->message);
}

void loader_drop_pending(struct loader *l)
{
	l->pending = false;
	l->entry = 0;
	loader_forget_origin(l);
}

/* What has no fate by the end was under way when the session died. */
static int end_pending(struct loader *l)
{
	uint64_t entry = l->entry;
	int error;

	/* Also the last one of the log that a recovery file begins with. */
	if (!l->live || (l->numbered && !l->entry))
		return loader_run_pending(l);
	if (!l->pending || !l->how || !l->how->again) {
		loader_drop_pending(l);
		return 0;
	}
	/* Its fate may have been cut off after what it booted. */
	memory_stream_reset(&l->board);
	memory_stream_reset(&l->listing);
	l->has_board = l->has_listing = false;
	error = loader_run_pending(l);
	l->how->stopped = error;
	if (!error) {
		l->how->answered = entry;
		l->how->end = l->behind;
	}
	return error == -ENOMEM ? error : 0;
}

static int add_board_line(struct loader *l, const char *text)
{
	if (!l->has_board)
		return loader_refuse(l, l->line, "#| before #board");
	if (ftell(l->board.file) > BOARD_MAX_TEXT)
		return loader_refuse(l, l->line, "the board is too long");
	fprintf(l->board.file, "%s\n", text + strspn(text, " "));
	return 0;
}

/* The text after \\; *@text is after it then. Return: EOF: the line goes on. */
static int unescape(const char **text)
{
	const char *p = *text;
	int c = 0;

	if (!*p)
		return EOF;
	if (*p == '\\') {
		++*text;
		return '\\';
	}
	for (int i = 0; i < 3; i++, p++) {
		if (*p < '0' || *p > '7')
			break;
		c = 8 * c + *p - '0';
	}
	*text = p;
	return c & 0xff;
}

static int add_listing_line(struct loader *l, const char *text)
{
	int c = '\n';

	if (!l->x)
		return loader_refuse(l, l->line, "#< before #start");
	if (!l->entry) {
		int error = loader_run_pending(l);

		if (error)
			return error;
	}
	if (ftell(l->listing.file) > LINES_SKIP)
		return loader_refuse(l, l->line, "the listing is too long");
	l->has_listing = true;
	while (*text && c != EOF) {
		c = *text++;
		if (c == '\\')
			c = unescape(&text);
		if (c != EOF)
			putc(c, l->listing.file);
	}
	if (c != EOF)
		putc('\n', l->listing.file);
	return 0;
}

static int add_command(struct loader *l, const char *text)
{
	int error;

	if (!l->x)
		return loader_refuse(l, l->line,
				     "there is a command before #start");
	if (l->pending && l->entry)
		return loader_refuse(l, l->line,
				     "entry %" PRIu64 " has no fate", l->entry);
	if (l->pending) {
		error = loader_run_pending(l);
		if (error)
			return error;
	}
	strcpy(l->command, text);
	l->number = l->line;
	l->behind = ftello(l->file);
	l->pending = true;
	return 0;
}

static int check_magic(struct loader *l)
{
	size_t len = strlen(magic);

	if (strncmp(l->text, magic, len))
		return loader_refuse(
			l, 1,
			"not a saved session: the first line is not `%s%s`",
			magic, format);
	if (strcmp(l->text + len, format))
		return loader_refuse(
			l, 1,
			"the session has format %s; this vmscope reads "
			"format %s",
			shown(l->text + len).text, format);
	return 0;
}

static int read_one(struct loader *l)
{
	const char *text = l->text;

	if (l->line == 1)
		return check_magic(l);
	if (l->ended)
		return loader_refuse(l, l->line, "there is a line after #end");
	if (text[0] == '#' && text[1] == '|')
		return add_board_line(l, text + 2);
	if (text[0] == '#' && text[1] == '<')
		return add_listing_line(l, text + 2 + (text[2] == ' '));
	if (text[0] == '#' && text[1] == '>')
		return add_command(l, text + 2 + (text[2] == ' '));
	if (text[0] == '#' && text[1] && !is_blank(text[1]))
		return loader_directive(l, l->text + 1);
	return is_comment(text[0]) || !text[0] ? 0 : add_command(l, text);
}

static int read_all(struct loader *l)
{
	size_t len;
	int error = 0;

	while (!error &&
	       text_lines_read(l->file, l->text, LINE_ROOM - 1, &len)) {
		l->line++;
		if (feof(l->file) && l->live)
			break;
		if (feof(l->file))
			return loader_refuse(l, l->line,
					     "the file is cut off here");
		if (len >= LINE_ROOM || memchr(l->text, '\0', len))
			return loader_refuse(
				l, l->line,
				len >= LINE_ROOM
					? N_("the line is too long")
					: N_("the line contains a NUL byte"));
		l->text[len] = '\0';
		error = read_one(l);
		if (l->how && !l->entry)
			l->how->end = ftello(l->file);
	}
	if (!error && ferror(l->file))
		return loader_refuse(l, l->line + 1, "%s", error_text(errno));
	return error ? error : end_pending(l);
}

static int check_whole(struct loader *l)
{
	const char *missing = l->x ? "#end" : "#start";

	if (l->x && (l->live || l->ended))
		return 0;
	return loader_refuse(l, l->line + 1, "the file is cut off: no %s",
			     missing);
}

/* The loaded session becomes this one; what was goes with the loader. */
static void take_over(struct session *s, struct session *x)
{
	struct values values = s->values;
	struct command_log log = s->log;

	session_swap(s, x);
	s->values = x->values;
	x->values = values;
	s->log = x->log;
	x->log = log;
	s->last_before = s->last_after = session_position(s);
}

/*
 * What is broken, stopped or gone costs no more than what comes after it. The
 * command that did not end may have left stores that nobody took back.
 */
static int keep_part(struct loader *l, int error)
{
	if (!l->how || !l->x)
		return error;
	if (l->x->interrupted)
		*l->x->interrupted = 0;
	if (session_position(l->x) !=
		    command_log_moment(&l->x->log, l->x->log.at) &&
	    timeline_goto(l->x, l->x->log.at))
		return error;
	l->how->partial = error;
	return 0;
}

static int load(struct loader *l)
{
	int error = memory_stream_open(&l->board);

	if (!error)
		error = memory_stream_open(&l->listing);
	l->text = malloc(LINE_ROOM);
	l->typed = malloc(LINE_ROOM);
	l->command = malloc(LINE_ROOM);
	if (error || !l->text || !l->typed || !l->command)
		error = loader_refuse_memory(l);
	if (!error)
		error = read_all(l);
	if (!error)
		error = check_whole(l);
	if (error || (l->how && l->how->stopped))
		error = keep_part(l, error);
	if (!error)
		take_over(l->s, l->x);
	session_free(l->x);
	memory_stream_close(&l->board);
	memory_stream_close(&l->listing);
	free(l->text);
	free(l->typed);
	free(l->command);
	return error;
}

int saved_session_load(struct session *s, const char *file)
{
	struct loader l = { .name = file, .s = s, .file = lines_open(file) };
	int error;

	if (!l.file)
		return fail(s, -errno, "cannot read %s: %s", shown(file).text,
			    input_problem(errno));
	error = load(&l);
	fclose(l.file);
	return error;
}

int saved_session_take_up(struct session *s, FILE *file, const char *name,
			  struct taking *how)
{
	struct loader l = { .name = name,
			    .s = s,
			    .file = file,
			    .live = true,
			    .how = how,
			    .said_at = clock_ms() };

	return load(&l);
}
