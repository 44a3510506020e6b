/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * argument.h - from words to the arguments of a command.
 *
 * Reading arguments changes nothing: what a caller= names gets its place in
 * the kernel only when the command runs.
 */
#ifndef VMSCOPE_SESSION_ARGUMENT_H
#define VMSCOPE_SESSION_ARGUMENT_H

#include <stdio.h>

#include "session/command.h"

struct session;

/**
 * arguments_read() - check and read all words behind a command.
 * @s: the session; s->words holds the line's words, the command's first
 * @c: the command
 * @slash: what stands behind a / in the command's word, NULL for none
 * @args: filled in, with defaults for what is not there
 * Return: 0, or fail()
 */
int arguments_read(struct session *s, const struct command *c,
		   const char *slash, struct args *args);

/**
 * caller_parse() - read SYMBOL+0xOFF/0xLEN.
 * @text: NUL-terminated
 * @caller: result
 * Return: 0 or -EINVAL
 */
int caller_parse(const char *text, struct caller *caller);

/** argument_placeholder() - what usage calls an argument of this type. */
const char *argument_placeholder(enum arg_type type);

/** argument_choices() - write the words that ARG_CHOICE takes: a|b|c. */
void argument_choices(const struct arg *arg, FILE *to);

#endif
