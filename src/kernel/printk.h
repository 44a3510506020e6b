/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * printk.h - the kernel's own log, a ring of 16 KB in its RAM.
 *
 * Linux: kernel/printk.c, 2.6.32, without time stamps.
 */
#ifndef VMSCOPE_KERNEL_PRINTK_H
#define VMSCOPE_KERNEL_PRINTK_H

#include <stdio.h>

#include "kernel/kernel.h"

#define KERN_EMERG "<0>"
#define KERN_ALERT "<1>"
#define KERN_ERR "<3>"
#define KERN_WARNING "<4>"
#define KERN_NOTICE "<5>"
#define KERN_INFO "<6>"
#define KERN_DEBUG "<7>"

/** printk_init() - empty the log and set the rate limit. */
void printk_init(struct kernel *k);

/** printk() - add to the log. @format starts with a KERN_ level. */
void printk(struct kernel *k, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** printk_ratelimit() - may a message be printed? Ten in five seconds. */
bool printk_ratelimit(struct kernel *k);

/** log_position() - characters logged since boot (mod 2^32). */
uint32_t log_position(const struct kernel *k);

/**
 * log_print() - write the log, levels stripped.
 * @k: the kernel
 * @since: an earlier log_position(), or 0 for everything still there
 * @to: where
 */
void log_print(const struct kernel *k, uint32_t since, FILE *to);

#endif
