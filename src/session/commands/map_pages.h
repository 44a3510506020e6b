/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * map_pages.h - what vmap and vm_map_ram ask of their pages.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_MAP_PAGES_H
#define VMSCOPE_SESSION_COMMANDS_MAP_PAGES_H

#include "session/commands/command.h"

/** check_mappable() - is each page of the line a frame of RAM that the kernel
 * knows and that somebody has? Return: 0 or -EINVAL, after it said why. */
int check_mappable(struct session *s, const struct args *args);

#endif
