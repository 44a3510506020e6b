/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * moved_values.h - what the same command returned in two sessions.
 *
 * A log has literals where a person wrote $1 (command_log.h). Where its commands
 * run again under another allocator, an address in them is that of another area,
 * or of none: this finds out which. generations.c fills it, the readers of
 * arguments ask it.
 */
#ifndef VMSCOPE_SESSION_GENERATIONS_MOVED_VALUES_H
#define VMSCOPE_SESSION_GENERATIONS_MOVED_VALUES_H

#include <stddef.h>

#include "inspect/value.h"

struct moved_value {
	uint32_t from; /* in the log */
	uint32_t span; /* bytes after it that belong to it; pages: 1 */
	struct value to;
};

struct moved_values {
	struct moved_value *value; /* oldest first */
	size_t nr, capacity;
};

/**
 * moved_values_add() - a command that returned @from in the log returned @to.
 * @span: bytes of what is there
 * Return: 0 or -ENOMEM
 */
int moved_values_add(struct moved_values *m, uint32_t from, struct value to,
		     uint32_t span);

/**
 * moved_values_find() - what a literal of the log is here.
 * @m: NULL: the log is this session's own
 * @type: VALUE_ADDR or VALUE_PFN
 * @bits: the literal
 * Return: the value here; 0 where the command returned NULL; @bits if none
 * returned it. Cost: one step a value.
 */
uint32_t moved_values_find(const struct moved_values *m, enum value_type type,
			   uint32_t bits);

/** moved_values_free() - give the memory back. */
void moved_values_free(struct moved_values *m);

#endif
