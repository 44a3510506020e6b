/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_token.h - the tokens of a C expression and what a word among them stands
 * for, for c_expression.c. What fails has said why in the inspector.
 */
#ifndef VMSCOPE_INSPECT_C_TOKEN_H
#define VMSCOPE_INSPECT_C_TOKEN_H

#include "inspect/c_expression.h"

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

/** token_advance() - read the next one. */
void token_advance(struct parser *p);

/** token_is() - is it this one? */
bool token_is(const struct parser *p, const char *text);

/* A token with its NUL; a longer one is cut, and then nothing is known by it. */
struct word_text {
	char text[256];
};

struct word_text token_word(const struct parser *p);

/** token_unexpected() - fail: @wanted, a text for N_(), is not there. */
int token_unexpected(struct parser *p, const char *wanted);

/** token_expect() - go past one, which must be there. */
int token_expect(struct parser *p, const char *text);

/** token_begins_type() - is it the first of a type's name? The asker's own names
 * hide u32 and the like. */
bool token_begins_type(const struct parser *p);

/** token_type_name() - go past the name of a type. */
int token_type_name(struct parser *p, struct ctype *type);

/** word_number() - the value of a number as it is typed. */
int word_number(struct parser *p, const char *text, struct cvalue *v);

/** word_name() - of a name of the asker's, a constant of Linux's headers, a
 * variable of the kernel, or another symbol. */
int word_name(struct parser *p, const char *text, struct cvalue *v);

/** word_history() - of $N. */
int word_history(struct parser *p, const char *text, struct cvalue *v);

#endif
