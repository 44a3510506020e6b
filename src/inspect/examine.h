/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * examine.h - memory as x/FMT shows it, laid out as gdb does.
 */
#ifndef VMSCOPE_INSPECT_EXAMINE_H
#define VMSCOPE_INSPECT_EXAMINE_H

#include <stdio.h>

#include "inspect/inspector.h"

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
 * @in: who asks
 * @addr: first byte, of any alignment
 * @format: how much and how
 * @to: where
 * Return: 0, or inspect_fail() when a byte of it cannot be read
 *
 * Goes through the page tables and RAM, not through the TLB; permissions are
 * not checked.
 */
int examine(struct inspector *in, vaddr_t addr, const struct format *format,
	    FILE *to);

/**
 * examine_read() - read 1, 2 or 4 bytes as examine() does.
 * @in: who asks
 * @va: first byte, of any alignment
 * @size: bytes
 * @bits: result, zero-extended
 * Return: 0, or inspect_fail() with @va's place
 */
int examine_read(struct inspector *in, vaddr_t va, unsigned int size,
		 uint32_t *bits);

/** print_symbol() - " <symbol+off>" for an address, or nothing. */
void print_symbol(const struct kernel *k, vaddr_t addr, FILE *to);

/** print_escaped() - a byte as written between quotes of that kind. */
void print_escaped(unsigned char c, char quote, FILE *to);

#endif
