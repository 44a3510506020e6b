/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout.c - works out every boundary from a board and the kernel arguments.
 *
 * Linux: arch/arm/kernel/setup.c, arch/arm/mm/{mmu,init}.c, 2.6.32. Faithful:
 * every boundary, the clamps of vmalloc= and their messages. Simplified: sizes
 * are 64 bits here, so mem=4G means what it says; banks are sorted; RAM that
 * reaches into device registers is cut; a bank that starts exactly at the end
 * of lowmem is highmem (2.6.32 would map it over the vmalloc region). What
 * 2.6.32 could not boot is refused with a reason. Absent: ATAGs, initrd.
 *
 * Invariants of a layout that was accepted:
 *   1. banks ascend, are disjoint and consist of whole megabytes; the first one
 *      starts at PHYS_OFFSET; no lowmem bank follows a highmem one;
 *   2. PAGE_OFFSET < high_memory < vmalloc_start < vmalloc_end;
 *   3. the image fits below image_end, with struct kernel_data in its .bss.
 */
#include "kernel/layout.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/abi.h"
#include "kernel/arm.h"

#define FOUR_GB (UINT64_C(1) << 32)
#define SZ_1K (1u << 10)
#define SZ_1M (1u << 20)
#define SZ_4M (4 * SZ_1M)
#define SZ_8M (8 * SZ_1M)
#define SZ_16M (16 * SZ_1M)
#define SZ_32M (32 * SZ_1M)
#define SZ_128M (128 * SZ_1M)

/* A layout being worked out, and where to complain. */
struct setup {
	struct layout *l;
	bool usermem; /* mem= has replaced the board's banks */
	const struct complaint *why;
};

static int wrong(struct setup *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static int wrong(struct setup *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complaint_vset(s->why, format, args);
	va_end(args);
	/* It quotes the arguments, so control characters are replaced. */
	for (char *p = s->why->text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	return -EINVAL;
}

static void note(struct layout *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* For the boot log. There is room for two per bank; if a command line causes
 * more (vmalloc=1 vmalloc=1 ...), the last ones are lost. */
static void note(struct layout *l, const char *format, ...)
{
	va_list args;

	if (l->nr_notes == MAX_NOTES)
		return;
	va_start(args, format);
	vsnprintf(l->note[l->nr_notes++], sizeof(l->note[0]), format, args);
	va_end(args);
}

static uint64_t bank_end(const struct bank *bank)
{
	return bank->start + bank->size;
}

static uint32_t align_up(uint32_t address, uint32_t to)
{
	return (address + to - 1) & ~(to - 1);
}

/* ---- Kernel arguments ---- */

/*
 * A number as in C, then k, m or g. Moves *text past it; false if there is
 * none or it does not fit. The kernel ignores what follows; here only the B
 * of "256MB" may follow.
 */
static bool memparse(const char **text, uint64_t *value)
{
	static const char suffixes[] = "kKmMgG";
	const char *suffix;
	char *end;
	int shift;

	if (!isdigit((unsigned char)**text))
		return false;
	errno = 0;
	*value = strtoull(*text, &end, 0);
	if (errno)
		return false;
	*text = end;
	suffix = *end ? strchr(suffixes, *end) : NULL;
	if (!suffix)
		return true;
	shift = 10 * (1 + (int)(suffix - suffixes) / 2);
	*text = end + 1 + (end[1] == 'B');
	if (*value > UINT64_MAX >> shift)
		return false;
	*value <<= shift;
	return true;
}

static bool ends_word(const char *p)
{
	return *p == '\0' || *p == ' ';
}

static int word_length(const char *word)
{
	return (int)strcspn(word, " ");
}

/* Sizes above 4 GB count as 4 GB: the rest would be cut off later anyway. */
static int arm_add_memory(struct setup *s, uint64_t start, uint64_t size)
{
	struct layout *l = s->l;

	if (start >= FOUR_GB)
		return wrong(s, "RAM at 0x%" PRIx64 " is beyond 4 GB", start);
	if (l->nr_banks == MAX_BANKS)
		return wrong(s, "more than %d banks of RAM; join some",
			     MAX_BANKS);
	l->bank[l->nr_banks++] = (struct bank){
		.start = (paddr_t)start,
		.size = size < FOUR_GB ? size : FOUR_GB,
	};
	return 0;
}

static int early_mem(struct setup *s, const char *value)
{
	uint64_t size = 0, start = s->l->board.phys_offset;
	const char *p = value;
	bool good = memparse(&p, &size);

	if (good && *p == '@') {
		p++;
		good = memparse(&p, &start);
	}
	if (!good || !ends_word(p))
		return wrong(s,
			     "mem=%.*s is not a SIZE or SIZE@START; "
			     "for example mem=256M or mem=128M@0x%" PRIx32,
			     word_length(value), value,
			     s->l->board.phys_offset);
	if (!s->usermem)
		s->l->nr_banks = 0;
	s->usermem = true;
	return arm_add_memory(s, start, size);
}

static int early_vmalloc(struct setup *s, const char *value)
{
	struct layout *l = s->l;
	uint32_t most = l->vmalloc_end - (l->board.page_offset + SZ_32M);
	uint64_t reserve;
	const char *p = value;

	if (!memparse(&p, &reserve) || !ends_word(p))
		return wrong(s, "vmalloc=%.*s is not a size; try vmalloc=256M",
			     word_length(value), value);
	if (reserve < SZ_16M) {
		reserve = SZ_16M;
		note(l, "<4>vmalloc area too small, limiting to %uMB",
		     SZ_16M / SZ_1M);
	}
	if (reserve > most) {
		reserve = most;
		note(l, "<4>vmalloc area is too big, limiting to %uMB",
		     most / SZ_1M);
	}
	l->vmalloc_reserve = (uint32_t)reserve;
	l->vmalloc_given = true;
	return 0;
}

static const struct early_param {
	const char *name;
	int (*setup)(struct setup *s, const char *value);
} early_params[] = {
	{ "mem=", early_mem },
	{ "vmalloc=", early_vmalloc },
};

static const struct early_param *find_early_param(const char *word)
{
	for (size_t i = 0; i < sizeof(early_params) / sizeof(*early_params);
	     i++) {
		const struct early_param *p = &early_params[i];

		if (!strncmp(word, p->name, strlen(p->name)))
			return p;
	}
	return NULL; /* for a part of the kernel that is absent */
}

static int parse_cmdline(struct setup *s, const char *cmdline)
{
	const char *word = cmdline + strspn(cmdline, " ");

	if (strlen(cmdline) >= sizeof(s->l->cmdline))
		return wrong(s, "the kernel takes %zu characters of arguments",
			     sizeof(s->l->cmdline) - 1);
	strcpy(s->l->cmdline, cmdline);
	s->l->command_line_size = (uint32_t)strlen(cmdline) + 1;
	while (*word) {
		const struct early_param *p = find_early_param(word);
		int error = p ? p->setup(s, word + strlen(p->name)) : 0;

		if (error)
			return error;
		/* Cut out, with a blank, from the copy that others read. */
		if (p)
			s->l->command_line_size -=
				(uint32_t)word_length(word) + (word > cmdline);
		word += word_length(word);
		word += strspn(word, " ");
	}
	return 0;
}

/* ---- The board and its RAM ---- */

/*
 * 3.3 moved VMALLOC_END up, the same for all boards, mapped devices and DMA
 * memory in the vmalloc region, and made 240 MB its default size; 3.18 gave
 * half of the rest above to a larger fixmap. (Linux: arch/arm/include/asm/
 * pgtable.h, fixmap.h, arch/arm/mm/mmu.c.)
 */
static const struct map_rules maps[MAPS] = {
	[MAP_2_6_32] = { "2.6.32", CONSISTENT_BASE, SZ_128M, 0, FIXADDR_START,
			 FIXADDR_TOP },
	[MAP_3_3] = { "3.3", 0xff000000, 240 * SZ_1M, VMALLOC_OFFSET,
		      FIXADDR_START, FIXADDR_TOP },
	[MAP_3_18] = { "3.18", 0xff800000, 240 * SZ_1M, VMALLOC_OFFSET,
		       0xffc00000, 0xfff00000 },
};

const char *map_name(unsigned int map)
{
	return map < MAPS ? maps[map].name : NULL;
}

const struct map_rules *map_rules(unsigned int map)
{
	return &maps[map];
}

const struct map_rules *layout_map(const struct layout *l)
{
	return &maps[l->board.map];
}

vaddr_t layout_fixaddr_start(const struct layout *l)
{
	return layout_map(l)->fixaddr_start;
}

vaddr_t iotable_next(const struct iotable *io, vaddr_t virt)
{
	vaddr_t next = (virt | (PGDIR_SIZE - 1)) + 1;

	return io->virt + io->size - virt < next - virt ? io->virt + io->size
							: next;
}

bool iotable_sections(const struct iotable *io, vaddr_t virt)
{
	paddr_t phys = io->phys + (virt - io->virt);

	return !((virt | phys | iotable_next(io, virt)) & (SECTION_SIZE - 1));
}

/* Two entries in the same 2 MB: both in one table, or each in its section. */
static bool iotables_clash(const struct iotable *a, const struct iotable *b)
{
	for (vaddr_t v = a->virt; v < a->virt + a->size;
	     v = iotable_next(a, v)) {
		for (vaddr_t w = b->virt; w < b->virt + b->size;
		     w = iotable_next(b, w)) {
			if (v >> PGDIR_SHIFT != w >> PGDIR_SHIFT)
				continue;
			if (iotable_sections(a, v) != iotable_sections(b, w) ||
			    (v < iotable_next(b, w) && w < iotable_next(a, v)))
				return true;
		}
	}
	return false;
}

/* create_mapping() has one table per 2 MB, and VMALLOC_END as its limit. */
static int check_iotables(struct setup *s, const struct board *b)
{
	for (unsigned int i = 0; i < b->nr_iotables; i++) {
		const struct iotable *io = &b->iotable[i];

		if ((io->virt | io->phys | io->size) % PAGE_SIZE || !io->size ||
		    io->virt < b->vmalloc_end || io->virt > CONSISTENT_BASE ||
		    io->size > CONSISTENT_BASE - io->virt ||
		    io->phys + io->size - 1 < io->phys)
			return wrong(
				s,
				"board %s: the static mapping at 0x%08" PRIx32
				" must be whole pages between "
				"VMALLOC_END 0x%08" PRIx32 " and 0x%x",
				b->name, io->virt, b->vmalloc_end,
				CONSISTENT_BASE);
		for (unsigned int j = 0; j < i; j++)
			if (iotables_clash(&b->iotable[j], io))
				return wrong(s,
					     "board %s: the static mappings at "
					     "0x%08" PRIx32 " and 0x%08" PRIx32
					     " want the same 2 MB",
					     b->name, b->iotable[j].virt,
					     io->virt);
	}
	return 0;
}

static int check_board(struct setup *s, const struct board *b)
{
	const struct map_rules *map = &maps[b->map];
	vaddr_t least = b->page_offset + SZ_32M + map->reserve + map->hole;

	if (b->nr_banks < 1 || b->nr_banks > MAX_BANKS ||
	    b->nr_devices > MAX_DEVICES || b->nr_iotables > MAX_IOTABLES)
		return wrong(s,
			     "board %s: 1 to %d banks and %d devices, "
			     "please",
			     b->name, MAX_BANKS, MAX_DEVICES);
	if (b->page_offset != VMSPLIT_1G && b->page_offset != VMSPLIT_2G &&
	    b->page_offset != VMSPLIT_3G)
		return wrong(s,
			     "board %s: PAGE_OFFSET 0x%" PRIx32 " must be "
			     "0x%x, 0x%x or 0x%x",
			     b->name, b->page_offset, VMSPLIT_1G, VMSPLIT_2G,
			     VMSPLIT_3G);
	if (b->vmalloc_end < least || b->vmalloc_end > map->most_vmalloc_end ||
	    b->vmalloc_end % PGDIR_SIZE)
		return wrong(s,
			     "board %s: VMALLOC_END 0x%" PRIx32 " must be "
			     "a multiple of 2 MB from 0x%x to 0x%x",
			     b->name, b->vmalloc_end, least,
			     map->most_vmalloc_end);
	return check_iotables(s, b);
}

static void take_board(struct layout *l, const struct board *b)
{
	l->board = *b;
	l->vmalloc_end = b->vmalloc_end;
	l->vmalloc_reserve = maps[b->map].reserve;
	l->nr_banks = b->nr_banks;
	memcpy(l->bank, b->bank, b->nr_banks * sizeof(b->bank[0]));
}

static void sort_banks(struct layout *l)
{
	for (unsigned int i = 1; i < l->nr_banks; i++) {
		struct bank new = l->bank[i];
		unsigned int j = i;

		for (; j > 0 && l->bank[j - 1].start > new.start; j--)
			l->bank[j] = l->bank[j - 1];
		l->bank[j] = new;
	}
}

/* Lowmem is mapped by sections, so parts of one at a bank's ends are not used.
 * A bank without a whole section is left to check_bank(). */
static void trim_banks(struct layout *l)
{
	for (unsigned int i = 0; i < l->nr_banks; i++) {
		struct bank *b = &l->bank[i];
		uint64_t start = (b->start + SECTION_SIZE - UINT64_C(1)) &
				 ~(SECTION_SIZE - UINT64_C(1));
		uint64_t end = bank_end(b) & ~(SECTION_SIZE - UINT64_C(1));

		if (end <= start || (start == b->start && end == bank_end(b)))
			continue;
		note(l,
		     "<5>Truncating RAM at %.8" PRIx32 "-%.8" PRIx64
		     " to %.8" PRIx64 "-%.8" PRIx64 " (1 MB sections).",
		     b->start, bank_end(b) - 1, start, end - 1);
		*b = (struct bank){ (paddr_t)start, end - start };
	}
}

static int check_bank(struct setup *s, const struct bank *b)
{
	if (!b->size || b->size % SECTION_SIZE || b->start % SECTION_SIZE)
		return wrong(s,
			     "RAM of %" PRIu64 " KB at 0x%08" PRIx32
			     ": 2.6.32 maps lowmem by 1 MB sections; "
			     "start and size must be multiples of 1 MB",
			     b->size / SZ_1K, b->start);
	for (unsigned int i = 0; i < s->l->board.nr_devices; i++) {
		const struct device *d = &s->l->board.device[i];

		if (b->start >= d->start && b->start <= d->end)
			return wrong(s,
				     "RAM at 0x%08" PRIx32 " is where the "
				     "board has its %s",
				     b->start, d->name);
	}
	return 0;
}

static int check_banks(struct setup *s)
{
	const struct layout *l = s->l;
	paddr_t phys_offset = l->board.phys_offset;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		const struct bank *b = &l->bank[i];
		int error = check_bank(s, b);

		if (error)
			return error;
		if (i && bank_end(b - 1) > b->start)
			return wrong(s,
				     "RAM at 0x%08" PRIx32 " overlaps the "
				     "bank that starts at 0x%08" PRIx32,
				     b->start, (b - 1)->start);
	}
	if (l->bank[0].start != phys_offset)
		return wrong(s,
			     "the first RAM is at 0x%08" PRIx32 ", but the "
			     "kernel lies at PHYS_OFFSET 0x%08" PRIx32,
			     l->bank[0].start, phys_offset);
	return 0;
}

/* Where RAM must end: below the next device (by 16 MB), or at 4 GB. */
static uint64_t ram_limit(const struct board *board, paddr_t start)
{
	uint64_t limit = FOUR_GB;

	for (unsigned int i = 0; i < board->nr_devices; i++) {
		paddr_t device = board->device[i].start;

		if (device > start && device < limit)
			limit = device & ~(SZ_16M - 1);
	}
	return limit;
}

static int cut_at_devices(struct setup *s)
{
	struct layout *l = s->l;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		struct bank *b = &l->bank[i];
		uint64_t limit = ram_limit(&l->board, b->start);

		if (bank_end(b) <= limit)
			continue;
		if (limit <= b->start)
			return wrong(s,
				     "RAM at 0x%08" PRIx32 " reaches into "
				     "device registers; make it smaller",
				     b->start);
		note(l,
		     "<5>Truncating RAM at %.8" PRIx32 "-%.8" PRIx64
		     " to -%.8" PRIx64 " (%s).",
		     b->start, bank_end(b) - 1, limit - 1,
		     limit == FOUR_GB ? "end of 4 GB" : "device registers");
		b->size = limit - b->start;
	}
	return 0;
}

/* ---- Lowmem and highmem ---- */

uint64_t lowmem_limit(const struct layout *l)
{
	vaddr_t vmalloc_min =
		l->vmalloc_end - l->vmalloc_reserve - maps[l->board.map].hole;

	return (uint64_t)l->board.phys_offset +
	       (vmalloc_min - l->board.page_offset);
}

static void add_part(struct layout *l, uint64_t start, uint64_t end,
		     bool highmem)
{
	if (start >= end)
		return;
	l->bank_highmem[l->nr_banks] = highmem;
	l->bank[l->nr_banks++] =
		(struct bank){ .start = (paddr_t)start, .size = end - start };
}

static void note_lost(struct layout *l, const struct bank *b, uint64_t limit)
{
	if (b->start >= limit)
		note(l,
		     "<5>Ignoring RAM at %.8" PRIx32 "-%.8" PRIx64
		     " (vmalloc region overlap).",
		     b->start, bank_end(b) - 1);
	else if (bank_end(b) > limit)
		note(l,
		     "<5>Truncating RAM at %.8" PRIx32 "-%.8" PRIx64
		     " to -%.8" PRIx64 " (vmalloc region overlap).",
		     b->start, bank_end(b) - 1, limit - 1);
}

/* RAM above the limit becomes highmem; without CONFIG_HIGHMEM it is lost. */
static int sanity_check_meminfo(struct setup *s)
{
	struct layout *l = s->l;
	struct bank whole[MAX_BANKS];
	unsigned int nr = l->nr_banks;
	uint64_t limit = lowmem_limit(l);

	memcpy(whole, l->bank, nr * sizeof(whole[0]));
	if (limit % SECTION_SIZE && bank_end(&whole[nr - 1]) > limit)
		return wrong(s,
			     "vmalloc= would end lowmem at 0x%08" PRIx64
			     "; 2.6.32 maps lowmem by 1 MB sections: "
			     "make it a multiple of 1 MB",
			     limit);
	l->nr_banks = 0;
	for (unsigned int i = 0; i < nr; i++) {
		uint64_t start = whole[i].start, end = bank_end(&whole[i]);

		add_part(l, start, end < limit ? end : limit, false);
		if (l->board.highmem)
			add_part(l, start > limit ? start : limit, end, true);
		else
			note_lost(l, &whole[i], limit);
	}
	return 0;
}

/* PHYS_TO_NID(): the node that the board gives a physical address. */
static unsigned int phys_to_nid(const struct board *board, paddr_t pa)
{
	for (unsigned int i = 0; i < board->nr_banks; i++)
		if (pa >= board->bank[i].start &&
		    pa < bank_end(&board->bank[i]))
			return board->bank_node[i];
	return 0;
}

static int find_nodes(struct setup *s)
{
	struct layout *l = s->l;
	unsigned int last = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++) {
		unsigned int node = phys_to_nid(&l->board, l->bank[i].start);

		if (node >= MAX_NUMNODES || node < last ||
		    node > (i ? last + 1 : 0))
			return wrong(s,
				     "RAM at 0x%08" PRIx32 " is of node %u; "
				     "nodes are 0 and 1, in the order of "
				     "addresses",
				     l->bank[i].start, node);
		l->bank_node[i] = last = node;
	}
	l->nr_nodes = last + 1;
	return 0;
}

/* high_memory and what follows from it. The first bank is always lowmem. */
static void find_limits(struct layout *l)
{
	uint64_t low_end = 0;
	paddr_t phys_offset = l->board.phys_offset;
	vaddr_t page_offset = l->board.page_offset;

	for (unsigned int i = 0; i < l->nr_banks; i++)
		if (!l->bank_highmem[i])
			low_end = bank_end(&l->bank[i]);
	l->first_pfn = phys_offset >> PAGE_SHIFT;
	l->max_low_pfn = (pfn_t)(low_end >> PAGE_SHIFT);
	l->max_pfn = (pfn_t)(bank_end(&l->bank[l->nr_banks - 1]) >> PAGE_SHIFT);
	l->high_memory = page_offset + (uint32_t)(low_end - phys_offset);
	l->vmalloc_start =
		(l->high_memory + VMALLOC_OFFSET) & ~(VMALLOC_OFFSET - 1);
	l->modules_vaddr = page_offset - MODULES_SIZE;
	l->pkmap_base = page_offset - PGDIR_SIZE;
	l->modules_end = l->board.highmem ? l->pkmap_base : page_offset;
}

/* ---- The kernel image ---- */

static uint64_t lowmem_size(const struct layout *l)
{
	uint64_t size = 0;

	for (unsigned int i = 0; i < l->nr_banks; i++)
		if (!l->bank_highmem[i])
			size += l->bank[i].size;
	return size;
}

static int check_room(struct setup *s)
{
	const struct layout *l = s->l;
	uint64_t mem_map =
		(uint64_t)(l->max_pfn - l->first_pfn) * sizeof(struct page);
	uint64_t lowmem = lowmem_size(l);
	uint64_t image = (uint64_t)l->board.image_end + SZ_4M;

	if (l->bank[0].size < image)
		return wrong(s,
			     "%" PRIu64 " MB of RAM at PHYS_OFFSET are not "
			     "enough: the kernel image needs %" PRIu64
			     " MB, with a little to work in",
			     l->bank[0].size / SZ_1M,
			     (image + SZ_1M - 1) / SZ_1M);
	if (lowmem < image + mem_map)
		return wrong(s,
			     "%" PRIu64 " MB of lowmem cannot hold the "
			     "kernel image and mem_map, which takes %" PRIu64
			     " MB for this RAM; try a smaller vmalloc=",
			     lowmem / SZ_1M, mem_map / SZ_1M + 1);
	return 0;
}

uint32_t image_room(const struct board *b)
{
	/* Two of its sections are aligned, and so is struct kernel_data. */
	uint32_t rest = TEXT_OFFSET + PAGE_SIZE + THREAD_SIZE + L1_CACHE_BYTES +
			(uint32_t)sizeof(struct kernel_data);

	return b->image_end > rest ? b->image_end - rest : 0;
}

/* In the order of the linker script: .init, .text, .data, .bss. */
static int place_image(struct setup *s)
{
	struct layout *l = s->l;
	const struct board *b = &l->board;
	uint64_t sections =
		(uint64_t)b->init_size + b->text_size + b->data_size;

	if (sections > b->image_end)
		return wrong(s,
			     "board %s: .init, .text and .data are larger "
			     "than the image",
			     b->name);
	l->init_begin = b->page_offset + TEXT_OFFSET;
	l->init_end = align_up(l->init_begin + b->init_size, PAGE_SIZE);
	l->text = l->init_end;
	l->etext = l->text + b->text_size;
	/* .data begins with init's stack, which must be aligned. */
	l->data = align_up(l->etext, THREAD_SIZE);
	l->edata = l->data + b->data_size;
	l->bss = l->edata;
	l->end = b->page_offset + b->image_end;
	l->globals = align_up(l->bss, L1_CACHE_BYTES);
	if (l->globals > l->end ||
	    l->end - l->globals < sizeof(struct kernel_data))
		return wrong(s,
			     "board %s: image_end leaves no .bss for %zu KB "
			     "of variables",
			     b->name, sizeof(struct kernel_data) / SZ_1K + 1);
	return 0;
}

int layout_init(struct layout *l, const struct board *board,
		const char *cmdline, const struct complaint *why)
{
	struct layout new = { .nr_banks = 0 };
	struct setup s = { .l = &new, .why = why };
	int error = check_board(&s, board);

	if (error)
		return error;
	take_board(&new, board);
	error = parse_cmdline(&s, cmdline);
	if (error)
		return error;
	new.nr_early_notes = new.nr_notes;
	sort_banks(&new);
	trim_banks(&new);
	error = check_banks(&s);
	if (!error)
		error = cut_at_devices(&s);
	if (!error)
		error = sanity_check_meminfo(&s);
	if (!error)
		error = find_nodes(&s);
	if (error)
		return error;
	find_limits(&new);
	error = check_room(&s);
	if (!error)
		error = place_image(&s);
	if (!error)
		*l = new;
	return error;
}

bool layout_no_record(const struct layout *l, pfn_t pfn)
{
	for (unsigned int i = 0; i < l->nr_no_record; i++)
		if (pfn >= l->no_record[i].start && pfn < l->no_record[i].end)
			return true;
	return false;
}
