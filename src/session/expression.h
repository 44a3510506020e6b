/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expression.h - what $1, a name, a symbol or a number stands for.
 *
 *   expression = term { ("+" | "-") size }
 *   term       = number | eight hex digits | "$" [ N ] | name | kernel symbol
 *
 * A symbol is its address here: x/8wx vmlist. A word with any other operator
 * in it is a C expression (cexpr.h), in which a variable is its value.
 */
#ifndef VMSCOPE_SESSION_EXPRESSION_H
#define VMSCOPE_SESSION_EXPRESSION_H

#include <stdbool.h>

#include "session/value_history.h"

struct session;

/**
 * evaluate() - the value of an expression.
 * @s: the session
 * @text: NUL-terminated
 * @value: result, with the type of its term
 * Return: 0, or fail()
 */
int evaluate(struct session *s, const char *text, struct value *value);

/** is_c_expression() - does evaluate() read it by C's grammar? */
bool is_c_expression(const char *text);

/** history_value() - the value of $, the last one, or $N; 0 or fail(). */
int history_value(struct session *s, const char *text, struct value *value);

#endif
