/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recovery_file.h - the command log of a living session, on disk.
 *
 * $XDG_STATE_HOME/vmscope (~/.local/state/vmscope) has one file a session with
 * a prompt, in the form of saved_session.h. A command is written before it runs,
 * its fate before it answers, each by one write(2), so that the end of the
 * process, however sudden, loses none. A fate has its command's number, which
 * only recovery_file_command() gives out: what was never written has none. It is not
 * flushed to the device: a crash of the whole computer may lose the
 * last seconds. The living process holds a lock on its file; a file without
 * one was left by a session that died.
 *
 * All functions that write allow NULL, for a session without a file. When the
 * disk does not take a line the file ends there, and recovery_file_trouble() says
 * so once.
 */
#ifndef VMSCOPE_SESSION_FILES_RECOVERY_FILE_H
#define VMSCOPE_SESSION_FILES_RECOVERY_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct origin;
struct session;
struct recovery_file;

/**
 * recovery_file_begin() - offer what dead sessions left, then write a file.
 * @s: a session that has just begun; s->state is set, unless there is no place
 * @in: a terminal, for the answers
 * @out: the questions
 * @notes: what comes of it, for whoever shows it; it may be @out
 */
void recovery_file_begin(struct session *s, FILE *in, FILE *out, FILE *notes);

/**
 * recovery_file_end() - the session ended as its owner wished: remove the file.
 * @s: the session; s->state is NULL afterwards
 */
void recovery_file_end(struct session *s);

/**
 * recovery_file_leave() - the session ended without a word, as by Ctrl-D.
 * @s: the session; s->state is NULL afterwards
 * @out: for a sentence
 *
 * As recovery_file_end() if a saved file holds all its commands; else the next
 * start offers it.
 */
void recovery_file_leave(struct session *s, FILE *out);

/** recovery_file_keeps() - is what this session does on disk? */
bool recovery_file_keeps(const struct session *s);

/**
 * recovery_file_warning() - what to say before Ctrl-D loses commands for good.
 * @s: the session
 * @text: one sentence
 * @size: bytes of @text
 * Return: false: it loses none
 */
bool recovery_file_warning(const struct session *s, char *text, size_t size);

/**
 * recovery_file_command() - a command is going to run.
 * @f: the file
 * @typed: as typed
 * @len: bytes of @typed
 * @canonical: NUL-terminated
 * Return: its number, for one of the next two; 0: it is not in the file
 */
uint64_t recovery_file_command(struct recovery_file *f, const char *typed,
			       size_t len, const char *canonical);

/**
 * recovery_file_answered() - a command has happened, and is in the log.
 * @f: the file
 * @entry: its number; 0 does nothing
 * @origin: what it booted; NULL: nothing
 */
void recovery_file_answered(struct recovery_file *f, uint64_t entry,
			    const struct origin *origin);

/** recovery_file_refused() - it has not happened. */
void recovery_file_refused(struct recovery_file *f, uint64_t entry);

/** recovery_file_goto() - the machine went to moment @n. */
void recovery_file_goto(struct recovery_file *f, uint32_t n);

/**
 * recovery_file_line() - another line of time, or another name for it.
 * @f: the file
 * @what: "branch": to the end of that one; "line": it is called so
 * @name: of the line
 */
void recovery_file_line(struct recovery_file *f, const char *what,
			const char *name);

/**
 * recovery_file_restart() - the session has another log now: a file of its own.
 * @s: the session
 * @keep: the old file stays under another name, which is told here; NULL: it
 * goes
 */
void recovery_file_restart(struct session *s, FILE *keep);

/**
 * recovery_file_trouble() - what is wrong with the file.
 * @f: the file
 * Return: one sentence, once; NULL: nothing new
 */
const char *recovery_file_trouble(struct recovery_file *f);

#endif
