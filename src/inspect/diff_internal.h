/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff_internal.h - what the parts of a comparison share.
 *
 * For diff.c, diff_memory.c, diff_fields.c, diff_objects.c and diff_sentence.c; others
 * include inspect/diff.h.
 *
 * Invariants, once diff.c has had the lists made:
 *   1. change[] is sorted by word, has each word once, and old differs from new
 *      except where a table's old words are forgotten (diff_objects.c);
 *   2. record[] has the records in pages with a change, sorted by start; of
 *      records alike, the one of now is last;
 *   3. a describe function takes the change at @i and at least that one: it
 *      returns the first change that is still to be described.
 */
#ifndef VMSCOPE_INSPECT_DIFF_INTERNAL_H
#define VMSCOPE_INSPECT_DIFF_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inspect/c_type.h"
#include "inspect/diff.h"
#include "kernel/vmap_record.h"

/* Where a record of an area lies. */
struct diff_record {
	vaddr_t start;
	uint32_t size; /* bytes */
	enum diff_kind kind;
	vaddr_t area;	       /* the address that it is about */
	enum vmap_state state; /* of its area at that moment */
	bool was;	       /* it was there before; else it is there now */
};

/* A page of second-level tables and the 2 MB that it maps. */
struct diff_table {
	paddr_t page;
	vaddr_t maps;
};

/* One comparison while it is made. */
struct diff_reader {
	const struct inspector *in;
	const struct kernel *k;
	struct diff *d;
	struct diff_change *change;
	size_t nr;
	uint8_t *touched; /* by page of memory: does a change lie in it? */
	size_t nr_pages;
	struct diff_record *record;
	size_t nr_records, records_capacity;
	struct diff_table table[PTRS_PER_PGD];
	size_t nr_tables;
	uint32_t links;	      /* words that only link */
	uint32_t free_blocks; /* struct pages that were free and still are */
	uint32_t free_words;  /* words of those */
	bool texts;	      /* are there any in items? */
	bool failed;	      /* out of memory */
};

/* ---- Where words lie ---- */

/** word_of() - the index, in the machine's memory, of the word at @where. */
static inline uint32_t word_of(const struct diff_reader *r, const void *where)
{
	return (uint32_t)(((const uint8_t *)where - r->k->m->mem) / 4);
}

/** address_of() - the physical address of a changed word. */
static inline paddr_t address_of(const struct diff_reader *r,
				 const struct diff_change *c)
{
	return r->k->m->ram_start + c->word * 4;
}

/** virtual_of() - the same, in the linear mapping. */
static inline vaddr_t virtual_of(const struct diff_reader *r,
				 const struct diff_change *c)
{
	return __va(r->k, address_of(r, c));
}

/* ---- diff_memory.c: what lay where, before and now ---- */

/**
 * diff_collect_changes() - fill in change[] from the journal.
 * @before: journal position of the earlier moment
 * Return: 0; -ERANGE when the journal does not reach back to @before; -ENOMEM
 */
int diff_collect_changes(struct diff_reader *r, uint64_t before);

/** diff_find_word() - the change of a word among @nr, sorted; NULL: none. */
const struct diff_change *diff_find_word(const struct diff_change *change,
					 size_t nr, uint32_t word);

/** diff_change_of() - the change of a word; NULL if it is as it was. */
const struct diff_change *diff_change_of(const struct diff_reader *r,
					 uint32_t word);

/** diff_old_word() - the value before of the word at @where. */
uint32_t diff_old_word(const struct diff_reader *r, const uint32_t *where);

/** diff_index_tables() - fill in table[], of both moments. */
void diff_index_tables(struct diff_reader *r);

/** diff_table_at() - the table that a physical address lies in, or NULL. */
const struct diff_table *diff_table_at(const struct diff_reader *r, paddr_t pa);

/** diff_index_areas() - fill in record[], of both moments; may set failed. */
void diff_index_areas(struct diff_reader *r);

/** diff_record_at() - the record that an address lies in, or NULL. */
const struct diff_record *diff_record_at(const struct diff_reader *r,
					 vaddr_t va);

/* ---- diff_fields.c: objects whose words have names ---- */

/** diff_say() - append to @text, as far as its @size bytes have room. */
void diff_say(char *text, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* To an array of char. */
#define SAY(text, ...) diff_say((text), sizeof(text), __VA_ARGS__)

/* To an array of char that is the name of an item to come. */
#define NAME(r, text, ...)                                                     \
	do {                                                                   \
		if ((r)->texts)                                                \
			SAY(text, __VA_ARGS__);                                \
	} while (0)

/* To the name or the change of an item, if it has a text. */
#define TELL(item, part, ...)                                                  \
	do {                                                                   \
		if ((item)->text)                                              \
			SAY((item)->text->part, __VA_ARGS__);                  \
	} while (0)

/**
 * diff_add_item() - one more item, with an empty text if it shall have one.
 * @words: that it tells
 * Return: the item, valid until the next is added; NULL, and failed is set,
 *         when there is no memory
 */
struct diff_item *diff_add_item(struct diff_reader *r, enum diff_kind kind,
				uint32_t address, uint32_t words);

/**
 * diff_describe_object() - one object, one item; if all that changed are
 *                          links, none.
 * @i: its first change
 * @kind: of the item
 * @type: of the object
 * @object: in RAM
 * @address: of the item
 * @name: of the item
 * Return: the first change after the object
 */
size_t diff_describe_object(struct diff_reader *r, size_t i,
			    enum diff_kind kind, const struct cbase *type,
			    const void *object, uint32_t address,
			    const char *name);

/** diff_fate_of() - what became of an object that is there if a word is not 0.
 */
static inline enum diff_fate diff_fate_of(const struct diff_change *c)
{
	if (c->old)
		return c->new ? DIFF_CHANGED : DIFF_WENT;
	return c->new ? DIFF_CAME : DIFF_NOTHING;
}

/** diff_count_until() - the first change from @i on at word @end or later. */
size_t diff_count_until(const struct diff_reader *r, size_t i, uint32_t end);

/**
 * diff_describe_count() - one item that says only how many words changed.
 * Return: the first change at word @end or later
 */
size_t diff_describe_count(struct diff_reader *r, size_t i, uint32_t end,
			   enum diff_kind kind, uint32_t address,
			   const char *name);

/**
 * diff_describe_global() - a change in struct kernel_data.
 * Return: the first change that it does not tell
 */
size_t diff_describe_global(struct diff_reader *r, size_t i);

/* ---- diff_objects.c: whose words they are ---- */

/** diff_describe_all() - items of all changes, sorted; may set failed. */
void diff_describe_all(struct diff_reader *r);

/* ---- diff_sentence.c ---- */

/** diff_tell_areas() - the sentence as far as it is about areas and frames. */
void diff_tell_areas(struct diff_reader *r);

/** diff_tell_rest() - the rest of it, and the place to look at; needs items. */
void diff_tell_rest(struct diff_reader *r);

#endif
