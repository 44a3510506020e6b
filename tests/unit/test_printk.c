/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_printk.c - the log: levels, the ring, the rate.
 */
#include "kernel_text.h"

static void every_line_of_the_log_has_a_level(void **state)
{
	struct kernel *k = *state;
	const struct kernel_data *g = k->g;
	uint32_t since = log_position(k);

	printk(k, KERN_INFO "one\ntwo\n");
	printk(k, "three ");
	printk(k, "and more");
	printk(k, KERN_ERR "four\n");
	assert_string_equal(dmesg(k, since),
			    "one\ntwo\nthree and more\nfour\n");
	assert_memory_equal(g->__log_buf + since,
			    "<6>one\n<6>two\n<4>three and more\n<3>four\n", 40);
	assert_int_equal(g->logged_chars, g->log_end);
}

static void log_of_before_is_not_shown_again(void **state)
{
	struct kernel *k = *state;
	uint32_t since;

	printk(k, "before\n");
	since = log_position(k);
	assert_string_equal(dmesg(k, since), "");
	printk(k, "after\n");
	assert_string_equal(dmesg(k, since), "after\n");
	assert_non_null(strstr(dmesg(k, 0), "before\nafter\n"));
}

static void full_log_drops_whole_lines(void **state)
{
	struct kernel *k = *state;
	const struct kernel_data *g = k->g;
	const char *p;

	for (int i = 0; i < 5000; i++)
		printk(k, KERN_WARNING "line %d\n", i);
	assert_int_equal(g->logged_chars, LOG_BUF_LEN);
	assert_int_equal(g->log_end - g->log_start, LOG_BUF_LEN);
	p = dmesg(k, 0);
	assert_memory_equal(p, "line ", 5);
	assert_null(strchr(p, '<'));
	assert_string_equal(p + strlen(p) - 10, "line 4999\n");
	/* 13 characters a line in the ring, 10 without the level */
	assert_in_range(count_lines(p), LOG_BUF_LEN / 13 - 1,
			LOG_BUF_LEN / 13 + 1);
}

static void ten_messages_in_five_seconds(void **state)
{
	struct kernel *k = *state;
	uint32_t since;

	set(k->m, k->g->jiffies, 1000);
	for (int i = 0; i < 10; i++)
		assert_true(printk_ratelimit(k));
	for (int i = 0; i < 3; i++)
		assert_false(printk_ratelimit(k));
	set(k->m, k->g->jiffies, 1000 + 5 * HZ);
	assert_false(printk_ratelimit(k));
	since = log_position(k);
	set(k->m, k->g->jiffies, 1001 + 5 * HZ);
	assert_true(printk_ratelimit(k));
	assert_string_equal(dmesg(k, since),
			    "__ratelimit: 4 callbacks suppressed\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_256m(every_line_of_the_log_has_a_level),
		on_256m(log_of_before_is_not_shown_again),
		on_256m(full_log_drops_whole_lines),
		on_256m(ten_messages_in_five_seconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
