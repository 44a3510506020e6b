/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timeline.c - time travel: by the journal, else by replay.
 */
#include "session/time/timeline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"
#include "session/stepping/step_record.h"
#include "session/import/import_session.h"
#include "session/files/recovery_file.h"

/* ---- Running entries ---- */

static int run_text(struct session *x, const char *canonical)
{
	struct result r;

	session_execute(x, canonical, strlen(canonical), &r);
	return r.error;
}

/* A file may be gone or have changed; what it said is in the log. */
static int boot(struct session *x, const struct origin *origin,
		const char *canonical)
{
	int error;

	if (!origin->listing)
		return session_boot(x, &origin->board, origin->cmdline);
	error = words_split(&x->words, canonical, strlen(canonical));
	if (error || !x->words.nr)
		return error == -ENOMEM ? fail_memory(x)
					: fail(x, -EINVAL, "no file's name");
	return session_import_text(x, x->words.word[x->words.nr - 1],
				   origin->listing, origin->size);
}

int timeline_run(struct session *x, const struct command_log *log, uint32_t n)
{
	const struct origin *origin = log->entry[n - 1].origin;
	const char *canonical = command_log_canonical(log, n);

	return origin ? boot(x, origin, canonical) : run_text(x, canonical);
}

int timeline_boot(struct session *x, const char *typed, const char *canonical,
		  const struct origin *origin)
{
	int error;

	if (command_log_prepare(&x->log, typed, strlen(typed), canonical,
				true) ||
	    origin_set_listing(x->log.next.origin, origin->listing,
			       origin->size))
		return fail_memory(x);
	error = boot(x, origin, canonical);
	if (error)
		return error;
	session_note_boot(x);
	command_log_commit(&x->log, session_position(x));
	return 0;
}

/* Entries (@from, @to]; *@at is where it got, also when it fails. */
static int run_entries(struct session *x, const struct command_log *log,
		       uint32_t from, uint32_t to, uint32_t *at)
{
	int error = 0;

	for (*at = from; !error && *at < to; *at += !error) {
		if (!session_goes_on(x, *at - from, to - from))
			return fail(x, -EINTR, "interrupted");
		error = timeline_run(x, log, *at + 1);
		if (!error &&
		    session_position(x) != command_log_moment(log, *at + 1))
			error = fail(x, -ESTALE, "it behaves differently now");
	}
	return error;
}

/* Pass on what a session that is about to go has to say. */
static int fail_at(struct session *s, const struct session *x,
		   const struct command_log *log, uint32_t at, int error)
{
	char why[MESSAGE_SIZE];

	strcpy(why, x->message);
	return fail(s, error, "command %u, %s: %.300s", at + 1,
		    shown(command_log_typed(log, at + 1)).text, why);
}

/* ---- Three ways ---- */

static void arrive(struct session *s, uint32_t n)
{
	s->log.at = n;
	s->last_before = s->last_after = session_position(s);
}

static bool seek(struct session *s, uint32_t n)
{
	return command_log_epoch(&s->log, n) ==
		       command_log_epoch(&s->log, s->log.at) &&
	       !machine_seek(s->k->m, command_log_moment(&s->log, n));
}

/* A session that replays entries in the place of @s; NULL after fail(). */
static struct session *replayer(struct session *s)
{
	char why[MESSAGE_SIZE];
	struct session *x =
		session_at_start(s, SESSION_REPLAYING, why, sizeof(why));

	if (!x)
		fail(s, -ENOMEM, "%s", why);
	return x;
}

/* From moment 0 of another machine, which takes the place of this one. */
static int replay_log(struct session *s, const struct command_log *log,
		      uint32_t n)
{
	struct session *x = replayer(s);
	uint32_t at;
	int error;

	if (!x)
		return -ENOMEM;
	error = run_entries(x, log, 0, n, &at);
	if (error)
		error = fail_at(s, x, log, at, error);
	else
		session_swap(s, x);
	session_free(x);
	return error;
}

static int replay(struct session *s, uint32_t n)
{
	int error = replay_log(s, &s->log, n);

	if (!error)
		arrive(s, n);
	return error;
}

/*
 * On this machine, but in a session of its own, because the values of @s are
 * the person's. It gets the machine and gives it back, wherever it got. With a
 * record, nothing of it boots.
 */
static int forward(struct session *s, uint32_t n, struct step_record *r)
{
	struct session *x = replayer(s);
	uint32_t at;
	int error;

	if (!x)
		return -ENOMEM;
	session_swap(s, x);
	if (r)
		record_begin(r, x->k);
	error = run_entries(x, &s->log, s->log.at, n, &at);
	if (r && record_end(r, x->k) && !error)
		error = fail_memory(x);
	session_swap(s, x);
	s->log.at = at;
	if (error)
		error = timeline_take_back(s, command_log_moment(&s->log, at),
					   fail_at(s, x, &s->log, at, error));
	arrive(s, s->log.at);
	session_free(x);
	return error;
}

/* What was done again last is the last command: it can be told of. */
static void done_again(struct session *s)
{
	uint32_t n = s->log.at;

	if (n &&
	    command_log_epoch(&s->log, n - 1) == command_log_epoch(&s->log, n))
		s->last_before = command_log_moment(&s->log, n - 1);
}

int timeline_goto(struct session *s, uint32_t n)
{
	bool ahead = n > s->log.at;
	int error = 0;

	if (seek(s, n))
		arrive(s, n);
	else
		error = ahead ? forward(s, n, NULL) : replay(s, n);
	if (!error && ahead)
		done_again(s);
	return error;
}

int timeline_record(struct session *s, uint32_t n, struct step_record *r)
{
	int error = timeline_goto(s, n - 1);

	if (!error)
		error = forward(s, n, r);
	if (!error)
		s->last_before = command_log_moment(&s->log, n - 1);
	return error;
}

int timeline_travel(struct session *s, uint32_t n)
{
	uint32_t from = s->log.at;
	int error = timeline_goto(s, n);

	if (s->log.at != from)
		recovery_file_goto(s->state, s->log.at);
	return error;
}

/* ---- From line to line ---- */

int timeline_change(struct session *s, struct branch *b)
{
	uint32_t leaves = branch_leaves(b);
	int error = s->log.at > leaves ? timeline_goto(s, leaves) : 0;

	if (error)
		return error;
	error = branch_enter(&s->log, b);
	/* A position after here was one of the line that was left. */
	journal_drop_future(&s->k->m->journal);
	return error ? fail_memory(s) : 0;
}

/* Nothing changes before all of it has worked, on copies. */
int timeline_branch(struct session *s, const char *name)
{
	struct command_log log;
	struct branch *b;
	int error = command_log_copy(&s->log, &log);

	if (error)
		return fail_memory(s);
	b = branch_find(&log, name);
	if (log.at > branch_leaves(b))
		log.at = branch_leaves(b);
	error = branch_enter(&log, b) ? fail_memory(s)
				      : replay_log(s, &log, log.nr);
	if (error) {
		command_log_drop(&log);
		return error;
	}
	command_log_drop(&s->log);
	s->log = log;
	arrive(s, log.nr);
	recovery_file_line(s->state, "branch", name);
	return 0;
}

/* ---- Commands that failed on the way ---- */

/*
 * The stores of the failed command overwrote what the journal had of the
 * future: those moments are reached by replay from now on.
 */
static bool seek_back(struct session *s, uint64_t position)
{
	if (machine_seek(s->k->m, position))
		return false;
	journal_drop_future(&s->k->m->journal);
	return true;
}

int timeline_take_back(struct session *s, uint64_t position, int error)
{
	char message[MESSAGE_SIZE];

	if (session_position(s) == position)
		return error;
	if (seek_back(s, position))
		return error;
	strcpy(message, s->message);
	if (s->mode != SESSION_LIVE)
		return error;
	if (s->interrupted)
		*s->interrupted = 0;
	if (replay(s, s->log.at))
		return fail(s, -EUCLEAN,
			    "%.200s; the machine could not be taken back "
			    "either, `goto %u` tries again",
			    message, s->log.at);
	strcpy(s->message, message);
	return error;
}
