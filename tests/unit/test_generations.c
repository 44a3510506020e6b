/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_generations.c - compare allocators tells what sessions of their own do.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/session.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "kernel/vmap_allocator.h"
#include "session/generations/generations.h"
#include "session/random_numbers.h"
#include "sessions.h"

enum { LINES = 120, LINE = 64 };

/* Lines for any allocator: what they free has a name. */
struct course {
	char line[LINES][LINE];
	bool live[LINES]; /* an area of that line is still there */
	bool maps[LINES]; /* ioremap() made it */
};

static const char *random_size(uint64_t *random, char text[16])
{
	snprintf(text, 16, "%" PRIu32 "k", 4 * (1 + random_below(random, 24)));
	return text;
}

static void make_area(struct course *c, unsigned int i, uint64_t *random)
{
	char size[16];

	c->live[i] = true;
	c->maps[i] = !random_below(random, 4);
	random_size(random, size);
	if (c->maps[i])
		snprintf(c->line[i], LINE, "v%u = ioremap 0xf1000000 %s", i,
			 size);
	else
		snprintf(c->line[i], LINE, "v%u = vmalloc %s", i, size);
}

static void make_line(struct course *c, unsigned int i, uint64_t *random)
{
	unsigned int old = random_below(random, i + 1);

	if (!random_below(random, 20)) {
		snprintf(c->line[i], LINE, "vm_unmap_aliases");
	} else if (c->live[old] && random_below(random, 3)) {
		snprintf(c->line[i], LINE, "%s v%u",
			 c->maps[old] ? "iounmap" : "vfree", old);
		c->live[old] = false;
	} else {
		make_area(c, i, random);
	}
}

static void make_course(struct course *c, uint32_t seed)
{
	uint64_t random = random_first(seed);

	memset(c, 0, sizeof(*c));
	for (unsigned int i = 0; i < LINES; i++)
		make_line(c, i, &random);
}

static struct session *booted(enum allocator allocator)
{
	struct session *s =
		open_session((struct session_options){ .cmdline = "mem=64M" });
	char line[LINE];

	snprintf(line, sizeof(line), "boot allocator=%s",
		 allocator_name(allocator));
	good(s, line);
	return s;
}

/* What each line gives in a session of its own. */
static void run_course(const struct course *c, enum allocator allocator,
		       uint32_t value[LINES])
{
	struct session *s = booted(allocator);

	for (unsigned int i = 0; i < LINES; i++)
		value[i] = good(s, c->line[i]).value.bits;
	session_free(s);
}

/* @first: number of the first line of the course. */
static void assert_told(const struct generations *g, const struct course *c,
			uint32_t first)
{
	uint32_t value[LINES], before[LINES];

	assert_true(g->nr_generations > 1);
	for (unsigned int a = 0; a < g->nr_generations; a++) {
		const struct generation *one = &g->generation[a];
		uint32_t differs = 0;

		run_course(c, one->allocator, value);
		if (!a)
			memcpy(before, value, sizeof(before));
		for (unsigned int i = LINES; i--;) {
			assert_int_equal(
				g->line[first + i - 1].answer[a].value.bits,
				value[i]);
			if (value[i] != before[i])
				differs = first + i;
		}
		assert_int_equal(one->differs, differs);
		/* There is a rule, and where nothing differs none. */
		assert_int_equal(one->rules != 0, differs != 0);
	}
}

static void a_script_does_what_it_does_alone(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 4; seed++) {
		struct session *s = booted(ALLOCATOR_2_6_32);
		uint64_t hash = machine_hash(s->k->m);
		char file[] = "/tmp/vmscope-generations-XXXXXX";
		FILE *script = fdopen(mkstemp(file), "w");
		char line[LINE];
		struct course c;

		make_course(&c, seed);
		fputs("# a comment\n\n  p 1\ncat meminfo\n", script);
		for (unsigned int i = 0; i < LINES; i++)
			fprintf(script, "%s\n", c.line[i]);
		fclose(script);
		snprintf(line, sizeof(line), "compare allocators source %s",
			 file);
		good(s, line);
		unlink(file);
		assert_int_equal(s->generations->nr, LINES);
		assert_told(s->generations, &c, 1);
		assert_true(machine_hash(s->k->m) == hash);
		session_free(s);
	}
}

/* The log has literals of one allocator: they stand for what was meant. */
static void a_call_comes_after_what_led_here(void **state)
{
	(void)state;
	for (unsigned int a = 0; a < ALLOCATORS; a++) {
		struct session *s;
		struct course c;
		uint64_t hash;
		uint32_t at;
		char line[LINE + 32];

		if (!vmap_allocator((enum allocator)a))
			continue;
		s = booted((enum allocator)a);
		make_course(&c, 77 + a);
		/* The last one is a call with an address. */
		snprintf(c.line[LINES - 2], LINE, "last = vmalloc 12k");
		snprintf(c.line[LINES - 1], LINE, "vfree last");
		for (unsigned int i = 0; i < LINES - 1; i++)
			good(s, c.line[i]);
		hash = machine_hash(s->k->m);
		at = s->log.at;
		snprintf(line, sizeof(line), "compare allocators %s",
			 c.line[LINES - 1]);
		good(s, line);
		assert_true(machine_hash(s->k->m) == hash);
		assert_int_equal(s->log.at, at);
		/* The boot is the log's first. */
		assert_int_equal(s->generations->nr, LINES + 1);
		assert_told(s->generations, &c, 2);
		session_free(s);
	}
}

static void it_needs_no_history(void **state)
{
	struct session *s = open_session((struct session_options){
		.cmdline = "mem=64M", .no_history = true });

	(void)state;
	good(s, "vmalloc 40k");
	good(s, "compare allocators vmalloc 4k");
	assert_true(s->generations->line[1].answer[0].value.bits ==
		    good(s, "vmalloc 4k").value.bits);
	session_free(s);
}

static void what_cannot_be_compared_is_refused(void **state)
{
	static const char *const lines[] = {
		"compare allocators",
		"compare allocators source",
		"compare allocators source /no/such/file",
		"compare allocators source a b",
		"compare allocators vfree 0x1",
		"compare allocators boot",
		"compare allocators nonsense",
		"export csv -",
	};
	struct session *s = booted(ALLOCATOR_2_6_32);
	uint64_t hash = machine_hash(s->k->m);

	(void)state;
	for (unsigned int i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		assert_refused(s, lines[i]);
		assert_true(machine_hash(s->k->m) == hash);
	}
	session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_script_does_what_it_does_alone),
		cmocka_unit_test(a_call_comes_after_what_led_here),
		cmocka_unit_test(it_needs_no_history),
		cmocka_unit_test(what_cannot_be_compared_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
