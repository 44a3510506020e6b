/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_listing.c - a hostile /proc/vmallocinfo.
 *
 * It is refused in one sentence that starts with its name, with the old kernel
 * running on; or it makes a sound kernel, whose own listing comes back byte for
 * byte when it is imported again.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/proc/proc.h"
#include "inspect/memory_stream.h"

static void list(struct session *s)
{
	static const char line[] = "cat /proc/vmallocinfo";
	struct result r;

	session_execute(s, line, strlen(line), &r);
	must_hold(!r.error, "%s: %s", line, s->message);
}

/* What this session lists, to be freed. */
static char *copy_listing(struct session *s)
{
	char *copy;

	list(s);
	copy = strndup(s->out.text, s->out.size);
	must_hold(copy, "out of memory");
	return copy;
}

static void must_come_back(struct session *s)
{
	char *first = copy_listing(s), *second;

	if (*first) {
		disk_insert(first, strlen(first), 1);
		must_hold(!session_import(s, DISK_FILE, INPUT_FILE),
			  "its own listing is refused: %s", s->message);
		second = copy_listing(s);
		must_hold(!strcmp(first, second), "%s came back as\n%s", first,
			  second);
		free(second);
	}
	free(first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct session *s;
	const struct kernel *before;

	if (!s)
		s = start_session("mem=32M");
	before = s->k;
	disk_insert(data, size, 1);
	memory_stream_reset(&s->out);
	if (session_import(s, DISK_FILE, INPUT_FILE)) {
		must_be_sentence(s->message);
		must_hold(!strncmp(s->message, DISK_FILE ":",
				   strlen(DISK_FILE ":")),
			  "no file is named: %s", s->message);
		must_hold(s->k == before, "an error changed the machine");
		return 0;
	}
	must_be_sound(s->k);
	must_come_back(s);
	return 0;
}
