/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kmemleak.h - memory that nobody points to any more.
 *
 * Linux: mm/kmemleak.c, 2.6.32, with kmemleak=on. Off, none of this costs a
 * byte of the machine's RAM.
 */
#ifndef VMSCOPE_KERNEL_KMEMLEAK_H
#define VMSCOPE_KERNEL_KMEMLEAK_H

#include <stdio.h>

#include "kernel/kernel.h"

/* What min_count means when it is not a number of pointers. */
#define KMEMLEAK_GREY 0
#define KMEMLEAK_BLACK UINT32_MAX

/** kmemleak_init() - watch from now on, if the command line says so. */
void kmemleak_init(struct kernel *k);

/* create_object(), delete_object() - the work of the next two. */
void create_object(struct kernel *k, vaddr_t pointer, uint32_t size,
		   uint32_t min_count);
void delete_object(struct kernel *k, vaddr_t pointer);

/**
 * kmemleak_alloc() - watch a block.
 * @k: the kernel
 * @pointer: its start; 0 is not watched
 * @size: bytes that a pointer may lead into
 * @min_count: so many words must do so, or it leaks
 */
static inline void kmemleak_alloc(struct kernel *k, vaddr_t pointer,
				  uint32_t size, uint32_t min_count)
{
	if (k->g->kmemleak_enabled && pointer)
		create_object(k, pointer, size, min_count);
}

/** kmemleak_free() - watch it no longer. */
static inline void kmemleak_free(struct kernel *k, vaddr_t pointer)
{
	if (k->g->kmemleak_enabled)
		delete_object(k, pointer);
}

/** kmemleak_not_leak() - it is none, however few pointers there are: grey. */
void kmemleak_not_leak(struct kernel *k, vaddr_t pointer);

/** kmemleak_ignore() - nor is it looked into: black. */
void kmemleak_ignore(struct kernel *k, vaddr_t pointer);

/** kmemleak_caller() - who took it, for the backtrace. */
void kmemleak_caller(struct kernel *k, vaddr_t pointer, vaddr_t caller);

/**
 * kmemleak_scan() - count the pointers to every watched block.
 * @k: the kernel
 * Return: how many new leaks; -ENOMEM when the host has no memory for it
 *
 * Waits first until all blocks are old enough to be reported.
 */
int kmemleak_scan(struct kernel *k);

/** unreferenced_object() - white at the last scan, and old enough then? */
bool unreferenced_object(const struct kernel *k,
			 const struct kmemleak_object *object);

/** kmemleak_clear() - what is reported becomes grey: not reported again. */
void kmemleak_clear(struct kernel *k);

/** kmemleak_find() - the record of a block, by its start; NULL: none. */
const struct kmemleak_object *kmemleak_find(const struct kernel *k,
					    vaddr_t pointer);

/** dump_object_info() - a record into the log. */
void dump_object_info(struct kernel *k, const struct kmemleak_object *object);

/** kmemleak_disable() - for good, and forget all records. */
void kmemleak_disable(struct kernel *k);

#endif
