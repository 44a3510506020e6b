/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bug.c - where a broken invariant ends the program.
 */
#include "machine/bug.h"

#include <stdio.h>
#include <stdlib.h>

void bug(const char *file, int line, const char *what)
{
	fprintf(stderr, "vmscope: bug at %s:%d: %s\n", file, line, what);
	abort();
}
