/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_report.c - a hostile report of free memory.
 *
 * It is refused in one sentence that starts with its name, with the old kernel
 * running on; or it makes a sound kernel, whose own buddyinfo, imported again,
 * gives the same free blocks.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char count[] = "cat /proc/buddyinfo";
	static struct session *s;
	char *first, *second;

	if (!s)
		s = start_session("mem=32M");
	if (!disk_import(s, data, size))
		return 0;
	first = answer_of(s, count);
	must_hold(disk_import(s, first, strlen(first)),
		  "its own buddyinfo is refused: %s", s->message);
	second = answer_of(s, count);
	must_hold(!strcmp(first, second), "%s came back as\n%s", first, second);
	free(second);
	free(first);
	return 0;
}
