/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot.h - from a powered-off board to a kernel that can allocate.
 *
 * Used by the session and by tests; see boot.c for the order of events.
 */
#ifndef VMSCOPE_KERNEL_BOOT_H
#define VMSCOPE_KERNEL_BOOT_H

#include "kernel/kernel.h"

/**
 * kernel_boot() - power a board on and boot Linux on it.
 * @board: the machine
 * @cmdline: kernel arguments, "" for none
 * @why: what is wrong, when it fails
 * Return: the kernel, its journal off; NULL when the arguments make no sense
 * or the host has no memory. Free with kernel_free().
 */
struct kernel *kernel_boot(const struct board *board, const char *cmdline,
			   const struct complaint *why);

/** kernel_free() - give back kernel and machine; NULL is allowed. */
void kernel_free(struct kernel *k);

/** marvell_board() - the article's board, for tests that need no file; what a
 * board file does not say is as on it. */
const struct board *marvell_board(void);

#endif
