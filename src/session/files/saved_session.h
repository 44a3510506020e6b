/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved_session.h - a session as a text: its command log, and what it needs to run.
 *
 *   # vmscope session 1          always the first line
 *   ;) ...                       no shell runs the file: SAVED_GUARD
 *   #version 0.1.0               which program wrote it; for people
 *   #board marvell               the board of the next boot, its file's
 *   #| title = ...               lines behind #|
 *   #cmdline mem=64M             kernel arguments of the next boot
 *   #start                       boot
 *   #typed vfree $1              what was typed, where it differs
 *   vfree 0xd0800000             a command in canonical form (command_log.h)
 *   #file 0x1c2f...              hash of what the next command imports
 *   #hash 100 0x5e1d...          machine_hash() after command 100
 *   #goto 12                     undo, redo or goto went to moment 12
 *   #> vmalloc 4k                a command that is not on the way to the last
 *                                moment: undone, or on a branch (branch.h)
 *   #line branch-1               the present line of time is called so
 *   #switch main                 go to where that line leaves, and onto it
 *   #end                         always the last line
 *
 * The state file (recovery_file.h) has commands as they came, and this besides:
 *
 *   #refused                     the command above ended with an error
 *
 * All but the commands are comments to `source`.
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
 * saved_write() - save a session: where it is, what is undone, all branches.
 * @s: the session
 * @file: a file's name; what was there stays if this fails
 * Return: 0, or fail()
 *
 * The commands run again in a machine beside, which gives the hashes and shows
 * that they lead to where the session is.
 */
int saved_write(struct session *s, const char *file);

/**
 * saved_load() - run a saved session; it takes the place of this one.
 * @s: the session: machine, log and values become the loaded ones
 * @file: its name
 * Return: 0, or fail() with everything as it was
 */
int saved_load(struct session *s, const char *file);

/**
 * saved_take_up() - run what a session left in its state file.
 * @s: as above
 * @file: the file, open; stays open. A last line without end is not looked at
 * @name: its name
 * @progress: for a line that tells how far it is
 * @end: where the last whole line ends, bytes
 * Return: as above
 */
int saved_take_up(struct session *s, FILE *file, const char *name,
		  FILE *progress, off_t *end);

/** saved_print() - the same as a state file has it: without hashes or end. */
void saved_print(const struct log *log, FILE *to);

#endif
