/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_value.c - the name of a field at an offset, and values in words.
 *
 * The tables of inspect/c_type.h are read from the outside in: array element,
 * member, member of that, until something plain is left.
 */
#include "inspect/memory_word.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "inspect/flag_names.h"
#include "kernel/pgtable.h"
#include "machine/mmu.h"
#include "text/size_text.h"
#include "translate.h"

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

void word_parts(const struct cfield *f, const void *object, uint32_t offset,
		struct word *w)
{
	w->nr_parts = cfield_parts(f, object, offset, w->part);
	for (unsigned int i = 0; i < w->nr_parts; i++)
		say(w->field, sizeof(w->field), "%s%s", i ? ", " : "",
		    w->part[i].name);
}

/* ---- Values ---- */

static const char *area_text(const struct indexed_area *area, vaddr_t va,
			     char *text, size_t size)
{
	uint32_t page = (va - area->start) >> PAGE_SHIFT;
	char called[AREA_NAME_SIZE];
	const char *name = area_name(area, called);

	if (area->guard && area->end - va <= PAGE_SIZE)
		snprintf(text, size, _("guard page of %s"), name);
	else
		snprintf(text, size,
			 area->lazy ? _("%s (freed) page %" PRIu32)
				    : _("%s page %" PRIu32),
			 name, page);
	return text;
}

/* What lies at an address that a word holds. */
static void say_pointer(const struct memory_index *ix, vaddr_t va, char *text,
			size_t size)
{
	struct word_finder f;
	struct word to;
	int i = index_area_at(ix, va);

	if (i >= 0) {
		char area[WORD_TEXT];

		say(text, size, "-> %s",
		    area_text(&ix->area[i], va, area, sizeof(area)));
		return;
	}
	if (!virt_addr_valid(ix->k, va))
		return;
	word_finder_init(&f, ix, 0);
	f.brief = true;
	word_find(&f, __pa(ix->k, va & ~3u), &to);
	say(text, size, "-> %s%s%s", to.object, *to.field ? " ." : "",
	    to.field);
}

static void say_entry(const struct word *w, uint32_t value, char *text,
		      size_t size)
{
	if (!value)
		say(text, size, _("empty"));
	else if (w->is == WORD_PGD && (value & 3) == 1)
		say(text, size, _("-> table in pfn %05x"), value >> PAGE_SHIFT);
	else if (w->is == WORD_PGD)
		say(text, size, _("section at %08" PRIx32),
		    value & ~(SECTION_SIZE - 1));
	else
		say(text, size, "-> " PFN "  bits %03" PRIx32,
		    value >> PAGE_SHIFT, value & ~PAGE_MASK);
}

static void say_number(const struct cpart *part, uint32_t value, char *text,
		       size_t size)
{
	char names[WORD_TEXT];

	if (part->meaning.flags) {
		flags_text(part->meaning.flags, value, "|", names,
			   sizeof(names));
		say(text, size, "%s", names);
	} else if (part->meaning.kind == VALUE_PFN) {
		say(text, size, PFN, value);
	} else if (part->meaning.kind == VALUE_NONE) {
		say(text, size,
		    part->type.base->is_signed ? "%" PRId32 : "%" PRIu32,
		    value);
	}
}

static void say_part(const struct memory_index *ix, const struct cpart *part,
		     uint32_t value, char *text, size_t size)
{
	if (part->meaning.link == IS_PARENT_COLOR) {
		say(text, size, "%s",
		    value & 1 ? _("black, parent ") : _("red, parent "));
		if (value & ~3u)
			say_pointer(ix, value & ~3u, text, size);
		else
			say(text, size, _("none: the root"));
	} else if (part->meaning.kind == VALUE_ADDR ||
		   ctype_is_pointer(part->type)) {
		say_pointer(ix, value, text, size);
	} else if (ctype_is_integer(part->type)) {
		say_number(part, value, text, size);
	}
}

void word_value(struct word_finder *f, const struct word *w, uint32_t value,
		char *text, size_t size)
{
	*text = '\0';
	if (w->is == WORD_PGD || w->is == WORD_HW_PTE ||
	    w->is == WORD_LINUX_PTE)
		say_entry(w, value, text, size);
	else if (w->is == WORD_FREE || w->is == WORD_POINTER)
		say_pointer(f->index, value, text, size);
	for (unsigned int i = 0; i < w->nr_parts; i++) {
		say(text, size, "%s", i ? ", " : "");
		say_part(f->index, &w->part[i], cpart_value(&w->part[i], value),
			 text, size);
	}
}

bool word_target(const struct word_finder *f, const struct word *w,
		 uint32_t value, vaddr_t *va, pfn_t *pfn, bool *is_frame)
{
	const struct kernel *k = f->index->k;
	const struct cmeaning *is = &w->part[0].meaning;
	bool pfn_field = w->nr_parts && is->kind == VALUE_PFN;
	paddr_t pa;

	*is_frame = w->is == WORD_HW_PTE || w->is == WORD_LINUX_PTE ||
		    w->is == WORD_PGD || pfn_field;
	*pfn = pfn_field ? value : value >> PAGE_SHIFT;
	*va = w->nr_parts && is->link == IS_PARENT_COLOR ? value & ~3u : value;
	if (*is_frame)
		return value && pfn_valid(k, *pfn);
	return *va && (mmu_translate(k->m, *va, &pa) ||
		       index_area_at(f->index, *va) >= 0);
}
