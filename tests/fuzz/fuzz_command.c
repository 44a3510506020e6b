/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_command.c - one line at a machine that lives on between the lines.
 *
 * An error must be one sentence and must not have stored anything: that no
 * word changed shows in the journal, which logs every change. Accepted
 * commands must leave a sound kernel. Before it aborts it prints the lines
 * since boot, which bring the machine to where it was.
 */
#include "fuzz.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/line/script.h"

enum {
	LINES_PER_BOOT = 200,
	LINES_PER_CHECK = 8,
	LARGEST_MACHINE = 64 << 20, /* bytes of RAM; a larger one is slow */
	MAX_HISTORY = LINES_PER_BOOT * 256,
};

static struct session *s;
static unsigned int lines; /* since boot */

/* ---- The lines since boot, for who has to reproduce it ---- */

static char history[MAX_HISTORY];
static size_t history_len;

/* Weak: only a sanitizer's runtime has it. */
void __sanitizer_set_death_callback(void (*callback)(void))
	__attribute__((weak));

static void print_history(void)
{
	fputs("fuzz: the lines since boot:\n", stderr);
	fwrite(history, 1, history_len, stderr);
}

static void remember(const uint8_t *data, size_t size)
{
	if (size >= MAX_HISTORY - history_len)
		return;
	memcpy(history + history_len, data, size);
	history_len += size;
	history[history_len++] = '\n';
}

/* ---- The machine ---- */

static void power_on(void)
{
	session_free(s);
	s = start_session("mem=16M");
	lines = 0;
	history_len = 0;
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(print_history);
}

static bool is_used_up(void)
{
	return !s || s->quit || ++lines > LINES_PER_BOOT ||
	       !s->k->m->journal.ring || s->k->m->ram_size > LARGEST_MACHINE;
}

static void check_answer(const struct result *r, const struct kernel *k,
			 uint64_t now)
{
	if (!r->n)
		return;
	if (!r->error) {
		/* Inside a call nothing need be sound. */
		if (lines % LINES_PER_CHECK == 0 && !stepper_on(s))
			must_be_sound(s->k);
		return;
	}
	must_be_sentence(r->message);
	/* What was stopped is taken back, by a replay if need be: another k. */
	if (r->error == -EINTR || *s->interrupted)
		must_be_sound(s->k);
	else
		must_hold(s->k == k && k->m->journal.now == now,
			  "an error changed the machine: %s", r->message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct kernel *k;
	struct result r;
	uint64_t now;

	if (is_used_up())
		power_on();
	remember(data, size);
	disk_insert(data, size, 4);
	s->interrupted = start_watch();
	k = s->k;
	now = k->m->journal.now;
	session_execute(s, (const char *)data, size, &r);
	scripts_close(s);
	check_answer(&r, k, now);
	return 0;
}
