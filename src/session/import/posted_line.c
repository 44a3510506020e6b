/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * posted_line.c - quote marks, levels and stamps before a kernel's line.
 *
 * One expression for each of them; they may stand in any order and more than
 * once. Nothing that starts a kernel's own text looks like one of them: the
 * [d0806000] of an oops has neither a point nor a colon.
 */
#include "session/import/posted_line.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/line/parse.h"
#include "translate.h"

/* clang-format off */
static const char before[] =
	"^([>|]"				      /* quoted */
	"|<[0-9]{1,3}>"				      /* printk's level */
	"|[a-z]+ *:[a-z]+ *: "			      /* dmesg -x */
	"|\\[[^][]*[0-9][.:][0-9][^][]*\\]"	      /* dmesg, dmesg -T */
	"|\\[ *[TC][0-9]{1,6}\\]"			      /* who printed it */
	"|[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [^ ]+ [^ :]+: "	    /* syslog */
	"|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}[^ ]* [^ ]+ [^ :]+: "
	"|[0-9]{2}:[0-9]{2}:[0-9]{2}[.,0-9]* "	      /* a terminal program's */
	"|kernel: "				      /* our own prompt's */
	")";
/* clang-format on */

static const char elision[] =
	"^[^[:alnum:]]*(\\.\\.+|\xe2\x80\xa6|snip(ped)?|cut|8<|>8)"
	"[^[:alnum:]]*$";

/* Compiled for good when it is first asked for. */
static bool matches(regex_t **compiled, const char *expression,
		    const char *text, regmatch_t *match)
{
	static const int flags = REG_EXTENDED | REG_ICASE;

	if (!*compiled) {
		*compiled = malloc(sizeof(**compiled));
		if (*compiled && regcomp(*compiled, expression, flags)) {
			free(*compiled);
			*compiled = NULL;
		}
	}
	return *compiled && !regexec(*compiled, text, 1, match, 0);
}

const char *posted_line_start(const char *line)
{
	static regex_t *compiled;
	regmatch_t match;

	for (;;) {
		while (is_blank(*line))
			line++;
		/* As most lines start; it spares the search. */
		if (!strncmp(line, "0x", 2) ||
		    !matches(&compiled, before, line, &match))
			return line;
		line += match.rm_eo;
	}
}

bool posted_line_is_elision(const char *text)
{
	static regex_t *compiled;
	regmatch_t match;

	return matches(&compiled, elision, text, &match);
}

bool posted_line_is_comment(const char *text)
{
	return *text == '#' || !strncmp(text, "//", 2);
}

void posted_file_refuse(char *why, size_t size, const char *file,
			unsigned int line, const char *format, va_list args)
{
	char where[16] = "", what[256];

	if (line)
		snprintf(where, sizeof(where), ":%u", line);
	vsnprintf(what, sizeof(what), _(format), args);
	snprintf(why, size, "%s%s: %s", file, where, what);
}
