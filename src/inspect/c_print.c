/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_print.c - numbers, strings, structs and arrays as text.
 *
 * A piece is what must not be torn apart: "va_start = 0xd0800000,". It is
 * put together in a stream and then goes onto this line or the next one.
 */
#include "inspect/c_print.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "machine/mmu.h"
#include "inspect/examine.h"
#include "inspect/flag_names.h"
#include "inspect/memory_stream.h"

enum {
	FLAGS_TEXT = 200,
	COLUMNS = 79,
	STRING_LIMIT = 200, /* characters of a char array */
	POINTED_LIMIT = 40, /* characters that a char * points to */
	NUMBER_LIMIT = 400, /* numbers of one p */
	REPEATS = 3,	    /* so many equal elements are printed singly */
};

/* A p under way. */
struct print {
	struct inspector *in;
	FILE *to;
	char letter;
	struct memory_stream piece; /* what comes next, not yet on a line */
	size_t column;
	unsigned int depth;  /* of braces */
	unsigned int indent; /* their depth where the piece begins */
	unsigned int numbers;
};

/* ---- Numbers ---- */

static bool is_flags(const struct cvalue *v)
{
	return v->meaning.flags != NULL;
}

/* VM_ALLOC | VM_VPAGES | 0x40 */
static void print_flags(const struct cvalue *v, FILE *to)
{
	char text[FLAGS_TEXT];
	uint32_t rest = flags_text(v->meaning.flags, v->bits, " | ", text,
				   sizeof(text));

	fputs(text, to);
	if (rest)
		fprintf(to, "%s0x%" PRIx32, *text ? " | " : "", rest);
}

static void print_bits(uint32_t bits, FILE *to)
{
	unsigned int bit = 31;

	while (bit && !(bits >> bit & 1))
		bit--;
	for (bit++; bit-- > 0;)
		putc('0' + (int)(bits >> bit & 1), to);
}

static void print_character(uint32_t bits, FILE *to)
{
	fprintf(to, "%" PRIu32 " '", bits & 0xff);
	print_escaped((unsigned char)bits, '\'', to);
	putc('\'', to);
}

/* How a number is meant, as a letter. */
static char usual_letter(const struct cvalue *v)
{
	struct value value = cvalue_result(v);

	if (ctype_is_integer(v->type) && v->type.base->size == 1)
		return 'c';
	if (value.type == VALUE_INT)
		return 'd';
	return value.type == VALUE_COUNT || value.type == VALUE_PFN ? 'u' : 'x';
}

void cprint_number(const struct kernel *k, const struct cvalue *v, char letter,
		   FILE *to)
{
	switch (letter ? letter : usual_letter(v)) {
	case 'd':
		fprintf(to, "%" PRId32, (int32_t)v->bits);
		break;
	case 'u':
		fprintf(to, "%" PRIu32, v->bits);
		break;
	case 'o':
		fprintf(to, "%#" PRIo32, v->bits);
		break;
	case 't':
		print_bits(v->bits, to);
		break;
	case 'c':
		print_character(v->bits, to);
		break;
	case 'a':
		fprintf(to, "0x%" PRIx32, v->bits);
		print_symbol(k, v->bits, to);
		break;
	default:
		fprintf(to, "0x%" PRIx32, v->bits);
	}
}

/* ---- Strings ---- */

static bool is_char(struct ctype type)
{
	return ctype_is_integer(type) && type.base == &cbase_char;
}

/* Up to its NUL, to @limit, or to where nothing is mapped. */
static void print_string(const struct kernel *k, vaddr_t va, uint32_t limit,
			 FILE *to)
{
	const unsigned char *byte = NULL;
	uint32_t n = 0;
	paddr_t pa;

	putc('"', to);
	for (; n < limit; n++) {
		if (!mmu_translate(k->m, va + n, &pa) ||
		    !ram_covers(k->m, pa, 1))
			break;
		byte = ram_at(k->m, pa);
		if (!*byte)
			break;
		print_escaped(*byte, '"', to);
	}
	fputs(n && n == limit && *byte ? "\"..." : "\"", to);
}

/* What a pointer points at, if it has a name or is text. */
static void print_pointed(const struct kernel *k, const struct cvalue *v,
			  FILE *to)
{
	paddr_t pa;

	if (!v->bits)
		return;
	print_symbol(k, v->bits, to);
	if (!is_char(ctype_target(v->type)) ||
	    !mmu_translate(k->m, v->bits, &pa))
		return;
	putc(' ', to);
	print_string(k, v->bits, POINTED_LIMIT, to);
}

void cprint_remark(const struct kernel *k, const struct cvalue *v, FILE *to)
{
	if (is_flags(v) && v->bits) {
		print_flags(v, to);
		putc('\n', to);
		return;
	}
	if (!ctype_is_pointer(v->type) || !v->bits ||
	    (v->type.base == &cbase_void && !kallsyms_symbol(k, v->bits)))
		return;
	fprintf(to, "(%s)", ctype_name(v->type).text);
	print_pointed(k, v, to);
	putc('\n', to);
}

/* ---- Pieces and lines ---- */

/* The piece goes onto the line, or onto a new one if it does not fit. */
static int end_piece(struct print *p)
{
	size_t len;

	if (memory_stream_text(&p->piece))
		return inspect_fail(p->in, -ENOMEM, "out of memory");
	len = p->piece.size;
	if (p->column && p->column + 1 + len > COLUMNS) {
		fprintf(p->to, "\n%*s", (int)p->indent, "");
		p->column = p->indent;
	} else if (p->column) {
		putc(' ', p->to);
		p->column++;
	}
	fwrite(p->piece.text, 1, len, p->to);
	p->column += len;
	p->indent = p->depth;
	memory_stream_reset(&p->piece);
	return 0;
}

static void open_brace(struct print *p)
{
	putc('{', p->piece.file);
	p->depth++;
}

/* A comma, unless it is the first thing after a brace. */
static int separate(struct print *p, bool first)
{
	if (first)
		return 0;
	putc(',', p->piece.file);
	return end_piece(p);
}

static void close_brace(struct print *p)
{
	putc('}', p->piece.file);
	p->depth--;
}

/* ---- Objects ---- */

static int print_value(struct print *p, struct cvalue v);

static int print_scalar(struct print *p, struct cvalue v)
{
	struct ceval e = { p->in, 0 };
	int error = cvalue_load(&e, &v);

	if (error)
		return error;
	p->numbers++;
	cprint_number(p->in->k, &v, p->letter, p->piece.file);
	if (!p->letter && ctype_is_pointer(v.type))
		print_pointed(p->in->k, &v, p->piece.file);
	if (!p->letter && is_flags(&v) && v.bits) {
		fputs(" (", p->piece.file);
		print_flags(&v, p->piece.file);
		putc(')', p->piece.file);
	}
	return 0;
}

static struct cvalue element(const struct cvalue *array, uint32_t i)
{
	struct cvalue v = *array;

	v.type = ctype_target(array->type);
	v.bits += i * ctype_size(v.type);
	return v;
}

/* Are two stretches of memory alike? */
static int compare_memory(struct inspector *in, vaddr_t a, vaddr_t b,
			  uint32_t size, bool *alike)
{
	uint32_t x = 0, y = 0;
	int error = 0;

	for (uint32_t i = 0; !error && x == y && i < size; i++) {
		error = examine_read(in, a + i, 1, &x);
		if (!error)
			error = examine_read(in, b + i, 1, &y);
	}
	*alike = x == y;
	return error;
}

/* How many elements from @i on are the same. */
static int count_repeats(struct print *p, const struct cvalue *array,
			 uint32_t i, uint32_t *repeats)
{
	uint32_t size = ctype_size(ctype_target(array->type));
	uint32_t left = array->type.count - i;
	vaddr_t first = array->bits + i * size;
	bool alike = true;
	int error = 0;

	for (*repeats = 1; !error && alike && *repeats < left;) {
		error = compare_memory(p->in, first, first + *repeats * size,
				       size, &alike);
		*repeats += alike;
	}
	return error;
}

static int print_elements(struct print *p, const struct cvalue *array)
{
	uint32_t repeats, i = 0;
	int error = 0;

	while (!error && i < array->type.count) {
		error = count_repeats(p, array, i, &repeats);
		if (!error)
			error = separate(p, i == 0);
		if (error)
			break;
		if (p->numbers > NUMBER_LIMIT) {
			fputs("...", p->piece.file);
			break;
		}
		error = print_value(p, element(array, i));
		if (repeats <= REPEATS)
			repeats = 1;
		else
			fprintf(p->piece.file, " <repeats %" PRIu32 " times>",
				repeats);
		i += repeats;
	}
	return error;
}

static int print_array(struct print *p, const struct cvalue *array)
{
	int error;

	if (is_char(ctype_target(array->type)) && !p->letter) {
		print_string(p->in->k, array->bits,
			     array->type.count < STRING_LIMIT
				     ? array->type.count
				     : STRING_LIMIT,
			     p->piece.file);
		return 0;
	}
	open_brace(p);
	error = print_elements(p, array);
	close_brace(p);
	return error;
}

static int print_field(struct print *p, const struct cvalue *outer,
		       const struct cfield *f)
{
	struct cvalue v = { .type = f->type,
			    .lvalue = true,
			    .bits = outer->bits + f->offset,
			    .meaning = f->meaning };

	fprintf(p->piece.file, "%s = ", f->name);
	return print_value(p, v);
}

/* Of a union only the member is shown that speaks; no braces around it. */
static int print_struct(struct print *p, const struct cvalue *v)
{
	const struct cfield *fields = v->type.base->fields;
	uint32_t first_word;
	bool first = true;
	int error = examine_read(p->in, v->bits, 4, &first_word);

	open_brace(p);
	for (const struct cfield *f = fields; !error && f->row != CFIELD_END;
	     f++) {
		if (f->row != CFIELD_MEMBER ||
		    !cfield_speaks(fields, f, first_word))
			continue;
		error = separate(p, first);
		first = false;
		if (!error)
			error = print_field(p, v, f);
	}
	close_brace(p);
	return error;
}

static int print_value(struct print *p, struct cvalue v)
{
	if (ctype_is_array(v.type))
		return print_array(p, &v);
	if (ctype_is_struct(v.type))
		return print_struct(p, &v);
	return print_scalar(p, v);
}

int cprint_object(struct inspector *in, const struct cvalue *v, char letter,
		  FILE *to)
{
	struct print p = { .in = in, .to = to, .letter = letter };
	int error;

	if (memory_stream_open(&p.piece)) {
		memory_stream_close(&p.piece);
		return inspect_fail(in, -ENOMEM, "out of memory");
	}
	error = print_value(&p, *v);
	if (!error)
		error = end_piece(&p);
	putc('\n', to);
	memory_stream_close(&p.piece);
	return error;
}
