/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * linux.h - which function of Linux each function here simulates.
 *
 * For readers who go on to the real source: the source pane shows it with the
 * listing. Every function with step points is in the table (a test makes sure),
 * and so are functions of Linux that a call goes through only there.
 */
#ifndef VMSCOPE_KERNEL_LINUX_H
#define VMSCOPE_KERNEL_LINUX_H

enum fidelity {
	FAITHFUL,   /* does what Linux's does, in its order */
	SIMPLIFIED, /* gives the same, in fewer steps or for fewer cases */
	ABSENT, /* Linux calls it; here its work is done elsewhere, or not */
};

struct linux_function {
	const char *name; /* ours; of an absent one Linux's */
	enum fidelity fidelity;
	const char *file;     /* Linux's */
	const char *function; /* Linux's, or the one it is a part of */
	const char *note;     /* what differs, in a few words; or NULL */
};

/**
 * linux_function() - the row of a function.
 * @file: ours, "vmap_6_1.c"; NULL for the first that has such a function
 * @name: ours
 * Return: NULL if none
 */
const struct linux_function *linux_function(const char *file, const char *name);

/** linux_functions() - every name, once; ends with a row without a name. */
const struct linux_function *linux_functions(void);

/** fidelity_name() - "faithful", "simplified" or "absent". */
const char *fidelity_name(enum fidelity fidelity);

#endif
