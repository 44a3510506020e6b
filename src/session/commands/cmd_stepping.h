/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_stepping.h - what else has to do with the steps of a call, for commands.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_CMD_STEPPING_H
#define VMSCOPE_SESSION_COMMANDS_CMD_STEPPING_H

#include "session/commands/command.h"

/** stepping_check() - 0, or fail() because no call is being stepped through. */
int stepping_check(struct session *s);

/**
 * stepping_read_step() - which step a word names.
 * @s: a session with stepper_on()
 * @word: its number from 1, `start` or `end`
 * @at: result: its number from 0
 * Return: 0, or fail()
 */
int stepping_read_step(struct session *s, const char *word, uint32_t *at);

#endif
