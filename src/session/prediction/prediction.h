/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prediction.h - what somebody said would come, and what came.
 *
 * `predict CALL` runs the call like any other; this compares. A wrong address
 * is explained by the rules that alone lead to it (forgotten_rules.h), and has
 * a step that decides against it, where `step` then stands.
 *
 * cmd_predict.c and the quiz are the users; JSON prints the struct.
 */
#ifndef VMSCOPE_SESSION_PREDICTION_PREDICTION_H
#define VMSCOPE_SESSION_PREDICTION_PREDICTION_H

#include "inspect/value.h"
#include "session/prediction/mapping_rules.h"

enum { ASKED_SIZE = 64, WHY_SIZE = 512 };

struct prediction {
	char asked[ASKED_SIZE]; /* "address", "pfn", "physical", "number"; or a
				 * variable's name */
	bool variable;		/* it is one */
	bool given;		/* an answer was given */
	struct value answer;	/* if so */
	struct value right;
	bool ok;
	uint32_t forgot;    /* bits of forgotten_rule() */
	char why[WHY_SIZE]; /* what the step that decides says; or "" */
	/* The step that decides, from 0, of the call that entry @moment of the
	 * log is (0: it has no steps); @serial says whether it still is. */
	uint32_t decides;
	uint32_t moment;
	uint64_t serial;
};

/**
 * prediction_judge() - the call has run: was the answer right, and why not?
 * @s: the session
 * @p: with the answer, if one was given; the rest is filled in
 * @right: what the call gave
 * @paper: the areas before it
 * @mappings: slots and blocks before it
 * @r: the call's record; it may have no steps
 * @bytes: the size that was typed; 0: none
 * Return: 0 or -ENOMEM
 */
int prediction_judge(struct session *s, struct prediction *p,
		     struct value right, const struct paper_sheet *paper,
		     struct paper_mappings *mappings,
		     const struct step_record *r, uint32_t bytes);

/** prediction_judge_variable() - likewise of a variable of a step. */
void prediction_judge_variable(struct prediction *p,
			       const struct record_var *right);

/** prediction_print() - a line that says so, one for each rule; where none
 * explains it what the step that decides says. */
void prediction_print(const struct prediction *p, FILE *to);

/** prediction_stands() - is entry @n of the log a call that was predicted
 * wrongly, so that the step that decides is worth seeing? */
bool prediction_stands(const struct session *s, uint32_t n);

#endif
