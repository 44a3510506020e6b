/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_field.c - the name of a field at an offset, and values in words.
 *
 * The tables of inspect/c_type.h are read from the outside in: array element,
 * member, member of that, until something plain is left.
 */
#include "view/memory_word.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "machine/mmu.h"
#include "kernel/pgtable.h"
#include "view/pane_table.h"

static void say(char *text, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void say(char *text, size_t size, const char *format, ...)
{
	size_t len = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + len, size - len, format, args);
	va_end(args);
}

/* ---- Fields ---- */

/* Members of struct page that share a word, by what the page is. */
static const struct {
	const char *plain, *other;
	unsigned int bit; /* PG_ bit with which it is the other one */
} page_unions[] = {
	{ "_mapcount", "inuse", PG_slab },
	{ "private", "slab", PG_slab },
	{ "private", "first_page", PG_tail },
	{ "index", "freelist", PG_slab },
};

static const char *union_name(const struct page *page, const char *name)
{
	for (size_t i = 0; i < sizeof(page_unions) / sizeof(page_unions[0]);
	     i++)
		if (!strcmp(name, page_unions[i].plain) &&
		    page_flag(page, page_unions[i].bit))
			return page_unions[i].other;
	return name;
}

static const struct cfield *member_at(const struct cbase *base,
				      const struct page *page, uint32_t offset)
{
	const struct cfield *f = base->fields;
	const char *name;

	while (f->row != CFIELD_END &&
	       (f->row != CFIELD_MEMBER || offset - f->offset >= f->size))
		f++;
	if (f->row == CFIELD_END)
		return NULL;
	if (!page)
		return f;
	name = union_name(page, f->name);
	return cfield_find(base, name, strlen(name));
}

/* char name[16]: its words are text, not elements. */
static bool is_text(struct ctype type)
{
	return type.count && !type.stars && type.base->size == 1;
}

void field_path(struct ctype type, const struct page *page, uint32_t offset,
		struct word *w)
{
	w->type = type;
	while (!is_text(type) && (type.count || ctype_is_struct(type))) {
		if (type.count) {
			type = ctype_target(type);
			say(w->field, sizeof(w->field), "[%" PRIu32 "]",
			    offset / ctype_size(type));
			offset %= ctype_size(type);
		} else {
			const struct cfield *f =
				member_at(type.base, page, offset);

			if (!f)
				return;
			say(w->field, sizeof(w->field), "%s%s",
			    *w->field ? "." : "", f->name);
			offset -= f->offset;
			type = f->type;
			w->meaning = f->meaning;
		}
		w->type = type;
	}
	if (offset)
		say(w->field, sizeof(w->field), "+%" PRIu32, offset);
}

/* ---- Values ---- */

static void say_flags(const struct cflag *flag, uint32_t value, char *text,
		      size_t size)
{
	for (; flag->name; flag++)
		if (value & flag->mask)
			say(text, size, "%s%s", *text ? "|" : "", flag->name);
}

static const char *area_text(const struct scene_area *area, vaddr_t va,
			     char *text, size_t size)
{
	uint32_t page = (va - area->start) >> PAGE_SHIFT;
	char name[AREA_NAME_SIZE];

	area_name(area, name);
	if (area->guard && area->end - va <= PAGE_SIZE)
		snprintf(text, size, "guard page of %s", name);
	else
		snprintf(text, size, "%s%s page %" PRIu32,
			 area->lazy ? "freed " : "", name, page);
	return text;
}

/* What lies at an address that a word holds. */
static void say_pointer(const struct scene *scene, vaddr_t va, char *text,
			size_t size)
{
	struct word_finder f;
	struct word to;
	int i = scene_area_at(scene, va);

	if (i >= 0) {
		char area[WORD_TEXT];

		say(text, size, "-> %s",
		    area_text(&scene->area[i], va, area, sizeof(area)));
		return;
	}
	if (va - PAGE_OFFSET >= scene->k->lowmem_size)
		return;
	word_finder_init(&f, scene);
	f.brief = true;
	word_find(&f, __pa(scene->k, va & ~3u), &to);
	say(text, size, "-> %s%s%s", to.object, *to.field ? " ." : "",
	    to.field);
}

static void say_entry(const struct word *w, uint32_t value, char *text,
		      size_t size)
{
	if (!value)
		say(text, size, "empty");
	else if (w->is == WORD_PGD && (value & 3) == 1)
		say(text, size, "-> table in " PFN, value >> PAGE_SHIFT);
	else if (w->is == WORD_PGD)
		say(text, size, "section at %08" PRIx32,
		    value & ~(SECTION_SIZE - 1));
	else
		say(text, size, "-> " PFN "  bits %03" PRIx32,
		    value >> PAGE_SHIFT, value & ~PAGE_MASK);
}

static void say_number(const struct word *w, uint32_t value, char *text,
		       size_t size)
{
	if (w->meaning.flags)
		say_flags(w->meaning.flags, value, text, size);
	else if (w->meaning.kind == VALUE_PFN)
		say(text, size, PFN, value);
	else if (w->meaning.kind == VALUE_NONE && w->type.base->is_signed)
		say(text, size, "%" PRId32, (int32_t)value);
	else if (w->meaning.kind == VALUE_NONE)
		say(text, size, "%" PRIu32, value);
}

/* The parent's address and the colour share a word. */
static bool is_parent_color(const struct word *w)
{
	const size_t len = strlen(w->field);
	static const char name[] = "rb_parent_color";

	return len >= sizeof(name) - 1 &&
	       !strcmp(w->field + len - (sizeof(name) - 1), name);
}

void word_value(struct word_finder *f, const struct word *w, uint32_t value,
		char *text, size_t size)
{
	*text = '\0';
	if (w->is == WORD_PGD || w->is == WORD_HW_PTE ||
	    w->is == WORD_LINUX_PTE) {
		say_entry(w, value, text, size);
	} else if (is_parent_color(w)) {
		say(text, size, "%s, parent ", value & 1 ? "black" : "red");
		if (value & ~3u)
			say_pointer(f->scene, value & ~3u, text, size);
		else
			say(text, size, "none: the root");
	} else if (w->meaning.kind == VALUE_ADDR || w->is == WORD_FREE ||
		   (w->type.base && ctype_is_pointer(w->type))) {
		say_pointer(f->scene, value, text, size);
	} else if (w->type.base && ctype_is_integer(w->type)) {
		say_number(w, value, text, size);
	}
}

bool word_target(const struct word_finder *f, const struct word *w,
		 uint32_t value, vaddr_t *va, pfn_t *pfn, bool *is_frame)
{
	const struct kernel *k = f->scene->k;
	paddr_t pa;

	*is_frame = w->is == WORD_HW_PTE || w->is == WORD_LINUX_PTE ||
		    w->is == WORD_PGD || w->meaning.kind == VALUE_PFN;
	*pfn = w->meaning.kind == VALUE_PFN ? value : value >> PAGE_SHIFT;
	*va = is_parent_color(w) ? value & ~3u : value;
	if (*is_frame)
		return value && pfn_valid(k, *pfn);
	return *va && (mmu_translate(k->m, *va, &pa) ||
		       scene_area_at(f->scene, *va) >= 0);
}
