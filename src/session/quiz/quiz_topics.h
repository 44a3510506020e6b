/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiz_topics.h - making problems up: for quiz.c.
 */
#ifndef VMSCOPE_SESSION_QUIZ_QUIZ_TOPICS_H
#define VMSCOPE_SESSION_QUIZ_QUIZ_TOPICS_H

#include "session/quiz/quiz.h"

/* One problem being made up. */
struct quiz_maker {
	struct quiz_problem *p;
	uint64_t random; /* state of the generator */
	uint32_t level;
	bool failed; /* a command did not run: a bug, or no memory */
};

/**
 * quiz_run() - one more command of the setup, run at once.
 * @m: the problem
 * @format: of the command
 * Return: what it gave
 */
struct value quiz_run(struct quiz_maker *m, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** quiz_topics - one maker a topic: setup, ask, question, and what is given. */
extern void (*const quiz_topics[QUIZ_TOPICS])(struct quiz_maker *m);

#endif
