/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * runner.h - feeds a session with lines and prints what it answers.
 *
 * Where lines come from (a file, standard input, -c, a prompt) and how answers
 * look (text, JSON) meet here; the session knows neither.
 */
#ifndef VMSCOPE_SESSION_LINE_RUNNER_H
#define VMSCOPE_SESSION_LINE_RUNNER_H

#include <stdio.h>

#include "session/session.h"

/* Before a line that somebody types, and before those of a lesson's page. */
#define RUNNER_PROMPT "vmscope> "

struct runner {
	struct session *s;
	FILE *out;	 /* answers */
	FILE *err;	 /* errors */
	int columns;	 /* for paragraphs; 0: they keep their marks */
	bool json;	 /* answers are JSON */
	bool keep_going; /* an error does not end it */
	bool prompt;	 /* an error ends the scripts only */
	bool flush;	 /* somebody may wait for each answer */
	bool failed;	 /* there was an error */
	bool stopped;	 /* nothing more is to be run */
};

/**
 * runner_line() - run one line, and what it sources, to the end.
 * @r: the runner
 * @where: for messages: "-c"; NULL when a person typed it
 * @number: of the line there
 * @line: the line
 * @len: its bytes
 */
void runner_line(struct runner *r, const char *where, unsigned long number,
		 const char *line, size_t len);

/**
 * runner_file() - run a file's lines.
 * @r: the runner
 * @file: open; taken over. stdin stays open
 * @name: for messages
 */
void runner_file(struct runner *r, FILE *file, const char *name);

/** runner_lost() - say that answers could not be written; errno tells why. */
void runner_lost(FILE *err);

#endif
