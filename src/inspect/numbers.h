/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * numbers.h - what a person types for a number, a size or an address.
 *
 * Letters and digits are ASCII whatever the locale. Expressions, the command
 * line and board files are read with it.
 */
#ifndef VMSCOPE_INSPECT_NUMBERS_H
#define VMSCOPE_INSPECT_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/** is_blank() - space, tab or whatever else separates words. */
bool is_blank(char c);

/* A word of the user's in a message: cut when it is long. */
struct shown {
	char text[48];
};

/** shown() - the start of a word, for a message. */
struct shown shown(const char *word);

#endif
