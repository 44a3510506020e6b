/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options.h - the command line's options, one table row each.
 *
 * Reading them, --help and the manual page all come from the table.
 */
#ifndef VMSCOPE_OPTIONS_H
#define VMSCOPE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "session/session.h"

enum { EXIT_USAGE = 2 }; /* status of a wrong use of the program */

/* To be told when it is known in which language. */
enum wrong_use { USE_RIGHT, NO_OPTION, NO_VALUE, VALUE_TOO_MANY, ONE_TOO_MANY };

struct options {
	struct session_options session;
	const char *script;
	const char **command; /* nr_commands of them */
	int nr_commands;
	const char **import; /* nr_imports of them */
	int nr_imports;
	const char *color, *lang; /* settings for this run; NULL: as kept */
	bool ascii, present;	  /* likewise */
	bool batch, json, keep_going, plain;
	bool help, version;
	enum wrong_use wrong;
	char wrong_word[64]; /* of the command line */
};

struct option_row {
	char letter; /* 0: it has only a name */
	const char *name;
	const char *argument; /* NULL: it takes none */
	const char *help;     /* one line, no full stop */
	size_t member; /* of struct options: a string, or a bool if it takes
			* no argument */
};

/** option_rows() - the whole table; ends with a row without a name. */
const struct option_row *option_rows(void);

/**
 * options_read() - read the command line.
 * @o: filled in; o->command and o->import have room for @argc pointers
 * @argc: as main() got it
 * @argv: likewise
 * Return: 0; EXIT_USAGE when something was wrong: options_complain() says it
 */
int options_read(struct options *o, int argc, char **argv);

/** options_complain() - say what was wrong with the command line. */
void options_complain(const struct options *o, FILE *to);

/** options_help() - write what --help says. */
void options_help(FILE *to);

#endif
