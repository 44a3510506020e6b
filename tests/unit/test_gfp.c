/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_gfp.c - flags of an allocation as words.
 */
#include "unit.h"

#include <errno.h>

#include "kernel/gfp.h"

static void gfp_flags_are_words(void **state)
{
	gfp_t gfp = 7;

	(void)state;
	assert_int_equal(gfp_parse("GFP_KERNEL|__GFP_ZERO", &gfp), 0);
	assert_int_equal(gfp, GFP_KERNEL | __GFP_ZERO);
	assert_int_equal(gfp_parse("GFP_NOWAIT", &gfp), 0);
	assert_int_equal(gfp, GFP_NOWAIT);
	assert_int_equal(gfp_parse("0xd0", &gfp), 0);
	assert_int_equal(gfp, GFP_KERNEL);
}

/* One that starts with __ is a bit, all others are made of these. */
static void each_gfp_name_is_read(void **state)
{
	gfp_t bits = 0, gfp;
	unsigned int nr = 0;

	(void)state;
	for (const char *name; (name = gfp_name(nr)); nr++) {
		assert_int_equal(gfp_parse(name, &gfp), 0);
		if (strncmp(name, "__", 2))
			continue;
		assert_int_equal(bits & gfp, 0);
		assert_int_equal(gfp & (gfp - 1), 0);
		bits |= gfp;
	}
	assert_int_equal(GFP_HIGHUSER_MOVABLE & ~bits, 0);
	assert_int_equal(GFP_TEMPORARY & ~bits, 0);
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
		cmocka_unit_test(each_gfp_name_is_read),
		cmocka_unit_test(gfp_words_that_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
