/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot_log.h - a board as its kernel's boot log tells it.
 *
 * `--board bootlog.txt` is for people who have a log of the machine and no
 * board file. What the log does not say has a default.
 */
#ifndef VMSCOPE_SESSION_IMPORT_BOOT_LOG_H
#define VMSCOPE_SESSION_IMPORT_BOOT_LOG_H

#include <stddef.h>

#include "kernel/layout.h"

/**
 * boot_log_read() - take a board from a boot log, posted as it may be.
 * @text: @len bytes
 * @board: its defaults; what the log tells is filled in: RAM banks, the kernel
 * arguments, VMALLOC_END and the kernel's map, the image's sections, CPUs
 * @assumed: result: names of what the log did not say, "" for nothing
 * @size: bytes of @assumed
 * Return: 0; -ENOEXEC when it is no boot log, -ENOMSG when it does not say how
 * much RAM there is, with @board changed; -ENOMEM
 * Source: the formats of arch/arm/mm/init.c (mem_init), arch/arm/kernel/setup.c
 * and mm/page_alloc.c, 2.6.32 to 6.1.
 */
int boot_log_read(const char *text, size_t len, struct board *board,
		  char *assumed, size_t size);

#endif
