/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_value.h - values of C expressions, and what C's operators make of them.
 *
 * The arithmetic is the target's, 32-bit ARM. char and short become int; an
 * operation of an int with an unsigned one, or with an address, is unsigned
 * and wraps; one of two ints is signed and wraps too (C leaves it open). long
 * is as wide as int and counts as one. Division by zero and shifts by less
 * than 0 or more than 31 are errors.
 *
 * A value also knows what it is about: address + 4 is an address, address -
 * address is a count, address & mask is shown in hex.
 */
#ifndef VMSCOPE_INSPECT_C_VALUE_H
#define VMSCOPE_INSPECT_C_VALUE_H

#include "inspect/c_type.h"
#include "inspect/inspector.h"

struct cvalue {
	struct ctype type;
	bool lvalue;   /* lies in memory, at the address @bits */
	uint32_t bits; /* the value, or that address */
	struct cmeaning meaning;
};

/* An evaluation under way. */
struct ceval {
	struct inspector *in;
	unsigned int skip; /* > 0: only the type matters, read nothing */
};

enum cop {
	COP_MUL,
	COP_DIV,
	COP_MOD,
	COP_ADD,
	COP_SUB,
	COP_SHL,
	COP_SHR,
	COP_LT,
	COP_GT,
	COP_LE,
	COP_GE,
	COP_EQ,
	COP_NE,
	COP_AND,
	COP_XOR,
	COP_OR,
	COP_LOGICAL_AND, /* the parser's: the right side may be skipped */
	COP_LOGICAL_OR,
};

/** cvalue_of() - a value in C: an unsigned long, shown as it is. */
struct cvalue cvalue_of(struct value value);

/** cvalue_int() - an int. */
struct cvalue cvalue_int(uint32_t bits);

/**
 * cvalue_load() - read an lvalue; an array becomes a pointer to its start.
 * @e: the evaluation
 * @v: the value; an integer or a pointer afterwards
 * Return: 0, or fail() (unreadable, or a struct)
 *
 * All functions below load what they need and answer in the same way.
 */
int cvalue_load(const struct ceval *e, struct cvalue *v);

/** cvalue_truth() - is it other than 0? */
int cvalue_truth(const struct ceval *e, struct cvalue *v, bool *truth);

/** cvalue_unary() - one of + - ~ ! * & in front of a value. */
int cvalue_unary(const struct ceval *e, char op, struct cvalue *v);

/** cvalue_binary() - @left becomes @left @op @right; both are loaded. */
int cvalue_binary(const struct ceval *e, enum cop op, struct cvalue *left,
		  struct cvalue *right);

/** cvalue_index() - array[index]. */
int cvalue_index(const struct ceval *e, struct cvalue *array,
		 struct cvalue *index);

/** cvalue_cast() - (type)value. */
int cvalue_cast(const struct ceval *e, struct ctype type, struct cvalue *v);

/**
 * cvalue_member() - a member of a struct, or of what a pointer points at.
 * @e: the evaluation
 * @v: the struct; or an address, for .vm, .va, .guard and .page
 * @name: the member's name
 * @arrow: was it -> instead of a dot?
 *
 * As in gdb a dot after a pointer is taken for an arrow.
 */
int cvalue_member(const struct ceval *e, struct cvalue *v, const char *name,
		  bool arrow);

/**
 * cvalue_result() - a loaded value as one for the history.
 * Return: an address for pointers and such; a number in hex, or a count
 */
struct value cvalue_result(const struct cvalue *v);

#endif
