/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * err.h - an error in place of a pointer, as in Linux.
 *
 * No object lies in the last page of the address space, so its addresses are
 * free to stand for -1 to -MAX_ERRNO. vmap_area.c and its callers use it.
 */
#ifndef VMSCOPE_KERNEL_ERR_H
#define VMSCOPE_KERNEL_ERR_H

#include <stdbool.h>
#include <stdint.h>

enum { MAX_ERRNO = 4095 };

/** ERR_PTR() - the pointer that stands for -Exxx. */
static inline const void *ERR_PTR(int error)
{
	return (const void *)(intptr_t)error;
}

/** IS_ERR() - does a pointer stand for an error? */
static inline bool IS_ERR(const void *pointer)
{
	return (uintptr_t)pointer >= (uintptr_t)-MAX_ERRNO;
}

/** PTR_ERR() - the -Exxx that a pointer stands for. */
static inline int PTR_ERR(const void *pointer)
{
	return (int)(intptr_t)pointer;
}

#endif
