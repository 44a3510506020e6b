/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * breakpoint.h - where a walk over a record stops by itself.
 *
 * A breakpoint is a property of a step, so it is met at the same steps whether
 * one comes to it forwards or backwards. Variables are those of step points,
 * under the names they have there; "before" is the step before in the same call
 * of the same function that has the variable, too.
 *
 * Breakpoints are the person's, like names: undo leaves them alone, and a new
 * machine does. stepper.c walks, cmd_stepping.c has the commands; the source
 * pane marks lines.
 */
#ifndef VMSCOPE_SESSION_STEPPING_BREAKPOINT_H
#define VMSCOPE_SESSION_STEPPING_BREAKPOINT_H

#include <stdio.h>

#include "session/stepping/step_record.h"

struct session;

enum { MAX_BREAKPOINTS = 32, BREAK_WORD = 64 };

/* How a breakpoint tells that it is met. */
enum breakpoint_kind {
	BREAK_NEVER,	/* a free slot */
	BREAK_FUNCTION, /* its function is entered */
	BREAK_EVENT,	/* this happens: "hole", "rotate" ... */
	BREAK_LINE,	/* the step tells about this line of the file */
	BREAK_IF,	/* variable COMPARE value, and was not so before */
	BREAK_WATCH,	/* the variable has another value than before */
};

enum break_compare { BREAK_EQ, BREAK_NE, BREAK_LT, BREAK_GT };

struct breakpoint {
	unsigned int number; /* as the user knows it, from 1 */
	enum breakpoint_kind kind;
	char word[BREAK_WORD]; /* function, event, file or variable */
	unsigned int line;     /* of BREAK_LINE: a shown one */
	uint32_t events;       /* of BREAK_EVENT: bits 1 << enum step_event */
	enum break_compare compare;
	uint32_t value; /* of BREAK_IF; compared without sign */
};

/* A member of struct session; all zero at first. */
struct breakpoints {
	struct breakpoint item[MAX_BREAKPOINTS]; /* the first @nr, by number */
	unsigned int nr;
	unsigned int numbers; /* given out so far */
};

/**
 * breakpoint_read() - what a word says where to stop.
 * @s: the session
 * @word: FUNCTION, FILE:LINE, or something that happens: "hole"
 * @b: result; its number is 0
 * Return: 0, or fail()
 *
 * A line without a step point of its own means the next one that has one.
 */
int breakpoint_read(struct session *s, const char *word, struct breakpoint *b);

/**
 * breakpoint_met() - is a step one that this breakpoint stops at?
 * @s: the session, whose front end knows which line a step tells about
 * @r: the record
 * @i: number of the step
 * @b: the breakpoint
 * Cost: for BREAK_IF and BREAK_WATCH the steps back to the variable's last.
 */
bool breakpoint_met(const struct session *s, const struct step_record *r,
		    uint32_t i, const struct breakpoint *b);

/** breakpoint_at_line() - the number of a breakpoint on a shown line; 0: none.
 */
unsigned int breakpoint_at_line(const struct session *s, const char *file,
				unsigned int line);

/**
 * breakpoint_add() - keep a breakpoint.
 * @s: the session
 * @b: the breakpoint; gets its number
 * Return: 0, or fail(): there are too many, or this one is there
 */
int breakpoint_add(struct session *s, struct breakpoint *b);

/** breakpoint_delete() - take away the one of this number; fail() if none. */
int breakpoint_delete(struct session *s, uint32_t number);

/** breakpoint_print() - write "alloc_vmap_area" or "addr == 0xd0800000". */
void breakpoint_print(const struct breakpoint *b, FILE *to);

/** breakpoint_text() - the same as a text. */
void breakpoint_text(const struct breakpoint *b, char *text, size_t size);

/** breakpoint_happens() - of an event what happens then, not yet translated:
 * "a hole is tried"; NULL for all others. */
const char *breakpoint_happens(const struct breakpoint *b);

/**
 * record_var_before() - a variable as it was before a step.
 * @r: the record
 * @i: number of the step
 * @name: of the variable
 * @before: result
 * Return: 1 + number of the last step before @i in the same call of the same
 * function that has it; 0 when there is none
 */
uint32_t record_var_before(const struct step_record *r, uint32_t i,
			   const char *name, struct record_var *before);

#endif
