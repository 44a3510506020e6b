/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sentence_tables.h - how the tables of sentences are written.
 *
 * For the tables, and for sentences.c that searches them.
 */
#ifndef VMSCOPE_SESSION_STEPPING_SENTENCES_SENTENCE_TABLES_H
#define VMSCOPE_SESSION_STEPPING_SENTENCES_SENTENCE_TABLES_H

#include "session/stepping/sentences/sentences.h"
#include "translate.h"

/* Rows: SENTENCE(id, N_("..."), more), where more is nothing or some of EVENT(),
 * IF() and FREED(). IF(var, value, N_("...")) is what is said when @var has that
 * value; FREED(var, N_("...")) when that area only waits for the purge. */
#define SENTENCE(id_, text_, ...)                                              \
	{                                                                      \
		.id = #id_, .text = (text_), __VA_ARGS__                       \
	}
#define EVENT(event_) .event = STEP_##event_
#define IF(var, value, text_) .if_var = #var, .equals = (value), .then = (text_)
#define FREED(var, text_) .freed_var = #var, .freed = (text_)

/* The tables; each ends with a row without an identifier. */
extern const struct sentence buddy_sentences[];
extern const struct sentence highmem_sentences[];
extern const struct sentence ioremap_sentences[];
extern const struct sentence kmemleak_sentences[];
extern const struct sentence layout_regions_sentences[];
extern const struct sentence module_sentences[];
extern const struct sentence page_alloc_sentences[];
extern const struct sentence pgtable_sentences[];
extern const struct sentence proc_vmallocinfo_sentences[];
extern const struct sentence rbtree_sentences[];
extern const struct sentence slab_sentences[];
extern const struct sentence vmalloc_sentences[];
extern const struct sentence vmap_2_6_32_sentences[];
extern const struct sentence vmap_2_6_39_sentences[];
extern const struct sentence vmap_6_1_sentences[];
extern const struct sentence vmap_allocator_sentences[];
extern const struct sentence vmap_area_sentences[];
extern const struct sentence vmap_block_sentences[];
extern const struct sentence vmap_lazy_sentences[];

#endif
