/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_token.c - C's text as tokens; numbers, names and types.
 */
#include "inspect/c_token.h"

#include <errno.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "inspect/c_macro.h"
#include "inspect/numbers.h"
#include "translate.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

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

void token_advance(struct parser *p)
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

bool token_is(const struct parser *p, const char *text)
{
	return p->token.len == strlen(text) &&
	       !memcmp(p->token.text, text, p->token.len);
}

struct word_text token_word(const struct parser *p)
{
	struct word_text w;
	int len = p->token.len < sizeof(w) ? (int)p->token.len
					   : (int)sizeof(w) - 1;

	snprintf(w.text, sizeof(w.text), "%.*s", len, p->token.text);
	return w;
}

int token_unexpected(struct parser *p, const char *wanted)
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
			    _(wanted), shown(token_word(p).text).text);
}

int token_expect(struct parser *p, const char *text)
{
	if (!token_is(p, text))
		return token_unexpected(p, text);
	token_advance(p);
	return 0;
}

/* ---- Types ---- */

static bool is_qualifier(const struct parser *p)
{
	return token_is(p, "const") || token_is(p, "volatile");
}

bool token_begins_type(const struct parser *p)
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
	w = token_word(p);
	return cbase_find(w.text) &&
	       inspect_lookup(p->e.in, w.text, &value) == -ENOENT;
}

/* The words of a base type with one blank between them. */
static int parse_base(struct parser *p, const struct cbase **base)
{
	char name[sizeof(struct word_text)] = "";
	size_t len = 0;

	for (; p->token.type == TOKEN_WORD; token_advance(p)) {
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
	if (*base) {
		*base = cbase_here(p->e.in->k, *base);
		return 0;
	}
	return inspect_fail(p->e.in, -EINVAL,
			    "there is no type %s here; ptype lists the "
			    "structs, integers have up to 32 bits",
			    shown(name).text);
}

int token_type_name(struct parser *p, struct ctype *type)
{
	const struct cbase *base;
	int error = parse_base(p, &base);

	if (error)
		return error;
	*type = ctype_of(base);
	for (; token_is(p, "*") || is_qualifier(p); token_advance(p)) {
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

int word_number(struct parser *p, const char *text, struct cvalue *v)
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

int word_name(struct parser *p, const char *text, struct cvalue *v)
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

int word_history(struct parser *p, const char *text, struct cvalue *v)
{
	struct value value = { VALUE_NULL, 0 };
	int error = inspect_lookup(p->e.in, text, &value);

	*v = cvalue_of(value);
	if (error != -ENOENT)
		return error;
	return inspect_fail(p->e.in, -EINVAL, "%s: there are no values here",
			    shown(text).text);
}
