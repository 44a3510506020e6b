/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * result_json.h - what a command answered, as one JSON object on one line.
 *
 * The keys and their order are part of the contract in the manual; programs
 * that mark exercises read them.
 */
#ifndef VMSCOPE_SESSION_ANSWER_RESULT_JSON_H
#define VMSCOPE_SESSION_ANSWER_RESULT_JSON_H

#include <stdio.h>

#include "session/session.h"

/**
 * json_print() - write a result, with or without error.
 * @r: the result
 * @to: where; its error flag tells whether all was written
 * Return: 0 or -ENOMEM with nothing written
 *
 * It is UTF-8 always: bytes that are not become U+FFFD. Controls are escaped,
 * and so is what hides or turns text around (clean_text.h).
 */
int json_print(const struct result *r, FILE *to);

#endif
