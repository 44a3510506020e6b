/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved_session.c - reading and running saved sessions; saved_session_write.c writes them.
 *
 * A command is run when the line behind it has been read: that line may say
 * that it was refused.
 */
#include "session/files/saved_session.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "session/import/board_file.h"
#include "session/files/text_lines.h"
#include "session/time/timeline.h"

enum {
	BOARD_MAX_TEXT = 65536, /* bytes */
	PROGRESS_EVERY = 1000,	/* lines */
	LINE_ROOM = CANONICAL_MAX_LENGTH + 16,
};

static const char magic[] = SAVED_MAGIC;
static const char format[] = SAVED_FORMAT;

struct loader {
	const char *name;
	FILE *file;
	bool last;	    /* no line comes any more */
	bool live;	    /* a state file: it has no end */
	unsigned long line; /* the line read last, from 1 */
	char *text;	    /* it; LINE_ROOM bytes */
	struct session *s;  /* for messages, and the beginning's defaults */
	struct session *x;  /* runs the commands; NULL before #start */

	/* For the command to come. */
	struct stream board; /* its lines */
	bool has_board, has_file, has_typed;
	struct origin origin;
	char *typed; /* LINE_ROOM bytes */

	bool pending;	      /* a command waits: */
	char *command;	      /* LINE_ROOM bytes */
	unsigned long number; /* of its line */

	uint32_t hashed; /* the last moment with a hash */
	bool ended;	 /* there was an #end */
};

static int refuse(struct loader *l, unsigned long line, const char *words, ...)
	__attribute__((format(printf, 3, 4)));

static int refuse(struct loader *l, unsigned long line, const char *words, ...)
{
	char what[MESSAGE_SIZE];
	va_list args;

	va_start(args, words);
	vsnprintf(what, sizeof(what), words, args);
	va_end(args);
	return fail(l->s, -EINVAL, "%s:%lu: %.400s", l->name, line, what);
}

static int refuse_memory(struct loader *l)
{
	fail_memory(l->s);
	return -ENOMEM;
}

/* The board whose lines have been gathered. */
static int read_board(struct loader *l)
{
	char why[MESSAGE_SIZE], name[sizeof(l->origin.board.name)];
	FILE *file;
	int error;

	strcpy(name, l->origin.board.name);
	if (stream_text(&l->board))
		return refuse_memory(l);
	if (!l->board.size)
		return refuse(l, l->line, "#board %s has no lines", name);
	file = fmemopen(l->board.text, l->board.size, "r");
	if (!file)
		return refuse_memory(l);
	error = board_read(file, name, &l->origin.board, why, sizeof(why));
	fclose(file);
	return error ? refuse(l, l->line, "board %s", why) : 0;
}

static void forget_origin(struct loader *l)
{
	stream_reset(&l->board);
	l->has_board = l->has_file = l->has_typed = false;
	l->origin.cmdline[0] = '\0';
}

static int run_import(struct loader *l)
{
	uint64_t hash;
	int error;

	if (words_split(&l->x->words, l->command, strlen(l->command)) ||
	    !l->x->words.nr)
		return fail(l->x, -EINVAL, "no file's name");
	error = file_hash(l->x->words.word[l->x->words.nr - 1], &hash);
	if (error)
		return fail(l->x, error, "cannot read the listing: %s",
			    strerror(-error));
	if (hash != l->origin.file_hash)
		return fail(l->x, -ESTALE, "the listing has changed since");
	return 0;
}

static int run_command(struct loader *l)
{
	const char *typed = l->has_typed ? l->typed : l->command;
	struct result r;
	int error = l->has_file ? run_import(l) : 0;

	if (error)
		return error;
	if (l->has_board && !l->has_file)
		return timeline_boot(l->x, typed, l->command, &l->origin);
	l->x->typed = typed;
	session_execute(l->x, l->command, strlen(l->command), &r);
	l->x->typed = NULL;
	return r.error;
}

/* The last one of a state file may have died before it was refused. */
static int run_pending(struct loader *l)
{
	int error = 0;

	if (!l->pending)
		return 0;
	l->pending = false;
	if (l->has_board)
		error = read_board(l);
	if (error)
		return error;
	error = run_command(l);
	forget_origin(l);
	if (error == -EINTR || (l->x->interrupted && *l->x->interrupted))
		return fail(l->s, -EINTR, "interrupted");
	if (error == -ENOMEM)
		return refuse_memory(l);
	if (!error || (l->live && l->last))
		return 0;
	return refuse(l, l->number, "command %u no longer runs: %s",
		      l->x->log.at + 1, l->x->message);
}

/* ---- Lines that begin with # ---- */

static int do_nothing(struct loader *l, char *text)
{
	(void)l;
	(void)text;
	return 0;
}

static int do_board(struct loader *l, char *text)
{
	if (!*text || strlen(text) >= sizeof(l->origin.board.name))
		return refuse(l, l->line, "a board's name has 1 to %zu letters",
			      sizeof(l->origin.board.name) - 1);
	strcpy(l->origin.board.name, text);
	stream_reset(&l->board);
	l->has_board = true;
	return 0;
}

static int do_cmdline(struct loader *l, char *text)
{
	if (strlen(text) >= sizeof(l->origin.cmdline))
		return refuse(l, l->line,
			      "the kernel takes %zu bytes of arguments",
			      sizeof(l->origin.cmdline) - 1);
	strcpy(l->origin.cmdline, text);
	return 0;
}

/* A machine that nobody asks about yet: session_at_start() wants a log. */
static int do_start(struct loader *l, char *text)
{
	char why[MESSAGE_SIZE];
	struct session *begin;
	int error;

	(void)text;
	if (l->x || !l->has_board)
		return refuse(l, l->line,
			      l->x ? "#start is there twice"
				   : "#start without #board");
	error = read_board(l);
	if (error)
		return error;
	begin = calloc(1, sizeof(*begin));
	if (!begin)
		return refuse_memory(l);
	begin->settings = l->s->settings;
	begin->interrupted = l->s->interrupted;
	begin->log.board = l->origin.board;
	strcpy(begin->log.cmdline, l->origin.cmdline);
	l->x = session_at_start(begin, SESSION_LOADING, why, sizeof(why));
	free(begin);
	forget_origin(l);
	return l->x ? 0 : refuse(l, l->line, "%s", why);
}

static int do_typed(struct loader *l, char *text)
{
	strcpy(l->typed, text);
	l->has_typed = true;
	return 0;
}

static int do_file(struct loader *l, char *text)
{
	if (parse_number(text, &l->origin.file_hash))
		return refuse(l, l->line, "#file needs a number");
	l->has_file = true;
	return 0;
}

static int do_hash(struct loader *l, char *text)
{
	char *space = strchr(text, ' ');
	uint64_t n, hash;

	if (space)
		*space = '\0';
	if (!space || parse_number(text, &n) || parse_number(space + 1, &hash))
		return refuse(l, l->line, "right would be: #hash 100 0x...");
	if (n != l->x->log.at)
		return refuse(l, l->line, "#hash %s stands behind command %u",
			      text, l->x->log.at);
	if (hash != machine_hash(l->x->k->m))
		return refuse(l, l->line,
			      "this vmscope's machine is another one after "
			      "command %u; the same until command %u",
			      l->x->log.at, l->hashed);
	l->hashed = l->x->log.at;
	return 0;
}

static int do_goto(struct loader *l, char *text)
{
	uint64_t n;
	int error;

	if (parse_number(text, &n) || n > l->x->log.nr)
		return refuse(l, l->line, "%s is no command's number",
			      shown(text).text);
	error = timeline_goto(l->x, (uint32_t)n);
	return error ? refuse(l, l->line, "%s", l->x->message) : 0;
}

static int do_line(struct loader *l, char *text)
{
	if (!branch_name_is_good(text))
		return refuse(l, l->line, "%s is no name of a branch",
			      shown(text).text);
	if (branch_rename(&l->x->log, text))
		return refuse(l, l->line, "there is a branch %s already", text);
	return 0;
}

static int do_switch(struct loader *l, char *text)
{
	struct branch *b = branch_find(&l->x->log, text);
	int error;

	if (!b)
		return refuse(l, l->line, "there is no branch %s",
			      shown(text).text);
	error = timeline_change(l->x, b);
	return error ? refuse(l, l->line, "%s", l->x->message) : 0;
}

static int do_end(struct loader *l, char *text)
{
	(void)text;
	if (l->x->log.at != l->hashed)
		return refuse(l, l->line, "no #hash after command %u",
			      l->x->log.at);
	l->ended = true;
	return 0;
}

static int do_refused(struct loader *l, char *text)
{
	(void)text;
	l->pending = false;
	forget_origin(l);
	return 0;
}

enum when {
	ANYWHERE,
	AFTER_START, /* there must be a machine */
	ON_PENDING,  /* it is about the command above */
};

static const struct directive {
	const char *name;
	enum when when;
	int (*run)(struct loader *l, char *text);
} directives[] = {
	{ "version", ANYWHERE, do_nothing },
	{ "board", ANYWHERE, do_board },
	{ "cmdline", ANYWHERE, do_cmdline },
	{ "start", ANYWHERE, do_start },
	{ "typed", AFTER_START, do_typed },
	{ "file", AFTER_START, do_file },
	{ "hash", AFTER_START, do_hash },
	{ "end", AFTER_START, do_end },
	{ "goto", AFTER_START, do_goto },
	{ "line", AFTER_START, do_line },
	{ "switch", AFTER_START, do_switch },
	{ "refused", ON_PENDING, do_refused },
};

static int read_directive(struct loader *l, char *text)
{
	size_t len = strcspn(text, " ");
	char *rest = text + len + (text[len] == ' ');
	int error = 0;

	text[len] = '\0';
	for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++) {
		const struct directive *d = &directives[i];

		if (strcmp(text, d->name))
			continue;
		if (d->when != ANYWHERE && !l->x)
			return refuse(l, l->line, "#%s before #start", text);
		if (d->when != ON_PENDING)
			error = run_pending(l);
		return error ? error : d->run(l, rest);
	}
	return refuse(l, l->line, "#%s means nothing here", shown(text).text);
}

static int add_board_line(struct loader *l, const char *text)
{
	if (!l->has_board)
		return refuse(l, l->line, "#| before #board");
	if (ftell(l->board.file) > BOARD_MAX_TEXT)
		return refuse(l, l->line, "the board is too long");
	fprintf(l->board.file, "%s\n", text + strspn(text, " "));
	return 0;
}

static int add_command(struct loader *l, const char *text)
{
	int error;

	if (!l->x)
		return refuse(l, l->line, "a command before #start");
	if (l->pending) {
		error = run_pending(l);
		if (error)
			return error;
	}
	strcpy(l->command, text);
	l->number = l->line;
	l->pending = true;
	return 0;
}

static int check_magic(struct loader *l)
{
	size_t len = strlen(magic);

	if (strncmp(l->text, magic, len))
		return refuse(l, 1, "no session: the first line is not `%s%s`",
			      magic, format);
	if (strcmp(l->text + len, format))
		return refuse(l, 1, "a session of format %s; this is format %s",
			      shown(l->text + len).text, format);
	return 0;
}

static int read_one(struct loader *l)
{
	const char *text = l->text;

	if (l->line == 1)
		return check_magic(l);
	if (l->ended)
		return refuse(l, l->line, "a line behind #end");
	if (text[0] == '#' && text[1] == '|')
		return add_board_line(l, text + 2);
	if (text[0] == '#' && text[1] == '>')
		return add_command(l, text + 2 + (text[2] == ' '));
	if (text[0] == '#' && text[1] && !is_blank(text[1]))
		return read_directive(l, l->text + 1);
	return is_comment(text[0]) || !text[0] ? 0 : add_command(l, text);
}

static int read_all(struct loader *l, FILE *progress, off_t *end)
{
	size_t len;
	int error = 0;

	while (!error && lines_read(l->file, l->text, LINE_ROOM - 1, &len)) {
		l->line++;
		if (feof(l->file) && l->live)
			break;
		if (feof(l->file))
			return refuse(l, l->line, "the file is cut off here");
		if (len >= LINE_ROOM || memchr(l->text, '\0', len))
			return refuse(l, l->line,
				      len >= LINE_ROOM ? "the line is too long"
						       : "a NUL byte");
		l->text[len] = '\0';
		error = read_one(l);
		*end = ftello(l->file);
		if (progress && l->line % PROGRESS_EVERY == 0)
			fprintf(progress, "\rtaking up: line %lu", l->line);
	}
	if (!error && ferror(l->file))
		return refuse(l, l->line + 1, "%s", strerror(errno));
	l->last = true;
	return error ? error : run_pending(l);
}

static int check_whole(struct loader *l)
{
	const char *missing = l->x ? "#end" : "#start";

	if (l->x && (l->live || l->ended))
		return 0;
	return refuse(l, l->line + 1, "the file is cut off: no %s", missing);
}

/* The loaded session becomes this one; what was goes with the loader. */
static void take_over(struct session *s, struct session *x)
{
	struct values values = s->values;
	struct log log = s->log;

	session_swap(s, x);
	s->values = x->values;
	x->values = values;
	s->log = x->log;
	x->log = log;
	s->last_before = s->last_after = session_position(s);
}

static int load(struct loader *l, FILE *progress, off_t *end)
{
	int error = stream_open(&l->board);

	l->text = malloc(LINE_ROOM);
	l->typed = malloc(LINE_ROOM);
	l->command = malloc(LINE_ROOM);
	if (error || !l->text || !l->typed || !l->command)
		error = refuse_memory(l);
	if (!error)
		error = read_all(l, progress, end);
	if (!error)
		error = check_whole(l);
	if (!error)
		take_over(l->s, l->x);
	session_free(l->x);
	stream_close(&l->board);
	free(l->text);
	free(l->typed);
	free(l->command);
	return error;
}

int saved_load(struct session *s, const char *file)
{
	struct loader l = { .name = file, .s = s, .file = lines_open(file) };
	off_t end;
	int error;

	if (!l.file)
		return fail(s, -errno, "cannot read %s: %s", shown(file).text,
			    input_problem(errno));
	error = load(&l, NULL, &end);
	fclose(l.file);
	return error;
}

int saved_take_up(struct session *s, FILE *file, const char *name,
		  FILE *progress, off_t *end)
{
	struct loader l = { .name = name, .s = s, .file = file, .live = true };

	return load(&l, progress, end);
}
