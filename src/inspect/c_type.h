/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_type.h - the C types of the simulated kernel, as p and ptype know them.
 *
 * The structs are those of kernel/abi.h: names, offsets and sizes in the table
 * come from there by offsetof and sizeof, so they cannot drift. Integers are
 * those of 32-bit ARM: int and long have 32 bits, char is unsigned.
 *
 * A type is small and passed by value. Simplified: an array has elements of a
 * plain type or of pointers and one dimension; functions and enums are absent,
 * and & of an array points to its first element.
 */
#ifndef VMSCOPE_INSPECT_C_TYPE_H
#define VMSCOPE_INSPECT_C_TYPE_H

#include <stdio.h>

#include "inspect/value.h"

/* What a type is when its stars and its dimension are taken away. */
struct cbase {
	const char *name;	     /* "unsigned int", "struct page" */
	uint32_t size;		     /* bytes; of void 1, as gcc has it */
	bool is_signed;		     /* of an integer */
	const struct cfield *fields; /* of a struct, up to CFIELD_END */
};

struct ctype {
	const struct cbase *base;
	unsigned int stars; /* levels of pointers to it */
	uint32_t count;	    /* elements of an array of that; 0: no array */
};

/* A bit and the kernel's name for it; the list ends with a NULL name. */
struct cflag {
	uint32_t mask;
	const char *name;
};

/* What a number is about, beyond its type: how it is shown. */
struct cmeaning {
	enum value_type kind; /* VALUE_NONE: it is a count */
	const struct cflag *flags;
};

/* Rows that are no fields stand for braces. */
enum cfield_row { CFIELD_MEMBER, CFIELD_OPEN, CFIELD_CLOSE, CFIELD_END };

struct cfield {
	const char *name; /* of a brace: as ptype prints it */
	enum cfield_row row;
	uint32_t offset; /* bytes from the start of the outer struct */
	uint32_t size;	 /* bytes that the host's compiler gives it */
	struct ctype type;
	struct cmeaning meaning;
};

enum { CTYPE_MAX_STARS = 8 };

extern const struct cbase cbase_void, cbase_char, cbase_int, cbase_uint,
	cbase_ulong;

/** cbase_find() - a base type by its name, one blank between words; or NULL. */
const struct cbase *cbase_find(const char *name);

/** cbase_structs() - all structs, up to NULL. */
const struct cbase *const *cbase_structs(void);

/** cglobal_find() - the type of a global variable of the kernel; or NULL. */
const struct cfield *cglobal_find(const char *name);

/** cfield_find() - a struct's member. @len: bytes of @name. NULL if none. */
const struct cfield *cfield_find(const struct cbase *base, const char *name,
				 size_t len);

/** ctype_of() - a base as a type. */
static inline struct ctype ctype_of(const struct cbase *base)
{
	return (struct ctype){ base, 0, 0 };
}

/** ctype_pointer() - a pointer to it; of an array, to its first element. */
struct ctype ctype_pointer(struct ctype type);

/** ctype_target() - what a pointer points at, or an array's element. */
struct ctype ctype_target(struct ctype type);

/** ctype_size() - its bytes; of void 1, so that void pointers can move. */
uint32_t ctype_size(struct ctype type);

static inline bool ctype_is_array(struct ctype type)
{
	return type.count != 0;
}

static inline bool ctype_is_pointer(struct ctype type)
{
	return !type.count && type.stars;
}

static inline bool ctype_is_struct(struct ctype type)
{
	return !type.count && !type.stars && type.base->fields;
}

static inline bool ctype_is_void(struct ctype type)
{
	return !type.count && !type.stars && type.base == &cbase_void;
}

static inline bool ctype_is_integer(struct ctype type)
{
	return !type.count && !type.stars && !type.base->fields &&
	       type.base != &cbase_void;
}

/* A type's name, e.g. "struct free_area [11]", "struct page **". */
struct ctype_name {
	char text[80];
};

/** ctype_name() - a type as C writes it without a variable. */
struct ctype_name ctype_name(struct ctype type);

/** ctype_print() - what ptype says: a struct with offsets and sizes. */
void ctype_print(struct ctype type, FILE *to);

#endif
