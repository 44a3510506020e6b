/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_stepper.c - moving in a call: the same machine whichever way a step is
 * reached, and the same session afterwards.
 *
 * What the commands print is in step.sh, looking into half-done states in
 * test_half_done.c.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/answer/result_json.h"
#include "session/commands/command.h"
#include "session/session.h"
#include "session/stepping/stepper.h"

#include "sessions.h"

#include <errno.h>
#include <unistd.h>

enum { JUMPS = 500, CALLS = 12, MOST_STEPS = 4096 };

static struct session *new_session(const char *history)
{
	return open_session((struct session_options){ .cmdline = "mem=16M",
						      .history = history });
}

static int start_session(void **state)
{
	*state = new_session(NULL);
	return 0;
}

/* ---- Lines ---- */

static void run_number(struct session *s, const char *word, uint32_t n)
{
	char line[64];

	snprintf(line, sizeof(line), "%s %" PRIu32, word, n);
	good(s, line);
}

static uint64_t hash_of(const struct session *s)
{
	return machine_hash(s->k->m);
}

/* Places to stop at: the steps, and the end. */
static uint32_t steps_of(const struct session *s)
{
	uint32_t nr = record_last(s->stepper.record) + 1;

	assert_int_equal(nr, record_steps(s->stepper.record) + 1);
	return nr;
}

/* An error that leaves cursor, machine and log alone. */
static void refused(struct session *s, const char *line)
{
	uint64_t hash = hash_of(s);
	uint32_t at = s->stepper.at, moment = s->log.at, nr = s->log.nr;
	bool on = stepper_on(s);

	if (!execute(s, line).error)
		fail_msg("%s was accepted", line);
	assert_true(hash_of(s) == hash);
	assert_int_equal(stepper_on(s), on);
	assert_int_equal(s->stepper.at, at);
	assert_int_equal(s->log.at, moment);
	assert_int_equal(s->log.nr, nr);
}

/* ---- Random sessions ---- */

/* A call of any kind; many of them are refused. */
static void random_call(struct chance *c, char *line, size_t size)
{
	static const char *const calls[] = {
		"vmalloc %uk",	   "vmalloc %uk",      "vfree $%u",
		"vfree $%u",	   "vmalloc_user %uk", "kmalloc %u",
		"kfree $%u",	   "alloc_pages 1",    "ioremap 0xf1000000 %uk",
		"iounmap $%u",	   "vm_unmap_aliases", "insmod m%u 12k",
		"get_vm_area %uk", "vmap pfn:%u",
	};

	snprintf(line, size, calls[below(c, ARRAY_SIZE(calls))],
		 1 + below(c, 40));
}

static void forth_and_back(struct session *s, struct chance *c)
{
	static uint64_t hash[MOST_STEPS];
	uint32_t nr = steps_of(s), jumps = JUMPS / CALLS + 1;

	assert_in_range(nr, 1, MOST_STEPS);
	hash[0] = hash_of(s);
	for (uint32_t i = 1; i < nr; i++) {
		good(s, "step");
		hash[i] = hash_of(s);
	}
	refused(s, "step");
	for (uint32_t i = nr - 1; i-- > 0;) {
		good(s, "reverse-step");
		assert_true(hash_of(s) == hash[i]);
	}
	refused(s, "reverse-step");
	while (jumps--) {
		uint32_t i = below(c, nr);

		run_number(s, "goto", i + 1);
		assert_int_equal(s->stepper.at, i);
		assert_true(hash_of(s) == hash[i]);
	}
}

/* The same calls, stepped through here and run there. */
static void stepping_leaves_no_trace(void **state)
{
	struct session *s = *state;
	struct chance c = new_chance();
	struct session *plain;
	unsigned int done = 0;
	uint64_t end;

	plain = new_session(NULL);
	while (done < CALLS) {
		char line[64], step[80];
		int error;

		random_call(&c, line, sizeof(line));
		snprintf(step, sizeof(step), "step %s", line);
		error = execute(s, step).error;
		assert_int_equal(error, execute(plain, line).error);
		if (error)
			continue;
		done++;
		if (!stepper_on(s))
			fail_msg("%s has no steps", line);
		forth_and_back(s, &c);
		good(s, "goto end");
		end = hash_of(s);
		good(s, "leave");
		assert_true(hash_of(s) == end);
		if (hash_of(s) != hash_of(plain))
			fail_msg("%s ends elsewhere when stepped", line);
		assert_sound(s->k);
	}
	session_free(plain);
}

/* ---- Moves, against what they are said to be ---- */

static void step_at(const struct session *s, uint32_t i,
		    struct record_step *step)
{
	record_step(s->stepper.record, i, step);
}

static bool said(const struct session *s, enum stepper_move move, uint32_t from,
		 uint32_t to)
{
	struct record_step a, b;

	step_at(s, from, &a);
	step_at(s, to, &b);
	if (record_is_end(s->stepper.record, to))
		return move != MOVE_VISIT;
	return move == MOVE_INTO || (move == MOVE_OVER && b.depth <= a.depth) ||
	       (move == MOVE_OUT && b.depth < a.depth) ||
	       (move == MOVE_VISIT && b.point == a.point);
}

static void check_move(struct session *s, enum stepper_move move, bool back)
{
	uint32_t from = s->stepper.at, nr = steps_of(s), at;
	bool found = stepper_find(s, move, back, &at);

	for (uint32_t i = from; back ? i-- > 0 : ++i < nr;) {
		if (!said(s, move, from, i))
			continue;
		/* Nothing is passed over to the end, or from there. */
		if (move == MOVE_OVER &&
		    record_is_end(s->stepper.record, back ? from : i))
			i = back ? from - 1 : from + 1;
		assert_true(found);
		assert_int_equal(at, i);
		return;
	}
	assert_false(found);
}

static void moves_go_where_they_say(void **state)
{
	struct session *s = *state;

	good(s, "vmalloc 4k");
	good(s, "vmalloc 40k");
	good(s, "step vmalloc 8k");
	for (uint32_t i = 0; i < steps_of(s); i++) {
		stepper_goto(s, i);
		for (enum stepper_move m = MOVE_INTO; m <= MOVE_VISIT; m++) {
			check_move(s, m, false);
			check_move(s, m, true);
		}
	}
}

static void a_count_is_so_many_moves(void **state)
{
	struct session *s = *state;
	uint32_t start, at;

	good(s, "step to alloc_vmap_area vmalloc 8k");
	start = s->stepper.at;
	for (int i = 0; i < 3; i++)
		good(s, "next");
	at = s->stepper.at;
	run_number(s, "goto", start + 1);
	good(s, "next 3");
	assert_int_equal(s->stepper.at, at);
	good(s, "reverse-next 3");
	assert_int_equal(s->stepper.at, start);
	good(s, "reverse-step 1000000000");
	assert_int_equal(s->stepper.at, 0);
}

/* What is marked: since the stop before, or what the step back made. */
static void seen_is_never_later(void **state)
{
	struct session *s = *state;
	struct record_step step;
	uint64_t here;

	good(s, "step to alloc_vmap_area vmalloc 8k");
	stepper_step(s, &step);
	here = step.position;
	good(s, "finish");
	assert_true(s->stepper.seen == here);
	good(s, "diff");
	good(s, "reverse-step");
	step_at(s, s->stepper.at - 1, &step);
	assert_true(s->stepper.seen == step.position);
	good(s, "diff");
	good(s, "goto start");
	assert_true(s->stepper.seen == record_start(s->stepper.record));
}

/* ---- Variables ---- */

/* By looking at every step of the call there is. */
static void check_var(const struct session *s, const struct stepper_var *var)
{
	struct record_step here, step;
	const struct record_var *old = NULL;
	uint32_t told = 0, since = 0;

	stepper_step(s, &here);
	for (uint32_t i = 0; i <= s->stepper.at; i++) {
		const struct record_var *now;

		step_at(s, i, &step);
		now = record_var(&step, var->var.name);
		if (step.call != here.call || !now)
			continue;
		if (told && old->value != now->value)
			since = i + 1;
		told = i + 1;
		old = &var->var;
		if (now->value != var->var.value) {
			static struct record_var other;

			other = *now;
			old = &other;
			if (since == i + 1)
				since = 0;
		}
	}
	assert_int_equal(var->told, told);
	if (var->since)
		assert_int_equal(var->since, since);
	else
		assert_int_equal(since, 0);
}

static void variables_know_their_last_change(void **state)
{
	struct session *s = *state;
	struct stepper_var var[STEPPER_VARS];
	unsigned int changed = 0;

	good(s, "vmalloc 4k");
	good(s, "vmalloc 4k");
	good(s, "vmalloc 40k");
	good(s, "step vmalloc 12k");
	for (uint32_t i = 0; i < steps_of(s); i++) {
		unsigned int nr;

		stepper_goto(s, i);
		nr = stepper_vars(s, var);
		assert_in_range(nr, 1, STEPPER_VARS);
		for (unsigned int v = 0; v < nr; v++) {
			check_var(s, &var[v]);
			changed += var[v].since == i + 1;
		}
	}
	assert_true(changed > 5);
}

/* ---- One command to log and time ---- */

static void a_stepped_call_is_one_command(void **state)
{
	struct session *s = *state;
	uint64_t before = hash_of(s), after;

	good(s, "step vmalloc 4k");
	assert_int_equal(s->log.at, 1);
	assert_int_equal(s->values.nr, 1);
	good(s, "step");
	good(s, "leave");
	after = hash_of(s);
	assert_false(stepper_on(s));
	good(s, "undo");
	assert_true(hash_of(s) == before);
	good(s, "redo");
	assert_true(hash_of(s) == after);
}

static void a_line_that_changes_finds_the_call_ended(void **state)
{
	static const char *const lines[] = {
		"vmalloc 4k",	    "vfree $1", "undo",
		"step vmalloc 4k",  "boot",	"write $1 5",
		"trace vmalloc 4k",
	};
	struct session *s = *state;

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct session *plain;

		good(s, "boot");
		good(s, "step vmalloc 4k");
		good(s, "goto 5");
		plain = new_session(NULL);
		good(plain, "vmalloc 4k");
		good(s, "step vmalloc 8k");
		good(plain, "vmalloc 8k");
		good(s, "step");
		good(s, lines[i]);
		good(plain, lines[i]);
		if (stepper_on(s)) {
			assert_int_equal(s->stepper.at, 0);
			good(s, "leave");
			good(plain, "leave");
		}
		if (hash_of(s) != hash_of(plain))
			fail_msg("%s does something else inside a call",
				 lines[i]);
		session_free(plain);
	}
}

static void what_is_refused_leaves_one_where_one_stands(void **state)
{
	static const char *const lines[] = {
		"vmalloc",
		"vmalloc 4x",
		"vfree 0x1234",
		"vfree $7",
		"boot vmalloc=rubbish",
		"load /nowhere/at/all",
		"save /nowhere/at/all",
		"undo 7",
		"redo",
		"step 0",
		"step 99999999999999999999",
		"step nonsense",
		"step repeat 3 vmalloc 4k",
		"step boot",
		"step vfree 0x1234",
		"step to",
		"step to hole",
		"step to nowhere vmalloc 4k",
		"step to hole nonsense",
		"trace vfree 0x1234",
		"next 0",
		"next x",
		"advance nowhere",
		"advance vfree",
		"reverse-advance pte",
		"goto 0",
		"goto 100000",
		"goto elsewhere",
		"goto",
		"break nowhere",
		"break vmap_2_6_32.c:0",
		"break vmap_2_6_32.c:x",
		"break hole pte",
		"break if",
		"break if addr",
		"break if addr ==",
		"break if == 5",
		"break if addr == nonsense",
		"watch",
		"delete 3",
		"set history 1M",
		"vm_unmap_aliases now",
		"x = step",
		"repeat 3 vfree 0x1234",
	};
	struct session *s = *state;

	good(s, "vmalloc 4k");
	good(s, "step to hole vmalloc 8k");
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		refused(s, lines[i]);
		good(s, "step");
		good(s, "reverse-step");
	}
}

static void nothing_moves_where_nothing_is_stepped(void **state)
{
	static const char *const lines[] = {
		"step",	  "next",	    "finish",	    "continue",
		"where",  "reverse-step",   "reverse-next", "locals",
		"leave",  "reverse-finish", "advance",	    "reverse-advance",
		"step 1", "goto start",	    "bt",	    "reverse-continue",
	};
	struct session *s = *state;

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		refused(s, lines[i]);
}

static void saving_goes_on_stepping(void **state)
{
	struct session *s = *state;
	char name[] = "/tmp/vmscope-stepper-XXXXXX", line[64];
	int fd = mkstemp(name);
	uint64_t hash;

	assert_true(fd >= 0);
	close(fd);
	good(s, "step vmalloc 8k");
	good(s, "step");
	hash = hash_of(s);
	snprintf(line, sizeof(line), "save %s", name);
	good(s, line);
	assert_true(stepper_on(s));
	assert_true(hash_of(s) == hash);
	good(s, "leave");
	hash = hash_of(s);
	good(s, "step");
	snprintf(line, sizeof(line), "load %s", name);
	good(s, line);
	assert_false(stepper_on(s));
	assert_true(hash_of(s) == hash);
	unlink(name);
}

/* ---- The past ---- */

static void commands_beyond_the_journal_are_run_again(void **state)
{
	struct session *s = new_session("16k"); /* holds one call */
	uint64_t after[5];

	(void)state;
	for (int i = 1; i < 5; i++) {
		good(s, i % 2 ? "vmalloc 4k" : "churn 200");
		after[i] = hash_of(s);
	}
	good(s, "step 1");
	assert_int_equal(s->log.at, 1);
	assert_int_equal(s->log.nr, 4);
	good(s, "goto end");
	good(s, "leave");
	good(s, "step 3");
	good(s, "leave");
	assert_true(hash_of(s) == after[3]);
	good(s, "redo");
	assert_true(hash_of(s) == after[4]);
	good(s, "undo 3");
	assert_true(hash_of(s) == after[1]);
	good(s, "step");
	assert_int_equal(s->log.at, 1);
	assert_int_equal(s->log.nr, 4);
	session_free(s);
}

static void a_call_too_large_for_the_journal_is_refused(void **state)
{
	struct session *s = new_session("16k"); /* holds one call */
	const struct kernel *k;
	uint64_t hash;

	(void)state;
	good(s, "vmalloc 4k");
	hash = hash_of(s);
	assert_int_equal(execute(s, "step vmalloc 4M").error, -ENOSPC);
	assert_non_null(strstr(s->message, "`set history 64M`"));
	assert_true(hash_of(s) == hash);
	assert_int_equal(s->log.nr, 1);
	good(s, "churn 300");
	hash = hash_of(s);
	k = s->k;
	assert_int_equal(execute(s, "step").error, -ENOSPC);
	assert_true(hash_of(s) == hash);
	assert_int_equal(s->log.at, 2);
	assert_ptr_equal(s->k, k);
	good(s, "vmalloc 4k");
	assert_int_equal(execute(s, "step 2").error, -ENOSPC);
	assert_int_equal(s->log.at, 3);
	good(s, "undo");
	assert_true(hash_of(s) == hash);
	good(s, "set history 64M");
	good(s, "step");
	assert_true(stepper_on(s));
	good(s, "leave");
	assert_true(hash_of(s) == hash);
	good(s, "set history 0");
	assert_int_equal(execute(s, "step").error, -EINVAL);
	assert_int_equal(execute(s, "step vmalloc 4k").error, -EINVAL);
	assert_true(hash_of(s) == hash);
	session_free(s);
}

/* ---- JSON ---- */

static char *json_of(struct session *s, const char *line)
{
	struct result r;
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	session_execute(s, line, strlen(line), &r);
	assert_int_equal(json_print(&r, to), 0);
	fclose(to);
	return text;
}

static void the_answer_has_the_step(void **state)
{
	struct session *s = *state;
	char *text = json_of(s, "step vmalloc 4k");

	assert_non_null(strstr(text, "\"value\":\"0xc1800000\""));
	assert_non_null(strstr(text, "\"step\":{\"file\":\"vmalloc.c\""));
	assert_non_null(strstr(text, "\"function\":\"vmalloc\",\"depth\":0"));
	assert_non_null(strstr(text, "\"n\":1,\"of\":"));
	assert_null(strstr(text, "\"steps\""));
	free(text);
	text = json_of(s, "step");
	assert_non_null(strstr(text, "\"n\":2,\"of\":"));
	assert_non_null(strstr(text, "\"value\":null"));
	free(text);
	text = json_of(s, "break");
	assert_null(strstr(text, "\"step\":{"));
	free(text);
	text = json_of(s, "leave");
	assert_null(strstr(text, "\"step\":{"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(stepping_leaves_no_trace),
		in_session(moves_go_where_they_say),
		in_session(a_count_is_so_many_moves),
		in_session(seen_is_never_later),
		in_session(variables_know_their_last_change),
		in_session(a_stepped_call_is_one_command),
		in_session(a_line_that_changes_finds_the_call_ended),
		in_session(what_is_refused_leaves_one_where_one_stands),
		in_session(nothing_moves_where_nothing_is_stepped),
		in_session(saving_goes_on_stepping),
		cmocka_unit_test(commands_beyond_the_journal_are_run_again),
		cmocka_unit_test(a_call_too_large_for_the_journal_is_refused),
		in_session(the_answer_has_the_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
