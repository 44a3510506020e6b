/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stepper.h - standing inside a call, and moving in it both ways.
 *
 * A call that is stepped through has already been run to its end, recorded
 * (step_record.h). The stepper is a cursor over its steps: where it stands, the
 * machine is, to the byte, for the journal takes it there. So everything that
 * only looks can look into the middle of a call.
 *
 * Invariants:
 *   1. while stepper_on(), the machine is at the position of step @at of the
 *      record, the log is at the moment where the call ends, and the journal
 *      holds the whole call;
 *   2. a line that changes or moves the machine finds it at that moment, as if
 *      nobody had looked: stepper_pause() before its arguments are read. If it
 *      answers with an error, the machine goes back to the step;
 *   3. @seen <= the position of step @at.
 *
 * execute.c calls begin, pause and settle; cmd_step.c and cmd_stepping.c have
 * the commands; views draw from here.
 */
#ifndef VMSCOPE_SESSION_STEPPING_STEPPER_H
#define VMSCOPE_SESSION_STEPPING_STEPPER_H

#include "session/stepping/breakpoint.h"
#include "session/stepping/step_record.h"

struct session;

/* A member of struct session; all zero at first. */
struct stepper {
	struct step_record *record; /* of the call; NULL: nothing is stepped */
	uint32_t moment;	    /* the call's entry in the command log */
	uint32_t at;		    /* the step under view, from 0 */
	uint64_t seen; /* journal position: what differs from then is
				* what to mark. Going on: the stop
				* before; going back: the step before @at */
	uint64_t count[RECORD_COUNTERS]; /* up to @at, without its line */
	bool paused; /* the machine is at the call's end for now */
	/* A call that this command has recorded; or NULL. */
	struct step_record *next;
	uint32_t next_moment;
	uint32_t next_at;     /* where to stand in it, from 0 */
	struct breakpoint to; /* where to stand in it; number 0 */
	struct breakpoints breakpoints;
};

/* ---- Looking: for commands and views ---- */

/** stepper_on() - is a call being stepped through, and looked into? */
bool stepper_on(const struct session *s);

/** stepper_step() - the step under view; stepper_on() must hold. */
void stepper_step(const struct session *s, struct record_step *step);

/** stepper_call() - the line of the call as it was typed: "vmalloc 4k". */
const char *stepper_call(const struct session *s);

/**
 * stepper_line() - the line of the source that a point tells about.
 * @s: the session; its front end knows the source
 * @point: the step point
 * Return: a shown line; without a front end that of the point
 */
unsigned int stepper_line(const struct session *s,
			  const struct step_point *point);

/** stepper_breakpoint() - the breakpoint that a step meets; NULL: none. */
const struct breakpoint *stepper_breakpoint(const struct session *s,
					    uint32_t i);

enum {
	STEPPER_VARS = 16,	  /* of a call of a function: the latest */
	STEPPER_LOOK_BACK = 4096, /* steps */
};

/* A variable of the function under view, as its steps told it so far. */
struct stepper_var {
	struct record_var var;
	uint32_t told; /* 1 + number of the step that told it last; @at + 1: the
			* one under view */
	/* 1 + number of the step that told this value first, and the other one
	 * that it had before. 0: it has had no other since the call of the
	 * function began, or for longer than one looks back. */
	uint32_t since;
	struct record_var before;
};

/**
 * stepper_vars() - the variables of the function under view.
 * @s: a session with stepper_on()
 * @var: result: those of the step itself in their order, then what earlier
 * steps of the same call of the function told, the latest first
 * Return: how many
 * Cost: STEPPER_LOOK_BACK steps at the most.
 */
unsigned int stepper_vars(const struct session *s,
			  struct stepper_var var[STEPPER_VARS]);

/** stepper_count() - a counter up to the step under view, without its line. */
uint64_t stepper_count(const struct session *s, enum record_counter counter);

/* ---- Moving ---- */

/* One move of the cursor, in either direction. */
enum stepper_move {
	MOVE_INTO,  /* to the next step, whatever it is in */
	MOVE_OVER,  /* to the next one that is not deeper; where only the end
		     * is left, into what would be run past unseen */
	MOVE_OUT,   /* to the next one in a function around this one */
	MOVE_VISIT, /* to the next visit of this point */
	MOVE_BREAK, /* to the next breakpoint; else as MOVE_END */
	MOVE_END,   /* to the last step; back: to the first */
};

/**
 * stepper_find() - where a move leads.
 * @s: a session with stepper_on()
 * @move: which
 * @back: against time
 * @at: result: number of the step
 * Return: false when there is no such step in that direction
 */
bool stepper_find(const struct session *s, enum stepper_move move, bool back,
		  uint32_t *at);

/**
 * stepper_find_point() - the next step that a breakpoint stops at.
 * @s: a session with stepper_on()
 * @b: the breakpoint; need not be one of the session's
 * @back: against time
 * @at: result: number of the step
 * Return: false when there is none in that direction
 */
bool stepper_find_point(const struct session *s, const struct breakpoint *b,
			bool back, uint32_t *at);

/**
 * stepper_goto() - take cursor and machine to a step.
 * @s: a session with stepper_on()
 * @at: number of the step, below record_steps()
 * Cost: the stores between.
 */
void stepper_goto(struct session *s, uint32_t at);

/* ---- Beginning and ending: for commands and execute.c ---- */

/**
 * stepper_prepare() - may this session step through a call?
 * @s: the session
 * @r: result: an empty record for it
 * Return: 0, or fail()
 */
int stepper_prepare(struct session *s, struct step_record **r);

/**
 * stepper_begin() - step through a call that has just been recorded, as soon as
 * the command that did so is over.
 * @s: the session
 * @r: its record; taken over, also when this fails
 * @moment: the call's entry in the log
 * @to: where to stop first; NULL: at the first step
 * Return: 0; fail() when the journal does not hold the call
 */
int stepper_begin(struct session *s, struct step_record *r, uint32_t moment,
		  const struct breakpoint *to);

/**
 * stepper_again() - run a command of the log again, recorded, and step through
 * it.
 * @s: the session
 * @n: number of its entry
 * Return: 0; fail() with the machine where it was
 *
 * The log is at moment @n then; what comes after can be done again.
 */
int stepper_again(struct session *s, uint32_t n);

/**
 * stepper_stand() - as soon as the line is over, be at a step of a call that
 * is in the log.
 * @s: the session, with its machine at the end of the call
 * @n: number of the call's entry
 * @at: number of the step, from 0
 * Return: as stepper_again(), which runs the call once more unless it is the
 * one that was being stepped through
 */
int stepper_stand(struct session *s, uint32_t n, uint32_t at);

/** stepper_pause() - take the machine to the end of the call for a while. */
void stepper_pause(struct session *s);

/**
 * stepper_settle() - a line is over: go back to the step, or end the stepping,
 * or begin another one.
 * @s: the session; what there is to say is printed to s->out
 * @keep: nothing has changed: if it was paused, go back to the step
 */
void stepper_settle(struct session *s, bool keep);

/** stepper_leave() - end the stepping: the machine goes to the call's end. */
void stepper_leave(struct session *s);

/** stepper_free() - give the memory back. */
void stepper_free(struct stepper *stepper);

/* ---- Text: stepper_print.c ---- */

/**
 * stepper_print() - where one stands: the place, the source line, the reason,
 * what has changed. Goes to s->out, and into the answer's `step`.
 */
void stepper_print(struct session *s);

/** stepper_print_place() - "step 9 of 61: alloc_vmap_area, vmap_2_6_32.c:205" */
void stepper_print_place(const struct session *s, FILE *to);

/** stepper_print_source() - the statement that the step is about. */
void stepper_print_source(const struct session *s, FILE *to);

/** stepper_print_stack() - the calls around the step, innermost first. */
void stepper_print_stack(struct session *s);

/** stepper_print_vars() - each variable with its value and last change. */
void stepper_print_vars(struct session *s);

#endif
