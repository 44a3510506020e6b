/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inspector.c - the sentence of an error, and the asker's own words.
 */
#include "inspect/inspector.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "translate.h"

int inspect_fail(struct inspector *in, int error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(in->error, sizeof(in->error), _(format), args);
	va_end(args);
	return error;
}

int inspect_lookup(struct inspector *in, const char *word, struct value *value)
{
	return in->lookup ? in->lookup(in, word, value) : -ENOENT;
}
