/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timeline.h - moving the machine along the command log.
 *
 * Moments that the journal still holds are reached by taking stores back or
 * doing them again; all others by running the log's commands: forward from
 * where the machine is, or from a fresh boot. Both ways end in the same bytes.
 *
 * Invariant: the machine is at moment log.at, whatever fails.
 */
#ifndef VMSCOPE_SESSION_TIME_TIMELINE_H
#define VMSCOPE_SESSION_TIME_TIMELINE_H

#include "session/session.h"

/**
 * timeline_goto() - take the machine to a moment.
 * @s: the session
 * @n: moment, 0 to log.nr
 * Return: 0; -EINTR (Ctrl-C), -ENOMEM, -ESTALE (a command of the log does
 * something else than it did, for a file has changed) with fail(). Cost: the
 * stores between, or all commands before @n.
 */
int timeline_goto(struct session *s, uint32_t n);

/**
 * timeline_record() - run one entry of the log again, and record it.
 * @s: the session
 * @n: number of the entry, which must not boot
 * @r: the record
 * Return: 0 with the machine at moment @n; as timeline_goto() with it at some
 * other. The entries after @n stay in the log.
 */
int timeline_record(struct session *s, uint32_t n, struct step_record *r);

/**
 * timeline_change() - go to another line of time.
 * @s: the session
 * @b: the branch; it is no longer one, but the log's former tail is
 * Return: 0, with the machine at branch_leaves(@b) or before; fail(), and with
 * -ENOMEM perhaps on a line on the way
 */
int timeline_change(struct session *s, struct branch *b);

/**
 * timeline_branch() - go to the end of another line, for the person.
 * @s: the session
 * @name: of a branch
 * Return: 0; as timeline_goto(), with everything as it was. Cost: all commands
 * of that line, from the beginning.
 */
int timeline_branch(struct session *s, const char *name);

/** timeline_travel() - timeline_goto() that the recovery file hears of. */
int timeline_travel(struct session *s, uint32_t n);

/**
 * timeline_run() - run one entry of a log in a replaying session.
 * @x: the session, at moment @n - 1
 * @log: the log
 * @n: number of the entry
 * Return: 0, or fail() on @x
 */
int timeline_run(struct session *x, const struct command_log *log, uint32_t n);

/**
 * timeline_boot() - add an entry that boots, and boot.
 * @x: the session
 * @typed: as typed, NUL-terminated
 * @canonical: likewise
 * @origin: on which board and with which arguments, or with which listing on
 * those that the last boot had; copied
 * Return: 0, or fail() with everything as it was
 */
int timeline_boot(struct session *x, const char *typed, const char *canonical,
		  const struct origin *origin);

/**
 * timeline_take_back() - undo what a command did before it failed.
 * @s: the session, whose log does not have the command
 * @position: of the journal before the command
 * @error: the command's; its message stays
 * Return: @error, or fail() when the machine could not be taken back
 */
int timeline_take_back(struct session *s, uint64_t position, int error);

#endif
