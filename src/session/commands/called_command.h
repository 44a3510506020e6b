/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * called_command.h - a command whose words are the rest of another one's line.
 *
 * For `trace CALL`, `step CALL`, `predict CALL` and `compare CALL CALL`.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_CALLED_COMMAND_H
#define VMSCOPE_SESSION_COMMANDS_CALLED_COMMAND_H

#include "session/commands/command.h"

struct step_record;

struct called_command {
	const struct command *command;
	struct args args;
};

/**
 * called_command_read() - read the call that some words of the line are.
 * @s: the session; s->words are those of the call afterwards, also when this
 * fails, so that errors name it: the caller puts the whole line's back
 * @first: the first of the words
 * @nr: how many, at least one
 * @flags: the command must have one of these enum command_flags; 0: any that
 * is a single call, or only looks
 * @call: result
 * Return: 0, or fail()
 */
int called_command_read(struct session *s, size_t first, size_t nr,
			unsigned int flags, struct called_command *call);

/* What a call with steps has. */
enum { CALLED_STEPS = COMMAND_CHANGES | COMMAND_TRACED };

/**
 * called_command_recorded() - run it, with its steps written down.
 * @s: the session; s->record is the record
 * @call: the call
 * @value: what it returned
 * @lost: result: there was no memory for all steps
 * Return: 0, or fail()
 */
int called_command_recorded(struct session *s,
			    const struct called_command *call,
			    struct value *value, bool *lost);

#endif
