/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recovery_file.h - the command log of a living session, on disk.
 *
 * $XDG_STATE_HOME/vmscope (~/.local/state/vmscope) has one file a session with
 * a prompt, in the form of saved_session.h. A command is written before it runs, by
 * one write(2), so that the end of the process, however sudden, loses none. It
 * is not flushed to the device: a crash of the whole computer may lose the
 * last seconds. The living process holds a lock on its file; a file without
 * one was left by a session that died.
 *
 * All functions that write allow NULL, for a session without a file. When the
 * disk does not take a line the file ends there, and statefile_trouble() says
 * so once.
 */
#ifndef VMSCOPE_SESSION_FILES_RECOVERY_FILE_H
#define VMSCOPE_SESSION_FILES_RECOVERY_FILE_H

#include <stdint.h>
#include <stdio.h>

struct session;
struct statefile;

/**
 * statefile_begin() - offer what dead sessions left, then write a file.
 * @s: a session that has just begun; s->state is set, unless there is no place
 * @in: a terminal, for the answers
 * @out: the questions, and what comes of it
 */
void statefile_begin(struct session *s, FILE *in, FILE *out);

/**
 * statefile_end() - the session ended as its owner wished: remove the file.
 * @s: the session; s->state is NULL afterwards
 */
void statefile_end(struct session *s);

/**
 * statefile_command() - a command is going to run.
 * @f: the file
 * @typed: as typed
 * @len: bytes of @typed
 * @canonical: NUL-terminated
 */
void statefile_command(struct statefile *f, const char *typed, size_t len,
		       const char *canonical);

/** statefile_refused() - that command ended with an error. */
void statefile_refused(struct statefile *f);

/** statefile_goto() - the machine went to moment @n. */
void statefile_goto(struct statefile *f, uint32_t n);

/**
 * statefile_line() - another line of time, or another name for it.
 * @f: the file
 * @what: "switch" or "line"
 * @name: of the line
 */
void statefile_line(struct statefile *f, const char *what, const char *name);

/** statefile_restart() - the session has another log now: write it all. */
void statefile_restart(struct session *s);

/**
 * statefile_trouble() - what is wrong with the file.
 * @f: the file
 * Return: one sentence, once; NULL: nothing new
 */
const char *statefile_trouble(struct statefile *f);

#endif
