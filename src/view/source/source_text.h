/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source_text.h - the text of src/kernel, as it was when the program was built.
 *
 * Stepping shows what runs. Step points are left out of what is shown: they
 * are there for the one who looks, and no part of the algorithm. embed.awk
 * makes the tables from the files that the compiler gets.
 */
#ifndef VMSCOPE_VIEW_SOURCE_SOURCE_TEXT_H
#define VMSCOPE_VIEW_SOURCE_SOURCE_TEXT_H

#include <stdbool.h>

struct source_line {
	const char *text; /* with its tabs, without newline */
	bool hidden;	  /* a part of a step point */
};

struct source_text {
	const char *file;		/* "vmap_2_6_32.c" */
	const struct source_line *line; /* line N is line[N - 1] */
	unsigned int nr;
};

/** source_texts - every file of src/kernel; ends with one without a name. */
extern const struct source_text source_texts[];

/** source_find() - the text of a file; NULL if there is none. */
const struct source_text *source_find(const char *file);

/**
 * source_shown() - the first line from @line on that is shown.
 * @source: the file
 * @line: from 1; of a step point, gives the line that it tells about
 * Return: its number; 0 when there is none
 */
unsigned int source_shown(const struct source_text *source, unsigned int line);

/**
 * source_function() - the lines of a function.
 * @source: the file
 * @name: the function's
 * @last: result: its last line, the closing brace
 * Return: its first line, that of its name or return type; 0: it is not there
 */
unsigned int source_function(const struct source_text *source, const char *name,
			     unsigned int *last);

/** source_variable() - does any step point have a variable of this name? */
bool source_variable(const char *name);

#endif
