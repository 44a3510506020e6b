/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_branch.c - lines of time: none is lost, each leads where it led.
 */
#include "session/time/branch.h"
#include "session/files/saved_session.h"
#include "session/session.h"
#include "session/time/timeline.h"

#include "sessions.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROUNDS = 400, MOST_COMMANDS = 1000 };

static struct session *new_session(const char *history)
{
	return open_session((struct session_options){ .cmdline = "mem=32M",
						      .history = history });
}

static void refused(struct session *s, const char *line, int error)
{
	uint64_t hash = machine_hash(s->k->m);

	assert_int_equal(execute(s, line).error, error);
	assert_true(machine_hash(s->k->m) == hash);
}

/* ---- The invariants ---- */

static uint32_t end_of(const struct command_log *log, const struct branch *b)
{
	return b ? b->fork + b->nr : log->nr;
}

static void check_branches(const struct command_log *log)
{
	const struct branches *all = &log->branches;

	for (uint32_t i = 0; i < all->nr; i++) {
		const struct branch *b = all->branch[i];

		assert_true(branch_name_is_good(b->name));
		assert_ptr_equal(branch_find(log, b->name), b);
		assert_string_not_equal(b->name, branch_line(log));
		assert_true(b->nr > 0);
		assert_true(b->fork < end_of(log, b->parent));
		assert_true(b->fork >= (b->parent ? b->parent->fork + 1 : 0));
	}
}

/* ---- At random ---- */

/* What the machine was after the command of each serial. */
struct known {
	uint64_t hash[MOST_COMMANDS];
};

static void check_moment(const struct session *s, const struct known *known)
{
	uint64_t serial = command_log_serial(&s->log, s->log.at);

	assert_true(serial < MOST_COMMANDS);
	assert_true(machine_hash(s->k->m) == known->hash[serial]);
}

static void do_something(struct session *s, struct chance *c,
			 struct known *known)
{
	static const char *const lines[] = { "vmalloc 4k",    "vmalloc 40k",
					     "vfree $1",      "kmalloc 100",
					     "alloc_pages 2", "boot mem=16M",
					     "insmod m 8k" };
	uint32_t i = below(c, 100);

	/* A boot makes all that is there before it slow to reach. */
	i = i < 2 ? 5 : i % 5;
	if (!execute(s, lines[i]).error)
		known->hash[s->log.serials] = machine_hash(s->k->m);
}

static void go_somewhere(struct session *s, struct chance *c)
{
	const struct branches *all = &s->log.branches;
	char line[64];

	if (all->nr && below(c, 3) == 0)
		snprintf(line, sizeof(line), "branch %s",
			 all->branch[below(c, all->nr)]->name);
	else
		snprintf(line, sizeof(line), "goto %u",
			 below(c, s->log.nr + 1));
	good(s, line);
}

static void play_at_random(struct session *s, struct chance *c,
			   struct known *known)
{
	known->hash[0] = machine_hash(s->k->m);
	for (int i = 0; i < ROUNDS; i++) {
		if (below(c, 4))
			do_something(s, c, known);
		else
			go_somewhere(s, c);
		check_branches(&s->log);
		check_moment(s, known);
	}
}

static void travel(const char *history)
{
	struct known *known = calloc(1, sizeof(*known));
	struct session *s = new_session(history);
	struct chance c = new_chance();

	assert_non_null(known);
	play_at_random(s, &c, known);
	assert_true(s->log.branches.nr > 10);
	session_free(s);
	free(known);
}

static void every_line_leads_where_it_led(void **state)
{
	(void)state;
	travel("64M");
}

static void and_by_replay_alone(void **state)
{
	(void)state;
	travel("0");
}

/* ---- Saved ---- */

static void assert_same_line(struct session *a, struct session *b)
{
	assert_string_equal(branch_line(&a->log), branch_line(&b->log));
	assert_int_equal(a->log.nr, b->log.nr);
	assert_int_equal(a->log.at, b->log.at);
	assert_true(machine_hash(a->k->m) == machine_hash(b->k->m));
	for (uint32_t n = 1; n <= a->log.nr; n++)
		assert_string_equal(command_log_typed(&a->log, n),
				    command_log_typed(&b->log, n));
}

/* From here on through all lines, in both. */
static void assert_same_lines(struct session *a, struct session *b)
{
	char name[200][BRANCH_NAME];
	uint32_t nr = a->log.branches.nr;
	char line[64];

	assert_in_range(nr, 1, 200);
	assert_int_equal(nr, b->log.branches.nr);
	assert_same_line(a, b);
	for (uint32_t i = 0; i < nr; i++)
		strcpy(name[i], a->log.branches.branch[i]->name);
	for (uint32_t i = 0; i < nr; i++) {
		snprintf(line, sizeof(line), "branch %.31s", name[i]);
		/* Going to the one before may have led here. */
		if (strcmp(branch_line(&a->log), name[i])) {
			good(a, line);
			good(b, line);
		}
		assert_same_line(a, b);
	}
}

static void branches_survive_save_and_load(void **state)
{
	char file[] = "/tmp/vmscope-XXXXXX", line[64];
	struct known *known = calloc(1, sizeof(*known));
	struct session *s = new_session("1M"), *other = new_session("1M");
	struct chance c = new_chance();
	int fd = mkstemp(file);

	(void)state;
	assert_non_null(known);
	assert_true(fd >= 0);
	close(fd);
	play_at_random(s, &c, known);
	snprintf(line, sizeof(line), "save %s", file);
	good(s, line);
	check_moment(s, known);
	snprintf(line, sizeof(line), "load %s", file);
	good(other, line);
	check_branches(&other->log);
	assert_same_lines(s, other);
	unlink(file);
	session_free(s);
	session_free(other);
	free(known);
}

/* Whoever runs the file goes back over each command once, and once more from
 * the end to where the session was: however many branches there are. */
static void assert_goes_back_once(FILE *file, const struct command_log *log)
{
	uint32_t at = 0, back = 0, all = log->nr;
	char line[256];
	unsigned int to;

	for (uint32_t i = 0; i < log->branches.nr; i++)
		all += log->branches.branch[i]->nr;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "#goto %u", &to) == 1) {
			assert_true(to < at);
			back += at - to;
			at = to;
		} else if (line[0] != '#' || line[1] == '>') {
			at += line[0] != ';';
		}
	}
	assert_int_equal(at, log->at);
	assert_true(back <= all);
	rewind(file);
}

/* What a crash leaves and what a new recovery file begins with. */
static void branches_survive_a_crash(void **state)
{
	struct known *known = calloc(1, sizeof(*known));
	struct session *s = new_session("1M"), *other = new_session("1M");
	struct chance c = new_chance();
	FILE *file = tmpfile();
	struct taking how = { .progress = NULL };

	(void)state;
	assert_non_null(known);
	assert_non_null(file);
	play_at_random(s, &c, known);
	assert_int_equal(saved_session_print(&s->log, file), 0);
	rewind(file);
	assert_goes_back_once(file, &s->log);
	if (saved_session_take_up(other, file, "a file", &how))
		fail_msg("%s", other->message);
	check_branches(&other->log);
	assert_same_lines(s, other);
	fclose(file);
	session_free(s);
	session_free(other);
	free(known);
}

/* ---- Names ---- */

static void lines_have_names(void **state)
{
	struct session *s = new_session("1M");

	(void)state;
	good(s, "vmalloc 4k");
	good(s, "vmalloc 8k");
	refused(s, "branch main", -EALREADY);
	refused(s, "branch other", -EINVAL);
	refused(s, "branch -m", -EINVAL);
	refused(s, "branch -m 1st", -EINVAL);
	refused(s, "branch -m a.b", -EINVAL);
	refused(s, "branch -m abcdefghijklmnopqrstuvwxyz012345", -EINVAL);
	good(s, "branch -m plan_A-1");
	good(s, "undo");
	good(s, "vmalloc 12k");
	assert_string_equal(branch_line(&s->log), "branch-1");
	refused(s, "branch -m plan_A-1", -EEXIST);
	refused(s, "branch plan_A-1 too", -EINVAL);
	good(s, "branch plan_A-1");
	assert_string_equal(command_log_typed(&s->log, 2), "vmalloc 8k");
	assert_int_equal(s->log.at, 2);
	session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_leads_where_it_led),
		cmocka_unit_test(and_by_replay_alone),
		cmocka_unit_test(branches_survive_save_and_load),
		cmocka_unit_test(branches_survive_a_crash),
		cmocka_unit_test(lines_have_names),
	};

	return cmocka_run_group_tests_name("branch", tests, NULL, NULL);
}
