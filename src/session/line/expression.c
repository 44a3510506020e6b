/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expression.c - what $1 and a name stand for, and the value of expressions.
 *
 * Names come before symbols; a name cannot be given that a symbol has.
 */
#include "session/line/expression.h"

#include <errno.h>

#include "inspect/c_expression.h"
#include "session/session.h"

static int history_value(struct inspector *in, const struct values *v,
			 const char *text, struct value *value)
{
	uint64_t n = v->nr;

	if (text[1] && parse_number(text + 1, &n) == -EINVAL)
		return inspect_fail(in, -EINVAL,
				    "%s is not a value: write $ or $N",
				    shown(text).text);
	if (!v->nr)
		return inspect_fail(in, -EINVAL, "%s: there are no values yet",
				    shown(text).text);
	if (n < 1 || n > v->nr)
		return inspect_fail(in, -EINVAL,
				    "there is no %s: values go from $1 to $%u",
				    shown(text).text, v->nr);
	*value = v->history[n - 1].value;
	return 0;
}

int own_value(struct inspector *in, const char *word, struct value *value)
{
	const struct values *values = in->names;
	const struct value *named = values_find(values, word);

	if (*word == '$')
		return history_value(in, values, word, value);
	if (!named)
		return -ENOENT;
	*value = *named;
	return 0;
}

static const char *own_name(const struct inspector *in, struct value value)
{
	return values_called(in->names, value);
}

struct inspector session_inspector(const struct session *s)
{
	return (struct inspector){ .k = s->k,
				   .lookup = own_value,
				   .name = own_name,
				   .names = &s->values };
}

int fail_inspect(struct session *s, int error, const struct inspector *in)
{
	return fail(s, error, "%s", in->error);
}

/* A single word of the user's stays what it is: NULL is not address 0. */
int evaluate(struct session *s, const char *text, struct value *value)
{
	struct inspector in = session_inspector(s);
	int error = own_value(&in, text, value);

	if (error)
		error = cexpr_value(&in, text, value);
	if (error)
		return fail_inspect(s, error, &in);
	if (value->type == VALUE_COUNT || value->type == VALUE_INT)
		value->type = VALUE_NUMBER;
	return 0;
}
