/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_break.h - what the rows of breakpoints in cmd_stepping.c run.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_CMD_BREAK_H
#define VMSCOPE_SESSION_COMMANDS_CMD_BREAK_H

#include "session/commands/command.h"

/** run_break(), run_watch(), run_delete() - as each command does. */
int run_break(struct session *s, const struct args *args, struct value *value);
int run_watch(struct session *s, const struct args *args, struct value *value);
int run_delete(struct session *s, const struct args *args, struct value *value);

#endif
