/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unit.h - what the unit tests share: cmocka, a booted kernel, chance.
 *
 * Random tests print their seed; VMSCOPE_SEED=N runs them with that one again.
 */
#ifndef VMSCOPE_TESTS_UNIT_H
#define VMSCOPE_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string.h>

#include "kernel/boot.h"
#include "kernel/check.h"
#include "kernel/list.h"
#include "kernel/printk.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Every invariant of the kernel, at the line of the test that asks. */
#define assert_sound(k)                                                        \
	do {                                                                   \
		char why_[256] = "";                                           \
                                                                               \
		if (!kernel_check((k), COMPLAINT(why_)))                       \
			fail_msg("kernel_check: %s", why_);                    \
	} while (0)

/** boot_board() - a board with kernel arguments, or the test fails. */
static inline struct kernel *boot_board(const struct board *board,
					const char *cmdline)
{
	char why[256] = "";
	struct kernel *k = kernel_boot(board, cmdline, COMPLAINT(why));

	if (!k)
		fail_msg("boot %s: %s", cmdline, why);
	return k;
}

/** boot() - the article's board with kernel arguments. */
static inline struct kernel *boot(const char *cmdline)
{
	return boot_board(marvell_board(), cmdline);
}

/* Set-up and teardown of a test that gets a kernel as its *state. */
static inline int boot_16m(void **state)
{
	*state = boot("mem=16M");
	return 0;
}

static inline int boot_24m(void **state)
{
	*state = boot("mem=24M");
	return 0;
}

static inline int boot_64m(void **state)
{
	*state = boot("mem=64M");
	return 0;
}

static inline int boot_256m(void **state)
{
	*state = boot("");
	return 0;
}

static inline int power_off(void **state)
{
	kernel_free(*state);
	return 0;
}

#define on_16m(test) cmocka_unit_test_setup_teardown(test, boot_16m, power_off)
#define on_24m(test) cmocka_unit_test_setup_teardown(test, boot_24m, power_off)
#define on_64m(test) cmocka_unit_test_setup_teardown(test, boot_64m, power_off)
#define on_256m(test)                                                          \
	cmocka_unit_test_setup_teardown(test, boot_256m, power_off)

/* The zones of node 0, the only one that boards have so far. */
static inline const struct zone *zone_of(const struct kernel *k,
					 enum zone_type type)
{
	return &k->g->contig_page_data[0].node_zones[type];
}

static inline uint32_t list_length(const struct kernel *k,
				   const struct list_head *head)
{
	const struct list_head *entry;
	uint32_t length = 0;

	list_for_each (k, entry, head)
		length++;
	return length;
}

/** log_count() - how often does a text stand in the kernel's log? */
static inline unsigned int log_count(const struct kernel *k, const char *text)
{
	unsigned int count = 0;
	char *log = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&log, &size);

	assert_non_null(to);
	log_print(k, 0, to);
	fclose(to);
	for (const char *p = log; (p = strstr(p, text)); p += strlen(text))
		count++;
	free(log);
	return count;
}

/* Does a call end in bug()? It runs in a child, with its stderr thrown away. */
static inline bool aborts(void (*call)(void *), void *arg)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		/* A silent child: its last words are expected. */
		if (freopen("/dev/null", "w", stderr))
			call(arg);
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

/* splitmix64: small, and good for any seed. */
struct chance {
	uint64_t state;
};

static inline uint64_t next_random(struct chance *c)
{
	uint64_t z = c->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/** below() - a number from 0 to @n - 1. */
static inline uint32_t below(struct chance *c, uint32_t n)
{
	return (uint32_t)(next_random(c) % n);
}

/** new_chance() - VMSCOPE_SEED's, or one of its own; printed either way. */
static inline struct chance new_chance(void)
{
	const char *given = getenv("VMSCOPE_SEED");
	struct chance c = { 0 };

	if (given)
		c.state = strtoull(given, NULL, 0);
	else
		assert_int_equal(getentropy(&c.state, sizeof(uint32_t)), 0);
	print_message("# VMSCOPE_SEED=%" PRIu64 "\n", c.state);
	return c;
}

#endif
