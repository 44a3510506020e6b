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

static void must_come_back(struct session *s)
{
	static const char list[] = "cat /proc/vmallocinfo";
	char *first = answer_of(s, list), *second;

	if (*first) {
		must_hold(disk_import(s, first, strlen(first)),
			  "its own listing is refused: %s", s->message);
		second = answer_of(s, list);
		must_hold(!strcmp(first, second), "%s came back as\n%s", first,
			  second);
		free(second);
	}
	free(first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct session *s;

	if (!s)
		s = start_session("mem=32M");
	if (disk_import(s, data, size))
		must_come_back(s);
	return 0;
}
