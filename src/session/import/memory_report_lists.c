/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_report_lists.c - the free blocks of a zone, in all ways of telling.
 *
 * "12*4kB 3*8kB = 72kB" is Mem-info's, a row of numbers by order
 * /proc/buddyinfo's, one for each migrate type /proc/pagetypeinfo's, which has
 * a table of pageblocks, too.
 */
#include "session/import/memory_report_internal.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "inspect/numbers.h"
#include "kernel/arm.h"

/* No machine of 32 bits has more. */
enum { MOST_PAGES = 1 << (32 - PAGE_SHIFT) };

/* Types of all kernels; the calls that are simulated can take no CMA page. */
static const struct type_word {
	const char *word;
	unsigned char type;
} type_words[] = {
	{ "Unmovable", MIGRATE_UNMOVABLE },
	{ "Reclaimable", MIGRATE_RECLAIMABLE },
	{ "Movable", MIGRATE_MOVABLE },
	{ "Reserve", MIGRATE_RESERVE },
	{ "HighAtomic", MIGRATE_RESERVE },
	{ "CMA", MIGRATE_ISOLATE },
	{ "Isolate", MIGRATE_ISOLATE },
};

enum { NR_TYPE_WORDS = sizeof(type_words) / sizeof(type_words[0]) };

static_assert((int)NR_TYPE_WORDS <= REPORT_COLUMNS, "a column for each word");

static int wrong_word(struct report_reader *in, const char *text)
{
	char word[64];

	snprintf(word, sizeof(word), "%.*s", (int)strcspn(text, " \t"), text);
	return memory_report_refuse(in->r, in->line,
				    "\"%s\" in the place of a number of free "
				    "blocks",
				    shown(word).text);
}

/* No zone has more free pages than there are addresses. */
static int check_most(struct report_reader *in,
		      const struct block_counts *blocks)
{
	if (block_counts_pages(blocks) <= MOST_PAGES)
		return 0;
	return memory_report_refuse(in->r, in->line,
				    "more than 4 GB of free blocks");
}

static void begin_list(struct report_reader *in, enum open_line open)
{
	in->zone->free = (struct block_counts){ .told = true };
	in->open = open;
	in->order = 0;
	in->zone->line = in->line;
}

/* Which types the blocks of an order are of, if all are of one. */
static int type_of_letters(const char *letters)
{
	static const struct {
		char letter;
		unsigned char type;
	} types[] = {
		{ 'U', MIGRATE_UNMOVABLE }, { 'E', MIGRATE_RECLAIMABLE },
		{ 'M', MIGRATE_MOVABLE },   { 'R', MIGRATE_RESERVE },
		{ 'H', MIGRATE_RESERVE },   { 'C', MIGRATE_ISOLATE },
		{ 'I', MIGRATE_ISOLATE },
	};

	if (letters[0] != '(' || letters[1] == '\0' || letters[2] != ')')
		return -1;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].letter == letters[1])
			return types[i].type;
	return -1;
}

/* "12*4kB", and "(UEM)" after it in later kernels; moves after them. */
static bool read_blocks(struct report_reader *in, const char **text)
{
	const char *p = *text;
	uint32_t nr, kb;
	unsigned int order = 0;
	int type;

	if (!report_read_count(&p, &nr) || *p++ != '*' ||
	    !report_read_count(&p, &kb) || strncmp(p, "kB", 2))
		return false;
	p = report_skip_blanks(p + 2);
	while (order < REPORT_ORDERS && (uint32_t)KB_PER_PAGE << order != kb)
		order++;
	if (order == REPORT_ORDERS)
		return false;
	in->zone->free.nr[order] = nr;
	if (*p == '(') {
		type = type_of_letters(p);
		if (type >= 0) {
			in->zone->type[type].told = true;
			in->zone->type[type].nr[order] = nr;
		}
		p += strcspn(p, ")");
		p += *p == ')';
	}
	*text = p;
	return true;
}

/* "12*4kB 3*8kB ... = 12345kB", which the next lines may have the rest of. */
static int read_list(struct report_reader *in, const char *text)
{
	uint32_t kb;

	for (text = report_skip_blanks(text); *text;
	     text = report_skip_blanks(text)) {
		if (*text == '=') {
			text = report_skip_blanks(text + 1);
			in->open = OPEN_NOTHING;
			if (!report_read_count(&text, &kb))
				return wrong_word(in, text);
			if (block_counts_pages(&in->zone->free) * KB_PER_PAGE !=
			    kb)
				return memory_report_refuse(
					in->r, in->line,
					"the blocks add up to %" PRIu64
					" kB, but the line says %u kB",
					block_counts_pages(&in->zone->free) *
						KB_PER_PAGE,
					kb);
			return check_most(in, &in->zone->free);
		}
		if (!read_blocks(in, &text))
			return wrong_word(in, text);
	}
	return check_most(in, &in->zone->free);
}

/* A row of numbers by order, from in->order on. */
static int read_row(struct report_reader *in, struct block_counts *blocks,
		    const char *text)
{
	for (text = report_skip_blanks(text); *text;
	     text = report_skip_blanks(text)) {
		if (in->order == REPORT_ORDERS ||
		    !report_read_count(&text, &blocks->nr[in->order]) ||
		    (*text && !is_blank(*text)))
			return wrong_word(in, text);
		in->order++;
	}
	return check_most(in, blocks);
}

/* A type's word, and its row above; moves after it. */
static int read_type_word(struct report_reader *in, const char **text,
			  unsigned int *row)
{
	char word[32];
	size_t length = strcspn(*text, " \t");

	for (*row = 0; *row < NR_TYPE_WORDS; ++*row)
		if (strlen(type_words[*row].word) == length &&
		    !strncmp(*text, type_words[*row].word, length)) {
			*text += length;
			return 0;
		}
	snprintf(word, sizeof(word), "%.*s", (int)length, *text);
	return memory_report_refuse(in->r, in->line,
				    "\"%s\" is not a known migrate type",
				    shown(word).text);
}

/* Two of later kernels' types may be one here. */
int reported_type(struct report_reader *in, const char *text)
{
	struct block_counts row = { .told = true }, *blocks;
	struct reported_zone *zone = in->zone;
	unsigned int type;
	int error;

	text = report_skip_blanks(text + strlen(", type"));
	error = read_type_word(in, &text, &type);
	if (error)
		return error;
	in->order = 0;
	error = read_row(in, &row, text);
	if (error)
		return error;
	/* The file was read twice: the later one counts. */
	if (zone->types_seen >> type & 1) {
		memset(zone->type, 0, sizeof(zone->type));
		zone->types_seen = 0;
	}
	zone->types_seen |= 1u << type;
	blocks = &zone->type[type_words[type].type];
	blocks->told = true;
	for (unsigned int order = 0; order < REPORT_ORDERS; order++)
		blocks->nr[order] += row.nr[order];
	in->zone->line = in->line;
	return check_most(in, blocks);
}

int reported_columns(struct report_reader *in, const char *text)
{
	in->nr_columns = 0;
	for (text = report_skip_blanks(text); *text;
	     text = report_skip_blanks(text)) {
		unsigned int type;
		int error = read_type_word(in, &text, &type);

		if (error)
			return error;
		if (in->nr_columns < NR_TYPE_WORDS)
			in->column[in->nr_columns++] = type_words[type].type;
	}
	return 0;
}

static int read_pageblocks(struct report_reader *in, const char *text)
{
	struct block_counts *blocks = &in->zone->pageblocks;
	uint32_t nr;

	*blocks = (struct block_counts){ .told = true };
	for (unsigned int i = 0; i < in->nr_columns; i++) {
		text = report_skip_blanks(text);
		if (!report_read_count(&text, &nr) || nr > MOST_PAGES)
			return wrong_word(in, text);
		blocks->nr[in->column[i]] += nr;
	}
	return 0;
}

static unsigned int count_words(const char *text)
{
	unsigned int nr = 0;

	for (text = report_skip_blanks(text); *text;
	     text = report_skip_blanks(text), nr++)
		text += strcspn(text, " \t");
	return nr;
}

int reported_list(struct report_reader *in, const char *text)
{
	begin_list(in, OPEN_LIST);
	return read_list(in, text);
}

int reported_numbers(struct report_reader *in, const char *text)
{
	if (in->nr_columns && count_words(text) == in->nr_columns)
		return read_pageblocks(in, text);
	begin_list(in, OPEN_BUDDY);
	return read_row(in, &in->zone->free, text);
}

int reported_rest(struct report_reader *in, const char *text)
{
	return in->open == OPEN_LIST ? read_list(in, text)
				     : read_row(in, &in->zone->free, text);
}
