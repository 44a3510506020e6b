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

struct flag_name;
struct kernel;

/* What a number is about, beyond its type: how it is shown. */
struct cmeaning {
	enum value_type kind;	       /* VALUE_NONE: it is a count */
	const struct flag_name *flags; /* names of its bits, or NULL */
	enum clink {
		NO_LINK,
		IS_LINK,	 /* ties an object into a list or a tree */
		IS_PARENT_COLOR, /* likewise; bit 0 is the colour */
	} link;
};

/* Rows that are not fields are braces. */
enum cfield_row { CFIELD_MEMBER, CFIELD_OPEN, CFIELD_CLOSE, CFIELD_END };

struct cfield {
	const char *name; /* of a brace: as ptype prints it */
	enum cfield_row row;
	uint32_t offset; /* bytes from the start of the outer struct */
	uint32_t size;	 /* bytes that the host's compiler gives it */
	struct ctype type;
	struct cmeaning meaning;
	uint32_t when; /* in a union of struct page: bits of flags with which
			* it speaks; 0: where no other does */
	const char *const *elements; /* of an array: what its indices are
				      * called; NULL: numbers */
};

enum { CTYPE_MAX_STARS = 8 };

extern const struct cbase cbase_void, cbase_char, cbase_int, cbase_uint,
	cbase_ulong;

/** cbase_find() - a base type by its name, one blank between words; or NULL. */
const struct cbase *cbase_find(const char *name);

/**
 * cbase_here() - a struct as the booted kernel has it: struct vmap_area is one
 * thing up to 2.6.39 and another one in 6.1. Others stay what they are.
 */
const struct cbase *cbase_here(const struct kernel *k,
			       const struct cbase *base);

/** cbase_free_block() - struct vmap_area of a free block of 6.1. */
const struct cbase *cbase_free_block(void);

/** cbase_structs() - all structs, up to NULL. */
const struct cbase *const *cbase_structs(void);

/** cglobal_find() - the type of a global variable of the kernel; or NULL. */
const struct cfield *cglobal_find(const char *name);

/** cglobal_at() - the global at an offset of struct kernel_data; or NULL. */
const struct cfield *cglobal_at(uint32_t offset);

/** cfield_find() - a struct's member. @len: bytes of @name. NULL if none. */
const struct cfield *cfield_find(const struct cfield *fields, const char *name,
				 size_t len);

/**
 * cfield_speaks() - is a member what its bytes mean?
 * @fields: of the struct
 * @f: the member
 * @first: the struct's first word: of struct page its flags
 * Return: true outside of unions. In a union one member speaks: of a slab's
 * page inuse and objects, of any other _mapcount.
 */
bool cfield_speaks(const struct cfield *fields, const struct cfield *f,
		   uint32_t first);

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

enum { CPART_NAME = 64, CPART_MOST = 4 };

/* What a word of an object is, or a part of it where short fields share it. */
struct cpart {
	char name[CPART_NAME]; /* "rb_node.rb_left", "[3].nr_free" */
	struct ctype type;
	struct cmeaning meaning;
	unsigned int shift, bits; /* where in the word */
};

/**
 * cfield_parts() - what the word at an offset of an object is.
 * @f: the object: a variable, or a field with nothing but a type
 * @object: in RAM, which tells its unions apart; NULL: as if all were 0
 * @offset: bytes from its start, a multiple of 4
 * @part: result
 * Return: how many parts, from the lowest bits up; 0: nothing is there
 */
unsigned int cfield_parts(const struct cfield *f, const void *object,
			  uint32_t offset, struct cpart part[CPART_MOST]);

/** cpart_value() - a part's value in a word, with its sign. */
uint32_t cpart_value(const struct cpart *part, uint32_t word);

/* A type's name, e.g. "struct free_area [11]", "struct page **". */
struct ctype_name {
	char text[80];
};

/** ctype_name() - a type as C writes it without a variable. */
struct ctype_name ctype_name(struct ctype type);

/** ctype_print() - what ptype says: a struct with offsets and sizes. */
void ctype_print(struct ctype type, FILE *to);

#endif
