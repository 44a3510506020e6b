/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * examine.c - the x command: one printer a letter, gdb's layout.
 */
#include "inspect/examine.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "kernel/kallsyms.h"
#include "machine/mmu.h"
#include "inspect/place.h"

enum { MAX_COUNT = 65536, STRING_LIMIT = 200, ANY_SIZE = 0 };

/* ---- Printers: one element of 1, 2 or 4 bytes ---- */

static int32_t sign_extended(uint32_t bits, unsigned int size)
{
	unsigned int unused = 32 - 8 * size;

	return (int32_t)(bits << unused) >> unused;
}

static void print_hex(const struct kernel *k, uint32_t bits, unsigned int size,
		      FILE *to)
{
	(void)k;
	fprintf(to, "0x%0*" PRIx32, (int)(2 * size), bits);
}

static void print_signed(const struct kernel *k, uint32_t bits,
			 unsigned int size, FILE *to)
{
	(void)k;
	fprintf(to, "%" PRId32, sign_extended(bits, size));
}

static void print_unsigned(const struct kernel *k, uint32_t bits,
			   unsigned int size, FILE *to)
{
	(void)k;
	(void)size;
	fprintf(to, "%" PRIu32, bits);
}

static void print_octal(const struct kernel *k, uint32_t bits,
			unsigned int size, FILE *to)
{
	(void)k;
	(void)size;
	fprintf(to, "%#" PRIo32, bits);
}

static void print_binary(const struct kernel *k, uint32_t bits,
			 unsigned int size, FILE *to)
{
	(void)k;
	for (unsigned int bit = 8 * size; bit-- > 0;)
		putc('0' + (int)(bits >> bit & 1), to);
}

void print_escaped(unsigned char c, char quote, FILE *to)
{
	static const char codes[] = "\a\b\f\n\r\t\v\033";
	static const char letters[] = "abfnrtve";
	const char *known = c ? strchr(codes, c) : NULL;

	if (c == quote || c == '\\')
		fprintf(to, "\\%c", c);
	else if (known)
		fprintf(to, "\\%c", letters[known - codes]);
	else if (c >= ' ' && c < 0x7f)
		putc(c, to);
	else
		fprintf(to, "\\%03o", c);
}

static void print_char(const struct kernel *k, uint32_t bits, unsigned int size,
		       FILE *to)
{
	print_signed(k, bits, size, to);
	fputs(" '", to);
	print_escaped((unsigned char)bits, '\'', to);
	putc('\'', to);
}

void print_symbol(const struct kernel *k, vaddr_t addr, FILE *to)
{
	const struct kallsym *symbol = kallsyms_symbol(k, addr);
	const char *name;

	if (!symbol)
		return;
	name = at(k, symbol->name);
	if (addr == symbol->addr)
		fprintf(to, " <%s>", name);
	else
		fprintf(to, " <%s+%" PRIu32 ">", name, addr - symbol->addr);
}

static void print_address(const struct kernel *k, uint32_t bits,
			  unsigned int size, FILE *to)
{
	print_hex(k, bits, size, to);
	print_symbol(k, bits, to);
}

/* ---- Formats ---- */

static const struct format_style {
	char letter;
	unsigned char usual; /* bytes of an element when b, h, w is not given */
	unsigned char only;  /* the only size there is, or ANY_SIZE */
	void (*print)(const struct kernel *k, uint32_t bits, unsigned int size,
		      FILE *to);
} styles[] = {
	{ 'x', 4, ANY_SIZE, print_hex },
	{ 'd', 4, ANY_SIZE, print_signed },
	{ 'u', 4, ANY_SIZE, print_unsigned },
	{ 'o', 4, ANY_SIZE, print_octal },
	{ 't', 4, ANY_SIZE, print_binary },
	{ 'c', 1, ANY_SIZE, print_char },
	{ 'a', 4, 4, print_address },
	{ 's', 1, 1, NULL }, /* strings are not elements: see below */
};

static const struct format_style *find_style(char letter)
{
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		if (styles[i].letter == letter)
			return &styles[i];
	return NULL;
}

static unsigned int size_of_letter(char letter)
{
	static const char letters[] = "b.h.w";
	const char *found = letter == '.' ? NULL : strchr(letters, letter);

	return found ? 1u << (found - letters) / 2 : 0;
}

/* The count in front of the letters, 1 if there is none. */
static int parse_count(const char **text, uint32_t *count)
{
	uint32_t n = 0;

	*count = 1;
	if (!isdigit((unsigned char)**text))
		return 0;
	for (; isdigit((unsigned char)**text) && n <= MAX_COUNT; ++*text)
		n = 10 * n + (uint32_t)(**text - '0');
	*count = n;
	return n && n <= MAX_COUNT ? 0 : -EINVAL;
}

int format_parse(const char *text, struct format *format)
{
	const struct format_style *style = NULL;
	unsigned int size = 0;
	uint32_t count;

	if (parse_count(&text, &count))
		return -EINVAL;
	for (; *text; text++) {
		if (!style && find_style(*text))
			style = find_style(*text);
		else if (!size && size_of_letter(*text))
			size = size_of_letter(*text);
		else
			return -EINVAL;
	}
	if (!style)
		style = &styles[0];
	if (size && style->only != ANY_SIZE && size != style->only)
		return -EINVAL;
	*format = (struct format){ count, size ? size : style->usual,
				   style->letter };
	return 0;
}

/* ---- Memory ---- */

static int read_byte(struct inspector *in, vaddr_t va, uint8_t *byte)
{
	char place[PLACE_SIZE];
	paddr_t pa;

	if (!mmu_translate(in->k->m, va, &pa)) {
		place_describe(in, va, place);
		return inspect_fail(in, -EFAULT,
				    "nothing is mapped at 0x%08x: %s", va,
				    place);
	}
	if (!ram_covers(in->k->m, pa, 1))
		return inspect_fail(
			in, -EFAULT,
			"0x%08x is mapped to 0x%08x, where there is no RAM", va,
			pa);
	*byte = *(const uint8_t *)ram_at(in->k->m, pa);
	return 0;
}

/* Little-endian, as the board. */
int examine_read(struct inspector *in, vaddr_t va, unsigned int size,
		 uint32_t *bits)
{
	uint8_t byte;
	int error = 0;

	*bits = 0;
	for (unsigned int i = 0; !error && i < size; i++) {
		error = read_byte(in, va + i, &byte);
		*bits |= (uint32_t)byte << 8 * i;
	}
	return error;
}

/* ---- Lines ---- */

static void print_label(const struct kernel *k, vaddr_t va, FILE *to)
{
	fprintf(to, "0x%08" PRIx32, va);
	print_symbol(k, va, to);
	putc(':', to);
}

static int examine_elements(struct inspector *in, vaddr_t va,
			    const struct format *format, FILE *to)
{
	const struct format_style *style = find_style(format->letter);
	uint32_t per_line = format->size == 4 ? 4 : 8;
	uint32_t bits;

	for (uint32_t i = 0; i < format->count; i++, va += format->size) {
		int error = examine_read(in, va, format->size, &bits);

		if (error)
			return error;
		if (i % per_line == 0)
			print_label(in->k, va, to);
		putc('\t', to);
		style->print(in->k, bits, format->size, to);
		if (i % per_line == per_line - 1 || i + 1 == format->count)
			putc('\n', to);
	}
	return 0;
}

/* A string up to its NUL; one that is very long is cut and goes on below. */
static int examine_string(struct inspector *in, vaddr_t *va, FILE *to)
{
	uint8_t byte = 0;
	int error, n = 0;

	print_label(in->k, *va, to);
	fputs("\t\"", to);
	for (; n < STRING_LIMIT; n++) {
		error = read_byte(in, (*va)++, &byte);
		if (error)
			return error;
		if (!byte)
			break;
		print_escaped(byte, '"', to);
	}
	fputs(byte ? "\"...\n" : "\"\n", to);
	return 0;
}

int examine(struct inspector *in, vaddr_t addr, const struct format *format,
	    FILE *to)
{
	int error = 0;

	if (format->letter != 's')
		return examine_elements(in, addr, format, to);
	for (uint32_t i = 0; !error && i < format->count; i++)
		error = examine_string(in, &addr, to);
	return error;
}
