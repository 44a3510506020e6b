/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parse.h - from characters to words and numbers.
 *
 * Knows no session and no machine: what a name or $1 stands for is decided in
 * argument.c. Letters and digits are ASCII whatever the locale. The command
 * line and board files are read with it.
 */
#ifndef VMSCOPE_SESSION_LINE_PARSE_H
#define VMSCOPE_SESSION_LINE_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A line cut into words; used again for the next line. */
struct words {
	char *text;	   /* the words, each with its NUL */
	size_t text_size;  /* bytes at text */
	const char **word; /* nr pointers into text */
	size_t nr;
	size_t capacity; /* pointers that fit at word */
};

/**
 * words_split() - cut a line at blanks, up to a # outside quotes.
 * @w: all zero at first; what it held before is overwritten
 * @line: characters, no NUL among them
 * @len: how many
 * Return: 0; -EINVAL when a " is not closed; -ENOMEM
 *
 * Between double quotes blanks and # are ordinary, and \ takes the next
 * character as it is.
 */
int words_split(struct words *w, const char *line, size_t len);

/**
 * assignment_length() - how much of a line is `name =`.
 * @line: characters, the first no blank
 * @len: how many
 * @name_len: bytes of the name
 * Return: the bytes up to and with the =; 0 when there is none
 *
 * The first word ends at a blank or at the =; no command has one in it.
 */
size_t assignment_length(const char *line, size_t len, size_t *name_len);

/** words_free() - give the memory back. */
void words_free(struct words *w);

/**
 * parse_number() - all of a text as a number, decimal or 0x and hex.
 * @text: NUL-terminated
 * @number: result; left alone on error
 * Return: 0; -EINVAL (no number); -EDOM (negative); -ERANGE (over 64 bits)
 */
int parse_number(const char *text, uint64_t *number);

/**
 * parse_bytes() - a number with or without a unit: k, M, G or p for pages.
 * @text: NUL-terminated, e.g. "40k", "0x1000", "10p"
 * @bytes: result; left alone on error
 * Return: as parse_number()
 */
int parse_bytes(const char *text, uint64_t *bytes);

/** parse_size() - parse_bytes() for what must fit 32 bits. */
int parse_size(const char *text, uint32_t *size);

/**
 * parse_address() - a number, or eight hex digits as the kernel prints them.
 * @text: NUL-terminated, e.g. "0xd0800000", "d0800000", "12288". Decimal
 * digits alone are a decimal number.
 * @address: result; left alone on error
 * Return: as parse_number(), with -ERANGE for what does not fit 32 bits
 */
int parse_address(const char *text, uint32_t *address);

/**
 * size_error() - what is wrong with a size, in a sentence.
 * @error: what parse_size() gave
 * @what: the words as typed
 * @buffer: for the sentence
 * @size: bytes of @buffer
 * Return: @buffer
 */
const char *size_error(int error, const char *what, char *buffer, size_t size);

/** is_name() - a letter or _, then letters, digits or _? */
bool is_name(const char *text);

/** is_bare_hex() - would parse_address() read this word as hex without 0x? */
bool is_bare_hex(const char *text);

/** is_blank() - space, tab or what else stands between words. */
bool is_blank(char c);

/* A word of the user's in a message: cut when it is long. */
struct shown {
	char text[48];
};

/** shown() - the start of a word, for a message. */
struct shown shown(const char *word);

/**
 * edit_distance() - how many letters lie between two words.
 * @a: what was typed; only the first 32 letters count
 * @b: what may have been meant, likewise
 * Return: insertions, deletions, substitutions and swaps of neighbours
 */
unsigned int edit_distance(const char *a, const char *b);

/**
 * name_distance() - how unlikely it is that a name was meant.
 * @typed: what was typed
 * @name: a name that there is
 * Return: 0 if it starts like that: this counts for more than letters that
 * differ; else edit_distance() + 1
 */
unsigned int name_distance(const char *typed, const char *name);

/** name_is_near() - is it worth asking whether the name was meant? */
bool name_is_near(const char *typed, const char *name);

#endif
