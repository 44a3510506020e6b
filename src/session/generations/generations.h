/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generations.h - the same commands under the allocator of each kernel.
 *
 * Each allocator gets a session of its own, on the same board with the same
 * kernel arguments. The commands run in all of them, one after another: those of
 * the log and then a call, or those of a script. The person's machine is not
 * touched. Where the kernels first disagree the machines are still alike, so that
 * generation_rules.c can find on paper which rule it is. cmd_compare.c runs it;
 * generations_print.c and JSON tell what came of it.
 */
#ifndef VMSCOPE_SESSION_GENERATIONS_GENERATIONS_H
#define VMSCOPE_SESSION_GENERATIONS_GENERATIONS_H

#include "session/generations/moved_values.h"
#include "session/prediction/paper_machine.h"

struct session;
struct called_command;

/* What a command did under one allocator. */
struct generation_answer {
	struct value value;
	bool refused; /* it could not run: what it needs is not there */
};

struct generations_line {
	uint32_t text; /* offset in generations.text, NUL-terminated */
	struct generation_answer answer[ALLOCATORS];
};

struct generation {
	enum allocator allocator;
	struct session *x;
	struct step_record *record; /* of the last command */
	struct moved_values moved;
	uint64_t before; /* the journal before the last command */

	/* Of the call, or of all commands of a script. */
	uint64_t steps, stores;
	uint64_t count[RECORD_COUNTERS];
	uint64_t ns; /* that the host took; the call: at best; 0: not known */
	char reason[REASON_SIZE]; /* of a call's NULL */

	uint64_t lost; /* bytes that are free, but that no area can have */

	/* Number of the first line that searched for addresses and whose answer
	 * is not that of the first allocator, from 1; 0: none. Why: what each of
	 * the two looked for, and the rules that make the difference. */
	uint32_t differs;
	bool searched; /* they looked for addresses */
	struct paper_search search, other_search;
	uint32_t rules;
};

struct generations {
	struct generation generation[ALLOCATORS];
	unsigned int nr_generations;
	struct generations_line *line;
	uint32_t nr, capacity;
	char *text; /* of the lines */
	size_t used, size;
	bool script; /* the lines are a script's; else the last is the call */
};

/**
 * generations_call() - the log's commands, and then a call.
 * @s: the session
 * @typed: the call as typed
 * @call: canonical (command_log.h)
 * @g: result; free with generations_free() in any case
 * Return: 0, or fail(). Cost: all commands of the log, a kernel each.
 */
int generations_call(struct session *s, const char *typed, const char *call,
		     struct generations *g);

/**
 * generations_script() - a script's commands, from a boot.
 * @file: its name
 *
 * Commands that neither change the machine nor give a value are passed over:
 * they write files, or look.
 */
int generations_script(struct session *s, const char *file,
		       struct generations *g);

/** generations_free() - give the memory back; NULL is allowed. */
void generations_free(struct generations *g);

/** generations_text() - line @n, from 1, as it was written. */
const char *generations_text(const struct generations *g, uint32_t n);

/** generations_differ() - does not every kernel answer line @n the same? */
bool generations_differ(const struct generations *g, uint32_t n);

/** generations_first() - number of the first such line; 0: none. */
uint32_t generations_first(const struct generations *g);

/* ---- The rule behind a difference: generation_rules.c ---- */

/** generation_rule_name() - of bit 1 << @i, for programs; NULL after the last. */
const char *generation_rule_name(unsigned int i);

/**
 * generations_find_rules() - why generation @i differs at the last line.
 * @g: each machine is where it was after that line, and has its record; the
 * lines before are the same
 * Return: 0 or -ENOMEM, with what generation[i] says of it; each machine is where
 * it was
 */
int generations_find_rules(struct generations *g, unsigned int i);

/** generations_count_lost() - bytes that are free and that no area can have: a
 * hole's, less the largest area that would fit. Up to the last area. */
int generations_count_lost(struct generations *g);

/* ---- Telling it: generations_print.c ---- */

/** generations_print() - a table for people, 80 columns. */
void generations_print(const struct generations *g, FILE *to);

/** generations_print_csv() - a row for each line, and one for each number. */
void generations_print_csv(const struct generations *g, FILE *to);

#endif
