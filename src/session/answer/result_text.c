/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * result_text.c - answers as text.
 */
#include "session/answer/result_text.h"

#include <string.h>

#include "text/clean_text.h"
#include "text/paragraph.h"
#include "translate.h"

/* The kernel speaks of its own accord: each of its lines says so. */
static void print_printk(const struct result *r, FILE *to)
{
	const char *line = r->printk, *end = line + r->printk_len;

	while (line < end) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));
		const char *stop = newline ? newline : end;

		fputs("kernel: ", to);
		clean_print(line, (size_t)(stop - line), to);
		putc('\n', to);
		line = newline ? newline + 1 : end;
	}
}

void result_print_value(const struct result *r, FILE *to)
{
	if (r->name)
		fprintf(to, "%s = ", r->name);
	else
		fprintf(to, "$%u = ", r->index);
	value_print(r->value, to);
}

void result_print(const struct result *r, int columns, FILE *to)
{
	print_printk(r, to);
	if (r->raw)
		fwrite(r->output, 1, r->output_len, to);
	else
		answer_print(r->output, r->output_len, columns, clean_print,
			     to);
	if (r->error || r->value.type == VALUE_NONE)
		return;
	result_print_value(r, to);
	putc('\n', to);
	if (*r->reason)
		clean_printf(to, "%s\n", r->reason);
}

void result_print_error(const struct result *r, const char *where,
			unsigned long line, FILE *to)
{
	if (where)
		clean_printf(to, "%s:%lu: ", where, line);
	clean_printf(to, _("error: %s\n"), r->message);
}
