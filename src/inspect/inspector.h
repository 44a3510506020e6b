/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inspector.h - who asks what lies in a kernel's memory, and what went wrong.
 *
 * All that reads expressions and memory for a person takes one. It knows the
 * kernel, asks its owner what $1 and the person's own names stand for, and
 * keeps the sentence of an error; it changes nothing.
 */
#ifndef VMSCOPE_INSPECT_INSPECTOR_H
#define VMSCOPE_INSPECT_INSPECTOR_H

#include "inspect/value.h"
#include "kernel/kernel.h"

enum { INSPECT_ERROR_SIZE = 512 };

struct inspector {
	const struct kernel *k;
	/*
	 * What a word of the asker's own stands for: "$", "$1", "buf". 0 with
	 * @value; -ENOENT when it is none of the asker's; another error with
	 * inspect_fail(). NULL: nothing has a name.
	 */
	int (*lookup)(struct inspector *in, const char *word,
		      struct value *value);
	/* What the asker calls a value; NULL: nothing, as all without it. */
	const char *(*name)(const struct inspector *in, struct value value);
	const void *names;		/* for lookup and name */
	char error[INSPECT_ERROR_SIZE]; /* what was wrong, in a sentence */
};

/**
 * inspect_fail() - this question has no answer.
 * @in: the inspector, which keeps the sentence
 * @error: -Exxx
 * @format: one sentence: what was wrong, what would be right
 * Return: @error
 */
int inspect_fail(struct inspector *in, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** inspect_lookup() - in->lookup(), or -ENOENT where there is none. */
int inspect_lookup(struct inspector *in, const char *word, struct value *value);

/** inspect_name() - what the asker calls a value; "" where it has no name, or
 * @in is NULL. */
const char *inspect_name(const struct inspector *in, struct value value);

/**
 * inspect_address() - an address, after its name if it has one.
 * @in: the inspector
 * @va: virtual address
 * @zero_x: the text before its digits: "0x" or ""
 * @text: INSPECT_PLACE_SIZE bytes: "buf 0xd0800000", "0xd0800000"; returned
 */
enum { INSPECT_PLACE_SIZE = 160 };
const char *inspect_address(const struct inspector *in, vaddr_t va,
			    const char *zero_x, char *text);

#endif
