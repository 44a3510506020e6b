/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bug.h - ends the program when the impossible happens, in every build.
 *
 * For broken invariants of vmscope itself. What a user can cause is an error
 * and never comes here.
 */
#ifndef VMSCOPE_MACHINE_BUG_H
#define VMSCOPE_MACHINE_BUG_H

/**
 * bug() - say where and what, then abort.
 * @file: source file of the broken assumption
 * @line: its line
 * @what: the condition, as text
 */
_Noreturn void bug(const char *file, int line, const char *what);

#define BUG_ON(condition)                                                      \
	do {                                                                   \
		if (__builtin_expect(!!(condition), 0))                        \
			bug(__FILE__, __LINE__, #condition);                   \
	} while (0)

#endif
