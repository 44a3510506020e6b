/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recovery_file.h - the command log of a living session, on disk.
 *
 * $XDG_STATE_HOME/vmscope (~/.local/state/vmscope) has one file a session with
 * a prompt, in the form of saved_session.h. A command is written before it runs,
 * its fate before it answers, each by one write(2), so that the end of the
 * process, however sudden, loses none. A fate has its command's number, which
 * only statefile_command() gives out: what was never written has none. It is not
 * flushed to the device: a crash of the whole computer may lose the
 * last seconds. The living process holds a lock on its file; a file without
 * one was left by a session that died.
 *
 * All functions that write allow NULL, for a session without a file. When the
 * disk does not take a line the file ends there, and statefile_trouble() says
 * so once.
 */
#ifndef VMSCOPE_SESSION_FILES_RECOVERY_FILE_H
#define VMSCOPE_SESSION_FILES_RECOVERY_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct origin;
struct session;
struct statefile;

/**
 * statefile_begin() - offer what dead sessions left, then write a file.
 * @s: a session that has just begun; s->state is set, unless there is no place
 * @in: a terminal, for the answers
 * @out: the questions
 * @notes: what comes of it, for whoever shows it; it may be @out
 */
void statefile_begin(struct session *s, FILE *in, FILE *out, FILE *notes);

/**
 * statefile_end() - the session ended as its owner wished: remove the file.
 * @s: the session; s->state is NULL afterwards
 */
void statefile_end(struct session *s);

/**
 * statefile_leave() - the session ended without a word, as by Ctrl-D.
 * @s: the session; s->state is NULL afterwards
 * @out: for a sentence
 *
 * As statefile_end() if a saved file holds all its commands; else the next
 * start offers it.
 */
void statefile_leave(struct session *s, FILE *out);

/** statefile_keeps() - is what this session does on disk? */
bool statefile_keeps(const struct session *s);

/**
 * statefile_warning() - what to say before Ctrl-D loses commands for good.
 * @s: the session
 * @text: one sentence
 * @size: bytes of @text
 * Return: false: it loses none
 */
bool statefile_warning(const struct session *s, char *text, size_t size);

/**
 * statefile_command() - a command is going to run.
 * @f: the file
 * @typed: as typed
 * @len: bytes of @typed
 * @canonical: NUL-terminated
 * Return: its number, for one of the next two; 0: it is not in the file
 */
uint64_t statefile_command(struct statefile *f, const char *typed, size_t len,
			   const char *canonical);

/**
 * statefile_answered() - a command has happened, and is in the log.
 * @f: the file
 * @entry: its number; 0 does nothing
 * @origin: what it booted; NULL: nothing
 */
void statefile_answered(struct statefile *f, uint64_t entry,
			const struct origin *origin);

/** statefile_refused() - it has not happened. */
void statefile_refused(struct statefile *f, uint64_t entry);

/** statefile_goto() - the machine went to moment @n. */
void statefile_goto(struct statefile *f, uint32_t n);

/**
 * statefile_line() - another line of time, or another name for it.
 * @f: the file
 * @what: "branch": to the end of that one; "line": it is called so
 * @name: of the line
 */
void statefile_line(struct statefile *f, const char *what, const char *name);

/**
 * statefile_restart() - the session has another log now: a file of its own.
 * @s: the session
 * @keep: the old file stays under another name, which is told here; NULL: it
 * goes
 */
void statefile_restart(struct session *s, FILE *keep);

/**
 * statefile_trouble() - what is wrong with the file.
 * @f: the file
 * Return: one sentence, once; NULL: nothing new
 */
const char *statefile_trouble(struct statefile *f);

#endif
