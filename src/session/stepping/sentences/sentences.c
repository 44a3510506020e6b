/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sentences.c - finding the sentence of a step point, and saying it.
 */
#include "session/stepping/sentences/sentences.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "kernel/rbtree.h"
#include "kernel/vmap_record.h"
#include "session/stepping/sentences/sentence_tables.h"
#include "text/text_width.h"

static const struct {
	const char *file;
	const struct sentence *row;
} tables[] = {
	{ "buddy.c", buddy_sentences },
	{ "highmem.c", highmem_sentences },
	{ "ioremap.c", ioremap_sentences },
	{ "kmemleak.c", kmemleak_sentences },
	{ "layout_regions.c", layout_regions_sentences },
	{ "module.c", module_sentences },
	{ "page_alloc.c", page_alloc_sentences },
	{ "pgtable.c", pgtable_sentences },
	{ "proc/vmallocinfo.c", proc_vmallocinfo_sentences },
	{ "rbtree.c", rbtree_sentences },
	{ "slab.c", slab_sentences },
	{ "vmalloc.c", vmalloc_sentences },
	{ "vmap_area.c", vmap_area_sentences },
	{ "vmap_2_6_32.c", vmap_2_6_32_sentences },
	{ "vmap_2_6_39.c", vmap_2_6_39_sentences },
	{ "vmap_6_1.c", vmap_6_1_sentences },
	{ "vmap_block.c", vmap_block_sentences },
	{ "vmap_lazy.c", vmap_lazy_sentences },
};

enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

static const struct sentence *row_of(const struct sentence *row, const char *id)
{
	while (row->id && strcmp(row->id, id))
		row++;
	return row->id ? row : NULL;
}

const struct sentence *sentence_of(const struct step_point *point)
{
	const char *file = step_file(point);
	const struct sentence *row;
	unsigned int i = 0;

	while (i < TABLES && strcmp(tables[i].file, file))
		i++;
	BUG_ON(i == TABLES);
	row = row_of(tables[i].row, point->id);
	if (!row)
		row = row_of(vmap_allocator_sentences, point->id);
	BUG_ON(!row);
	return row;
}

/* The variable with this name of @len bytes; NULL: there is none. */
static const struct record_var *find(const char *name, size_t len,
				     const struct record_var *var,
				     unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		if (!strncmp(var[i].name, name, len) && !var[i].name[len])
			return &var[i];
	return NULL;
}

static const struct record_var *
asked_for(const char *name, const struct record_var *var, unsigned int nr)
{
	const struct record_var *asked = find(name, strlen(name), var, nr);

	BUG_ON(!asked);
	return asked;
}

static const char *text_of(const struct sentence *sentence,
			   const struct record_var *var, unsigned int nr)
{
	const struct record_var *asked;

	if (sentence->if_var) {
		asked = asked_for(sentence->if_var, var, nr);
		if (asked->value == sentence->equals)
			return sentence->then;
	}
	if (sentence->freed_var) {
		asked = asked_for(sentence->freed_var, var, nr);
		if (asked->value && asked->area == AREA_FREED)
			return sentence->freed;
	}
	return sentence->text;
}

void record_var_print(FILE *to, const struct record_var *var)
{
	switch (var->kind) {
	case STEP_PAGES:
		fprintf(to,
			ngettext("%" PRIu32 " page", "%" PRIu32 " pages",
				 var->value),
			var->value);
		break;
	case STEP_ORDER:
		fprintf(to, _("order %" PRIu32), var->value);
		break;
	case STEP_COLOR:
		fputs(var->value == RB_RED ? _("red") : _("black"), to);
		break;
	case STEP_SIDE:
		fputs(var->value ? _("right") : _("left"), to);
		break;
	default:
		step_print(to, var->kind, var->value, var->detail);
	}
}

/* Objects whose details are the addresses of an area. */
static bool is_area(enum step_kind kind)
{
	return kind == STEP_AREA || kind == STEP_VM || kind == STEP_NODE ||
	       kind == STEP_BLOCK;
}

/* An area has its name before its addresses; a free block has none. */
static void print_var(FILE *to, const struct inspector *in,
		      const struct record_var *var)
{
	bool area = var->value && is_area(var->kind) &&
		    var->area != AREA_FREE;
	const char *name =
		in && area ? inspect_name(in, (struct value){ VALUE_ADDR,
							      var->detail[0] })
			   : "";

	fprintf(to, "%s%s", name, *name ? " " : "");
	record_var_print(to, var);
}

/* {name}, or {the name} of an area; false: there is no such variable. */
static bool print_named(FILE *to, const struct inspector *in, const char *name,
			size_t len, const struct record_var *var,
			unsigned int nr)
{
	static const char the[] = "the ";
	bool noun = len > strlen(the) && !strncmp(name, the, strlen(the));
	size_t skip = noun ? strlen(the) : 0;
	const struct record_var *named = find(name + skip, len - skip, var, nr);

	if (!named)
		return false;
	if (noun && step_has_area(named->kind) && named->value)
		area_print(to, in, named->area, named->detail[0],
			   named->detail[1]);
	else
		print_var(to, in, named);
	return true;
}

static bool begins_wide(const char *text)
{
	uint32_t ch;

	text_next(text, strlen(text), &ch);
	return char_columns(ch) == 2;
}

/* Chinese has no blank between two of its characters, so that one before
 * {the name} goes where the noun begins with such a character; @p: the blank. */
static bool blank_goes(const char *text, const char *p,
		       const struct record_var *var, unsigned int nr)
{
	static const char opening[] = " {the ";
	const char *name = p + strlen(opening), *before = p;
	const struct record_var *named;

	if (p == text || strncmp(p, opening, strlen(opening)) != 0)
		return false;
	while (before > text && (*--before & 0xc0) == 0x80)
		continue;
	named = find(name, strcspn(name, "}"), var, nr);
	return named && step_has_area(named->kind) && named->value &&
	       begins_wide(before) && begins_wide(area_noun(named->area));
}

void sentence_print(FILE *to, const struct inspector *in,
		    const struct sentence *sentence,
		    const struct record_var *var, unsigned int nr)
{
	const char *text = _(text_of(sentence, var, nr));
	size_t len;

	for (const char *p = text; *p; p++) {
		len = *p == '{' ? strcspn(p + 1, "}") : 0;
		if (len && print_named(to, in, p + 1, len, var, nr))
			p += len + 1;
		else if (!blank_goes(text, p, var, nr))
			putc(*p, to);
	}
}

enum area_kind area_of_var(const struct kernel *k, enum step_kind kind,
			   uint32_t value)
{
	if (!value)
		return AREA_BARE;
	return vmap_area_word(k, kind == STEP_NODE
					 ? node_vmap_area(k, at(k, value))
					 : at(k, value));
}

/* A variable of @k with the value that it has now. */
static struct record_var var_now(const struct kernel *k,
				 const struct step_var *var)
{
	struct record_var now = { .name = step_name(var),
				  .kind = step_kind(var),
				  .value = step_value(k, var) };

	if (step_is_object(now.kind))
		step_details(k, now.kind, now.value, now.detail);
	if (step_has_area(now.kind))
		now.area = area_of_var(k, now.kind, now.value);
	return now;
}

void reason_print(FILE *to, const struct inspector *in,
		  const struct reason *why)
{
	struct record_var var[STEP_MAX_VARS];

	if (!why->point)
		return;
	for (unsigned int i = 0; i < why->nr; i++)
		var[i] = var_now(in->k, &why->var[i]);
	sentence_print(to, in, sentence_of(why->point), var, why->nr);
}

const char *reason_text(const struct kernel *k, const struct reason *why,
			char text[REASON_SIZE])
{
	const struct inspector in = { .k = k };
	FILE *to;

	memset(text, 0, REASON_SIZE);
	to = fmemopen(text, REASON_SIZE - 1, "w");
	if (!to)
		return text;
	reason_print(to, &in, why);
	fclose(to);
	return text;
}
