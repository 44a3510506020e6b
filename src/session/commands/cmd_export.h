/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_export.h - what the row of `export` in cmd_screen.c needs.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_CMD_EXPORT_H
#define VMSCOPE_SESSION_COMMANDS_CMD_EXPORT_H

#include "session/commands/command.h"

/* The words that it takes for FORMAT. */
extern const struct choice export_formats[];

/** run_export() - as the command does. */
int run_export(struct session *s, const struct args *args, struct value *value);

#endif
