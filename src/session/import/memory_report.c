/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_report.c - the lines that tell of free memory, a row each.
 *
 * A line that starts as one of them does is one, or an error with its number;
 * whatever else the file has was printed for somebody else. A long line may go
 * on in the next ones, where mail broke it or the kernel's log did.
 *
 * Source: show_free_areas() and show_mem() of mm/page_alloc.c, mm/show_mem.c,
 * lib/show_mem.c and arch/arm/mm/init.c, mm/vmstat.c, 2.6.28 to 6.8.
 */
#include "session/import/memory_report.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/arm.h"
#include "session/import/memory_report_internal.h"
#include "session/import/posted_line.h"
#include "session/import/posted_text.h"
#include "session/line/parse.h"
#include "translate.h"

static const char *const zone_words[REPORT_NAMES] = {
	[REPORT_DMA] = "DMA",	      [REPORT_DMA32] = "DMA32",
	[REPORT_NORMAL] = "Normal",   [REPORT_HIGHMEM] = "HighMem",
	[REPORT_MOVABLE] = "Movable",
};

int memory_report_refuse(struct memory_report *r, unsigned int line,
			 const char *format, ...)
{
	va_list args;

	va_start(args, format);
	posted_file_refuse(r->why, r->size, r->file, line, format, args);
	va_end(args);
	return -EINVAL;
}

const char *report_zone_word(unsigned int name)
{
	return zone_words[name];
}

unsigned int report_zone_type(const struct reported_zone *zone)
{
	switch (zone->name) {
	case REPORT_HIGHMEM:
		return ZONE_HIGHMEM;
	case REPORT_MOVABLE:
		return ZONE_MOVABLE;
	default:
		return ZONE_NORMAL;
	}
}

uint64_t block_counts_pages(const struct block_counts *blocks)
{
	uint64_t pages = 0;

	for (unsigned int order = 0; order < REPORT_ORDERS; order++)
		pages += (uint64_t)blocks->nr[order] << order;
	return pages;
}

/* ---- Words ---- */

const char *report_skip_blanks(const char *text)
{
	while (is_blank(*text))
		text++;
	return text;
}

bool report_read_count(const char **text, uint32_t *value)
{
	const char *p = *text + (**text == '>');
	char *end;
	unsigned long number;

	if (*p < '0' || *p > '9')
		return false;
	number = strtoul(p, &end, 10);
	if (number > UINT32_MAX)
		return false;
	*value = (uint32_t)number;
	*text = end;
	return true;
}

/* A zone's name, and no longer word that begins so. */
static bool read_zone_name(const char **text, unsigned int *name)
{
	size_t length = 0;

	while (isalnum((unsigned char)(*text)[length]))
		length++;
	for (*name = 0; *name < REPORT_NAMES; ++*name)
		if (strlen(zone_words[*name]) == length &&
		    !strncmp(*text, zone_words[*name], length)) {
			*text += length;
			return true;
		}
	return false;
}

/* "Normal", "Node 0 Normal", "Node 0, zone   Normal", which is a line of /proc;
 * moves after it. */
static bool read_zone_words(const char **text, unsigned int *node,
			    unsigned int *name, bool *proc)
{
	static const char of_node[] = "Node ", zone[] = "zone ";
	const char *p = *text;

	*node = 0;
	*proc = false;
	if (!strncmp(p, of_node, strlen(of_node))) {
		p = report_skip_blanks(p + strlen(of_node));
		if (!report_read_count(&p, node))
			return false;
		p = report_skip_blanks(p + (*p == ','));
		*proc = !strncmp(p, zone, strlen(zone));
		if (*proc)
			p = report_skip_blanks(p + strlen(zone));
	}
	if (!read_zone_name(&p, name))
		return false;
	*text = p;
	return true;
}

/* The zone of that name; NULL: there are too many. */
static struct reported_zone *zone_of(struct memory_report *r, unsigned int node,
				     unsigned int name)
{
	struct reported_zone *zone = r->zone;

	for (; zone < r->zone + r->nr; zone++)
		if (zone->node == node && zone->name == name)
			return zone;
	if (r->nr == REPORT_ZONES)
		return NULL;
	r->nr++;
	*zone = (struct reported_zone){ .node = node, .name = name };
	return zone;
}

/* ---- What else is said of a zone ---- */

static void set_pages(struct reported_zone *zone, unsigned int quantity,
		      uint32_t pages)
{
	zone->pages[quantity] = pages;
	zone->told |= 1u << quantity;
}

/* "free:10248kB min:2036kB ...", of which some are of interest. */
static void read_counters(struct report_reader *in, const char *text)
{
	static const char *const words[QUANTITIES] = {
		[QUANTITY_FREE] = "free:",
		[QUANTITY_MIN] = "min:",
		[QUANTITY_LOW] = "low:",
		[QUANTITY_HIGH] = "high:",
		[QUANTITY_PRESENT] = "present:",
		[QUANTITY_MANAGED] = "managed:",
	};

	for (text = report_skip_blanks(text); *text;
	     text += strcspn(text, " \t"), text = report_skip_blanks(text))
		for (unsigned int i = 0; i < QUANTITIES; i++) {
			const char *p = text + strlen(words[i]);
			uint32_t kb;

			if (!strncmp(text, words[i], strlen(words[i])) &&
			    report_read_count(&p, &kb) && !strncmp(p, "kB", 2))
				set_pages(in->zone, i, kb / KB_PER_PAGE);
		}
}

/* A line of /proc/zoneinfo, in pages. */
static void read_quantity(struct report_reader *in, const char *text)
{
	static const char *const words[QUANTITIES] = {
		[QUANTITY_FREE] = "pages free ",
		[QUANTITY_MIN] = "min ",
		[QUANTITY_LOW] = "low ",
		[QUANTITY_HIGH] = "high ",
		[QUANTITY_PRESENT] = "present ",
		[QUANTITY_MANAGED] = "managed ",
	};

	for (unsigned int i = 0; i < QUANTITIES; i++) {
		const char *p = text + strlen(words[i]);
		uint32_t pages;

		if (strncmp(text, words[i], strlen(words[i])))
			continue;
		p = report_skip_blanks(p);
		if (report_read_count(&p, &pages))
			set_pages(in->zone, i, pages);
	}
}

/* "lowmem_reserve[]: 0 500 500", after the zone's counters. */
static void read_reserves(struct report_reader *in, const char *text)
{
	struct reported_zone *zone = in->zone;

	if (!zone)
		return;
	zone->nr_reserves = 0;
	for (text = report_skip_blanks(text);
	     zone->nr_reserves < REPORT_RESERVES &&
	     report_read_count(&text, &zone->reserve[zone->nr_reserves]);
	     text = report_skip_blanks(text))
		zone->nr_reserves++;
}

/* ---- What failed ---- */

/* Flags as kernels from 4.4 on number them: waiting is a bit of its own, and
 * what it was before is something else. */
static gfp_t gfp_of_mode(uint32_t mode)
{
	enum { KSWAPD_RECLAIM = 0x2000000, DIRECT_RECLAIM = 0x400000 };
	gfp_t same = __GFP_HIGHMEM | __GFP_MOVABLE | __GFP_HIGH | __GFP_IO |
		     __GFP_FS | __GFP_NORETRY | __GFP_COMP;

	if (mode & (KSWAPD_RECLAIM | DIRECT_RECLAIM))
		return (mode & same) |
		       (mode & DIRECT_RECLAIM ? __GFP_WAIT : 0) |
		       (mode & __GFP_WAIT ? __GFP_RECLAIMABLE : 0);
	return mode & (same | __GFP_WAIT | __GFP_RECLAIMABLE);
}

/* "0x24040c0(GFP_KERNEL|__GFP_COMP)": names are the same in all kernels. */
static gfp_t read_gfp(const char *text)
{
	char word[32];
	char *end;
	gfp_t gfp = gfp_of_mode((uint32_t)strtoul(text, &end, 16));
	gfp_t bits;

	if (*end != '(')
		return gfp;
	gfp = 0;
	for (const char *p = end; *p == '(' || *p == '|';) {
		size_t length = strcspn(++p, "|) ");

		snprintf(word, sizeof(word), "%.*s", (int)length, p);
		if (!strcmp(word, "GFP_KERNEL_ACCOUNT"))
			strcpy(word, "GFP_KERNEL");
		if (!gfp_parse(word, &bits))
			gfp |= bits;
		p += length;
	}
	return gfp & ~(__GFP_ZERO | __GFP_NOFAIL);
}

/* The number after @word, wherever it is in the line; NULL: it is not. */
static const char *after_word(const char *text, const char *word)
{
	const char *found = strstr(text, word);

	return found ? found + strlen(word) : NULL;
}

static bool has_lists(const struct memory_report *r)
{
	for (unsigned int i = 0; i < r->nr; i++)
		if (r->zone[i].line)
			return true;
	return false;
}

/* A report begins: what was told until now is of an earlier moment. */
static void read_failure(struct report_reader *in, const char *text)
{
	struct memory_report *r = in->r;
	const char *order = after_word(text, "order:");
	const char *mode = after_word(text, "mode:");
	unsigned long number;
	enum { MOST_ORDER = 99 };

	if (!order)
		order = after_word(text, "order=");
	if (!mode)
		mode = after_word(text, "gfp_mask=");
	if (has_lists(r) && r->failed)
		in->before = *r;
	if (r->failed) {
		r->nr = 0;
		r->ram_pages = 0;
		in->zone = NULL;
	}
	r->failed = order && mode;
	number = order ? strtoul(order, NULL, 10) : 0;
	r->order = number < MOST_ORDER ? (unsigned int)number : MOST_ORDER;
	r->gfp = mode ? read_gfp(mode) : 0;
}

/* ---- Lines ---- */

static bool starts(const char *text, const char *word)
{
	return !strncmp(text, word, strlen(word));
}

/* 12*4kB */
static bool starts_blocks(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits && text[digits] == '*';
}

/* What a zone's line is about follows from what comes after its name. */
static int read_zone(struct report_reader *in, const char *text,
		     unsigned int node, unsigned int name, bool proc)
{
	static const char free[] = " free:", type[] = ", type ";
	const char *rest = report_skip_blanks(text);
	bool list = *text == ':' && starts_blocks(report_skip_blanks(text + 1));
	bool row = proc && isdigit((unsigned char)*rest);

	if (!list && !row && !starts(text, free) && !(proc && !*rest) &&
	    !(proc && starts(text, type)))
		return 0;
	in->zone = zone_of(in->r, node, name);
	if (!in->zone)
		return memory_report_refuse(in->r, in->line,
					    "more than %d zones", REPORT_ZONES);
	if (list)
		return reported_list(in, text + 1);
	if (starts(text, free)) {
		in->open = OPEN_COUNTERS;
		read_counters(in, text);
		return 0;
	}
	if (!*rest) {
		in->open = OPEN_ZONEINFO;
		return 0;
	}
	if (!row)
		return reported_type(in, text);
	return reported_numbers(in, rest);
}

/* Does a line go on with what the one before it had to break off? */
static bool goes_on(const struct report_reader *in, const char *text)
{
	switch (in->open) {
	case OPEN_LIST:
		return *text == '=' || starts_blocks(text);
	case OPEN_BUDDY:
		return *text && !text[strspn(text, "0123456789 \t")];
	case OPEN_COUNTERS:
		return isalpha((unsigned char)*text) && strstr(text, "kB") &&
		       strchr(text, ':');
	default:
		return false;
	}
}

static int go_on(struct report_reader *in, const char *text)
{
	if (in->open != OPEN_COUNTERS)
		return reported_rest(in, text);
	read_counters(in, text);
	return 0;
}

static int read_report_line(struct report_reader *in, const char *text)
{
	static const char columns[] = "Number of blocks type ";
	static const char reserves[] = "lowmem_reserve[]:";
	static const char failure[] = "page allocation failure";
	static const char killer[] = " invoked oom-killer: ";
	static const char ram[] = " pages RAM", of_ram[] = " pages of RAM";
	unsigned int node, name;
	uint32_t pages;
	const char *rest = text;
	bool proc;

	if (strstr(text, failure) || strstr(text, killer)) {
		in->open = OPEN_NOTHING;
		read_failure(in, text);
		return 0;
	}
	if (read_zone_words(&rest, &node, &name, &proc)) {
		in->open = OPEN_NOTHING;
		return read_zone(in, rest, node, name, proc);
	}
	if (goes_on(in, text))
		return go_on(in, text);
	if (*text && in->open != OPEN_ZONEINFO)
		in->open = OPEN_NOTHING;
	if (starts(text, columns))
		return reported_columns(in, text + strlen(columns));
	if (starts(text, reserves))
		read_reserves(in, text + strlen(reserves));
	else if (report_read_count(&rest, &pages) &&
		 (!strcmp(rest, ram) || !strcmp(rest, of_ram)))
		in->r->ram_pages = pages;
	else if (in->open == OPEN_ZONEINFO)
		read_quantity(in, text);
	return 0;
}

static int read_lines(struct report_reader *in, const char *text, size_t len)
{
	struct posted_text p;
	int error = 0;

	posted_text_begin(&p, text, len);
	while (!error && posted_text_next(&p)) {
		in->line = p.number;
		error = read_report_line(in, posted_line_start(p.line));
	}
	return error;
}

/* pagetypeinfo alone tells by its types how many there are. */
static void add_types(struct reported_zone *zone)
{
	if (zone->free.told)
		return;
	for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
		for (unsigned int order = 0; order < REPORT_ORDERS; order++)
			zone->free.nr[order] += zone->type[type].nr[order];
	zone->free.told = zone->line != 0;
}

int memory_report_read(struct memory_report *r, const char *file,
		       const char *text, size_t len, char *why, size_t size)
{
	struct report_reader in = { .r = r };
	int error;

	*r = (struct memory_report){ .file = file, .why = why, .size = size };
	error = read_lines(&in, text, len);
	if (error)
		return error;
	/* The last one may have been cut short. */
	if (!has_lists(r) && in.before.nr)
		*r = in.before;
	if (!has_lists(r))
		return -ENOENT;
	for (unsigned int i = 0; i < r->nr; i++)
		add_types(&r->zone[i]);
	return 0;
}
