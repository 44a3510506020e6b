/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parse.h - from characters to words; numbers are in inspect/numbers.h.
 *
 * Knows no session and no machine: what a name or $1 stands for is decided in
 * argument.c. Letters and digits are ASCII whatever the locale. The command
 * line and board files are read with it.
 */
#ifndef VMSCOPE_SESSION_LINE_PARSE_H
#define VMSCOPE_SESSION_LINE_PARSE_H

#include "inspect/numbers.h"

/* A line cut into words; used again for the next line. */
struct words {
	char *text;	   /* the words, each with its NUL */
	size_t text_size;  /* bytes at text */
	const char **word; /* nr pointers into text */
	size_t nr;
	size_t capacity; /* pointers that fit at word */
};

/**
 * words_split() - cut a line at blanks, up to a # outside quotes.
 * @w: all zero at first; what it held before is overwritten
 * @line: characters, no NUL among them
 * @len: how many
 * Return: 0; -EINVAL when a " is not closed; -ENOMEM
 *
 * Between double quotes blanks and # are ordinary, and \ takes the next
 * character as it is.
 */
int words_split(struct words *w, const char *line, size_t len);

/**
 * assignment_length() - how much of a line is `name =`.
 * @line: characters, the first no blank
 * @len: how many
 * @name_len: bytes of the name
 * Return: the bytes up to and with the =; 0 when there is none
 *
 * The first word ends at a blank or at the =; no command has one in it.
 */
size_t assignment_length(const char *line, size_t len, size_t *name_len);

/** words_free() - give the memory back. */
void words_free(struct words *w);

/** is_comment() - does a line that begins so say nothing to us? */
bool is_comment(char c);

/**
 * edit_distance() - how many letters lie between two words.
 * @a: what was typed; only the first 32 letters count
 * @b: what may have been meant, likewise
 * Return: insertions, deletions, substitutions and swaps of neighbours
 */
unsigned int edit_distance(const char *a, const char *b);

/**
 * name_distance() - how unlikely it is that a name was meant.
 * @typed: what was typed
 * @name: a name that there is
 * Return: 0 if it starts like that: this counts for more than letters that
 * differ; else edit_distance() + 1
 */
unsigned int name_distance(const char *typed, const char *name);

/** name_is_near() - is it worth asking whether the name was meant? */
bool name_is_near(const char *typed, const char *name);

#endif
