/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_saved.c - a hostile saved session.
 *
 * It is refused in one sentence with everything as it was; or it takes the
 * session's place, is sound, and goes on to have a past: one command back and
 * forth again is the same machine, and it can be saved.
 */
#include "fuzz.h"

#include <string.h>

#include "session/time/command_log.h"

/* Return: false when it was refused, in one sentence */
static bool run(struct session *s, const char *line)
{
	struct result r;

	session_execute(s, line, strlen(line), &r);
	if (r.error)
		must_be_sentence(r.message);
	return !r.error;
}

/* Long work may be stopped on its way. */
static void must_run(struct session *s, const char *line)
{
	must_hold(run(s, line) || *s->interrupted, "%s: %s", line, s->message);
}

static void must_have_a_past(struct session *s)
{
	uint64_t hash = machine_hash(s->k->m);

	if (s->log.at) {
		must_run(s, "undo");
		must_be_sound(s->k);
		must_run(s, "redo");
	}
	must_hold(*s->interrupted || machine_hash(s->k->m) == hash,
		  "undo and redo end in another machine");
	must_run(s, "save again");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct session *s;
	const struct kernel *k;
	uint64_t now;

	if (!s) {
		s = start_session("mem=16M");
		must_run(s, "vmalloc 40k");
	}
	s->interrupted = start_watch();
	disk_insert(data, size, 4);
	k = s->k;
	now = session_position(s);
	if (!run(s, "load " DISK_FILE)) {
		must_hold(s->k == k && session_position(s) == now &&
				  s->log.nr == 1,
			  "an error changed the machine: %s", s->message);
		return 0;
	}
	must_be_sound(s->k);
	must_have_a_past(s);
	session_free(s);
	s = NULL;
	return 0;
}
