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
#include <inttypes.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "inspect/c_macro.h"
#include "inspect/numbers.h"
#include "translate.h"

enum { MAX_DEPTH = 200, WORD_SIZE = 256 };

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

enum token_type { TOKEN_END, TOKEN_WORD, TOKEN_VALUE, TOKEN_PUNCTUATION };

struct token {
	enum token_type type;
	const char *text;
	size_t len;
};

struct parser {
	struct ceval e;
	const char *next; /* after the token */
	struct token token;
	unsigned int depth;    /* of nesting */
	unsigned int brackets; /* those of it that are brackets or ?: */
	struct ccomparison *top;
};

static int parse_unary(struct parser *p, struct cvalue *v);
static int parse_conditional(struct parser *p, struct cvalue *v);

/* ---- Tokens ---- */

static bool is_word_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_';
}

static size_t punctuation_length(const char *text)
{
	static const char *const two[] = { "->", "<<", ">>", "<=", ">=",
					   "==", "!=", "&&", "||" };

	for (size_t i = 0; i < LENGTH(two); i++)
		if (!strncmp(text, two[i], 2))
			return 2;
	return 1;
}

static void advance(struct parser *p)
{
	const char *text = p->next;
	struct token *t = &p->token;

	while (is_blank(*text))
		text++;
	*t = (struct token){ TOKEN_PUNCTUATION, text, 0 };
	if (!*text) {
		t->type = TOKEN_END;
	} else if (*text == '$' || is_word_char(*text)) {
		t->type = *text == '$' ? TOKEN_VALUE : TOKEN_WORD;
		t->len = *text == '$';
		while (is_word_char(text[t->len]))
			t->len++;
	} else {
		t->len = punctuation_length(text);
	}
	p->next = text + t->len;
}

static bool token_is(const struct parser *p, const char *text)
{
	return p->token.len == strlen(text) &&
	       !memcmp(p->token.text, text, p->token.len);
}

/* The token with its NUL; a longer one is cut, and then is nothing known. */
struct word_text {
	char text[WORD_SIZE];
};

static struct word_text word_of(const struct parser *p)
{
	struct word_text w;
	int len = p->token.len < sizeof(w) ? (int)p->token.len
					   : (int)sizeof(w) - 1;

	snprintf(w.text, sizeof(w.text), "%.*s", len, p->token.text);
	return w;
}

static int unexpected(struct parser *p, const char *wanted)
{
	if (p->token.type == TOKEN_END)
		return inspect_fail(p->e.in, -EINVAL,
				    "expected %s at the end of the expression",
				    _(wanted));
	if (token_is(p, "="))
		return inspect_fail(p->e.in, -EINVAL,
				    "= cannot be used in an expression: == "
				    "compares, write stores");
	return inspect_fail(p->e.in, -EINVAL, "expected %s instead of %s",
			    _(wanted), shown(word_of(p).text).text);
}

static int expect(struct parser *p, const char *text)
{
	if (!token_is(p, text))
		return unexpected(p, text);
	advance(p);
	return 0;
}

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

/* ---- Types ---- */

static bool is_qualifier(const struct parser *p)
{
	return token_is(p, "const") || token_is(p, "volatile");
}

/* Does a type begin here? The asker's own names hide u32 and the like. */
static bool at_type(const struct parser *p)
{
	static const char *const words[] = { "struct", "unsigned", "signed",
					     "const", "volatile" };
	struct word_text w;
	struct value value;

	if (p->token.type != TOKEN_WORD)
		return false;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (token_is(p, words[i]))
			return true;
	w = word_of(p);
	return cbase_find(w.text) &&
	       inspect_lookup(p->e.in, w.text, &value) == -ENOENT;
}

/* The words of a base type with one blank between them. */
static int parse_base(struct parser *p, const struct cbase **base)
{
	char name[WORD_SIZE] = "";
	size_t len = 0;

	for (; p->token.type == TOKEN_WORD; advance(p)) {
		if (is_qualifier(p))
			continue;
		if (len + p->token.len + 2 > sizeof(name))
			break;
		if (len)
			name[len++] = ' ';
		memcpy(name + len, p->token.text, p->token.len);
		len += p->token.len;
		name[len] = '\0';
	}
	*base = cbase_find(name);
	if (*base)
		return 0;
	return inspect_fail(p->e.in, -EINVAL,
			    "there is no type %s here; ptype lists the "
			    "structs, integers have up to 32 bits",
			    shown(name).text);
}

static int parse_type(struct parser *p, struct ctype *type)
{
	const struct cbase *base;
	int error = parse_base(p, &base);

	if (error)
		return error;
	*type = ctype_of(base);
	for (; token_is(p, "*") || is_qualifier(p); advance(p)) {
		if (is_qualifier(p))
			continue;
		if (type->stars == CTYPE_MAX_STARS)
			return inspect_fail(p->e.in, -EINVAL,
					    "too many levels of pointers");
		*type = ctype_pointer(*type);
	}
	return 0;
}

/* ---- Names and numbers ---- */

static int number(struct parser *p, const char *text, struct cvalue *v)
{
	bool hex = text[1] == 'x' || text[1] == 'X' || is_bare_hex(text);
	int error = is_bare_hex(text) ? parse_address(text, &v->bits)
				      : parse_size(text, &v->bits);

	if (!error && !is_bare_hex(text) && text[0] == '0' && text[1] >= '0' &&
	    text[1] <= '9' && v->bits)
		return inspect_fail(
			p->e.in, -EINVAL,
			"%s would be octal in C: write it without the 0, "
			"or with 0x",
			shown(text).text);
	if (error == -ERANGE)
		return inspect_fail(p->e.in, error,
				    "%s does not fit into 32 bits",
				    shown(text).text);
	if (error)
		return inspect_fail(
			p->e.in, error,
			"%s is not a number: write 12, 0x1f, 40k or 10p",
			shown(text).text);
	v->type = ctype_of(v->bits > INT32_MAX ? &cbase_uint : &cbase_int);
	v->meaning.kind = hex ? VALUE_NUMBER : VALUE_NONE;
	return 0;
}

/* A name of the asker's, a constant of Linux's headers, a variable of the
 * kernel, or another symbol. */
static int name(struct parser *p, const char *text, struct cvalue *v)
{
	const struct cmacro *macro = cmacro_find(text);
	const struct cfield *global;
	struct value value;
	int error = inspect_lookup(p->e.in, text, &value);

	if (error != -ENOENT) {
		*v = cvalue_of(value);
		return error;
	}
	if (!strcmp(text, "NULL")) {
		v->type = ctype_pointer(ctype_of(&cbase_void));
		v->bits = 0;
		return 0;
	}
	if (macro && !macro->nr_args)
		return cmacro_expand(&p->e, macro, v);
	if (!kallsyms_lookup_name(p->e.in->k, text, &v->bits))
		return inspect_fail(p->e.in, -EINVAL,
				    "%s is neither a name given with `name = "
				    "command` nor a symbol of the kernel",
				    shown(text).text);
	global = cglobal_find(text);
	v->type = ctype_pointer(ctype_of(&cbase_void));
	if (global) {
		v->type = global->type;
		v->meaning = global->meaning;
		v->lvalue = true;
	}
	return 0;
}

static int history(struct parser *p, const char *text, struct cvalue *v)
{
	struct value value = { VALUE_NULL, 0 };
	int error = inspect_lookup(p->e.in, text, &value);

	*v = cvalue_of(value);
	if (error != -ENOENT)
		return error;
	return inspect_fail(p->e.in, -EINVAL, "%s: there are no values here",
			    shown(text).text);
}

/* ---- container_of(pointer, type, member) ---- */

static int parse_offset(struct parser *p, struct ctype type, uint32_t *offset)
{
	const struct cfield *field;

	*offset = 0;
	do {
		advance(p);
		field = ctype_is_struct(type)
				? cfield_find(type.base->fields, p->token.text,
					      p->token.len)
				: NULL;
		if (!field)
			return inspect_fail(
				p->e.in, -EINVAL,
				"%s has no member %s; ptype lists them",
				ctype_name(type).text,
				shown(word_of(p).text).text);
		*offset += field->offset;
		type = field->type;
		advance(p);
	} while (token_is(p, "."));
	return 0;
}

static int parse_container_of(struct parser *p, struct cvalue *v)
{
	struct ctype type = ctype_of(&cbase_void);
	uint32_t offset = 0;
	int error;

	advance(p);
	error = expect(p, "(");
	if (!error)
		error = parse_conditional(p, v);
	if (!error)
		error = cvalue_load(&p->e, v);
	if (!error)
		error = expect(p, ",");
	if (!error)
		error = parse_type(p, &type);
	if (!error && !token_is(p, ","))
		error = unexpected(p, ",");
	if (!error)
		error = parse_offset(p, type, &offset);
	if (!error)
		error = expect(p, ")");
	*v = (struct cvalue){ .type = ctype_pointer(type),
			      .bits = v->bits - offset };
	return error;
}

/* ---- Macros that are called: fls(0x4000) ---- */

/* With a macro's name as the token: is it one that ( follows? */
static const struct cmacro *called_macro(const struct parser *p)
{
	struct word_text w = word_of(p);
	const struct cmacro *macro = cmacro_find(w.text);
	struct parser after = *p;
	struct value value;

	if (!macro || !macro->nr_args)
		return NULL;
	advance(&after);
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

	advance(p);
	for (unsigned int i = 0; !error && i < macro->nr_args; i++) {
		error = expect(p, i ? "," : "(");
		if (!error)
			error = parse_conditional(p, &arg[i]);
		if (!error)
			error = cvalue_load(&p->e, &arg[i]);
	}
	if (!error)
		error = expect(p, ")");
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
	advance(p);
	if (!error)
		error = parse_conditional(p, v);
	if (!error)
		error = expect(p, close);
	p->brackets--;
	p->depth--;
	return error;
}

static int parse_primary(struct parser *p, struct cvalue *v)
{
	struct word_text w = word_of(p);
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
		error = history(p, w.text, v);
	else if (p->token.type != TOKEN_WORD)
		return unexpected(p, N_("a value"));
	else if ((*w.text >= '0' && *w.text <= '9') || is_bare_hex(w.text))
		error = number(p, w.text, v);
	else
		error = name(p, w.text, v);
	advance(p);
	return error;
}

static int parse_member(struct parser *p, struct cvalue *v)
{
	bool arrow = token_is(p, "->");
	int error;

	advance(p);
	if (p->token.type != TOKEN_WORD)
		return unexpected(p, N_("a member's name"));
	error = cvalue_member(&p->e, v, word_of(p).text, arrow);
	advance(p);
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
	advance(p);
	if (at_type(p))
		return true;
	*p = before;
	return false;
}

static int parse_sizeof(struct parser *p, struct cvalue *v)
{
	struct ctype type;
	int error;

	advance(p);
	if (enter_type(p)) {
		error = parse_type(p, &type);
		if (!error)
			error = expect(p, ")");
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
	int error = parse_type(p, &type);

	if (!error)
		error = expect(p, ")");
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
	advance(p);
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
		advance(p);
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

	advance(p);
	p->e.skip += !truth;
	error = parse_conditional(p, truth ? v : &other);
	p->e.skip -= !truth;
	if (!error)
		error = expect(p, ":");
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
	advance(&p);
	error = parse_conditional(&p, v);
	if (!error && p.token.type != TOKEN_END)
		error = unexpected(&p, N_("an operator"));
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

	advance(&p);
	if (at_type(&p)) {
		error = parse_type(&p, type);
	} else {
		error = parse_conditional(&p, &v);
		*type = v.type;
	}
	if (!error && p.token.type != TOKEN_END)
		error = unexpected(&p, N_("the end"));
	return error;
}
