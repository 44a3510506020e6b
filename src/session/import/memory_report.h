/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory_report.h - the free memory of a real machine, read from what it said.
 *
 * That is a "page allocation failure" or an OOM report with its Mem-info,
 * /proc/buddyinfo, /proc/pagetypeinfo and /proc/zoneinfo, from 2.6.28 to today,
 * as people post them. Knows no machine: import_report.c makes one of it,
 * report_board.c a board.
 */
#ifndef VMSCOPE_SESSION_IMPORT_MEMORY_REPORT_H
#define VMSCOPE_SESSION_IMPORT_MEMORY_REPORT_H

#include "kernel/abi.h"
#include "kernel/gfp.h"

enum {
	REPORT_ZONES = 8,
	REPORT_ORDERS = 16,  /* some kernels have blocks of more than 4 MB */
	REPORT_RESERVES = 5, /* entries of lowmem_reserve[] */
};

/* Zones by their names in Linux. */
enum report_zone_name {
	REPORT_DMA,
	REPORT_DMA32,
	REPORT_NORMAL,
	REPORT_HIGHMEM,
	REPORT_MOVABLE,
	REPORT_NAMES
};

/* Free blocks by order. */
struct block_counts {
	bool told;
	uint32_t nr[REPORT_ORDERS];
};

/* Quantities of a zone in pages. */
enum report_quantity {
	QUANTITY_FREE,
	QUANTITY_MIN,
	QUANTITY_LOW,
	QUANTITY_HIGH,
	QUANTITY_PRESENT,
	QUANTITY_MANAGED,
	QUANTITIES
};

struct reported_zone {
	unsigned int node, name; /* enum report_zone_name */
	unsigned int line;	 /* of its free list, from 1; 0: it has none */
	struct block_counts free;
	/* Of the blocks above, those that are known to be of a type. */
	struct block_counts type[MIGRATE_TYPES];
	uint32_t types_seen;		/* words of pagetypeinfo, a bit each */
	struct block_counts pageblocks; /* nr[type], not by order */
	uint32_t pages[QUANTITIES];
	uint32_t told; /* 1 << enum report_quantity */
	uint32_t reserve[REPORT_RESERVES];
	unsigned int nr_reserves;
};

struct memory_report {
	const char *file;
	struct reported_zone zone[REPORT_ZONES];
	unsigned int nr;
	uint32_t ram_pages; /* of the whole machine; 0: not told */
	bool failed;	    /* an allocation, of which this is known: */
	unsigned int order;
	gfp_t gfp; /* in the flags of 2.6.32, as far as it has them */
	char *why; /* the caller's, for one line */
	size_t size;
};

/**
 * memory_report_read() - read what there is in a text; the last report wins.
 * @r: filled in
 * @file: its name, kept
 * @text: @len bytes
 * @why: one line when it fails: `FILE:LINE: ...`; kept
 * @size: bytes of @why
 * Return: 0; -ENOENT when there is no free list in it; -EINVAL for one that
 * cannot be read; -ENOMEM
 */
int memory_report_read(struct memory_report *r, const char *file,
		       const char *text, size_t len, char *why, size_t size);

/** memory_report_refuse() - say what is wrong with it. @line: 0 for the file.
 * Return: -EINVAL */
int memory_report_refuse(struct memory_report *r, unsigned int line,
			 const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** report_zone_word() - "DMA", "Normal" ... for an enum report_zone_name. */
const char *report_zone_word(unsigned int name);

/** report_zone_type() - the zone of 2.6.32 on ARM that stands for it, an enum
 * zone_type: DMA and Normal are one there. */
unsigned int report_zone_type(const struct reported_zone *zone);

/** block_counts_pages() - pages in all of the blocks. */
uint64_t block_counts_pages(const struct block_counts *blocks);

#endif
