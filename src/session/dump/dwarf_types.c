/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dwarf_types.c - c_type.h's tables, in DWARF 4.
 *
 * One compilation unit: base types, structs, the pointers and arrays that they
 * and the variables need, the variables. A type refers to another by its offset
 * in the section, which is filled in at the end: structs point to each other.
 * Members of unions stand at one offset in their struct, which DWARF allows.
 */
#include "session/dump/dwarf_types.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/c_type.h"
#include "kernel/kallsyms.h"

/* Numbers of the DWARF standard, version 4, chapter 7. */
enum {
	DW_TAG_array_type = 0x01,
	DW_TAG_member = 0x0d,
	DW_TAG_pointer_type = 0x0f,
	DW_TAG_compile_unit = 0x11,
	DW_TAG_structure_type = 0x13,
	DW_TAG_subrange_type = 0x21,
	DW_TAG_base_type = 0x24,
	DW_TAG_variable = 0x34,

	DW_AT_location = 0x02,
	DW_AT_name = 0x03,
	DW_AT_byte_size = 0x0b,
	DW_AT_language = 0x13,
	DW_AT_upper_bound = 0x2f,
	DW_AT_data_member_location = 0x38,
	DW_AT_encoding = 0x3e,
	DW_AT_external = 0x3f,
	DW_AT_type = 0x49,

	DW_FORM_data4 = 0x06,
	DW_FORM_string = 0x08,
	DW_FORM_data1 = 0x0b,
	DW_FORM_ref4 = 0x13,
	DW_FORM_exprloc = 0x18,
	DW_FORM_flag_present = 0x19,

	DW_ATE_signed = 0x05,
	DW_ATE_signed_char = 0x06,
	DW_ATE_unsigned = 0x07,
	DW_ATE_unsigned_char = 0x08,

	DW_LANG_C99 = 0x0c,
	DW_OP_addr = 0x03,
	DWARF_VERSION = 4,
};

/* The kinds of entry here, as .debug_abbrev lists them. */
enum shape {
	UNIT = 1,
	BASE,
	STRUCT,
	MEMBER,
	POINTER,
	VOID_POINTER,
	ARRAY,
	RANGE,
	VARIABLE,
};

enum { MAX_ATTRIBUTES = 4 };

static const struct {
	enum shape shape;
	uint8_t tag, children;
	struct {
		uint8_t name, form;
	} attribute[MAX_ATTRIBUTES];
} shapes[] = {
	{ UNIT,
	  DW_TAG_compile_unit,
	  1,
	  { { DW_AT_name, DW_FORM_string },
	    { DW_AT_language, DW_FORM_data1 } } },
	{ BASE,
	  DW_TAG_base_type,
	  0,
	  { { DW_AT_name, DW_FORM_string },
	    { DW_AT_byte_size, DW_FORM_data1 },
	    { DW_AT_encoding, DW_FORM_data1 } } },
	{ STRUCT,
	  DW_TAG_structure_type,
	  1,
	  { { DW_AT_name, DW_FORM_string },
	    { DW_AT_byte_size, DW_FORM_data4 } } },
	{ MEMBER,
	  DW_TAG_member,
	  0,
	  { { DW_AT_name, DW_FORM_string },
	    { DW_AT_type, DW_FORM_ref4 },
	    { DW_AT_data_member_location, DW_FORM_data4 } } },
	{ POINTER,
	  DW_TAG_pointer_type,
	  0,
	  { { DW_AT_byte_size, DW_FORM_data1 },
	    { DW_AT_type, DW_FORM_ref4 } } },
	{ VOID_POINTER,
	  DW_TAG_pointer_type,
	  0,
	  { { DW_AT_byte_size, DW_FORM_data1 } } },
	{ ARRAY, DW_TAG_array_type, 1, { { DW_AT_type, DW_FORM_ref4 } } },
	{ RANGE,
	  DW_TAG_subrange_type,
	  0,
	  { { DW_AT_upper_bound, DW_FORM_data4 } } },
	{ VARIABLE,
	  DW_TAG_variable,
	  0,
	  { { DW_AT_name, DW_FORM_string },
	    { DW_AT_type, DW_FORM_ref4 },
	    { DW_AT_external, DW_FORM_flag_present },
	    { DW_AT_location, DW_FORM_exprloc } } },
};

/* Where a type is, and where one is asked for. */
struct type_place {
	struct ctype type;
	uint32_t offset;
};

struct type_places {
	struct type_place *at;
	size_t nr, capacity;
};

struct dwarf {
	const struct kernel *k; /* whose types these are */
	FILE *info;
	struct type_places written, wanted;
	bool failed; /* the host has no memory */
};

/* ---- Bytes ---- */

static void put8(FILE *to, unsigned int value)
{
	putc((int)(value & 0xff), to);
}

static void put32(FILE *to, uint32_t value)
{
	for (unsigned int shift = 0; shift < 32; shift += 8)
		put8(to, value >> shift);
}

static void put_string(FILE *to, const char *text)
{
	fwrite(text, 1, strlen(text) + 1, to);
}

/* ---- Types ---- */

static bool same_type(struct ctype a, struct ctype b)
{
	return a.base == b.base && a.stars == b.stars && a.count == b.count;
}

static void remember(struct dwarf *d, struct type_places *p, struct ctype type)
{
	struct type_place *more = p->at;

	if (p->nr == p->capacity) {
		p->capacity = p->capacity ? 2 * p->capacity : 128;
		more = reallocarray(p->at, p->capacity, sizeof(*more));
		if (!more) {
			d->failed = true;
			return;
		}
		p->at = more;
	}
	p->at[p->nr++] = (struct type_place){ type, (uint32_t)ftell(d->info) };
}

/* A reference to a type, to be filled in. */
static void put_type(struct dwarf *d, struct ctype type)
{
	remember(d, &d->wanted, type);
	put32(d->info, 0);
}

static void put_base(struct dwarf *d, const struct cbase *base)
{
	unsigned int encoding =
		base->is_signed ? DW_ATE_signed : DW_ATE_unsigned;

	if (base->size == 1)
		encoding = base->is_signed ? DW_ATE_signed_char
					   : DW_ATE_unsigned_char;
	put8(d->info, BASE);
	put_string(d->info, base->name);
	put8(d->info, base->size);
	put8(d->info, encoding);
}

static void put_struct(struct dwarf *d, const struct cbase *base)
{
	static const char word[] = "struct ";

	put8(d->info, STRUCT);
	put_string(d->info, base->name + strlen(word));
	put32(d->info, base->size);
	for (const struct cfield *f = base->fields; f->row != CFIELD_END; f++) {
		if (f->row != CFIELD_MEMBER)
			continue;
		put8(d->info, MEMBER);
		put_string(d->info, f->name);
		put_type(d, f->type);
		put32(d->info, f->offset);
	}
	put8(d->info, 0);
}

static void put_array(struct dwarf *d, struct ctype type)
{
	put8(d->info, ARRAY);
	put_type(d, ctype_target(type));
	put8(d->info, RANGE);
	put32(d->info, type.count - 1);
	put8(d->info, 0);
}

static void put_pointer(struct dwarf *d, struct ctype type)
{
	struct ctype target = ctype_target(type);

	put8(d->info, ctype_is_void(target) ? VOID_POINTER : POINTER);
	put8(d->info, sizeof(vaddr_t));
	if (!ctype_is_void(target))
		put_type(d, target);
}

/* Where a type is; it is written when it is asked for the first time. */
static uint32_t offset_of(struct dwarf *d, struct ctype type)
{
	type.base = cbase_here(d->k, type.base);
	for (size_t i = 0; i < d->written.nr; i++)
		if (same_type(d->written.at[i].type, type))
			return d->written.at[i].offset;
	remember(d, &d->written, type);
	if (ctype_is_array(type))
		put_array(d, type);
	else if (ctype_is_pointer(type))
		put_pointer(d, type);
	else if (ctype_is_struct(type))
		put_struct(d, type.base);
	else
		put_base(d, type.base);
	return d->failed ? 0 : d->written.at[d->written.nr - 1].offset;
}

/* ---- The unit ---- */

static void put_variables(struct dwarf *d, const struct kernel *k)
{
	for (uint32_t i = 0; i < k->g->kallsyms_num; i++) {
		const struct kallsym *s = &k->g->kallsyms[i];
		const char *name = at(k, s->name);
		const struct cfield *f = cglobal_find(name);

		if (!f)
			continue;
		put8(d->info, VARIABLE);
		put_string(d->info, name);
		put_type(d, f->type);
		put8(d->info, 1 + sizeof(s->addr));
		put8(d->info, DW_OP_addr);
		put32(d->info, s->addr);
	}
}

/* More are wanted while they are written. */
static void put_types(struct dwarf *d)
{
	for (const struct cbase *const *s = cbase_structs(); *s; s++)
		offset_of(d, ctype_of(*s));
	for (size_t i = 0; i < d->wanted.nr && !d->failed; i++)
		offset_of(d, d->wanted.at[i].type);
}

static void put_abbreviations(FILE *to)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		put8(to, shapes[i].shape);
		put8(to, shapes[i].tag);
		put8(to, shapes[i].children);
		for (size_t j = 0; j < MAX_ATTRIBUTES; j++) {
			if (!shapes[i].attribute[j].name)
				break;
			put8(to, shapes[i].attribute[j].name);
			put8(to, shapes[i].attribute[j].form);
		}
		put8(to, 0);
		put8(to, 0);
	}
	put8(to, 0);
}

/* The unit's length, and what could not be known when it was written. */
static void fill_in(struct dwarf *d)
{
	uint32_t end = (uint32_t)ftell(d->info);

	for (size_t i = 0; i < d->wanted.nr; i++) {
		fseek(d->info, d->wanted.at[i].offset, SEEK_SET);
		put32(d->info, offset_of(d, d->wanted.at[i].type));
	}
	fseek(d->info, 0, SEEK_SET);
	put32(d->info, end - (uint32_t)sizeof(uint32_t));
	fseek(d->info, end, SEEK_SET);
}

int dwarf_types_write(const struct kernel *k, struct memory_stream *info,
		      struct memory_stream *abbrev)
{
	struct dwarf d = { .k = k, .info = info->file };

	put_abbreviations(abbrev->file);
	put32(d.info, 0); /* its length */
	put8(d.info, DWARF_VERSION);
	put8(d.info, 0);
	put32(d.info, 0); /* of .debug_abbrev, where it starts */
	put8(d.info, sizeof(vaddr_t));
	put8(d.info, UNIT);
	put_string(d.info, "vmscope");
	put8(d.info, DW_LANG_C99);
	put_variables(&d, k);
	put_types(&d);
	put8(d.info, 0);
	if (!d.failed)
		fill_in(&d);
	free(d.written.at);
	free(d.wanted.at);
	return d.failed || memory_stream_text(info) ||
			       memory_stream_text(abbrev)
		       ? -ENOMEM
		       : 0;
}
