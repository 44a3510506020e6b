/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kmemleak.h - finds memory that nothing points to any more.
 *
 * Linux: mm/kmemleak.c, 2.6.32, with kmemleak=on. When off, none of it takes a
 * byte of the machine's RAM.
 */
#ifndef VMSCOPE_KERNEL_KMEMLEAK_H
#define VMSCOPE_KERNEL_KMEMLEAK_H

#include <stdio.h>

#include "kernel/kernel.h"

/* Values of min_count that are not a number of pointers. */
#define KMEMLEAK_GREY 0
#define KMEMLEAK_BLACK UINT32_MAX

/** kmemleak_init() - watch from now on, if the command line asks for it. */
void kmemleak_init(struct kernel *k);

/* create_object(), delete_object() - the work of the next two. */
void create_object(struct kernel *k, vaddr_t pointer, uint32_t size,
		   uint32_t min_count);
void delete_object(struct kernel *k, vaddr_t pointer);

/**
 * kmemleak_alloc() - watch a block.
 * @k: the kernel
 * @pointer: its start; 0 is not watched
 * @size: bytes that a pointer may point into
 * @min_count: it is a leak if fewer words than this do
 */
static inline void kmemleak_alloc(struct kernel *k, vaddr_t pointer,
				  uint32_t size, uint32_t min_count)
{
	if (k->g->kmemleak_enabled && pointer)
		create_object(k, pointer, size, min_count);
}

/** kmemleak_free() - stop watching a block. */
static inline void kmemleak_free(struct kernel *k, vaddr_t pointer)
{
	if (k->g->kmemleak_enabled)
		delete_object(k, pointer);
}

/** kmemleak_not_leak() - never report it, but scan it: grey. */
void kmemleak_not_leak(struct kernel *k, vaddr_t pointer);

/** kmemleak_ignore() - neither report nor scan it: black. */
void kmemleak_ignore(struct kernel *k, vaddr_t pointer);

/** kmemleak_caller() - record who allocated it, for the backtrace. */
void kmemleak_caller(struct kernel *k, vaddr_t pointer, vaddr_t caller);

/**
 * kmemleak_scan() - count the pointers to every watched block.
 * @k: the kernel
 * Return: number of new leaks; -ENOMEM when the host has no memory for it
 *
 * Waits first until all blocks are old enough to be reported.
 */
int kmemleak_scan(struct kernel *k);

/** unreferenced_object() - was it white, and old enough, at the last scan? */
bool unreferenced_object(const struct kernel *k,
			 const struct kmemleak_object *object);

/** kmemleak_clear() - make reported blocks grey: not reported again. */
void kmemleak_clear(struct kernel *k);

/** kmemleak_find() - the record of a block, by its start; NULL: none. */
const struct kmemleak_object *kmemleak_find(const struct kernel *k,
					    vaddr_t pointer);

/** dump_object_info() - write a record to the log. */
void dump_object_info(struct kernel *k, const struct kmemleak_object *object);

/** kmemleak_disable() - stop for good and forget all records. */
void kmemleak_disable(struct kernel *k);

#endif
