/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fault_inject.h - make allocations fail on demand.
 *
 * Linux: lib/fault-inject.c, mm/page_alloc.c (fail_page_alloc), mm/failslab.c,
 * 2.6.32, with the kernel's knobs. Simplified: the knobs that spare callers
 * who may sleep or take highmem start as "spare nobody", so that every failure
 * path of a vmalloc can be reached; the random numbers have a seed.
 */
#ifndef VMSCOPE_KERNEL_FAULT_INJECT_H
#define VMSCOPE_KERNEL_FAULT_INJECT_H

#include "kernel/gfp.h"
#include "kernel/kernel.h"

/** fault_inject_init() - nothing fails, both seeds are 1. */
void fault_inject_init(struct kernel *k);

/**
 * should_fail_alloc_page() - shall this page allocation fail?
 * @k: the kernel; the call is counted by the attributes in RAM
 * @gfp: never fails with __GFP_NOFAIL
 * @order: of the request
 */
bool should_fail_alloc_page(struct kernel *k, gfp_t gfp, unsigned int order);

/** should_failslab() - shall this kmalloc of @size bytes fail? */
bool should_failslab(struct kernel *k, uint32_t size, gfp_t gfp);

#endif
