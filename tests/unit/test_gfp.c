/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_gfp.c - flags of an allocation as words, both ways.
 */
#include "kernel_text.h"

#include <errno.h>

#include "kernel/gfp.h"

static const char *gfp_names(gfp_t gfp)
{
	FILE *to = open_text();

	gfp_print(to, gfp);
	fclose(to);
	return text;
}

static void gfp_flags_are_words(void **state)
{
	gfp_t gfp = 7;

	(void)state;
	assert_int_equal(gfp_parse("GFP_KERNEL|__GFP_ZERO", &gfp), 0);
	assert_int_equal(gfp, GFP_KERNEL | __GFP_ZERO);
	assert_string_equal(gfp_names(gfp), "GFP_KERNEL|__GFP_ZERO");
	assert_string_equal(gfp_names(GFP_KERNEL | __GFP_HIGHMEM),
			    "GFP_KERNEL|__GFP_HIGHMEM");
	assert_string_equal(gfp_names(GFP_HIGHUSER_MOVABLE),
			    "GFP_HIGHUSER_MOVABLE");
	assert_string_equal(gfp_names(GFP_NOWAIT), "GFP_NOWAIT");
	assert_string_equal(gfp_names(GFP_ATOMIC), "GFP_ATOMIC");
	assert_int_equal(gfp_parse("0xd0", &gfp), 0);
	assert_int_equal(gfp, GFP_KERNEL);
}

static void gfp_words_read_back(void **state)
{
	(void)state;
	for (gfp_t bit = 1; bit <= __GFP_NOTRACK; bit <<= 1) {
		gfp_t set = GFP_KERNEL ^ bit, read = 0;

		if (gfp_parse(gfp_names(set), &read))
			continue; /* a bit without a name */
		assert_int_equal(read, set);
	}
}

static void gfp_words_that_are_none(void **state)
{
	static const char *const words[] = { "",	   "gfp_kernel",
					     "GFP_KERNE",  "GFP_KERNEL|",
					     "|__GFP_FS",  "-1",
					     "0x80000000", "16x" };
	gfp_t gfp = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(gfp_parse(words[i], &gfp), -EINVAL);
	assert_int_equal(gfp, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gfp_flags_are_words),
		cmocka_unit_test(gfp_words_read_back),
		cmocka_unit_test(gfp_words_that_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
