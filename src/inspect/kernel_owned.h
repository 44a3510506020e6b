/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel_owned.h - whose a piece of RAM is.
 */
#ifndef VMSCOPE_INSPECT_KERNEL_OWNED_H
#define VMSCOPE_INSPECT_KERNEL_OWNED_H

#include "kernel/kernel.h"

/**
 * owner_is_kernel() - does the kernel keep something of its own there?
 * @k: the kernel
 * @pa: physical address in RAM
 * Return: false for the user's objects and blocks, the pages of areas, and
 * free pages: in these a stray write does no harm but to data. True for all
 * else: image, mem_map, page tables, free lists of slabs, pages[] arrays.
 * Cost: one step a page of all areas.
 */
bool owner_is_kernel(const struct kernel *k, paddr_t pa);

#endif
