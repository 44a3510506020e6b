/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kmemleak.c - /sys/kernel/debug/kmemleak: reported blocks that still leak.
 *
 * Linux: mm/kmemleak.c, 2.6.32, print_unreferenced() and hex_dump_object().
 */
#include <ctype.h>
#include <inttypes.h>

#include "kernel/kallsyms.h"
#include "kernel/kmemleak.h"
#include "kernel/list.h"
#include "kernel/proc/proc.h"

enum { HEX_ROW_SIZE = 16, HEX_MAX_LINES = 2 };

static void hex_line(const struct kernel *k, vaddr_t va, uint32_t bytes,
		     FILE *to)
{
	char text[HEX_ROW_SIZE + 1] = "";

	fputs("    ", to);
	for (uint32_t i = 0; i < HEX_ROW_SIZE; i++) {
		uint8_t byte;

		if (i >= bytes) {
			fputs("   ", to);
			continue;
		}
		byte = *(const uint8_t *)at(k, va + i);
		fprintf(to, "%02x ", byte);
		text[i] = byte >= 0x20 && byte < 0x7f ? (char)byte : '.';
	}
	fprintf(to, " %s\n", text);
}

static void print_unreferenced(const struct kernel *k,
			       const struct kmemleak_object *object, FILE *to)
{
	uint32_t bytes = object->size < HEX_MAX_LINES * HEX_ROW_SIZE
				 ? object->size
				 : HEX_MAX_LINES * HEX_ROW_SIZE;

	fprintf(to, "unreferenced object 0x%08" PRIx32 " (size %" PRIu32 "):\n",
		object->pointer, object->size);
	fprintf(to, "  comm \"%s\", pid %" PRIu32 ", jiffies %" PRIu32 "\n",
		object->comm, object->pid, object->jiffies);
	fprintf(to, "  hex dump (first %" PRIu32 " bytes):\n", bytes);
	for (uint32_t i = 0; i < bytes; i += HEX_ROW_SIZE)
		hex_line(k, object->pointer + i, bytes - i, to);
	fprintf(to, "  backtrace:\n");
	for (uint32_t i = 0; i < object->trace_len; i++) {
		fprintf(to, "    [<%08" PRIx32 ">] ", object->trace[i]);
		sprint_symbol(k, object->trace[i], to);
		putc('\n', to);
	}
}

void debugfs_kmemleak(const struct kernel *k, FILE *to)
{
	const struct list_head *entry;

	if (!k->g->kmemleak_enabled)
		return;
	list_for_each (k, entry, &k->g->object_list) {
		const struct kmemleak_object *object = container_of(
			entry, struct kmemleak_object, object_list);

		if ((object->flags & OBJECT_REPORTED) &&
		    unreferenced_object(k, object))
			print_unreferenced(k, object, to);
	}
}
