/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_break.c - `break`, `watch` and `delete`: from their words to breakpoints.
 *
 * Their rows are among those of cmd_stepping.c.
 */
#include "session/commands/cmd_break.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "session/line/expression.h"
#include "session/front.h"
#include "session/session.h"
#include "translate.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static int list_breakpoints(struct session *s)
{
	const struct breakpoints *list = &s->stepper.breakpoints;

	if (!list->nr)
		fputs(_("no breakpoints; `break alloc_vmap_area` sets one\n"),
		      s->out.file);
	for (unsigned int i = 0; i < list->nr; i++) {
		fprintf(s->out.file, "%-3u ", list->item[i].number);
		breakpoint_print(&list->item[i], s->out.file);
		putc('\n', s->out.file);
	}
	return 0;
}

static int keep_breakpoint(struct session *s, struct breakpoint *b)
{
	int error = breakpoint_add(s, b);

	if (error)
		return error;
	fprintf(s->out.file, _("breakpoint %u: "), b->number);
	breakpoint_print(b, s->out.file);
	putc('\n', s->out.file);
	return 0;
}

/* The comparison in a text, but not the arrow of va->flags; its length. */
static size_t find_sign(const char *text, size_t *at, enum break_compare *sign)
{
	static const struct {
		const char *text;
		enum break_compare compare;
	} signs[] = { { "==", BREAK_EQ },
		      { "!=", BREAK_NE },
		      { "<", BREAK_LT },
		      { ">", BREAK_GT } };

	for (*at = 1; *text && text[*at]; ++*at)
		for (size_t i = 0; i < ARRAY_SIZE(signs); i++) {
			size_t len = strlen(signs[i].text);

			if (strncmp(text + *at, signs[i].text, len) ||
			    (text[*at] == '>' && text[*at - 1] == '-'))
				continue;
			*sign = signs[i].compare;
			return len;
		}
	return 0;
}

/* VAR == VALUE, without blanks. */
static int read_variable(struct session *s, const char *name, size_t len,
			 struct breakpoint *b)
{
	if (len >= sizeof(b->word))
		return fail(s, -EINVAL, "no variable has a name that long");
	memcpy(b->word, name, len);
	b->word[len] = '\0';
	if (s->front && s->front->source_variable &&
	    !s->front->source_variable(b->word))
		return fail(s, -EINVAL,
			    "no step has a variable %s; `locals` shows the "
			    "variables of a step",
			    shown(b->word).text);
	return 0;
}

/* A number with its unit, as in sizes, or whatever is an address. */
static int read_value(struct session *s, const char *text, uint32_t *bits)
{
	struct value value;
	uint64_t number;
	int error;

	if (!parse_bytes(text, &number) && number <= UINT32_MAX) {
		*bits = (uint32_t)number;
		return 0;
	}
	error = evaluate(s, text, &value);
	if (!error)
		*bits = value.bits;
	return error;
}

static int read_condition(struct session *s, const char *text,
			  struct breakpoint *b)
{
	size_t at, len = find_sign(text, &at, &b->compare);
	int error;

	if (!len || !text[at + len])
		return fail(s, -EINVAL,
			    "write `break if VAR == VALUE`; there are == != < "
			    "and >");
	error = read_variable(s, text, at, b);
	if (!error)
		error = read_value(s, text + at + len, &b->value);
	b->kind = BREAK_IF;
	return error;
}

static int break_if(struct session *s, const struct args *args)
{
	struct breakpoint b = { .kind = BREAK_IF };
	struct memory_stream text;
	int error = memory_stream_open(&text);

	for (uint32_t i = 1; !error && i < args->nr_words; i++)
		fputs(args->word[i], text.file);
	if (error || memory_stream_text(&text))
		error = fail_memory(s);
	if (!error)
		error = read_condition(s, text.text, &b);
	memory_stream_close(&text);
	return error ? error : keep_breakpoint(s, &b);
}

int run_break(struct session *s, const struct args *args, struct value *value)
{
	struct breakpoint b;
	int error;

	(void)value;
	if (!args->nr_words)
		return list_breakpoints(s);
	if (!strcmp(args->word[0], "if"))
		return break_if(s, args);
	if (args->nr_words > 1)
		return fail(s, -EINVAL,
			    "%s is one word too many: break takes one place, "
			    "or `if VAR == VALUE`",
			    shown(args->word[1]).text);
	error = breakpoint_read(s, args->word[0], &b);
	return error ? error : keep_breakpoint(s, &b);
}

int run_watch(struct session *s, const struct args *args, struct value *value)
{
	struct breakpoint b = { .kind = BREAK_WATCH };
	const char *name = args->word[0];
	int error = read_variable(s, name, strlen(name), &b);

	(void)value;
	return error ? error : keep_breakpoint(s, &b);
}

int run_delete(struct session *s, const struct args *args, struct value *value)
{
	(void)value;
	if (arg_given(args, ARG_COUNT))
		return breakpoint_delete(s, args->count);
	fprintf(s->out.file,
		ngettext("%u breakpoint deleted\n", "%u breakpoints deleted\n",
			 s->stepper.breakpoints.nr),
		s->stepper.breakpoints.nr);
	s->stepper.breakpoints.nr = 0;
	return 0;
}
