/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expression.h - C's expressions, with the session's values and names in them.
 *
 * The grammar is inspect/c_expression.h's, the same for x, vtop, p, assert,
 * conditions and every argument that is an address or a page.
 */
#ifndef VMSCOPE_SESSION_LINE_EXPRESSION_H
#define VMSCOPE_SESSION_LINE_EXPRESSION_H

#include "inspect/inspector.h"

struct session;

/** session_inspector() - who asks about the session's kernel. */
struct inspector session_inspector(const struct session *s);

/** fail_inspect() - fail() with the sentence of an inspector. */
int fail_inspect(struct session *s, int error, const struct inspector *in);

/**
 * evaluate() - the value of an expression.
 * @s: the session
 * @text: NUL-terminated
 * @value: result; a count may stand for any quantity, like a number typed in
 * Return: 0, or fail()
 */
int evaluate(struct session *s, const char *text, struct value *value);

/** own_value() - what $, $N or a name stands for; 0, -ENOENT or an error. */
int own_value(struct inspector *in, const char *word, struct value *value);

#endif
