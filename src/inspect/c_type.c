/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_type.c - what types are made of, types as text, and the words of objects.
 */
#include "inspect/c_type.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "machine/types.h"
#include "translate.h"

/* ---- Members ---- */

const struct cfield *cfield_find(const struct cfield *f, const char *name,
				 size_t len)
{
	for (; f->row != CFIELD_END; f++)
		if (f->row == CFIELD_MEMBER && !strncmp(f->name, name, len) &&
		    !f->name[len])
			return f;
	return NULL;
}

/* ---- Pointers and arrays ---- */

struct ctype ctype_target(struct ctype type)
{
	if (type.count)
		type.count = 0;
	else
		type.stars--;
	return type;
}

struct ctype ctype_pointer(struct ctype type)
{
	type.count = 0;
	type.stars++;
	return type;
}

uint32_t ctype_size(struct ctype type)
{
	uint32_t size = type.stars ? sizeof(vaddr_t) : type.base->size;

	return type.count ? size * type.count : size;
}

/* ---- Types as text ---- */

static const char stars[] = "********";

struct ctype_name ctype_name(struct ctype type)
{
	struct ctype_name name;
	int len = snprintf(name.text, sizeof(name.text), "%s%s%.*s",
			   type.base->name, type.stars ? " " : "",
			   (int)type.stars, stars);

	if (type.count)
		snprintf(name.text + len, sizeof(name.text) - (size_t)len,
			 " [%" PRIu32 "]", type.count);
	return name;
}

/* A member as C declares it: the stars belong to the name. */
static void print_member(const struct cfield *f, int indent, FILE *to)
{
	fprintf(to, "/* %4" PRIu32 " %6" PRIu32 " */%*s%s %.*s%s", f->offset,
		f->size, indent, "", f->type.base->name, (int)f->type.stars,
		stars, f->name);
	if (f->type.count)
		fprintf(to, "[%" PRIu32 "]", f->type.count);
	fputs(";\n", to);
}

static void print_fields(const struct cfield *f, FILE *to)
{
	int indent = 4;

	for (; f->row != CFIELD_END; f++) {
		if (f->row == CFIELD_CLOSE)
			indent -= 4;
		if (f->row == CFIELD_MEMBER)
			print_member(f, indent, to);
		else
			fprintf(to, "%*s%s\n", 17 + indent, "", f->name);
		if (f->row == CFIELD_OPEN)
			indent += 4;
	}
}

void ctype_print(struct ctype type, FILE *to)
{
	if (!type.base->fields) {
		fprintf(to, "type = %s\n", ctype_name(type).text);
		return;
	}
	fprintf(to, _("/* offset size */ type = %s {\n"), type.base->name);
	print_fields(type.base->fields, to);
	fprintf(to, "%17s}%s%.*s", "", type.stars ? " " : "", (int)type.stars,
		stars);
	if (type.count)
		fprintf(to, "[%" PRIu32 "]", type.count);
	fprintf(to, _("\n/* %" PRIu32 " bytes */\n"), ctype_size(type));
}

/* ---- Words of objects ---- */

static bool covers(const struct cfield *f, uint32_t offset)
{
	return f->row == CFIELD_MEMBER && offset - f->offset < f->size;
}

static bool overlaps(const struct cfield *a, const struct cfield *b)
{
	return covers(a, b->offset) || covers(b, a->offset);
}

bool cfield_speaks(const struct cfield *fields, const struct cfield *f,
		   uint32_t first)
{
	bool before = true; /* of two that could speak the first one does */

	if (f->when && !(first & f->when))
		return false;
	for (const struct cfield *g = fields; g->row != CFIELD_END; g++) {
		if (g == f)
			before = false;
		else if (overlaps(g, f) && first & g->when &&
			 (before || !f->when))
			return false;
	}
	return true;
}

static const struct cfield *member_at(const struct cfield *fields,
				      const uint32_t *object, uint32_t offset)
{
	for (const struct cfield *f = fields; f->row != CFIELD_END; f++)
		if (covers(f, offset) &&
		    cfield_speaks(fields, f, object ? *object : 0))
			return f;
	return NULL;
}

/* char name[16]: its words are text, not elements. */
static bool is_text(struct ctype type)
{
	return type.count && !type.stars && type.base->size == 1;
}

static void add_to_name(struct cpart *part, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add_to_name(struct cpart *part, const char *format, ...)
{
	size_t len = strlen(part->name);
	va_list args;

	va_start(args, format);
	vsnprintf(part->name + len, sizeof(part->name) - len, format, args);
	va_end(args);
}

static void add_index(struct cpart *part, const char *const *names, uint32_t i)
{
	if (names)
		add_to_name(part, "[%s]", names[i]);
	else
		add_to_name(part, "[%" PRIu32 "]", i);
}

/* From the outside in: element, member, until something plain is left. */
static bool find_part(const struct cfield *outer, const uint8_t *object,
		      uint32_t offset, struct cpart *part)
{
	const char *const *elements = outer->elements;
	struct ctype type = outer->type;

	*part = (struct cpart){ .type = type, .meaning = outer->meaning };
	while (!is_text(type) && (type.count || ctype_is_struct(type))) {
		uint32_t skip;

		if (type.count) {
			type = ctype_target(type);
			skip = offset - offset % ctype_size(type);
			add_index(part, elements, offset / ctype_size(type));
		} else {
			const struct cfield *f =
				member_at(type.base->fields,
					  (const void *)object, offset);

			if (!f)
				return false;
			add_to_name(part, "%s%s", *part->name ? "." : "",
				    f->name);
			skip = f->offset;
			type = f->type;
			elements = f->elements;
			part->meaning = f->meaning;
		}
		object = object ? object + skip : NULL;
		offset -= skip;
		part->type = type;
	}
	if (is_text(type) && offset & ~3u)
		add_to_name(part, "+%" PRIu32, offset & ~3u);
	return true;
}

unsigned int cfield_parts(const struct cfield *f, const void *object,
			  uint32_t offset, struct cpart part[CPART_MOST])
{
	unsigned int nr = 0;

	for (unsigned int shift = 0; shift < 32 && nr < CPART_MOST; nr++) {
		struct cpart *p = &part[nr];

		if (!find_part(f, object, offset + shift / 8, p))
			break;
		p->shift = shift;
		p->bits = is_text(p->type) ? 32 : 8 * ctype_size(p->type);
		if (p->bits > 32 - shift)
			p->bits = 32 - shift;
		shift += p->bits;
	}
	return nr;
}

uint32_t cpart_value(const struct cpart *part, uint32_t word)
{
	unsigned int unused = 32 - part->bits;

	word = word >> part->shift << unused;
	return ctype_is_integer(part->type) && part->type.base->is_signed
		       ? (uint32_t)((int32_t)word >> unused)
		       : word >> unused;
}
