/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step.h - step points: where a reader of this folder would put a finger.
 *
 * A step point is one line before the line that it explains: an identifier and
 * the variables that matter there.
 *
 *	step(k, runs_into, addr, size, first, vend);
 *
 * Its sentence for people is in src/session/stepping/sentences, a file for each
 * file of this folder, under the same identifier; that of a step_in() is under
 * the name of its function. {addr} in a sentence stands for the variable.
 *
 * A listener puts a struct step_sink into k->steps. Without one, a step point
 * is one test of that pointer, and its variables are not evaluated. Step points
 * change nothing and are not part of the machine.
 *
 * Rules, which tests check:
 *   1. a step point is a line of its own, so that a listing can leave it out;
 *   2. a function with step points begins with step_in(), which puts it on the
 *      call stack until it returns and is a step itself;
 *   3. each has one to eight variables, and its sentence names no others.
 *
 * A variable is an expression, and its text is its name. An expression that is
 * too long for a name gets one: as(name, x). The kind of a variable, and so how
 * it is shown, follows from its C type if it is a pointer, otherwise from its
 * name (the table in step.c); as_a(KIND, name, x) gives it where neither is
 * right.
 */
#ifndef VMSCOPE_KERNEL_STEP_H
#define VMSCOPE_KERNEL_STEP_H

#include <stdio.h>

#include "kernel/kernel.h"
#include "kernel/step_point.h"

/* The listener. */
struct step_sink {
	/* A step; if @point->enters, its function begins, and leave() tells
	 * when it returns. */
	void (*hit)(struct step_sink *sink, const struct kernel *k,
		    const struct step_point *point, const struct step_var *var,
		    unsigned int nr);
	void (*leave)(struct step_sink *sink);
};

/* Cold: the compiler moves code that calls these out of the way. */
void step_hit(const struct kernel *k, const struct step_point *point,
	      const struct step_var *var, unsigned int nr)
	__attribute__((cold));
void step_leave(const struct kernel *k) __attribute__((cold));

/** step_file() - the name of a point's file below src/kernel. */
const char *step_file(const struct step_point *point);

/** step_name() - what a variable is called; x for a global k->g->x. */
const char *step_name(const struct step_var *var);

/** step_kind() - what a variable is: never STEP_NAMED. */
enum step_kind step_kind(const struct step_var *var);

/** step_value() - the 32 bits of a variable: a number, or where it lies. */
uint32_t step_value(const struct kernel *k, const struct step_var *var);

/**
 * step_details() - the details of an object at this moment.
 * @k: the kernel
 * @kind: of the variable
 * @value: its value
 * @detail: two words that step_print() and step_print_object() understand;
 * 0 if it is not an object
 *
 * Objects change and disappear; a record keeps these words with the address.
 */
void step_details(const struct kernel *k, enum step_kind kind, uint32_t value,
		  uint32_t detail[STEP_DETAILS]);

/** step_is_object() - is a variable of this kind the address of an object? */
static inline bool step_is_object(enum step_kind kind)
{
	return kind >= STEP_OBJECT;
}

/** step_print() - a value as in a sentence: "0xd0806000-0xd080c000". Units
 * and words are up to the session, in the reader's language. */
void step_print(FILE *to, enum step_kind kind, uint32_t value,
		const uint32_t detail[STEP_DETAILS]);

/** step_print_value() - the variable's bare value: "0xcf801040". */
void step_print_value(FILE *to, enum step_kind kind, uint32_t value);

/** step_print_object() - what is at an object's address: "vmap_area
 * 0xd0806000-0xd080c000". Prints nothing for NULL. */
void step_print_object(FILE *to, enum step_kind kind, uint32_t value,
		       const uint32_t detail[STEP_DETAILS]);

/* ---- Variables ---- */

/* clang-format off */
#define step_type_(x) _Generic((x),                                            \
	const struct vmap_area *: STEP_AREA,                                   \
	const struct vmap_area_6_1 *: STEP_AREA,                               \
	const struct vm_struct *: STEP_VM,                                     \
	const struct vmap_block *: STEP_BLOCK,                                 \
	const struct rb_node *: STEP_NODE,                                     \
	const struct page *: STEP_PAGE,                                        \
	const struct zone *: STEP_ZONE,                                        \
	const struct kmem_cache *: STEP_CACHE,                                 \
	const struct module *: STEP_MODULE,                                    \
	const struct page_address_map *: STEP_PAM,                             \
	const uint32_t *: STEP_WORD,                                           \
	default: STEP_NAMED)
/* clang-format on */

static inline struct step_var step_var_(const char *name, enum step_kind kind,
					uintptr_t word)
{
	return (struct step_var){ name, kind, word };
}

/* x; as(name, x); as_a(KIND, name, x). The last two have a meaning only inside
 * a step point: STEP_IS_ pasted before one of them makes a second argument. */
#define STEP_IS_as(name, x) , step_var_(#name, step_type_(x), (uintptr_t)(x))
#define STEP_IS_as_a(kind, name, x)                                            \
	, step_var_(#name, STEP_##kind, (uintptr_t)(x))
#define step_second_(first, second, ...) second
#define step_pick_(...) step_second_(__VA_ARGS__)
#define step_1_(x)                                                             \
	step_pick_(STEP_IS_##x, step_var_(#x, step_type_(x), (uintptr_t)(x)), 0)
#define step_2_(x, ...) step_1_(x), step_1_(__VA_ARGS__)
#define step_3_(x, ...) step_1_(x), step_2_(__VA_ARGS__)
#define step_4_(x, ...) step_1_(x), step_3_(__VA_ARGS__)
#define step_5_(x, ...) step_1_(x), step_4_(__VA_ARGS__)
#define step_6_(x, ...) step_1_(x), step_5_(__VA_ARGS__)
#define step_7_(x, ...) step_1_(x), step_6_(__VA_ARGS__)
#define step_8_(x, ...) step_1_(x), step_7_(__VA_ARGS__)
#define step_9th_(a, b, c, d, e, f, g, h, i, ...) i
#define step_nr_(...) step_9th_(__VA_ARGS__, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define step_each_(...)                                                        \
	step_9th_(__VA_ARGS__, step_8_, step_7_, step_6_, step_5_, step_4_,    \
		  step_3_, step_2_, step_1_, 0)(__VA_ARGS__)
/* An array of them, and how many there are: two arguments of a function. */
#define step_vars_(...)                                                        \
	(const struct step_var[]){ step_each_(__VA_ARGS__) },                  \
		step_nr_(__VA_ARGS__)

/* ---- Step points ---- */

/* 0 leaves them out, so that tests/bench_plain can show what they cost. */
#ifndef STEP_POINTS
#define STEP_POINTS 1
#endif

#define step_on_(k) (STEP_POINTS && __builtin_expect((k)->steps != NULL, 0))
#define step_here_(id, enters)                                                 \
	{                                                                      \
		__FILE__, __func__, (id), __LINE__, (enters)                   \
	}

static inline void step_leave_(const struct kernel *const *k)
{
	if (step_on_(*k))
		step_leave(*k);
}

/**
 * step() - a step point.
 * @k: the kernel
 * @id: a word, for the sentence; unique in the file
 * More arguments: variables
 */
#define step(k, id, ...)                                                       \
	do {                                                                   \
		static const struct step_point point_ =                        \
			step_here_(#id, false);                                \
		if (step_on_(k))                                               \
			step_hit((k), &point_, step_vars_(__VA_ARGS__));       \
	} while (0)

/** step_in() - put the function on the call stack until it returns. Once per
 * function, before anything that could return. */
#define step_in(k, ...)                                                        \
	static const struct step_point entry_ = step_here_(__func__, true);    \
	__attribute__((cleanup(step_leave_), unused))                          \
	const struct kernel *const frame_ = (k);                               \
	if (step_on_(k))                                                       \
	step_hit((k), &entry_, step_vars_(__VA_ARGS__))

/* ---- Why a call returns NULL ---- */

void because_(struct reason *why, const struct step_point *point,
	      const struct step_var *var, unsigned int nr)
	__attribute__((cold));

/**
 * because() - record in k->why the reason why a call will return NULL.
 * @k: the kernel, or whatever else has a reason as its member why
 * @id: a word, for the sentence; several places may give the same reason
 * More arguments: one to eight variables
 */
#define because(k, id, ...)                                                    \
	do {                                                                   \
		static const struct step_point point_ =                        \
			step_here_(#id, false);                                \
		because_(&(k)->why, &point_, step_vars_(__VA_ARGS__));         \
	} while (0)

#endif
