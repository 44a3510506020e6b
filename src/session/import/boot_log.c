/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot_log.c - the lines of a boot log that tell of a board, a row each.
 *
 * Kernels say the same in several ways; later lines are more exact than earlier
 * ones and win: banks by address over the sum of their sizes over what is
 * counted in frames.
 */
#include "session/import/boot_log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/abi.h"
#include "kernel/arm.h"
#include "inspect/numbers.h"
#include "session/import/posted_line.h"
#include "session/import/posted_text.h"
#include "translate.h"

enum { MB = 1 << 20, KB = 1 << 10, MOST_IMAGE = 64 * MB };

/* How exactly the RAM is known. */
enum ram_source { NO_RAM_SEEN, RAM_LOWMEM, RAM_COUNTED, RAM_SIZES, RAM_RANGES };

/* What a log has told so far. Addresses are virtual, 0: not told. */
struct boot_log {
	struct board *board;
	enum ram_source ram;
	unsigned int version; /* major * 1000 + minor; 0: not told */
	vaddr_t lowmem_start, lowmem_end;
	vaddr_t dma_start, fixmap_start, fixmap_end;
	uint64_t counted;		/* bytes of RAM */
	uint32_t init, text, data, bss; /* bytes */
	vaddr_t text_start, bss_end;
	bool highmem, layout;
};

/* ---- RAM ---- */

static void add_bank(struct boot_log *log, uint64_t start, uint64_t size,
		     enum ram_source source)
{
	struct board *b = log->board;

	if (log->ram > source || !size || start >> 32 ||
	    size > (1ull << 32) - start)
		return;
	if (log->ram != source)
		b->nr_banks = 0;
	log->ram = source;
	if (b->nr_banks == MAX_BANKS)
		return;
	b->bank_node[b->nr_banks] = 0;
	b->bank[b->nr_banks++] = (struct bank){ (paddr_t)start, size };
}

/* node   0: [mem 0x80000000-0x9fffffff] */
static bool read_range(struct boot_log *log, const char *text)
{
	uint64_t first, last;
	unsigned int node;

	if (sscanf(text, "node %u: [mem %" SCNx64 "-%" SCNx64 "]", &node,
		   &first, &last) != 3 ||
	    last < first)
		return false;
	add_bank(log, first, last - first + 1, RAM_RANGES);
	return true;
}

/* 0: 0x00080000 -> 0x000a0000, in frames */
static bool read_frames(struct boot_log *log, const char *text)
{
	uint64_t first, end;
	unsigned int node;

	if (sscanf(text, "%u: %" SCNx64 " -> %" SCNx64, &node, &first, &end) !=
		    3 ||
	    end <= first || end > 1u << (32 - PAGE_SHIFT))
		return false;
	add_bank(log, first << PAGE_SHIFT, (end - first) << PAGE_SHIFT,
		 RAM_RANGES);
	return true;
}

/* Memory: 64MB 64MB = 128MB total */
static bool read_sizes(struct boot_log *log, const char *text)
{
	uint64_t at = 0;
	char *end;

	if (!strstr(text, "MB = ") || !strstr(text, "MB total"))
		return false;
	text += strlen("Memory:");
	for (;;) {
		unsigned long mb = strtoul(text, &end, 10);

		if (end == text || strncmp(end, "MB", 2) || mb > 4096)
			return true;
		add_bank(log, at, (uint64_t)mb * MB, RAM_SIZES);
		at += (uint64_t)mb * MB;
		text = end + 2;
	}
}

/* Memory: 35000k/35000k available, 5960k reserved, 0K highmem
 * Memory: 500000K/524288K available (6144K kernel code, ..., 0K highmem) */
static bool read_counted(struct boot_log *log, const char *text)
{
	const char *parenthesis = strchr(text, '(');
	unsigned long free, total, reserved = 0, code = 0, high = 0;
	const char *p;

	if (sscanf(text, "Memory: %lu%*[kK]/%lu%*[kK] available", &free,
		   &total) != 2)
		return false;
	p = strstr(text, "available, ");
	if (!parenthesis && p)
		sscanf(p, "available, %lu", &reserved);
	if (parenthesis)
		sscanf(parenthesis, "(%lu", &code);
	p = strstr(text, "K highmem");
	while (p && p > text && p[-1] >= '0' && p[-1] <= '9')
		p--;
	if (p)
		high = strtoul(p, NULL, 10);
	log->highmem |= high != 0;
	log->counted = (uint64_t)(total + reserved) * KB;
	if (!log->text)
		log->text = (uint32_t)code * KB;
	return true;
}

static bool read_totalpages(struct boot_log *log, const char *text)
{
	unsigned long pages;

	if (sscanf(text, "On node %*u totalpages: %lu", &pages) != 1)
		return false;
	if (!log->counted)
		log->counted = (uint64_t)pages << PAGE_SHIFT;
	return true;
}

/* ---- The machine ---- */

/* As a board file can have it: up to a #, without control characters. */
static void copy(char *to, size_t size, const char *from)
{
	size_t len = 0;

	while (is_blank(*from))
		from++;
	for (; *from && *from != '#' && len + 1 < size; from++)
		to[len++] = (unsigned char)*from < ' ' || *from == 0x7f ? '?'
									: *from;
	while (len && is_blank(to[len - 1]))
		len--;
	to[len] = '\0';
}

static bool read_machine(struct boot_log *log, const char *text)
{
	const char *name = strstr(text, "odel: ");

	name = name ? name + strlen("odel: ") : text + strlen("Machine: ");
	copy(log->board->title, sizeof(log->board->title), name);
	return true;
}

static bool read_cpu(struct boot_log *log, const char *text)
{
	if (!strstr(text, "] revision ") || *log->board->cpu)
		return false;
	copy(log->board->cpu, sizeof(log->board->cpu), text + strlen("CPU: "));
	return true;
}

static bool read_cpus(struct boot_log *log, const char *text)
{
	const char *cpus = strstr(text, "CPUs=");
	unsigned int nr = 0;

	if (cpus)
		nr = (unsigned int)strtoul(cpus + strlen("CPUs="), NULL, 10);
	else if (sscanf(text, "Brought up %u CPUs", &nr) != 1 &&
		 sscanf(text, "smp: Brought up 1 node, %u CPUs", &nr) != 1)
		return false;
	if (nr >= 1 && nr <= MAX_CPUS)
		log->board->cpus = nr;
	return true;
}

static bool read_version(struct boot_log *log, const char *text)
{
	unsigned int major, minor;

	if (log->version ||
	    sscanf(text, "Linux version %u.%u", &major, &minor) != 2)
		return false;
	log->version = major * 1000 + minor;
	return true;
}

static bool read_cmdline(struct boot_log *log, const char *text)
{
	const char *line = strchr(text, ':') + 1;

	while (*line == ' ')
		line++;
	copy(log->board->cmdline, sizeof(log->board->cmdline), line);
	/* A board file could not say more. */
	log->board->cmdline[strcspn(log->board->cmdline, "#")] = '\0';
	return true;
}

/* ---- The layout table ---- */

/* A row: NAME : 0xSTART - 0xEND   (SIZE kB); addresses may be hidden. */
static bool read_row(struct boot_log *log, const char *text)
{
	struct board *b = log->board;
	uint64_t start = 0, end = 0;
	char name[16], unit = 'k';
	const char *size = strchr(text, '(');
	uint32_t bytes = 0;
	double number;

	if (sscanf(text, "%15[.A-Za-z]", name) != 1 || !strchr(text, ':'))
		return false;
	if (sscanf(strchr(text, ':'), ": %" SCNx64 " - %" SCNx64, &start,
		   &end) != 2)
		start = end = 0;
	if (end >> 32 && end != 1ull << 32)
		return false;
	if (size && strncmp(size, "(ptrval)", strlen("(ptrval)")) == 0)
		size = strrchr(text, '(');
	if (size && sscanf(size, "(%lf %c", &number, &unit) == 2) {
		number *= unit == 'M' ? MB : KB;
		/* A NaN is neither. */
		if (!(number >= 0 && number <= UINT32_MAX))
			return false;
		bytes = (uint32_t)number;
	}
	if (end > start)
		bytes = (uint32_t)(end - start);
	if (!bytes)
		return false;
	if (!strcmp(name, "vmalloc") && end)
		b->vmalloc_end = (vaddr_t)end;
	else if (!strcmp(name, "lowmem") && end) {
		log->lowmem_start = (vaddr_t)start;
		log->lowmem_end = (vaddr_t)end;
		if (log->ram <= RAM_LOWMEM)
			add_bank(log, 0, bytes, RAM_LOWMEM);
	} else if (!strcmp(name, "pkmap"))
		b->highmem = true;
	else if (!strcmp(name, ".text")) {
		log->text = bytes;
		log->text_start = (vaddr_t)start;
	} else if (!strcmp(name, ".init"))
		log->init = bytes;
	else if (!strcmp(name, ".data"))
		log->data = bytes;
	else if (!strcmp(name, ".bss")) {
		log->bss = bytes;
		log->bss_end = (vaddr_t)end;
	} else if (!strcmp(name, "fixmap")) {
		log->fixmap_start = (vaddr_t)start;
		log->fixmap_end = (vaddr_t)end;
	} else if (!strcmp(name, "DMA")) {
		log->dma_start = (vaddr_t)start;
	} else if (strcmp(name, "vector") && strcmp(name, "modules") &&
		   strcmp(name, "lowmem") && strcmp(name, "vmalloc"))
		return false;
	log->layout = true;
	return true;
}

/* ---- Lines ---- */

static const struct {
	const char *start;
	bool (*read)(struct boot_log *log, const char *text);
} rows[] = {
	{ "Linux version ", read_version },
	{ "Machine: ", read_machine },
	{ "Machine model: ", read_machine },
	{ "OF: fdt: Machine model: ", read_machine },
	{ "OF: fdt:Machine model: ", read_machine },
	{ "CPU: ", read_cpu },
	{ "SLUB: ", read_cpus },
	{ "Brought up ", read_cpus },
	{ "smp: Brought up ", read_cpus },
	{ "Kernel command line:", read_cmdline },
	{ "Memory: ", read_sizes },
	{ "Memory: ", read_counted },
	{ "On node ", read_totalpages },
	{ "node ", read_range },
	{ "0: 0x", read_frames },
	{ "", read_row },
};

static void read_log_line(struct boot_log *log, const char *text)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strncmp(text, rows[i].start, strlen(rows[i].start)) &&
		    rows[i].read(log, text))
			return;
}

static void each_line(const char *text, size_t len, struct boot_log *log)
{
	struct posted_text p;

	posted_text_begin(&p, text, len);
	while (posted_text_next(&p))
		read_log_line(log, posted_line_start(p.line));
}

/* ---- What the log did not say ---- */

static void assume(char *assumed, size_t size, const char *what)
{
	size_t len = strlen(assumed);

	snprintf(assumed + len, size - len, "%s%s", len ? _(", ") : "",
		 _(what));
}

/* The map of a kernel of that age. */
static enum map_of map_by_version(unsigned int version)
{
	static const struct {
		unsigned int version;
		enum map_of map;
	} since[] = { { 3019, MAP_3_18 },
		      { 3016, MAP_3_16 },
		      { 3003, MAP_3_3 } };

	for (size_t i = 0; i < sizeof(since) / sizeof(since[0]); i++)
		if (version >= since[i].version)
			return since[i].map;
	return MAP_2_6_32;
}

/* The map that has these rows; vendors took some of them to older kernels. */
static enum map_of map_by_rows(const struct boot_log *log)
{
	if (log->dma_start)
		return MAP_2_6_32;
	for (unsigned int map = MAP_3_3; map < MAPS; map++)
		if (map_rules(map)->fixaddr_start == log->fixmap_start &&
		    map_rules(map)->fixaddr_end == log->fixmap_end)
			return map;
	return map_by_version(log->version);
}

static void take_map(struct boot_log *log, char *assumed, size_t size)
{
	struct board *b = log->board;

	if (log->layout) {
		b->map = map_by_rows(log);
		while (b->map + 1 < MAPS &&
		       b->vmalloc_end > map_rules(b->map)->most_vmalloc_end)
			b->map++;
	} else {
		b->map = map_by_version(log->version);
		if (b->map)
			b->vmalloc_end = map_rules(b->map)->most_vmalloc_end;
		assume(assumed, size, N_("VMALLOC_END"));
	}
	if (b->map == MAP_2_6_32 && log->dma_start >= b->vmalloc_end &&
	    log->dma_start < CONSISTENT_BASE &&
	    log->dma_start % PGDIR_SIZE == 0)
		b->dma_size = CONSISTENT_END - log->dma_start;
}

/* A kernel argument that starts so: what comes after that; NULL. */
static const char *argument(const struct board *b, const char *name)
{
	const char *found = b->cmdline;

	while ((found = strstr(found, name))) {
		if (found == b->cmdline || found[-1] == ' ')
			return found + strlen(name);
		found += strlen(name);
	}
	return NULL;
}

/* mem=SIZE@START says where RAM starts; the log of old kernels does not. */
static paddr_t ram_start(const struct boot_log *log, char *assumed, size_t size)
{
	const char *mem = argument(log->board, "mem=");
	const char *at = mem ? strchr(mem, '@') : NULL;
	char word[32];
	uint32_t start;

	if (at && strcspn(mem, " ") > (size_t)(at - mem)) {
		at++;
		snprintf(word, sizeof(word), "%.*s", (int)strcspn(at, " "), at);
		if (!parse_size(word, &start))
			return start & ~(paddr_t)(MB - 1);
	}
	assume(assumed, size, N_("RAM at 0"));
	return 0;
}

/* Lowmem reaches farther than its banks, put together, do: somewhere is a hole
 * without RAM. With two banks it is between them. */
static void take_hole(struct boot_log *log, char *assumed, size_t size)
{
	struct board *b = log->board;
	struct bank *last = &b->bank[b->nr_banks - 1];
	uint64_t end = last->start + last->size;
	uint64_t lowmem = log->lowmem_end - log->lowmem_start;

	if (log->highmem || log->ram == RAM_RANGES || argument(b, "mem=") ||
	    lowmem <= end || lowmem % MB || last->size % MB)
		return;
	if (b->nr_banks > 1) {
		last->start += (paddr_t)(lowmem - end);
	} else if (last->size > MB) {
		last->size -= MB;
		b->bank[1] = (struct bank){ (paddr_t)(lowmem - MB), MB };
		b->bank_node[1] = 0;
		b->nr_banks = 2;
	}
	if (b->nr_banks != 2 || b->bank[1].size == MB)
		assume(assumed, size, N_("where a hole in the RAM is"));
}

static int by_start(const void *a, const void *b)
{
	const struct bank *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Whole pages, ascending, each bank above the one before and below 4 GB; what
 * is not is passed over. @offset: added to each start */
static void tidy_banks(struct board *b, paddr_t offset)
{
	uint64_t end = 0;
	unsigned int nr = 0;

	qsort(b->bank, b->nr_banks, sizeof(b->bank[0]), by_start);
	for (unsigned int i = 0; i < b->nr_banks; i++) {
		uint64_t first = (uint64_t)b->bank[i].start + offset;
		uint64_t last =
			(first + b->bank[i].size) & ~(uint64_t)(PAGE_SIZE - 1);

		first = (first + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1);
		if (first < end || first >= last || last > UINT64_C(1) << 32)
			continue;
		end = last;
		b->bank_node[nr] = 0;
		b->bank[nr++] = (struct bank){ (paddr_t)first, last - first };
	}
	b->nr_banks = nr;
}

static int take_ram(struct boot_log *log, char *assumed, size_t size)
{
	struct board *b = log->board;
	paddr_t start = 0;

	if (log->counted && log->ram < RAM_COUNTED)
		add_bank(log, 0, (log->counted + MB - 1) & ~(uint64_t)(MB - 1),
			 RAM_COUNTED);
	if (b->nr_banks)
		take_hole(log, assumed, size);
	if (b->nr_banks && log->ram < RAM_RANGES)
		start = ram_start(log, assumed, size);
	tidy_banks(b, start);
	if (!b->nr_banks)
		return -ENOMSG;
	b->phys_offset = b->bank[0].start & ~(paddr_t)(MB - 1);
	return 0;
}

/* Lowmem ends earlier than the kernel's usual limit, without a vmalloc= that
 * the log tells of: then its kernel was built so. */
static void take_limit(struct boot_log *log, char *assumed, size_t size)
{
	struct board *b = log->board, with = *b;
	const struct map_rules *map = map_rules(b->map);
	uint32_t reserve = b->vmalloc_end - map->hole - log->lowmem_end;
	struct layout l;
	char why[128];
	size_t len = strlen(b->cmdline);

	if (!log->lowmem_end || log->lowmem_end >= b->vmalloc_end ||
	    reserve % MB || layout_init(&l, b, b->cmdline, COMPLAINT(why)) ||
	    l.high_memory <= log->lowmem_end)
		return;
	if ((size_t)snprintf(with.cmdline + len, sizeof(with.cmdline) - len,
			     "%svmalloc=%uM", len ? " " : "",
			     reserve / MB) >= sizeof(with.cmdline) - len ||
	    layout_init(&l, &with, with.cmdline, COMPLAINT(why)) ||
	    l.high_memory != log->lowmem_end)
		return;
	*b = with;
	assume(assumed, size, "vmalloc=");
}

/* The image ends where the log says; this kernel's variables need their room
 * in .bss, and its sections come in its own order. */
static uint32_t section(uint32_t told, uint32_t usual)
{
	return told >= PAGE_SIZE && told <= MOST_IMAGE ? told : usual;
}

static void take_image(struct boot_log *log, char *assumed, size_t size)
{
	struct board *b = log->board;
	const uint32_t usual_end = b->image_end;
	uint32_t room, sections;

	if (log->bss_end > b->page_offset)
		b->image_end = (log->bss_end - b->page_offset + 3) & ~3u;
	else if (log->text)
		b->image_end = (TEXT_OFFSET + log->init + log->text +
				log->data + log->bss + (1u << 20) + 3) &
			       ~3u;
	else
		assume(assumed, size, N_("the image"));
	if (log->text) {
		b->text_size = section(log->text, b->text_size);
		b->init_size = section(log->init, b->init_size);
		b->data_size = section(log->data, b->data_size);
		if (b->data_size < THREAD_SIZE)
			b->data_size = THREAD_SIZE;
	}
	if (b->image_end < TEXT_OFFSET || b->image_end > MOST_IMAGE) {
		b->image_end = usual_end;
		assume(assumed, size, N_("the image"));
	}
	room = image_room(b);
	sections = b->init_size + b->text_size + b->data_size;
	if (sections <= room)
		return;
	/* .data first: of it only init's stack is looked at. */
	b->data_size = THREAD_SIZE;
	if (b->init_size + b->text_size + b->data_size > room &&
	    room > b->init_size + PAGE_SIZE + THREAD_SIZE)
		b->text_size = room - b->init_size - b->data_size;
}

int boot_log_read(const char *text, size_t len, struct board *board,
		  char *assumed, size_t size)
{
	struct boot_log log = { .board = board };
	int error;

	*assumed = '\0';
	each_line(text, len, &log);
	if (!log.version && !log.layout && log.ram <= RAM_LOWMEM &&
	    !log.counted)
		return -ENOEXEC;
	if (log.lowmem_start)
		board->page_offset = log.lowmem_start;
	board->highmem |= log.highmem;
	take_map(&log, assumed, size);
	error = take_ram(&log, assumed, size);
	if (!error) {
		take_image(&log, assumed, size);
		take_limit(&log, assumed, size);
	}
	return error;
}
