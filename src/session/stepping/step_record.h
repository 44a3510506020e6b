/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step_record.h - the step points that one command passed, in their order.
 *
 * Between record_begin() and record_end() every step point of the kernel is
 * written down: the place, the function it is called in, the variables with
 * their values, and where the journal stood. Afterwards a cursor may go over
 * the steps in any order; machine_seek() to a step's position makes the machine
 * what it was at that moment, and what a step changed is in the journal between
 * its position and the next one's.
 *
 * Invariants:
 *   1. positions never fall from one step to the next;
 *   2. the innermost function on the stack of a step is its point's;
 *   3. a record names objects by address, and keeps what they said of themselves
 *      at that moment: it can be read whatever became of the machine.
 *
 * A record knows no session: who wants to step through a command of the past
 * takes the machine to just before it and runs it again between the two calls.
 * cmd_step.c and tests are the users.
 */
#ifndef VMSCOPE_SESSION_STEPPING_STEP_RECORD_H
#define VMSCOPE_SESSION_STEPPING_STEP_RECORD_H

#include <stdio.h>

#include "session/stepping/sentences/sentences.h"

#define RECORD_SIZE (UINT64_C(32) << 20) /* bytes that a record may have */

enum { RECORD_MAX_DEPTH = 64 };

struct front;
struct step_record;

/* One step, unpacked. */
struct record_step {
	const struct step_point *point; /* file, line, function */
	const struct sentence *sentence;
	uint32_t depth;	   /* functions around it; 0: outermost */
	uint32_t call;	   /* which call of the function: one number each */
	uint64_t position; /* of the journal, before the line */
	unsigned int nr_vars;
	struct record_var var[STEP_MAX_VARS];
};

/* What two calls can be compared by. */
enum record_counter {
	RECORD_NODES,	  /* tree nodes visited */
	RECORD_HOLES,	  /* holes tried */
	RECORD_ROTATIONS, /* of the tree */
	RECORD_RECOLORS,
	RECORD_PAGES, /* pages taken from a zone */
	RECORD_SPLITS,
	RECORD_MERGES,
	RECORD_PTES,   /* entries written */
	RECORD_TABLES, /* pages of second-level tables made */
	RECORD_COUNTERS
};

/**
 * record_new() - an empty record.
 * @limit: bytes it may have; beyond, steps are counted but not kept
 * Return: the record; NULL without memory. Free with record_free().
 */
struct step_record *record_new(uint64_t limit);

/** record_free() - give everything back; NULL is allowed. */
void record_free(struct step_record *r);

/**
 * record_begin() - from now on write down what @k passes.
 * @r: the record; what it holds is forgotten
 * @k: a kernel that nobody records
 */
void record_begin(struct step_record *r, struct kernel *k);

/**
 * record_end() - the command is over.
 * @r: the record
 * @k: the same kernel
 * Return: 0; -ENOMEM when the host had no memory for all steps: those up to
 * then are there
 */
int record_end(struct step_record *r, struct kernel *k);

/**
 * record_add_end() - one more stop, after the last step: the call is over.
 * @r: the record, ended, with at least one step
 * Return: false when there is no room for it
 *
 * A step shows what is before a line; who steps over the last line wants to
 * see what is after it, too. It is at the outermost function, has no variables,
 * and is not a step point: record_steps() does not count it.
 */
bool record_add_end(struct step_record *r);

/** record_is_end() - is this the stop after the last step? */
bool record_is_end(const struct step_record *r, uint32_t i);

/** record_steps() - how many steps there are. */
uint32_t record_steps(const struct step_record *r);

/** record_last() - the last place to stop at, from 0; there must be one. */
uint32_t record_last(const struct step_record *r);

/** record_dropped() - how many more there would be without the limit. */
uint64_t record_dropped(const struct step_record *r);

/**
 * record_step() - one step.
 * @r: the record
 * @i: its number, up to record_last()
 * @step: filled in; its texts live as long as the program
 */
void record_step(const struct step_record *r, uint32_t i,
		 struct record_step *step);

/**
 * record_point() / record_event() / record_depth() / record_call() - the point,
 * event, depth and call of step @i alone: for looking through many.
 */
const struct step_point *record_point(const struct step_record *r, uint32_t i);
enum step_event record_event(const struct step_record *r, uint32_t i);
uint32_t record_depth(const struct step_record *r, uint32_t i);
uint32_t record_call(const struct step_record *r, uint32_t i);

/**
 * record_stack() - the functions that step @i is in.
 * @r: the record
 * @i: number of the step
 * @call: their step_in() points, outermost first: RECORD_MAX_DEPTH at the most
 * Return: how many
 */
uint32_t record_stack(const struct step_record *r, uint32_t i,
		      const struct step_point **call);

/** record_start() / record_stop() - journal positions around the command. */
uint64_t record_start(const struct step_record *r);
uint64_t record_stop(const struct step_record *r);

/**
 * record_is_held() - can the machine be taken to every step?
 * @r: the record of a command that @m ran
 * @m: the machine
 * @why: one sentence when it cannot
 * @size: bytes of @why
 *
 * It cannot without a journal, with one that is too small for the command, or
 * when newer stores pushed the command's out.
 */
bool record_is_held(const struct step_record *r, const struct machine *m,
		    char *why, size_t size);

/** record_count() - a counter over the whole command, dropped steps too. */
uint64_t record_count(const struct step_record *r, enum record_counter counter);

/**
 * record_count_steps() - all counters over some of the steps.
 * @r: the record
 * @from: number of the first
 * @to: number of the one after the last; up to record_steps()
 * @count: what they count is added
 * Cost: the steps.
 */
void record_count_steps(const struct step_record *r, uint32_t from, uint32_t to,
			uint64_t count[RECORD_COUNTERS]);

/** record_counter_name() - "nodes visited" ... */
const char *record_counter_name(enum record_counter counter);

/** record_memory() - host bytes that the record has. */
uint64_t record_memory(const struct step_record *r);

/** record_var() - the variable of that name at a step; NULL if none. */
const struct record_var *record_var(const struct record_step *step,
				    const char *name);

/** record_print_why() - the step's sentence with its numbers, and the names
 * that @in has for areas; NULL: none. */
void record_print_why(const struct record_step *step,
		      const struct inspector *in, FILE *to);

/**
 * record_print() - all of it as the function_graph tracer would: calls with
 * braces, indented, 80 columns wide.
 * @r: the record
 * @front: who has the source; or NULL
 * @in: who has names for areas
 * @to: where
 * Return: 0, -ENOMEM
 */
int record_print(const struct step_record *r, const struct front *front,
		 const struct inspector *in, FILE *to);

#endif
