/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * value_history.h - what commands gave: $1, $2, ... and the names of some of them.
 *
 * Numbers only grow and a value never changes.
 */
#ifndef VMSCOPE_SESSION_VALUE_HISTORY_H
#define VMSCOPE_SESSION_VALUE_HISTORY_H

#include "inspect/value.h"

struct kept_value {
	struct value value;
	bool made; /* by a call into the kernel, not by looking */
};

struct values {
	struct kept_value *history; /* $1 is history[0] */
	uint32_t nr, capacity;
	void *names; /* a tree of struct named, for tsearch(3) */
};

/* A name and what it stands for. */
struct named {
	const char *name;
	struct value value; /* VALUE_NONE until the command has answered */
	uint32_t n; /* N of its $N; 0: forgotten, but still understood */
};

/**
 * values_reserve() - make sure that the next values_add() has room.
 * Return: 0 or -ENOMEM
 */
int values_reserve(struct values *v);

/**
 * values_add() - put a value into the history; values_reserve() came before.
 * @v: the values
 * @value: the value
 * @made: by a call into the kernel
 * Return: its number, from 1
 */
uint32_t values_add(struct values *v, struct value value, bool made);

/**
 * values_name() - the entry of a name, a new one without value if need be.
 * @v: the values
 * @name: NUL-terminated, copied
 * Return: the entry, NULL when the host has no memory
 */
struct named *values_name(struct values *v, const char *name);

/** values_find() - what a name stands for; NULL if nothing. */
const struct value *values_find(const struct values *v, const char *name);

/**
 * values_called() - what a person calls a value.
 * @v: the values
 * @value: it
 * Return: the latest name that stands for it; NULL: it has none, or a later
 * command gave the same value, which is another thing by now
 * Cost: one step a name, and where one fits one step a value since
 */
const char *values_called(const struct values *v, struct value value);

/**
 * values_forget_name() - call a value $N again; its names still stand for it.
 * Return: false: it had no name
 */
bool values_forget_name(struct values *v, struct value value);

/**
 * values_names() - every name that stands for something.
 * @v: the values
 * @each: called with each of them, in their order
 * @data: handed on
 */
void values_names(const struct values *v,
		  void (*each)(const struct named *named, void *data),
		  void *data);

/** values_clear() - forget history and names, give the memory back. */
void values_clear(struct values *v);

#endif
