/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forgotten_rules.h - which single rule, forgotten, explains an answer.
 *
 * Each row of the table is a rule and the ways in which people go on without
 * it. Those are run on paper (paper_machine.h); nobody listed what comes out.
 * A person may have done without the rule in this call alone or in all that led
 * here: both are tried.
 */
#ifndef VMSCOPE_SESSION_PREDICTION_FORGOTTEN_RULES_H
#define VMSCOPE_SESSION_PREDICTION_FORGOTTEN_RULES_H

#include "session/prediction/paper_machine.h"

enum { MAX_RULES = 32 };

/* A row: how JSON and marks call the rule, and the rule as a sentence. */
struct forgotten_rule {
	const char *name;
	const char *rule;
};

/** forgotten_rule() - row @i; NULL after the last. Those of mapping_rules.h come
 * last. */
const struct forgotten_rule *forgotten_rule(unsigned int i);

/** forgotten_names() - write the names of a set of rules, bits 1 << row, with a
 * blank between them. */
void forgotten_names(uint32_t rules, FILE *to);

/** forgotten_print() - write each rule of a set as a line, in words. */
void forgotten_print(uint32_t rules, FILE *to);

/** forgotten_mapping() - rules of mapping_rules.h as bits of this table. */
uint32_t forgotten_mapping(uint32_t rules);

/**
 * forgotten_rules() - the rules that alone explain an answer.
 * @s: the session, whose kernel gives the regions
 * @paper: the areas before the call
 * @search: what the call looked for
 * @answer: an address
 * @rules: result: bits 1 << row
 * Return: 0 or -ENOMEM
 */
int forgotten_rules(const struct session *s, const struct paper_sheet *paper,
		    const struct paper_search *search, uint32_t answer,
		    uint32_t *rules);

#endif
