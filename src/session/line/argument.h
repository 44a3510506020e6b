/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * argument.h - from words to the arguments of a command.
 *
 * Reading arguments changes nothing: what a caller= names gets its place in
 * the kernel only when the command runs. Beside @args the canonical form of
 * the line (command_log.h) comes out, in s->canonical.
 */
#ifndef VMSCOPE_SESSION_LINE_ARGUMENT_H
#define VMSCOPE_SESSION_LINE_ARGUMENT_H

#include <stdio.h>

#include "session/commands/command.h"

struct session;

/**
 * arguments_read() - check and read all words after a command.
 * @s: the session; s->words holds the line's words, the command's first
 * @c: the command
 * @slash: what stands after a / in the command's word, NULL for none
 * @args: filled in, with defaults for what is not there
 * Return: 0, or fail()
 */
int arguments_read(struct session *s, const struct command *c,
		   const char *slash, struct args *args);

/**
 * argument_match() - which argument a word is.
 * @c: the command
 * @word: a word after the command's, NUL-terminated
 * @next: the argument to come in its order, NULL after the last; moves on.
 * Starts as argument_first()
 * @text: the part of @word that is the value: after NAME=, or all of it
 * Return: the argument; NULL with @text on @word when it is one too many, NULL
 * with @text after the = when no keyword has this name
 */
const struct arg *argument_match(const struct command *c, const char *word,
				 const struct arg **next, const char **text);

/** argument_first() - the first argument without NAME=; NULL if there is none.
 */
const struct arg *argument_first(const struct command *c);

/** argument_missing() - must there be one more @next, of which @given tells
 * whether there was one already? */
bool argument_missing(const struct arg *next, bool given);

/**
 * number_read() - read a number that has bounds.
 * @s: the session
 * @name: what the number is, for the message
 * @text: NUL-terminated
 * @low: the smallest that is allowed
 * @high: the largest
 * @result: the number; unchanged on an error
 * Return: 0, or fail()
 */
int number_read(struct session *s, const char *name, const char *text,
		uint32_t low, uint32_t high, uint32_t *result);

/**
 * caller_parse() - read SYMBOL+0xOFF/0xLEN.
 * @text: NUL-terminated
 * @caller: result
 * Return: 0 or -EINVAL
 */
int caller_parse(const char *text, struct caller *caller);

/**
 * word_print() - write a word so that words_split() reads it back.
 * @text: what it is, without quotes
 * @to: where
 */
void word_print(const char *text, FILE *to);

/** argument_placeholder() - what usage calls an argument of this type. */
const char *argument_placeholder(enum arg_type type);

/** argument_choices() - write the words that ARG_CHOICE takes: a|b|c. */
void argument_choices(const struct arg *arg, FILE *to);

#endif
