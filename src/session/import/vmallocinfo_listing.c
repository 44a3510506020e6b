/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmallocinfo_listing.c - from the lines of a vmallocinfo to areas that make sense.
 *
 * Three passes: every line alone; what is wrong with the file as a whole (its
 * addresses may be hidden); each area, and all of them in order.
 */
#include "session/import/vmallocinfo_listing.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/abi.h"
#include "kernel/arm.h"
#include "session/files/text_lines.h"
#include "session/line/parse.h"
#include "translate.h"

#define HEX_DIGITS "0123456789abcdefABCDEF"

enum {
	MAX_LINE = 512,	     /* characters, with a NUL; the kernel's have 160 */
	MAX_WORDS = 32,	     /* of a line; those after are passed over */
	MAX_AREAS = 1 << 18, /* as many pages has the kernel's gigabyte */
};

/* A line cut up. */
struct line {
	char text[MAX_LINE];
	const char *word[MAX_WORDS];
	size_t nr;
};

int vmallocinfo_refuse(struct vmallocinfo *l, unsigned int line,
		       const char *format, ...)
{
	char where[16] = "", what[256];
	va_list args;

	if (line)
		snprintf(where, sizeof(where), ":%u", line);
	va_start(args, format);
	vsnprintf(what, sizeof(what), _(format), args);
	va_end(args);
	snprintf(l->why, l->size, "%s%s: %s", l->file, where, what);
	return -EINVAL;
}

static int no_memory(struct vmallocinfo *l)
{
	vmallocinfo_refuse(l, 0, "out of memory while reading it");
	return -ENOMEM;
}

/* ---- The words of a line ---- */

static void split(struct line *line)
{
	char *p = line->text;

	line->nr = 0;
	while (line->nr < MAX_WORDS) {
		while (is_blank(*p))
			p++;
		if (!*p)
			break;
		line->word[line->nr++] = p;
		while (*p && !is_blank(*p))
			p++;
		if (*p)
			*p++ = '\0';
	}
}

/* Up to eight hex digits, with or without 0x; moves after them. */
static bool read_hex(const char **text, uint32_t *value)
{
	const char *p = *text;
	size_t digits;

	if (p[0] == '0' && p[1] == 'x')
		p += 2;
	digits = strspn(p, HEX_DIGITS);
	if (!digits || digits > 8)
		return false;
	*value = (uint32_t)strtoul(p, NULL, 16);
	*text = p + digits;
	return true;
}

/* 0xSTART-0xEND. Early in boot some kernels say 0x(ptrval) for an address. */
static bool read_range(const char *word, struct listed *a)
{
	if (!strncmp(word, "0x(", strlen("0x(")))
		return true;
	return read_hex(&word, &a->start) && *word++ == '-' &&
	       read_hex(&word, &a->end) && !*word;
}

static bool is_64_bit(const char *word)
{
	return !strncmp(word, "0x", 2) && strspn(word + 2, HEX_DIGITS) == 16;
}

/* 0x54/0x60: how far into a function, and the function's length. */
static bool read_place(const char *text, struct listed *a)
{
	return read_hex(&text, &a->offset) && *text++ == '/' &&
	       read_hex(&text, &a->len) && !*text;
}

static bool read_address(const char *word, vaddr_t *address)
{
	return !strncmp(word, "0x", 2) && read_hex(&word, address) && !*word;
}

/*
 * Who asked, from word 2 on: `function+0x54/0x60`, the same with the + lost on
 * its way through somebody's editor, or a bare address; then ` [module]`.
 * Return: the words that this took, or -ENOMEM
 */
static int read_caller(const struct line *line, struct listed *a)
{
	const char *word = line->nr > 2 ? line->word[2] : "";
	const char *after = line->nr > 3 ? line->word[3] : "";
	const char *plus = strchr(word, '+');
	size_t length = strlen(word);
	int took = 1;

	if (read_address(word, &a->caller))
		return 1;
	if (plus && read_place(plus + 1, a))
		length = (size_t)(plus - word);
	else if (read_place(after, a))
		took = 2;
	else
		return 0;
	a->function = strndup(word, length);
	if (!a->function)
		return -ENOMEM;
	after = line->nr > (size_t)took + 2 ? line->word[took + 2] : "";
	if (*after != '[' || after[strlen(after) - 1] != ']')
		return took;
	a->module = strndup(after + 1, strlen(after) - 2);
	return a->module ? took + 1 : -ENOMEM;
}

/* ---- What else stands in a line ---- */

static bool read_pages(const char *text, struct listed *a)
{
	uint64_t pages;

	if (parse_number(text, &pages) || pages > UINT32_MAX)
		return false;
	a->nr_pages = (uint32_t)pages;
	return true;
}

static bool read_phys(const char *text, struct listed *a)
{
	a->has_phys = true;
	return read_hex(&text, &a->phys) && !*text;
}

static const struct {
	const char *start; /* of the word; all of it where @read is NULL */
	bool (*read)(const char *text, struct listed *a);
	uint32_t flags;
	enum listed_kind kind;
} attributes[] = {
	{ "pages=", read_pages, 0, LISTED_VM },
	{ "phys=", read_phys, 0, LISTED_VM },
	{ "ioremap", NULL, VM_IOREMAP, LISTED_VM },
	{ "vmalloc", NULL, VM_ALLOC, LISTED_VM },
	{ "vmap", NULL, VM_MAP, LISTED_VM },
	{ "user", NULL, VM_USERMAP, LISTED_VM },
	{ "vpages", NULL, VM_VPAGES, LISTED_VM },
	{ "vm_map_ram", NULL, 0, LISTED_MAP_RAM },
	{ "unpurged", NULL, 0, LISTED_UNPURGED },
	{ "vm_area", NULL, 0, LISTED_UNPURGED }, /* follows unpurged */
	{ "dma-coherent", NULL, 0, LISTED_VM },	 /* later kernels' */
};

/* N0=4: how many pages of a node, which the addresses say as well. */
static bool is_node_count(const char *word)
{
	size_t digits = *word == 'N' ? strspn(word + 1, "0123456789") : 0;

	return digits && word[1 + digits] == '=';
}

static void pass_over(struct vmallocinfo *l, const char *word,
		      unsigned int line)
{
	if (l->nr_passed++)
		return;
	snprintf(l->passed, sizeof(l->passed), "%.28s", shown(word).text);
	l->passed_at = line;
}

/* Words that no row knows may be later kernels', or a slip of the pen. */
static bool read_attribute(struct vmallocinfo *l, const char *word,
			   struct listed *a)
{
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]);
	     i++) {
		size_t length = strlen(attributes[i].start);

		if (strncmp(word, attributes[i].start, length))
			continue;
		if (attributes[i].read)
			return attributes[i].read(word + length, a);
		if (word[length])
			continue;
		a->flags |= attributes[i].flags;
		a->kind = attributes[i].kind;
		return true;
	}
	if (!is_node_count(word))
		pass_over(l, word, a->line);
	return true;
}

/* ---- A line ---- */

static int read_area(struct vmallocinfo *l, const struct line *line,
		     struct listed *a)
{
	uint64_t size;
	int took;

	if (is_64_bit(line->word[0]))
		return vmallocinfo_refuse(
			l, a->line,
			"this is from a 64-bit machine; vmscope"
			" models 32-bit ARM");
	if (!read_range(line->word[0], a) || line->nr < 2 ||
	    parse_number(line->word[1], &size) || size > UINT32_MAX)
		return vmallocinfo_refuse(
			l, a->line,
			"a line of /proc/vmallocinfo does not start with "
			"\"%s\" but with 0xSTART-0xEND SIZE",
			shown(line->word[0]).text);
	a->size = (uint32_t)size;
	took = read_caller(line, a);
	if (took < 0)
		return no_memory(l);
	for (size_t i = 2 + (size_t)took; i < line->nr; i++)
		if (!read_attribute(l, line->word[i], a))
			return vmallocinfo_refuse(l, a->line,
						  "%s is not a number",
						  shown(line->word[i]).text);
	return 0;
}

/* One more entry, zeroed; NULL when the host has no memory. */
static struct listed *new_entry(struct vmallocinfo *l)
{
	if (l->nr == l->capacity) {
		size_t capacity = l->capacity ? 2 * l->capacity : 128;
		struct listed *more =
			reallocarray(l->area, capacity, sizeof(*more));

		if (!more)
			return NULL;
		l->area = more;
		l->capacity = capacity;
	}
	l->area[l->nr] = (struct listed){ 0 };
	return &l->area[l->nr++];
}

static int add_line(struct vmallocinfo *l, struct line *line,
		    unsigned int number)
{
	struct listed *a;

	split(line);
	if (!line->nr)
		return 0;
	if (l->nr == MAX_AREAS)
		return vmallocinfo_refuse(l, number,
					  "more areas than addresses");
	a = new_entry(l);
	if (!a)
		return no_memory(l);
	a->line = number;
	return read_area(l, line, a);
}

/* ---- The file ---- */

static int cannot_read(struct vmallocinfo *l, int error)
{
	vmallocinfo_refuse(l, 0, "%s", strerror(error));
	return -error;
}

static int read_lines(struct vmallocinfo *l, FILE *from)
{
	struct line line;
	unsigned int number = 0;
	size_t length;
	int error;

	while (text_lines_read(from, line.text, sizeof(line.text), &length)) {
		number++;
		if (length >= sizeof(line.text))
			return vmallocinfo_refuse(l, number,
						  "longer than any line of"
						  " /proc/vmallocinfo");
		if (memchr(line.text, '\0', length))
			return vmallocinfo_refuse(
				l, number,
				"a NUL byte: this is not a text file");
		line.text[length] = '\0';
		error = add_line(l, &line, number);
		if (error)
			return error;
	}
	if (ferror(from))
		return cannot_read(l, errno);
	return l->nr ? 0 : vmallocinfo_refuse(l, 0, "it contains no areas");
}

/* ---- Does it make sense? ---- */

/*
 * Since 4.15 the kernel hides addresses: as zeros, or hashed, and a hash is
 * as good as never page aligned.
 */
static int check_hidden(struct vmallocinfo *l)
{
	size_t zero = 0, hashed = 0;

	for (size_t i = 0; i < l->nr; i++) {
		const struct listed *a = &l->area[i];

		zero += !a->start && !a->end && a->size;
		hashed += ((a->start | a->end) & ~PAGE_MASK) != 0;
	}
	if (2 * zero > l->nr)
		return vmallocinfo_refuse(
			l, 0,
			"the addresses are hidden as zeros (kptr_restrict); "
			"read it as root with sysctl kernel.kptr_restrict=1");
	if (2 * hashed > l->nr)
		return vmallocinfo_refuse(
			l, 0,
			"the addresses are hashed, not real ones "
			"(kptr_restrict); read it as root with "
			"sysctl kernel.kptr_restrict=1");
	return 0;
}

static int check_area(struct vmallocinfo *l, const struct listed *a)
{
	if (a->start >= a->end || a->end - a->start != a->size)
		return vmallocinfo_refuse(l, a->line,
					  "0x%08x-0x%08x are not %u bytes",
					  a->start, a->end, a->size);
	if ((a->start | a->end) & ~PAGE_MASK)
		return vmallocinfo_refuse(
			l, a->line, "0x%08x-0x%08x is not made of whole pages",
			a->start, a->end);
	if (a->start < TASK_SIZE)
		return vmallocinfo_refuse(
			l, a->line,
			"0x%08x is not a kernel address; they start at 0x%08x",
			a->start, TASK_SIZE);
	/* Fewer it cannot have either: vmalloc gives them all or none. */
	if (a->nr_pages && a->nr_pages != (a->size >> PAGE_SHIFT) - 1)
		return vmallocinfo_refuse(l, a->line,
					  "pages=%u and a guard page are not %u"
					  " bytes",
					  a->nr_pages, a->size);
	return 0;
}

static int by_address(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;

	return (a->start > b->start) - (a->start < b->start);
}

/* Two areas at one place: named by line, the later one first. */
static int check_overlap(struct vmallocinfo *l, const struct listed *a,
			 const struct listed *b)
{
	const struct listed *first = a->line < b->line ? a : b;
	const struct listed *second = a->line < b->line ? b : a;

	if (a->end <= b->start)
		return 0;
	return vmallocinfo_refuse(
		l, second->line,
		"0x%08x-0x%08x overlaps 0x%08x-0x%08x of line %u",
		second->start, second->end, first->start, first->end,
		first->line);
}

static int check(struct vmallocinfo *l)
{
	int error = check_hidden(l);

	for (size_t i = 0; !error && i < l->nr; i++)
		error = check_area(l, &l->area[i]);
	if (error)
		return error;
	qsort(l->area, l->nr, sizeof(*l->area), by_address);
	for (size_t i = 1; !error && i < l->nr; i++)
		error = check_overlap(l, &l->area[i - 1], &l->area[i]);
	return error;
}

int vmallocinfo_read(struct vmallocinfo *l, const char *file, const char *text,
		     size_t len, char *why, size_t size)
{
	FILE *from = fmemopen((void *)(uintptr_t)text, len, "r");
	int error;

	*l = (struct vmallocinfo){ .file = file, .why = why, .size = size };
	if (!from)
		return cannot_read(l, errno);
	error = read_lines(l, from);
	fclose(from);
	return error ? error : check(l);
}

void vmallocinfo_free(struct vmallocinfo *l)
{
	for (size_t i = 0; i < l->nr; i++) {
		free(l->area[i].function);
		free(l->area[i].module);
	}
	free(l->area);
	*l = (struct vmallocinfo){ 0 };
}
