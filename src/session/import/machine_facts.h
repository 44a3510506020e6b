/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * machine_facts.h - what /proc/iomem and /proc/meminfo say of a machine.
 *
 * A listing tells where the areas are; these, given beside it, how much RAM
 * there is and where. listing_board.c makes a board of them.
 */
#ifndef VMSCOPE_SESSION_IMPORT_MACHINE_FACTS_H
#define VMSCOPE_SESSION_IMPORT_MACHINE_FACTS_H

#include "kernel/layout.h"

/* 0: not told. Addresses are physical, ends are exclusive, sizes bytes. */
struct machine_facts {
	struct bank bank[MAX_BANKS]; /* iomem: System RAM, ascending */
	unsigned int nr_banks;
	uint64_t code_start, code_end; /* iomem: Kernel code */
	uint64_t data_end;	       /* and the end of Kernel data, or bss */
	uint64_t ram;		       /* meminfo: MemTotal */
	uint64_t highmem;	       /* HighTotal */
	uint64_t vmalloc;	       /* VmallocTotal */
	bool iomem, meminfo;	       /* a line of it was there */
	bool hidden;		       /* iomem, for who is not root */
};

/** machine_facts_read() - add what a text says, posted as it may be. */
void machine_facts_read(struct machine_facts *f, const char *text, size_t len);

/** machine_facts_line() - is it a line of iomem or meminfo? @text: as
 * posted_line_start() gives it */
bool machine_facts_line(const char *text);

/** machine_facts_told() - is anything known that a board could have? */
bool machine_facts_told(const struct machine_facts *f);

/**
 * machine_facts_ram() - give a board the RAM that is told.
 * @f: the facts
 * @start: where it starts, if only its size is told
 * @board: keeps its banks if nothing is told
 * Return: was it told?
 *
 * MemTotal lacks what the kernel took before it counted: the size is the
 * roundest one that is up to a tenth above.
 */
bool machine_facts_ram(const struct machine_facts *f, paddr_t start,
		       struct board *board);

/** machine_facts_image() - give a board the image of its kernel, if it is told. */
void machine_facts_image(const struct machine_facts *f, struct board *board);

#endif
