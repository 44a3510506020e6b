/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode_words.h - what one word of a report means, in a few lines.
 *
 * For decode, which finds the words in the report's lines.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_DECODE_WORDS_H
#define VMSCOPE_SESSION_COMMANDS_DECODE_WORDS_H

#include <stdint.h>
#include <stdio.h>

struct session;

/* What is being told. */
struct decoder {
	struct session *s;
	FILE *to;
	const char *line; /* to be shown before its first item; NULL: not */
	uint32_t nr;	  /* items that were understood */
	uint32_t addr;	  /* the last faulting address told; 0: none */
};

/** decode_item() - begin an item: its label, in the width of INDENT. */
void decode_item(struct decoder *d, const char *label);

/** decode_more() - begin another line of the item. */
void decode_more(struct decoder *d);

/** decode_l1() - a first-level descriptor. */
void decode_l1(struct decoder *d, uint32_t word);

/** decode_hardware() / decode_linux() - a PTE as the CPU and as Linux has it. */
void decode_hardware(struct decoder *d, uint32_t word);
void decode_linux(struct decoder *d, uint32_t word);

/** decode_fsr() - the status of a fault, as "Oops:" prints it. */
void decode_fsr(struct decoder *d, uint32_t fsr);

/** decode_pgd() - where the first-level table is, as the kernel sees it. */
void decode_pgd(struct decoder *d, uint32_t addr);

/** decode_address() - the address that could not be accessed. */
void decode_address(struct decoder *d, uint32_t addr);

/** decode_value() - a register's, or a word of the stack: where it points, if
 * it is an address of the kernel. @label: its name */
void decode_value(struct decoder *d, const char *label, uint32_t word);

/** decode_page() - the address of a struct page. */
void decode_page(struct decoder *d, uint32_t addr);

/** decode_psr() - the program status register. */
void decode_psr(struct decoder *d, uint32_t psr);

/** decode_control() / decode_table() / decode_dac() - CP15's registers: what is
 * on, where the first-level table is, what each domain may do. */
void decode_control(struct decoder *d, uint32_t control);
void decode_table(struct decoder *d, uint32_t table);
void decode_dac(struct decoder *d, uint32_t dac);

#endif
