/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * machine_facts.c - the few lines of /proc/iomem and /proc/meminfo that count.
 *
 * Linux: arch/arm/kernel/setup.c, request_standard_resources();
 * fs/proc/meminfo.c.
 */
#include "session/import/machine_facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/arm.h"
#include "session/import/posted_line.h"
#include "session/import/posted_text.h"

enum { KB = 1 << 10, MB = 1 << 20 };

/* ---- /proc/iomem ---- */

static void add_bank(struct machine_facts *f, uint64_t start, uint64_t end)
{
	struct bank *last = f->nr_banks ? &f->bank[f->nr_banks - 1] : NULL;

	if (last && last->start + last->size == start) {
		last->size += end - start;
		return;
	}
	/* They ascend in the file; a second one says the same again. */
	if (f->nr_banks == MAX_BANKS ||
	    (last && start < last->start + last->size))
		return;
	f->bank[f->nr_banks++] =
		(struct bank){ (paddr_t)start, end - start };
}

/* 80000000-9fffffff : System RAM */
static bool read_resource(struct machine_facts *f, const char *text)
{
	uint64_t start, last;
	int at = 0;

	if (sscanf(text, "%8" SCNx64 "-%8" SCNx64 " : %n", &start, &last,
		   &at) != 2 ||
	    !at)
		return false;
	text += at;
	if (strcmp(text, "System RAM") && strncmp(text, "Kernel ", 7))
		return false;
	f->iomem = true;
	if (!last) {
		f->hidden = true;
		return true;
	}
	if (last <= start)
		return true;
	if (!strcmp(text, "System RAM")) {
		add_bank(f, start, last + 1);
	} else if (!strcmp(text, "Kernel code") ||
		   !strcmp(text, "Kernel text")) {
		f->code_start = start;
		f->code_end = last + 1;
	} else if (last >= f->data_end) {
		f->data_end = last + 1;
	}
	return true;
}

/* ---- /proc/meminfo ---- */

static const struct {
	const char *name;
	size_t member; /* of struct machine_facts */
} quantities[] = {
	{ "MemTotal:", offsetof(struct machine_facts, ram) },
	{ "HighTotal:", offsetof(struct machine_facts, highmem) },
	{ "VmallocTotal:", offsetof(struct machine_facts, vmalloc) },
};

static void read_quantity(struct machine_facts *f, const char *text)
{
	for (size_t i = 0; i < sizeof(quantities) / sizeof(quantities[0]);
	     i++) {
		size_t len = strlen(quantities[i].name);
		uint32_t kb;

		if (strncmp(text, quantities[i].name, len) ||
		    sscanf(text + len, "%9" SCNu32 " kB", &kb) != 1)
			continue;
		f->meminfo = true;
		*(uint64_t *)((char *)f + quantities[i].member) =
			(uint64_t)kb * KB;
	}
}

void machine_facts_read(struct machine_facts *f, const char *text, size_t len)
{
	struct posted_text p;

	posted_text_begin(&p, text, len);
	while (posted_text_next(&p)) {
		const char *line = posted_line_start(p.line);

		if (!read_resource(f, line))
			read_quantity(f, line);
	}
}

/* Also of those lines that say nothing about a board. */
bool machine_facts_line(const char *text)
{
	uint32_t number;
	int at = 0;

	if (sscanf(text, "%8" SCNx32 "-%8" SCNx32 " : %n", &number, &number,
		   &at) == 2 &&
	    at)
		return true;
	at = 0;
	return sscanf(text, "%*31[A-Za-z0-9_()]: %9" SCNu32 " kB%n", &number,
		      &at) == 1 &&
	       at && !text[at];
}

/* ---- A board of them ---- */

bool machine_facts_told(const struct machine_facts *f)
{
	return f->nr_banks || f->ram || f->vmalloc;
}

static uint64_t roundest(uint64_t least)
{
	uint64_t most = least + least / 10, size = 0;

	for (unsigned int shift = 31; shift >= 20; shift--) {
		uint64_t unit = UINT64_C(1) << shift;

		size = (least + unit - 1) & ~(unit - 1);
		if (size <= most)
			break;
	}
	return size;
}

bool machine_facts_ram(const struct machine_facts *f, paddr_t start,
		       struct board *b)
{
	if (f->nr_banks) {
		memcpy(b->bank, f->bank, sizeof(b->bank));
		b->nr_banks = f->nr_banks;
	} else if (f->ram) {
		b->bank[0] = (struct bank){ start, roundest(f->ram) };
		b->nr_banks = 1;
	} else {
		return false;
	}
	memset(b->bank_node, 0, sizeof(b->bank_node));
	b->phys_offset = b->bank[0].start & ~(paddr_t)(MB - 1);
	return true;
}

void machine_facts_image(const struct machine_facts *f, struct board *b)
{
	uint64_t end = f->data_end - b->phys_offset;
	uint32_t sections;

	if (f->code_end <= f->code_start || f->data_end <= f->code_end ||
	    f->code_start < b->phys_offset || end > 64 * MB)
		return;
	b->image_end = ((uint32_t)end + 3) & ~3u;
	b->text_size = (uint32_t)(f->code_end - f->code_start);
	/* This kernel's variables need their room in .bss. */
	sections = b->init_size + b->data_size;
	if (b->text_size + sections > image_room(b) &&
	    image_room(b) > sections + PAGE_SIZE)
		b->text_size = image_room(b) - sections;
}
