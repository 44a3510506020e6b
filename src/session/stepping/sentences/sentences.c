/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sentences.c - finding the sentence of a step point, and saying it.
 */
#include "session/stepping/sentences/sentences.h"

#include <string.h>

#include "session/stepping/sentences/sentence_tables.h"

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
	{ "vmap_block.c", vmap_block_sentences },
};

enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

const struct sentence *sentence_of(const struct step_point *point)
{
	const char *file = step_file(point);
	const struct sentence *row;
	unsigned int i = 0;

	while (i < TABLES && strcmp(tables[i].file, file))
		i++;
	BUG_ON(i == TABLES);
	row = tables[i].row;
	while (row->id && strcmp(row->id, point->id))
		row++;
	BUG_ON(!row->id);
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

static const char *text_of(const struct sentence *sentence,
			   const struct record_var *var, unsigned int nr)
{
	const struct record_var *asked;

	if (!sentence->if_var)
		return sentence->text;
	asked = find(sentence->if_var, strlen(sentence->if_var), var, nr);
	BUG_ON(!asked);
	return asked->value == sentence->equals ? sentence->then
						: sentence->text;
}

void sentence_print(FILE *to, const struct sentence *sentence,
		    const struct record_var *var, unsigned int nr)
{
	const struct record_var *named;
	size_t len;

	for (const char *p = _(text_of(sentence, var, nr)); *p; p++) {
		len = *p == '{' ? strcspn(p + 1, "}") : 0;
		named = len ? find(p + 1, len, var, nr) : NULL;
		if (!named) {
			putc(*p, to);
			continue;
		}
		step_print(to, named->kind, named->value, named->detail);
		p += len + 1;
	}
}

struct record_var record_var_of(const struct kernel *k,
				const struct step_var *var)
{
	struct record_var now = { .name = step_name(var),
				  .kind = step_kind(var),
				  .value = step_value(k, var) };

	if (step_is_object(now.kind))
		step_details(k, now.kind, now.value, now.detail);
	return now;
}

void reason_print(FILE *to, const struct kernel *k, const struct reason *why)
{
	struct record_var var[STEP_MAX_VARS];

	if (!why->point)
		return;
	for (unsigned int i = 0; i < why->nr; i++)
		var[i] = record_var_of(k, &why->var[i]);
	sentence_print(to, sentence_of(why->point), var, why->nr);
}

const char *reason_text(const struct kernel *k, const struct reason *why,
			char text[REASON_SIZE])
{
	FILE *to;

	memset(text, 0, REASON_SIZE);
	to = fmemopen(text, REASON_SIZE - 1, "w");
	if (!to)
		return text;
	reason_print(to, k, why);
	fclose(to);
	return text;
}
