/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved_session.h - a session as a text: its command log, and what it needs to run.
 *
 *   # vmscope session 1          always the first line
 *   ;) ...                       no shell runs the file: SAVED_GUARD
 *   #version 0.1.0               which program wrote it; for people
 *   #board marvell               the board of the next boot, its file's
 *   #| title = ...               lines after #|
 *   #cmdline mem=64M             kernel arguments of the next boot
 *   #start                       boot
 *   #typed vfree $1              what was typed, where it differs
 *   vfree 0xd0800000             a command in canonical form (command_log.h)
 *   #< 0xd0800000-0xd0802000 ...  lines of the listing that it imports; in them
 *                                \\ is a backslash, \ooo a byte that is not
 *                                text, \ at the end: the next line goes on
 *   #hash 100 0x5e1d...          machine_hash() after command 100
 *   #goto 12                     undo, redo or goto went to moment 12
 *   #> vmalloc 4k                a command that is not on the way to the last
 *                                moment: undone, or on a branch (branch.h)
 *   #line branch-1               the present line of time is called so
 *   #end                         always the last line
 *
 * The recovery file (recovery_file.h) begins with the log as it was when the file
 * was made, in this form; then come commands as they came, and these besides:
 *
 *   #recovery                    after the first line: it has no end
 *   #command 7                   the next command is entry 7 of this file
 *   #answered 7                  entry 7 is in the log. What it booted, as #board
 *                                or #<, stands between the two
 *   #refused 7                   it ended with an error, or was stopped: it has
 *                                not happened
 *   #branch main                 `branch` went to the end of that line
 *
 * An entry is written before it runs, its fate before it answers. So one
 * without a fate is the last, and was under way when the session died.
 *
 * Also read, but no longer written: `#file 0x1c2f...`, a hash of the listing,
 * for its lines; `#switch main`, which goes to where that line leaves, and onto
 * it; a recovery file without #recovery and numbers, in which
 * `#refused` is about the command above.
 *
 * All but the commands are comments to `source`: it imports what the listing's
 * file says by then.
 */
#ifndef VMSCOPE_SESSION_FILES_SAVED_SESSION_H
#define VMSCOPE_SESSION_FILES_SAVED_SESSION_H

#include <sys/types.h>

#include "session/session.h"

#define SAVED_MAGIC "# vmscope session "
#define SAVED_FORMAT "1"

/*
 * `boot x=$(id)` and `insmod e1000 4k` mean something to a shell, too. None
 * reads past this: a list cannot begin with a semicolon, and nothing is open
 * that a parenthesis could close.
 */
#define SAVED_GUARD                                                            \
	";) no shell runs what follows; to vmscope this is a comment"

/**
 * saved_session_write() - save a session: where it is, what is undone, all branches.
 * @s: the session
 * @file: a file's name; what was there stays if this fails
 * Return: 0, or fail()
 *
 * The commands run again in a machine beside, which gives the hashes and shows
 * that they lead to where the session is.
 */
int saved_session_write(struct session *s, const char *file);

/**
 * saved_session_load() - run a saved session; it takes the place of this one.
 * @s: the session: machine, log and values become the loaded ones
 * @file: its name
 * Return: 0, or fail() with everything as it was
 */
int saved_session_load(struct session *s, const char *file);

/* How a recovery file is taken up, and what came of it. */
struct taking {
	bool again;	  /* run the command that was under way, too */
	FILE *progress;	  /* for a line that tells how far it is; or NULL */
	unsigned long of; /* commands that there may be, for that line */

	bool told;	   /* that line is on the screen */
	bool partial;	   /* it was stopped, or did not run on: s->message */
	bool stopped;	   /* the command under way was, or it was refused */
	bool numbered;	   /* its entries are: the file can be gone on with */
	uint64_t last;	   /* number of the last entry */
	uint64_t answered; /* of the command under way, if it ran; 0 */
	off_t end;	   /* bytes up to where all that counts ends */
};

/**
 * saved_session_take_up() - run what a session left in its recovery file.
 * @s: the session: it becomes that one, as far as it runs
 * @file: the file, open; stays open. A last line without end is not looked at
 * @name: its name
 * @how: see there
 * Return: 0; fail() when nothing of it runs, with everything as it was
 */
int saved_session_take_up(struct session *s, FILE *file, const char *name,
			  struct taking *how);

/**
 * saved_session_print() - a recovery file's beginning: no hashes, no end.
 * Return: 0 or -ENOMEM
 */
int saved_session_print(const struct command_log *log, FILE *to);

/** saved_print_origin() - what an entry that boots brought about. */
void saved_print_origin(const struct origin *origin, FILE *to);

#endif
