/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint.c - a sentence, in the reader's language if there is a translation.
 */
#include "kernel/complaint.h"

#include <stdio.h>

void complaint_vset(const struct complaint *c, const char *format, va_list args)
{
	if (c->translate)
		format = c->translate(format);
	vsnprintf(c->text, c->size, format, args);
}

void complaint_set(const struct complaint *c, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complaint_vset(c, format, args);
	va_end(args);
}
