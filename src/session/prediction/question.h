/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * question.h - something that a person is asked before it is shown.
 *
 * A command asks by leaving a text and a line. While the question is open, what
 * the person types is the answer, unless it begins with a command; the line
 * then runs with answer=ANSWER added, so that log, scripts and people speak
 * alike. Meanwhile one may look, but nothing changes the machine or moves it,
 * and the script or page that asked waits.
 */
#ifndef VMSCOPE_SESSION_PREDICTION_QUESTION_H
#define VMSCOPE_SESSION_PREDICTION_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct session;

/* A member of struct session; all zero: nothing is asked. */
struct question {
	char *text;	    /* one line, made of: */
	const char *format; /* with one %s, to be translated; and */
	char *about;	    /* what stands there */
	char *line;	    /* runs with the answer */
	unsigned int depth; /* of the script that waits; 0: none */
};

/**
 * question_ask() - ask as soon as this command is over.
 * @s: the session
 * @format: the question, one line, with one %s; its translation is looked up
 * @about: what stands in the place of that; copied
 * @line: what runs with answer=ANSWER after it; copied
 * Return: 0, or fail()
 */
int question_ask(struct session *s, const char *format, const char *about,
		 const char *line);

/** question_translate() - what is asked, in the language that is in use now;
 * without memory it stays as it is. */
void question_translate(struct session *s);

/** question_text() - what is asked; NULL: nothing. */
const char *question_text(const struct session *s);

/** question_close() - it has been answered, or nobody will answer it. */
void question_close(struct session *s);

/**
 * question_answered() - is a line an answer?
 * @s: the session
 * @text: the line, without blanks around it, @len bytes, at least one
 */
bool question_answered(const struct session *s, const char *text, size_t len);

/** question_line() - write the line that an answer makes; 0 or -ENOMEM. */
int question_line(const struct session *s, const char *text, size_t len,
		  FILE *to);

#endif
