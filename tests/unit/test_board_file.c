/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_board_file.c - boards from files, and what is said of bad ones.
 */
#include "session/import/board_file.h"

#include "unit.h"

#include <errno.h>

static void the_board_file_is_the_built_in_board(void **state)
{
	const struct board *built_in = marvell_board();
	struct board b;
	char why[256];

	(void)state;
	assert_int_equal(
		board_load("marvell", INPUT_FILE, &b, why, sizeof(why)), 0);
	assert_string_equal(b.name, built_in->name);
	assert_string_equal(b.title, built_in->title);
	assert_string_equal(b.source, built_in->source);
	assert_int_equal(b.nr_banks, built_in->nr_banks);
	assert_int_equal(b.bank[0].start, built_in->bank[0].start);
	assert_int_equal(b.bank[0].size, built_in->bank[0].size);
	assert_int_equal(b.bank_node[0], built_in->bank_node[0]);
	assert_int_equal(b.phys_offset, built_in->phys_offset);
	assert_int_equal(b.vmalloc_end, built_in->vmalloc_end);
	assert_int_equal(b.cpus, built_in->cpus);
	assert_int_equal(b.highmem, built_in->highmem);
	assert_int_equal(b.init_size, built_in->init_size);
	assert_int_equal(b.text_size, built_in->text_size);
	assert_int_equal(b.data_size, built_in->data_size);
	assert_int_equal(b.image_end, built_in->image_end);
	assert_int_equal(b.nr_devices, built_in->nr_devices);
	assert_int_equal(b.device[0].start, built_in->device[0].start);
	assert_int_equal(b.device[0].end, built_in->device[0].end);
	assert_string_equal(b.device[0].name, built_in->device[0].name);
}

/* A board with one more line, or a line less. */
static int load_text(const char *text, struct board *board, char *why,
		     size_t size)
{
	char file[] = "/tmp/vmscope-XXXXXX";
	int fd = mkstemp(file), error;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	error = board_load(file, INPUT_FILE, board, why, size);
	unlink(file);
	return error;
}

#define REST                                                                   \
	"title = A board\nsource = nowhere\nphys_offset = 0\n"                 \
	"vmalloc_end = f0000000\ncpus = 1\nhighmem = no\ninit = 132K\n"        \
	"text = 3400K\ndata = 285K\nimage_end = 0x4b0000\n"

static void wrong_board_lines_are_named(void **state)
{
	static const struct {
		const char *text;
		const char *why; /* after the file's name */
	} table[] = {
		{ REST,
		  ": there is no line for ram; write for example: ram = 256M" },
		{ "ram\n" REST, ":1: ram is not of the form" },
		{ "ram =\n" REST,
		  ":1: \"\" is not a valid value for ram; write" },
		{ "\nram = 256X @ 0\n" REST,
		  ":2: 256X @ 0 is not a valid value for" },
		{ "ram = 256M\n" REST, ":1: 256M is not a valid value" },
		{ "ram = 1M @ 0 node 9\n" REST, ":1: 1M @ 0 node 9 is not" },
		{ "ram = 1k @ 0\n" REST, ":1: size and start of RAM" },
		{ "ram = 2G @ 0xf0000000\n" REST, ":1: the RAM ends above" },
		{ "ram = 2M @ 0\nram = 1M @ 1M\n",
		  ":2: 1M @ 1M is not a valid value" },
		{ "ram = 2M @ 0\nram = 1M @ 0x100000\n", ":2: the RAM starts" },
		{ "rum = 256M @ 0\n" REST, ":1: there is no key rum; did you "
					   "mean ram?" },
		{ "title = A\ntitle = B\n", ":2: title is given twice" },
		{ "highmem = maybe\n",
		  ":1: maybe is not a valid value for highmem" },
		{ "cpus = 0\n", ":1: cpus must be from 1 to 32" },
		{ "vmalloc_end = 0xf0000001\n", ":1: vmalloc_end must be a m" },
		{ "device = f1000000 x\n",
		  ":1: f1000000 x is not a valid value for" },
		{ "device = 2000-1000 x\n",
		  ":1: 2000-1000 x is not a valid value" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct board board;
		char why[256] = "";
		const char *said;

		assert_int_equal(
			load_text(table[i].text, &board, why, sizeof(why)),
			-EINVAL);
		said = strchr(why, ':');
		assert_non_null(said);
		if (strncmp(said, table[i].why, strlen(table[i].why)))
			fail_msg("expected %s, got %s", table[i].why, said);
	}
}

static void boards_may_have_banks_and_nodes(void **state)
{
	struct board b;
	char why[256];

	(void)state;
	assert_int_equal(load_text("ram = 16M @ 0 # the first\n"
				   "ram = 32M @ 10000000 node 1\n" REST,
				   &b, why, sizeof(why)),
			 0);
	assert_int_equal(b.nr_banks, 2);
	assert_int_equal(b.bank[1].start, 0x10000000);
	assert_int_equal(b.bank[1].size, 32 << 20);
	assert_int_equal(b.bank_node[1], 1);
	assert_int_equal(b.vmalloc_end, 0xf0000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_board_file_is_the_built_in_board),
		cmocka_unit_test(wrong_board_lines_are_named),
		cmocka_unit_test(boards_may_have_banks_and_nodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
