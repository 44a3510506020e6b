/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_layout.c - boundaries of the 4 GB, as known from real boards.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "kernel/abi.h"
#include "kernel/arm.h"
#include "kernel/layout.h"

#define MB UINT64_C(0x100000)

/* The article's board, without highmem until a case asks for it. */
static struct board board_with(uint64_t size)
{
	return (struct board){
		.name = "test",
		.bank = { { 0, size } },
		.nr_banks = 1,
		.page_offset = VMSPLIT_3G,
		.vmalloc_end = 0xf0000000,
		.cpus = 1,
		.init_size = 132 << 10,
		.text_size = 3400 << 10,
		.data_size = 285 << 10,
		.image_end = 0x4b0000,
		.device = { { 0xf1000000, 0xf10fffff, "registers" } },
		.nr_devices = 1,
	};
}

static struct layout layout_of(const struct board *board, const char *cmdline)
{
	struct layout l = { .nr_banks = 0 };
	char why[192] = "";

	if (layout_init(&l, board, cmdline, COMPLAINT(why)))
		fail_msg("%s: %s", cmdline, why);
	return l;
}

/* The table has no gap, no overlap, ends at 4 GB, and has reasons. */
static void assert_regions(const struct layout *l)
{
	struct region row[MAX_REGIONS];
	unsigned int nr = layout_regions(l, row);
	uint64_t last_end = 0;

	assert_in_range(nr, 1, MAX_REGIONS);
	for (unsigned int i = 0; i < nr; i++) {
		assert_int_equal(row[i].start, last_end);
		assert_true(row[i].end > row[i].start);
		assert_non_null(row[i].why.point);
		last_end = row[i].end;
	}
	assert_int_equal(last_end, UINT64_C(1) << 32);
}

static const struct region *region(const struct region *row, unsigned int nr,
				   const char *name)
{
	for (unsigned int i = 0; i < nr; i++)
		if (!strcmp(row[i].name, name))
			return &row[i];
	return NULL;
}

static void default_board_is_the_articles(void **state)
{
	struct board board = board_with(256 * MB);
	struct layout l = layout_of(&board, "");

	(void)state;
	assert_int_equal(l.high_memory, 0xd0000000);
	assert_int_equal(l.vmalloc_start, 0xd0800000);
	assert_int_equal(l.vmalloc_end, 0xf0000000);
	assert_int_equal(l.modules_end, 0xc0000000);
	assert_int_equal(l.first_pfn, 0);
	assert_int_equal(l.max_low_pfn, 0x10000);
	assert_int_equal(l.max_pfn, 0x10000);
	assert_int_equal(l.vmalloc_reserve, 128 * MB);
	assert_false(l.vmalloc_given);
	assert_int_equal(l.nr_notes, 0);
	assert_regions(&l);
}

static void image_follows_the_linker_script(void **state)
{
	struct board board = board_with(256 * MB);
	struct layout l = layout_of(&board, "");

	(void)state;
	assert_int_equal(l.init_begin, 0xc0008000);
	assert_int_equal(l.init_end, 0xc0029000);
	assert_int_equal(l.text, 0xc0029000);
	assert_int_equal(l.etext, 0xc037b000);
	assert_int_equal(l.data, 0xc037c000);
	assert_int_equal(l.edata, 0xc037c000 + (285 << 10));
	assert_int_equal(l.bss, l.edata);
	assert_int_equal(l.end, 0xc04b0000);
	assert_int_equal(l.globals % L1_CACHE_BYTES, 0);
	assert_true(l.end - l.globals >= sizeof(struct kernel_data));
}

/* high_memory, VMALLOC_START and the hole between, for real sizes of RAM. */
static void hole_is_what_rounding_leaves(void **state)
{
	static const struct {
		uint64_t ram;
		vaddr_t high_memory, vmalloc_start;
		uint32_t hole_mb;
	} rows[] = {
		{ 256, 0xd0000000, 0xd0800000, 8 },
		{ 250, 0xcfa00000, 0xd0000000, 6 },
		{ 99, 0xc6300000, 0xc6800000, 5 },
		{ 64, 0xc4000000, 0xc4800000, 8 },
		{ 511, 0xdff00000, 0xe0000000, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct board board = board_with(rows[i].ram * MB);
		struct layout l = layout_of(&board, "");
		struct region row[MAX_REGIONS];
		unsigned int nr = layout_regions(&l, row);
		const struct region *hole = region(row, nr, "hole");

		assert_int_equal(l.high_memory, rows[i].high_memory);
		assert_int_equal(l.vmalloc_start, rows[i].vmalloc_start);
		assert_non_null(hole);
		assert_int_equal(hole->end - hole->start, rows[i].hole_mb * MB);
		assert_regions(&l);
	}
}

/* Debian's 6.1 on 1 GB at 0x40000000, whose limit was 8 MB lower. */
static void boundaries_agree_with_a_captured_kernel(void **state)
{
	struct board board = board_with(1024 * MB);
	struct layout l;

	(void)state;
	board.phys_offset = board.bank[0].start = 0x40000000;
	board.vmalloc_end = 0xff800000;
	board.highmem = true;
	board.nr_devices = 0;
	l = layout_of(&board, "vmalloc=248M");
	assert_int_equal(l.high_memory, 0xf0000000);
	assert_int_equal(l.vmalloc_start, 0xf0800000);
	assert_int_equal(l.modules_end, 0xbfe00000);
	assert_int_equal(l.nr_banks, 2);
	assert_int_equal(l.bank[1].start, 0x70000000);
	assert_int_equal(l.bank[1].size, 256 * MB);
	assert_true(l.bank_highmem[1]);
	assert_int_equal(l.first_pfn, 0x40000);
	assert_int_equal(l.max_low_pfn, 0x70000);
	assert_int_equal(l.max_pfn, 0x80000);
	assert_regions(&l);
}

static void first_mem_replaces_the_banks_others_add(void **state)
{
	struct board board = board_with(256 * MB);
	struct layout l = layout_of(
		&board, "root=/dev/sda1 mem=32M@0x4000000  mem=0x4000k xmem=7");

	(void)state;
	assert_int_equal(l.nr_banks, 2);
	assert_int_equal(l.bank[0].start, 0);
	assert_int_equal(l.bank[0].size, 16 * MB);
	assert_int_equal(l.bank[1].start, 64 * MB);
	assert_int_equal(l.bank[1].size, 32 * MB);
	assert_int_equal(l.high_memory, 0xc6000000);
	assert_int_equal(l.max_low_pfn, 0x6000);
	assert_regions(&l);
}

static void arguments_are_kept_as_they_came(void **state)
{
	struct board board = board_with(256 * MB);
	struct layout l = layout_of(&board, "quiet mem=64M console=ttyS0");

	(void)state;
	assert_string_equal(l.cmdline, "quiet mem=64M console=ttyS0");
	assert_int_equal(l.high_memory, 0xc4000000);
}

static void vmalloc_is_a_minimum(void **state)
{
	struct board board = board_with(256 * MB);
	struct layout plain = layout_of(&board, "");
	struct layout given = layout_of(&board, "vmalloc=128M");

	(void)state;
	assert_true(given.vmalloc_given);
	assert_int_equal(given.vmalloc_start, plain.vmalloc_start);
	assert_int_equal(given.high_memory, plain.high_memory);
}

static void vmalloc_is_clamped_in_the_kernels_words(void **state)
{
	struct board board = board_with(256 * MB);
	struct layout l = layout_of(&board, "vmalloc=1M");

	(void)state;
	assert_int_equal(l.vmalloc_reserve, 16 * MB);
	assert_int_equal(l.nr_notes, 1);
	assert_string_equal(l.note[0],
			    "<4>vmalloc area too small, limiting to 16MB");

	l = layout_of(&board, "vmalloc=3G");
	assert_int_equal(l.vmalloc_reserve, 736 * MB);
	assert_int_equal(l.high_memory, 0xc2000000);
	assert_int_equal(l.nr_notes, 2);
	assert_string_equal(l.note[0],
			    "<4>vmalloc area is too big, limiting to 736MB");
	assert_string_equal(l.note[1],
			    "<5>Truncating RAM at 00000000-0fffffff to "
			    "-01ffffff (vmalloc region overlap).");
	assert_regions(&l);
}

static void ram_beyond_lowmem_is_cut_without_highmem(void **state)
{
	struct board board = board_with(1024 * MB);
	struct layout l = layout_of(&board, "mem=1G mem=16M@0x50000000");

	(void)state;
	assert_int_equal(l.nr_banks, 1);
	assert_int_equal(l.bank[0].size, 640 * MB);
	assert_int_equal(l.high_memory, 0xe8000000);
	assert_int_equal(l.max_pfn, l.max_low_pfn);
	assert_int_equal(l.nr_notes, 2);
	assert_string_equal(l.note[1], "<5>Ignoring RAM at 50000000-50ffffff "
				       "(vmalloc region overlap).");
	assert_regions(&l);
}

static void ram_beyond_lowmem_is_highmem_where_configured(void **state)
{
	struct board board = board_with(640 * MB);
	struct layout l;

	(void)state;
	board.highmem = true;
	board.bank[1] = (struct bank){ 640 * MB, 64 * MB };
	board.nr_banks = 2;
	l = layout_of(&board, "");
	assert_int_equal(l.nr_notes, 0);
	assert_int_equal(l.nr_banks, 2);
	assert_false(l.bank_highmem[0]);
	assert_true(l.bank_highmem[1]);
	assert_int_equal(l.max_low_pfn, 640 * 256);
	assert_int_equal(l.max_pfn, 704 * 256);
	assert_int_equal(l.modules_end, 0xbfe00000);
}

static void four_gb_are_cut_below_the_devices(void **state)
{
	struct board board = board_with(256 * MB);
	struct layout l;

	(void)state;
	board.highmem = true;
	l = layout_of(&board, "mem=4G");
	assert_int_equal(l.max_pfn, 0xf1000);
	assert_int_equal(l.high_memory, 0xe8000000);
	assert_int_equal(l.nr_notes, 1);
	assert_string_equal(l.note[0],
			    "<5>Truncating RAM at 00000000-ffffffff to "
			    "-f0ffffff (device registers).");

	board.nr_devices = 0;
	l = layout_of(&board, "mem=100G");
	assert_int_equal(l.max_pfn, 0x100000);
	assert_regions(&l);
}

static void splitting_the_last_of_eight_banks_makes_nine(void **state)
{
	struct board board = board_with(16 * MB);
	struct layout l;

	(void)state;
	board.highmem = true;
	for (unsigned int i = 1; i < MAX_BANKS; i++)
		board.bank[i] =
			(struct bank){ (paddr_t)(i * 32 * MB), 16 * MB };
	board.bank[7].size = 512 * MB;
	board.nr_banks = MAX_BANKS;
	l = layout_of(&board, "");
	assert_int_equal(l.nr_banks, MAX_BANKS + 1);
	assert_int_equal(l.bank[8].start, 640 * MB);
	assert_int_equal(l.bank[8].size, 96 * MB);
}

static void assert_refused(const struct board *board, const char *cmdline,
			   const char *because)
{
	struct layout l, before;
	char why[192] = "";

	memset(&l, 0x55, sizeof(l));
	memcpy(&before, &l, sizeof(l));
	if (layout_init(&l, board, cmdline, COMPLAINT(why)) != -EINVAL)
		fail_msg("accepted: %s", cmdline);
	if (!strstr(why, because))
		fail_msg("%s: %s", cmdline, why);
	assert_true(strlen(why) < sizeof(why) - 1);
	assert_memory_equal(&l, &before, sizeof(l));
}

static void bad_arguments_are_refused_with_a_reason(void **state)
{
	static const struct {
		const char *cmdline, *because;
	} rows[] = {
		{ "mem=", "mem= is not a SIZE" },
		{ "mem=x", "mem=x is not a SIZE" },
		{ "mem=64Q", "mem=64Q is not a SIZE" },
		{ "mem=64M@", "mem=64M@ is not a SIZE" },
		{ "mem=64M@0x", "mem=64M@0x is not a SIZE" },
		{ "mem=-64M quiet", "mem=-64M is not a SIZE" },
		{ "mem=99999999999999999999", "is not a SIZE" },
		{ "mem=99999999999999G", "is not a SIZE" },
		{ "vmalloc=lots", "vmalloc=lots is not a size" },
		{ "vmalloc=16MM", "vmalloc=16MM is not a size" },
		{ "mem=0", "multiples of 1 MB" },
		{ "mem=100k", "multiples of 1 MB" },
		{ "mem=64M@512k", "PHYS_OFFSET 0x00000000" },
		{ "mem=64M@4G", "beyond 4 GB" },
		{ "mem=64M mem=64M@32M", "overlaps" },
		{ "mem=64M@16M", "PHYS_OFFSET 0x00000000" },
		{ "mem=8M", "the kernel image needs 9 MB" },
		{ "mem=64M mem=1M@0xf1000000", "board has its registers" },
		{ "mem=512M vmalloc=400000k", "multiple of 1 MB" },
		{ "mem=1M@8M mem=1M@9M mem=1M@10M mem=1M@11M mem=1M@12M "
		  "mem=1M@13M mem=1M@14M mem=1M@15M mem=1M@16M",
		  "more than 8 banks" },
	};
	struct board board = board_with(256 * MB);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_refused(&board, rows[i].cmdline, rows[i].because);
}

static void ram_that_ends_before_a_device_is_left_alone(void **state)
{
	struct board board = board_with(256 * MB);
	struct layout l;

	(void)state;
	board.device[0] = (struct device){ 0x10100000, 0x101fffff, "uart" };
	l = layout_of(&board, "");
	assert_int_equal(l.nr_notes, 0);
	assert_int_equal(l.bank[0].size, 256 * MB);
	assert_refused(&board, "mem=64M mem=4M@0x10000000", "device registers");
}

static void mem_map_must_fit_into_lowmem(void **state)
{
	struct board board = board_with(256 * MB);

	(void)state;
	board.highmem = true;
	assert_refused(&board, "mem=4G vmalloc=1G", "mem_map");
}

static void arguments_are_quoted_without_control_characters(void **state)
{
	struct board board = board_with(256 * MB);

	(void)state;
	assert_refused(&board, "mem=\033[2J\t1", "mem=?[2J?1");
}

static void long_arguments_are_refused(void **state)
{
	struct board board = board_with(256 * MB);
	char cmdline[COMMAND_LINE_SIZE + 1];
	struct layout l;

	(void)state;
	memset(cmdline, 'x', sizeof(cmdline));
	cmdline[COMMAND_LINE_SIZE] = '\0';
	assert_refused(&board, cmdline, "1023 characters");
	cmdline[COMMAND_LINE_SIZE - 1] = '\0';
	l = layout_of(&board, cmdline);
	assert_int_equal(strlen(l.cmdline), 1023);
}

static void senseless_boards_are_refused(void **state)
{
	struct board board = board_with(256 * MB);

	(void)state;
	board.vmalloc_end = 0xc8000000;
	assert_refused(&board, "", "VMALLOC_END");
	board.vmalloc_end = 0xffe00000;
	assert_refused(&board, "", "VMALLOC_END");
	board.vmalloc_end = 0xf0100000;
	assert_refused(&board, "", "VMALLOC_END");
	board = board_with(256 * MB);
	board.nr_banks = 0;
	assert_refused(&board, "", "banks");
	board = board_with(256 * MB);
	board.text_size = 0xffffffff;
	assert_refused(&board, "", "larger than the image");
	board = board_with(256 * MB);
	board.image_end = 0x3c4000;
	assert_refused(&board, "", "no .bss");
	board = board_with(256 * MB);
	board.bank_node[0] = 1;
	assert_refused(&board, "", "of node 1");
}

/* ---- Random boards ---- */

static uint32_t random_below(uint32_t *seed, uint32_t limit)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)*seed * limit) >> 32);
}

static struct board random_board(uint32_t *seed)
{
	struct board b = board_with((1 + random_below(seed, 1200)) * MB);

	b.vmalloc_end = 0xd0000000 + random_below(seed, 0x180) * PGDIR_SIZE;
	b.page_offset = VMSPLIT_1G * (1 + random_below(seed, 3));
	b.highmem = random_below(seed, 2);
	b.phys_offset = b.bank[0].start = random_below(seed, 16) << 28;
	b.nr_banks = 1 + random_below(seed, 3);
	for (unsigned int i = 1; i < b.nr_banks; i++) {
		b.bank[i].start = random_below(seed, 4096) << 20;
		b.bank[i].size = (1 + random_below(seed, 600)) * MB;
	}
	b.device[0].start = random_below(seed, 0xffffffff);
	b.device[0].end = b.device[0].start | 0xffff;
	return b;
}

static void random_arguments(uint32_t *seed, char *text, size_t size)
{
	int length = 0;

	*text = '\0';
	if (random_below(seed, 2))
		length = snprintf(text, size, "vmalloc=%uM ",
				  random_below(seed, 1200));
	if (random_below(seed, 2))
		snprintf(text + length, size - (size_t)length, "mem=%uM",
			 random_below(seed, 5000));
}

static void assert_invariants(const struct layout *l)
{
	bool highmem = false;

	assert_true(l->high_memory > l->board.page_offset);
	assert_true(l->vmalloc_start > l->high_memory);
	assert_true(l->vmalloc_start - l->high_memory <= VMALLOC_OFFSET);
	assert_true(l->vmalloc_end - l->high_memory >= l->vmalloc_reserve);
	assert_true(l->vmalloc_end > l->vmalloc_start);
	assert_int_equal(l->bank[0].start, l->board.phys_offset);
	for (unsigned int i = 0; i < l->nr_banks; i++) {
		const struct bank *b = &l->bank[i];

		assert_true(b->size && b->size % MB == 0);
		assert_true(b->start + b->size <= UINT64_C(1) << 32);
		if (i)
			assert_true((b - 1)->start + (b - 1)->size <= b->start);
		assert_false(highmem && !l->bank_highmem[i]);
		highmem = l->bank_highmem[i];
	}
	assert_true(!highmem || l->board.highmem);
	assert_regions(l);
}

static void random_boards_keep_the_invariants(void **state)
{
	uint32_t seed = 20;
	unsigned int accepted = 0;

	(void)state;
	print_message("# seed %u\n", seed);
	for (int i = 0; i < 20000; i++) {
		struct board board = random_board(&seed);
		struct layout l;
		char arguments[80], why[192] = "";

		random_arguments(&seed, arguments, sizeof(arguments));
		if (layout_init(&l, &board, arguments, COMPLAINT(why))) {
			assert_true(strlen(why) > 0);
			continue;
		}
		accepted++;
		assert_invariants(&l);
	}
	assert_true(accepted > 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(default_board_is_the_articles),
		cmocka_unit_test(image_follows_the_linker_script),
		cmocka_unit_test(hole_is_what_rounding_leaves),
		cmocka_unit_test(boundaries_agree_with_a_captured_kernel),
		cmocka_unit_test(first_mem_replaces_the_banks_others_add),
		cmocka_unit_test(arguments_are_kept_as_they_came),
		cmocka_unit_test(vmalloc_is_a_minimum),
		cmocka_unit_test(vmalloc_is_clamped_in_the_kernels_words),
		cmocka_unit_test(ram_beyond_lowmem_is_cut_without_highmem),
		cmocka_unit_test(ram_beyond_lowmem_is_highmem_where_configured),
		cmocka_unit_test(four_gb_are_cut_below_the_devices),
		cmocka_unit_test(splitting_the_last_of_eight_banks_makes_nine),
		cmocka_unit_test(bad_arguments_are_refused_with_a_reason),
		cmocka_unit_test(ram_that_ends_before_a_device_is_left_alone),
		cmocka_unit_test(mem_map_must_fit_into_lowmem),
		cmocka_unit_test(
			arguments_are_quoted_without_control_characters),
		cmocka_unit_test(long_arguments_are_refused),
		cmocka_unit_test(senseless_boards_are_refused),
		cmocka_unit_test(random_boards_keep_the_invariants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
