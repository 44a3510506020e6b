/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.h - files of commands, read while they run.
 *
 * A session has a stack of open scripts: `source` puts one on top, its end
 * takes it off. Whoever feeds the session (runner.c) takes the next line from
 * the top.
 */
#ifndef VMSCOPE_SESSION_LINE_SCRIPT_H
#define VMSCOPE_SESSION_LINE_SCRIPT_H

#include <stdio.h>

#include "session/session.h"

enum { MAX_SCRIPTS = 16 };

/* Where a line that runs comes from. */
enum asker {
	ASKED_BY_PERSON,   /* typed or piped in, or in -c */
	ASKED_BY_ARGUMENT, /* in the script that vmscope was started with */
	ASKED_BY_SCRIPT,   /* in a file that a line named */
	ASKED_BY_PAGE,	   /* on a page of a lesson, or in what that sources */
};

struct script {
	struct script *outer; /* goes on when this one ends */
	FILE *file;	      /* closed at the end, unless it is stdin */
	unsigned long line;   /* number of the line read last, from 1 */
	unsigned int depth;   /* 1: not called from another script */
	bool argument;	      /* vmscope was started with it */
	bool page;	      /* of a lesson: lines are shown as they run */
	bool jumps;	      /* turns the pages on the way to a later one */
	char *text;	      /* what file reads, if not a file; else NULL */
	char name[];	      /* for messages */
};

/**
 * script_push() - read from this file next.
 * @s: the session
 * @file: open file; the stack's from now on, also when this fails
 * @name: for messages
 * Return: 0; -ELOOP (too many inside each other), -ENOMEM; both with fail()
 */
int script_push(struct session *s, FILE *file, const char *name);

/**
 * script_push_text() - read lines from memory next.
 * @s: the session
 * @text: its lines, @len bytes, at least one; copied
 * @name: of the lesson's file
 * @line: number of the first line in there
 * Return: as script_push()
 */
int script_push_text(struct session *s, const char *text, size_t len,
		     const char *name, unsigned long line);

/** script_push_page() - likewise the commands of a lesson's page. */
int script_push_page(struct session *s, const char *text, size_t len,
		     const char *name, unsigned long line);

/** script_asker() - whose line is it that runs? While a question is open the
 * script that asked waits, and the lines are the person's. */
enum asker script_asker(const struct session *s);

/** script_runs() - is there a script that has a next line to give? */
bool script_runs(const struct session *s);

/** script_pop() - the innermost script has ended. */
void script_pop(struct session *s);

/** scripts_close() - stop all of them, but for those that wait for an answer.
 */
void scripts_close(struct session *s);

#endif
