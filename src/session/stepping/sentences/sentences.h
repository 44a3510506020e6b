/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sentences.h - what the step points and reasons of src/kernel say to people.
 *
 * There is a table for each file of src/kernel, in the order of its code. A row
 * has the identifier of a step point, or the name of the function for its
 * step_in(), and the sentence: {name} stands for a variable of the point, {the
 * name} for an area with what it is (inspect/place.h). Rows that because()
 * names say why a call gave NULL, or why a region is where it is. No final full
 * stop.
 * tests/step_points.py holds the tables against the sources.
 */
#ifndef VMSCOPE_SESSION_STEPPING_SENTENCES_SENTENCES_H
#define VMSCOPE_SESSION_STEPPING_SENTENCES_SENTENCES_H

#include <stdio.h>

#include "inspect/place.h"
#include "kernel/step.h"

/* What a step is known by, beyond its place: counters and breakpoints ask. */
enum step_event {
	STEP_PLAIN,
	STEP_LOOKUP,	   /* only looks: begins no record of its own */
	STEP_START,	   /* a search begins: addr, size, align */
	STEP_VISIT,	   /* its descent comes to tmp, with addr and first */
	STEP_FIRST,	   /* the descent is over: first */
	STEP_WALK,	   /* the walk over areas begins at first */
	STEP_TEST,	   /* does addr + size run into first, pass vend? */
	STEP_ADDR_NEXT,	   /* the next candidate is addr */
	STEP_FOUND,	   /* the walk is over at addr: size, vend */
	STEP_OVERFLOW,	   /* no hole: purged says whether twice */
	STEP_INSERT_VISIT, /* an insertion comes to tmp */
	STEP_FIND_VISIT,   /* a lookup by address comes to va */
	STEP_RECOLOR,	   /* node becomes color */
	STEP_ROTATE,	   /* node goes down to side */
	STEP_PAGES_TAKEN,  /* 2^order pages from a zone */
	STEP_PTE,	   /* an entry is written */
	STEP_TABLE,	   /* a page of second-level tables is made */
	STEP_SPLIT,	   /* a free block is halved */
	STEP_MERGE,	   /* two free buddies become one block */
	STEP_EVENTS
};

struct sentence {
	const char *id;
	const char *text;
	enum step_event event;
	/* What is said instead when this variable has this value. */
	const char *if_var; /* NULL: nothing */
	uint32_t equals;
	const char *then;
	/* What is said instead when this area is freed, but not purged. */
	const char *freed_var; /* NULL: nothing */
	const char *freed;
};

/* A variable with its value at a moment. */
struct record_var {
	const char *name;
	enum step_kind kind;
	uint32_t value;
	uint32_t detail[STEP_DETAILS]; /* of an object: step_details() */
	enum area_kind area; /* of an area or its node: vmap_area_word() */
};

/** sentence_of() - the row of a step point or of a reason. Cost: a search. */
const struct sentence *sentence_of(const struct step_point *point);

/**
 * sentence_print() - a sentence with the values of its variables.
 * @to: where
 * @in: who has names for areas; NULL: nobody
 * @sentence: the row
 * @var: all variables of the point
 * @nr: how many
 */
void sentence_print(FILE *to, const struct inspector *in,
		    const struct sentence *sentence,
		    const struct record_var *var, unsigned int nr);

/** record_var_print() - a value in the reader's words: "3 pages", "order 2",
 * "0xd0806000-0xd080c000". */
void record_var_print(FILE *to, const struct record_var *var);

/** step_has_area() - is a variable of this kind an area, or its node? */
static inline bool step_has_area(enum step_kind kind)
{
	return kind == STEP_AREA || kind == STEP_NODE;
}

/** area_of_var() - what the area at such a variable is, now; of NULL nothing. */
enum area_kind area_of_var(const struct kernel *k, enum step_kind kind,
			   uint32_t value);

/**
 * reason_print() - what a reason says; nothing if there is none.
 * @to: where
 * @in: with the kernel that its variables are of
 * @why: k->why, why the last call gave NULL, or the reason of a region
 */
void reason_print(FILE *to, const struct inspector *in,
		  const struct reason *why);

enum { REASON_SIZE = 768 };

/** reason_text() - the same in @text, which it returns; "" without memory. */
const char *reason_text(const struct kernel *k, const struct reason *why,
			char text[REASON_SIZE]);

#endif
