/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kallsyms.h - names for kernel addresses.
 *
 * Linux: kernel/kallsyms.c. Simplified: names are not compressed. Functions
 * named as callers (caller=SYMBOL+0xOFF/0xLEN) get a place in the kernel's
 * text when first named.
 */
#ifndef VMSCOPE_KERNEL_KALLSYMS_H
#define VMSCOPE_KERNEL_KALLSYMS_H

#include <stdio.h>

#include "kernel/kernel.h"

enum { KSYM_NAME_LEN = 128 }; /* longest name, with its NUL */

/** kallsyms_init() - the symbols of the image itself. */
void kallsyms_init(struct kernel *k);

/**
 * kallsyms_lookup_name() - the address of a symbol.
 * Return: true and *addr when there is one of that name
 */
bool kallsyms_lookup_name(const struct kernel *k, const char *name,
			  vaddr_t *addr);

/**
 * kallsyms_caller() - the return address at an offset in a function.
 * @k: the kernel
 * @name: function, shorter than KSYM_NAME_LEN
 * @module: the module it belongs to, NULL for the kernel
 * @offset: bytes from its start, at most @len
 * @len: its length in bytes, not 0
 * @addr: result
 * Return: 0; -EINVAL (name, offset or length make no sense); -ENOSPC (no room
 * in the kernel's text or symbol table). A new function is placed on first use.
 */
int kallsyms_caller(struct kernel *k, const char *name, const char *module,
		    uint32_t offset, uint32_t len, vaddr_t *addr);

/** sprint_symbol() - "name+0xoff/0xlen [module]", or the bare address. */
void sprint_symbol(const struct kernel *k, vaddr_t addr, FILE *to);

/** kallsyms_symbol() - the symbol that covers an address, NULL if none. */
const struct kallsym *kallsyms_symbol(const struct kernel *k, vaddr_t addr);

#endif
