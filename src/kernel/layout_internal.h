/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_internal.h - a layout being worked out, for layout.c (the order of
 * events, boards, limits), layout_args.c (the kernel arguments) and
 * layout_banks.c (RAM).
 */
#ifndef VMSCOPE_KERNEL_LAYOUT_INTERNAL_H
#define VMSCOPE_KERNEL_LAYOUT_INTERNAL_H

#include "kernel/layout.h"

#define FOUR_GB (UINT64_C(1) << 32)
#define SZ_1K (1u << 10)
#define SZ_1M (1u << 20)
#define SZ_4M (4 * SZ_1M)
#define SZ_16M (16 * SZ_1M)
#define SZ_32M (32 * SZ_1M)
#define SZ_128M (128 * SZ_1M)

struct setup {
	struct layout *l;
	bool usermem; /* mem= has replaced the board's banks */
	const struct complaint *why;
};

/** layout_wrong() - complain, without control characters. Return: -EINVAL. */
int layout_wrong(struct setup *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** layout_note() - a line for the boot log. There is room for two per bank; if
 * a command line causes more (vmalloc=1 vmalloc=1 ...), the last are lost. */
void layout_note(struct layout *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** parse_cmdline() - keep the arguments, and do what mem= and vmalloc= say.
 * Return: 0 or -EINVAL. */
int parse_cmdline(struct setup *s, const char *cmdline);

/** arm_add_memory() - one more bank, from a physical address, bytes.
 * Return: 0 or -EINVAL. */
int arm_add_memory(struct setup *s, uint64_t start, uint64_t size);

/** take_banks() - bring the banks in order and cut off what is not RAM that
 * 2.6.32 can use. Return: 0 or -EINVAL. */
int take_banks(struct setup *s);

/** sanity_check_meminfo() - RAM above lowmem_limit() becomes highmem; without
 * CONFIG_HIGHMEM it is lost. Return: 0 or -EINVAL. */
int sanity_check_meminfo(struct setup *s);

/** find_nodes() - the NUMA node of each bank. Return: 0 or -EINVAL. */
int find_nodes(struct setup *s);

static inline uint64_t bank_end(const struct bank *bank)
{
	return bank->start + bank->size;
}

#endif
