/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step.h - step points: where a reader of this folder would put a finger.
 *
 * A step point stands alone, before the line that it tells about, and says why
 * that line does what it is going to do. {name} in its sentence stands for one
 * of the variables behind it:
 *
 *	step(k, "{addr} + {size} runs into {first}, so try behind it",
 *	     v_addr(addr), v_bytes(size), v_ptr(first));
 *
 * Somebody who wants to know hangs a struct step_sink into k->steps. While
 * nobody does, a step point is one test of that pointer: its arguments are not
 * evaluated. Step points change nothing and are no part of the machine.
 *
 * Rules, which tests hold:
 *   1. a step point is a statement that begins with `step` and `(` or `_`, so
 *      that a listing can leave it out;
 *   2. a function with step points begins with step_in(): it puts the function
 *      on the call stack until it returns, and is a step itself;
 *   3. each has at least one variable and its sentence names no other; no
 *      final full stop.
 */
#ifndef VMSCOPE_KERNEL_STEP_H
#define VMSCOPE_KERNEL_STEP_H

#include <stdio.h>

#include "kernel/kernel.h"

enum { STEP_MAX_VARS = 8, STEP_DETAILS = 2 };

/* What a variable is, and so how its 32 bits are shown. */
enum step_kind {
	STEP_NUMBER,
	STEP_PAGES, /* so many pages */
	STEP_BYTES, /* a size; shown in hex, for it is added to addresses */
	STEP_ORDER, /* of 2^order pages */
	STEP_FLAGS,
	STEP_ADDR, /* virtual address */
	STEP_PHYS, /* physical address */
	STEP_PFN,
	STEP_COLOR, /* RB_RED, RB_BLACK */
	STEP_SIDE,  /* 0: left, 1: right */
	STEP_TYPE,  /* enum migratetype */
	/* From here on: addresses of objects in RAM, 0 for NULL. */
	STEP_AREA, /* struct vmap_area */
	STEP_VM,   /* struct vm_struct */
	STEP_NODE, /* struct rb_node in a vmap_area */
	STEP_PAGE, /* struct page */
	STEP_ZONE,
	STEP_CACHE,  /* struct kmem_cache */
	STEP_MODULE, /* struct module */
	STEP_OBJECT, /* what kmalloc gives */
	STEP_WORD,   /* a link, a PTE, a first-level word */
	STEP_KINDS
};

/* What a step is known by, beyond its place: tests and counters ask. */
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

/* The place in the source: one for each step point, constant. */
struct step_point {
	const char *file; /* as __FILE__ says it; see step_file() */
	const char *function;
	unsigned int line;
	enum step_event event;
	bool enters; /* this is the step_in() of its function */
};

struct step_var {
	const char *name;
	enum step_kind kind;
	uint32_t value;	     /* of a number */
	const void *pointer; /* of an object; step_value() makes it a value */
};

/* Who wants to know. What @why points at is constant. */
struct step_sink {
	/* A step; with @point->enters its function begins, and leave() says
	 * when it returns. */
	void (*hit)(struct step_sink *sink, const struct kernel *k,
		    const struct step_point *point, const char *why,
		    const struct step_var *var, unsigned int nr);
	void (*leave)(struct step_sink *sink);
};

/* Cold: the compiler keeps what leads to a call of these out of the way. */
void step_hit(const struct kernel *k, const struct step_point *point,
	      const char *why, const struct step_var *var, unsigned int nr)
	__attribute__((cold));
void step_leave(const struct kernel *k) __attribute__((cold));

/** step_file() - the name of a point's file below src/kernel. */
const char *step_file(const struct step_point *point);

/** step_value() - the 32 bits of a variable. */
uint32_t step_value(const struct kernel *k, const struct step_var *var);

/**
 * step_details() - what an object said of itself at this moment.
 * @k: the kernel
 * @kind: of the variable
 * @value: its value
 * @detail: two words that step_print() and step_print_object() understand;
 * 0 for what is no object
 *
 * Objects change and go away; a record keeps these words with the address.
 */
void step_details(const struct kernel *k, enum step_kind kind, uint32_t value,
		  uint32_t detail[STEP_DETAILS]);

/** step_is_object() - is a kind the address of an object? */
static inline bool step_is_object(enum step_kind kind)
{
	return kind >= STEP_AREA;
}

/** step_print() - a value as a sentence has it: "0xd0806000-0xd080c000". */
void step_print(FILE *to, enum step_kind kind, uint32_t value,
		const uint32_t detail[STEP_DETAILS]);

/** step_print_value() - the same as the variable's bare value: "0xcf801040". */
void step_print_value(FILE *to, enum step_kind kind, uint32_t value);

/** step_print_object() - what is at an object's address: "vmap_area
 * 0xd0806000-0xd080c000". Prints nothing for NULL. */
void step_print_object(FILE *to, enum step_kind kind, uint32_t value,
		       const uint32_t detail[STEP_DETAILS]);

/* ---- Variables ---- */

/* A variable has its expression's name; what has none gets one: v_as(). */
#define v_as(name, kind, x)                                                    \
	{                                                                      \
		(name), (kind), (uint32_t)(x), NULL                            \
	}
#define v_as_(kind, x) v_as(#x, kind, x)
#define v_num(x) v_as_(STEP_NUMBER, x)
#define v_pages(x) v_as_(STEP_PAGES, x)
#define v_bytes(x) v_as_(STEP_BYTES, x)
#define v_order(x) v_as_(STEP_ORDER, x)
#define v_flags(x) v_as_(STEP_FLAGS, x)
#define v_addr(x) v_as_(STEP_ADDR, x)
#define v_phys(x) v_as_(STEP_PHYS, x)
#define v_pfn(x) v_as_(STEP_PFN, x)
#define v_color(x) v_as_(STEP_COLOR, x)
#define v_side(x) v_as_(STEP_SIDE, x)
#define v_type(x) v_as_(STEP_TYPE, x)
#define v_object(x) v_as_(STEP_OBJECT, x)

/* clang-format off */
#define v_ptr(p) { #p, _Generic((p),                                           \
	const struct vmap_area *: STEP_AREA,                                   \
	const struct vm_struct *: STEP_VM,                                     \
	const struct rb_node *: STEP_NODE,                                     \
	const struct page *: STEP_PAGE,                                        \
	const struct zone *: STEP_ZONE,                                        \
	const struct kmem_cache *: STEP_CACHE,                                 \
	const struct module *: STEP_MODULE,                                    \
	const uint32_t *: STEP_WORD), 0, (p) }
/* clang-format on */

/* ---- Step points ---- */

/* 0 leaves them out: tests/bench_plain shows what they cost by that. */
#ifndef STEP_POINTS
#define STEP_POINTS 1
#endif

#define step_on_(k) (STEP_POINTS && __builtin_expect((k)->steps != NULL, 0))
#define step_here_(event, enters)                                              \
	{                                                                      \
		__FILE__, __func__, __LINE__, (event), (enters)                \
	}
#define step_vars_(...) ((const struct step_var[]){ __VA_ARGS__ })
#define step_hit_(k, point, why, ...)                                          \
	step_hit((k), (point), (why), step_vars_(__VA_ARGS__),                 \
		 sizeof(step_vars_(__VA_ARGS__)) / sizeof(struct step_var))

static inline void step_leave_(const struct kernel *const *k)
{
	if (step_on_(*k))
		step_leave(*k);
}

/**
 * step_as() - a step point that tests or counters know by its event.
 * @k: the kernel
 * @event: enum step_event
 * @why: the sentence, a constant; with ?: one of two
 * More arguments: variables, v_...()
 */
#define step_as(k, event, why, ...)                                            \
	do {                                                                   \
		static const struct step_point point_ =                        \
			step_here_(event, false);                              \
		if (step_on_(k))                                               \
			step_hit_(k, &point_, why, __VA_ARGS__);               \
	} while (0)

/** step() - a step point. */
#define step(k, why, ...) step_as(k, STEP_PLAIN, why, __VA_ARGS__)

/** step_in_as() / step_in() - the function begins, and is on the call stack
 * until it returns. Once a function, before anything that could return. */
#define step_in_as(k, event, why, ...)                                         \
	static const struct step_point entry_ = step_here_(event, true);       \
	__attribute__((cleanup(step_leave_), unused))                          \
	const struct kernel *const frame_ = (k);                               \
	if (step_on_(k))                                                       \
	step_hit_(k, &entry_, why, __VA_ARGS__)
#define step_in(k, why, ...) step_in_as(k, STEP_PLAIN, why, __VA_ARGS__)

#endif
