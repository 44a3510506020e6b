/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * examine.h - memory as x/FMT shows it, laid out as gdb does.
 */
#ifndef VMSCOPE_SESSION_EXAMINE_H
#define VMSCOPE_SESSION_EXAMINE_H

#include <stdio.h>

#include "machine/types.h"

struct kernel;
struct session;

/* What x/8wx says. */
struct format {
	uint32_t count;	   /* elements */
	unsigned int size; /* bytes of an element: 1, 2 or 4 */
	char letter;	   /* x d u o t c a s */
};

/**
 * format_parse() - read [COUNT][LETTERS], in any order of the letters.
 * @text: "8wx", "s", "20"; "" for one word in hex
 * @format: result
 * Return: 0 or -EINVAL
 */
int format_parse(const char *text, struct format *format);

/**
 * examine() - print memory at a virtual address.
 * @s: the session; the lines go to s->out
 * @addr: first byte, of any alignment
 * @format: how much and how
 * Return: 0, or fail() when a byte of it cannot be read
 *
 * Goes through the page tables and RAM, not through the TLB; permissions are
 * not asked.
 */
int examine(struct session *s, vaddr_t addr, const struct format *format);

/**
 * examine_read() - read 1, 2 or 4 bytes as examine() does.
 * @s: the session
 * @va: first byte, of any alignment
 * @size: bytes
 * @bits: result, zero-extended
 * Return: 0, or fail() with @va's place
 */
int examine_read(struct session *s, vaddr_t va, unsigned int size,
		 uint32_t *bits);

/** print_symbol() - " <symbol+off>" for an address, or nothing. */
void print_symbol(const struct kernel *k, vaddr_t addr, FILE *to);

/** print_escaped() - a byte as it stands between quotes of that kind. */
void print_escaped(unsigned char c, char quote, FILE *to);

#endif
