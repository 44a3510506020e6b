/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmallocinfo_listing.c - from the lines of a vmallocinfo to areas.
 *
 * A line that starts as an area does is one, or an error. Its words may go on
 * in the next lines, where mail broke it. What else there is in the file came
 * from somewhere else, and is passed over (vmallocinfo_check.c looks whether
 * the areas make sense).
 */
#include "session/import/vmallocinfo_listing.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "kernel/abi.h"
#include "kernel/arm.h"
#include "session/import/machine_facts.h"
#include "session/import/posted_line.h"
#include "session/import/posted_text.h"
#include "session/line/parse.h"
#include "text/error_text.h"
#include "translate.h"

#define HEX_DIGITS "0123456789abcdefABCDEF"

enum {
	MAX_LINE = 512,	     /* characters, with a NUL; the kernel's have 160 */
	MAX_WORDS = 32,	     /* of a line; those after are passed over */
	MAX_AREAS = 1 << 18, /* as many pages has the kernel's gigabyte */
	LEAST_DIGITS = 5,    /* of what was meant as a kernel's address */
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
	va_list args;

	va_start(args, format);
	posted_file_refuse(l->why, l->size, l->file, line, format, args);
	va_end(args);
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

/* Hex digits for 32 bits, with or without 0x; moves after them. */
static bool read_hex(const char **text, uint32_t *value)
{
	const char *p = *text;
	size_t digits;

	if (p[0] == '0' && p[1] == 'x')
		p += 2;
	digits = strspn(p, HEX_DIGITS);
	*text = p + digits;
	for (; digits > 8 && *p == '0'; digits--)
		p++;
	if (!digits || digits > 8)
		return false;
	*value = (uint32_t)strtoul(p, NULL, 16);
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
	a->later = !strncmp(text, "0x", 2);
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

void passed_over_add(struct passed_over *passed, unsigned int line,
		     const char *text)
{
	size_t i = passed->nr++;

	if (i >= sizeof(passed->first) / sizeof(passed->first[0]))
		return;
	passed->first[i].line = line;
	snprintf(passed->first[i].text, sizeof(passed->first[i].text), "%s",
		 shown(text).text);
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
		passed_over_add(&l->words, a->line, word);
	return true;
}

/* ---- A line ---- */

/* iotable_init() enters what the board mapped, without a guard page; as does
 * who has no room for one. */
static bool is_static_mapping(const struct listed *a)
{
	return a->has_phys &&
	       (a->size == PAGE_SIZE ||
		(a->function && !strcmp(a->function, "iotable_init")));
}

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
						  "%s is not a 32-bit number",
						  shown(line->word[i]).text);
	a->no_guard = is_static_mapping(a);
	return 0;
}

/* Some programs print all in capitals. */
static void lower_if_upper(char *text)
{
	for (const char *p = text; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			return;
	for (char *p = text; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 'a' - 'A');
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

	lower_if_upper(line->text);
	split(line);
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

/* 0xSTART-0xEND or the start of that. Not /proc/iomem's and a flash's parts,
 * which go on with a colon. */
static bool starts_area(const char *text)
{
	bool prefixed = !strncasecmp(text, "0x", 2);
	const char *p = text + (prefixed ? 2 : 0);
	size_t digits = strspn(p, HEX_DIGITS), more;

	if (!strncasecmp(text, "0x(", strlen("0x(")))
		return true;
	p += digits;
	if (!digits || *p != '-')
		return prefixed && digits >= LEAST_DIGITS && !*p;
	p++;
	if (!strncasecmp(p, "0x", 2))
		p += 2;
	more = strspn(p, HEX_DIGITS);
	p += more;
	while (is_blank(*p))
		p++;
	if (*p == ':')
		return false;
	return prefixed ? digits >= LEAST_DIGITS || more >= LEAST_DIGITS
			: digits >= 8 && more >= 8 && *p >= '0' && *p <= '9';
}

/* After words that nobody expected: 0xSTART-0xEND SIZE, and nothing less. */
static const char *area_inside(const char *text)
{
	for (; (text = strcasestr(text, "0x")); text += 2) {
		const char *p = text + 2;

		p += strspn(p, HEX_DIGITS);
		if (strncasecmp(p, "-0x", strlen("-0x")))
			continue;
		p += strlen("-0x");
		p += strspn(p, HEX_DIGITS);
		if (!is_blank(*p))
			continue;
		while (is_blank(*p))
			p++;
		if (*p >= '0' && *p <= '9')
			return text;
	}
	return NULL;
}

/* Words that only the rest of an area's line can have. */
static bool is_rest(const char *text, const struct line *first)
{
	struct vmallocinfo nothing = { 0 };
	struct line line = { .nr = 0 };
	struct listed a = { 0 };

	snprintf(line.text, sizeof(line.text), "%s", text);
	lower_if_upper(line.text);
	split(&line);
	for (size_t i = 0; i < line.nr; i++) {
		const char *word = line.word[i], *plus = strchr(word, '+');
		const char *next = i + 1 < line.nr ? line.word[i + 1] : "";
		uint64_t number;

		if ((plus && read_place(plus + 1, &a)) ||
		    (line.nr > 1 && read_address(word, &a.caller)) ||
		    (*word == '[' && word[strlen(word) - 1] == ']'))
			continue;
		if (read_place(next, &a))
			i++;
		else if (!i && !strchr(first->text, ' ') &&
			 !parse_number(word, &number))
			continue;
		else if (!read_attribute(&nothing, word, &a) ||
			 nothing.words.nr)
			return false;
	}
	return line.nr != 0;
}

/* The area's line that is being read: mail may break it anywhere. */
struct open_area {
	struct line line;
	unsigned int at; /* its first line's number; 0: there is none */
};

static int close_area(struct vmallocinfo *l, struct open_area *open)
{
	int error = open->at ? add_line(l, &open->line, open->at) : 0;

	open->at = 0;
	return error;
}

static int read_line(struct vmallocinfo *l, struct open_area *open,
		     const char *line, unsigned int number)
{
	const char *text = posted_line_start(line), *inside = NULL;
	size_t length = strlen(open->line.text);
	int error;

	if (!starts_area(text) && !posted_line_is_comment(text))
		inside = area_inside(text);
	if (open->at && !inside && !posted_line_is_elision(text) &&
	    is_rest(text, &open->line) &&
	    length + 1 + strlen(text) < sizeof(open->line.text)) {
		open->line.text[length] = ' ';
		strcpy(open->line.text + length + 1, text);
		return 0;
	}
	error = close_area(l, open);
	if (error)
		return error;
	if (inside || starts_area(text)) {
		snprintf(open->line.text, sizeof(open->line.text), "%s",
			 inside ? inside : text);
		open->at = number;
	} else if (posted_line_is_elision(text)) {
		passed_over_add(&l->elisions, number, text);
	} else if (*text && !machine_facts_line(text)) {
		passed_over_add(&l->lines, number, text);
	}
	return 0;
}

static int read_lines(struct vmallocinfo *l, const char *text, size_t len)
{
	struct open_area open = { .at = 0 };
	struct posted_text p;
	int error;

	posted_text_begin(&p, text, len);
	while (posted_text_next(&p)) {
		if (p.nul)
			return vmallocinfo_refuse(
				l, p.number,
				"a NUL byte: this is not a text file");
		if (strlen(p.line) >= MAX_LINE) {
			if (starts_area(posted_line_start(p.line)))
				return vmallocinfo_refuse(
					l, p.number,
					"longer than any line of"
					" /proc/vmallocinfo");
			p.line[MAX_LINE - 1] = '\0';
		}
		error = read_line(l, &open, p.line, p.number);
		if (error)
			return error;
	}
	error = close_area(l, &open);
	if (error)
		return error;
	return l->nr ? 0
		     : vmallocinfo_refuse(
			       l, 0, "it contains no areas, and no free lists");
}

int vmallocinfo_read(struct vmallocinfo *l, const char *file, vaddr_t task_size,
		     const char *text, size_t len, char *why, size_t size)
{
	int error;

	*l = (struct vmallocinfo){
		.file = file, .task_size = task_size, .why = why, .size = size
	};
	error = read_lines(l, text, len);
	return error ? error : vmallocinfo_check(l);
}

bool vmallocinfo_has_areas(const char *text, size_t len)
{
	struct posted_text p;

	posted_text_begin(&p, text, len);
	while (posted_text_next(&p)) {
		const char *start = posted_line_start(p.line);

		if (area_inside(p.line) ||
		    !strncasecmp(start, "0x(", strlen("0x(")))
			return true;
	}
	return false;
}

void listed_free(struct listed *a)
{
	free(a->function);
	free(a->module);
	a->function = a->module = NULL;
}

void vmallocinfo_free(struct vmallocinfo *l)
{
	for (size_t i = 0; i < l->nr; i++)
		listed_free(&l->area[i]);
	free(l->area);
	*l = (struct vmallocinfo){ 0 };
}
