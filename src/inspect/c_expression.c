/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_expression.c - C's grammar, evaluated while it is read.
 *
 * Recursive descent; binary operators by precedence climbing. How deep an
 * expression may nest is bounded, how long it may be is not: a chain of
 * operators of one level is a loop.
 */
#include "inspect/c_expression.h"

#include <errno.h>
#include <string.h>

#include "inspect/c_macro.h"
#include "inspect/c_token.h"
#include "inspect/numbers.h"
#include "translate.h"

enum { MAX_DEPTH = 200 };

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static int parse_unary(struct parser *p, struct cvalue *v);
static int parse_conditional(struct parser *p, struct cvalue *v);

/* Every way down goes through here: the host's stack is not endless. */
static int nest(struct parser *p)
{
	if (++p->depth > MAX_DEPTH)
		return inspect_fail(
			p->e.in, -E2BIG,
			"the expression nests deeper than %d levels",
			MAX_DEPTH);
	return 0;
}

/* ---- container_of(pointer, type, member) ---- */

static int parse_offset(struct parser *p, struct ctype type, uint32_t *offset)
{
	const struct cfield *field;

	*offset = 0;
	do {
		token_advance(p);
		field = ctype_is_struct(type)
				? cfield_find(type.base->fields, p->token.text,
					      p->token.len)
				: NULL;
		if (!field)
			return inspect_fail(
				p->e.in, -EINVAL,
				"%s has no member %s; ptype lists them",
				ctype_name(type).text,
				shown(token_word(p).text).text);
		*offset += field->offset;
		type = field->type;
		token_advance(p);
	} while (token_is(p, "."));
	return 0;
}

static int parse_container_of(struct parser *p, struct cvalue *v)
{
	struct ctype type = ctype_of(&cbase_void);
	uint32_t offset = 0;
	int error;

	token_advance(p);
	error = token_expect(p, "(");
	if (!error)
		error = parse_conditional(p, v);
	if (!error)
		error = cvalue_load(&p->e, v);
	if (!error)
		error = token_expect(p, ",");
	if (!error)
		error = token_type_name(p, &type);
	if (!error && !token_is(p, ","))
		error = token_unexpected(p, ",");
	if (!error)
		error = parse_offset(p, type, &offset);
	if (!error)
		error = token_expect(p, ")");
	*v = (struct cvalue){ .type = ctype_pointer(type),
			      .bits = v->bits - offset };
	return error;
}

/* ---- Macros that are called: fls(0x4000) ---- */

/* With a macro's name as the token: is it one that ( follows? */
static const struct cmacro *called_macro(const struct parser *p)
{
	struct word_text w = token_word(p);
	const struct cmacro *macro = cmacro_find(w.text);
	struct parser after = *p;
	struct value value;

	if (!macro || !macro->nr_args)
		return NULL;
	token_advance(&after);
	return token_is(&after, "(") && inspect_lookup(p->e.in, w.text,
						       &value) == -ENOENT
		       ? macro
		       : NULL;
}

static int parse_call(struct parser *p, const struct cmacro *macro,
		      struct cvalue *v)
{
	struct cvalue arg[CMACRO_MAX_ARGS];
	int error = 0;

	token_advance(p);
	for (unsigned int i = 0; !error && i < macro->nr_args; i++) {
		error = token_expect(p, i ? "," : "(");
		if (!error)
			error = parse_conditional(p, &arg[i]);
		if (!error)
			error = cvalue_load(&p->e, &arg[i]);
	}
	if (!error)
		error = token_expect(p, ")");
	if (!error)
		error = cmacro_expand(&p->e, macro, arg);
	if (!error)
		*v = arg[0];
	return error;
}

/* ---- What binds most tightly: names, brackets, members ---- */

static int parse_brackets(struct parser *p, const char *close, struct cvalue *v)
{
	int error = nest(p);

	p->brackets++;
	token_advance(p);
	if (!error)
		error = parse_conditional(p, v);
	if (!error)
		error = token_expect(p, close);
	p->brackets--;
	p->depth--;
	return error;
}

static int parse_primary(struct parser *p, struct cvalue *v)
{
	struct word_text w = token_word(p);
	const struct cmacro *macro;
	int error;

	*v = cvalue_int(0);
	if (token_is(p, "("))
		return parse_brackets(p, ")", v);
	macro = called_macro(p);
	if (macro || token_is(p, "container_of")) {
		p->brackets++;
		error = nest(p);
		if (!error)
			error = macro ? parse_call(p, macro, v)
				      : parse_container_of(p, v);
		p->depth--;
		p->brackets--;
		return error;
	}
	if (p->token.type == TOKEN_VALUE)
		error = word_history(p, w.text, v);
	else if (p->token.type != TOKEN_WORD)
		return token_unexpected(p, N_("a value"));
	else if ((*w.text >= '0' && *w.text <= '9') || is_bare_hex(w.text))
		error = word_number(p, w.text, v);
	else
		error = word_name(p, w.text, v);
	token_advance(p);
	return error;
}

static int parse_member(struct parser *p, struct cvalue *v)
{
	bool arrow = token_is(p, "->");
	int error;

	token_advance(p);
	if (p->token.type != TOKEN_WORD)
		return token_unexpected(p, N_("a member's name"));
	error = cvalue_member(&p->e, v, token_word(p).text, arrow);
	token_advance(p);
	return error;
}

static int parse_postfix(struct parser *p, struct cvalue *v)
{
	struct cvalue index = cvalue_int(0);
	int error = parse_primary(p, v);

	while (!error) {
		if (token_is(p, "[")) {
			error = parse_brackets(p, "]", &index);
			if (!error)
				error = cvalue_index(&p->e, v, &index);
		} else if (token_is(p, ".") || token_is(p, "->")) {
			error = parse_member(p, v);
		} else {
			break;
		}
	}
	return error;
}

/* ---- Operators in front ---- */

/* With ( as the token: is it one around a type? Then go in. */
static bool enter_type(struct parser *p)
{
	struct parser before = *p;

	if (!token_is(p, "("))
		return false;
	token_advance(p);
	if (token_begins_type(p))
		return true;
	*p = before;
	return false;
}

static int parse_sizeof(struct parser *p, struct cvalue *v)
{
	struct ctype type;
	int error;

	token_advance(p);
	if (enter_type(p)) {
		error = token_type_name(p, &type);
		if (!error)
			error = token_expect(p, ")");
	} else {
		p->e.skip++;
		error = parse_unary(p, v);
		p->e.skip--;
		type = v->type;
	}
	if (error)
		return error;
	*v = cvalue_int(ctype_size(type));
	v->type = ctype_of(&cbase_uint);
	return 0;
}

static int parse_cast(struct parser *p, struct cvalue *v)
{
	struct ctype type;
	int error = token_type_name(p, &type);

	if (!error)
		error = token_expect(p, ")");
	if (!error)
		error = parse_unary(p, v);
	return error ? error : cvalue_cast(&p->e, type, v);
}

static int parse_prefix(struct parser *p, struct cvalue *v)
{
	char op = *p->token.text;
	int error;

	if (token_is(p, "sizeof"))
		return parse_sizeof(p, v);
	if (enter_type(p))
		return parse_cast(p, v);
	if (p->token.len != 1 || !strchr("+-~!*&", op))
		return parse_postfix(p, v);
	token_advance(p);
	error = parse_unary(p, v);
	return error ? error : cvalue_unary(&p->e, op, v);
}

static int parse_unary(struct parser *p, struct cvalue *v)
{
	int error = nest(p);

	if (!error)
		error = parse_prefix(p, v);
	p->depth--;
	return error;
}

/* ---- Operators between ---- */

static const struct binary {
	const char *text;
	enum cop op;
	int level; /* the higher, the closer */
} binaries[] = {
	{ "*", COP_MUL, 10 },	      { "/", COP_DIV, 10 },
	{ "%", COP_MOD, 10 },	      { "+", COP_ADD, 9 },
	{ "-", COP_SUB, 9 },	      { "<<", COP_SHL, 8 },
	{ ">>", COP_SHR, 8 },	      { "<", COP_LT, 7 },
	{ ">", COP_GT, 7 },	      { "<=", COP_LE, 7 },
	{ ">=", COP_GE, 7 },	      { "==", COP_EQ, 6 },
	{ "!=", COP_NE, 6 },	      { "&", COP_AND, 5 },
	{ "^", COP_XOR, 4 },	      { "|", COP_OR, 3 },
	{ "&&", COP_LOGICAL_AND, 2 }, { "||", COP_LOGICAL_OR, 1 },
};

static const struct binary *find_binary(const struct parser *p)
{
	for (size_t i = 0; i < LENGTH(binaries); i++)
		if (token_is(p, binaries[i].text))
			return &binaries[i];
	return NULL;
}

static int parse_binary(struct parser *p, int level, struct cvalue *left);

/* The operator that is applied last is at the top. */
static void note_top(struct parser *p, const struct binary *b,
		     const struct cvalue *left, const struct cvalue *right)
{
	bool comparison = b->op >= COP_LT && b->op <= COP_NE;

	if (p->top && !p->brackets)
		*p->top = (struct ccomparison){ comparison ? b->text : NULL,
						*left, *right };
}

/* The right side counts only when the left one has not decided. */
static int parse_logical(struct parser *p, const struct binary *b,
			 struct cvalue *left)
{
	struct cvalue right = cvalue_int(0);
	bool truth, decided;
	int error = cvalue_truth(&p->e, left, &truth);

	if (error)
		return error;
	decided = truth == (b->op == COP_LOGICAL_OR);
	p->e.skip += decided;
	error = parse_binary(p, b->level + 1, &right);
	if (!error && decided)
		error = cvalue_load(&p->e, &right);
	else if (!error)
		error = cvalue_truth(&p->e, &right, &truth);
	p->e.skip -= decided;
	note_top(p, b, left, &right);
	*left = cvalue_int(truth);
	return error;
}

static int parse_arithmetic(struct parser *p, const struct binary *b,
			    struct cvalue *left)
{
	struct cvalue right;
	int error = parse_binary(p, b->level + 1, &right);
	struct cvalue before = *left;

	if (!error)
		error = cvalue_load(&p->e, &before);
	if (!error)
		error = cvalue_binary(&p->e, b->op, left, &right);
	if (!error)
		note_top(p, b, &before, &right);
	return error;
}

static int parse_binary(struct parser *p, int level, struct cvalue *left)
{
	const struct binary *b;
	int error = parse_unary(p, left);

	while (!error && (b = find_binary(p)) && b->level >= level) {
		token_advance(p);
		if (b->op == COP_LOGICAL_AND || b->op == COP_LOGICAL_OR)
			error = parse_logical(p, b, left);
		else
			error = parse_arithmetic(p, b, left);
	}
	return error;
}

/* One of the two is the value; the other is only read over. */
static int parse_branches(struct parser *p, bool truth, struct cvalue *v)
{
	struct cvalue other;
	int error;

	token_advance(p);
	p->e.skip += !truth;
	error = parse_conditional(p, truth ? v : &other);
	p->e.skip -= !truth;
	if (!error)
		error = token_expect(p, ":");
	if (error)
		return error;
	p->e.skip += truth;
	error = parse_conditional(p, truth ? &other : v);
	p->e.skip -= truth;
	return error;
}

static int parse_conditional(struct parser *p, struct cvalue *v)
{
	bool truth;
	int error = parse_binary(p, 1, v);

	if (error || !token_is(p, "?"))
		return error;
	if (p->top && !p->brackets)
		p->top->op = NULL;
	error = nest(p);
	p->brackets++;
	if (!error)
		error = cvalue_truth(&p->e, v, &truth);
	if (!error)
		error = parse_branches(p, truth, v);
	p->brackets--;
	p->depth--;
	return error;
}

/* ---- The whole ---- */

int cexpr_evaluate(struct inspector *in, const char *text, struct cvalue *v,
		   struct ccomparison *top)
{
	struct parser p = { .e.in = in, .next = text, .top = top };
	int error;

	if (top)
		top->op = NULL;
	token_advance(&p);
	error = parse_conditional(&p, v);
	if (!error && p.token.type != TOKEN_END)
		error = token_unexpected(&p, N_("an operator"));
	return error;
}

int cexpr_value(struct inspector *in, const char *text, struct value *value)
{
	struct ceval e = { in, 0 };
	struct cvalue v;
	int error = cexpr_evaluate(in, text, &v, NULL);

	if (!error)
		error = cvalue_load(&e, &v);
	if (!error)
		*value = cvalue_result(&v);
	return error;
}

int cexpr_type(struct inspector *in, const char *text, struct ctype *type)
{
	struct parser p = { .e = { in, 1 }, .next = text };
	struct cvalue v;
	int error;

	token_advance(&p);
	if (token_begins_type(&p)) {
		error = token_type_name(&p, type);
	} else {
		error = parse_conditional(&p, &v);
		*type = v.type;
	}
	if (!error && p.token.type != TOKEN_END)
		error = token_unexpected(&p, N_("the end"));
	return error;
}
