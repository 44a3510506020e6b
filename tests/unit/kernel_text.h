/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel_text.h - what the kernel prints, as a string.
 */
#ifndef VMSCOPE_TESTS_KERNEL_TEXT_H
#define VMSCOPE_TESTS_KERNEL_TEXT_H

#include "unit.h"

#include "kernel/kallsyms.h"
#include "kernel/proc/proc.h"

/* One reading at a time; good until the next. */
static char text[256 * 1024];

static inline FILE *open_text(void)
{
	FILE *to = fmemopen(text, sizeof(text), "w");

	assert_non_null(to);
	text[0] = '\0';
	return to;
}

static inline const char *cat(const struct kernel *k, const char *path)
{
	const struct proc_entry *entry = proc_find(path);
	FILE *to = open_text();

	assert_non_null(entry);
	entry->show(k, to);
	fclose(to);
	return text;
}

static inline const char *dmesg(const struct kernel *k, uint32_t since)
{
	FILE *to = open_text();

	log_print(k, since, to);
	fclose(to);
	return text;
}

static inline unsigned int count_lines(const char *p)
{
	unsigned int lines = 0;

	for (; *p; p++)
		lines += *p == '\n';
	return lines;
}

static inline vaddr_t caller(struct kernel *k, const char *name,
			     uint32_t offset, uint32_t len)
{
	vaddr_t addr = 0;

	assert_int_equal(kallsyms_caller(k, name, NULL, offset, len, &addr), 0);
	return addr;
}

#endif
