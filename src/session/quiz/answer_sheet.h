/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answer_sheet.h - a file of answers to a quiz, and its mark.
 *
 * The first line says which quiz: `TOPIC seed=N n=N`, and level=N if it is not
 * 1. Then each line is one answer: a number as in commands, NULL, or - for who
 * does not know. # begins a comment; empty lines do not count. What is no
 * answer at all is a wrong one; lines that are missing are wrong ones, too.
 */
#ifndef VMSCOPE_SESSION_QUIZ_ANSWER_SHEET_H
#define VMSCOPE_SESSION_QUIZ_ANSWER_SHEET_H

#include "session/quiz/quiz.h"

struct answer_sheet {
	struct quiz quiz;
	uint32_t right, wrong; /* answers */
	uint32_t forgot;       /* bits of forgotten_rule(), of all wrong ones */
};

/**
 * answer_sheet_mark() - read a file of answers and mark it.
 * @s: the session, for errors
 * @name: of the file
 * @sheet: result
 * Return: 0, or fail() with the file and the line
 */
int answer_sheet_mark(struct session *s, const char *name,
		      struct answer_sheet *sheet);

/** answer_sheet_print() - a row of CSV: file,topic,seed,n,right,wrong,forgot. */
void answer_sheet_print(const struct answer_sheet *sheet, const char *name,
			FILE *to);

#endif
