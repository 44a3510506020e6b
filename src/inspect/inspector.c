/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inspector.c - the sentence of an error, and the asker's own words.
 */
#include "inspect/inspector.h"

#include <errno.h>
#include <inttypes.h>
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

const char *inspect_name(const struct inspector *in, struct value value)
{
	const char *name = in && in->name ? in->name(in, value) : NULL;

	return name ? name : "";
}

const char *inspect_address(const struct inspector *in, vaddr_t va,
			    const char *zero_x, char *text)
{
	const char *name = inspect_name(in, (struct value){ VALUE_ADDR, va });

	snprintf(text, INSPECT_PLACE_SIZE, "%s%s%s%08" PRIx32, name,
		 *name ? " " : "", zero_x, va);
	return text;
}

int inspect_lookup(struct inspector *in, const char *word, struct value *value)
{
	return in->lookup ? in->lookup(in, word, value) : -ENOENT;
}
