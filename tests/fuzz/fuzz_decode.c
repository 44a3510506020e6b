/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_decode.c - a hostile oops, line by line and as a file.
 *
 * Each is told, or refused in one sentence; the machine stays as it is.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void decode(struct session *s, const char *words, size_t len)
{
	uint64_t before = session_position(s);
	struct result r;
	char *line;
	int size = asprintf(&line, "decode %.*s", (int)len, words);

	must_hold(size > 0, "out of memory");
	session_execute(s, line, (size_t)size, &r);
	if (r.error)
		must_be_sentence(s->message);
	else
		must_hold(s->out.size, "nothing was told of: %s", line);
	must_hold(session_position(s) == before, "it changed the machine");
	free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct session *s;
	char *text = text_of(data, size);

	if (!s)
		s = start_session("mem=32M");
	for (char *line = text; line;) {
		char *end = strchr(line, '\n');

		decode(s, line, end ? (size_t)(end - line) : strlen(line));
		line = end ? end + 1 : NULL;
	}
	disk_insert(data, size, 1);
	decode(s, "./" DISK_FILE, strlen("./" DISK_FILE));
	free(text);
	return 0;
}
