/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * branch.h - lines of time besides the one that the command log is.
 *
 * A command after an undo starts a new line; what had been undone is kept as a
 * branch: a name, the moment where it leaves its line, and its entries from
 * there on. The log is always a whole line, from moment 0 to its end; to go to
 * another one is to exchange tails.
 *
 *	   1---2---3---4---5   main          log: 1 2 6 7, "branch-1"
 *	        \                            branch "main", fork 2: 3 4 5
 *	         6---7         branch-1
 *
 * Invariants:
 *   1. names are all different, that of the log's line too;
 *   2. a branch has at least one entry, and its line goes on beyond its fork;
 *   3. a branch forks off later than the branch that it hangs on;
 *   4. entries keep their serial wherever they are.
 *
 * command_log.c keeps what is undone, timeline.c changes lines, saved_session.c writes them.
 */
#ifndef VMSCOPE_SESSION_TIME_BRANCH_H
#define VMSCOPE_SESSION_TIME_BRANCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct command_log;
struct log_entry;

enum { BRANCH_NAME = 32 }; /* bytes, with the \0 */

#define BRANCH_FIRST "main" /* the line that a session begins with */

struct branch {
	char name[BRANCH_NAME];
	struct branch *parent;	 /* the one it hangs on; NULL: the log's line */
	uint32_t fork;		 /* the last moment that both have */
	struct log_entry *entry; /* entry fork + 1 + i is entry[i] */
	uint32_t nr;		 /* entries */
	char *text;		 /* theirs */
	size_t used;		 /* bytes of it */
	struct branch *earlier;	 /* of branches.latest */
	struct branch *same;	 /* the next one whose name has this hash */
};

/* A member of struct command_log. */
struct branches {
	char name[BRANCH_NAME]; /* of the line that the log is; "": main */
	struct branch **branch; /* in the order in which they were left */
	uint32_t nr, capacity;
	struct branch *latest; /* of those on the log's line, by their fork */
	struct branch **named; /* capacity of them: by the name's hash */
	struct branch *next;   /* made by branch_prepare() */
};

/** branch_line() - the name of the line that the log is. */
const char *branch_line(const struct command_log *log);

/** branch_find() - the branch of a name; NULL if there is none. */
struct branch *branch_find(const struct command_log *log, const char *name);

/** branch_name_is_good() - can that be a name? Letters, digits, `-` and `_`. */
bool branch_name_is_good(const char *name);

/**
 * branch_rename() - give the log's line another name.
 * @log: the log
 * @name: a good name
 * Return: 0; -EEXIST, another line has it
 */
int branch_rename(struct command_log *log, const char *name);

/**
 * branch_prepare() - take the memory to keep what is undone.
 * @log: the log; nothing to be seen changes
 * Return: 0 or -ENOMEM
 */
int branch_prepare(struct command_log *log);

/**
 * branch_keep() - what is undone becomes a branch, and the log's line a new
 * one that has yet to get its first entry.
 * @log: the log, after branch_prepare(); nothing is undone then
 *
 * Does nothing when nothing was undone. Cannot fail.
 */
void branch_keep(struct command_log *log);

/** branch_leaves() - the earliest fork on the way from the log to a branch. */
uint32_t branch_leaves(const struct branch *b);

/**
 * branch_enter() - the log becomes another line.
 * @log: the log, at a moment not later than branch_leaves(@b)
 * @b: the line; no longer a branch
 * Return: 0 or -ENOMEM, with some line on the way to @b in its place
 */
int branch_enter(struct command_log *log, struct branch *b);

/** branch_free() - give the memory back. */
void branch_free(struct command_log *log);

/** branch_drop() - give the memory back, but for the origins. */
void branch_drop(struct command_log *log);

/**
 * branch_copy() - the branches of another log, origins shared.
 * @from: the log
 * @to: a copy of it without branches; free with branch_drop()
 * Return: 0 or -ENOMEM
 */
int branch_copy(const struct command_log *from, struct command_log *to);

#endif
