/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letter.h - is a letter on the empty line a key, or does a word begin?
 *
 * Every command can simply be typed, and still `u` alone undoes at once:
 *   1. on the empty line a letter that is a key acts when it is pressed;
 *   2. if the letters typed soon after make it the beginning of a command
 *      (`un`) or of a name that is given (`a =`), it is taken back and stands
 *      on the line: the look and the moment are those before it;
 *   3. what arrives in one piece and is more than a key held down is text.
 * A blank or a colon first begins a line whatever follows.
 *
 * This file has the rule, keyboard.c acts on it.
 */
#ifndef VMSCOPE_UI_LETTER_H
#define VMSCOPE_UI_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session/settings/view_state.h"

enum {
	LETTER_SOON = 1000, /* ms; slower fingers have seen the key act */
	LETTER_STEPS = 300, /* while stepping: one key after the other, and few
			     * words */
	LETTERS = 8,	    /* so many are remembered */
};

/* Letters that acted, each soon after the one before, and how it was then. */
struct letters {
	char letter[LETTERS];
	struct view_state look[LETTERS]; /* before the letter acted */
	uint32_t moment[LETTERS];  /* of the log, likewise */
	uint32_t step[LETTERS];	   /* of the call, from 1; 0: in none */
	unsigned int nr;
	bool said;    /* the last one said why it does nothing */
	int64_t at;   /* ms: when the last one came */
	int64_t soon; /* ms; 0: LETTER_SOON */
};

/**
 * letters_add() - a letter is going to act.
 * @l: the letters
 * @letter: the letter
 * @look: as it is before
 * @moment: of the log, likewise
 * @step: of the call that is stepped through, from 1; 0: none is
 * @now: ms
 */
void letters_add(struct letters *l, char letter, const struct view_state *look,
		 uint32_t moment, uint32_t step, int64_t now);

/**
 * letters_of_word() - which letters were the beginning of a word?
 * @l: the letters
 * @next: the character after them
 * @now: ms
 * Return: index of the word's first letter; l->nr: there is no such word
 */
unsigned int letters_of_word(const struct letters *l, char next, int64_t now);

/**
 * letter_is_text() - printable bytes that arrived together: text, or keys?
 * @text: from the letter on
 * @len: bytes
 */
bool letter_is_text(const char *text, size_t len);

#endif
