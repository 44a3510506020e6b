/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved_session_directives.c - the lines of a saved session that begin with #.
 *
 * A row and a function each; saved_session.c reads the lines and runs commands.
 */
#include "session/files/saved_session_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "session/time/timeline.h"
#include "translate.h"

static int do_nothing(struct loader *l, char *text)
{
	(void)l;
	(void)text;
	return 0;
}

static int do_board(struct loader *l, char *text)
{
	if (!*text || strlen(text) >= sizeof(l->origin.board.name))
		return loader_refuse(
			l, l->line,
			"a board's name must have 1 to %zu characters",
			sizeof(l->origin.board.name) - 1);
	strcpy(l->origin.board.name, text);
	memory_stream_reset(&l->board);
	l->has_board = true;
	return 0;
}

static int do_cmdline(struct loader *l, char *text)
{
	if (strlen(text) >= sizeof(l->origin.cmdline))
		return loader_refuse(
			l, l->line,
			"the kernel takes at most %zu bytes of arguments",
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
		return loader_refuse(l, l->line,
				     l->x ? N_("there is a second #start")
					  : N_("#start without #board"));
	error = loader_board(l);
	if (error)
		return error;
	begin = calloc(1, sizeof(*begin));
	if (!begin)
		return loader_refuse_memory(l);
	begin->settings = l->s->settings;
	begin->interrupted = l->s->interrupted;
	if (l->how && l->how->progress) {
		begin->progress = loader_progress;
		begin->progress_for = l;
	}
	begin->log.board = l->origin.board;
	strcpy(begin->log.cmdline, l->origin.cmdline);
	l->x = session_at_start(begin, SESSION_LOADING, why, sizeof(why));
	free(begin);
	loader_forget_origin(l);
	return l->x ? 0 : loader_refuse(l, l->line, "%s", why);
}

static int do_typed(struct loader *l, char *text)
{
	strcpy(l->typed, text);
	l->has_typed = true;
	return 0;
}

static int do_file(struct loader *l, char *text)
{
	if (parse_number(text, &l->file_hash))
		return loader_refuse(l, l->line, "#file needs a number");
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
		return loader_refuse(l, l->line,
				     "a line must be: #hash 100 0x...");
	if (n != l->x->log.at)
		return loader_refuse(l, l->line,
				     "#hash %s comes after command %u", text,
				     l->x->log.at);
	if (hash != machine_hash(l->x->k->m))
		return loader_refuse(
			l, l->line,
			"this vmscope's machine differs after command "
			"%u; it is the same up to command %u",
			l->x->log.at, l->hashed);
	l->hashed = l->x->log.at;
	return 0;
}

static int do_goto(struct loader *l, char *text)
{
	uint64_t n;
	int error;

	if (parse_number(text, &n) || n > l->x->log.nr)
		return loader_refuse(l, l->line,
				     "%s is not the number of a command",
				     shown(text).text);
	error = timeline_goto(l->x, (uint32_t)n);
	return error ? loader_refuse(l, l->line, "%s", l->x->message) : 0;
}

static int do_line(struct loader *l, char *text)
{
	if (!branch_name_is_good(text))
		return loader_refuse(l, l->line,
				     "%s is not a valid branch name",
				     shown(text).text);
	if (branch_rename(&l->x->log, text))
		return loader_refuse(l, l->line, "there is already a branch %s",
				     text);
	return 0;
}

static int do_switch(struct loader *l, char *text)
{
	struct branch *b = branch_find(&l->x->log, text);
	int error;

	if (!b)
		return loader_refuse(l, l->line, "there is no branch %s",
				     shown(text).text);
	error = timeline_change(l->x, b);
	return error ? loader_refuse(l, l->line, "%s", l->x->message) : 0;
}

static int do_end(struct loader *l, char *text)
{
	(void)text;
	if (l->x->log.at != l->hashed)
		return loader_refuse(l, l->line,
				     "there is no #hash after command %u",
				     l->x->log.at);
	l->ended = true;
	return 0;
}

static int do_branch(struct loader *l, char *text)
{
	int error;

	if (!branch_find(&l->x->log, text))
		return loader_refuse(l, l->line, "there is no branch %s",
				     shown(text).text);
	error = timeline_branch(l->x, text);
	return error ? loader_refuse(l, l->line, "%s", l->x->message) : 0;
}

/* ---- Entries of a recovery file ---- */

static int do_recovery(struct loader *l, char *text)
{
	(void)text;
	l->live = l->numbered = true;
	if (l->how)
		l->how->numbered = true;
	return 0;
}

static int do_command(struct loader *l, char *text)
{
	if (parse_number(text, &l->entry) || !l->entry)
		return loader_refuse(l, l->line, "#command needs a number");
	if (l->how)
		l->how->last = l->entry;
	l->has_typed = false;
	return 0;
}

/* A fate is that of the entry it names, or of nobody's. */
static int check_entry(struct loader *l, const char *text)
{
	uint64_t n;

	if (!parse_number(text, &n) && l->pending && n == l->entry)
		return 0;
	return loader_refuse(l, l->line, "no command %s waits for its fate",
			     shown(text).text);
}

static int do_answered(struct loader *l, char *text)
{
	int error = check_entry(l, text);

	return error ? error : loader_run_pending(l);
}

static int do_refused(struct loader *l, char *text)
{
	int error = *text || l->entry ? check_entry(l, text) : 0;

	if (!error)
		loader_drop_pending(l);
	return error;
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
	{ "branch", AFTER_START, do_branch },
	{ "recovery", ANYWHERE, do_recovery },
	{ "command", AFTER_START, do_command },
	{ "answered", ON_PENDING, do_answered },
	{ "refused", ON_PENDING, do_refused },
};

int loader_directive(struct loader *l, char *text)
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
			return loader_refuse(l, l->line, "#%s before #start",
					     text);
		/* What it booted may stand between an entry and its fate. */
		if (l->pending && l->entry && d->when == AFTER_START)
			return loader_refuse(l, l->line,
					     "entry %" PRIu64 " has no fate",
					     l->entry);
		if (d->when != ON_PENDING && !l->entry)
			error = loader_run_pending(l);
		return error ? error : d->run(l, rest);
	}
	return loader_refuse(l, l->line, "#%s means nothing here",
			     shown(text).text);
}
