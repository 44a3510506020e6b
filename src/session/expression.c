/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expression.c - terms and offsets; C's expressions are in cexpr.c.
 *
 * Names come before symbols; a name cannot be given that a symbol has.
 */
#include "session/expression.h"

#include <errno.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "session/cexpr.h"
#include "session/session.h"

enum { TERM_SIZE = 256 };

int history_value(struct session *s, const char *text, struct value *value)
{
	const struct values *v = &s->values;
	uint64_t n = v->nr;

	if (text[1] && parse_number(text + 1, &n) == -EINVAL)
		return fail(s, -EINVAL, "%s is no value: write $ or $N",
			    shown(text).text);
	if (!v->nr)
		return fail(s, -EINVAL, "%s: there are no values yet",
			    shown(text).text);
	if (n < 1 || n > v->nr)
		return fail(s, -EINVAL,
			    "there is no %s: values go from $1 to $%u",
			    shown(text).text, v->nr);
	*value = v->history[n - 1].value;
	return 0;
}

static int named_value(struct session *s, const char *text, struct value *value)
{
	const struct value *found = values_find(&s->values, text);

	if (found) {
		*value = *found;
		return 0;
	}
	value->type = VALUE_ADDR;
	value->bits = 0;
	if (!strcmp(text, "NULL")) /* as values are printed */
		return 0;
	if (kallsyms_lookup_name(s->k, text, &value->bits))
		return 0;
	return fail(s, -EINVAL,
		    "%s is no name given with `name = command` and no symbol "
		    "of the kernel",
		    shown(text).text);
}

static int term_value(struct session *s, const char *text, struct value *value)
{
	int error;

	if (*text == '$')
		return history_value(s, text, value);
	value->type = VALUE_NUMBER;
	error = parse_address(text, &value->bits);
	if (!error)
		return 0;
	if (error == -ERANGE)
		return fail(s, error, "%s does not fit 32 bits",
			    shown(text).text);
	if (error == -EDOM)
		return fail(s, error, "%s is negative", shown(text).text);
	if (is_name(text))
		return named_value(s, text, value);
	return fail(s, -EINVAL,
		    "%s is no address: write 0xd0800000, $1, a name or a "
		    "symbol, with +0x10 behind it if need be",
		    shown(text).text);
}

static int add_offset(struct session *s, const char *whole, char sign,
		      const char *text, struct value *value)
{
	uint32_t offset;
	bool wraps;

	if (parse_size(text, &offset))
		return fail(s, -EINVAL, "%s: %s is no offset: write +0x10",
			    shown(whole).text, shown(text).text);
	wraps = sign == '+' ? offset > UINT32_MAX - value->bits
			    : offset > value->bits;
	if (wraps)
		return fail(s, -ERANGE, "%s leaves the 32-bit address space",
			    shown(whole).text);
	value->bits += sign == '+' ? offset : -offset;
	if (value->type == VALUE_NULL && offset)
		value->type = VALUE_ADDR;
	return 0;
}

/* Cut the next operand off @text; *sign is what stands before the one after. */
static char *cut_operand(char **text, char *sign)
{
	char *operand = *text;

	*text += **text == '-'; /* a negative number is one operand */
	*text += strcspn(*text, "+-");
	*sign = **text;
	if (**text)
		*(*text)++ = '\0';
	return operand;
}

static int evaluate_words(struct session *s, const char *text,
			  struct value *value)
{
	char copy[TERM_SIZE], *rest = copy, sign, next;
	int error;

	if (strlen(text) >= sizeof(copy))
		return fail(s, -EINVAL, "%s is too long for an address",
			    shown(text).text);
	strcpy(copy, text);
	error = term_value(s, cut_operand(&rest, &sign), value);
	while (!error && sign) {
		const char *operand = cut_operand(&rest, &next);

		error = add_offset(s, text, sign, operand, value);
		sign = next;
	}
	return error;
}

/* A count may stand for any quantity, like a number typed in. */
static int evaluate_c(struct session *s, const char *text, struct value *value)
{
	struct ceval e = { s, 0 };
	struct cvalue v;
	int error = cexpr_evaluate(s, text, &v, NULL);

	if (!error)
		error = cvalue_load(&e, &v);
	if (!error)
		*value = cvalue_result(&v);
	return error;
}

bool is_c_expression(const char *text)
{
	return strpbrk(text, "*&()[].<>!~/%|^=?");
}

int evaluate(struct session *s, const char *text, struct value *value)
{
	int error = is_c_expression(text) ? evaluate_c(s, text, value)
					  : evaluate_words(s, text, value);

	if (!error && (value->type == VALUE_COUNT || value->type == VALUE_INT))
		value->type = VALUE_NUMBER;
	return error;
}
