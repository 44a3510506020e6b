/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_parse.c - words and numbers of a line.
 */
#include "session/line/parse.h"

#include "unit.h"

#include <errno.h>

static void sizes_have_units(void **state)
{
	static const struct {
		const char *text;
		uint32_t size;
	} table[] = {
		{ "0", 0 },
		{ "123", 123 },
		{ "010", 10 },
		{ "40k", 40 << 10 },
		{ "40K", 40 << 10 },
		{ "1M", 1 << 20 },
		{ "2G", 2u << 30 },
		{ "0x1000", 0x1000 },
		{ "0X1f", 0x1f },
		{ "0x10k", 16 << 10 },
		{ "10p", 10 << 12 },
		{ "4095M", 4095u << 20 },
		{ "4294967295", UINT32_MAX },
		{ "0xffffffff", UINT32_MAX },
	};
	uint32_t size;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		assert_int_equal(parse_size(table[i].text, &size), 0);
		assert_int_equal(size, table[i].size);
	}
}

static void senseless_sizes_are_refused(void **state)
{
	static const struct {
		const char *text;
		int error;
	} table[] = {
		{ "", -EINVAL },
		{ "k", -EINVAL },
		{ "-", -EINVAL },
		{ "-k", -EINVAL },
		{ "40kk", -EINVAL },
		{ "40kB", -EINVAL },
		{ "4 k", -EINVAL },
		{ "1.5M", -EINVAL },
		{ "0x", -EINVAL },
		{ "0xg", -EINVAL },
		{ "+4", -EINVAL },
		{ "ten", -EINVAL },
		{ "-1", -EDOM },
		{ "-4k", -EDOM },
		{ "4G", -ERANGE },
		{ "4294967296", -ERANGE },
		{ "1048576p", -ERANGE },
		{ "18446744073709551616", -ERANGE },
		{ "0xffffffffffffffffff", -ERANGE },
		{ "18446744073709551615G", -ERANGE },
	};
	uint32_t size = 7;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		if (parse_size(table[i].text, &size) != table[i].error)
			fail_msg("%s", table[i].text);
		assert_int_equal(size, 7);
	}
}

static void bare_hex_has_eight_digits_and_a_letter(void **state)
{
	static const struct {
		const char *text;
		int error;
		uint32_t address;
	} table[] = {
		{ "0xd0800000", 0, 0xd0800000 },
		{ "d0800000", 0, 0xd0800000 },
		{ "D0800000", 0, 0xd0800000 },
		{ "0000000a", 0, 10 },
		{ "12345678", 0, 12345678 },
		{ "4096", 0, 4096 },
		{ "d080000", -EINVAL, 0 },
		{ "d08000000", -EINVAL, 0 },
		{ "4k", -EINVAL, 0 },
		{ "0x100000000", -ERANGE, 0 },
		{ "-4", -EDOM, 0 },
	};
	uint32_t address;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		address = 0;
		if (parse_address(table[i].text, &address) != table[i].error)
			fail_msg("%s", table[i].text);
		assert_int_equal(address, table[i].address);
	}
}

static void words_end_at_blanks_and_comments(void **state)
{
	static const struct {
		const char *line;
		const char *words; /* with | between them */
	} table[] = {
		{ "", "" },
		{ "  \t ", "" },
		{ "# nothing", "" },
		{ "vmalloc 40k", "vmalloc|40k" },
		{ "\tvmalloc\t 40k ", "vmalloc|40k" },
		{ "vmalloc 40k# a comment", "vmalloc|40k" },
		{ "source \"my file #1\"", "source|my file #1" },
		{ "source a\" \"b", "source|a b" },
		{ "\"\" \"\"", "|" },
		{ "\"a\\\"b\\\\c\"", "a\"b\\c" },
		{ "a\\b", "a\\b" },
	};
	struct words w = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char all[64] = "";

		assert_int_equal(
			words_split(&w, table[i].line, strlen(table[i].line)),
			0);
		for (size_t n = 0; n < w.nr; n++) {
			strcat(all, n ? "|" : "");
			strcat(all, w.word[n]);
		}
		assert_string_equal(all, table[i].words);
	}
	assert_int_equal(words_split(&w, "a \"b", 4), -EINVAL);
	assert_int_equal(words_split(&w, "\"\\\"", 3), -EINVAL);
	words_free(&w);
}

static void swapped_letters_are_one_step(void **state)
{
	(void)state;
	assert_int_equal(edit_distance("", ""), 0);
	assert_int_equal(edit_distance("", "vfree"), 5);
	assert_int_equal(edit_distance("vmalloc", "vmalloc"), 0);
	assert_int_equal(edit_distance("vmaloc", "vmalloc"), 1);
	assert_int_equal(edit_distance("vamlloc", "vmalloc"), 1);
	assert_int_equal(edit_distance("vfree", "kfree"), 1);
	assert_int_equal(edit_distance("kitten", "sitting"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_have_units),
		cmocka_unit_test(senseless_sizes_are_refused),
		cmocka_unit_test(bare_hex_has_eight_digits_and_a_letter),
		cmocka_unit_test(words_end_at_blanks_and_comments),
		cmocka_unit_test(swapped_letters_are_one_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
