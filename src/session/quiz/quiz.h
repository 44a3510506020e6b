/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiz.h - problems made from a seed, the same wherever they are made.
 *
 * A problem is a few commands on a machine of its own, and one command whose
 * value is the answer: so it has been solved by the machine, and anybody can
 * run it again. The person's own machine has no part in it.
 *
 * cmd_quiz.c asks, answer_sheet.c marks; quiz_topics.c makes the problems up.
 */
#ifndef VMSCOPE_SESSION_QUIZ_QUIZ_H
#define VMSCOPE_SESSION_QUIZ_QUIZ_H

#include <stdbool.h>
#include <stdio.h>

#include "inspect/memory_stream.h"
#include "inspect/value.h"

struct session;

enum quiz_topic {
	QUIZ_ADDRESS, /* where an area lands */
	QUIZ_FRAME,   /* which frame comes next */
	QUIZ_BUDDY,   /* which block is split, what merges */
	QUIZ_WALK,    /* two levels by hand */
	QUIZ_LAYOUT,  /* the regions, from banks and arguments */
	/* QUIZ_ADDRESS under a later kernel's allocator */
	QUIZ_ADDRESS_2_6_39,
	QUIZ_ADDRESS_6_1,
	QUIZ_TOPICS
};

enum { QUIZ_SETUP = 16, QUIZ_LINE = 96, QUIZ_MOST = 200, QUIZ_LEVELS = 3 };

/* Which problems. */
struct quiz {
	enum quiz_topic topic;
	uint32_t seed;
	uint32_t level; /* 1 to QUIZ_LEVELS */
	uint32_t nr;	/* problems, 1 to QUIZ_MOST */
};

struct quiz_problem {
	struct session *x; /* a machine after the setup, and a person's */
	unsigned int nr_setup;
	char setup[QUIZ_SETUP][QUIZ_LINE]; /* commands */
	bool shown;			   /* the text says what they gave */
	uint32_t number[QUIZ_SETUP];	   /* $N that each gave; 0: nothing */
	struct memory_stream given; /* lines about the machine; may be none */
	char ask[QUIZ_LINE];	    /* the command whose value is the answer */
	const char *question;	    /* a format with %s for @ask */
	struct memory_stream text;  /* all that is said */
	/* Writes a sentence that says why, once it is solved. */
	void (*explain)(const struct quiz_problem *p, FILE *to);
	/* Of one that is solved: */
	struct value answer;
	struct memory_stream why; /* a sentence */
	bool ok;		  /* the answer given was that */
	uint32_t forgot;	  /* bits of forgotten_rule(), if not */
};

/* A quiz, for JSON and for printing. */
struct quiz_sheet {
	struct quiz quiz;
	struct quiz_problem *problem; /* quiz.nr of them */
	bool solved;
};

/** quiz_topic_name() - "address" ... */
const char *quiz_topic_name(enum quiz_topic topic);

/**
 * quiz_make() - make a problem.
 * @s: the session, for errors
 * @q: of which quiz
 * @n: its number, from 1
 * @p: result; quiz_problem_free() also when this fails
 * Return: 0, or fail()
 */
int quiz_make(struct session *s, const struct quiz *q, uint32_t n,
	      struct quiz_problem *p);

/**
 * quiz_solve() - run the command that is asked about, and compare.
 * @s: the session, for errors
 * @p: a problem, once
 * @answer: what somebody said; VALUE_NONE: nothing
 * Return: 0, or fail()
 */
int quiz_solve(struct session *s, struct quiz_problem *p, struct value answer);

/** quiz_problem_free() - give it back. */
void quiz_problem_free(struct quiz_problem *p);

/** quiz_sheet_make() - all problems of a quiz, solved if @sheet says so; 0, or
 * fail(). */
int quiz_sheet_make(struct session *s, struct quiz_sheet *sheet);

/** quiz_sheet_free() - give it back. */
void quiz_sheet_free(struct quiz_sheet *sheet);

/** quiz_print() - the problems, and the answers if they are solved. */
void quiz_print(const struct quiz_sheet *sheet, FILE *to);

#endif
