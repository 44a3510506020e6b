/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_report_internal.h - reading a report, for the two files that do.
 *
 * memory_report.c knows which line it is and what goes on in the next one,
 * memory_report_lists.c what the lines about free blocks say.
 */
#ifndef VMSCOPE_SESSION_IMPORT_MEMORY_REPORT_INTERNAL_H
#define VMSCOPE_SESSION_IMPORT_MEMORY_REPORT_INTERNAL_H

#include "kernel/arm.h"
#include "session/import/memory_report.h"

enum {
	KB_PER_PAGE = PAGE_SIZE / 1024,
	REPORT_COLUMNS = 8, /* migrate types of a table, at most */
};

/* What may go on in the next line; a zone of /proc/zoneinfo has many. */
enum open_line {
	OPEN_NOTHING,
	OPEN_LIST,
	OPEN_COUNTERS,
	OPEN_BUDDY,
	OPEN_ZONEINFO
};

struct report_reader {
	struct memory_report *r;
	struct memory_report before; /* the report before, if it had lists */
	unsigned int line;	     /* number, from 1 */
	enum open_line open;
	unsigned int order;	    /* that the open line is at */
	struct reported_zone *zone; /* that it is about */
	/* Columns of "Number of blocks type": types; none: another table. */
	unsigned int column[REPORT_COLUMNS];
	unsigned int nr_columns;
};

/** report_skip_blanks() - the next word of a line. */
const char *report_skip_blanks(const char *text);

/** report_read_count() - decimal digits; moves after them. A > before says that
 * there are more. */
bool report_read_count(const char **text, uint32_t *value);

/*
 * Free blocks, of in->zone. Return: 0; -EINVAL for what cannot be read, refused
 */

/** reported_list() - "12*4kB 3*8kB ... = 12345kB" of Mem-info. */
int reported_list(struct report_reader *in, const char *text);

/** reported_numbers() - a row of numbers: pageblocks by type, if a table with so
 * many columns has begun, else free blocks by order. */
int reported_numbers(struct report_reader *in, const char *text);

/** reported_rest() - what the line before it had to break off, one of these. */
int reported_rest(struct report_reader *in, const char *text);

/** reported_type() - ", type    Unmovable      1      0 ..." of
 * /proc/pagetypeinfo. */
int reported_type(struct report_reader *in, const char *text);

/** reported_columns() - begin a table: the types after "Number of blocks type". */
int reported_columns(struct report_reader *in, const char *text);

#endif
